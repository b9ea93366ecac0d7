"""How common a word or a pair of characters is in Chinese at large, by the dictionary of jieba: a few plans alone cannot tell."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

PAIR, LINE = "~", "@"
"""What stands before a pair of characters, and before a line of work: terms that are no words."""
_WORDS_A_TASK = 40
"""Words that a task of running text has: so much of the language is a pseudo-task."""


def cut(run: str) -> Iterator[str]:
    """The words of a run of Chinese characters, by jieba's dictionary alone, so that the same run is always cut alike."""
    found: Iterator[str] = _tokenizer().cut(run, HMM=False)
    return found


@dataclass(frozen=True)
class Language:
    """How often each word, and each pair of characters inside a word, stands among `total` words."""

    words: Mapping[str, int]
    pairs: Mapping[str, int]
    total: int

    @classmethod
    @cache
    def known(cls) -> Language:
        """That of jieba's dictionary."""
        tokenizer = _tokenizer()
        pairs: Counter[str] = Counter()
        for word, often in tokenizer.FREQ.items():
            for start in range(len(word) - 1) if often else ():
                pairs[word[start : start + 2]] += often
        return cls(tokenizer.FREQ, pairs, tokenizer.total)

    def share(self, term: str) -> float:
        """The share of all tasks of the language, so to speak, that have this term; none has a line of work.

        >>> chinese = Language({"工作": 900, "水质": 9}, {"工作": 950}, 10_000)
        >>> [round(chinese.share(term), 2) for term in ("工作", "~工作", "水质", "河长", "@水利")]
        [0.97, 0.98, 0.04, 0.0, 0.0]
        """
        if term[0] == LINE:
            return 0.0
        often = self.pairs.get(term[1:], 0) if term[0] == PAIR else self.words.get(term, 0)
        return 1 - math.exp(-_WORDS_A_TASK * often / self.total)


@cache
def _tokenizer() -> Any:  # noqa: ANN401 - jieba is published without types
    import jieba  # noqa: PLC0415 - reading its dictionary takes a second

    # Its own way of starting up keeps a copy of the dictionary among the system's temporary files, where anybody may change it.
    tokenizer = jieba.Tokenizer()
    tokenizer.FREQ, tokenizer.total = tokenizer.gen_pfdict(tokenizer.get_dict_file())
    tokenizer.initialized = True
    return tokenizer
