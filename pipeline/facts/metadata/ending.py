"""Where a letter ends: whether a body and a day are its signature, by who signs, by what stands above and what below."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from pipeline.facts.deadlines.datewords import find_dates, unmarked_day
from pipeline.facts.metadata.annexes import is_annex_mark, named_title, opens_list, title_lines
from pipeline.facts.metadata.bodies import same_body
from pipeline.facts.metadata.letter import is_item, is_organ
from pipeline.facts.metadata.tail import is_copies, is_footer
from pipeline.notice import Claim, Line
from pipeline.values import Found, Span

if TYPE_CHECKING:
    from pipeline.facts.deadlines.datewords import DateWords
    from pipeline.facts.metadata.rules import MetadataRules
    from pipeline.notice import Flow
    from pipeline.outline import Passage

SENTENCE_END = re.compile(r"[。！!）)”】\]；;：:]\s*$")
LAST_WORD = re.compile(r"(?:^|(?<=\s))\S{3,40}$")
LAST_NAME = re.compile(r"(?:^|(?<=[\s。；;！!）)〕】]))[^\s。；;，,！!）)〕】]{3,40}$")
"""Like it, also right behind a sentence or a bracket without a gap: 改造公厕。云河县人民政府办公室."""
LONGEST_NAME = 40
_FIRST = re.compile(r"\s*(?:第?一[、.．]|第一部|[（(]一[)）])")
_ITEM = re.compile(r"\s{0,20}\d{1,2}\s*[.．、)）]")
_ALONE = re.compile(r"\s*[0-9]{4}年[0-9]{1,2}月[0-9]{1,2}日\s*")
_SHORTEST_TITLE = 6
_FAR = 400
_MOST_BUTTONS = 6
_LONG = 120


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

    `offset` is where the letter begins in its first line; `annexes` are the names of what it sends, `addressees` to whom.
    """

    flow: Flow
    start: int
    stop: int
    issuer: str = ""
    offset: int = 0
    annexes: tuple[str, ...] = ()
    addressees: tuple[Found[str], ...] = ()

    def line(self, index: int) -> Line | None:
        """The line there; None for a table and beyond the ends."""
        item = self.flow[index] if self.start <= index < self.stop else None
        return item if isinstance(item, Line) else None


def days_of(text: str) -> list[DateWords]:
    """The days of a line; one without signs between year, month and day counts where it is all there is."""
    unmarked = unmarked_day(text)
    return [unmarked] if unmarked else find_dates(text)


def hung_at(text: str) -> Span | None:
    """The last word of a paragraph, where a sentence's end and a run of spaces are before it."""
    words = text.rstrip()
    last = LAST_WORD.search(words[-LONGEST_NAME - 1 :])
    if last is None:
        return None
    before = words[: len(words) - len(last[0])]
    gap = len(before) - len(before.rstrip())
    return Span(len(before), len(words)) if gap > 1 and SENTENCE_END.search(before.rstrip()[-1:]) else None


def is_trusted(letter: Letter, found: Signature, rules: MetadataRules) -> bool:
    """Whether a letter ends here: by who signs, by what stands above, by what stands below."""
    if _below_table(letter, found, rules):
        return True
    illegible = found.day is not None and not found.day.marked and found.date is not None and "?" in found.date.text
    if illegible and (_tabular(letter, found.first, rules) or _is_repeated(letter, found, rules)):
        return False  # of such days a table has many
    ends, closed = _ends(letter, found.first, rules), closes(letter, found.last, rules)
    if not found.organs:
        ended = closed or _opens_plan(letter, found.last) or _below_list(letter, found, rules) or _is_last(letter, found)
        return ended and _nameless(letter, found, rules)
    full = not rules.cue("placeless").match(found.name)
    if full and same_body(found.name, letter.issuer, rules):
        return ends or closed
    if not full:
        alone = _signs_once(letter, found, rules)
        return ends + closed + alone > 1 and not (_tabular(letter, found.first, rules) or _is_of_item(letter, found.first))
    # Below the units and times of the last item no sentence ends; a body with its place in its name signs all the same.
    dated = found.day is not None and found.day.year is not None
    return closed or (ends and dated and not _tabular(letter, found.first, rules))


def _below_table(letter: Letter, found: Signature, rules: MetadataRules) -> bool:
    """Whether the issuer's own full name and a day, illegible perhaps, stand right below a table and nowhere else in the letter.

    No cell stands there; whatever line a copy leaves below (点击数：1234) then changes nothing, where no item is numbered below.
    """
    above = letter.flow[found.first - 1] if found.first > letter.start else None
    if above is None or isinstance(above, Line) or not found.organs or found.day is None:
        return False
    if rules.cue("placeless").match(found.name) or not same_body(found.name, letter.issuer or found.name, rules):
        return False
    goes_on = any(line is not None and is_item(line.text) for line in map(letter.line, range(found.last + 1, letter.stop)))
    return not goes_on and not _is_repeated(letter, found, rules)


