"""Tables drawn without `<table>`: rows and cells are elements that repeat, or elements side by side in a line.

What stands where is told by the page's tree: the cells of a row share an element, and their places in it are their columns. Only
a header whose labels are known makes a table of such rows, or, where every row begins with its number, cells that read as work
and units; menus and lists of links have neither.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.notice import Line
from pipeline.tasks.tables.drawn.boxes import of_boxes
from pipeline.tasks.tables.drawn.seams import of_seams

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.outline import Grid
    from pipeline.tasks.rules import TaskRules
    from pipeline.tasks.tables.drawn.rows import Drawn


def drawn(flow: Sequence[Line | Grid], first: int, rules: TaskRules) -> Drawn | None:
    """The drawn table that begins at a line; None where none does."""
    item = flow[first]
    if not isinstance(item, Line):
        return None
    if item.cells:
        return of_seams(flow, first, rules)
    return of_boxes(flow, first, rules)
