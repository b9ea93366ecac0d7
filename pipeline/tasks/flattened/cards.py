"""Cards: a block of labelled lines for each task, 任务名称：… 责任单位：… 完成时限：…, stood up as a table with a row for each.

A card has a label for the work itself, which is what parts it from an item of prose with its duties below it; and a page of
cards has several, under the same labels.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from pipeline.notice import Line
from pipeline.outline import Cell, Grid
from pipeline.tasks.flattened.signs import rest_of
from pipeline.tasks.prose.attached.labels import labelled_parts
from pipeline.tasks.senses import SURE
from pipeline.tasks.tables.labels.columns import TEXT_ROLES, UNIT_ROLES, plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.notice import Flow
    from pipeline.outline import Passage
    from pipeline.tasks.rules import TaskRules
    from pipeline.tasks.senses import Senses

_WORK = frozenset({"task", "detail"})
_OPENS = TEXT_ROLES | {"number"}
_DUTIES = UNIT_ROLES | {"deadline"}
_MOST_ALONE = 0.6
_LONGEST_VALUE = 12
_SHORT_LABEL = 4
_AROUND = " 　【】[]［］〔〕：:"
_LEAST_BLOCKS = 3
_NEW = re.compile(r"(?P<label>[\u4e00-\u9fff]{2,6})[：:](?=[ 　]*[^ 　])")
_LABEL = re.compile(r"[【\[［〔]?(?P<label>[^：:【】\[\]［］〔〕\n]{1,20})[】\]］〕]?[ 　]*(?:[：:]|$)")


@dataclass
class Part:
    """A label of a card and what it says; `around` are all signs and labels of its line, at the line's first label.

    `is_new`: no rule knows the label; its place says what it is for.
    """

    label: Passage
    words: str
    role: str
    said: list[Passage]
    around: tuple[Passage, ...] = ()
    is_new: bool = False


@dataclass
class Card:
    """A card: its lines `first` to `end` of the flow, a title that only counts, and its labels in order.

    `name` is a title that says more: the work, or what was found.
    """

    first: int
    end: int
    title: Passage | None = None
    parts: list[Part] = field(default_factory=list)
    name: Passage | None = None

    def has(self, words: str) -> bool:
        """Whether a label is there already."""
        return any(p.words == words for p in self.parts)

    @property
    def roles(self) -> set[str]:
        """What its labels are for."""
        return {p.role for p in self.parts}


def stand_cards(flow: Flow, senses: Senses, rules: TaskRules) -> Flow:
    """The flow with every run of cards as a grid; headings between the runs stay lines."""
    lines = [_parts(item, senses, rules) if isinstance(item, Line) else [] for item in flow]
    if not any(p.role in _OPENS for parts in lines for p in parts):
        lines = _with_first_labels(flow, lines, senses, rules)
    if sum(any(p.role in _WORK for p in parts) for parts in lines) < 2:  # noqa: PLR2004 - one card alone is none
        return flow
    cards = [c for c in _cards(flow, lines, rules) if c.roles & _WORK and c.roles & _DUTIES]
    if len(cards) < 2 or _belong_to_items(cards, flow, rules):  # noqa: PLR2004
        return flow
    items: list[Line | Grid] = list(flow)
    for run in reversed(list(runs_of(cards))):
        items[run[0].first : run[-1].end] = [grid_of(run)]
    return tuple(items)


def _with_first_labels(flow: Flow, lines: list[list[Part]], senses: Senses, rules: TaskRules) -> list[list[Part]]:
    """The lines, where a label that nobody knows names the work: it opens three blocks or more, right above their duties.

    A label of which one has other words above it opens no blocks, and a body is no label (县水利局：…).
    """
    found: dict[str, dict[int, Part]] = {}
    for index, (item, (parts, below)) in enumerate(zip(flow, pairwise(lines), strict=False)):
        part = _first_of(item) if isinstance(item, Line) and not parts else None
        if part is not None and below and below[0].role in _DUTIES:
            found.setdefault(part.words, {})[index] = part
    for label, places in found.items():
        opens = all(lines[at - 1] or _title(flow, at, rules) is not None for at in list(places)[1:])
        if len(places) >= _LEAST_BLOCKS and opens and senses.unit_like(label) <= SURE:
            return [[places[at]] if at in places else parts for at, parts in enumerate(lines)]
    return lines


def _first_of(line: Line) -> Part | None:
    """A line that begins with a label nobody knows, its words as the work."""
    match = _NEW.match(line.text)
    if match is None:
        return None
    label = line.passage.part(0, match.end())
    return Part(label, plain(match["label"]), "task", [line.passage.part(match.end()).strip()], (label,), is_new=True)


def _belong_to_items(cards: Sequence[Card], flow: Flow, rules: TaskRules) -> bool:
    """Whether most cards stand below a numbered item of their own, whose words are the work."""
    above = [flow[c.first - 1] for c in cards if c.first and c.title is None]
    numbered = sum(isinstance(item, Line) and rules.numbers.mark(item.passage) is not None for item in above)
    return numbered > len(cards) * _MOST_ALONE


def _parts(line: Line, senses: Senses, rules: TaskRules) -> list[Part]:
    """The labels of a line and their words; nothing for a line that does not begin with one."""
    parts = _of_cells(line, rules) or _of_words(line, senses, rules)
    if parts:
        spans = [(p.span.start, p.span.end) for part in parts for p in part.said]
        parts[0].around = tuple(rest_of(line.passage, spans))
    return parts


def _of_cells(line: Line, rules: TaskRules) -> list[Part]:
    """A label and its words side by side in two elements; a short label may be known by its end alone (交办内容)."""
    if len(line.cells) != 2:  # noqa: PLR2004 - label, words
        return []
    known = rules.columns.rule_of if len(plain(line.cells[0].text)) <= _SHORT_LABEL else rules.columns.exact
    if (rule := known(line.cells[0].text)) is None:
        return []
    return [Part(line.cells[0], plain(line.cells[0].text), rule.role, [line.cells[1]] if line.cells[1].text else [])]


def _of_words(line: Line, senses: Senses, rules: TaskRules) -> list[Part]:
    """A label with its colon, and those that follow it on the line."""
    match = _LABEL.match(line.text)
    role = _role(match["label"], rules) if match is not None else ""
    if match is None or not role or not (line.tag == "dt" or match.end() < len(line.text) or line.text[-1] in "：:"):
        return []
    rest = line.passage.part(match.end()).strip()
    first = Part(line.passage.part(0, match.end()), plain(match["label"]), role, [])
    if not rest.text:
        return [first]
    own, more = labelled_parts(rest, senses, rules.attach.labels)
    own = own.strip(" 　；;，,")
    first.said += [own] if own.text else []
    cut = [(p, p.whole.part(0, p.content.span.start - p.whole.span.start)) for p in more]
    return [first, *(Part(label, p.words, p.role, [p.content] if p.content.text else []) for p, label in cut)]


def _role(label: str, rules: TaskRules) -> str:
    """What a label is for; nothing where it is none."""
    rule = rules.columns.exact(label)
    return rule.role if rule is not None else "remark" if plain(label) in rules.attach.labels.beside else ""


def _cards(flow: Flow, lines: Sequence[Sequence[Part]], rules: TaskRules) -> Iterator[Card]:
    """The cards in order. A label that comes again begins the next one; so does the first label below other words."""
    card: Card | None = None
    for index, parts in enumerate(lines):
        if card is not None and _takes(card, flow, index, lines):
            continue
        if card is not None:
            yield card
        opens = bool(parts) and parts[0].role in _OPENS and (card is not None or index == 0 or not lines[index - 1])
        title = _title(flow, index, rules) if opens else None
        card = Card(index - (title is not None), index + 1, title, list(parts)) if opens else None
    if card is not None:
        yield card


def _takes(card: Card, flow: Flow, index: int, lines: Sequence[Sequence[Part]]) -> bool:
    """Whether a line goes on a card, which then has it."""
    item, parts = flow[index], lines[index]
    if not isinstance(item, Line) or (parts and card.has(parts[0].words)):
        return False
    if parts:
        card.parts += parts
    elif _goes_on(card, flow, index, lines):
        card.parts[-1].said.append(item.passage)
    else:
        return False
    card.end = index + 1
    return True


def _title(flow: Flow, index: int, rules: TaskRules) -> Passage | None:
    """The line above a card, where it only counts: 任务1."""
    above = flow[index - 1] if index else None
    return above.passage if isinstance(above, Line) and rules.legends.has("card_title", above.text) else None


def _goes_on(card: Card, flow: Flow, index: int, lines: Sequence[Sequence[Part]]) -> bool:
    """Whether a line without a label belongs to the label above it: the card goes on below, or its words stand below it."""
    item = flow[index]
    if isinstance(item, Line) and item.tag == "dd":
        return True
    for parts in lines[index + 1 : index + _LONGEST_VALUE]:
        if parts:
            return not card.has(parts[0].words) and parts[0].role not in _OPENS
    return not card.parts[-1].said


def runs_of(cards: Sequence[Card]) -> Iterator[list[Card]]:
    """Cards with nothing between them, run by run."""
    run: list[Card] = []
    for card in cards:
        if run and run[-1].end != card.first:
            yield run
            run = []
        run.append(card)
    yield run


def grid_of(run: Sequence[Card], name_role: str = "task") -> Grid:
    """Header, a row for each card, its title across the width above it; labels printed again stand in no cell.

    Names stand in a first column without a label, which plays the role `name_role`.
    """
    labels: dict[str, Passage] = {}
    for card in run:
        for part in card.parts:
            labels.setdefault(part.words, part.label)
    shift = int(any(card.name is not None for card in run))
    order = dict(zip(labels, range(shift, shift + len(labels)), strict=True))
    n = shift + len(labels)
    cells = [Cell(0, order[words], (label.strip(_AROUND),), is_header=True) for words, label in labels.items()]
    row = 0
    for card in run:
        row += 1
        if card.title is not None:
            cells.append(Cell(row, 0, (card.title,), 1, n))
            row += 1
        cells += [Cell(row, 0, (card.name,))] if card.name is not None else []
        cells += [Cell(row, order[p.words], tuple(p.said)) for p in card.parts if p.said]
    repeats = tuple(rest for card in run for p in card.parts for rest in p.around)
    new = {order[p.words]: p.role for card in run for p in card.parts if p.is_new}
    told = (*(((0, name_role),) if shift else ()), *new.items())
    path = next(iter(labels.values())).path
    return Grid(path, row + 1, n, tuple(cells), "flattened_table", repeats=repeats, told=told)
