"""The annex that says again what the letter said, in a table or in prose: one task, which keeps the words of both."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.tasks.prose.numbers.numbering import ordinal_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pipeline.notice import Draft, Phrase

_SIGNS = re.compile(r"\W+")
AGAIN = "repeated"
"""Source of phrases that stand beside the task where the page says it the other time."""
_LEAST = 8
_FEW = 2


def join_repeats(prose: Sequence[tuple[int, Draft]], tables: Sequence[tuple[int, Draft]]) -> list[tuple[int, Draft]]:
    """All drafts; an item of prose that a table row repeats is one task with it.

    The row stays, with the item's words in its extent, and with the units and times that the row does not have itself.
    A single row that happens to say the same is no repetition.
    """
    if not prose or not tables:
        return [*prose, *tables]
    rows = {key: at for at, (_, draft) in reversed(list(enumerate(tables))) for key in _keys(draft)}
    twins = {at: row for at, (_, draft) in enumerate(prose) if (row := _twin(draft, rows, tables)) is not None}
    if len(twins) < _FEW or len(set(twins.values())) < len(twins):
        return [*prose, *tables]
    joined = list(tables)
    for at, row in twins.items():
        place, draft = joined[row]
        joined[row] = (place, _with(draft, prose[at][1]))
    return [*(pair for at, pair in enumerate(prose) if at not in twins), *joined]


def join_parts(prose: Sequence[tuple[int, Draft]], starts: Sequence[int]) -> list[tuple[int, Draft]]:
    """All drafts of prose; an item that a later part of the page says again, word for word, is one task with it.

    A short one (植树) is so only below the same headings.
    `starts` are the places where parts begin. The later item stays, as the row of an annex does; where only one repeats, all do.
    """
    if not starts:
        return list(prose)
    said = {(_plain("".join(p.text for p in d.text)), d.label.text if d.label else ""): at for at, (_, d) in enumerate(prose)}
    twins: dict[int, int] = {}
    for at, (index, draft) in enumerate(prose):
        text = _plain("".join(p.text for p in draft.text))
        later = said[text, draft.label.text if draft.label else ""]
        apart = bisect_right(starts, index) < bisect_right(starts, prose[later][0])
        told = len(text) >= _LEAST or (text and draft.path and draft.path == prose[later][1].path)
        if apart and draft.origin == "narrative" and told:
            twins[at] = later
    if len(twins) < _FEW or len(set(twins.values())) < len(twins):
        return list(prose)
    joined = list(prose)
    for at, later in twins.items():
        place, draft = joined[later]
        joined[later] = (place, _with(draft, prose[at][1]))
    return [pair for at, pair in enumerate(joined) if at not in twins]


def _keys(draft: Draft) -> list[str]:
    """The words of a row: alone, and behind the heading that stands in its coarser column."""
    text = _plain("".join(p.text for p in draft.text))
    above = _plain(draft.path[-1]) if draft.path else ""
    return [key for key in (text, above + text) if len(key) >= _LEAST // 2]


def _twin(draft: Draft, rows: dict[str, int], tables: Sequence[tuple[int, Draft]]) -> int | None:
    """The row that says all that the item says, or its first sentence; a short one under the same number (2.打井5眼。…)."""
    if draft.origin != "narrative" or not draft.text:
        return None
    text = "".join(p.text for p in draft.text)
    title = _plain(text.split("。", 1)[0])
    found = rows.get(_plain(text))
    if found is not None:
        return found
    row = rows.get(title)
    return row if row is not None and (len(title) >= _LEAST or _counts_alike(draft, tables[row][1])) else None


def _counts_alike(item: Draft, row: Draft) -> bool:
    """Whether two stand under the same number."""
    return item.label is not None and row.label is not None and ordinal_of(item.label.text) == ordinal_of(row.label.text)


def _with(row: Draft, item: Draft) -> Draft:
    """A row with the item's words, and with the units and times that the row does not print, marked as said elsewhere."""
    printed = [(_plain(p.passage.text), p.role) for p in row.units]
    lacking = tuple(
        p for p in item.units if not any(_plain(p.passage.text) in words and p.role in (None, r) for words, r in printed)
    )
    units = (*row.units, *_again(lacking)) if row.units else item.units
    deadlines = (*row.deadlines, *_again(item.deadlines)) if row.deadlines else item.deadlines
    longer = _plain("".join(p.text for p in item.text)) not in _keys(row)
    again = (*row.again, *(item.text if longer else ()))
    return replace(row, extent=(*row.extent, *item.extent), units=units, deadlines=deadlines, again=again)


def _again(phrases: Iterable[Phrase]) -> Iterator[Phrase]:
    return (replace(phrase, source=AGAIN) for phrase in phrases)


def _plain(text: str) -> str:
    return _SIGNS.sub("", text)
