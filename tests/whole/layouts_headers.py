"""Plans in tables whose header is deep, lost its spans, or whose columns stand in an unusual order; each layout as in plans.py."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.whole.layouts_tables import _heads, _table, _td, _tr
from tests.whole.plans import _both, _names, _page, _text_page

if TYPE_CHECKING:
    import random
    from collections.abc import Callable

    from tests.whole.plans import Item, Plan

ROLES = (("牵头", "协助"), ("牵头单位", "配合单位"), ("主办", "协办"), ("牵头情况", "配合情况"), ("主责单位", "协同单位"))
BODY_HEADS = (("单位", "联系人"), ("单位名称", "联络员"), ("名称", "电话"), ("部门", "负责人"))
PERSONS = ("何某", "柳某", "康某", "邱某")


def _deep(plan: Plan, rng: random.Random) -> list[list[str]]:
    """Two rows of labels and the rows: who leads and who helps, each with a person beside the bodies."""
    h = _heads(rng)
    body, person = rng.choice(BODY_HEADS)
    rows = [[h["number"], h["task"], *rng.choice(ROLES), h["time"]], [body, person, body, person]]
    for number, (_, item) in enumerate(plan.items, 1):
        helps = [_names(item.helpers), rng.choice(PERSONS)] if item.helpers else ["/", "/"]
        rows.append([str(number), item.text, _names(item.lead), rng.choice(PERSONS), *helps, item.time])
    return rows


def names_below_roles(plan: Plan, rng: random.Random) -> str:
    """Who leads and who helps as wide labels over the same two labels, of bodies and of persons."""
    first, second, *body = _deep(plan, rng)
    top = "".join(_td(label, 2 if at in (0, 1, 4) else 1, 1 if at in (0, 1, 4) else 2) for at, label in enumerate(first))
    return _page(plan, _table([f"<tr>{top}</tr>", _tr(second), *map(_tr, body)]))


def header_without_spans(plan: Plan, rng: random.Random) -> str:
    """Two rows of labels that lost all their spans: blanks in their place, or a second row of two cells."""
    h = _heads(rng)
    wide = rng.choice(("责任单位", "责任分工", "责任部门"))
    blanks = [[h["number"], h["task"], wide, "", h["time"]], ["", "", h["lead"], h["help"], ""]]
    short = [[h["number"], h["task"], wide, h["time"]], [h["lead"], h["help"]]]
    body = [[str(n), i.text, _names(i.lead), _names(i.helpers), i.time] for n, (_, i) in enumerate(plan.items, 1)]
    return _page(plan, _table([_tr(row) for row in [*rng.choice((blanks, short)), *body]]))


def columns_of_years(plan: Plan, rng: random.Random) -> str:
    """A column of times for each of two years, the year only in its label, but beside bare months."""
    h = _heads(rng)
    years = (plan.year, plan.year + 1) if rng.random() < 0.5 else (plan.year - 1, plan.year)  # fmt: skip
    top = f"{_td(h['number'], 2)}{_td(h['task'], 2)}{_td(h['time'], 1, 2)}{_td(h['lead'], 2)}{_td(h['help'], 2)}"
    rows = [f"<tr>{top}</tr>", _tr([f"{year}年" for year in years])]
    for number, (_, item) in enumerate(plan.items, 1):
        time = item.time if item.time.endswith("月") else item.time.removeprefix(f"{plan.year}年")
        times = [time if year == plan.year else "" for year in years]
        rows.append(_tr([str(number), item.text, *times, _names(item.lead), _names(item.helpers)]))
    return _page(plan, _table(rows))


def groups_amid(plan: Plan, rng: random.Random) -> str:
    """The group between the work and those who do it, over the rows of its tasks."""
    h = _heads(rng)
    rows = [_tr([h["number"], h["detail"], rng.choice(("类别", "任务类别", "工作类别")), h["unit"], h["time"]])]
    number = 0
    for group, items in plan.groups:
        for index, item in enumerate(items):
            number += 1
            amid = _td(group, len(items)) if index == 0 else ""
            rows.append(f"<tr>{_td(str(number))}{_td(item.text)}{amid}{_td(_both(item))}{_td(item.time)}</tr>")
    return _page(plan, _table(rows))


def two_columns_of_units(plan: Plan, rng: random.Random) -> str:
    """One label over two columns of bodies; the cells say who leads and who helps."""
    h = _heads(rng)
    top = f"<tr>{_td(h['number'])}{_td(h['task'])}{_td(h['unit'], 1, 2)}{_td(h['time'])}</tr>"
    rows = [top]
    for number, (_, item) in enumerate(plan.items, 1):
        helps = f"{_names(item.helpers)}配合" if item.helpers else ""
        rows.append(_tr([str(number), item.text, f"{_names(item.lead)}牵头", helps, item.time]))
    return _page(plan, _table(rows))


def rows_over_pages(plan: Plan, rng: random.Random) -> str:
    """Pages that end within a row: what is left of its work stands in the first row of the next page, beside blank cells."""
    h = _heads(rng)
    head = _tr([h["number"], h["task"], h["unit"], h["time"]])
    tables, rows = [], [head]
    for number, (_, item) in enumerate(plan.items, 1):
        cut = item.text.find("，") + 1
        whole = not cut or rng.random() < 0.6
        rows.append(_tr([str(number), item.text if whole else item.text[:cut], _both(item), item.time]))
        if not whole:
            tables.append(rows)
            rows = [*([head] if rng.random() < 0.5 else []), _tr(["", item.text[cut:], "", ""])]
    return _page(plan, rng.choice(("", "<p>— 2 —</p>")).join(_table(part) for part in [*tables, rows]))


# --- a cell a line ------------------------------------------------------------------------------------------------------


def lines_below_roles(plan: Plan, rng: random.Random) -> str:
    """A cell a line; labels of bodies and persons come again behind the labels of who leads and who helps."""
    first, second, *body = _deep(plan, rng)
    return _text_page(plan, [cell for row in (first, second, *body) for cell in row])


def lines_summed_up(plan: Plan, rng: random.Random) -> str:
    """A cell a line; the label over two others stands right before them."""
    h = _heads(rng)
    labels = [h["number"], h["task"], rng.choice(("责任单位", "责任分工")), h["lead"], h["help"], h["time"]]
    rows = ([str(n), i.text, _names(i.lead), _names(i.helpers) or "/", i.time] for n, (_, i) in enumerate(plan.items, 1))
    return _text_page(plan, [*labels, *(cell for row in rows for cell in row)])


def lines_with_groups_behind(plan: Plan, rng: random.Random) -> str:
    """A cell a line; the group stands behind the work or at the end of its first row alone."""
    h = _heads(rng)
    amid = rng.random() < 0.5
    labels = [h["number"], h["task"], *(["类别"] if amid else []), h["unit"], h["time"], *([] if amid else ["类别"])]
    lines = list(labels)
    number = 0
    for group, items in plan.groups:
        for index, item in enumerate(items):
            number += 1
            said = [group] if index == 0 else []
            lines += [str(number), item.text, *(said if amid else []), _both(item), item.time, *([] if amid else said)]
    return _text_page(plan, lines)


def lines_shuffled(plan: Plan, rng: random.Random) -> str:
    """A cell a line, numbers first, all other columns in any order."""
    h = _heads(rng)
    columns: list[tuple[str, Callable[[Item], str]]] = [
        (h["task"], lambda item: item.text),
        (h["unit"], _both),
        (h["time"], lambda item: item.time),
    ]
    rng.shuffle(columns)
    lines = [h["number"], *(label for label, _ in columns)]
    for number, (_, item) in enumerate(plan.items, 1):
        lines += [str(number), *(said(item) for _, said in columns)]
    return _text_page(plan, lines)


CLEAN: dict[str, Callable[[Plan, random.Random], str]] = {
    f.__name__: f
    for f in (names_below_roles, header_without_spans, columns_of_years, groups_amid, two_columns_of_units, rows_over_pages)
}
FLATTENED: dict[str, Callable[[Plan, random.Random], str]] = {
    f.__name__: f for f in (lines_below_roles, lines_summed_up, lines_with_groups_behind, lines_shuffled)
}
UNGROUPED = frozenset({*CLEAN, *FLATTENED} - {"groups_amid", "lines_with_groups_behind"})
