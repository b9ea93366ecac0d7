"""Text whose bytes were read in the wrong encoding, undone where the bytes still tell; by page, else by text."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pipeline.repair.language.characters import common_share
from pipeline.repair.language.likelihood import Evidence
from pipeline.repair.misread.aligned import steps_between
from pipeline.repair.misread.holes import NEAR, Reading, fill
from pipeline.repair.misread.misreadings import ALONE_NO_PROOF, chained, undone
from pipeline.repair.misread.printed_bytes import LOST
from pipeline.repair.writing.script import simplified
from pipeline.values import Repair, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.repair.garbles import RepairRules
    from pipeline.repair.sheet import Edits, Sheet

RARE_ENOUGH = 0.8
GREAT = 0.97
LIKE_THE_PAGE = 0.5
FEWEST = 2
MOST_GAPS = 0.4
LATIN_ALONE = 4
HAN_ALONE = 6
ALMOST_ALL = 0.9
LONGEST_WEIGHED, MOST_WEIGHED = 400, 200
"""So much of a run is weighed by its words, and so many runs."""
NO_HAN = re.compile("[^\u4e00-\u9fff]+")
LIKELY = -8.0
"""The mean power of e of a character's share in words: of notices -5, of common characters thrown together -12."""
WORDS_GAIN = 6.0
"""So many powers of e likelier the words of a run must become."""
PAGE_WIDE = 12
"""So many characters that one misreading explains speak for the whole page."""
PAIRS_AS_PAIRS = frozenset({"big5_read_as_gbk", "gbk_read_as_big5", "gbk_read_as_old_big5"})
EITHER = {"gbk_read_as_big5": "gbk_read_as_old_big5", "gbk_read_as_old_big5": "gbk_read_as_big5"}
"""Two tables of Big5 put kana and Greek in different rows: a run reads well by either, and the whole page's words decide."""
PIECES = re.compile(r"[^\x00-\x7f](?:[^\n]*[^\x00-\x7f])?")
"""From the first to the last character of a line that is not ASCII."""


DRAWN = re.compile(r"[\u2190-\u21ff\u2460-\u24ff\u2500-\u27bf]")
"""Lines, boxes, arrows and rings: two bytes in GBK and Big5 too, but where nothing else stands they are what they seem."""


@dataclass(frozen=True)
class _Found:
    """A run of a text that another encoding explains."""

    index: int
    span: Span
    said: str
    reading: Reading
    names: tuple[str, ...]
    sure: bool = True
    """Whether no other table of the same encoding reads it otherwise."""


def undo_mojibake(sheet: Sheet, rules: RepairRules) -> Edits:
    """Reread what reads as nonsense wherever another encoding makes Chinese of it; bytes that were lost, by likelihood."""
    if not _is_suspicious(sheet):
        return {}
    found = list(_misread(sheet))
    found = [one for one in found if _is_shown(one, found)]
    unproved = [one for one in found if ALONE_NO_PROOF.intersection(one.names)]
    if unproved and not (_explains_all(sheet, found) and _are_words(unproved, rules)):
        found = [one for one in found if one not in unproved]
    found = _by_one_table(found, rules)
    names = _page_wide(found)
    if names:
        found = [_as_the_page(one, names, sheet) for one in found]
        found += _left_over(sheet, found, names)
    evidence = Evidence("\n".join(f.reading.text for f in found), rules)
    if names and _explains_all(sheet, found):
        found += _by_words(sheet, found, names, evidence)
    doubtful = _may_have_dropped(found)
    edits: dict[int, list[Repair]] = {}
    for one in found:
        ahead = sheet.texts[one.index][: one.span.start].rpartition("\n")[2]
        outcome, sure = fill(one.reading, evidence, (ahead[-NEAR:], ""))
        rule = f"mojibake.{'+'.join(one.names)}"
        certain = one.sure and not one.reading.gaps and not (doubtful and PAIRS_AS_PAIRS.intersection(one.names))
        steps = steps_between(one.said, one.reading, one.names)
        repair = Repair(one.span, one.said, outcome, rule, "mojibake", 0.99 if certain else min(0.95, sure), certain, steps=steps)
        edits.setdefault(one.index, []).append(repair)
    return edits


