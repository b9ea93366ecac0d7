"""At a character only those rules of time are asked that can begin with it, and nothing is missed by that."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from pipeline.facts.deadlines.beginnings import START, beginnings
from pipeline.rulebook.folder import find_rules_folder
from pipeline.rules import open_rules


@pytest.mark.parametrize(
    ("pattern", "characters"),
    [
        ("底前", "底"),
        ("[底末]前", "底末"),
        ("[一-三]月", "一丁丂七丄丅丆万丈三"),
        ("第?[1-3]季度", "第123"),
        ("(?P<n>[12])?月|季末", "12月季"),
        ("(?<![0-9])(?:(?=[上下])半年|年底)", "半年"),
        ("(?:一|二){0,2}+月", "一二月"),
        (r"\.5", "."),
    ],
)
def test_the_characters_that_can_begin_an_expression(pattern, characters):
    assert beginnings(pattern) == frozenset(characters)


@pytest.mark.parametrize(
    ("pattern", "characters"), [("^.月", ""), (r"\A[^年]", ""), ("^月度|(?<=年)季", "季"), ("(?:^|每)月", "每")]
)
def test_what_must_stand_at_the_beginning_of_the_text_may_begin_with_anything_there(pattern, characters):
    assert beginnings(pattern) == {START, *characters}


@pytest.mark.parametrize(
    "pattern", ["", "月?", "[^年]月", ".月", r"\d月", r"[\d一]月", "(?i)q1", "(?i:q)1", "(?m)^月", "(?=月)", r"(?:(一)|二)\1?|"]
)
def test_where_that_cannot_be_told_nothing_is(pattern):
    assert beginnings(pattern) is None


@pytest.fixture(scope="module")
def book():
    return open_rules(find_rules_folder())


def test_every_rule_of_time_tells_how_it_can_begin_else_all_would_be_asked_at_each_character(book):
    rules = book.rules.deadlines
    dumb = [way.rule.id for scanner in (rules.cell, rules.prose) for way in scanner.ways if way.heads is None]
    assert dumb == []


def test_asking_all_rules_at_each_character_finds_no_more(book):
    said = [words for file, entry in book.entries for words in (*(e.said for e in entry.rule.examples), *entry.rule.keep)]
    rules = book.rules.deadlines
    for scanner in (rules.cell, rules.prose):
        patient = replace(scanner, ways=tuple(replace(way, heads=None) for way in scanner.ways))
        for words in said:
            assert list(scanner.tokens(words)) == list(patient.tokens(words)), words
    assert len(said) > 1000


def test_the_first_rule_of_those_that_fit_counts(book):
    scanner = book.rules.deadlines.cell
    whole = re.compile("(?s:.+)")
    first = replace(scanner.ways[0], pattern=whole, heads=None)
    assert [token.end for token in replace(scanner, ways=(first, *scanner.ways)).tokens("6月底前")] == [4]
