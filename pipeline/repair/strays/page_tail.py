"""Buttons and labels of the page that a copy glued to the notice's last line: `…完成。 打印 关闭 责任编辑：某某 上一篇：无`."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from pipeline.values import Repair, Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.repair.garbles import RepairRules
    from pipeline.repair.sheet import Edits, Sheet

TOKEN = re.compile(r"[【\[][^\s|｜】\]]{0,20}[】\]]?|[^\s|｜【\[]+")
NUMBER = re.compile(r"\d[\d:./年月日次-]{0,18}次?|次")
SHUT = re.compile(r"[。！；;）)】\]前底日时]$")
NAME = re.compile(r"[\u4e00-\u9fff·]{2,12}")
MARKS = "【】[]（）()：:<>《》"
LONGEST, SHORTEST, FEW, MANY = 600, 4, 2, 3
SURE = 0.95


def cut_page_tail(sheet: Sheet, rules: RepairRules) -> Edits:
    """Take the page's own words off the end of the last line that says more; they stay on record as what was taken out.

    At least two, a button among them; three, where no sentence, bracket or date ends before them.
    """
    buttons, labels = (_any_of(tuple(p.rule.pattern for p in rules.patterns(kind))) for kind in ("page_button", "page_label"))
    for index in range(len(sheet.texts) - 1, -1, -1):
        text = sheet.texts[index]
        tokens = list(TOKEN.finditer(text, max(0, len(text) - LONGEST)))
        tail = _tail(tokens, buttons, labels)
        said = sum(buttons.match(token.group()) is not None for token in tail)
        if not tail or tail[0].start() < SHORTEST:
            if text.strip() and not tail:
                return {}
            continue
        enough = FEW if SHUT.search(text[: tail[0].start()].rstrip()) else MANY
        if not said or _pieces(tail, buttons, labels) < enough:
            return {}
        span = Span(tail[0].start(), len(text))
        return {index: [Repair(span, text[span.start :], "", "injected.page_tail", "injected_markup", SURE, certain=False)]}
    return {}


@lru_cache(maxsize=8)
def _any_of(patterns: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(patterns) or r"(?!)")


def _tail(tokens: Sequence[re.Match[str]], buttons: re.Pattern[str], labels: re.Pattern[str]) -> list[re.Match[str]]:
    """The tokens at the end that are all the page's own, from the first button or label on."""
    start = len(tokens)
    for at in range(len(tokens) - 1, -1, -1):
        said = tokens[at].group()
        own = buttons.match(said) or labels.match(said)
        before = tokens[at - 1].group() if at else ""
        value = NUMBER.fullmatch(said.strip(MARKS)) or (NAME.fullmatch(said) and labels.match(before) and before[-1] in "：:")
        if own:
            start = at
        elif not value:
            break
    return list(tokens[start:])


def _pieces(tail: Sequence[re.Match[str]], buttons: re.Pattern[str], labels: re.Pattern[str]) -> int:
    return sum(1 for token in tail if buttons.match(token.group()) or labels.match(token.group()))
