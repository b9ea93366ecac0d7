"""Files of a notice that lie on another host: fetched like its own, as that host allows, within its budget."""

from __future__ import annotations

import pytest

from tests.fetch.conftest import Project, new_project, source
from tests.fetch.pages import notice, page, row, title
from tests.fetch.webserver import Reply, html, serving

WORD = Reply(b"PK\x03\x04 words", headers=(("Content-Type", "application/msword"),))
SHUT = Reply(b"User-agent: *\nDisallow: /closed/\n", headers=(("Content-Type", "text/plain"),))


@pytest.fixture(scope="module")
def elsewhere(tmp_path_factory):
    """One run over a notice whose files lie on a host of another name, which no source mentions."""
    project = new_project(tmp_path_factory.mktemp("files"))
    with serving({}) as site, serving({}) as files:
        other = f"http://files.test:{files.port}"
        links = [
            f"{other}/a.doc",
            f"{other}/closed/b.doc",
            f"http://inner.test:{files.port}/c.doc",
            "/moved.doc",
            f"{other}/gone.doc",
        ]
        shown = "".join(f'<a href="{link}">附件{n}</a>' for n, link in enumerate(links, 1))
        site.routes |= {
            "/list.html": page(f"<ul>{row('/n.html', title(2023))}{row(f'{other}/n.html', title(2023))}</ul>"),
            "/n.html": html(notice(2023, shown)),
            "/moved.doc": Reply(b"", status=302, headers=(("Location", f"{other}/d.doc"),)),
        }
        files.routes |= {"/a.doc": WORD, "/closed/b.doc": WORD, "/c.doc": WORD, "/d.doc": WORD, "/n.html": html(notice(2023))}
        files.robots = SHUT
        project.sources(source("split", "pages", site.base, "/list.html"))
        ended = project.fetch("here", "--allow-host", "files.test")
        assert ended.code == 0, ended.err
        yield project, files


def _reasons(project: Project) -> dict[str, str]:
    lines = (one for one in project.index() if one["why"] == "attachment")
    return {one["url"].rpartition("/")[2]: one["status_reason"] or "" for one in lines}


def test_a_file_on_another_host_is_archived_where_that_host_allows_it(elsewhere):
    project, files = elsewhere
    assert _reasons(project) == {
        "a.doc": "",
        "b.doc": "robots_forbidden",
        "c.doc": "private_address",
        "moved.doc": "",
        "gone.doc": "http_404",
    }
    assert set(files.times()) == {"/robots.txt", "/a.doc", "/d.doc", "/gone.doc"}


def test_a_notice_on_another_host_is_left_aside_all_the_same(elsewhere):
    project, _files = elsewhere
    assert [one["url"].rpartition("/")[2] for one in project.index() if one["kind"] == "notice"] == ["n.html"]


def test_each_host_of_files_has_its_own_budget_and_the_rest_waits_for_the_next_run(project: Project):
    with serving({}) as site, serving({f"/{n}.doc": WORD for n in range(5)}) as files:
        shown = "".join(f'<a href="http://files.test:{files.port}/{n}.doc">附件{n}</a>' for n in range(5))
        site.routes |= {"/list.html": page(f"<ul>{row('/n.html', title(2023))}</ul>"), "/n.html": html(notice(2023, shown))}
        project.sources(source("small", "pages", site.base, "/list.html", budget="3"))
        project.fetch("here", "--allow-host", "files.test")
        assert sum(files.times().values()) - files.times()["/robots.txt"] == 3
        project.fetch("here", "--allow-host", "files.test")
        assert set(files.times()) == {"/robots.txt", *(f"/{n}.doc" for n in range(5))}
