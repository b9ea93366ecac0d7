"""The quality gate: scores over the annotated pages, held against floors that may only rise. `make gate` prints them."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import yaml

from pipeline.evaluate.fields import DEADLINE, NOTICE
from pipeline.evaluate.gold import load_gold
from pipeline.evaluate.report import Evaluation, evaluate, lines_of
from pipeline.evaluate.score import FIELDS, Tally
from pipeline.rules import load_rules

if TYPE_CHECKING:
    from pipeline.parse import Rules

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
SHARED = ROOT.parent / "shared"
CORPORA = {
    "samples": ((HERE / "pages",), (ROOT / "raw",)),
    "seeds": ((HERE / "seeds",), (SHARED / "seeds",)),
    "corpus": ((HERE / "corpus",), (SHARED / "corpus",)),
}


@dataclass(frozen=True)
class Held:
    """One corpus: its scores, the fields below their floors, and whether its pages are those the floors were taken over."""

    name: str
    evaluation: Evaluation
    below: tuple[str, ...]
    same_corpus: bool


def floors() -> dict[str, dict[str, object]]:
    """The floors as written in `gate.yaml`."""
    tree: dict[str, dict[str, object]] = yaml.load((HERE / "gate.yaml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    return tree


def hold(name: str, rules: Rules) -> Held | None:
    """Score one corpus; None where its pages are absent."""
    gold, _ = load_gold(*CORPORA[name])
    if not gold:
        return None
    evaluation = evaluate(gold, rules)
    stated = floors()[name]
    wanted = stated["floors"]
    assert isinstance(wanted, dict)
    below = tuple(
        f"{field}: F1 {tally.f1:.4f} is below {wanted[field]}"
        for field, tally in held_fields(evaluation).items()
        if tally.f1 < float(wanted[field])
    )
    return Held(name, evaluation, below, stated["digest"] == evaluation.digest)


def held_fields(evaluation: Evaluation) -> dict[str, Tally]:
    """What has a floor: the fields of tasks, and all single fields of notices and of deadlines together."""
    held = {field: evaluation.total.get((field, "all"), Tally()) for field in FIELDS}
    for group in (NOTICE, DEADLINE):
        held[group] = sum((tally for (_, of), tally in evaluation.total.items() if of == group), Tally())
    return held


def main() -> int:
    """Print the scores of every corpus that is here; 1 where one is below its floor."""
    rules = load_rules(ROOT / "rules")
    failed = False
    for name in CORPORA:
        held = hold(name, rules)
        if held is None:
            sys.stdout.write(f"{name}: its pages are not here, skipped\n")
            continue
        sys.stdout.write(f"== {name}\n" + "\n".join(lines_of(held.evaluation)) + "\n")
        if not held.same_corpus:
            sys.stdout.write("the pages or annotations are not those of gate.yaml: bring its digest and floors up to date\n")
        for line in held.below:
            sys.stdout.write(f"BELOW ITS FLOOR {line}\n")
        failed = failed or bool(held.below)
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
