"""What a run tells: a line for each notice, totals, and what to do next."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.show.screen import as_called, brief, console, counted, table, words
from pipeline.tables.parsed import Parsed

if TYPE_CHECKING:
    from pipeline.run import Report

_SHOWN = 30
_COLUMNS = [
    "source",
    "doc_id",
    "title",
    "status",
    "status_reason",
    "duplicate_of",
    "n_tasks",
    "n_units",
    "n_deadlines",
    "n_repairs",
    "n_issues",
    "coverage",
]
_HEADERS = ("notice", "tasks", "units", "deadlines", "repairs", "issues", "coverage", "status")
_NUMBERS = frozenset(range(1, 7))


def read_documents(out: Path) -> list[dict[str, Any]]:
    """The `documents` rows of a run in order of their source, with the columns that a summary needs."""
    return sorted(Parsed(out).rows("documents", _COLUMNS), key=lambda row: row["source"])


def summary_json(report: Report) -> str:
    """The outcome for tools: the counts, and a row for each notice."""
    said = {
        "out": str(report.out),
        "changed": report.changed,
        "statuses": report.statuses,
        "tables": report.counts,
        "seconds": round(report.seconds, 3),
        "pages_read": report.read,
        "left_aside": report.aside,
        "documents": read_documents(report.out),
    }
    return json.dumps(said, ensure_ascii=False, indent=2)


def print_summary(report: Report) -> None:
    """The outcome for people."""
    screen = console(sys.stdout)
    rows = read_documents(report.out)
    if not report.changed:
        pages = counted(len(rows), "page")
        screen.print(words(f"nothing changed: {report.out} already holds the outcome of these {pages} and rules"))
    else:
        screen.print(table(_HEADERS, [_line(row) for row in rows[:_SHOWN]] + [_totals(rows)], _NUMBERS))
        if len(rows) > _SHOWN:
            screen.print(words(f"… and {len(rows) - _SHOWN} more; the totals count them all"))
        screen.print(words(f"{counted(len(rows), 'page')} in {report.seconds:.1f} s → {report.out}"))
        if report.read < len(rows):
            screen.print(words(f"{report.read} of them were read; the others did not change since they were read before"))
    if report.why:
        screen.print(words(f"pages that were read before were read again: {report.why}"))
    if report.aside:
        screen.print(words("left aside: " + ", ".join(f"{count:,} {why}" for why, count in report.aside.items())))
    for advice in _advice(rows, report):
        screen.print(words(advice))


def _line(row: dict[str, Any]) -> tuple[str, ...]:
    status = row["status"] + (f": {row['status_reason']}" if row["status_reason"] else "")
    counts = tuple(f"{row[name]:,}" for name in ("n_tasks", "n_units", "n_deadlines", "n_repairs", "n_issues"))
    return (brief(row["source"], 48), *counts, _share(row["coverage"]), status)


def _totals(rows: list[dict[str, Any]]) -> tuple[str, ...]:
    sums = tuple(f"{sum(row[name] for row in rows):,}" for name in ("n_tasks", "n_units", "n_deadlines", "n_repairs", "n_issues"))
    read = [row["coverage"] for row in rows if row["status"] == "parsed"]
    return (f"all {len(rows)}", *sums, _share(sum(read) / len(read)) if read else "", "")


def _share(value: float) -> str:
    return f"{value:.1%}" if value else "-"


def _advice(rows: list[dict[str, Any]], report: Report) -> list[str]:
    """What to do next, most urgent first."""
    advice = []
    crashed = [row["source"] for row in rows if row["status"] == "crashed"]
    if crashed:
        which = f"{counted(len(crashed), 'page')} crashed ({brief(', '.join(crashed), 80)})"
        advice.append(f"{which}: their issues hold the traceback; please report them")
        advice.append(f"  the first of them: {_first_crash(report.out)}")
    unreadable = [row["source"] for row in rows if row["status"] == "unreadable"]
    if unreadable:
        which = f"{counted(len(unreadable), 'page')} could not be read ({brief(', '.join(unreadable), 80)})"
        advice.append(f"{which}: see status_reason in documents")
    doubtful = [row for row in rows if row["status"] == "parsed" and row["n_issues"]]
    if doubtful:
        worst = max(doubtful, key=lambda row: row["n_issues"])
        advice.append(f"look at one notice with its evidence: {as_called()} explain {_path(worst['source'], report)}")
        advice.append(f"see what no rule knows yet: {as_called()} todo {report.out}")
    return advice


def _first_crash(out: Path) -> str:
    """What the program said when it failed, without the traceback."""
    messages = (row["message"] for row in Parsed(out).rows("issues", ["code", "message"]) if row["code"] == "crashed")
    said = next(messages, "").strip().splitlines() or [""]
    return brief(said[-1], 120)


def _path(source: str, report: Report) -> str:
    """Where a page lies: sources count from the folder that was named, and begin with its name where there were several."""
    for name in map(Path, report.names):
        if name.is_file():
            candidate = name
        elif len(report.names) == 1:
            candidate = name / source
        else:
            candidate = name.parent / source
        if candidate.name == Path(source).name and candidate.is_file():
            return str(candidate)
    return source
