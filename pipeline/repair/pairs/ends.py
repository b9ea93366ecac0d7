"""Undo pairwise loss at the ends of lines and cells, where the last character is gone without a mark."""

from __future__ import annotations

import re
from math import exp
from typing import TYPE_CHECKING

from pipeline.repair.language.characters import is_han
from pipeline.repair.language.likelihood import TEMPER, Choice
from pipeline.repair.language.marks import SOUND_MARKS
from pipeline.repair.language.one_lost import candidates_of_language
from pipeline.repair.language.page_words import EndWords
from pipeline.repair.language.word_paths import Between
from pipeline.repair.pairs.loss import After, drops_end
from pipeline.repair.pairs.lowered import LOWERED, NUMERALS
from pipeline.repair.pairs.marks import pair_damage
from pipeline.repair.strays.wrapped import full_width_of
from pipeline.values import Repair, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.repair.garbles import RepairRules
    from pipeline.repair.language.page_words import PageWords
    from pipeline.repair.sheet import Edits, Sheet

END = re.compile(r"(?<=[\u4e00-\u9fff”』》)）])(?=[ \t]*(?:\||\Z))")
"""Behind other ends stood a tag, whose `<` is eaten in their stead."""
INNER = re.compile(r"(?<=[\u4e00-\u9fff]{2})(?= [\u4e00-\u9fff（(])")
SEPARATOR = re.compile(r"[^\u4e00-\u9fff]")
BRACKET = re.compile(r"(?<=[\u4e00-\u9fff])[（(][\u4e00-\u9fff、]{1,6}[)）](?=[\u4e00-\u9fff])")
NUMBERED = re.compile(rf"[(（][{NUMERALS}{LOWERED}\d]{{1,2}}(?![{NUMERALS}\d])")
OPEN = {"(": ")", "（": "）", "《": "》", "“": "”", "〔": "〕"}
SENTENCE = 24
PROSE = re.compile("[，。；]")
LEAD = 3.0
LANGUAGE_LEAD = 10.0
BLIND_LEAD = 60.0
"""For what is none of the nouns that tasks and headings end with."""
UNDECIDED_LEAD = 25.0
"""Where two nouns of the list compete and no verb speaks for one."""
VERB_FITS = 3.0
ENDS_SO = 2.5
SHORTEST = 4
LONGEST_NOUN = 5
TAIL = 4
WIDTH = 12
AGREE = 5
AGREE_MORE = 6
FEWEST = 2


def restore_ends(sheet: Sheet, rules: RepairRules) -> Edits:
    """The last character of a line or cell, where the notice, a known word or the channel shows that it is lost."""
    if pair_damage(sheet) != "eaten":
        return {}
    evidence = EndWords(sheet.joined, rules)
    full = full_width_of(sheet)
    edits: dict[int, list[Repair]] = {}
    for index, text in enumerate(sheet.texts):
        found = list(_of_text(text, evidence, full))
        if found:
            edits[index] = found
    return edits


def _of_text(text: str, evidence: PageWords, full: int) -> Iterator[Repair]:
    """The ends of its lines and cells; a line as long as the page's paper goes on in the next one."""
    for match in END.finditer(text):
        line = text[text.rfind("\n", 0, match.start()) + 1 : match.start()]
        cell = line.rpartition("|")[2].rpartition(">")[2]
        choice, rule = lost_end(cell, evidence) if cell and len(line) < full else (None, "")
        if choice is not None:
            yield _added(match.start(), choice, rule)
    for match in INNER.finditer(text):
        before = text[max(0, match.start() - WIDTH) : match.start()]
        choice = of_known_word(before, evidence)
        if choice is not None:
            yield _added(match.start(), choice, "pair_loss.end_known_word")


def _added(at: int, choice: Choice, rule: str) -> Repair:
    sure, others = choice.confidence, choice.others
    return Repair(Span(at, at), "", choice.text, rule, "truncation", sure, certain=False, alternatives=others)


def lost_end(cell: str, evidence: PageWords) -> tuple[Choice | None, str]:
    """What a cell has lost at its end, and the id of what shows it; nothing where the cell can stand as it is.

    What only the language suggests has to be something that the channel drops there; names that are known whole need not,
    since a tag that nobody sees any more may have stood inside the cell and moved the pairs.
    """
    for way, rule in WAYS:
        choice = way(cell, evidence)
        if choice is not None:
            return choice, rule
    return None, ""


