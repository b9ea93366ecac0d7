"""Responses as they were received, in WARC files (ISO 28500): each record a gzip member of its own, appended and never changed.

Chunked transfer is undone, as in every common archive; the content coding (gzip …) is kept. Extension headers `X-Taizhang-*` say
what a record is to this program, so that the index could be made again from the archive alone.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from http import HTTPStatus
from io import BytesIO
from typing import TYPE_CHECKING

from warcio.archiveiterator import ArchiveIterator
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from pipeline.fetch.values import PARTIAL, Received

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pipeline.fetch.values import Visit

ENDING = ".warc.gz"
LARGEST_FILE = 1_000_000_000
_SOFTWARE = {"software": "taizhang", "format": "WARC File Format 1.1", "conformsTo": "https://www.iso.org/standard/68004.html"}


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a record stands: file, first byte, number of bytes."""

    file: str
    offset: int
    length: int


@dataclass(frozen=True, slots=True)
class Item:
    """What is to be archived of a visit: the address that answered in the end, what came, when, and what it is."""

    visit: Visit
    url: str
    received: Received
    when: str
    kind: str
    reason: str = ""

    def headers(self) -> dict[str, str]:
        """The WARC headers that are ours to say."""
        said = {
            "WARC-Date": self.when,
            "X-Taizhang-Kind": self.kind,
            "X-Taizhang-Site": self.visit.site,
            "X-Taizhang-Why": self.visit.why,
            "X-Taizhang-Reason": self.reason,
            "X-Taizhang-Asked": self.visit.url if self.visit.url != self.url else "",
            "X-Taizhang-Form": self.visit.form,
        }
        if self.kind == PARTIAL:
            said["WARC-Truncated"] = "disconnect"
        return {name: " ".join(value.split()) for name, value in said.items() if value}


@dataclass(frozen=True, slots=True)
class Original:
    """The record that an unchanged page repeats: its address, its day and the digest of its payload."""

    url: str
    when: str
    digest: str


class Archive:
    """The WARC files of one folder. `name_file` names the next one before it is made, so that the ledger knows of it first."""

    def __init__(self, folder: Path, name_file: Callable[[], str], largest: int = LARGEST_FILE) -> None:
        self._folder = folder
        self._name_file = name_file
        self._largest = largest
        self._file: str | None = None
        self._stream: int | None = None
        self._size = 0

    def keep(self, item: Item) -> tuple[Spot, str]:
        """Append a response; where it stands now, and the digest of its payload."""
        buffer = BytesIO()
        writer = WARCWriter(buffer, gzip=True, warc_version="WARC/1.1")
        record = writer.create_warc_record(
            item.url,
            "response",
            payload=BytesIO(item.received.body),
            length=len(item.received.body),
            http_headers=_http_headers(item.received),
            warc_headers_dict=item.headers(),
        )
        writer.write_record(record)
        return self._append(buffer.getvalue()), str(record.rec_headers.get_header("WARC-Payload-Digest"))

    def keep_revisit(self, item: Item, original: Original) -> Spot:
        """Append that a page was unchanged: its headers, and where its body is."""
        buffer = BytesIO()
        writer = WARCWriter(buffer, gzip=True, warc_version="WARC/1.1")
        record = writer.create_revisit_record(
            item.url,
            original.digest,
            original.url,
            original.when,
            http_headers=_http_headers(item.received),
            warc_headers_dict=item.headers(),
        )
        if item.received.status == HTTPStatus.NOT_MODIFIED:
            profile = "http://netpreserve.org/warc/1.1/revisit/server-not-modified"
            record.rec_headers.replace_header("WARC-Profile", profile)
        writer.write_record(record)
        return self._append(buffer.getvalue())

    def _append(self, record: bytes) -> Spot:
        """One write for one record, on the disk when this returns."""
        if self._stream is None or self._size >= self._largest:
            self._begin()
        assert self._stream is not None
        assert self._file is not None
        spot = Spot(self._file, self._size, len(record))
        self._write(record)
        return spot

    def _begin(self) -> None:
        self.close()
        self._file = self._name_file()
        self._folder.mkdir(parents=True, exist_ok=True)
        self._stream = os.open(self._folder / self._file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o644)
        self._size = 0
        buffer = BytesIO()
        writer = WARCWriter(buffer, gzip=True, warc_version="WARC/1.1")
        writer.write_record(writer.create_warcinfo_record(self._file, _SOFTWARE))
        self._write(buffer.getvalue())

    def _write(self, data: bytes) -> None:
        assert self._stream is not None
        view = memoryview(data)
        while view:
            view = view[os.write(self._stream, view) :]
        os.fsync(self._stream)
        self._size += len(data)

    def read(self, spot: Spot) -> Received:
        """A response as it was kept. ValueError where there is none: the file was changed."""
        with (self._folder / spot.file).open("rb") as stream:
            stream.seek(spot.offset)
            for record in ArchiveIterator(BytesIO(stream.read(spot.length)), no_record_parse=False):
                if record.http_headers is not None:
                    code = record.http_headers.get_statuscode()
                    return Received(int(code), tuple(record.http_headers.headers), record.raw_stream.read())
        msg = f"there is no response at {spot}"
        raise ValueError(msg)

    def has(self, spot: Spot) -> bool:
        """Whether a record is still there: its file, up to its end."""
        path = self._folder / spot.file
        return path.is_file() and path.stat().st_size >= spot.offset + spot.length

    def close(self) -> None:
        """Nothing more is appended to the file at hand."""
        if self._stream is not None:
            os.close(self._stream)
        self._stream = self._file = None


def _http_headers(received: Received) -> StatusAndHeaders:
    try:
        phrase = HTTPStatus(received.status).phrase
    except ValueError:
        phrase = "Unknown"
    clean = [(name, " ".join(value.split())) for name, value in received.headers]
    return StatusAndHeaders(f"{received.status} {phrase}", clean, protocol="HTTP/1.1")


def cut_back(folder: Path, lengths: dict[str, int]) -> tuple[str, ...]:
    """Take from the ends of files what was being written when a run was killed; the files that were cut.

    `lengths` are what the ledger knows to be whole; files that it does not know are left alone.
    """
    cut = []
    for name, length in lengths.items():
        path = folder / name
        if path.exists() and path.stat().st_size > length:
            if length:
                os.truncate(path, length)
            else:
                path.unlink()
            cut.append(name)
    return tuple(cut)
