"""Visible spam: blocks that are set aside, and sentences, clauses or cells that are taken out; the notice's words stay."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

from pipeline.repair.language.gazetteer import LEVELS
from pipeline.repair.lost_byte.heads import DIGITS as NUMERALS
from pipeline.repair.strays.spam import (
    BAR,
    HALF,
    SHORT,
    is_of_notice,
    is_own,
    is_spam,
    narrowed,
    own_signs,
    piece_pattern,
    pieces,
    says_guard,
    signed,
    signs,
    suspects,
)
from pipeline.values import Repair, Span

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from pipeline.repair.garbles import RepairRules
    from pipeline.repair.sheet import Edits, Sheet

CLAUSE = re.compile(r"[^，,]+[，,]*")
LEFT_OVER = 0.2
"""Of a text that is spam as a whole, no more is left over."""
LONG_ENOUGH, WORTH_KEEPING = 10, 4
"""From how many letters on a sentence, or the rest of one, is worth keeping beside spam."""
SIGNS, HAN_PAIR, BETWEEN = re.compile(r"[\W_]+"), re.compile(r"[\u4e00-\u9fff]{2}"), " ，,。；;|\u3000"
LATIN_BEGINS = re.compile(r"[A-Za-z]")
LATIN_END = re.compile(r"[A-Za-z][A-Za-z ,&'-]*$")
PICTURES = "\U0001f000-\U0001faff\u2600-\u27bf\ufe0f"
ORNAMENTED = re.compile(rf"(?:[{PICTURES}>»]+|(?<![0-9.])[0-9]{{1,3}})$")
SUM = r"[ ]?[0-9]+(?:\.[0-9]+)?(?:[%％元万]+|(?![0-9.\u4e00-\u9fff]))"
REST = re.compile(rf"(?:{SUM}|[A-Za-z][A-Za-z ,&'-]*+|[{PICTURES}]+)++")
"""What may follow the last sign: a sum, the rest of English words, ornaments."""
BRACKETS = frozenset({"【】", "（）", "()", "[]", "『』", "《》", "〖〗"})
PLACE = re.compile(rf"(?<!\S)[\u4e00-\u9fff]{{1,8}}[{LEVELS}](?!\S)")
NO_HAN, LATIN = re.compile(r"[^\u4e00-\u9fff]+"), re.compile(r"[a-z]{3}|\d{5}")
MOST, RARE = 20_000, 10
TASK, ODD_MOST = 4, 8
"""From how many different pairs of letters on words beside spam can be a task; so many odd characters may stand before a sign."""
CLAUSE_SURE, SENTENCE_SURE = 0.85, 0.9


@dataclass(frozen=True)
class _Page:
    """A page with spam on it: what its sound texts say is the notice's own wherever it stands again."""

    sheet: Sheet
    found: Collection[int]
    rules: RepairRules

    @cached_property
    def pairs(self) -> frozenset[str]:
        """Any two Chinese characters that stand side by side in a text in which no sign of spam was found."""
        sound = (NO_HAN.sub(" ", text[:MOST]) for index, text in enumerate(self.sheet.texts) if index not in self.found)
        return frozenset(a + b for text in sound for a, b in pairwise(text) if a != " " != b)

    def says(self, words: str) -> bool:
        """Whether words that stand beside spam are the notice's: it says them elsewhere, or they are as long as a task and words.

        A place's name that stands alone says nothing: spam repeats it.
        """
        words = PLACE.sub("", words)
        if any(words[at : at + 2] in self.pairs for at in range(len(words) - 1)):
            return True
        letters = NO_HAN.sub("", words)
        ends = sum(self._ends_word(letters, at) for at in range(2, len(letters) + 1))
        varied = len({letters[at : at + 2] for at in range(len(letters) - 1)}) >= TASK
        return varied and 4 * ends >= len(letters) and not LATIN.search(words)

    def _ends_word(self, text: str, at: int) -> bool:
        """Whether a word of the language, or two characters of the notice, end at a position."""
        if text[at - 2 : at] in self.pairs or not HAN_PAIR.fullmatch(text[at - 2 : at]):
            return True
        return any(self.rules.frequency(text[at - size : at]) > RARE for size in (2, 3, 4) if size <= at)

    def narrowed(self, text: str, span: Span) -> Span:
        """A run of spam without the words of the notice that are glued to it; a brand's odd characters before it are its own."""
        wide = narrowed(text[span.start : span.end], self.rules).shifted(span.start)
        tight = signed(text[span.start : span.end], self.rules).shifted(span.start)
        ahead, behind = text[wide.start : tight.start], text[tight.end : wide.end]
        start = tight.start if self.says(ahead.strip(BETWEEN)) else wide.start
        inside = start > span.start and len(behind) <= WORTH_KEEPING and self._is_torn(text[start - 1], behind)
        end = tight.end if inside or self.says(behind.strip(BETWEEN)) else wide.end
        return _whole(text, Span(self._with_brand(text, start, span.start), end), span)

    def _is_torn(self, last: str, behind: str) -> bool:
        """Whether words on both sides of spam are one word that it tore (社…区), or a count begins behind it (八所)."""
        return behind[:1] in NUMERALS or self.rules.frequency(last + behind[:1]) > RARE

    def _with_brand(self, text: str, start: int, first: int) -> int:
        """Where an unknown brand begins whose trailing words (体育, 官网) begin a run of spam, or stand right before it."""
        trails = tuple(self.rules.words("substitution_trail"))
        trail = next((len(word) for word in trails if text.endswith(word, first, start)), 0)
        named = any(pattern.find.match(text, start) for pattern in self.rules.patterns("injected"))
        if not trail and not named and not text.startswith(trails, start):
            return start
        back = next((n for n in range(ODD_MOST) if start - trail - n - 2 < first or self._ends_word(text, start - trail - n)), 0)
        return start - trail - back if back > 1 else start


