"""What a round of a source says of it, asked of a real ledger: what fell silent, aged or was lost is an alarm, all else is none."""

from __future__ import annotations

from dataclasses import fields

import pytest

from pipeline.fetch.collector import STOPPED
from pipeline.fetch.ledger import Fetched, Ledger
from pipeline.fetch.report import result_of
from pipeline.fetch.rounds import BY_HAND
from pipeline.fetch.site import Expect, SiteRule
from pipeline.fetch.values import REDIRECTED, Visit

HOST = "www.a.test"


def site(**more) -> SiteRule:
    """A source that expects ten notices."""
    said = {"id": "here", "name": "x", "region": "000000", "family": "pages", "hosts": (HOST,), "facts": "x"}
    return SiteRule(**(said | {"lists": (f"http://{HOST}/",), "expect": Expect(fewest=10)} | more))


@pytest.fixture
def ledger(tmp_path):
    book = Ledger(tmp_path / "ledger.sqlite")
    yield book
    book.close()


def a_round(ledger: Ledger, counts: dict[str, int], newest: str = "", name: str = "here") -> int:
    """A round that came to its end with these counts."""
    number = ledger.begin_round(name)
    for what, n in counts.items():
        ledger.count(number, HOST, what, n)
    if newest:
        ledger.saw_day(number, newest)
    return number


def alarms(ledger: Ledger, number: int, rule: SiteRule | None = None) -> list[str]:
    """What is wrong with a round."""
    ledger.end_round(number)
    return list(result_of(rule or site(), number, ledger).alarms)


def line(**said) -> Fetched:
    """A line of the index."""
    blank = {field.name: 0 if field.type in ("int", "bool") else "" for field in fields(Fetched)}
    return Fetched(**(blank | said))


@pytest.mark.parametrize(
    ("found", "stopped", "alarmed"),
    [(20, 0, False), (12, 1, False), (3, 1, False), (0, 1, True), (0, 0, True), (3, 0, True)],
)
def test_a_list_that_names_no_notice_any_more_is_an_alarm_even_if_all_else_on_it_is_known(ledger, found, stopped, alarmed):
    ledger.end_round(a_round(ledger, {"found": 20, "notice kept": 20}))
    counts = {"found": found, "known": found, "list kept": 1, **({STOPPED: 1} if stopped else {})}
    assert bool(alarms(ledger, a_round(ledger, counts))) is alarmed


@pytest.mark.parametrize(
    ("before", "now", "alarmed"),
    [
        ("2023-04-13", "2024-03-01", False),
        ("2023-04-13", "2023-04-01", False),
        ("2023-04-13", "2021-04-13", True),
        ("2023-04-13", "", False),
        ("", "2019-04-13", False),
    ],
)
def test_a_list_whose_newest_notice_is_older_than_it_was_is_an_alarm(ledger, before, now, alarmed):
    counts = {"found": 20, "known": 20}
    ledger.end_round(a_round(ledger, counts, before))
    said = alarms(ledger, a_round(ledger, counts, now))
    assert said == ([f"the newest notice is of {now}, it was of {before} the time before"] if alarmed else [])


def test_an_expected_day_is_asked_of_this_round_and_not_of_all_that_were(ledger):
    counts = {"found": 20, "known": 20}
    rule = site(expect=Expect(newest="2023-01-01"))
    assert alarms(ledger, a_round(ledger, counts, "2023-04-13"), rule) == []
    said = alarms(ledger, a_round(ledger, counts, "2022-12-31"), rule)
    assert said == ["the newest notice is of 2022-12-31, one of 2023-01-01 or later expected"]


def test_one_lost_list_of_several_is_an_alarm_and_a_redirect_on_the_way_to_one_is_none(ledger):
    number = a_round(ledger, {"found": 20, "notice kept": 20, "list kept": 1})
    ledger.note(number, line(url="http://www.a.test/1", why="source", status=404, status_reason="http_404"))
    ledger.note(number, line(url="http://www.a.test/2", why=REDIRECTED, status=302, status_reason="http_302"))
    ledger.note(number, line(url="http://www.a.test/2", why="source", status=200))
    ledger.note(number, line(url="http://www.a.test/3", why="column", status=404, status_reason="http_404"))
    assert alarms(ledger, number) == ["a list could not be read: http_404: http://www.a.test/1"]


def test_a_page_that_a_person_asked_for_and_that_did_not_come_is_an_alarm(ledger):
    number = a_round(ledger, {"found": 2, "notice kept": 1}, name=BY_HAND)
    ledger.note(number, line(url="http://www.a.test/1", why="asked", status_reason="timed_out"))
    said = alarms(ledger, number, site(id=BY_HAND, lists=()))
    assert said == ["a page that was asked for was not kept: timed_out: http://www.a.test/1"]


def test_a_round_that_is_not_at_its_end_raises_no_alarm(ledger):
    number = a_round(ledger, {"list kept": 1})
    ledger.add(number, [Visit("here", "notice", f"http://{HOST}/1")])
    assert result_of(site(), number, ledger).alarms == ()


def test_counts_are_told_host_by_host_and_in_all(ledger):
    number = ledger.begin_round("here")
    ledger.count(number, "a.test", "found", 2)
    ledger.count(number, "b.test", "found")
    ledger.count(number, "b.test", "notice kept")
    result = result_of(site(), number, ledger)
    assert {host: (tally.found, tally.kept) for host, tally in result.hosts.items()} == {"a.test": (2, 0), "b.test": (1, 1)}
    assert (result.total.found, result.total.kept) == (3, 1)
