"""Tables as editors, office programs and converters write them into a page: Word, Excel, WPS, UEditor, TRS."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

from tests.whole.layouts_tables import HAN, _heads, _table, _td, _tr
from tests.whole.plans import _both, _names, _page

if TYPE_CHECKING:
    import random
    from collections.abc import Callable, Sequence

    from tests.whole.plans import Plan


def _rows(plan: Plan, rng: random.Random) -> list[list[str]]:
    """Header and rows, one a task: number, work, those who lead, those who help, time."""
    h = _heads(rng)
    head = [h["number"], h["task"], h["lead"], h["help"], h["time"]]
    return [head] + [[str(n), i.text, _names(i.lead), _names(i.helpers), i.time] for n, (_, i) in enumerate(plan.items, 1)]


def _grouped(plan: Plan, rng: random.Random, cell: Callable[[str, int], str]) -> list[str]:
    """The inside of each row, the header first; number and group are cells over the rows of their group."""
    h = _heads(rng)
    rows = ["".join(cell(label, 1) for label in (h["number"], h["task"], h["detail"], h["unit"], h["time"]))]
    for number, (group, items) in enumerate(plan.groups, 1):
        for index, item in enumerate(items):
            first = [cell(str(number), len(items)), cell(group, len(items))] if index == 0 else []
            rows.append("".join([*first, *(cell(text, 1) for text in (item.text, _both(item), item.time))]))
    return rows


def _span(rows: int) -> str:
    return f" rowspan={rows}" if rows > 1 else ""


def word(plan: Plan, rng: random.Random) -> str:
    """Saved by Word: runs of one language, empty o:p, widths, and a last row of no height that only keeps the columns."""
    spaced = rng.random() < 0.5

    def cell(text: str, rows: int) -> str:
        runs, digits = [], ""
        for sign in text:
            if sign.isascii() and sign.isalnum():
                digits += sign
                continue
            runs += [f"<span lang=EN-US style='font-family:仿宋_GB2312'>{digits}<o:p></o:p></span>"] if digits else []
            digits = ""
            runs.append(f"<span style='mso-bidi-font-size:10.5pt'>{html.escape(sign)}</span>" if spaced else html.escape(sign))
        runs += [f"<span lang=EN-US>{digits}</span>"] if digits else []
        words = "".join(runs) or "&nbsp;"
        return (
            f"<td width=96 valign=top{_span(rows)} style='width:72.0pt;mso-border-alt:solid windowtext .5pt'>"
            f"<p class=MsoNormal align=left><!--[if !supportLists]-->{words}<!--[endif]--><span lang=EN-US><o:p></o:p></span></p></td>"
        )

    rows = [
        f"<tr style='mso-yfti-irow:{n};page-break-inside:avoid'>{row}</tr>" for n, row in enumerate(_grouped(plan, rng, cell))
    ]
    widths = "".join(f"<td width={w}></td>" for w in (48, 96, 300, 120, 96))
    last = f"<![if !supportMisalignedColumns]><tr height=0>{widths}</tr><![endif]>" if rng.random() < 0.5 else ""
    return _page(plan, f"<div class=Section1><table class=MsoTableGrid border=1>{''.join(rows)}{last}</table></div>")


def excel(plan: Plan, rng: random.Random) -> str:
    """Exported from Excel: numbers as x:num, a title across the width, hidden rows and a hidden column with what once stood there."""
    head, *body = _rows(plan, rng)
    hidden = rng.randint(0, len(head))
    stale = ["市外事办公室", "2018年5月底前", "见旧表"]

    def row(cells: Sequence[str], style: str = "") -> str:
        said = [f"<td class=xl6{n} height=38{' x:num' if c.isdigit() else ''}>{html.escape(c)}</td>" for n, c in enumerate(cells)]
        said.insert(hidden, f"<td class=xl70 style='display:none'>{rng.choice(stale)}</td>")
        return f"<tr height=38 style='mso-height-source:userset;height:28.5pt{style}'>{''.join(said)}</tr>"

    rows = [f"<tr><td colspan=6 class=xl65 style='height:40pt'>{plan.title}</td></tr>"] if rng.random() < 0.5 else []
    rows += [row(head), *(row(cells) for cells in body)]
    cut = rng.randint(len(rows) - len(body), len(rows))
    rows.insert(cut, row(["", "旧任务一项，不再执行。", "市外事办公室", "", "2018年5月底前"], ";display:none"))
    rows.append(
        "<![if supportMisalignedColumns]><tr height=0 style='display:none'>" + "<td width=72></td>" * 6 + "</tr><![endif]>"
    )
    cols = "<col width=72 style='mso-width-source:userset;width:54pt'>" * 6
    return _page(plan, f"<table x:str border=0 cellpadding=0 style='border-collapse:collapse'>{cols}{''.join(rows)}</table>")


def ueditor(plan: Plan, rng: random.Random) -> str:
    """UEditor: a first row by class, spans and breaks in all cells, rows that hold nothing between those that do."""

    def cell(text: str, rows: int) -> str:
        words = f"<span style='font-size:16px;font-family:仿宋'>{html.escape(text)}</span><br/>"
        return f"<td{_span(rows)} style='word-break:break-all;border-width:1px' valign='middle' align='center'>{words}</td>"

    head, *body = _grouped(plan, rng, cell)
    rows = [f"<tr class='firstRow'>{head}</tr>", *(f"<tr>{row}</tr>" for row in body)]
    rows.insert(1, "<tr><td colspan='5'><br/></td></tr>")
    return _page(plan, f"<table data-sort='sortDisabled' align='center' width='832'><tbody>{''.join(rows)}</tbody></table>")


def trs(plan: Plan, rng: random.Random) -> str:
    """TRS: upper case tags that nobody closed, a DIV or FONT in each cell, a style sheet in the text."""

    def cell(text: str, rows: int) -> str:
        return f"<TD{_span(rows)} bgColor=#ffffff><DIV align=left><FONT face=仿宋_GB2312 size=3>{html.escape(text)}</FONT></DIV>"

    rows = "".join(f"<TR>{row}" for row in _grouped(plan, rng, cell))
    sheet = "<STYLE type=text/css>.TRS_Editor P{line-height:2em}.TRS_Editor TD{font-size:16px}</STYLE>"
    return _page(
        plan,
        f"<DIV class=TRS_Editor>{sheet}<DIV class=Custom_UnionStyle><TABLE border=1><TBODY>{rows}</TBODY></TABLE></DIV></DIV>",
    )


def wps(plan: Plan, rng: random.Random) -> str:
    """WPS: each sign a run of its own, tabs and empty paragraphs in cells, a table in a frame that floats."""

    def cell(text: str, rows: int) -> str:
        runs = "".join(f"<span class='pt-{n % 3:06}'>{html.escape(sign)}</span>" for n, sign in enumerate(text))
        return (
            f"<td class='pt-{len(text) % 5:06}'{_span(rows)}><p dir='ltr' class='pt-a'>{runs}</p><p class='pt-a'>&#xa0;</p></td>"
        )

    rows = "".join(f"<tr class='pt-r'>{row}</tr>" for row in _grouped(plan, rng, cell))
    return _page(plan, f"<div align='left' style='float:left'><table dir='ltr' border='1'>{rows}</table></div>")


def parts_in_disorder(plan: Plan, rng: random.Random) -> str:
    """thead, tfoot and tbody in any order of the source; the foot says who filled the table in."""
    head, *body = _rows(plan, rng)
    tag = rng.choice(("td", "th"))
    parts = [f"<thead>{_tr(head).replace('td>', f'{tag}>')}</thead>", f"<tbody>{''.join(map(_tr, body))}</tbody>"]
    foot = f"<tfoot><tr>{_td('填表人：张伟', 1, 3)}{_td('填表日期：2月1日', 1, 2)}</tr></tfoot>"
    parts.insert(rng.randint(0, 1), foot)
    return _page(plan, f"<table>{''.join(parts)}</table>")


def scoped(plan: Plan, rng: random.Random) -> str:
    """Headers on both sides: `th scope` above and at the left, cells that name them by id, a caption."""
    h = _heads(rng)
    labels = (h["task"], h["detail"], h["unit"], h["time"])
    head = "".join(f"<th id='c{n}' scope='col'>{label}</th>" for n, label in enumerate(labels))
    rows = [f"<tr>{head}</tr>"]
    for number, (group, items) in enumerate(plan.groups):
        for index, item in enumerate(items):
            first = f"<th id='g{number}' scope='rowgroup' rowspan='{len(items)}'>{group}</th>" if index == 0 else ""
            said = "".join(f"<td headers='g{number} c{n}'>{t}</td>" for n, t in enumerate((item.text, _both(item), item.time), 1))
            rows.append(f"<tr>{first}{said}</tr>")
    caption = rng.choice(("", "<caption>重点任务分解表</caption>", f"<caption>{plan.title}</caption>"))
    return _page(plan, f"<table>{caption}{''.join(rows)}</table>")


def endless_spans(plan: Plan, rng: random.Random) -> str:
    """Headings that span a thousand columns, a column that spans all rows that are left, and one a number of rows that no table has."""
    h = _heads(rng)
    rows = [_tr([h["number"], h["task"], h["unit"], h["time"]])]
    number = 0
    for index, (group, items) in enumerate(plan.groups):
        rows.append(f"<tr><td colspan={rng.choice(('1000', '100', '4'))}>{HAN[index]}、{group}</td></tr>")
        for item in items:
            number += 1
            rows.append(_tr([str(number), item.text, _both(item), item.time]))
    return _page(plan, f"<table>{''.join(rows)}</table>")


def tables_in_cells(plan: Plan, rng: random.Random) -> str:
    """A table in cells: the bodies of a task one below the other, each in a row of an inner table."""
    head, *body = _rows(plan, rng)
    inner = rng.choice(
        ("<table><tr><td>{}</td></tr></table>", "<table border=0><tbody><tr><td><p>{}</p></td></tr></tbody></table>")
    )
    rows = [_tr(head)]
    rows += [
        "<tr>"
        + "".join(f"<td>{inner.format(html.escape(c)) if n == 1 else html.escape(c)}</td>" for n, c in enumerate(r))
        + "</tr>"
        for r in body
    ]
    return _page(plan, f"<table border=1>{''.join(rows)}</table>")


def asides(plan: Plan, rng: random.Random) -> str:
    """Beside the table what no browser shows: a template of its rows, a frame, noscript, a form with buttons, comments."""
    head, *body = _rows(plan, rng)
    ghost = _tr(["0", "示例任务，请勿填写。", "市外事办公室", "", "2018年5月底前"])
    junk = (
        f"<template>{_table([_tr(head), ghost])}</template>",
        "<iframe src='/count'>您的浏览器不支持框架</iframe>",
        "<noscript>请打开脚本</noscript>",
        "<form><input type=hidden name=id value=1><button>打印</button></form>",
        f"<!--{ghost}-->",
        "<script>document.write('<tr><td>1</td></tr>')</script>",
    )
    rows = [_tr(head)]
    for cells in body:
        rows += [rng.choice(junk)] if rng.random() < 0.5 else []
        rows.append(_tr(cells))
    return _page(plan, f"{rng.choice(junk)}<table>{''.join(rows)}</table>{rng.choice(junk)}")


def spacers(plan: Plan, rng: random.Random) -> str:
    """Empty columns between all others, empty rows between the rows, and a last column that is always blank."""
    head, *body = _rows(plan, rng)
    rows = []
    for cells in [head, *body]:
        rows.append(_tr([part for cell in cells for part in (cell, "")]))
        rows += [_tr([""] * 2 * len(cells))] if rng.random() < 0.3 else []
    return _page(plan, _table(rows))


def everything(plan: Plan, rng: random.Random) -> str:
    """A title row, a header of three rows, banners, the header again, a row of junk, a page break, layout tables around it all."""
    h = _heads(rng)
    title = f"<tr>{_td('重点任务分解表', 1, 5)}</tr>"
    head = (
        f"<tr>{_td(h['number'], 3)}{_td('任务分工', 1, 3)}{_td(h['time'], 3)}</tr>"
        f"<tr>{_td(h['task'], 2)}{_td('责任分工', 1, 2)}</tr>{_tr([h['lead'], h['help']])}"
    )
    number, tables, rows = 0, [], [title, head]
    for index, (group, items) in enumerate(plan.groups):
        rows.append(f"<tr>{_td(f'{HAN[index]}、{group}', 1, 5)}</tr>")
        for item in items:
            number += 1
            rows.append(_tr([str(number), item.text, _names(item.lead), _names(item.helpers), item.time]))
            if rng.random() < 0.2:
                rows.append(rng.choice((head, _tr([""] * 5))))
        if rng.random() < 0.4 and index + 1 < len(plan.groups):
            tables.append(rows)
            rows = [head] if rng.random() < 0.5 else []
    tables.append(rows)
    between = rng.choice(("", "<p>— 2 —</p>", "<p>&nbsp;</p>"))
    body = between.join(_table(part) for part in tables)
    return _page(plan, f"<table width=100%><tr><td><table><tr><td>{body}</td></tr></table></td></tr></table>")


def upright_marks(plan: Plan, rng: random.Random) -> str:
    """Groups set upright over their rows and bodies set upright at the head of their columns, with words where they meet."""
    h = _heads(rng)
    bodies = sorted({u for _, i in plan.items for u in (*i.lead, *i.helpers)})
    upright = "<br>".join
    head = (
        f"<td>{h['task']}</td><td>{h['detail']}</td>"
        + "".join(f"<td>{upright(b)}</td>" for b in bodies)
        + f"<td>{h['time']}</td>"
    )
    lead, helps = rng.choice((("牵头", "配合"), ("主办", "协办")))
    rows = [f"<tr>{head}</tr>"]
    for group, items in plan.groups:
        for index, item in enumerate(items):
            first = f"<td rowspan={len(items)}>{upright(group)}</td>" if index == 0 else ""
            said = [lead if b in item.lead else helps if b in item.helpers else "" for b in bodies]
            rows.append(f"<tr>{first}{''.join(map(_td, [item.text, *said, item.time]))}</tr>")
    return _page(plan, f"<table>{''.join(rows)}</table>")


def section_cards(plan: Plan, rng: random.Random) -> str:
    """Sections of a page editor: a heading, then boxes laid out as a table, the header printed in each."""
    h = _heads(rng)
    labels = [h["number"], h["task"], h["unit"], h["time"]]
    parts, number = [], 0

    def row(cells: Sequence[str]) -> str:
        said = "".join(
            f"<section style='display:table-cell;vertical-align:middle'><p>{html.escape(c)}</p></section>" for c in cells
        )
        return f"<section style='display:table-row'>{said}</section>"

    for index, (group, items) in enumerate(plan.groups):
        rows = [row(labels)]
        for item in items:
            number += 1
            rows.append(row([str(number), item.text, _both(item), item.time]))
        parts.append(
            f"<section><p><strong>{HAN[index]}、{group}</strong></p><section style='display:table'>{''.join(rows)}</section></section>"
        )
    return _page(plan, f"<section class='_135editor'>{''.join(parts)}</section>")


def groups_right(plan: Plan, rng: random.Random) -> str:
    """The group in a wide cell to the right of the work and of those who do it."""
    h = _heads(rng)
    rows = [_tr([h["number"], h["detail"], h["unit"], h["time"], "任务类别"])]
    number = 0
    for group, items in plan.groups:
        for index, item in enumerate(items):
            number += 1
            last = _td(group, len(items)) if index == 0 else ""
            rows.append(f"<tr>{''.join(map(_td, [str(number), item.text, _both(item), item.time]))}{last}</tr>")
    return _page(plan, _table(rows))


def next_table(plan: Plan, rng: random.Random) -> str:
    """A table cut in two: the header in the first alone, the group printed again and said to go on."""
    h = _heads(rng)
    head = _tr([h["number"], h["task"], h["detail"], h["unit"], h["time"]])
    lines = [(n, group, item) for n, (group, items) in enumerate(plan.groups, 1) for item in items]
    cut = rng.randint(1, len(lines) - 1)
    met: set[int] = set()
    tables = []
    for part in (lines[:cut], lines[cut:]):
        rows = [] if tables else [head]
        begun = set(met)
        for number, group, item in part:
            size = sum(n == number for n, _, _ in part)
            first = _td(str(number), size) + _td(group + "（续）" * (number in begun), size) if number not in met - begun else ""
            met.add(number)
            begun.discard(number)
            rows.append(f"<tr>{first}{''.join(map(_td, [item.text, _both(item), item.time]))}</tr>")
        tables.append(_table(rows))
    return _page(plan, rng.choice(("", "<p>- 3 -</p>", "<p>续表</p>", "<hr>", "<p><br></p>")).join(tables))


CLEAN: dict[str, Callable[[Plan, random.Random], str]] = {
    f.__name__: f
    for f in (
        word, excel, ueditor, trs, wps, parts_in_disorder, scoped, endless_spans, tables_in_cells, asides, spacers, everything,
        upright_marks, section_cards, groups_right, next_table,
    )
}  # fmt: skip
FLATTENED: dict[str, Callable[[Plan, random.Random], str]] = {}
UNGROUPED = frozenset({"excel", "parts_in_disorder", "tables_in_cells", "asides", "spacers"})
