"""The body of a notice: which lines are headings and captions, which tables follow which, and all drafts in order."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from typing import TYPE_CHECKING

from pipeline.kind import first_line, kind_of
from pipeline.notice import Claim, Draft, Line, ReadTable
from pipeline.outline import Grid
from pipeline.overhead import attached_above, body_above, body_in, captions, heading_captions, take_lines, with_bodies
from pipeline.progress import without_reports
from pipeline.tasks.lines import without
from pipeline.tasks.prose.attached.attach import peel
from pipeline.tasks.prose.furniture import furniture
from pipeline.tasks.prose.headings.eyes import Eyes
from pipeline.tasks.prose.headings.headlines import find_headlines
from pipeline.tasks.prose.headings.spells import names_spell
from pipeline.tasks.prose.letter.repeats import join_parts, join_repeats
from pipeline.tasks.prose.letter.sending import Sent, end_of_letter
from pipeline.tasks.prose.narrative import read_narrative
from pipeline.tasks.prose.numbers.lone_digits import lone_digits
from pipeline.tasks.prose.parts import find_parts
from pipeline.tasks.prose.sections import title_of
from pipeline.tasks.prose.tree import Tree
from pipeline.tasks.prose.work.onward import SHARED
from pipeline.tasks.prose.work.sublines import opens_with_body
from pipeline.tasks.tables.labels.columns import plain
from pipeline.tasks.tables.merged import goes_on
from pipeline.tasks.tables.table import TableContext, read_tables

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pipeline.notice import Flow, Metadata
    from pipeline.outline import Passage
    from pipeline.overhead import Overhead
    from pipeline.tasks.prose.attached.duties import Attached
    from pipeline.tasks.prose.tree import Node
    from pipeline.tasks.rules import TaskRules
    from pipeline.tasks.senses import Senses
    from pipeline.tasks.tables.table import TablesRead

_NAME = re.compile(r"[\u4e00-\u9fff、 　]{2,24}")
_NOTES = frozenset({"lead_first", "mark_meaning"})
_SHORT_NOTE = 50
_RESTARTS = frozenset({"signature", "title"})
_BEYOND_DOUBT = 0.9


@dataclass(frozen=True)
class Body:
    """The drafts in reading order, the tables, what the lines around them are, and numbered items beside tasks that gave none.

    `untasked_rows` are words of rows of task tables that gave none; `doubted` are brackets that may name the body of a task which
    has no units otherwise; `skipped` are numbers of items behind which one is left out, `begun` the first of lists that lack a 1.
    """

    drafts: tuple[Draft, ...]
    tables: tuple[ReadTable, ...]
    claims: tuple[Claim, ...]
    untasked: tuple[Passage, ...] = ()
    untasked_rows: tuple[Passage, ...] = ()
    doubted: tuple[Passage, ...] = ()
    skipped: tuple[Passage, ...] = ()
    begun: tuple[Passage, ...] = ()


@dataclass
class _Reading:
    """The flow in the course of being read."""

    flow: Flow
    claims: list[Claim]
    senses: Senses
    rules: TaskRules
    tables: list[ReadTable] = field(default_factory=list)
    drafts: list[tuple[int, Draft]] = field(default_factory=list)
    untasked: list[Passage] = field(default_factory=list)
    bodies: dict[int, Passage] = field(default_factory=dict)

    @cached_property
    def titles(self) -> dict[int, Line]:
        """The title line above each table, by the place of the table."""
        return captions(self.flow, self.rules)

    def list_title(self, index: int) -> Line | None:
        """The title of the table there, where it is not the notice's own."""
        line = self.titles.get(index)
        return line if line is not None and line.passage.path not in self._own_title else None

    @cached_property
    def groups(self) -> dict[int, str]:
        """The titles of tables that are words of the notice's own text and may be headings over their rows, by table."""
        claimed = {claim.passage.path for claim in self.claims if claim.kind != "heading"}
        own = {at: line for at, line in self.titles.items() if line.passage.path not in claimed}
        return heading_captions(own, self.senses, self.rules)

    @cached_property
    def several(self) -> dict[int, str]:
        """These titles, where there are several: each heads its own table."""
        return self.groups if len(set(self.groups.values())) > 1 else {}

    @cached_property
    def _own_title(self) -> frozenset[str]:
        """Where the notice's own title stands."""
        return frozenset(claim.passage.path for claim in self.claims if claim.kind == "title")

    def peeled(self, words: Passage) -> Attached:
        """What a paragraph says beside the units and times that it attaches."""
        return peel(words, self.senses, self.rules.attach)

    def assigns(self, words: Passage) -> bool:
        """Whether a paragraph is work that ends in its units."""
        found = self.peeled(words)
        return bool(found.units and found.text)

    def only_assigns(self, words: Passage) -> bool:
        """Whether a paragraph says nothing but units or a time; what a label says besides (工作目标：…) is neither."""
        found = self.peeled(words)
        return found.is_assigned and not found.text

    def charges_below(self, words: Passage) -> bool:
        """Whether a paragraph says who does the items below it."""
        return self.rules.attach.doers_below(words, self.senses) is not None

    def names_units(self, words: Passage) -> bool:
        """Whether a paragraph attaches units, is a body alone, or begins with one and what it is charged with."""
        alone = _NAME.fullmatch(words.text) is not None
        alone = alone and self.rules.attach.body_like(words.text, self.senses) > _BEYOND_DOUBT
        return alone or bool(self.peeled(words).units) or opens_with_body(words, self.senses, self.rules)

    def taken(self) -> dict[str, list[tuple[int, int]]]:
        """The spans that are claimed, by block."""
        spans: dict[str, list[tuple[int, int]]] = {}
        for claim in self.claims:
            spans.setdefault(claim.passage.path, []).append((claim.passage.span.start, claim.passage.span.end))
        return spans


