"""Odd tables: turned on their side, two tasks a row, headers in disorder, broken spans, tables in tables; and damaged markup."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tests.whole import layouts_tables, plans
from tests.whole.layouts_tables import HAN, _heads, _table, _td, _tr
from tests.whole.plans import _both, _names, _page

if TYPE_CHECKING:
    import random
    from collections.abc import Callable

    from tests.whole.plans import Plan

PERSONS = ("张伟", "李娜", "王强", "刘洋", "陈静")


def turned(plan: Plan, rng: random.Random) -> str:
    """Rows and columns exchanged: the labels stand in the first column, a task a column."""
    h = _heads(rng)
    tag = rng.choice(("td", "th"))
    shown = plan.items[: rng.randint(2, 7)]
    if len(shown) < len(plan.items):
        shown = plan.items
    rows = [
        [h["number"], *(str(n) for n in range(1, len(shown) + 1))],
        [h["task"], *(i.text for _, i in shown)],
        [h["lead"], *(_names(i.lead) for _, i in shown)],
        [h["help"], *(_names(i.helpers) for _, i in shown)],
        [h["time"], *(i.time for _, i in shown)],
    ]
    return _page(plan, _table([f"<tr><{tag}>{r[0]}</{tag}>{''.join(map(_td, r[1:]))}</tr>" for r in rows]))


def two_a_row(plan: Plan, rng: random.Random) -> str:
    """序号|任务|单位|时限 twice side by side, read down the left half or across."""
    h = _heads(rng)
    head = [h["number"], h["task"], h["unit"], h["time"]]
    lines = [[str(n), i.text, _both(i), i.time] for n, (_, i) in enumerate(plan.items, 1)]
    half = (len(lines) + 1) // 2
    blank = ["", "", "", ""]
    if rng.random() < 0.5:
        right = [*lines[half:], *([blank] * (2 * half - len(lines)))]
        rows = [a + b for a, b in zip(lines[:half], right, strict=True)]
    else:
        rows = [lines[i] + (lines[i + 1] if i + 1 < len(lines) else blank) for i in range(0, len(lines), 2)]
    return _page(plan, _table([_tr(head + head), *map(_tr, rows)]))


def header_again_in_disorder(plan: Plan, rng: random.Random) -> str:
    """The header is printed again in the middle of the table, with its columns in another order."""
    h = _heads(rng)
    order = [("number", h["number"]), ("task", h["task"]), ("unit", h["unit"]), ("time", h["time"])]
    rows = []
    cut = rng.randint(1, len(plan.items) - 1)
    for n, (_, item) in enumerate(plan.items, 1):
        if n in (1, cut + 1):
            rng.shuffle(order)
            rows.append(_tr([label for _, label in order]))
        cells = {"number": str(n), "task": item.text, "unit": _both(item), "time": item.time}
        rows.append(_tr([cells[key] for key, _ in order]))
    return _page(plan, _table(rows))


def row_headers(plan: Plan, rng: random.Random) -> str:
    """The group or the number of each row is a `th`, spanning its rows."""
    h = _heads(rng)
    rows = [f"<thead>{_tr([h['task'], h['detail'], h['unit'], h['time']]).replace('td>', 'th>')}</thead>"]
    for group, items in plan.groups:
        for index, item in enumerate(items):
            first = f"<th scope='rowgroup' rowspan='{len(items)}'>{group}</th>" if index == 0 else ""
            rows.append(f"<tr>{first}{''.join(map(_td, [item.text, _both(item), item.time]))}</tr>")
    return _page(plan, _table(rows))


def three_row_header(plan: Plan, rng: random.Random) -> str:
    """A title row, then a header of three rows."""
    h = _heads(rng)
    rows = [f"<tr>{_td(plan.title, 1, 6)}</tr>"] if rng.random() < 0.5 else []
    rows.append(f"<tr>{_td(h['number'], 3)}{_td('工作安排', 1, 4)}{_td(h['time'], 3)}</tr>")
    rows.append(f"<tr>{_td('任务内容', 1, 2)}{_td('责任分工', 1, 2)}</tr>")
    rows.append(_tr([h["task"], h["detail"], h["lead"], h["help"]]))
    for number, (group, items) in enumerate(plan.groups, 1):
        for index, item in enumerate(items):
            first = _td(str(number), len(items)) + _td(group, len(items)) if index == 0 else ""
            rows.append(f"<tr>{first}{''.join(map(_td, [item.text, _names(item.lead), _names(item.helpers), item.time]))}</tr>")
    return _page(plan, _table(rows))


def with_persons(plan: Plan, rng: random.Random) -> str:
    """Columns of persons between those of units."""
    h = _heads(rng)
    persons = rng.sample(("分管领导", "责任人", "联系人", "牵头领导", "具体负责人", "包联领导", "分管负责同志", "联络员"), 3)
    rows = [_tr([h["number"], h["task"], persons[0], h["lead"], persons[1], h["help"], persons[2], h["time"]])]
    for n, (_, i) in enumerate(plan.items, 1):
        who = [rng.choice(PERSONS) for _ in persons]
        rows.append(_tr([str(n), i.text, who[0], _names(i.lead), who[1], _names(i.helpers), who[2], i.time]))
    return _page(plan, _table(rows))


def broken_spans(plan: Plan, rng: random.Random) -> str:
    """Spans that run out of the table, are nothing, or are no numbers; last cells that are missing."""
    h = _heads(rng)
    rows = [_tr([h["task"], h["detail"], h["unit"], h["time"], "备注"])]
    for number, (group, items) in enumerate(plan.groups, 1):
        last = number == len(plan.groups)
        for index, item in enumerate(items):
            claim = rng.choice(("0", "99", "9999999")) if last else str(len(items))
            first = f"<td rowspan='{claim}' colspan='{rng.choice(('1', '0', 'x', ''))}'>{group}</td>" if index == 0 else ""
            end = rng.choice(("", _td("")))
            rows.append(f"<tr>{first}{''.join(map(_td, [item.text, _both(item), item.time]))}{end}</tr>")
    return _page(plan, _table(rows))


def nested(plan: Plan, rng: random.Random) -> str:
    """The table in a cell of a table that arranges the page, beside a table of contacts and one of data about the page."""
    page = plans.html_grouped(plan, rng)
    table = page[page.index("<table>") : page.index("</table>") + 8]
    meta = _table(
        [_tr(["索 引 号：", "510600/2023-00012", "主题分类：", "政务公开"]), _tr(["发布机构：", plan.city, "文 号：", ""])]
    )
    contacts = _table(
        [
            _tr(["单位", "联系人", "联系电话"]),
            _tr(["市司法局", "张伟", "0838-2500000"]),
            _tr(["市财政局", "李娜", "0838-2500001"]),
        ]
    )
    inner = f"{meta}{table}<p>联系方式</p>{contacts}"
    deep = rng.randint(1, 3)
    return _page(plan, "<table><tr><td>" * deep + inner + "</td></tr></table>" * deep)


def table_a_heading(plan: Plan, rng: random.Random) -> str:
    """A table below each heading; the header stands in all of them, or in the first alone."""
    h = _heads(rng)
    head = _tr([h["number"], h["task"], h["unit"], h["time"]])
    again = rng.random() < 0.5
    parts, number = [], 0
    for index, (group, items) in enumerate(plan.groups):
        rows = [head] if again or index == 0 else []
        for item in items:
            number += 1
            rows.append(_tr([str(number), item.text, _both(item), item.time]))
        parts.append(f"<p>{HAN[index]}、{group}</p>{_table(rows)}")
    return _page(plan, "".join(parts))


def other_header_below(plan: Plan, rng: random.Random) -> str:
    """Two tables marked up as one: below the first, a header with other labels."""
    h = _heads(rng)
    cut = rng.randint(1, len(plan.items) - 2) if len(plan.items) > 2 else 1
    rows = [_tr([h["number"], h["task"], h["unit"], h["time"]])]
    for n, (_, item) in enumerate(plan.items, 1):
        if n == cut + 1:
            rows.append(_tr([h["time"], "牵头单位", "配合单位", "工作措施"]))
        late = [item.time, _names(item.lead), _names(item.helpers), item.text]
        rows.append(_tr(late if n > cut else [str(n), item.text, _both(item), item.time]))
    return _page(plan, _table(rows))


def lists_in_cells(plan: Plan, rng: random.Random) -> str:
    """All items of a group in one cell, as a list or numbered, with units and times beside each in cells of their own."""
    h = _heads(rng)
    rows = [_tr([h["number"], h["task"], h["detail"], h["unit"], h["time"]])]
    for number, (group, items) in enumerate(plan.groups, 1):
        for index, item in enumerate(items):
            first = _td(str(number), len(items)) + _td(f"{HAN[number - 1]}、{group}", len(items)) if index == 0 else ""
            text = f"{index + 1}{rng.choice(('.', '、'))}{item.text}"
            rows.append(f"<tr>{first}{''.join(map(_td, [text, _both(item), item.time]))}</tr>")
    return _page(plan, _table(rows))


def pages_in_one_table(plan: Plan, rng: random.Random) -> str:
    """Page breaks inside one table: header and group printed again in the middle, groups without spans over the break."""
    h = _heads(rng)
    head = _tr([h["number"], h["task"], h["detail"], h["unit"], h["time"]])
    again = rng.random() < 0.5
    rows = [head]
    lines = [(n, group, i, item) for n, (group, items) in enumerate(plan.groups, 1) for i, item in enumerate(items)]
    every = rng.randint(2, 5)
    for at, (number, group, index, item) in enumerate(lines):
        fresh = at and at % every == 0
        if fresh:
            rows.append(head)
        shown = [str(number), group] if index == 0 or (fresh and again) else ["", ""]
        rows.append(_tr([*shown, item.text, _both(item), item.time]))
    return _page(plan, _table(rows))


# --- damaged markup -----------------------------------------------------------------------------------------------------

JUNK = (
    "<form action='/search'></form>", "<input type='hidden' name='a' value='1'>", "<script>var a = '<td>1</td>';</script>",
    "<!-- <tr><td>旧</td></tr> -->", "<a name='p2'></a>", "<img src='/x.gif'>", "<style>td{color:#000}</style>", "\n\n", "<o:p></o:p>",
)  # fmt: skip
SOUND = {**plans.CLEAN, **layouts_tables.CLEAN}
TABLES = (
    "html_flat", "html_grouped", "html_banners", "two_row_header", "any_order", "repeated_groups", "page_breaks", "numbered_banners",
    "broken_units",
)  # fmt: skip


def _damaged(page: str, rng: random.Random, way: str) -> str:
    """A page whose tables are marked up badly, in a way that no browser minds."""
    if way == "open":
        return re.sub(r"</(?:td|tr|p|tbody)>", lambda m: m.group() if rng.random() < 0.3 else "", page)
    if way == "crossed":
        return re.sub(r"<td([^>]*)><p>([^<]*)</p></td>", r"<td\1><b><p><font>\2</b></font></p></td>", page)
    if way == "junk":
        return re.sub(r"</(?:tr|td)>(?=<t)", lambda m: m.group() + (rng.choice(JUNK) if rng.random() < 0.5 else ""), page)
    if way == "forms":
        return (
            page.replace("<table", "<form><table").replace("<tr>", "<tr><form>", 2).replace("</table>", "</form></table></form>")
        )
    return re.sub(
        r"<(/?)(t[rd]|table|p)\b([^>]*)>",
        lambda m: f"<{m[1]}{m[2].upper()}{' CLASS=MsoNormal ' if not m[1] else ''}{m[3].replace(chr(39), '')}>",
        page,
    )


def _damage(way: str) -> Callable[[Plan, random.Random], str]:
    def layout(plan: Plan, rng: random.Random) -> str:
        return _damaged(SOUND[rng.choice(TABLES[1:4])](plan, rng), rng, way)

    return layout


def _damage_flat(way: str) -> Callable[[Plan, random.Random], str]:
    def layout(plan: Plan, rng: random.Random) -> str:
        return _damaged(SOUND[rng.choice(("html_flat", "any_order", "broken_units"))](plan, rng), rng, way)

    return layout


WAYS = ("open", "crossed", "junk", "forms", "unquoted")
CLEAN: dict[str, Callable[[Plan, random.Random], str]] = {
    f.__name__: f
    for f in (
        turned, two_a_row, header_again_in_disorder, row_headers, three_row_header, with_persons, broken_spans, nested,
        lists_in_cells, pages_in_one_table, table_a_heading, other_header_below,
    )
} | {f"{way}_markup": _damage(way) for way in WAYS} | {f"{way}_markup_flat": _damage_flat(way) for way in WAYS}  # fmt: skip
FLATTENED: dict[str, Callable[[Plan, random.Random], str]] = {}
UNGROUPED = frozenset(
    {
        "turned",
        "two_a_row",
        "header_again_in_disorder",
        "other_header_below",
        "with_persons",
        *(f"{way}_markup_flat" for way in WAYS),
    }
)
