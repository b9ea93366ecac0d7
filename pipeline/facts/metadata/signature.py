"""The signature of a letter: the issuer's name and a day, on lines of their own, on one line, or inside a long one.

A task table printed a cell a line has bodies and days below each other too, so a signature must also stand where a letter ends:
below a sentence or a list of annexes, above an annex, a plan's title, the remarks on distribution or nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.facts.deadlines.datewords import find_dates, unmarked_day
from pipeline.facts.metadata.bodies import same_body, short
from pipeline.facts.metadata.letter import is_annex_mark, is_organ, opens_list, title_lines
from pipeline.facts.metadata.tail import is_copies, is_footer
from pipeline.notice import Claim, Line
from pipeline.values import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.facts.deadlines.datewords import DateWords
    from pipeline.facts.metadata.rules import MetadataRules
    from pipeline.notice import Flow
    from pipeline.outline import Passage

_SENTENCE_END = re.compile(r"[。！!）)”】\]；;：:]\s*$")
_FIRST = re.compile(r"\s*(?:第?一(?:[、.．]|部分)|[（(]一[)）])")
_ITEM = re.compile(r"\s{0,20}(?:附\s*件|\d{1,2}\s*[.．、)）])")
_SEAL = re.compile(r"[\s)）]*(?:[（(][^（()）]{1,12}[)）])?\s*$")
_LAST_WORD = re.compile(r"(?:^|(?<=\s))\S{3,40}$")
_LISTED = re.compile(r"附\s*件\s*\d?\s*[:：]")
_LOOK_BACK = 4
_LONG = 120
_MOST_DATES = 200
_NAME = 40
_SHORTEST = 5
_SHORTEST_TITLE = 6
_FAR = 400


@dataclass(frozen=True)
class Signature:
    """Who signs (nobody, where the name is illegible) and when, and the line where it ends."""

    organs: tuple[Passage, ...]
    date: Passage | None
    day: DateWords | None
    first: int
    last: int
    claims: tuple[Claim, ...]

    @property
    def name(self) -> str:
        """The names that sign, without gaps."""
        return "".join("".join(organ.text.split()) for organ in self.organs)


@dataclass(frozen=True)
class Letter:
    """Where to look: the flow, the lines where the letter begins and the page ends, the issuer as the title names it.

    `offset` is where the letter begins in its first line; `annexes` are the names of what it sends.
    """

    flow: Flow
    start: int
    stop: int
    issuer: str = ""
    offset: int = 0
    annexes: tuple[str, ...] = ()

    def line(self, index: int) -> Line | None:
        """The line there; None for a table and beyond the ends."""
        item = self.flow[index] if self.start <= index < self.stop else None
        return item if isinstance(item, Line) else None


def find_signature(letter: Letter, rules: MetadataRules) -> Signature | None:
    """The first signature of the letter."""
    for index in range(letter.start, letter.stop):
        line = letter.line(index)
        if line is None:
            continue
        found = _below_each_other(letter, index, rules) if len(line.text) <= _LONG else None
        if found and _trusted(letter, found, rules):
            return found
        found = _inside(letter, index, rules) if len(line.text) > _NAME else None
        if found:
            return found
    return None


def _below_each_other(letter: Letter, index: int, rules: MetadataRules) -> Signature | None:
    """A day that ends its line, with the names before it on the line or on the lines above; or the issuer's name alone."""
    line = letter.flow[index]
    assert isinstance(line, Line)
    days = _days(line.text)
    if not days:
        return _undated(letter, index, line, rules)
    if len(days) != 1 or not _SEAL.match(line.text, days[0].span.end):
        return None
    day = days[0]
    date = line.passage.part(day.span.start, day.span.end)
    before = line.passage.part(0, day.span.start).strip(" \u3000\xa0\u2002\u2003(（")
    if before.text:
        sure = is_organ(before.text, rules)
        return Signature((before,), date, day, index, index, (Claim(line.passage, "signature"),)) if sure else None
    above = tuple(item.passage for item in _organs_above(letter, index, rules))
    hanging = None if above else _hanging(letter.line(index - 1), rules)
    names = above or ((hanging,) if hanging else ())
    return Signature(names, date, day, index - len(above), index, tuple(Claim(p, "signature") for p in (*names, line.passage)))


