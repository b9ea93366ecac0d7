"""Undo pairwise loss at the ends of lines and cells, where the last character is gone without a mark."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.repair.likelihood import MARKS, Choice, EndEvidence, Evidence, is_han
from pipeline.repair.pair_loss import in_full_width, pair_loss, run_before
from pipeline.repair.pair_marks import pair_damage
from pipeline.repair.pair_words import candidates_of_language
from pipeline.values import Repair, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.repair.garbles import RepairRules
    from pipeline.repair.sheet import Edits, Sheet

END = re.compile(r"(?<=[\u4e00-\u9fff”』》)）])(?=[ \t]*(?:\||$))", re.MULTILINE)
INNER = re.compile(r"(?<=[\u4e00-\u9fff]{2})(?= [\u4e00-\u9fff（(])")
SEPARATOR = re.compile(r"[^\u4e00-\u9fff]")
OPEN = {"(": ")", "（": "）", "《": "》", "“": "”", "〔": "〕"}
SENTENCE = 24
LEAD = 3.0
LANGUAGE_LEAD = 6.0
WIDTH = 12
FEWEST = 2


def restore_ends(sheet: Sheet, rules: RepairRules) -> Edits:
    """The last character of a line or cell, where the notice, a known word or the channel shows that it is lost."""
    if pair_damage(sheet) != "eaten":
        return {}
    evidence = EndEvidence(sheet.joined, rules)
    edits: dict[int, list[Repair]] = {}
    for index, text in enumerate(sheet.texts):
        found = list(_of_text(text, evidence))
        if found:
            edits[index] = found
    return edits


def _of_text(text: str, evidence: Evidence) -> Iterator[Repair]:
    for match in END.finditer(text):
        line = text[text.rfind("\n", 0, match.start()) + 1 : match.start()]
        cell = line.rpartition("|")[2]
        choice, rule = lost_end(cell, evidence) if cell else (None, "")
        if choice is not None:
            span = Span(match.start(), match.start())
            yield Repair(span, "", choice.text, rule, "truncation", choice.confidence, certain=False, alternatives=choice.others)

    for match in INNER.finditer(text):
        choice = _of_known_word(SEPARATOR.split(text[max(0, match.start() - WIDTH) : match.start()])[-1], evidence)
        if choice is not None:
            rule, span = "pair_loss.end_known_word", Span(match.start(), match.start())
            yield Repair(span, "", choice.text, rule, "truncation", choice.confidence, certain=False, alternatives=choice.others)


def lost_end(cell: str, evidence: Evidence) -> tuple[Choice | None, str]:
    """What a cell has lost at its end, and the id of what shows it; nothing where the cell can stand as it is."""
    word = SEPARATOR.split(cell)[-1]
    proved = must_go_on(cell)
    if choice := _bracket(cell):
        return choice, "pair_loss.end_bracket"
    if choice := _of_known_word(word, evidence):
        return choice, "pair_loss.end_known_word"
    if choice := _of_page(word, evidence):
        return choice, "pair_loss.end_same_notice"
    if is_han(cell[-1]) and (cell.count("。") or len(re.findall(r"[，；,;]", cell)) > 1):
        return (Choice("。", 4.0), "pair_loss.end_sentence") if proved else (None, "")
    if choice := _of_language(word, evidence):
        return choice, "pair_loss.end_word"
    return None, ""


def must_go_on(cell: str) -> bool:
    """Whether the channel would have eaten the last character that is printed, so that another one must have followed it.

    >>> must_go_on("市发改"), must_go_on("市编"), must_go_on("天宁区")
    (True, False, True)
    """
    whole = in_full_width(run_before(cell))
    return pair_loss(whole + "\n") != whole + "\n"


def _bracket(cell: str) -> Choice | None:
    """The bracket that a line in brackets lacks at its end."""
    closing = OPEN.get(cell[:1], "")
    if closing and closing not in cell and len(cell) < SENTENCE:
        return Choice(closing, 20.0)
    return None


def _of_known_word(word: str, evidence: Evidence) -> Choice | None:
    """The end of a unit or set phrase of which all but the last character stands here."""
    places = evidence.rules.words("place")
    if any(evidence.knows(word[-size:]) for size in range(2, min(len(word), WIDTH) + 1)):
        return None
    for size in range(min(len(word), WIDTH), 1, -1):
        options = evidence.endings.get(word[-size:], ())
        if options and evidence.ends_whole(word) and not places.intersection(word[-size - 1 : 1 - size]):
            # 卫生健康 is a whole word, 市卫生健康 is not yet a unit.
            return None
        if options:
            ranked = sorted(((evidence.weight(word[-size:] + last) + 1, last) for last in options), reverse=True)
            lead = ranked[0][0] / ranked[1][0] if len(ranked) > 1 else 30.0
            return Choice(ranked[0][1], lead, tuple(last for _, last in ranked[1:])) if lead >= LEAD else None
    return None


def _of_page(word: str, evidence: Evidence) -> Choice | None:
    """The character that follows the longest run of these words that recurs in the notice, if a mark follows it there."""
    # A word that is whole may be meant so: 卫生健康 is a line of work, even where the page has a 卫生健康委.
    least = FEWEST + evidence.ends_whole(word)
    for size in range(min(len(word), WIDTH), least - 1, -1):
        stem = word[-size:]
        goes_on, stops = _continuations(stem, evidence.page)
        if stops:
            return None
        if len(goes_on) == 1:
            last = next(iter(goes_on))
            is_other_word = least > FEWEST and last in evidence.rules.words("unit_ending")
            return None if is_other_word else Choice(last, 3.0 * size)
        if goes_on:
            return None
    return None


def _continuations(stem: str, page: str) -> tuple[set[str], int]:
    """What stands between `stem` and the next mark where that is one character, and how often a mark follows at once."""
    goes_on: set[str] = set()
    stops = 0
    at = page.find(stem)
    while at >= 0:
        following = page[at + len(stem) : at + len(stem) + 2]
        if following[:1] in MARKS and following:
            stops += following[:2] not in (" |", " ")
        elif len(following) == 2 and is_han(following[0]) and following[1] in MARKS:  # noqa: PLR2004
            goes_on.add(following[0])
        at = page.find(stem, at + 1)
    return goes_on, stops


def _of_language(word: str, evidence: Evidence) -> Choice | None:
    """The character that makes a word of a last character that is none; what follows a number (月) is whole."""
    if not word or not is_han(word[-1]) or word in evidence.rules.words("counted") or evidence.ends_whole(word):
        return None
    choice = evidence.choose(word, [c for c in candidates_of_language(word, evidence) if is_han(c)], "")
    if choice is None or choice.lead < LANGUAGE_LEAD:
        return None
    tail = word[-4:]
    return choice if evidence.likelihood(tail + choice.text) > evidence.likelihood(tail) else None
