"""Boxes in which a page describes its notice, in every layout, above, below or in the table of the plan."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from pipeline.values import RawPage
from tests.tasks.cases import page_of, parsed, tasks_of
from tests.tasks.grids import table_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from pipeline.notice import ParsedNotice
    from pipeline.parse import Rules

TITLE = "云河区2023年民生实事任务分解表"
Box = tuple[str, ...]
BOXES: dict[str, Box] = {
    "临安一类": (
        "索引号|K01/2023-7|公开方式|主动公开",
        "公开范围|面向社会|公开时限|长期公开",
        "发布单位|区政府|发文日期|2023-03-14",
    ),
    "有效性": (
        "索 引 号|K01/2023-7|文号|云政发〔2023〕5号",
        "主题分类|综合政务|有效性|有效",
        "发布机构|云河区人民政府|成文日期|2023年3月14日",
    ),
    "空栏": ("索引号|K01/2023-7|信息分类|通知", "文号||生成日期|2023-03-14", "主题词|民生|公开时限|即时公开"),
    "责任部门一栏": ("信息索引号|K01/2023-7|公开责任部门|区政府办公室", "印发日期|2023年3月14日|公开形式|网站"),
    "一行一栏": ("索引号|K01/2023-7", "发文机关|云河区人民政府", "成文日期|2023-03-14", "时效性|有效"),
    "名称写成冒号": ("索引号：|K01/2023-7|公文种类：|通知", "发文机关：|云河区人民政府|发文日期：|2023-03-14"),
}
PLAN = ("序号|实事项目|责任单位|完成时限", "1|改造老旧小区5个。|区住建局|10月底前", "2|新建口袋公园3处。|区园林局|9月底前")
MEANT = ("1||改造老旧小区5个。|R区住建局|2023-10-31", "2||新建口袋公园3处。|R区园林局|2023-09-30")


def _cells(rows: Box) -> list[str]:
    return [cell for row in rows for cell in row.split("|")]


def _text(*parts: tuple[str, ...]) -> RawPage:
    return RawPage("notice.txt", "\n".join([TITLE, *(line for part in parts for line in part)]).encode())


def _bars(rows: Box) -> tuple[str, ...]:
    return tuple(row.replace("|", " | ") + " |" for row in rows)


def _one_table(rows: Box) -> RawPage:
    wide = [row if row.count("|") == 3 else row + "|<|<" for row in rows]
    return page_of((TITLE, table_of([*wide, *PLAN])))


def _beside_in_one_table(rows: Box) -> RawPage:
    cells = [cell for row in rows for cell in row.split("|")]
    pairs = ["|".join(pair) for pair in zip(cells[::2], cells[1::2], strict=True)]
    plan = [*PLAN, *["|||"] * (len(pairs) - len(PLAN))]
    return page_of((TITLE, table_of([f"{pair}|{row}" for pair, row in zip(pairs, plan, strict=True)])))


def _below_in_one_table(rows: Box) -> RawPage:
    wide = [row if row.count("|") == 3 else row + "|<|<" for row in rows]
    return page_of((TITLE, table_of([*PLAN, *wide])))


ABOVE: dict[str, Callable[[Box], RawPage]] = {
    "两张表": lambda rows: page_of((TITLE, table_of(list(rows)), table_of(list(PLAN)))),
    "同一张表": _one_table,
    "同一张表的下方": _below_in_one_table,
    "同一张表的左边": _beside_in_one_table,
    "竖线": lambda rows: _text(_bars(rows), _bars(PLAN)),
    "竖线，方案在下方一格一行": lambda rows: _text(_bars(rows), tuple(_cells(PLAN))),
    "制表符": lambda rows: _text(tuple(r.replace("|", "\t") for r in rows), tuple(r.replace("|", "\t") for r in PLAN)),
    "宽空格": lambda rows: _text(tuple(r.replace("|", "    ") for r in rows), tuple(r.replace("|", "    ") for r in PLAN)),
    "一格一行": lambda rows: _text(tuple(filter(None, _cells(rows))), tuple(_cells(PLAN))),
    "一格一行带竖线": lambda rows: _text(tuple(f"{cell} |" for cell in _cells(rows)), tuple(f"{c} |" for c in _cells(PLAN))),
    "竖线单独一行": lambda rows: _text(tuple(x for c in _cells(rows) if c for x in (c, "|")), _bars(PLAN)),
    "在方案下方": lambda rows: _text(_bars(PLAN), _bars(rows)),
}


def _boxed(notice: ParsedNotice) -> list[str]:
    return sorted({table.kind for table in notice.tables})


@pytest.mark.parametrize("box", BOXES)
@pytest.mark.parametrize("layout", ABOVE)
def test_a_box_is_no_part_of_the_plan_and_says_its_fields(layout: str, box: str, rules: Rules) -> None:
    page = ABOVE[layout](BOXES[box])
    notice = parsed(page, rules)
    assert tasks_of(page, rules) == MEANT
    assert _boxed(notice) == ["metadata", "tasks"]
    assert dict(notice.metadata.other)["index_number"].value == "K01/2023-7"
    assert notice.metadata.written_date is not None
    assert notice.metadata.written_date.value == dt.date(2023, 3, 14)
    assert [b.text for b in notice.blocks if b.kind == "unread"] == []


def test_a_box_without_a_plan_gives_no_task(rules: Rules) -> None:
    notice = parsed(_text(_bars(BOXES["临安一类"]), ("现将有关情况予以公布。",)), rules)
    assert (notice.tasks, _boxed(notice)) == ((), ["metadata"])


@pytest.mark.parametrize(
    "card",
    [
        ("文件名称|云河区供热管理办法", "印发时间|2023年9月", "责任单位|区住建局"),
        ("主题|宣传周启动仪式", "时间|2023年6月1日", "承办单位|区司法局"),
        ("任务名称|改造老旧小区5个", "分类|民生实事", "时间|2023年10月", "责任单位|区住建局"),
    ],
)
def test_a_card_of_a_plan_whose_labels_are_those_of_fields_is_no_box(card: Box, rules: Rules) -> None:
    notice = parsed(page_of((TITLE, table_of([*card, *card]))), rules)
    assert "metadata" not in _boxed(notice)


@pytest.mark.parametrize(
    "rows",
    [
        ("公开事项|公开时限|发布单位", "财政预算|2月底前|区财政局", "环境质量|每月10日前|区生态环境分局"),
        ("发布单位|公开时限|公开内容", "区财政局|2月底前|公开部门预算。", "区审计局|8月底前|公开审计报告。"),
        ("名称|责任科室|时间", "修订文明公约。|办公室|2月底前", "评选文明家庭。|宣传科|8月底前"),
    ],
)
def test_a_plan_whose_columns_are_called_as_fields_are_stays_a_plan(rows: Box, rules: Rules) -> None:
    for page in (page_of((TITLE, table_of(list(rows)))), _text(_bars(rows))):
        notice = parsed(page, rules)
        assert (len(notice.tasks), _boxed(notice)) == (2, ["tasks"])


@pytest.mark.parametrize(
    "below", ["云河区人民政府办公室关于印发2023年重点任务分工的通知 |", "云河区人民政府办公室关于印发2023年重点任务分工的通知"]
)
@pytest.mark.parametrize("empty", ["有效性", "浏 览 量", "主题词"])
def test_a_label_without_a_value_at_the_end_of_a_row_does_not_take_the_line_below(below: str, empty: str, rules: Rules) -> None:
    box = ("索引号： | K01/2023-7 | 成文日期： | 2023-03-14 |", f"发布机构： | 云河区人民政府办公室 | {empty}： |")
    letter = ("各镇人民政府，区直各部门：", "现将任务分工印发给你们。", *_bars(PLAN))
    notice = parsed(RawPage("notice.txt", "\n".join([*box, below, *letter]).encode()), rules)
    assert notice.metadata.title is not None
    assert notice.metadata.title.value == "云河区人民政府办公室关于印发2023年重点任务分工的通知"
    assert [found.value for found in notice.metadata.addressees] == ["各镇人民政府", "区直各部门"]
