"""What a pass asks of the whole page at once may skip it only where it finds nothing; and what it searches in vain has an end."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pipeline.outline import Block, Outline
from pipeline.repair import repair_outline
from pipeline.repair.counted.run_in import _ANY, _POINT
from pipeline.repair.garbles import GarbleRule, RepairRules
from pipeline.repair.language.characters import common_characters, rare
from pipeline.repair.lost_byte import search
from pipeline.repair.lost_byte.places import places_around
from pipeline.repair.misread.escapes import WAYS
from pipeline.repair.sheet import Sheet
from pipeline.repair.strays.torn_tags import CLOSED, TORN
from pipeline.repair.writing.width import APART, LABEL, LINE
from pipeline.traced import TracedText

SPACED = st.text(alphabet="来源工 \u3000\t|：\n.a1", max_size=40)
NUMBERED = st.text(alphabet="1.．、；5个\n 。", max_size=30)
TAGGED = st.text(alphabet='政。>/= pbrtd1"首', max_size=30)
ESCAPED = st.text(alphabet="%uE694BF\\&#;ae653f rnt政", max_size=40)
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


@given(TAGGED)
@example("首页 > 政务公开")
@example("完成。/td >")
@example('完成br>p style="x">')
def test_no_tag_is_torn_where_the_quick_test_finds_no_end_of_one(text):
    assert CLOSED.search(text) or "=" in text or not TORN.search(text)


@given(ESCAPED)
@example("%E6%94%BF")
@example("\\u653f%u653F")
@example("&aelig;")
def test_no_escape_stands_where_none_of_its_signs_does(text):
    for signs, find, *_ in WAYS:
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


def begins(text):
    """The places at which a run may begin that the first mark in a text stands for."""
    return sorted({place.start for place in places_around(text, 0, text.index("?"), ["gb18030"])})


@pytest.mark.parametrize(
    "text", ["推进?务公开工作", "责任单位?市财政局 9月", "落实?各项任务?各镇", "由?司法局（9月）", "第?季度完成：9月"]
)
def test_of_common_characters_behind_a_mark_only_those_right_behind_it_are_a_run(text):
    assert begins(text) == [text.index("?") + 1]


@pytest.mark.parametrize(("text", "last"), [("推进?务公开ㄒ唬┩七 ", "ㄒ"), ("加强?导鏀工作9月", "鏀")])
def test_a_rare_character_shows_a_run_behind_sound_words(text, last):
    assert begins(text) == list(range(text.index("?") + 1, text.index(last) + 1))


def test_the_letter_that_ends_a_run_shows_it_behind_sound_words():
    assert len(begins("推進?務公開型F務公開")) > 1


@pytest.mark.parametrize("said", ["浏览次数：[ 大 中 小 ]", "遴选试点单位A", "品牌崛起，A区"])
def test_everyday_words_with_a_rare_character_show_no_run(said, rules):
    sheet = Sheet((said,))
    assert search.odd_signs(sheet).search(said)
    assert not search.odd_signs(sheet, rules.words("shifted_sound")).search(said)


def test_the_same_character_outside_its_word_does():
    assert search.odd_signs(Sheet(("绲浏次数A",)), frozenset({"浏览"})).search("绲浏次数A")


def test_what_the_first_runs_were_written_in_the_rest_of_the_page_was_too(rules, monkeypatch):
    asked = []
    whole = search.shifted
    monkeypatch.setattr(search, "shifted", lambda text, place, evidence: asked.append(place) or whole(text, place, evidence))
    blocks = tuple(Block(f"p[{n}]", TracedText("公益性崗位信?均A公開就業補貼標準"), "p") for n in range(12))
    repaired = list(repair_outline(Outline(blocks, "text/plain", "utf-8"), rules).blocks())
    assert {block.text.text for block in repaired} == {"公益性岗位信息，公开就业补贴标准"}
    first = {place.encoding for place in asked[: len(asked) // 6]}
    assert first == {"gb18030", "big5hkscs"}
    assert {place.encoding for place in asked[len(asked) // 2 :]} == {"big5hkscs"}


@pytest.mark.parametrize("said", ["BB娱乐平台", "bb娱乐平台", "Bb娱乐平台"])
def test_of_words_of_advertisements_in_any_case_the_longest_is_found(said):
    words = {
        "substitution_brand": ("bob综合体育", "bb娱乐", "BB娱乐平台"),
        "injected_filler": ("平台",),
        "substitution_form": ("人民政府", "政府"),
    }
    rules = RepairRules.build([GarbleRule(id=kind, why="", damage=kind, words=each) for kind, each in words.items()])
    assert [match.group() for match in rules.spam_words.finditer(said)] == [said]
