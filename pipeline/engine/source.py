"""Where bytes lie: a file of this machine, or an address such as `s3://…` that fsspec can open."""

from __future__ import annotations

import hashlib
import io
import os
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from collections.abc import Iterator

_CHUNK = 1 << 20


class InputFault(Exception):
    """There is nothing to read; the message says why and what to do."""


def is_address(name: str) -> bool:
    """Whether a name is an address for fsspec and no path of this machine.

    >>> is_address("s3://notices/2023/"), is_address("raw/a.html"), is_address("C:/raw")
    (True, False, False)
    """
    scheme, separator, _ = name.partition("://")
    return bool(separator) and scheme.replace("+", "").isalnum()


def file_system(address: str) -> tuple[Any, str]:
    """The file system of an address, and the path on it; InputFault where the package for it is not installed."""
    try:
        import fsspec  # type: ignore[import-untyped]  # noqa: PLC0415 - only those who read from elsewhere need it
    except ImportError as error:
        msg = f"reading {address} needs fsspec: pip install 'taizhang[archives]'"
        raise InputFault(msg) from error
    try:
        found = fsspec.core.url_to_fs(address)
    except (ImportError, ValueError) as error:
        msg = f"{address} cannot be opened: {error}"
        raise InputFault(msg) from error
    return cast("tuple[Any, str]", found)


def open_bytes(name: str) -> IO[bytes]:
    """A stream of the bytes at a path or an address; OSError when there are none."""
    if not is_address(name):
        return Path(name).open("rb")
    system, path = file_system(name)
    # What fsspec opens reads no line of a given length; what Python puts around it does.
    return io.BufferedReader(system.open(path, "rb"))


def last_part(name: str) -> str:
    """The name of a file or folder without what stands before it.

    >>> last_part("s3://notices/2023/"), last_part("raw/a.html")
    ('2023', 'a.html')
    """
    return name.rstrip("/").rpartition("/")[2] if is_address(name) else Path(name).name


def read_bounded(stream: IO[bytes], most: int) -> tuple[bytes | None, str, int]:
    """The bytes of a stream with their SHA-256 and their number; None instead of them where they are more than `most`.

    Longer ones are read to their end, a piece at a time, and not held.

    >>> import io
    >>> body, digest, size = read_bounded(io.BytesIO(b"abc"), 2)
    >>> body, digest[:8], size
    (None, 'ba7816bf', 3)
    """
    digest, held, size = hashlib.sha256(), bytearray(), 0
    while chunk := stream.read(_CHUNK):
        digest.update(chunk)
        size += len(chunk)
        if size <= most:
            held += chunk
        else:
            held.clear()
    return (bytes(held) if size <= most else None), digest.hexdigest(), size


def files_under(folder: str) -> Iterator[tuple[str, str]]:
    """Every file under a folder, sorted within each folder: its name counted from the folder, and where it lies.

    Nothing whose name begins with a dot is searched. A link that leads out of a folder of this machine is not followed.
    """
    if is_address(folder):
        system, top = file_system(folder)
        for inner in sorted(system.find(top)):
            within = inner.removeprefix(top.rstrip("/")).lstrip("/")
            if not any(part.startswith(".") for part in within.split("/")):
                yield within, system.unstrip_protocol(inner)
        return
    home = Path(folder).resolve()
    for place, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for file in sorted(files):
            path = Path(place, file)
            if file.startswith(".") or (path.is_symlink() and not path.resolve().is_relative_to(home)):
                continue
            yield path.relative_to(folder).as_posix(), str(path)
