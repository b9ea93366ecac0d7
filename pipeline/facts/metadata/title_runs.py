"""Where a title is printed: its runs, the page's headline, the places where it stands again among other words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from pipeline.facts.deadlines.datewords import first_date
from pipeline.facts.metadata.letter import salutation_at
from pipeline.facts.metadata.title_words import (
    NUMBERED,
    SENTENCE,
    SHORTEST,
    looks_like_title,
    may_head,
    page_name,
    squeeze,
    tidy,
    unwrapped,
)
from pipeline.values import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.facts.metadata.rules import MetadataRules
    from pipeline.notice import Line

HEAD_LINES = 400
"""A title stands above this line."""

SEARCHED = 2000
"""So many characters of a long line are searched for a title."""

ISSUER = 5
"""The name of an issuer that stands apart has so many signs at least."""

_HEADLINE = "h1"
_PUBLISHED, _TOP = "published_date", 40
_FIRST, _OPENING = 8, 300
_SHORTEST_NEWS, _LONGEST_NEWS, _MOSTLY = 8, 50, 0.5
_BREAK = re.compile(r"[。：:\s]")


@dataclass(frozen=True)
class TitleRun:
    """Where a title, or a part of one, is printed: the line's index and the run in it."""

    line: int
    span: Span


@dataclass(frozen=True)
class TitleFound:
    """The title, the runs that print it (first occurrence first, then the others), and how it was found."""

    value: str
    first: tuple[TitleRun, ...]
    again: tuple[TitleRun, ...]
    rule: str

    @property
    def runs(self) -> tuple[TitleRun, ...]:
        """All the places where it is printed."""
        return self.first + self.again


def find_unmarked(lines: Sequence[Line | None], names: Sequence[str], rules: MetadataRules) -> TitleFound | None:
    """A title that no known words mark, shown by its place: as headline, above the day of publication or what says it again."""
    return find_heading(lines, names, rules) or _above_day(lines, rules) or _said_again(lines, rules)


def _said_again(lines: Sequence[Line | None], rules: MetadataRules) -> TitleFound | None:
    """The line near the top, below buttons at most, most of whose words the paragraph right below it says again, as news do."""
    for index, (line, below) in enumerate(pairwise(lines[:_FIRST])):
        if line is None or below is None or SENTENCE.search(line.text):
            return None
        words = line.text.strip()
        if (
            not _SHORTEST_NEWS <= len(words) <= _LONGEST_NEWS
            or not SENTENCE.search(below.text)
            or not _may_stand_alone(words, rules)
        ):
            continue
        pairs = {words[at : at + 2] for at in range(len(words) - 1)}
        if sum(pair in below.text[:_OPENING] for pair in pairs) >= _MOSTLY * len(pairs):
            run = TitleRun(index, Span(0, len(line.text)))
            return TitleFound(tidy(words), (run,), (), "metadata.title.said_again")
    return None


def _above_day(lines: Sequence[Line | None], rules: MetadataRules) -> TitleFound | None:
    """The line right above 发布日期：…, where what stands over it is no part of it: navigation, a body's name, nothing."""
    for index, line in enumerate(lines[:_TOP]):
        label = rules.label.match(line.text.strip()) if line else None
        rule = rules.labels["".join((label["boxed"] or label["plain"]).split())] if label else None
        if line is None or rule is None or rule.gives != _PUBLISHED or first_date(line.text) is None:
            continue
        above = lines[index - 1] if index else None
        over = lines[index - 2] if index > 1 else None
        if above is None or not _may_stand_alone(above.text, rules) or (over and _may_stand_alone(over.text, rules)):
            return None
        run = TitleRun(index - 1, Span(0, len(above.text)))
        return TitleFound(tidy(above.text), (run,), (), "metadata.title.above_day")
    return None


def _may_stand_alone(text: str, rules: MetadataRules) -> bool:
    """Whether a line above the day of publication can be a title: no sentence, item, label, path of the page or body's name."""
    words = text.strip()
    if NUMBERED.match(words) or SENTENCE.search(words) or _BREAK.search(words) or not may_head(words, rules):
        return False
    told = rules.cue("title_no").match(words) or rules.cue("navigation").match(words)
    return not (told or rules.label.match(words) or any(char in words for char in ">＞»"))


