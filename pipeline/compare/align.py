"""The same work in other notices: along the chain of citations first, then wherever the words are alike."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cache, cached_property
from typing import TYPE_CHECKING

import numpy as np

from pipeline.compare.candidates import candidates
from pipeline.compare.choose import choose, relations
from pipeline.compare.language import LINE, Language
from pipeline.compare.lineage import REPRINT, Lineage
from pipeline.compare.notices import read_notices
from pipeline.compare.scores import Scored, score, score_all
from pipeline.compare.terms import Terms

if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from pipeline.compare.terms import Ints
    from pipeline.compare.words import Lexer
    from pipeline.tables.parsed import Parsed

SAME_WORK = 0.36
"""What two tasks must come to (`choose`) to be the same work; chosen on the labelled pairs, docs/compare-bench.md."""
SOMEWHAT_ALIKE = 0.15
"""The score from which a pair is kept: what is less alike is not the same work, however alone it stands."""
_MOST_PAIRS = 4_000_000
"""Pairs of tasks of two notices beyond which candidates must do: two lists of two thousand tasks each, or a page made to harm."""
_AT_A_TIME = 1_000_000
"""Pairs of tasks of chains that are scored together: it bounds the memory."""
_MOST_SIMILAR = 8
"""How many such tasks of other notices are named for each task, the most alike first."""


@dataclass(frozen=True)
class Tasks:
    """All tasks of a run in the order of time: by the rank of their notice, then as they are read.

    Arrays and lists go by that order.
    """

    lineage: Lineage
    docs: tuple[str, ...]
    notice_of: Ints
    seqs: Ints
    texts: tuple[str, ...]
    terms: Terms
    lexer: Lexer

    @classmethod
    def read(cls, parsed: Parsed, lexer: Lexer) -> Tasks:
        """The tasks of a run; the lines of work of their units are terms too."""
        notices = sorted(read_notices(parsed), key=lambda n: n.when)
        rank = {notice.doc_id: place for place, notice in enumerate(notices)}
        rows = [
            (rank[doc], seq, text)
            for batch in parsed.batches("tasks", ["doc_id", "seq", "text"])
            for doc, seq, text in zip(*(column.to_pylist() for column in batch.columns), strict=True)
            if doc in rank
        ]
        rows.sort()
        lines = _lines_of_work(parsed)
        places = [lexer.without(notice.place) for notice in notices]
        docs = tuple(notice.doc_id for notice in notices)
        terms = Terms.count(
            (
                lexer.terms(text, places[doc]) | {LINE + line: False for line in lines.get(f"{docs[doc]}-{seq:04d}", ())}
                for doc, seq, text in rows
            ),
            Language.known().share,
        )
        owner, seqs = (np.fromiter((row[part] for row in rows), np.int64, len(rows)) for part in (0, 1))
        texts = tuple(text for _, _, text in rows)
        lineage = Lineage.of(notices, lexer.for_titles(), _sayings(rank, owner, texts))
        return cls(lineage, docs, owner, seqs, texts, terms, lexer)

    @cached_property
    def ranges(self) -> Ints:
        """Where the tasks of each notice begin, and where the last ones end."""
        return np.searchsorted(self.notice_of, np.arange(len(self.docs) + 1))

    def of(self, notice: int) -> Ints:
        """The tasks of one notice."""
        return np.arange(self.ranges[notice], self.ranges[notice + 1])

    def task_id(self, task: int) -> str:
        """Its id in the tables."""
        return f"{self.docs[self.notice_of[task]]}-{self.seqs[task]:04d}"

    def bare(self, task: int) -> str:
        """Its characters without what weighs nothing."""
        return "".join(self.lexer.runs(self.texts[task], self.places(task)))

    def places(self, task: int) -> re.Pattern[str] | None:
        """The names of its notice's own place."""
        return self.lexer.without(self.lineage.notices[self.docs[self.notice_of[task]]].place)


