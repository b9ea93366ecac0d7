"""What a heading line looks like that has no number: few words, no sign, neither bodies nor a time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.tasks.headings import unadorned, uncounted
from pipeline.tasks.senses import BEYOND_DOUBT, SURE

if TYPE_CHECKING:
    from collections.abc import Callable

    from pipeline.notice import Line
    from pipeline.outline import Passage
    from pipeline.tasks.prose.numbers.numbering import NumberRules
    from pipeline.tasks.senses import Senses

_SHORTEST, _SHORT, _LONGEST = 2, 14, 24
_SIGNS = frozenset("。；，、：:;,！？!?（）()《》【】|｜0123456789")
_LOOKS = frozenset({"h2", "h3", "h4", "h5", "h6"})


@dataclass(frozen=True)
class Eyes:
    """What tells a heading line: the styles of numbers, judgements of words, whether a line only names units or leads in.

    `is_spell`: whether it only names a stretch of time (第一周, 二季度); `assigned`: whether it is work that ends in its units;
    `charges`: whether it says who does the items below it (由县发改局牵头抓好以下工作：).
    """

    numbers: NumberRules
    senses: Senses
    attaches: Callable[[Passage], bool]
    leads_in: Callable[[str], bool]
    is_spell: Callable[[str], bool]
    assigned: Callable[[Passage], bool]
    charges: Callable[[Passage], bool]

    def is_short(self, line: Line) -> bool:
        """Whether a line has the form of a heading, and no look of one."""
        return not stands_out(line) and self.has_form(line)

    def has_form(self, line: Line) -> bool:
        """Whether a line has the form of a heading: few words, no sign, neither bodies nor a time."""
        text = _bare(line)
        body = text.rstrip("：: 　")
        if not _SHORTEST <= len(body) <= _LONGEST or _SIGNS & set(body.replace("、", "")):
            return False
        if body != text:
            return self.senses.unit_like(body) > SURE or (len(body) <= _SHORT and not self.leads_in(body))
        return self.senses.unit_like(text) <= SURE and self.senses.time_like(text) <= SURE and "、" not in text

    def names_units(self, line: Line) -> bool:
        """Whether a line says nothing but units: behind a label (责任单位：县应急管理局), in a box or bare (市教育局)."""
        words = _bare(line)
        return self.attaches(line.passage) or (len(words) <= _LONGEST and self.senses.unit_like(words) > BEYOND_DOUBT)

    def may_head(self, line: Line) -> bool:
        """Whether a line is a short heading or names units."""
        return self.is_short(line) or self.names_units(line)


def stands_out(line: Line) -> bool:
    """Whether a line has the look of a heading over a part; one that looks like the page's title may be over all of it."""
    return line.tag in _LOOKS or ("bold" in line.marks and line.tag != "h1")


def _bare(line: Line) -> str:
    """The words of a line without count, signs and box (【教育卫生】（2项）); round brackets are no box of a heading."""
    words = uncounted(line.text.strip())
    return words if words[:1] in "（(" else unadorned(words)