def _is_suspicious(sheet: Sheet) -> bool:
    """Whether enough different characters are rare in Chinese: a clean page has a few, for names."""
    return len(sheet.rare) >= 3 and len(sheet.rare) > 0.04 * len(sheet.characters)  # noqa: PLR2004


def _misread(sheet: Sheet) -> Iterator[_Found]:
    """The runs of all texts that another encoding explains; the one that explained the last is tried first."""
    usual: tuple[str, ...] = ()
    for index, text in enumerate(sheet.texts):
        for match in PIECES.finditer(text) if not text.isascii() else ():
            if _is_long(match.group()) and not _is_sound(match.group()):
                one = _reread(index, match, usual)
                usual = one.names or usual
                if one.names:
                    yield one


def _reread(index: int, match: re.Match[str], usual: Sequence[str]) -> _Found:
    """A run as another encoding explains it, without names of misreadings if none does."""
    text, end = match.string, match.end()
    reading, names = undone(match.group(), usual=usual)
    if (reading.gaps or not names) and "?" <= text[end : end + 1] <= "~":
        # In GBK and Big5 the last byte of the last character can be an ASCII one; a `?` stands for a byte that is lost.
        longer, longer_names = undone(text[match.start() : end + 1], usual=usual)
        if longer_names and (not names or len(longer.text) <= len(reading.text)):
            reading, names, end = longer, longer_names, end + 1
    return _Found(index, Span(match.start(), end), text[match.start() : end], reading, names)


def _is_sound(said: str) -> bool:
    """Whether most of it is common in Chinese, drawings apart."""
    return common_share(DRAWN.sub("", said)) >= RARE_ENOUGH


def _is_long(said: str) -> bool:
    """Whether a run is long enough to tell alone: a rare word of two characters is no misreading, nor is it with ASCII around."""
    latin = sum("\x7f" < c < "\u0250" for c in said)
    if 2 * latin > len(said):
        return len(said) >= LATIN_ALONE
    return sum(c > "\x7f" for c in said) >= HAN_ALONE


def _is_shown(one: _Found, found: Sequence[_Found]) -> bool:
    """Whether enough of the page speaks for a misreading of pairs as other pairs: a few come out well by chance."""
    if not PAIRS_AS_PAIRS.intersection(one.names):
        return True
    return sum(c > "\x7f" for other in found if other.names == one.names for c in other.said) >= PAGE_WIDE


def _by_one_table(found: list[_Found], rules: RepairRules) -> list[_Found]:
    """All runs by the table of Big5 that makes the likelier words of those that the two tables read differently."""
    both = [(one, _by_the_other(one)) for one in found]
    words = Evidence("", rules)
    worth: dict[tuple[str, ...], float] = {}
    for one in (side for sides in both if sides[0].reading.text != sides[1].reading.text for side in sides):
        worth[one.names] = worth.get(one.names, 0.0) + words.likelihood(simplified(one.reading.text[:LONGEST_WEIGHED]))
    if not worth:
        return found
    best = max(worth, key=lambda names: (worth[names], names))
    chosen = (next((side for side in sides if side.names == best), sides[0]) for sides in both)
    differ = (sides[0].reading.text != sides[1].reading.text for sides in both)
    return [replace(one, sure=not open_) for one, open_ in zip(chosen, differ, strict=True)]


def _by_the_other(one: _Found) -> _Found:
    """The run by the other table of Big5; itself where that table is not asked, or has no such bytes."""
    names = tuple(EITHER.get(name, name) for name in one.names)
    reading = chained(one.said, names) if names != one.names else None
    return one if reading is None else replace(one, reading=reading, names=names)


def _may_have_dropped(found: Sequence[_Found]) -> bool:
    """Whether a reader of pairs may have dropped bytes without a mark: what comes out is not all common in Chinese."""
    return common_share("".join(one.reading.text for one in found if PAIRS_AS_PAIRS.intersection(one.names))) < GREAT


