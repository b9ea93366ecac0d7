"""What stands among the words of a notice and is none of them: page numbers, a list of contents, buttons at the end."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from pipeline.notice import Claim, Line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.notice import Flow
    from pipeline.tasks.tables.legends import LegendRules

_LEADER = re.compile(r"[ 　.…·．]{0,200}[0-9０-９]{0,4}[ 　]{0,9}$")
_GAPS = re.compile(r"[ 　\xa0]+")


def furniture(flow: Flow, legends: LegendRules) -> Iterator[Claim]:
    """Page numbers and the ends of lines that are buttons of the page (…通报一次。 打印 关闭 分享到：), and the list of contents.

    Its lines are those below 目录 that the text prints again.
    """
    for item in flow:
        if isinstance(item, Line):
            for effect in ("page_number", "page_tail"):
                yield from (Claim(item.passage.part(*m.span("tail")), "navigation") for m in legends.find(effect, item.text))
    yield from _contents(flow, legends)


def _contents(flow: Flow, legends: LegendRules) -> Iterator[Claim]:
    lines = [item if isinstance(item, Line) else None for item in flow]
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
    return _GAPS.sub("", _LEADER.sub("", text))
