"""The rules of units as data, and their compiled form."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import wraps
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar, cast

from pipeline.facts.functions import FunctionRules
from pipeline.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence

OPEN = "（(〔[【［{"
CLOSE = "）)〕]】］}"
P = ParamSpec("P")
T = TypeVar("T")

MOST_REMEMBERED = 20_000
ENDINGS = ("ending_office", "ending_sub", "ending_other", "ending_area", "ending_class")
"""Kinds of rules that say how names of units end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitRule(Rule):
    """Words that play one part in a list of units. `kind` names the part; see the head of rules/units.yaml.

    `role` is the role that the words give (of `link` words: to the unit before them), `role_after` the role of what follows.
    """

    kind: str
    words: tuple[str, ...]
    role: str = ""
    role_after: str = ""
    level: str = ""


@dataclass(frozen=True, slots=True)
class Word:
    """What a word of the rules means."""

    rule: str
    role: str = ""
    role_after: str = ""


@dataclass(frozen=True)
class WordList:
    """Words that end or begin a text, looked up by one character first."""

    by_last: Mapping[str, tuple[str, ...]]
    by_first: Mapping[str, tuple[str, ...]]

    @classmethod
    def of(cls, words: Iterable[str]) -> WordList:
        """Index words, longest first."""
        last: dict[str, list[str]] = {}
        first: dict[str, list[str]] = {}
        for word in sorted(set(words), key=lambda w: (-len(w), w)):
            last.setdefault(word[-1], []).append(word)
            first.setdefault(word[0], []).append(word)
        return cls({k: tuple(v) for k, v in last.items()}, {k: tuple(v) for k, v in first.items()})

    def ending(self, text: str) -> str:
        """The longest of the words that `text` ends in.

        >>> WordList.of(["局", "管理局"]).ending("市城市管理局")
        '管理局'
        """
        return next((w for w in self.by_last.get(text[-1:], ()) if text.endswith(w)), "")

    def beginning(self, text: str) -> str:
        """The longest of the words that `text` begins with."""
        return next((w for w in self.by_first.get(text[:1], ()) if text.startswith(w)), "")


@dataclass(frozen=True)
class UnitRules:
    """Everything that reading units needs to know, compiled once."""

    functions: FunctionRules
    entries: tuple[UnitRule, ...]
    lists: Mapping[str, WordList]
    words_of: Mapping[str, frozenset[str]]
    meaning: Mapping[tuple[str, str], Word]
    patterns: Mapping[str, re.Pattern[str]]
    levels: Mapping[str, str]
    endings: WordList
    memory: dict[str, dict[Hashable, Any]] = field(default_factory=dict, compare=False, repr=False)
    """What `remembered` functions said; only a saving of time, nobody can tell whether it is there."""

    @classmethod
    def build(cls, entries: Sequence[UnitRule], functions: FunctionRules | None = None) -> UnitRules:
        """Compile the rules of rules/units.yaml with the lines of work of rules/functions.yaml."""
        functions = functions or FunctionRules.build(())
        kinds: dict[str, list[str]] = {}
        meaning: dict[tuple[str, str], Word] = {}
        for entry in entries:
            kinds.setdefault(entry.kind, []).extend(entry.words)
            for word in entry.words:
                meaning.setdefault((entry.kind, word), Word(entry.id, entry.role, entry.role_after))
        return cls(
            functions,
            tuple(entries),
            {kind: WordList.of(words) for kind, words in kinds.items()},
            {kind: frozenset(words) for kind, words in kinds.items()},
            meaning,
            _patterns(kinds),
            {word: entry.level for entry in entries if entry.kind == "level" for word in entry.words},
            WordList.of(word for kind in ENDINGS for word in kinds.get(kind, ())),
        )

    def is_a(self, kind: str, text: str) -> bool:
        """Whether `text` is one of the words of a kind."""
        return text in self.words_of.get(kind, ())

    def ending(self, kind: str, text: str) -> str:
        """The longest word of a kind that `text` ends in."""
        words = self.lists.get(kind)
        return words.ending(text) if words else ""

    def beginning(self, kind: str, text: str) -> str:
        """The longest word of a kind that `text` begins with."""
        words = self.lists.get(kind)
        return words.beginning(text) if words else ""

    def rule_of(self, kind: str) -> str:
        """The id of the (first) rule of a kind."""
        return next((entry.id for entry in self.entries if entry.kind == kind), kind)

    def words(self) -> frozenset[str]:
        """Complete names of bodies and endings, without place and level: the lexicon that mending damaged text leans on."""
        offices = self.words_of.get("ending_office", frozenset())
        whole = self.functions.words([w for kind in ENDINGS[:3] for w in self.words_of.get(kind, ())])
        return (
            whole | {word for word in offices if len(word) > 1} | {w for w in self.words_of.get("government", ()) if w.isalpha()}
        )


def remembered(ask: Callable[P, T]) -> Callable[P, T]:
    """Ask a pure function about the same words only once: a page names the same few bodies again and again.

    The function takes hashable arguments by position, the rules last; the answers live as long as the rules do.
    """

    @wraps(ask)
    def answer(*args: P.args, **_: P.kwargs) -> T:
        memory = cast("UnitRules", args[-1]).memory
        known = memory.setdefault(ask.__qualname__, {})
        words = args[:-1]
        if words in known:
            return cast("T", known[words])
        said = ask(*args, **_)
        if len(known) >= MOST_REMEMBERED:
            known.clear()
        known[words] = said
        return said

    return answer