def _tabular(letter: Letter, first: int, rules: MetadataRules) -> bool:
    """Whether the lines above are the cells of a table, where bodies and days stand below each other too."""
    above = (letter.line(index) for index in range(max(letter.start, first - _FAR), first))
    return any(line is None or rules.cue("addressee_no").fullmatch(line.text.strip(" |")) for line in above)


def _signs_once(letter: Letter, found: Signature, rules: MetadataRules) -> bool:
    """Whether nowhere else in a letter to named bodies a body and a day stand alone, as in a table's rows, and no item goes on.

    Whatever line a copy leaves behind the day (打印本页, a file's name) then changes nothing.
    """
    below = letter.line(found.last + 1)
    goes_on = below is not None and is_item(below.text) and not _FIRST.match(below.text)
    if not letter.addressees or goes_on or found.day is None or found.day.year is None:
        return False
    return not _is_repeated(letter, found, rules)


def _is_repeated(letter: Letter, found: Signature, rules: MetadataRules) -> bool:
    """Whether a body and a day stand alone elsewhere in the letter too."""
    elsewhere = chain(range(found.first - 1, letter.start - 1, -1), range(found.last + 1, letter.stop))
    return any(_is_pair(letter, index, rules) for index in elsewhere)


def _is_pair(letter: Letter, index: int, rules: MetadataRules) -> bool:
    """Whether a line ends in a day, and a body is all that stands before it, there or on the line above."""
    line, above = letter.line(index), letter.line(index - 1)
    days = days_of(line.text) if line is not None and len(line.text) <= _LONG else []
    if line is None or len(days) != 1 or line.text[days[0].span.end :].strip():
        return False
    before = line.text[: days[0].span.start].strip()
    return is_organ(before or (above.text if above is not None else ""), rules)


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
    if _is_last(letter, found):
        return True
    if _is_of_item(letter, found.first):
        return False
    if above is not None and rules.cue("letter_close").match(above.text):
        return True
    if above is None or (rules.titles.end.search(above.text) and not rules.annex_list.match(above.text.lstrip())):
        return False
    if _ends(letter, found.first, rules):
        return True
    return len(above.text) <= LONGEST_NAME and not re.search(r"[，。；,;|]", above.text) and _ends(letter, found.first - 1, rules)


def _is_of_item(letter: Letter, day: int) -> bool:
    """Whether days stand alone below earlier items too: then the day below the last item is the time of that item."""
    above = [line for at in range(max(letter.start, day - _FAR), day) if (line := letter.line(at)) is not None]
    first = next((at for at, line in enumerate(above) if is_item(line.text)), len(above))
    return any(len(line.text) <= LONGEST_NAME and _ALONE.fullmatch(line.text) for line in above[first:])


def _is_last(letter: Letter, found: Signature) -> bool:
    """Whether a day in Chinese numerals, as no cell has it, is the last thing that a page says; buttons may stand below."""
    said = found.date.text if found.date is not None else "0"
    below = letter.flow[found.last + 1 : letter.stop]
    rubble = all(
        isinstance(item, Line) and len(item.text) <= LONGEST_NAME and not SENTENCE_END.search(item.text) for item in below
    )
    return rubble and len(below) <= _MOST_BUTTONS and not any(char.isdecimal() for char in said)


def _ends(letter: Letter, first: int, rules: MetadataRules) -> bool:
    """Whether the line above ends a letter: a sentence's end, 此通知, a listed annex; the salutation's colon does too."""
    above = letter.flow[first - 1] if first > max(0, letter.start - 1) else None
    if not isinstance(above, Line):
        return False
    ends = (SENTENCE_END.search(above.text), _ITEM.match(above.text), rules.annex_mark.match(above.text), hung_at(above.text))
    return any(ends) or rules.cue("letter_close").match(above.text) is not None


def closes(letter: Letter, last: int, rules: MetadataRules) -> bool:
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
    named = named_title(lines, letter.annexes)
    if named:
        return named
    words = "".join("".join(line.text.split()) for line in lines)
    below = letter.flow[index + len(lines)] if index + len(lines) < letter.stop else None
    ended = bool(lines) and rules.titles.end.search(lines[-1].text.strip(" 》）)"))
    tabled = len(words) >= _SHORTEST_TITLE and below is not None and not isinstance(below, Line)
    return lines if ended or tabled else ()
