"""Which addresses may be spoken to.

It is decided for each connection at the moment it is made: redirects, and names that change between look-up and connection, are
no way around it.
"""

from __future__ import annotations

import ipaddress
from typing import TYPE_CHECKING, Any, cast

from twisted.internet.interfaces import IHostnameResolver, IResolutionReceiver
from zope.interface import implementer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from twisted.internet.base import ReactorBase
    from twisted.internet.interfaces import IAddress, IHostResolution

    from pipeline.fetch.crawl.job import Job

_EMBEDDING = (ipaddress.ip_network("64:ff9b::/96"), ipaddress.ip_network("64:ff9b:1::/48"))
"""NAT64: an IPv4 address stands in the last four bytes."""


def is_public(address: str) -> bool:
    """Whether an address is one of the open internet: not private, loopback, link-local or reserved, however it is dressed.

    >>> [is_public(a) for a in ("8.8.8.8", "127.0.0.1", "10.1.2.3", "169.254.169.254", "::ffff:10.0.0.1", "64:ff9b::a00:1")]
    [True, False, False, False, False, False]
    """
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(found, ipaddress.IPv6Address):
        inner = found.ipv4_mapped or found.sixtofour or (found.teredo[1] if found.teredo else None)
        if inner is None and any(found in network for network in _EMBEDDING):
            inner = ipaddress.IPv4Address(found.packed[-4:])
        if inner is not None:
            return is_public(str(inner))
    return found.is_global and not found.is_multicast


@implementer(IHostnameResolver)
class GuardedResolver:
    """Twisted's own resolver, of whose answers only public addresses are handed on."""

    def __init__(self, reactor: ReactorBase, job: Job) -> None:
        self._reactor = reactor
        self._inner: Any = reactor.nameResolver  # zope has no types
        self._job = job

    def install_on_reactor(self) -> None:
        """From now on every connection of the process asks here."""
        cast("Any", self._reactor).installNameResolver(self)

    def resolveHostName(  # noqa: N802, PLR0913, PLR0917 - Twisted's name and arguments
        self,
        resolutionReceiver: Any,  # noqa: ANN401, N803
        hostName: str,  # noqa: N803
        portNumber: int = 0,  # noqa: N803
        addressTypes: Sequence[type[IAddress]] | None = None,  # noqa: N803
        transportSemantics: str = "TCP",  # noqa: N803
    ) -> IHostResolution:
        """The public addresses of a host, or all of one that is allowed by name."""
        allowed = hostName.lower() in self._job.manners.allowed
        receiver = resolutionReceiver if allowed else _Sieve(resolutionReceiver, hostName, self._job)
        asked = self._inner.resolveHostName(receiver, hostName, portNumber, addressTypes, transportSemantics)
        return cast("IHostResolution", asked)


def guarding(job: Job) -> type[GuardedResolver]:
    """The resolver of a job, in the form in which Scrapy takes one: a class that it makes itself, before there is a spider."""

    class Guarding(GuardedResolver):
        @classmethod
        def from_crawler(cls, crawler: object, reactor: ReactorBase) -> Guarding:
            del crawler
            return cls(reactor, job)

    return Guarding


@implementer(IResolutionReceiver)
class _Sieve:
    """Hands on public addresses alone, and remembers whose were held back."""

    def __init__(self, inner: Any, host: str, job: Job) -> None:  # noqa: ANN401 - zope has no types
        self._inner = inner
        self._host = host
        self._job = job

    def resolutionBegan(self, resolution: IHostResolution) -> None:  # noqa: N802
        """The look-up has begun."""
        self._inner.resolutionBegan(resolution)

    def addressResolved(self, address: IAddress) -> None:  # noqa: N802
        """One address of the host."""
        if is_public(getattr(address, "host", "")):
            self._inner.addressResolved(address)
        else:
            self._job.closed_hosts[self._host.lower()] = "private_address"

    def resolutionComplete(self) -> None:  # noqa: N802
        """There are no more."""
        self._inner.resolutionComplete()
