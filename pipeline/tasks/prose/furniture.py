"""Words of the page behind the last words of the notice, in copies that lost their line breaks: …通报一次。 打印 关闭 分享到：."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.notice import Claim, Line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.notice import Flow
    from pipeline.tasks.tables.legends import LegendRules


def page_tails(flow: Flow, legends: LegendRules) -> Iterator[Claim]:
    """The ends of lines that are buttons and links of the page, as `navigation`."""
    for item in flow:
        if isinstance(item, Line):
            yield from (Claim(item.passage.part(*m.span("tail")), "navigation") for m in legends.find("page_tail", item.text))
