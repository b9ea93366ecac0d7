"""Pages that cannot be a notice, told by their bytes before anything is parsed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.engine.page import Input

LEAST = 30
"""Bytes: the shortest notice that hands out work has more than thirty Chinese characters, each with one such byte at least."""
_ASCII = bytes(range(128))
_WRITTEN_OUT = re.compile(rb"&#(?:x[0-9a-f]{4}|[1-9][0-9]{4});?|[\\\\%]u[0-9a-f]{4}|\0|~\{|\x1b\$", re.IGNORECASE)
"""How Chinese can be written in ASCII alone: references, escapes, UTF-16, HZ, ISO 2022."""


def cannot_be_a_notice(found: Input) -> bool:
    """Whether a page has hardly a byte beyond ASCII, and no sign of Chinese that is written out in ASCII.

    >>> from pipeline.engine.page import Input
    >>> [cannot_be_a_notice(Input("a", body=body)) for body in (b"<p>no</p>", "责任单位".encode() * 9, b"&#36131;&#20219;" * 9)]
    [True, False, False]
    """
    body = found.body or b""
    return len(body.translate(None, _ASCII)) < LEAST and _WRITTEN_OUT.search(body) is None
