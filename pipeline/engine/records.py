"""Pages inside zip and tar archives and in Parquet or Arrow files: each an `Input` that carries its bytes."""

from __future__ import annotations

import io
import json
import tarfile
import zipfile
from dataclasses import replace
from typing import IO, TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.engine.page import Input, is_page_name, meta_names, said_in
from pipeline.engine.source import InputFault, read_bounded

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Callable, Iterator

_META_LIMIT = 1 << 20
_HTML = ("html", "content", "raw_html", "body", "page", "raw")
_TEXT = ("text", "plain_text", "raw_text")
_URL = ("url", "uri", "link", "target_uri")
_SAID = {"fetched_at": ("fetched_at", "fetch_time", "warc_date", "crawled_at"), "charset": ("charset", "encoding")}
_ROWS = 64
"""Rows that are read at once; a page may be large."""
_STATED = "url", "fetched_at", "charset", "media_type"


def with_body(found: Input, stream: IO[bytes], max_bytes: int) -> Input:
    """The input with what the stream holds; without it, and with the reason, where that is more than `max_bytes`."""
    body, sha256, size = read_bounded(stream, max_bytes)
    return replace(found, body=body, sha256=sha256, size=size)


def zipped_pages(stream: IO[bytes], name: str, max_bytes: int, aside: Counter[str]) -> Iterator[Input]:
    """The pages of a zip archive in the order of their names; with what `NAME.meta.json` in it says of them."""
    with zipfile.ZipFile(stream) as archive:
        members = {member.filename: member for member in archive.infolist() if not member.is_dir()}

        def meta(file: str) -> bytes | None:
            if file not in members or members[file].file_size > _META_LIMIT:
                return None
            return archive.read(members[file])

        for file in sorted(members):
            if not is_page_name(file):
                aside["no page"] += not file.endswith(".meta.json")
                continue
            try:
                said, notes = said_beside(file, meta)
                with archive.open(members[file]) as inner:
                    yield with_body(Input(f"{name}#{file}", notes=notes, **said), inner, max_bytes)
            except (RuntimeError, NotImplementedError, zipfile.BadZipFile, EOFError, OSError, ValueError) as error:
                yield broken(f"{name}#{file}", f"the file in the archive cannot be read: {error}")


def tarred_pages(stream: IO[bytes], name: str, max_bytes: int, aside: Counter[str]) -> Iterator[Input]:
    """The pages of a tar archive, compressed or not, as they lie in it, with what `.meta.json` files in it say."""
    with tarfile.open(fileobj=stream, mode="r:*") as archive:
        metas = {
            member.name: archive.extractfile(member).read()  # type: ignore[union-attr]
            for member in archive
            if member.isfile() and member.name.endswith(".meta.json") and member.size <= _META_LIMIT
        }
        for member in archive:
            if not member.isfile() or not is_page_name(member.name):
                aside["no page"] += member.isfile() and not member.name.endswith(".meta.json")
                continue
            inner = archive.extractfile(member)
            assert inner is not None
            said, notes = said_beside(member.name, metas.get)
            yield with_body(Input(f"{name}#{member.name}", notes=notes, **said), inner, max_bytes)


def said_beside(file: str, meta: Callable[[str], bytes | None]) -> tuple[dict[str, Any], tuple[tuple[str, str], ...]]:
    """What the `.meta.json` beside a page says of it, and what was wrong with it."""
    for beside in meta_names(file):
        body = meta(beside)
        if body is not None:
            said, notes = said_in(body, beside.rpartition("/")[2])
            return {key: said[key] for key in _STATED if key in said}, notes
    return {}, ()


def broken(source: str, why: str) -> Input:
    """The row of an archive, or of a part of it, that cannot be read: it is said, and the rest goes on."""
    return Input(source, problem="broken_archive", notes=(("broken_archive", why),))


def tabled_pages(stream: IO[bytes], name: str, max_bytes: int, aside: Counter[str]) -> Iterator[Input]:
    """The rows of a Parquet or Arrow file as pages: a column of HTML or text, one of addresses, counted from 1.

    InputFault where no column holds pages.
    """
    schema, batches = _batches(stream, name)
    columns = {field.name.lower(): index for index, field in enumerate(schema) if _holds_words(field)}

    def index_of(names: tuple[str, ...]) -> int | None:
        return next((columns[one] for one in names if one in columns), None)

    html, text, url = index_of(_HTML), index_of(_TEXT), index_of(_URL)
    page = html if html is not None else text
    if page is None:
        msg = f"{name} holds no pages: looked for a column {', '.join((*_HTML, *_TEXT))}, found {', '.join(schema.names)}"
        raise InputFault(msg)
    media = "text/html" if html is not None else "text/plain"
    stated = {key: index_of(names) for key, names in _SAID.items()}
    row = 0
    for batch in batches:
        for at in range(batch.num_rows):
            row += 1
            body = batch.column(page)[at].as_py()
            if body is None:
                aside["no page"] += 1
                continue
            said: dict[str, Any] = {
                key: _words(batch, column, at) for key, column in (*stated.items(), ("url", url)) if column is not None
            }
            if isinstance(body, str):
                body, said["charset"] = body.encode("utf-8", "replace"), "utf-8"
            yield with_body(Input(f"{name}#{row}", media_type=media, **said), io.BytesIO(body), max_bytes)


def _holds_words(field: pa.Field) -> bool:
    kinds = (pa.types.is_string, pa.types.is_large_string, pa.types.is_binary, pa.types.is_large_binary, pa.types.is_timestamp)
    kind = field.type.value_type if pa.types.is_dictionary(field.type) else field.type
    return any(is_kind(kind) for is_kind in kinds)


def _words(batch: pa.RecordBatch, column: int, at: int) -> str | None:
    value = batch.column(column)[at].as_py()
    if value is None:
        return None
    return value.isoformat() if hasattr(value, "isoformat") else str(value).strip() or None


def _batches(stream: IO[bytes], name: str) -> tuple[pa.Schema, Iterator[pa.RecordBatch]]:
    if name.endswith(".parquet"):
        file = pq.ParquetFile(stream)
        return file.schema_arrow, file.iter_batches(_ROWS)
    try:
        whole = pa.ipc.open_file(stream)
    except pa.ArrowInvalid:
        stream.seek(0)
        flow = pa.ipc.open_stream(stream)
        return flow.schema, iter(flow)
    return whole.schema, (whole.get_batch(index) for index in range(whole.num_record_batches))


FAULTS = (zipfile.BadZipFile, tarfile.TarError, pa.ArrowException, EOFError, OSError, ValueError, json.JSONDecodeError)
"""What a damaged archive can raise while it is read."""
