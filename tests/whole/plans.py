"""Random plans that know the truth, and the layouts in which a site might print them."""

from __future__ import annotations

import html
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import random
    from collections.abc import Callable

VERBS = ("推进", "完善", "建立", "编制", "公开", "清理", "规范", "升级", "健全", "拓展", "优化", "梳理")
OBJECTS = (
    "重大决策预公开制度", "政策文件库", "办事指南", "权责清单", "依申请公开答复模板", "政府网站专栏", "政务公开专区", "惠企政策解读材料",
    "财政预决算信息", "义务教育招生信息", "环境监测数据", "公共资源交易信息", "行政执法公示信息", "村务公开目录", "热线知识库", "政府公报电子版",
)  # fmt: skip
AIMS = ("确保内容准确", "方便群众查询", "做到应公开尽公开", "实现同源发布", "提高办理质效", "按要求动态更新", "形成长效机制")
GROUPS = ("深化决策公开", "抓好重点领域公开", "提升解读回应水平", "加强平台建设", "夯实基层公开基础", "强化监督保障")
UNITS = (
    "市发展改革委", "市财政局", "市教育局", "市司法局", "市民政局", "市公安局", "市生态环境局", "市住房城乡建设局", "市交通运输局", "市农业农村局",
    "市卫生健康委", "市应急管理局", "市审计局", "市市场监管局", "市统计局", "市医保局", "市商务局", "市政府办公室", "市税务局", "市水务局",
)  # fmt: skip
TIMES = (
    ("{y}年6月底前", "{y}-06-30"), ("{y}年12月底前", "{y}-12-31"), ("{y}年9月30日前", "{y}-09-30"), ("{y}年3月", "{y}-03-31"),
    ("{y}年11月底前", "{y}-11-30"), ("{y}年10月", "{y}-10-31"), ("{y}年8月15日前", "{y}-08-15"),
)  # fmt: skip
# Headers as notices of many places print them; those of one line name the same column.
TASK_HEADS = (
    "工作任务", "重点任务", "主要任务", "任务", "工作事项", "任务名称", "重点工作", "主要工作任务", "重点工作任务", "任务事项", "工作项目", "年度任务",
)  # fmt: skip
DETAIL_HEADS = (
    "具体措施", "具体要求", "工作举措", "主要内容", "具体事项", "工作内容", "工作措施", "任务分解", "具体任务", "推进措施", "主要举措", "具体工作内容",
)  # fmt: skip
UNIT_HEADS = (
    "责任单位", "落实单位", "责任部门", "承办单位", "实施单位", "责任单位（部门）", "责 任 单 位", "承办部门", "负责单位", "责任科室", "责任主体",
)  # fmt: skip
TIME_HEADS = (
    "完成时限", "完成时间", "时限要求", "时间节点", "时间要求", "完成期限", "工作时限", "进度安排", "办理时限", "计划完成时间", "时间安排", "完成日期",
)  # fmt: skip


@dataclass(frozen=True)
class Item:
    """One task as it is meant."""

    text: str
    lead: tuple[str, ...]
    helpers: tuple[str, ...]
    time: str
    end: str

    @property
    def start(self) -> str | None:
        """The first day that fits: of a bare month its first, and none of a time that only ends (conventions, Deadlines)."""
        return f"{self.end[:8]}01" if self.time.endswith("月") else None


@dataclass(frozen=True)
class Plan:
    """A plan as it is meant: groups of items, in order."""

    year: int
    city: str
    groups: tuple[tuple[str, tuple[Item, ...]], ...]

    @property
    def items(self) -> list[tuple[str, Item]]:
        """All items with their group."""
        return [(group, item) for group, items in self.groups for item in items]

    @property
    def title(self) -> str:
        """The plan's own title."""
        return f"{self.city}{self.year}年政务公开重点任务分工方案"


