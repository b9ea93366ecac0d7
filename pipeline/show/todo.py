"""What no rule knows yet, most frequent first, as YAML ready to paste into the rule files."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from pipeline.show.screen import brief, safe
from pipeline.tables.parsed import Parsed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

_MOST = 200
_LONGEST = 60


@dataclass
class Gap:
    """One kind of unread words: which file would know them, and how often each was met where."""

    file: str
    what: str
    counts: Counter[str] = field(default_factory=Counter)
    where: dict[str, str] = field(default_factory=dict)

    def met(self, said: str, source: str) -> None:
        """Count some words."""
        said = " ".join(said.split())
        if said:
            self.counts[said] += 1
            self.where.setdefault(said, source)

    def lines(self) -> Iterator[str]:
        """The words as a YAML list, most frequent first."""
        if not self.counts:
            return
        yield f"# {self.what}"
        yield f"{self.file}:"
        ranked = sorted(self.counts.items(), key=lambda pair: (-pair[1], pair[0]))
        for said, count in ranked[:_MOST]:
            yield f"  - {quoted(said)}  # {count}×, {safe(brief(self.where[said], 60))}"
        if len(ranked) > _MOST:
            yield f"  # and {len(ranked) - _MOST} rarer ones"
        yield ""


def quoted(text: str) -> str:
    """Words as a YAML scalar that reads back as the same text, whatever they hold.

    >>> quoted("责任单位"), quoted("no: 1"), quoted("- 甲")
    ('责任单位', '"no: 1"', '"- 甲"')
    """
    plain = text.isprintable() and not set(text) & set("\\\"'#:,[]{}&*!|>%@`?-=~<") and text == text.strip()
    return text if plain and text else json.dumps(text, ensure_ascii=not text.isprintable())


def list_unread(parsed: Path) -> str:
    """The gaps that a folder of tables shows; InputFault when it is none."""
    Parsed.open(parsed)
    sources = {row["doc_id"]: row["source"] for row in _rows(parsed, "documents", "doc_id", "source")}
    gaps = (
        _headers(parsed, sources),
        _unread(parsed, sources),
        _functions(parsed, sources),
        _deadlines(parsed, sources),
        _blocks(parsed, sources),
    )
    lines = [line for gap in gaps for line in gap.lines()]
    if not lines:
        return "# nothing: every header, unit, deadline and paragraph was read\n"
    return "\n".join(["# Words that no rule knows. Move each to the rule it belongs to, with an example.", "", *lines])


def _rows(parsed: Path, table: str, *columns: str) -> Iterable[dict[str, Any]]:
    return Parsed(parsed).rows(table, columns)


def _headers(parsed: Path, sources: dict[str, str]) -> Gap:
    gap = Gap(
        "columns.yaml", "column headers; add each to `words` of the rule with its role (what we guessed stands in brackets)"
    )
    guesses: defaultdict[str, str] = defaultdict(str)
    for row in _rows(parsed, "tables", "doc_id", "kind", "header", "roles"):
        if row["kind"] in {"metadata", "layout"}:
            continue
        for label, role in zip(row["header"], row["roles"], strict=False):
            if label and (role.endswith("?") or role in {"unknown", ""}):
                gap.met(label, sources.get(row["doc_id"], ""))
                guesses[" ".join(label.split())] = role.rstrip("?")
    gap.where = {said: f"{where} ({guesses[said] or 'unknown'})" for said, where in gap.where.items()}
    return gap


def _unread(parsed: Path, sources: dict[str, str]) -> Gap:
    gap = Gap("units.yaml", "words where units should stand that could not be read as one")
    for row in _rows(parsed, "tasks", "doc_id", "unread"):
        for found in row["unread"]:
            gap.met(brief(found["as_printed"], _LONGEST), sources.get(row["doc_id"], ""))
    return gap


def _functions(parsed: Path, sources: dict[str, str]) -> Gap:
    gap = Gap("functions.yaml", "units whose line of work no rule knows; add each to `names` of its line of work")
    for row in _rows(parsed, "units", "doc_id", "name", "function", "is_group"):
        if row["function"] is None and not row["is_group"] and row["name"]:
            gap.met(brief(row["name"], _LONGEST), sources.get(row["doc_id"], ""))
    return gap


def _deadlines(parsed: Path, sources: dict[str, str]) -> Gap:
    gap = Gap("deadlines.yaml", "times that nobody could read")
    for row in _rows(parsed, "deadlines", "doc_id", "kind", "as_printed"):
        if row["kind"] == "unknown":
            gap.met(brief(row["as_printed"], _LONGEST), sources.get(row["doc_id"], ""))
    return gap


def _blocks(parsed: Path, sources: dict[str, str]) -> Gap:
    gap = Gap("unread", "paragraphs that ended nowhere (their beginnings); look at them with `taizhang explain`")
    for row in _rows(parsed, "blocks", "doc_id", "kind", "text"):
        if row["kind"] == "unread":
            gap.met(brief(row["text"], 30), sources.get(row["doc_id"], ""))
    return gap
