"""What a round of a source says of it: a list that fell silent is an alarm, one that was read no further than needed is none."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from pipeline.fetch.collector import STOPPED
from pipeline.fetch.report import result_of

SITE = SimpleNamespace(id="here", lists=("/list/",), expect=SimpleNamespace(fewest=10, newest=""))


class Book:
    """A ledger that knows one ended round with twenty notices, and what this round counted."""

    def __init__(self, **counts):
        self._counts = {1: {"found": 20}, 2: counts}

    def counts(self, number):
        return self._counts[number]

    def newest(self, _site):
        return "2023-04-13"

    def waiting_of(self, _number):
        return 0

    def ended_before(self, number, _site):
        return number - 1 or None


@pytest.mark.parametrize(
    ("found", "stopped", "alarmed"),
    [(20, 0, False), (12, 1, False), (3, 1, False), (0, 1, True), (0, 0, True), (3, 0, True)],
)
def test_a_list_that_names_no_notice_any_more_is_an_alarm_even_if_all_else_on_it_is_known(found, stopped, alarmed):
    counts = {"found": found, "known": found, "list kept": 1, **({STOPPED: 1} if stopped else {})}
    assert bool(result_of(SITE, 2, Book(**counts)).alarms) is alarmed
