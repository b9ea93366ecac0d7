"""Tables drawn without `<table>`, cards, and tables that stand otherwise than they are read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pipeline.values import RawPage
from tests.tasks.cases import Case, page_of, parsed, read_cases, tasks_of, text_of

if TYPE_CHECKING:
    from pipeline.parse import Rules

CASES = read_cases("drawn.txt")
DOUBTED = [c for c in CASES if "（存疑）" in c.name]
TITLE = "绵阳市2023年政务公开重点任务分工方案"
FRAME = """
┌──┬──────┬────────┬──────┐
│序号│工作任务    │具体措施        │责任单位    │
├──┼──────┼────────┼──────┤
│1   │深化决策公开│编制决策事项目录│市司法局    │
│    │            │。              │            │
│    │            ├────────┼──────┤
│    │            │公布会议议题。  │市政府办公室│
├──┴──────┴────────┴──────┤
│二、加强平台建设                              │
├──┬──────┬────────┬──────┤
│2   │整合平台    │升级智能问答功能│市大数据局、│
│    │            │，整合账号。    │市财政局    │
└──┴──────┴────────┴──────┘"""
MERGED_FRAME = """
┌──────────────────┬────┬────────┬──────┐
│ 工 作 任 务 │分管│牵头责任单位│完成时限│
│ │领导│ │ │
├──────────────────┼────┼────────┼──────┤
│加强园林绿化,提升城市品质 │李明│市园林局、市住│9月底│
├──────────────────┤ │建局、市城管局│ 前 │
│△新建城市公园3处,新增绿地50公顷,并在河道两│ │ │ │
│侧栽植行道树 │ │ │ │
│△治理裸露土地 │ │ │ │
├──────────────────┤ ├────────┼──────┤
│△完善养护制度 │ │市园林局 │年底前│
└──────────────────┴────┴────────┴──────┘"""
ASCII_FRAME = """
+------+----------------+------------+
| 序号 | 工作任务       | 责任单位   |
+------+----------------+------------+
| 1    | 编制决策事项目 | 市司法局   |
|      | 录。           |            |
+------+----------------+------------+
| 2    | 公布会议议题。 | 市财政局   |
+------+----------------+------------+"""


@pytest.mark.parametrize("case", CASES, ids=lambda c: c.name)
def test_the_tasks_of_a_page_are_those_a_reader_finds(case: Case, rules: Rules) -> None:
    assert tasks_of(page_of(case.lines), rules) == case.tasks


@pytest.mark.parametrize("case", [c for c in CASES if c.is_plain], ids=lambda c: c.name)
def test_a_text_file_says_the_same_as_the_page(case: Case, rules: Rules) -> None:
    assert tasks_of(text_of(case.lines), rules) == case.tasks


@pytest.mark.parametrize("case", [c for c in CASES if c.tasks], ids=lambda c: c.name)
def test_every_word_is_accounted_for(case: Case, rules: Rules) -> None:
    assert [b.text for b in parsed(page_of(case.lines), rules).blocks if b.kind == "unread"] == []


@pytest.mark.parametrize("case", DOUBTED, ids=lambda c: c.name)
def test_columns_told_by_their_cells_alone_are_less_than_sure(case: Case, rules: Rules) -> None:
    assert max(t.confidence for t in parsed(page_of(case.lines), rules).tasks) < 0.8


@pytest.mark.parametrize("markup", [True, False])
def test_a_frame_of_signs_is_read_cell_by_cell(markup: bool, rules: Rules) -> None:  # noqa: FBT001 - in a page or a text file
    lines = (TITLE, f"<pre>{FRAME}</pre>") if markup else (TITLE, *FRAME.strip().split("\n"))
    notice = parsed(page_of(lines) if markup else text_of(lines), rules)
    assert [(t.label, t.draft.path, t.text) for t in notice.tasks] == [
        ("1", ("深化决策公开",), "编制决策事项目录。"),
        ("1", ("深化决策公开",), "公布会议议题。"),
        ("2", ("加强平台建设", "整合平台"), "升级智能问答功能，整合账号。"),
    ]
    units = [[u.value.name for u in t.units if u.value] for t in notice.tasks]
    assert units == [["市司法局"], ["市政府办公室"], ["市大数据局", "市财政局"]]


def test_a_frame_of_plus_and_minus_is_read_as_one_of_lines(rules: Rules) -> None:
    notice = parsed(text_of((TITLE, *ASCII_FRAME.strip().split("\n"))), rules)
    assert [t.text for t in notice.tasks] == ["编制决策事项目录。", "公布会议议题。"]


def test_a_box_around_a_paragraph_is_no_table(rules: Rules) -> None:
    box = ("┌──────────┐", "│1.编制决策事项目录。│", "└──────────┘")
    assert parsed(text_of((TITLE, *box)), rules).tables == ()


def test_blank_cells_of_a_typewritten_table_are_told_by_their_place(rules: Rules) -> None:
    rows = (
        "序号  工作任务            牵头单位      配合单位  完成时限",
        "1     编制决策事项目录。  市司法局                3月底前",
        "2     公布会议议题。                    市财政局  6月底前",
    )
    body = "\n".join(rows)
    assert tasks_of(page_of((TITLE, f"<pre>{body}</pre>")), rules) == (
        "1||编制决策事项目录。|L市司法局|2023-03-31",
        "2||公布会议议题。|C市财政局|2023-06-30",
    )


def test_a_cell_below_a_quarter_is_what_must_be_done_by_its_end(rules: Rules) -> None:
    head = "<tr><td>重点任务</td><td>责任单位</td><td>一季度</td><td>二季度</td><td>三季度</td></tr>"
    row = "<tr><td>建设公开专区</td><td>市档案馆</td><td>完成选址</td><td></td><td>√</td></tr>"
    again = "<tr><td>编制公开目录</td><td>市司法局</td><td>印发方案</td><td>完成编制</td><td></td></tr>"
    notice = parsed(page_of((TITLE, f"<table>{head}{row}{again}</table>")), rules)
    due = [[(str(d.value.end), d.value.deliverable) for d in t.deadlines if d.value] for t in notice.tasks]
    assert due == [
        [("2023-03-31", "完成选址"), ("2023-09-30", None)],
        [("2023-03-31", "印发方案"), ("2023-06-30", "完成编制")],
    ]


def test_the_word_behind_the_time_of_a_header_is_not_what_is_due_then(rules: Rules) -> None:
    head = "<tr><td>项目</td><td>责任单位</td><td>一季度目标</td><td>6月底任务</td><td>9月底进度</td></tr>"
    rows = (
        ("新增托位90个", "区卫生健康局", "选定房屋", "装修进场", "验收"),
        ("改造管网12公里", "区水务局", "完成招标", "√", "全部通水"),
    )
    body = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    notice = parsed(page_of((TITLE, f"<table>{head}{body}</table>")), rules)
    due = [[(str(d.value.end), d.value.deliverable) for d in t.deadlines if d.value] for t in notice.tasks]
    assert due == [
        [("2023-03-31", "选定房屋"), ("2023-06-30", "装修进场"), ("2023-09-30", "验收")],
        [("2023-03-31", "完成招标"), ("2023-06-30", None), ("2023-09-30", "全部通水")],
    ]


def test_a_cell_across_a_time_and_remarks_is_no_remark(rules: Rules) -> None:
    head = "<tr><td>项目</td><td>责任单位</td><td>完成时限</td><td>备注</td></tr>"
    rows = "<tr><td>拆除河边旧棚</td><td>市水利局</td><td>7月底前</td><td>每月通报</td></tr><tr><td>清运码头垃圾</td><td>市住建局</td><td colspan=2>8月底前</td></tr>"
    notice = parsed(page_of((TITLE, f"<table>{head}{rows}</table>")), rules)
    assert [t.draft.extra for t in notice.tasks] == [(("备注", "每月通报"),), ()]


def test_a_line_that_parts_the_page_is_no_caption(rules: Rules) -> None:
    table = "<table><tr><td>领域</td><td>责任单位</td></tr><tr><td>户籍管理</td><td>市公安局</td></tr><tr><td>救助</td><td>市民政局</td></tr></table>"
    notice = parsed(page_of((TITLE, "==== 正文 ====", table)), rules)
    assert [t.caption for t in notice.tables] != ["==== 正文 ===="]


@pytest.mark.parametrize(
    "body",
    [
        "<div>" + "<p>1</p>" * 4_000 + "</div>",
        "<div>" + "<div><div>序号</div><div>工作任务</div><div>责任单位</div></div>" * 1_000 + "</div>",
        "<p>" + "<span>序号</span>" * 4_000 + "</p>",
        "<pre>" + "┌─┬─┐\n│a│b│\n" * 1_000 + "</pre>",
    ],
)
def test_what_only_looks_like_a_drawn_table_gives_no_task(body: str, rules: Rules) -> None:
    assert parsed(RawPage("a.html", f"<!DOCTYPE html><html><body>{body}</body></html>".encode()), rules).tasks == ()


def test_a_sign_in_a_cell_of_a_frame_begins_an_item_however_full_the_line_above_is(rules: Rules) -> None:
    frame = """
