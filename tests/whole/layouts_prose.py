"""Layouts of prose: how plans print units and times beside their items when there is no table."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

from tests.whole.plans import TASK_HEADS, TIME_HEADS, Item, Plan, _both, _names, _page, _text_page

if TYPE_CHECKING:
    import random
    from collections.abc import Callable

HAN = "一二三四五六七八九十"
BRACKETS = ("（）", "〔〕", "()", "[]", "【】", "［］")


def _p(text: str) -> str:
    return f"<p>{html.escape(text)}</p>"


def _duty(item: Item, rng: random.Random) -> str:
    """Units and time in one breath: 甲牵头，乙配合，2022年6月底前完成."""
    comma = rng.choice("，,；")
    parts = [f"{_names(item.lead)}牵头", *([f"{_names(item.helpers)}配合"] if item.helpers else [])]
    return comma.join([*parts, item.time + rng.choice(("", "完成"))])


def _labels(item: Item) -> list[tuple[str, str]]:
    found = [("牵头单位", _names(item.lead))]
    if item.helpers:
        found.append(("配合单位", _names(item.helpers)))
    return [*found, ("完成时限", item.time)]


def _numbers(rng: random.Random) -> Callable[[int], str]:
    """A style of numbers for items."""
    styles: tuple[Callable[[int], str], ...] = (
        lambda n: f"{n}.",
        lambda n: f"{n}．",
        lambda n: f"{n}、",
        lambda n: f"（{n}）",
        lambda n: f"({n})",
        lambda n: f"（{HAN[n - 1]}）",
        lambda n: f"({HAN[n - 1]})",
    )
    return rng.choice(styles)


def duty_brackets(plan: Plan, rng: random.Random) -> str:
    """Units and time without labels, in one bracket."""
    left, right = rng.choice(BRACKETS)
    number = _numbers(rng)
    lines = []
    for index, (group, items) in enumerate(plan.groups):
        lines.append(_p(f"{HAN[index]}、{group}"))
        lines += [_p(f"{number(n)}{item.text}{left}{_duty(item, rng)}{right}") for n, item in enumerate(items, 1)]
    return _page(plan, "".join(lines))


def title_brackets(plan: Plan, rng: random.Random) -> str:
    """The bracket before the full stop."""
    left, right = rng.choice(BRACKETS)
    number = _numbers(rng)
    lines = []
    for index, (group, items) in enumerate(plan.groups):
        lines.append(_p(f"{HAN[index]}、{group}"))
        lines += [_p(f"{number(n)}{item.text[:-1]}{left}{_duty(item, rng)}{right}。") for n, item in enumerate(items, 1)]
    return _page(plan, "".join(lines))


def boxed_labels(plan: Plan, rng: random.Random) -> str:
    """Labels in brackets on lines of their own: 【牵头单位】市司法局."""
    left, right = rng.choice(("【】", "［］", "〔〕"))
    colon = rng.choice(("", "：", ":"))
    number = _numbers(rng)
    lines = []
    for index, (group, items) in enumerate(plan.groups):
        lines.append(_p(f"{HAN[index]}、{group}"))
        for n, item in enumerate(items, 1):
            lines.append(_p(number(n) + item.text))
            lines += [_p(f"{left}{label}{right}{colon}{said}") for label, said in _labels(item)]
    return _page(plan, "".join(lines))


def labels_without_colon(plan: Plan, rng: random.Random) -> str:
    """Labels that lost their colon: 牵头单位　市司法局."""
    gap = rng.choice((" ", "　", "  "))
    lines = []
    for index, (group, items) in enumerate(plan.groups):
        lines.append(_p(f"{HAN[index]}、{group}"))
        for n, item in enumerate(items, 1):
            lines.append(_p(f"{n}.{item.text}"))
            lines += [_p(f"{label}{gap}{said}") for label, said in _labels(item)]
    return _page(plan, "".join(lines))


def labels_in_a_row(plan: Plan, rng: random.Random) -> str:
    """All labels in one line, in the item's paragraph or below it; labels may be spaced out."""
    between = rng.choice(("；", ";", "，", " ", "　", "。"))
    spread = rng.choice(("", " ", "　"))
    number = _numbers(rng)
    below = rng.random() < 0.5
    lines = []
    for index, (group, items) in enumerate(plan.groups):
        lines.append(
            _p(f"（{HAN[index]}）{group}" if "（" not in number(1) and "(" not in number(1) else f"{HAN[index]}、{group}")
        )
        for n, item in enumerate(items, 1):
            labels = between.join(f"{spread.join(label)}：{said}" for label, said in _labels(item))
            lines += [_p(number(n) + item.text), _p(labels)] if below else [_p(number(n) + item.text + labels)]
    return _page(plan, "".join(lines))


