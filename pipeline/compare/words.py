"""What a task is about, as words and as pairs of characters, without what weighs nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pipeline.compare.language import PAIR, cut

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipeline.compare.boilerplate import Boilerplate
    from pipeline.compare.synonyms import Synonyms

_RUN = re.compile(r"[\u3400-\u9fff]+|[A-Za-z]+")
_NUMBER = re.compile(r"[0-9０-９.%％]+|[〇零一二三四五六七八九十百千万亿两几数]+")
_NUMERAL = re.compile(r"(?:百分之)?[0-9]+(?:\.[0-9]+)?[%万亿]*|(?:百分之)?[〇零一二三四五六七八九十百千万亿两]{1,}")
_KINDS = "省市县区州盟旗"
_SHORTEST_PLACE = 2
_OPENING = re.compile(r"[^，。；：,;:]*")


@dataclass(frozen=True)
class Lexer:
    """Cuts a text into terms. `boilerplate` weighs nothing anywhere; the names of a notice's own place are given with the text.

    >>> from pipeline.compare.boilerplate import Boilerplate
    >>> from pipeline.compare.synonyms import Synonyms
    >>> lexer = Lexer(Boilerplate.build([]), Synonyms.build([]))
    >>> lexer.terms("公布澜溪市（3家）养老、名录，逐月", lexer.without(["澜溪市"]))
    {'公布': True, '养老': True, '名录': True, '~公布': True, '~养老': True, '~名录': True, '逐月': False, '~逐月': False}
    """

    boilerplate: Boilerplate
    synonyms: Synonyms

    def for_titles(self) -> Lexer:
        """The same for the titles of notices and the names of issuers."""
        return replace(self, boilerplate=self.boilerplate.for_titles())

    def without(self, names: Iterable[str | None]) -> re.Pattern[str] | None:
        """A pattern for the names of places, with and without 省, 市 or 县 behind them; None where there are none."""
        found = {form for name in names if name for form in (name, name.rstrip(_KINDS)) if len(form) >= _SHORTEST_PLACE}
        return re.compile("|".join(map(re.escape, sorted(found, key=lambda n: (-len(n), n))))) if found else None

    def runs(self, text: str, places: re.Pattern[str] | None) -> list[str]:
        """The runs of characters that say something: no names of the own place, no numbers, no words without weight."""
        bare = places.sub(" ", text) if places is not None else text
        return [run for piece in self.boilerplate.pieces(bare) for run in _RUN.findall(_NUMBER.sub(" ", piece))]

    def terms(self, text: str, places: re.Pattern[str] | None) -> dict[str, bool]:
        """The words of two characters and more, and the pairs of characters, these with a `~` before them.

        Each with whether it stands in the opening clause, which says what the work is; the others tell how.
        """
        opening = _OPENING.match(text)
        end = opening.end() if opening else 0
        first = dict.fromkeys(self._found(text[:end], places), True)
        return {**first, **{term: term in first for term in self._found(text[end:], places)}}

    def _found(self, text: str, places: re.Pattern[str] | None) -> list[str]:
        runs = self.runs(self.synonyms.as_one(text), places)
        words = [word for run in runs for word in cut(run) if len(word) > 1]
        return words + [f"{PAIR}{run[i : i + 2]}" for run in runs for i in range(len(run) - 1)]


def numbers(text: str) -> frozenset[str]:
    """The numbers in a text: another number is another target.

    >>> sorted(numbers("完成八百户改造，覆盖率达到90%"))
    ['90%', '八百']
    """
    return frozenset(_NUMERAL.findall(text))
