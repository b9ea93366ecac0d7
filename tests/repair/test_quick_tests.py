"""What a pass asks of the whole page at once may skip it only where it finds nothing; and what it searches in vain has an end."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pipeline.outline import Block, Outline
from pipeline.repair import repair_outline
from pipeline.repair.counted.run_in import _ANY, _POINT
from pipeline.repair.language.characters import common_characters, rare
from pipeline.repair.lost_byte import search
from pipeline.repair.misread.escapes import WAYS
from pipeline.repair.writing.width import APART, LABEL, LINE
from pipeline.traced import TracedText

SPACED = st.text(alphabet="来源工 \u3000\t|：\n.a1", max_size=40)
NUMBERED = st.text(alphabet="1.．、；5个\n 。", max_size=30)
ESCAPED = st.text(alphabet="%uE694BF\\&#;ae653f 政", max_size=40)
FORMULAS = (
    "设函数f(x)=x²+2x，∵AB∥CD，∴∠A=∠B，△ABC≌△DEF。",
    "若α∈(0,π)，求∠AOB与⊙O的半径r，λ≠μ且A∩B=∅。",
    "∫f(x)dx=∑aₙ，向量a⊥b，√3。",
)


@given(SPACED)
@example("来 源：本站")
@example("|工\u3000作\u3000任\u3000务|")
@example("a b c d e f g h i j")
def test_no_label_is_set_apart_where_the_quick_test_finds_no_space_inside(text):
    assert APART.search(text) or not (LABEL.search(text) or LINE.search(text))


@given(NUMBERED)
@example("2.50个小区")
def test_no_number_runs_into_its_item_where_no_point_stands_between_digits(text):
    assert _POINT.search(text) or not _ANY.search(text)


@given(ESCAPED)
@example("%E6%94%BF")
@example("\\u653f%u653F")
@example("&aelig;")
def test_no_escape_stands_where_none_of_its_signs_does(text):
    for signs, find, _ in WAYS:
        assert any(sign in text for sign in signs) or not find.search(text)


@pytest.mark.parametrize("first", range(0x80, 0x10000, 0x2000))
def test_rare_characters_are_those_that_ordinary_text_is_not_made_of(first):
    every = "".join(c for c in map(chr, range(first, min(first + 0x2000, 0x10000))) if c != "\ufffd")
    assert set(re.findall(rare(), every)) == set(every) - common_characters()


@pytest.mark.parametrize("pages", [4, 16])
def test_formulas_are_not_searched_for_lost_bytes_without_end(pages, rules, monkeypatch):
    asked = []
    monkeypatch.setattr(search, "places_around", lambda *place: asked.append(place) or iter(()))
    monkeypatch.setattr(search, "places_in_step", lambda *_: iter(()))
    blocks = tuple(Block(f"p[{n}]", TracedText(FORMULAS[n % 3] * 4), "p") for n in range(25 * pages))
    outline = Outline(blocks, "text/plain", "utf-8")
    assert not any(block.text.repairs for block in repair_outline(outline, rules).blocks())
    assert len(asked) == search.IN_VAIN


def test_damage_behind_a_few_formulas_is_still_mended(rules):
    lines = (*FORMULAS, "落實“六?！比蝿?，辦好民生實事。")
    outline = Outline(tuple(Block(f"p[{n}]", TracedText(line), "p") for n, line in enumerate(lines)), "text/plain", "utf-8")
    *_, last = repair_outline(outline, rules).blocks()
    assert last.text.text == "落实“六保”任务，办好民生实事。"