def _any_of(words: Iterable[str]) -> str:
    """An alternation, longest word first; one that matches nothing where there are no words."""
    listed = sorted(set(words), key=lambda w: (-len(w), w))
    return "|".join(map(re.escape, listed)) if listed else r"(?!)"


def _patterns(kinds: Mapping[str, Sequence[str]]) -> dict[str, re.Pattern[str]]:
    """The patterns that are made of the words of the rules. All are linear: alternations of fixed words, bounded repeats."""
    said = {kind: _any_of(words) for kind, words in kinds.items()}

    def any_of(kind: str) -> str:
        return said.get(kind, r"(?!)")

    spot = r"[ \t\u3000\u2002\u2003\xa0]{0,4}"
    role = any_of("label")
    roles = rf"(?P<word>{role})(?:{spot}(?:[、/或及和与（(]|{any_of('joint')}){spot}(?:{role})[）)]?)?"
    noun = rf"(?:{any_of('label_noun')})(?:[（(][^（()）\n]{{1,10}}[）)])?(?:(?:{any_of('joint')})(?:{any_of('label_person')}))?"
    before = rf"(?:{any_of('label_before')}){{0,2}}"
    label = rf"(?P<unit>{before}{roles}(?:{noun})?)|(?P<person>{before}(?:{any_of('label_person')}))"
    label += rf"|(?P<time>{any_of('label_time')})"
    level = rf"(?:{any_of('level_list')})"
    scope = r"(?:[（(〔\[][^（()）〔〕\[\]\n]{1,16}[）)〕\]])?"
    how = rf"(?:{any_of('manner')}|{any_of('adverb')})"
    duty = rf"{how}{{0,4}}(?:{any_of('duty')})(?:[、和与及并]?(?:{any_of('manner')}|{any_of('duty')}|{any_of('adverb')})){{0,5}}"
    return {
        "label": re.compile(rf"[【\[［〔（(]?{spot}(?:{label}){spot}[】\]］〕）)]?{spot}[:：]"),
        "bare_label": re.compile(
            rf"\s*[【\[［〔]?{before}(?P<word>{role})(?:{any_of('label_noun')})(?:[】\]］〕]|(?=\s)|(?={any_of('same')}))"
        ),
        "label_is": re.compile(rf"(?:{any_of('copula')})[^，,、\s]{{0,8}}?(?P<word>{role})(?:{any_of('label_noun')})"),
        "split": re.compile(rf"[、，,；;。．|/\\\s]+|[{re.escape(OPEN + CLOSE)}]|(?<![0-9A-Za-z])[0-9]{{1,2}}\.(?![0-9])|[①-⑳]"),
        "across": re.compile(_across(any_of)),
        "duty": re.compile(rf"{duty}|(?:{any_of('manner')})"),
        "duty_word": re.compile(any_of("duty")),
        "link": re.compile(any_of("link")),
        "joint": re.compile(any_of("joint")),
        "open": re.compile(any_of("open")),
        "except": re.compile(_any_of(()) if not kinds.get("except") else "|".join(map(_gap, kinds["except"]))),
        "generic": re.compile(rf"(?:{any_of('generic')}|[\d一二三四五六七八九十多几余]{{1,3}})*"),
        "number": re.compile(r"(?:[(（]?[\d]{1,2}[.．、)）]|[①-⑳])\s*"),
        "level_list": re.compile(rf"(?P<all>{any_of('group_opener')})?(?P<level>{level}{scope})(?P<rest>.*)", re.DOTALL),
        "scoped": re.compile(rf"(?:{level})[（(〔\[](?:{level}|[、，,和及/]|{any_of('joint')}){{1,8}}[）)〕\]]"),
        "modal": re.compile(any_of("modal")),
        "stop": re.compile(any_of("stop")),
        "space": re.compile(r"\s+"),
        "spaced": re.compile(r"(?:[一-龥][ \u3000\u2002\u2003\xa0]){3,40}[一-龥](?![一-龥])"),
    }


def _across(any_of: Callable[[str], str]) -> str:
    """A pattern for one class of bodies of several levels: 市直及中央、省驻市有关单位, 市属、区属国有企业."""
    link = rf"(?:[、，,]|{any_of('joint')})"
    own = rf"(?:{any_of('level_list')})(?:{any_of('belonging')})"
    atom = rf"(?:(?:{any_of('across')}|{any_of('level_list')})(?:{any_of('belonging')})?)"
    there = rf"(?:{any_of('stationed')})[一-龥]{{1,3}}?"
    nouns = rf"(?:{any_of('group_inside')}){{0,3}}[一-龥]{{0,4}}?(?:{any_of('noun_of_class')})(?=[、，,；;。\s）)]|$)"
    return rf"(?:{atom}(?:{link}{atom}){{0,4}}{link}?{there}|{own}(?:{link}{own}){{1,4}}){nouns}"


def _gap(words: str) -> str:
    """A pattern for words with a gap: 除…外."""
    first, _, last = words.partition("…")
    return rf"{re.escape(first)}[^；;。\n]{{1,60}}?{re.escape(last)}[，,]?"
