"""The annexes of a letter: which it lists, where they begin, and the titles that stand alone above them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.facts.metadata.letter import is_item
from pipeline.notice import Claim, Line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.facts.metadata.rules import MetadataRules
    from pipeline.notice import Flow

_STOP = re.compile(r"[。；;！？!?|:：]")
_LOOK_BACK = 4
_TITLE_LINE = 70
_LONGEST_LIST = 400
_LONGEST_ITEM = 120
_LETTER_LINES = 60
_SHORTEST_TITLE = 6
_AROUND_MARK = " 【[(（"
_MARK_NUMBER = re.compile(r"\s*[\d一二三四五六七八九十]{0,3}\s*[-－—]?\d?\s*[】\])）]?\s*[:：.]?")
_AROUND_TITLE = " 》）)"
_SUFFIX = re.compile(r"[（(][^（()）]{1,20}[)）]")
_SAID = re.compile(r"“[^“”]{1,40}”")
_QUOTED = re.compile(r"《([^《》]{6,80})》")
_LISTED_ITEM = re.compile(r"\s*[2-9]\s*[.．、]")
_LISTED_NUMBER = re.compile(r"\s*\d{0,2}\s*[.．、:：]?\s*(?:1\s*[.．、]\s*)?")
_LIST_OPENS = re.compile(r"\s{0,20}\d{0,2}\s{0,20}[:：]\s{0,20}\S")


def annex_names(flow: Flow, start: int, stop: int, rules: MetadataRules) -> tuple[str, ...]:
    """The names of what the letter sends, without gaps: in book marks (现将《…》印发给你们) or listed as annexes."""
    names: dict[str, None] = {}
    for item in flow[start : min(stop, start + _LETTER_LINES)]:
        if not isinstance(item, Line):
            break
        listed = opens_list(item.text, rules)
        if "《" in item.text:
            names.update(dict.fromkeys("".join(match[1].split()) for match in _QUOTED.finditer(item.text)))
        if listed or _LISTED_ITEM.match(item.text):
            name = "".join(_LISTED_NUMBER.sub("", _unmarked(item.text, rules), count=1).split()).strip("《》")
            names.update({name: None} if _SHORTEST_TITLE <= len(name) <= _TITLE_LINE else {})
    return tuple(names)


def annex_claims(flow: Flow, start: int, names: tuple[str, ...], rules: MetadataRules) -> Iterator[Claim]:
    """The marks and titles of annexes; `start` is where the letter ends.

    A title that the letter lists among `names` ends with that name: what stands below is a heading of the annex's own.
    """
    index = start
    while index < len(flow):
        item = flow[index]
        if isinstance(item, Line) and is_annex_mark(item.text, rules):
            yield Claim(item.passage, "heading")
            lines = title_lines(flow, index + 1, len(flow), rules)
            for line in named_title(lines, names) or lines:
                yield Claim(line.passage, "heading")
                index += 1
        index += 1


def named_title(lines: tuple[Line, ...], names: tuple[str, ...]) -> tuple[Line, ...]:
    """The first lines of a title that together say one of these names; none where they say none."""
    words = ""
    for count, line in enumerate(lines, 1):
        words += "".join(line.text.split()).strip("《》")
        if words in names:
            return lines[:count]
    return ()


def is_annex_mark(text: str, rules: MetadataRules) -> bool:
    """Whether the line is 附件, 附件2：, 附 件 1 and nothing else."""
    if len(text) > _TITLE_LINE:
        return False
    mark = text.strip(_AROUND_MARK)
    cue = rules.cue("annex").match(mark)
    return cue is not None and _MARK_NUMBER.fullmatch(mark, cue.end()) is not None


def title_lines(flow: Flow, start: int, stop: int, rules: MetadataRules) -> tuple[Line, ...]:
    """The lines of a title that stands alone, from `start` on: short, unnumbered, no sentence."""
    lines: list[Line] = []
    for item in flow[start : min(stop, start + _LOOK_BACK)]:
        if not isinstance(item, Line) or not _title_like(item.text):
            break
        lines.append(item)
        if rules.titles.end.search(item.text.strip(_AROUND_TITLE)):
            break
    else:
        return tuple(lines) if len(lines) < _LOOK_BACK else tuple(lines[:1])
    after = start + len(lines)
    closed = lines and rules.titles.end.search(lines[-1].text.strip(_AROUND_TITLE))
    if closed and after < stop and _is_suffix(flow[after], rules):
        lines.append(flow[after])  # type: ignore[arg-type]
    return tuple(lines)


def _title_like(text: str) -> bool:
    unquoted = _SAID.sub("", text) if "，" in text else text
    return 1 < len(text) <= _TITLE_LINE and not _STOP.search(text) and not is_item(text) and "，" not in unquoted


def _is_suffix(item: object, rules: MetadataRules) -> bool:
    """Whether a line belongs to the title above: (试行), （2021—2023年）, （2021—2023年）任务分解."""
    words = item.text.strip() if isinstance(item, Line) else ""
    bracket = _SUFFIX.match(words)
    rest = words[bracket.end() :] if bracket else ""
    return bracket is not None and (not rest or (_title_like(rest) and rules.titles.end.search(rest) is not None))


def attachment_claims(flow: Flow, start: int, stop: int, rules: MetadataRules) -> Iterator[Claim]:
    """The lists of annexes in the letter: 附件：1.… and the numbered lines that go on."""
    index = start
    while index < stop:
        item = flow[index]
        if isinstance(item, Line) and opens_list(item.text, rules):
            yield Claim(item.passage, "attachment_list")
            number = 1
            while index + 1 < stop and _goes_on(flow[index + 1], number + 1, rules):
                index += 1
                number += 1
                yield Claim(flow[index].passage, "attachment_list")  # type: ignore[union-attr]
        index += 1


def opens_list(text: str, rules: MetadataRules) -> bool:
    """Whether the line begins a list of annexes: 附件：1.…."""
    head = text.strip()
    cue = rules.cue("annex").match(head)
    return bool(cue and len(head) <= _LONGEST_LIST and _LIST_OPENS.match(head, cue.end()))


def _goes_on(item: object, number: int, rules: MetadataRules) -> bool:
    if not isinstance(item, Line) or len(item.text) > _LONGEST_ITEM or item.text.rstrip().endswith("。"):
        return False
    return bool(re.match(rf"\s*{number}\s*[.．、:：]", _unmarked(item.text, rules)))


def _unmarked(text: str, rules: MetadataRules) -> str:
    """The words behind 附件, where they begin with it."""
    words = text.lstrip()
    cue = rules.cue("annex").match(words)
    return words[cue.end() :] if cue else words
