"""What stands among the words of a notice and is none of them: page numbers, a list of contents, footnotes, parties."""

from __future__ import annotations

import re
from collections import Counter
from itertools import groupby, takewhile
from typing import TYPE_CHECKING

from pipeline.notice import Claim, Line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.notice import Flow
    from pipeline.outline import Passage
    from pipeline.tasks.tables.legends import LegendRules

_LEADER = " 　.…·．0123456789０１２３４５６７８９"
_NOTE = re.compile(r"[\[〔［][0-9]{1,2}[\]〕］]")
_WORK = re.compile(r"[（(]?[0-9一二三四五六七八九十]{1,3}[、.．)）]|[^。；]*[。；]")
"""What the head of a plan ends above: a number, a sentence."""
_HEAD = 12
_GAPS = re.compile(r"[ 　\xa0]+")
_FEWEST_LINKS = 3


def furniture(flow: Flow, legends: LegendRules) -> Iterator[Claim]:
    """The lines that are a page's number, and the list of contents: the lines below 目录 that the text prints again.

    Also the years, the day or the draft in brackets below the title, footnotes, the parties of a pledge (甲方：县人民政府), and
    the classes of links that a site prints in three lines or more (各区政府 / 国家部委 / 新闻媒体).
    """
    lines = [item.passage for item in flow if isinstance(item, Line)]
    yield from (Claim(passage, "navigation") for passage in lines if legends.has("page_number", passage.text))
    yield from (Claim(passage, "metadata") for passage in lines if legends.has("party", passage.text))
    yield from (Claim(passage, "metadata") for passage in _above_work(lines) if legends.has("edition", passage.text))
    yield from _contents(flow, legends)
    yield from _footnotes(lines)
    yield from _links(lines, legends)


def _above_work(lines: Sequence[Passage]) -> Iterator[Passage]:
    """The lines at the top, down to the first number or sentence."""
    return takewhile(lambda line: not _WORK.match(line.text), lines[:_HEAD])


def _links(lines: Sequence[Passage], legends: LegendRules) -> Iterator[Claim]:
    for is_link, run in groupby(lines, key=lambda line: legends.has("site_link", line.text.strip())):
        links = tuple(run) if is_link else ()
        yield from (Claim(link, "navigation") for link in links if len(links) >= _FEWEST_LINKS)


def _footnotes(lines: Sequence[Passage]) -> Iterator[Claim]:
    """The lines that explain a word to which a sign in square brackets points: …绿茶[1]。 / [1]指本地绿茶。."""
    pointed: set[str] = set()
    for line in lines:
        note = _NOTE.match(line.text)
        if note is not None and note[0] in pointed:
            yield Claim(line, "requirement")
        pointed.update(sign[0] for sign in _NOTE.finditer(line.text) if sign.start())


def _contents(flow: Flow, legends: LegendRules) -> Iterator[Claim]:
    lines = [item if isinstance(item, Line) else None for item in flow]
    if not any(line is not None and legends.has("contents", line.text) for line in lines):
        return
    said = Counter(_plain(line.text) for line in lines if line is not None)
    for at, line in enumerate(lines):
        if line is None or not legends.has("contents", line.text):
            continue
        listed = []
        for entry in lines[at + 1 :]:
            if entry is None or (said[_plain(entry.text)] < 2 and not legends.has("page_number", entry.text)):  # noqa: PLR2004
                break
            said[_plain(entry.text)] -= 1
            listed.append(entry)
        yield from (Claim(entry.passage, "navigation") for entry in ((line, *listed) if listed else ()))


def _plain(text: str) -> str:
    return _GAPS.sub("", text.rstrip(_LEADER))
