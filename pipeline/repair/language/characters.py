"""What ordinary Chinese text is made of."""

from __future__ import annotations

import re
from functools import cache

from pipeline.repair.writing.script import simplified, traditional_characters


@cache
def common_characters() -> frozenset[str]:
    """What ordinary text is made of: ASCII, Chinese marks, the 3,755 characters of GB 2312 level one, their traditional forms."""
    level_one = bytes(b for lead in range(0xB0, 0xD8) for trail in range(0xA1, 0xFF) for b in (lead, trail))
    marks = (
        "，。、；：？！“”‘’（）《》〈〉【】〔〕—…·～①②③④⑤⑥⑦⑧⑨⑩○〇●■□▲△★☆※→￥％＋－／＝×÷ⅠⅡⅢⅣⅤⅥ℃㎡％‰№°±≤≥\u3000\u00a0\u2002\u2003"
    )
    ascii_and_white = "".join(map(chr, range(0x20, 0x7F))) + "\t\n\r"
    full_width = "".join(map(chr, range(0xFF01, 0xFF5F)))
    simple = frozenset(level_one.decode("gb2312", "ignore"))
    old = frozenset(c for c in traditional_characters() if simplified(c) in simple)
    return simple | old | frozenset(marks + ascii_and_white + full_width)


@cache
def rare() -> str:
    r"""A class for patterns: the characters that are none of these, ASCII and U+FFFD apart. It is written out once for all pages.

    >>> import re
    >>> re.findall(rare(), "政务 a?\ufffd鏀垮é")
    ['鏀', 'é']
    """
    return f"[^\x00-\x7f\ufffd{re.escape(''.join(sorted(c for c in common_characters() if c > chr(0x7F))))}]"


def common_share(text: str) -> float:
    """Which share of the characters that are not ASCII is common in Chinese; 1.0 where there are none.

    >>> common_share("政务公开工作要点") > 0.9 > 0.6 > common_share("鏀垮姟鍏紑")
    True
    """
    foreign = [c for c in text if c > "\x7f"]
    if not foreign:
        return 1.0
    common = common_characters()
    return sum(map(common.__contains__, foreign)) / len(foreign)


def is_han(character: str) -> bool:
    """Whether it is a Chinese character (not a mark).

    >>> is_han("政"), is_han("、"), is_han("a")
    (True, False, False)
    """
    return "\u4e00" <= character <= "\u9fff" or "\u3400" <= character <= "\u4dbf" or "\U00020000" <= character <= "\U0003ffff"


def is_private(character: str) -> bool:
    r"""Whether it is of the private area, which GB18030 gives to pairs of bytes that GBK has no character for.

    >>> is_private(b"\xaa\xa1".decode("gb18030")), is_private("政")
    (True, False)
    """
    return "\ue000" <= character <= "\uf8ff"
