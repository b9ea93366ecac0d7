"""Numbers in brackets whose first characters are lost: `?)`, `?0)`, restored by their sequence."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.repair.pairs.marks import pair_damage
from pipeline.values import Repair, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.repair.garbles import RepairRules
    from pipeline.repair.sheet import Edits, Sheet

NUMBER = re.compile(r"^(?P<lost>\?(?P<rest>\d?))(?P<close>[)）])", re.MULTILINE)
TRUSTED = 3


@dataclass(frozen=True)
class _Item:
    """A number whose bracket and first digit are lost, and what is left of it."""

    index: int
    span: Span
    lost: str
    rest: str
    close: str


def restore_numbering(sheet: Sheet, rules: RepairRules) -> Edits:
    """Count through the numbers that lost their bracket and first digit; what is left of each proves the count."""
    del rules
    if pair_damage(sheet) != "eaten":
        return {}
    items = [
        _Item(index, Span(*match.span("lost")), match["lost"], match["rest"], match["close"])
        for index, text in enumerate(sheet.texts)
        if "?" in text
        for match in NUMBER.finditer(text)
    ]
    edits: dict[int, list[Repair]] = {}
    for item, repair in _counted(items):
        edits.setdefault(item.index, []).append(repair)
    return edits


def _counted(items: Sequence[_Item]) -> Iterator[tuple[_Item, Repair]]:
    """Runs that start at 1 and go up by one as far as the printed digits agree."""
    start = 0
    while start < len(items):
        run: list[_Item] = []
        for number, item in enumerate(items[start:], 1):
            if item.rest != str(number)[1:]:
                break
            run.append(item)
        if not run:
            start += 1
            continue
        # Below ten every number looks alike, so that a gap in a short run would go unnoticed.
        certain = len(run) >= 10  # noqa: PLR2004
        for number, item in enumerate(run, 1):
            opening = "（" if item.close == "）" else "("
            confidence = 0.99 if certain else 0.9 if len(run) >= TRUSTED else 0.7
            yield item, Repair(item.span, item.lost, f"{opening}{number}", "numbering.sequence", "numbering", confidence, certain)
        start += len(run)
