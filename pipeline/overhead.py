"""What stands above a table and holds for all its rows: its caption, lines of units and times, the body that it is for."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pipeline.notice import Line, Phrase
from pipeline.outline import Grid
from pipeline.tasks.headings import heading_of
from pipeline.tasks.prose.attached.duties import Attached
from pipeline.tasks.tables.labels.columns import UNIT_ROLES
from pipeline.tasks.tables.rows.banners import role_in

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from pipeline.notice import Draft, Flow, ReadTable
    from pipeline.outline import Passage
    from pipeline.tasks.prose.tree import Node
    from pipeline.tasks.rules import TaskRules
    from pipeline.tasks.senses import Senses

_APART = UNIT_ROLES - {"responsible"}
_NAMES, _TIMES = UNIT_ROLES | {"mark"}, frozenset({"deadline", "when"})
# A remark in brackets, or a line that only parts the page: ==== 正文 ====.
_NO_TITLE = re.compile(r"[（(]|[=＝—_＿*~#+-]{2}")
_LABEL = re.compile(r"([^：:]{2,12})[：:]")
_IS_BODY = 0.85
_LONGEST_BODY, _LONGEST_TITLE, _FEWEST = 16, 32, 2
_NEAR = 2
"""A line of units stands right above its table, or above the table's caption."""


@dataclass(frozen=True)
class Overhead:
    """What stands right above a table: its title, the heading's words, lines that only name units or a time, what they attach."""

    title: Passage | None
    named: Passage | None
    lines: tuple[tuple[int, Passage], ...]
    attached: Attached

    def held(self, draft: Draft, table: ReadTable) -> Draft:
        """A draft of the table with what the heading and the lines say, where no column is for that and it names none itself.

        A role that has no column (牵头单位 above a table of 责任单位) stands beside those that have.
        """
        roles = {role.rstrip("?") for role in table.roles}
        named = {phrase.role for phrase in draft.units} | (roles & _NAMES)
        units = [p for p in self.attached.units if not named or (p.role in _APART and p.role not in named)]
        times = self.attached.deadlines if not (draft.deadlines or roles & _TIMES) else ()
        return replace(
            draft, units=(*draft.units, *map(_inherited, units)), deadlines=(*draft.deadlines, *map(_inherited, times))
        )


def _inherited(phrase: Phrase) -> Phrase:
    return replace(phrase, source="inherited", from_merge=True)


def take_lines(node: Node, index: int, title: Line | None, peeled: Callable[[Passage], Attached]) -> Overhead:
    """Take the lines of units and times right above the table at an index from the part of the notice in which it stands.

    Those below an item are the item's own. What a heading attaches (一、夯实基础（牵头单位：县教育局）) holds for its table too.
    """
    found = Attached()
    first = len(node.body)
    while first and 0 < index - node.body[first - 1][0] - (len(node.body) - first) <= _NEAR:
        words = peeled(node.body[first - 1][1])
        if words.text or not words.is_assigned:
            break
        found = words + found
        first -= 1
    if node.mark is not None and (first or not node.is_bare):
        first, found = len(node.body), Attached()
    own = peeled(node.rest) if node.rest is not None and node.is_bare and not first else Attached()
    found = own + found if own.text else found
    taken = tuple(node.body[first:])
    del node.body[first:]
    return Overhead(title.passage if title is not None else None, node.named, taken, found)


def captions(flow: Flow, rules: TaskRules) -> dict[int, Line]:
    """The title line above each table; it becomes a heading and is no paragraph of the prose."""
    places = ((index, _caption_at(flow, index, rules)) for index, item in enumerate(flow) if isinstance(item, Grid))
    return {index: line for index, at in places if at is not None and isinstance(line := flow[at], Line)}


def _caption_at(flow: Flow, index: int, rules: TaskRules) -> int | None:
    for back in range(index - 1, max(-1, index - 4), -1):
        item = flow[back]
        if not isinstance(item, Line) or rules.numbers.mark(item.passage) is not None or rules.legends.has("annex", item.text):
            return None
        text = item.text
        if (label := _LABEL.match(text)) is not None and rules.columns.exact(label[1]) is not None:
            continue
        if 3 < len(text) <= 60 and text[-1] not in "。；：:，,、" and not _NO_TITLE.match(text):  # noqa: PLR2004
            return back
    return None


def heading_captions(titles: Mapping[int, Line], senses: Senses, rules: TaskRules) -> dict[int, str]:
    """The titles of tables that may be headings over their rows (夯实基础), by table: no list (任务分解表), no body."""
    short = {index: line for index, line in titles.items() if line.passage.span.length <= _LONGEST_TITLE}
    named = {index: heading_of(line.text) for index, line in short.items() if not rules.legends.has("list_name", line.text)}
    return {index: name for index, name in named.items() if rules.attach.body_like(name, senses) < _IS_BODY}


def body_above(over: Overhead, table: ReadTable, senses: Senses, rules: TaskRules) -> Passage | None:
    """The body whose table this is: the heading above it, or what the title of the list begins with (县林业局2023年任务清单)."""
    if over.named is not None and over.named.span.length <= _LONGEST_BODY and _is_body(over.named, senses, rules):
        return over.named
    top = {id(cell): cell for cell in table.grid.slots[0] if cell is not None and cell.text}.values()
    across = next((cell.passages[0] for cell in top if cell.col_span == table.grid.n_cols), None)
    title = across or over.title
    return body_in(title, senses, rules) if title is not None else None


def body_in(title: Passage, senses: Senses, rules: TaskRules) -> Passage | None:
    """The body that a title is, or with which the title of a list of tasks begins."""
    if title.span.length > _LONGEST_TITLE:
        return None
    listed = rules.legends.has("task_list", title.text)
    sizes = range(min(title.span.length, _LONGEST_BODY), 2, -1) if listed else (title.span.length,)
    return next((words for size in sizes if _is_body(words := title.part(0, size), senses, rules)), None)


def _is_body(words: Passage, senses: Senses, rules: TaskRules) -> bool:
    return rules.attach.body_like(words.text, senses) >= _IS_BODY


def attached_above(words: Passage, peeled: Callable[[Passage], Attached], rules: TaskRules) -> Attached:
    """What a heading or a line above a table attaches, with the roles in which its words end (县住建局牵头)."""
    found = peeled(words)
    return replace(found, units=tuple(replace(p, role=role_in(p, rules)) for p in found.units))


def with_bodies(
    drafts: Sequence[tuple[int, Draft]], tables: Sequence[ReadTable], bodies: Mapping[int, Passage]
) -> list[tuple[int, Draft]]:
    """The drafts with the body whose table theirs is, by the number of the table, where two tables or more have one each.

    One such name alone is as likely that of whom the notice is by. A table with a column of units says itself who does the work.
    """
    without = {n for n in bodies if not {role.rstrip("?") for role in tables[n - 1].roles} & _NAMES}
    if len({bodies[n].text for n in without}) < _FEWEST:
        return list(drafts)
    return [(at, _given(draft, bodies[draft.table]) if draft.table in without else draft) for at, draft in drafts]


def _given(draft: Draft, body: Passage) -> Draft:
    return draft if draft.units else replace(draft, units=(Phrase(body, "responsible", "inherited", from_merge=True),))
