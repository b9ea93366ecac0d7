"""Tables drawn without `<table>`: with `div`, `dl`, `ul`, `span`, tabs, `<pre>` and styles; and cells whose words stand upright."""

from __future__ import annotations

import html
import unicodedata
from typing import TYPE_CHECKING

from tests.whole.layouts_tables import HAN, _heads
from tests.whole.plans import _both, _names, _page

if TYPE_CHECKING:
    import random
    from collections.abc import Callable, Sequence

    from tests.whole.plans import Plan

Rows = "list[list[str]]"


def _escaped(text: str) -> str:
    return html.escape(text).replace("\n", "<br>")


def _flat_rows(plan: Plan, rng: random.Random) -> list[list[str]]:
    """Header and rows, one a task; the columns of helpers and remarks may be blank."""
    h = _heads(rng)
    if rng.random() < 0.5:
        rows = [[h["number"], h["task"], h["unit"], h["time"]]]
        return rows + [[str(n), i.text, _both(i), i.time] for n, (_, i) in enumerate(plan.items, 1)]
    rows = [[h["number"], h["task"], h["lead"], h["help"], h["time"]]]
    return rows + [[str(n), i.text, _names(i.lead), _names(i.helpers), i.time] for n, (_, i) in enumerate(plan.items, 1)]


def _grouped_rows(plan: Plan, rng: random.Random) -> list[list[str]]:
    """Header and rows; number and group are printed once, and blank below."""
    h = _heads(rng)
    rows = [[h["number"], h["task"], h["detail"], h["unit"], h["time"]]]
    for number, (group, items) in enumerate(plan.groups, 1):
        for index, item in enumerate(items):
            rows.append([*([str(number), group] if index == 0 else ["", ""]), item.text, _both(item), item.time])
    return rows


def _divs(rows: Sequence[Sequence[str]], rng: random.Random) -> str:
    """Rows and cells as `div`; cells may hold paragraphs, the header may have a frame of its own."""
    inner = rng.choice(("{}", "<p>{}</p>", "<span>{}</span>"))
    row_tag = rng.choice(("div", "ul", "section"))
    cell_tag = "li" if row_tag == "ul" else rng.choice(("div", "p"))

    def draw(cells: Sequence[str]) -> str:
        said = "".join(f"<{cell_tag} class='td c{n}'>{inner.format(_escaped(c))}</{cell_tag}>" for n, c in enumerate(cells))
        return f"<{row_tag} class='tr'>{said}</{row_tag}>"

    head, *body = map(draw, rows)
    gap = rng.choice(("", "\n", "\n    "))
    if rng.random() < 0.5:
        return f"<div class='table'><div class='thead'>{head}</div><div class='tbody'>{gap.join(body)}</div></div>"
    return f"<div class='table'>{gap.join([head, *body])}</div>"


def div_rows(plan: Plan, rng: random.Random) -> str:
    """One row a task, drawn with `div`."""
    return _page(plan, _divs(_flat_rows(plan, rng), rng))


def div_groups(plan: Plan, rng: random.Random) -> str:
    """Groups printed once and blank below, drawn with `div`."""
    return _page(plan, _divs(_grouped_rows(plan, rng), rng))


def div_banners(plan: Plan, rng: random.Random) -> str:
    """Groups as rows of one cell between rows of several."""
    h = _heads(rng)
    lines = [[h["number"], h["task"], h["unit"], h["time"]]]
    number = 0
    for index, (group, items) in enumerate(plan.groups):
        lines.append([f"{HAN[index]}、{group}"])
        for item in items:
            number += 1
            lines.append([str(number), item.text, _both(item), item.time])
    return _page(plan, _divs(lines, rng))


def nested_boxes(plan: Plan, rng: random.Random) -> str:
    """An element a group: its name beside an element with its rows."""
    h = _heads(rng)
    head = "".join(f"<div>{label}</div>" for label in (h["task"], h["detail"], h["unit"], h["time"]))
    groups = []
    for group, items in plan.groups:
        rows = "".join(f"<div><div>{_escaped(i.text)}</div><div>{_both(i)}</div><div>{i.time}</div></div>" for i in items)
        groups.append(f"<div class='group'><div>{group}</div><div>{rows}</div></div>")
    return _page(plan, f"<div class='table'><div class='head'>{head}</div>{''.join(groups)}</div>")


def definition_rows(plan: Plan, rng: random.Random) -> str:
    """A `dl` a row."""
    head, *body = _flat_rows(plan, rng)
    first = rng.choice(("dt", "dd"))

    def draw(tag: str, cells: Sequence[str]) -> str:
        return f"<dl><{tag}>{cells[0]}</{tag}>" + "".join(f"<dd>{_escaped(c)}</dd>" for c in cells[1:]) + "</dl>"

    return _page(plan, f"<div class='list'>{draw('dt', head)}{''.join(draw(first, r) for r in body)}</div>")


