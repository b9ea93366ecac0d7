"""How hosts prove who they are.

Certificates are checked against what the system trusts, without exception. Servers that know only old TLS are spoken to in it
where a source names them (`old_tls`), one by one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from twisted.internet.ssl import TLSVersion, optionsForClientTLS
from twisted.web.iweb import IPolicyForHTTPS
from zope.interface import implementer

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

_OLD_CIPHERS = b"ALL:!aNULL:!eNULL:@SECLEVEL=0"
_LEGACY_SERVER_CONNECT = 0x4
"""OpenSSL's name for answering servers that never heard of secure renegotiation."""


@implementer(IPolicyForHTTPS)
class CheckedHosts:
    """Gives each connection its TLS settings."""

    def __init__(self, old: frozenset[str]) -> None:
        self._old = old

    @classmethod
    def from_crawler(cls, crawler: Crawler, *_given: object, **_settings: object) -> CheckedHosts:
        """As Scrapy makes it; its own TLS settings hold for all hosts alike, so they are not used."""
        sites = crawler.spider.job.sites.values()  # type: ignore[union-attr] # our spider
        return cls(frozenset(host.lower() for site in sites for host in site.old_tls))

    def creatorForNetloc(self, hostname: bytes, port: int) -> Any:  # noqa: ANN401, N802 - Twisted's
        """What makes connections to a host."""
        del port
        name = hostname.decode("ascii")
        if name.lower() not in self._old:
            return optionsForClientTLS(name)
        creator = optionsForClientTLS(name, extraCertificateOptions={"insecurelyLowerMinimumTo": TLSVersion.TLSv1_0})
        context = _context_of(creator)
        # Twisted keeps a cipher string to what it knows, and drops the security level with the rest.
        context.set_cipher_list(_OLD_CIPHERS)
        context.set_options(_LEGACY_SERVER_CONNECT)
        return creator


def _context_of(creator: Any) -> Any:  # noqa: ANN401 - Twisted has no public name for it, and two private ones
    make = getattr(creator, "_createConnection", None)
    return make.__self__.getContext() if make is not None else creator._ctx  # noqa: SLF001
