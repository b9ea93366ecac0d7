"""A notice as it was published: the lines and tables of its page, or, where that is not at hand, what the tables hold."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.outline import Block, TableMarkup
from pipeline.read import read_outline

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.explore.gather import Notice
    from pipeline.read import ReadRules
    from pipeline.values import RawPage

_NOT_OF_THE_NOTICE = frozenset({"navigation", "footer", "injected"})
_WIDEST = 1000


@dataclass(frozen=True)
class Words:
    """A run of printed words at a path; `tasks` are the tasks to which all of it belongs."""

    path: str
    text: str
    tasks: tuple[int, ...] = ()


@dataclass(frozen=True)
class Line:
    """A paragraph, heading or line. `aside`: it is no part of the notice."""

    words: Words
    heading: bool = False
    aside: bool = False


@dataclass(frozen=True)
class Slot:
    """A cell with the rows and columns that it covers."""

    words: Words
    row_span: int = 1
    col_span: int = 1
    header: bool = False


@dataclass(frozen=True)
class Sheet:
    """A table: its rows of cells."""

    rows: tuple[tuple[Slot, ...], ...]
    caption: str = ""


@dataclass(frozen=True)
class Published:
    """All of it, in order. `as_printed`: from the page itself, not put together from the tables."""

    items: tuple[Line | Sheet, ...]
    as_printed: bool


def from_page(page: RawPage, rules: ReadRules, notice: Notice) -> Published:
    """The page itself, in its order, before any repair."""
    kinds: dict[str, set[str]] = {}
    for block in notice.rows["blocks"]:
        kinds.setdefault(block["place"]["path"], set()).add(block["kind"])
    items: list[Line | Sheet] = []
    for item in read_outline(page, rules).items:
        if isinstance(item, TableMarkup):
            items.append(_sheet(item))
        elif item.text.original.strip():
            items.append(_line(item, kinds.get(item.path, set())))
    return Published(tuple(items), as_printed=True)


def _line(block: Block, kinds: set[str]) -> Line:
    aside = (bool(kinds) and kinds <= _NOT_OF_THE_NOTICE) or (not kinds and block.set_aside is not None)
    return Line(Words(block.path, block.text.original), bool(kinds & {"title", "heading"}), aside)


def _sheet(table: TableMarkup) -> Sheet:
    size = len(table.rows)
    return Sheet(
        tuple(
            tuple(
                Slot(
                    Words(cell.block.path, cell.block.text.original),
                    max(1, min(cell.row_span, size - at)),
                    max(1, min(cell.col_span, _WIDEST)),
                    cell.is_header,
                )
                for cell in row
            )
            for at, row in enumerate(table.rows)
        )
    )


def from_tables(notice: Notice) -> Published:
    """What the tables hold: the blocks, the grids as they were read, and tasks that stand in no grid as the page prints them."""
    lines = [
        Line(Words("", block["text"]), block["kind"] in {"title", "heading"}, block["kind"] in _NOT_OF_THE_NOTICE)
        for block in notice.rows["blocks"]
        if block["text"].strip()
    ]
    loose = [
        Line(Words("", f"{task['label'] or ''} {task['text_as_printed']}".strip(), (task["seq"],)))
        for task in notice.tasks
        if task["table_id"] is None
    ]
    return Published((*lines, *grids(notice), *loose), as_printed=False)


def grids(notice: Notice) -> Iterator[Sheet]:
    """The tables as they were read: rows realigned, merged cells filled."""
    rows_of: dict[tuple[str, int], list[int]] = {}
    for task in notice.tasks:
        if task["table_id"] is not None and task["row"] is not None:
            rows_of.setdefault((task["table_id"], task["row"]), []).append(task["seq"])
    for table in notice.rows["tables"]:
        yield Sheet(
            tuple(
                tuple(
                    Slot(Words("", text, tuple(rows_of.get((table["table_id"], at), ()))), header=row == table["header"])
                    for text in row
                )
                for at, row in enumerate(table["cells"])
            ),
            table["caption"] or "",
        )


def rebuilt_grids(notice: Notice) -> tuple[Sheet, ...]:
    """Those of the grids that the page does not mark up as tables."""
    marked = {table["table_id"] for table in notice.rows["tables"] if table["origin"] == "table"}
    return tuple(
        sheet for table, sheet in zip(notice.rows["tables"], grids(notice), strict=True) if table["table_id"] not in marked
    )