def _sayings(rank: Mapping[str, int], owner: Ints, texts: Sequence[str]) -> Callable[[str], frozenset[str]]:
    """What a notice says, by its id: the pairs of characters of its tasks."""

    def said(doc: str) -> frozenset[str]:
        first, last = np.searchsorted(owner, [rank[doc], rank[doc] + 1])
        return frozenset(text[i : i + 2] for text in texts[first:last] for i in range(len(text) - 1))

    return cache(said)


def _lines_of_work(parsed: Parsed) -> dict[str, set[str]]:
    """The lines of work of each task's units."""
    found: dict[str, set[str]] = defaultdict(set)
    for batch in parsed.batches("units", ["task_id", "function"]):
        for task, line in zip(*(column.to_pylist() for column in batch.columns), strict=True):
            if line:
                found[task].add(line)
    return found


@dataclass(frozen=True)
class Alignment:
    """Pairs that are the same work, with what became of the earlier task; and all that are somewhat alike, for the topics."""

    pairs: Scored
    relations: tuple[str, ...]
    alike: Scored


def align(tasks: Tasks) -> Alignment:
    """Find the same work."""
    chained = Scored.joined([part.where(part.score >= SOMEWHAT_ALIKE) for part in _along_chains(tasks)])
    similar = _elsewhere(tasks)
    same, others = (choose(found, tasks.notice_of, SOMEWHAT_ALIKE, SAME_WORK) for found in (chained, similar))
    pairs = Scored.joined([same, others.where(_most_alike(others))])
    pairs = pairs.where(
        np.lexsort((pairs.earlier, -pairs.score, np.repeat([0, 1], [len(same), len(pairs) - len(same)]), pairs.later))
    )
    return Alignment(pairs, tuple(relations(pairs, tasks.notice_of, tasks.texts, tasks.bare)), Scored.joined([chained, similar]))


def _chained(tasks: Tasks) -> list[tuple[int, int]]:
    """The pairs of notices (later, earlier) that are compared task by task: joined by a chain, and not both monstrous."""
    rank = {doc: place for place, doc in enumerate(tasks.docs)}
    sizes = np.diff(tasks.ranges)
    joined = [(rank[doc], rank[other]) for doc, chain in sorted(tasks.lineage.chain.items()) for other in sorted(chain)]
    return [(later, earlier) for later, earlier in joined if sizes[later] * sizes[earlier] <= _MOST_PAIRS]


def _along_chains(tasks: Tasks) -> Iterator[Scored]:
    """Every task of a notice with every task of those that it follows."""
    sizes, scored = np.diff(tasks.ranges), 0
    meetings: list[tuple[Ints, Ints]] = []
    for later, earlier in _chained(tasks):
        meetings.append((tasks.of(later), tasks.of(earlier)))
        scored += int(sizes[later] * sizes[earlier])
        if scored > _AT_A_TIME:
            yield score_all(tasks.terms, meetings)
            meetings, scored = [], 0
    yield score_all(tasks.terms, meetings)


def _elsewhere(tasks: Tasks) -> Scored:
    """Tasks that are alike in notices that are not joined by a chain; for a reprint its first notice speaks."""
    size = max(1, len(tasks.docs))
    single = np.array([REPRINT not in tasks.lineage.chain[doc].values() for doc in tasks.docs], bool)
    done = np.array(sorted({a * size + b for pair in _chained(tasks) for a, b in (pair, pair[::-1])} | {-1}), np.int64)
    found = []
    for later, earlier in candidates(tasks.terms):
        one, two = tasks.notice_of[later], tasks.notice_of[earlier]
        code = one * size + two
        free = single[one] & single[two] & (one != two) & (done[np.searchsorted(done, code, "right") - 1] != code)
        scored = score(tasks.terms, later[free], earlier[free])
        found.append(scored.where(scored.score >= SOMEWHAT_ALIKE))
    return Scored.joined(found).once(len(tasks.texts))


def _most_alike(pairs: Scored) -> Ints:
    """The few best of each later task's pairs; of equals the earliest."""
    order = np.lexsort((pairs.earlier, -pairs.score, pairs.later))
    later: Ints = pairs.later[order]
    first = np.searchsorted(later, later)
    kept: Ints = order[np.arange(len(order)) - first < _MOST_SIMILAR]
    return kept