def random_plan(rng: random.Random) -> Plan:
    """A plan of two to five groups of one to five items."""
    year = rng.choice((2019, 2021, 2023, 2024))
    names = rng.sample(GROUPS, rng.randint(2, 5))
    used: set[str] = set()
    groups = []
    for name in names:
        items = []
        for _ in range(rng.randint(1, 5)):
            text = _text(rng)
            while text in used:
                text = _text(rng)
            used.add(text)
            time, end = rng.choice(TIMES)
            units = rng.sample(UNITS, rng.randint(1, 4))
            cut = rng.randint(1, len(units))
            items.append(Item(text, tuple(units[:cut]), tuple(units[cut:]), time.format(y=year), end.format(y=year)))
        groups.append((name, tuple(items)))
    if max(len(items) for _, items in groups) == 1:
        return random_plan(rng)  # with one item a group no column is finer than the other
    return Plan(year, rng.choice(("德阳市", "常州市", "绵阳市", "株洲市", "宜昌市")), tuple(groups))


def _text(rng: random.Random) -> str:
    parts = [f"{rng.choice(VERBS)}{rng.choice(OBJECTS)}"]
    parts += rng.sample(AIMS, rng.randint(0, 2))
    return "，".join(parts) + "。"


def _names(units: tuple[str, ...]) -> str:
    return "、".join(units)


def _both(item: Item) -> str:
    """Lead and helpers in one cell."""
    return f"{_names(item.lead)}牵头，{_names(item.helpers)}配合" if item.helpers else f"{_names(item.lead)}牵头"


def _page(plan: Plan, body: str) -> str:
    return (
        f"<!DOCTYPE html><html><head><meta charset='utf-8'><title>{plan.title}</title></head><body>"
        f"<div class='nav'><a href='/'>首页</a> <a href='/zwgk'>政务公开</a></div><h1>{plan.title}</h1>"
        f"<div class='article'>{body}<p>{plan.city}人民政府办公室</p><p>{plan.year}年3月1日</p></div>"
        f"<div class='footer'>主办单位：{plan.city}人民政府办公室 网站标识码：5106000001</div></body></html>"
    )


def _cell(text: str, rows: int = 1) -> str:
    span = f" rowspan='{rows}'" if rows > 1 else ""
    return f"<td{span}><p>{html.escape(text)}</p></td>"


def html_flat(plan: Plan, rng: random.Random) -> str:
    """One row a task, lead and helpers in one cell."""
    heads = ("序号", rng.choice(TASK_HEADS), rng.choice(UNIT_HEADS), rng.choice(TIME_HEADS))
    rows = ["<tr>" + "".join(map(_cell, heads)) + "</tr>"]
    for number, (_, item) in enumerate(plan.items, 1):
        rows.append("<tr>" + "".join(map(_cell, (str(number), item.text, _both(item), item.time))) + "</tr>")
    return _page(plan, f"<table border='1'>{''.join(rows)}</table>")


def html_grouped(plan: Plan, rng: random.Random) -> str:
    """Groups merged over their rows, lead and helpers in two columns."""
    heads = ("序号", rng.choice(TASK_HEADS), rng.choice(DETAIL_HEADS), "牵头单位", "配合单位", rng.choice(TIME_HEADS))
    rows = ["<tr>" + "".join(map(_cell, heads)) + "</tr>"]
    for number, (group, items) in enumerate(plan.groups, 1):
        for index, item in enumerate(items):
            cells = [_cell(str(number), len(items)), _cell(group, len(items))] if index == 0 else []
            cells += [_cell(t) for t in (item.text, _names(item.lead), _names(item.helpers), item.time)]
            rows.append(f"<tr>{''.join(cells)}</tr>")
    return _page(plan, f"<table>{''.join(rows)}</table>")


def html_banners(plan: Plan, rng: random.Random) -> str:
    """Groups as rows across the width."""
    heads = ("序号", rng.choice(TASK_HEADS), rng.choice(UNIT_HEADS), rng.choice(TIME_HEADS))
    rows = ["<tr>" + "".join(map(_cell, heads)) + "</tr>"]
    number = 0
    for index, (group, items) in enumerate(plan.groups):
        rows.append(f"<tr><td colspan='4'>{'一二三四五六'[index]}、{group}</td></tr>")
        for item in items:
            number += 1
            rows.append("<tr>" + "".join(map(_cell, (str(number), item.text, _both(item), item.time))) + "</tr>")
    return _page(plan, f"<table>{''.join(rows)}</table>")


