"""What lasts: a run that is killed goes on where it was, a later run asks only for what may have changed, nothing is kept twice."""

from __future__ import annotations

import gzip
import os
import signal
import sqlite3
import subprocess
import time
from collections import Counter

from warcio.archiveiterator import ArchiveIterator

from tests.fetch.conftest import ENVIRONMENT, QUICK, Project, source
from tests.fetch.pages import notice, page, row, title
from tests.fetch.webserver import Reply, html, serving

N = 24


def _many(delay: float) -> dict:
    wanted = "".join(row(f"/n{n}.html", f"{title(2023)}（{n}）") for n in range(N))
    routes = {f"/n{n}.html": html(notice(2023, f"<p>{n}</p>"), delay=delay) for n in range(N)}
    return routes | {"/list.html": page(f"<ul>{wanted}</ul>")}


def _kept(project: Project) -> Counter[str]:
    """How many records the archive has of each notice, read from its files alone."""
    found: Counter[str] = Counter()
    for path in sorted((project.raw / "warc").glob("*.warc.gz")):
        with path.open("rb") as stream:
            for record in ArchiveIterator(stream):
                if record.rec_headers.get_header("X-Taizhang-Kind") == "notice" and record.rec_type == "response":
                    assert record.raw_stream.read().endswith(b"</html>")
                    found[record.rec_headers.get_header("WARC-Target-URI")] += 1
    return found


