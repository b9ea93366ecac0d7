"""Laws of the whole: what holds for any page."""

from __future__ import annotations

import pickle
import random
import re
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.outline import Block
from pipeline.parse import Rules, parse
from pipeline.read import read_outline
from pipeline.values import RawPage
from tests.test_pages import SAMPLES, page_of

SHARED = Path(__file__).resolve().parents[3] / "shared"
REAL = sorted(p for folder in ("seeds", "corpus") for p in (SHARED / folder).rglob("*") if p.is_file())
PAGES = [*(page_of(path) for path in SAMPLES), *(RawPage(p.name, p.read_bytes()) for p in REAL)]
TAGS = (
    "<table>",
    "<tr>",
    "<td rowspan=65534>",
    "</td>",
    "</table>",
    "<p>",
    "<br>",
    "<form>",
    "<script>",
    "<!--",
    "<td colspan=0>",
    "|",
    "\n",
)
WORDS = (
    "责任单位：",
    "市司法局",
    "一、",
    "（一）",
    "1.",
    "2017?",
    "序号",
    "工作任务",
    "完成时限",
    "鏀垮姟",
    "年底前",
    "br />",
    "附件",
    "《",
)


def _ids(page: RawPage) -> str:
    return page.source


@given(st.binary(max_size=400))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_bytes_give_a_notice(rules: Rules, body: bytes) -> None:
    assert parse(RawPage("x", body), rules).status in ("parsed", "no_tasks", "unreadable")


@given(st.lists(st.sampled_from(TAGS + WORDS), max_size=60))
@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_heap_of_markup_and_words_gives_a_notice(rules: Rules, pieces: list[str]) -> None:
    for name in ("x.html", "x.txt"):
        parse(RawPage(name, "".join(pieces).encode()), rules)


@pytest.mark.parametrize("page", PAGES, ids=_ids)
def test_the_same_page_gives_the_same_notice_and_it_survives_pickling(page: RawPage, rules: Rules) -> None:
    first = parse(page, rules)
    assert parse(page, rules) == first
    assert pickle.loads(pickle.dumps(first)) == first


def _letters(text: str) -> Counter[str]:
    return Counter(re.sub(r"\s", "", text))


@pytest.mark.parametrize("page", PAGES, ids=_ids)
def test_every_visible_character_is_in_a_task_a_table_or_a_block(page: RawPage, rules: Rules) -> None:
    """Counted on the page's own words: repairs are undone by looking at places, not at texts."""
    outline = read_outline(page, rules.read)
    notice = parse(page, rules)
    seen: dict[str, set[int]] = {}

    def take(path: str, start: int, end: int) -> None:
        taken = seen.setdefault(path, set())
        for position in range(start, end):
            assert position not in taken, f"{path}:{position} is accounted for twice"
            taken.add(position)

    for block in notice.blocks:
        take(block.place.path, block.place.span.start, block.place.span.end)
    flattened = {p.path for t in notice.tables if t.grid.origin == "flattened_table" for c in t.grid.cells for p in c.passages}
    flattened |= {p.path for t in notice.tables for p in t.grid.repeats}
    for task in notice.tasks:
        for place in {p.place for p in task.draft.extent if p.path not in flattened}:
            if place.path in {b.path for b in outline.items if isinstance(b, Block)}:
                take(place.path, place.span.start, place.span.end)
    # Residue of markup that a repair took out is no word of the notice; it is on record among the repairs.
    for path, repair in notice.repairs:
        if not repair.after.strip():
            seen.setdefault(path, set()).update(range(repair.span.start, repair.span.end))
    for item in outline.items:
        if isinstance(item, Block) and item.path not in flattened:
            left = [c for i, c in enumerate(item.text.original) if i not in seen.get(item.path, set())]
            assert not re.sub(r"[\s|｜¦]", "", "".join(left)), f"{item.path}: {''.join(left)!r} is lost"


@pytest.mark.parametrize("page", PAGES, ids=_ids)
def test_repairs_replay_to_the_words_of_the_tasks(page: RawPage, rules: Rules) -> None:
    outline = read_outline(page, rules.read)
    notice = parse(page, rules)
    by_path: dict[str, list[tuple[int, int, str, str]]] = {}
    for path, repair in notice.repairs:
        by_path.setdefault(path, []).append((repair.span.start, repair.span.end, repair.before, repair.after))
    mended = {}
    for block in outline.blocks():
        parts, at = [], 0
        for start, end, before, after in sorted(by_path.get(block.path, [])):
            assert block.text.original[start:end] == before
            parts += (block.text.original[at:start], after)
            at = end
        mended[block.path] = "".join([*parts, block.text.original[at:]])
    for task in notice.tasks:
        for passage in task.draft.text:
            assert passage.text in mended[passage.path]


def test_the_order_of_parsing_changes_nothing(rules: Rules) -> None:
    order = list(range(len(PAGES)))
    random.Random(7).shuffle(order)
    there = {i: parse(PAGES[i], rules).tasks for i in order[:12]}
    back = {i: parse(PAGES[i], rules).tasks for i in reversed(order[:12])}
    assert there == back