def _days(text: str) -> list[DateWords]:
    unmarked = unmarked_day(text)
    return [unmarked] if unmarked else find_dates(text)


def _undated(letter: Letter, index: int, line: Line, rules: MetadataRules) -> Signature | None:
    """The issuer's own full name on a line of its own, with no day below it."""
    if not letter.issuer or short(line.text) != short(letter.issuer):
        return None
    below = letter.line(index + 1)
    if (below and _days(below.text)) or not _closes(letter, index, rules):
        return None
    return Signature((line.passage,), None, None, index, index, (Claim(line.passage, "signature"),))


def _organs_above(letter: Letter, index: int, rules: MetadataRules) -> Iterator[Line]:
    first = index
    while first > index - _LOOK_BACK:
        line = letter.line(first - 1)
        if line is None or not is_organ(line.text, rules):
            break
        first -= 1
    for item in letter.flow[first:index]:
        if isinstance(item, Line):
            yield item


def _hanging(above: Line | None, rules: MetadataRules) -> Passage | None:
    """A name that is pushed to the right of the letter's last paragraph by a run of spaces."""
    span = _hung(above.text) if above else None
    name = above.passage.part(span.start, span.end) if above and span else None
    return name if name and is_organ(name.text, rules) else None


def _hung(text: str) -> Span | None:
    """The last word of a paragraph, where a sentence's end and a run of spaces are before it."""
    words = text.rstrip()
    last = _LAST_WORD.search(words[-_NAME - 1 :])
    if last is None:
        return None
    before = words[: len(words) - len(last[0])]
    gap = len(before) - len(before.rstrip())
    return Span(len(before), len(words)) if gap > 1 and _SENTENCE_END.search(before.rstrip()[-1:]) else None


def _inside(letter: Letter, index: int, rules: MetadataRules) -> Signature | None:
    """A signature between the sentences of a long line: `…执行。 达州市人民政府办公室 2021年9月10日 附件…`."""
    line = letter.flow[index]
    assert isinstance(line, Line)
    text = line.text
    first = letter.offset if index == letter.start else 0
    for day in find_dates(text, _MOST_DATES):
        window = max(first, day.span.start - 4 * _NAME)
        if day.span.start <= window:
            continue
        before = text[window : day.span.start]
        glued = _glued_start(before, letter.issuer)
        start = window + (glued or _names_start(before, rules))
        after = text[day.span.end : day.span.end + 1]
        if start == day.span.start or not (glued or _opens_next(after)):
            continue
        name = line.passage.part(start, day.span.start).strip()
        ahead = text[max(first, start - _LONG) : start].rstrip()
        closed = _SENTENCE_END.search(ahead[-1:]) or _LISTED.search(ahead) or same_body(name.text, letter.issuer)
        if closed and not rules.cue("placeless").match(name.text):
            date = line.passage.part(day.span.start, day.span.end)
            return Signature((name,), date, day, index, index, (Claim(line.passage.part(start, day.span.end), "signature"),))
    return None


def _opens_next(after: str) -> bool:
    """Whether the character behind a day can begin what stands below a letter."""
    return not after or after.isspace() or after in "（(附信抄"


def _glued_start(before: str, issuer: str) -> int:
    """Where the issuer's full name begins that ends the words without a gap (text that lost its lines); else 0."""
    words = before.rstrip()
    return len(words) - len(issuer) if len(issuer) > _SHORTEST and words.endswith(issuer) else 0


def _names_start(before: str, rules: MetadataRules) -> int:
    """Where the names of bodies that end the words begin; their end when there are none."""
    start = len(before)
    while start > len(before) - 3 * _NAME:
        words = before[:start].rstrip()
        last = _LAST_WORD.search(words[-_NAME - 1 :])
        if last is None or not is_organ(last[0], rules):
            break
        start = len(words) - len(last[0])
    return start


