"""What stands below a notice: the site's own words, told from the end of the notice itself."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.facts.datewords import find_dates, first_date
from pipeline.notice import Claim, Line

if TYPE_CHECKING:
    from pipeline.facts.metadata_rules import MetadataRules
    from pipeline.notice import Flow

_BODY = re.compile(r"\s*(?:[（(]?[一二三四五六七八九十\d]{1,3}[）)、.．]|[①-⑳]|第[一二三四五六七八九十\d]+[条章])")
_MOST_GAP = 6
_FOOTER_ITEMS = 400
_SHORT = 60
_LONGEST = 1000


def footer_start(flow: Flow, top: int, rules: MetadataRules) -> int:
    """The index where the page's own foot begins; `len(flow)` when there is none.

    Read from the end: lines with a foot's cues, and the few short lines between them, as long as nothing of the notice
    (a table, a numbered item, a sentence, a day) stands between. `top` is the last line that is surely above it.
    """
    start = len(flow)
    gap = 0
    for index in range(len(flow) - 1, max(top, len(flow) - _FOOTER_ITEMS), -1):
        item = flow[index]
        if not isinstance(item, Line):
            break
        if is_footer(item.text, rules):
            start, gap = index, 0
            continue
        gap += 1
        if gap > _MOST_GAP or _of_notice(item.text):
            break
    return start


def is_footer(text: str, rules: MetadataRules) -> bool:
    """Whether a line has the words of a page's foot: strong cues anywhere, weak ones when they are most of a short line."""
    if rules.cue("footer").search(text):
        return len(text) <= _LONGEST
    words = text.strip()
    if not words or len(words) > _SHORT or "。" in words or "，" in words:
        return False
    match = rules.cue("footer_weak").match(words)
    if match is None:
        return False
    rest = words[match.end() :]
    return not rest or rest[0] in ":：|/ \t\u3000" or rules.cue("footer_weak").match(rest) is not None


def _of_notice(text: str) -> bool:
    return bool(_BODY.match(text)) or "。" in text or len(text) > _SHORT or bool(find_dates(text))


def footer_claims(flow: Flow, start: int) -> tuple[Claim, ...]:
    """All the lines from there on."""
    return tuple(Claim(item.passage, "footer") for item in flow[start:] if isinstance(item, Line))


def is_copies(text: str, rules: MetadataRules) -> bool:
    """Whether a line below a signature says how the notice is distributed: 此件公开发布, 抄送, 某日印发."""
    cue = rules.cue("copies").search(text)
    if cue is None or (len(text) > _SHORT and cue.start() > 2):  # noqa: PLR2004
        return False
    return not text.rstrip(" )）。").endswith("印发") or first_date(text) is not None
