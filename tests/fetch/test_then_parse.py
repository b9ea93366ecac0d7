"""`make fetch`, then `make parse`, with nothing in between."""

from __future__ import annotations

import gzip

import pyarrow.parquet as pq

from tests.fetch.conftest import Project, source
from tests.fetch.pages import FILLER, notice, page, row, title
from tests.fetch.webserver import Reply, html, serving

ZIPPED = (("Content-Type", "text/html"), ("Content-Encoding", "gzip"))


def test_what_was_fetched_is_parsed_and_nothing_else(project: Project):
    paths = ("/plain.html", "/zipped.html", "/gbk.html", "/login.html", "/down.html")
    routes = {
        "/plain.html": html(notice(2023, '<a href="/a.docx">附件</a>')),
        "/zipped.html": Reply(gzip.compress(notice(2022).encode()), headers=ZIPPED),
        "/gbk.html": Reply(
            notice(2021).replace("<meta charset='utf-8'>", "").encode("gbk"), headers=(("Content-Type", "text/html"),)
        ),
        "/login.html": html(f"<html><title>用户登录</title><body>{FILLER}</body></html>"),
        "/a.docx": Reply(b"PK\x03\x04", headers=(("Content-Type", "application/msword"),)),
        "/list.html": page("<ul>" + "".join(row(path, title(2023)) for path in paths) + "</ul>"),
    }
    with serving(routes) as web:
        project.sources(source("one", "pages", web.base, "/list.html"))
        assert project.fetch("here").code == 0
    out = project.folder / "parsed"
    ended = project.run("parse", str(project.raw), "--out", str(out), "--jobs", "0")
    assert ended.code == 0, ended.err
    documents = pq.read_table(out / "documents.parquet").to_pylist()
    assert {one["url"].removeprefix(web.base) for one in documents} == {"/plain.html", "/zipped.html", "/gbk.html"}
    assert {one["status"] for one in documents} == {"parsed"}
    assert {one["plan_year"] for one in documents} == {2023, 2022, 2021}
    index = {one["url"]: one for one in project.index()}
    assert all(index[one["url"]]["content_sha256"] == one["content_sha256"] for one in documents)
    tasks = pq.read_table(out / "tasks.parquet").to_pylist()
    assert len(tasks) == 9
