"""What people see in a terminal. Words of a page are hostile: control characters are shown, never obeyed."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table
from rich.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import TextIO

_UNSAFE = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200e\u200f\u061c\u202a-\u202e\u2028\u2029\u2066-\u2069\ufeff]")
_NAME = "taizhang"
_FIRST_PICTURE = 0x2400
_DELETE = 0x7F
_FILE_WIDTH = 160
"""Columns where nobody looks: enough for a line of a summary."""


def safe(text: str) -> str:
    r"""Words that cannot steer a terminal: escapes, bells and changes of writing direction become visible signs.

    >>> safe("办\x1b[31m红\u202e")
    '办␛[31m红<202E>'
    """
    return _UNSAFE.sub(_shown, text)


def _shown(match: re.Match[str]) -> str:
    code = ord(match[0])
    if match[0] == "\t":
        return " "
    if code < ord(" "):
        return chr(_FIRST_PICTURE + code)
    return "␡" if code == _DELETE else f"<{code:04X}>"


def brief(text: str, size: int) -> str:
    r"""The beginning of a text on one line.

    >>> brief("推进决策公开。\n加强解读。", 9)
    '推进决策公开。 …'
    """
    line = " ".join(text.split())
    return line if len(line) <= size else f"{line[: size - 1]}…"


def counted(number: int, noun: str) -> str:
    """A number of things.

    >>> counted(1, "page"), counted(2_400, "page")
    ('1 page', '2,400 pages')
    """
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def as_called() -> str:
    """The program's name, as one can type it again: its path where it was called by one that is not on the search path."""
    called = Path(sys.argv[0])
    return called.as_posix() if called.name == _NAME and len(called.parts) > 1 and not called.is_absolute() else _NAME


def console(stream: TextIO) -> Console:
    """A way to print on a stream; colours only where a person looks at it."""
    width = None if stream.isatty() else _FILE_WIDTH
    return Console(file=stream, width=width, highlight=False, markup=False, emoji=False, soft_wrap=True)


def words(text: str, style: str = "") -> Text:
    """Safe words in a style."""
    return Text(safe(text), style=style)


def table(headers: Sequence[str], rows: Iterable[Sequence[str]], numbers: frozenset[int]) -> Table:
    """A table of safe words; columns in `numbers` stand to the right."""
    drawn = Table(box=None, pad_edge=False, show_edge=False, header_style="bold")
    for index, header in enumerate(headers):
        drawn.add_column(header, justify="right" if index in numbers else "left", no_wrap=True, overflow="ellipsis")
    for row in rows:
        drawn.add_row(*(words(cell) for cell in row))
    return drawn


def say_fault(message: str) -> None:
    """An error: what is wrong and what to do, on the error stream."""
    sys.stderr.write(f"{_NAME}: {safe(message)}\n")
