"""What can be wrong with an order to the collector."""

from __future__ import annotations


class FetchFault(Exception):
    """The collector cannot do what it was asked; the message says why and what to do."""
