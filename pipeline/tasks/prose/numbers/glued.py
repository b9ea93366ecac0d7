"""Numbers right behind a word, in text that lost its line breaks: which of them begin an item."""

from __future__ import annotations

import re

# 第（二）项, 一、二、三产业: numbers that name something instead of beginning it.
_NEVER_BEFORE = frozenset("第、和及与至—-~（(〔[【“《〈一二三四五六七八九十百0123456789")
NEVER_AFTER = re.compile(r"[项款条目类款级期、，,。；）)—\-0-9]|[一二三四五六七八九十]{1,3}、")
"""What never stands behind a number that begins an item."""
_SOON, _FEW = 400, 24
_SIGNS, _ENDS = "、．.", frozenset("。；;）)】］]")
_CLOSED = re.compile(r"[）)】〕］][^。；;，,：:、（(）)【】〔〕［］]{1,20}$")


def is_glued(glued: str, text: str, match: re.Match[str]) -> bool:
    """Whether a number right behind a word may begin an item: 责任单位：区发改局2.公开…, 深入调整产业结构（三）淘汰….

    `glued` says behind which signs such numbers stand: any, or these. One may stand behind a heading where the next
    follows (夯实基础1.修缮校舍。2.…), any behind a few words that follow a bracket: what a site put between two items.
    """
    start = match.start()
    if not glued or text[start - 1] in _NEVER_BEFORE or NEVER_AFTER.match(text, match.end()):
        return False
    if glued == "any" or (text[start - 1] in glued and not text[match.end() - 1].isspace()):
        return True
    return _is_followed(text, match) or _CLOSED.search(text[max(0, start - _FEW) : start]) is not None


def _is_followed(text: str, match: re.Match[str]) -> bool:
    """Whether the next number of a count stands behind a sentence soon: 夯实基础1.修缮校舍。2.增加学位。."""
    if not match["n"].isdecimal():
        return False
    after, end = str(int(match["n"]) + 1), match.end()
    places = (text.find(after + sign, end, end + _SOON) for sign in _SIGNS)
    return any(at > 0 and text[at - 1] in _ENDS and not text[at + len(after) + 1 :][:1].isdigit() for at in places)