def _whole(text: str, found: Span, within: Span) -> Span:
    """A run of spam with what belongs to its ends: the rest of English words, a sum, ornaments, the brackets around all of it."""
    latin = LATIN_END if LATIN_BEGINS.match(text, found.start) else ORNAMENTED
    ahead = latin.search(text[within.start : found.start])
    start = within.start + ahead.start() if ahead else found.start
    behind = REST.match(text, found.end, within.end)
    end = behind.end() if behind else found.end
    around = text[start - 1 : start] + text[end : end + 1]
    return Span(start - 1, end + 1) if around in BRACKETS and start > within.start and end < within.end else Span(start, end)


def find_injected(sheet: Sheet, rules: RepairRules) -> frozenset[int]:
    """Which texts are nothing but spam; a row of a table with a time and a body in it never is."""
    return frozenset(index for index, out in sheet.once(_judged, rules).items() if out is None)


def cut_injected(sheet: Sheet, rules: RepairRules) -> Edits:
    """Spam inside other text is taken out: the smallest piece that is all spam, a cell, a sentence, a clause, or bare words."""
    return {index: out for index, out in sheet.once(_judged, rules).items() if out}


def _judged(sheet: Sheet, rules: RepairRules) -> dict[int, list[Repair] | None]:
    """What is to be taken out of each text that may hold spam; None where spam is all of it."""
    found = suspects(sheet, rules)
    page = _Page(sheet, found, rules)
    out = ((index, list(_spam_in(sheet.texts[index], page))) for index in found)
    return {index: None if _is_all_spam(sheet.texts[index], spam, page) else spam for index, spam in out}


def _is_all_spam(text: str, spam: Sequence[Repair], page: _Page) -> bool:
    """Whether spam, found piece by piece, is all of a text, or so much of it that the rest is no word of the notice."""
    rules = page.rules
    if not rules.spam_words.search(text) or (BAR.search(text) and _says_more(text, rules)):
        return False
    scattered = len(text) <= SHORT and is_spam(text, rules) and not own_signs(text, rules)
    if scattered and page.narrowed(text, Span(0, len(text))).length == len(text) and not _says_more(text, rules):
        return True
    edges = zip([0, *(r.span.end for r in spam)], [*(r.span.start for r in spam), len(text)], strict=True)
    rest = "".join(text[a:b] for a, b in edges)
    return bool(spam) and _size(rest) <= LEFT_OVER * _size(text) and not is_of_notice(rest, rules) and not page.says(rest)


def _says_more(text: str, rules: RepairRules) -> bool:
    """Whether a sentence or a cell without a sign of spam stands beside those with one, long enough to be the notice's."""
    enough = WORTH_KEEPING if BAR.search(text) else LONG_ENOUGH
    rest = (piece for piece in pieces(text) if not rules.spam_words.search(piece))
    return any(_size(words) >= enough for words in rest)


def _size(text: str) -> int:
    return len(SIGNS.sub("", text))


def _spam_in(text: str, page: _Page) -> Iterator[Repair]:
    """What is to be taken out of a text."""
    rules = page.rules
    for match in piece_pattern(text).finditer(text):
        if not rules.spam_words.search(match.group()):
            continue
        clauses = [
            Span(match.start() + clause.start(), match.start() + clause.end()) for clause in CLAUSE.finditer(match.group())
        ]
        spam = [span for span in clauses if is_spam(text[span.start : span.end], rules, match.group())]
        spam = [span for span in clauses if span in spam or _goes_on(text, span, spam, page)]
        rest = "".join(text[span.start : span.end] for span in clauses if span not in spam)
        if (_size(rest) >= WORTH_KEEPING and own_signs(rest, rules)) or is_own(match.group(), rules):
            yield from (_out(text, page.narrowed(text, span), "injected.clause", CLAUSE_SURE) for span in spam)
        elif spam or is_spam(match.group(), rules):
            yield _out(text, page.narrowed(text, Span(*match.span())), "injected.sentence", SENTENCE_SURE)


def _goes_on(text: str, span: Span, spam: list[Span], page: _Page) -> bool:
    """Whether a clause with a sign in it stands beside one that is spam, and says nothing of its own."""
    if not any(span.start == other.end or span.end == other.start for other in spam):
        return False
    tight = signed(text[span.start : span.end], page.rules)
    said = text[span.start : span.end]
    has_sign = tight.length > 0 or signs(said, Span(0, len(said)), page.rules).share >= HALF
    return has_sign and not is_own(said, page.rules) and not says_guard(said, page.rules)


def _out(text: str, span: Span, rule: str, confidence: float) -> Repair:
    return Repair(span, text[span.start : span.end], "", rule, "injected_markup", confidence, certain=False)