def _text_page(plan: Plan, body: list[str]) -> str:
    return "\n".join([plan.title, *body, f"{plan.city}人民政府办公室", f"{plan.year}年3月1日"])


def pipes(plan: Plan, rng: random.Random) -> str:
    """Rows with bars, padded where cells were merged."""
    heads = ("序号", rng.choice(TASK_HEADS), rng.choice(DETAIL_HEADS), "牵头单位", rng.choice(TIME_HEADS))
    lines = [" | ".join(heads) + " |"]
    for number, (group, items) in enumerate(plan.groups, 1):
        for index, item in enumerate(items):
            row = [item.text, _both(item), item.time]
            lines.append(" | ".join([str(number), group, *row]) + " |" if index == 0 else " | ".join(row) + " | ||")
    return _text_page(plan, lines)


def cells(plan: Plan, rng: random.Random) -> str:
    """A cell a line, merged cells gone; items numbered through."""
    heads = ("序号", rng.choice(TASK_HEADS), rng.choice(DETAIL_HEADS), rng.choice(UNIT_HEADS), rng.choice(TIME_HEADS))
    lines = [f"{h} |" for h in heads]
    count = 0
    for number, (group, items) in enumerate(plan.groups, 1):
        for index, item in enumerate(items):
            count += 1
            row = [f"({count}){item.text}", _both(item), item.time]
            lines += [f"{c} |" for c in ([str(number), group, *row] if index == 0 else row)]
    return _text_page(plan, lines)


def paragraphs(plan: Plan, rng: random.Random) -> str:
    """Bare paragraphs: header labels, groups, numbered items, unit lines."""
    lines = [rng.choice(TASK_HEADS), rng.choice(DETAIL_HEADS), rng.choice(UNIT_HEADS), rng.choice(TIME_HEADS)]
    count = 0
    for group, items in plan.groups:
        lines.append(group)
        for item in items:
            count += 1
            lines += [f"{count}.{item.text}", _both(item), item.time]
    return _text_page(plan, lines)


def prose_brackets(plan: Plan, rng: random.Random) -> str:
    """Numbered prose with a bracket at the end of each item."""
    left, right = rng.choice(("（）", "〔〕", "()", "[]", "【】"))
    lines = []
    for index, (group, items) in enumerate(plan.groups):
        lines.append(f"<p>{'一二三四五六'[index]}、{group}</p>")
        for number, item in enumerate(items, 1):
            duty = f"牵头单位：{_names(item.lead)}；" + (f"配合单位：{_names(item.helpers)}；" if item.helpers else "")
            lines.append(f"<p>（{'一二三四五六'[number - 1]}）{item.text}{left}{duty}完成时限：{item.time}{right}</p>")
    return _page(plan, "".join(lines))


def prose_lines(plan: Plan, rng: random.Random) -> str:
    """Numbered prose with units and time on lines of their own."""
    colon = rng.choice("：:")
    lines = []
    count = 0
    for index, (group, items) in enumerate(plan.groups):
        lines.append(f"<p><b>{'一二三四五六'[index]}、{group}</b></p>")
        for item in items:
            count += 1
            lines.append(f"<p>{count}.{item.text}</p><p>牵头单位{colon}{_names(item.lead)}</p>")
            if item.helpers:
                lines.append(f"<p>配合单位{colon}{_names(item.helpers)}</p>")
            lines.append(f"<p>完成时限{colon}{item.time}</p>")
    return _page(plan, "".join(lines))


Layout = "Callable[[Plan, random.Random], str]"
CLEAN: dict[str, Callable[[Plan, random.Random], str]] = {
    "html_flat": html_flat,
    "html_grouped": html_grouped,
    "html_banners": html_banners,
    "prose_brackets": prose_brackets,
    "prose_lines": prose_lines,
}
FLATTENED: dict[str, Callable[[Plan, random.Random], str]] = {"pipes": pipes, "cells": cells, "paragraphs": paragraphs}
UNGROUPED = frozenset({"html_flat"})
