"""Pages in archives, data sets and on servers are the same pages as in a folder."""

from __future__ import annotations

import gzip
import io
import json
import random
import tarfile
import zipfile
import zlib
from collections import Counter

import boto3
import pyarrow as pa
import pyarrow.feather
import pyarrow.parquet as pq
import pytest
from moto.server import ThreadedMotoServer

from pipeline.engine.inputs import InputFault, Search, find_inputs
from pipeline.engine.page import load

PAGES = {"a.html": "<p>一</p>".encode(), "deeper/b.txt": "二".encode("gbk"), "c.html": b""}
META = json.dumps({"url": "http://a.gov.example/1.html", "fetched_at": "2023-03-01T00:00:00Z"}).encode()


def warc(path, records, *, plain=False):
    """`records`: kind, url, status, HTTP headers, body, WARC headers."""
    with path.open("wb") as out:
        for kind, url, status, http, body, extra in records:
            head = "".join(f"{name}: {value}\r\n" for name, value in http.items())
            block = f"HTTP/1.1 {status}\r\n{head}\r\n".encode() + body
            said = {"WARC-Type": kind, "WARC-Target-URI": url, "WARC-Date": "2023-03-01T00:00:00Z", **extra}
            said |= {"Content-Type": "application/http; msgtype=response", "Content-Length": str(len(block))}
            lines = "".join(f"{name}: {value}\r\n" for name, value in said.items())
            record = f"WARC/1.0\r\n{lines}\r\n".encode() + block + b"\r\n\r\n"
            out.write(record if plain else gzip.compress(record))
    return path


def page(n, body=b"<p>x</p>", *, kind="response", status="200 OK", media="text/html; charset=gbk", extra=None, **http):
    headers = {"Content-Type": media, **{name.replace("_", "-"): value for name, value in http.items()}}
    return (kind, f"http://a.gov.example/{n}", status, headers, body, extra or {})


def found_in(*names, **limits):
    search = Search(**limits)
    return list(find_inputs([str(name) for name in names], search)), search.aside


@pytest.mark.parametrize("plain", [True, False])
def test_a_warc_gives_its_answers_with_address_day_and_charset(tmp_path, plain):
    archive = warc(tmp_path / ("a.warc" if plain else "a.warc.gz"), [page(1, b"one"), page(2, b"two")], plain=plain)
    one, two = found_in(archive)[0]
    assert (one.source, two.source) == (f"{archive.name}#1", f"{archive.name}#2")
    assert (one.body, one.url, one.fetched_at) == (b"one", "http://a.gov.example/1", "2023-03-01T00:00:00Z")
    assert (one.charset, one.media_type) == ("gbk", "text/html")
    assert two.page().body == b"two"


def test_what_is_no_page_is_left_aside_and_counted(tmp_path):
    records = [
        page(1, b"keep"),
        page(2, status="404 Not Found"),
        page(3, status="301 Moved"),
        page(4, b"%PDF", media="application/pdf"),
        page(5, kind="revisit"),
        page(6, kind="request"),
    ]
    found, aside = found_in(warc(tmp_path / "a.warc.gz", records))
    assert [one.body for one in found] == [b"keep"]
    assert aside == Counter({"not 2xx": 2, "not HTML or text": 1, "revisit": 1, "request": 1})


def test_a_warc_that_says_what_its_records_are_is_believed(tmp_path):
    kinds = ("notice", "list", "robots", "refusal", "attachment", "partial")
    records = [page(kind, kind.encode(), extra={"X-Taizhang-Kind": kind}) for kind in kinds]
    found, aside = found_in(warc(tmp_path / "a.warc.gz", records))
    assert [one.body for one in found] == [b"notice"]
    assert aside == Counter(kinds[1:])


@pytest.mark.parametrize(
    ("coding", "pack"),
    [("gzip", gzip.compress), ("deflate", zlib.compress), ("gzip", bytes)],
    ids=["gzip", "deflate", "a lie"],
)
def test_the_content_coding_is_undone(tmp_path, coding, pack):
    words = "公开目录".encode() * 50_000
    (one,), _ = found_in(warc(tmp_path / "a.warc.gz", [page(1, pack(words), Content_Encoding=coding)]))
    assert one.body == words


def chunked(body, size):
    """A body as a server sends it in chunks."""
    pieces = [body[at : at + size] for at in range(0, len(body), size)]
    return b"".join(f"{len(piece):X};n=1\r\n".encode() + piece + b"\r\n" for piece in pieces) + b"0\r\n\r\n"


def bare(body):
    """A body as old servers send what they call deflate: without the head of its standard."""
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return packer.compress(body) + packer.flush()


