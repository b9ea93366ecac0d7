"""Many words as one expression: the same words are found as by trying one after the other, the longest first."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.alternation import any_of

WORDS = st.lists(st.text("甲乙丙(.*", min_size=1, max_size=4), min_size=1, max_size=8)
TEXTS = st.text("甲乙丙(.* ", max_size=12)


def one_after_the_other(words):
    return "|".join(re.escape(word) for word in sorted(set(words), key=len, reverse=True))


@given(WORDS, TEXTS)
def test_it_finds_what_trying_all_words_finds(words, text):
    assert re.findall(any_of(words), text) == re.findall(one_after_the_other(words), text)


@given(WORDS, TEXTS)
def test_a_shorter_word_is_tried_where_what_must_follow_does_not_follow_the_longer_one(words, text):
    asked = (rf"(?:{pattern})(?=丙| )" for pattern in (any_of(words), one_after_the_other(words)))
    assert len({tuple(re.findall(pattern, text)) for pattern in asked}) == 1


@pytest.mark.parametrize("text", ["牵头单位", "牵 头  单位", "牵头（单位）"])
def test_gaps_and_other_shapes_of_a_sign_may_stand_in_a_word(text):
    shapes = {"(": "[（(]", ")": "[）)]"}
    found = any_of(["牵头", "牵头单位", "牵头(单位)"], r"[ ]{0,3}", lambda sign: shapes.get(sign, sign))
    assert re.match(found, text)[0] == text


def test_without_words_nothing_is_found():
    assert re.search(any_of([]), "牵头") is None
