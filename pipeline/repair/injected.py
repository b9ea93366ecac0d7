"""Visible spam: blocks that are set aside, and sentences, clauses or cells that are taken out; the notice's words stay."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.repair.spam import is_of_notice, is_own, is_spam, narrowed, own_signs, suspects
from pipeline.values import Repair, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.repair.garbles import RepairRules
    from pipeline.repair.sheet import Edits, Sheet

SENTENCE = re.compile(r"[^。！？!?；;\n]+[。！？!?；;\n]?")
PIECE = re.compile(r"[^。！？!?；;\n|｜\t]+[。！？!?；;\n]?")
CLAUSE = re.compile(r"[^，,]+[，,]*")
SHORT = 120
"""Only of a text that is shorter can the signs of an advertisement lie scattered over several sentences."""
LEFT_OVER = 0.2
"""Of a text that is spam as a whole, no more is left over."""
LONG_ENOUGH, WORTH_KEEPING = 10, 4
"""From how many letters on a sentence, or the rest of one, is worth keeping beside spam."""
SIGNS = re.compile(r"[\W_]+")
CLAUSE_SURE, SENTENCE_SURE = 0.85, 0.9


def find_injected(sheet: Sheet, rules: RepairRules) -> frozenset[int]:
    """Which texts are nothing but spam; a row of a table with a time and a body in it never is."""
    return frozenset(index for index in suspects(sheet, rules) if _is_all_spam(sheet.texts[index], rules))


def cut_injected(sheet: Sheet, rules: RepairRules) -> Edits:
    """Spam inside other text is taken out: the smallest piece that is all spam, a cell, a sentence, a clause, or bare words."""
    edits: dict[int, list[Repair]] = {}
    for index in suspects(sheet, rules):
        text = sheet.texts[index]
        found = [] if _is_all_spam(text, rules) else list(_spam_in(text, rules))
        if found:
            edits[index] = found
    return edits


def _is_all_spam(text: str, rules: RepairRules) -> bool:
    """Whether spam is all of a text, or so much of it that the rest is no word of the notice."""
    if not rules.spam_words.search(text):
        return False
    scattered = len(text) <= SHORT and is_spam(text, rules) and not own_signs(text, rules)
    if scattered and narrowed(text, rules).length == len(text) and not any(map(_says_more, _rest(text, rules))):
        return True
    out = list(_spam_in(text, rules))
    rest = "".join(
        text[a:b] for a, b in zip([0, *(r.span.end for r in out)], [*(r.span.start for r in out), len(text)], strict=True)
    )
    return bool(out) and _size(rest) <= LEFT_OVER * _size(text) and not is_of_notice(rest, rules)


def _rest(text: str, rules: RepairRules) -> list[str]:
    """The sentences of a text in which there is no word of an advertisement."""
    return [match.group() for match in SENTENCE.finditer(text) if not rules.spam_words.search(match.group())]


def _says_more(sentence: str) -> bool:
    """Whether a sentence beside spam is long enough to be one of the notice."""
    return _size(sentence) >= LONG_ENOUGH


def _size(text: str) -> int:
    return len(SIGNS.sub("", text))


def _spam_in(text: str, rules: RepairRules) -> Iterator[Repair]:
    """What is to be taken out of a text."""
    for match in (PIECE if "|" in text or "\t" in text else SENTENCE).finditer(text):
        if not rules.spam_words.search(match.group()):
            continue
        clauses = [
            Span(match.start() + clause.start(), match.start() + clause.end()) for clause in CLAUSE.finditer(match.group())
        ]
        spam = [span for span in clauses if is_spam(text[span.start : span.end], rules, match.group())]
        rest = "".join(text[span.start : span.end] for span in clauses if span not in spam)
        if (_size(rest) >= WORTH_KEEPING and own_signs(rest, rules)) or is_own(match.group(), rules):
            yield from (_out(text, _narrowed(text, span, rules), "injected.clause", CLAUSE_SURE) for span in spam)
        elif spam or is_spam(match.group(), rules):
            yield _out(text, _narrowed(text, Span(*match.span()), rules), "injected.sentence", SENTENCE_SURE)


def _narrowed(text: str, span: Span, rules: RepairRules) -> Span:
    """A run of spam without the words of the notice that are glued to it."""
    return narrowed(text[span.start : span.end], rules).shifted(span.start)


def _out(text: str, span: Span, rule: str, confidence: float) -> Repair:
    return Repair(span, text[span.start : span.end], "", rule, "injected_markup", confidence, certain=False)
