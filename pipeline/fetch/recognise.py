"""What an answer is: what was asked for, or an error, a refusal, a stub, a page that was cut off. Told by its bytes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING

from pipeline.fetch.families.feed import unpacked
from pipeline.fetch.values import ATTACHMENT, LIST, NOTICE, PARTIAL, REFUSAL, Received
from pipeline.read.decode import decode
from pipeline.values import RawPage

if TYPE_CHECKING:
    from pipeline.fetch.knowledge import FetchRules
    from pipeline.fetch.values import Visit
    from pipeline.read.decode import EncodingRules

_LARGEST_LIST = 50_000_000
_WHOLE = (b"</html>", b"</body>")
_TAIL = 200
_PAGES = frozenset({"application/xhtml+xml", "application/xml", "application/json"})
_FILE_STARTS = frozenset({b"%PDF", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"Rar!"})
_DATA = re.compile(r"\s{0,99}(?:<\?xml[^>]{0,200}\?>\s{0,99})?<(?:rss|feed|urlset|sitemapindex|datastore)\b", re.IGNORECASE)
"""Lists that are no pages, and may be as short as they like."""
_CHARSET = re.compile(r"charset\s?=\s?[\"']?([\w.:-]{2,40})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of a visit: the address that answered, the response as received, its body unpacked, and marks of the driver.

    `unchanged`: the server said that the page is as it was, and `body` is what the archive has of it. `cut`: the line broke
    before all was there that the server had announced.
    """

    url: str
    received: Received
    body: bytes
    unchanged: bool = False
    cut: bool = False


def why_not(visit: Visit, answer: Answer, rules: FetchRules, encodings: EncodingRules) -> tuple[str, str]:
    """Why an answer is not what was asked for (empty: it is), and its text."""
    status = answer.received.status
    if not answer.unchanged and not HTTPStatus.OK <= status < HTTPStatus.MULTIPLE_CHOICES:
        return f"http_{status}", ""
    body = unpacked(answer.body, _LARGEST_LIST) if visit.kind == LIST else answer.body
    reason = _why_not_whole(visit, answer, body, rules)
    if reason:
        return reason, ""
    said = decode(RawPage(answer.url, body, charset=_charset(answer.received)), encodings)
    if visit.kind == ATTACHMENT:
        # A web page in the stead of a file is an excuse.
        return "not_a_file" if said.reason is None and _is_markup(said.text) else "", ""
    if said.reason:
        return "" if said.reason == "binary" and visit.kind == NOTICE else said.reason, ""
    is_data = visit.kind == LIST and (not _is_markup(said.text) or _DATA.match(said.text) is not None)
    return "" if is_data else rules.why_refused(said.text, len(body)), said.text


def _why_not_whole(visit: Visit, answer: Answer, body: bytes, rules: FetchRules) -> str:
    """Why the body is not worth reading: cut off, empty, or of a page to which the visit was sent in the place of its own."""
    if answer.cut and not _looks_whole(body):
        return "truncated"
    if not body.strip():
        return "empty_body"
    return rules.why_sent(visit.url, answer.url) if visit.kind == NOTICE else ""


def kind_of(visit: Visit, answer: Answer, reason: str) -> str:
    """As what an answer is archived: only what was asked for, and came whole, is a notice."""
    if reason == "truncated":
        return PARTIAL
    if reason:
        return REFUSAL
    if visit.kind == NOTICE and not answer.unchanged and _is_file(answer):
        return ATTACHMENT
    return visit.kind


def _is_file(answer: Answer) -> bool:
    media_type = answer.received.header("Content-Type").partition(";")[0].strip().lower()
    if media_type.startswith("text/") or media_type in _PAGES:
        return answer.body[:4] in _FILE_STARTS
    return media_type.startswith(("application/", "image/")) or answer.body[:4] in _FILE_STARTS


def _looks_whole(body: bytes) -> bool:
    """Whether a page has its end, whatever length the server had announced."""
    return any(end in body[-_TAIL:].lower() for end in _WHOLE)


def _is_markup(text: str) -> bool:
    return text[:2_000].lstrip("\ufeff \t\r\n").startswith("<")


def _charset(received: Received) -> str | None:
    match = _CHARSET.search(received.header("Content-Type"))
    return match[1] if match else None
