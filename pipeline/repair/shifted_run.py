"""One shifted run: where it may begin and end, and what its bytes say when the lost one is put back."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pipeline.repair.characters import common_characters, is_han
from pipeline.repair.dropped import KEPT, Known, ShiftEvidence, undropped
from pipeline.repair.halves import AHEAD_OF, BEHIND, completed
from pipeline.repair.holes import is_dropped
from pipeline.repair.likelihood import Choice
from pipeline.repair.pairs.loss import in_full_width
from pipeline.repair.script import simplified
from pipeline.repair.shifted import GAPS, HEADED, Shift
from pipeline.repair.shifted_heads import MARK_OF, OPEN, READ_AS, head_length, mark_before, with_heads

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

TONED = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü"
LETTER = re.compile(
    rf"(?<=[^\x00-\x7f]|[,;:!?(])(?P<letter>[@-Z^-z~€])(?P<pinyin>\([a-z{TONED}]{{1,7}}\))?(?![A-Za-z0-9=+/.&%-])"
)
DIGITS = r"(?=\d{1,2}[)）])"
TORN = re.compile(rf"[?\ufffd](?:(?=[a-z]*[{TONED}])[a-z{TONED}]{{1,7}}\))?|{DIGITS}")
"""The last byte of a run, and the bracket that it took along from the pinyin behind it: `責(zé)任` is `ㄘ?zé)任`.

