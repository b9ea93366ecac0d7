"""What a careful reader finds damaged in three real notices; skipped where they are not at hand."""

from pathlib import Path

import pytest

from pipeline.outline import Block, Outline
from pipeline.repair import repair_outline
from pipeline.traced import TracedText

SEEDS = Path(__file__).resolve().parents[3] / "shared" / "seeds"
pytestmark = pytest.mark.skipif(not SEEDS.is_dir(), reason="the real notices are not beside this checkout")


@pytest.fixture(scope="module")
def seed(rules):
    """A function: the number of a notice in, its repaired outline out."""
    read = {}

    def of(number):
        if number not in read:
            text = next(SEEDS.glob(f"{number}_*")).read_text(encoding="utf-8")
            lines = enumerate(text.split("\n"), 1)
            blocks = tuple(Block(f"line[{n}]", TracedText(line.strip()), "line") for n, line in lines if line.strip())
            read[number] = repair_outline(Outline(blocks, "text/plain", "utf-8"), rules)
        return read[number]

    return of


def words(outline):
    return "\n".join(block.text.text for block in outline.blocks() if block.set_aside is None)


def repairs(outline):
    return [repair for block in outline.blocks() for repair in block.text.repairs]


def test_the_brand_in_001_is_government_again_everywhere(seed):
    outline = seed("001")
    assert "和记" not in words(outline)
    undone = [r for r in repairs(outline) if r.kind == "substitution"]
    assert {(r.before, r.after) for r in undone} == {("和记AG", "政府")}
    assert len(undone) == 12


@pytest.mark.parametrize("phrase", ["(市)人民政府", "经市人民政府", "挥政府门户网", "市政府网站", "和政府公报"])
def test_phrases_of_001_read_as_they_must(phrase, seed):
    assert phrase in words(seed("001"))


@pytest.mark.parametrize("phrase", ["“六稳”工作", "“六保”任务,", "任务,聚焦市委", "台账管理", "国办公开办函"])
def test_phrases_of_002_read_as_they_must(phrase, seed):
    assert phrase in words(seed("002"))


def test_the_lost_byte_of_002_is_said_to_be_one(seed):
    undone = [r for r in repairs(seed("002")) if r.kind == "byte_loss"]
    assert [(r.after, r.certain) for r in undone] == [("保", False), ("”任", True), ("务", False)]


def test_the_spam_of_002_is_set_aside(seed):
    aside = [block for block in seed("002").blocks() if block.set_aside == "injected"]
    assert len(aside) == 1
    assert "中山市" in aside[0].text.text


@pytest.mark.parametrize(
    ("phrase", "times"),
    [
        ("常政办发〔2017〕?58号", 1),
        ("国办发〔2017〕?2号", 1),
        ("苏政办发〔2017〕?16号", 1),
        ("国办发〔2015〕?6号", 1),
        ("苏政办发〔2016〕?4号", 1),
        ("常政办发〔2016〕?92号", 1),
        ("常政办发〔2017〕?8号", 1),
        ("国办发〔2017〕?7号", 1),
        ("2017年?月?4日", 1),
        ("2017年?月?日起", 1),
        ("2017年?月?0日前", 1),
        ("每月?日前", 1),
        ("2017年?月-2017年12月", 1),
        ("2018年?月-2018年?月)", 2),
        ("。2018年?月底前", 2),
        ("2017年10月", 1),
        ("2017年11月", 1),
        ("二、试点范围\n", 1),
        ("三、重点任务\n", 1),
        ("四、工作进度\n", 1),
        ("五、保障措施\n", 1),
        ("天宁区政府", 13),
        ("市编办、市政务办", 4),
        ("进度安排", 2),
        ("办事指南", 3),
        ("br />", 0),
        ("?)", 0),
    ],
)
def test_phrases_of_003_come_back_as_often_as_they_stand_there(phrase, times, seed):
    assert words(seed("003")).count(phrase) == times


@pytest.mark.parametrize(
    "cell",
    [
        "市编办",
        "市政府办",
        "天宁区政府",
        "市发改委",
        "市财政局",
        "探索推进政府数据开放",
        "建立政务公开体验区",
        "2017年12月",
        "2018年?月",
    ],
)
def test_cells_of_003_are_whole(cell, seed):
    assert cell in [block.text.text.rstrip(" |") for block in seed("003").blocks()]


@pytest.mark.parametrize("number", range(1, 26))
def test_every_task_of_003_has_its_number_again(number, seed):
    starts = [block.text.text for block in seed("003").blocks() if block.text.text.startswith(f"({number})")]
    assert len(starts) == 1


def test_what_003_printed_stays_beside_what_it_means(seed):
    for block in seed("003").blocks():
        for repair in block.text.repairs:
            assert block.text.original[repair.span.start : repair.span.end] == repair.before
    assert all(0 < repair.confidence <= 1 for repair in repairs(seed("003")))


@pytest.mark.parametrize("number", ["000", "004"])
def test_undamaged_notices_are_changed_only_where_labels_were_spaced_out(number, seed):
    assert {repair.rule for repair in repairs(seed(number))} <= {"width.label"}


@pytest.mark.parametrize("number", ["000", "001", "002", "003", "004"])
def test_a_repaired_notice_needs_no_repair(number, seed, rules):
    blocks = tuple(Block(b.path, TracedText(b.text.text), b.tag) for b in seed(number).blocks())
    again = repair_outline(Outline(blocks, "text/plain", "utf-8"), rules)
    assert repairs(again) == []
