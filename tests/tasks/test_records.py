"""Record tables (labels down the first column) are task tables like any other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.parse import parse
from pipeline.values import RawPage

if TYPE_CHECKING:
    from pipeline.notice import ParsedNotice
    from pipeline.parse import Rules


def _row(*cells: str) -> str:
    return "<tr>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>"


def _record(title: str, measures: str, unit: str, time: str) -> str:
    return (
        f"<tr><td colspan='2'>{title}</td></tr>"
        + _row("整改目标", "问题全部销号。")
        + _row("整改措施", measures)
        + _row("责任单位", unit)
        + _row("整改时限", time)
    )


def _read(body: str, rules: Rules) -> ParsedNotice:
    title = "绵阳市生态环境督察反馈问题整改措施清单"
    return parse(RawPage("a.html", f"<html><body><h1>{title}</h1>{body}</body></html>".encode()), rules)


def test_each_small_table_is_one_problem_and_its_measures_are_the_tasks(rules: Rules) -> None:
    body = "".join(
        f"<table>{r}</table><p>&nbsp;</p>"
        for r in (
            _record(
                "一、河道采砂监管不力",
                "<p>1.开展采砂专项整治。</p><p>2.安装视频监控。</p>",
                "涪城区政府、市水利局",
                "2021年6月底前",
            ),
            _record("二、污水管网不配套", "建成配套管网。", "市住建委", "2021年12月底前"),
        )
    )
    notice = _read(body, rules)
    assert [(t.draft.path, t.label, t.text) for t in notice.tasks] == [
        (("河道采砂监管不力",), "1", "开展采砂专项整治。"),
        (("河道采砂监管不力",), "2", "安装视频监控。"),
        (("污水管网不配套",), None, "建成配套管网。"),
    ]
    assert [u.value.name for u in notice.tasks[1].units if u.value] == ["涪城区政府", "市水利局"]
    assert [str(d.value.end) for t in notice.tasks for d in t.deadlines if d.value] == ["2021-06-30", "2021-06-30", "2021-12-31"]


def test_records_stacked_in_one_table_are_parted_where_a_label_comes_again(rules: Rules) -> None:
    first = _row("工作任务", "编制目录") + _row("责任单位", "市司法局") + _row("完成时限", "2022年3月底前")
    second = _row("工作任务", "公开目录") + _row("责任单位", "市财政局") + _row("完成时限", "2022年9月底前")
    notice = _read(f"<table>{first}{second}</table>", rules)
    assert [(t.text, [u.value.name for u in t.units if u.value]) for t in notice.tasks] == [
        ("编制目录", ["市司法局"]),
        ("公开目录", ["市财政局"]),
    ]


def test_a_table_of_metadata_is_no_record_of_work(rules: Rules) -> None:
    body = (
        _row("索引号", "0001/2021")
        + _row("发文机关", "绵阳市人民政府")
        + _row("成文日期", "2021年3月1日")
        + _row("责任部门", "办公室")
    )
    assert _read(f"<table>{body}</table>", rules).tasks == ()


def test_an_ordinary_table_of_three_rows_keeps_its_header_across(rules: Rules) -> None:
    body = (
        _row("工作任务", "责任单位", "完成时限", "备注")
        + _row("编制目录", "市司法局", "6月底前", "")
        + _row("公开目录", "市财政局", "9月底前", "")
    )
    notice = _read(f"<table>{body}</table>", rules)
    assert [t.text for t in notice.tasks] == ["编制目录", "公开目录"]
