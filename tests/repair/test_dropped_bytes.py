"""One byte lost before a reader that drops a byte wherever two are no pair, and so gets in step again within the words."""

import pytest

from pipeline.repair.lost_byte.restore import restore_lost_byte
from pipeline.repair.sheet import Sheet
from pipeline.rules import load_rules
from pipeline.traced import TracedText

SHOWN = "落實“六?！比蝿?，聚焦"
"""A passage that shows on any page that bytes are lost."""
NUMBERS = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二")
BODIES = (
    "加强水资源保护，落实取水许可",
    "抓好工业节水，改造老旧管网",
    "完善督查台账，按月通报进度",
    "组织开展河道检查",
    "推进农村公路养护",
)


@pytest.fixture(scope="module")
def full():
    return load_rules().repair


def printed(line, mark):
    """The line behind a full-width space whose first byte is gone, as a reader prints it that drops what is no pair."""
    return (mark + ("\u3000" + line).encode("gbk")[1:]).decode("gbk", "ignore")


def restored(lines, rules):
    edits = restore_lost_byte(Sheet((SHOWN, *lines)), rules)
    return [TracedText(line).edited(edits.get(at, ())) for at, line in enumerate(lines, 1)]


@pytest.mark.parametrize("body", BODIES)
@pytest.mark.parametrize("form", ["（{}）", "{}、", "第{}条\u3000"])
def test_heads_come_back_and_what_is_lost_behind_them_says_so(form, body, full):
    heads = [form.format(number) for number in NUMBERS]
    found = [text.text.lstrip("\u3000") for text in restored([printed(head + body, b"?") for head in heads], full)]
    assert sum(text.startswith(head) for text, head in zip(found, heads, strict=True)) >= 11, found
    other = [text for text, head in zip(found, heads, strict=True) if text != head + body]
    assert len(other) <= 6, other
    assert all("?" in text for text in other)


@pytest.mark.parametrize("body", BODIES)
def test_without_a_mark_the_beginning_of_a_line_is_enough_for_a_head(body, full):
    meant = [f"（{number}）{body}" for number in NUMBERS]
    lines = [printed(line, b"") for line in meant]
    found = [text.text.lstrip("\u3000") for text in restored(lines, full)]
    assert sum(text.startswith(line[: line.index("）") + 1]) for text, line in zip(found, meant, strict=True)) >= 9
    assert all(text in (line, said) or "?" in text for text, line, said in zip(found, meant, lines, strict=True))


@pytest.mark.parametrize(("said", "meant"), [("?∪?、完善制度体系", "三、完善制度体系"), ("?。六）适时督查", "（六）适时督查")])
def test_a_head_of_which_one_character_is_left_is_a_head_and_no_word(said, meant, full):
    [text] = restored([said], full)
    assert text.text.lstrip("\u3000") == meant
    assert not any(repair.certain for repair in text.repairs)


@pytest.mark.parametrize(
    "line",
    [
        "。六月底前完成整改",
        "《政府信息公开条例》施行以来",
        "《、》两个符号应当成对使用",
        "“一网通办”改革持续推进",
        "【政策解读】要点说明",
        "∑为求和符号，∪为并集",
        "綦江区、岚皋县，盱眙县",
        "为什么?因为各镇需要时间准备材料",
        "是否完成?（见附件二）请逐项核对",
    ],
)
def test_lines_that_begin_with_marks_or_ask_are_left_alone(line, full):
    [text] = restored([line], full)
    assert text.text == line


def test_a_guess_that_makes_no_word_needs_a_greater_lead_than_one_that_does(full):
    damaged = "各单位6月底前完成整改".encode("gbk")
    text = damaged.replace("改".encode("gbk"), "改".encode("gbk")[:1] + b"?").decode("gbk", "replace").replace("\ufffd", "?")
    assert restored([text], full)[0].text in ("各单位6月底前完成整改", text)
