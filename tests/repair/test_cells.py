"""Cells drawn side by side in one block: no repair runs over the seam between two, and prose with spans stays one text."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pipeline.outline import Block, Outline
from pipeline.repair import repair_outline
from pipeline.traced import TracedText

if TYPE_CHECKING:
    from pipeline.repair import RepairRules


def row(number: int, *cells: str) -> Block:
    """A block whose cells stand side by side without any sign."""
    starts = [sum(map(len, cells[:at])) for at in range(len(cells))]
    return Block(f"/html[1]/body[1]/p[{number}]", TracedText("".join(cells)), seams=tuple(starts))


def cells_of(blocks: tuple[Block, ...], rules: RepairRules) -> list[list[str]]:
    """The cells of the blocks, repaired."""
    mended = repair_outline(Outline(blocks, "text/html", "utf-8"), rules)
    return [[cell.text for cell in item.cells()] for item in mended.items if isinstance(item, Block)]


def windows(text: str, encoding: str) -> str:
    """What a reader of Windows-1252 makes of the bytes."""
    return text.encode(encoding).decode("cp1252")


@pytest.mark.parametrize("encoding", ["gb18030"])
def test_misread_cells_come_back_each_by_itself(encoding: str, rules: RepairRules) -> None:
    said = [("序号", "工作任务", "牵头单位", "完成时限"), ("1", "编制公开目录，方便群众查询。", "市司法局", "2023年6月底前")]
    rows = tuple(row(n, *(windows(cell, encoding) for cell in cells)) for n, cells in enumerate(said, 1))
    assert cells_of(rows, rules) == [list(cells) for cells in said]


def test_words_in_traditional_script_do_not_meet_over_a_seam(rules: RepairRules) -> None:
    said = [("序號", "年度任務", "配合部門", "時限要求"), ("1", "編制公開目錄，規範辦理程序。", "市財政局", "2023年6月底前")]
    assert cells_of(tuple(row(n, *cells) for n, cells in enumerate(said, 1)), rules)[0] == [
        "序号",
        "年度任务",
        "配合部门",
        "时限要求",
    ]


def test_every_repair_of_a_row_stands_where_the_block_prints_it(rules: RepairRules) -> None:
    rows = (row(1, "序號", "年度任務", "時限要求"), row(2, "1", "編制公開目錄。", "年底前"))
    mended = repair_outline(Outline(rows, "text/html", "utf-8"), rules)
    for block in mended.blocks():
        assert block.text.repairs
        assert all(block.text.original[r.span.start : r.span.end] == r.before for r in block.text.repairs)


def test_a_paragraph_alone_with_spans_is_one_text(rules: RepairRules) -> None:
    """A number that loose elements cut (２０ | ２３年) is one word."""
    (words,) = cells_of((row(1, "２０", "２３年6月底前，编制公开目录。"),), rules)
    assert "".join(words) == "2023年6月底前，编制公开目录。"
