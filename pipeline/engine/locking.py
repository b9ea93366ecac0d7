"""One run at a time in a folder."""

from __future__ import annotations

import os
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@contextmanager
def locked(folder: Path, taken: Exception) -> Iterator[None]:
    """Hold a folder, made where there is none, for this run alone; raises `taken` where another run holds it.

    The system lets go of the lock of a process that died.

    >>> import tempfile
    >>> from pathlib import Path
    >>> with tempfile.TemporaryDirectory() as folder, locked(Path(folder), ValueError("one")):
    ...     with locked(Path(folder), ValueError("another run is here")):
    ...         pass
    Traceback (most recent call last):
    ValueError: another run is here
    """
    folder.mkdir(parents=True, exist_ok=True)
    handle = os.open(folder / "lock", os.O_RDWR | os.O_CREAT, 0o644)
    try:
        try:
            _lock(handle)
        except OSError as error:
            raise taken from error
        yield
    finally:
        os.close(handle)


def _lock(handle: int) -> None:
    """OSError where it is locked."""
    try:
        import fcntl  # noqa: PLC0415 - not on Windows
    except ImportError:
        import msvcrt  # noqa: PLC0415 - only there

        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
        return
    fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
