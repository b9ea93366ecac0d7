"""What kind of plan a notice is, and for which year: inferences from its title, its annexes and its dates."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.facts.deadlines.datewords import number_of
from pipeline.facts.deadlines.school import SchoolTime
from pipeline.facts.metadata.letter import is_item
from pipeline.facts.metadata.title_words import is_open, is_unopened, looks_like_title, tidy
from pipeline.notice import Line
from pipeline.values import Found

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator, Sequence

    from pipeline.facts.metadata.rules import MetadataRules
    from pipeline.notice import Flow
    from pipeline.outline import Passage

_YEAR = re.compile(
    r"(?<!\d)(?P<year>20[0-4]\d|19[89]\d|二[〇零○OＯ]{1}[〇零○OＯ一二三四五六七八九]{2})\s*(?:年|[-—–－至]\s*20\d\d\s*年)"
)
_NUMBER_YEAR = re.compile(r"[〔\[（(]?((?:19|20)\d\d)")
_TAIL = re.compile(r"(?:[》”\"』」\s]|[（(][^（()）]{1,20}[)）]){1,20}$")
_SHORT_WORD = 3
SCHOOL, TITLE_AGAIN = "metadata.plan_year.school", "metadata.plan_year.title_again"
_UPLOADED = "metadata.published_date.uploaded"
"""The day on which somebody laid a copy of the text on a site: it may be of any year."""
_OF_DATES = frozenset(f"metadata.plan_year.{source}" for source in ("written_date", "doc_number", "published_date"))
_OPENING = 120
_FAR, _FEW = 400, 40
_AHEAD = 12
_MONTH = re.compile(r"\s?\d{1,2}\s?月(?!份?(?:起|至|到|[-—–~～]))")


def title_of_plan(headings: Sequence[Passage], rules: MetadataRules) -> Found[str] | None:
    """The title of what a letter sends, where the letter's own is not on the page; a book mark may close on the next line."""
    below = (*headings[1:], None)
    pairs = (
        (line, after) if after and is_open(line.text) and is_unopened(after.text) else (line,)
        for line, after in zip(headings, below, strict=False)
    )
    for lines in pairs:
        value = tidy("".join(line.text for line in lines))
        if looks_like_title(value, rules):
            return Found(value, "\n".join(line.said for line in lines), lines[0].place, "metadata.title.plan")
    return None


def plan_year(
    title: Found[str] | None,
    headings: Sequence[Passage],
    dates: Sequence[Found[str] | Found[dt.date] | None],
    rules: MetadataRules,
) -> Found[int] | None:
    """The year the plan is for: its title's, else a heading's, else the year of its signature, number or publication.

    The rule's id says which; the first year of a span of years counts, of a school year or term the one in which it begins.
    """
    if title and title.value:
        school = school_time(title.value, rules)
        if school:
            return Found(school[0].plan_year, school[1], title.place, SCHOOL)
        match = _YEAR.search(title.value)
        if match:
            return Found(number_of(match["year"]), match[0], title.place, "metadata.plan_year.title")
    for heading in headings:
        match = _YEAR.search(heading.text)
        if match:
            words = heading.part(*match.span())
            return Found(number_of(match["year"]), words.said, words.place, "metadata.plan_year.heading")
    return _year_of_dates(dates)


def school_time(words: str, rules: MetadataRules) -> tuple[SchoolTime, str] | None:
    """The school year or term that words name, and what of them does; None where they name none.

    A term behind a civil year (2023年春季学期) is the one that runs in it.
    """
    for rule, pattern in rules.school:
        match = pattern.search(words)
        if match:
            half, _, civil = rule.gives.partition(" ")
            return SchoolTime(int(match[1]) - bool(civil), int(half)), match[0]
    return None


def year_before_title(lines: Iterable[Passage], title: Found[str] | None) -> Found[int] | None:
    """The year before the title where the text says it again, in full: 县宣传月工作计划 … 2021年县宣传月工作计划."""
    name = title.value if title and title.value else ""
    for line in lines:
        at = line.text.find(name) if name else 0
        years = list(_YEAR.finditer(line.text[max(0, at - _AHEAD) : at])) if at > 0 else []
        if years and years[-1].end() == min(at, _AHEAD):
            said = line.part(at - len(years[-1][0]), at)
            return Found(number_of(years[-1]["year"]), said.said, said.place, TITLE_AGAIN)
    return None


