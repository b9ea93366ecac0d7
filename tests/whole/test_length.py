"""A page longer than any notice is read up to a bound; what stands below it is kept as it is, and said to be unread."""

from __future__ import annotations

import re

import pytest

from pipeline.parse import parse
from pipeline.values import RawPage

BOUND = 41
TITLE = "云岭市2023年政务公开工作要点"


@pytest.fixture(autouse=True)
def _short(monkeypatch):
    monkeypatch.setattr("pipeline.read.length.MOST_LINES", BOUND)


def said(n):
    return f"公开第{n}项服务指南"


def table(n, first=1):
    row = "<tr><td>{}</td><td>{}。</td><td>市司法局</td><td>2023年6月底前</td></tr>"
    rows = "".join(row.format(k, said(k)) for k in range(first, first + n))
    head = "<tr><th>序号</th><th>工作任务</th><th>责任单位</th><th>完成时限</th></tr>"
    return f"<html><body><h1>{TITLE}</h1><table>{head}{rows}</table></body></html>", "a.html"


def prose(n):
    items = "".join(f"<p>{k}.{said(k)}。（责任单位：市司法局）</p>" for k in range(1, n + 1))
    return f"<html><body><h1>{TITLE}</h1><p>一、主要任务</p>{items}</body></html>", "a.html"


def text(n):
    return f"{TITLE}\n一、主要任务\n" + "".join(f"{k}.{said(k)}。（责任单位：市司法局）\n" for k in range(1, n + 1)), "a.txt"


def read(page, rules):
    words, name = page
    return parse(RawPage(name, words.encode(), charset="utf-8"), rules)


def is_said(notice):
    return [issue.severity for issue in notice.issues if "(too_long)" in issue.message]


@pytest.mark.parametrize(
    ("page", "tasks"),
    [(table(60), 19), (prose(60), 39), (text(60), 39), ((f"{prose(30)[0]}{table(9, 101)[0]}", "a.html"), 33)],
    ids=["a table is cut between two rows", "paragraphs", "lines", "a table behind paragraphs"],
)
def test_what_stands_below_the_bound_is_kept_unread_and_said(page, tasks, rules):
    notice = read(page, rules)
    assert len(notice.tasks) == tasks
    assert is_said(notice) == ["page"]
    unread = [row for row in notice.blocks if row.kind == "unread"]
    for n in set(re.findall("公开第([0-9]+)项", page[0])):
        held = [task for task in notice.tasks if said(n) in task.text]
        assert held or any(said(n) in row.text for row in unread)
    assert all(task.units for task in notice.tasks)
    assert notice.coverage < 1


@pytest.mark.parametrize("page", [table(19), prose(39), text(39)], ids=["cells", "paragraphs", "lines"])
def test_a_page_of_just_so_many_lines_is_read_whole(page, rules):
    notice = read(page, rules)
    assert len(notice.tasks) == page[0].count("项服务指南")
    assert is_said(notice) == []
    assert notice.coverage == 1


def test_what_a_page_sets_aside_keeps_its_kind_below_the_bound(rules):
    words, name = prose(60)
    notice = read((words.replace("</body>", '<div style="display:none">隐藏的话</div></body>'), name), rules)
    assert {row.kind for row in notice.blocks if row.text == "隐藏的话"} == {"injected"}


def test_one_block_that_is_longer_than_the_bound_is_kept_whole(rules):
    lines = "\n".join(f"{k}.{said(k)}。" for k in range(1, 60))
    notice = read((f"<html><body><h1>{TITLE}</h1><pre>{lines}</pre></body></html>", "a.html"), rules)
    assert (notice.status, is_said(notice)) == ("no_tasks", ["page"])
    assert [row.text for row in notice.blocks if row.kind == "unread"] == [lines]
