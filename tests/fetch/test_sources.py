"""The sources that ship with the program, and the words by which links, columns and refusals are told."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from pipeline.fetch.knowledge import READING, open_sources
from pipeline.fetch.reading import Taste
from pipeline.fetch.site import SiteRule
from pipeline.fetch.values import Ask, Link, Visit
from pipeline.read.page import PageRules
from pipeline.rulebook.faults import RulesFault
from pipeline.rules import check_rules, open_rules
from tests.fetch.conftest import source

RULES = Path(__file__).resolve().parents[2] / "rules"
PROVINCES = [*range(11, 16), *range(21, 24), *range(31, 38), *range(41, 47), *range(50, 55), *range(61, 67)]


@pytest.fixture(scope="module")
def book():
    return open_sources(RULES)


@pytest.fixture(scope="module")
def sites(book):
    return book.slices["sites"].by_id


def test_the_rules_of_the_collector_pass_their_own_examples(book):
    assert check_rules(book).faults == ()


@pytest.mark.parametrize("code", PROVINCES)
def test_every_province_and_the_corps_have_the_source_of_their_government(sites, code):
    (own,) = [one for one in sites.values() if one.region == f"{code}0000"]
    assert own.lists
    assert own.id == Path(own.id).name.partition(".")[0]


def test_a_source_that_no_run_confirmed_says_which_public_facts_it_rests_on(sites):
    unverified = [one for one in sites.values() if one.verified == "no"]
    assert all(re.search(r"github\.com/|public repositories", one.facts) for one in unverified)
    assert {host for one in unverified for host in one.hosts if not host.endswith(".gov.cn")} == set()


def test_a_source_is_unverified_or_says_on_which_day_a_run_confirmed_it(sites):
    assert all(one.verified == "no" or re.fullmatch(r"\d{4}-\d{2}-\d{2}", one.verified) for one in sites.values())


def test_a_city_belongs_to_the_province_of_its_file(sites):
    for one in sites.values():
        province = sites.get(one.id.partition(".")[0])
        assert province is None or one.region[:2] == province.region[:2], one.id


@pytest.mark.parametrize(
    ("field", "message"),
    [
        ("famly: wcm", "did you mean `family`"),
        ("family: trs", "there is no family 'trs'"),
        ('region: "44"', "six digits"),
        ("verified: yes", "Invalid isoformat"),
        ("hosts: 127.0.0.1", "must be a list"),
        ("hosts: [b.test]", "lies outside of `hosts`"),
        ('notices: "("', "missing )"),
        ("api: {records: a, title: b, link: c}", "belong together"),
        ("pages: many", "must be a whole number"),
        ("old_tls: [b.test]", "lies outside of `hosts`"),
    ],
)
def test_a_source_with_a_fault_is_refused_with_its_line(project, field, message):
    key = field.partition(":")[0]
    base = {"hosts": "[127.0.0.1]"} | {key: field.partition(": ")[2]}
    project.sources(source("one", base.pop("family", "wcm"), "http://127.0.0.1", "/", **base))
    with pytest.raises(RulesFault, match=re.escape(message)) as caught:
        open_sources(project.folder / "rules")
    assert re.match(r"rules/sites/here\.yaml:\d+: ", str(caught.value))


def test_a_list_belongs_to_one_source(project):
    project.sources(*(source(name, "pages", "http://127.0.0.1", "/list/") for name in ("one", "two")))
    with pytest.raises(RulesFault, match=re.escape("http://127.0.0.1/list/ is a list of here.one and of here.two")):
        open_sources(project.folder / "rules")


def test_check_rules_covers_the_sources(project):
    project.sources(source("one", "wcm", "http://127.0.0.1", "/", famly="wcm"))
    ended = project.run("check-rules")
    assert ended.code == 1
    assert "rules/sites/here.yaml:" in ended.err


def test_a_name_stands_for_a_province_with_all_its_cities(book):
    named = book.slices["sites"].named(["guangdong"])
    assert {"guangdong", "guangdong.gz", "guangdong.sz"} <= {one.id for one in named}
    assert {one.id.partition(".")[0] for one in named} == {"guangdong"}


def test_a_name_that_is_none_is_said_to_be(project):
    ended = project.run("fetch", "atlantis", "--raw", str(project.raw))
    assert (ended.code, ended.err) == (2, "taizhang: there is no source 'atlantis'; `taizhang sites` lists them\n")


def taste(book, **fields) -> Taste:
    said = {"id": "x", "name": "x", "region": "000000", "family": "pages", "hosts": ("a.test",), "lists": (), "facts": "x"}
    return Taste(SiteRule(**(said | fields)), book.slices["fetch"], PageRules.build(()))


@pytest.mark.parametrize(
    ("link", "fields", "objection"),
    [
        (Link("http://a.test/1", "云岭市2023年政务公开工作要点任务分工"), {}, ""),
        (Link("http://b.test/1", "云岭市2023年政务公开工作要点任务分工"), {}, "outside"),
        (Link("http://a.test.evil/1", "2023年政务公开工作要点任务分工"), {}, "outside"),
        (Link("http://a.test/1", "一图读懂2023年政务公开工作要点"), {}, "not_wanted"),
        (Link("http://a.test/1", "春耕备耕工作有序推进"), {}, "not_wanted"),
        (Link("http://a.test/1", "春耕备耕工作方案"), {"titles": ("春耕",)}, ""),
        (Link("http://a.test/1", "2021年政务公开工作要点任务分工"), {"years": (2022, 2023)}, "other_year"),
        (Link("http://a.test/1", "政务公开工作要点任务分工", "2021-04-01"), {"years": (2022, 2023)}, "other_year"),
        (Link("http://a.test/1", "政务公开工作要点任务分工"), {"years": (2022, 2023)}, ""),
        (Link("http://a.test/x/1.html", "2023年政务公开工作要点任务分工"), {"notices": "/art/"}, "not_wanted"),
        (Link("http://a.test/art/1.html"), {"notices": "/art/"}, ""),
        (Link("http://a.test/1"), {"family": "urls"}, ""),
    ],
)
def test_a_link_is_wanted_or_not_and_why_not(book, link, fields, objection):
    why, found = taste(book, **fields).judge(link)
    assert found == objection
    assert bool(why) is not bool(objection)


def test_a_file_is_told_by_its_address_its_name_or_its_words_and_taken_from_any_host(book):
    own = taste(book)
    links = (
        Link("http://a.test/1.docx", "下载"),
        Link("http://files.b.gov.cn/1.pdf", "附件1"),
        Link("http://a.test/get?x=1", "任务分解表.xls"),
        Link("http://a.test/servlet/download?id=7", "附件：任务分解表"),
        Link("http://shop.test/1.zip", "附件2"),
        Link("http://a.test/art/1.html", "附件管理办法"),
        Link("http://a.test/download/", "网上服务"),
    )
    own = Taste(own.site, own.rules, open_rules(RULES, READING).slices["page"])
    files = own.files_in(links)
    assert files == links[:5]
    wanted = own.attached(Visit("x", "notice", "http://a.test/n.html"), files)
    assert [one.url for one in wanted] == [one.url for one in links[:5]]


def test_a_page_of_downloads_gives_its_first_sixty_files(book):
    files = tuple(Link(f"http://files.test/{n}.doc") for n in range(70))
    wanted = taste(book).attached(Visit("x", "notice", "http://a.test/n.html"), files)
    assert [one.url for one in wanted] == [file.url for file in files[:60]]


def test_columns_are_followed_only_as_far_as_the_source_says(book):
    links = (Link("http://a.test/zwgk/", "政务公开"), Link("http://a.test/news/", "图片新闻"), Link("http://b.test/", "政务公开"))
    first = Visit("x", "list", "http://a.test/")
    assert taste(book).columns(links, first) == ()
    (column,) = taste(book, follow=1).columns(links, first)
    assert (column.url, column.depth) == ("http://a.test/zwgk/", 1)
    assert taste(book, follow=1).columns(links, column) == ()


def test_no_more_pages_of_a_list_are_turned_than_the_source_says(book):
    last = Visit("x", "list", "http://a.test/l_3", page=3)
    assert taste(book, pages=3).further((Ask("http://a.test/l_4"),), last) == ()
    assert taste(book, pages=4).further((Ask("http://a.test/l_4"),), last)[0].page == 4


NOTICE = "<title>关于印发政务公开工作要点的通知</title><p>" + "做好网站维护和安全验证工作，拒绝访问非法请求。" * 30


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (NOTICE, ""),
        ("<title>用户登录</title>" + "政务服务" * 300, "login_required"),
        ("<title>关于登录系统填报任务的通知</title>" + "政务服务" * 300, ""),
        ("<title>政办发〔2020〕404号</title>" + "政务服务" * 300, ""),
        ("<title>404</title>" + "政务服务" * 300, "not_found_page"),
        ("<script>_$jsvmprt(1)</script>" + " " * 900, "anti_bot_stub"),
        ("<p>网站维护中，请稍后访问</p>" + " " * 900, "maintenance"),
        ("<p>请拖动滑块完成验证</p>" + " " * 900, "captcha"),
        ("<html></html>", "stub"),
    ],
)
def test_a_refusal_is_told_from_a_notice_that_uses_its_words(book, text, reason):
    assert book.slices["fetch"].why_refused(text, len(text.encode())) == reason
