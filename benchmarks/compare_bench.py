"""How well `taizhang compare` finds the same work, beside plain TF-IDF cosine and the overlap of 5-grams; and what it costs.

`make compare-bench` writes docs/compare-bench.md. ARGS="--shared FOLDER" takes in the labelled public notices where somebody has them.
"""

from __future__ import annotations

import argparse
import json
import platform
import subprocess
import sys
import tempfile
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow.parquet as pq
from sklearn.feature_extraction.text import TfidfVectorizer

from benchmarks.compare_scale import SIZES
from pipeline.compare.choose import choose
from pipeline.compare.comparing import compare
from pipeline.compare.scores import Scored
from pipeline.compare.words import cut
from pipeline.rules import open_rules
from pipeline.run import Plan, run
from pipeline.tables.schema import load_dictionary
from tests.compare.labels import RELATIONS, ROOT, Agreement, Names, found_between, load_pairs

STEPS = [round(0.02 * n, 2) for n in range(1, 45)]
PAGE = ROOT / "docs" / "compare-bench.md"
GRAM = 5


def main() -> None:
    """Measure, and write the page."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--shared", type=Path, help="folder with the public notices that some labels speak of")
    options.add_argument("--no-scale", action="store_true", help="leave the sizes out")
    given = options.parse_args()
    names = [str(ROOT / "raw"), str(ROOT / "tests/compare/notices")]
    names += [str(given.shared / part) for part in ("corpus", "seeds")] if given.shared else []
    with tempfile.TemporaryDirectory() as folder:
        tables = read_tables(names, Path(folder) / "parsed")
    lines = [*head(tables), *quality(tables)]
    lines += ["", *scale()] if not given.no_scale else []
    PAGE.write_text("\n".join(lines) + "\n", encoding="utf-8")
    sys.stdout.write("\n".join(lines) + "\n")


def read_tables(names: list[str], out: Path) -> dict[str, list[dict[str, Any]]]:
    """Parse and compare; the tables that the measures need."""
    rules = ROOT / "rules"
    run(Plan(tuple(names), out, rules, jobs=2), lambda _done, _all: None)
    compare(out, out, open_rules(rules).slices["boilerplate"], load_dictionary(rules / "tables.yaml"))
    return {name: pq.read_table(out / f"{name}.parquet").to_pylist() for name in ("documents", "tasks", "alignments")}


def judged_pairs(tables: dict[str, list[dict[str, Any]]]) -> list[Any]:
    """The labelled pairs of notices that are in these tables."""
    names = Names(tables["documents"], tables["tasks"])
    there = {names.source(row["doc_id"]) for row in tables["documents"]}
    return [judged for judged in load_pairs() if {judged.later, judged.earlier} <= there]


def head(tables: dict[str, list[dict[str, Any]]]) -> list[str]:
    """What was measured, and on what."""
    judged = judged_pairs(tables)
    same, own = sum(len(j.same) for j in judged), sum(len(j.own) for j in judged)
    public = sum(len(j.same) + len(j.own) for j in judged if j.public)
    return [
        "# How well the same work is found",
        "",
        "Written by `make compare-bench`. `tests/compare/pairs.yaml` holds what was labelled by reading pairs of notices side by side, before any",
        f"program compared them: here {len(judged)} pairs of notices, {same} pairs of tasks that are the same work, and {own} times that a task is the work",
        f"of none in the other notice ({public} of these judgements are about public notices that are not part of the project; without them their",
        "lines are left out). Weights and limits were chosen on one half (`dev`); the other half (`test`) was only measured. Nine of the notices",
        "were written for this purpose by the people who wrote the program: read the figures as those of plans that are like them.",
        "",
    ]


def quality(tables: dict[str, list[dict[str, Any]]]) -> list[str]:
    """The section on agreement with the labels."""
    names, judged = Names(tables["documents"], tables["tasks"]), judged_pairs(tables)
    lines = ["## Same work or not", "", "| way | half | precision | recall | F1 | right | wrong | missed |", "|---|---|---|---|---|---|---|---|"]
    ours = {half: Agreement() for half in ("dev", "test")}
    for pair in judged:
        ours[pair.half].add(pair, found_between(pair, tables["alignments"], names))
    lines += [_line("taizhang compare", half, agreement) for half, agreement in ours.items()]
    for way, table in baselines(tables["tasks"]).items():
        limit = max(STEPS, key=lambda step: simple(tables, table, judged, ("dev", step)).f1)
        for half in ours:
            lines.append(_line(f"{way}, from {limit}", half, simple(tables, table, judged, (half, limit))))
    lines += ["", "The two plain ways score every pair of the two notices, take the best partners as this program does, and have their limit chosen on `dev`.", ""]
    return [*lines, *relation_table(ours)]


def _line(way: str, half: str, found: Agreement) -> str:
    shares = " | ".join(f"{value:.3f}" for value in (found.precision, found.recall, found.f1))
    return f"| {way} | {half} | {shares} | {found.right} | {found.wrong} | {found.missed} |"


def relation_table(ours: dict[str, Agreement]) -> list[str]:
    """How often copied is called copied."""
    lines = ["## What became of it", "", "Over the pairs that both call the same work.", "", "| relation | half | labelled | precision | recall | F1 |", "|---|---|---|---|---|---|"]
    for name, (half, agreement) in product(RELATIONS, ours.items()):
        precision, recall, f1, labelled = agreement.of_relation(name)
        lines.append(f"| {name} | {half} | {labelled} | {precision:.2f} | {recall:.2f} | {f1:.2f} |")
    return lines


def baselines(tasks: list[dict[str, Any]]) -> dict[str, np.ndarray]:
    """The likeness of every two tasks by each of the plain ways."""
    texts = [row["text"] for row in tasks]
    rows = TfidfVectorizer(tokenizer=lambda text: list(cut(text)), token_pattern=None).fit_transform(texts)
    grams = [{text[i : i + GRAM] for i in range(max(1, len(text) - GRAM + 1))} for text in texts]
    overlap = np.array([[len(a & b) / max(1, len(a | b)) for b in grams] for a in grams])
    return {"TF-IDF cosine of words": (rows @ rows.T).toarray(), "overlap of 5-grams": overlap}


def simple(tables: dict[str, list[dict[str, Any]]], likeness: np.ndarray, judged: list[Any], asked: tuple[str, float]) -> Agreement:
    """How a plain way with this limit agrees with one half of the labels."""
    names, (half, limit) = Names(tables["documents"], tables["tasks"]), asked
    of: dict[str, list[int]] = {}
    for place, row in enumerate(tables["tasks"]):
        of.setdefault(names.source(row["doc_id"]), []).append(place)
    ids = [row["task_id"] for row in tables["tasks"]]
    total = Agreement()
    for pair in (p for p in judged if p.half == half):
        later, earlier = (np.array(found, np.int64) for found in zip(*product(of[pair.later], of[pair.earlier]), strict=True))
        scores = likeness[later, earlier]
        all_pairs = Scored(later, earlier, scores, scores)
        notice_of = np.zeros(len(ids), np.int64)
        notice_of[of[pair.later]] = 1
        chosen = choose(all_pairs.where(scores >= limit), notice_of)
        named = [[names.name(ids[i], by_number=pair.by_number) for i in column.tolist()] for column in (chosen.later, chosen.earlier)]
        total.add(pair, dict.fromkeys(zip(*named, strict=True), "adapted"))
    return total


def scale() -> list[str]:
    """Time and memory for growing runs, each in a process of its own."""
    lines = ["## What it costs", "", f"{platform.machine()}, Python {platform.python_version()}, one process. Invented plans of fifty tasks; half of the tasks come from one of the", "plans before, word for word or reworded, every plan cites one.", "", "| tasks | plans | reading and terms, s | comparing, s | topics, s | writing, s | memory at the peak, GB | rows of alignments |", "|---|---|---|---|---|---|---|---|"]
    for size in SIZES:
        done = subprocess.run([sys.executable, "-m", "benchmarks.compare_scale", str(size)], check=True, capture_output=True, text=True, cwd=ROOT)
        got = json.loads(done.stdout.splitlines()[-1])
        lines.append(f"| {got['tasks']:,} | {got['plans']:,} | {got['terms']:.1f} | {got['align']:.1f} | {got['topics']:.1f} | {got['write']:.1f} | {got['gigabytes']:.2f} | {got['rows']:,} |")
    return lines


if __name__ == "__main__":
    main()
