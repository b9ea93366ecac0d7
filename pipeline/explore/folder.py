"""A folder that appears whole or not at all, and never takes the place of other people's files."""

from __future__ import annotations

import shutil
from contextlib import contextmanager
from typing import TYPE_CHECKING

from pipeline.tables.store import StoreFault, take_place

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MARK = "site.json"
"""The file by which a site is known as one."""


@contextmanager
def new_folder(out: Path) -> Iterator[Path]:
    """A fresh folder beside `out` that takes its place when the block ends well; StoreFault where that cannot be."""
    target = out.resolve()
    if target.exists() and not (target / MARK).is_file() and (not target.is_dir() or any(target.iterdir())):
        msg = f"{out} holds something else than a site; choose another --out"
        raise StoreFault(msg)
    aside = target.with_name(f".{target.name}.part")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.rmtree(aside, ignore_errors=True)
        aside.mkdir()
        yield aside
        take_place(aside, target)
    except OSError as error:
        msg = f"cannot write {out}: {error.strerror or error}; make room or choose another --out"
        raise StoreFault(msg) from error
    finally:
        shutil.rmtree(aside, ignore_errors=True)
