"""GBK text that lost one byte: every pair behind it is shifted until an ASCII byte ends the run.

`保”任務,` is B1A3 A1B1 C8CE 84D5 2C. Without B1 the pairs are A3A1 B1C8 CE84, `！比蝿`, and D5 finds no partner: the page
prints `?！比蝿?,`. Read back into bytes and shifted again, all but the first character and the last come back exactly.
Where the last pair had an ASCII letter as its second byte (現 is AC46), that letter stands there and gives it back too.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pipeline.repair.characters import common_characters, is_private
from pipeline.repair.dropped import KEPT, LEFT_OUT, UNKNOWN, Known, ShiftEvidence, undropped, with_numbers
from pipeline.repair.halves import AHEAD_OF, BEHIND, completed
from pipeline.repair.likelihood import Choice
from pipeline.repair.pairs.loss import in_full_width
from pipeline.repair.pairs.marks import pair_damage
from pipeline.repair.script import script_of, simplified
from pipeline.repair.shifted import GAPS, Shift, edits_of, guess
from pipeline.values import Repair, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.repair.garbles import RepairRules
    from pipeline.repair.sheet import Edits, Sheet

TONED = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü"
LETTER = re.compile(rf"(?<=[^\x00-\x7f]|[,;:!?(])(?P<letter>[@-Z^-z~])(?P<pinyin>\([a-z{TONED}]{{1,7}}\))?(?![A-Za-z0-9=+/.&%-])")
SPELLED = re.compile(rf"(?<![A-Za-z])[A-Za-z]\((?=[a-z]*[{TONED}])[a-z{TONED}]{{1,7}}\)")
TORN = re.compile(rf"[?\ufffd](?:(?=[a-z]*[{TONED}])[a-z{TONED}]{{1,7}}\))?")
"""The last byte of a run, and the bracket that it took along from the pinyin behind it: `責(zé)任` is `ㄘ?zé)任`."""
GAP = re.compile(r"[?\ufffd](?=[^\x00-\x7f\ufffd]|[,;:!(])")
SINGLE = re.compile(rf"(?<=[\u4e00-\u9fff])[?\ufffd](?P<letter>[A-Za-z])(?:\([a-z{TONED}]{{1,7}}\))?(?=[\u4e00-\u9fff])")
STOP = re.compile(r"[\x00-\x20\x22-\x27*-+\--9<-~?\ufffd]|[,;:!()](?![^\x00-\x7f])|\Z")
TO_STOP = r"(?=(?:[^\x00-\x7f\ufffd]|[,;:!()]){0,40}[@-~?\ufffd])"
"""Where a shifted run may end; an ASCII mark inside one is a full-width mark that a corpus normalised."""
ENDED = re.compile(TO_STOP)
QUOTE = re.compile(r"(?<=[\u4e00-\u9fff])[?\ufffd]{1,2}(?=[,，、;；。)）])")
BACK = 24
AHEAD = 200
NEAR = 8
WIDE = 2.5
CLEAR = 4.0
GIVEN_CLEAR = 3.0
ENCODINGS = ("gb18030", "big5hkscs")
"""What pages were written in; the second only in traditional script."""
GAIN = 9.0
ANY_CHARACTER = 9.0
"""So many powers of e unlikelier a text becomes by one character more."""
AT_MOST = 500
"""Odd places tried in one text; a text with more is no notice."""
UNMARKED = 6.0
"""What a shift must gain more where no mark shows that something is missing."""


@dataclass(frozen=True)
class _Place:
    """Where a shifted run may stand, and the encoding that was shifted."""

    start: int
    end: int
    encoding: str


def restore_lost_byte(sheet: Sheet, rules: RepairRules) -> Edits:
    """Shift runs of nonsense back by the byte that they lost, where that makes words of them.

    Damage so short that nothing comes back for certain is believed only on a page that shows more of it.
    """
    odd = "".join(sorted(c for c in sheet.characters - common_characters() if c > "\x7f" and c != "\ufffd"))
    if not (odd or sheet.characters & {*GAPS}) or pair_damage(sheet):
        return {}
    if not _may_be_shifted(sheet, odd):
        return {}
    parts = [GAP.pattern, SPELLED.pattern, *([f"[{re.escape(odd)}]{TO_STOP}"] if odd else [])]
    find = re.compile("|".join(parts))
    script = script_of(sheet.joined)
    reader = KEPT if any(is_private(character) for character in sheet.characters) else UNKNOWN
    evidence = ShiftEvidence(_sound(sheet.joined, find), rules, script, reader=reader)
    encodings = ENCODINGS if script != "Hans" else ENCODINGS[:1]
    shifts = _shifts(sheet, find, evidence, encodings)
    if reader == UNKNOWN and any(shift.read.left_out for found in shifts.values() for shift in found):
        shifts = _shifts(sheet, find, replace(evidence, reader=LEFT_OUT), encodings)
    if not any(shift.known for found in shifts.values() for shift in found):
        return {}
    edits = {i: [r for shift in found for r in edits_of(sheet.texts[i], shift)] for i, found in shifts.items() if found}
    for index, text in enumerate(sheet.texts) if edits else ():
        taken = edits.get(index, [])
        small = [r for r in _small(text, evidence, encodings) if not any(r.span.overlaps(t.span) for t in taken)]
        if small:
            edits[index] = [*taken, *small]
    return edits


def is_torn(page: str) -> bool:
    """Whether pinyin still shows that the page lost bytes.

    >>> is_torn("公开?。ㄘ?zé)任单位"), is_torn("是否公开? (zé)")
    (True, False)
    """
    return any(match.group()[1:] for match in TORN.finditer(page))


def _may_be_shifted(sheet: Sheet, odd: str) -> bool:
    """Whether the page has anything that shows a shifted run; behind a rare character in a name stands nothing that ends one."""
    page = sheet.joined
    if GAP.search(page) or (not sheet.characters.isdisjoint(TONED) and SPELLED.search(page)):
        return True
    places = (match.end() for one in odd for match in re.finditer(re.escape(one), page))
    return any(ENDED.match(page, place) for place in places)


def _shifts(sheet: Sheet, find: re.Pattern[str], evidence: ShiftEvidence, encodings: Sequence[str]) -> dict[int, list[Shift]]:
    """The shifted runs of each text."""
    return {i: list(_of_text(t, find, evidence, encodings)) for i, t in enumerate(sheet.texts) if not t.isascii()}


def _sound(page: str, find: re.Pattern[str]) -> str:
    """The page without what stands near anything odd: that is no evidence for words."""
    parts: list[str] = []
    at = 0
    for match in find.finditer(page):
        parts.append(page[at : max(at, match.start() - NEAR)])
        at = match.end() + NEAR
    return "\n".join([*parts, page[at:]])


def _small(text: str, evidence: ShiftEvidence, encodings: Sequence[str]) -> Iterator[Repair]:
    """What is too small to tell alone, on a page that shows more of it: a closing quotation mark, a single character."""
    for match in QUOTE.finditer(text):
        near = text[max(0, match.start() - BACK) : match.start()]
        if near.rfind("“") > near.rfind("”"):
            yield Repair(Span(*match.span()), match.group(), "”", "lost_byte.quote", "byte_loss", 0.85, certain=False)
    for match in SINGLE.finditer(text):
        left, right = text[max(0, match.start() - AHEAD) : match.start()], text[match.end() : match.end() + AHEAD]
        heads = [c for name in encodings for c in _fitting(match["letter"].encode(), BEHIND, name, evidence)]
        choice = evidence.choose(left, heads, right)
        if choice is not None and choice.lead >= WIDE:
            yield guess(Span(*match.span()), match.group(), choice)


def _of_text(text: str, find: re.Pattern[str], evidence: ShiftEvidence, encodings: Sequence[str]) -> Iterator[Shift]:
    done = tries = 0
    for match in find.finditer(text):
        if match.start() < done:
            continue
        tries += 1
        if tries > AT_MOST:
            return
        shifts = [s for place in _places(text, done, match.start(), encodings) if (s := _shifted(text, place, evidence))]
        best = max((s for s in shifts if s.start >= done), key=lambda s: s.gain, default=None)
        if best is not None and best.gain > GAIN:
            done = best.end
            yield best


def _places(text: str, floor: int, odd: int, encodings: Sequence[str]) -> Iterator[_Place]:
    """Where a shifted run with something odd at `odd` can start and end."""
    if text[odd] in GAPS:
        begins = range(odd + 1, odd + 2)
    else:
        begin = odd
        while begin > max(floor, odd - BACK) and (text[begin - 1] > "\x7f" or text[begin - 1] in ",;:!()"):
            begin -= 1
        begins = range(begin, odd + (text[odd] > "\x7f"))
    ends: list[int] = []
    at = odd if text[odd] not in GAPS else odd + 1
    while len(ends) < 2 and (stop := STOP.search(text, at, odd + AHEAD)):  # noqa: PLR2004
        ends.append(stop.start())
        at = stop.start() + 1
        if stop.start() >= len(text) or text[stop.start()] not in ",;:!()":
            break
    yield from (_Place(begin, end, name) for end in ends for begin in begins if begin < end for name in encodings)


def _shifted(text: str, place: _Place, evidence: ShiftEvidence) -> Shift | None:
    """A run shifted by one byte, with or without pairs that vanished from it; None where it cannot have come about so."""
    data = _pairs_of(text[place.start : place.end], place.encoding)
    plain = _shifted_bytes(text, place, data, evidence) if data else None
    if place.encoding != ENCODINGS[0] or evidence.reader == KEPT:
        return plain
    numbered = (_shifted_bytes(text, place, whole, evidence) for whole in with_numbers(data))
    found = [shift.numbered() for shift in numbered if shift]
    # Of two numbers that fit the shorter one comes first, and stays: headings seldom count beyond ten.
    return max([*found[:1], *([plain] if plain else [])], key=lambda shift: shift.gain, default=None)


def _shifted_bytes(text: str, place: _Place, data: bytes, evidence: ShiftEvidence) -> Shift | None:
    """The same for the bytes of a run, all of them."""
    letter = LETTER.match(text, place.end)
    gap = TORN.match(text, place.end)
    close = letter.end() if letter else gap.end() if gap else place.end
    opened = place.start - (place.start > 0 and text[place.start - 1] in GAPS)
    if opened == place.start and close == place.end:
        return None
    left, right = text[max(0, opened - AHEAD) : opened], text[close : close + AHEAD]
    read = _read(data, letter["letter"] if letter else "", (place.encoding, right), evidence)
    if read is None:
        return None
    known = read.text
    if not common_characters().issuperset(known) or len(known) < _least(opened < place.start, close > place.end):
        return None
    heads = _fitting(data[:1], BEHIND, place.encoding, evidence)
    tails = [] if letter else _fitting(data[-1:], AHEAD_OF, place.encoding, evidence)
    if known:
        first, last = evidence.choose(left, heads, known + right), evidence.choose(left + known, tails, right)
    else:
        first, last = _both(evidence.choose(left, evidence.pairs(heads, tails), right))
    if first is None or (last is None) == (letter is None):
        return None
    first = _cautious(first, (left[-1:] + first.text, first.text + known[:1]), evidence)
    last = last and _cautious(last, (known[-1:] + last.text, last.text + right[:1]), evidence)
    if gap and len(gap.group()) > 1 and last and last.text in GAPS:
        return None  # Nothing but its pinyin says what the last character was: that stays.
    old = text[opened : letter.end("letter") if letter else close]
    new = first.text + known + (last.text if last else "")
    gain = _worth(left, new, right, evidence) - _worth(left, old, right, evidence)
    return Shift(opened, close, first, read, last, gain - UNMARKED * (opened == place.start))


def _read(data: bytes, letter: str, place: tuple[str, str], evidence: ShiftEvidence) -> Known | None:
    """What bytes say that are in step again, with the letter that ends them; in GBK pairs may have vanished from between them."""
    encoding, right = place
    whole = data[1:] + letter.encode() if letter else data[1:-1]
    if encoding == ENCODINGS[0]:
        return undropped(whole, right if letter else "", evidence)
    try:
        return Known(whole.decode(encoding))
    except UnicodeDecodeError:
        return None


def _worth(left: str, said: str, right: str, evidence: ShiftEvidence) -> float:
    """How likely words are between their neighbours; a mark for something lost counts as any character."""
    lost = sum(map(said.count, GAPS))
    words = said.translate(dict.fromkeys(map(ord, GAPS)))
    return evidence.likelihood(simplified(left[-4:] + words + right[:4])) - ANY_CHARACTER * lost


def _cautious(choice: Choice, words: Sequence[str], evidence: ShiftEvidence) -> Choice:
    """A mark instead of a character that hardly leads the others; where it makes a word of notices, a small lead will do."""
    is_given = any(simplified(word) in evidence.rules.given for word in words)
    return choice if choice.lead >= (GIVEN_CLEAR if is_given else CLEAR) else Choice("?", 1.0, (choice.text, *choice.others))


def _least(*marks: object) -> int:
    """How many characters must come back for certain: few where marks stand at both ends of the damage."""
    return 0 if all(marks) else 2


def _pairs_of(run: str, encoding: str) -> bytes:
    """The bytes of a run in which every character has two; nothing for other runs."""
    try:
        data = in_full_width(run).encode(encoding)
    except UnicodeEncodeError:
        return b""
    return data if len(data) == 2 * len(run) else b""


def _fitting(byte: bytes, place: int, encoding: str, evidence: ShiftEvidence) -> list[str]:
    """The characters with this byte that a page in this script uses."""
    return [character for character in completed(byte, place, encoding) if character not in evidence.excluded]


def _both(word: Choice | None) -> tuple[Choice | None, Choice | None]:
    """A word of which half of each character is left, as its two characters; only by a wide margin."""
    if word is None or word.lead < WIDE:
        return None, None
    first, last = (Choice(word.text[at], word.lead, _others(word, at)) for at in (0, 1))
    return first, last


def _others(word: Choice, at: int) -> tuple[str, ...]:
    return tuple(c for c in dict.fromkeys(other[at] for other in word.others) if c != word.text[at])
