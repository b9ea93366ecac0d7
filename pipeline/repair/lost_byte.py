"""GBK text that lost one byte: every pair behind it is shifted until an ASCII byte ends the run.

`保”任務,` is B1A3 A1B1 C8CE 84D5 2C. Without B1 the pairs are A3A1 B1C8 CE84, `！比蝿`, and D5 finds no partner: the page
prints `?！比蝿?,`. Read back into bytes and shifted again, all but the first character and the last come back exactly.
Where the last pair had an ASCII letter as its second byte (現 is AC46), that letter stands there and gives it back too.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from pipeline.repair.characters import is_han, is_private, rare
from pipeline.repair.dropped import KEPT, LEFT_OUT, UNKNOWN, ShiftEvidence
from pipeline.repair.halves import BEHIND
from pipeline.repair.page_words import plain
from pipeline.repair.pairs.marks import pair_damage
from pipeline.repair.script import script_of
from pipeline.repair.shifted import GAPS, Shift, edits_of, guess
from pipeline.repair.shifted_heads import OPEN, head_rest
from pipeline.repair.shifted_places import AHEAD, BACK, ENCODINGS, fitting, places_around, places_in_step
from pipeline.repair.shifted_run import DIGITS, TONED, TORN, shifted
from pipeline.values import Repair, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pipeline.repair.garbles import RepairRules
    from pipeline.repair.sheet import Edits, Sheet

SPELLED = re.compile(rf"[A-Za-z](?<![A-Za-z].)\((?=[a-z]*[{TONED}])[a-z{TONED}]{{1,7}}\)")
UNOPENED = re.compile(rf"(?:(?<=[\u4e00-\u9fff。；：，、])|(?<![^\n\s]))[?\ufffd]{DIGITS}")
GAP = re.compile(r"[?\ufffd](?=[^\x00-\x7f\ufffd]|[,;:!(])")
HAN = "[\u4e00-\u9fff]"
SINGLE = re.compile(rf"(?<={HAN})(?P<mark>[?\ufffd]?)(?P<letter>[A-Za-z])(?:\([a-z{TONED}]{{1,7}}\))?(?={HAN})")
TO_STOP = r"(?=(?:[^\x00-\x7f\ufffd]|[,;:!()]){0,40}(?:[@-~?\ufffd€]|\d{1,2}[)）]))"
"""Where a shifted run may end; an ASCII mark inside one is a full-width mark that a corpus normalised."""
TO_LINE_END = r"[ㄅ-ㄩǎǐǒǔǖǘǚǜńňǹêò⑴-⒛](?<=\S.)(?=[^\x00-\x7f\ufffd]{0,40}$)"
"""Signs that no words have in them: these runs may end with the line."""
QUOTE = re.compile(r"(?<=[\u4e00-\u9fff])[?\ufffd]{1,2}(?=[,，、;；。)）])")
MARKED = 6.0
UNMARKED = 25.0
"""By so much a character must lead for the letter that is left of it, with and without a mark for its first byte."""
NEAR = 8
GAIN = 9.0
NONSENSE = 12
"""Loss in pairs leaves sound words: so many different rare characters are of shifted runs, whatever their ends look like."""
MANY, ONE_IN = 10, 3
"""Where one character in so many is odd, lost bytes must explain one in so many of these."""
IN_VAIN = 200
"""So many odd places one after the other, of which none comes back, are a page's own signs; of damaged ones most do."""
AT_MOST = 500
"""Odd places tried in one text; a text with more is no notice."""


