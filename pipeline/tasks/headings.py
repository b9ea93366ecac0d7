"""How words that stand above or beside work are written down: headings without counts and stops, names without spaces."""

from __future__ import annotations

import re

_BREAK = re.compile(r"[ 　]{0,40}\n[ 　]{0,40}")
_NUMBER = r"[0-9０-９一二三四五六七八九十]{1,4}[项件条个]"
# A count of days, months or hours is a time, and stays.
_COUNTED = re.compile(rf"[ 　]{{0,20}}[（(][^（()）]{{0,4}}{_NUMBER}[^（()）日月时]{{0,4}}[）)][ 　]{{0,20}}$")
_GAP = re.compile(r"[^\S\n]+")
BULLETS = "·•∙●○◎■□▪▫◆◇★☆▲△▼▽▶►▸➢➤⊙※*"
"""Signs that stand before an item or a heading that has no number."""
_ADORNMENT = BULLETS + "#＃=＝—–―─~～ 　"
_BOXED = re.compile(r"[【〔［\[（(]([^【】〔〕［］\[\]（）()]+)[】〕］\])）]")
_SPREAD = re.compile(r"(?<![\u4e00-\u9fff])([\u4e00-\u9fff]) ([\u4e00-\u9fff])(?![\u4e00-\u9fff])")


def one_line(text: str) -> str:
    """A heading whose cell was too narrow for it, as one line."""
    return _BREAK.sub("", text).strip()


def uncounted(text: str) -> str:
    """A heading without how many items it says to have.

    >>> [uncounted(text) for text in ("市教育局（共5项）", "产业发展 (2项)", "答复来信（3个工作日）")]
    ['市教育局', '产业发展', '答复来信（3个工作日）']
    """
    return _COUNTED.sub("", text)


def unadorned(text: str) -> str:
    """A heading without the signs that only decorate it and without the box around all of it.

    >>> [unadorned(text) for text in ("★防汛抗旱", "=== 防汛抗旱 ===", "【防汛抗旱】", "防汛（抗旱）")]
    ['防汛抗旱', '防汛抗旱', '防汛抗旱', '防汛（抗旱）']
    """
    bare = text.strip(_ADORNMENT)
    boxed = _BOXED.fullmatch(bare)
    return boxed[1].strip() if boxed is not None else bare or text


def heading_of(text: str) -> str:
    r"""A heading as a path has it: on one line, without signs around it, its count of items and the stop or colon behind it.

    >>> heading_of("推进决策\n公开。"), heading_of("【产业发展】（2项）："), heading_of("■ 产业发展")
    ('推进决策公开', '产业发展', '产业发展')
    """
    return unadorned(uncounted(one_line(text).rstrip(" 　：:。"))).rstrip(" 　：:。")


def unspread(text: str) -> str:
    r"""Words of a cell with plain spaces, and names of two signs that were spread to the width of three closed up.

    >>> unspread("陈\xa0\xa0涛"), unspread("李　明、王小红"), unspread("第一 批")
    ('陈涛', '李明、王小红', '第一 批')
    """
    return _SPREAD.sub(r"\1\2", _GAP.sub(" ", text))
