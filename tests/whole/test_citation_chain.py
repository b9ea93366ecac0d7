"""Notices of one run that hand a matter down, from the State Council's office to a county, are linked by what they cite."""

from __future__ import annotations

import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner

from pipeline.cli import main

PLAN = "一、重点任务\n（一）{work}。（责任单位：{unit}；完成时限：2023年10月底前）\n（二）开展业务培训。（责任单位：{unit}；完成时限：2023年11月底前）\n"


def notice(title, number, to, letter, *, signed, day, work, unit):
    plan = PLAN.format(work=work, unit=unit)
    return f"{title}\n{number}\n{to}：\n{letter}\n{signed}\n{day}\n{plan}"


STATE = "国务院办公厅关于印发2023年政务公开工作要点的通知"
PROVINCE = "四川省人民政府办公厅关于印发四川省2023年政务公开工作要点的通知"
CITY = "达州市人民政府办公室转发四川省人民政府办公厅关于印发四川省2023年政务公开工作要点的通知"
COUNTY = "宣汉县人民政府办公室关于印发宣汉县2023年政务公开任务分解表的通知"

PAGES = {
    "1_state": notice(
        STATE, "国办发〔2023〕1号", "各省、自治区、直辖市人民政府，国务院各部委、各直属机构", "现印发给你们，请认真贯彻落实。",
        signed="国务院办公厅", day="2023年3月1日", work="公布公开事项目录", unit="国务院各部门",
    ),
    "2_province": notice(
        PROVINCE, "川办发〔2023〕12号", "各市（州）人民政府，省政府各部门",
        f"根据《{STATE}》（国办发〔2023〕1号）精神，现印发给你们，请认真贯彻落实。",
        signed="四川省人民政府办公厅", day="2023年4月3日", work="编制省级目录", unit="省司法厅",
    ),
    "3_city": notice(
        CITY, "达市府办发〔2023〕20号", "各县（市、区）人民政府，市级各部门",
        f"现将《{PROVINCE}》转发给你们，请结合国办发[2023] 1号文件要求抓好落实。",
        signed="达州市人民政府办公室", day="2023年5月8日", work="编制市级目录", unit="市司法局",
    ),
    "4_county": notice(
        COUNTY, "宣府办发〔2023〕31号", "各乡镇人民政府，县级各部门",
        f"根据《{CITY}》（达市府办发〔2023〕20号）和川办发〔2023〕12号文件要求，现印发给你们。《宣汉县公开办法》（宣府发〔2015〕7号）同时废止。",
        signed="宣汉县人民政府办公室", day="2023年6月2日", work="编制县级目录", unit="县司法局",
    ),
}  # fmt: skip


@pytest.fixture(scope="module")
def tables(tmp_path_factory):
    home = tmp_path_factory.mktemp("chain")
    for name, text in PAGES.items():
        (home / f"{name}.txt").write_text(text, encoding="utf-8")
    done = CliRunner().invoke(main, ["parse", str(home), "--out", str(home / "parsed"), "--jobs", "0", "-q"])
    assert done.exit_code == 0, done.output
    return {name: pq.read_table(home / "parsed" / f"{name}.parquet").to_pylist() for name in ("documents", "citations")}


def test_each_notice_is_linked_to_those_that_it_hands_down(tables):
    names = {row["doc_id"]: row["source"].rpartition("/")[2].removesuffix(".txt") for row in tables["documents"]}
    links = {
        (names[row["doc_id"]], row["relation"], names[row["cited_doc_id"]])
        for row in tables["citations"]
        if row["cited_doc_id"] is not None
    }
    assert links == {
        ("2_province", "implements", "1_state"),
        ("3_city", "forwards", "2_province"),
        ("3_city", "implements", "1_state"),
        ("4_county", "implements", "3_city"),
        ("4_county", "implements", "2_province"),
    }


def test_what_is_not_in_the_run_is_cited_without_a_link(tables):
    (repealed,) = (row for row in tables["citations"] if row["relation"] == "repeals")
    assert (repealed["title"], repealed["doc_number"], repealed["cited_doc_id"]) == ("宣汉县公开办法", "宣府发〔2015〕7号", None)


def test_no_document_is_cited_twice_by_one_notice(tables):
    said = [(row["doc_id"], row["title"], row["doc_number"]) for row in tables["citations"]]
    assert len(said) == len(set(said)) == 6
