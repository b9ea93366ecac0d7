"""The archive: records that any reader of WARC understands, files that are mended only where they are ours, a full disk."""

from __future__ import annotations

import gzip
import itertools
from typing import TYPE_CHECKING

from fastwarc.warc import ArchiveIterator, WarcRecordType

from pipeline.fetch.archive import Archive, Item, Spot, cut_back
from pipeline.fetch.values import Received, Visit
from tests.fetch.conftest import QUICK, Project, source
from tests.fetch.pages import notice, page, row, title
from tests.fetch.webserver import html, serving

if TYPE_CHECKING:
    from pathlib import Path

VISIT = Visit("here.one", "notice", "http://a.test/1.html", why="fetch.wanted.openness", title="工作要点")
BODY = "<p>政务公开</p>".encode("gbk")
RECEIVED = Received(200, (("Content-Type", "text/html"), ("X-Odd", "a\r\n b")), BODY)


def archive(folder: Path, largest: int = 1 << 30) -> Archive:
    numbers = itertools.count(1)
    return Archive(folder, lambda: f"{next(numbers)}.warc.gz", largest)


def item(number: int = 1) -> Item:
    return Item(VISIT, f"http://a.test/{number}.html", RECEIVED, "2026-11-20T01:02:03Z", "notice")


def test_a_record_is_read_back_as_it_was_kept(tmp_path: Path):
    kept = archive(tmp_path)
    spots = [kept.keep(item(n))[0] for n in range(3)]
    kept.close()
    assert [kept.read(spot).body for spot in spots] == [BODY] * 3
    assert kept.read(spots[1]).header("content-type") == "text/html"


def test_every_record_is_a_gzip_member_of_its_own(tmp_path: Path):
    kept = archive(tmp_path)
    spot, _ = kept.keep(item())
    raw = (tmp_path / spot.file).read_bytes()[spot.offset :][: spot.length]
    assert gzip.decompress(raw).startswith(b"WARC/1.1\r\n")


def test_another_reader_finds_the_same_records_with_sound_digests(tmp_path: Path):
    kept = archive(tmp_path)
    spot, digest = kept.keep(item())
    kept.close()
    with (tmp_path / spot.file).open("rb") as stream:
        (record,) = list(ArchiveIterator(stream, record_types=WarcRecordType.response, verify_digests=True))
        assert record.headers["WARC-Target-URI"] == "http://a.test/1.html"
        assert record.headers["X-Taizhang-Why"] == "fetch.wanted.openness"
        assert record.headers["WARC-Payload-Digest"] == digest
        assert record.http_headers["X-Odd"] == "a b"


def test_a_file_that_is_large_enough_is_followed_by_another(tmp_path: Path):
    kept = archive(tmp_path, largest=500)
    assert [kept.keep(item(n))[0].file for n in range(2)] == ["1.warc.gz", "2.warc.gz"]


def test_only_files_that_the_ledger_knows_are_cut_back(tmp_path: Path):
    for name in ("known", "begun", "whole", "strange"):
        (tmp_path / name).write_bytes(b"0123456789")
    assert set(cut_back(tmp_path, {"known": 4, "begun": 0, "whole": 10, "missing": 3})) == {"known", "begun"}
    assert {path.name: path.stat().st_size for path in tmp_path.iterdir()} == {"known": 4, "whole": 10, "strange": 10}


def test_a_record_that_is_no_longer_there_is_not_asked_after(tmp_path: Path):
    assert not archive(tmp_path).has(Spot("gone.warc.gz", 0, 10))


def test_a_full_disk_ends_the_run_in_one_line_and_the_next_one_goes_on(project: Project):
    wanted = "".join(row(f"/n{n}.html", f"{title(2023)}（{n}）") for n in range(8))
    # What does not compress fills the disk: 40 KB a page.
    noise = "".join(chr(0x4E00 + (n * n * 7919) % 20_000) for n in range(20_000))
    routes = {f"/n{n}.html": html(notice(2023, f"<p>{n}{noise}</p>")) for n in range(8)} | {
        "/list.html": page(f"<ul>{wanted}</ul>")
    }
    with serving(routes) as web:
        project.sources(source("one", "pages", web.base, "/list.html"))
        words = ("fetch", "here", "--raw", str(project.raw), *QUICK)
        ended = project.run(*words, before="ulimit -f 300")
        assert ended.code == 1
        assert "the run ended before its time" in ended.err
        assert "Traceback" not in ended.err
        assert project.run(*words).code == 0
    kept = [one["url"] for one in project.index() if one["kind"] == "notice" and not one["status_reason"]]
    assert sorted(kept) == [f"{web.base}/n{n}.html" for n in range(8)]