def unit_lines(plan: Plan, rng: random.Random) -> str:  # noqa: ARG001 - one signature for all layouts
    """Units below the item without any label, the time in brackets behind the item."""
    lines = []
    for index, (group, items) in enumerate(plan.groups):
        lines.append(_p(f"{HAN[index]}、{group}"))
        for n, item in enumerate(items, 1):
            lines += [_p(f"（{HAN[n - 1]}）{item.text}（{item.time}）"), _p(_both(item))]
    return _page(plan, "".join(lines))


def clauses(plan: Plan, rng: random.Random) -> str:
    """A paragraph a group: 一是…（甲牵头）；二是…（乙牵头）."""
    return _paragraph_a_group(plan, rng, "{}是")


def _paragraph_a_group(plan: Plan, rng: random.Random, ordinal: str) -> str:
    """The items of a group as clauses of one paragraph, each behind its ordinal."""
    left, right = rng.choice(BRACKETS)
    lines = []
    for index, (group, items) in enumerate(plan.groups):
        if len(items) == 1:
            lines += [_p(f"{HAN[index]}、{group}"), _p(f"（一）{items[0].text}{left}{_duty(items[0], rng)}{right}")]
            continue
        parts = [f"{ordinal.format(HAN[n])}{item.text}{left}{_duty(item, rng)}{right}" for n, item in enumerate(items)]
        lines.append(_p(f"{HAN[index]}、{group}。{'；'.join(parts)}。"))
    return _page(plan, "".join(lines))


def headings(plan: Plan, rng: random.Random) -> str:
    """Groups as headings without numbers, in bold or as h2 to h4."""
    tag = rng.choice(("b", "strong", "h2", "h3", "h4"))
    lines = []
    for group, items in plan.groups:
        lines.append(f"<{tag}>{group}</{tag}>" if tag[0] == "h" else f"<p><{tag}>{group}</{tag}></p>")
        lines += [_p(f"{n}.{item.text}（{_duty(item, rng)}）") for n, item in enumerate(items, 1)]
    return _page(plan, "".join(lines))


def decimals(plan: Plan, rng: random.Random) -> str:
    """1 and 1.1."""
    lines = []
    for index, (group, items) in enumerate(plan.groups, 1):
        lines.append(f"{index}{rng.choice((' ', '. ', '、'))}{group}")
        for n, item in enumerate(items, 1):
            lines.append(f"{index}.{n} {item.text}{'；'.join(f'{label}：{said}' for label, said in _labels(item))}")
    return _text_page(plan, lines)


def breaks(plan: Plan, rng: random.Random) -> str:
    """One paragraph with `<br>`."""
    colon = rng.choice("：:")
    lines = []
    for index, (group, items) in enumerate(plan.groups):
        lines.append(f"{HAN[index]}、{group}")
        for n, item in enumerate(items, 1):
            lines += [f"{n}.{item.text}", *(f"{label}{colon}{said}" for label, said in _labels(item))]
    return _page(plan, f"<p>{'<br/>'.join(lines)}</p>")


def chapters(plan: Plan, rng: random.Random) -> str:
    """Chapters, with general demands before and after that give no task."""
    word = rng.choice(("部分", "章"))
    lines = [_p(f"第一{word}　总体要求"), _p("坚持以人民为中心，全面提升政务公开质量。")]
    for index, (group, items) in enumerate(plan.groups, 1):
        lines.append(_p(f"第{HAN[index]}{word}　{group}"))
        lines += [_p(f"{n}.{item.text}（{_duty(item, rng)}）") for n, item in enumerate(items, 1)]
    lines += [_p(f"第{HAN[len(plan.groups) + 1]}{word}　保障措施"), _p("1.加强组织领导。各单位要高度重视，压实责任。")]
    lines.append(_p("2.强化宣传引导。及时总结经验做法，营造良好氛围。"))
    return _page(plan, "".join(lines))