@pytest.mark.parametrize("size", [7, 4096, 10_000_000])
@pytest.mark.parametrize(
    ("coding", "pack"), [("", bytes), ("gzip", gzip.compress), ("deflate", bare), ("Deflate", zlib.compress)]
)
def test_chunks_are_put_together_before_they_are_unpacked(tmp_path, coding, pack, size):
    words = "公开目录".encode() * 50_000
    headers = {"Transfer_Encoding": "chunked", **({"Content_Encoding": coding} if coding else {})}
    found, aside = found_in(
        warc(tmp_path / "a.warc", [page(1, chunked(pack(words), size), **headers), page(2, b"z")], plain=True)
    )
    assert [one.body for one in found] == [words, b"z"]
    assert not aside


@pytest.mark.parametrize("body", ["<p>公开</p>".encode(), b"", b"1f <p>x</p>", b"\r\n<p>x</p>"])
@pytest.mark.parametrize(
    "headers", [{"Transfer_Encoding": "chunked"}, {"Content_Encoding": "deflate"}, {"Content_Encoding": "br"}]
)
def test_a_body_that_is_not_coded_as_its_headers_say_comes_as_it_is(tmp_path, body, headers):
    (one,), _ = found_in(warc(tmp_path / "a.warc.gz", [page(1, body, **headers)]))
    assert (one.body, one.problem) == (body, None)


def test_a_body_that_nobody_can_unpack_is_a_row_that_says_so(tmp_path):
    packed, plain = found_in(warc(tmp_path / "a.warc.gz", [page(1, b"\x1b\x0f\x00\xf8", Content_Encoding="br"), page(2, b"z")]))[
        0
    ]
    assert (packed.problem, packed.notes[0][0]) == ("broken_archive", "broken_archive")
    assert packed.notes[0][1].endswith(": br")
    assert plain.body == b"z"


def test_a_bomb_is_not_unpacked_and_is_a_row(tmp_path):
    bomb = gzip.compress(bytes(50_000_000))
    (one,), _ = found_in(warc(tmp_path / "a.warc.gz", [page(1, bomb, Content_Encoding="gzip")]), max_bytes=100_000)
    assert one.body is None
    assert one.size == 100_001


@pytest.mark.parametrize("cut", [0.33, 0.55, 0.97])
@pytest.mark.parametrize("plain", [True, False])
def test_a_warc_that_breaks_off_gives_what_it_holds_and_says_so(tmp_path, cut, plain):
    noise = random.Random(7)
    records = [page(n, bytes(noise.choices(range(32, 126), k=3000))) for n in range(10)]
    whole = warc(tmp_path / "whole.warc", records, plain=plain)
    archive = tmp_path / ("cut.warc" if plain else "cut.warc.gz")
    body = whole.read_bytes()
    archive.write_bytes(body[: int(len(body) * cut)])
    *pages, last = found_in(archive)[0]
    assert (last.source, last.problem) == (f"{archive.name}#broken", "broken_archive")
    assert abs(len(pages) - int(10 * cut)) <= 1
    assert [one.body for one in pages] == [record[4] for record in records[: len(pages)]]


@pytest.mark.parametrize("suffix", [".zip", ".tar", ".tar.gz", ".tar.xz"])
def test_zip_and_tar_hold_the_pages_of_a_folder_and_what_is_said_of_them(tmp_path, suffix):
    archive = tmp_path / f"pages{suffix}"
    members = {**PAGES, "a.meta.json": META, "README.md": b"no", "x.docx": b"no"}
    if suffix == ".zip":
        with zipfile.ZipFile(archive, "w") as out:
            for name, body in members.items():
                out.writestr(name, body)
    else:
        with tarfile.open(archive, f"w:{suffix[5:]}") as out:
            for name, body in members.items():
                info = tarfile.TarInfo(name)
                info.size = len(body)
                out.addfile(info, io.BytesIO(body))
    found, aside = found_in(archive)
    assert {one.source: one.body for one in found} == {f"{archive.name}#{name}": body for name, body in PAGES.items()}
    assert {one.source: one.url for one in found if one.url} == {f"{archive.name}#a.html": "http://a.gov.example/1.html"}
    assert aside == Counter({"no page": 2})


@pytest.mark.parametrize("name", ["bad.zip", "bad.tar.gz", "bad.warc.gz", "bad.parquet"])
def test_an_archive_that_is_none_is_a_row_and_costs_nothing_else(tmp_path, name):
    (tmp_path / name).write_bytes(b"\x1f\x8bnothing of the kind" * 9)
    (tmp_path / "z.html").write_bytes(b"x")
    bad, good = found_in(tmp_path)[0]
    assert (bad.source, bad.problem) == (f"{name}#broken", "broken_archive")
    assert good.source == "z.html"


@pytest.mark.parametrize("form", ["parquet", "arrow", "feather"])
def test_words_that_a_data_set_keeps_in_a_dictionary_are_words(tmp_path, form):
    said = {"url": ["http://a.gov.example/1"] * 2, "html": ["一", "二"]}
    table = pa.table({name: pa.array(words).dictionary_encode() for name, words in said.items()})
    path = tmp_path / f"set.{form}"
    (pq.write_table if form == "parquet" else pyarrow.feather.write_feather)(table, path)
    found, _ = found_in(path)
    assert [(one.body.decode(), one.url) for one in found] == [("一", "http://a.gov.example/1"), ("二", "http://a.gov.example/1")]


