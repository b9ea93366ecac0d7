"""Lines that a page keeps as the paper broke them: which go on in the next line, and their words put together again."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from pipeline.outline import Block, TableMarkup
from pipeline.traced import TracedText

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    Items = tuple[Block | TableMarkup, ...]

_NEVER: Final = re.compile(r"(?!)")
_NARROW: Final = 36
_WIDE: Final = 100
"""How wide a printed line is, in columns of which a Chinese sign takes two."""
_PLAY: Final = 10
"""What the indent of a paragraph, narrow figures and signs that may not begin a line take off its width."""
_SLACK: Final = 2
_FEWEST: Final = 5
_LEAST_WORDS: Final = 6
_MOST_LINES: Final = 6
_DEEPEST: Final = 3
_MOST_HOLES: Final = 2
_MANY: Final = 5
_FAR: Final = 200
_LONGEST_LABEL: Final = 32
_STOPS: Final = frozenset("。．！？!?；;：:…）)】〕》")
_BEGINS = re.compile(
    r"[（(【〔［\[]?[ 　]{0,2}(?:[0-9０-９]{1,3}|[一二三四五六七八九十百]{1,4})[ 　]{0,2}(?:[、．)）】〕］\]]|\.(?![0-9]))"
    r"|第[一二三四五六七八九十百0-9]{1,4}[章节条编部项]|[①-⑳⑴-⒇⒈-⒛❶-❿]|[—–\-·•●○■□◆◇★☆▲△►※#*|｜┃│]"
    r"|[一二三四五六七八九]是|[\u4e00-\u9fff]{2,8}[：:]|[（(【〔][\u4e00-\u9fff]{2,8}[：:]"
)
_NUMBER = re.compile(r"([0-9]{1,3})[ 　\t]")
_INNER_GAP = re.compile(r"(?<=[\u4e00-\u9fff。）])[ 　]+(?=[\u4e00-\u9fff0-9])")
_MARKS = re.compile(r"[，。、；,;]")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_BOXES = re.compile(r"[\u2500-\u257f|｜\t]")
# Where bytes were lost the ends of lines are what tells how: they are left as they are.
_HOLE = re.compile(r"[\u4e00-\u9fff]\?(?:[\u4e00-\u9fff]|$)")
_BRACKET = re.compile(r"[（(〔【［\[）)〕】］\]]")
_OPENERS, _CLOSERS = frozenset("（(〔【［["), frozenset("）)〕】］]")
_OFFICE = "局委办厅部院会处科站所队社行校司府心关"
# Names behind a label, of the last of which only the beginning stands there; and the next line, which begins with its rest.
_CUT_NAME = re.compile(rf"(?:.*[、，,；;])?[\u4e00-\u9fff]{{1,10}}(?<![{_OFFICE}镇乡道等位门县区市])$")
_END_OF_NAME = re.compile(r"[局厅]")
# A label and all that it says, with which a paragraph ends: 完成时限：5月底前.
_LABELLED = re.compile(r"[\u4e00-\u9fff]{2,8}[：:][^：:，,。、；;]{0,16}(?:[年月日底末]前|[0-9]日|[上中下]旬|[年月]底)$")
_MONTH_LAST, _REST_OF_DATE = re.compile(r"[0-9]月$"), re.compile(r"[0-9]{1,2}日|[上中下]旬|[底初末][之前，,。；;]")
_REST_OF_NAME = re.compile(rf"(?![省市县区州旗镇乡各])[\u4e00-\u9fff]{{0,8}}[{_OFFICE}](?=[、，,；;（( 　]|$)")


@dataclass(frozen=True, slots=True)
class _Line:
    """A printed line: its words, where they stand (item, line of the item), and what it may not be joined over."""

    text: str
    item: int
    at: int
    look: tuple[object, ...]
    """What two halves of one line have in common."""

    @property
    def width(self) -> int:
        """How many columns it takes."""
        return sum(2 if unicodedata.east_asian_width(sign) in "WFA" else 1 for sign in self.text)

    @property
    def is_cut(self) -> bool:
        """Whether nothing shows that its sentence ends here."""
        return self.text[-1:] not in _STOPS and _HAN.search(self.text) is not None and not _BOXES.search(self.text)


def with_whole_lines(items: Items, label: re.Pattern[str] = _NEVER) -> Items:
    """The items of a page, lines that were cut where the paper ended put together; each stands where its first words do.

    A line goes on where it is as wide as the page's lines are, ends in the middle of a sentence, and the next begins no item;
    where a bracket is open at its end that the next ones close, where it ends inside a date, and where it ends in names behind
    a `label`, the last one cut.
    """
    lines = list(_lines_of(items))
    if sum(1 for line in lines if _HOLE.search(line.text)) > _MOST_HOLES:
        return items
    cut = [at for at, (one, after) in enumerate(pairwise(lines)) if _go_on(one, after)]
    full = _full_width(lines, [lines[at] for at in cut])
    by_width = {at for at in cut if lines[at].width in full}
    joints = {
        (lines[at].item, lines[at].at)
        for at in by_width.union(_by_bracket(lines, full), _by_name(lines, cut, label), _by_date(lines, cut))
    }
    return tuple(_joined(items, joints)) if joints else items


def _lines_of(items: Sequence[Block | TableMarkup]) -> Iterator[_Line]:
    for number, item in enumerate(items):
        if isinstance(item, Block):
            look = (item.tag, item.set_aside, item.marks, *((number,) if item.seams or item.set_aside else ()))
            yield from (_Line(text, number, at, look) for at, text in enumerate(item.text.original.split("\n")))
        else:
            yield _Line("", number, 0, (number,))


def _go_on(one: _Line, after: _Line) -> bool:
    """Whether the second line may go on the first, whose sentence does not end."""
    return one.is_cut and _may_follow(one, after)


def _may_follow(one: _Line, after: _Line) -> bool:
    """Whether the second line has the look of the first and begins nothing of its own."""
    alike = one.look == after.look and bool(after.text) and _BEGINS.match(after.text) is None
    return alike and not _counts_on(one.text, after.text) and not _are_rows(one.text, after.text)


def _are_rows(one: str, after: str) -> bool:
    """Whether two lines are rows of a table: wide gaps part both, perhaps one cell less, or any gaps into as many pieces.

    >>> _are_rows("修订预案  市水利局  6月底前", "公布目录  市司法局"), _are_rows("修订 预案，公布目录，", "组织 培训")
    (True, False)
    """
    wide = [sum(len(gap) > 1 for gap in _INNER_GAP.findall(line)) for line in (one, after)]
    if all(wide):
        return abs(wide[0] - wide[1]) <= 1
    gaps = [len(_INNER_GAP.findall(line)) for line in (one, after)]
    return gaps[0] == gaps[1] > 1


def _counts_on(one: str, after: str) -> bool:
    """Whether two lines begin with numbers that follow each other, as rows of a table do.

    >>> _counts_on("1 修订预案 市水利局", "2 公布目录 市司法局"), _counts_on("1 修订预案", "30 个镇公布目录")
    (True, False)
    """
    first, second = _NUMBER.match(one), _NUMBER.match(after)
    return first is not None and second is not None and int(second[1]) == int(first[1]) + 1


def _full_width(lines: Sequence[_Line], cut: Sequence[_Line]) -> range:
    """How wide the lines of running words are, where the paper cut most of them; empty where no width shows."""
    words = (one for one in cut if _MARKS.search(one.text) and not _LABELLED.search(one.text[-_LONGEST_LABEL:]))
    sizes = Counter(one.width for one in words if _NARROW <= one.width <= _WIDE)
    if sizes.total() < _FEWEST:
        return range(0)
    within = {size: sum(sizes[size - less] for less in range(_PLAY + 1)) for size in sizes}
    full = max(within, key=lambda size: (within[size], -size))
    widths = range(full - _PLAY, full + _SLACK + 1)
    longer = sum(1 for line in lines if line.width > full + _SLACK and _MARKS.search(line.text))
    unmarked = sum(1 for one in cut if one.width in widths and not _MARKS.search(one.text))
    # A table printed a cell a line is full of short lines without a stop: names, times, numbers.
    short = sum(1 for line in lines if 0 < line.width < widths.start and line.text[-1:] not in _STOPS)
    return widths if within[full] >= max(_FEWEST, _MANY * longer, 2 * unmarked, short) else range(0)


def _by_bracket(lines: Sequence[_Line], full: range) -> Iterator[int]:
    """The lines at whose end a bracket is open that one of the next lines closes; one that the paper cut may end anywhere."""
    for at, line in enumerate(lines):
        depth = _depth(line.text, 0)
        if not 0 < depth <= _DEEPEST or len(line.text) < _LEAST_WORDS:
            continue
        for ahead, (one, after) in enumerate(pairwise(lines[at : at + _MOST_LINES])):
            inner = one.text[-1:] in _CLOSERS and _may_follow(one, after)  # （各县（区） / 人民政府）
            if not (inner or _go_on(one, after) or (one.width in full and one.look == after.look)):
                break
            depth = _depth(after.text, depth)
            if depth == 0:
                yield from range(at, at + ahead + 1)
            if not 0 < depth <= _DEEPEST:
                break


def _by_name(lines: Sequence[_Line], cut: Sequence[int], label: re.Pattern[str]) -> Iterator[int]:
    """The lines that name bodies behind a label, and of the last of them only the beginning (责任单位：县市场 / 监管局).

    So do lines behind which the end of a name stands alone, that is no word: 市住房和城乡建设 / 局.
    """
    for at in cut:
        words, rest = lines[at].text, lines[at + 1].text
        alone = len(words) >= _LEAST_WORDS and _END_OF_NAME.fullmatch(rest) is not None
        if alone or (_REST_OF_NAME.match(rest) and _ends_in_cut_name(words[-_FAR:], label)):
            yield at


def _by_date(lines: Sequence[_Line], cut: Sequence[int]) -> Iterator[int]:
    """The lines of running words that end inside a date: …推进会，6月 / 底前完成."""
    for at in cut:
        words = lines[at].text
        if _MONTH_LAST.search(words) and _MARKS.search(words) and _REST_OF_DATE.match(lines[at + 1].text):
            yield at


def _ends_in_cut_name(text: str, label: re.Pattern[str]) -> bool:
    behind = max((match.end() for match in label.finditer(text)), default=None)
    return behind is not None and _CUT_NAME.match(text, behind) is not None


def _depth(text: str, depth: int) -> int:
    """How many brackets are open behind some words, of `depth` before them; 0 as soon as those have been closed."""
    before = depth
    for sign in _BRACKET.finditer(text):
        depth = depth + 1 if sign[0] in _OPENERS else max(0, depth - 1)
        if depth > _DEEPEST or (before and depth == 0):
            break
    return depth


def _joined(items: Sequence[Block | TableMarkup], joints: set[tuple[int, int]]) -> Iterator[Block | TableMarkup]:
    """The items, each line that has a joint with the next one put together with it."""
    first: Block | None = None  # where the words begin that are being put together
    words: list[str] = []
    for number, item in enumerate(items):
        if not isinstance(item, Block):
            yield item
            continue
        lines = item.text.original.split("\n")
        first = first or item
        words += [_between(words[-1], lines[0])] if words else []
        for at, line in enumerate(lines[:-1]):
            words += [line, _between(line, lines[at + 1]) if (number, at) in joints else "\n"]
        words.append(lines[-1])
        if (number, len(lines) - 1) not in joints:
            whole = "".join(words)
            yield item if whole == item.text.original else replace(first, text=TracedText(whole))
            first, words = None, []


def _between(first: str, second: str) -> str:
    """What stood between two halves of a line: a gap between foreign words, else nothing."""
    ends, begins = first[-1:], second[:1]
    return " " if ends.isascii() and begins.isascii() and ends.isalpha() and begins.isalpha() else ""
