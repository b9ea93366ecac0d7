"""责任单位同上: units that an item has because the one before it has them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pipeline.notice import Draft, Phrase
    from pipeline.tasks.prose.attached.duties import AttachRules

_AROUND = "（()） 　。；;，,"


def same_as_before(drafts: Iterable[tuple[int, Draft]], rules: AttachRules) -> Iterator[tuple[int, Draft]]:
    """The drafts of a notice in order, 同上 replaced by the units and times of the item before.

    What the first item says so of nothing stays as printed, for nobody to read.
    """
    before: Draft | None = None
    for index, draft in drafts:
        if before is not None:
            draft = replace(  # noqa: PLW2901 - the same item
                draft,
                units=tuple(_resolved(draft.units, before.units, rules)),
                deadlines=tuple(_resolved(draft.deadlines, before.deadlines, rules)),
            )
        yield index, draft
        before = draft


def _resolved(phrases: Iterable[Phrase], before: tuple[Phrase, ...], rules: AttachRules) -> Iterator[Phrase]:
    for phrase in phrases:
        if before and rules.has("same", phrase.passage.text.strip(_AROUND)):
            alike = [p for p in before if p.role == phrase.role] if phrase.role in ("lead", "cooperating") else []
            yield from (replace(p, source="inherited", from_merge=True) for p in alike or before)
        else:
            yield phrase
