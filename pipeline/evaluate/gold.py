"""Annotations: what a person found in a page, as YAML (`tests/EXPECTATIONS.md` says how to write one)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, cast

from pipeline.rulebook.faults import Fault, RulesFault
from pipeline.rulebook.file import convert, read_document

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from pipeline.rulebook.file import Document

_PAGES = (".html", ".htm", ".shtml", ".txt", ".md")


@dataclass(frozen=True)
class Gold:
    """One annotated page: its tasks as mappings of text, whether they are all the page has, what the notice says of itself."""

    file: Path
    page: Path
    tasks: tuple[dict[str, Any], ...]
    whole: bool
    document: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Task:
    """What an annotation may state of a task; scores look only at what it does state."""

    label: str = ""
    path: tuple[str, ...] = ()
    text: str = ""
    origin: str = ""
    row: str = ""
    units: dict[str, tuple[str, ...]] = field(default_factory=dict)
    full_names: dict[str, str] = field(default_factory=dict)
    deadlines: tuple[dict[str, str | tuple[str, ...]], ...] = ()
    extra: dict[str, str] = field(default_factory=dict)


def load_gold(paths: Sequence[Path], folders: Sequence[Path]) -> tuple[list[Gold], list[Path]]:
    """All annotations below `paths`, each with its page, and the annotations whose page is nowhere.

    The page is the file's own `page:` (relative to it), else a page in one of `folders` whose name begins with the annotation's
    (with the name of its folder where the file is called `expected.yaml`). Hidden folders are left aside. Faults of all
    files, and pages that two of them annotate, are raised as one RulesFault.
    """
    found: list[Gold] = []
    homeless: list[Path] = []
    pages: dict[Path, Path] = {}
    faults: list[Fault] = []
    for file in _files(paths):
        document = _read(file)
        wrong = list(_faults(document))
        faults += wrong
        if wrong:
            continue
        tree = cast("dict[str, Any]", document.tree)
        page = _page(file, tree, folders)
        if page is None:
            homeless.append(file)
        elif page.resolve() in pages:
            faults.append(Fault(str(file), 1, "", f"{page.name} is annotated by {pages[page.resolve()]} too; keep one"))
        else:
            pages[page.resolve()] = file
            found.append(Gold(file, page, tuple(tree.get("tasks") or ()), "only" not in tree, tree.get("document") or {}))
    if faults:
        raise RulesFault(faults)
    return found, homeless


def _files(paths: Sequence[Path]) -> Iterator[Path]:
    for path in paths:
        if not path.is_dir():
            yield path
            continue
        for file in sorted(path.rglob("*.yaml")):
            if not any(part.startswith(".") for part in file.relative_to(path).parts):
                yield file


def _read(file: Path) -> Document:
    """The file with the line of each of its values; RulesFault where it is no text."""
    try:
        return read_document(file.read_text(encoding="utf-8-sig"), str(file))
    except (OSError, UnicodeDecodeError) as error:
        raise RulesFault([Fault(str(file), 0, "", f"cannot be read: {error}")]) from error


def _faults(document: Document) -> Iterator[Fault]:
    yield from document.faults
    tree = document.tree
    if document.faults:
        return
    if not isinstance(tree, dict) or not isinstance(tree.get("tasks", []), list):
        yield document.fault((), "an annotation is a mapping with the key `tasks`, a list (tests/EXPECTATIONS.md)")
        return
    if not isinstance(tree.get("document", {}), dict):
        yield document.fault(("document",), "is a mapping: columns of documents and their values")
    for number in range(len(tree.get("tasks", []))):
        yield from convert(document, ("tasks", number), _Task)[1]


def _page(file: Path, tree: dict[str, Any], folders: Sequence[Path]) -> Path | None:
    if "page" in tree:
        page = file.parent / tree["page"]
        return page if page.is_file() else None
    stem = file.parent.name if file.stem == "expected" else file.stem
    for folder in folders:
        exact = [p for p in sorted(folder.rglob(f"{stem}*")) if p.suffix in _PAGES and p.stem == stem]
        near = [p for p in sorted(folder.rglob(f"{stem}_*")) if p.suffix in _PAGES]
        if exact or near:
            return (exact or near)[0]
    return None
