"""Where brackets stand in running words: no meaning, only signs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.outline import Passage

CLOSERS = "）)〕］]】｝}"
OPENERS = "（(〔［[【｛{"
LONGEST_BRACKET = 400
_SIGN = re.compile(f"[{re.escape(OPENERS + CLOSERS)}]")


def inside_bracket(text: str, position: int) -> bool:
    """Whether a bracket that opens shortly before the position is still open there.

    >>> inside_bracket("推进公开（责任单位：市司法局）", 6), inside_bracket("（一）责任单位：市司法局", 3)
    (True, False)
    """
    start = max(0, position - LONGEST_BRACKET)
    if not _SIGN.search(text, start, position):
        return False
    depth = 0
    for character in reversed(text[start:position]):
        if character in CLOSERS:
            depth += 1
        elif character in OPENERS:
            if depth == 0:
                return True
            depth -= 1
    return False


def last_bracket(passage: Passage) -> tuple[Passage, int] | None:
    """The bracket that the words end in, without its signs, and where it opens."""
    text = passage.text.rstrip("。；;，, 　\n")
    if not text or text[-1] not in CLOSERS:
        return None
    depth = 0
    for index in range(len(text) - 1, max(-1, len(text) - LONGEST_BRACKET), -1):
        if text[index] in CLOSERS:
            depth += 1
        elif text[index] in OPENERS:
            depth -= 1
            if depth == 0:
                return passage.part(index + 1, len(text) - 1), index
    return None


def unclosed_bracket(passage: Passage) -> tuple[Passage, int] | None:
    """The words behind the first bracket that opens and never closes, and where it opens; it may not be long.

    >>> from pipeline.outline import Passage
    >>> found = unclosed_bracket(Passage.of("推进公开（甲）。（责任单位：各市（州）政府"))
    >>> found[0].text if found else ""
    '责任单位：各市（州）政府'
    """
    text = passage.text
    depth = 0
    first = None
    start = max(0, len(text) - LONGEST_BRACKET + 1)
    for index in range(len(text) - 1, start - 1, -1) if _SIGN.search(text, start) else ():
        if text[index] in CLOSERS:
            depth += 1
        elif text[index] in OPENERS and depth:
            depth -= 1
        elif text[index] in OPENERS:
            first = index
    return (passage.part(first + 1), first) if first is not None else None


def brackets_in(passage: Passage) -> list[tuple[int, int]]:
    """All outermost brackets: where each opens and where it ends (after its closing sign).

    >>> from pipeline.outline import Passage
    >>> brackets_in(Passage.of("甲（乙（丙））丁[戊]"))
    [(1, 7), (8, 11)]
    """
    found: list[tuple[int, int]] = []
    depth = start = 0
    for sign in _SIGN.finditer(passage.text):
        if sign[0] in OPENERS:
            if depth == 0:
                start = sign.start()
            depth += 1
        elif depth:
            depth -= 1
            if depth == 0:
                found.append((start, sign.end()))
    return found
