"""Prose of many kinds: numbers, labels, brackets, sentences, and texts that assign nothing."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest

from pipeline.values import RawPage
from tests.tasks.cases import Case, page_of, parsed, read_cases, tasks_of, text_of
from tests.whole.layouts_prose import PROSE, PROSE_FLATTENED
from tests.whole.plans import random_plan

if TYPE_CHECKING:
    from pipeline.parse import Rules

CASES = [case for name in ("prose.txt", "kinds.txt", "beside.txt") for case in read_cases(name)]
LAYOUTS = {**PROSE, **PROSE_FLATTENED}


@pytest.mark.parametrize("case", CASES, ids=[c.name for c in CASES])
def test_the_tasks_of_a_page_are_those_a_reader_finds(case: Case, rules: Rules) -> None:
    assert tasks_of(page_of(case.lines), rules) == case.tasks


@pytest.mark.parametrize("case", [c for c in CASES if c.is_plain], ids=lambda c: c.name)
def test_a_text_file_says_the_same_as_the_page(case: Case, rules: Rules) -> None:
    assert tasks_of(text_of(case.lines), rules) == case.tasks


@pytest.mark.parametrize("case", CASES, ids=[c.name for c in CASES])
def test_no_word_is_left_unread(case: Case, rules: Rules) -> None:
    assert [b.text for b in parsed(page_of(case.lines), rules).blocks if b.kind == "unread"] == []


@pytest.mark.parametrize("name", sorted(LAYOUTS))
def test_every_task_of_a_random_plan_in_prose_comes_back(name: str, rules: Rules) -> None:
    for seed in range(4):
        rng = random.Random(f"{name}/{seed}")
        plan = random_plan(rng)
        page = LAYOUTS[name](plan, rng)
        read = parsed(page_of_text(page), rules)
        texts = [(t.draft.path, t.text) for t in read.tasks]
        assert texts == [((group,), item.text) for group, item in plan.items]


def page_of_text(page: str) -> RawPage:
    """A rendered plan as it is collected."""
    return RawPage("page.html" if page.startswith("<!") else "page.txt", page.encode())
