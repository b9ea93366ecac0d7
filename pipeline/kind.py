"""What kind of text a notice is, as far as that decides how much the numbers of its items mean."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.notice import Line
from pipeline.tasks.headings import uncounted

if TYPE_CHECKING:
    from pipeline.notice import Flow, Metadata
    from pipeline.outline import Grid
    from pipeline.tasks.rules import TaskRules

_FEW_ARTICLES = 2
_LONGEST_NAME = 80


def kind_of(flow: Flow, metadata: Metadata, rules: TaskRules, *, has_tables: bool) -> str:
    """A plan says so in its title; where a table already lists the tasks its letter is no plan; a law has articles."""
    title = metadata.title.value if metadata.title is not None else first_line(flow)
    sections = rules.sections
    reports = title is not None and sections.is_report(title)
    if reports or _articles(flow, rules) > _FEW_ARTICLES or (title and sections.is_standing(title)):
        return "report" if reports else "standing"
    if metadata.doc_kind == "work_points" or (metadata.doc_kind == "task_breakdown" and not has_tables):
        return "plan"
    if metadata.doc_kind == "implementation_plan":
        return "scheme"
    if not has_tables and ((title and sections.is_plan(title)) or _is_led_in(flow, rules)):
        return "plan"
    if title and sections.is_minutes(title):
        return "minutes"
    asks = not has_tables and not (title and sections.is_occasion(title))
    return "letter" if asks and (metadata.addressees or _begins_amid(flow, rules)) else "notice"


def _begins_amid(flow: Flow, rules: TaskRules) -> bool:
    """Whether a page begins with a number that others stand before: it is the second page of a notice."""
    first = next((item for item in flow if isinstance(item, Line)), None)
    mark = rules.numbers.mark(first.passage) if first is not None else None
    return mark is not None and mark.ordinal > 1


def first_line(flow: Flow) -> str:
    """The page's first line, where nobody knows its title."""
    first = next((item for item in flow if isinstance(item, Line)), None)
    return first.text if first is not None and first.passage.span.length <= _LONGEST_NAME else ""


def _is_led_in(flow: Flow, rules: TaskRules) -> bool:
    """Whether the words above the first number, on the line above or before it on its own, say that a list of work follows.

    So does the title of such a list that says how many items it has: 2023年工作任务书（4项）.
    """
    before: Line | Grid | None = None
    for item in flow:
        if isinstance(item, Line):
            if rules.numbers.mark(item.passage) is not None:
                return isinstance(before, Line) and _leads(before.text, rules)
            first = next(iter(rules.numbers.inline_marks(item.passage)), None)
            if first is not None and _leads(item.text[: first.label.span.start - item.passage.span.start], rules):
                return True
        before = item
    return False


def _leads(words: str, rules: TaskRules) -> bool:
    """Whether words lead a list of work in."""
    name = uncounted(words)
    return rules.sections.leads_list(words) or (name != words and rules.sections.is_plan(name))


def _articles(flow: Flow, rules: TaskRules) -> int:
    """How many lines begin as an article of a law does."""
    lines = (item.text for item in flow if isinstance(item, Line))
    return sum(rules.numbers.is_article(text) for text in lines)
