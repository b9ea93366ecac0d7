"""Text that remembers what it said: repaired text that maps every span back to the page."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from pipeline.values import Repair, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_NOWHERE: tuple[Sequence[int], Sequence[int]] = ((), ())


@dataclass(frozen=True, slots=True)
class TracedText:
    """What the page printed, and the changes that turn it into what we read.

    `repairs` never overlap, are sorted, and are placed in `original`; so replaying them needs no order:

    >>> said = TracedText("2O17年4月底签")
    >>> once = said.edited([Repair(Span(1, 2), "O", "0", "ocr", "width")])
    >>> twice = once.edited([Repair(Span(8, 9), "签", "前", "typo", "truncation")])
    >>> twice.text, [(r.span.start, r.before, r.after) for r in twice.repairs]
    ('2017年4月底前', [(1, 'O', '0'), (8, '签', '前')])
    >>> twice.original_span(Span(0, 5))
    Span(start=0, end=5)
    """

    original: str
    repairs: tuple[Repair, ...] = ()
    text: str = field(init=False, repr=False, compare=False)
    """The repaired text."""
    _edges: tuple[Sequence[int], Sequence[int]] = field(init=False, repr=False, compare=False)
    """For each repair, where its outcome starts and ends in `text`."""

    def __post_init__(self) -> None:
        """Replay the repairs once: every passage of a block asks for its text."""
        text, edges = self._mended() if self.repairs else (self.original, _NOWHERE)
        object.__setattr__(self, "text", text)
        object.__setattr__(self, "_edges", edges)

    def _mended(self) -> tuple[str, tuple[list[int], list[int]]]:
        parts: list[str] = []
        starts: list[int] = []
        ends: list[int] = []
        at = shift = 0
        for repair in self.repairs:
            span, after = repair.span, repair.after
            parts += (self.original[at : span.start], after)
            at = span.end
            starts.append(span.start + shift)
            shift += len(after) - (at - span.start)
            ends.append(at + shift)
        parts.append(self.original[at:])
        return "".join(parts), (starts, ends)

    def original_span(self, span: Span) -> Span:
        """The run of `original` that the run `span` of `text` came from.

        A span that cuts through a repair's outcome takes in all that the repair replaced, or as much as its steps tell.
        """
        if not self.repairs:
            return span
        start = self._back(span.start, inner=True)
        if span.start == span.end:
            return Span(start, start)
        return Span(start, max(start, self._back(span.end, inner=False)))

    def position(self, original: int) -> int:
        """Where in `text` a place of `original` went; the end of the outcome for a place inside of what was repaired.

        >>> TracedText("2O17年").edited([Repair(Span(1, 2), "O", "00", "ocr", "width")]).position(2)
        3
        """
        index = bisect_left(self.repairs, original, key=lambda r: r.span.end) if self.repairs else 0
        shift = self._edges[1][index - 1] - self.repairs[index - 1].span.end if index else 0
        inside = index < len(self.repairs) and self.repairs[index].span.start < original
        return self._edges[1][index] if inside else original + shift

    def _back(self, position: int, *, inner: bool) -> int:
        """Map one position; `inner` says that it opens a span (else it closes one)."""
        starts, ends = self._edges
        if inner:
            index = bisect_right(starts, position) - 1
            if index < 0:
                return position
            repair = self.repairs[index]
            if position < ends[index]:
                return repair.place_of(position - starts[index])
            return repair.span.end + position - ends[index]
        index = bisect_left(starts, position) - 1
        if index < 0:
            return position
        repair = self.repairs[index]
        if position <= ends[index]:
            return repair.end_of(position - starts[index])
        return repair.span.end + position - ends[index]

    def edited(self, edits: Iterable[Repair]) -> TracedText:
        """The same text with more changes, whose spans count in `text`; edits must not overlap each other.

        An edit that meets earlier repairs is joined with them into one repair, so that places stay in `original`.
        """
        fresh = sorted((e for e in edits if e.before != e.after), key=lambda e: e.span)
        if not fresh:
            return self
        self._refuse_wrong(fresh)
        if not self.repairs:
            return TracedText(self.original, tuple(fresh))
        return TracedText(self.original, tuple(self._joined(fresh)))

    def _refuse_wrong(self, fresh: Sequence[Repair]) -> None:
        at = 0
        for edit in fresh:
            if edit.span.start < at or self.text[edit.span.start : edit.span.end] != edit.before:
                msg = f"edit {edit!r} overlaps another or does not stand in the text"
                raise ValueError(msg)
            at = edit.span.end

    def _joined(self, fresh: Sequence[Repair]) -> Iterable[Repair]:
        starts, ends = self._edges
        old = [(Span(s, e), r, True) for s, e, r in zip(starts, ends, self.repairs, strict=True)]
        new = [(e.span, e, False) for e in fresh]
        atoms = sorted(old + new, key=lambda atom: (atom[0].start, atom[0].end, not atom[2]))
        cluster: list[tuple[Span, Repair, bool]] = []
        reach = -1
        for atom in atoms:
            if cluster and atom[0].start >= reach:
                yield self._one(cluster)
                cluster = []
            cluster.append(atom)
            reach = max(reach, atom[0].end) if len(cluster) > 1 else atom[0].end
        yield self._one(cluster)

    def _one(self, cluster: list[tuple[Span, Repair, bool]]) -> Repair:
        """One repair, placed in `original`, for edits and earlier repairs that overlap."""
        if len(cluster) == 1 and cluster[0][2]:
            return cluster[0][1]
        if len(cluster) == 1 and (home := self.original_span(cluster[0][0])).length == cluster[0][0].length:
            return cluster[0][1].at(home)
        span = Span(min(a[0].start for a in cluster), max(a[0].end for a in cluster))
        edits = [a[1] for a in cluster if not a[2]]
        parts: list[str] = []
        at = span.start
        for edit in edits:
            parts += (self.text[at : edit.span.start], edit.after)
            at = edit.span.end
        parts.append(self.text[at : span.end])
        home = self.original_span(span)
        for _, earlier, is_old in cluster:
            if is_old:
                home = Span(min(home.start, earlier.span.start), max(home.end, earlier.span.end))
        merged = _merged([a[1] for a in cluster], home, self.original[home.start : home.end], "".join(parts))
        return replace(merged, steps=tuple(_steps(cluster, span.start, home.start)))


def _steps(cluster: Sequence[tuple[Span, Repair, bool]], start: int, home: int) -> Iterator[tuple[int, int]]:
    """Where the joined repair can still be cut: where an earlier one could, outside of the new edits."""
    edits = [edit for _, edit, is_old in cluster if not is_old]
    at = shift = 0
    for span, earlier, is_old in cluster:
        for before, after in earlier.steps if is_old else ():
            place = span.start + after
            while at < len(edits) and edits[at].span.end <= place:
                shift += len(edits[at].after) - edits[at].span.length
                at += 1
            if at == len(edits) or place <= edits[at].span.start:
                yield earlier.span.start + before - home, place - start + shift


def _merged(repairs: list[Repair], home: Span, before: str, after: str) -> Repair:
    first = repairs[0]
    if len(repairs) == 1:
        return replace(first, span=home, before=before, after=after)
    confidence = 1.0
    for repair in repairs:
        confidence *= repair.confidence
    return Repair(
        span=home,
        before=before,
        after=after,
        rule="+".join(dict.fromkeys(r.rule for r in repairs)),
        kind=first.kind,
        confidence=confidence,
        certain=all(r.certain for r in repairs),
        alternatives=next((r.alternatives for r in reversed(repairs) if r.alternatives), ()),
    )
