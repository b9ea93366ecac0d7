"""A card a task: labels and what they say, as paragraphs, small tables or elements; and rows written as lines with separators."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

from tests.whole.layouts_tables import _heads, _table, _td
from tests.whole.plans import _both, _names, _page, _text_page

if TYPE_CHECKING:
    import random
    from collections.abc import Callable

    from tests.whole.plans import Item, Plan

HAN = "一二三四五六七八九十"


def _labels(item: Item, rng: random.Random) -> list[tuple[str, str]]:
    """The labels of a card after its work."""
    h = _heads(rng)
    if rng.random() < 0.5:
        return [(h["unit"], _both(item)), (h["time"], item.time)]
    units = [(h["lead"], _names(item.lead))] + ([(h["help"], _names(item.helpers))] if item.helpers else [])
    return [*units, (h["time"], item.time)]


def _work(rng: random.Random) -> str:
    return rng.choice(("任务名称", "工作任务", "任务内容", "重点任务", "工作内容"))


def card_paragraphs(plan: Plan, rng: random.Random) -> str:
    """任务1, then a label a line."""
    title = rng.choice(("任务{n}", "任务{h}", "【任务{n}】", "任务{n}：", "第{n}项", "任务清单{n}"))
    colon = rng.choice("：:")
    work, labels = _work(rng), rng.getstate()
    lines = []
    for n, (_, item) in enumerate(plan.items, 1):
        rng.setstate(labels)
        lines.append(title.format(n=n, h=HAN[n - 1] if n <= len(HAN) else n))
        lines += [f"{work}{colon}{item.text}", *(f"{label}{colon}{said}" for label, said in _labels(item, rng))]
    return _page(plan, "".join(f"<p>{html.escape(line)}</p>" for line in lines))


def card_numbers(plan: Plan, rng: random.Random) -> str:
    """序号：1 heads every card."""
    colon = rng.choice("：:")
    number, work, labels = rng.choice(("序号", "编号", "任务编号", "任务序号")), _work(rng), rng.getstate()
    lines = []
    for n, (_, item) in enumerate(plan.items, 1):
        rng.setstate(labels)
        lines += [f"{number}{colon}{n}", f"{work}{colon}{item.text}"]
        lines += [f"{label}{colon}{said}" for label, said in _labels(item, rng)]
    return _text_page(plan, lines)


def card_tables(plan: Plan, rng: random.Random) -> str:
    """A table a task, labels down its first column, or in its first and third."""
    wide = rng.random() < 0.5
    headed = rng.choice(("td", "th"))
    work, labels = _work(rng), rng.getstate()
    tables = []
    for n, (_, item) in enumerate(plan.items, 1):
        rng.setstate(labels)
        pairs = [("序号", str(n)), (work, item.text), *_labels(item, rng)]
        if wide and len(pairs) % 2:
            pairs.append(("备注", ""))
        cells = [f"<{headed}>{label}</{headed}>{_td(said)}" for label, said in pairs]
        step = 2 if wide else 1
        tables.append(_table(["<tr>" + "".join(cells[i : i + step]) + "</tr>" for i in range(0, len(cells), step)]))
    return _page(plan, rng.choice(("", "<p>&nbsp;</p>")).join(tables))


def card_table(plan: Plan, rng: random.Random) -> str:
    """All cards one below the other in one table, their titles across the width."""
    work, labels = _work(rng), rng.getstate()
    rows = []
    for n, (_, item) in enumerate(plan.items, 1):
        rng.setstate(labels)
        pairs = [(work, item.text), *_labels(item, rng)]
        rows.append(f"<tr>{_td(f'任务{n}', 1, 2)}</tr>")
        rows += [f"<tr>{_td(label)}{_td(said)}</tr>" for label, said in pairs]
    return _page(plan, _table(rows))


def card_boxes(plan: Plan, rng: random.Random) -> str:
    """A card drawn with elements: label and words side by side, with or without a colon."""
    colon = rng.choice(("：", "", ":"))
    box, line = rng.choice((("div", "div"), ("ul", "li"), ("section", "p")))
    parts = rng.choice((("span", "span"), ("label", "span"), ("b", "span"), ("strong", "em")))
    work, labels = _work(rng), rng.getstate()
    cards = []
    for _, item in plan.items:
        rng.setstate(labels)
        said = [
            f"<{line}><{parts[0]}>{label}{colon}</{parts[0]}><{parts[1]}>{html.escape(words)}</{parts[1]}></{line}>"
            for label, words in [(work, item.text), *_labels(item, rng)]
        ]
        cards.append(f"<{box} class='card'>{''.join(said)}</{box}>")
    return _page(plan, "".join(cards))


def definition_cards(plan: Plan, rng: random.Random) -> str:
    """A `dl` a task: labels in `dt`, words in `dd`."""
    work, labels = _work(rng), rng.getstate()
    cards = []
    for _, item in plan.items:
        rng.setstate(labels)
        pairs = [(work, item.text), *_labels(item, rng)]
        cards.append("<dl>" + "".join(f"<dt>{label}</dt><dd>{html.escape(said)}</dd>" for label, said in pairs) + "</dl>")
    return _page(plan, "".join(cards))


def comma_lines(plan: Plan, rng: random.Random) -> str:
    """Lines with commas, cells in quotes where they hold one, or with semicolons."""
    h = _heads(rng)
    rows = [[h["number"], h["task"], h["lead"], h["help"], h["time"]]]
    rows += [[str(n), i.text, _names(i.lead), _names(i.helpers), i.time] for n, (_, i) in enumerate(plan.items, 1)]
    sign = rng.choice((",", ";", "；", "^"))
    quote = '"' if rng.random() < 0.5 else ""
    return _text_page(plan, [sign.join(f"{quote}{cell}{quote}" for cell in row) for row in rows])


CLEAN: dict[str, Callable[[Plan, random.Random], str]] = {
    f.__name__: f for f in (card_paragraphs, card_numbers, card_tables, card_table, card_boxes, definition_cards)
}
FLATTENED: dict[str, Callable[[Plan, random.Random], str]] = {"comma_lines": comma_lines}
UNGROUPED = frozenset({*CLEAN, *FLATTENED})
