"""What mirrors strew over a page so that nobody copies it: doubled marks, letters behind lines, commas behind commas."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from pipeline.values import Repair, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.repair.garbles import RepairRules
    from pipeline.repair.sheet import Edits, Sheet

CHINESE = "\u4e00-\u9fff\u3001-\u3011\u3014\u3015\uff01-\uff5e“”"
MARK = re.compile(r"(?:(?<=^)|(?<=[^\x00-\x7f]))([@#$^~=])\1{1,3}(?:(?=[^\x00-\x7f])|(?=[0-9])|(?=[ ]?$))", re.MULTILINE)
BETWEEN = re.compile(rf"(?<=[{CHINESE}])([@#$^~=])\1{{1,3}}(?=[{CHINESE}])")
"""One mark twice or more between Chinese signs; where it stands so often enough, it means nothing at the ends of lines either."""
LETTERS = re.compile(
    rf"[ ](?<=[{CHINESE}0-9] )[ ]{{0,3}}(?:[!-~]{{1,3}}[ ]{{1,4}}){{3,20}}+[!-~]{{1,3}}(?=[ ]{{0,9}}$)", re.MULTILINE
)
"""Four or more short runs of letters, digits and marks, parted by blanks, behind a line's last Chinese sign."""
ONE_LETTER, ONE_MARK = re.compile(r"(?<![!-~])[A-Za-z](?![!-~])"), re.compile(r"[^A-Za-z0-9 ]")
COMMA = re.compile(r",(?:(?<=[、，。；：],)|(?=[、，。；]))")
"""A half-width comma beside a full-width mark."""
BETWEEN_WORDS = re.compile(r",(?:(?<![0-9],)|(?![0-9]))")
"""A half-width comma that is none of a number's."""
OFTEN, SEVERAL, MOSTLY = 5, 3, 0.9
SURE = 0.95


def drop_strewn(sheet: Sheet, rules: RepairRules) -> Edits:
    """Take out what stands on the page so often that it is no slip, and where no text has it; nothing where it stands once."""
    del rules
    page, signs = sheet.joined, sheet.characters
    found: list[Repair] = []
    if not signs.isdisjoint("@#$^~="):
        found += _marks(page)
    if " " in signs and len(_anti_copy(page)) >= SEVERAL:
        found += (_out(match, "strewn.letters") for match in LETTERS.finditer(page) if _is_no_row(match.group()))
    if "," in signs:
        found += (_out(match, "strewn.commas") for match in _commas(page))
    return sheet.edits_of(found) if found else {}


def _marks(page: str) -> Iterator[Repair]:
    often = Counter(match[1] for match in BETWEEN.finditer(page))
    marks = {mark for mark, count in often.items() if count >= OFTEN}
    return (_out(match, "strewn.marks") for match in MARK.finditer(page) if match[1] in marks)


def _commas(page: str) -> list[re.Match[str]]:
    """Half-width commas beside full-width marks; none where others part words, as those of a table in lines do."""
    found = list(COMMA.finditer(page))
    return found if len(found) >= max(SEVERAL, MOSTLY * len(BETWEEN_WORDS.findall(page))) else []


def _anti_copy(page: str) -> list[str]:
    """Runs of which nobody can make grades or a list: letters by themselves, and marks among them."""
    return [match.group() for match in LETTERS.finditer(page) if _is_no_row(match.group()) and ONE_MARK.search(match.group())]


def _is_no_row(run: str) -> bool:
    """Whether a run has letters that stand by themselves, and no bars between cells."""
    return len(ONE_LETTER.findall(run)) > 1 and run.count("|") <= 1


def _out(match: re.Match[str], rule: str) -> Repair:
    return Repair(Span(*match.span()), match.group(), "", rule, "injected_markup", SURE, certain=False)
