"""Which column of a table plays which role: the header row, its synonyms, and what columns without a known header hold."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from pipeline.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pipeline.outline import Cell, Grid
    from pipeline.tasks.senses import Senses

UNIT_ROLES = frozenset({"lead", "responsible", "cooperating", "guiding", "supervising"})
TEXT_ROLES = frozenset({"group", "task", "detail", "result", "area"})
_LONGEST_LABEL = 18
_HEADER_ROWS = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnRule(Rule):
    """Headers that mean one role: `words` is all of a header, `parts` is enough if it stands anywhere in it."""

    role: str
    words: tuple[str, ...]
    parts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its header as printed, its role, and the rule that knew it (None: guessed from what it holds)."""

    label: str
    role: str
    rule: str | None = None


@dataclass(frozen=True, slots=True)
class Header:
    """Where the header stands (rows `first` to `end`, half-open), and the columns it names."""

    first: int
    end: int
    columns: tuple[Column, ...]


def plain(label: str) -> str:
    r"""A header without the spaces inside its words, brackets as ASCII.

    >>> plain("责 任\n处（单位）")
    '责任处(单位)'
    """
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", label)).strip(":：*")


@dataclass(frozen=True)
class ColumnRules:
    """The header synonyms, as a look-up."""

    entries: tuple[ColumnRule, ...]

    @classmethod
    def build(cls, entries: Sequence[ColumnRule]) -> ColumnRules:
        """Index the entries of `rules/columns.yaml`."""
        return cls(tuple(entries))

    @cached_property
    def _exact(self) -> dict[str, ColumnRule]:
        return {plain(word): rule for rule in reversed(self.entries) for word in rule.words}

    @cached_property
    def _tails(self) -> frozenset[str]:
        """How headers end; a heading that merely holds such a word (抓好重点领域公开) is none."""
        return frozenset(word[-2:] for word in self._exact)

    def labels(self, roles: frozenset[str]) -> list[str]:
        """All whole headers of these roles, longest first."""
        words = {plain(w) for rule in self.entries if rule.role in roles for w in rule.words}
        return sorted((w for w in words if len(w) > 1), key=lambda w: (-len(w), w))

    def exact(self, label: str) -> ColumnRule | None:
        """The rule that knows all of a header, with or without what it says in brackets."""
        key = plain(label)
        return self._exact.get(key) or self._exact.get(re.sub(r"\([^)]*\)", "", key))

    def rule_of(self, label: str) -> ColumnRule | None:
        """The rule that knows a header, by the whole or by a part of it."""
        key = plain(label)
        if not key or len(key) > _LONGEST_LABEL:
            return None
        found = self.exact(key)
        if found is not None or re.sub(r"\([^)]*\)$", "", key)[-2:] not in self._tails:
            return found
        return next((r for r in self.entries if any(p in key for p in r.parts)), None)


def try_example(rule: ColumnRule, rules: ColumnRules, said: str) -> str:
    """The role that this rule gives a header."""
    found = rules.rule_of(said)
    return found.role if found is not None and found.id == rule.id else ""


def header_strength(labels: Iterable[str], rules: ColumnRules) -> float:
    """How much a row looks like a header: known labels count, unknown words count against it.

    >>> header_strength([], ColumnRules(()))
    0.0
    """
    known = strong = 0
    roles: set[str] = set()
    words = [w for w in dict.fromkeys(map(plain, labels)) if w]
    for word in words:
        rule = rules.rule_of(word)
        if rule is not None:
            known += 1
            roles.add(rule.role)
            strong += rules.exact(word) is not None
    if not strong or not roles or known * 2 < len(words):
        return 0.0
    return min(known, len(roles) + 1) + 0.5 * strong - 0.7 * (len(words) - known)


def find_header(grid: Grid, rules: ColumnRules) -> Header | None:
    """The header among the first rows, one to three rows deep; None where no row reads as one."""
    best, strength = -1, 1.4
    slots = grid.slots
    for row in range(min(_HEADER_ROWS, grid.n_rows)):
        score = header_strength([c.text for c in slots[row] if c is not None], rules)
        if score > strength:
            best, strength = row, score
            break
    if best < 0:
        return None
    end = _header_end(grid, best, rules)
    return Header(best, end, tuple(_column(grid, col, (best, end), rules) for col in range(grid.n_cols)))


def _header_end(grid: Grid, first: int, rules: ColumnRules) -> int:
    """The row after the header: cells that span down are part of it, and so are sub-labels under a wide label."""
    slots = grid.slots
    wide = any(c is not None and c.col_span > 1 for c in slots[first])
    end = first + 1
    while wide and end < min(first + 3, grid.n_rows):
        fresh = {id(c): c for c in slots[end] if c is not None and c.row == end and c.text}
        stays = any(c is not None and c.row < end for c in slots[end])
        labels = [c.text for c in fresh.values()]
        if not labels or not stays or not all(len(plain(t)) <= _LONGEST_LABEL and rules.rule_of(t) for t in labels):
            break
        end += 1
    return end


def _column(grid: Grid, col: int, rows: tuple[int, int], rules: ColumnRules) -> Column:
    """A column's label and role; a sub-label that is known wins over the wide label above it."""
    labels = list(dict.fromkeys(c.text for r in range(*rows) if (c := grid.slots[r][col]) is not None and c.text))
    for label in reversed(labels):
        rule = rules.rule_of(label)
        if rule is not None:
            return Column(label, rule.role, rule.id)
    return Column(labels[-1] if labels else "", "unknown")


def settle_unknown(columns: Sequence[Column], grid: Grid, body: Sequence[int], senses: Senses) -> tuple[Column, ...]:
    """Columns whose header nobody knows, by what they hold; the header stays unknown to the rules (rule None)."""
    settled = [Column(c.label, _held(grid, i, body, senses), None) if c.role == "unknown" else c for i, c in enumerate(columns)]
    if not any(c.role in ("task", "detail", "group", "area") for c in settled):
        texts = [(_mean_length(grid, i, body), i) for i, c in enumerate(settled) if c.role in ("other", "result", "remark")]
        if texts and max(texts)[0] > 0:
            index = max(texts)[1]
            settled[index] = Column(settled[index].label, "task", settled[index].rule)
    return tuple(settled)


def _column_texts(grid: Grid, col: int, body: Sequence[int]) -> list[str]:
    cells: dict[int, Cell] = {}
    for row in body:
        cell = grid.slots[row][col]
        if cell is not None and cell.text:
            cells[id(cell)] = cell
    return [cell.text for cell in list(cells.values())[:60]]


def _mean_length(grid: Grid, col: int, body: Sequence[int]) -> float:
    texts = _column_texts(grid, col, body)
    return sum(map(len, texts)) / len(texts) if texts else 0.0


_NUMBER = re.compile(r"^[（(]?(?:\d{1,3}|[一二三四五六七八九十]{1,3})[)）]?[.、．]?$")


def number_like(text: str) -> float:
    """Whether a cell holds nothing but an item's number.

    >>> number_like("12"), number_like("（三）"), number_like("2021年")
    (1.0, 1.0, 0.0)
    """
    return 1.0 if _NUMBER.match(plain(text)) else 0.0


def _held(grid: Grid, col: int, body: Sequence[int], senses: Senses) -> str:
    texts = _column_texts(grid, col, body)
    if not texts:
        return "other"
    for judge, role in ((number_like, "number"), (senses.time_like, "deadline"), (senses.unit_like, "responsible")):
        if sum(judge(t) for t in texts) / len(texts) > 0.7:  # noqa: PLR2004 - most of the column, with room for noise
            return role
    return "other"
