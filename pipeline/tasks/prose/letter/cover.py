"""The letter's own demands: sentences that ask for something by a time."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.notice import Draft, Phrase
from pipeline.tasks.prose.attached.brackets import brackets_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.outline import Passage
    from pipeline.tasks.rules import TaskRules
    from pipeline.tasks.senses import Senses

_STOPS = re.compile(r"[。！!？?\n]")


def read_cover(passage: Passage, senses: Senses, rules: TaskRules) -> tuple[list[Draft], list[Passage]]:
    """The demands of a paragraph, one a sentence, and the words that are none."""
    if not senses.demands(passage):
        return [], [passage]
    drafts: list[Draft] = []
    rest: list[Passage] = []
    for sentence in sentences(passage):
        if _is_demand(sentence, senses, rules):
            words, contact = _without_contact(sentence, rules)
            drafts.append(Draft(words, words, "cover", deadlines=(Phrase(words[0], None, "cover"),)))
            rest += contact
        else:
            rest.append(sentence)
    return drafts, rest


def _is_demand(sentence: Passage, senses: Senses, rules: TaskRules) -> bool:
    """Whether a sentence asks for something by a time; a goal (到2025年，…, 确保年度目标任务完成) is none."""
    if rules.legends.has("goal", sentence.text):
        return False
    return any(senses.demands(words) and rules.legends.has("demand", words.text) for words in _beside_aims(sentence, rules))


def _beside_aims(sentence: Passage, rules: TaskRules) -> Iterator[Passage]:
    """The words of a sentence beside what it only hopes for."""
    at = 0
    for aim in rules.legends.find("aim", sentence.text):
        yield sentence.part(at, aim.start())
        at = aim.end()
    yield sentence.part(at)


def sentences(passage: Passage) -> list[Passage]:
    """The sentences of a paragraph with their stops; a stop inside brackets or a quotation ends none."""
    closed = [(s, e) for s, e in brackets_in(passage)]
    found: list[Passage] = []
    at = 0
    for match in _STOPS.finditer(passage.text):
        if any(s < match.start() < e for s, e in closed):
            continue
        piece = passage.part(at, match.end()).strip()
        if piece.span.length > 1:
            found.append(piece)
        at = match.end()
    last = passage.part(at).strip()
    return [*found, last] if last.span.length else found


def _without_contact(sentence: Passage, rules: TaskRules) -> tuple[tuple[Passage, ...], list[Passage]]:
    """The sentence and its stop without a closing bracket between them that names whom to call, and that bracket."""
    text = sentence.text.rstrip("。 ")
    for start, end in brackets_in(sentence):
        if end == len(text) and rules.legends.has("contact", text[start:end]):
            stop = sentence.part(end).strip()
            return (sentence.part(0, start).strip(), *((stop,) if stop.span.length else ())), [sentence.part(start, end)]
    return (sentence,), []
