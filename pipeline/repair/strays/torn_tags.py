"""Tags of which the `<` is gone, with the character before it or without: `投产?/td>`, `认定。/span>`, `p class="x">一、`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.repair.language.characters import is_han
from pipeline.repair.language.likelihood import Choice, Evidence
from pipeline.repair.language.page_words import EndWords
from pipeline.repair.pairs.ends import last_word, of_known_word
from pipeline.repair.pairs.loss import FARTHEST, explains
from pipeline.values import Repair, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.repair.garbles import RepairRules
    from pipeline.repair.sheet import Edits, Sheet

NAMES = "p|t[drh]|li|[uod]l|d[td]|div|span|strong|font|[biua]|em|h[1-6]|table|tbody|center|section"
WORDS = r"\u3001-\u300b\u300d-\u9fff\uff01-\uff5e\u201d%>"
"""What stands before a tag; an opening quotation mark shows that a text speaks of the tag."""
BEHIND_LETTERS = rf"(?<=[A-Za-z\d])(?=/(?:{NAMES})>[ \t]*$)"
"""Behind letters and digits a tag is one at the end of a line or cell only: a/b>c is a formula."""
LAST = rf"(?P<lost>(?<=[{WORDS}\d])[?\ufffd]{{1,2}}|(?<=[{WORDS}])|{BEHIND_LETTERS})"
CLOSING = rf"{LAST}(?P<closing>(?:/(?:{NAMES})[ ]?|br[ ]?/?)>)+(?![ ]?\d)"
ATTRIBUTE = "(?:style|class|v?align|width|height|colspan|rowspan|size|face|color|lang|href|id)"
OPENING = rf"(?:(?<=[{WORDS}?])|^)(?P<opening>(?:{NAMES})[ ]{ATTRIBUTE}[ ]?=[^<>\n]{{0,300}}>)"
CLOSED = re.compile(r">(?:(?<=[a-z1-6/]>)|(?<=[a-z1-6/] >))")
"""What a closing tag ends with; an opening one has a `=`. The sign alone parts the steps of a path: 首页 > 政务公开."""
TORN = re.compile(f"{CLOSING}|{OPENING}", re.MULTILINE)
INLINE = re.compile(r"/?(?:span|strong|font|[biua]|em)\b")
DATE = re.compile(r"[\d?年月日 ]+")
"""A day of which parts are lost is read as it is printed."""
LOST = "\ufffd"
BRACKETS = (("(", ")"), ("（", "）"), ("《", "》"), ("〔", "〕"))
BRACKET_LEAD, LOCAL_LEAD, STOP_LEAD = 9.0, 4.0, 4.0
SURE = 0.99


def drop_torn_tags(sheet: Sheet, rules: RepairRules) -> Edits:
    """What is left of a tag goes; a `?` before it was a character: the one that the words demand, else one that is lost."""
    if (
        ">" not in sheet.characters
        or not (CLOSED.search(sheet.joined) or "=" in sheet.characters)
        or not TORN.search(sheet.joined)
    ):
        return {}
    # What stands before a torn tag is no evidence for itself.
    page = TORN.sub("\n", sheet.joined)
    known = Evidence(page, rules), EndWords(page, rules)
    return {index: found for index, text in enumerate(sheet.texts) if (found := list(_of_text(text, *known)))}


def _of_text(text: str, evidence: Evidence, ends: EndWords) -> Iterator[Repair]:
    for match in TORN.finditer(text):
        lost = match["lost"] or ""
        tag = Span(match.start() + len(lost), match.end())
        if lost:
            near = max(0, match.start() - FARTHEST)
            line = text[max(near, text.rfind("\n", near, match.start()) + 1) : match.start()]
            if not DATE.fullmatch(line):
                yield _put_back(Span(match.start(), tag.start), lost, _lost_before(line, evidence, ends))
        yield Repair(tag, text[tag.start : tag.end], _white(match), "torn_tag", "markup_residue", SURE)


def _put_back(span: Span, lost: str, choice: Choice | None) -> Repair:
    """That a character is lost is certain, not which: where nothing says it, it is marked, and other pages or words may."""
    if choice is None:
        return Repair(span, lost, LOST, "torn_tag.lost", "byte_loss", SURE)
    sure, others = choice.confidence, choice.others
    return Repair(span, lost, choice.text, "torn_tag.character", "byte_loss", sure, certain=False, alternatives=others)


def _lost_before(line: str, evidence: Evidence, ends: EndWords) -> Choice | None:
    """The end of a name or a set phrase; behind whole words the bracket that is open, or the full stop that the channel loses."""
    if not is_han(line[-1]):
        return None
    name = last_word(line)
    levels, endings = evidence.rules.words("place"), tuple(evidence.rules.words("unit_ending"))
    if name[0] in levels and not name.endswith(endings):
        return _end_of_body(name, evidence)
    word = of_known_word(line, ends)
    if word is not None:
        return word
    is_whole = name.endswith(endings) or evidence.ends_whole(name)
    if bracket := _open_bracket(line):
        return Choice(bracket, BRACKET_LEAD) if is_whole else None
    return Choice("。", STOP_LEAD, ("：", "；")) if is_whole and explains(line, "。<", "?") else None


def _end_of_body(name: str, evidence: Evidence) -> Choice | None:
    """The last character of a body whose name begins with its level: the only one, or what a county has where a province has 厅.

    县住建 is 县住建局; 市卫生健康, of which the province's is a 委 as well, stays open.
    """
    stems = (name[at + 1 :] for at in range(2) if name[at] in evidence.rules.words("place"))
    ends = next((found for stem in stems if (found := evidence.endings(stem))), ())
    here = sorted(set(ends) - evidence.rules.words("unit_high"))
    if len(here) <= 1:
        return evidence.sure((here or ends)[0]) if here or len(ends) == 1 else None
    local = [end for end in here if end in evidence.rules.words("unit_local")]
    return Choice(local[0], LOCAL_LEAD, tuple(here)) if local and len(here) < len(ends) else None


def _open_bracket(line: str) -> str:
    """The bracket that closes what the line has opened last and not closed; empty where all are closed."""
    open_ones = [(line.rfind(opening), closing) for opening, closing in BRACKETS if line.count(opening) > line.count(closing)]
    return max(open_ones, default=(0, ""))[1]


def _white(match: re.Match[str]) -> str:
    """A line break where the tag parted what stands before it from words behind it."""
    text = match.string
    before, behind = text[max(0, match.start() - 1) : match.start()], text[match.end() : match.end() + 1]
    within = before.strip(" \n>") and behind.strip()
    return "\n" if within and not INLINE.match(match["closing"] or match["opening"]) else ""
