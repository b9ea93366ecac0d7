"""Heads and ends of pages as many content systems print them; the right side was written before the program read the left."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from pipeline.parse import parse
from pipeline.values import RawPage

WORK = """一、重点任务
（一）编制公开目录。修订公开事项目录并发布。（责任单位：市司法局；完成时限：2023年6月底前）
（二）开展培训。组织两期业务培训。（责任单位：市政府办公室；完成时限：2023年10月底前）"""
TITLE = "滨州市人民政府办公室关于印发滨州市2023年政务公开工作要点的通知"
TO = "各县（市、区）人民政府，市政府各部门："
BODY = "现将《滨州市2023年政务公开工作要点》印发给你们，请认真组织实施。"
SIGNED = "滨州市人民政府办公室\n2023年4月6日"

HEADS = [
    (
        "plain",
        f"{TITLE}\n滨政办发〔2023〕5号\n{TO}\n{BODY}\n{SIGNED}\n{WORK}",
        {"doc_number": "滨政办发〔2023〕5号", "written_date": "2023-04-06"},
    ),
    (
        "number above",
        f"滨政办发〔2023〕5号\n{TITLE}\n{TO}\n{BODY}\n{SIGNED}\n{WORK}",
        {"doc_number": "滨政办发〔2023〕5号", "written_date": "2023-04-06"},
    ),
    (
        "title in three lines",
        f"滨州市人民政府办公室\n关于印发滨州市2023年政务公开工作要点的\n通知\n滨政办发〔2023〕5号\n{TO}\n{BODY}\n{SIGNED}\n{WORK}",
        {"doc_number": "滨政办发〔2023〕5号"},
    ),
    (
        "red head",
        f"滨州市人民政府办公室文件\n滨政办发〔2023〕5号\n{TITLE}\n{TO}\n{BODY}\n{SIGNED}\n{WORK}",
        {"doc_number": "滨政办发〔2023〕5号"},
    ),
    ("square brackets", f"{TITLE}\n滨政办发[2023]5号\n{TO}\n{BODY}\n{SIGNED}\n{WORK}", {"doc_number": "滨政办发〔2023〕5号"}),
    (
        "round brackets",
        f"{TITLE}\n（滨政办发（2023）5号）\n{TO}\n{BODY}\n{SIGNED}\n{WORK}",
        {"doc_number": "滨政办发〔2023〕5号"},
    ),
    ("with 第", f"{TITLE}\n滨政办发〔2023〕第5号\n{TO}\n{BODY}\n{SIGNED}\n{WORK}", {"doc_number": "滨政办发〔2023〕5号"}),
    (
        "labels in a block",
        f"索 引 号：11370000-2023-00012 主题分类：政务公开\n发文机关：滨州市人民政府办公室 成文日期：2023年4月6日\n标 题：{TITLE}\n发文字号：滨政办发〔2023〕5号 发布日期：2023年4月10日\n{TITLE}\n{TO}\n{BODY}\n{SIGNED}\n{WORK}",
        {"doc_number": "滨政办发〔2023〕5号", "written_date": "2023-04-06", "published_date": "2023-04-10"},
    ),
    (
        "labels with bars",
        f"索引号 | 11370000-2023-00012 | 公开日期 | 2023-04-10\n发文机关 | 滨州市人民政府办公室 | 文号 | 滨政办发〔2023〕5号\n{TITLE}\n{TO}\n{BODY}\n{SIGNED}\n{WORK}",
        {"doc_number": "滨政办发〔2023〕5号", "published_date": "2023-04-10"},
    ),
    (
        "time and source",
        f"{TITLE}\n发布时间：2023-04-10 09:12 来源：滨州市政府网 浏览次数：233 字体：[大 中 小]\n滨政办发〔2023〕5号\n{TO}\n{BODY}\n{SIGNED}\n{WORK}",
        {"doc_number": "滨政办发〔2023〕5号", "published_date": "2023-04-10"},
    ),
    (
        "Chinese numerals",
        f"{TITLE}\n滨政办发〔2023〕5号\n{TO}\n{BODY}\n滨州市人民政府办公室\n二〇二三年四月六日\n{WORK}",
        {"written_date": "2023-04-06"},
    ),
    (
        "signature in one line",
        f"{TITLE}\n滨政办发〔2023〕5号\n{TO}\n{BODY}\n滨州市人民政府办公室 2023年4月6日\n{WORK}",
        {"written_date": "2023-04-06"},
    ),
    (
        "issued-by line at the foot",
        f"{TITLE}\n滨政办发〔2023〕5号\n{TO}\n{BODY}\n{SIGNED}\n{WORK}\n滨州市人民政府办公室 2023年4月7日印发",
        {"written_date": "2023-04-06"},
    ),
    (
        "signature at the very end",
        f"{TITLE}\n滨政办发〔2023〕5号\n{TO}\n{BODY}\n{WORK}\n{SIGNED}",
        {"written_date": "2023-04-06"},
    ),
    ("date in brackets below the title", f"{TITLE}\n（2023年4月6日）\n{TO}\n{BODY}\n{WORK}", {"written_date": "2023-04-06"}),
    (
        "bracketed labels",
        f"【发文字号】滨政办发〔2023〕5号\n【发布日期】2023.04.10\n{TITLE}\n{TO}\n{BODY}\n{SIGNED}\n{WORK}",
        {"doc_number": "滨政办发〔2023〕5号", "published_date": "2023-04-10"},
    ),
    (
        "bracketed words without colon",
        f"[索引号] 11370000/2023-12 [发文字号] 滨政办发〔2023〕5号 [发布日期] 2023-04-10\n{TITLE}\n{TO}\n{BODY}\n{SIGNED}\n{WORK}",
        {"doc_number": "滨政办发〔2023〕5号", "published_date": "2023-04-10"},
    ),
    ("no number", f"{TITLE}\n{TO}\n{BODY}\n{SIGNED}\n{WORK}", {"doc_number": None, "written_date": "2023-04-06"}),
    (
        "pages path",
        f"当前位置：首页 > 政务公开 > 政策文件\n{TITLE}\n2023-04-10 作者：办公室 来源：本网\n{TO}\n{BODY}\n{SIGNED}\n{WORK}",
        {"published_date": "2023-04-10"},
    ),
    (
        "a cited number in the letter",
        f"{TITLE}\n{TO}\n根据《山东省人民政府办公厅关于印发2023年政务公开工作要点的通知》（鲁政办发〔2023〕3号）要求，现将要点印发给你们。\n{SIGNED}\n{WORK}",
        {"doc_number": None},
    ),
    (
        "letter number 函",
        f"{TITLE}\n滨政办函〔2023〕18号\n{TO}\n{BODY}\n{SIGNED}\n{WORK}",
        {"doc_number": "滨政办函〔2023〕18号"},
    ),
    ("字 number", f"{TITLE}\n滨政办字〔2023〕18号\n{TO}\n{BODY}\n{SIGNED}\n{WORK}", {"doc_number": "滨政办字〔2023〕18号"}),
    (
        "email 明电",
        f"{TITLE}\n滨政办发明电〔2023〕18号\n{TO}\n{BODY}\n{SIGNED}\n{WORK}",
        {"doc_number": "滨政办发明电〔2023〕18号"},
    ),
    (
        "validity",
        f"有效性：有效\n文 号：滨政办发〔2023〕5号\n{TITLE}\n{TO}\n{BODY}\n{SIGNED}\n{WORK}",
        {"doc_number": "滨政办发〔2023〕5号"},
    ),
]


def facts(body):
    return RawPage("page.txt", body.encode(), charset="utf-8")


@pytest.mark.parametrize(("text", "expected"), [h[1:] for h in HEADS], ids=[h[0] for h in HEADS])
def test_a_head_of_any_kind_says_what_the_notice_is(text, expected, rules):
    notice = parse(facts(text), rules)
    metadata = notice.metadata
    assert metadata.title.value == TITLE
    assert metadata.issuer.value == "滨州市人民政府办公室"
    assert [a.value for a in metadata.addressees] == ["各县（市、区）人民政府", "市政府各部门"]
    assert (metadata.plan_year.value, metadata.doc_kind, notice.region.code) == (2023, "work_points", "371600")
    for name, value in expected.items():
        found = getattr(metadata, name)
        assert (str(found.value) if found else None) == value, name
    assert len(notice.tasks) == 2


KINDS = [
    ("滨州市教育局关于印发2022年度政务公开任务分解表的通知", "滨州市教育局", 2022, "task_breakdown"),
    (
        "中共滨州市委办公室 滨州市人民政府办公室关于印发《2024年重点任务清单》的通知",
        "中共滨州市委办公室 滨州市人民政府办公室",
        2024,
        "task_breakdown",
    ),
    ("滨州经济技术开发区管理委员会关于印发2023年重点工作分工方案的通知", "滨州经济技术开发区管理委员会", 2023, "task_breakdown"),
    (
        "滨州市优化营商环境工作领导小组办公室关于印发优化营商环境三年行动计划（2022—2024年）的通知",
        "滨州市优化营商环境工作领导小组办公室",
        2022,
        "implementation_plan",
    ),
    ("关于做好2023年政府信息公开工作的通知", None, 2023, "notice"),
    ("国务院办公厅关于印发2023年政务公开工作要点的通知", "国务院办公厅", 2023, "work_points"),
    (
        "滨州市人民政府办公室转发市教育局等部门关于推进义务教育均衡发展实施方案的通知",
        "滨州市人民政府办公室",
        2023,
        "implementation_plan",
    ),
    ("新疆生产建设兵团第八师石河子市2023年政务公开工作方案", None, 2023, "implementation_plan"),
    ("博兴县人民政府办公室关于公布2023年民生实事项目任务分工的通知", "博兴县人民政府办公室", 2023, "task_breakdown"),
]


@pytest.mark.parametrize(("title", "issuer", "year", "kind"), KINDS)
def test_a_title_says_issuer_year_and_kind(title, issuer, year, kind, rules):
    metadata = parse(facts(f"{title}\n各有关单位：\n现将有关事项通知如下。\n2023年4月6日\n{WORK}"), rules).metadata
    assert metadata.title.value == title
    assert (metadata.issuer.value if metadata.issuer else None) == issuer
    assert (metadata.plan_year.value, metadata.doc_kind) == (year, kind)


PLAN = WORK.splitlines()
PAGES = yaml.load(Path(__file__).with_name("heads.yaml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader)


def said(notice, name):
    """One thing that a notice says of itself, as heads.yaml writes it; `~` where it does not."""
    metadata = notice.metadata
    if name == "tasks":
        return str(len(notice.tasks))
    if name in {"region", "county", "city", "province"}:
        found = getattr(notice.region, {"region": "code"}.get(name, name), None)
        return found or "~"
    if name.startswith("issue "):
        return str(name.removeprefix("issue ") in {issue.code for issue in notice.issues})
    if name == "doc_kind":
        return metadata.doc_kind
    if name == "addressees":
        return " | ".join(a.value for a in metadata.addressees)
    found = getattr(metadata, name) if hasattr(metadata, name) else dict(metadata.other).get(name)
    return "~" if found is None or found.value is None else str(found.value)


@pytest.mark.parametrize("page", PAGES, ids=[page["name"] for page in PAGES])
def test_a_page_says_of_itself_what_a_reader_sees(page, rules):
    is_html = page["page"].startswith("<")
    work = "".join(f"<p>{line}</p>" for line in PLAN) if is_html else WORK
    body = page["page"].replace("$WORK", work).encode()
    notice = parse(RawPage("page.html" if is_html else "page.txt", body, charset="utf-8"), rules)
    assert {name: said(notice, name) for name in page["says"]} == page["says"]


LINES = [
    tuple(line.rpartition(" => ")[::2])
    for line in Path(__file__).with_name("heads.txt").read_text(encoding="utf-8").splitlines()
    if " => " in line and not line.startswith("#")
]


@pytest.mark.parametrize(("words", "expected"), LINES)
def test_a_page_in_one_line_says_of_itself_what_a_reader_sees(words, expected, rules):
    url, _, printed = words.rpartition(" @ ")
    body = printed.replace(" / ", "\n").replace("$W", WORK).encode()
    notice = parse(RawPage("page.txt", body, charset="utf-8", url=url.removeprefix("url=") or None), rules)
    wanted = dict(part.split("=", 1) for part in expected.split("; "))
    assert {name: said(notice, name) for name in wanted} == wanted


def test_no_line_of_heads_is_left_out():
    assert len(LINES) > 170


def test_the_pages_are_many_and_each_has_its_name():
    assert len({page["name"] for page in PAGES}) == len(PAGES) > 80


def test_a_number_and_a_day_that_lost_their_signs_are_said_to_be_mended(rules):
    page = f"{TITLE}\n滨政办发〔20235\n{TO}\n{BODY}\n滨州市人民政府办公室\n2023416\n{WORK}"
    said = [issue.message for issue in parse(facts(page), rules).issues if issue.code == "mended_metadata"]
    assert [("滨政办发〔2023〕5号" in message, "2023-04-16" in message) for message in said] == [(True, False), (False, True)]


def test_a_day_that_may_be_two_days_is_none_and_an_issue(rules):
    notice = parse(facts(f"{TITLE}\n{TO}\n{BODY}\n滨州市人民政府办公室\n2023112\n{WORK}"), rules)
    assert notice.metadata.written_date.value is None
    assert [issue.code for issue in notice.issues if "2023112" in issue.message] == ["unread_metadata"]


TABLE = """<table><tr><td>序号</td><td>工作事项</td><td>承办单位</td></tr>
<tr><td>1</td><td>检修路灯</td><td>市城管局</td></tr><tr><td>2</td><td>清洗雕塑</td><td>市住建局</td></tr></table>"""
LEFT_BELOW = [
    "点击量：88",
    "市政府办李某 0543-3160000",
    "相关阅读",
    "字体缩放",
    "邮箱：bz@example.cn",
    ".TRS_Editor{margin:0}",
    "已被阅读88次",
]


def below_table(*lines: str) -> RawPage:
    """The letter with a table, and these lines below it."""
    body = "".join(f"<p>{line}</p>" for line in (TITLE, TO, "现将事项交办如下，请抓紧办理。"))
    return RawPage("page.html", f"<meta charset='utf-8'>{body}{TABLE}{''.join(f'<p>{line}</p>' for line in lines)}".encode())


@pytest.mark.parametrize("left", LEFT_BELOW)
@pytest.mark.parametrize(
    "signed", [SIGNED.split("\n"), [SIGNED.replace("\n", "　")], ["滨州市人民政府办公室", "二〇二三年四月六日"]]
)
def test_the_issuer_and_a_day_below_a_table_sign_whatever_line_a_copy_left_behind_them(left, signed, rules):
    notice = parse(below_table(*signed, left), rules)
    assert said(notice, "written_date") == "2023-04-06"
    assert [task.text for task in notice.tasks] == ["检修路灯", "清洗雕塑"]


def test_the_issuer_and_a_time_below_a_table_sign_nothing_where_items_follow(rules):
    notice = parse(
        below_table("滨州市人民政府办公室", "2023年4月20日前", "1.修剪绿篱。（市园林局）", "2.粉刷栏杆。（市公路局）"), rules
    )
    assert notice.metadata.written_date is None
    assert [task.text for task in notice.tasks] == ["检修路灯", "清洗雕塑", "修剪绿篱。", "粉刷栏杆。"]
