"""Names that other notices of a place print whole, and what they may mend in a damaged one."""

import pytest

from pipeline.outline import Block, Outline
from pipeline.repair import repair_outline
from pipeline.repair.neighbours.names import Neighbours
from pipeline.traced import TracedText

SIGNS = ("（常政办发?017?58号）", "2017?月至2018?月")
"""Lines that show pairwise loss."""
NAMES = Neighbours(frozenset({"澜溪市营商办", "澜溪市蓝珀中心", "澜溪市蓝瑚中心"}))


def repaired(rules, neighbours, *lines):
    blocks = tuple(Block(f"line[{n}]", TracedText(line), "line") for n, line in enumerate(lines))
    outline = repair_outline(Outline(blocks, "text/plain", "utf-8"), rules.with_neighbours(neighbours))
    return [block.text for block in outline.blocks()]


@pytest.mark.parametrize(
    ("printed", "meant"),
    [
        ("由澜溪市营�办牵头", "由澜溪市营商办牵头"),
        ("由澜�市营商办牵头", "由澜溪市营商办牵头"),
        ("由澜溪市蓝�中心牵头", "由澜溪市蓝�中心牵头"),
        ("由澜溪市�商局牵头", "由澜溪市�商局牵头"),
    ],
)
def test_a_lost_character_of_a_neighbours_name_comes_back_where_one_name_alone_fits(printed, meant, rules):
    assert repaired(rules, NAMES, printed)[0].text == meant


def test_what_a_neighbour_lends_says_so_and_is_never_certain(rules):
    (repair,) = repaired(rules, NAMES, "由澜溪市营�办牵头")[0].repairs
    assert (repair.rule, repair.certain, repair.after) == ("neighbours.name", False, "商")


def test_without_neighbours_the_same_loss_stays(rules):
    assert repaired(rules, Neighbours(), "由澜溪市营�办牵头")[0].text == "由澜溪市营�办牵头"


def test_the_notice_itself_is_asked_before_its_neighbours(rules):
    texts = repaired(rules, NAMES, "澜溪市营管办是本市机构，", "由澜溪市营�办牵头")
    assert "neighbours.name" not in {repair.rule for text in texts for repair in text.repairs}


@pytest.mark.parametrize(
    ("names", "cell", "meant"),
    [
        ({"澜溪市蓝湖处"}, "澜溪市蓝湖", "澜溪市蓝湖"),
        ({"澜溪市蓝珀大厅府"}, "澜溪市蓝珀大厅", "澜溪市蓝珀大厅府"),
        ({"澜溪市蓝珀大厅府", "澜溪市蓝珀大厅"}, "澜溪市蓝珀大厅", "澜溪市蓝珀大厅"),
        ({"澜溪市蓝珀大厅府", "澜溪市蓝珀大厅室"}, "澜溪市蓝珀大厅", "澜溪市蓝珀大厅"),
    ],
)
def test_the_end_of_a_cell_comes_back_where_the_channel_drops_it_and_one_name_fits(names, cell, meant, rules):
    assert repaired(rules, Neighbours(frozenset(names)), *SIGNS, cell)[-1].text == meant
