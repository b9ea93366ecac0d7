"""What there is to read: pages in folders, single files or standard input, with what `NAME.meta.json` says of them."""

from __future__ import annotations

import hashlib
import json
import os
import sys
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.identity import doc_id_of, site_of
from pipeline.values import RawPage

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

SUFFIXES = frozenset({".html", ".htm", ".shtml", ".txt", ".md"})
_NO_PAGES = ("readme", "license", "changelog", "contributing")
"""Files that explain a folder, and are no notices."""
STDIN = "-"
_CHUNK = 1 << 20


class InputFault(Exception):
    """There is nothing to read; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Input:
    """One page that is there to be read. `body` is kept only where it cannot be read again (standard input).

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

    def page(self) -> RawPage:
        """The page itself; OSError when its file is no longer there."""
        body = self.body if self.body is not None else self.path.read_bytes() if self.path else b""
        return RawPage(self.source, body, self.url, self.fetched_at, self.charset, self.media_type)


def find_inputs(names: Sequence[str]) -> Iterator[Input]:
    """The pages under some folders and files, `-` being standard input; InputFault where there is none."""
    several = len(names) > 1
    taken: set[str] = set()
    for name in names:
        for found in _found(name, f"{Path(name).name}/" if several else ""):
            source = found.source if found.source not in taken else str(found.path)
            if source not in taken:
                taken.add(source)
                yield replace(found, source=source)


def _found(name: str, under: str) -> Iterator[Input]:
    """The pages of one folder, file or stream; sources of a folder's pages begin with `under`."""
    if name == STDIN:
        yield Input(STDIN, body=sys.stdin.buffer.read())
        return
    path = Path(name)
    if path.is_dir():
        any_page = False
        for inner in _pages_under(path):
            any_page = True
            yield Input(under + inner.relative_to(path).as_posix(), inner)
        if not any_page:
            msg = f"no pages in {name}: looked for {', '.join(sorted(SUFFIXES))} in it and in its folders"
            raise InputFault(msg)
    elif path.exists():
        yield Input(path.name, path)
    else:
        msg = f"there is no {name}; name a folder, a file, or - for standard input"
        raise InputFault(msg)


def _pages_under(folder: Path) -> Iterator[Path]:
    """Every page under a folder in order of its name. A link that leads out of the folder is not followed."""
    home = folder.resolve()
    for place, folders, files in os.walk(folder):
        folders.sort()
        for file in sorted(files):
            path = Path(place, file)
            if path.suffix.lower() not in SUFFIXES or file.lower().startswith((".", *_NO_PAGES)):
                continue
            if path.is_symlink() and not path.resolve().is_relative_to(home):
                continue
            yield path


def identify(found: Input, max_bytes: int) -> Input:
    """An input with its size, fingerprint, id, and what is said beside it. Larger ones than `max_bytes` are not held."""
    said, notes = _read_meta(found.path) if found.path else ({}, ())
    known = replace(
        found,
        url=said.get("url"),
        fetched_at=said.get("fetched_at"),
        charset=said.get("charset"),
        media_type=said.get("media_type"),
        notes=notes,
    )
    try:
        sha256, size = _digest(known)
    except OSError as error:
        reason = f"the file could not be opened: {error.strerror or error}"
        nothing = hashlib.sha256(found.source.encode("utf-8", "replace")).hexdigest()
        return replace(known, doc_id=nothing[:16], problem="unreadable_file", notes=(*notes, ("unreadable_file", reason)))
    doc_id = doc_id_of(RawPage(known.source, b"", known.url)) if site_of(known.url) else ""
    problem = None
    if size > max_bytes:
        problem = "too_large"
        notes = (*notes, ("too_large", f"{size:,} bytes; the limit is {max_bytes:,} (--max-bytes)"))
    return replace(known, sha256=sha256, size=size, doc_id=doc_id, problem=problem, notes=notes)


def _digest(found: Input) -> tuple[str, int]:
    digest = hashlib.sha256()
    if found.body is not None or found.path is None:
        digest.update(found.body or b"")
        return digest.hexdigest(), len(found.body or b"")
    size = 0
    with found.path.open("rb") as stream:
        while chunk := stream.read(_CHUNK):
            digest.update(chunk)
            size += len(chunk)
    return digest.hexdigest(), size


def _read_meta(path: Path) -> tuple[dict[str, str], tuple[tuple[str, str], ...]]:
    """What `a.html.meta.json` or `a.meta.json` says of `a.html`: texts by name, and what was wrong with it."""
    for beside in (path.with_name(f"{path.name}.meta.json"), path.with_name(f"{path.stem}.meta.json")):
        try:
            said: Any = json.loads(beside.read_bytes())
        except FileNotFoundError:
            continue
        except (OSError, ValueError, RecursionError) as error:
            return {}, (("bad_meta", f"{beside.name} cannot be read and was left aside: {error}"),)
        if not isinstance(said, dict):
            return {}, (("bad_meta", f"{beside.name} holds no object and was left aside"),)
        return {key: value.strip() for key, value in said.items() if isinstance(value, str) and value.strip()}, ()
    return {}, ()


def settle_ids(inputs: Iterable[Input]) -> list[Input]:
    """The inputs in order of their ids, every id once.

    Two inputs with the same address or the same bytes have the same id. The first by source keeps it; another with the same
    bytes is a copy; another with other bytes (the page was changed between two visits) is kept under an id of its own.
    """
    settled: list[Input] = []
    first: dict[str, Input] = {}
    for found in sorted(inputs, key=lambda one: one.source):
        named = found if found.doc_id else replace(found, doc_id=found.sha256[:16])
        owner = first.setdefault(named.doc_id, named)
        if owner is not named:
            own = hashlib.sha256(f"{named.doc_id}\0{named.source}".encode("utf-8", "replace")).hexdigest()[:16]
            if owner.sha256 == named.sha256:
                named = replace(named, doc_id=own, copy_of=owner.doc_id)
            else:
                note = ("same_address", f"{owner.source} has the same address but other words; both were kept")
                named = replace(named, doc_id=own, notes=(*named.notes, note))
            first[own] = named
        settled.append(named)
    return sorted(settled, key=lambda one: (one.doc_id, one.source))


def fingerprint_of_inputs(inputs: Iterable[Input]) -> str:
    """One number for all inputs and what is said beside them."""
    digest = hashlib.sha256()
    for one in inputs:
        parts = (one.source, one.sha256, one.url, one.fetched_at, one.charset, one.media_type, one.problem)
        digest.update(json.dumps(parts).encode())
    return digest.hexdigest()
