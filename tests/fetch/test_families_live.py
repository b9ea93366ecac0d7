"""Each family against a site of its own, served on this machine: every wanted notice of every page of the list, and nothing else."""

from __future__ import annotations

import pytest

from tests.fetch.conftest import new_project, source
from tests.fetch.pages import family_routes
from tests.fetch.webserver import serving

NAMES = ("wcm", "ucap", "jpage", "jpaas", "gkmlpt", "library", "api", "pages", "feed", "map", "portal")


def _sources(base: str) -> list[str]:
    api = '{records: data.list, title: TITLE, link: URL, date: DAY, total: data.allRow, form: "pageIndex={page}"}'
    return [
        source("wcm", "wcm", base, "/wcm/"),
        source("ucap", "wcm", base, "/ucap/list.shtml"),
        source("jpage", "jpage", base, "/col/col84242/index.html"),
        source("jpaas", "jpaas", base, "/col/col2/index.html"),
        source("gkmlpt", "gkmlpt", base, "/gkmlpt/index"),
        source("library", "library", base, "/search-gov/data?t=zhengcelibrary_gw&p=1&n=50"),
        source("api", "api", base, "/loadData", api=api),
        source("pages", "pages", base, "/pages/"),
        source("feed", "feed", base, "/feed.xml"),
        source("map", "feed", base, "/sitemap.xml", notices='"/map/n[0-9]"'),
        source("portal", "portal", base, "/portal/", follow="1"),
    ]


@pytest.fixture(scope="module")
def collected(tmp_path_factory):
    """One run over a site of each family."""
    project = new_project(tmp_path_factory.mktemp("families"))
    with serving({}) as web:
        web.routes |= family_routes(web.base)
        project.sources(*_sources(web.base))
        ended = project.fetch("here")
        yield project, web, ended


@pytest.mark.parametrize("name", NAMES)
def test_a_family_gives_every_wanted_notice_of_every_page_of_its_list(collected, name):
    project, web, ended = collected
    notices = {one["url"] for one in project.index() if one["site"] == f"here.{name}" and one["kind"] == "notice"}
    assert notices == {f"{web.base}/{name}/n{n}.html" for n in (1, 2)}, ended.out + ended.err


def test_a_run_in_which_all_is_as_expected_ends_with_0(collected):
    _project, _web, ended = collected
    assert (ended.code, ended.err) == (0, "")


def test_no_address_is_asked_for_twice(collected):
    _project, web, _ended = collected
    assert {path: n for path, n in web.times().items() if n > 1 and path != "/loadData"} == {}


def test_files_that_the_list_names_are_archived_with_the_notice(collected):
    project, web, _ended = collected
    files = [one for one in project.index() if one["kind"] == "attachment"]
    assert {one["url"] for one in files} == {f"{web.base}/gkmlpt/files/{n}.docx" for n in (1, 2)}
    assert {one["via"] for one in files} == {f"{web.base}/gkmlpt/n{n}.html" for n in (1, 2)}


def test_the_day_of_a_list_and_the_reason_of_a_visit_stand_in_the_index(collected):
    project, _web, _ended = collected
    (line,) = [one for one in project.index() if one["site"] == "here.pages" and one["url"].endswith("n1.html")]
    assert (line["listed_date"], line["why"], line["status"], line["revisit"]) == (
        "2023-04-13",
        "fetch.wanted.openness",
        200,
        False,
    )


def test_every_request_says_who_asks(collected):
    _project, web, _ended = collected
    assert all(one.headers["User-Agent"].startswith("taizhang/") for one in web.asked)
