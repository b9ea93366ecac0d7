"""The folder of rules as one value: every file read strictly, every fault of every file listed, the stages' slices built.

`pipeline.rulebook.table` is the table of them: to add a rule file, add its line there.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, fields, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from pipeline.rulebook.claims import settle
from pipeline.rulebook.faults import Fault, RulesFault
from pipeline.rulebook.file import Entry, read_document, read_entries
from pipeline.rulebook.folder import DICTIONARY, find_rules_folder, fingerprint_of
from pipeline.rulebook.kinds import Stock
from pipeline.rulebook.slips import left_out

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from pipeline.parse import Rules
    from pipeline.rulebook.kinds import RuleFile, RuleTable, Slice


@dataclass(frozen=True)
class RuleBook:
    """The rules as read from one folder: the slices by name, each rule with its place, and a fingerprint of all files."""

    folder: Path
    slices: dict[str, Any]
    entries: tuple[tuple[RuleFile, Entry], ...]
    fingerprint: str

    @cached_property
    def rules(self) -> Rules:
        """What `parse` takes."""
        from pipeline.parse import Rules  # noqa: PLC0415 - the checks of the rules need no parser

        return Rules(**{field.name: self.slices[field.name] for field in fields(Rules)})


def load_rules(folder: Path | None = None) -> Rules:
    """The rules of a folder (default: those that ship with the program), ready for `parse`.

    RulesFault lists everything that is wrong with them.
    """
    return open_rules(folder or find_rules_folder()).rules


def open_rules(folder: Path, table: RuleTable | None = None) -> RuleBook:
    """Read every file of a table (default: all that `parse` needs); RulesFault lists the faults of all of them."""
    table = table or _whole_table()
    if not folder.is_dir():
        raise RulesFault([Fault(str(folder), 0, "", "there is no such folder of rules")])
    faults = list(_strangers(folder, table))
    entries: list[tuple[RuleFile, Entry]] = []
    for file in table.files:
        found, wrong = _read_file(folder, file)
        faults += wrong
        entries += [(file, entry) for entry in found]
    faults += _doubled_ids(entry for _, entry in entries)
    settled, clashes = settle(entries)
    if faults:
        raise RulesFault([*faults, *clashes])
    try:
        book = RuleBook(folder, _build_all(folder, table, settled), tuple(settled), fingerprint_of(folder))
    except RulesFault as error:
        raise RulesFault([*clashes, *error.faults]) from error
    if clashes:
        raise RulesFault([*clashes, *check_rules(book).faults])
    return book


def _whole_table() -> RuleTable:
    from pipeline.rulebook.table import TABLE  # noqa: PLC0415 - it loads every stage, which few rules alone do not need

    return TABLE


def _strangers(folder: Path, table: RuleTable) -> Iterator[Fault]:
    known = {DICTIONARY} | {file.name for file in table.files}
    for path in sorted(folder.rglob("*.y*ml")):
        name = path.relative_to(folder).as_posix()
        if name not in known and not name.startswith(table.elsewhere):
            yield Fault(f"{folder.name}/{name}", 0, "", "no stage reads this file; is its name spelt right?")


def _read_file(folder: Path, file: RuleFile) -> tuple[list[Entry], list[Fault]]:
    shown = f"{folder.name}/{file.name}"
    try:
        text = (folder / file.name).read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return [], [Fault(shown, 0, "", "the file is missing")]
    except UnicodeDecodeError as error:
        return [], [Fault(shown, 0, "", f"not UTF-8 (byte {error.start}); save it as UTF-8")]
    return read_entries(read_document(text, shown), file.rule)


def _doubled_ids(entries: Iterable[Entry]) -> Iterator[Fault]:
    first: dict[str, Entry] = {}
    for entry in entries:
        other = first.setdefault(entry.rule.id, entry)
        if other is not entry:
            at = f"{other.document.file}:{other.document.line(('rules', other.index, 'id'))}"
            yield entry.fault(("id",), f"this id is taken by {at}")


def _build_all(folder: Path, table: RuleTable, entries: list[tuple[RuleFile, Entry]]) -> dict[str, Any]:
    rules: dict[str, tuple[Any, ...]] = {f.name: tuple(e.rule for owner, e in entries if owner is f) for f in table.files}
    slices: dict[str, Any] = {}
    faults: list[Fault] = []
    for piece in table.slices:
        stock = Stock(rules, slices, folder)
        try:
            slices[piece.name] = piece.build(stock)
        except Exception as error:  # noqa: BLE001 - whatever a builder dislikes is a fault of the rules, shown with the others
            message = str(error) if isinstance(error, ValueError) else f"{type(error).__name__}: {error}"
            guilty = [e for f, e in entries if f.name in piece.files and _refused(piece, stock, f.name, e)]
            faults += [entry.fault((), message) for entry in guilty]
            if not guilty:
                faults.append(Fault(f"{folder.name}/{''.join(piece.files[:1])}", 1, "", message))
            break  # what is made from this slice would only fail for want of it
    if faults:
        raise RulesFault(faults)
    return slices


def _refused(piece: Slice, stock: Stock, name: str, entry: Entry) -> bool:
    """Whether the builder refuses this rule even when it is the only one of its slice."""
    alone = {**stock.rules, **dict.fromkeys(piece.files, ()), name: (entry.rule,)}
    try:
        piece.build(replace(stock, rules=alone))
    except Exception:  # noqa: BLE001 - we only ask whether it does
        return True
    return False


@dataclass(frozen=True)
class Checked:
    """What the rules say of themselves."""

    n_rules: int
    n_examples: int
    n_keep: int
    without: tuple[str, ...]
    faults: tuple[Fault, ...]
    seconds: float


def check_rules(book: RuleBook) -> Checked:
    """Run every rule's examples and look-alikes."""
    start = time.perf_counter()
    faults: list[Fault] = []
    for file, entry in book.entries:
        faults += _try_entry(book, file, entry)
    for name in {file.name for file, _ in book.entries}:
        faults += left_out([entry for file, entry in book.entries if file.name == name])
    rules = [entry.rule for _, entry in book.entries]
    return Checked(
        n_rules=len(rules),
        n_examples=sum(len(rule.examples) for rule in rules),
        n_keep=sum(len(rule.keep) for rule in rules),
        without=tuple(rule.id for rule in rules if not rule.examples),
        faults=tuple(sorted(faults)),
        seconds=time.perf_counter() - start,
    )


def _try_entry(book: RuleBook, file: RuleFile, entry: Entry) -> Iterator[Fault]:
    cases = [(("examples", n), e.said, e.gives) for n, e in enumerate(entry.rule.examples)]
    cases += [(("keep", n), said, "") for n, said in enumerate(entry.rule.keep)]
    for where, said, gives in cases:
        try:
            got = file.try_example(entry.rule, book.slices[file.slice], said)
        except Exception as error:  # noqa: BLE001 - a stage that stumbles over an example is a fault to be listed
            yield entry.fault(where, f"{said!r} makes it stumble: {type(error).__name__}: {error}")
            continue
        if got != gives and where[0] == "keep":
            yield entry.fault(where, f"{said!r} looks alike and must be left alone, but gives {got!r}")
        elif got != gives:
            yield entry.fault(where, f"{said!r} must give {gives!r}, but gives {got!r}")
