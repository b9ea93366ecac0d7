"""What a task is about, as words and as pairs of characters, without what weighs nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pipeline.compare.boilerplate import Boilerplate

_RUN = re.compile(r"[\u3400-\u9fff]+|[A-Za-z]+")
_NUMBER = re.compile(r"[0-9０-９.%％]+|[〇零一二三四五六七八九十百千万亿两几数]+")
_NUMERAL = re.compile(r"(?:百分之)?[0-9]+(?:\.[0-9]+)?[%万亿]*|(?:百分之)?[〇零一二三四五六七八九十百千万亿两]{1,}")
_KINDS = "省市县区州盟旗"
_SHORTEST_PLACE = 2


@dataclass(frozen=True)
class Lexer:
    """Cuts a text into terms. `boilerplate` weighs nothing anywhere; the names of a notice's own place are given with the text.

    >>> from pipeline.compare.boilerplate import Boilerplate
    >>> lexer = Lexer(Boilerplate.build([]))
    >>> lexer.terms("公布澜溪市养老机构名录（3家）", lexer.without(["澜溪市"]))
    ['公布', '养老', '机构', '名录', '~公布', '~养老', '~老机', '~机构', '~构名', '~名录']
    """

    boilerplate: Boilerplate

    def without(self, names: Iterable[str | None]) -> re.Pattern[str] | None:
        """A pattern for the names of places, with and without 省, 市 or 县 behind them; None where there are none."""
        found = {form for name in names if name for form in (name, name.rstrip(_KINDS)) if len(form) >= _SHORTEST_PLACE}
        return re.compile("|".join(map(re.escape, sorted(found, key=lambda n: (-len(n), n))))) if found else None

    def runs(self, text: str, places: re.Pattern[str] | None) -> list[str]:
        """The runs of characters that say something: no names of the own place, no numbers, no words without weight."""
        bare = places.sub(" ", text) if places is not None else text
        return [run for piece in self.boilerplate.pieces(bare) for run in _RUN.findall(_NUMBER.sub(" ", piece))]

    def terms(self, text: str, places: re.Pattern[str] | None) -> list[str]:
        """Words of two characters and more, then pairs of characters with a `~` before them."""
        runs = self.runs(text, places)
        words = [word for run in runs for word in cut(run) if len(word) > 1]
        return words + [f"~{run[i : i + 2]}" for run in runs for i in range(len(run) - 1)]


def numbers(text: str) -> frozenset[str]:
    """The numbers in a text: another number is another target.

    >>> sorted(numbers("完成八百户改造，覆盖率达到90%"))
    ['90%', '八百']
    """
    return frozenset(_NUMERAL.findall(text))


def cut(run: str) -> Iterator[str]:
    """The words of a run of Chinese characters, by jieba's dictionary alone, so that the same run is always cut alike."""
    found: Iterator[str] = _tokenizer().cut(run, HMM=False)
    return found


@cache
def _tokenizer() -> Any:  # noqa: ANN401 - jieba is published without types
    import jieba  # noqa: PLC0415 - reading its dictionary takes a second

    # Its own way of starting up keeps a copy of the dictionary among the system's temporary files, where anybody may change it.
    tokenizer = jieba.Tokenizer()
    tokenizer.FREQ, tokenizer.total = tokenizer.gen_pfdict(tokenizer.get_dict_file())
    tokenizer.initialized = True
    return tokenizer
