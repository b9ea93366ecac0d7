"""What a source is: a site, where its lists are, which system made them, what to take from them, and what is expected of it."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from pipeline.fetch.families import FAMILIES
from pipeline.fetch.values import bare_host
from pipeline.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

NOT_VERIFIED = "no"
_REGION = re.compile(r"\d{6}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Expect:
    """What a run must find, or it is an alarm: at least `fewest` notices listed, one on `newest` (YYYY-MM-DD) or later."""

    fewest: int = 1
    newest: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Records:
    """Where a JSON list (family `api`) keeps things: dotted paths. `form` is the body of a POST, `{page}` in it the page."""

    records: str
    title: str
    link: str
    date: str = ""
    total: str = ""
    size: int = 0
    form: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteRule(Rule):
    """A source of notices. See docs/adding-a-site.md for each field."""

    name: str
    region: str
    family: str
    hosts: tuple[str, ...]
    lists: tuple[str, ...]
    facts: str
    verified: str = NOT_VERIFIED
    notices: str = ""
    titles: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    follow: int = 0
    pages: int = 20
    delay: float = 0.0
    budget: int = 0
    revisit_days: int = 30
    post: bool = False
    old_tls: tuple[str, ...] = ()
    api: Records | None = None
    expect: Expect = field(default_factory=Expect)

    def holds(self, url: str) -> bool:
        """Whether an address belongs to this site: to one of its hosts, or below one.

        >>> gd = SiteRule(id="gd", name="", region="440000", family="pages", hosts=("www.gd.gov.cn",), lists=(), facts="")
        >>> gd.holds("https://gd.gov.cn/a"), gd.holds("http://drc.gd.gov.cn/"), gd.holds("http://gd.gov.cn.evil.example/")
        (True, True, False)
        """
        host = bare_host(url)
        return any(host == own or host.endswith(f".{own}") for own in map(_bare, self.hosts))


def _bare(host: str) -> str:
    return host.lower().removeprefix("www.")


@dataclass(frozen=True)
class Sites:
    """All sources by id."""

    by_id: dict[str, SiteRule]

    @classmethod
    def build(cls, entries: Sequence[SiteRule]) -> Sites:
        """The sources; ValueError says what is wrong with one."""
        for site in entries:
            _refuse_faults(site)
        _refuse_twins(entries)
        return cls({site.id: site for site in entries})

    def named(self, names: Iterable[str]) -> tuple[SiteRule, ...]:
        """The sources of some names, in order of their ids; `guangdong` is the source of this id and all of `guangdong.*`.

        KeyError names what there is not.
        """
        found: dict[str, SiteRule] = {}
        for name in names:
            own = {key: site for key, site in self.by_id.items() if key == name or key.startswith(f"{name}.")}
            if not own:
                raise KeyError(name)
            found |= own
        return tuple(found[key] for key in sorted(found))


def _refuse_faults(site: SiteRule) -> None:
    if site.family not in FAMILIES:
        msg = f"there is no family {site.family!r}; known are {', '.join(sorted(FAMILIES))}"
        raise ValueError(msg)
    if not _REGION.fullmatch(site.region):
        msg = "`region` is the six digits of GB/T 2260, 000000 for the whole country"
        raise ValueError(msg)
    if site.verified != NOT_VERIFIED:
        dt.date.fromisoformat(site.verified)
    if site.expect.newest:
        dt.date.fromisoformat(site.expect.newest)
    re.compile(site.notices)
    if (site.family == "api") is not (site.api is not None):
        msg = "family `api` and the field `api` belong together"
        raise ValueError(msg)
    for host in site.old_tls:
        if not site.holds(f"https://{host}/"):
            msg = f"{host} of `old_tls` lies outside of `hosts`"
            raise ValueError(msg)
    for url in site.lists:
        _refuse_address(site, url)


def _refuse_twins(entries: Sequence[SiteRule]) -> None:
    """A list belongs to one source, or its notices would be fetched once for each."""
    owner: dict[tuple[str, str], str] = {}
    for site in entries:
        for url in site.lists:
            asked = (url, site.api.form if site.api else "")
            if owner.setdefault(asked, site.id) != site.id:
                msg = f"{url} is a list of {owner[asked]} and of {site.id}; it belongs to one of them"
                raise ValueError(msg)


def _refuse_address(site: SiteRule, url: str) -> None:
    if site.family == "urls" and "://" not in url:
        return  # a file of addresses beside the rules
    if urlsplit(url).scheme not in {"http", "https"} or not urlsplit(url).hostname:
        msg = f"{url!r} is no address; it begins with http:// or https://"
        raise ValueError(msg)
    if not site.holds(url):
        msg = f"{url} lies outside of `hosts`"
        raise ValueError(msg)


def try_site_example(rule: SiteRule, _sites: Sites, said: str) -> str:
    """What an address is to this site: `notice`, `inside`, or nothing when it lies outside.

    `notice` is only told by sites that say in `notices` what the addresses of notices look like.
    """
    if not rule.holds(said):
        return ""
    return "notice" if rule.notices and re.search(rule.notices, said) else "inside"
