"""Plain text becomes one block a line, and is told from HTML by what it holds."""

import pytest

from pipeline.outline import Block
from pipeline.read import ReadRules, read_outline
from pipeline.read.page import try_page_example
from pipeline.read.text import looks_like_markup
from pipeline.values import RawPage


def read(text, source="page.txt", rules=None):
    return read_outline(RawPage(source, text.encode()), rules or ReadRules())


def test_every_line_that_is_not_blank_is_a_block():
    outline = read("\n  一、总体要求  \r\n\r\n　　1 | 公开  预算 | 市财政局 |\r附件")
    assert [(b.path, b.tag, b.text.original) for b in outline.blocks()] == [
        ("line[2]", "line", "一、总体要求"),
        ("line[4]", "line", "1 | 公开  预算 | 市财政局 |"),
        ("line[5]", "line", "附件"),
    ]
    assert (outline.media_type, outline.charset) == ("text/plain", "utf-8")


def test_lines_of_junk_tags_are_injected_and_inline_tags_stay():
    outline = read(
        '<sub id="n7j9h"><listing id="n7j9h"></listing></sub>\n<noframes id="n7j9h">\n市<b>财政</b>局\nbr />附件\n1 < 2'
    )
    assert [(b.set_aside, b.text.original[:6]) for b in outline.blocks()] == [
        ("injected", "<sub i"),
        ("injected", "<nofra"),
        (None, "市<b>财政"),
        (None, "br />附"),
        (None, "1 < 2"),
    ]


def test_markdown_headings_are_headings():
    outline = read("# 工作要点\n## 一、总体要求\n#1号文件\n| 序号 | 任务 |", "a.md")
    assert [(b.tag, b.text.original) for b in outline.blocks()] == [
        ("h1", "工作要点"),
        ("h2", "一、总体要求"),
        ("line", "#1号文件"),
        ("line", "| 序号 | 任务 |"),
    ]


def test_breadcrumbs_and_bars_of_a_copied_page_are_set_aside(rules):
    outline = read("您現在的位置: 首頁 >> 政務公開\n关于印发工作要点的通知\n【打印】【关闭】\n打印设备采购", rules=rules)
    assert [b.set_aside for b in outline.blocks()] == ["navigation", None, "navigation", None]


@pytest.mark.parametrize(
    ("text", "source", "is_markup"),
    [
        ("<!DOCTYPE html><html><body>一</body></html>", "a.txt", True),
        ("<html>\n" + "一\n" * 50, "a.txt", True),
        ("<table><tr><td>一</td><td>二</td></tr></table>", "a.txt", True),
        ("<p>一</p>\n<p>二</p>\n<p>三</p>", "a.md", True),
        ("一\n二\n<b>三</b>\n四\n五\n六\n七", "a.txt", False),
        ("一\n" * 30 + "<br>", "a.txt", False),
        ('<sub id="a"></sub>\n<form id="a"></form>\n' + "一\n" * 5, "a.txt", False),
        ("一\n二", "a.html", False),
        ("一<br>二", "a.html", True),
        ("a < b", "a.html", False),
        ("", "a.html", False),
    ],
)
def test_html_and_text_are_told_apart_by_what_they_hold(text, source, is_markup):
    assert looks_like_markup(text, source, None) is is_markup


def test_markdown_with_an_embedded_table_keeps_its_lines():
    table = "<table><tr><td>序号</td><td>任务</td></tr><tr><td>1</td><td>公开预算</td></tr></table>"
    lines = [
        "关于印发工作要点的通知",
        "各有关单位：",
        "现将工作要点印发给你们，请结合实际认真抓好落实，确保各项任务按期完成并及时报告进展情况。",
        "一、总体要求",
    ]
    outline = read("\n\n".join(lines) + f"\n\n<html><body>{table}</body></html>\n\n附件：略", "a.md")
    first, markup, last = outline.items
    assert isinstance(first, Block)
    assert first.text.original.split("\n") == lines
    assert [[c.block.text.original for c in row] for row in markup.rows] == [["序号", "任务"], ["1", "公开预算"]]
    assert last.text.original == "附件：略"


def test_a_text_of_very_many_lines_loses_nothing():
    outline = read("一\n" * 250_000)
    blocks = [*outline.blocks(), *outline.below]
    assert len(blocks) == 80_001
    assert sum(b.text.original.count("一") for b in blocks) == 250_000


def test_an_empty_text_says_so():
    assert read(" \n\n").notes == (("unreadable", "empty_body"),)


def test_examples_of_the_page_rules_come_out(page_entries, rules):
    for rule in page_entries:
        assert rule.examples, rule.id
        for example in rule.examples:
            assert try_page_example(rule, rules.page, example.said) == example.gives, (rule.id, example)
        for said in rule.keep:
            assert try_page_example(rule, rules.page, said) == "", (rule.id, said)
