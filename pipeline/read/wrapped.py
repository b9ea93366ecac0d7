"""Lines that a page keeps as the paper broke them: which go on in the next line, and their words put together again."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from pipeline.outline import Block, TableMarkup
from pipeline.read.printed import BEGINS, MARKS, PrintedLine, Width, width_of_print
from pipeline.traced import TracedText

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    Items = tuple[Block | TableMarkup, ...]

_NEVER: Final = re.compile(r"(?!)")
_LEAST_WORDS: Final = 6
_MOST_LINES: Final = 6
_DEEPEST: Final = 3
_MOST_HOLES: Final = 2
_FAR: Final = 200
_NUMBER = re.compile(r"([0-9]{1,3})[ 　\t]")
_INNER_GAP = re.compile(r"(?<=[\u4e00-\u9fff。）])[ 　]+(?=[\u4e00-\u9fff0-9])")
# Marks that no line begins with, unless the paper cut it before them.
_GOING_ON = re.compile(r"[，。、；”）]")
# Inside a bracket: signs that end no value, and the beginning of a label that goes on in the next line (；配 / 合单位：).
_OPEN_END = re.compile(r"[，、；;：:（(]$")
_LABEL = re.compile(r"[\u4e00-\u9fff]{2,8}[：:]")
_CUT_LABEL = re.compile(r"[（(；;，。][\u4e00-\u9fff]{1,6}$")
# Where bytes were lost the ends of lines are what tells how: they are left as they are.
_HOLE = re.compile(r"[\u4e00-\u9fff]\?(?:[\u4e00-\u9fff]|$)")
_BRACKET = re.compile(r"[（(〔【［\[）)〕】］\]]")
_OPENERS, _CLOSERS = frozenset("（(〔【［["), frozenset("）)〕】］]")
_OFFICE = "局委办厅部院会处科站所队社行校司府心关"
# Names behind a label, of the last of which only the beginning stands there; and the next line, which begins with its rest.
_CUT_NAME = re.compile(rf"(?:.*[、，,；;])?[\u4e00-\u9fff]{{1,10}}(?<![{_OFFICE}镇乡道等位门县区市])$")
_END_OF_NAME = re.compile(r"[局厅]")
_MONTH_LAST, _REST_OF_DATE = re.compile(r"[0-9]月$"), re.compile(r"[0-9]{1,2}日|[上中下]旬|[底初末][之前，,。；;]")
_REST_OF_NAME = re.compile(rf"(?![省市县区州旗镇乡各])[\u4e00-\u9fff]{{0,8}}[{_OFFICE}](?=[、，,；;（( 　]|$)")


def with_whole_lines(items: Items, label: re.Pattern[str] = _NEVER, title: re.Pattern[str] = _NEVER) -> Items:
    """The items of a page, lines that were cut where the paper ended put together; each stands where its first words do.

    A line goes on where it is as wide as the page's lines are, ends in the middle of a sentence, and the next begins no item;
    where a bracket is open at its end that the next ones close, where the next begins with a mark that begins no line, where it
    ends inside a date, and where it ends in names behind a `label`, the last one cut. What ends as a `title` does is whole.
    """
    lines = list(_lines_of(items))
    if sum(1 for line in lines if _HOLE.search(line.text)) > _MOST_HOLES:
        return items
    cut = [at for at, (one, after) in enumerate(pairwise(lines)) if _go_on(one, after) and not _ends_as(title, one.text)]
    inside = set(_by_bracket(lines, Width()))
    width = width_of_print(lines, [(lines[at], lines[at + 1]) for at in sorted(inside.union(cut))])
    if width.full:
        inside.update(_by_bracket(lines, width), (at for at in cut if width.holds(lines[at])))
    joined = inside.union(_by_name(lines, cut, label), _by_date(lines, cut), _by_mark(lines, cut))
    joints = {(lines[at].item, lines[at].at) for at in joined}
    return tuple(_joined(items, joints)) if joints else items


def _lines_of(items: Sequence[Block | TableMarkup]) -> Iterator[PrintedLine]:
    for number, item in enumerate(items):
        if isinstance(item, Block):
            look = (item.tag, item.set_aside, item.marks, *((number,) if item.seams or item.set_aside else ()))
            texts = item.text.original.split("\n")
            yield from (PrintedLine(text, number, at, look, item.indent) for at, text in enumerate(texts))
        else:
            yield PrintedLine("", number, 0, (number,))


def _go_on(one: PrintedLine, after: PrintedLine) -> bool:
    """Whether the second line may go on the first, whose sentence does not end."""
    return one.is_cut and _may_follow(one, after)


def _ends_as(title: re.Pattern[str], text: str) -> bool:
    """Whether words without a mark end as titles do, so that they are no piece of a sentence."""
    return len(text) <= _FAR and MARKS.search(text) is None and any(end.end() == len(text) for end in title.finditer(text))


def _may_follow(one: PrintedLine, after: PrintedLine) -> bool:
    """Whether the second line has the look of the first and begins nothing of its own."""
    alike = one.look == after.look and bool(after.text) and BEGINS.match(after.text) is None
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


def _by_bracket(lines: Sequence[PrintedLine], width: Width) -> Iterator[int]:
    """The lines at whose end a bracket is open that one of the next lines closes; one that the paper cut may end anywhere."""
    for at, line in enumerate(lines):
        depth = _depth(line.text, 0)
        if not 0 < depth <= _DEEPEST or len(line.text) < _LEAST_WORDS:
            continue
        for ahead, (one, after) in enumerate(pairwise(lines[at : at + _MOST_LINES])):
            if not (_goes_on_inside(one, after) or (width.holds(one) and one.look == after.look)):
                break
            depth = _depth(after.text, depth)
            if depth == 0:
                yield from range(at, at + ahead + 1)
            if not 0 < depth <= _DEEPEST:
                break


def _goes_on_inside(one: PrintedLine, after: PrintedLine) -> bool:
    """Whether the second line may go on the first, at whose end a bracket is open: behind the close of an inner one too.

    A label begins nothing of its own there behind a mark, and where its own beginning ends the first line.
    """
    if one.look == after.look and _LABEL.match(after.text) and (_OPEN_END.search(one.text) or _CUT_LABEL.search(one.text)):
        return True
    return (one.is_cut or one.text[-1:] in _CLOSERS or _OPEN_END.search(one.text) is not None) and _may_follow(one, after)


def _by_name(lines: Sequence[PrintedLine], cut: Sequence[int], label: re.Pattern[str]) -> Iterator[int]:
    """The lines that name bodies behind a label, and of the last of them only the beginning (责任单位：县市场 / 监管局).

    So do lines behind which the end of a name stands alone, that is no word: 市住房和城乡建设 / 局.
    """
    for at in cut:
        words, rest = lines[at].text, lines[at + 1].text
        alone = len(words) >= _LEAST_WORDS and _END_OF_NAME.fullmatch(rest) is not None
        if alone or (_REST_OF_NAME.match(rest) and _ends_in_cut_name(words[-_FAR:], label)):
            yield at


def _by_mark(lines: Sequence[PrintedLine], cut: Sequence[int]) -> Iterator[int]:
    """The lines behind which a mark stands that begins no line."""
    return (at for at in cut if _GOING_ON.match(lines[at + 1].text))


def _by_date(lines: Sequence[PrintedLine], cut: Sequence[int]) -> Iterator[int]:
    """The lines of running words that end inside a date: …推进会，6月 / 底前完成."""
    for at in cut:
        words = lines[at].text
        if _MONTH_LAST.search(words) and MARKS.search(words) and _REST_OF_DATE.match(lines[at + 1].text):
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