+----------+------------+----------+
| 工作任务 | 具体措施   | 责任单位 |
+----------+------------+----------+
| 教育     | ◆新建小学  | 县教育局 |
|          | ◆改造操场  |          |
+----------+------------+----------+
| 就业     | ◆举办展会  | 县人社局 |
+----------+------------+----------+"""
    assert tasks_of(text_of((TITLE, *frame.strip().split("\n"))), rules) == (
        "|教育|新建小学|R县教育局|",
        "|教育|改造操场|R县教育局|",
        "|就业|举办展会|R县人社局|",
    )


def test_a_frame_whose_blanks_and_wide_signs_were_narrowed_says_headings_items_and_whose_they_are(rules: Rules) -> None:
    page = text_of((TITLE, *MERGED_FRAME.strip().split("\n")))
    above = "加强园林绿化,提升城市品质"
    assert tasks_of(page, rules) == (
        f"|{above}|新建城市公园3处,新增绿地50公顷,并在河道两侧栽植行道树|L市园林局 L市住建局 L市城管局|2023-09-30",
        f"|{above}|治理裸露土地|L市园林局 L市住建局 L市城管局|2023-09-30",
        f"|{above}|完善养护制度|L市园林局|2023-12-31",
    )


def test_a_cell_of_several_lines_in_a_copied_sheet_stands_without_its_quotes(rules: Rules) -> None:
    lines = (
        "序号\t工作任务\t责任单位\t完成时限",
        '1\t补植新苗\t"县林业局',
        "县财政局",
        '县审计局"\t6月底前',
        "2\t改造厂房\t县工信局\t7月底前",
    )
    notice = parsed(text_of((TITLE, *lines)), rules)
    assert [[u.said for u in t.units] for t in notice.tasks] == [["县林业局", "县财政局", "县审计局"], ["县工信局"]]
    assert [b.text for b in notice.blocks if b.kind == "unread"] == []


def test_quotes_that_are_words_of_a_cell_stay(rules: Rules) -> None:
    lines = ("序号\t工作任务\t责任单位", '1\t"清零"行动和"回头看"\t县林业局', "2\t改造厂房\t县工信局")
    assert [t.text for t in parsed(text_of((TITLE, *lines)), rules).tasks] == ['"清零"行动和"回头看"', "改造厂房"]


def test_a_row_between_tabs_that_lost_its_blank_cells_stays_a_row(rules: Rules) -> None:
    lines = ("工作任务\t责任单位", "补植新苗\t县林业局", "修剪老树", "改造厂房\t县工信局")
    tasks = parsed(text_of((TITLE, *lines)), rules).tasks
    assert [(t.text, [u.said for u in t.units]) for t in tasks] == [
        ("补植新苗", ["县林业局"]),
        ("修剪老树", []),
        ("改造厂房", ["县工信局"]),
    ]
