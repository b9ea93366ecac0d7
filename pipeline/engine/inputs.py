"""What there is to read: pages in folders, archives and data sets, single files or standard input, here or elsewhere."""

from __future__ import annotations

import hashlib
import json
import sys
from collections import Counter
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.engine.page import LARGEST_PAGE, SUFFIXES, Input, is_page_name, load, local_path, meta_names
from pipeline.engine.records import FAULTS, broken, tabled_pages, tarred_pages, zipped_pages
from pipeline.engine.source import InputFault, file_system, files_under, is_address, last_part, open_bytes
from pipeline.engine.warc import warc_pages

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

__all__ = ["SUFFIXES", "Input", "InputFault", "Search", "find_inputs", "fingerprint_of_inputs", "identify", "settle_ids"]

STDIN = "-"
_READERS = {
    (".warc", ".warc.gz"): warc_pages,
    (".zip",): zipped_pages,
    (".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tar.xz"): tarred_pages,
    (".parquet", ".arrow", ".feather"): tabled_pages,
}
ARCHIVES = tuple(suffix for suffixes in _READERS for suffix in suffixes)


@dataclass
class Search:
    """The limits of a search for pages, and what it left aside: records and files that are no pages, by why."""

    max_bytes: int = LARGEST_PAGE
    aside: Counter[str] = field(default_factory=Counter)


def find_inputs(names: Sequence[str], search: Search | None = None) -> Iterator[Input]:
    """The pages under some folders, archives and files, `-` being standard input; InputFault where there is none.

    `ARCHIVE#RECORD` is one page of an archive. Pages in archives come with their bytes, one after the other.
    """
    search = search or Search()
    several = len(names) > 1
    taken: set[bytes] = set()
    for name in names:
        for found in _found(name, f"{last_part(name)}/" if several else "", search):
            source = found.source if _mark(found.source) not in taken else found.where or f"{name}/{found.source}"
            if _mark(source) not in taken:
                taken.add(_mark(source))
                yield replace(found, source=source)


def _mark(source: str) -> bytes:
    """A source in eight bytes: millions of them are remembered."""
    return hashlib.blake2b(source.encode("utf-8", "surrogatepass"), digest_size=8).digest()


def _found(name: str, under: str, search: Search) -> Iterator[Input]:
    """The pages of one folder, archive, file or stream; sources of a folder's pages begin with `under`."""
    if name == STDIN:
        yield Input(STDIN, body=sys.stdin.buffer.read())
    elif _is_folder(name):
        yield from _in_folder(name, under, search)
    elif _exists(name):
        yield from _in_file(name, last_part(name), search)
    elif "#" in name and _exists(name.partition("#")[0]):
        archive = name.partition("#")[0]
        wanted = f"{last_part(archive)}#{name.partition('#')[2]}"
        yield from (found for found in _in_file(archive, last_part(archive), search) if found.source == wanted)
    else:
        msg = f"there is no {name}; name a folder, a file, an archive, or - for standard input"
        raise InputFault(msg)


def _is_folder(name: str) -> bool:
    if not is_address(name):
        return Path(name).is_dir()
    system, path = file_system(name)
    return bool(system.isdir(path))


def _exists(name: str) -> bool:
    if not is_address(name):
        return Path(name).exists()
    system, path = file_system(name)
    return bool(system.exists(path))


def _in_folder(name: str, under: str, search: Search) -> Iterator[Input]:
    """Every page under a folder, and every page in its archives."""
    any_page = False
    for within, where, beside in _files(name):
        if is_page_name(within):
            any_page = True
            path = local_path(where)
            yield Input(under + within, path, address=None if path else where, beside=beside)
        elif within.lower().endswith(ARCHIVES):
            try:
                for found in _in_file(where, under + within, search):
                    any_page = True
                    yield found
            except InputFault:  # a table without pages, such as the index that a crawl keeps beside them
                search.aside["no page"] += 1
        else:
            search.aside["no page"] += not within.endswith(".meta.json")
    if not any_page:
        looked = ", ".join(sorted(SUFFIXES))
        msg = f"no pages in {name}: looked for {looked} in it and in its folders, and in archives ({' '.join(ARCHIVES)})"
        raise InputFault(msg)


def _files(name: str) -> Iterator[tuple[str, str, str | None]]:
    """The files of a folder: name, where it lies, and, elsewhere than on this machine, where more is said of it."""
    if not is_address(name):
        yield from ((within, where, None) for within, where in files_under(name))
        return
    listed = dict(files_under(name))
    for within, where in listed.items():
        yield within, where, next((listed[meta] for meta in meta_names(within) if meta in listed), None)


def _in_file(name: str, source: str, search: Search) -> Iterator[Input]:
    """A page, or the pages of an archive; one that breaks off has one more input that says so."""
    lower = name.lower()
    read = next((reader for suffixes, reader in _READERS.items() if lower.endswith(suffixes)), None)
    if read is None:
        path = local_path(name)
        yield Input(source, path, address=None if path else name)
        return
    try:
        with open_bytes(name) as stream:
            yield from read(stream, source, search.max_bytes, search.aside)
    except FAULTS as error:
        yield broken(f"{source}#broken", f"the archive cannot be read further: {error}")


def identify(found: Input, max_bytes: int) -> Input:
    """An input with its size, fingerprint, id, and what is said beside it. Larger ones than `max_bytes` are not held."""
    known = load(found, max_bytes)
    return replace(known, body=None) if known.where else known


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
