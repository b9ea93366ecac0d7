"""Random plans in random layouts on damaged pages.

What lost nothing must come back as it was meant. Where characters are gone, floors say how much was measured; they may only rise.
"""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from pipeline.parse import parse
from pipeline.read import read_outline
from tests.whole.damaged import LOSSLESS, LOSSY, sound
from tests.whole.plans import Plan, random_plan
from tests.whole.truth import CLEAN, CLEAN_FLOOR, FLATTENED, FLATTENED_FLOOR, LAYOUTS, Meant, lost, meant

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.notice import ParsedNotice
    from pipeline.parse import Rules
    from pipeline.values import Deadline, RawPage, Repair

PLANS_A_LAYOUT = 5
WEAK = {"run_on": ("known brand",), "pre_wrapped": ("known brand",)}
"""What is known to fail: a brand that the page does not prove, or that made words longer than their column of print."""
PAIRS = [(layout, channel) for layout, channels in WEAK.items() for channel in channels]
COUNT_FLOOR = {"pairwise loss": 0.915, "pairwise loss, ASCII kept": 0.947, "one byte lost, GBK": 0.957}
DATE_FLOOR = {"pairwise loss": 0.998, "pairwise loss, ASCII kept": 0.998, "one byte lost, GBK": 0.993}


def _tried(layout: str, channel: str, seed: int, rules: Rules) -> tuple[int, list[Meant]]:
    """How many tasks a damaged page was meant to say, and those that it lost."""
    rng = random.Random(f"{layout}-{channel}-{seed}")
    plan = random_plan(rng)
    page = LOSSLESS[channel](LAYOUTS[layout](plan, rng), rng)
    return len(plan.items), lost(meant(plan, layout), parse(page, rules).tasks)


def _share_right(layout: str, rules: Rules) -> tuple[float, list[tuple[str, Meant]]]:
    """Over channels drawn by lot, each at most once."""
    channels = [c for c in LOSSLESS if c not in WEAK.get(layout, ())]
    total = 0
    missing: list[tuple[str, Meant]] = []
    for seed, channel in enumerate(random.Random(layout).sample(channels, min(PLANS_A_LAYOUT, len(channels)))):
        count, gone = _tried(layout, channel, seed, rules)
        total += count
        missing += [(channel, one) for one in gone]
    return 1 - len(missing) / total, missing


@pytest.mark.parametrize("layout", sorted(CLEAN))
def test_tasks_of_a_clean_layout_come_back_from_damage_that_lost_nothing(layout: str, rules: Rules) -> None:
    share, missing = _share_right(layout, rules)
    assert share >= CLEAN_FLOOR, missing[:3]


@pytest.mark.parametrize("layout", sorted(FLATTENED))
def test_tasks_of_a_flattened_layout_come_back_from_damage_that_lost_nothing(layout: str, rules: Rules) -> None:
    share, missing = _share_right(layout, rules)
    assert share >= FLATTENED_FLOOR, missing[:3]


@pytest.mark.xfail(strict=True, raises=AssertionError, reason="known: take the pair out of WEAK when it comes back")
@pytest.mark.parametrize(("layout", "channel"), PAIRS)
def test_what_is_known_to_fail_still_does(layout: str, channel: str, rules: Rules) -> None:
    assert all(not _tried(layout, channel, seed, rules)[1] for seed in range(PLANS_A_LAYOUT))


@dataclass(frozen=True)
class Trial:
    """A plan, its page unharmed, and what was read of the page after characters were lost."""

    layout: str
    plan: Plan
    unharmed: RawPage
    notice: ParsedNotice
    rules: Rules

    def ends(self) -> Iterator[tuple[dt.date, Deadline]]:
        """True ends beside those that were read, where as many tasks came back as were meant."""
        if len(self.notice.tasks) == len(self.plan.items):
            for task, (_, item) in zip(self.notice.tasks, self.plan.items, strict=True):
                read = [d.value for d in task.deadlines if d.value is not None and d.value.end is not None]
                yield from ((dt.date.fromisoformat(item.end), deadline) for deadline in read)

    def certain(self) -> Iterator[tuple[str, Repair]]:
        """What was restored and called certain, beside what stood in that block (on the page, where the block is a new one)."""
        stood = {block.path: _squeezed(block.text.original) for block in read_outline(self.unharmed, self.rules.read).blocks()}
        whole = "".join(stood.values())
        for path, repair in self.notice.repairs:
            if repair.certain and repair.kind == "byte_loss":
                yield stood.get(path, whole), repair


def _squeezed(text: str) -> str:
    return "".join(text.split())


@pytest.fixture(scope="module", params=LOSSY)
def lossy(request: pytest.FixtureRequest, rules: Rules) -> tuple[str, list[Trial]]:
    """A channel that loses characters, and one plan in each layout that went through it."""
    channel: str = request.param
    trials = []
    for layout, draw in LAYOUTS.items():
        rng = random.Random(f"{layout}-{channel}")
        plan = random_plan(rng)
        page = draw(plan, rng)
        trials.append(Trial(layout, plan, sound(page), parse(LOSSY[channel](page, rng), rules), rules))
    return channel, trials


def test_about_as_many_tasks_come_back_as_were_meant(lossy: tuple[str, list[Trial]]) -> None:
    """Within one. Measured: pairwise 0.9158 of the plans, ASCII kept 0.9474, one byte lost 0.9579."""
    channel, trials = lossy
    wrong = [t.layout for t in trials if abs(len(t.notice.tasks) - len(t.plan.items)) > 1]
    assert 1 - len(wrong) / len(trials) >= COUNT_FLOOR[channel], wrong


def test_the_true_end_lies_between_the_ends_that_were_read(lossy: tuple[str, list[Trial]]) -> None:
    """Measured: pairwise 0.9988 of 817 ends, ASCII kept 0.9987 of 798, one byte lost 0.9939 of 980.

    What is wrong is nearly all a time that stands beside another task than its own.
    """
    channel, trials = lossy
    ends = [(t.layout, *pair) for t in trials for pair in t.ends()]
    wrong = [(layout, true, d) for layout, true, d in ends if d.end and not (d.end_earliest or d.end) <= true <= d.end]
    assert 1 - len(wrong) / len(ends) >= DATE_FLOOR[channel], wrong[:5]


def test_what_is_called_certain_has_no_alternative_and_is_what_stood_there(lossy: tuple[str, list[Trial]]) -> None:
    """Measured: all of 404, 487 and 452 restorations."""
    _, trials = lossy
    pairs = [pair for t in trials for pair in t.certain()]
    assert not [repair for _, repair in pairs if repair.alternatives]
    assert pairs
    assert not [(stood[:40], repair) for stood, repair in pairs if _squeezed(repair.after) not in stood]


def test_no_task_that_rests_on_what_is_likely_is_certain(lossy: tuple[str, list[Trial]]) -> None:
    """All of them, on every page: this is no floor."""
    _, trials = lossy
    likely = 0
    for notice in (t.notice for t in trials):
        guessed = [(path, r.span) for path, r in notice.repairs if not r.certain and r.span.length]
        for task in notice.tasks:
            places = [passage.place for passage in task.draft.text]
            if any(path == place.path and span.overlaps(place.span) for path, span in guessed for place in places):
                likely += 1
                assert task.confidence < 1, task.text
    assert likely
