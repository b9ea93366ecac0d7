"""Documents that a site shares page by page, each page a line with its number: they are read as the one text that they were."""

import pytest

from pipeline.outline import Block
from pipeline.read.page_marks import without_page_marks
from pipeline.traced import TracedText

FILLED = "加强建设工地和运渣车监管，加快主要入城通道洗车场建设，确保空气质量优良天数达到三百天以上，完成老旧锅炉淘汰三十台，并做好秋冬季管控"


def words_of(*lines):
    blocks = tuple(Block(f"line[{n}]", TracedText(line), "line") for n, line in enumerate(lines, 1))
    return [block.text.text for block in without_page_marks(blocks)]


@pytest.mark.parametrize(
    ("ends", "meant"),
    [
        ((f"（一）治理大气。{FILLED}。（牵头单位", f"：县环保局）（二）缓解拥堵。{FILLED}。（牵头单位", "：县交通局）"), 1),
        ((f"（一）治理大气。{FILLED}", f"，完成改造。（二）缓解拥堵。{FILLED}", "。（三）清淤河道。"), 1),
        ((f"（一）治理大气。{FILLED}（县环保局、县", f"住建局负责）（二）缓解拥堵。{FILLED}（县交", "通局负责）"), 1),
        ((f"落实《{FILLED}", f"规划》，{FILLED}，编制《水资源", "保护方案》，报县政府。"), 1),
        ((f"实施“{FILLED}", f"行动”，{FILLED}", f"；{FILLED}。", "（县水利局负责）"), 2),
        ((f"{FILLED}", f"、清理河道。{FILLED}。", f"建设公园。{FILLED}", "，年底完工。"), 2),
    ],
)
def test_pages_cut_inside_a_sentence_are_one_text(ends, meant):
    pages = [f"{number}、{words}" for number, words in enumerate(ends, 1)]
    found = words_of("云河县民生工程.docx", *pages)
    assert found[0] == "云河县民生工程.docx"
    assert "".join(found[1:]).replace("\n", "") == "".join(ends)
    assert found[1].count("\n") == meant - 1


@pytest.mark.parametrize(
    "lines",
    [
        ("1、治理大气。", "2、缓解拥堵。", "3、清淤河道。"),
        (f"1、{FILLED}", f"2、{FILLED}", f"3、{FILLED}"),
        (f"1、{FILLED}（县环保局）", f"2、{FILLED}（县交通局）", "3、清淤河道（县水利局）"),
        (f"1、{FILLED}（县环保局", "2、县交通局负责）", "3、清淤河道"),
        (f"1、{FILLED}", "，完成改造。", f"2、{FILLED}", "，完成扩建。"),
        (f"1、{FILLED}，", f"3、，{FILLED}", "4、，完成扩建。"),
    ],
)
def test_the_items_of_a_list_stay(lines):
    assert words_of("云河县工作要点", *lines) == ["云河县工作要点", *lines]


def test_a_number_that_is_taken_out_is_a_repair():
    pages = (f"1、{FILLED}（县", f"2、环保局）{FILLED}（县", "3、水利局）")
    (block,) = without_page_marks(tuple(Block(f"line[{n}]", TracedText(line), "line") for n, line in enumerate(pages, 1)))
    assert [(r.before, r.after, r.rule, r.kind) for r in block.text.repairs] == [
        (f"{n}、", "", "page_mark", "markup_residue") for n in (1, 2, 3)
    ]
