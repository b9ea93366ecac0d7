"""GBK text that lost one byte: every pair behind it is shifted until an ASCII byte ends the run.

`保”任務,` is B1A3 A1B1 C8CE 84D5 2C. Without B1 the pairs are A3A1 B1C8 CE84, `！比蝿`, and D5 finds no partner: the page
prints `?！比蝿?,`. Read back into bytes and shifted again, all but the first character and the last come back exactly.
Where the last pair had an ASCII letter as its second byte (現 is AC46), that letter stands there and gives it back too.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.repair.likelihood import Choice, Evidence, common_characters
from pipeline.repair.pair_loss import in_full_width
from pipeline.repair.pair_marks import pair_damage
from pipeline.repair.script import simplified
from pipeline.values import Repair, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.repair.garbles import RepairRules
    from pipeline.repair.sheet import Edits, Sheet

GAPS = "?\ufffd"
TONED = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü"
LETTER = re.compile(rf"(?<=[^\x00-\x7f]|[,;:!?(])(?P<letter>[@-Z\[-~])(?P<pinyin>\([a-z{TONED}]{{1,7}}\))?(?![A-Za-z])")
SPELLED = re.compile(rf"(?<![A-Za-z])[A-Za-z]\((?=[a-z]*[{TONED}])[a-z{TONED}]{{1,7}}\)")
GAP = re.compile(r"[?\ufffd](?=[^\x00-\x7f\ufffd]|[,;:!(])")
STOP = re.compile(r"[\x00-\x20\x22-\x27*-+\--9<-~?\ufffd]|[,;:!()](?![^\x00-\x7f])|\Z")
TO_STOP = r"(?=(?:[^\x00-\x7f\ufffd]|[,;:!()]){0,40}[@-~?\ufffd])"
"""Where a shifted run may end; an ASCII mark inside one is a full-width mark that a corpus normalised."""
BACK = 24
AHEAD = 60
GAIN = 7.0
AT_MOST = 500
"""Odd places tried in one text; a text with more is no notice."""
UNKNOWN = 6.0
"""What a shift must gain more where no mark shows that something is missing."""


@dataclass(frozen=True)
class _Shift:
    """A run read back: the known characters, what stands before and behind them, and how much likelier it is."""

    start: int
    end: int
    first: Choice | None
    known: str
    last: Choice | None
    gain: float


def restore_lost_byte(sheet: Sheet, rules: RepairRules) -> Edits:
    """Shift runs of nonsense back by the byte that they lost, where that makes words of them."""
    odd = "".join(sorted(c for c in sheet.characters - common_characters() if c > "\x7f" and c != "\ufffd"))
    if not (odd or sheet.characters & {*GAPS}) or pair_damage(sheet):
        return {}
    parts = [GAP.pattern, SPELLED.pattern, *([f"[{re.escape(odd)}]{TO_STOP}"] if odd else [])]
    find = re.compile("|".join(parts))
    if not find.search(sheet.joined):
        return {}
    # What stands near the damage is no evidence for words.
    sound = re.sub(rf"[^\n]{{0,8}}(?:{find.pattern})[^\n]{{0,8}}", "\n", sheet.joined)
    evidence = Evidence(sound, rules)
    edits: dict[int, list[Repair]] = {}
    for index, text in enumerate(sheet.texts):
        if not text.isascii() and (found := list(_of_text(text, find, evidence))):
            edits[index] = found
    return edits


def _of_text(text: str, find: re.Pattern[str], evidence: Evidence) -> Iterator[Repair]:
    done = tries = 0
    for match in find.finditer(text):
        if match.start() < done:
            continue
        tries += 1
        if tries > AT_MOST:
            return
        shifts = [s for begin, end in _runs(text, done, match.start()) if (s := _shifted(text, begin, end, evidence))]
        best = max((s for s in shifts if s.start >= done), key=lambda s: s.gain, default=None)
        if best is not None and best.gain > GAIN:
            done = best.end
            yield from _edits(text, best)


def _runs(text: str, floor: int, odd: int) -> Iterator[tuple[int, int]]:
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
    yield from ((begin, end) for end in ends for begin in begins if begin < end)


def _shifted(text: str, start: int, end: int, evidence: Evidence) -> _Shift | None:
    """The run from `start` to `end` shifted by one byte; None where it cannot have come about so."""
    try:
        data = in_full_width(text[start:end]).encode("gb18030")
    except UnicodeEncodeError:
        return None
    if len(data) != 2 * (end - start):
        return None
    letter = LETTER.match(text, end)
    tail = data[-1:] + (letter["letter"].encode() if letter else b"")
    try:
        known = data[1:-1].decode("gb18030") + (tail.decode("gb18030") if letter else "")
    except UnicodeDecodeError:
        return None
    close = letter.end() if letter else end + (end < len(text) and text[end] in GAPS)
    opened = start - (start > 0 and text[start - 1] in GAPS)
    if not known or not common_characters().issuperset(known) or (opened == start and close == end):
        return None
    last = None if letter else _last(known, data[-1], text[close:], evidence)
    if letter is None and last is None:
        return None
    first = _first(text[:opened], data[0], known, evidence)
    new = (first.text if first else "") + known + (last.text if last else "")
    old = text[opened : letter.end("letter") if letter else close]
    before, behind = text[max(0, opened - 4) : opened], text[close : close + 4]
    gain = evidence.likelihood(simplified(before + new + behind)) - evidence.likelihood(simplified(before + old + behind))
    return _Shift(opened, close, first, known, last, gain - UNKNOWN * (opened == start))


def _first(left: str, byte: int, known: str, evidence: Evidence) -> Choice | None:
    """The character of which `byte` is left: nearly always its second byte."""
    pairs = (bytes((lead, byte)).decode("gb18030", "ignore") for lead in range(0x81, 0xFF))
    return evidence.choose(left, [c for c in pairs if c in common_characters()], known)


def _last(known: str, lead: int, right: str, evidence: Evidence) -> Choice | None:
    """The character whose first byte is `lead` and whose second is lost."""
    pairs = (bytes((lead, byte)).decode("gb18030", "ignore") for byte in (*range(0x40, 0x7F), *range(0x80, 0xFF)))
    return evidence.choose(known, [c for c in pairs if len(c) == 1 and c in common_characters()], right)


def _guess(span: Span, before: str, first: Choice) -> Repair:
    return Repair(
        span, before, first.text, "lost_byte.first", "byte_loss", first.confidence, certain=False, alternatives=first.others
    )


def _edits(text: str, shift: _Shift) -> Iterator[Repair]:
    """One edit for the first character, which is guessed, and one for all that follow."""
    rest = shift.start
    if text[rest] in GAPS:
        rest += 1
        if shift.first is not None:
            yield _guess(Span(shift.start, rest), text[shift.start], shift.first)
        lead = ""
    else:
        lead = shift.first.text if shift.first else "\ufffd"
    after = lead + shift.known + (shift.last.text if shift.last else "")
    guessed = [c.confidence for c in (shift.last, shift.first if lead else None) if c is not None]
    others = tuple(lead + shift.known + other for other in shift.last.others) if shift.last else ()
    yield Repair(
        Span(rest, shift.end),
        text[rest : shift.end],
        after,
        "lost_byte.shifted",
        "byte_loss",
        min(guessed, default=0.99),
        certain=not guessed,
        alternatives=others,
    )
