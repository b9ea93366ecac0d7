"""Labels of the work that are made of known ones: 主要|工作举措, 2024年度|工作任务, 重点任务|举措."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_YEAR = re.compile(r"^(?:20)?\d{2}年度?")
_Known = TypeVar("_Known")


def composed(label: str, known: Callable[[str], _Known | None], qualifiers: Sequence[str]) -> _Known | None:
    """What is known of a label behind a year or words that only stress it, or of the second of two that are glued.

    >>> composed("主要工作举措", {"工作举措": "detail"}.get, ("主要", "重点"))
    'detail'
    >>> composed("2024年度工作任务", {"工作任务": "task"}.get, ())
    'task'
    >>> composed("重点任务举措", {"重点任务": "task", "举措": "detail"}.get, ())
    'detail'
    """
    bare = _YEAR.sub("", label)
    if bare != label and (found := known(bare)) is not None:
        return found
    while first := next((word for word in qualifiers if bare.startswith(word)), ""):
        bare = bare[len(first) :]
        if (found := known(bare)) is not None:
            return found
    cuts = range(2, len(label) - 1)
    return next((known(label[at:]) for at in cuts if known(label[:at]) is not None and known(label[at:]) is not None), None)
