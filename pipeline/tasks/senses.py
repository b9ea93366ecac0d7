"""What the tasks stage may ask about words without knowing how facts are read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from pipeline.outline import Passage


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
