"""One run over a site on which everything goes wrong that goes wrong on government sites; each page is recorded as what it is."""

from __future__ import annotations

import gzip
from collections import defaultdict

import pytest
from warcio.archiveiterator import ArchiveIterator

from tests.fetch.conftest import Project, new_project, source
from tests.fetch.pages import FILLER, notice, page, row, title
from tests.fetch.webserver import Reply, html, serving

GBK = notice(2019).replace("<meta charset='utf-8'>", "").encode("gb18030")
STEPS = {"redirected", "retried"}
PLAIN = (("Content-Type", "text/html"),)
SHELL = "<html><script>var arg1='3B2F';setCookie('acw_sc__v2', f(arg1));location.reload()</script></html>"


def _in_turn(*replies: Reply):
    """The first reply to the first request, and so on; the last to all further ones."""
    left = list(replies)
    return lambda _asked: left.pop(0) if len(left) > 1 else left[0]


def _moved(to: str) -> Reply:
    return Reply(b"", status=302, headers=(("Location", to),))


def _routes(web) -> dict:
    good = html(notice(2023))
    bomb = gzip.compress(b"<html>" + b" " * 30_000_000)
    return {
        "/slow.html": html(notice(2023), delay=0.6),
        "/busy.html": _in_turn(Reply(b"", status=429, headers=(("Retry-After", "1"),)), good),
        "/burst.html": _in_turn(Reply(b"", status=503), Reply(b"", status=502), good),
        "/flaky.html": _in_turn(Reply(drop=True), good),
        "/down.html": Reply(b"<title>500</title>", status=500),
        "/cut.html": Reply(notice(2023).encode()[:400], announced=5_000),
        "/liar.html": Reply(notice(2023).encode(), announced=len(notice(2023).encode()) + 700),
        "/loop.html": _moved("/loop2.html"),
        "/loop2.html": _moved("/loop.html"),
        "/moved.html": _moved("/new/place.html"),
        "/new/place.html": good,
        "/away.html": _moved("http://elsewhere.test/n.html"),
        "/inward.html": _moved(f"http://inner.test:{web.port}/secret.html"),
        "/secret.html": good,
        "/bomb.html": Reply(bomb, headers=(*PLAIN, ("Content-Encoding", "gzip"))),
        "/big.html": Reply(b"<html>" + b"x" * 1_200_000, headers=PLAIN),
        "/zipped.html": Reply(gzip.compress(notice(2023).encode()), headers=(*PLAIN, ("Content-Encoding", "gzip"))),
        "/gbk.html": Reply(GBK, headers=PLAIN),
        "/forbidden/a.html": good,
        "/login.html": html("<html><title>用户登录</title><body>" + "请输入账号" * 400 + "</body></html>"),
        "/shell.html": html(SHELL),
        "/blocked.html": html("<html><body>您的访问过于频繁，请稍后再试。</body></html>"),
        "/gone.html": html("<html><title>404 Not Found</title><body>页面不存在</body></html>"),
        "/stub.html": html("<html><body></body></html>"),
        "/empty.html": Reply(b"", headers=PLAIN),
        "/attached.html": html(
            notice(
                2023,
                '<a href="/files/a.docx">附件1</a><a href="/files/b.xls">附件2</a><a href="/servlet/download?id=7">附件3</a><a href="http://files.elsewhere.test/c.doc">附件4</a>',
            )
        ),
        "/sent-home.html": _moved("/index.html"),
        "/index.html": html(f"<html><title>政府</title><body>{FILLER * 9}</body></html>"),
        "/sent-off.html": _moved("/user/login.jsp?to=1"),
        "/user/login.jsp": html(f"<html><title>政府</title><body>{FILLER * 9}</body></html>"),
        "/form.html": html("<html><title>平台</title><body>" + "<p>请填写</p>" * 60 + "<input type='password'></body></html>"),
        "/refreshed.html": html('<html><meta http-equiv="refresh" content="0;url=/new/place.html"></html>'),
        "/files/a.docx": Reply(b"PK\x03\x04 words", headers=(("Content-Type", "application/msword"),)),
        "/servlet/download?id=7": Reply(b"%PDF-1.4", headers=(("Content-Type", "application/pdf"),)),
        "/files/b.xls": html("<html><title>用户登录</title></html>"),
    }


