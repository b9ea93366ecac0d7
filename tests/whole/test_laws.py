"""Laws of the whole: what holds for any page."""

from __future__ import annotations

import pickle
import random
import re
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.outline import Block
from pipeline.parse import Rules, parse
from pipeline.read import read_outline
from pipeline.values import Place, RawPage, Repair
from tests.tasks.cases import page_of as case_page
from tests.tasks.cases import read_cases, text_of
from tests.test_pages import SAMPLES, page_of
from tests.whole import layouts_prose, layouts_tables, plans
from tests.whole.plans import random_plan

if TYPE_CHECKING:
    from pipeline.notice import ParsedNotice

SHARED = Path(__file__).resolve().parents[3] / "shared"
REAL = sorted(p for folder in ("seeds", "corpus") for p in (SHARED / folder).rglob("*") if p.is_file())
PAGES = [*(page_of(path) for path in SAMPLES), *(RawPage(p.name, p.read_bytes()) for p in REAL)]
LAYOUTS = {n: f for m in (plans, layouts_tables) for n, f in {**m.CLEAN, **m.FLATTENED}.items()}
LAYOUTS |= {f"prose_{n}": f for n, f in {**layouts_prose.PROSE, **layouts_prose.PROSE_FLATTENED}.items()}
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


def _written() -> list[RawPage]:
    """Pages of every layout and every kind of prose that the tests know."""
    cases = [case for name in ("prose.txt", "kinds.txt", "cover.txt") for case in read_cases(name)]
    pages = [RawPage(case.name, case_page(case.lines).body) for case in cases]
    pages += [RawPage(case.name, text_of(case.lines).body) for case in read_cases("flattened.txt")]
    for name, layout in LAYOUTS.items():
        rng = random.Random(name)
        pages.append(RawPage(name, layout(random_plan(rng), rng).encode()))
    return pages


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


class _Seen:
    """Which characters of which block are accounted for; none may be twice."""

    def __init__(self) -> None:
        self.taken: dict[str, set[int]] = {}

    def take(self, place: Place) -> None:
        taken = self.taken.setdefault(place.path, set())
        for position in range(place.span.start, place.span.end):
            assert position not in taken, f"{place.path}:{position} is accounted for twice"
            taken.add(position)

    def forgive(self, path: str, repair: Repair) -> None:
        """Residue of markup that a repair took out is no word of the notice; it is on record among the repairs."""
        if repair.kind == "markup_residue" and not repair.after.strip():
            self.taken.setdefault(path, set()).update(range(repair.span.start, repair.span.end))

    def left(self, block: Block) -> str:
        return "".join(c for i, c in enumerate(block.text.original) if i not in self.taken.get(block.path, set()))


def _in_flattened_tables(notice: ParsedNotice) -> dict[str, list[Place]]:
    """Where the words of rebuilt tables stand, block by block: their cells, and what was printed between or beside them."""
    flattened = [table.grid for table in notice.tables if table.grid.origin == "flattened_table"]
    places = {p.place for grid in flattened for p in (*grid.repeats, *(p for c in grid.cells for p in c.passages))}
    kept: dict[str, list[Place]] = {}
    for place in sorted(places, key=lambda p: (p.path, p.span.start, -p.span.end)):
        before = kept.setdefault(place.path, [])
        # A card's label is a header cell of the table and, with its colon, one of the words that belong to no cell.
        if not before or not _holds(before[-1], place):
            before.append(place)
    return kept


def _holds(place: Place, other: Place) -> bool:
    return place.path == other.path and place.span.start <= other.span.start and other.span.end <= place.span.end


@pytest.mark.parametrize("page", [*PAGES, *_written()], ids=_ids)
def test_every_visible_character_is_in_a_task_a_table_or_a_block(page: RawPage, rules: Rules) -> None:
    """Counted on the page's own words: repairs are undone by looking at places, not at texts."""
    blocks = [item for item in read_outline(page, rules.read).items if isinstance(item, Block)]
    paths = {block.path for block in blocks}
    notice = parse(page, rules)
    cells = _in_flattened_tables(notice)
    seen = _Seen()
    for place in (*(row.place for row in notice.blocks), *(p for places in cells.values() for p in places if p.path in paths)):
        seen.take(place)
    for task in notice.tasks:
        for place in {p.place for p in task.draft.extent if p.path in paths}:
            # A task of a table is words of its cells, which are counted once.
            if not any(_holds(cell, place) for cell in cells.get(place.path, ())):
                seen.take(place)
    for path, repair in notice.repairs:
        seen.forgive(path, repair)
    for block in blocks:
        left = seen.left(block)
        assert not re.sub(r"[\s|｜¦]", "", left), f"{block.path}: {left!r} is lost"


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
