"""Bytes → text: which character set a page is written in, decided by what its bytes can be rather than by what it declares.

UTF-8 that is valid is UTF-8. Otherwise each candidate decodes the page, and the one whose characters are most often the
common ones of notices wins; a declaration only breaks ties. Bytes that fit nothing become U+FFFD: they are marked, never dropped.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pipeline.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.values import RawPage

_DECLARED = re.compile(rb"""(?:charset|encoding)\s{0,9}=\s{0,9}["']?\s{0,9}([A-Za-z0-9_:.-]{2,40})""", re.IGNORECASE)
_NOT_ASCII = re.compile("[^\x00-\x7f]+")
# GBK's second byte is never one of these, so that a run between them holds whole characters in every one of our encodings.
_SEGMENT = re.compile(rb'[^<>\r\n"\x00-\x1f]+')
# Four Chinese characters in UTF-8. GBK text gives such a run of bytes about once in a million characters.
_UTF8_RUN = re.compile(rb"(?:[\xe3-\xe9\xef][\x80-\xbf]{2}){4}")
_CONTROLS = bytes(b for b in range(32) if b not in b"\t\n\r\f\x0b\x1b")
_BOMS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\x84\x31\x95\x33", "gb18030"),
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
_SAMPLE = 20_000
_READABLE = 0.12
_ENOUGH = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class EncodingRule(Rule):
    """One line about bytes.

    `kind` is `label` (`gives` is the codec that the declared names in `values` mean), `common` (`values` are characters that
    notices use most) or `binary` (`values` are first bytes in hex of files that are no text; `gives` is their media type).
    """

    kind: str
    values: tuple[str, ...]
    gives: str = ""


@dataclass(frozen=True)
class EncodingRules:
    """What the reader knows about bytes."""

    codecs: dict[str, str] = field(default_factory=dict)
    common: frozenset[str] = frozenset()
    binary: tuple[tuple[bytes, str], ...] = ()

    @classmethod
    def build(cls, entries: Sequence[EncodingRule]) -> EncodingRules:
        """Compile the rules of `encodings.yaml`; ValueError names a rule whose `kind` or hex is wrong."""
        codecs: dict[str, str] = {}
        common: set[str] = set()
        binary: list[tuple[bytes, str]] = []
        for entry in entries:
            if entry.kind == "label":
                codecs |= {value.lower(): entry.gives for value in entry.values}
            elif entry.kind == "common":
                common.update(*entry.values)
            elif entry.kind == "binary":
                binary += [(bytes.fromhex(value), entry.gives) for value in entry.values]
            else:
                msg = f"{entry.id}: kind is label, common or binary, not {entry.kind!r}"
                raise ValueError(msg)
        return cls(codecs, frozenset(common), tuple(binary))


def try_encoding_example(rule: EncodingRule, _rules: EncodingRules, said: str) -> str:
    """What this rule makes of a declared label, of a text (`common` when it holds a common character), or of hex bytes."""
    alone = EncodingRules.build((rule,))
    if rule.kind == "label":
        return alone.codecs.get(said.strip().lower(), "")
    if rule.kind == "common":
        return "common" if alone.common.intersection(said) else ""
    return binary_kind(bytes.fromhex(said), alone) or ""


@dataclass(frozen=True, slots=True)
class Decoded:
    """A page as text. `reason` says why there is none (`empty_body`, `binary`, `undecodable`); `warnings` what was odd."""

    text: str
    charset: str
    reason: str | None = None
    warnings: tuple[str, ...] = ()


