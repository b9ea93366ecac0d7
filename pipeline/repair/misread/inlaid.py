"""A misreading in a part of a text: a name or a cell whose bytes came from elsewhere, inlaid in words that are sound."""

from __future__ import annotations

import re
from functools import cache
from itertools import groupby
from typing import TYPE_CHECKING

from pipeline.repair.language.characters import common_share, is_han
from pipeline.repair.language.likelihood import Evidence
from pipeline.repair.misread.holes import fill
from pipeline.repair.misread.misreadings import undone
from pipeline.repair.misread.mojibake import LIKELY
from pipeline.repair.misread.printed_bytes import LOST, bytes_of, windows_characters
from pipeline.repair.misread.spoken_of import is_quoted, is_spoken_of
from pipeline.values import Repair, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.repair.garbles import RepairRules
    from pipeline.repair.misread.holes import Reading
    from pipeline.repair.sheet import Edits, Sheet

WIDE = windows_characters()
BEHIND = re.escape(WIDE[:0x40])
LETTER = "[\u00a1-\u00fe]"
OF_UTF8 = rf"(?:[\u00c2-\u00df][{BEHIND}]|[\u00e0-\u00ef][{BEHIND}{LOST}]{{2}})++"
OF_PAIRS = rf"(?:{LETTER}(?:{LETTER}|[{re.escape(WIDE)}](?={LETTER})))++"
INLAID = tuple(re.compile(rf"{run}(?:[ -~]{{1,12}}{run})*+") for run in (OF_UTF8, OF_PAIRS))
"""Letters with accents as no language puts them: those of UTF-8, or two and two those of GBK; ASCII may stand between."""
INSIDE = re.compile(r"(?<=[^\x00-\x7f]) (?=[^\x00-\x7f])")
"""A blank that a page puts inside words, and inside misread ones."""
LETTERS = frozenset(map(chr, range(0xC0, 0x100))) - {"×", "÷"}
MOST_ASCII = 12
SHORTEST = 3
"""Two Chinese characters of UTF-8 are three of GBK."""
NEAR = 8
FEWEST = 2
"""So few characters must be one word."""
GOOD = 0.95
HALF = 0.5
DOUBTED = 4
MOST_LOST = 0.7
"""What is lost of a run is told by likelihood; its bytes have shown already that it is misread."""
CONFIDENCE = 0.97


def undo_inlaid(sheet: Sheet, rules: RepairRules) -> Edits:
    """Reread the misread parts of sound texts: where the bytes of a run are those of Chinese, and its words prove it."""
    signs = misread_signs(sheet)
    if not signs:
        return {}
    edits: dict[int, list[Repair]] = {}
    evidence = Evidence(sheet.joined, rules)
    for index in sorted(sheet.holding(signs)):
        text = sheet.texts[index]
        for span in inlaid(text):
            spoken = is_quoted(text, span) and is_spoken_of(text, span, rules)
            repair = None if spoken else _reread(text, span, evidence)
            if repair is not None and not any(span.overlaps(other.span) for other in edits.get(index, ())):
                edits.setdefault(index, []).append(repair)
    return edits


def left_misread(text: str) -> Iterator[Span]:
    """The runs of a text that another encoding explains as Chinese, and whose words did not prove it.

    >>> list(left_misread("见ÕþÎñ¹«¿ª栏")), list(left_misread("见Zürich、芮城县"))
    ([Span(start=1, end=9)], [])
    """
    done = 0
    for span in sorted(inlaid(text)):
        if span.start >= done and _is_doubted(text[span.start : span.end]):
            done = span.end
            yield span


def misread_signs(sheet: Sheet) -> frozenset[str]:
    """The characters of the page with which such a run can begin; a sound page has none or a few (浏, 纾)."""
    return sheet.once(_signs)


def _signs(sheet: Sheet) -> frozenset[str]:
    return sheet.characters & _openings()


@cache
def _openings() -> frozenset[str]:
    return LETTERS | _leads()


@cache
def _leads() -> frozenset[str]:
    """What GBK reads where a Chinese character of UTF-8 begins: 鏀 is E6 94, the first two bytes of 政."""
    pairs = (bytes((lead, trail)) for lead in (*range(0xE3, 0xEA), 0xEF) for trail in range(0x80, 0xC0))
    return frozenset("".join(pair.decode("gb18030", "ignore") for pair in pairs))


