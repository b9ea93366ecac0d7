"""Parts of a text with a title line of their own: what was done last year stands before what is to be done this year."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.notice import Line
from pipeline.tasks.tables.labels.columns import plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.notice import Claim, Flow
    from pipeline.tasks.rules import TaskRules
    from pipeline.values import Found

_LONGEST = 40
_TITLES = frozenset({"title", "heading"})


@dataclass(frozen=True)
class Parts:
    """Which lines are the titles of parts that tell what was done, and of the parts behind them that hand out work."""

    told: frozenset[int] = frozenset()
    planned: frozenset[int] = frozenset()


def find_parts(flow: Flow, claims: Sequence[Claim], title: Found[str] | None, rules: TaskRules) -> Parts:
    """The title lines of parts, by their place in the flow: 2022年工作总结, and behind it 2023年工作要点.

    What is told counts where a plan follows it, or where the notice's `title` names it. Plans have their own titles otherwise;
    here they only end what is told before them.
    """
    told: set[int] = set()
    planned: set[int] = set()
    named = ""
    for index, line in _lines(flow, claims):
        if len(line.text) > _LONGEST or rules.numbers.mark(line.passage) is not None:
            continue
        if rules.legends.has("told_part", line.text):
            told.add(index)
            named = named or line.text
        elif told and rules.legends.has("planned_part", line.text):
            planned.add(index)
    if not planned and plain(named) not in plain(title.value or "" if title is not None else ""):
        return Parts()
    return Parts(frozenset(told), frozenset(planned))


def _lines(flow: Flow, claims: Sequence[Claim]) -> Iterator[tuple[int, Line]]:
    """The lines that may be the title of a part: those that nobody claimed otherwise, behind the notice's own title."""
    kinds = {(claim.passage.path, claim.passage.span.start): claim.kind for claim in claims}
    own = next((claim.passage.place for claim in claims if claim.kind == "title"), None)
    for index, item in enumerate(flow):
        if isinstance(item, Line) and item.passage.place != own:
            kind = kinds.get((item.passage.path, item.passage.span.start))
            if kind is None or kind in _TITLES:
                yield index, item
