"""Text written out in ASCII, and misreadings by readers of other scripts: made by the channels themselves."""

from urllib.parse import quote

import pytest

LINES = (
    "沧源县人民政府办公室关于印发重点任务分工的通知",
    "各乡镇人民政府，县政府各部门：",
    "一、推进政务公开，扩大覆盖范围。",
    "（县财政局、县司法局负责，2023年6月底前完成）",
    "加强监督检查，建立工作台账，按季度通报进展情况。",
)
ESCAPES = {
    "percent": quote,
    "percent of GBK": lambda line: quote(line.encode("gbk")),
    "code points": lambda line: "".join(f"\\u{ord(c):04x}" if c > "\x7f" else c for c in line),
    "code points with percent": lambda line: "".join(f"%u{ord(c):04X}" if c > "\x7f" else c for c in line),
    "misread entities": lambda line: "".join(f"&#{b};" if b > 0x7F else chr(b) for b in line.encode("gbk")),
}


@pytest.mark.parametrize("way", ESCAPES)
def test_escapes_become_the_words_they_stand_for(way, mended):
    assert tuple(mended(*map(ESCAPES[way], LINES))) == LINES


@pytest.mark.parametrize("written", ["\\r\\n", "\\n", "\\r", "\\r\\n\\r\\n"])
def test_line_breaks_written_out_again_and_again_become_line_breaks(written, mended):
    assert mended(written.join(LINES))[0].split() == list(LINES)


def test_tabs_written_out_part_cells(mended):
    assert mended("1\\t公开预算\\t县财政局\\n2\\t公开决算\\t县审计局") == ["1\t公开预算\t县财政局\n2\t公开决算\t县审计局"]


@pytest.mark.parametrize(
    "text",
    [r"保存到 C:\new\template\readme 下", r"换行写作\n，一次", r"正则 \d+\s 与 \name", r"\r\n 是两个符号，\n 是一个"],
)
def test_paths_and_what_is_said_of_line_breaks_stay(text, mended):
    assert mended("关于印发要点的通知", text)[1] == text


@pytest.mark.parametrize(
    "text",
    [
        "网址：http://www.yq.gov.cn/%E6%94%BF%E5%8A%A1/index.html",
        "见 /search?q=%E6%94%BF%E5%8A%A1",
        "增长5%，占比10%ab",
        "代码 \\u00e9 和 %41%42",
        "100%E6的误差",
        "R&amp;D 投入、M&A 项目",
    ],
)
def test_addresses_and_per_cents_stay(text, mended):
    assert mended("关于印发要点的通知", text)[1].replace("R&D", "R&amp;D") == text


READERS = [(wrote, read) for wrote in ("gb18030", "utf-8") for read in ("koi8_r", "mac_roman", "cp437", "iso8859_2")]


@pytest.mark.parametrize(("wrote", "read"), [*READERS, ("gb18030", "cp1251")])
def test_what_readers_of_other_scripts_made_of_a_page_is_undone(wrote, read, mended):
    assert tuple(mended(*(line.encode(wrote).decode(read) for line in LINES))) == LINES


@pytest.mark.parametrize(
    "text", ["Москва и Санкт-Петербург", "Правительство города", "서울특별시 강남구", "ΑΒΓ и Ελλάδα", "Dvořák, Łódź, Plzeň"]
)
def test_other_languages_on_a_sound_page_stay(text, mended):
    assert mended(*LINES, text)[-1] == text


@pytest.mark.parametrize(
    "text", ["Постановление администрации города о мерах поддержки", "서울특별시 강남구 행정복지센터 안내문"]
)
def test_a_line_of_another_language_is_no_misread_page(text, mended):
    assert mended(*LINES[:2], text, "中俄合作备忘录")[2] == text