def read_body(flow: Flow, metadata: Metadata, senses: Senses, rules: TaskRules) -> Body:
    """Read tables and prose; headings restart where the letter ends and where an annex begins."""
    reading = _Reading(flow, [*metadata.claims, *furniture(flow, rules.legends)], senses, rules)
    reading.claims += (Claim(line.passage, "heading") for line in reading.titles.values())
    restarts = _restarts(reading)
    parts = find_parts(flow, reading.claims, metadata.title, rules)
    root = _read_tables_and_headings(reading, restarts | parts.planned, parts.told)
    own = metadata.title.value if metadata.title is not None else None
    reading.tables, reading.drafts = without_reports((reading.tables, reading.drafts), (own, first_line(flow)), rules)
    listed = any(table.kind == "tasks" for table in reading.tables)
    title = plain(metadata.title.value) if metadata.title is not None and metadata.title.value else ""
    root.letter = end_of_letter(Sent(flow, tuple(reading.claims), title, frozenset(restarts)), rules)
    kind = kind_of(flow, metadata, rules, has_tables=listed)
    prose = read_narrative(root, (senses, rules), kind, has_tables=listed)
    scope = _scope_of_legend(flow, rules)
    told = [(i, _led(d) if i in scope else d) for i, d in prose.drafts]
    reading.drafts = with_bodies(reading.drafts, reading.tables, reading.bodies)
    reading.drafts = join_repeats(join_parts(told, sorted(restarts)), reading.drafts)
    reading.drafts.sort(key=lambda pair: pair[0])
    claims = (*reading.claims, *prose.claims)
    drafts = tuple(d for _, d in reading.drafts)
    left = (prose.untasked, tuple(reading.untasked), prose.doubted, prose.skipped, prose.begun)
    return Body(drafts, tuple(reading.tables), claims, *left)


def _leads_in(words: str, rules: TaskRules) -> bool:
    """Whether words before a colon lead in (抓好以下工作：) and are no title of a section (有关要求：)."""
    return rules.legends.has("leads_in", words) and not rules.sections.names(words)


def _read_tables_and_headings(reading: _Reading, restarts: set[int], told: frozenset[int]) -> Node:
    """The tables go to the reading, with the headings that stand above them; the lines become a tree of headings."""
    taken = reading.taken()
    flow, rules = reading.flow, reading.rules
    tree = Tree(rules.numbers, rules.sections, reading.names_units)
    leads_in = partial(_leads_in, rules=rules)
    is_spell = partial(names_spell, senses=reading.senses, legends=rules.legends)
    eyes = Eyes(rules.numbers, reading.senses, reading.only_assigns, leads_in, is_spell, reading.assigns, reading.charges_below)
    free = _free(reading, taken, restarts)
    headlines, lone = find_headlines(flow, free, eyes), lone_digits(flow, free, rules.numbers)
    notes = tuple(item.text for item in flow if isinstance(item, Line) and rules.legends.has_any(_NOTES, item.text))
    told_above = partial(attached_above, peeled=reading.peeled, rules=rules)
    done: set[int] = set()
    for index, item in enumerate(flow):
        if isinstance(item, Grid):
            title = reading.titles.get(index)
            over = take_lines(tree.stack[-1], index, reading.list_title(index), told_above)
            headings = tuple(title_of(told_above(words).heading(words).text) for words in tree.table())
            if index not in done:
                above = next((table for table in reversed(reading.tables) if table.kind == "tasks"), None)
                counted = tree.stack[-1].mark if headings else None
                headings = (*headings, reading.several[index]) if index in reading.several else headings
                around = (title.text if title else None, headings, notes, above, counted, reading.groups.get(index))
                context = TableContext(len(reading.tables) + 1, *around)
                run = _neighbours(reading, index, taken)
                read = read_tables([grid for _, grid in run], context, reading.senses, rules)
                _keep(reading, read, run, (over, tree.stack[-1]))
                done.update(at for at, _ in run[: len(read.tables)])
            continue
        if index in restarts:
            tree.restart()
        if index in told:
            tree.tell(index, item)
            continue
        if index in lone:
            tree.count(lone[index])
            continue
        for piece in _unspent(item, taken):
            place = tree.head if index in headlines else tree.add
            place(index, Line(piece, item.tag, item.marks))
    return tree.finish()