def decode(page: RawPage, rules: EncodingRules) -> Decoded:
    """Turn a page's bytes into text; returns for any bytes, in time linear in their number.

    >>> from pipeline.values import RawPage
    >>> decode(RawPage("a.txt", "政务公开".encode()), EncodingRules())
    Decoded(text='政务公开', charset='utf-8', reason=None, warnings=())
    >>> decode(RawPage("a.txt", "政务公开".encode("utf-16")), EncodingRules()).charset
    'utf-16-le'
    """
    body = page.body
    if not body.strip(b" \t\r\n\x00"):
        return Decoded("", "utf-8", "empty_body")
    for mark, codec in _BOMS:
        if body.startswith(mark):
            return _decode_marked(body[len(mark) :], codec, rules)
    wide = _decode_wide(body, rules) if b"\x00" in body and not binary_kind(body, rules) else None
    if wide:
        return wide
    if binary_kind(body, rules) or _is_binary(body):
        return Decoded("", "binary", "binary")
    try:
        return Decoded(body.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        return _decode_by_likelihood(body, _declared(page, rules), rules)


def _decode_marked(body: bytes, codec: str, rules: EncodingRules) -> Decoded:
    """A byte order mark is believed, unless it says UTF-8 and the bytes say otherwise."""
    text = body.decode(codec, "replace")
    if not text.strip("\x00 \t\r\n\ufeff"):
        return Decoded("", codec, "empty_body")
    lost = text.count("\ufffd")
    if codec == "utf-8" and lost:
        return _decode_by_likelihood(body, "utf-8", rules)
    if lost * 4 > len(text):
        return Decoded("", codec, "undecodable")
    return Decoded(text, codec, None, ("replaced_bytes",) if lost else ())


def binary_kind(body: bytes, rules: EncodingRules) -> str | None:
    """The media type of a file that is no text, by its first bytes."""
    for magic, kind in rules.binary:
        if body.startswith(magic):
            return kind
    return None


def _decode_wide(body: bytes, rules: EncodingRules) -> Decoded | None:
    """UTF-16 without a mark: its ASCII characters leave a NUL at every other byte."""
    head = body[:4000]
    even, odd = head[::2].count(0), head[1::2].count(0)
    codec = "utf-16-le" if odd > even else "utf-16-be"
    if max(even, odd) < 4 * min(even, odd) + 1:
        return None
    text = body.decode(codec, "replace")
    high = _sample(text)
    likely = _score(text, rules) > _READABLE if len(high) > len(text[:_SAMPLE]) // 20 else max(even, odd) * 3 > len(head)
    return Decoded(text, codec, None, ("replaced_bytes",) if "\ufffd" in text else ()) if likely else None


def _is_binary(body: bytes) -> bool:
    """Control characters, of which text has next to none, make up more than two in a hundred bytes."""
    head = body[:65536]
    return (len(head) - len(head.translate(None, _CONTROLS))) * 50 > len(head)


def _declared(page: RawPage, rules: EncodingRules) -> str | None:
    """The codec that the page or its server names, where we know it: the file beside it, the HTTP header, the page's head."""
    names = [page.charset]
    for said in (page.media_type.encode("ascii", "replace") if page.media_type else b"", page.body[:8192]):
        match = _DECLARED.search(said)
        names.append(match.group(1).decode("ascii") if match else None)
    return next((rules.codecs[n.strip().lower()] for n in names if n and n.strip().lower() in rules.codecs), None)


def _decode_by_likelihood(body: bytes, declared: str | None, rules: EncodingRules) -> Decoded:
    candidates = dict.fromkeys(["utf-8", "gb18030", "big5hkscs", *([declared] if declared else [])])
    best, text, top = "utf-8", "", float("-inf")
    for codec in candidates:
        attempt = body.decode(codec, "replace")
        score = _score(attempt, rules) + (0.02 if codec == declared else 0.0)
        if codec == "utf-8":
            # Valid UTF-8 never happens by chance, so a stretch that is not weighs less against it.
            score += 2 * _share_lost(attempt)
        if score > top:
            best, text, top = codec, attempt, score
    high = _sample(text)
    if top < _READABLE and len(high) > _ENOUGH and high.count("\ufffd") * 50 > len(high):
        return Decoded("", best, "undecodable")
    warnings: list[str] = []
    other = "gb18030" if best == "utf-8" else "utf-8"
    mixed = "\ufffd" in text if best == "utf-8" else bool(_UTF8_RUN.search(body))
    if mixed:
        text, changed = _decode_segments(body, (best, other), rules)
        warnings += ["mixed_charset"] if changed else []
    if "\ufffd" in text:
        warnings.append("replaced_bytes")
    return Decoded(text, best, None, tuple(warnings))


def _decode_segments(body: bytes, codecs: tuple[str, str], rules: EncodingRules) -> tuple[str, bool]:
    """Decode what stands between tags and line ends on its own: a footer included from another site keeps its own encoding."""
    pieces: list[str] = []
    changed = False
    for raw in _segments(body):
        text = raw.decode(codecs[0], "replace")
        if not raw.isascii():
            other = _strictly(raw, codecs[1]) if codecs[0] != "utf-8" or "\ufffd" in text else None
            if other is not None and _score(other, rules) > max(_score(text, rules), 0.3):
                text, changed = other, True
        pieces.append(text)
    return "".join(pieces), changed


def _segments(body: bytes) -> Iterator[bytes]:
    at = 0
    for match in _SEGMENT.finditer(body):
        yield body[at : match.start()]
        yield match.group()
        at = match.end()
    yield body[at:]


def _strictly(raw: bytes, codec: str) -> str | None:
    try:
        return raw.decode(codec)
    except UnicodeDecodeError:
        return None


def _sample(text: str) -> str:
    """Characters that are not ASCII, enough of them to judge by."""
    parts: list[str] = []
    room = _SAMPLE
    for match in _NOT_ASCII.finditer(text):
        parts.append(match.group()[:room])
        room -= len(parts[-1])
        if room <= 0:
            break
    return "".join(parts)


def _share_lost(text: str) -> float:
    sample = _sample(text)
    return sample.count("\ufffd") / len(sample) if sample else 0.0


def _score(text: str, rules: EncodingRules) -> float:
    """The share of common characters among those that are not ASCII, less three times the share of impossible ones."""
    sample = _sample(text)
    if not sample:
        return 0.0
    common = sum(map(rules.common.__contains__, sample))
    bad = sum(1 for c in sample if c == "\ufffd" or "\ue000" <= c <= "\uf8ff" or "\x80" <= c <= "\x9f")
    return (common - 3 * bad) / len(sample)
