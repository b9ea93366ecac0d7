"""What the tasks stage may ask about words without knowing how facts are read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from pipeline.outline import Passage

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
    `demands` so of a letter's sentence, where a day of reporting counts too; `charges` whether it charges a body with something:
    1 where one has a name, less where only a set of bodies (各乡镇) is charged; `asks` whether a sentence asks any body or set of
    bodies for something (各窗口单位要…). `field` names what a page says of its notice
    under such a label (文号 is the field `doc_number`); empty words for any other.
    """

    unit_like: Callable[[str], float]
    time_like: Callable[[str], float]
    has_time: Callable[[Passage], bool]
    demands: Callable[[Passage], bool]
    charges: Callable[[Passage], float]
    asks: Callable[[Passage], bool]
    field: Callable[[str], str]