def _keep(reading: _Reading, read: TablesRead, run: Sequence[tuple[int, Grid]], above: tuple[Overhead, Node]) -> None:
    """Keep what was read of a table and its next parts, with what stands above it; lines that it does not need go back."""
    over, node = above
    drafts = [(part, over.held(draft, read.tables[part])) for part, draft in read.drafts]
    if drafts == list(read.drafts):
        node.body += over.lines
    else:
        reading.claims += (Claim(words, "heading") for _, words in over.lines)
    body = body_above(over, read.tables[0], reading.senses, reading.rules)
    if body is not None:
        first = len(reading.tables) + 1
        reading.bodies |= dict.fromkeys(range(first, first + len(read.tables)), body)
    reading.drafts += ((run[part][0], draft) for part, draft in drafts)
    reading.tables += read.tables
    reading.untasked += read.untasked


def _free(reading: _Reading, taken: dict[str, list[tuple[int, int]]], restarts: set[int]) -> frozenset[int]:
    """The lines that nobody claimed, but for the one below an annex's mark, where it may print its title."""
    lines = [(i, item) for i, item in enumerate(reading.flow) if isinstance(item, Line)]
    free = {i for i, line in lines if any(piece == line.passage for piece in _unspent(line, taken))}
    closing = {(claim.passage.path, claim.passage.span.start) for claim in reading.claims if claim.kind in _RESTARTS}
    annexes = {i for i, line in lines if i in restarts and (line.passage.path, line.passage.span.start) not in closing}
    spells = {i for i, line in lines if reading.rules.legends.has("spell", line.text)}
    return frozenset(free - (annexes | {at + 1 for at in annexes} - spells))


def _unspent(line: Line, taken: dict[str, list[tuple[int, int]]]) -> Iterable[Passage]:
    path = line.passage.path
    return without(line.passage, taken[path]) if path in taken else (line.passage,)


def _neighbours(reading: _Reading, first: int, taken: dict[str, list[tuple[int, int]]]) -> list[tuple[int, Grid]]:
    """The grid here and those that follow it with no words between; a page number is none.

    The title of a list of another body's work begins another table, and so does one that heads its rows.
    """
    run: list[tuple[int, Grid]] = []
    title = reading.titles.get(first)
    for index in range(first, len(reading.flow)):
        item = reading.flow[index]
        if isinstance(item, Grid):
            own = reading.titles.get(index)
            again = title is not None and own is not None and goes_on(title.text, own.text, reading.rules)
            heads = own is not None and body_in(own.passage, reading.senses, reading.rules) is not None
            if run and not again and (heads or index in reading.several):
                break
            run.append((index, item))
        elif not all(reading.rules.legends.has("between_parts", piece.text) for piece in _unspent(item, taken)):
            break
    return run


def _scope_of_legend(flow: Flow, rules: TaskRules) -> range:
    """The lines whose first unit leads: all, where a line of its own says so; from an item on that says 下同; else that one."""
    for index, item in enumerate(flow):
        if isinstance(item, Line) and rules.legends.has("lead_first", item.text):
            if item.passage.span.length <= _SHORT_NOTE:
                return range(len(flow))
            return range(index, len(flow) if rules.legends.has("goes_on", item.text) else index + 1)
    return range(0)


def _led(draft: Draft) -> Draft:
    """The draft of a notice that says that the first of each list leads."""
    listed = (p.role in (None, "responsible") and p.source != SHARED for p in draft.units)
    units = tuple(replace(p, role="lead_first") if led else p for p, led in zip(draft.units, listed, strict=True))
    return replace(draft, units=units)


def _restarts(reading: _Reading) -> set[int]:
    """The lines after which no heading of the letter is above any more; the list of annexes is one where words go on below it."""
    kinds = {(c.passage.path, c.passage.span.start): c.kind for c in reading.claims}
    lines = [(i, item) for i, item in enumerate(reading.flow) if isinstance(item, Line)]
    kind_of = [kinds.get((line.passage.path, line.passage.span.start), "") for _, line in lines]
    found = {i for (i, line), kind in zip(lines, kind_of, strict=True) if kind in _RESTARTS or _is_annex(line, reading.rules)}
    return found | {lines[at][0] for at in range(len(lines) - 1) if kind_of[at] == "attachment_list" and not kind_of[at + 1]}


def _is_annex(line: Line, rules: TaskRules) -> bool:
    return rules.legends.has("annex", line.text)
