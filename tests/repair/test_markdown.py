"""Marks of editors around words go; masked names, formulas and what is said of the marks stay."""

import pytest


@pytest.mark.parametrize(
    ("printed", "meant"),
    [
        ("（**牵头单位**：县水利局；完成时限：5月底前）", "（牵头单位：县水利局；完成时限：5月底前）"),
        ("**一、总体要求**", "一、总体要求"),
        ("加快**完善**应急体系", "加快完善应急体系"),
        ("1. **公开预算。** 县财政局牵头", "1. 公开预算。 县财政局牵头"),
        ("__工作要点__：公开决算", "工作要点：公开决算"),
        ("[b]测绘古堡[/b]（[color=red]县消防救援大队[/color]）", "测绘古堡（县消防救援大队）"),
    ],
)
def test_marks_around_words_go(printed, meant, mended):
    assert mended(printed) == [meant]


@pytest.mark.parametrize(
    "line",
    [
        "张**、李**、王**、赵**两户",
        "刘**（女），身份证号4201**********1234",
        "2**3等于8，3**2等于9",
        "Word“**”标记不保留",
        "★★★级景区",
        "见[1]、[2]和[b]",
        "变量 __init__ 与 a__b__c",
        "电话138****1234",
    ],
)
def test_masked_names_and_formulas_stay(line, mended):
    assert mended(line) == [line]
