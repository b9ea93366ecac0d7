"""The numbers of pages between the rows of a table: lines that part no table and stand in none of its cells."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.notice import Line

if TYPE_CHECKING:
    from pipeline.notice import Flow
    from pipeline.outline import Grid
    from pipeline.tasks.rules import TaskRules


def without_page_numbers(flow: Flow, rules: TaskRules) -> tuple[Flow, dict[int, list[Line]]]:
    """The flow without lines that are the number of a page, which part no table, and those by the item that they stand before."""
    kept: list[Line | Grid] = []
    pages: dict[int, list[Line]] = {}
    for item in flow:
        if isinstance(item, Line) and rules.legends.has("page_number", item.text):
            pages.setdefault(len(kept), []).append(item)
        else:
            kept.append(item)
    return tuple(kept), pages


def with_page_numbers(flow: Flow, span: tuple[int, int], pages: dict[int, list[Line]]) -> list[Line | Grid]:
    """Some items (half-open) with the numbers of pages before them."""
    return [item for at in range(*span) for item in (*pages.get(at, ()), *flow[at : at + 1])]
