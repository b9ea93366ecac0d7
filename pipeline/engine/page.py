"""One page that is there to be read: where its bytes are, and what is said of it beside them."""

from __future__ import annotations

import base64
import hashlib
import json
from dataclasses import dataclass, field, fields, replace
from pathlib import Path, PurePosixPath
from typing import Any

from pipeline.engine.source import is_address, open_bytes, read_bounded
from pipeline.identity import doc_id_of, site_of
from pipeline.values import RawPage

SUFFIXES = frozenset({".html", ".htm", ".shtml", ".txt", ".md"})
LARGEST_PAGE = 20_000_000
"""Bytes: larger pages are left unread unless a run is told otherwise."""
_NO_PAGES = ("readme", "license", "changelog", "contributing")
"""Files that explain a folder, and are no notices."""


@dataclass(frozen=True, slots=True)
class Input:
    """One page that is there to be read. `body` is kept where it cannot be read again (standard input, an archive).

    `path` is its file, `address` where it lies elsewhere (`s3://…`), `beside` the address of what is said of it there.
    `problem` names why it will not be read (a `status_reason`); `notes` are things to say of it (issue code, message).
    `copy_of` is the doc_id of an input with the same identity and the same bytes. `neighbours` are names that other notices
    of its place print whole, when it is read for the second time.
    """

    source: str
    path: Path | None = None
    doc_id: str = ""
    sha256: str = ""
    size: int = 0
    url: str | None = None
    fetched_at: str | None = None
    charset: str | None = None
    media_type: str | None = None
    body: bytes | None = field(default=None, repr=False)
    problem: str | None = None
    notes: tuple[tuple[str, str], ...] = ()
    copy_of: str | None = None
    neighbours: tuple[str, ...] = field(default=(), repr=False)
    address: str | None = None
    beside: str | None = None

    def page(self) -> RawPage:
        """The page itself; OSError when its file is no longer there."""
        if self.body is not None:
            body = self.body
        elif self.where:
            with open_bytes(self.where) as stream:
                body = stream.read()
        else:
            body = b""
        return RawPage(self.source, body, self.url, self.fetched_at, self.charset, self.media_type)

    @property
    def where(self) -> str | None:
        """The path or address of its bytes, where it has one."""
        return str(self.path) if self.path is not None else self.address


def is_page_name(name: str) -> bool:
    """Whether a file of this name is taken for a page where a whole folder or archive is searched.

    >>> is_page_name("2023/a.shtml"), is_page_name("README.md"), is_page_name("附件.docx"), is_page_name(".a.html")
    (True, False, False, False)
    """
    path = PurePosixPath(name)
    return path.suffix.lower() in SUFFIXES and not path.name.lower().startswith((".", *_NO_PAGES))


def meta_names(name: str) -> tuple[str, str]:
    """What the files are called that may say more of a page.

    >>> meta_names("2023/a.html")
    ('2023/a.html.meta.json', '2023/a.meta.json')
    """
    return f"{name}.meta.json", f"{name.removesuffix(PurePosixPath(name).suffix)}.meta.json"


def said_in(body: bytes, name: str) -> tuple[dict[str, str], tuple[tuple[str, str], ...]]:
    """What a `.meta.json` says: texts by name, and what was wrong with it."""
    try:
        said: Any = json.loads(body)
    except (ValueError, RecursionError) as error:
        return {}, (("bad_meta", f"{name} cannot be read and was left aside: {error}"),)
    if not isinstance(said, dict):
        return {}, (("bad_meta", f"{name} holds no object and was left aside"),)
    return {key: value.strip() for key, value in said.items() if isinstance(value, str) and value.strip()}, ()


def _said_beside(found: Input) -> tuple[dict[str, str], tuple[tuple[str, str], ...]]:
    """What the `.meta.json` of a page says of it, and what was wrong with it."""
    if found.path is None and found.beside is None:
        return {}, ()
    for beside in (found.beside,) if found.beside else meta_names(str(found.path)):
        name = beside.rpartition("/")[2]
        try:
            with open_bytes(beside) as stream:
                body = stream.read()
        except FileNotFoundError:
            continue
        except OSError as error:
            return {}, (("bad_meta", f"{name} cannot be read and was left aside: {error}"),)
        return said_in(body, name)
    return {}, ()


def load(found: Input, max_bytes: int) -> Input:
    """An input with its bytes, read this once, its fingerprint, its id, and what is said beside it.

    Larger ones than `max_bytes` are not held, and have a `problem`; so have those that cannot be opened.
    """
    if found.problem:
        return _unread(found)
    if found.path is not None or found.beside is not None:
        said, notes = _said_beside(found)
        stated = {name: said.get(name) for name in ("url", "fetched_at", "charset", "media_type")}
        found = replace(found, notes=(*found.notes, *notes), **stated)  # type: ignore[arg-type]
    if found.body is None and not found.sha256 and found.where:
        try:
            with open_bytes(found.where) as stream:
                body, sha256, size = read_bounded(stream, max_bytes)
        except OSError as error:
            reason = f"the file could not be opened: {error.strerror or error}"
            return _unread(replace(found, problem="unreadable_file", notes=(*found.notes, ("unreadable_file", reason))))
        found = replace(found, body=body, sha256=sha256, size=size)
    elif not found.sha256:
        body = found.body or b""
        found = replace(found, sha256=hashlib.sha256(body).hexdigest(), size=len(body))
    doc_id = doc_id_of(RawPage(found.source, b"", found.url)) if site_of(found.url) else found.sha256[:16]
    if found.size > max_bytes:
        note = ("too_large", f"{found.size:,} bytes; the limit is {max_bytes:,} (--max-bytes)")
        return replace(found, body=None, doc_id=doc_id, problem="too_large", notes=(*found.notes, note))
    return replace(found, doc_id=doc_id)


def _unread(found: Input) -> Input:
    nothing = hashlib.sha256(found.source.encode("utf-8", "replace")).hexdigest()
    return replace(found, doc_id=nothing[:16])


def to_text(found: Input) -> str:
    """An input in words that `from_text` understands.

    >>> found = Input("a.zip#1", body=bytes([0, 255]), url="http://a.gov.example/", notes=(("bad_meta", "x"),))
    >>> from_text(to_text(found)) == found
    True
    """
    said = {one.name: getattr(found, one.name) for one in fields(found)}
    said["path"] = None if found.path is None else str(found.path)
    said["body"] = None if found.body is None else base64.b64encode(found.body).decode("ascii")
    return json.dumps(said)


def from_text(text: str) -> Input:
    """The input that `to_text` wrote down."""
    said: dict[str, Any] = json.loads(text)
    said["path"] = None if said["path"] is None else Path(said["path"])
    said["body"] = None if said["body"] is None else base64.b64decode(said["body"])
    said["notes"] = tuple((code, message) for code, message in said["notes"])
    said["neighbours"] = tuple(said["neighbours"])
    return Input(**said)


def local_path(name: str) -> Path | None:
    """A name as a path of this machine; None for an address."""
    return None if is_address(name) else Path(name)