def span_rows(plan: Plan, rng: random.Random) -> str:
    """A list item or a paragraph a row, its cells `span` or `em` side by side without any sign between them."""
    row, cell = rng.choice((("li", "span"), ("div", "span"), ("p", "span"), ("li", "em"), ("div", "label")))
    gap = rng.choice(("", "", "\n"))
    style = rng.choice(("", " class='w{}'", " style='display:inline-block;width:1{}0px'"))

    def draw(cells: Sequence[str]) -> str:
        said = gap.join(f"<{cell}{style.format(n)}>{_escaped(c)}</{cell}>" for n, c in enumerate(cells))
        return f"<{row}>{said}</{row}>"

    return _page(plan, f"<ul class='tab'>{''.join(map(draw, _flat_rows(plan, rng)))}</ul>")


def tab_paragraphs(plan: Plan, rng: random.Random) -> str:
    """A paragraph a row, cells parted by tabs, or by the runs of spaces in which Word hides them."""
    gap = rng.choice(("\t", "<span style='mso-tab-count:1'>&nbsp;&nbsp;&nbsp;&nbsp; </span>", "&emsp;&emsp;", "&nbsp; &nbsp; "))
    return _page(plan, "".join(f"<p>{gap.join(map(_escaped, row))}</p>" for row in _flat_rows(plan, rng)))


def _wide(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def _padded(text: str, width: int) -> str:
    return text + " " * (width - _wide(text))


def _wrapped(text: str, width: int) -> list[str]:
    """Words broken at a width, as a cell of a drawn frame breaks them."""
    lines = [""]
    for sign in text:
        if _wide(lines[-1] + sign) > width:
            lines.append("")
        lines[-1] += sign
    return lines


def pre_columns(plan: Plan, rng: random.Random) -> str:
    """Columns of a typewriter: every cell begins where its column begins, blank ones too."""
    rows = _flat_rows(plan, rng)
    widths = [max(_wide(row[col]) for row in rows) + rng.randint(2, 3) for col in range(len(rows[0]))]
    lines = ["".join(map(_padded, row, widths)).rstrip() for row in rows]
    return _page(plan, f"<pre>{html.escape(chr(10).join(lines))}</pre>")


def pre_frame(plan: Plan, rng: random.Random) -> str:
    """A frame drawn with ┌─┬─┐ whose cells are broken at its width; rules between all rows, or under the header alone."""
    rows = _flat_rows(plan, rng)
    widths = [6, 24, *[20] * (len(rows[0]) - 3), 18]
    top, middle, end = (
        left + sign.join("─" * (width // 2) for width in widths) + right
        for left, sign, right in (("┌", "┬", "┐"), ("├", "┼", "┤"), ("└", "┴", "┘"))
    )
    lines = [top]
    for number, row in enumerate(rows):
        parts = [_wrapped(cell, width) for cell, width in zip(row, widths, strict=True)]
        for depth in range(max(map(len, parts))):
            said = [_padded(part[depth] if depth < len(part) else "", width) for part, width in zip(parts, widths, strict=True)]
            lines.append("│" + "│".join(said) + "│")
        lines.append(middle if number + 1 < len(rows) else end)
    return _page(plan, f"<pre>{html.escape(chr(10).join(lines))}</pre>")


def upright_words(plan: Plan, rng: random.Random) -> str:
    """A table whose headers and groups are printed one sign a line."""
    sign = rng.choice(("<br>", "</p><p>", "<br/>\n"))
    head, *body = _grouped_rows(plan, rng)

    def upright(text: str) -> str:
        return f"<td><p>{sign.join(text.replace(' ', ''))}</p></td>"

    rows = ["<tr>" + "".join(map(upright, head)) + "</tr>"]
    for row in body:
        cells = [f"<td>{row[0]}</td>", upright(row[1]) if row[1] else "<td></td>", *(f"<td>{_escaped(c)}</td>" for c in row[2:])]
        rows.append(f"<tr>{''.join(cells)}</tr>")
    return _page(plan, f"<table>{''.join(rows)}</table>")


def style_tables(plan: Plan, rng: random.Random) -> str:
    """Cells made by a style sheet or by inline styles: `display:table-cell`, `flex`, `float`."""
    way = rng.choice(("display:table-cell", "float:left", "display:inline-block", "flex:1"))
    tag = rng.choice(("div", "span"))
    sheet = f"<style>.cell{{{way};width:20%}} .row{{display:table-row}}</style>"
    mark = rng.choice((" class='cell'", f" style='{way}'"))

    def draw(cells: Sequence[str]) -> str:
        return "<div class='row'>" + "".join(f"<{tag}{mark}>{_escaped(c)}</{tag}>" for c in cells) + "</div>"

    return _page(plan, sheet + "<div class='t'>" + "".join(map(draw, _flat_rows(plan, rng))) + "</div>")


CLEAN: dict[str, Callable[[Plan, random.Random], str]] = {
    f.__name__: f
    for f in (
        div_rows, div_groups, div_banners, nested_boxes, definition_rows, span_rows, tab_paragraphs, pre_columns, pre_frame, upright_words,
        style_tables,
    )
}  # fmt: skip
FLATTENED: dict[str, Callable[[Plan, random.Random], str]] = {}
UNGROUPED = frozenset({"div_rows", "definition_rows", "span_rows", "tab_paragraphs", "pre_columns", "pre_frame", "style_tables"})