@pytest.mark.parametrize("form", ["parquet", "arrow", "feather"])
@pytest.mark.parametrize(("column", "media"), [("html", "text/html"), ("text", "text/plain"), ("Content", "text/html")])
def test_rows_of_a_data_set_are_pages(tmp_path, form, column, media):
    table = pa.table(
        {"url": ["http://a.gov.example/1", "http://a.gov.example/2", None], column: ["一", None, "三"], "n": [1, 2, 3]}
    )
    name = tmp_path / f"set.{form}"
    if form == "parquet":
        pq.write_table(table, name)
    else:
        with (
            pa.OSFile(str(name), "wb") as out,
            (pa.ipc.new_file if form == "arrow" else pa.ipc.new_stream)(out, table.schema) as writer,
        ):
            writer.write_table(table)
    found, aside = found_in(name)
    assert [(one.source, one.body.decode(), one.url) for one in found] == [
        (f"set.{form}#1", "一", "http://a.gov.example/1"),
        (f"set.{form}#3", "三", None),
    ]
    assert {(one.charset, one.media_type) for one in found} == {("utf-8", media)}
    assert aside == Counter({"no page": 1})


def test_a_table_without_pages_is_refused_by_name_and_passed_over_in_a_folder(tmp_path):
    pq.write_table(pa.table({"url": ["x"], "kind": ["notice"]}), tmp_path / "index.parquet")
    with pytest.raises(InputFault, match="holds no pages"):
        found_in(tmp_path / "index.parquet")
    (tmp_path / "a.html").write_bytes(b"x")
    assert [one.source for one in found_in(tmp_path)[0]] == ["a.html"]


def test_archives_lie_among_pages_and_folders_with_a_dot_are_not_searched(tmp_path):
    (tmp_path / "warc").mkdir()
    warc(tmp_path / "warc" / "x.warc.gz", [page(1)])
    (tmp_path / ".fetch").mkdir()
    (tmp_path / ".fetch" / "state.html").write_bytes(b"x")
    (tmp_path / "a.html").write_bytes(b"x")
    assert [one.source for one in found_in(tmp_path)[0]] == ["a.html", "warc/x.warc.gz#1"]


def test_files_of_a_folder_that_are_no_pages_are_counted(tmp_path):
    for name in ("a.html", "a.meta.json", "b.xhtml", "c.html.gz", "README.md", "deeper"):
        (tmp_path / name).write_bytes(b"x")
    found, aside = found_in(tmp_path)
    assert [one.source for one in found] == ["a.html"]
    assert aside == Counter({"no page": 4})


def test_one_record_of_an_archive_can_be_named(tmp_path):
    archive = warc(tmp_path / "a.warc.gz", [page(1, b"one"), page(2, b"two")])
    (one,), _ = found_in(f"{archive}#2")
    assert one.body == b"two"


@pytest.fixture(scope="module")
def bucket():
    """An S3 server of this machine, with one bucket."""
    with pytest.MonkeyPatch.context() as patch:
        server = ThreadedMotoServer("127.0.0.1", port=0, verbose=False)
        server.start()
        host, port = server.get_host_and_port()
        for name, value in {
            "AWS_ACCESS_KEY_ID": "nobody",
            "AWS_SECRET_ACCESS_KEY": "nothing",
            "AWS_DEFAULT_REGION": "us-east-1",
            "AWS_ENDPOINT_URL": f"http://{host}:{port}",
        }.items():
            patch.setenv(name, value)
        client = boto3.client("s3")
        client.create_bucket(Bucket="notices")
        yield client
        server.stop()


def test_a_folder_on_s3_is_read_like_one_here(bucket, tmp_path):
    zipped = warc(tmp_path / "x.warc.gz", [page(9, b"nine")])
    plain = warc(tmp_path / "y.warc", [page(9, b"nine")], plain=True)
    for key, body in {
        "raw/a.html": b"one",
        "raw/a.meta.json": META,
        "raw/deep/b.txt": b"two",
        "raw/w/x.warc.gz": zipped.read_bytes(),
        "raw/w/y.warc": plain.read_bytes(),
    }.items():
        bucket.put_object(Bucket="notices", Key=key, Body=body)
    found, _ = found_in("s3://notices/raw")
    assert [(one.source, one.page().body) for one in found] == [
        ("a.html", b"one"),
        ("deep/b.txt", b"two"),
        ("w/x.warc.gz#1", b"nine"),
        ("w/y.warc#1", b"nine"),
    ]
    assert load(found[0], 1000).url == "http://a.gov.example/1.html"
    (single,), _ = found_in("s3://notices/raw/deep/b.txt")
    assert single.page().body == b"two"
    with pytest.raises(InputFault, match="there is no"):
        found_in("s3://notices/nowhere")
