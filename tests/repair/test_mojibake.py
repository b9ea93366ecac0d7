"""Text whose bytes were read in the wrong encoding."""

import pytest

from pipeline.repair.misread.mojibake import undo_mojibake
from pipeline.repair.sheet import Sheet
from pipeline.repair.writing.script import simplified
from pipeline.traced import TracedText

PLAIN = "市政府办公室关于做好2021年政务公开工作的通知：各镇街、各部门要明确分工，6月底前完成目录更新。"
OLD = "市政府辦公室關於做好2021年政務公開工作的通知：各鎮街、各部門要明確分工，6月底前完成目錄更新。"


def undone(text, rules):
    edits = undo_mojibake(Sheet((text,)), rules)
    return TracedText(text).edited(edits.get(0, ()))


@pytest.mark.parametrize(
    ("written", "text", "read"),
    [
        ("utf-8", PLAIN, "latin-1"),
        ("gb18030", PLAIN, "latin-1"),
        ("big5", OLD, "latin-1"),
        ("big5", OLD, "gb18030"),
        ("gb18030", OLD, "latin-1"),
    ],
)
def test_a_misreading_that_lost_nothing_is_undone_exactly(written, text, read, rules):
    damaged = text.encode(written).decode(read)
    assert undone(damaged, rules).text == text
    assert all(repair.certain for repair in undone(damaged, rules).repairs)


def test_a_double_misreading_is_undone(rules):
    damaged = PLAIN.encode().decode("latin-1").encode().decode("latin-1")
    assert undone(damaged, rules).text == PLAIN


@pytest.mark.parametrize("read", ["gb18030", "gbk", "cp1252"])
def test_a_misreading_that_lost_bytes_is_undone_by_likelihood_and_says_so(read, rules):
    text = undone(PLAIN.encode().decode(read, "replace"), rules)
    same = sum(a == b for a, b in zip(text.text, PLAIN, strict=False))
    assert same >= 0.9 * len(PLAIN)
    assert not any(repair.certain for repair in text.repairs)


def test_a_foreign_footer_does_not_disturb_the_page(rules):
    footer = "版权所有：云岭市人民政府办公室".encode("gb18030").decode("latin-1")
    edits = undo_mojibake(Sheet((PLAIN, footer)), rules)
    assert list(edits) == [1]
    assert edits[1][0].after == "版权所有：云岭市人民政府办公室"


@pytest.mark.parametrize(
    "text",
    [
        PLAIN,
        OLD,
        simplified(OLD),
        "The Bureau's café, Ærøskøbing, Łódź and Çeşme; naïve façade",
        "岚皋县、綦江区、婺源县、芮城县、盱眙县、亳州市、泸溪县",
        "呢份通知嘅內容係乜嘢，佢哋冇講清楚",
        "∑xᵢ² ≤ √2·π, α=0.05, 5℃±0.5",
        "한국어와 日本語のテキスト",
    ],
)
def test_clean_text_of_any_kind_is_left_alone(text, rules):
    assert not undo_mojibake(Sheet((text,)), rules)


BOXES = ["├──┼──┤", "═══════", "└──┴──┘", "→→→", "■■■■"]


@pytest.mark.parametrize("drawn", BOXES)
def test_lines_and_boxes_on_a_misread_page_stay(drawn, rules):
    misread = OLD.encode("big5").decode("gb18030")
    assert list(undo_mojibake(Sheet((misread, drawn)), rules)) == [0]


def test_a_short_run_of_common_characters_is_reread_as_all_the_page_is(rules):
    misread = (OLD.encode("big5").decode("gb18030"), "關閉".encode("big5").decode("gb18030"))
    assert undo_mojibake(Sheet(misread), rules)[1][0].after == "關閉"


def misread(line, mark):
    """UTF-8 read as GBK, with a mark for each byte that found no partner."""
    return line.encode().decode("gb18030", "replace").replace("\ufffd", mark)


@pytest.mark.parametrize("mark", ["\ufffd", "?"])
@pytest.mark.parametrize(
    "line",
    [
        "2019年3月20日",
        "2022年11月9日",
        "2018年10月1日",
        "完成时限：2022年11月底前",
        "完成时限：2021年6月30日前",
        "时限：2022年5月",
    ],
)
def test_a_date_and_its_label_come_back_whole_though_each_lost_a_byte(line, mark, mended):
    assert mended(misread(PLAIN, mark), misread(line, mark))[1] == line


@pytest.mark.parametrize("line", ["每天20时", "上午9时", "截至18时", "共收藏20旧", "设备8副"])
def test_other_counts_are_no_days(line, mended):
    said = mended(misread(PLAIN, "\ufffd"), misread(line, "\ufffd"))[1]
    assert said in (line, line[:-1] + "\ufffd")
