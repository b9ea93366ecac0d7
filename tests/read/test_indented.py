"""Paragraphs that a text run together shows by their indents are lines, and the gaps of anything else part nothing."""

from __future__ import annotations

import pytest

from pipeline.outline import Block
from pipeline.read.indented import with_paragraphs
from pipeline.traced import TracedText

PARAGRAPHS = (
    "各镇、各部门：",
    "为把夏季防汛做细做实，现就有关事项通知如下：",
    "一、清淤排险",
    "（一）疏通河道。县水利局要在5月底前疏通主要河道，清运淤泥。",
    "（二）检修泵站。县农业农村局要逐站试机，6月10日前全部检修一遍。",
    "浅山县防汛抗旱指挥部",
)


def lines(text: str, seams: tuple[int, ...] = ()) -> list[str]:
    (block,) = with_paragraphs([Block("p[1]", TracedText(text), seams=seams)])
    assert isinstance(block, Block)
    return block.text.original.split("\n")


@pytest.mark.parametrize("gap", ["\u3000\u3000", "\u3000\u3000\u3000", "\xa0\xa0\xa0\xa0", "\u2003\u2003", " \u3000\u3000 "])
def test_wide_blanks_behind_sentences_and_headings_begin_paragraphs(gap: str) -> None:
    assert lines(gap.join(PARAGRAPHS)) == list(PARAGRAPHS)


@pytest.mark.parametrize(
    "text",
    [
        "张三\u3000\u3000李四\u3000\u3000王五\u3000\u3000赵六",
        "1\u3000\u3000修订防汛预案\u3000\u3000县水利局\u3000\u3000县应急管理局\u3000\u30006月底前完成",
        "县水利局要疏通河道。\u3000\u3000县农业农村局要检修泵站，逐站试机。",
        "任务：清淤。\u3000\u3000时限：5月。\u3000\u3000单位：水利局。\u3000\u3000备注：无。",
    ],
    ids=["names", "a row", "one gap", "cells"],
)
def test_gaps_between_names_and_cells_stay(text: str) -> None:
    assert lines(text) == [text]


def test_seams_stand_where_their_words_went() -> None:
    text = "\u3000\u3000".join(PARAGRAPHS)
    (block,) = with_paragraphs([Block("p[1]", TracedText(text), seams=(0, text.index("（二）")))])
    assert isinstance(block, Block)
    assert block.text.original[block.seams[1] :].startswith("（二）检修")
