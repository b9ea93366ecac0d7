"""Cells without a table: elements side by side, words between tabs, frames of signs."""

import pytest

from pipeline.values import Repair, Span
from tests.read.markup import outline, texts


@pytest.mark.parametrize(
    ("markup", "cells"),
    [
        (
            "<li><span>1</span><span>编制<b>目录</b>。</span><span></span> <span>市 司法局</span></li>",
            ["1", "编制目录。", "", "市 司法局"],
        ),
        ("<div><em>序号</em>\n<em>工作任务</em></div>", ["序号", "工作任务"]),
        ("<p>一<br>二<span>三</span></p>", []),
        ("<p>一个段落</p>", []),
    ],
)
def test_elements_side_by_side_in_a_line_are_known_as_its_cells(markup, cells):
    (block,) = outline(markup).items
    assert [cell.text for cell in block.cells()] == cells


def test_cells_keep_their_places_when_words_before_them_are_repaired():
    (block,) = outline("<li><span>2O1 7年</span><span>编制目录</span></li>").items
    mended = block.with_text(
        block.text.edited([Repair(Span(1, 2), "O", "0", "ocr", "width"), Repair(Span(3, 4), " ", "", "gap", "width")])
    )
    assert [cell.text for cell in mended.cells()] == ["2017年", "编制目录"]


def test_tabs_between_words_of_one_line_part_cells_and_those_of_an_indent_do_not():
    assert texts("<p>序号\t工作任务\t责任单位</p><p>\n\t\t一、总体要求\n\t\t</p>") == ["序号\t工作任务\t责任单位", "一、总体要求"]


def test_a_frame_of_signs_is_a_table_and_the_words_around_it_stay_where_they_are():
    frame = "附表：\n┌──┬──┐\n│一　│二　│\n├──┼──┤\n│三　│四　│\n└──┴──┘\n说明"
    items = outline(f"<pre>{frame}</pre>").items
    assert [item.path for item in items] == ["/html[1]/body[1]/pre[1]", "/html[1]/body[1]/pre[1]#2", "/html[1]/body[1]/pre[1]#7"]
    assert [[cell.block.text.text for cell in row] for row in items[1].rows] == [["一", "二"], ["三", "四"]]


@pytest.mark.parametrize("encoding", ["utf-8", "gbk"])
def test_a_frame_that_was_misread_with_its_page_is_a_table_whose_words_are_left_to_the_repair(encoding):
    frame = "┌──┬────┐\n│加强│市医保局│\n├──┼────┤\n│四项│县税务局│\n└──┴────┘"

    def misread(words):
        return "".join(bytes([b]).decode("cp1252", "ignore") or chr(b) for b in words.encode(encoding))

    items = outline(f"<pre>{misread(frame)}</pre>").items
    assert [[[c.block.text.original for c in row] for row in item.rows] for item in items] == [
        [[misread("加强"), misread("市医保局")], [misread("四项"), misread("县税务局")]]
    ]


@pytest.mark.parametrize("words", ["©2023 某市 ©°©¤ 版权所有", "价格 â”Œ 不明", "Ê¡©°©¤Å"])
def test_a_few_such_signs_in_a_line_draw_no_frame(words):
    assert [item.text.original for item in outline(f"<p>{words}</p>").items] == [words]


@pytest.mark.parametrize("frame", ["┌──┬──┐\n│一│二", "┌──┬──┐\n没有边\n└──┴──┘", "+-+\n1+1=2\n+-+", "┌──┐\n│一段话│\n└──┘"])
def test_what_is_no_whole_frame_stays_as_it_is_printed(frame):
    assert "".join(texts(f"<pre>{frame}</pre>")) == frame