PAGES = {
    "/slow.html": ("notice", 200, None),
    "/busy.html": ("notice", 200, None),
    "/burst.html": ("notice", 200, None),
    "/flaky.html": ("notice", 200, None),
    "/down.html": ("refusal", 500, "http_500"),
    "/missing.html": ("refusal", 404, "http_404"),
    "/cut.html": ("partial", 200, "truncated"),
    "/liar.html": ("notice", 200, None),
    "/loop.html": ("refusal", 302, "redirect_loop"),
    "/moved.html": ("notice", 200, None),
    "/away.html": ("notice", None, "redirected_outside"),
    "/inward.html": ("notice", None, "private_address"),
    "/bomb.html": ("refusal", 200, "too_large"),
    "/big.html": ("notice", None, "too_large"),
    "/zipped.html": ("notice", 200, None),
    "/gbk.html": ("notice", 200, None),
    "/forbidden/a.html": ("notice", None, "robots_forbidden"),
    "/login.html": ("refusal", 200, "login_required"),
    "/shell.html": ("refusal", 200, "anti_bot_stub"),
    "/blocked.html": ("refusal", 200, "anti_bot_stub"),
    "/gone.html": ("refusal", 200, "not_found_page"),
    "/stub.html": ("refusal", 200, "stub"),
    "/empty.html": ("refusal", 200, "empty_body"),
    "/attached.html": ("notice", 200, None),
    "/sent-home.html": ("refusal", 200, "sent_home"),
    "/sent-off.html": ("refusal", 200, "login_required"),
    "/form.html": ("refusal", 200, "login_required"),
    "/refreshed.html": ("notice", 200, None),
    "/files/a.docx": ("attachment", 200, None),
    "/servlet/download?id=7": ("attachment", 200, None),
    "/files/b.xls": ("refusal", 200, "not_a_file"),
}


@pytest.fixture(scope="module")
def troubled(tmp_path_factory):
    """One run over the site."""
    project = new_project(tmp_path_factory.mktemp("trouble"))
    with serving({}) as web:
        links = [path for path in PAGES if not path.startswith(("/files/", "/servlet/"))]
        wanted = "".join(row(path, title(2023)) for path in links)
        wanted += row(f"http://inner.test:{web.port}/secret.html", title(2023)) + row("http://elsewhere.test/n.html", title(2023))
        web.routes |= _routes(web) | {"/list.html": page(f"<ul>{wanted}</ul>")}
        web.robots = Reply(b"User-agent: *\nDisallow: /forbidden/\n", headers=(("Content-Type", "text/plain"),))
        project.sources(source("bad", "pages", web.base, "/list.html", hosts="[127.0.0.1, inner.test]"))
        ended = project.fetch("here", "--max-bytes", "1000000")
        yield project, web, ended


def _line(project: Project, path: str) -> dict:
    (line,) = [
        one for one in project.index() if one["url"].endswith(path) and "inner" not in one["url"] and one["why"] not in STEPS
    ]
    return line


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_recorded_as_what_it_is(troubled, path):
    project, _web, ended = troubled
    line = _line(project, path)
    assert (line["kind"], line["status"], line["status_reason"]) == PAGES[path], ended.out + ended.err


def test_a_link_to_a_private_address_is_never_followed(troubled):
    project, web, _ended = troubled
    (line,) = [one for one in project.index() if "inner.test" in one["url"]]
    assert line["status_reason"] == "private_address"
    assert "/secret.html" not in web.times()
    assert not [one for one in web.asked if one.host.startswith("inner.test")]


def test_a_link_to_another_site_is_left_aside(troubled):
    project, _web, _ended = troubled
    assert not [one for one in project.index() if "//elsewhere.test" in one["url"]]


def test_a_page_that_robots_txt_forbids_is_not_asked_for(troubled):
    assert "/forbidden/a.html" not in troubled[1].times()


def test_a_pause_that_the_server_asks_for_is_kept(troubled):
    _project, web, _ended = troubled
    first, second = (one.at for one in web.asked if one.path == "/busy.html")
    assert second - first >= 1.0
    assert not [one for one in web.asked if first < one.at < second]


def test_a_page_that_stays_down_is_tried_four_times_and_no_more(troubled):
    assert troubled[1].times()["/down.html"] == 4


def test_a_redirect_loop_ends_after_five_steps(troubled):
    times = troubled[1].times()
    assert times["/loop.html"] + times["/loop2.html"] <= 6


def _records(project: Project) -> dict[str, list]:
    found = defaultdict(list)
    for path in sorted((project.raw / "warc").glob("*.warc.gz")):
        with path.open("rb") as stream:
            for record in ArchiveIterator(stream):
                if record.rec_type in ("response", "revisit"):
                    address = record.rec_headers.get_header("WARC-Target-URI")
                    found[address].append((record.rec_headers, record.http_headers, record.raw_stream.read()))
    return found


