"""Loading what stays, code and rules, of which nothing is garbage; and leaving out what nobody asks for."""

from __future__ import annotations

import gc
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def all_to_stay() -> Iterator[None]:
    """Let nobody look for garbage in what is loaded meanwhile, nor afterwards: that would take a quarter of the time.

    >>> with all_to_stay():
    ...     gc.isenabled()
    False
    >>> gc.isenabled()
    True
    """
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


def leave_out_frames() -> None:
    """Let nobody load numpy and pandas in this process.

    Arrow loads both where they are installed, for conversions that reading pages never asks for: a quarter of a second.
    """
    for name in ("numpy", "pandas"):
        sys.modules.setdefault(name, None)  # type: ignore[arg-type]  # None stands for "not there"