def inlaid(text: str) -> list[Span]:
    """Where the bytes of a text can be Chinese of another encoding, the longest runs first; they may overlap.

    >>> inlaid("由璐㈡斂閮ㄩ棬牵头"), inlaid("由ÕþÎñ°ì牵头"), inlaid("芮城县、Zürich、25°×8")
    ([Span(start=1, end=7)], [Span(start=1, end=7)], [])
    """
    runs = [Span(*match.span()) for run in INLAID for match in run.finditer(text)] if not LETTERS.isdisjoint(text) else []
    leads, done = _leads(), 0
    for at, character in enumerate(text) if not leads.isdisjoint(text) else ():
        if at >= done and character in leads:
            done = _end_of_utf8(text, at)
            runs.append(Span(at, done))
    runs.sort(key=lambda run: (-run.length, run.start))
    return [run for run in runs if sum(c > "\x7f" for c in text[run.start : run.end]) >= SHORTEST]


def _end_of_utf8(text: str, start: int) -> int:
    """How far a text can be UTF-8 read as GBK, from where it starts: to the last whole character, or one that lost its end."""
    missing, end, is_torn = 0, start, False
    for at in range(start, len(text)):
        character = text[at]
        if character < "\x80" and not missing and at - end < MOST_ASCII:
            continue
        if character == " " and missing:
            continue  # A blank inside a character is none of it.
        if character in (LOST, "?") and missing:
            # One byte is lost or two: what follows may end this character or begin the next.
            missing, end, is_torn = missing - 1, at + 1, True
            continue
        known = bytes_of(character, "gb18030") if character > "\x7f" else None
        rest = None if known is None else _still_missing(missing, known)
        if rest is None and is_torn and known is not None:
            rest = _still_missing(0, known)
        if rest is None:
            return end
        missing, end, is_torn = rest, end if rest else at + 1, False
    return len(text) if missing == 1 and len(text) - start >= SHORTEST else end


def _still_missing(missing: int, known: bytes) -> int | None:
    """How many bytes a character of UTF-8 still lacks after these; None where they cannot follow."""
    for byte in known:
        if missing:
            if not 0x80 <= byte < 0xC0:  # noqa: PLR2004
                return None
            missing -= 1
        elif 0xE2 <= byte <= 0xE9 or byte == 0xEF:  # noqa: PLR2004
            missing = 2
        else:
            return None
    return missing


def _reread(text: str, span: Span, evidence: Evidence) -> Repair | None:
    said = text[span.start : span.end]
    reading, names = undone(said, MOST_LOST, HALF)
    if not names or (reading.gaps and " " in said):
        reading, names = undone(INSIDE.sub("", said), MOST_LOST, HALF)
    if not names:
        return None
    left, right = text[max(0, span.start - NEAR) : span.start], text[span.end : span.end + NEAR]
    outcome, sure = fill(reading, evidence, (left, right))
    if not _is_proved(outcome, left, evidence):
        return None
    rule = f"mojibake.{'+'.join(names)}"
    if reading.gaps:
        return Repair(span, said, outcome, rule, "mojibake", min(0.95, sure), certain=False)
    return Repair(span, said, outcome, rule, "mojibake", CONFIDENCE, certain=True)


def _is_proved(said: str, left: str, evidence: Evidence) -> bool:
    """Whether what came out is words: all characters common, and likely side by side."""
    plain = said.replace(LOST, "")
    words = ["".join(run) for is_word, run in groupby(plain, is_han) if is_word]
    size = sum(map(len, words))
    if size < FEWEST or common_share(plain) < GOOD:
        return False
    if size == FEWEST:
        return any(map(evidence.ends_whole, words)) or _counts(left + plain, words, evidence)
    return sum(map(evidence.likelihood, words)) >= LIKELY * size


def _counts(said: str, words: list[str], evidence: Evidence) -> bool:
    """Whether each word is what digits count: 2021年6月."""
    return all(word in evidence.rules.words("counted") and re.search(rf"\d{word}", said) for word in words)


def _is_doubted(said: str) -> bool:
    reading, names = undone(said, MOST_LOST, HALF)
    return bool(names) and _foreign(reading) >= DOUBTED and common_share(reading.text.replace(LOST, "")) >= HALF


def _foreign(reading: Reading) -> int:
    return sum(c > "\x7f" for c in reading.text)
