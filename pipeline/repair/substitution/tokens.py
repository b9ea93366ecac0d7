"""Which tokens may stand for words: known brands as the page prints them, and what stands where the language demands a word."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from itertools import islice, takewhile
from typing import TYPE_CHECKING

from pipeline.repair.language.gazetteer import LEVELS
from pipeline.repair.strays.spam import brand_pattern
from pipeline.repair.substitution.claims import GLUED, ISSUER, KIND, SAME
from pipeline.repair.substitution.evidence import ODD
from pipeline.repair.substitution.looks import LATIN, LETTER, ends_as_body, is_foreign, is_odd

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from pipeline.repair.substitution.evidence import Evidence

SHORTEST, LONGEST = 2, 14
RUN = re.compile(rf"{ODD}{{{SHORTEST},40}}")
WORD = re.compile(ODD)
LONGEST_RUN = 40
APART = re.compile(rf"(?:^|[\s：:《“、，,|])({ODD}{{2,{LONGEST_RUN}}})$")
PLACE_NAME = 9
LETTERS = re.compile(r"[A-Za-z\d](?:(?<=[a-z])[A-Za-z]|(?<=[A-Za-z])\d{2}|(?<=\d)\d{2}[A-Za-z])")
BY_LETTERS = {GLUED, "meeting"}
"""Reasons that prove a token with letters only: on a page without such letters nothing is looked for in those places."""
TWICE, MANY, FEW = 2, 200, 24
"""How many places and tokens are tried at most: a page made to be slow must not be."""


def known_tokens(evidence: Evidence, brands: Collection[str]) -> list[str]:
    """Known brands with all that goes on with them (凯发k8 + 国际, 365bet + 体育_beat365登录), each as the page prints it."""
    pattern = brand_pattern(brands, evidence.rules)
    return sorted({_widened(match.group(), evidence) for match in pattern.finditer(evidence.page)}) if pattern else []


def _widened(name: str, evidence: Evidence) -> str:
    """A known brand with the odd words that stand before it everywhere on the page, up to a place or a mark (新澳门 + 葡京)."""
    page = evidence.page
    before = [page[max(0, m.start() - LONGEST) : m.start()][::-1] for m in islice(re.finditer(re.escape(name), page), MANY)]
    ahead = _shared(before)[::-1]
    ends = [at for at, character in enumerate(ahead) if character in LEVELS or not WORD.match(character)]
    ahead = ahead[ends[-1] + 1 :] if ends else ahead
    return ahead + name if len(before) > 1 and LETTER.search(ahead) and is_odd(ahead, evidence.rules) else name


def unknown_tokens(evidence: Evidence) -> list[str]:
    """What stands where a rule leaves room for one word only, if it is not that word; the longest first."""
    about = tuple(evidence.rules.words("title_about"))
    found = Counter(token for run in _demanded(evidence) if len(token := _before(run, about)) <= LONGEST_RUN)
    tokens = [
        token
        for token, _ in found.most_common()
        if len(token) >= SHORTEST and evidence.forms[1] not in token and not token.startswith(evidence.people)
    ]
    return sorted(tokens[:FEW], key=lambda token: (-len(token), token))


def _before(run: str, words: Iterable[str]) -> str:
    """A run up to the first of some words: what a title is about is no part of its issuer.

    >>> _before("凯发k8关于印发要点的通知", ("关于",)), _before("凯发k8", ("关于",))
    ('凯发k8', '凯发k8')
    """
    return run[: min((at for word in words if (at := run.find(word)) >= 0), default=len(run))]


def _demanded(evidence: Evidence) -> Iterator[str]:
    """The issuer of the title without its place and its office, and what the certain rules find between their two sides."""
    for name in evidence.issuers:
        bare = next((name[: -len(office)] for office in evidence.offices if name.endswith(office)), name)
        behind = [bare[at:] for at in range(2, min(len(bare) - 1, PLACE_NAME)) if bare[at - 1] in LEVELS]
        yield from behind or [bare.removesuffix(evidence.forms[0])]
        if not ends_as_body(name, evidence.rules):
            yield from _often_at_end(name, evidence.page)
    passed_over = {SAME, ISSUER} if LETTERS.search(evidence.page) else {SAME, ISSUER, *BY_LETTERS}
    for rule in evidence.rules.of(KIND):
        if rule.reason not in passed_over and (rule.certain or rule.reason == GLUED):
            said = islice(_finder(rule.pattern, rule.reason).finditer(evidence.page), MANY)
            found = [match["token"] for match in said if not match["token"].startswith(rule.after or "\0")]
            yield from found
            if rule.reason == GLUED or rule.pattern.endswith("_"):
                yield from _beginnings(found)
                yield from (run.partition(office)[0] for run in found for office in evidence.offices if office in run)


def _often_at_end(name: str, page: str) -> Iterator[str]:
    """What a name ends with that the page says more than twice, the longest first."""
    ends = (name[at:] for at in range(len(name) - SHORTEST, max(0, len(name) - LONGEST) - 1, -1))
    return reversed([*takewhile(lambda end: page.count(end) > TWICE, ends)])


@cache
def _finder(pattern: str, reason: str) -> re.Pattern[str]:
    """What finds a token in the place that a rule leaves open: up to what the rule wants behind it, or all that goes on."""
    before, behind = pattern.split("_")
    if reason == GLUED:  # any line begins so: only letters show that a brand may
        return re.compile(rf"{before}(?P<token>(?={ODD}{{0,5}}[A-Za-z]){ODD}{{{SHORTEST},{LONGEST_RUN}}})", re.MULTILINE)
    return re.compile(f"{before}(?P<token>{ODD}{{{SHORTEST},{LONGEST_RUN}}}{'?' if behind else ''}){behind}", re.MULTILINE)


def _beginnings(runs: Iterable[str]) -> Iterator[str]:
    """What several runs begin with alike, all of its beginnings."""
    groups: dict[str, list[str]] = {}
    for run in runs:
        groups.setdefault(run[:SHORTEST], []).append(run[:LONGEST])
    for alike in groups.values():
        if len(alike) > 1:
            shared = _shared(alike)
            yield from (shared[:size] for size in range(SHORTEST, len(shared) + 1))


def _shared(runs: Collection[str]) -> str:
    """What all runs begin with."""
    least, most = min(runs), max(runs)
    size = next((at for at, (one, other) in enumerate(zip(least, most, strict=False)) if one != other), len(least))
    return least[:size]


def place_token(evidence: Evidence) -> str | None:
    """A token for a place's name, right before the word for a government: in the title, or with letters again and again."""
    word = evidence.forms[0]
    titled = {name.partition(word)[0] for name in evidence.issuers if word in name}
    tokens = Counter({token: TWICE for token in titled if token and is_foreign(token, evidence.rules)})
    at = evidence.page.find(word)
    while at >= 0:
        match = APART.search(evidence.page[max(0, at - LONGEST_RUN - 1) : at])
        if match and LATIN.search(match[1]) and match[1][-1] not in LEVELS:
            tokens[match[1]] += 1
        at = evidence.page.find(word, at + 1)
    token, count = max(tokens.items(), key=lambda item: (item[1], item[0]), default=("", 0))
    return token if count >= TWICE else None
