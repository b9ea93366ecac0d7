"""What the tasks stage may ask about words without knowing how facts are read."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from functools import wraps
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

    from pipeline.outline import Passage

R = TypeVar("R")
T = TypeVar("T")
MOST_KEPT = 4_000

# Degrees of a judgement, from which on a reader acts.
HINT = 0.3
"""Enough where the words around ask for just this: what stands behind 责任单位： is a body even if no rule knows its name."""
SURE = 0.6
"""Enough where nothing else speaks for it or against it: most of the words are a body's, or a time's."""
BEYOND_DOUBT = 0.9
"""Enough against what the words around say: each part of the text is a body that the rules know, or a time."""


@dataclass(frozen=True)
class Senses:
    """Judgements handed in by the caller, each from 0 (no) to 1 (surely).

    `unit_like` and `time_like` judge a whole cell; `has_time` says whether a sentence holds a time limit of its own,
    `demands` so of a letter's sentence, where a day of reporting counts too, `dates` so of a bracket (not （2024年结转）);
    `charges` whether it charges a body with something:
    1 where one has a name, less where only a set of bodies (各乡镇) is charged; `asks` whether a sentence asks any body or set of
    bodies for something (各窗口单位要…). `field` names what a page says of its notice under such a label (文号 is the field
    `doc_number`); empty words for any other. `answers` are what `asked_once` keeps; other judgements have their own.
    """

    unit_like: Callable[[str], float]
    time_like: Callable[[str], float]
    has_time: Callable[[Passage], bool]
    demands: Callable[[Passage], bool]
    dates: Callable[[Passage], bool]
    charges: Callable[[Passage], float]
    asks: Callable[[Passage], bool]
    field: Callable[[str], str]
    answers: dict[tuple[object, ...], tuple[Passage, Any]] = dataclasses.field(
        default_factory=dict, init=False, repr=False, compare=False
    )


def asked_once(ask: Callable[[Passage, Senses, R], T]) -> Callable[[Passage, Senses, R], T]:
    """A function that is asked about the same words of a page several times, and with the same judgements answers the same.

    Words are told apart by their place in one text: a text with 10,000 repairs is not compared with another. It is kept with the
    answer, so that no other takes its place.
    """

    @wraps(ask)
    def answer(words: Passage, senses: Senses, rules: R) -> T:
        key = (ask, id(rules), id(words.traced), words.path, words.span.start, words.span.end, words.goes_on)
        known = senses.answers.get(key)
        if known is None:
            if len(senses.answers) >= MOST_KEPT:
                senses.answers.clear()
            known = senses.answers[key] = (words, ask(words, senses, rules))
        said: T = known[1]
        return said

    return answer
