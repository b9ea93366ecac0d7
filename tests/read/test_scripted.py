"""Pages whose words stand in a script."""

from __future__ import annotations

import json
import time

import pytest

from pipeline.outline import TableMarkup
from pipeline.read import ReadRules, read_outline
from pipeline.read.scripted import with_scripted_words
from pipeline.values import RawPage

WORDS = "<p>一、推进决策公开。（责任单位：市司法局）</p><table><tr><td>序号</td><td>任务</td></tr><tr><td>1</td><td>公布目录</td></tr></table>"


def page(content: str, body: str = "", **more: str) -> str:
    detail = json.dumps({"id": 7, "title": "工作要点", "content": content, **more}).replace("</", "<\\/")
    return f"<html><head><title>工作要点</title></head><body><div id='app'></div><script>window._CONFIG = {{ SID: '760001', DETAIL: {detail} }}</script>{body}</body></html>"


def words(text: str) -> str:
    outline = read_outline(RawPage("a.html", text.encode()), ReadRules())
    return "".join(block.text.original for block in outline.blocks())


def test_the_words_of_the_script_are_read_as_if_they_stood_in_the_page():
    outline = read_outline(RawPage("a.html", page(WORDS).encode()), ReadRules())
    read = [block.text.original for block in outline.blocks()]
    assert read == ["工作要点", "一、推进决策公开。（责任单位：市司法局）", "序号", "任务", "1", "公布目录"]
    (table,) = [item for item in outline.items if isinstance(item, TableMarkup)]
    assert len(table.rows) == 2


def test_words_that_the_page_has_as_markup_too_are_read_once():
    assert words(page(WORDS, WORDS)).count("推进决策公开") == 1


@pytest.mark.parametrize(
    "text",
    [
        "<p>_CONFIG</p>",
        "<script>_CONFIG = { TREE: [] }</script><p>甲</p>",
        "<script>_CONFIG = { DETAIL: {} }</script><p>甲</p>",
        '<script>_CONFIG = { DETAIL: {"content": null} }</script>',
        '<script>_CONFIG = { DETAIL: {"content": "cut off',
        '<script>_CONFIG = { DETAIL: {"content": ""} }</script>',
    ],
)
def test_any_other_page_stays_as_it_is(text):
    assert with_scripted_words(text) == text


def test_a_hostile_page_takes_no_longer_than_its_length():
    start = time.process_time()
    with_scripted_words("_CONFIG" + 'DETAIL: {"content": "' * 300_000)
    assert time.process_time() - start < 2
