"""Words as they were meant, for measuring and recognizing alone: what columns of print they took before the page came to harm.

Signs that nobody sees, readings in brackets behind their sign and bytes of one encoding read as another make words longer or
illegible, and so move them out of their columns. What the page printed stays; repair changes it later, traced.
"""

from __future__ import annotations

import re
from typing import Final

UNSEEN: Final = "\u200b\u200c\u200d\u2060\ufeff\u00ad"
"""Signs that take no room."""
_UNSEEN: Final = dict.fromkeys(map(ord, UNSEEN))
_READING = re.compile(r"(?<=[\u3400-\u9fff])[（(][a-zà-ǜ\u0300-\u030c]{1,9}[)）]")
_HAN = re.compile(r"[\u3400-\u9fff]")
_WIDE = re.compile(r"[\u3000-\u9fff]")
_FEWEST: Final = 2


def _byte_of_signs() -> dict[int, int]:
    """For each sign of Windows-1252 its byte; of bytes that have none, the control sign that browsers show for them."""
    signs = ((byte, bytes([byte]).decode("cp1252", "ignore") or chr(byte)) for byte in range(0x80, 0x100))
    return {ord(sign): byte for byte, sign in signs}


_BYTES: Final = _byte_of_signs()


def as_meant(words: str) -> str:
    """Words without what harm added to them; as they are, where none shows.

    >>> as_meant("护\u200d理(lǐ)"), as_meant("å¸‚å±€"), as_meant("ÊÐ¾Ö"), as_meant("No. 5")
    ('护理', '市局', '市局', 'No. 5')
    """
    if words.isascii():
        return words
    if _HAN.search(words):
        return _READING.sub("", words.translate(_UNSEEN))
    return _decoded(words) or words.translate(_UNSEEN)


def _decoded(words: str) -> str:
    """Words whose bytes were read as Windows-1252, read as what they are; nothing where they are none."""
    codes = words.translate(_BYTES)
    if sum(sign > "\x7f" for sign in codes) < _FEWEST or max(codes) > "\xff":
        return ""
    for encoding in ("utf-8", "gb18030"):
        try:
            said = codes.encode("latin-1").decode(encoding)
        except UnicodeDecodeError:
            continue
        if _WIDE.search(said):
            return said
    return ""
