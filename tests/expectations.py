"""Compares what a person expects of a notice (EXPECTATIONS.md) with what was read. Says every difference in one line."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from typing import TYPE_CHECKING, Any

import yaml

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pipeline.notice import ParsedNotice, Task


def load(path: Path) -> dict[str, Any]:
    """An expectation; every scalar is text."""
    expected: dict[str, Any] = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    return expected


def differences(expected: dict[str, Any], notice: ParsedNotice) -> list[str]:
    """What differs; empty when all that is stated holds."""
    return [
        *_document(expected.get("document", {}), notice),
        *_counts(expected.get("counts", {}), notice),
        *_tasks(expected, notice),
        *_tables(expected.get("tables", []), notice),
        *_repairs(expected.get("repairs", []), notice),
        *_citations(expected.get("citations", []), notice),
        *_contains(expected.get("text_contains", []), notice),
        *(
            f"task {i}: must not hold {word!r}"
            for word in expected.get("never_in_tasks", [])
            for i, task in enumerate(notice.tasks, 1)
            if word in task.text or any(word in p for p in task.draft.path)
        ),
        *(f"issue {code!r} is not raised" for code in expected.get("issues", []) if code not in {i.code for i in notice.issues}),
    ]


def _fits(expected: str, got: object) -> bool:
    """Equal as text; `…` at the end means "begins with"."""
    text = _shown(got)
    return text.startswith(expected[:-1]) if expected.endswith("…") else text == expected


def _shown(got: object) -> str:
    if got is None:
        return ""
    if isinstance(got, bool):
        return str(got).lower()
    return got.isoformat() if isinstance(got, dt.date) else str(got)


def _document(expected: dict[str, Any], notice: ParsedNotice) -> Iterator[str]:
    meta, region = notice.metadata, notice.region
    got: dict[str, object] = {name: found.value if found else None for name, found in meta.single.items()}
    got |= {"doc_kind": meta.doc_kind, "status": notice.status, "status_reason": notice.status_reason, "script": notice.script}
    got |= {name: getattr(region, name, None) for name in ("province", "city", "county")}
    got |= {"region_code": getattr(region, "code", None), "charset": notice.charset}
    for key, value in expected.items():
        if key == "addressees":
            names = [a.value for a in meta.addressees]
            if names != value:
                yield f"addressees: {names}, expected {value}"
        elif not _fits(value, got[key]):
            yield f"document {key}: {got[key]!r}, expected {value!r}"


def _counts(expected: dict[str, str], notice: ParsedNotice) -> Iterator[str]:
    got = Counter(t.draft.origin for t in notice.tasks)
    got["tasks"] = len(notice.tasks)
    got["deadlines"] = sum(len(t.deadlines) for t in notice.tasks)
    got["units"] = notice.n_units
    for key, value in expected.items():
        if got[key] != int(value):
            yield f"count of {key}: {got[key]}, expected {value}"


def _tasks(expected: dict[str, Any], notice: ParsedNotice) -> Iterator[str]:
    wanted = expected.get("tasks", [])
    at = 0
    for number, want in enumerate(wanted, 1):
        index = next((i for i in range(at, len(notice.tasks)) if _is_same(want, notice.tasks[i])), None)
        if index is None:
            yield f"expected task {number} {want.get('label', '')} {want.get('text', '')!r}: not there"
            continue
        if "only" not in expected:
            for extra in range(at, index):
                yield f"got a task that nobody expects: {notice.tasks[extra].label} {notice.tasks[extra].text[:30]!r}"
        at = index + 1
        yield from (
            f"task {number} {want.get('label', '')} {want.get('text', '')[:8]}: {d}" for d in _task(want, notice.tasks[index])
        )
    if "only" not in expected and wanted:
        for task in notice.tasks[at:]:
            yield f"got a task that nobody expects: {task.label} {task.text[:30]!r}"


def _is_same(want: dict[str, Any], task: Task) -> bool:
    if "label" in want and want["label"] != (task.label or ""):
        return False
    return "text" not in want or _fits(want["text"], task.text)


def _task(want: dict[str, Any], task: Task) -> Iterator[str]:
    if "path" in want and not (len(want["path"]) == len(task.draft.path) and all(map(_fits, want["path"], task.draft.path))):
        yield f"path {list(task.draft.path)}, expected {want['path']}"
    if want.get("origin", task.draft.origin) != task.draft.origin:
        yield f"origin {task.draft.origin}, expected {want['origin']}"
    if "row" in want and int(want["row"]) != task.draft.row:
        yield f"row {task.draft.row}, expected {want['row']}"
    if "units" in want:
        yield from _units(want["units"], task)
    for name, full in want.get("full_names", {}).items():
        got = [u.value.full_name for u in task.units if u.value and u.value.name == name]
        if full not in got:
            yield f"full name of {name}: {got}, expected {full}"
    if "deadlines" in want:
        yield from _deadlines(want["deadlines"], task)
    extra = dict(task.draft.extra)
    for key, value in want.get("extra", {}).items():
        if not _fits(value, extra.get(key)):
            yield f"extra {key}: {extra.get(key)!r}, expected {value!r}"


def _units(want: dict[str, list[str]], task: Task) -> Iterator[str]:
    got: dict[str, list[str]] = {}
    for unit in task.units:
        value = unit.value
        if value is None:
            got.setdefault("unread", []).append(unit.said)
        else:
            marks = ("*" if value.is_group else "") + ("+" if value.open_list else "")
            got.setdefault(value.role, []).append(value.name + marks)
    bare = {role: [n.replace("~", "") for n in names] for role, names in want.items()}
    if got != bare:
        yield f"units {got}, expected {bare}"


def _deadlines(want: list[dict[str, str]], task: Task) -> Iterator[str]:
    if len(want) != len(task.deadlines):
        said = [(d.said, getattr(d.value, "kind", None)) for d in task.deadlines]
        yield f"{len(task.deadlines)} deadlines {said}, expected {len(want)}: {[w.get('printed') for w in want]}"
        return
    for expected, found in zip(want, task.deadlines, strict=True):
        for key, value in expected.items():
            if key == "inferred":
                got: object = ",".join(found.value.inferred) if found.value else ""
                value = ",".join(value)  # noqa: PLW2901 - the list as text
            else:
                got = found.said if key == "printed" else getattr(found.value, key, None)
            if not _fits(value, got) and not (value == "false" and not got):
                yield f"deadline {found.said!r} {key}: {got!r}, expected {value!r}"


def _tables(wanted: list[dict[str, str]], notice: ParsedNotice) -> Iterator[str]:
    left = list(notice.tables)
    for want in wanted:
        match = next((t for t in left if t.kind == want["kind"]), None)
        if match is None:
            yield f"no table of kind {want['kind']} is left; there are {[t.kind for t in notice.tables]}"
            continue
        left.remove(match)
        header = max((c.row + 1 for c in match.grid.cells if c.is_header), default=1)
        got = {"n_rows": match.grid.n_rows, "n_cols": match.grid.n_cols, "body_rows": match.grid.n_rows - header}
        for key in want.keys() & got.keys():
            if int(want[key]) != got[key]:
                yield f"table {want['kind']} {key}: {got[key]}, expected {want[key]}"


def _repairs(wanted: list[dict[str, str]], notice: ParsedNotice) -> Iterator[str]:
    for want in wanted:
        if not any(all(_fits(v, getattr(r, k)) for k, v in want.items()) for _, r in notice.repairs):
            yield f"no repair {want}"


def _citations(wanted: list[dict[str, str]], notice: ParsedNotice) -> Iterator[str]:
    for want in wanted:
        if not any(c.value and all(_fits(v, getattr(c.value, k)) for k, v in want.items()) for c in notice.citations):
            yield f"no citation {want}; there are {[(c.value.doc_number, c.value.relation) for c in notice.citations if c.value]}"


def _contains(wanted: list[dict[str, str]], notice: ParsedNotice) -> Iterator[str]:
    for want in wanted:
        if not any(t.label == want["label"] and want["contains"] in t.text for t in notice.tasks):
            yield f"task {want['label']}: {want['contains']!r} is not in its text"
