"""Pages in WARC files, plain or gzipped a record at a time, as crawlers and Common Crawl write them.

Read here and not by a library: those at hand end in silence where a gzip stream breaks off, as a crawl that was killed leaves it.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from email.message import Message
from typing import IO, TYPE_CHECKING, Any, cast

from pipeline.engine.codings import Decoded
from pipeline.engine.page import Input
from pipeline.engine.records import broken, with_body

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Iterator

_TYPES = frozenset({"text/html", "application/xhtml+xml", "text/plain"})
_GZIP = b"\x1f\x8b"
_OK = range(200, 300)
_LINE = 1 << 16
_CHUNK = 1 << 16
_LINES = 1000
"""So many lines of headers are read; a record with more is damaged."""


class _Broken(Exception):
    """The file cannot be read further."""


class _Unzipped:
    """The words of a gzip file of many members. Where it breaks off, all that was unpacked so far is still given."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self._raw = b""
        self._member: Any = None
        self._held = bytearray()

    def _more(self) -> bool:
        """Unpack some more; whether there was any."""
        while True:
            if not self._raw:
                self._raw = self._stream.read(_CHUNK)
            if not self._raw:
                return False
            if self._member is None:
                self._member = zlib.decompressobj(zlib.MAX_WBITS | 16)
            out = self._member.decompress(self._raw, _CHUNK)
            self._raw = self._member.unused_data if self._member.eof else self._member.unconsumed_tail
            if self._member.eof:
                self._member, self._raw = None, self._raw.lstrip(b"\0")
            if out:
                self._held += out
                return True

    def read(self, size: int) -> bytes:
        """The next bytes, at most so many."""
        while not self._held and self._more():
            pass
        out = bytes(self._held[:size])
        del self._held[:size]
        return out

    def readline(self, size: int) -> bytes:
        """The next line, or so much of it."""
        while (end := self._held.find(b"\n", 0, size)) < 0 and len(self._held) < size and self._more():
            pass
        return self.read(end + 1 if end >= 0 else size)


class _Block:
    """The block of a record: as many bytes as its headers say, or `_Broken` where the file ends before."""

    def __init__(self, stream: IO[bytes], length: int) -> None:
        self._stream = stream
        self.left = length

    def read(self, size: int = -1) -> bytes:
        """The next bytes of the block."""
        chunk = self._stream.read(min(self.left, size if size >= 0 else self.left, 1 << 20))
        if not chunk and self.left and size:
            msg = "the file ends inside a record"
            raise _Broken(msg)
        self.left -= len(chunk)
        return chunk

    def readline(self, size: int) -> bytes:
        """The next line of the block."""
        line = self._stream.readline(min(self.left, size))
        self.left -= len(line)
        return line


@dataclass
class _Record:
    headers: dict[str, str]
    block: _Block
    status: int = 0
    http: dict[str, str] | None = None

    @property
    def media_type(self) -> str | None:
        """The type that the server said, else the one that the crawler found; without its parameters."""
        said = (self.http or {}).get("content-type") or self.headers.get("warc-identified-payload-type") or ""
        return said.partition(";")[0].strip().lower() or None


def warc_pages(stream: IO[bytes], name: str, max_bytes: int, aside: Counter[str]) -> Iterator[Input]:
    """The answers of a WARC file that can be notices, each with the number of its record; the others are counted in `aside`.

    Where the file says what a record is (`X-Taizhang-Kind`), notices are taken; elsewhere 2xx answers of HTML or text. A file
    that breaks off has one more input that says so.
    """
    start = stream.read(2)
    stream.seek(0)
    plain = cast("IO[bytes]", _Unzipped(stream)) if start == _GZIP else stream
    number = 0
    try:
        for number, record in enumerate(_records(plain), 1):
            why = _why_not(record)
            if why:
                aside[why] += 1
                continue
            source, body = f"{name}#{number}", Decoded(record.http or {}, record.block, max_bytes)
            if body.foreign:
                yield broken(source, f"the answer is packed in a way that nobody here can undo: {body.foreign}")
            else:
                yield with_body(_input(record, source), cast("IO[bytes]", body), max_bytes)
    except (_Broken, OSError, EOFError, zlib.error) as error:
        yield broken(f"{name}#broken", f"the archive breaks off behind or in record {number}: {error}")


def _records(stream: IO[bytes]) -> Iterator[_Record]:
    while True:
        line = stream.readline(_LINE)
        while line in {b"\r\n", b"\n"}:
            line = stream.readline(_LINE)
        if not line:
            return
        if not line.startswith(b"WARC/"):
            msg = "no record begins where one should"
            raise _Broken(msg)
        headers = _headers(stream)
        length = headers.get("content-length", "")
        if not length.isdecimal():
            msg = "a record does not say how long it is"
            raise _Broken(msg)
        record = _Record(headers, _Block(stream, int(length)))
        if headers.get("warc-type") == "response":
            _read_http_head(record)
        yield record
        while record.block.left:
            record.block.read(_CHUNK)


def _headers(source: IO[bytes] | _Block) -> dict[str, str]:
    found: dict[str, str] = {}
    for _ in range(_LINES):
        line = source.readline(_LINE)
        if line in {b"\r\n", b"\n"}:
            return found
        if not line:
            break
        key, _, value = line.decode("utf-8", "replace").partition(":")
        found.setdefault(key.strip().lower(), value.strip())
    if isinstance(source, _Block):
        return found
    msg = "the file ends in the headers of a record"
    raise _Broken(msg)


def _read_http_head(record: _Record) -> None:
    if not record.headers.get("content-type", "application/http").startswith("application/http"):
        return
    words = record.block.readline(_LINE).split(None, 2)
    record.status = int(words[1]) if len(words) > 1 and words[1].isdigit() else 0
    record.http = _headers(record.block)


def _why_not(record: _Record) -> str:
    """Why a record is no page to read; empty when it is one."""
    kind = record.headers.get("warc-type", "unknown")
    if kind != "response":
        return kind
    said = record.headers.get("x-taizhang-kind")
    if said is not None:
        return "" if said == "notice" else said
    if record.status not in _OK:
        return "not 2xx"
    return "" if record.media_type is None or record.media_type in _TYPES else "not HTML or text"


def _input(record: _Record, source: str) -> Input:
    message = Message()
    message["content-type"] = (record.http or {}).get("content-type", "")
    return Input(
        source,
        url=record.headers.get("warc-target-uri", "").strip("<> ") or None,
        fetched_at=record.headers.get("warc-date"),
        charset=message.get_content_charset(),
        media_type=record.media_type,
    )
