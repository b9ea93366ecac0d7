"""What one lost byte leaves where nothing comes back: signs that make no word, and labels of which a half is shifted.

`牵头单位：县` without one byte is `牵头单唬合`: each label leaves its own three signs, whichever of its bytes is lost.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING

from pipeline.alternation import any_of
from pipeline.repair.language.characters import is_han
from pipeline.repair.language.page_words import plain
from pipeline.repair.lost_byte.heads import COLON, READ_AS
from pipeline.values import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.repair.garbles import RepairRules
    from pipeline.repair.sheet import Sheet

HAN = re.compile(r"[\u4e00-\u9fff]+")
LONGEST_WORD = 4
NO_WORDS, RARE = 3, 2
"""So many signs in a row that are in no word, so many of them rare, are nonsense where words go on beside them."""
ALONE = 60
"""Characters that are common as words by themselves."""
LEADS = bytes((0xCA, 0xCF, 0xC7, 0xB8, 0xD6, 0xD5, 0xB2, 0xB9, 0xC5, 0xBD, 0xC8, 0xD7))
"""First bytes of what stands behind a label: 市省, 县乡, 区旗, 各…"""
GRAM = 3
AT_MOST = 200
"""Places looked at; a page with more is damaged throughout, and says so."""


def nonsense(sheet: Sheet, rules: RepairRules) -> re.Pattern[str] | None:
    """What finds the nonsense of a page; None where it has none."""
    odd = frozenset(c for c in sheet.rare if is_han(c)) - rules.places.characters
    runs = set(_odd_runs(sheet, odd, rules)) if len(odd) >= RARE else set()
    labels = [gram for gram in _torn_labels(rules.words("shifted_label")) if sheet.characters.issuperset(gram)]
    found = [*sorted(runs), *labels]
    return re.compile(any_of(found)) if found else None


def _odd_runs(sheet: Sheet, odd: frozenset[str], rules: RepairRules) -> Iterator[str]:
    """Signs side by side that are in no word, two rare ones among them; what stands alone, or again, may be a name."""
    sign = f"[{re.escape(''.join(sorted(odd)))}]"
    near = re.compile(rf"[\u4e00-\u9fff]{{0,8}}{sign}[\u4e00-\u9fff]{{0,4}}{sign}[\u4e00-\u9fff]{{0,8}}")
    for match in islice(near.finditer(sheet.joined), AT_MOST):
        words = match.group()
        for span in _in_no_word(plain(words), rules):
            said = words[span.start : span.end]
            is_long = span.length >= NO_WORDS and sum(c in odd for c in said) >= RARE
            if is_long and span.length < len(words) and sheet.joined.count(said) == 1:
                yield said


def _in_no_word(words: str, rules: RepairRules) -> Iterator[Span]:
    """The runs of a text that no word covers."""
    alone = rules.frequency.alone()[:ALONE]
    covered = bytearray(one in alone for one in words)
    for start in range(len(words)):
        for end in range(start + 2, min(len(words), start + LONGEST_WORD) + 1):
            if rules.frequency(words[start:end]) or words[start:end] in rules.known:
                covered[start:end] = b"\x01" * (end - start)
    yield from (Span(*match.span()) for match in re.finditer("\x00+", covered.decode("latin-1")))


@lru_cache(maxsize=4)
def _torn_labels(labels: frozenset[str]) -> tuple[str, ...]:
    """The three signs with which each label begins to be nonsense, for each byte that it can lose.

    >>> {"单唬合", "头ノ唬", "Ｍ返ノ"} <= set(_torn_labels(frozenset({"牵头单位"})))
    True
    """
    grams = {gram for label in labels for lead in LEADS for gram in _grams(label, lead)}
    return tuple(sorted(grams))


def _grams(label: str, lead: int) -> Iterator[str]:
    data = (label + COLON).encode(READ_AS, "ignore")
    for lost in range(len(data)):
        said = (data[:lost] + data[lost + 1 :] + bytes((lead,))).decode(READ_AS, "ignore")
        at = max(0, lost // 2 - 1)
        gram = said[at : at + GRAM]
        if len(gram) == GRAM and gram[1:] not in label and COLON not in gram:
            yield gram
