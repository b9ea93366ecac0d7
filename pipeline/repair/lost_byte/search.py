"""The search for shifted runs on a page: where something is odd, the likeliest run that explains it.

Where a run begins and ends is not known, so that all places that its bytes allow compete, each with the likeliest characters at
its ends. Where two that begin in different places are nearly as likely, what they differ in stays open.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field, replace
from functools import cache
from typing import TYPE_CHECKING

from pipeline.repair.language.characters import rare
from pipeline.repair.lost_byte.dropped import KEPT, ShiftEvidence
from pipeline.repair.lost_byte.heads import head_rest
from pipeline.repair.lost_byte.places import ENCODINGS, TONED, Place, places_around, places_in_step
from pipeline.repair.lost_byte.repairs import GAPS, Shift
from pipeline.repair.lost_byte.run import shifted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pipeline.repair.sheet import Sheet

SPELLED = rf"[A-Za-z](?<![A-Za-z].)\((?=[a-z]*[{TONED}])[a-z{TONED}]{{1,7}}\)"
GAP = r"[?\ufffd](?=[^\x00-\x7f\ufffd]|[,;:!(])"
TO_STOP = r"(?=(?:[^\x00-\x7f\ufffd]|[,;:!()]){0,40}(?:[@-~?\ufffd€]|\d{1,2}[)）]))"
"""Where a shifted run may end; an ASCII mark inside one is a full-width mark that a corpus normalised."""
IN_SYLLABLE = rf"(?<![a-z(][{TONED}](?=[a-z)]))"
"""A toned letter between letters, or between brackets, is pinyin as it was printed."""
TO_LINE_END = r"[ㄅ-ㄩǎǐǒǔǖǘǚǜńňǹêò⑴-⒛](?<=\S.)(?=[^\x00-\x7f\ufffd]{0,40}$)"
"""Signs that no words have in them: these runs may end with the line."""
NEAR = 8
GAIN = 9.0
DOUBT = 2.7
"""A run that begins elsewhere and is hardly less likely leaves open where the byte was lost."""
CLEAR = 10.0
"""Nothing is certain where one comes nearer than this."""
NONSENSE = 12
"""So many different rare characters are of shifted runs, whatever their ends look like: loss in pairs leaves sound words."""
IN_VAIN = 200
"""So many odd places one after the other, of which none comes back, are a page's own signs; of damaged ones most do."""
SHOWN = 4
"""So many runs that come back in one encoding, and none in another, show what all of the page was written in."""
AT_MOST = 500
"""Odd places tried in one text; a text with more is no notice."""


def odd_signs(sheet: Sheet, sound: frozenset[str] = frozenset()) -> re.Pattern[str]:
    """What shows where a run may be shifted; on a page with much nonsense two rare characters side by side as well.

    `sound` are everyday words that begin with a rare character (浏览): that one shows nothing.
    """
    return _odd_in_bulk(sound) if len(sheet.rare) >= NONSENSE else _odd(sound)


@cache
def _odd(sound: frozenset[str]) -> re.Pattern[str]:
    """It is put together once, not for the odd characters of each page."""
    words = "|".join(f"{word[0]}(?={word[1:]})" for word in sorted(sound))
    odd = rf"{rare()}(?<!{words}){IN_SYLLABLE}{TO_STOP}" if words else rf"{rare()}{IN_SYLLABLE}{TO_STOP}"
    return re.compile(f"{GAP}|{SPELLED}|{head_rest().pattern}|{TO_LINE_END}|{odd}", re.MULTILINE)


@cache
def _odd_in_bulk(sound: frozenset[str]) -> re.Pattern[str]:
    return re.compile(rf"{_odd(sound).pattern}|{rare()}(?=[^\x00-\x7f]{{0,2}}{rare()})", re.MULTILINE)


@dataclass
class Search:
    """The search of a page; where nothing comes back again and again, odd signs are the page's own (formulas), and it ends."""

    evidence: ShiftEvidence
    encodings: Sequence[str]
    signs: re.Pattern[str]
    in_vain: int = 0
    came: Counter[str] = field(default_factory=Counter)
    """How many runs came back, by their encoding."""

    @property
    def tried(self) -> Sequence[str]:
        """The encodings that the page may have been written in."""
        is_shown = len(self.came) == 1 and self.came.total() >= SHOWN
        return tuple(self.came) if is_shown else self.encodings

    def runs(self, text: str) -> Iterator[Shift]:
        """The shifted runs of a text."""
        done = tries = 0
        for match in self.signs.finditer(text):
            if self.in_vain == IN_VAIN or tries == AT_MOST:
                return
            if match.start() < done:
                continue
            tries += 1
            best = self._best(text, done, match.start())
            self.in_vain = 0 if best else self.in_vain + 1
            if best:
                self.came[best.place.encoding] += 1
                done = best.end
                yield best

    def _best(self, text: str, done: int, odd: int) -> Shift | None:
        """The likeliest run with something odd at a place; none where nothing is much likelier than what is printed."""
        found = self._shifted(text, places_around(text, done, odd, self.tried), done)
        best = _likeliest(found)
        if self.evidence.reader == KEPT or ENCODINGS[0] not in self.tried or (best and text[best.end - 1] in GAPS):
            return best
        if best is None and _may_begin(text, odd):
            return _likeliest(self._shifted(text, places_in_step(text, odd, self.evidence), done))
        return self._unmarked(text, done, (best.start if best else odd, odd), found)

    def _unmarked(self, text: str, done: int, begins: tuple[int, int], found: list[Shift]) -> Shift | None:
        """The same of a run that may end without a mark: where it ends first, then where it began."""
        begin, odd = begins
        ends = self._shifted(text, places_in_step(text, begin, self.evidence), done)
        last = max((*ends, *found), key=lambda shift: shift.hope, default=None)
        if last is None or not last.place.tails:
            return _likeliest(found)
        near = (replace(last.place, start=at) for at in range(max(done, odd - NEAR), odd + 1) if at != begin)
        return _likeliest([last, *self._shifted(text, near, done)])

    def _shifted(self, text: str, places: Iterable[Place], done: int) -> list[Shift]:
        return [s for place in places if (s := shifted(text, place, self.evidence)) and s.start >= done]


def _likeliest(shifts: Iterable[Shift]) -> Shift | None:
    """The likeliest run; where one that begins elsewhere is nearly as likely, what they differ in is marked as lost."""
    ranked = sorted(shifts, key=lambda shift: -shift.hope)
    if not ranked or ranked[0].gain <= GAIN or ranked[0].is_short:
        return None
    best, *others = ranked
    rival = next((other for other in others if other.end == best.end and other.start != best.start), None)
    lead = best.hope - rival.hope if rival else CLEAR
    return best.between(rival) if rival and lead < DOUBT else best if lead >= CLEAR else best.doubted()


def _may_begin(text: str, at: int) -> bool:
    """Whether a run can begin at a mark for its lost byte, or with its line."""
    return text[at] in GAPS or not text[:at].rpartition("\n")[2].strip()
