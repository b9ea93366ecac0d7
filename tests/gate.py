"""The quality gate: scores over the annotated pages, held against floors that may only rise. `make gate` prints them."""

from __future__ import annotations

import hashlib
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
    from collections.abc import Iterable

    from pipeline.parse import Rules

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
SHARED = ROOT.parent / "shared"
CORPORA = {
    "samples": (HERE / "pages", ROOT / "raw"),
    "seeds": (HERE / "seeds", SHARED / "seeds"),
    "corpus": (HERE / "corpus", SHARED / "corpus"),
}
"""Each corpus: its annotations, which are part of the project, and its pages, which may lie beside it."""


@dataclass(frozen=True)
class Held:
    """One corpus: its scores, the fields below their floors, annotations without a page, and what the floors were taken over.

    `digests` are those of the pages and of the annotations as they are; `changed` names those that `gate.yaml` has otherwise.
    """

    name: str
    evaluation: Evaluation
    below: tuple[str, ...]
    homeless: tuple[Path, ...]
    digests: dict[str, str]
    changed: tuple[str, ...]


def floors() -> dict[str, dict[str, object]]:
    """The floors as written in `gate.yaml`."""
    tree: dict[str, dict[str, object]] = yaml.load((HERE / "gate.yaml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    return tree


def hold(name: str, rules: Rules) -> Held | None:
    """Score one corpus; None where its pages are absent."""
    annotations, pages = CORPORA[name]
    gold, homeless = load_gold((annotations,), (pages,))
    if not gold:
        return None
    evaluation = evaluate(gold, rules)
    stated = floors()[name]
    # Beside the project all pages count, so that a new annotation does not look like other pages; in raw/ anybody may put more.
    counted = pages.rglob("*") if is_beside(name) else (one.page for one in gold)
    digests = {"pages": _digest(pages, counted), "annotations": _digest(annotations, annotations.rglob("*.yaml"))}
    wanted = stated["floors"]
    assert isinstance(wanted, dict)
    below = tuple(
        f"{field}: F1 {tally.f1:.4f} is below {wanted[field]}"
        for field, tally in held_fields(evaluation).items()
        if tally.f1 < float(wanted[field])
    )
    changed = tuple(part for part, digest in digests.items() if stated[part] != digest)
    return Held(name, evaluation, below, tuple(homeless), digests, changed)


def is_beside(name: str) -> bool:
    """Whether a corpus's pages are no part of the project."""
    return ROOT not in CORPORA[name][1].parents


def _digest(folder: Path, paths: Iterable[Path]) -> str:
    """A fingerprint of files: their names below the folder, and what they hold."""
    found = hashlib.sha256()
    for path in sorted(path for path in paths if path.is_file()):
        found.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes())
    return found.hexdigest()[:16]


def what_to_do(held: Held) -> str:
    """How to bring `gate.yaml` up to date, where pages or annotations are not those that its floors were taken over."""
    entries = ", ".join(f'{part}: "{held.digests[part]}"' for part in held.changed)
    return f"{held.name}: {' and '.join(held.changed)} changed. In tests/gate.yaml write {entries}, and the floors that `make gate` prints"


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
        if held.changed:
            sys.stdout.write(what_to_do(held) + "\n")
        for file in held.homeless:
            sys.stdout.write(f"{file.name}: its page is nowhere\n")
        for line in held.below:
            sys.stdout.write(f"BELOW ITS FLOOR {line}\n")
        failed = failed or bool(held.below)
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
