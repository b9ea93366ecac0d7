"""Signs that stand where a character was: `?` where nobody asks, the box or the geta mark of a font that lacks a character.

Nothing else on the page need be damaged: a column of a database that lacks one quotation mark, a font without a rare sign.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from pipeline.alternation import any_of
from pipeline.values import Repair, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.repair.garbles import RepairRules
    from pipeline.repair.sheet import Edits, Sheet

HAN = "\u4e00-\u9fff"
BEFORE, BEHIND = f"[{HAN}，、；：。（“《〔〕）”》]", f"[{HAN}（“《〔，、；：。）]"
ASKED = re.compile(
    rf"(?<={BEFORE})\?{{1,3}}(?={BEHIND}|[〕》\d])|(?<=\d)\?(?={BEHIND}|\d{{1,4}}[年月日号])"
    rf"|(?<=[{HAN}])\?(?=[ \t]*(?:$|\|))|(?<![^\n\u3000 ])\?(?=[{HAN}])",
    re.MULTILINE,
)
"""A question mark that is no part of an address or a formula."""
QUOTED = re.compile(r"[^“”\n]{0,40}[?？]”")
"""A quotation that ends with a question asks with all of its marks."""
CLAUSE = re.compile(r"[^。；！？?\n]{0,24}\Z")
FARTHEST = 25
AT_MOST = 2000
"""Question marks of one text that are looked at."""
LONGEST_NUMBER = 30
TORN_NUMBER = re.compile(
    rf"[{HAN}]{{2,8}}(?:(?P<letter>[a-z^`])〔(?:19|20)\d\d〕|(?P<bracket>[^〔\[（(\s]{{0,2}})(?:19|20)\d\d〕)\d{{1,4}}号"
    rf"|(?P<first>[^{HAN}\w\s〔“《]{{1,3}}|[\u3105-\u3129])[{HAN}]{{1,6}}〔(?:19|20)\d\d〕\d{{1,4}}号"
    rf"|[{HAN}]{{2,8}}〔(?:19|20)\d\d〕\d{{0,3}}(?P<last>\d\?{{0,2}})"
)
BOXES = "□〓"
BOX = re.compile(rf"(?<=[{HAN}\d（〔：])[{BOXES}](?=[{HAN}\d）〕，。、；：])")
LONE_BOX = re.compile(rf"{BOX.pattern}|(?<=[{HAN}])[{BOXES}]$|^[{BOXES}](?=[{HAN}])", re.MULTILINE)
"""The one box of a page, which is no form: also where a word begins its line or ends it."""
TICKED = frozenset("■☑☒✓✔√▢☐○●▣◻")
"""Signs of a form: beside them a box is a box."""
BOX_SURE = 0.9


def questioned(text: str, rules: RepairRules) -> Iterator[Span]:
    """The question marks of a text that ask nothing: each stands where a character, or a mark, is lost.

    >>> from pipeline.repair.garbles import GarbleRule, RepairRules
    >>> rules = RepairRules.build([GarbleRule(id="asked", why="", examples=(), keep=(), damage="question", words=("怎",))])
    >>> [[span.start for span in questioned(said, rules)] for said in ("县?利局负责", "怎么办?找谁", "答复“路灯暗?车难停?”")]
    [[1], [], []]
    """
    if "?" not in text:
        return
    asked = re.compile(any_of(rules.words("question")))
    for match in islice(ASKED.finditer(text), AT_MOST):
        at = match.start()
        clause = CLAUSE.search(text[max(0, at - FARTHEST) : at])
        if (clause and asked.search(clause.group())) or _is_quoted(text, match):
            continue
        yield Span(*match.span())


def _is_quoted(text: str, match: re.Match[str]) -> bool:
    before = text[max(0, match.start() - 2 * FARTHEST) : match.start()]
    return before.rfind("“") > before.rfind("”") and QUOTED.match(text, match.end()) is not None


def torn_numbers(text: str) -> Iterator[Span]:
    """What a line that is a document's number lacks: a letter between its name and its year, a bracket, its last sign.

    >>> [[span.start for span in torn_numbers(text)] for text in ("互政k〔2023〕15号", "竹政办ⅰ2024〕1号", "互政办〔2023〕15号")]
    [[2], [3], []]
    """
    if len(text) <= LONGEST_NUMBER and (match := TORN_NUMBER.fullmatch(text.strip())):
        at = text.find(match.group()) + match.start(match.lastgroup or 0)
        yield Span(at, at + len(match[match.lastgroup or 0]))


def mark_boxes(sheet: Sheet, rules: RepairRules) -> Edits:
    """A box inside words, on a page that is no form, is a character that some font lacked: U+FFFD, and read on as that."""
    del rules
    if sheet.characters.isdisjoint(BOXES) or not sheet.characters.isdisjoint(TICKED):
        return {}
    find = LONE_BOX if _boxes(sheet.joined) == 1 else BOX
    edits = {at: [_lost(match) for match in find.finditer(text)] for at, text in enumerate(sheet.texts) if _boxes(text) == 1}
    return {at: found for at, found in edits.items() if found}


def _boxes(text: str) -> int:
    return sum(map(text.count, BOXES))


def _lost(match: re.Match[str]) -> Repair:
    return Repair(Span(*match.span()), match.group(), "\ufffd", "truncation.box", "truncation", BOX_SURE, certain=False)
