"""Characters in another width or form than readers expect: full-width digits, spaced-out labels, decomposed letters."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from pipeline.values import Repair, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.repair.garbles import RepairRules
    from pipeline.repair.sheet import Edits, Sheet

DIGITS = re.compile(
    r"(?<=[0-9])[０-９]+|[０-９]+(?=[0-9年月日号时分％%个项次条款期届、．.）)\-—～至]|$)|(?<=[第年月前〔\[（(\-—～至])[０-９]+",
    re.MULTILINE,
)
FULL_WIDTH = frozenset("０１２３４５６７８９")
ASCII_DIGITS = {ord("０") + n: ord("0") + n for n in range(10)}
SPACES = " \u3000\u00a0\u2002\u2003\u2009\t"
LABEL = re.compile(
    rf"(?:^|(?<=[|:：；;])|(?<=[{SPACES}]{{2}}))[{SPACES}]*(?P<label>[\u4e00-\u9fff](?:[{SPACES}]{{1,8}}[\u4e00-\u9fff]){{1,7}})"
    rf"(?=[{SPACES}]*(?:[|:：]|$))",
    re.MULTILINE,
)
GAP = re.compile(f"[{SPACES}]+")
LONG_LABEL = 3
COMBINED = re.compile("[^\u0300-\u036f\u3099\u309a][\u0300-\u036f\u3099\u309a]*", re.DOTALL)


def narrow_digits(sheet: Sheet, rules: RepairRules) -> Edits:
    """Full-width digits in dates and numbers become ASCII."""
    del rules
    if not sheet.characters & FULL_WIDTH:
        return {}
    edits: dict[int, list[Repair]] = {}
    for index, text in enumerate(sheet.texts):
        found = [
            Repair(Span(*m.span()), m.group(), m.group().translate(ASCII_DIGITS), "width.digits", "width")
            for m in DIGITS.finditer(text)
            if m.group()
        ]
        if found:
            edits[index] = found
    return edits


def close_labels(sheet: Sheet, rules: RepairRules) -> Edits:
    """Labels whose characters were set apart (`来 源`, `工　作　任　务`) are closed up."""
    edits: dict[int, list[Repair]] = {}
    for index, text in enumerate(sheet.texts):
        if not any(space in text for space in SPACES):
            continue
        found = [repair for match in LABEL.finditer(text) for repair in _closed(match, rules)]
        if found:
            edits[index] = found
    return edits


def _closed(match: re.Match[str], rules: RepairRules) -> Iterator[Repair]:
    """The spaces inside a label, each taken out; a pair of characters only where it is a known word."""
    word = GAP.sub("", match["label"])
    known = word in rules.words("label") or word in rules.known
    gaps = {len(gap) for gap in GAP.findall(match["label"])}
    if not known and (len(word) < LONG_LABEL or len(gaps) > 1):
        return
    for gap in GAP.finditer(match["label"]):
        span = Span(*gap.span()).shifted(match.start("label"))
        yield Repair(span, gap.group(), "", "width.label", "width", 1.0 if known else 0.9, certain=known)


def compose(sheet: Sheet, rules: RepairRules) -> Edits:
    """Decomposed and compatibility characters in Unicode's composed form (NFC)."""
    del rules
    if unicodedata.is_normalized("NFC", sheet.joined):
        return {}
    edits: dict[int, list[Repair]] = {}
    for index, text in enumerate(sheet.texts):
        if unicodedata.is_normalized("NFC", text):
            continue
        found = [
            Repair(Span(*m.span()), m.group(), unicodedata.normalize("NFC", m.group()), "width.composed", "width")
            for m in COMBINED.finditer(text)
            if not unicodedata.is_normalized("NFC", m.group())
        ]
        if found:
            edits[index] = found
    return edits
