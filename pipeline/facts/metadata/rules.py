"""The rules by which a notice says what it is, compiled once."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from pipeline.alternation import any_of
from pipeline.facts.metadata.docnumbers import NumberWords
from pipeline.rule import PartRule, PartRules, refuse_other_parts

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

PARTS = frozenset(
    {
        *("field", "value", "issue", "kind", "lead_in", "list_stop"),
        *("title_end", "title_mark", "title_no", "plan_end", "plan_end_dated", "report_end_dated", "told_end", "title_office"),
        *("organ_end", "organ_no", "organ_short", "full_end", "placeless", "site", "issuer_alone"),
        *("addressee_end", "addressee_bare", "addressee_start", "addressee_many", "addressee_no"),
        *("school", "every", "bare_body", "seal", "place_end", "town_end", "same_word", "number_issuer"),
        *("speaker", "minutes", "navigation", "home", "view_unit", "footer", "footer_weak"),
        *("comments", "annex", "copies", "copies_dated", "letter_close"),
    }
)
"""What a rule can be about; see the head of `rules/metadata.yaml`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MetadataRule(PartRule):
    """Words that say something of the notice as a whole.

    `part` is what the words are (a label, an ending, a cue), `gives` what they mean. `words` are plain words, in which a
    page may print gaps; `patterns` are regular expressions for the few that are no fixed words.
    """

    patterns: tuple[str, ...] = ()


@dataclass(frozen=True)
class MetadataRules(PartRules[MetadataRule]):
    """All rules about metadata."""

    @classmethod
    def build(cls, entries: Sequence[MetadataRule]) -> MetadataRules:
        """Check that every rule is about a known part, and compile its patterns (a broken one raises `ValueError`)."""
        refuse_other_parts(entries, PARTS)
        for rule in entries:
            for pattern in rule.patterns:
                _compiled(rule.id, pattern)
        return cls(tuple(entries))

    @cached_property
    def labels(self) -> dict[str, MetadataRule]:
        """Each label, without gaps, and its rule."""
        return {word: rule for rule in self.entries if rule.part == "field" for word in rule.words}

    @cached_property
    def _any_label(self) -> str:
        return any_of(self.labels, r"\s{0,9}")

    @cached_property
    def label(self) -> re.Pattern[str]:
        """A label with whatever gaps and brackets it is printed with."""
        words = self._any_label
        return re.compile(
            rf"[\[【〔]\s{{0,9}}(?P<boxed>{words})\s{{0,9}}[\]】〕]\s{{0,9}}[:：]?|(?P<plain>{words})(?:\s{{0,9}}[:：]|(?<=[\u4e00-\u9fff]{{4}})(?=\?))"
        )

    @cached_property
    def bare_label(self) -> re.Pattern[str]:
        """A cell that is a label and nothing else."""
        words = self._any_label
        return re.compile(rf"\s{{0,20}}[\[【〔]?\s{{0,9}}(?P<plain>{words})\s{{0,20}}[\]】〕]?\s{{0,9}}[:：]?\s{{0,20}}")

    def field_of(self, text: str) -> str:
        """The field whose label is all of the words, with whatever gaps they are printed; empty for other words."""
        label = self.bare_label.fullmatch(text)
        return self.labels["".join(label["plain"].split())].gives if label is not None else ""

    @cached_property
    def spaced_label(self) -> re.Pattern[str]:
        """A label that a space alone parts from its value, as where it stood in a cell of its own."""
        words = self._any_label
        return re.compile(rf"(?<!\S)(?P<plain>{words})(?=\s)")

    @cached_property
    def trail(self) -> re.Pattern[str]:
        """A mark of the path by which a site leads to a page: `>`, 首页."""
        return re.compile(rf"[:：>»›＞/]|\s{{0,20}}(?:{'|'.join(map(_gapped, self.words('home'))) or '(?!)'})")

    @cached_property
    def counted(self) -> re.Pattern[str]:
        """How often a page was seen: 1,024次."""
        return re.compile(rf"[\d,，]*\s*(?:{_any(self.words('view_unit'))})?")

    @cached_property
    def values(self) -> dict[str, tuple[str, ...]]:
        """The only values that some fields can have, longest first."""
        found: dict[str, tuple[str, ...]] = {}
        for rule in self.entries:
            if rule.part == "value":
                found[rule.gives] = tuple(sorted((*found.get(rule.gives, ()), *rule.words), key=len, reverse=True))
        return found

    @cached_property
    def school(self) -> tuple[tuple[MetadataRule, re.Pattern[str]], ...]:
        """The rules of school years and terms, with how each is printed; the first group is the year."""
        return tuple((rule, re.compile(pattern)) for rule in self.entries if rule.part == "school" for pattern in rule.patterns)

    def ends(self, part: str) -> re.Pattern[str]:
        """Words that end in one of the part's words."""
        return self._ends[part]

    @cached_property
    def _ends(self) -> dict[str, re.Pattern[str]]:
        return {part: re.compile(rf"(?:{_any(self.words(part))})$") for part in PARTS}

    def cue(self, part: str) -> re.Pattern[str]:
        """Any word or pattern of the part, anywhere."""
        return self._cues[part]

    @cached_property
    def _cues(self) -> dict[str, re.Pattern[str]]:
        return {part: re.compile(_alternatives(part, self.entries)) for part in PARTS}

    @cached_property
    def annex_list(self) -> re.Pattern[str]:
        """Where a list of annexes opens: 附件：, 附 件 2:."""
        return re.compile(rf"(?:{_alternatives('annex', self.entries)})\s*\d?\s*[:：]")

    @cached_property
    def annex_mark(self) -> re.Pattern[str]:
        """A line's beginning that names an annex, and no word that merely begins alike: 附件1, but not 附近."""
        return re.compile(rf"\s{{0,20}}(?:{_alternatives('annex', self.entries)})(?![\u4e00-\u9fff])")

    @cached_property
    def numbers(self) -> NumberWords:
        """What is known of the words around a number that stands alone."""
        return NumberWords(self.words("number_issuer"))

    @cached_property
    def cited_numbers(self) -> NumberWords:
        """What is known of the words around a number that stands in a sentence."""
        return NumberWords(self.words("number_issuer"), self.words("lead_in"))

    @cached_property
    def places(self) -> PlacePatterns:
        """What names of places look like."""
        return PlacePatterns.of(self)

    @cached_property
    def titles(self) -> TitlePatterns:
        """What titles look like."""
        return TitlePatterns.of(self)

    def rule_of(self, part: str, words: str) -> MetadataRule | None:
        """The rule of that part whose longest word the words hold farthest to the right."""
        best: tuple[int, int] = (-1, 0)
        found = None
        for rule in self.entries:
            if rule.part != part:
                continue
            for word in rule.words:
                at = words.rfind(word)
                if at >= 0 and (at + len(word), len(word)) > best:
                    best, found = (at + len(word), len(word)), rule
        return found


