"""A notice keeps its id wherever and whenever it is read, and no two pages share one by accident."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.engine.inputs import Input, settle_ids
from pipeline.identity import canonical_url, doc_id_of, site_of
from pipeline.show.screen import brief, safe
from pipeline.tables.linking import number_key, title_key
from pipeline.values import RawPage

ANY_TEXT = st.text(st.characters(), max_size=60)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("http://www.a.gov.example/x/1.html", "https://a.gov.example/x/1.html"),
        ("http://a.gov.example/x/1.html#p", "http://a.gov.example/x/1.html"),
        ("http://a.gov.example:80/x//1.html", "http://A.GOV.example/x/1.html"),
        ("http://a.gov.example/x?b=2&a=1", "http://a.gov.example/x?a=1&b=2&from=singlemessage"),
        ("http://a.gov.example/x;jsessionid=AB12?id=1", "http://a.gov.example/x?id=1"),
        ("http://a.gov.example/%E9%80%9A%E7%9F%A5.html", "http://a.gov.example/通知.html"),
        ("http://a.gov.example", "http://a.gov.example/"),
    ],
)
def test_the_same_address_written_otherwise_is_the_same_notice(one, other):
    assert canonical_url(one) == canonical_url(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("http://a.gov.example/x?id=1", "http://a.gov.example/x?id=2"),
        ("http://a.gov.example/art/1.html", "http://b.gov.example/art/1.html"),
        ("http://a.gov.example/A.html", "http://a.gov.example/a.html"),
        ("http://a.gov.example:8080/", "http://a.gov.example/"),
    ],
)
def test_other_addresses_are_other_notices(one, other):
    assert canonical_url(one) != canonical_url(other)


@given(ANY_TEXT)
def test_any_text_may_stand_where_an_address_should(text):
    site_of(text)
    canonical_url(text)
    assert len(doc_id_of(RawPage("a", text.encode("utf-8", "replace"), url=text))) == 16


@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("xyz"), st.text("pq", min_size=1, max_size=3)), max_size=8))
def test_every_input_has_an_id_of_its_own_whatever_the_order(pages):
    inputs = {name: Input(name, sha256=body * 64, doc_id=where * 16) for where, body, name in pages}
    settled = settle_ids(inputs.values())
    assert len({one.doc_id for one in settled}) == len(inputs)
    assert settled == settle_ids(reversed(list(inputs.values())))
    assert [one.doc_id for one in settled] == sorted(one.doc_id for one in settled)


@given(ANY_TEXT)
def test_any_words_can_be_shown_and_compared(text):
    shown = safe(text)
    assert not any((ord(c) < 32 and c != "\n") or 0x7F <= ord(c) < 0xA0 for c in shown)
    assert len(brief(text, 10)) <= 10
    assert "\n" not in brief(text, 10)
    number_key(text)
    title_key(text)
