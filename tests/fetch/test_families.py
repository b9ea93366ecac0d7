"""What each family reads off a page: written from how these systems write their pages, without a network."""

from __future__ import annotations

import pytest

from pipeline.fetch.families import FAMILIES, gkmlpt, jpaas, jpage, markup, portal, wcm
from pipeline.fetch.families.feed import read as read_feed
from pipeline.fetch.knowledge import open_sources
from pipeline.fetch.site import Records, SiteRule
from pipeline.fetch.values import Page
from pipeline.rulebook.folder import find_rules_folder

ONWARD = open_sources(find_rules_folder()).slices["fetch"].onward


def site(**fields) -> SiteRule:
    said = {"id": "x", "name": "x", "region": "000000", "family": "pages", "hosts": ("a.test",), "lists": (), "facts": "x"}
    return SiteRule(**(said | fields))


@pytest.mark.parametrize(
    ("said", "following"),
    [
        ('createPageHTML(5, 0, "index", "html");', "index_1.html"),
        ('createPageHTML( 5 ,3, "index", "html", "_blank");', "index_4.html"),
        ("createPageHTML(5, 4, 'index', 'htm');", None),
        ("createPageHTML(1, 0, 'index', 'html');", None),
        ("var countPage = 9; var currentPage = 2; createPageHTML(countPage, currentPage, 'index', 'shtml')", "index_3.shtml"),
        ("createPageHTML('page-div',26, 1,'zcjd','shtml',512);", "zcjd_2.shtml"),
        ("createPageHTML('page-div',26, 26,'zcjd','shtml',512);", None),
        (
            'var currentPage = 0; var countPage = 3; document.write(\'<a href=\' + "index" + "_" + (currentPage+1) + ".htm" + \'>\')',
            "index_1.htm",
        ),
        ("function createPageHTML(_nPageCount, _nCurrIndex, _sPageName, _sPageExt){}", None),
        ("没有分页", None),
    ],
)
def test_wcm_says_the_next_page(said, following):
    found = wcm.next_page(Page("http://a.test/zwgk/index.html", f"<script>{said}</script>"))
    assert [one.url for one in found] == ([f"http://a.test/zwgk/{following}"] if following else [])


def test_the_definition_of_the_paging_function_does_not_hide_its_call():
    text = "function createPageHTML(a, b, c, d){ return a }  createPageHTML(3, 1, 'list', 'html');"
    assert wcm.next_page(Page("http://a.test/x/", text))[0].url == "http://a.test/x/list_2.html"


@pytest.mark.parametrize(
    ("markup_of_row", "expected"),
    [
        ('<li><a href="/a.html">工作要点</a><span>2023-04-13</span></li>', "2023-04-13"),
        ('<tr><td><a href="/a.html">工作要点</a></td><td>2023年4月3日</td></tr>', "2023-04-03"),
        ('<li><a href="/art/2021/12/1/art_1_2.html">工作要点</a></li>', "2021-12-01"),
        ('<li><a href="/a.html">关于2023年工作要点的通知</a></li>', ""),
        ('<div><a href="/a.html">工作要点</a></div><div>2023-04-13</div>', "2023-04-13"),
    ],
)
def test_the_day_of_a_link_stands_in_its_row_or_its_address(markup_of_row, expected):
    page = f"<table>{markup_of_row}</table>" if markup_of_row.startswith("<tr") else f"<ul>{markup_of_row}</ul>"
    assert [one.date for one in markup.links_of(Page("http://a.test/", page))] == [expected]


def test_a_day_that_several_links_share_is_nobodys():
    row = '<p><a href="/a.html">工作要点</a> <a href="/b.html">实施方案</a> 2023-04-13</p>'
    assert [one.date for one in markup.links_of(Page("http://a.test/", row))] == ["", ""]


def test_links_of_scripts_mail_and_anchors_are_none():
    text = '<a href="javascript:go()">a</a><a href="mailto:x@a.test">b</a><a href="#top">c</a><a href="http://[bad">d</a><a href=" /ok .html ">e</a>'
    assert [one.url for one in markup.links_of(Page("http://a.test/", text))] == ["http://a.test/ok.html"]


@pytest.mark.parametrize("words", ["下一页", "下页", "下一页>", " › ", ">", "Next", "后一页"])
def test_a_next_link_is_known_by_its_words(words):
    found = markup.next_link(Page("http://a.test/l.html", f'<a href="l_2.html">{words}</a>', onward=ONWARD))
    assert [one.url for one in found] == ["http://a.test/l_2.html"]


@pytest.mark.parametrize("words", ["上一页", "末页", "下一页面说明了工作的要求和安排", "2", ""])
def test_other_links_are_no_next_link(words):
    assert markup.next_link(Page("http://a.test/l.html", f'<a href="l_2.html">{words}</a>', onward=ONWARD)) == ()


