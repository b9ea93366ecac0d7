"""Files that appear whole or not at all."""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING

from pipeline.tables.store import StoreFault

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


_OF_DISK = ("SQLITE_FULL", "SQLITE_IOERR", "SQLITE_CANTOPEN", "SQLITE_READONLY")


@contextmanager
def new_file(out: Path) -> Iterator[Path]:
    """A path beside `out` to write to; what was written takes the place of `out` when the block ends well.

    StoreFault when the disk does not let us; what was there stays.
    """
    aside = out.with_name(f".{out.name}.part")
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        aside.unlink(missing_ok=True)
        yield aside
        aside.replace(out)
    except Exception as error:
        why = _said_by_the_disk(error)
        if why is None:
            raise
        msg = f"cannot write {out}: {why}; make room or choose another --out"
        raise StoreFault(msg) from error
    finally:
        if aside.is_file():
            aside.unlink()


def _said_by_the_disk(error: Exception) -> str | None:
    """Why the disk does not let us write, whichever library says so in its own kind of error; None for any other error."""
    if isinstance(error, OSError):
        return error.strerror or str(error)
    if isinstance(error, sqlite3.OperationalError) and error.sqlite_errorname.startswith(_OF_DISK):
        return str(error)
    # Errors of xlsxwriter and duckdb, which are optional and so cannot be named by their class.
    return str(error) if type(error).__name__ in {"FileCreateError", "IOException"} else None
