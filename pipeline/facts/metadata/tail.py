"""What stands below a notice: the site's own words, told from the end of the notice itself."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from pipeline.facts.deadlines.datewords import find_dates, first_date
from pipeline.facts.metadata.letter import is_item
from pipeline.notice import Claim, Line

if TYPE_CHECKING:
    from pipeline.facts.metadata.rules import MetadataRules
    from pipeline.notice import Flow

_BODY = re.compile(r"\s{0,20}(?:[（(]?[一二三四五六七八九十\d]{1,3}[）)、.．]|[①-⑳]|第[一二三四五六七八九十\d]+[条章])")
_LABELLED = re.compile(r"\s{0,40}([\u4e00-\u9fff]{2,8})\s{0,9}[:：]\s{0,40}\S")
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
    return min(_below_work(flow, start, rules), _comments_start(flow, top, rules))


def _comments_start(flow: Flow, top: int, rules: MetadataRules) -> int:
    """The line below which readers of the page talk (网友评论); `len(flow)` where none is, or numbered work stands below it."""
    for index in range(len(flow) - 1, max(top, len(flow) - _FOOTER_ITEMS), -1):
        item = flow[index]
        if not isinstance(item, Line) or _BODY.match(item.text):
            break
        if len(item.text) <= _SHORT and rules.cue("comments").match(item.text.strip()):
            return index
    return len(flow)


def _below_work(flow: Flow, start: int, rules: MetadataRules) -> int:
    """Where the foot begins behind the last item's own labels: 主办单位：县体育局 ends an item whose labels stand above it.

    So does any label that stands above twice (主办：县体育局). A label that comes a second time without a new item is the site's.
    """
    if start == len(flow):
        return start
    above = [item.text for item in flow[:start] if isinstance(item, Line)]
    labels = Counter(match[1] for text in above if (match := _LABELLED.match(text)))
    used = {label for label in labels if labels[label] > 1 or rules.cue("addressee_no").fullmatch(label)}
    below_label = bool(above) and _LABELLED.match(above[-1]) is not None and not _of_head(above[-1], rules)
    taken: set[str] = set()
    for index in range(start, len(flow)):
        item = flow[index]
        match = _LABELLED.match(item.text) if isinstance(item, Line) else None
        label = match[1] if match is not None else ""
        known = label in used or (below_label and rules.cue("addressee_no").fullmatch(label) is not None)
        if label in taken or not known:
            return index
        taken.add(label)
    return len(flow)


def _of_head(text: str, rules: MetadataRules) -> bool:
    """Whether a labelled line is the page's own: 来源：…, 附件：…, 抄送：…."""
    words = text.strip()
    return bool(rules.label.match(words) or rules.cue("annex").match(words)) or is_copies(words, rules)


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
    """Whether a line below a signature says how the notice is distributed: 此件公开发布, 抄送, 某日印发; no item does."""
    cue = rules.cue("copies").search(text)
    if cue is None or is_item(text) or (len(text) > _SHORT and cue.start() > 2):  # noqa: PLR2004
        return False
    return not rules.ends("copies_dated").search(text.rstrip(" )）。")) or first_date(text) is not None