def must_go_on(cell: str) -> bool:
    """Whether the channel would have eaten the last character that is printed, so that another one must have followed it.

    >>> must_go_on("市发改"), must_go_on("市编"), must_go_on("天宁区")
    (True, False, True)
    """
    return bool(cell) and drops_end(cell[:-1], cell[-1])


def _bracket(cell: str, evidence: PageWords) -> Choice | None:
    """The bracket that a line has opened and not closed, where the channel drops it and the words before it are whole."""
    opener = max(OPEN, key=lambda mark: (cell.rfind(mark), mark))
    closing = OPEN[opener]
    at = cell.rfind(opener)
    if at < 0 or cell.find(closing, at) >= 0:
        return None
    if at == 0 and NUMBERED.match(cell):
        return None
    if at == 0 and len(cell) < SENTENCE:
        return Choice(closing, 20.0)
    is_whole = evidence.ends_whole(last_word(cell)) or cell.endswith(tuple(evidence.rules.words("unit_ending")))
    return Choice(closing, 6.0) if is_whole and drops_end(cell, closing) else None


def last_word(cell: str) -> str:
    """The Chinese characters at the end; what stands in brackets inside a name is passed over.

    >>> last_word("市政府办 辖市(区)政"), last_word("（三）办事指")
    ('辖市政', '办事指')
    """
    return SEPARATOR.split(BRACKET.sub("", cell[-2 * WIDTH :]))[-1]


def of_known_word(cell: str, evidence: PageWords) -> Choice | None:
    """The end of a unit or set phrase of which all but the last character stands here."""
    word = last_word(cell)
    places = evidence.rules.words("place")
    if PROSE.search(cell) and evidence.ends_whole(word):
        return None
    if any(evidence.knows(word[-size:]) for size in range(2, min(len(word), WIDTH) + 1)):
        return None
    for size in range(min(len(word), WIDTH), 0, -1):
        if size == 1 and not (len(word) == FEWEST and word[0] in places):
            # One character says too little, unless the level alone stands before it: 市编 is no word, 市编办 is a unit.
            return None
        options = evidence.endings(word[-size:])
        if options and evidence.ends_whole(word) and not places.intersection(word[-size - 1 : 1 - size or None]):
            # 卫生健康 is a whole word, 市卫生健康 is not yet a unit.
            return None
        if options:
            return _heaviest(word[-size:], options, evidence)
    return None


def _heaviest(stem: str, options: tuple[str, ...], evidence: PageWords) -> Choice | None:
    """The likeliest of the characters that complete a known word, where it leads the others by far."""
    said = evidence.rules.words("phrase")
    weights = {last: (evidence.weight(stem + last) + 1) * (4 if stem + last in said else 1) for last in options}
    if len(stem) > 1:
        weights = {last: weight * (1 + evidence.page.count(stem + last)) for last, weight in weights.items()}
    ranked = sorted(weights, key=lambda last: (-weights[last], last))
    lead = weights[ranked[0]] / weights[ranked[1]] if len(ranked) > 1 else 30.0
    return Choice(ranked[0], lead, tuple(ranked[1:6])) if lead >= LEAD else None


def _of_many_words(cell: str, evidence: PageWords) -> Choice | None:
    """The same notice, where so many characters agree that it knows better than any list of names."""
    return _of_page(cell, evidence, AGREE)


def _of_page(cell: str, evidence: PageWords, agree: int = FEWEST) -> Choice | None:
    """The character that follows the longest run of these words that recurs in the notice, if a mark follows it there."""
    word = SEPARATOR.split(cell)[-1]
    # A word that is whole may be meant so: 卫生健康 is a line of work, even where the page has a 卫生健康委.
    is_whole = evidence.ends_whole(word)
    least = max(agree, AGREE_MORE if is_whole else FEWEST)
    for size in range(min(len(word), WIDTH), least - 1, -1):
        stem = word[-size:]
        goes_on, stops = continuations(stem, evidence.page)
        if stops:
            return None
        if len(goes_on) == 1:
            last = next(iter(goes_on))
            is_other_word = is_whole and last in evidence.rules.words("unit_ending") | evidence.rules.words("particle")
            return None if is_other_word else Choice(last, 3.0 * size)
        if goes_on:
            return None
    return None


