"""Bold and other marks of editors that a copy left as signs: `**牵头单位**：`, `__要点__`, `[b]测绘古堡[/b]`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.values import Repair, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.repair.garbles import RepairRules
    from pipeline.repair.sheet import Edits, Sheet

WORDS = r"(?=[\w（《“])[^*\n]{1,120}(?<=[\w）》”：:。，、])"
BOLD = re.compile(
    rf"(?<![*\w])\*\*(?!\*)(?={WORDS}\*\*(?!\*))|(?<=[\u4e00-\u9fff])\*\*(?=[\u4e00-\u9fff]{{2,20}}\*\*[\u4e00-\u9fff：:，。、])"
)
"""Opens bold words: behind no letter; behind a Chinese character only where nothing but such stand in it (张**、李**)."""
UNDERLINED = re.compile(r"(?<![\w_])__(?=[\u4e00-\u9fff][^_\n]{0,60}__(?![\w_]))")
CODE = re.compile(r"\[/?(?:b|i|u|s|color|size|font|align|center|quote)(?:=[^\]\[\n]{0,40})?\]", re.IGNORECASE)
CLOSING = re.compile(r"\[/")
PAIR = 2


def drop_markdown(sheet: Sheet, rules: RepairRules) -> Edits:
    """Take the marks away and leave the words; where one opens that nothing closes, or a name is masked, it stays."""
    del rules
    marks = [mark for mark in ("**", "__") if mark[0] in sheet.characters and mark in sheet.joined]
    coded = "[" in sheet.characters and CLOSING.search(sheet.joined) is not None
    if not (marks or coded):
        return {}
    edits: dict[int, list[Repair]] = {}
    for index, text in enumerate(sheet.texts):
        found = [*_paired(text), *(_codes(text) if coded else ())]
        if found:
            edits[index] = found
    return edits


def _paired(text: str) -> Iterator[Repair]:
    for find, mark in ((BOLD, "**"), (UNDERLINED, "__")):
        done = 0
        for match in find.finditer(text) if mark in text else ():
            if match.start() >= done:
                done = text.index(mark, match.end()) + PAIR
                yield from (_out(text, Span(at, at + PAIR)) for at in (match.start(), done - PAIR))


def _codes(text: str) -> Iterator[Repair]:
    found = list(CODE.finditer(text))
    if sum(match.group().startswith("[/") for match in found) * PAIR == len(found):
        yield from (_out(text, Span(*match.span())) for match in found)


def _out(text: str, span: Span) -> Repair:
    return Repair(span, text[span.start : span.end], "", "residue.editor", "markup_residue")
