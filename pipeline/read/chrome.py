"""Which blocks are the site's and not the notice's: navigation before and beside it, footers after it.

Only signals are used, and where they are weak the block stays. First the notice's own ground is found: what stands between the
page's own marks, in the containers that sites use, or else in the smallest element with nearly all words that are no links.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Final

from pipeline.read.page import BODY, FOOTER, METADATA, NAVIGATION, TITLE
from pipeline.read.tree import Run, Sheet
from pipeline.read.visible import CONTROL, RIGHT

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.read.page import PageRules
    from pipeline.read.tree import Walked

_ENOUGH: Final = 60
_SHORT: Final = 40
_LINE: Final = 120
_TITLE: Final = 6
_MENU: Final = 4
_SHORT_MENU: Final = 3
_HEADINGS: Final = frozenset({"h1", "h2"})
_SENTENCE = re.compile("[。；;！？]")
_DATE = re.compile(r"\d{4}\s?年\s?\d{1,2}\s?月|[〇○二][〇○零一二三四五六七八九]{3}年")
_NOT_WORDS = re.compile(r"[\W_]+")
_TITLE_PARTS = re.compile(r"[-_|–—>»]+|\s{2,}")

Verdict = str | None


@dataclass(frozen=True, slots=True)
class Ground:
    """Where the notice stands: whether an element is inside, by number; its first and last run; is the container known."""

    inside: Sequence[bool]
    first: int
    last: int
    known: bool

    def holds(self, run: Run) -> bool:
        """Whether a run stands on it, or between two parts of it."""
        return self.inside[run.element] or self.first <= run.number <= self.last


class Judge:
    """Decides for each run of a page whether it is the site's. `titles` are what the page's head calls the notice."""

    def __init__(self, walked: Walked, rules: PageRules, titles: Sequence[str]) -> None:
        self.rules = rules
        self.parents = walked.parents
        self.roles = walked.roles
        self.marked = walked.marked
        self.titles = [bare for bare in map(_bare, titles) if len(bare) >= _TITLE]
        self.claims: list[int] = []
        self.ground = Ground([], 0, -1, known=False)
        self.after_label = False

    def judge(self, items: Sequence[Run | Sheet]) -> dict[int, str]:
        """By the number of a run, `navigation` or `footer`; runs that stay are not in it."""
        seen = [run for item in items for run in runs_of(item) if not run.hidden]
        self.claims = self._inherit(seen)
        self.ground = self._find_ground(seen)
        verdicts = {} if self.ground.known else self._find_menus(items) | self._find_tail(items)
        for item in items:
            if isinstance(item, Sheet):
                verdict = self._judge_sheet(item)
                verdicts |= {run.number: verdict for run in runs_of(item)} if verdict else {}
            elif not item.hidden:
                verdict = self._judge_run(item)
                if verdict:
                    verdicts[item.number] = verdict
                self.after_label = verdict is None and self._is_label(item.text)
        return verdicts

    @staticmethod
    def _find_menus(items: Sequence[Run | Sheet]) -> dict[int, str]:
        """Several runs of links, one after another, are a menu wherever they stand."""
        verdicts: dict[int, str] = {}
        for is_menu, group in groupby(items, key=_is_menu_line):
            runs = [run for item in group for run in runs_of(item)]
            if is_menu and len(runs) >= (_SHORT_MENU if runs[0].tag == "li" else _MENU):
                verdicts |= {run.number: "navigation" for run in runs}
        return verdicts

    def _find_tail(self, items: Sequence[Run | Sheet]) -> dict[int, str]:
        """The last lines of the page, from the first one on that only a footer has; none where a sentence or a table follows."""
        tail: list[Run] = []
        passed: list[Run] = []
        for item in reversed(items):
            runs = list(runs_of(item))
            text = " ".join(run.text for run in runs)
            if len(text) < _LINE and self.rules.footer.search(text):
                tail += [*passed, *runs]
                passed = []
            elif len(text) < _SHORT and not any(run.files for run in runs):
                passed += runs
            elif any(run.plain for run in runs):
                break
        return {run.number: "footer" for run in tail}

    def _inherit(self, seen: Sequence[Run]) -> list[int]:
        """What the names of an element and of those around it claim. A name of navigation around half of the page is no sign."""
        claims = [role & ~BODY for role in self.roles]
        for number in range(1, len(claims)):
            claims[number] |= claims[self.parents[number]]
        total = sum(run.plain for run in seen)
        for role in (NAVIGATION, FOOTER):
            if sum(run.plain for run in seen if claims[run.element] & role) * 5 > total * 2:
                claims = [claim & ~role for claim in claims]
        return claims

    def _find_ground(self, seen: Sequence[Run]) -> Ground:
        if len(self.marked) > 1:
            between = [run for run in seen if self.marked[0] <= run.number < self.marked[-1]]
            if sum(run.plain for run in between) >= _ENOUGH:
                return Ground([False] * len(self.parents), between[0].number, between[-1].number, known=True)
        total = sum(run.plain for run in seen)
        weights = self._weights(seen)
        chosen = self._containers(weights, self._feet(seen))
        inside = [number in chosen for number in range(len(self.parents))] if chosen else self._densest(weights, total)
        for number in range(1, len(self.parents)):
            inside[number] = inside[number] or inside[self.parents[number]]
        numbers = [run.number for run in seen if inside[run.element]]
        return Ground(inside, min(numbers, default=0), max(numbers, default=-1), known=bool(chosen))

    def _weights(self, seen: Sequence[Run]) -> list[int]:
        """How many characters outside of links stand in each element and in all that it holds."""
        weights = [0] * len(self.parents)
        for run in seen:
            weights[run.element] += run.plain
        for number in range(len(weights) - 1, 0, -1):
            weights[self.parents[number]] += weights[number]
        return weights

    def _feet(self, seen: Sequence[Run]) -> set[int]:
        """The elements that hold a line that only footers have."""
        feet: set[int] = set()
        for run in seen:
            if len(run.text) < _LINE and self.rules.footer.search(run.text):
                feet |= {run.element, *self._above(run.element)}
        return feet

    def _containers(self, weights: list[int], feet: set[int]) -> set[int]:
        """The known containers that hold the notice: the heaviest, and others beside it that hold words and are no footers."""
        named = [number for number, role in enumerate(self.roles) if role & BODY and weights[number] >= _ENOUGH]
        if not named:
            return set()
        top = max(named, key=lambda number: (weights[number], number))
        if weights[top] * 4 < weights[0]:
            return set()
        above = {top, *self._above(top)}
        return {top} | {n for n in named if n not in above and n not in feet and not self._holds(top, n)}

    def _above(self, number: int) -> Iterator[int]:
        while number:
            number = self.parents[number]
            yield number

    def _holds(self, outer: int, inner: int) -> bool:
        while inner > outer:
            inner = self.parents[inner]
        return inner == outer

    def _densest(self, weights: list[int], total: int) -> list[bool]:
        """Only the smallest element that holds four fifths of the words that are no links."""
        best = 0
        for number in range(1, len(weights)):
            if self.parents[number] == best and weights[number] * 5 >= total * 4 > 0:
                best = number
        return [number == best for number in range(len(weights))]

    def _judge_sheet(self, sheet: Sheet) -> Verdict:
        """A table stays, unless it is a menu, or stands after the notice and speaks as footers do."""
        runs = list(runs_of(sheet))
        links = sum(run.links for run in runs)
        if not runs or self.ground.holds(runs[0]) or any(run.files for run in runs):
            return None
        claim = self.claims[sheet.element]
        if links * 5 >= 3 * (links + sum(run.plain for run in runs)):
            return "navigation"
        if runs[0].number < self.ground.first:
            return "navigation" if claim & NAVIGATION and self.ground.known else None
        is_footer = claim & FOOTER or any(len(run.text) < _LINE and self.rules.footer.search(run.text) for run in runs)
        return "footer" if is_footer else None

    def _judge_run(self, run: Run) -> Verdict:
        if run.look & CONTROL:
            return "navigation"
        if run.files:
            return None
        line = run.text if len(run.text) < _LINE else ""
        if line and self.rules.navigation.search(line):
            return "navigation"
        if self.ground.holds(run):
            return None if self.ground.known else self._judge_inside(run, line)
        return self._judge_before(run, line) if run.number < self.ground.first else self._judge_after(run, line)

    def _judge_inside(self, run: Run, line: str) -> Verdict:
        """Where no container is known, the ground may take in the site's bars: those that are named so are set aside."""
        claim = self.claims[run.element]
        if not line or not claim & (NAVIGATION | FOOTER) or self._is_title(run.text) or self.rules.metadata.search(line):
            return None
        return "footer" if claim & FOOTER else "navigation"

    def _judge_before(self, run: Run, line: str) -> Verdict:
        claim = self.claims[run.element]
        if self._is_title(run.text):
            return None
        if _is_mostly_links(run):
            return "navigation"
        is_metadata = line and self.rules.metadata.search(line)
        if claim & (NAVIGATION | FOOTER) and not is_metadata:
            return "navigation"
        if is_metadata or claim & (TITLE | METADATA) or run.tag in _HEADINGS or self.after_label:
            return None
        return "navigation" if self._is_slogan(line) else None

    def _judge_after(self, run: Run, line: str) -> Verdict:
        claim = self.claims[run.element]
        if claim & FOOTER or (line and self.rules.footer.search(line)):
            return "footer"
        if claim & NAVIGATION or _is_mostly_links(run):
            return "navigation"
        if line and self.rules.contact.search(line):
            return "footer"
        if self.after_label or claim & METADATA or run.look & RIGHT or self.rules.metadata.search(line) or _DATE.search(line):
            return None
        return "footer" if self._is_slogan(line) else None

    def _is_slogan(self, line: str) -> bool:
        """Whether a short line outside of a known container is no sentence, and does not speak as titles do."""
        if not self.ground.known or not line or len(line) >= _SHORT:
            return False
        return not _SENTENCE.search(line) and not self.rules.title.search(line)

    def _is_title(self, text: str) -> bool:
        """Whether words are the title that the page's head gives, or a line of it."""
        bare = _bare(text[: _LINE * 4])
        return len(bare) >= _TITLE and any(
            bare in title or (title in bare and len(bare) * 2 < len(title) * 3) for title in self.titles
        )

    def _is_label(self, text: str) -> bool:
        """Whether words are a label that leaves its value to the next block."""
        return (
            len(text) < _SHORT
            and (text.endswith(("：", ":")) or len(_bare(text)) < _TITLE)
            and bool(self.rules.metadata.search(text))
        )


def runs_of(item: Run | Sheet) -> Iterator[Run]:
    """The runs of an item, those of a table's cells included."""
    if isinstance(item, Run):
        yield item
        return
    for row in item.rows:
        for _, runs in row:
            yield from runs


def head_titles(title: str, metas: Sequence[tuple[str, str]]) -> list[str]:
    """What the head calls the notice: the title that the site's own meta gives, else the longest part of `<title>`.

    >>> head_titles("关于印发工作要点的通知_某市人民政府", [])
    ['关于印发工作要点的通知']
    """
    said = [content for name, content in metas if name.lower() in {"articletitle", "og:title", "title"} and content]
    return said or [max(_TITLE_PARTS.split(title), key=len)]


def _is_menu_line(item: Run | Sheet) -> bool:
    return isinstance(item, Run) and _is_mostly_links(item) and not item.files and len(item.text) < _LINE


def _bare(text: str) -> str:
    return _NOT_WORDS.sub("", text)


def _is_mostly_links(run: Run) -> bool:
    return run.links > 0 and run.links * 5 >= (run.links + run.plain) * 3
