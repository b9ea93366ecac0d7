"""Ends of cells that pairwise loss has left open: said where no word ends there."""

import pytest

from pipeline.repair.pairs.loss import pair_loss

HEAD = ("云和县人民政府办公室关于印发2023年重点任务分工的通知", "云政办发〔2023〕5号", "各乡镇人民政府：", "2023年3月6日")


def lost(text):
    return pair_loss(f"{text}\n").rstrip("\n")


@pytest.mark.parametrize(
    "cell", ["增设远程会诊专线", "修复古堡堡门与戏楼", "回收浮球六万只", "修缮旧桥二百座", "领取鲜茧并兑付茧款"]
)
def test_an_end_that_makes_no_word_is_told(cell, repaired):
    outline = repaired(*map(lost, HEAD), lost(cell))
    said = [loss for loss in outline.losses if loss.place.path == f"line[{len(HEAD) + 1}]"]
    text = list(outline.blocks())[-1].text.text
    assert text == cell or [loss.said for loss in said] == [text[-1]]


@pytest.mark.parametrize("cell", ["县水利局", "推进政务公开", "建设三座泵站", "王建", "加快项目建设", "2024年", "4"])
def test_an_end_that_may_be_whole_is_not(cell, repaired):
    outline = repaired(*map(lost, HEAD), cell)
    assert not [loss for loss in outline.losses if loss.place.path == f"line[{len(HEAD) + 1}]"]


def test_on_a_page_that_lost_nothing_no_end_is_open(repaired):
    assert repaired(*HEAD, "增设远程会诊专").losses == ()