def _trusted(letter: Letter, found: Signature, rules: MetadataRules) -> bool:
    """Whether a letter ends here: by who signs, by what stands above, by what stands below."""
    ends, closes = _ends(letter, found.first), _closes(letter, found.last, rules)
    if not found.organs:
        ended = closes or _opens_plan(letter, found.last) or _below_list(letter, found, rules)
        return ended and _nameless(letter, found, rules)
    full = not rules.cue("placeless").match(found.name)
    if full and same_body(found.name, letter.issuer):
        return ends or closes
    if not full:
        return closes and ends and not _tabular(letter, found.first, rules)
    # Below the units and times of the last item no sentence ends; a body with its place in its name signs all the same.
    dated = found.day is not None and found.day.year is not None
    return closes or (ends and dated and not _tabular(letter, found.first, rules))


def _tabular(letter: Letter, first: int, rules: MetadataRules) -> bool:
    """Whether the lines above are the cells of a table, where bodies and days stand below each other too."""
    above = (letter.line(index) for index in range(max(letter.start, first - _FAR), first))
    return any(line is None or rules.cue("addressee_no").fullmatch(line.text.strip(" |")) for line in above)


def _opens_plan(letter: Letter, last: int) -> bool:
    """Whether the first heading of the plan follows, so that all before it was the letter."""
    below = letter.line(last + 1)
    return below is not None and _FIRST.match(below.text) is not None


def _below_list(letter: Letter, found: Signature, rules: MetadataRules) -> bool:
    """Whether the day stands right below the list of annexes, where nothing but a signature does."""
    above = letter.line(found.first - 1)
    return above is not None and found.day is not None and found.day.value is not None and opens_list(above.text, rules)


def _nameless(letter: Letter, found: Signature, rules: MetadataRules) -> bool:
    """A day alone: below the end of a letter, or below one short line (an illegible name) that is."""
    above = letter.line(found.first - 1)
    if above is None or (rules.titles.end.search(above.text) and not _LISTED.match(above.text.lstrip())):
        return False
    if _ends(letter, found.first):
        return True
    return len(above.text) <= _NAME and not re.search(r"[，。；,;|]", above.text) and _ends(letter, found.first - 1)


def _ends(letter: Letter, first: int) -> bool:
    """Whether the line above ends a letter: a sentence's end, or a listed annex; the salutation's colon does too."""
    above = letter.flow[first - 1] if first > max(0, letter.start - 1) else None
    if not isinstance(above, Line):
        return False
    return any((_SENTENCE_END.search(above.text), _ITEM.match(above.text), _hung(above.text)))


def _closes(letter: Letter, last: int, rules: MetadataRules) -> bool:
    """Whether nothing of the letter follows: the page's end, an annex, a plan's title, a table, remarks on distribution."""
    if last + 1 >= letter.stop:
        return True
    below = letter.line(last + 1)
    if below is None:
        return True
    if (
        is_annex_mark(below.text, rules)
        or is_copies(below.text, rules)
        or opens_list(below.text, rules)
        or is_footer(below.text, rules)
    ):
        return True
    return bool(plan_title(letter, last + 1, rules))


def plan_title(letter: Letter, index: int, rules: MetadataRules) -> tuple[Line, ...]:
    """The lines from there on that are the title of what the letter sends.

    It ends as plans do, or it is named in the letter, or a table follows at once.
    """
    lines = title_lines(letter.flow, index, letter.stop, rules)
    words = ""
    for count, line in enumerate(lines, 1):
        words += "".join(line.text.split()).strip("《》")
        if words in letter.annexes:
            return lines[:count]
    below = letter.flow[index + len(lines)] if index + len(lines) < letter.stop else None
    ended = bool(lines) and rules.titles.end.search(lines[-1].text.strip(" 》）)"))
    tabled = len(words) >= _SHORTEST_TITLE and below is not None and not isinstance(below, Line)
    return lines if ended or tabled else ()