def test_bytes_are_archived_as_they_came(troubled):
    project, web, _ended = troubled
    records = _records(project)
    ((_, _, gbk),) = records[f"{web.base}/gbk.html"]
    ((_, headers, zipped),) = records[f"{web.base}/zipped.html"]
    assert gbk == GBK
    assert (headers.get_header("Content-Encoding"), gzip.decompress(zipped)) == ("gzip", notice(2023).encode())


def test_only_what_is_a_notice_is_archived_as_one(troubled):
    project, web, _ended = troubled
    kinds = {
        url.removeprefix(web.base): headers.get_header("X-Taizhang-Kind")
        for url, (*_, (headers, _, _)) in _records(project).items()
    }
    expected = {path for path, (kind, status, _) in PAGES.items() if kind == "notice" and status}
    sent_on = {"/moved.html", "/refreshed.html"}
    assert {path for path, kind in kinds.items() if kind == "notice"} == (expected - sent_on) | {"/new/place.html"}


def test_a_page_that_was_cut_says_so_in_its_record(troubled):
    project, web, _ended = troubled
    tries = _records(project)[f"{web.base}/cut.html"]
    assert [headers.get_header("WARC-Truncated") for headers, _, _ in tries] == ["disconnect"] * 4


STEPPED = {
    "/busy.html": [("refusal", 429, "http_429", "retried")],
    "/burst.html": [("refusal", 503, "http_503", "retried"), ("refusal", 502, "http_502", "retried")],
    "/down.html": [("refusal", 500, "http_500", "retried")] * 3,
    "/cut.html": [("partial", 200, "truncated", "retried")] * 3,
    "/moved.html": [("redirect", 302, "http_302", "redirected")],
    "/away.html": [("redirect", 302, "http_302", "redirected")],
    "/refreshed.html": [("redirect", 200, "meta_refresh", "redirected")],
    "/flaky.html": [],
}


@pytest.mark.parametrize("path", STEPPED)
def test_answers_on_the_way_to_the_last_are_archived_too(troubled, path):
    project, web, _ended = troubled
    steps = [one for one in project.index() if one["url"] == f"{web.base}{path}" and one["why"] in STEPS]
    assert [(one["kind"], one["status"], one["status_reason"], one["why"]) for one in steps] == STEPPED[path]
    assert all(one["warc_file"] for one in steps)
    assert len(_records(project).get(f"{web.base}{path}", [])) >= len(steps)


def test_a_file_at_a_private_address_is_never_asked_for(troubled):
    project, _web, _ended = troubled
    (line,) = [one for one in project.index() if "files.elsewhere.test" in one["url"]]
    assert (line["kind"], line["status_reason"], line["warc_file"]) == ("attachment", "private_address", None)


def test_the_index_leads_to_the_record(troubled):
    project, _web, _ended = troubled
    line = _line(project, "/gbk.html")
    raw = (project.raw / "warc" / line["warc_file"]).read_bytes()[line["warc_offset"] :][: line["warc_length"]]
    assert GBK in gzip.decompress(raw)


def test_trouble_with_single_pages_is_no_alarm(troubled):
    _project, _web, ended = troubled
    assert (ended.code, ended.err) == (0, "")


def test_a_server_in_trouble_with_its_robots_txt_is_asked_for_nothing_and_a_missing_one_forbids_nothing(project: Project):
    wanted = {"/list.html": page(f"<ul>{row('/n.html', title(2023))}</ul>"), "/n.html": html(notice(2023))}
    with serving(dict(wanted)) as shut, serving(dict(wanted)) as free:
        shut.robots = Reply(b"User-agent: *\nDisallow:\n", status=503)
        free.robots = Reply(b"<html>Disallow: /</html>", status=404)
        project.sources(source("shut", "pages", shut.base, "/list.html"), source("free", "pages", free.base, "/list.html"))
        ended = project.fetch("here")
        assert set(shut.times()) == {"/robots.txt"}
        assert set(free.times()) == {"/robots.txt", "/list.html", "/n.html"}
    assert ended.code == 1
    assert f"alarm: here.shut: a list could not be read: robots_unreachable: {shut.base}/list.html" in ended.err
    assert "here.free" not in ended.err


def test_a_server_that_wants_to_be_left_alone_for_long_is_left_for_another_run(project: Project):
    later = Reply(b"", status=429, headers=(("Retry-After", "86400"),))
    with serving({"/list.html": later}) as web:
        project.sources(source("later", "pages", web.base, "/list.html"))
        ended = project.fetch("here")
        assert web.times()["/list.html"] == 1
    assert (ended.code, ended.err) == (0, "")
    assert "left for another run: 1 page\n" in ended.out