COLUMN = (
    '<script type="text/xml"><datastore><nextgroup><![CDATA[<a href="/module/web/jpage/dataproxy.jsp?page=1&appid=1&webid={web}'
    '&columnid=84242&unitid={unit}"></a>]]></nextgroup><recordset><record><![CDATA[<li><a href="/art/2023/4/13/art_1_1.html">甲</a></li>]]></record>'
    "</recordset></datastore></script><script>var c = {{totalRecord:{total},perPage:15}}</script>"
)


def test_a_jpage_column_goes_on_behind_the_records_it_shows():
    page = Page("http://a.test/col/col84242/index.html", COLUMN.format(web=1, unit=356383, total=90))
    listing = jpage.read(page, site(family="jpage"))
    assert "/art/2023/4/13/art_1_1.html" in listing.links[-1].url
    (ask,) = listing.further
    assert ask.url == (
        "http://a.test/module/web/jpage/dataproxy.jsp?startrecord=2&endrecord=46&perpage=15&columnid=84242&unitid=356383&webid=1"
    )


def test_a_jpage_site_that_wants_a_form_gets_one():
    page = Page("http://a.test/col/col84242/index.html", COLUMN.format(web=1, unit=356383, total=90))
    (ask,) = jpage.read(page, site(family="jpage", post=True)).further
    assert "startrecord=2" in ask.url
    assert "columnid=84242" in ask.form
    assert "columnid" not in ask.url


def test_an_encrypted_id_is_not_got_around():
    page = Page("http://a.test/col/col84242/index.html", COLUMN.format(web=1, unit="Ab3dEf_9", total=90))
    listing = jpage.read(page, site(family="jpage"))
    assert (listing.further, listing.note) == ((), "encrypted_ids")


def test_a_jpage_column_that_shows_all_records_ends():
    page = Page("http://a.test/col/col84242/index.html", COLUMN.format(web=1, unit=356383, total=1))
    assert jpage.read(page, site(family="jpage")).further == ()


def test_a_jpaas_answer_without_links_ends_the_list():
    page = Page(f"http://a.test{jpaas.UNIT}?webId=1&paramJson=%7B%22pageNo%22%3A9%7D", '{"data": {"html": "<ul></ul>"}}')
    assert jpaas.read(page, site()) == jpaas.Listing()


@pytest.mark.parametrize("text", ["", "<html>", "[]", '{"data": null}', '{"data": {"html": 5}}', "[" * 5000])
@pytest.mark.parametrize("family", sorted(FAMILIES))
def test_no_family_stumbles_over_an_answer_of_another_kind(family, text):
    api = Records(records="data.list", title="t", link="u", total="data.n")
    for url in (
        "http://a.test/x",
        f"http://a.test{jpaas.UNIT}?a=1",
        "http://a.test/gkmlpt/api/all/7?page=1&sid=2",
        f"http://a.test{jpage.PROXY}",
    ):
        listing = FAMILIES[family](Page(url, text), site(family=family, api=api))
        assert listing.links == ()


def test_categories_that_lead_elsewhere_are_left_out_of_a_gkmlpt_tree():
    text = 'SID: "7", TREE:[{"id": 1, "name": "甲", "jump_url": "http://b.test/"}, {"id": 2, "name": "乙", "children": []}], rest'
    assert [one.title for one in gkmlpt.read(Page("http://a.test/gkmlpt/index", text), site()).further] == ["乙"]


def test_a_portal_is_read_by_the_signs_its_page_shows():
    text = (
        '<a href="t20230413_1.html">工作要点</a><script>createPageHTML(2, 0, "index", "html")</script><a href="x.html">下一页</a>'
    )
    listing = portal.read(Page("http://a.test/zwgk/", text), site())
    assert [one.url for one in listing.further] == ["http://a.test/zwgk/index_1.html"]


def test_an_entity_of_a_feed_is_never_resolved():
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><rss><item><title>&b;</title><link>http://a.test/1</link></item></rss>'
    assert [one.title for one in read_feed(Page("http://a.test/f.xml", bomb), site()).links] == ["&b;"]


@pytest.mark.parametrize(
    "text",
    [
        "<a href='x'>" * 60_000,
        "createPageHTML(" * 60_000,
        "<![CDATA[<a" * 60_000,
        "<item><link>" * 60_000,
        'queryData="{' * 60_000,
        "TREE:[" * 60_000,
    ],
    ids=["anchors", "calls", "sections", "items", "queries", "trees"],
)
@pytest.mark.parametrize("family", ["portal", "feed", "gkmlpt", "jpaas", "wcm"])
def test_a_hostile_page_takes_no_longer_than_its_length(family, text):
    import time  # noqa: PLC0415 - the only test that looks at a clock

    start = time.process_time()
    FAMILIES[family](Page("http://a.test/x", text), site(family=family))
    assert time.process_time() - start < 3