def repeated_in_table(plan: Plan, rng: random.Random) -> str:
    """Prose that a table in the annex repeats, with units and times: every task once."""
    lines = []
    rows = [f"<tr><td>类别</td><td>{rng.choice(TASK_HEADS)}</td><td>责任单位</td><td>{rng.choice(TIME_HEADS)}</td></tr>"]
    for index, (group, items) in enumerate(plan.groups):
        lines.append(_p(f"{HAN[index]}、{group}"))
        for n, item in enumerate(items, 1):
            lines.append(_p(f"（{HAN[n - 1]}）{item.text}"))
            cells = (group, item.text, _both(item), item.time)
            rows.append("<tr>" + "".join(f"<td>{html.escape(c)}</td>" for c in cells) + "</tr>")
    table = f"<p>附件</p><p>任务分解表</p><table>{''.join(rows)}</table>"
    return _page(plan, "".join(lines) + table)


def run_on(plan: Plan, rng: random.Random) -> str:
    """All in one paragraph: headings, items and brackets run on without any break."""
    left, right = rng.choice(("（）", "()", "〔〕"))
    gap = rng.choice(("", "", " "))
    parts = []
    for index, (group, items) in enumerate(plan.groups):
        parts.append(f"{HAN[index]}、{group}{gap}")
        parts += [f"（{HAN[n]}）{item.text}{left}{_duty(item, rng)}{right}{gap}" for n, item in enumerate(items)]
    return _text_page(plan, ["".join(parts)])


def run_on_labels(plan: Plan, rng: random.Random) -> str:
    """Items in one paragraph a group, each with labels, the next number right behind the words."""
    stop = rng.choice(("", "。", " "))
    lines = []
    for index, (group, items) in enumerate(plan.groups):
        parts = [
            f"{n}.{item.text}{'；'.join(f'{label}：{said}' for label, said in _labels(item))}{stop}"
            for n, item in enumerate(items, 1)
        ]
        lines += [f"{HAN[index]}、{group}", "".join(parts)]
    return _text_page(plan, lines)


def styles(plan: Plan, rng: random.Random) -> str:
    """Numbers of less common styles, for groups and for items."""
    groups: tuple[Callable[[int], str], ...] = (
        lambda n: f"{'甲乙丙丁戊'[n - 1]}、",
        lambda n: f"{'ⅠⅡⅢⅣⅤ'[n - 1]}.",
        lambda n: f"{'ABCDE'[n - 1]}．",
        lambda n: f"第{HAN[n - 1]}部分 ",
    )
    items: tuple[Callable[[int], str], ...] = (
        lambda n: f"{'abcde'[n - 1]}.",
        lambda n: f"【{n}】",
        lambda n: f"[{n}]",
        lambda n: f"{n}）",
        lambda n: f"第{HAN[n - 1]}项：",
        lambda n: f"第{n}件 ",
        lambda n: f"{'①②③④⑤'[n - 1]}",
        lambda n: f"任务{HAN[n - 1]}：",
    )
    above, below = rng.choice(groups), rng.choice(items)
    lines = []
    for index, (group, tasks) in enumerate(plan.groups, 1):
        lines.append(_p(f"{above(index)}{group}"))
        lines += [_p(f"{below(n)}{item.text}（{_duty(item, rng)}）") for n, item in enumerate(tasks, 1)]
    return _page(plan, "".join(lines))


def articles(plan: Plan, rng: random.Random) -> str:
    """Chapters of articles that are counted through, as in measures (若干措施)."""
    gap = rng.choice((" ", "　", ""))
    lines, count = [], 0
    for index, (group, items) in enumerate(plan.groups):
        lines.append(_p(f"第{HAN[index]}章　{group}"))
        for item in items:
            count += 1
            lines.append(_p(f"第{count}条{gap}{item.text}（{_duty(item, rng)}）"))
    return _page(plan, "".join(lines))


def high_numbers(plan: Plan, rng: random.Random) -> str:
    """Numbers that go past a hundred or a thousand."""
    count = rng.choice((95, 996))
    lines = []
    for index, (group, items) in enumerate(plan.groups):
        lines.append(_p(f"{HAN[index]}、{group}"))
        for item in items:
            count += 1
            lines.append(_p(f"{count}.{item.text}（{_duty(item, rng)}）"))
    return _page(plan, "".join(lines))


def three_levels(plan: Plan, rng: random.Random) -> str:
    """1, 1.1 and 1.1.1, below a heading that nothing else stands under."""
    stop = rng.choice((" ", ".", "、"))
    lines = []
    for index, (group, items) in enumerate(plan.groups, 1):
        lines.append(f"{index}. {group}")
        lines += [f"{index}.1.{n}{stop}{item.text}（{_duty(item, rng)}）" for n, item in enumerate(items, 1)]
    return _text_page(plan, lines)


