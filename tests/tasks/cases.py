"""Notices in a few lines, and how their tasks are written down for comparison."""

from __future__ import annotations

import html
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from pipeline.parse import parse
from pipeline.values import RawPage

if TYPE_CHECKING:
    from pipeline.notice import ParsedNotice, Task
    from pipeline.parse import Rules
    from pipeline.values import Deadline, Found, Unit

ROLES = {"lead": "L", "responsible": "R", "cooperating": "C", "guiding": "G", "supervising": "S", "addressee": "A"}


class Case(NamedTuple):
    """A notice, line by line, and its tasks as a reader writes them down."""

    name: str
    lines: tuple[str, ...]
    tasks: tuple[str, ...]

    @property
    def is_plain(self) -> bool:
        """Whether nothing in it needs markup, so that a text file says the same."""
        return not any(line.startswith(("**", "#", "<")) for line in self.lines)


def read_cases(name: str) -> list[Case]:
    """The cases of a file beside this one; its head says how they are written."""
    text = (Path(__file__).parent / name).read_text(encoding="utf-8")
    cases = []
    for chunk in text.split("\n@ ")[1:]:
        said, _, tasks = chunk.partition("\n=>\n")
        title, *lines = said.strip().split("\n")
        cases.append(Case(title, tuple(lines), tuple(line for line in tasks.strip().split("\n") if line)))
    return cases


def page_of(lines: tuple[str, ...]) -> RawPage:
    """The notice as a site prints it."""
    title, *rest = lines
    body = "".join(map(_markup, rest))
    text = (
        f"<!DOCTYPE html><html><head><meta charset='utf-8'><title>{title}</title></head><body><div class='nav'><a href='/'>首页</a>"
        f"</div><h1>{title}</h1><div class='article'>{body}</div></body></html>"
    )
    return RawPage("notice.html", text.encode())


def _markup(line: str) -> str:
    if line.startswith("<"):
        return line
    for sign, tag in (("### ", "h3"), ("## ", "h2")):
        if line.startswith(sign):
            return f"<{tag}>{html.escape(line[len(sign) :])}</{tag}>"
    if line.startswith("**"):
        return f"<p><strong>{html.escape(line.strip('*'))}</strong></p>"
    return f"<p>{html.escape(line)}</p>"


def text_of(lines: tuple[str, ...]) -> RawPage:
    """The notice as a text file."""
    return RawPage("notice.txt", "\n".join(lines).encode())


def tasks_of(page: RawPage, rules: Rules) -> tuple[str, ...]:
    """The tasks of a page, each in one line."""
    return tuple(map(_shown, parsed(page, rules).tasks))


def parsed(page: RawPage, rules: Rules) -> ParsedNotice:
    """The page, read."""
    return parse(page, rules)


def _shown(task: Task) -> str:
    units = " ".join(map(_unit, task.units))
    times = " ".join(map(_time, task.deadlines))
    return "|".join((task.label or "", " > ".join(task.draft.path), task.text.replace("\n", "/"), units, times))


def _unit(found: Found[Unit]) -> str:
    unit = found.value
    if unit is None:
        return f"?{found.said}"
    return ROLES[unit.role] + unit.name + "*" * unit.is_group + "+" * unit.open_list


def _time(found: Found[Deadline]) -> str:
    deadline = found.value
    if deadline is None:
        return f"?{found.said}"
    if deadline.end is not None:
        return deadline.end.isoformat()
    return f"{deadline.kind}:{deadline.rrule}" if deadline.rrule else deadline.kind