def _page_wide(found: Sequence[_Found]) -> tuple[str, ...]:
    """The misreadings that explain most of the page; none where too little shows them."""
    chains = Counter[tuple[str, ...]]()
    for one in found:
        chains[one.names] += len(one.said)
    return chains.most_common(1)[0][0] if chains and chains.most_common(1)[0][1] >= PAGE_WIDE else ()


def _as_the_page(one: _Found, names: tuple[str, ...], sheet: Sheet) -> _Found:
    """A short run reread as the rest of the page is, where that is possible: alone, several misreadings can explain it."""
    if one.names == names or len(one.said) >= PAGE_WIDE:
        return one
    text = sheet.texts[one.index]
    for end in (one.span.end, one.span.end + ("@" <= text[one.span.end : one.span.end + 1] <= "~")):
        reading = chained(text[one.span.start : end], names)
        if reading is not None and not reading.gaps and _is_believed(reading):
            return _Found(one.index, Span(one.span.start, end), text[one.span.start : end], reading, names)
    return one


def _left_over(sheet: Sheet, found: Sequence[_Found], names: tuple[str, ...]) -> Iterator[_Found]:
    """Runs too short or too torn to tell alone, on a page most of which one misreading explains."""
    done = {(f.index, f.span.start) for f in found}
    for index, text in enumerate(sheet.texts):
        for match in PIECES.finditer(text) if not text.isascii() else ():
            if (index, match.start()) in done or _is_sound(match.group()):
                continue
            for end in _ends(match):
                reading = chained(text[match.start() : end], names)
                if reading is not None and _is_believed(reading):
                    yield _Found(index, Span(match.start(), end), text[match.start() : end], reading, names)
                    break


def _ends(match: re.Match[str]) -> tuple[int, ...]:
    """Where a run may end: its last byte can be an ASCII sign behind it, and a `?` there stands for one that is lost."""
    end, behind = match.end(), match.string[match.end() : match.end() + 1]
    return (end + 1,) if behind == "?" else (end, end + ("@" <= behind <= "~"))


def _explains_all(sheet: Sheet, found: Sequence[_Found]) -> bool:
    """Whether hardly anything on the page is written as it was meant."""
    foreign = sum(c > "\x7f" for c in sheet.joined)
    return sum(sum(c > "\x7f" for c in one.said) for one in found) >= ALMOST_ALL * foreign


def _are_words(found: Sequence[_Found], rules: RepairRules) -> bool:
    """Whether what comes out is words: common characters in any order, as sound Korean makes them, are none."""
    runs = [run for one in found for run in NO_HAN.split(one.reading.text) if run][:MOST_WEIGHED]
    words = Evidence("", rules)
    return sum(words.likelihood(simplified(run)) for run in runs) >= LIKELY * sum(map(len, runs))


def _by_words(sheet: Sheet, found: Sequence[_Found], names: tuple[str, ...], evidence: Evidence) -> Iterator[_Found]:
    """On such a page, runs that happen to be common characters (`闽超` for 關閉), where rereading makes words of them."""
    done = {(f.index, f.span.start) for f in found}
    for index, text in enumerate(sheet.texts):
        for match in PIECES.finditer(text) if not text.isascii() else ():
            said = match.group()
            reading = chained(said, names) if (index, match.start()) not in done and DRAWN.sub("", said) else None
            if reading is None or reading.gaps:
                continue
            before, after = (evidence.likelihood(simplified(words)) for words in (said, reading.text))
            if after - before >= WORDS_GAIN:
                yield _Found(index, Span(*match.span()), said, reading, names)


def _is_believed(reading: Reading) -> bool:
    """Whether a rereading that explains the rest of the page may be right here: names are rare, nonsense is rarer."""
    foreign = [c for c in reading.text.replace(LOST, "") if c > "\x7f"]
    is_little = len(foreign) <= FEWEST or len(reading.gaps) > MOST_GAPS * len(reading.text)
    return common_share("".join(foreign)) >= (GREAT if is_little else LIKE_THE_PAGE)
