"""A page's texts, side by side, as the passes see them."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate
from typing import TYPE_CHECKING, TypeVar, cast

from pipeline.repair.language.characters import common_characters

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from pipeline.repair.garbles import RepairRules
    from pipeline.values import Repair

    Edits = Mapping[int, Sequence[Repair]]
    """Which text is changed, and how; spans count in that text."""


T = TypeVar("T")
FEW = 40
"""After more changes than this the characters of a page are counted anew."""


@dataclass(frozen=True)
class Sheet:
    r"""The texts of all blocks in reading order.

    >>> sorted(Sheet(("政府", "府办")).characters)
    ['\n', '办', '府', '政']
    """

    texts: tuple[str, ...]
    printed: Sheet | None = None
    """The page before any pass changed it; None on that page itself. What damage there is shows best there."""
    known: frozenset[str] | None = None
    """Where few texts were changed: the characters of the page before, and those that came in."""

    _answers: dict[object, object] = field(default_factory=dict, init=False, repr=False, compare=False)

    @cached_property
    def joined(self) -> str:
        """All texts, one a line."""
        return "\n".join(self.texts)

    @cached_property
    def characters(self) -> frozenset[str]:
        """Every character that the page prints, perhaps a few that are gone; what all quick tests look at."""
        return frozenset(self.joined) if self.known is None else self.known

    @cached_property
    def alphabet(self) -> str:
        """The same as one text, in no order, for patterns of one character."""
        return "".join(self.characters)

    @cached_property
    def rare(self) -> frozenset[str]:
        """Those characters of which ordinary text is not made."""
        return self.characters - common_characters()

    @property
    def was_misread(self) -> bool:
        """Whether the page as printed was nonsense for the most part."""
        return self.printed is not None and self.printed.is_nonsense

    @property
    def is_nonsense(self) -> bool:
        """Whether most of the characters that it prints are none that ordinary text is made of."""
        return 2 * len(self.rare) > len(self.characters)

    def once(self, ask: Callable[..., T], *rules: RepairRules) -> T:
        """What a function says of this page; several passes ask the same of it, and it is worked out once.

        >>> def size(page):
        ...     print("asked")
        ...     return len(page.joined)
        >>> sheet = Sheet(("投资和", "注册"))
        >>> sheet.once(size), sheet.once(size)
        asked
        (6, 6)
        """
        if ask not in self._answers:
            self._answers[ask] = ask(self, *rules)
        return cast("T", self._answers[ask])

    @cached_property
    def starts(self) -> list[int]:
        """Where each text begins in `joined`, and where one more would."""
        return list(accumulate((len(text) + 1 for text in self.texts), initial=0))

    def holding(self, words: Iterable[str]) -> dict[int, set[str]]:
        """Which texts hold which of the words.

        >>> Sheet(("投资和注册", "注册表")).holding(("注册", "投资")) == {0: {"投资", "注册"}, 1: {"注册"}}
        True
        """
        found: dict[int, set[str]] = {}
        for word in words:
            at = self.joined.find(word)
            while at >= 0:
                index = bisect_right(self.starts, at) - 1
                found.setdefault(index, set()).add(word)
                at = self.joined.find(word, self.starts[index + 1])
        return found

    def edits_of(self, repairs: Iterable[Repair]) -> dict[int, list[Repair]]:
        """Repairs whose spans count in `joined`, text by text; of those that overlap the first is kept."""
        taken = bytearray(len(self.joined))
        edits: dict[int, list[Repair]] = {}
        for repair in repairs:
            if not any(taken[repair.span.start : repair.span.end]):
                taken[repair.span.start : repair.span.end] = b"\1" * repair.span.length
                index = bisect_right(self.starts, repair.span.start) - 1
                edits.setdefault(index, []).append(repair.at(repair.span.shifted(-self.starts[index])))
        return edits

    def edited(self, edits: Edits, texts: tuple[str, ...], printed: Sheet) -> Sheet:
        """The sheet after a pass, with its new texts."""
        repairs = [repair for found in edits.values() for repair in found]
        few = len(repairs) <= FEW
        return Sheet(texts, printed, self.characters.union(*(repair.after for repair in repairs)) if few else None)
