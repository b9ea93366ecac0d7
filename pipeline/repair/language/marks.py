"""Marks: how often they stand in text, and where they may stand."""

from __future__ import annotations

MARKS = frozenset("、，。；：,;:.!?()（）“”《》 ")
SOUND_MARKS = MARKS - {"?"}
INNER_MARKS = SOUND_MARKS - {" "}
"""Before these a word is whole even where the ends of lines and cells are not."""
DAMAGE = frozenset("?\ufffd")
"""Beside these no word of the page is known to be whole."""
MARK_WEIGHTS = dict.fromkeys("，,", 3e6) | dict.fromkeys("。、", 1.5e6) | dict.fromkeys("“”（）()", 3e5)
MARK_WEIGHTS |= dict.fromkeys("；：;:《》", 2e5) | dict.fromkeys("？！?!", 3e4) | dict.fromkeys("\u3000 〔〕", 2e5)
"""About how often marks stand in a corpus of sixty million words."""
CLAUSE_MARKS = frozenset("，、。；：")
"""No two of these stand side by side."""
PAIRS_OF_MARKS = {mark: pair for pair in (("(（", ")）"), ("“", "”"), ("《", "》"), ("〔", "〕")) for mark in "".join(pair)}
OPENING = "(（“《〔"
NEEDED = 4.0
UNHEARD_OF = 12.0


def balance(left: str, mark: str, right: str) -> float:
    """What speaks for a bracket or quotation mark that the line lacks, and against one that has no partner or opens nothing."""
    if not left.strip() and mark not in OPENING and mark.strip():
        return -UNHEARD_OF
    pair = PAIRS_OF_MARKS.get(mark)
    if pair is None:
        return 0.0
    opening, closing = pair
    is_open = max(map(left.rfind, opening)) > max(map(left.rfind, closing))
    if mark in closing:
        return (NEEDED if not _closes(right, opening, closing) else -NEEDED) if is_open else -UNHEARD_OF
    if is_open:
        return -NEEDED
    return NEEDED if _closes(right, opening, closing) else -UNHEARD_OF


def _closes(right: str, opening: str, closing: str) -> bool:
    """Whether the words behind close a bracket that they have not opened."""
    for character in right:
        if character in opening:
            return False
        if character in closing:
            return True
    return False