def _start(project: Project) -> subprocess.Popen[bytes]:
    command = project.command("fetch", "here", "--raw", str(project.raw), *QUICK)
    return subprocess.Popen(command, cwd=project.folder, env=ENVIRONMENT, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def _until(condition, seconds=40.0) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it never came to that"
        time.sleep(0.02)


def test_a_killed_run_goes_on_where_it_was_and_fetches_nothing_twice(project: Project):
    with serving(_many(0.05)) as web:
        project.sources(source("many", "pages", web.base, "/list.html"))
        run = _start(project)
        _until(lambda: len(web.asked) >= 9)
        os.kill(run.pid, signal.SIGKILL)
        run.communicate(timeout=20)
        before = web.times()
        assert 7 <= sum(before.values()) < N
        # What a kill in the middle of a write leaves: half a record at the end of the file.
        (file,) = (project.raw / "warc").glob("*.warc.gz")
        whole = file.stat().st_size
        with file.open("ab") as stream:
            stream.write(gzip.compress(b"WARC/1.1\r\nWARC-Type: response\r\n")[:20])
        ended = project.fetch("here")
        assert ended.code == 0, ended.err
        assert "was cut off" in ended.out
        assert file.stat().st_size <= whole
        asked_twice = [path for path, n in web.times().items() if n > 1 and path != "/robots.txt"]
        assert len(asked_twice) <= 1  # the page that was in flight
        assert _kept(project) == {f"{web.base}/n{n}.html": 1 for n in range(N)}
        lines = [one["url"] for one in project.index() if one["kind"] == "notice"]
        assert sorted(lines) == sorted(set(lines))
        assert len(lines) == N


def test_a_run_that_is_interrupted_ends_in_order_and_says_that_something_is_left(project: Project):
    with serving(_many(0.1)) as web:
        project.sources(source("many", "pages", web.base, "/list.html"))
        run = _start(project)
        _until(lambda: len(web.asked) >= 6)
        run.send_signal(signal.SIGINT)
        out, err = run.communicate(timeout=40)
        assert run.returncode == 130, err.decode()
        assert "left for another run: " in out.decode()
        assert 0 < len([one for one in project.index() if one["kind"] == "notice"]) < N


def test_a_second_run_at_the_same_time_is_refused(project: Project):
    with serving(_many(0.2)) as web:
        project.sources(source("many", "pages", web.base, "/list.html"))
        run = _start(project)
        try:
            _until(lambda: len(web.asked) >= 2)
            ended = project.fetch("here")
        finally:
            run.kill()
            run.communicate(timeout=20)
        assert (ended.code, ended.out) == (2, "")
        assert "another run is writing" in ended.err


def test_a_source_over_four_runs(project: Project):
    """The budget of a run is kept; the next goes on; what is known is not asked for again; a list that falls silent is an alarm."""
    routes = _many(0.0)
    with serving(routes) as web:
        project.sources(source("many", "pages", web.base, "/list.html", expect="{fewest: 5}"))
        first = project.fetch("here", "--budget", "10")
        assert len([one for one in web.asked if one.path != "/robots.txt"]) == 10
        assert first.code == 0
        assert f"left for another run: {N - 9} pages" in first.out

        assert project.fetch("here").code == 0
        assert {path: n for path, n in web.times().items() if n > 1} == {"/robots.txt": 2}
        assert sum(_kept(project).values()) == N

        web.asked.clear()
        third = project.fetch("here")
        assert set(web.times()) == {"/robots.txt", "/list.html"}
        assert third.code == 0

        routes["/list.html"] = page("<ul></ul>")
        fourth = project.fetch("here")
    assert fourth.code == 1
    assert "alarm: here.many: 0 notices listed, at least 5 expected" in fourth.err


def test_a_later_round_asks_conditionally_and_keeps_what_has_changed(project: Project):
    versions = {"/fresh.html": 0}

    def stays(asked):
        if asked.headers.get("If-None-Match") == '"v1"':
            return Reply(status=304, headers=(("ETag", '"v1"'),))
        return html(notice(2023), headers=(("Content-Type", "text/html"), ("ETag", '"v1"')))

    def changes(_asked):
        versions["/fresh.html"] += 1
        return html(notice(2023, f"<p>第{versions['/fresh.html']}版</p>"))

    wanted = "".join(row(path, title(2023)) for path in ("/stays.html", "/fresh.html", "/same.html"))
    routes = {
        "/stays.html": stays,
        "/fresh.html": changes,
        "/same.html": html(notice(2022)),
        "/list.html": page(f"<ul>{wanted}</ul>"),
    }
    with serving(routes) as web:
        project.sources(source("few", "pages", web.base, "/list.html", revisit_days="0"))
        assert project.fetch("here").code == 0
        time.sleep(1.1)  # what is kept less than a second ago is not asked for again
        assert project.fetch("here").code == 0
        lines = project.index()

    def said(path):
        return [(one["status"], one["revisit"]) for one in lines if one["url"].endswith(path)]

    assert said("/stays.html") == [(200, False), (304, True)]
    assert said("/fresh.html") == [(200, False), (200, False)]
    assert said("/same.html") == [(200, False), (200, True)]
    assert said("/list.html") == [(200, False), (200, True)]


def test_an_unchanged_page_whose_record_is_lost_is_archived_in_full_again(project: Project):
    with serving({"/n.html": html(notice(2023)), "/list.html": page(f"<ul>{row('/n.html', title(2023))}</ul>")}) as web:
        project.sources(source("one", "pages", web.base, "/list.html", revisit_days="0"))
        assert project.fetch("here").code == 0
        for file in (project.raw / "warc").iterdir():
            file.unlink()
        time.sleep(1.1)  # what is kept less than a second ago is not asked for again
        assert project.fetch("here").code == 0
        assert _kept(project) == {f"{web.base}/n.html": 1}


def test_a_ledger_of_another_version_is_refused_in_one_line(project: Project):
    state = project.raw / ".fetch"
    state.mkdir(parents=True)
    with sqlite3.connect(state / "ledger.sqlite") as ledger:
        ledger.execute("PRAGMA user_version = 99")
    project.sources(source("one", "pages", "http://127.0.0.1:1", "/"))
    ended = project.fetch("here")
    assert ended.code == 1
    assert "another version of taizhang" in ended.err
    assert ended.err.count("\n") == 1