def with_year(title: Found[str] | None, year: Found[int] | None) -> Found[str] | None:
    """A title with the year before it where the text says it again so: the page's name of a copy leaves the year out."""
    again = year is not None and year.rule == TITLE_AGAIN and title is not None and title.value is not None
    return replace(title, value=f"{year.value}年{title.value}") if again and title and year else title


def year_of_letter(words: Passage | None) -> Found[int] | None:
    """The year that the letter's first words name, where they name one alone, no day: 现将2009年目标分解给你们, 2016年7月起."""
    opening = words.text[:_OPENING] if words else ""
    found = [match for match in _YEAR.finditer(opening) if not _MONTH.match(opening, match.end())]
    if words is None or len({match["year"] for match in found}) != 1:
        return None
    said = words.part(*found[0].span())
    return Found(number_of(found[0]["year"]), said.said, said.place, "metadata.plan_year.letter")


def above_list(letter: Flow) -> Iterator[Passage]:
    """The lines of a letter above its first item."""
    for item in letter[:_FEW]:
        if not isinstance(item, Line) or is_item(item.text):
            return
        yield item.passage


def year_of_work(lines: Iterable[Passage], year: Found[int] | None, rules: MetadataRules) -> Found[int] | None:
    """The next year than that of the dates, where words above the list say that its work is for it: 票决产生2023年民生实事项目.

    It must be the only one of which they say so.
    """
    if year is None or year.rule not in _OF_DATES:
        return year
    found = [
        (line, m) for line in lines for m in _YEAR.finditer(line.text[:_FAR]) if rules.titles.dated.match(line.text, m.end())
    ]
    if {number_of(match["year"]) for _, match in found} != {(year.value or 0) + 1}:
        return year
    said = found[0][0].part(*found[0][1].span())
    return Found((year.value or 0) + 1, said.said, said.place, "metadata.plan_year.letter")


def year_of_meeting(lines: Sequence[Passage], title: Found[str] | None, rules: MetadataRules) -> Found[int] | None:
    """The year of the day on which minutes say that the meeting was held: 2022年6月8日上午，副市长主持召开专题会议."""
    if title is None or not rules.ends("minutes").search(_TAIL.sub("", title.value or "")):
        return None
    for line in lines:
        match = _YEAR.search(line.text[:_OPENING])
        if match:
            said = line.part(*match.span())
            return Found(number_of(match["year"]), said.said, said.place, "metadata.plan_year.meeting")
    return None


def _year_of_dates(dates: Sequence[Found[str] | Found[dt.date] | None]) -> Found[int] | None:
    for found, source in zip(dates, ("written_date", "doc_number", "published_date"), strict=False):
        if found and found.rule == _UPLOADED:
            continue
        words = found.said if found and not isinstance(found.value, str) else (found.value if found else None)
        year = _first_year(str(words)) if words else None
        if found and year:
            return Found(year, found.said, found.place, f"metadata.plan_year.{source}")
    return None


def _first_year(words: str) -> int | None:
    match = _NUMBER_YEAR.search(words)
    if match:
        return int(match[1])
    chinese = _YEAR.search(words)
    return number_of(chinese["year"]) if chinese else None


def doc_kind(title: Found[str] | None, headings: Sequence[Passage], rules: MetadataRules) -> str:
    """The kind by the title's last telling words; a notice without a title is what its annex is."""
    if title and title.value:
        return kind_of(title.value, rules)
    kinds = [kind_of(heading.text, rules) for heading in headings]
    return next((kind for kind in kinds if kind not in ("other", "notice")), "other")


def kind_of(words: str, rules: MetadataRules) -> str:
    """The kind that a title's words tell; `other` when none of them does."""
    core = _TAIL.sub("", words)
    notice = rules.ends("title_end").search(core)
    plan = _TAIL.sub("", core[: notice.start()]) if notice else core
    best = (0, 0, "")
    for rule in rules.entries:
        if rule.part != "kind" or rule.gives == "notice":
            continue
        for word in rule.words:
            at = plan.rfind(word)
            if at >= 0 and (len(word) > _SHORT_WORD or at + len(word) == len(plan)):
                best = max(best, (at + len(word), len(word), rule.gives))
    if best[2]:
        return best[2]
    return "notice" if rules.rule_of("kind", words) else "other"
