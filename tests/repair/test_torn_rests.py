"""What a number in brackets leaves when it lost a byte: a sign before the closing bracket, or nothing between the brackets."""

import pytest

TEXTS = ("改造管网。", "补种行道树。", "整修泵站。", "更换路灯。")


def heads(mended, *numbers):
    return [line[: line.find("）") + 1] for line in mended(*map("".join, zip(numbers, TEXTS, strict=False)))]


@pytest.mark.parametrize(
    "printed",
    [
        ("（一）", "（二）", "ㄈ）"),
        ("（一）", "（二）", "Ｈ）"),
        ("（一）", "（二）", "（）"),
        ("（一）", "ǘ）", "（三）"),
        ("（一）", "（）", "（三）"),
        ("（一）", "６）", "（三）"),
    ],
)
def test_the_count_tells_what_number_it_was(printed, mended):
    assert heads(mended, *printed) == ["（一）", "（二）", "（三）"]


@pytest.mark.parametrize(
    "printed",
    [("（一）", "Ａ）", "Ｂ）"), ("（一）", "（二）", "（四）"), ("（一）", "ㄈ）", "（三）")],
)
def test_what_does_not_fit_the_count_stays(printed, mended):
    assert heads(mended, *printed) == list(printed)


def test_empty_brackets_in_a_sentence_stay(mended):
    assert mended("（一）整修泵站。", "（二）填写登记表（）并盖章。")[1] == "（二）填写登记表（）并盖章。"
