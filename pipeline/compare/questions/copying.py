"""Who copied whom, how much, and how fast."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import Any

import pyarrow as pa

from pipeline.compare.questions.comparison import Comparison, answer

_COLUMNS = {
    "place": pa.string(),
    "year": pa.int32(),
    "from_place": pa.string(),
    "from_year": pa.int32(),
    "basis": pa.string(),
    "days": pa.int64(),
    "tasks": pa.int64(),
    "same_work": pa.int64(),
    "copied": pa.int64(),
    "copied_share": pa.float64(),
    "mean_score": pa.float64(),
    "title": pa.string(),
    "from_title": pa.string(),
    "doc_id": pa.string(),
    "from_doc_id": pa.string(),
}


def copying(asked: Comparison) -> pa.Table:
    """For each two plans that share work: how many tasks are the same work, how many are copied, after how many days.

    The heaviest copying stands first. `basis` says whether the later plan had to (`parent`, `ancestor`), went on from its own
    (`year_before`), or only says the same (`similar`): then both may have it from a third plan that is not in the run.
    """
    tasks: dict[tuple[str, str], dict[str, float]] = defaultdict(dict)
    copied: Counter[tuple[str, str]] = Counter()
    joined: dict[tuple[str, str], tuple[str, Any]] = {}
    for row in asked.pairs():
        pair = (row["doc_id"], row["from_doc_id"])
        tasks[pair][row["task_id"]] = max(row["score"], tasks[pair].get(row["task_id"], 0.0))
        copied[pair] += row["relation"] == "copied"
        joined[pair] = (row["basis"], row["days"])
    rows = []
    for (doc, source), scores in tasks.items():
        later, earlier, size = asked.notices[doc], asked.notices[source], len(asked.by_notice[doc])
        n_copied, mean = copied[doc, source], round(sum(scores.values()) / len(scores), 4)
        who = (later.name, later.year, earlier.name, earlier.year, *joined[doc, source])
        rows.append((*who, size, len(scores), n_copied, round(n_copied / size, 4), mean, later.title, earlier.title, doc, source))
    return answer(_COLUMNS, sorted(rows, key=lambda r: (-r[8], -r[7], r[-2], r[-1])))
