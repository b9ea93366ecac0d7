"""The body of an answer as the server meant it: put together from its chunks, and unpacked."""

from __future__ import annotations

import re
import zlib
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping

_PIECE = 1 << 16
_SIZE = re.compile(rb"([0-9A-Fa-f]{1,8})[ \t]*(?:;[^\r\n]*)?\r?\n")
_ZIPPED, _ZLIB, _BARE = zlib.MAX_WBITS | 16, zlib.MAX_WBITS, -zlib.MAX_WBITS
_FORMS = {"gzip": (_ZIPPED,), "x-gzip": (_ZIPPED,), "deflate": (_ZLIB, _BARE, _ZIPPED)}
"""The forms that each coding has; what is called deflate comes with the head of its standard, bare, and even as gzip."""
_FOREIGN = frozenset({"br", "zstd", "compress", "x-compress"})
_NO_TEXT = re.compile(rb"[\x00-\x08]")


class Source(Protocol):
    """What words are read from."""

    def read(self, size: int = -1) -> bytes:
        """The next bytes; none at the end."""

    def readline(self, size: int) -> bytes:
        """The next line, or so much of it."""


class Decoded:
    """The body of an answer without its codings; no more is unpacked than a little beyond the limit (bombs).

    Crawlers often undo a coding and leave the header that names it: what is not coded after all comes as it is.
    """

    def __init__(self, http: Mapping[str, str], block: Source, max_bytes: int) -> None:
        chunked = "chunked" in http.get("transfer-encoding", "").lower()
        self._source: Source | _Chunks = _Chunks(block) if chunked else block
        self._coding = http.get("content-encoding", "").strip().lower()
        self._forms = list(_FORMS.get(self._coding, ()))
        self._unpack: Any = zlib.decompressobj(self._forms.pop(0)) if self._forms else None
        self._left = max_bytes + 1
        self._waiting = b""
        self._begun = False
        self._ahead = b""

    @property
    def foreign(self) -> str:
        """The coding that nobody here can undo, where the body begins as no text does; else empty. To be asked first.

        >>> import io
        >>> Decoded({"content-encoding": "br"}, io.BytesIO(bytes([27, 3, 0])), 99).foreign
        'br'
        >>> left = Decoded({"content-encoding": "br"}, io.BytesIO(b"<p>text"), 99)
        >>> left.foreign, left.read()
        ('', b'<p>text')
        """
        if self._coding not in _FOREIGN:
            return ""
        self._ahead = self._ahead or self._source.read(_PIECE)
        return self._coding if _NO_TEXT.search(self._ahead) else ""

    def read(self, size: int = -1) -> bytes:
        """The next bytes."""
        if self._ahead:
            ahead, self._ahead = self._ahead, b""
            return ahead
        if self._unpack is None:
            return self._source.read(size)
        while self._left > 0 and not self._unpack.eof:
            raw = self._waiting or self._source.read(_PIECE)
            try:
                out: bytes = self._unpack.decompress(raw, min(1 << 20, self._left))
            except zlib.error:
                self._waiting = b""
                if self._begun or not self._forms:
                    self._unpack = None
                    return raw
                self._unpack, self._waiting = zlib.decompressobj(self._forms.pop(0)), raw
                continue
            self._begun = self._begun or bool(out)
            self._waiting = self._unpack.unconsumed_tail
            self._left -= len(out)
            if out or not raw:
                return out
        return b""


class _Chunks:
    r"""The words of a body that was sent in chunks.

    >>> import io
    >>> chunks = _Chunks(io.BytesIO(b"3\r\nabc\r\n2;x=1\r\nde\r\n0\r\n\r\n"))
    >>> [chunks.read(2), chunks.read(9), chunks.read(9), chunks.read(9)], _Chunks(io.BytesIO(b"<p>plain")).read()
    ([b'ab', b'c', b'de', b''], b'<p>plain')
    """

    def __init__(self, source: Source) -> None:
        self._source = source
        self._left = 0
        self._held = b""
        self._begun = self._ended = self._is_plain = False

    def read(self, size: int = -1) -> bytes:
        """The next bytes, of one chunk at most."""
        if not self._left and not self._is_plain and not self._ended:
            self._next()
        if self._is_plain:
            held, self._held = self._held, b""
            return held or self._source.read(size)
        out = self._source.read(min(self._left, size) if size >= 0 else self._left) if self._left else b""
        self._left -= len(out)
        return out

    def _next(self) -> None:
        """The head of the next chunk; where none is, the rest comes as it is."""
        line = self._source.readline(_PIECE)
        if self._begun and line in {b"\r\n", b"\n"}:
            line = self._source.readline(_PIECE)
        size = _SIZE.fullmatch(line)
        if size is None:
            self._held, self._is_plain = line, True
            return
        self._left, self._begun = int(size[1], 16), True
        self._ended = not self._left
