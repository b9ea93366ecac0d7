"""What is hidden and yet the notice: pages that a script opens, and tables in the panel of a tab that nobody has clicked."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from pipeline.read.chrome import runs_of
from pipeline.read.tree import Run, Table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.read.tree import Item, Sheet

_RAW_TAGS: Final = frozenset({"textarea", "noframes", "noembed"})
_SENTENCES: Final = 2
_LONG_LINE: Final = 30
_SENTENCE_END = re.compile("[。；;]")
_FEW: Final = 2
_LETTERS: Final = 40
_SAME: Final = 3


def show_hidden_tables(items: list[Item]) -> bool:
    """Show the largest hidden table of data where the page shows none that is half as large, nor its words elsewhere."""
    tables = list(_tables(items))
    hidden = [(size, table) for table in tables if _is_hidden(table) and (size := _size(table)) >= _LETTERS]
    if not hidden:
        return False
    most, _ = max(hidden, key=lambda one: one[0])
    if any(not _is_hidden(table) and _size(table) * 2 >= most for table in tables):
        return False
    seen = "".join(run.text for run in _runs(items) if not run.hidden)
    shown = [table for size, table in hidden if size * 2 >= most and not _stands_in(table, seen)]
    for table in shown:
        table.hidden_rows.clear()
        for row in table.rows:
            for slot in row:
                slot.hidden = False
                for run in _runs(slot.items):
                    run.hidden = False
    return bool(shown)


def show_hidden_body(items: list[Run | Sheet], fewest: int = _SENTENCES) -> bool:
    """A page that shows no sentence and hides several is opened by a script when somebody reads it."""
    runs = [run for item in items for run in runs_of(item)]
    hidden = [run for run in runs if run.hidden]
    if not hidden or any(_is_sentence(run) for run in runs if not run.hidden):
        return False
    hidden = [run for run in hidden if run.tag not in _RAW_TAGS]
    if sum(map(_is_sentence, hidden)) < fewest:
        return False
    for run in hidden:
        run.hidden = False
    return True


def _is_sentence(run: Run) -> bool:
    return run.plain > _LONG_LINE and _SENTENCE_END.search(run.text) is not None


def _tables(items: list[Item]) -> Iterator[Table]:
    """All tables, inner ones too, without recursion."""
    todo = [item for item in items if isinstance(item, Table)]
    while todo:
        table = todo.pop()
        yield table
        todo += [item for row in table.rows for slot in row for item in slot.items if isinstance(item, Table)]


def _runs(items: list[Item]) -> Iterator[Run]:
    yield from (item for item in items if isinstance(item, Run))
    for table in _tables(items):
        yield from (item for row in table.rows for slot in row for item in slot.items if isinstance(item, Run))


def _is_hidden(table: Table) -> bool:
    """Whether nothing of a table is seen."""
    runs = [item for row in table.rows for slot in row for item in slot.items if isinstance(item, Run)]
    return bool(runs) and all(run.hidden for run in runs)


def _size(table: Table) -> int:
    """How many characters that are no links stand in its rows of several cells; 0 where it is no table of data."""
    rows = [[run for slot in row for run in slot.items if isinstance(run, Run)] for row in table.rows]
    several = [runs for runs in rows if len(runs) >= _FEW]
    plain = sum(run.plain for runs in several for run in runs)
    links = sum(run.links for runs in several for run in runs)
    return plain if len(several) >= _FEW and links * 2 < plain else 0


def _stands_in(table: Table, seen: str) -> bool:
    """Whether its longest cells stand on the page, visible, once more."""
    texts = sorted((run.text for row in table.rows for slot in row for run in slot.items if isinstance(run, Run)), key=len)
    return all(text in seen for text in texts[-_SAME:])
