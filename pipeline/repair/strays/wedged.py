"""Known brands that copies wedge into the notice's words, as links on a mirror do: 公共文化服务体金沙官网系."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.repair.language.characters import is_han
from pipeline.repair.strays.spam import brand_pattern
from pipeline.repair.substitution.claims import claims_of
from pipeline.repair.substitution.evidence import Evidence
from pipeline.values import Repair, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.repair.garbles import RepairRules
    from pipeline.repair.sheet import Edits, Sheet

WORD, RARE, COMMON = 4, 10, 300
SURE = 0.9


def cut_wedged(sheet: Sheet, rules: RepairRules) -> Edits:
    """Take out a brand that parts a word of the notice, and the same brand wherever else it stands for nothing."""
    known = rules.printed("substitution_brand", sheet)
    pattern = brand_pattern(known, rules)
    if pattern is None:
        return {}
    evidence = Evidence.of(sheet, rules)
    said = {match.group() for match in pattern.finditer(sheet.joined)}
    return sheet.edits_of(repair for name in sorted(said, key=len, reverse=True) for repair in _out(name, evidence))


def _out(name: str, evidence: Evidence) -> Iterator[Repair]:
    """The repairs of all places of a brand that parts words; where it took the place of a word, of those alone that it parts."""
    claims = claims_of(name, evidence)
    parted = [claim.span for claim in claims if claim.rule is None and _parts_word(claim.span, evidence)]
    alone = parted and not any(claim.rule for claim in claims)
    for span in [claim.span for claim in claims] if alone else parted:
        yield Repair(span, name, "", "injected.wedged", "injected_markup", SURE, certain=False)


def _parts_word(span: Span, evidence: Evidence) -> bool:
    """Whether the words on both sides are one word, and neither side ends or begins with a whole one."""
    page, rules = evidence.page, evidence.rules
    left, right = page[max(0, span.start - WORD) : span.start], page[span.end : span.end + WORD]
    if not (is_han(left[-1:] or " ") and is_han(right[:1] or " ")):
        return False
    if rules.frequency(left[-2:]) > RARE or rules.frequency(right[:2]) > RARE:
        return False
    sizes = ((ahead, behind) for ahead in range(1, WORD) for behind in range(1, WORD + 1 - ahead))
    words = (left[-ahead:] + right[:behind] for ahead, behind in sizes if ahead <= len(left) and behind <= len(right))
    return any(rules.given.get(word) or rules.frequency(word) > COMMON for word in words)
