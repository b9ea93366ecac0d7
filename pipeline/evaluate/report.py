"""Parse annotated pages and say how well they were read."""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.engine.inputs import find_inputs, identify
from pipeline.engine.page import LARGEST_PAGE
from pipeline.evaluate.fields import DEADLINE, DEADLINE_FIELDS, NOTICE, NOTICE_FIELDS, score_fields
from pipeline.evaluate.score import FIELDS, Scores, Tally, merge, score
from pipeline.parse import parse

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from pipeline.evaluate.gold import Gold
    from pipeline.parse import Rules
    from pipeline.values import RawPage

STATED = {"paths": "path", "units": "units", "deadlines": "deadlines"}
"""The key of an annotation that states a field."""


@dataclass(frozen=True)
class Evaluation:
    """The scores of all pages together and of each. Scores compare only where the digest of pages and annotations is the same."""

    total: Scores
    pages: tuple[tuple[Path, Scores], ...]
    digest: str
    stated: Counter[str]
    """How many annotated tasks there are (`tasks`), how many state each field, and how many pages are annotated `partly`."""


def evaluate(gold: Sequence[Gold], rules: Rules) -> Evaluation:
    """Read every annotated page and score it."""
    digest = hashlib.sha256()
    stated: Counter[str] = Counter()
    pages = []
    for one in sorted(gold, key=lambda g: g.page.name):
        digest.update(one.page.read_bytes())
        digest.update(one.file.read_bytes())
        stated.update(partly=0 if one.whole else 1, tasks=len(one.tasks))
        stated.update(field for task in one.tasks for field, key in STATED.items() if key in task)
        notice = parse(_page_of(one.page), rules)
        pages.append((one.page, score(one.tasks, notice, whole=one.whole) | score_fields(one.document, one.tasks, notice)))
    return Evaluation(merge(s for _, s in pages), tuple(pages), digest.hexdigest()[:16], stated)


def _page_of(path: Path) -> RawPage:
    """The page with what `NAME.meta.json` says of it."""
    return identify(next(iter(find_inputs([str(path)]))), LARGEST_PAGE).page()


def lines_of(evaluation: Evaluation) -> Iterator[str]:
    """The scores as a table for people, origins in rows; then the pages that are not read perfectly."""
    origins = sorted({origin for _, origin in evaluation.total if origin not in ("all", NOTICE, DEADLINE)})
    yield f"{'':<16}" + "".join(f"{field:>28}" for field in FIELDS)
    yield f"{'':<16}" + f"{'P':>12}{'R':>8}{'F1':>8}" * len(FIELDS)
    for origin in (*origins, "all"):
        yield f"{origin:<16}" + "".join(_cells(evaluation.total.get((field, origin))) for field in FIELDS)
    for group, fields in ((NOTICE, NOTICE_FIELDS), (DEADLINE, DEADLINE_FIELDS)):
        yield from _field_lines(evaluation, group, fields)
    yield from _stated(evaluation)
    told = ("all", NOTICE)
    worse = [(page.name, field, t) for page, s in evaluation.pages for (field, o), t in s.items() if o in told and t.f1 < 1]
    for name, field, tally in sorted(worse, key=lambda w: (w[2].f1, w[0])):
        yield f"{name}: {field} {tally.right} right, {tally.extra} invented, {tally.missed} missed"
    yield f"{len(evaluation.pages)} annotated pages, digest {evaluation.digest}"


def _stated(evaluation: Evaluation) -> Iterator[str]:
    """How much the scores rest on: tasks whose annotation states nothing of a field are not scored in it."""
    said = evaluation.stated
    parts = (f"{field} of {said[field]}" for field in STATED)
    yield f"{said['tasks']} annotated tasks; stated are {', '.join(parts)}; {said['partly']} pages list only some of their tasks"


def _field_lines(evaluation: Evaluation, group: str, fields: Sequence[str]) -> Iterator[str]:
    """Single fields: in how many places each was right, and how well."""
    rows = [(name, tally) for name in fields if (tally := evaluation.total.get((name, group)))]
    if rows:
        yield f"{group:<16}{'right':>12}{'P':>12}{'R':>8}{'F1':>8}"
    for name, tally in rows:
        yield f"  {name:<14}{tally.right:>12}{_cells(tally)}"


def _cells(tally: Tally | None) -> str:
    if tally is None:
        return f"{'-':>12}{'-':>8}{'-':>8}"
    return f"{tally.precision:>12.4f}{tally.recall:>8.4f}{tally.f1:>8.4f}"


def as_json(evaluation: Evaluation) -> dict[str, object]:
    """The same for tools."""
    scores = {f"{field}/{origin}": _numbers(tally) for (field, origin), tally in sorted(evaluation.total.items())}
    return {"digest": evaluation.digest, "pages": len(evaluation.pages), "stated": dict(evaluation.stated), "scores": scores}


def _numbers(tally: Tally) -> dict[str, float]:
    rates = {"precision": tally.precision, "recall": tally.recall, "f1": tally.f1}
    return {**rates, "right": tally.right, "extra": tally.extra, "missed": tally.missed}
