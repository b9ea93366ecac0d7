"""How many tasks of plans that nobody wrote come back exactly, in every layout, whole and in each damage that lost no character.

    make plans-bench                            # some minutes; writes docs/generated-plans.md
    make plans-bench ARGS='--seed mine --show'  # other plans; prints each task that did not come back

The generator is that of `tests/whole/`: it makes random tasks, prints them in a layout, and knows what was meant.
The tests there draw other plans.
"""

from __future__ import annotations

import argparse
import datetime as dt
import random
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.parse import parse
from pipeline.rules import load_rules
from tests.whole.damaged import LOSSLESS, sound
from tests.whole.plans import random_plan
from tests.whole.truth import CLEAN, FLATTENED, LAYOUTS, Meant, lost, meant

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.parse import Rules

PAGE = Path(__file__).resolve().parent.parent / "docs" / "generated-plans.md"
MARK = "<!-- measured -->"
WHOLE = "whole"


@dataclass(frozen=True)
class Trial:
    """The plans of one layout in one damage: how many tasks they meant, and those that did not come back."""

    layout: str
    damage: str
    count: int
    missing: tuple[Meant, ...]


@dataclass(frozen=True)
class Share:
    """Tasks that came back, of those that were meant: `995 of 1,000 (99.5 %)`."""

    back: int
    count: int

    def __str__(self) -> str:
        return f"{self.back:,} of {self.count:,} ({100 * self.back / self.count:.1f} %)" if self.count else "–"


def main() -> None:
    """Draw the plans, read them, and write the page."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--plans", type=int, default=12, help="plans a layout on whole pages; a sixth as many in each damage")
    asked.add_argument("--seed", default="bench", help="any word: other plans than those of another word")
    asked.add_argument("--show", action="store_true", help="print what did not come back, and leave the page as it is")
    options = asked.parse_args()
    trials = list(_trials(options.plans, options.seed, load_rules()))
    if options.show:
        print("\n".join(f"{t.layout} · {t.damage}: {one}" for t in trials for one in t.missing))
        return
    before, _, _ = PAGE.read_text(encoding="utf-8").partition(MARK)
    said = f"Measured on {dt.datetime.now(dt.UTC).date()}, seed `{options.seed}`.\n\n" + "\n".join(report(trials))
    PAGE.write_text(f"{before}{MARK}\n\n{said}\n", encoding="utf-8")
    print(said)


def _trials(plans: int, seed: str, rules: Rules) -> Iterator[Trial]:
    for layout in sorted(LAYOUTS):
        for damage in (WHOLE, *LOSSLESS):
            rng = random.Random(f"{seed}-{layout}-{damage}")  # noqa: S311 - plans, no secrets
            drawn = [_tried(layout, damage, rng, rules) for _ in range(plans if damage == WHOLE else max(1, plans // 6))]
            yield Trial(layout, damage, sum(n for n, _ in drawn), tuple(one for _, missing in drawn for one in missing))


def _tried(layout: str, damage: str, rng: random.Random, rules: Rules) -> tuple[int, list[Meant]]:
    plan = random_plan(rng)
    page = LAYOUTS[layout](plan, rng)
    raw = sound(page) if damage == WHOLE else LOSSLESS[damage](page, rng)
    return len(plan.items), lost(meant(plan, layout), parse(raw, rules).tasks)


def report(trials: list[Trial]) -> list[str]:
    """A row for whole pages and one for each damage; below, the pairs of layout and damage that lose most."""
    lines = ["| page | tables and prose with their markup or numbers | flattened |", "|---|--:|--:|"]
    for damage in (WHOLE, *LOSSLESS):
        shares = [_share([t for t in trials if t.damage == damage and t.layout in group]) for group in (CLEAN, FLATTENED)]
        lines.append(f"| {damage} | {shares[0]} | {shares[1]} |")
    losing = sorted((t for t in trials if t.missing), key=lambda t: (-len(t.missing), t.layout))
    worst = [f"{t.layout}, {t.damage}: {len(t.missing)} of {t.count}" for t in losing[:8]]
    most = f"Most is lost in: {'; '.join(worst) or '–'}."
    return [*lines, "", f"{len(CLEAN)} and {len(FLATTENED)} layouts. {most}"]


def _share(trials: list[Trial]) -> Share:
    count = sum(t.count for t in trials)
    return Share(count - sum(len(t.missing) for t in trials), count)


if __name__ == "__main__":
    main()
