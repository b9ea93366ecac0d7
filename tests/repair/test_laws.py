"""What must hold for any text: clean text stays, a second repair finds nothing, repairs replay, hostile pages are quick."""

import pickle
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.outline import Block, MarkupCell, Outline, TableMarkup
from pipeline.repair import repair_outline
from pipeline.repair.pairs.loss import pair_loss
from pipeline.traced import TracedText

PIECES = (
    "一、总体要求", "（一）加强组织领导。", "市司法局牵头，市直各部门配合", "2021年6月底前完成", "〔2021〕17号", "政务公开标准化规范化",
    "责任单位：", "市发展改革委、财政局", "9", "为什么？", "（见附件）", "“放管服”改革", "县（市、区）", "各镇街。", "每季度末", "12345热线",
    "API", "x = 9?", "5G", "第3条", "是否需要?", "Q: What? A: yes", "：", " ", "\n", "|",
)  # fmt: skip
NOTICE = st.lists(st.sampled_from(PIECES), min_size=1, max_size=25).map("".join)
WILD = st.text(
    alphabet=st.one_of(st.sampled_from("?�<>&;br/ 9政务公开鏀垮姟Õþ人民和记AG(xiāng)０１\u200b\ue000鄉"), st.characters()),
    max_size=80,
)
QUIET = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def page(*lines):
    return Outline(tuple(Block(f"line[{n}]", TracedText(line), "line") for n, line in enumerate(lines)), "text/plain", "utf-8")


@QUIET
@given(st.lists(NOTICE, min_size=1, max_size=8))
def test_clean_notices_are_left_as_they_are(rules, lines):
    clean = [line.replace("\n", " ") for line in lines]
    assert [b.text.text for b in repair_outline(page(*clean), rules).blocks()] == clean


@QUIET
@given(st.lists(WILD, min_size=1, max_size=5))
def test_any_text_is_repaired_without_an_error_and_its_repairs_replay(rules, lines):
    outline = repair_outline(page(*lines), rules)
    for block, line in zip(outline.blocks(), lines, strict=True):
        assert block.text.original == line
        for repair in block.text.repairs:
            assert line[repair.span.start : repair.span.end] == repair.before


@QUIET
@given(st.lists(NOTICE, min_size=2, max_size=8))
def test_repairing_twice_is_repairing_once(rules, lines):
    damaged = [line for text in lines for line in pair_loss(text + "\n").split("\n")]
    once = [b.text.text for b in repair_outline(page(*damaged), rules).blocks()]
    assert [b.text.text for b in repair_outline(page(*once), rules).blocks()] == once


def test_repairing_twice_is_repairing_once_where_signs_contradict_each_other(rules):
    damaged = ("2021?月底前完成是否需?", "", "一、总体要求一、总体要求?", "")
    once = [b.text.text for b in repair_outline(page(*damaged), rules).blocks()]
    assert [b.text.text for b in repair_outline(page(*once), rules).blocks()] == once


@QUIET
@given(st.lists(NOTICE, min_size=1, max_size=6), st.sampled_from([("utf-8", "latin-1"), ("gb18030", "latin-1")]))
def test_a_reversible_misreading_of_a_notice_gives_it_back(rules, lines, channel):
    written, read = channel
    clean = ["各级政府要加强政务公开工作", *(line.replace("\n", "") for line in lines)]
    damaged = [line.encode(written).decode(read) for line in clean]
    assert [b.text.text for b in repair_outline(page(*damaged), rules).blocks()] == clean


def test_cells_of_tables_are_repaired_as_blocks_are(rules):
    cell = MarkupCell(Block("td[1]", TracedText("&amp;nbsp;市司法局"), "td"))
    table = Outline((TableMarkup("table[1]", ((cell, cell), (cell,))), Block("p", TracedText("正文"))), "text/html", "utf-8")
    repaired = repair_outline(table, rules)
    assert [b.text.text for b in repaired.blocks()] == [" 市司法局"] * 3 + ["正文"]
    assert repaired.items[1] is table.items[1]


def test_rules_survive_being_sent_to_another_process(rules):
    assert pickle.loads(pickle.dumps(rules)).words("phrase") == rules.words("phrase")


@pytest.mark.parametrize(
    "text",
    [
        "?" * 200_000, "�" * 200_000, "政?" * 50_000, "br />" * 40_000, "、br />" * 40_000, "2017?" * 40_000, "<" * 200_000, "&amp;" * 40_000,
        "市人民" * 60_000, "鏀" * 100_000, "õ" * 200_000, "?0)" * 60_000, "政務" * 100_000, "０" * 200_000, "鄉(xiāng)" * 20_000,
        "蝿A" * 40_000, "?！比蝿" * 20_000, "e\u0301" * 50_000, "和记AG" * 40_000, "来 " * 60_000, "&lt;" * 50_000, "a?b " * 50_000,
        "?017?58号2017?月" * 10_000, "2017?月、br />政?政" * 8_000,
    ],
)  # fmt: skip
def test_hostile_pages_take_linear_time(text, rules):
    costs = []
    for part in (text[: len(text) // 4], text):
        start = time.process_time()
        repair_outline(page(part), rules)
        costs.append(time.process_time() - start)
    # Four times the text costs about four times as much; what is squared would cost sixteen times. The second is for noise.
    assert costs[1] <= 8 * costs[0] + 1


def test_a_clean_page_costs_next_to_nothing(rules):
    lines = ["".join(PIECES[:14]).replace("\n", "") for _ in range(80)]
    repair_outline(page(*lines), rules)
    times = []
    for _ in range(5):
        start = time.process_time()
        repair_outline(page(*lines), rules)
        times.append(time.process_time() - start)
    assert min(times) < 0.02
