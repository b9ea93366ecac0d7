"""Tables that hold data and tables that only arrange the page: the second are taken apart.

A layout table shows itself by a cell that swallows the notice: a known container, a table inside, or most of the words in many
paragraphs, alone in its row. Rows around such a cell that hold several cells stay a table (the block of 索引号 and 文号).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pipeline.read.tree import Run, Sheet, Table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.read.tree import Content, Item, Slot

_MANY_RUNS: Final = 8
_MANY_LETTERS: Final = 400
_SOME_LETTERS: Final = 150
_LONG: Final = 1500
_PAGE_END: Final = 8
_FEW: Final = 2

Rows = list[list["Slot"]]


def unfold(items: list[Item]) -> Iterator[Run | Sheet]:
    """The runs and data tables in reading order; a table inside a data cell comes after the one that it stands in."""
    _measure(items)
    stack: list[Iterator[Item | Sheet]] = [iter(items)]
    above = 0  # how many columns the data table has that stands right above, words of a page's end between
    while stack:
        item = next(stack[-1], None)
        if item is None:
            stack.pop()
        elif isinstance(item, Table):
            stack.append(_parts(item, above))
        else:
            above = _width(item) if isinstance(item, Sheet) else above if item.plain <= _PAGE_END else 0
            yield item


def _width(sheet: Sheet) -> int:
    """How many columns the first row of a table takes."""
    return sum(slot.col_span for slot, _ in sheet.rows[0]) if sheet.rows else 0


def _measure(items: list[Item]) -> None:
    """Count every cell's contents, inner tables before outer ones, without recursion."""
    order: list[Table] = []
    todo = [item for item in items if isinstance(item, Table)]
    while todo:
        table = todo.pop()
        order.append(table)
        todo += [item for row in table.rows for slot in row for item in slot.items if isinstance(item, Table)]
    for table in reversed(order):
        for row in table.rows:
            for slot in row:
                for item in slot.items:
                    _count(slot.content, item)


def _count(content: Content, item: Item) -> None:
    if isinstance(item, Table):
        for run in _only_runs(item):
            _count(content, run)
        for row in item.rows if not _only_runs(item) else ():
            for inner in row:
                content.nested += inner.content.total
                content.links += inner.content.links
    elif not item.hidden:
        content.runs += 1
        content.letters += item.plain + item.links
        content.links += item.links


def _parts(table: Table, above: int) -> Iterator[Item | Sheet]:
    # A row that is not shown is no row of the grid; a row whose cells are not shown still is one.
    shown = [row for number, row in enumerate(table.rows) if number not in table.hidden_rows]
    rows = [[slot for slot in row if not slot.hidden] for row in shown]
    layout = _layout_rows(rows)
    if not layout and (_is_data(rows) or _is_rest(rows, above)):
        yield from _as_sheet(table, table.path, rows)
    else:
        yield from _taken_apart(table, rows, layout)
    for row in table.rows:
        for slot in row:
            if slot.hidden:
                yield from slot.items


def _taken_apart(table: Table, rows: Rows, layout: set[int]) -> Iterator[Item | Sheet]:
    """Cells' contents in reading order; several rows of several cells in a row stay a table."""
    chunk: Rows = []
    for number, row in enumerate(rows):
        if layout and number not in layout and _is_multi(row) and not _is_menu(row):
            chunk.append(row)
            continue
        if chunk:
            yield from _as_sheet(table, f"{table.path}#{number + 1 - len(chunk)}", chunk)
            chunk = []
        for slot in row:
            yield from slot.items
    if chunk:
        yield from _as_sheet(table, f"{table.path}#{len(rows) + 1 - len(chunk)}", chunk)


def _as_sheet(table: Table, path: str, rows: Rows) -> Iterator[Item | Sheet]:
    """The table as data, then what stands in its cells without being their words: hidden runs and tables."""
    rest: list[Item] = []
    filled = []
    for row in rows:
        cells = []
        for slot in row:
            runs: list[Run] = []
            for item in slot.items:
                inner = [item] if isinstance(item, Run) else _only_runs(item)
                runs += [run for run in inner if not run.hidden]
                rest += [run for run in inner if run.hidden] if inner else [item]
            cells.append((slot, runs))
        filled.append(cells)
    yield Sheet(path, table.element, filled)
    yield from rest


def _only_runs(table: Table) -> list[Run]:
    """The words of a table of one column without tables in it, which only arranges a cell; none for any other."""
    if any(len(row) > 1 for row in table.rows):
        return []
    items = [item for row in table.rows for slot in row for item in slot.items]
    return [item for item in items if isinstance(item, Run)] if not any(isinstance(item, Table) for item in items) else []


def _layout_rows(rows: Rows) -> set[int]:
    """The rows that arrange the page."""
    multi = [_is_multi(row) for row in rows]
    left = sum(multi)
    before = reach = 0
    found: set[int] = set()
    for number, row in enumerate(rows):
        left -= multi[number]
        if row and _arranges(row, covered=number < reach, others=(before, left)):
            found.add(number)
        else:
            before += multi[number]
        reach = max([reach, *(number + slot.row_span for slot in row if slot.row_span > 1)])
    return found


def _arranges(row: list[Slot], *, covered: bool, others: tuple[int, int]) -> bool:
    """Whether a row arranges the page. `others`: how many rows of several cells stand above and below it."""
    main = max(row, key=lambda slot: slot.content.total)
    content = main.content
    total = sum(slot.content.total for slot in row)
    if total == 0:
        return False
    if content.is_body and (content.nested or content.total >= _SOME_LETTERS or len(row) == 1):
        return True
    if sum(slot.content.nested for slot in row) * 10 >= total * 7:
        return True
    big = (content.runs >= _MANY_RUNS and content.total >= _MANY_LETTERS) or (
        content.runs >= _MANY_RUNS // 2 and content.total >= _LONG
    )
    if not big or covered:
        return False
    if len(row) == 1:
        return min(others) < _FEW
    weak = all(slot is main or slot.content.total == 0 or slot.content.is_links for slot in row)
    return weak and sum(others) < _FEW


def _is_multi(row: list[Slot]) -> bool:
    return sum(1 for slot in row if slot.content.total) >= _FEW


def _is_menu(row: list[Slot]) -> bool:
    return sum(slot.content.links for slot in row) * 5 >= sum(slot.content.total for slot in row) * 3


def _is_data(rows: Rows) -> bool:
    """Whether rows without any that arranges the page are a table to be read as one."""
    filled = [[slot for slot in row if slot.content.total] for row in rows]
    if max(map(len, rows), default=0) < _FEW or sum(map(len, filled)) < _FEW:
        return False
    if any(len(row) > 1 for row in filled):
        return True
    # One filled cell in each row: a form to be filled in when they are labels, an arrangement when they are paragraphs.
    return len(rows) > 1 and all(
        slot.content.total < _SOME_LETTERS and slot.content.runs <= _FEW for row in filled for slot in row
    )


def _is_rest(rows: Rows, above: int) -> bool:
    """Whether a lone row is the end of the table right above, which a page's end cut in a row: it goes on behind a blank cell."""
    if len(rows) != 1 or above <= _FEW or sum(slot.col_span for slot in rows[0]) != above:
        return False
    letters = [slot.content.total for slot in rows[0]]
    return not letters[0] and 0 < max(letters) < _SOME_LETTERS