@dataclass(frozen=True)
class PlacePatterns:
    """Names of places, told by what they end in.

    `chain` is names of divisions behind each other (四平市铁西区), `ending` the end of any place's name (…镇), `named` a
    name with its end (镇海区).
    """

    chain: re.Pattern[str]
    ending: re.Pattern[str]
    named: re.Pattern[str]

    @classmethod
    def of(cls, rules: MetadataRules) -> PlacePatterns:
        """Compile them from the rules' endings."""
        divisions, towns = _any(rules.words("place_end")), _any(rules.words("town_end"))
        return cls(
            chain=re.compile(rf"(?:[一-龥]{{2,8}}?(?:{divisions}))++"),
            ending=re.compile(rf"(?:{divisions}|{towns})$"),
            named=re.compile(rf"[一-龥]{{1,20}}?(?:{divisions}|{towns})"),
        )


@dataclass(frozen=True)
class TitlePatterns:
    """A title inside a longer line, and a title that is the whole line."""

    inside: re.Pattern[str]
    end: re.Pattern[str]
    plan: re.Pattern[str]
    mark: re.Pattern[str]
    office: re.Pattern[str]
    dated: re.Pattern[str]
    """What a year stands before that is the plan's: 2023年|民生实事项目."""

    @classmethod
    def of(cls, rules: MetadataRules) -> TitlePatterns:
        """Compile them from the rules' endings and marks."""
        mark, end, plan = _any(rules.words("title_mark")), _any(rules.words("title_end")), _any(rules.words("plan_end"))
        to = _any(rules.words("addressee_start"))
        opening = r"(?:^|(?<=[\s|>》号）)]))[^。；;：:|>《\n]{0,80}?"
        closing = rf"(?=$|[\s|（(〔\[【]|(?:{to})[^。；;：:\n]{{1,80}}[:：])"
        return cls(
            inside=re.compile(rf"{opening}(?:{mark})[^。；|\n]{{2,200}}?(?:{end}){closing}"),
            end=re.compile(rf"(?:{end}|{plan})$"),
            plan=re.compile(rf"(?:{plan})$"),
            mark=re.compile(mark),
            office=re.compile(_alternatives("title_office", rules.entries)),
            dated=re.compile(rf"[^，,。；;、：:《》\d]{{0,10}}?(?:{_any(rules.words('plan_end_dated'))})"),
        )


def _gapped(word: str) -> str:
    return r"\s{0,9}".join(re.escape(c) for c in word)


def _any(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in words) or r"(?!)"


def _alternatives(part: str, entries: Sequence[MetadataRule]) -> str:
    words = sorted((w for r in entries if r.part == part for w in r.words), key=len, reverse=True)
    patterns = [p for r in entries if r.part == part for p in r.patterns]
    return "|".join([_gapped(word) for word in words] + [f"(?:{p})" for p in patterns]) or r"(?!)"


def _compiled(rule_id: str, pattern: str) -> re.Pattern[str]:
    try:
        return re.compile(pattern)
    except re.error as fault:
        msg = f"{rule_id}: pattern {pattern!r} does not compile: {fault}"
        raise ValueError(msg) from fault
