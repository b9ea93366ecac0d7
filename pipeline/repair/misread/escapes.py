r"""Text that was written out in ASCII: `%E6%94%BF`, `\u653f`, `%u653F`, `\r\n`, and misread letters as entities (`&aelig;`)."""

from __future__ import annotations

import html
import re
from itertools import islice
from typing import TYPE_CHECKING
from urllib.parse import unquote_to_bytes

from pipeline.repair.language.characters import common_characters, is_han
from pipeline.repair.misread.spoken_of import is_quoted, is_spoken_of
from pipeline.values import Repair, Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pipeline.repair.garbles import RepairRules
    from pipeline.repair.sheet import Edits, Sheet

PERCENT = re.compile(r"(?:%[0-9A-Fa-f]{2}[@-Z^-z]?){2,}")
"""The second byte of a character of GBK may be an ASCII letter, which needs no escape."""
SIGN = re.compile("%25")
"""The sign itself, in a text that was written out."""
CODES = re.compile(r"(?:(?:\\u|%u)[0-9A-Fa-f]{4})+")
ENTITIES = re.compile(r"(?:&(?:#\d{3,5}|#[xX][0-9A-Fa-f]{2,4}|[A-Za-z]{2,8}\d?);)+")
BREAKS = re.compile(r"(?:\\r\\n|\\[nrt](?![A-Za-z]))+")
"""Line breaks and tabs as an export of a database writes them; before letters they may be a file's path (C:\\new)."""
SEVERAL = 3
"""So many line breaks written out are no slip and no example."""
ADDRESS = re.compile(r"(?:://|www\.|[?&=/])[^\s]{0,2000}$")
"""An address may well hold escapes: there they belong."""
LONGEST_ADDRESS = 2000
WRITTEN = ("utf-8", "gb18030")
ENOUGH = 6
"""So many letters as entities are no names, but text that was misread before it was escaped."""
LATIN = re.compile(r"[\u00a1-\u024f]")


def read_escapes(sheet: Sheet, rules: RepairRules) -> Edits:
    r"""What escapes stand for, where that is Chinese; whether bytes were UTF-8 or GBK tells itself.

    >>> from pipeline.repair.garbles import RepairRules
    >>> from pipeline.repair.sheet import Sheet
    >>> said = Sheet(("%E6%94%BF%E5%8A%A1", "\\u653f\\u52a1", "%D5%FE%CE%F1", "见 http://a.cn/%E6%94%BF", "增长5%和10%"))
    >>> {index: [repair.after for repair in found] for index, found in read_escapes(said, RepairRules()).items()}
    {0: ['政务'], 1: ['政务'], 2: ['政务']}
    """
    page = sheet.joined
    asked = ((find, meant, least) for signs, find, meant, least in WAYS if any(sign in page for sign in signs))
    ways = [(find, meant) for find, meant, least in asked if len(list(islice(find.finditer(page), least))) == least]
    edits: dict[int, list[Repair]] = {}
    for index, text in enumerate(sheet.texts) if ways else ():
        repairs = (repair for find, meant in ways for repair in _of_text(text, find, meant))
        found = [r for r in repairs if not (is_quoted(text, r.span) and is_spoken_of(text, r.span, rules))]
        if found:
            edits[index] = found
    return edits


def _of_text(text: str, find: re.Pattern[str], meant: Callable[[str], str]) -> Iterator[Repair]:
    if find is ENTITIES and sum(len(LATIN.findall(html.unescape(m.group()))) for m in find.finditer(text)) < ENOUGH:
        return
    found = list(_runs(text, find, meant))
    yield from found
    if found and find is PERCENT:
        taken = [repair.span for repair in found]
        yield from (_read(m, "%") for m in SIGN.finditer(text) if not any(Span(*m.span()).overlaps(span) for span in taken))


def _runs(text: str, find: re.Pattern[str], meant: Callable[[str], str]) -> Iterator[Repair]:
    for match in find.finditer(text):
        after = meant(match.group())
        ahead = text[max(0, match.start() - LONGEST_ADDRESS) : match.start()] if find is PERCENT else ""
        if after and after != match.group() and not ADDRESS.search(ahead):
            yield _read(match, after)


def _read(match: re.Match[str], after: str) -> Repair:
    return Repair(Span(*match.span()), match.group(), after, "escapes.text", "mojibake", 0.99)


def _bytes(said: str) -> str:
    """What escaped bytes say; UTF-8 proves itself, bytes of GBK must be common characters."""
    data = unquote_to_bytes(said)
    for encoding in WRITTEN:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if _is_chinese(text) and (encoding == "utf-8" or common_characters().issuperset(text)):
            return text
    return ""


def _codes(said: str) -> str:
    text = "".join(chr(int(code, 16)) for code in re.findall(r"[0-9A-Fa-f]{4}", said.replace("\\u", " ").replace("%u", " ")))
    return text if _is_chinese(text) else ""


def _breaks(said: str) -> str:
    return said.replace("\\r\\n", "\n").replace("\\t", "\t").replace("\\n", "\n").replace("\\r", "\n")


def _entity(said: str) -> str:
    text = html.unescape(said)
    return text if text > "\x7f" else ""


def _is_chinese(text: str) -> bool:
    return any(c > "\x7f" for c in text) and all(is_han(c) or c in common_characters() for c in text)


WAYS: tuple[tuple[tuple[str, ...], re.Pattern[str], Callable[[str], str], int], ...] = (
    (("%",), PERCENT, _bytes, 1),
    (("\\u", "%u"), CODES, _codes, 1),
    (("&",), ENTITIES, _entity, 1),
    (("\\n", "\\r", "\\t"), BREAKS, _breaks, SEVERAL),
)
"""The signs that each way needs, what finds it, what it means, and how often a page must have it."""
