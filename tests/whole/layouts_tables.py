"""More ways in which a site prints a plan as a table, whole or flattened; each layout is `(plan, rng) -> page`, as in plans.py."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

from tests.whole.plans import DETAIL_HEADS, TASK_HEADS, TIME_HEADS, UNIT_HEADS, _both, _names, _page, _text_page

if TYPE_CHECKING:
    import random
    from collections.abc import Callable, Sequence

    from tests.whole.plans import Item, Plan

HAN = "一二三四五六"
Rows = "list[list[str]]"


def _td(text: str, rows: int = 1, cols: int = 1) -> str:
    spans = (f" rowspan='{rows}'" if rows > 1 else "") + (f" colspan='{cols}'" if cols > 1 else "")
    return f"<td{spans}><p>{html.escape(text).replace(chr(10), '<br>')}</p></td>"


def _tr(cells: Sequence[str]) -> str:
    return "<tr>" + "".join(map(_td, cells)) + "</tr>"


def _table(rows: Sequence[str]) -> str:
    return f"<table border='1'><tbody>{''.join(rows)}</tbody></table>"


def _two_columns(item: Item) -> list[str]:
    return [_names(item.lead), _names(item.helpers)]


def _heads(rng: random.Random) -> dict[str, str]:
    return {
        "number": rng.choice(("序号", "编号", "序 号")),
        "task": rng.choice(TASK_HEADS),
        "detail": rng.choice(DETAIL_HEADS),
        "unit": rng.choice(UNIT_HEADS),
        "lead": rng.choice(("牵头单位", "牵头部门", "主办单位")),
        "help": rng.choice(("配合单位", "协办单位", "参加单位", "配合部门")),
        "time": rng.choice(TIME_HEADS),
    }


# --- whole tables -------------------------------------------------------------------------------------------------------


def two_row_header(plan: Plan, rng: random.Random) -> str:
    """Lead and helpers under one wide label; a title row above."""
    h = _heads(rng)
    top = (
        _td(h["task"], 2) + _td(h["detail"], 2) + _td(rng.choice(("责任单位", "责任分工", "责任部门")), 1, 2) + _td(h["time"], 2)
    )
    rows = [f"<tr>{_td('重点任务分解表', 1, 5)}</tr>"] if rng.random() < 0.5 else []
    rows += [f"<tr>{top}</tr>", _tr([h["lead"], h["help"]])]
    for group, items in plan.groups:
        for index, item in enumerate(items):
            first = _td(group, len(items)) if index == 0 else ""
            rows.append(f"<tr>{first}{''.join(map(_td, [item.text, *_two_columns(item), item.time]))}</tr>")
    return _page(plan, _table(rows))


def any_order(plan: Plan, rng: random.Random) -> str:
    """The columns of one row a task in any order, with further columns between them."""
    h = _heads(rng)
    columns: list[tuple[str, Callable[[int, Item], str]]] = [
        (h["number"], lambda n, _: str(n)),
        (h["task"], lambda _, i: i.text),
        (h["lead"], lambda _, i: _names(i.lead)),
        (h["help"], lambda _, i: _names(i.helpers)),
        (h["time"], lambda _, i: i.time),
        ("分管领导", lambda n, _: ("张伟", "李娜", "王强")[n % 3]),
        ("备注", lambda n, _: "" if n % 3 else "重点"),
        ("成果形式", lambda n, _: ("文件", "目录", "报告")[n % 3]),
    ]
    rng.shuffle(columns)
    columns = sorted(columns, key=lambda c: c[0] == h["help"])  # helpers are printed after those who lead
    rows = [_tr([label for label, _ in columns])]
    rows += [_tr([cell(n, item) for _, cell in columns]) for n, (_, item) in enumerate(plan.items, 1)]
    return _page(plan, _table(rows))


def blank_groups(plan: Plan, rng: random.Random) -> str:
    """Group and number printed once and blank below, with no merged cells."""
    h = _heads(rng)
    rows = [_tr([h["number"], h["task"], h["detail"], h["lead"], h["help"], h["time"]])]
    for number, (group, items) in enumerate(plan.groups, 1):
        for index, item in enumerate(items):
            first = [str(number), group] if index == 0 else ["", ""]
            rows.append(_tr([*first, item.text, *_two_columns(item), item.time]))
    return _page(plan, _table(rows))


def repeated_groups(plan: Plan, rng: random.Random) -> str:
    """The group printed again in every row, the header again every few rows."""
    h = _heads(rng)
    head = _tr([h["task"], h["detail"], h["unit"], h["time"]])
    rows = [head]
    for count, (group, item) in enumerate(plan.items, 1):
        rows.append(_tr([group, item.text, _both(item), item.time]))
        if count % 4 == 0:
            rows.append(head)
    return _page(plan, _table(rows))


def page_breaks(plan: Plan, rng: random.Random) -> str:
    """The table cut in two or three tables; header and group printed again on the next page, or not."""
    h = _heads(rng)
    head = _tr([h["number"], h["task"], h["detail"], h["unit"], h["time"]])
    again = rng.random() < 0.5
    group_again = rng.random() < 0.5
    lines = [(n, group, i, item) for n, (group, items) in enumerate(plan.groups, 1) for i, item in enumerate(items)]
    cuts = sorted(rng.sample(range(1, len(lines)), min(rng.randint(1, 2), len(lines) - 1)))
    tables = []
    for start, end in zip([0, *cuts], [*cuts, len(lines)], strict=True):
        part = lines[start:end]
        rows = [head] if again or start == 0 else []
        for at, (number, group, index, item) in enumerate(part):
            left = sum(1 for line in part[at:] if line[0] == number)
            if index == 0 or at == 0:
                shown = index == 0 or group_again
                first = _td(str(number) if shown else "", left) + _td(group if shown else "", left)
            else:
                first = ""
            rows.append(f"<tr>{first}{''.join(map(_td, [item.text, _both(item), item.time]))}</tr>")
        tables.append(_table(rows))
    between = rng.choice(("", "<p>— 2 —</p>", "<p>&nbsp;</p>", "<p>续表</p>"))
    return _page(plan, between.join(tables))


def numbered_banners(plan: Plan, rng: random.Random) -> str:
    """A group as a row of its own: 一 | 深化决策公开 | | |, or across the width with a count; totals and notes at the end."""
    h = _heads(rng)
    rows = [_tr([h["number"], h["task"], h["unit"], h["time"]])]
    wide = rng.random() < 0.5
    number = 0
    for index, (group, items) in enumerate(plan.groups):
        rows.append(f"<tr>{_td(f'（{HAN[index]}）{group}', 1, 4)}</tr>" if wide else _tr([HAN[index], group, "", ""]))
        for item in items:
            number += 1
            rows.append(_tr([str(number), item.text, _both(item), item.time]))
    rows.append(rng.choice((_tr(["合计", f"{number}项", "", ""]), f"<tr>{_td('注：各单位按职责分工落实。', 1, 4)}</tr>")))
    return _page(plan, _table(rows))


def items_in_cells(plan: Plan, rng: random.Random) -> str:
    """All items of a group in one cell, and the units and times of each under the same number beside them."""
    h = _heads(rng)
    sign = rng.choice((".", "、", "．"))
    rows = [_tr([h["task"], h["detail"], h["unit"], h["time"]])]
    for group, items in plan.groups:
        cells = [[i.text for i in items], [_both(i) for i in items], [i.time for i in items]]
        if len(items) == 1:
            rows.append(_tr([group, *(c[0] for c in cells)]))
        else:
            rows.append(_tr([group, *("\n".join(f"{n}{sign}{t}" for n, t in enumerate(c, 1)) for c in cells)]))
    return _page(plan, _table(rows))


def marks(plan: Plan, rng: random.Random) -> str:
    """A column for each unit, with 牵头 or 配合, or signs that a note explains."""
    h = _heads(rng)
    units = sorted({u for _, i in plan.items for u in (*i.lead, *i.helpers)})
    lead, helper, note = rng.choice(
        (("牵头", "配合", ""), ("★", "☆", "注：★为牵头单位，☆为配合单位。"), ("●", "○", "●代表牵头部门，○代表配合部门"))
    )
    rows = [_tr([h["number"], h["task"], *units, h["time"]])]
    for n, (_, item) in enumerate(plan.items, 1):
        signs = [lead if u in item.lead else helper if u in item.helpers else "" for u in units]
        rows.append(_tr([str(n), item.text, *signs, item.time]))
    return _page(plan, _table(rows) + (f"<p>{note}</p>" if note else ""))


def broken_units(plan: Plan, rng: random.Random) -> str:
    """Units a line each, with or without signs between them; blank cells of helpers as dashes."""
    h = _heads(rng)
    sign = rng.choice(("", "、", "，"))
    rows = [_tr([h["number"], h["task"], h["lead"], h["help"], h["time"]])]
    for n, (_, item) in enumerate(plan.items, 1):
        units = [f"{sign}\n".join(item.lead), f"{sign}\n".join(item.helpers) or rng.choice(("", "/", "——"))]
        rows.append(_tr([str(n), item.text, *units, item.time]))
    return _page(plan, _table(rows))


def no_header(plan: Plan, rng: random.Random) -> str:
    """No header at all, or one that nobody knows."""
    unknown = ["号牌", "攻坚清单", "承接机构", "截止时点"]
    rows = [_tr(unknown)] if rng.random() < 0.5 else []
    rows += [_tr([str(n), item.text, _both(item), item.time]) for n, (_, item) in enumerate(plan.items, 1)]
    return _page(plan, _table(rows))


# --- flattened tables ---------------------------------------------------------------------------------------------------


def _grouped(plan: Plan, *, blanks: bool) -> list[list[str]]:
    """Number, group, item, units, time; what is merged is blank or lost."""
    rows = []
    for number, (group, items) in enumerate(plan.groups, 1):
        for index, item in enumerate(items):
            first = [str(number), group] if index == 0 else ["", ""] if blanks else []
            rows.append([*first, item.text, _both(item), item.time])
    return rows


def _flat(plan: Plan) -> list[list[str]]:
    return [[str(n), item.text, *_two_columns(item), item.time] for n, (_, item) in enumerate(plan.items, 1)]


def _five(rng: random.Random) -> list[str]:
    h = _heads(rng)
    return [h["number"], h["task"], h["detail"], h["unit"], h["time"]]


def _five_flat(rng: random.Random) -> list[str]:
    h = _heads(rng)
    return [h["number"], h["task"], h["lead"], h["help"], h["time"]]


def markdown(plan: Plan, rng: random.Random) -> str:
    """Markdown, blanks kept in place of merged cells."""
    rule = rng.choice(("---", ":---:", "-----"))
    rows = [_five(rng), [rule] * 5, *_grouped(plan, blanks=True)]
    join = rng.choice((" | ", "|"))
    return _text_page(plan, [f"|{join.strip() and join[:-1].replace('|', '')}{join.join(r)}|" for r in rows])


def bars_with_blanks(plan: Plan, rng: random.Random) -> str:
    """Bars between the cells alone, blanks kept."""
    bar = rng.choice((" | ", "|", "｜"))
    return _text_page(plan, [bar.join(r) for r in [_five(rng), *_grouped(plan, blanks=True)]])


def bars_lost(plan: Plan, rng: random.Random) -> str:
    """Bars between the cells, merged cells lost, no padding."""
    end = rng.choice((" |", ""))
    return _text_page(plan, [" | ".join(r) + end for r in [_five(rng), *_grouped(plan, blanks=False)]])


def tabs(plan: Plan, rng: random.Random) -> str:
    """Tabs between the cells, one row a task; helpers may be blank."""
    return _text_page(plan, ["\t".join(r) for r in [_five_flat(rng), *_flat(plan)]])


def tabs_lost(plan: Plan, rng: random.Random) -> str:
    """Tabs or runs of spaces between the cells, merged cells lost."""
    gap = rng.choice(("\t", "    ", "　　"))
    return _text_page(plan, [gap.join(r) for r in [_five(rng), *_grouped(plan, blanks=False)]])


def one_space(plan: Plan, rng: random.Random) -> str:
    """A single space between the cells."""
    h = _heads(rng)
    rows = [[h[key].replace(" ", "") for key in ("number", "task", "unit", "time")]]
    rows += [[str(n), item.text, _both(item), item.time] for n, (_, item) in enumerate(plan.items, 1)]
    return _text_page(plan, [" ".join(r) for r in rows])


def banner_lines(plan: Plan, rng: random.Random) -> str:
    """Rows with bars or tabs, groups as lines of their own between them."""
    h = _heads(rng)
    gap, end = rng.choice(((" | ", " |"), ("\t", ""), (" | ", "")))
    lines = [gap.join([h["number"], h["task"], h["unit"], h["time"]]) + end]
    pad = rng.choice(("", end, " | | | |" if end else ""))
    number = 0
    for index, (group, items) in enumerate(plan.groups):
        lines.append(f"{HAN[index]}、{group}{pad}")
        for item in items:
            number += 1
            lines.append(gap.join([str(number), item.text, _both(item), item.time]) + end)
    return _text_page(plan, lines)


def cell_lines(plan: Plan, rng: random.Random) -> str:
    """A cell a line, bare or with a bar before it, with numbered headings or plain groups."""
    before = rng.choice(("", "| "))
    rows = [_five(rng), *_grouped(plan, blanks=False)]
    return _text_page(plan, [before + c for r in rows for c in r])


def cell_lines_with_banners(plan: Plan, rng: random.Random) -> str:
    """A cell a line; the groups are headings between the rows."""
    h = _heads(rng)
    lines = [h["number"], h["task"], h["unit"], h["time"]]
    number = 0
    for index, (group, items) in enumerate(plan.groups):
        lines.append(f"{HAN[index]}、{group}")
        for item in items:
            number += 1
            lines += [str(number), item.text, _both(item), item.time]
    return _text_page(plan, lines)


def units_first(plan: Plan, rng: random.Random) -> str:
    """A cell a line, the units before the work."""
    h = _heads(rng)
    lines = [h["unit"], h["task"], h["time"]]
    for _, item in plan.items:
        lines += [_both(item), item.text, item.time]
    return _text_page(plan, lines)


def frame(plan: Plan, rng: random.Random) -> str:
    """A frame drawn with + and -."""
    h = _heads(rng)
    line = "+".join(["", "-" * 4, "-" * 20, "-" * 12, "-" * 8, ""])
    lines = [line]
    for row in (
        [h["number"], h["task"], h["unit"], h["time"]],
        *([str(n), i.text, _both(i), i.time] for n, (_, i) in enumerate(plan.items, 1)),
    ):
        lines += ["|" + "|".join(row) + "|", line]
    return _text_page(plan, lines)


def headless_bars(plan: Plan, rng: random.Random) -> str:
    """Bars or tabs and no header."""
    gap, end = rng.choice(((" | ", " |"), ("\t", "")))
    return _text_page(plan, [gap.join([str(n), i.text, _both(i), i.time]) + end for n, (_, i) in enumerate(plan.items, 1)])


def run_on(plan: Plan, rng: random.Random) -> str:
    """All cells run together."""
    text = rng.choice(TASK_HEADS) + rng.choice(UNIT_HEADS).replace(" ", "") + rng.choice(TIME_HEADS)
    count = 0
    for index, (group, items) in enumerate(plan.groups):
        text += f"{HAN[index]}、{group}"
        for item in items:
            count += 1
            text += f"{count}.{item.text}{_both(item)}{item.time}"
    return f"{plan.title}\n{text}"


CLEAN: dict[str, Callable[[Plan, random.Random], str]] = {
    f.__name__: f
    for f in (
        two_row_header, any_order, blank_groups, repeated_groups, page_breaks, numbered_banners, items_in_cells, marks,
        broken_units, no_header,
    )
}  # fmt: skip
FLATTENED: dict[str, Callable[[Plan, random.Random], str]] = {
    f.__name__: f
    for f in (
        markdown, bars_with_blanks, bars_lost, tabs, tabs_lost, one_space, banner_lines, cell_lines, cell_lines_with_banners,
        units_first, frame, headless_bars, run_on,
    )
}  # fmt: skip
UNGROUPED = frozenset(
    {
        "any_order",
        "marks",
        "broken_units",
        "no_header",
        "tabs",
        "one_space",
        "units_first",
        "frame",
        "headless_bars",
    }
)
