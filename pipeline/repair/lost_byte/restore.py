"""GBK text that lost one byte: every pair behind it is shifted until an ASCII byte ends the run.

`保”任務,` is B1A3 A1B1 C8CE 84D5 2C. Without B1 the pairs are A3A1 B1C8 CE84, `！比蝿`, and D5 finds no partner: the page
prints `?！比蝿?,`. Read back into bytes and shifted again, all but the first character and the last come back exactly.
Where the last pair had an ASCII letter as its second byte (現 is AC46), that letter stands there and gives it back too.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.repair.language.characters import is_han, is_private
from pipeline.repair.lost_byte.dropped import KEPT, LEFT_OUT, UNKNOWN, ShiftEvidence
from pipeline.repair.lost_byte.half_letters import SINGLE, halves
from pipeline.repair.lost_byte.heads import OPEN
from pipeline.repair.lost_byte.places import BACK, DIGITS, ENCODINGS, TORN
from pipeline.repair.lost_byte.repairs import GAPS, edits_of
from pipeline.repair.lost_byte.search import NEAR, NONSENSE, Search, odd_signs
from pipeline.repair.pairs.marks import pair_damage
from pipeline.repair.writing.script import script_of
from pipeline.values import Repair, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pipeline.repair.garbles import RepairRules
    from pipeline.repair.lost_byte.repairs import Shift
    from pipeline.repair.sheet import Edits, Sheet

UNOPENED = re.compile(rf"(?:(?<=[\u4e00-\u9fff。；：，、])|(?<![^\n\s]))[?\ufffd]{DIGITS}")
QUOTE = re.compile(r"(?<=[\u4e00-\u9fff])[?\ufffd]{1,2}(?=[,，、;；。)）])")
MANY, ONE_IN = 10, 3
"""Where one character in so many is odd, lost bytes must explain one in so many of these."""


def restore_lost_byte(sheet: Sheet, rules: RepairRules) -> Edits:
    """Shift runs of nonsense back by the byte that they lost, where that makes words of them.

    Damage so short that nothing comes back for certain is believed only on a page that shows more of it. What came back shows
    where the runs beside it begin: asked again, it finds these, and of a page that did not change costs nothing.
    """
    return sheet.once(_restored, rules)


def _restored(sheet: Sheet, rules: RepairRules) -> Edits:
    if sheet.was_misread and "\ufffd" in sheet.characters:
        return {}  # What rereading left open was looked for by its bytes; where it left nothing, bytes were lost before.
    odd = [c for c in sheet.rare if c > "\x7f" and c != "\ufffd"]
    if not (odd or sheet.characters & {*GAPS}) or (len(odd) < NONSENSE and pair_damage(sheet)):
        return {}
    signs = odd_signs(sheet, rules.words("shifted_sound"))
    if signs.search(sheet.joined) is None:
        return {}  # Behind a rare character in a name stands nothing that ends a run.
    script = script_of(sheet.joined)
    reader = KEPT if any(map(is_private, sheet.rare)) else UNKNOWN
    evidence = ShiftEvidence(_sound(sheet.joined, signs), rules, script, reader=reader)
    encodings = ENCODINGS if script != "Hans" else ENCODINGS[:1]
    search = Search(evidence, encodings, signs)
    shifts = _shifts(sheet, search)
    if reader == UNKNOWN and ENCODINGS[0] in search.tried and any(s.read.left_out for found in shifts.values() for s in found):
        shifts = _shifts(sheet, Search(replace(evidence, reader=LEFT_OUT), search.tried, signs))
    if not any(shift.known for found in shifts.values() for shift in found) or not _explain(shifts, sheet, odd):
        return {}
    edits = {i: [r for shift in found for r in edits_of(sheet.texts[i], shift)] for i, found in shifts.items() if found}
    for index, text in enumerate(sheet.texts) if edits else ():
        taken = edits.get(index, [])
        small = [r for r in _small(text, evidence, encodings) if not any(r.span.overlaps(t.span) for t in taken)]
        if small:
            edits[index] = [*taken, *small]
    return edits


def _explain(shifts: dict[int, list[Shift]], sheet: Sheet, odd: Iterable[str]) -> bool:
    """Whether lost bytes explain what is odd on a page, if much is: a few runs of other nonsense shift well by chance."""
    signs = str.maketrans("", "", "".join(filter(is_han, odd)))
    runs = [sheet.texts[index][shift.start : shift.end] for index, found in shifts.items() for shift in found]
    explained, every = (sum(len(text) - len(text.translate(signs)) for text in texts) for texts in (runs, sheet.texts))
    return every * MANY < len(sheet.joined) or explained * ONE_IN > every


def is_torn(page: str) -> bool:
    """Whether pinyin still shows that the page lost bytes.

    >>> is_torn("公开?。ㄘ?zé)任单位"), is_torn("是否公开? (zé)")
    (True, False)
    """
    return any(match.group()[1:] for match in TORN.finditer(page))


def _shifts(sheet: Sheet, search: Search) -> dict[int, list[Shift]]:
    """The shifted runs of each text."""
    return {i: list(search.runs(text)) for i, text in enumerate(sheet.texts) if not text.isascii()}


def _sound(page: str, signs: re.Pattern[str]) -> str:
    """The page without what stands near anything odd: that is no evidence for words."""
    parts: list[str] = []
    at = 0
    for match in signs.finditer(page):
        parts.append(page[at : max(at, match.start() - NEAR)])
        at = match.end() + NEAR
    return "\n".join([*parts, page[at:]])


def _small(text: str, evidence: ShiftEvidence, encodings: Sequence[str]) -> Iterator[Repair]:
    """What is too small to tell alone, on a page that shows more of it: a closing quotation mark, a single character."""
    for match in QUOTE.finditer(text):
        near = text[max(0, match.start() - BACK) : match.start()]
        if near.rfind("“") > near.rfind("”"):
            yield Repair(Span(*match.span()), match.group(), "”", "lost_byte.quote", "byte_loss", 0.85, certain=False)
    for match in UNOPENED.finditer(text):
        yield Repair(Span(*match.span()), match.group(), OPEN, "lost_byte.bracket", "byte_loss", 0.9, certain=False)
    yield from halves(SINGLE, text, evidence, encodings)
