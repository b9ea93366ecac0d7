"""Which words at the head of a column mean which role: the synonyms of `rules/columns.yaml` as a look-up."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from pipeline.alternation import any_of
from pipeline.rule import Rule
from pipeline.tasks.tables.labels.composed import composed

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

HELPING_ROLES = frozenset({"cooperating", "guiding", "supervising"})
UNIT_ROLES = HELPING_ROLES | {"lead", "responsible", "either"}
QUALIFIER = "qualifier"
"""The role of words that only stress the label behind them."""
_COMPOSED = frozenset({"task", "detail"})
TEXT_ROLES = frozenset({"group", "task", "detail", "result", "area"})
_OTHER_ROLES = frozenset(
    {"number", "indicator", "score", "place", "leader", "contact", "deadline", "remark", "catalogue", "told", "metadata"}
)
ROLES = UNIT_ROLES | TEXT_ROLES | _OTHER_ROLES | {QUALIFIER}
"""What a rule may say that a header is; the data dictionary tells what each means."""
LONGEST_LABEL = 18
"""Signs of a header that says one thing."""
_LABEL_LIKE, LONGEST_PRINTED = 40, 200
"""Signs as printed, the spaces of a label that is set wide included: what is likely to be one, and what is surely none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnRule(Rule):
    """Headers that mean one role: `words` is all of a header, `parts` is enough if it stands anywhere in it.

    `ends` is enough at its end and goes before all parts, since the end of a label says what it is: 任务完成情况 is no task.
    `weak` words of `words` name several things; what the column holds must agree (单位 may be a unit of measure).
    """

    role: str
    words: tuple[str, ...]
    parts: tuple[str, ...] = ()
    ends: tuple[str, ...] = ()
    weak: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its header as printed, its role, and the rule that knew it (None: guessed from what it holds)."""

    label: str
    role: str
    rule: str | None = None


_NARROW = str.maketrans("（）", "()")


def plain(label: str) -> str:
    r"""A header without the spaces inside its words, brackets as ASCII.

    >>> plain("责 任\n处（单位）")
    '责任处(单位)'
    """
    return _plain_again(label) if len(label) <= _LABEL_LIKE else _plain(label)


def _plain(label: str) -> str:
    return "".join(unicodedata.normalize("NFKC", label).split()).strip(":：*")


_plain_again = lru_cache(maxsize=1 << 12)(_plain)
"""For words so short that they may be a label: every stage asks about them again."""


def narrow(words: str) -> str:
    """Words with brackets as ASCII."""
    return words.translate(_NARROW)


_Memory = dict[str, "ColumnRule | None"]
_MOST_KNOWN = 1 << 12


def _remembered(label: str, ask: Callable[[str], ColumnRule | None], known: _Memory) -> ColumnRule | None:
    """The answer for words, asked once where they are short enough to be a label; nobody can tell whether it was known."""
    if label in known:
        return known[label]
    found = ask(label)
    if len(label) <= _LABEL_LIKE:
        if len(known) >= _MOST_KNOWN:
            known.clear()
        known[label] = found
    return found


@dataclass(frozen=True)
class ColumnRules:
    """The header synonyms, as a look-up."""

    entries: tuple[ColumnRule, ...]
    _known_labels: _Memory = field(default_factory=dict, compare=False, repr=False)
    _known_wholes: _Memory = field(default_factory=dict, compare=False, repr=False)

    @classmethod
    def build(cls, entries: Sequence[ColumnRule]) -> ColumnRules:
        """Index the entries of `rules/columns.yaml`; ValueError where one gives a role that nobody knows."""
        for rule in entries:
            if rule.role not in ROLES:
                msg = f"{rule.id}: role {rule.role!r} is unknown; it is one of {', '.join(sorted(ROLES))}"
                raise ValueError(msg)
        return cls(tuple(entries))

    @cached_property
    def _exact(self) -> dict[str, ColumnRule]:
        return {plain(word): rule for rule in reversed(self.entries) if rule.role != QUALIFIER for word in rule.words}

    @cached_property
    def _qualifiers(self) -> tuple[str, ...]:
        return tuple(word for rule in self.entries if rule.role == QUALIFIER for word in rule.words)

    @cached_property
    def tails(self) -> frozenset[str]:
        """How headers end; a heading that merely holds such a word (抓好重点领域公开) is none."""
        return frozenset(word[-2:] for word in self._exact) | {word[-2:] for rule in self.entries for word in rule.ends}

    @cached_property
    def _weak(self) -> frozenset[str]:
        return frozenset(plain(word) for rule in self.entries for word in rule.weak)

    def is_weak(self, label: str) -> bool:
        """Whether a header names several things, so that the column's cells must say which."""
        return plain(label) in self._weak

    @cached_property
    def unit_labels(self) -> re.Pattern[str]:
        """Any whole header of a unit column that can hardly be another word: at least three signs long."""
        return re.compile("|".join(re.escape(w) for w in self.labels(UNIT_ROLES) if len(w) > 2))  # noqa: PLR2004

    @cached_property
    def work_labels(self) -> re.Pattern[str]:
        """Any whole header of a column of work."""
        return re.compile(any_of(self.labels(TEXT_ROLES)))

    def labels(self, roles: Collection[str]) -> list[str]:
        """All whole headers of these roles, longest first."""
        words = {plain(w) for rule in self.entries if rule.role in roles for w in rule.words}
        return sorted((w for w in words if len(w) > 1), key=lambda w: (-len(w), w))

    def exact(self, label: str) -> ColumnRule | None:
        """The rule that knows all of a header, with or without what it says in brackets, or that of the first of its parts.

        All parts of a header that names two things must be known by the whole: 责任主体与协同单位.
        """
        return _remembered(label, self._exact_of, self._known_wholes)

    def _exact_of(self, label: str) -> ColumnRule | None:
        key = self._key(label)
        found = self._known(key)
        if found is not None or len(key) > LONGEST_LABEL or not _AND.search(key):
            return found
        parts = [self._known(part) for part in _AND.split(_LAST_BRACKET.sub("", key))]
        return parts[0] if len(parts) > 1 and all(parts) else None

    def _key(self, label: str) -> str:
        """A header as it is looked up: one in two languages (No. 序号) by its Chinese words, where they are all of a header."""
        key = plain(label) if len(label) <= LONGEST_PRINTED else ""
        own = _FOREIGN.sub("", key) if not key.isascii() else key
        return own if own in self._exact else key

    def _known(self, key: str) -> ColumnRule | None:
        found = self._exact.get(key) or (self._exact.get(_BRACKETS.sub("", key)) if "(" in key else None)
        if found is not None or len(key) > LONGEST_LABEL or key[-2:] not in self._work_tails:
            return found
        return composed(key, self._work, self._qualifiers)

    @cached_property
    def _work_tails(self) -> frozenset[str]:
        """How labels of work end, and so all that are composed of them."""
        return frozenset(word[-2:] for word, rule in self._exact.items() if rule.role in _COMPOSED)

    @cached_property
    def _parts(self) -> re.Pattern[str]:
        return re.compile("|".join(re.escape(part) for rule in self.entries for part in rule.parts) or r"(?!)")

    def _work(self, key: str) -> ColumnRule | None:
        rule = self._exact.get(key) if len(key) > 1 else None
        return rule if rule is not None and rule.role in _COMPOSED else None

    def is_whole(self, words: str) -> bool:
        """Whether words are all of a header, letter for letter; brackets may be wide."""
        return narrow(words) in self._exact

    @cached_property
    def _by_opening(self) -> dict[str, tuple[str, ...]]:
        """Whole headers of more than one sign by their first two, longest first."""
        found: dict[str, list[str]] = {}
        for word in sorted(self._exact, key=len, reverse=True):
            found.setdefault(word[:2], []).append(word)
        return {opening: tuple(words) for opening, words in found.items() if len(opening) > 1}

    def sizes_at(self, words: str, at: int) -> list[int]:
        """How long the whole headers are that stand here in words with narrow brackets, longest first; at least two signs."""
        likely = self._by_opening.get(words[at : at + 2], ())
        return [len(word) for word in likely if words.startswith(word, at)] if words.startswith(likely, at) else []

    def rule_of(self, label: str) -> ColumnRule | None:
        """The rule that knows a header: by the whole, by its end, or by a part of it."""
        return _remembered(label, self._rule_of, self._known_labels)

    def _rule_of(self, label: str) -> ColumnRule | None:
        key = self._key(label)
        if not key or len(key) > LONGEST_LABEL:
            return None
        found = self._known(key)
        bare = _LAST_BRACKET.sub("", key)
        if found is not None or bare[-2:] not in self.tails:
            return found
        parts = [p for p in _AND.split(bare) if p]
        if len(parts) > 1:
            # Two things in one column: the first is what it is read as (责任单位及责任人), but work is work (测评内容与工作要求).
            known = [rule for part in parts if (rule := self.rule_of(part)) is not None]
            work = [rule for rule in known if rule.role in TEXT_ROLES]
            return next(iter(work if known and known[0].role in ("indicator", "score") and work else known), None)
        by_end = self.rule_by_end(bare)
        if by_end is not None or not self._parts.search(key):
            return by_end
        found = next(r for r in self.entries if any(part in key for part in r.parts))
        # 事项承接科室 is no 事项: its cells must say what it is.
        return None if found.role in TEXT_ROLES and self._names_bodies(bare) else found

    def _names_bodies(self, label: str) -> bool:
        """Whether a header ends in a word for bodies that may mean others too: 科室, 单位."""
        rule = self._exact.get(label[-2:])
        return rule is not None and rule.role in UNIT_ROLES and label[-2:] in self._weak

    def rule_by_end(self, label: str) -> ColumnRule | None:
        """The rule that knows how a header ends."""
        return next((rule for rule in self.entries if rule.ends and plain(label).endswith(rule.ends)), None)


_AND = re.compile(r"[及和与、/]")
_BRACKETS = re.compile(r"\([^()]*\)")
_FOREIGN = re.compile(r"[A-Za-z][A-Za-z.&/']+")
_LAST_BRACKET = re.compile(r"\([^()]*\)$")


def try_example(rule: ColumnRule, rules: ColumnRules, said: str) -> str:
    """The role that this rule gives a header."""
    found = rules.rule_of(said)
    return found.role if found is not None and found.id == rule.id else ""
