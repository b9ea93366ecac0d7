"""What a run is made of: versions of the libraries whose answers stand in the tables, and of our own code."""

from __future__ import annotations

import hashlib
import os
import platform
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

_LIBRARIES = ("chinesecalendar", "jieba", "OpenCC", "pyarrow", "selectolax")
_PACKAGE = Path(__file__).resolve().parents[1]


def versions() -> tuple[tuple[str, str], ...]:
    """The versions of Python, of this program and of what it reads with."""
    return (("python", platform.python_version()), *((name, _version(name)) for name in ("taizhang", *_LIBRARIES)))


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:  # run from a checkout that was never installed
        return "unknown"


@cache
def code_fingerprint() -> str:
    """One number for our code and the libraries beneath it."""
    digest = hashlib.sha256()
    for path in sorted(_PACKAGE.rglob("*.py")):
        digest.update(path.relative_to(_PACKAGE).as_posix().encode())
        digest.update(path.read_bytes())
    digest.update(repr(sorted(versions())).encode())
    return digest.hexdigest()


def usable_cpus() -> int:
    """How many processors this process may use."""
    allowed = getattr(os, "sched_getaffinity", None)
    return len(allowed(0)) if allowed else os.cpu_count() or 1