def restore_lost_byte(sheet: Sheet, rules: RepairRules) -> Edits:
    """Shift runs of nonsense back by the byte that they lost, where that makes words of them.

    Damage so short that nothing comes back for certain is believed only on a page that shows more of it.
    """
    if sheet.was_misread:
        return {}  # Nonsense throughout is no shifted run; what rereading it left open was looked for by its bytes.
    odd = [c for c in sheet.rare if c > "\x7f" and c != "\ufffd"]
    if not (odd or sheet.characters & {*GAPS}) or (len(odd) < NONSENSE and pair_damage(sheet)):
        return {}
    if _odd().search(sheet.joined) is None:
        return {}  # Behind a rare character in a name stands nothing that ends a run.
    script = script_of(sheet.joined)
    reader = KEPT if any(map(is_private, sheet.rare)) else UNKNOWN
    evidence = ShiftEvidence(_sound(sheet.joined), rules, script, reader=reader)
    encodings = ENCODINGS if script != "Hans" else ENCODINGS[:1]
    shifts = _shifts(sheet, evidence, encodings)
    if reader == UNKNOWN and any(shift.read.left_out for found in shifts.values() for shift in found):
        shifts = _shifts(sheet, replace(evidence, reader=LEFT_OUT), encodings)
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


@cache
def _odd() -> re.Pattern[str]:
    """Finds where a run may be shifted; it is put together once, not for the odd characters of each page."""
    every = (GAP.pattern, SPELLED.pattern, head_rest().pattern, TO_LINE_END, rare() + TO_STOP)
    return re.compile("|".join(every), re.MULTILINE)


def _shifts(sheet: Sheet, evidence: ShiftEvidence, encodings: Sequence[str]) -> dict[int, list[Shift]]:
    """The shifted runs of each text."""
    search = _Search(evidence, encodings)
    return {i: list(search.runs(text)) for i, text in enumerate(sheet.texts) if not text.isascii()}


@dataclass
class _Search:
    """The search of a page; where nothing comes back again and again, odd signs are the page's own (formulas), and it ends."""

    evidence: ShiftEvidence
    encodings: Sequence[str]
    in_vain: int = 0

    def runs(self, text: str) -> Iterator[Shift]:
        """The shifted runs of a text."""
        done = tries = 0
        for match in _odd().finditer(text):
            if self.in_vain == IN_VAIN or tries == AT_MOST:
                return
            if match.start() < done:
                continue
            tries += 1
            best = self._best(text, done, match.start())
            self.in_vain = 0 if best else self.in_vain + 1
            if best:
                done = best.end
                yield best

    def _best(self, text: str, done: int, odd: int) -> Shift | None:
        """The likeliest run with something odd at a place; none where nothing is much likelier than what is printed."""
        places = places_around(text, done, odd, self.encodings)
        best = _likeliest(s for place in places if (s := shifted(text, place, self.evidence)) and s.start >= done)
        if best is None and self.evidence.reader != KEPT and _may_begin(text, odd):
            in_step = places_in_step(text, odd, self.evidence)
            best = _likeliest(s for place in in_step if (s := shifted(text, place, self.evidence)))
        return best


def _likeliest(shifts: Iterable[Shift]) -> Shift | None:
    best = max(shifts, key=lambda shift: shift.gain, default=None)
    return best if best is not None and best.gain > GAIN else None


def _sound(page: str) -> str:
    """The page without what stands near anything odd: that is no evidence for words."""
    parts: list[str] = []
    at = 0
    for match in _odd().finditer(page):
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
    for match in SINGLE.finditer(text):
        left, right = text[max(0, match.start() - AHEAD) : match.start()], text[match.end() : match.end() + AHEAD]
        # In Big5 common characters end in letters: 各 in U, as in U型. Without a mark those of GBK alone are no chance.
        names = encodings if match["mark"] else encodings[:1]
        heads = [c for name in names for c in fitting(match["letter"].encode(), BEHIND, name, evidence)]
        choice = evidence.choose(left, heads, right)
        if choice is None or choice.lead < (MARKED if match["mark"] else UNMARKED):
            continue
        if match["mark"] or any(map(evidence.rules.is_word, (plain(left[-1:] + choice.text), plain(choice.text + right[:1])))):
            yield guess(Span(*match.span()), match.group(), choice)


def _may_begin(text: str, at: int) -> bool:
    """Whether a run can begin at a mark for its lost byte, or with its line."""
    return text[at] in GAPS or not text[:at].rpartition("\n")[2].strip()