Or nothing, where a number stands behind the first byte of its bracket."""
YEAR_REST = re.compile(r"(?:(?P<new>0[0-4])|9[5-9])\d年")
"""What is left of a year whose first digit went with the last byte of a run: a first byte and a digit are no pair."""
STOP = re.compile(r"[\x00-\x20\x22-\x27*-+\--9<-~?\ufffd€]|[,;:!()](?![^\x00-\x7f])|\Z")
BACK = 24
HIGH = 0x80
AHEAD = 200
WIDE = 2.5
CLEAR = 4.0
GIVEN_CLEAR = 3.0
ENCODINGS = ("gb18030", "big5hkscs")
"""What pages were written in; the second only in traditional script."""
MARK_LEAD = 6.0
"""What stands before a head is a mark; characters with the same last byte are that much rarer there."""
ANY_CHARACTER = 9.0
"""So many powers of e unlikelier a text becomes by one character more."""
UNMARKED = 6.0
"""What a shift must gain more where no mark shows that something is missing."""


@dataclass(frozen=True)
class Place:
    """Where a shifted run may stand, and the encoding that was shifted."""

    start: int
    end: int
    encoding: str
    tails: tuple[str, ...] = ()
    """What it can end in where its reader dropped the last byte without a mark, and read on in step."""


def places_around(text: str, floor: int, odd: int, encodings: Sequence[str]) -> Iterator[Place]:
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
    yield from (Place(begin, end, name) for end in ends for begin in begins if begin < end for name in encodings)


def places_in_step(text: str, odd: int, evidence: ShiftEvidence) -> Iterator[Place]:
    """Where a run with something odd at `odd` can end without a mark: two bytes were no pair, and its reader dropped the first.

    Such runs begin at the mark for their lost byte, or with a line and a head; what follows them is sound.
    """
    encoding = ENCODINGS[0]
    begin = odd + (text[odd] in GAPS)
    data = b""
    for end in range(begin + 1, min(begin + BACK, len(text) - 1)):
        pair = _pairs_of(text[end - 1 : end], encoding)
        said = (data[-1:] + pair[:1]).decode(encoding, "ignore") if data else ""
        if not pair or (data and said not in common_characters()):
            return
        data += pair
        behind = text[end].encode(encoding, "replace")[0]
        tails = fitting(pair[1:], AHEAD_OF, encoding, evidence) if behind >= HIGH else []
        tails = [c for c in tails if is_dropped(c.encode(encoding)[1], behind, READ_AS)]
        if tails:
            yield Place(begin, end, encoding, tuple(tails))


def shifted(text: str, place: Place, evidence: ShiftEvidence) -> Shift | None:
    """A run shifted by one byte, with or without pairs that vanished from it; None where it cannot have come about so."""
    data = _pairs_of(text[place.start : place.end], place.encoding)
    is_marked = data and (place.tails or _is_marked(text, place, data, evidence))
    plain = _shifted_bytes(text, place, data, evidence) if is_marked else None
    if place.encoding != ENCODINGS[0] or evidence.reader == KEPT:
        return plain
    letter = LETTER.match(text, place.end)
    heads = with_heads(data, _low(letter), evidence.rules.words("shifted_head")) if not place.tails else ()
    best = ([s for whole in wholes if (s := _shifted_bytes(text, place, whole, evidence))] for wholes in heads)
    headed = next((max(shifts, key=lambda shift: shift.gain).headed() for shifts in best if shifts), None)
    # Of two heads that fit the shorter one comes first, and stays: headings seldom count beyond ten.
    return headed if headed and (plain is None or headed.gain > plain.gain) else plain


def _is_marked(text: str, place: Place, data: bytes, evidence: ShiftEvidence) -> bool:
    """Whether a mark at its beginning or its end, or a head behind a mark, shows that a run lost something."""
    if (place.start > 0 and text[place.start - 1] in GAPS) or LETTER.match(text, place.end) or TORN.match(text, place.end):
        return True
    if text[: place.start].rpartition("\n")[2] == "" and data[:1] in MARK_OF:
        return True  # What a line begins with may be a head of which the last byte is lost too.
    return bool(mark_before(data[:1], data[1:].decode(place.encoding, "ignore"), evidence.rules.words("shifted_head")))


def _low(letter: re.Match[str] | None) -> bytes:
    """The second byte of a character, from the letter that is left of it; code page 936 prints 80 as the sign of the euro."""
    return letter["letter"].encode("cp1252") if letter else b""


def _shifted_bytes(text: str, place: Place, data: bytes, evidence: ShiftEvidence) -> Shift | None:
    """The same for the bytes of a run, all of them."""
    letter = LETTER.match(text, place.end)
    gap = TORN.match(text, place.end)
    close = letter.end() if letter else gap.end() if gap else place.end
    opened = place.start - (place.start > 0 and text[place.start - 1] in GAPS)
    eaten = _eaten(text, gap)
    left, right = text[max(0, opened - AHEAD) : opened], eaten + text[close : close + AHEAD]
    read = _read(data, _low(letter), (place.encoding, right), evidence)
    if read is None:
        return None
    known = read.text
    opens = gap is not None and not gap.group() and data[-1:] == OPEN.encode(place.encoding)[:1]
    tails = _tails(data, place, evidence) if not letter else []
    tails = [OPEN] if opens else tails
    mark, closing = _head_of(data[:1], known, tails, right, evidence)
    if opened == place.start and not (mark or letter or gap):
        return None  # Nothing shows where it begins.
    if not common_characters().issuperset(known) or len(known) < _least(opens or mark or opened < place.start, mark or letter or gap):
        return None
    heads = fitting(data[:1], BEHIND, place.encoding, evidence)
    if opened == place.start:  # no mark stands for the byte that is lost: it can have been the second one
        heads += [c for c in fitting(data[:1], AHEAD_OF, place.encoding, evidence) if is_han(c)]
    if known or mark:
        first, last = evidence.choose(left, heads, known + right), evidence.choose(left + known, tails, right)
    else:
        first, last = _both(evidence.choose(left, evidence.pairs(heads, tails), right))
    if mark in heads:
        first, last = _instead(mark, first), _instead(closing, last) if closing else last
    if first is None or (last is None) == (letter is None):
        return None
    first = _cautious(first, (left[-1:] + first.text, first.text + known[:1]), evidence)
    last = last and _cautious(last, (known[-1:] + last.text, last.text + right[:1]), evidence)
    if eaten and last and last.text not in GAPS:
        last = replace(last, text=last.text + eaten)
    if gap and len(gap.group()) > 1 and last and last.text in GAPS:
        return None  # Nothing but its pinyin says what the last character was: that stays.
    if not letter and not (gap and gap.group()) and not place.tails:
        read = replace(read, left_out=True)  # The last byte has no mark: what cannot be read was left out.
    old = text[opened : letter.end("letter") if letter else close]
    new = first.text + known + (last.text if last else "")
    gain = _worth(left, new, right, evidence) - _worth(left, old, right, evidence)
    return Shift(opened, close, first, read, last, gain + HEADED * bool(mark) - UNMARKED * (opened == place.start))


def _tails(data: bytes, place: Place, evidence: ShiftEvidence) -> list[str]:
    return list(place.tails) or fitting(data[-1:], AHEAD_OF, place.encoding, evidence)


def _head_of(last: bytes, known: str, tails: Sequence[str], right: str, evidence: ShiftEvidence) -> tuple[str, str]:
    """The mark before the head with which a run begins, and the one character that the head ends in where it is lost.

    Nothing where none does; several characters that would make heads are no evidence.
    """
    forms = evidence.rules.words("shifted_head")
    mark = mark_before(last, known + right, forms) if not tails or head_length(known, forms) else ""
    if mark:
        return mark, ""
    closing = [tail for tail in tails if head_length(known + tail + right, forms) > len(known)]
    return (mark_before(last, known + closing[0] + right, forms), closing[0]) if len(closing) == 1 else ("", "")


def _instead(said: str, choice: Choice | None) -> Choice:
    """What a head demands, whatever words make likelier."""
    others = (choice.text, *choice.others) if choice else ()
    return Choice(said, MARK_LEAD, tuple(other for other in others if other != said))


def _eaten(text: str, gap: re.Match[str] | None) -> str:
    """The first digit of a year that the mark at the end of a run stands for too."""
    rest = YEAR_REST.match(text, gap.end()) if gap and gap.group() in GAPS and gap.group() else None
    return ("2" if rest["new"] else "1") if rest else ""


def _read(data: bytes, letter: bytes, place: tuple[str, str], evidence: ShiftEvidence) -> Known | None:
    """What bytes say that are in step again, with the letter that ends them; in GBK pairs may have vanished from between them."""
    encoding, right = place
    whole = data[1:] + letter if letter else data[1:-1]
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


def fitting(byte: bytes, place: int, encoding: str, evidence: ShiftEvidence) -> list[str]:
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
