"""What a worker does with one input: read it, parse it, and turn it into a row."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pipeline.engine.loading import all_to_stay
from pipeline.engine.outcome import failed_row, parsed_row
from pipeline.neighbours import lending

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pipeline.engine.page import Input
    from pipeline.notice import ParsedNotice
    from pipeline.tables.rows import Row
    from pipeline.values import RawPage


@dataclass(frozen=True)
class PageReader:
    """Makes the function that a worker runs: it loads the rules of a folder once, and refuses others than it was told.

    Without a folder it takes the rules that lie beside the code, as they do where both came with the job.
    """

    folder: Path | None
    fingerprint: str

    def __call__(self) -> Callable[[Input], Row]:
        """The function, with the rules in hand; RulesFault when they are wrong or not those that the run began with."""
        with all_to_stay():
            return self._loaded()

    def _loaded(self) -> Callable[[Input], Row]:
        # The process that only hands out pages has no need of the parser.
        from pipeline.parse import parse  # noqa: PLC0415
        from pipeline.repair.neighbours.names import Neighbours  # noqa: PLC0415
        from pipeline.rulebook.faults import Fault, RulesFault  # noqa: PLC0415
        from pipeline.rulebook.folder import find_rules_folder  # noqa: PLC0415
        from pipeline.rules import open_rules  # noqa: PLC0415

        folder = self.folder or find_rules_folder()
        book = open_rules(folder)
        if book.fingerprint != self.fingerprint:
            raise RulesFault([Fault(folder.name, 0, "", "the rules changed while the run was under way; run it again")])
        rules = book.rules
        return lambda found: read_input(found, lambda page: parse(page, rules, Neighbours(frozenset(found.neighbours))))


def read_input(found: Input, read: Callable[[RawPage], ParsedNotice]) -> Row:
    """The nested row of one input, and what it lends its neighbours.

    An exception is a bug of ours: the caller makes a `crashed` row of it.
    """
    if found.problem:
        return failed_row(found, "unreadable", found.problem)
    try:
        page = found.page()
    except OSError as error:
        note = ("unreadable_file", f"the file could not be opened: {error.strerror or error}")
        return failed_row(replace(found, notes=(*found.notes, note)), "unreadable", "unreadable_file")
    notice = read(page)
    return {**parsed_row(found, notice), **lending(notice)}
