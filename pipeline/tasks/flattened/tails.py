"""The cells that run together behind an item's last full stop: who leads it, which units, by when."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from pipeline.tasks.flattened.align import kind_of_role
from pipeline.tasks.senses import HINT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.outline import Passage
    from pipeline.tasks.prose.numbers.numbering import NumberRules
    from pipeline.tasks.senses import Senses

_LONGEST_TAIL, _LONGEST_NAME, _LONGEST_TIME = 160, 20, 25
_MOST_NAMES, _SAMPLE = 30, 60
_NAME = re.compile(r"[^、，,；;（(\s]{1,60}(?:[（(][^（）()]{0,30}[）)][^、，,；;（(\s]{0,60}){0,3}")
_LISTED = re.compile(r"、(?P<name>[\u4e00-\u9fff]{3,12})")
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
    """What the cells beside the items have in common.

    `ends` stand alone behind a blank cell, `starts` are how units begin, `persons` are those who stand beside an item.
    """

    ends: frozenset[str] = frozenset()
    starts: frozenset[str] = frozenset()
    persons: frozenset[str] = frozenset()

    @classmethod
    def of(cls, tails: Sequence[Stretch], kinds: Sequence[str], senses: Senses) -> Usual:
        """What several items share: the last column says the same again and again, units begin with the same level (县…)."""
        texts = [tail.text for tail in tails]
        alone = {text.strip() for text in texts if text[:1].isspace()}
        ends = frozenset(end for end in alone if end and sum(text.endswith(end) for text in texts) > 1)
        cuts = [cut for tail in tails[:_SAMPLE] if (cut := cut_tail(tail, kinds, cls(ends), senses)) is not None]
        cells = [(cell.text, kind) for cut in cuts for cell, kind in zip(cut, kinds, strict=False) if cell.text]
        first = Counter(text[0] for text, kind in cells if kind == "unit")
        starts = frozenset(sign for sign, count in first.items() if count > 1 and count * 3 >= len(cuts))
        return cls(ends, starts, frozenset(text for text, kind in cells if kind == "person"))


def starts_in_lists(items: Sequence[Stretch], senses: Senses) -> frozenset[str]:
    """The signs that bodies begin with behind a comma of a list (…、旗税务局), again and again."""
    names = (m["name"] for item in items[:_SAMPLE] for m in _LISTED.finditer(item.text[-_LONGEST_TAIL:]))
    first = Counter(name[0] for name in names if any(senses.unit_like(name[:end]) > HINT for end in range(3, len(name) + 1)))
    return frozenset(sign for sign, count in first.items() if count > 1 and count * 2 >= first.total())


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
        return [tail.strip()] if _fits(text.strip(), kinds[0], usual, senses) > HINT else None
    two = len(kinds) == 2  # noqa: PLR2004
    if two and text[0].isspace():  # a blank cell leaves a space
        return [tail.part(0, 0), tail.strip()]
    end = max((e for e in usual.ends if two and text.endswith(e)), key=len, default="")
    if end:
        return [tail.part(0, len(text) - len(end)).strip(), tail.part(len(text) - len(end))]
    return _best_cut(tail.strip(), kinds, usual, senses)


def _best_cut(whole: Stretch, kinds: Sequence[str], usual: Usual, senses: Senses) -> list[Stretch] | None:
    """The cut after which all parts together read best as cells of their columns."""
    text = whole.text
    names = _name_ends(text, senses)
    if len(names) > _MOST_NAMES:
        return None
    best: dict[int, tuple[float, tuple[int, ...]]] = {0: (1.0, (0,))}
    for number, kind in enumerate(kinds, 1):
        further: dict[int, tuple[float, tuple[int, ...]]] = {}
        for start, (sure, cuts) in best.items():
            for end in _cell_ends(kind, start, len(text), names) if number < len(kinds) else (len(text),):
                score = sure * _fits(text[start:end].strip(), kind, usual, senses)
                if score > max(HINT, further.get(end, (0.0,))[0]):
                    further[end] = score, (*cuts, end)
        best = further
    cuts = best.get(len(text), (0.0, ()))[1]
    return [whole.part(a, b).strip() for a, b in pairwise(cuts)] or None


def _name_ends(text: str, senses: Senses) -> list[int]:
    """Where a body's name may end, and where its duty does (市司法局牵头); the next name begins there, or behind a sign."""
    found: list[int] = []
    for match in _NAME.finditer(text):
        before = first = match.start()
        for end in range(match.start() + 2, match.end() + 1):
            if end - first > _LONGEST_NAME or len(found) > _MOST_NAMES:
                break
            if end - first > 1 and any(senses.unit_like(text[at:end]) > HINT for at in {first, before}):
                found.append(end)
                before, first = (first if senses.unit_like(text[first:end]) > HINT else before), end
    return found


def _cell_ends(kind: str, start: int, size: int, names: Sequence[int]) -> Sequence[int]:
    """Where a cell that begins here may end, so that others follow it."""
    if kind == "unit":
        return [end for end in names if start < end < size]
    return range(start + 2, min(start + (4 if kind == "person" else _LONGEST_TIME), size - 1) + 1)


def _fits(text: str, kind: str, usual: Usual, senses: Senses) -> float:
    """How well words read as a cell of this kind."""
    if kind == "time":
        return senses.time_like(text)
    if kind == "person":
        return _PERSONS[len(text)] if _PERSON.fullmatch(text) else 0.0
    # Name by name: the same names stand in row after row, so that each is judged once.
    names = [match[0].strip() for match in _NAME.finditer(text)]
    like = sum(len(name) * senses.unit_like(name) for name in names) / max(1, sum(map(len, names)))
    if not usual.starts:
        return like
    cut_short = _CUT_SHORT if _FEW_SIGNS.fullmatch(text) else 0.0  # the last signs of a table are lost more often than others
    return max(cut_short, like * (1.0 if text[:1] in usual.starts else _UNUSUAL))
