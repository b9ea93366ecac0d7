"""Precision, recall and F1 of tasks, paths, units, roles and deadlines, per origin of the task."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator, Sequence

    from pipeline.notice import ParsedNotice, Task
    from pipeline.values import Unit

FIELDS = ("tasks", "paths", "units", "roles", "deadlines")


@dataclass(frozen=True)
class Tally:
    """Right, invented and missed readings of one field.

    >>> Tally(right=8, extra=2, missed=0).precision, Tally(8, 2, 0).recall, round(Tally(8, 2, 0).f1, 3)
    (0.8, 1.0, 0.889)
    """

    right: int = 0
    extra: int = 0
    missed: int = 0

    def __add__(self, other: Tally) -> Tally:
        """Both together."""
        return Tally(self.right + other.right, self.extra + other.extra, self.missed + other.missed)

    @property
    def precision(self) -> float:
        """Share of what was read that is right; 1.0 when nothing was read."""
        return self.right / (self.right + self.extra) if self.right + self.extra else 1.0

    @property
    def recall(self) -> float:
        """Share of what there is that was read; 1.0 when there is nothing."""
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        total = 2 * self.right + self.extra + self.missed
        return 2 * self.right / total if total else 1.0


Scores = dict[tuple[str, str], Tally]
"""By (field, origin); origin `all` sums them."""


def score(expected: Sequence[dict[str, Any]], notice: ParsedNotice, *, whole: bool) -> Scores:
    """The scores of one page. Fields that the annotation does not state are not scored; `whole`: it lists all tasks.

    What a missed task states is missed with it, and what an invented task says is invented with it.
    """
    scores: Scores = {}
    left = list(notice.tasks)
    for want in expected:
        task = next((t for t in left if same_task(want, t)), None)
        origin = want.get("origin") or (task.draft.origin if task else "unknown")
        if task is None:
            _add_all(scores, origin, [("tasks", Tally(missed=1)), *_missed(want)])
            continue
        left.remove(task)
        _add_all(scores, origin, [("tasks", Tally(right=1)), *_fields(want, task)])
    stated = {name for want in expected for name in want}
    for task in left if whole else ():
        _add_all(scores, task.draft.origin, [("tasks", Tally(extra=1)), *_invented(task, stated)])
    return scores


def merge(many: Iterable[Scores]) -> Scores:
    """The scores of many pages together."""
    total: Scores = {}
    for scores in many:
        for key, tally in scores.items():
            total[key] = total.get(key, Tally()) + tally
    return total


def _add_all(scores: Scores, origin: str, tallies: Iterable[tuple[str, Tally]]) -> None:
    for field, tally in tallies:
        for place in ((field, origin), (field, "all")):
            scores[place] = scores.get(place, Tally()) + tally


def _missed(want: dict[str, Any]) -> Iterator[tuple[str, Tally]]:
    """What an annotation states of a task that was not read."""
    if "path" in want:
        yield "paths", Tally(missed=1)
    for field in ("units", "roles"):
        yield field, Tally(missed=sum(len(names) for names in want.get("units", {}).values()))
    yield "deadlines", Tally(missed=len(want.get("deadlines", ())))


def _invented(task: Task, stated: set[str]) -> Iterator[tuple[str, Tally]]:
    """What was read of a task that is none, as far as the annotation states such things at all."""
    if "path" in stated:
        yield "paths", Tally(extra=1)
    for field in ("units", "roles") if "units" in stated else ():
        yield field, Tally(extra=len(task.units))
    if "deadlines" in stated:
        yield "deadlines", Tally(extra=len(task.deadlines))


def same_task(want: dict[str, Any], task: Task) -> bool:
    """Whether an annotated task is this one: its label, and its text or the beginning of it."""
    if want.get("label") not in (None, "", task.label):
        return False
    return "text" not in want or fits(want["text"], task.text)


def fits(expected: str, got: object) -> bool:
    """Whether a reading is what was expected, as text; `…` at the end means "begins with".

    >>> fits("编制…", "编制目录"), fits("2023-06-30", dt.date(2023, 6, 30)), fits("true", True)
    (True, True, True)
    """
    if isinstance(got, bool):
        text = str(got).lower()
    else:
        text = "" if got is None else got.isoformat() if isinstance(got, dt.date) else str(got)
    return text.startswith(expected[:-1]) if expected.endswith("…") else text == expected


def _fields(want: dict[str, Any], task: Task) -> Iterator[tuple[str, Tally]]:
    if "path" in want:
        same = len(want["path"]) == len(task.draft.path) and all(map(fits, want["path"], task.draft.path))
        yield "paths", Tally(right=1) if same else Tally(extra=1, missed=1)
    if "units" in want:
        meant = Counter((role, name.replace("~", "")) for role, names in want["units"].items() for name in names)
        got = Counter((u.value.role, _marked(u.value)) if u.value else ("unread", u.said) for u in task.units)
        yield "roles", _compared(meant, got)
        yield "units", _compared(_names(meant), _names(got))
    if "deadlines" in want:
        yield "deadlines", _deadlines(want["deadlines"], task)


def _marked(unit: Unit) -> str:
    """A unit's name as annotations write it: `*` behind a group, `+` behind what ends in 等."""
    return unit.name + ("*" if unit.is_group else "") + ("+" if unit.open_list else "")


def _names(pairs: Counter[tuple[str, str]]) -> Counter[Hashable]:
    names: Counter[Hashable] = Counter()
    for (_, name), count in pairs.items():
        names[name] += count
    return names


def _compared(meant: Counter[Any], got: Counter[Any]) -> Tally:
    right = sum((meant & got).values())
    return Tally(right, sum(got.values()) - right, sum(meant.values()) - right)


def _deadlines(meant: Sequence[dict[str, str]], task: Task) -> Tally:
    left = list(task.deadlines)
    right = 0
    for want in meant:
        stated = {k: v for k, v in want.items() if k not in ("printed", "inferred", "deliverable")}
        found = next((d for d in left if all(fits(v, getattr(d.value, k, None)) for k, v in stated.items())), None)
        if found is not None:
            left.remove(found)
            right += 1
    return Tally(right, len(left), len(meant) - right)
