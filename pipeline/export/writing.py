"""Files that appear whole or not at all."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from pipeline.tables.store import StoreFault

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


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
    except OSError as error:
        msg = f"cannot write {out}: {error.strerror or error}; make room or choose another --out"
        raise StoreFault(msg) from error
    finally:
        if aside.is_file():
            aside.unlink()
