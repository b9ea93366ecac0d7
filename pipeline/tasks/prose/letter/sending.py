"""Where a letter ends that sends a plan: what it asks for above that line is its own, and no item of the plan."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.notice import Line
from pipeline.tasks.tables.labels.columns import plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pipeline.notice import Claim, Flow
    from pipeline.tasks.rules import TaskRules

_SOON, _LEAST_TITLE, _FEW = 8, 8, 2
_NAMED = re.compile(r"《[^《》]{4,60}》")
_HEADING = re.compile(r"[^。，,；;：: 　]{1,30}")


@dataclass(frozen=True)
class Sent:
    """The page as a letter: its lines, what is known of them, its title without gaps, and where headings begin anew."""

    flow: Flow
    claims: Sequence[Claim]
    title: str
    restarts: frozenset[int]

    def starts(self, kind: str) -> set[tuple[str, int]]:
        """Where the words begin that are of this kind."""
        return {(claim.passage.path, claim.passage.span.start) for claim in self.claims if claim.kind == kind}


def end_of_letter(sent: Sent, rules: TaskRules) -> int:
    """The line where a letter ends that sends a plan; 0 where there is none.

    Behind its signature the plan's title stands again, or the plan stands elsewhere: the letter says that it sends a paper and
    asks for more itself, its title says that it sends one and its items are requirements, or all its items only urge.
    """
    return _own_title(sent, rules) or _end_of_sending(sent, rules)


def _own_title(sent: Sent, rules: TaskRules) -> int:
    """The part of the page near whose beginning the plan's title stands, which ends as the notice's does; 0 where none does."""
    mark = next(rules.legends.find("about", sent.title), None)
    about = sent.title[mark.end() :] if mark else ""
    named = {plain(c.passage.text) for c in sent.claims if c.kind == "title"}
    lines = [plain(item.text) if isinstance(item, Line) else "" for item in sent.flow] if about else []
    for first in sorted(sent.restarts) if about else ():
        near = (n for n in lines[first : first + _SOON] if len(n) >= _LEAST_TITLE and n != sent.title)
        if lines[first] not in named and any(n[-_LEAST_TITLE:] in about for n in near):
            return first
    return 0


def _end_of_sending(sent: Sent, rules: TaskRules) -> int:
    legends = rules.legends
    listed = sent.starts("attachment_list")
    titled = legends.has("sends_plan", sent.title)
    first = 0
    for index, item in enumerate(sent.flow):
        if not isinstance(item, Line) or plain(item.text) == sent.title:
            continue
        asks, forwards = legends.has("asks", item.text), legends.has("forwards", item.text)
        if (forwards and listed) or (asks and (forwards or titled)):
            return _end_behind(index, sent)
        sends = forwards and (titled or _NAMED.search(item.text) is not None)
        encloses = sends or (bool(listed) and legends.has("encloses", item.text))
        first = first or (index if encloses else 0)
    end = _end_behind(first, sent) if first else 0
    lines = (item for item in sent.flow[first + 1 : end] if isinstance(item, Line))
    own = [line for line in lines if (line.passage.path, line.passage.span.start) not in listed]
    return end if _only_exhorts(own, rules) else 0


def _end_behind(index: int, sent: Sent) -> int:
    """The signature below a line of the letter, or the page's end."""
    signed = sent.starts("signature")
    lines = ((at, item) for at, item in enumerate(sent.flow) if at > index and isinstance(item, Line))
    return next((at for at, line in lines if (line.passage.path, line.passage.span.start) in signed), len(sent.flow))


def _only_exhorts(lines: Iterable[Line], rules: TaskRules) -> bool:
    """Whether two numbered lines or more, all of one style, only urge (一、提高认识。…) or tell 各责任单位 how to go about it."""
    marks = [mark for line in lines if (mark := rules.numbers.mark(line.passage))]
    return len(marks) >= _FEW and len({mark.style for mark in marks}) == 1 and all(_exhorts(m.rest.text, rules) for m in marks)


def _exhorts(words: str, rules: TaskRules) -> bool:
    head = _HEADING.match(words.lstrip())
    section = rules.sections.rule_of(head[0]) if head is not None else None
    urges = head is not None and rules.legends.has("urges", head[0])
    return urges or (section is not None and section.kind == "general") or rules.legends.has("tells_doers", words)
