"""The commands around the collector: a trial of sources, single pages, what the archive holds, and the soak in small."""

from __future__ import annotations

from click.testing import CliRunner

from pipeline.cli import main
from tests.fetch.conftest import Project, source
from tests.fetch.pages import notice, page, row, title
from tests.fetch.webserver import Reply, html, serving

TRIAL = ("--allow-host", "127.0.0.1", "--delay", "0", "--timeout", "10")


def test_a_trial_says_which_sources_work_and_what_to_mend_in_the_others(project: Project):
    wanted = page(f"<ul>{row('/n.html', title(2023), '2023-04-13')}</ul>")
    hidden = page('<ul><li><a href="/x.html">天气预报</a></li></ul><script>createPageHTML(1, 0, "index", "html")</script>')
    with serving({"/good.html": wanted, "/n.html": html(notice(2023)), "/wrong.html": hidden}) as web:
        project.sources(
            source("good", "pages", web.base, "/good.html"),
            source("gone", "pages", web.base, "/gone.html"),
            source("wrong", "pages", web.base, "/wrong.html"),
        )
        ended = project.run("sites", "check", "here", *TRIAL)
    lines = ended.out.splitlines()
    assert ended.code == 1
    assert "here.good: works: 1 wanted links, 1 pages and files kept" in lines
    assert any(line.startswith("  set `verified: 20") for line in lines)
    assert "here.gone: does not work: 0 wanted links, 0 pages and files kept" in lines
    assert f"  refusal {web.base}/gone.html: http_404: the list is gone: look for its new address" in lines
    assert "  the page shows signs of family `wcm`; the entry says `pages`" in lines
    assert not project.raw.exists()


def test_a_single_page_is_fetched_with_the_files_it_links_to_and_shown(project: Project):
    file = Reply(b"PK\x03\x04", headers=(("Content-Type", "application/msword"),))
    routes = {
        "/n.html": html(notice(2023, '<a href="/a.docx">附件</a><a href="/b.html">别的</a>')),
        "/a.docx": file,
        "/b.html": html(""),
    }
    with serving(routes) as web:
        ended = project.fetch("--url", f"{web.base}/n.html")
        assert ended.code == 0, ended.err
        assert set(web.times()) == {"/robots.txt", "/n.html", "/a.docx"}
    whole = CliRunner().invoke(main, ["list", "--raw", str(project.raw)]).output.splitlines()
    assert whole[1].split()[:5] == ["by-hand", "1", "1", "3", "0"]
    visits = CliRunner().invoke(main, ["list", "--raw", str(project.raw), "--site", "by-hand"]).output.splitlines()
    assert [line.split()[1:4] for line in visits] == [
        ["robots", "200", "kept"],
        ["notice", "200", "kept"],
        ["attachment", "200", "kept"],
    ]


def test_a_page_that_does_not_come_ends_the_command_with_1_and_says_why(project: Project):
    with serving({"/n.html": html(notice(2023))}) as web:
        ended = project.fetch("--url", f"{web.base}/n.html", "--url", f"{web.base}/gone.html")
    assert ended.code == 1
    assert ended.err == f"alarm: by-hand: a page that was asked for was not kept: http_404: {web.base}/gone.html\n"


def test_a_file_of_addresses_is_a_source_like_any_other(project: Project):
    routes = {f"/n{n}.html": html(notice(2023)) for n in (1, 2)}
    with serving(routes) as web:
        project.sources(source("mine", "urls", "", "mine.txt"))
        listed = f"# mine\n{web.base}/n1.html 工作要点\n{web.base}/n2.html\nhttp://elsewhere.test/n.html\n{web.base}/n1.html\n"
        (project.folder / "rules" / "sites" / "mine.txt").write_text(listed, encoding="utf-8")
        first = project.fetch("here")
        again = project.fetch("here")
        assert web.times() == {"/robots.txt": 1, "/n1.html": 1, "/n2.html": 1}
    assert (first.code, first.err, again.code, again.err) == (0, "", 0, "")
    assert "outside 1" in " ".join(first.out.split())
    assert {one["via"] for one in project.index() if one["kind"] == "notice"} == {"mine.txt"}


def test_an_order_for_nothing_is_said_in_one_line(project: Project):
    ended = project.run("fetch", "--raw", str(project.raw))
    assert (ended.code, ended.err) == (
        2,
        "taizhang: say what to fetch: names of sources, or --url; `taizhang sites` lists the sources\n",
    )
    ended = project.run("fetch", "--url", "notices.html", "--raw", str(project.raw))
    assert (ended.code, ended.err) == (2, "taizhang: an address begins with http:// or https:// and names a host\n")


def test_memory_stays_flat_in_a_small_soak(capsys):
    from benchmarks import fetch_soak  # noqa: PLC0415 - a script, used here as what it is

    held = [megabytes for _done, megabytes in fetch_soak.soak(200)]
    assert "200 notices" in capsys.readouterr().out
    assert len(held) >= 8
    assert held[-1] - held[2] <= 8, held