def bullets(plan: Plan, rng: random.Random) -> str:
    """A sign instead of a number."""
    sign = rng.choice(("● ", "■", "—— ", "· ", "◆", "★"))
    lines = []
    for index, (group, items) in enumerate(plan.groups):
        lines.append(_p(f"{HAN[index]}、{group}"))
        lines += [_p(f"{sign}{item.text}（{_duty(item, rng)}）") for item in items]
    return _page(plan, "".join(lines))


def plain_headings(plan: Plan, rng: random.Random) -> str:
    """Groups as lines that nothing marks but their place."""
    through = rng.random() < 0.5
    lines, count = [], 0
    for group, items in plan.groups:
        lines.append(group)
        count = count if through else 0
        for item in items:
            count += 1
            lines.append(f"{count}.{item.text}（{_duty(item, rng)}）")
    return _text_page(plan, lines)


def lines_at_the_right(plan: Plan, rng: random.Random) -> str:
    """Units and time below each item, each on a line of its own without a label."""
    look = rng.choice(("align='right'", "style='text-align:right'", ""))
    lines = []
    for index, (group, items) in enumerate(plan.groups):
        lines.append(_p(f"{HAN[index]}、{group}"))
        for n, item in enumerate(items, 1):
            lines += [_p(f"{n}.{item.text}"), f"<p {look}>{_both(item)}</p>", f"<p {look}>{item.time}</p>"]
    return _page(plan, "".join(lines))


def ordinal_clauses(plan: Plan, rng: random.Random) -> str:
    """A paragraph a group: 第一，…（甲牵头）；第二，…（乙牵头）."""
    return _paragraph_a_group(plan, rng, "第{}，")


def told_at_the_end(plan: Plan, rng: random.Random) -> str:
    """Who does what is said behind each group: 第1项由甲牵头，…；第2项由乙牵头，…."""
    left, right = rng.choice((("", ""), ("（", "）")))
    stop = "" if left else "。"
    lines = []
    for index, (group, items) in enumerate(plan.groups):
        lines.append(_p(f"{HAN[index]}、{group}"))
        lines += [_p(f"{n}.{item.text}") for n, item in enumerate(items, 1)]
        told = (f"第{n}项由{_both(item)}，{item.time}完成" for n, item in enumerate(items, 1))
        lines.append(_p(f"{left}{'；'.join(told)}{stop}{right}"))
    return _page(plan, "".join(lines))


def repeated_in_prose(plan: Plan, rng: random.Random) -> str:
    """The letter sends the points and, as a second annex, the same points with units."""
    number = _numbers(rng)
    points, duties = [], []
    for index, (group, items) in enumerate(plan.groups):
        points.append(_p(f"{HAN[index]}、{group}"))
        duties.append(_p(f"{HAN[index]}、{group}"))
        points += [_p(f"{number(n)}{item.text}") for n, item in enumerate(items, 1)]
        duties += [_p(f"{number(n)}{item.text}（{_duty(item, rng)}）") for n, item in enumerate(items, 1)]
    letter = [
        _p("各县（市、区）人民政府，市直各部门："),
        _p("现将工作要点和任务分工印发给你们，请认真贯彻执行。"),
        _p(f"{plan.city}人民政府办公室"),
        _p(f"{plan.year}年3月1日"),
    ]
    annexes = [_p("附件1"), _p(f"{plan.city}{plan.year}年政务公开工作要点"), *points, _p("附件2"), _p(plan.title), *duties]
    return _page(plan, "".join([*letter, *annexes]))


PROSE: dict[str, Callable[[Plan, random.Random], str]] = {
    "duty_brackets": duty_brackets,
    "title_brackets": title_brackets,
    "boxed_labels": boxed_labels,
    "labels_without_colon": labels_without_colon,
    "labels_in_a_row": labels_in_a_row,
    "unit_lines": unit_lines,
    "clauses": clauses,
    "headings": headings,
    "decimals": decimals,
    "breaks": breaks,
    "chapters": chapters,
    "repeated_in_table": repeated_in_table,
    "styles": styles,
    "articles": articles,
    "high_numbers": high_numbers,
    "three_levels": three_levels,
    "bullets": bullets,
    "plain_headings": plain_headings,
    "lines_at_the_right": lines_at_the_right,
    "ordinal_clauses": ordinal_clauses,
    "told_at_the_end": told_at_the_end,
    "repeated_in_prose": repeated_in_prose,
}
PROSE_FLATTENED: dict[str, Callable[[Plan, random.Random], str]] = {"run_on": run_on, "run_on_labels": run_on_labels}
