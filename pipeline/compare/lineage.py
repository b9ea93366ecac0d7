"""Whose plan comes from whose: which notices are compared with which before all others."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pipeline.compare.titles import Subject

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from pipeline.compare.notices import Notice
    from pipeline.compare.words import Lexer

    Chain = dict[str, str]

PARENT, ANCESTOR, YEAR_BEFORE, REPRINT, SIMILAR = "parent", "ancestor", "year_before", "reprint", "similar"
_DEEPEST = 6
_MOST_BEFORE = 4
"""Notices of the year before that one is laid beside, where several are of one series."""
_SAME_SERIES = 0.5
"""How much two titles must have in common, of the words that tell one plan of a place from its others."""
_SAME_WORDS = 0.8
"""The share of the shorter notice's words that stand in the other one from which both are one notice: parts of one share less."""

_BESIDE = 50
"""Notices of a place and day, those with as many tasks or some more, that one is laid beside: it bounds the time."""


@dataclass(frozen=True)
class Lineage:
    """All notices of a run, and for each those that it is compared with before all others, with what joins them.

    `parent` (cited), `ancestor` (cited by what is cited), `year_before` (the same body's plan of the same subject). A `reprint`
    is the same notice as another one, which stands for it: it has no other link.
    """

    notices: Mapping[str, Notice]
    chain: Mapping[str, Chain]

    @classmethod
    def of(cls, notices: Iterable[Notice], titles: Lexer, words: Callable[[str], frozenset[str]]) -> Lineage:
        """Find out who follows whom. `titles` reads titles (`Boilerplate.for_titles`).

        `words` gives what a notice says, by its id; it is asked only where two may be one.
        """
        known = {notice.doc_id: notice for notice in sorted(notices, key=lambda n: n.doc_id)}
        twin_of = _reprints(known.values(), words)
        single = {doc: _of_singles(notice, twin_of) for doc, notice in known.items() if doc not in twin_of}
        before = _years_before(sorted(single.values(), key=lambda n: n.when), titles)
        chain = {doc: _chain(doc, single, before.get(doc, ())) for doc in single}
        return cls(known, chain | {doc: {other: REPRINT} for doc, other in twin_of.items()})

    def basis(self, later: str, earlier: str) -> str:
        """What joins two notices: a link of the chain, or `similar` when only the words do."""
        return self.chain[later].get(earlier, SIMILAR)

    def stands_for(self, doc: str) -> str:
        """The notice itself, or the one that it is a reprint of."""
        return next((other for other, basis in self.chain[doc].items() if basis == REPRINT), doc)


def _of_singles(notice: Notice, twin_of: Mapping[str, str]) -> Notice:
    """The notice as one that follows no reprint, but what that is a reprint of."""
    return replace(notice, follows=tuple(dict.fromkeys(twin_of.get(doc, doc) for doc in notice.follows)))


def _chain(doc: str, known: Mapping[str, Notice], before: Iterable[str]) -> Chain:
    found: Chain = {}
    row = [doc]
    for depth in range(_DEEPEST):
        row = [p for d in row for p in known[d].follows if p in known and p != doc and p not in found]
        found |= dict.fromkeys(row, PARENT if depth == 0 else ANCESTOR)
    return {**dict.fromkeys(before, YEAR_BEFORE), **found}


def _years_before(in_time: Sequence[Notice], titles: Lexer) -> dict[str, list[str]]:
    """For each notice those of the same place and series in the last year that has any, at most some."""
    homes: dict[str, dict[int, list[tuple[str, Subject]]]] = {}
    for notice in in_time:
        if notice.home and notice.year:
            years = homes.setdefault(notice.home, {})
            years.setdefault(notice.year, []).append((notice.doc_id, Subject.of(notice, titles)))
    return {
        doc: _before(subject, [years[earlier] for earlier in sorted(years, reverse=True) if earlier < year])
        for years in homes.values()
        for year, plans in years.items()
        for doc, subject in plans
    }


def _before(subject: Subject, years: Iterable[Sequence[tuple[str, Subject]]]) -> list[str]:
    """Of the first of these years that has any of the series those that are most alike."""
    for plans in years:
        likeness = {doc: subject.likeness(other) for doc, other in plans}
        best = max(likeness.values())
        if best >= _SAME_SERIES:
            return [doc for doc in likeness if likeness[doc] == best][:_MOST_BEFORE]
    return []


def _reprints(notices: Iterable[Notice], words: Callable[[str], frozenset[str]]) -> dict[str, str]:
    """The notices that are the same as another one: of one place and year, with one number or day, and in the same words.

    The one from which most tasks were read stands for the others.
    """
    groups: dict[tuple[object, ...], list[Notice]] = defaultdict(list)
    for notice in notices:
        whose = notice.home or notice.issuer
        if whose and notice.number:
            groups[whose, notice.year, notice.number].append(notice)
        if whose and notice.day:
            groups[whose, notice.year, notice.day].append(notice)
    found: dict[str, str] = {}
    for group in groups.values():
        singles: list[Notice] = []
        for notice in sorted(group, key=lambda n: (-n.n_tasks, n.doc_id)):
            first = next((n for n in singles[-_BESIDE:] if _same_words(words(n.doc_id), words(notice.doc_id))), None)
            if first is None:
                singles.append(notice)
            elif notice.doc_id not in found:
                found[notice.doc_id] = first.doc_id
    return {doc: _first(doc, found) for doc in found}


def _first(doc: str, found: Mapping[str, str]) -> str:
    """Where reprints of reprints lead: always to one with more tasks or a lower id, so never in a circle."""
    while doc in found:
        doc = found[doc]
    return doc


def _same_words(one: frozenset[str], other: frozenset[str]) -> bool:
    return bool(one and other) and len(one & other) >= _SAME_WORDS * min(len(one), len(other))
