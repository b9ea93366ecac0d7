"""Words that have their places on the paper: which are read as a table, and which stay as they are."""

from __future__ import annotations

import pytest

from pipeline.outline import TableMarkup
from pipeline.read import ReadRules, read_outline
from pipeline.values import RawPage

TABLE = (
    ("序号", "工作任务", "责任单位"),
    ("1", "修缮城墙步道", "市文物局"),
    ("", "和城门楼", ""),
    ("2", "清理护城河", "市水务局"),
)
MEANT = [["序号", "工作任务", "责任单位"], ["1", "修缮城墙步道和城门楼", "市文物局"], ["2", "清理护城河", "市水务局"]]
LEFTS = (60, 120, 330)


def _words(rows: tuple[tuple[str, ...], ...], top: int = 100) -> list[tuple[int, int, str]]:
    return [(left, top + 24 * at, words) for at, row in enumerate(rows) for left, words in zip(LEFTS, row, strict=True) if words]


def _page(words: list[tuple[int, int, str]], element: str) -> str:
    return "<div class='page'>" + "".join(element.format(x=x, y=y, words=said) for x, y, said in words) + "</div>"


def _tables(page: str, rules: ReadRules) -> list[list[list[str]]]:
    outline = read_outline(RawPage("a.html", f"<html><body>{page}</body></html>".encode()), rules)
    tables = [item for item in outline.items if isinstance(item, TableMarkup)]
    return [[[cell.block.text.original for cell in row] for row in table.rows] for table in tables]


@pytest.mark.parametrize(
    "element",
    [
        "<div style='position:absolute;left:{x}px;top:{y}px'>{words}</div>",
        "<span style='position: absolute; top: {y}.5pt; left: {x}.25pt'>{words}</span>",
        "<p style='LEFT:{x}px;TOP:{y}px;POSITION:absolute;margin:0'>{words}</p>",
        "<div style='position:absolute;left:{x}px;top:{y}px;white-space:nowrap'><span>{words}</span></div>",
        "<span style='position:absolute;left:{x}px;top:{y}px'>{words}<i style='display:none'>x</i></span>",
    ],
)
@pytest.mark.parametrize("order", ["lines", "columns", "backwards"])
def test_words_that_are_placed_make_the_table_that_a_reader_sees(element: str, order: str, rules: ReadRules) -> None:
    words = sorted(_words(TABLE), key=lambda word: {"lines": word[1], "columns": word[0], "backwards": -word[1]}[order])
    assert _tables(_page(words, element), rules) == [MEANT]


def test_places_may_be_told_from_the_bottom(rules: ReadRules) -> None:
    words = [(x, 800 - y, said) for x, y, said in _words(TABLE)]
    assert _tables(_page(words, "<div style='position:absolute;left:{x}px;bottom:{y}px'>{words}</div>"), rules) == [MEANT]


SHEET = "".join(
    [
        ".t{position:absolute}",
        *(f".x{x} {{ left: {x}px; }}" for x in LEFTS),
        *(f".y{y}{{bottom:{900 - y}.5px}}" for y in range(100, 300, 24)),
    ]
)


@pytest.mark.parametrize(
    "element",
    [
        "<div class='t m0 x{x} h2 y{y} ff1'>{words}</div>",
        "<span class='t x{x} y{y}'><b>{words}</b></span>",
        "<p class='y{y} x{x} t'>{words}</p>",
    ],
)
def test_places_may_be_told_by_classes(element: str, rules: ReadRules) -> None:
    assert _tables(f"<style>{SHEET}</style>" + _page(_words(TABLE), element), rules) == [MEANT]


def test_classes_that_do_more_than_place_or_are_few_say_nothing_of_places(rules: ReadRules) -> None:
    element = "<p class='t x{x} y{y}'>{words}</p>"
    many = SHEET.replace("px}", "px;color:red}").replace("px; }", "px; float:left }")
    assert _tables(f"<style>{many}</style>" + _page(_words(TABLE), element), rules) == []
    assert (
        _tables("<style>.t{position:absolute}.x60{left:60px}.y100{top:9px}</style>" + _page(_words(TABLE), element), rules) == []
    )


def test_a_table_goes_on_over_pages_that_each_begin_at_the_top(rules: ReadRules) -> None:
    element = "<div style='position:absolute;left:{x}px;top:{y}px'>{words}</div>"
    page = _page(_words(TABLE), element) + _page(_words((("3", "新栽行道树", "市林业局"), ("", "三千株", ""))), element)
    assert _tables(page, rules) == [[*MEANT, ["3", "新栽行道树三千株", "市林业局"]]]


@pytest.mark.parametrize(
    "page",
    [
        _page(
            [(60, 24 * at, f"{at}.市文物局修缮第{at}段城墙。") for at in range(1, 15)],
            "<div style='position:absolute;left:{x}px;top:{y}px'>{words}</div>",
        ),
        _page(_words(TABLE), "<p style='margin-left:{x}px;margin-top:{y}px'>{words}</p>"),
        _page(_words(TABLE), "<p style='position:relative;left:{x}px;top:{y}px'>{words}</p>"),
        "".join(
            f"<p>市水务局清理第{at}条河<span style='position:absolute;left:-9999px;top:0'>广告</span>道。</p>" for at in range(20)
        ),
        _page(
            [(x * 10**6, y, said) for x, y, said in _words(TABLE)],
            "<p style='position:absolute;left:{x}px;top:{y}px'>{words}</p>",
        ),
    ],
    ids=["prose", "margins", "moved a little", "put out of sight", "off any paper"],
)
def test_words_that_are_placed_without_a_table_stay_as_they_are(page: str, rules: ReadRules) -> None:
    assert _tables(page, rules) == []


def test_words_put_out_of_sight_do_not_part_a_line(rules: ReadRules) -> None:
    line = "<p>市水务局清理河<span style='position:absolute;left:-9999px;top:0'>广告</span>道。</p>"
    outline = read_outline(RawPage("a.html", (line * 20).encode()), rules)
    assert [b.text.original for b in outline.blocks() if b.set_aside is None] == ["市水务局清理河道。"] * 20