def find_heading(lines: Sequence[Line | None], names: Sequence[str], rules: MetadataRules) -> TitleFound | None:
    """The line that says what the page's head says, or that is its headline, however it ends: …进展情况公示."""
    wanted = {squeeze(name): name for name in names}
    for index, line in enumerate(lines[:HEAD_LINES]):
        if line is None or salutation_at(line.passage, 0, rules):
            continue
        said = wanted.get(squeeze(line.text)) or (line.text if line.tag == _HEADLINE and may_head(line.text, rules) else "")
        if said:
            run = TitleRun(index, Span(0, len(line.text)))
            return TitleFound(unwrapped(" ".join(said.split())), (run,), (), "metadata.title.heading")
    return None


def opens_over_table(lines: Sequence[Line | None], index: int, rules: MetadataRules) -> bool:
    """Whether a line is the first of two in the middle right above a table: 云河县优化营商环境 / 重点任务分解表."""
    pair = lines[index : index + 2]
    if lines[index + 2 : index + 3] != (None,) or not all(line is not None and "center" in line.marks for line in pair):
        return False
    words = pair[0].text.strip() if pair[0] else ""
    apart = looks_like_title(words, rules) or rules.cue("annex").match(words) or rules.cue("site").search(words)
    return len(words) >= SHORTEST and not apart


def site_beside(run: TitleRun, lines: Sequence[Line | None], rules: MetadataRules) -> Iterator[TitleRun]:
    """The name of the site that stands behind a title on its line, or before it."""
    line = lines[run.line]
    named = page_name(line.text, rules) if line else None
    if line and named and named == run.span:
        sides = (Span(0, named.start), Span(named.end, len(line.text)))
        yield from (TitleRun(run.line, side) for side in sides if side.end > side.start)


def printed_inside(title: str, lines: Sequence[Line | None], rules: MetadataRules) -> Iterator[TitleRun]:
    """Every place where the title stands among other words of a long line, with whatever gaps it is printed there."""
    solid = "".join(title.split())
    for index, line in enumerate(lines[:HEAD_LINES]):
        if line is None or len(line.text) <= len(title) + SHORTEST or solid[:4] not in line.text:
            continue
        text = line.text[: 2 * SEARCHED]
        kept = [at for at, character in enumerate(text) if not character.isspace()]
        packed = "".join(text[at] for at in kept)
        at = packed.find(solid)
        while at >= 0:
            if not _is_told(text, Span(kept[at], kept[at + len(solid) - 1] + 1), rules):
                yield TitleRun(index, Span(kept[at], kept[at + len(solid) - 1] + 1))
            at = packed.find(solid, at + len(solid))


def _is_told(text: str, span: Span, rules: MetadataRules) -> bool:
    """Whether a sentence of the letter names the title: 现将《…》印发给你们, 经县政府同意，现将…印发给你们."""
    before = text[: span.start].rstrip()
    if before.endswith("《"):
        return bool(before[:-1].strip()) or bool(SENTENCE.search(text, span.end))
    opening = _BREAK.split(before)[-1].strip()
    return rules.cue("title_no").match(opening) is not None


def spaced_value(found: TitleFound, lines: Sequence[Line | None], rules: MetadataRules) -> str:
    """The title with a space kept between two issuers."""
    words = " ".join(_text_of(run, lines) for run in found.first)
    mark = rules.titles.mark.search(words)
    if mark is None:
        return found.value
    issuers = words[: mark.start()].split()
    organ = rules.ends("organ_end")
    head = issuers[:1]
    for word in issuers[1:]:
        separate = organ.search(head[-1]) and organ.search(word) and (len(word) >= ISSUER or word in rules.words("organ_short"))
        head = [*head, word] if separate else [*head[:-1], head[-1] + word]
    return unwrapped(" ".join(head) + tidy(words[mark.start() :]))


def _text_of(run: TitleRun, lines: Sequence[Line | None]) -> str:
    line = lines[run.line]
    return line.text[run.span.start : run.span.end] if line else ""
