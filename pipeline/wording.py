"""How an issue is put in words, in English and Chinese: the sentences are rules, what stands in them is found on the page."""

from __future__ import annotations

from dataclasses import dataclass, field
from string import Formatter
from typing import TYPE_CHECKING

from pipeline.rule import Rule
from pipeline.values import Issue

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pipeline.values import Place

_PREFIX = "issue."
_SEVERITIES = ("page", "row", "info")


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that a person should look at: which sentence says it, what stands in its gaps, where it is, and of which task.

    The sentence is the issue's code, or the code, a point and the case: `lost_text.more`.
    """

    sentence: str
    said: Mapping[str, object] = field(default_factory=dict)
    place: Place | None = None
    task: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueRule(Rule):
    """A sentence in two languages and how much it concerns; both have the same gaps: `{name}`. Its id is `issue.SENTENCE`."""

    severity: str
    en: str
    zh: str


@dataclass(frozen=True)
class IssueRules:
    """All sentences, by what the code calls them."""

    sentences: Mapping[str, IssueRule] = field(default_factory=dict)

    @classmethod
    def build(cls, entries: Sequence[IssueRule]) -> IssueRules:
        """Take the entries of `rules/issues.yaml`; ValueError where one cannot be filled as its other language is.

        >>> IssueRules.build([IssueRule(id="issue.a", severity="row", en="lost: {words}", zh="丢失")])
        Traceback (most recent call last):
        ValueError: issue.a: en has the gaps {words}, zh has none; both must have the same
        """
        for rule in entries:
            _check(rule)
        return cls({rule.id.removeprefix(_PREFIX): rule for rule in entries})

    def issue(self, found: Finding) -> Issue:
        """The issue that says what was found; KeyError where no rule has its sentence.

        >>> rule = IssueRule(id="issue.lost.more", severity="page", en="{n} are lost", zh="丢了{n}处")
        >>> IssueRules.build([rule]).issue(Finding("lost.more", {"n": 3}))
        Issue(code='lost', severity='page', message='3 are lost', place=None, task=None, message_zh='丢了3处')
        """
        rule = self.sentences[found.sentence]
        code = found.sentence.partition(".")[0]
        message, message_zh = (words.format_map(found.said) for words in (rule.en, rule.zh))
        return Issue(code, rule.severity, message, found.place, found.task, message_zh)


def try_example(rule: IssueRule, rules: IssueRules, said: str) -> str:
    """The Chinese sentence with its gaps filled by words such as `share=45%; rows=3`.

    >>> rules = IssueRules.build([IssueRule(id="issue.lost", severity="page", en="{n} are lost", zh="丢了{n}处")])
    >>> try_example(rules.sentences["lost"], rules, "n=3")
    '丢了3处'
    """
    filled = dict(part.split("=", 1) for part in said.split("; ") if "=" in part)
    return rules.issue(Finding(rule.id.removeprefix(_PREFIX), filled)).message_zh


def _check(rule: IssueRule) -> None:
    en, zh = _gaps(rule.en), _gaps(rule.zh)
    if en != zh:
        msg = f"{rule.id}: en has {_told(en)}, zh has {_told(zh)}; both must have the same"
        raise ValueError(msg)
    if rule.severity not in _SEVERITIES:
        msg = f"{rule.id}: severity {rule.severity!r} is unknown; it is one of {', '.join(_SEVERITIES)}"
        raise ValueError(msg)
    if not rule.id.startswith(_PREFIX):
        msg = f"{rule.id}: the id of a sentence begins with {_PREFIX}"
        raise ValueError(msg)


def _gaps(words: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(words) if name is not None}


def _told(gaps: set[str]) -> str:
    return f"the gaps {', '.join(f'{{{gap}}}' for gap in sorted(gaps))}" if gaps else "none"