def continuations(stem: str, page: str) -> tuple[set[str], int]:
    """What stands between `stem` and the next mark where that is one character, and how often a mark follows at once."""
    goes_on: set[str] = set()
    stops = 0
    at = page.find(stem)
    while at >= 0:
        following = page[at + len(stem) : at + len(stem) + 2]
        if following[:1] in SOUND_MARKS and following:
            stops += following[:2] not in (" |", " ")
        elif len(following) == 2 and is_han(following[0]) and following[1] in SOUND_MARKS:  # noqa: PLR2004
            goes_on.add(following[0])
        at = page.find(stem, at + 1)
    return goes_on, stops


def _of_sentence(cell: str, evidence: PageWords) -> Choice | None:
    """The full stop of prose: the channel always eats it at the end of a line, and where the run is odd hardly anything else."""
    is_prose = "。" in cell or (must_go_on(cell) and len(re.findall(r"[，；,;]", cell)) > 1)
    if not (is_prose and is_han(cell[-1])) or any(cell.rfind(mark) > cell.rfind(closing) for mark, closing in OPEN.items()):
        return None
    last = last_word(cell)
    endings = evidence.rules.words("unit_ending") | evidence.rules.words("sentence_end")
    is_whole = evidence.ends_whole(last) or last.endswith(tuple(endings))
    return Choice("。", 6.0 if "。" in cell else 4.0, ("；",)) if is_whole else None


def _of_language(cell: str, evidence: PageWords) -> Choice | None:
    """The character that completes a word: what tasks and headings end with before all others, above all with their verb.

    A name of three characters or less may be whole, and so may anything that ends as units do.
    """
    word = SEPARATOR.split(cell)[-1]
    if len(cell) < SHORTEST or not word or word[-1] in evidence.rules.whole_alone:
        return None
    nouns = evidence.rules.words("end_word")
    if evidence.ends_whole(word) or any(word[-size:] in nouns for size in range(2, LONGEST_NOUN + 1)):
        return None
    tail = word[-TAIL:]
    known = (*candidates_of_language(word, evidence), *_noun_ends(word, evidence))
    after = After.text(cell)
    options = [c for c in known if is_han(c) and after.explains(c + "\n", "\n")]
    bonus = {c: _noun_bonus(word, c, cell, evidence) for c in dict.fromkeys(options)}
    between = Between(tail, "", evidence)
    scores = {c: TEMPER * between.likelihood(c) + bonus[c] for c in bonus}
    ranked = sorted(scores, key=lambda c: (-scores[c], c))
    if not ranked or scores[ranked[0]] <= TEMPER * evidence.likelihood(tail):
        return None
    lead = exp(min(9.0, scores[ranked[0]] - scores[ranked[1]])) if len(ranked) > 1 else 10.0
    enough = LANGUAGE_LEAD if bonus[ranked[0]] else BLIND_LEAD
    if bonus[ranked[0]] == ENDS_SO and any(bonus[c] for c in ranked[1:6]):
        enough = UNDECIDED_LEAD
    return Choice(ranked[0], min(lead, 10.0), tuple(ranked[1:6])) if lead >= enough else None


def _noun_ends(word: str, evidence: PageWords) -> list[str]:
    return [last for size in (1, 2, 3) for last in evidence.rules.noun_endings.get(word[-size:], ())]


def _noun_bonus(word: str, last: str, cell: str, evidence: PageWords) -> float:
    """What speaks for one of the nouns that tasks end with, and more where a verb of the cell governs it."""
    nouns = [word[-size:] + last for size in (1, 2, 3) if last in evidence.rules.noun_endings.get(word[-size:], ())]
    if not nouns:
        return 0.0
    return ENDS_SO + (VERB_FITS if any(verb in cell for noun in nouns for verb in evidence.rules.verbs.get(noun, ())) else 0.0)


WAYS = (
    (_bracket, "pair_loss.end_bracket"),
    (_of_many_words, "pair_loss.end_same_notice"),
    (of_known_word, "pair_loss.end_known_word"),
    (_of_page, "pair_loss.end_same_notice"),
    (_of_sentence, "pair_loss.end_sentence"),
    (_of_language, "pair_loss.end_word"),
)
"""What can show that an end is lost, the surest first."""
