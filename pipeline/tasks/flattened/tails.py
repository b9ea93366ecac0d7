"""The cells that run together behind an item's last full stop: who leads it, which units, by when."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pipeline.tasks.flattened.align import kind_of_role

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.outline import Passage
    from pipeline.tasks.prose.numbering import NumberRules
    from pipeline.tasks.senses import Senses

_LONGEST_TAIL = 160
_WELL = 0.3
_UNUSUAL, _CUT_SHORT = 0.8, 0.4
_FEW_SIGNS = re.compile(r"[^0-9。；：]{2,20}")
_PERSON = re.compile(r"[\u4e00-\u9fff]{2,4}")
_PERSONS = {2: 0.8, 3: 0.9, 4: 0.5}


@dataclass(frozen=True)
class Stretch:
    """Words that go on from one line to the next, as one run: a library of documents cut them anywhere."""

    parts: tuple[Passage, ...]

    @property
    def text(self) -> str:
        """All of its words."""
        return "".join(part.text for part in self.parts)

    def part(self, start: int, end: int | None = None) -> Stretch:
        """A run inside this one; positions count over all lines."""
        stop = len(self.text) if end is None else end
        found: list[Passage] = []
        at = 0
        for part in self.parts:
            size = part.span.length
            piece = part.part(max(0, start - at), max(0, min(stop - at, size)))
            if piece.span.length:
                found.append(replace(piece, goes_on=bool(found)))
            at += size
        return Stretch(tuple(found))

    def strip(self, characters: str | None = None) -> Stretch:
        """Without white space (or the given characters) at both ends."""
        text = self.text
        left = len(text) - len(text.lstrip(characters))
        return self.part(left, max(left, len(text.rstrip(characters))))

    def before(self, after: Passage) -> Stretch:
        """The words that stand before those that follow on the last line."""
        last = self.parts[-1]
        left_out = max(0, last.span.end - after.span.start) if last.path == after.path else 0
        return self.part(0, len(self.text) - left_out)

    def marks(self, numbers: NumberRules, styles: frozenset[str]) -> list[int]:
        """Where numbers of these styles begin an item inside the lines."""
        found: list[int] = []
        at = 0
        for part in self.parts:
            marks = (m for m in numbers.inline_marks(part) if m.style in styles)
            found += [at + m.label.span.start - part.span.start for m in marks]
            at += part.span.length
        return found


@dataclass(frozen=True)
class Usual:
    """What the cells beside the items have in common: `ends` that stand alone behind a blank cell, and how units begin."""

    ends: frozenset[str] = frozenset()
    starts: frozenset[str] = frozenset()

    @classmethod
    def of(cls, tails: Sequence[Stretch], kinds: Sequence[str], senses: Senses) -> Usual:
        """What several items share: the last column says the same again and again, units begin with the same level (县…)."""
        texts = [tail.text for tail in tails]
        alone = {text.strip() for text in texts if text[:1].isspace()}
        ends = frozenset(end for end in alone if end and sum(text.endswith(end) for text in texts) > 1)
        cuts = [cut for tail in tails if (cut := cut_tail(tail, kinds, cls(ends), senses)) is not None]
        first = Counter(cell.text[:1] for cut in cuts for cell, kind in zip(cut, kinds, strict=False) if kind == "unit")
        return cls(ends, frozenset(sign for sign, count in first.items() if sign and count > 1 and count * 3 >= len(cuts)))


def kind_of_tail(role: str) -> str:
    """What a column behind the work holds: units, a time, a person; nothing where it holds other words."""
    kind = "person" if role == "leader" else kind_of_role(role)
    return kind if kind in ("unit", "time", "person") else ""


def cut_tail(tail: Stretch, kinds: Sequence[str], usual: Usual, senses: Senses) -> list[Stretch] | None:
    """The cells beside an item; None where nobody can tell."""
    text = tail.text
    if not text.strip() or not kinds or len(text) > _LONGEST_TAIL:
        return None
    if len(kinds) == 1:
        return [tail.strip()] if _fits(text.strip(), kinds[0], usual, senses) > _WELL else None
    two = len(kinds) == 2  # noqa: PLR2004
    if two and text[0].isspace():  # a blank cell leaves a space
        return [tail.part(0, 0), tail.strip()]
    end = max((e for e in usual.ends if two and text.endswith(e)), key=len, default="")
    if end:
        return [tail.part(0, len(text) - len(end)).strip(), tail.part(len(text) - len(end))]
    return _best_cut(tail.strip(), kinds, usual, senses)


def _best_cut(whole: Stretch, kinds: Sequence[str], usual: Usual, senses: Senses) -> list[Stretch] | None:
    """The cut after which both sides read best as cells of their columns."""
    best: tuple[float, list[Stretch]] = (_WELL, [])
    for at in range(1, len(whole.text)):
        score = _fits(whole.text[:at], kinds[0], usual, senses)
        if score <= best[0]:
            continue
        rest = cut_tail(whole.part(at), kinds[1:], replace(usual, ends=frozenset()), senses)
        for part, kind in zip(rest or (), kinds[1:], strict=False):
            score *= _fits(part.text, kind, usual, senses)
        if rest is not None and score > best[0]:
            best = (score, [whole.part(0, at).strip(), *rest])
    return best[1] or None


def _fits(text: str, kind: str, usual: Usual, senses: Senses) -> float:
    if kind == "time":
        return senses.time_like(text)
    if kind == "person":
        return _PERSONS[len(text)] if _PERSON.fullmatch(text) else 0.0
    if not usual.starts:
        return senses.unit_like(text)
    cut_short = _CUT_SHORT if _FEW_SIGNS.fullmatch(text) else 0.0  # the last signs of a table are lost more often than others
    return max(cut_short, senses.unit_like(text) * (1.0 if text[:1] in usual.starts else _UNUSUAL))
