"""What a page says of its issuer in several places must agree: where one of them holds a foreign run, the others say what it was."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from pipeline.repair.substitution.brands import ends_as_body, is_foreign
from pipeline.repair.substitution.evidence import LEVELS
from pipeline.values import Repair, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.repair.garbles import RepairRules
    from pipeline.repair.sheet import Edits, Sheet

RULE = "substitution.witness"
NAMED = re.compile(rf"[\u4e00-\u9fff]{{2,8}}[{LEVELS}][\u4e00-\u9fff]{{2,20}}")
HAN = re.compile(r"[\u4e00-\u9fff]")
SHARED, MOST, FEW = 3, 40, 12
SURE = 0.9


@dataclass(frozen=True)
class Witness:
    """A name that stands where a page names its issuer: which text, where in it."""

    text: int
    span: Span
    name: str


def agree_on_issuer(sheet: Sheet, rules: RepairRules) -> Edits:
    """Put the words of a sound witness in place of the foreign run of another: title, signature, labelled field.

    `尊龙b8人民政府办公室关于…` signed `蒲城市人民政府办公室` was 蒲城市; what stands before all of the name took nothing's place.
    """
    found = list(islice(_witnesses(sheet, rules), FEW))
    sound = [w.name for w in found if NAMED.fullmatch(w.name) and ends_as_body(w.name, rules)]
    edits: dict[int, list[Repair]] = {}
    for witness in found:
        repair = next((r for name in sound if (r := _aligned(witness, name, rules))), None)
        if repair:
            edits.setdefault(witness.text, []).append(repair)
    return {index: _apart(repairs) for index, repairs in edits.items()}


def _witnesses(sheet: Sheet, rules: RepairRules) -> Iterator[Witness]:
    """Where the page names its issuer; a signature's day may stand on the next line."""
    patterns = rules.patterns("substitution_witness")
    for index, text in enumerate(sheet.texts):
        below = "\n" + sheet.texts[index + 1][:MOST] if len(text) <= MOST and index + 1 < len(sheet.texts) else ""
        for pattern in patterns:
            for match in pattern.find.finditer(text + below):
                if match.end(1) <= len(text):
                    yield Witness(index, Span(*match.span(1)), match[1])


def _aligned(witness: Witness, sound: str, rules: RepairRules) -> Repair | None:
    """The repair that makes a witness say what the sound one says; None where what differs may be a name's own part."""
    name = witness.name
    if name == sound:
        return None
    tail = _shared(name[::-1], sound[::-1])
    head = _shared(name[: len(name) - tail], sound[: len(sound) - tail])
    printed, meant = name[head : len(name) - tail], sound[head : len(sound) - tail]
    if head + tail < SHARED or not is_foreign(printed, rules):
        return None
    span = Span(witness.span.start + head, witness.span.start + len(name) - tail)
    kind = "substitution" if meant else "injected_markup"
    return Repair(span, printed, meant, RULE, kind, SURE, certain=False)


def _shared(one: str, other: str) -> int:
    """How many characters two names begin with together."""
    return next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def _apart(repairs: Sequence[Repair]) -> list[Repair]:
    """Repairs that do not overlap, the first of those that do."""
    kept: list[Repair] = []
    for repair in repairs:
        if not any(repair.span.overlaps(other.span) for other in kept):
            kept.append(repair)
    return kept
