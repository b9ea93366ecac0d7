"""Where shifted runs may stand on a page: where they begin, and what may end them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import filterfalse
from typing import TYPE_CHECKING

from pipeline.repair.language.characters import common_characters, is_han
from pipeline.repair.language.halves import AHEAD_OF, completed
from pipeline.repair.lost_byte.heads import READ_AS, is_label
from pipeline.repair.lost_byte.repairs import GAPS
from pipeline.repair.misread.holes import is_dropped
from pipeline.repair.pairs.loss import in_full_width

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.repair.lost_byte.dropped import ShiftEvidence

TONED = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü"
LETTER = re.compile(
    rf"(?<=[^\x00-\x7f]|[,;:!?(])(?P<letter>[@-Z^-z~€])(?P<pinyin>\([a-z{TONED}]{{1,7}}\))?(?![A-Za-z0-9=+/.&%-])"
)
"""What is left of a character whose second byte is an ASCII letter, and its pinyin: it ends a run."""
DIGITS = r"(?=\d{1,2}[)）])"
TORN = re.compile(rf"[?\ufffd](?:(?=[a-z]*[{TONED}])[a-z{TONED}]{{1,7}}\))?|{DIGITS}")
"""The last byte of a run, and the bracket that it took along from the pinyin behind it: `責(zé)任` is `ㄘ?zé)任`.

Or nothing, where a number stands behind the first byte of its bracket."""
STOP = re.compile(r"[\x00-\x20\x22-\x27*-+\--9<-~?\ufffd€]|[,;:!()](?![^\x00-\x7f])|\Z")
BACK = 24
HIGH = 0x80
AHEAD = 200
ENCODINGS = ("gb18030", "big5hkscs")
"""What pages were written in; the second only in traditional script."""


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
    ends: list[int] = []
    at = odd if text[odd] not in GAPS else odd + 1
    while len(ends) < 2 and (stop := STOP.search(text, at, odd + AHEAD)):  # noqa: PLR2004
        ends.append(stop.start())
        at = stop.start() + 1
        if stop.start() >= len(text) or text[stop.start()] not in ",;:!()":
            break
    around = ((begin, end) for end in ends for begin in _begins(text, floor, odd, end) if begin < end)
    yield from (Place(begin, end, name) for begin, end in around for name in encodings)


def _begins(text: str, floor: int, odd: int, end: int) -> range:
    """Where a run can begin that ends at a place: at the mark for its byte, behind it where more shows damage; else before it."""
    if text[odd] in GAPS:
        start = odd + 1
        is_shown = LETTER.match(text, end) or not common_characters().issuperset(text[start:end])
        return range(start, (_first_rare(text, start) if is_shown else start) + 1)
    begin = odd
    while begin > max(floor, odd - BACK) and (text[begin - 1] > "\x7f" or text[begin - 1] in ",;:!()"):
        begin -= 1
    return range(begin, odd + (text[odd] > "\x7f"))


def _first_rare(text: str, start: int) -> int:
    """Where the first rare character of a run stands, else its last one: behind a mark sound words may stand too."""
    at = start
    while at < min(len(text), start + BACK) and text[at] > "\x7f" and text[at] in common_characters():
        at += 1
    return at if text[at : at + 1] > "\x7f" else max(start, at - 1)


def places_in_step(text: str, odd: int, evidence: ShiftEvidence) -> Iterator[Place]:
    """Where a run with something odd at `odd` can end without a mark: two bytes were no pair, and its reader dropped the first.

    Such runs begin at the mark for their lost byte, or with a line and a head; what follows them is sound. Common characters are
    such a run behind a label only, a single mark (`?。六）适时`) is the rest of a head.
    """
    encoding = ENCODINGS[0]
    is_labelled = is_label(text[max(0, odd - BACK) : odd], evidence.rules.words("shifted_label"))
    begin = odd + (text[odd] in GAPS)
    data = b""
    for end in range(begin + 1, min(begin + BACK, len(text))):
        pair = pairs_of_run(text[end - 1 : end], encoding)
        said = (data[-1:] + pair[:1]).decode(encoding, "ignore") if data else ""
        if not pair or text[end - 1] in GAPS or (data and said not in common_characters()):
            return
        data += pair
        behind = text[end].encode(encoding, "replace")[0]
        tails = _ending(pair[1:], behind, encoding, evidence) if behind >= HIGH else ()
        is_mark = end - begin == 1 and not is_han(text[begin])
        if tails and (is_labelled or is_mark or not common_characters().issuperset(text[begin:end])):
            yield Place(begin, end, encoding, tails)


def _ending(byte: bytes, behind: int, encoding: str, evidence: ShiftEvidence) -> tuple[str, ...]:
    """The characters with this first byte whose second one a reader drops before what stands behind it."""
    return tuple(filterfalse(evidence.excluded.__contains__, _dropped_before(byte, behind, encoding)))


@lru_cache(maxsize=1 << 12)
def _dropped_before(byte: bytes, behind: int, encoding: str) -> tuple[str, ...]:
    return tuple(c for c in completed(byte, AHEAD_OF, encoding) if is_dropped(c.encode(encoding)[1], behind, READ_AS))


def pairs_of_run(run: str, encoding: str) -> bytes:
    """The bytes of a run in which every character has two; nothing for other runs."""
    try:
        data = in_full_width(run).encode(encoding)
    except UnicodeEncodeError:
        return b""
    return data if len(data) == 2 * len(run) else b""


def fitting(byte: bytes, place: int, encoding: str, evidence: ShiftEvidence) -> list[str]:
    """The characters with this byte that a page in this script uses."""
    return list(filterfalse(evidence.excluded.__contains__, completed(byte, place, encoding)))
