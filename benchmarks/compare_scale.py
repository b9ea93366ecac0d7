"""One run of `taizhang compare` over invented plans: `python -m benchmarks.compare_scale 10000` prints times and memory."""

from __future__ import annotations

import datetime as dt
import json
import random
import resource
import sys
import tempfile
import time
from multiprocessing import Process
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.compare.align import Tasks, align
from pipeline.compare.rows import alignment_rows, topic_rows
from pipeline.compare.topics import gather
from pipeline.rulebook.lexicon import word_frequency
from pipeline.rules import open_rules
from pipeline.tables.parsed import Parsed
from pipeline.tables.schema import load_dictionary

if TYPE_CHECKING:
    from collections.abc import Iterator

SIZES = (1_000, 10_000, 100_000, 300_000, 1_000_000)
ROOT = Path(__file__).resolve().parents[1]
_A_PLAN = 50
_TAKEN, _VERBATIM, _SAME_WORD = 0.5, 0.4, 0.75
"""How often a task comes from the plan that is cited, how often as it is, and how often else each of its words stays."""
_LINES = ("发展改革", "教育", "民政", "财政", "人力资源社会保障", "生态环境", "卫生健康", "应急管理", "市场监管", "政务服务")


def invent(folder: Path, tasks: int) -> None:
    """Write the tables of invented plans: each cites an earlier one and takes half of its tasks from it."""
    dictionary = load_dictionary(ROOT / "rules" / "tables.yaml")
    draw = random.Random(20_230_301)  # noqa: S311 - invented plans, the same in every run
    stock = sorted(word for word in _common_words() if len(word) > 1)
    rows: dict[str, list[dict[str, Any]]] = {name: [] for name in ("documents", "tasks", "units", "deadlines", "citations")}
    plans: list[list[list[str]]] = []
    for number in range(tasks // _A_PLAN):
        source = draw.randrange(max(1, number // 4)) if number else None
        old = plans[source] if source is not None else []
        plan = [_task(old, stock, draw) for _ in range(_A_PLAN)]
        plans.append(plan)
        for name, row in _rows(number, source, plan, draw):
            rows[name].append(row)
    for name, found in rows.items():
        schema = dictionary.schema(name)
        columns = [pa.array([row.get(f.name) for row in found], f.type) for f in schema]
        pq.write_table(pa.Table.from_arrays(columns, names=schema.names), folder / f"{name}.parquet")


def _common_words() -> Iterator[str]:
    """Some thousand words of everyday Chinese, as common as those of plans are."""
    for first in word_frequency.alone()[:900]:
        for last in word_frequency.behind(first)[:8]:
            yield first + last


def _task(old: list[list[str]], stock: list[str], draw: random.Random) -> list[str]:
    """A task of its own, or one of the plan that is cited."""
    return _reworded(draw.choice(old), stock, draw) if old and draw.random() < _TAKEN else draw.sample(stock, 12)


def _reworded(task: list[str], stock: list[str], draw: random.Random) -> list[str]:
    kept = [word if draw.random() < _SAME_WORD else draw.choice(stock) for word in task]
    return task if draw.random() < _VERBATIM else kept


def _rows(number: int, source: int | None, plan: list[list[str]], draw: random.Random) -> Iterator[tuple[str, dict[str, Any]]]:
    doc = f"{number:016x}"
    level = ("national", "province", "city", "county")[min(3, number.bit_length() // 3)]
    row = {"doc_id": doc, "source": f"{number}.html", "status": "parsed", "region_level": level, "plan_year": 2015 + number % 9}
    day = dt.date(2015, 1, 1) + dt.timedelta(days=number % 3000)
    yield "documents", {**row, "region_code": f"{number % 3000 + 100000}", "written_date": day}
    if source is not None:
        yield "citations", {"doc_id": doc, "seq": 1, "relation": "implements", "cited_doc_id": f"{source:016x}"}
    for seq, words in enumerate(plan, 1):
        task = f"{doc}-{seq:04d}"
        text = "，".join("".join(words[i : i + 4]) for i in (0, 4, 8))
        yield "tasks", {"task_id": task, "doc_id": doc, "seq": seq, "text": text}
        yield "units", {"task_id": task, "doc_id": doc, "seq": 1, "role": "lead", "function": draw.choice(_LINES)}


def measure(size: int) -> dict[str, float]:
    """Seconds of the processor for each step, and the most memory that the process ever had; others may use the machine too."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        inventing = Process(target=invent, args=(folder, size))  # its memory is none of the comparison's
        inventing.start()
        inventing.join()
        start = time.process_time()
        tasks = Tasks.read(Parsed.open(folder), open_rules(ROOT / "rules").slices["lexer"])
        read = time.process_time()
        alignment = align(tasks)
        aligned = time.process_time()
        group_of, centres = gather(tasks.terms, alignment.alike)
        gathered = time.process_time()
        rows = sum(1 for _ in alignment_rows(tasks, alignment))
        sum(1 for _ in topic_rows(tasks, group_of, centres))
        done = time.process_time()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    steps = {"terms": read - start, "align": aligned - read, "topics": gathered - aligned, "write": done - gathered}
    return {"tasks": size, "plans": size // _A_PLAN, **steps, "gigabytes": peak, "rows": rows}


if __name__ == "__main__":
    sys.stdout.write(json.dumps(measure(int(sys.argv[1]))) + "\n")
