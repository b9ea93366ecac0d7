"""Plans in prose that nobody has written: headings and items numbered in every style, one inside the other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.whole.plans import GROUPS, UNITS, _text

if TYPE_CHECKING:
    import random
    from collections.abc import Callable

HAN = "一二三四五六七八九"
FULL = "０１２３４５６７８９"
STYLES: dict[str, Callable[[int], str]] = {
    "chinese": lambda n: f"{HAN[n - 1]}、",
    "chinese stop": lambda n: f"{HAN[n - 1]}．",
    "chinese bracket": lambda n: f"（{HAN[n - 1]}）",
    "chinese half bracket": lambda n: f"({HAN[n - 1]})",
    "chinese tortoise": lambda n: f"〔{HAN[n - 1]}〕",
    "chinese lens": lambda n: f"【{HAN[n - 1]}】",
    "chinese square": lambda n: f"［{HAN[n - 1]}］",
    "chinese sign": lambda n: "㈠㈡㈢㈣㈤㈥㈦㈧㈨"[n - 1],
    "arabic": lambda n: f"{n}.",
    "arabic comma": lambda n: f"{n}、",
    "arabic wide": lambda n: f"{n}．",
    "arabic full": lambda n: f"{FULL[n]}．",
    "arabic sign": lambda n: "⒈⒉⒊⒋⒌⒍⒎⒏⒐"[n - 1],
    "closing bracket": lambda n: f"{n}）",
    "closing half bracket": lambda n: f"{n})",
    "arabic bracket": lambda n: f"（{n}）",
    "arabic half bracket": lambda n: f"({n})",
    "arabic full bracket": lambda n: f"（{FULL[n]}）",
    "bracket sign": lambda n: "⑴⑵⑶⑷⑸⑹⑺⑻⑼"[n - 1],
    "circled": lambda n: "①②③④⑤⑥⑦⑧⑨"[n - 1],
    "boxed": lambda n: f"【{n}】",
    "roman": lambda n: f"{'ⅠⅡⅢⅣⅤⅥⅦⅧⅨ'[n - 1]}.",
    "letter": lambda n: f"{'ABCDEFGHI'[n - 1]}.",
    "small letter": lambda n: f"{'abcdefghi'[n - 1]}.",
    "stem": lambda n: f"{'甲乙丙丁戊己庚辛壬'[n - 1]}、",
    "part": lambda n: f"第{HAN[n - 1]}部分　",
    "section": lambda n: f"第{HAN[n - 1]}节　",
    "article": lambda n: f"第{HAN[n - 1]}条　",
    "listed": lambda n: f"第{HAN[n - 1]}项：",
    "ordinal": lambda n: f"第{HAN[n - 1]}、",
    "said": lambda n: f"{HAN[n - 1]}是",
}
KIN = (
    {"chinese", "chinese stop"},
    {"chinese bracket", "chinese half bracket", "chinese tortoise", "chinese lens", "chinese square"},
    {"arabic", "arabic comma", "arabic wide", "arabic full"},
    {"closing bracket", "closing half bracket"},
    {"arabic bracket", "arabic half bracket", "arabic full bracket"},
    {"ordinal", "said", "listed", "article"},
)
"""Styles that differ in print alone: a text that mixes them means one level."""
USUAL = (
    ("chinese", "chinese stop"),
    ("chinese bracket", "chinese half bracket", "chinese lens", "chinese sign"),
    ("arabic", "arabic comma", "arabic wide", "arabic full", "arabic sign"),
    ("arabic bracket", "arabic half bracket", "bracket sign", "closing bracket"),
    ("circled",),
)
STOPS = "。）)〕］]】"
BRACKETS = tuple((sign[0], sign[1]) for sign in ("（）", "()", "〔〕", "［］", "[]", "【】"))


@dataclass(frozen=True)
class Meant:
    """A task as it is meant: its printed number without signs behind it, its headings, its words, its unit."""

    label: str
    path: tuple[str, ...]
    text: str
    unit: str


def _at_the_end(item: str, unit: str, rng: random.Random) -> tuple[str, list[str]]:
    left, right = rng.choice(BRACKETS)
    who = rng.choice((f"{unit}负责", f"责任单位：{unit}", unit))
    return item, [f"{item}{left}{who}{right}"]


def _before_the_stop(item: str, unit: str, rng: random.Random) -> tuple[str, list[str]]:
    left, right = rng.choice(BRACKETS)
    return item, [f"{item[:-1]}{left}责任单位：{unit}{right}。"]


def _on_a_line(item: str, unit: str, rng: random.Random) -> tuple[str, list[str]]:
    left, right = rng.choice((*BRACKETS, ("", "")))
    return item, [item, f"{left}责任单位：{unit}{right}"]


def _inside(item: str, unit: str, rng: random.Random) -> tuple[str, list[str]]:
    said = f"由{unit}{rng.choice(('负责', '牵头'))}，{item}"
    return said, [said]


PLACES = {"at the end": _at_the_end, "before the stop": _before_the_stop, "on a line": _on_a_line, "inside": _inside}


def random_styles(rng: random.Random, depth: int) -> list[str]:
    """Styles for so many levels, none of them kin to another, in any order."""
    names = rng.sample(sorted(STYLES), len(STYLES))
    chosen: list[str] = []
    for name in names:
        kin = next((group for group in KIN if name in group), {name})
        if not kin & set(chosen):
            chosen.append(name)
    return chosen[:depth]


def usual_styles(rng: random.Random, depth: int) -> list[str]:
    """Styles for so many levels in the usual order: 一、（一）1.（1）①, each in any of its prints."""
    start = rng.randint(0, len(USUAL) - depth)
    return [rng.choice(prints) for prints in USUAL[start : start + depth]]


def hierarchy(rng: random.Random, styles: list[str], place: str) -> tuple[list[str], list[Meant]]:
    """The lines of a plan with a level for each style, and the tasks that they mean."""
    lines: list[str] = []
    meant: list[Meant] = []
    _level(rng, styles, place, (), (lines, meant))
    return lines, meant


def run_in(lines: list[str], rng: random.Random) -> list[str]:
    """The same plan in one paragraph, as text that lost its line breaks; headings keep their stops."""
    closed = [line if line[-1] in STOPS else f"{line}。" for line in lines]
    return [rng.choice(("", "", " ", "　")).join(closed)]


def _level(rng: random.Random, styles: list[str], place: str, path: tuple[str, ...], out: tuple[list[str], list[Meant]]) -> None:
    lines, meant = out
    number = STYLES[styles[0]]
    heads = rng.sample(GROUPS, 3)
    for n in range(1, 4):
        if len(styles) > 1:
            lines.append(number(n) + heads[n - 1] + rng.choice(("", "。")))
            _level(rng, styles[1:], place, (*path, heads[n - 1]), out)
            continue
        unit, label = rng.choice(UNITS), number(n).strip("、．.　：")
        text, printed = PLACES[place](_text(rng), unit, rng)
        lines += [number(n) + printed[0], *printed[1:]]
        meant.append(Meant(label.replace(FULL[n], str(n)), path, text, unit))
