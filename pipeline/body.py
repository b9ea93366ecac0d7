"""The body of a notice: which lines are headings and captions, which tables follow which, and all drafts in order."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from pipeline.notice import Claim, Draft, Line, ReadTable
from pipeline.outline import Grid
from pipeline.tasks.lines import without
from pipeline.tasks.narrative import read_narrative
from pipeline.tasks.sections import Tree
from pipeline.tasks.table import TableContext, read_table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.notice import Flow, Metadata
    from pipeline.tasks.rules import TaskRules
    from pipeline.tasks.senses import Senses

_RESTARTS = frozenset({"signature", "title"})
_FEW_ARTICLES = 2


@dataclass(frozen=True)
class Body:
    """The drafts in reading order, the tables, and what the lines around them are."""

    drafts: tuple[Draft, ...]
    tables: tuple[ReadTable, ...]
    claims: tuple[Claim, ...]


@dataclass
class _Reading:
    """The flow in the course of being read."""

    flow: Flow
    claims: list[Claim]
    senses: Senses
    rules: TaskRules
    tables: list[ReadTable] = field(default_factory=list)
    drafts: list[tuple[int, Draft]] = field(default_factory=list)

    def taken(self) -> dict[str, list[tuple[int, int]]]:
        """The spans that are claimed, by block."""
        spans: dict[str, list[tuple[int, int]]] = {}
        for claim in self.claims:
            spans.setdefault(claim.passage.path, []).append((claim.passage.span.start, claim.passage.span.end))
        return spans


def read_body(flow: Flow, metadata: Metadata, senses: Senses, rules: TaskRules) -> Body:
    """Read tables and prose; headings restart where the letter ends and where an annex begins."""
    reading = _Reading(flow, list(metadata.claims), senses, rules)
    captions = _captions(reading)
    restarts = _restarts(reading)
    taken = reading.taken()
    tree = Tree(rules.numbers)
    lead_first = any(isinstance(item, Line) and rules.legends.has("lead_first", item.text) for item in flow)
    gap = True
    for index, item in enumerate(flow):
        if isinstance(item, Grid):
            context = TableContext(
                len(reading.tables) + 1,
                captions.get(index),
                tree.table(),
                None if gap or not reading.tables else reading.tables[-1],
                lead_first,
            )
            table, drafts = read_table(item, context, senses, rules)
            reading.tables.append(table)
            reading.drafts += ((index, d) for d in drafts)
            gap = False
            continue
        if index in restarts:
            tree.restart()
        for piece in without(item.passage, taken[item.passage.path]) if item.passage.path in taken else (item.passage,):
            gap = gap or piece.span.length > 3  # noqa: PLR2004 - a page number between two parts of a table is no gap
            tree.add(index, Line(piece, item.tag, item.marks))
    listed = any(table.kind == "tasks" for table in reading.tables)
    prose = read_narrative(tree.finish(), (senses, rules), _kind(reading, metadata), has_tables=listed)
    reading.drafts += ((i, _led(d) if lead_first else d) for i, d in prose.drafts)
    reading.drafts.sort(key=lambda pair: pair[0])
    return Body(tuple(d for _, d in reading.drafts), tuple(reading.tables), (*reading.claims, *prose.claims))


def _led(draft: Draft) -> Draft:
    """The draft of a notice that says that the first of each list leads."""
    units = tuple(replace(p, role="lead_first") if p.role in (None, "responsible") else p for p in draft.units)
    return replace(draft, units=units)


def _kind(reading: _Reading, metadata: Metadata) -> str:
    """A plan says so in its title; where a table already lists the tasks its letter is no plan; a law has articles."""
    listed = any(table.kind == "tasks" for table in reading.tables)
    title = metadata.title.value if metadata.title is not None else None
    if (title and reading.rules.sections.is_standing(title)) or _articles(reading) > _FEW_ARTICLES:
        return "standing"
    if metadata.doc_kind == "work_points" or (metadata.doc_kind == "task_breakdown" and not listed):
        return "plan"
    return "scheme" if metadata.doc_kind == "implementation_plan" else "notice"


def _articles(reading: _Reading) -> int:
    """How many lines begin as an article of a law does."""
    lines = (item.text for item in reading.flow if isinstance(item, Line))
    return sum(reading.rules.numbers.is_article(text) for text in lines)


def _restarts(reading: _Reading) -> set[int]:
    """The lines after which no heading of the letter is above any more."""
    spent = {(c.passage.path, c.passage.span.start) for c in reading.claims if c.kind in _RESTARTS}
    return {
        index
        for index, item in enumerate(reading.flow)
        if isinstance(item, Line)
        and ((item.passage.path, item.passage.span.start) in spent or reading.rules.legends.has("annex", item.text))
    }


def _captions(reading: _Reading) -> dict[int, str]:
    """The title line above each table; it becomes a heading and is no paragraph of the prose."""
    captions: dict[int, str] = {}
    for index, item in enumerate(reading.flow):
        if isinstance(item, Grid):
            at = _caption_at(reading.flow, index, reading.rules)
            line = reading.flow[at] if at is not None else None
            if isinstance(line, Line):
                captions[index] = line.text
                reading.claims.append(Claim(line.passage, "heading"))
    return captions


def _caption_at(flow: Sequence[Line | Grid], index: int, rules: TaskRules) -> int | None:
    for back in range(index - 1, max(-1, index - 4), -1):
        item = flow[back]
        if not isinstance(item, Line) or rules.numbers.mark(item.passage) is not None or rules.legends.has("annex", item.text):
            return None
        text = item.text
        if 3 < len(text) <= 60 and text[-1] not in "。；：:，,、" and text[0] not in "（(":  # noqa: PLR2004 - a title's length
            return back
    return None
