"""What a page says of its issuer in several places must agree: where one holds a foreign run, the others say what it was."""

from __future__ import annotations

import re
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING

from pipeline.repair.language.gazetteer import LEVELS
from pipeline.repair.strays.spam import brand_pattern
from pipeline.repair.substitution.looks import (
    FOREIGN,
    LATIN,
    LETTERED,
    NO_HAN,
    ends_as_body,
    is_foreign,
    is_within,
    looks_made_up,
)
from pipeline.values import Repair, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.repair.garbles import RepairRules
    from pipeline.repair.sheet import Edits, Sheet

RULE = "substitution.witness"
NAMED = re.compile(rf"[\u4e00-\u9fff]{{2,8}}[{LEVELS}][\u4e00-\u9fff]{{2,20}}")
SHARED, SHARED_WITH_LETTERS = 3, 2
"""So many characters two names must have in common at their ends, or they name different things (發(fā)佈日期)."""
DAY = r"(?:19|20)\d\d[-./年]"
FEW, NEAR, SURE, DIFFERENT = 16, 40, 0.9, 3
BRACKETED = re.compile(r"[（(【\[]([\w]{2,10})[）)】\]]")
SPELT = re.compile(r"[a-z]{3}|[a-z]{2}\d{3}")
"""Letters that spell something, as brands do and designations (KN95, 110kV, S308) do not."""


def agree_on_issuer(sheet: Sheet, rules: RepairRules) -> Edits:
    """Put the words of a sound name in place of the foreign run of another: title, signature and labelled field name one issuer.

    `尊龙b8人民政府办公室关于…` signed `蒲城市人民政府办公室` was 蒲城市; what stands before all of the name took nothing's place.
    """
    found = list(islice(_witnesses(sheet.joined, rules), FEW))
    ends = tuple(rules.words("substitution_body_end"))
    sound = sorted({name for _, name in found if NAMED.fullmatch(name) and name.endswith(ends)})
    if not sound:
        return {}
    page = sheet.joined
    # A line below the sound name itself (an advertisement between signature and day) names nobody.
    named = ((at, said) for at, said in found if not page[max(0, at - NEAR) : at].rstrip().endswith(tuple(sound) or "\0"))
    aligned = ([r for name in sound if (r := _aligned(at, name, said, rules))] for at, said in named)
    repairs = [repairs[0] for repairs in aligned if repairs]
    # One brand stands wherever the issuer stood; many different ones are the codes of a list (xm2024001, xm2024002).
    return sheet.edits_of(repairs if len({repair.before for repair in repairs}) <= DIFFERENT else [])


def _witnesses(page: str, rules: RepairRules) -> Iterator[tuple[int, str]]:
    """Where the page names its issuer, and as what: up to the next label or day of a box whose lines ran together."""
    beyond = _beyond(rules.words("box_label"))
    for pattern in rules.patterns("substitution_witness"):
        for match in pattern.find.finditer(page):
            said = beyond.split(match[1], 1)[0]
            if said:
                yield match.start(1), said


@cache
def _beyond(labels: frozenset[str]) -> re.Pattern[str]:
    return re.compile("|".join([DAY, *map(re.escape, sorted(labels))]))


def _aligned(at: int, sound: str, said: str, rules: RepairRules) -> Repair | None:
    """The repair that makes a name that stands at a position the sound one; None where what differs may be a name's own part."""
    tail = _shared(said[::-1], sound[::-1])
    head = _shared(said[: len(said) - tail], sound[: len(sound) - tail])
    head = head if head > 1 else 0  # one character is shared by chance (云岭县, 云顶)
    printed, meant = said[head : len(said) - tail], sound[head : len(sound) - tail]
    if any(start == 0 and len(place) > head for start, place in rules.places.named(said)):
        return None  # 恭城瑶族自治县 is a place, whatever the title says
    if meant and not LATIN.search(printed) and is_within(meant, printed):
        return None  # 教体局 is 教育体育局
    if not meant and (inside := BRACKETED.fullmatch(printed)) and not _may_be_named(inside[1], rules):
        return Repair(Span(at + head, at + head + len(printed)), printed, "", RULE, "injected_markup", SURE, certain=False)
    least = SHARED_WITH_LETTERS if LATIN.search(printed) else SHARED
    if not is_foreign(printed, rules) or (head + tail < least and not _is_brand(said, rules)):
        return None
    kind = "substitution" if meant else "injected_markup"
    return Repair(Span(at + head, at + len(said) - tail), printed, meant, RULE, kind, SURE, certain=False)


def _may_be_named(words: str, rules: RepairRules) -> bool:
    """Whether what a bracket inside a body's name says may be its own: another body (市委教育工委), a word of notices."""
    pairs = (words[at : at + 2] for at in range(len(words) - 1))
    return ends_as_body(words, rules) or any(rules.given.get(pair) for pair in pairs)


def _is_brand(said: str, rules: RepairRules) -> bool:
    """Whether all of a name is a brand: nobody's name, so that it need have nothing in common with the issuer's."""
    brands = [brand for brand in rules.words("substitution_brand") if brand in said]
    if brands and brand_pattern(brands, rules).fullmatch(said) is not None:  # type: ignore[union-attr]
        return True
    words = NO_HAN.sub("", said)
    if FOREIGN.search(said) and words.endswith(tuple(rules.words("substitution_trail"))):
        return True
    # 通过ISO9001认证, 省道S308 and 2024年4月1日- are no brands: sound words beside the letters, designations, days.
    return bool(LETTERED.search(said) and SPELT.search(said)) and (not words or looks_made_up(words, rules))


def _shared(one: str, other: str) -> int:
    """How many characters two names begin with together."""
    return next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
