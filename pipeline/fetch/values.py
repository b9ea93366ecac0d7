"""The frozen values of the collector: a visit to make, a page that came, what a list says, and what became of a visit."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from urllib.parse import urlsplit

_ARROWS = ">›»"

NOTICE, LIST, ATTACHMENT, ROBOTS = "notice", "list", "attachment", "robots"
REFUSAL, PARTIAL, REDIRECT = "refusal", "partial", "redirect"
REDIRECTED, RETRIED = "redirected", "retried"
"""Why an answer stands in the index that was not the last word: it sent on, or was tried again."""


@dataclass(frozen=True, slots=True)
class Visit:
    """A page to fetch. `why` says why: the rule whose words its title has, or who asked for it.

    `page` counts the pages of a list, `depth` the columns that were followed to it.

    >>> visit = Visit("gd", "list", "http://www.gd.gov.cn/a")
    >>> Visit.from_json(visit.to_json()) == visit, len(visit.key)
    (True, 16)
    """

    site: str
    kind: str
    url: str
    form: str = ""
    via: str = ""
    why: str = ""
    title: str = ""
    date: str = ""
    page: int = 1
    depth: int = 0

    @property
    def key(self) -> str:
        """One number for what is asked of which server: the address and the form that is sent."""
        return key_of(self.url, self.form)

    def to_json(self) -> str:
        """The visit as one line."""
        return json.dumps(asdict(self), ensure_ascii=False)

    @classmethod
    def from_json(cls, line: str) -> Visit:
        """What `to_json` wrote."""
        return cls(**json.loads(line))


def key_of(url: str, form: str = "") -> str:
    """16 hex digits for an address and a form; the part behind `#` is never sent.

    >>> key_of("http://a.example/x#top") == key_of("http://a.example/x")
    True
    """
    return hashlib.sha256(f"{url.partition('#')[0]}\0{form}".encode("utf-8", "replace")).hexdigest()[:16]


def host_of(url: str) -> str:
    """The host of an address in lower case; empty for what is no address.

    >>> host_of("http://WWW.a.example:8080/x"), host_of("http://[::1"), host_of("x")
    ('www.a.example', '', '')
    """
    try:
        return (urlsplit(url).hostname or "").rstrip(".")
    except ValueError:
        return ""


def bare_host(url: str) -> str:
    """The host without `www.`."""
    return host_of(url).removeprefix("www.")


def bare(words: str) -> str:
    """The words of a link without spaces, capitals, and the arrows behind them.

    >>> bare("下一页 »"), bare("Next page"), bare(" › ")
    ('下一页', 'nextpage', '›')
    """
    joined = "".join(words.casefold().split())
    return joined.rstrip(_ARROWS) or joined


@dataclass(frozen=True, slots=True)
class Page:
    """A list page as text: what a family reads. `number` counts the pages of its list from 1.

    `onward` are the words of links to the page behind it, as `bare` gives them.
    """

    url: str
    text: str
    form: str = ""
    number: int = 1
    onward: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Link:
    """What a list says of a page: address, title, the day it gives (YYYY-MM-DD, or nothing), and files listed with it."""

    url: str
    title: str = ""
    date: str = ""
    files: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Ask:
    """A further list page: its address, the form to send with it, and whether it begins a list of its own."""

    url: str
    form: str = ""
    title: str = ""
    begins: bool = False


@dataclass(frozen=True, slots=True)
class Listing:
    """What a list page says: links to pages, and where the list goes on; `note` says why it could not be followed further."""

    links: tuple[Link, ...] = ()
    further: tuple[Ask, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Received:
    """A response as it came over the line, before anything was unpacked."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes

    def header(self, name: str) -> str:
        """The first header of a name, empty where there is none."""
        return next((value for key, value in self.headers if key.lower() == name.lower()), "")
