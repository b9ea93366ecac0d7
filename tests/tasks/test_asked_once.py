"""What is kept of the questions about a page: asked once for the same words, never for other judgements, without comparing texts."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import pytest

from pipeline.outline import Passage
from pipeline.tasks import senses as module
from pipeline.tasks.senses import Senses, asked_once
from pipeline.traced import TracedText
from pipeline.values import Span


def senses():
    nothing = lambda _words: 0.0  # noqa: E731 - seven times the same
    return Senses(nothing, nothing, nothing, nothing, nothing, nothing, nothing, nothing)


@dataclass
class Asked:
    """Counts how often it is asked."""

    words: list[str] = field(default_factory=list)

    def __call__(self, words, _senses, _rules):
        self.words.append(words.text)
        return f"{words.path}{words.text}"


@pytest.fixture
def asked():
    return Asked()


@pytest.fixture
def ask(asked):
    @asked_once
    def ask(words, judgements, rules):
        return asked(words, judgements, rules)

    return ask


def test_the_same_words_are_asked_about_once(ask, asked):
    ours, text = senses(), TracedText("县水利局牵头")
    words = [Passage("p[1]", text, Span(0, 4)), Passage("p[1]", text, Span(0, 4)), Passage("p[1]", text, Span(4, 6))]
    assert [ask(one, ours, "rules") for one in words] == ["p[1]县水利局", "p[1]县水利局", "p[1]牵头"]
    assert asked.words == ["县水利局", "牵头"]


@pytest.mark.parametrize("other", [Passage.of("县水利局", "p[2]"), Passage.of("县水利局")])
def test_the_same_words_elsewhere_have_their_own_answer(ask, other):
    ours = senses()
    assert ask(Passage.of("县水利局", "p[1]"), ours, "rules") == "p[1]县水利局"
    assert ask(other, ours, "rules") == f"{other.path}县水利局"


def test_other_judgements_and_other_rules_are_asked_anew(ask, asked):
    ours, words = senses(), Passage.of("县水利局")
    other = replace(ours, unit_like=lambda _text: 1.0)
    for judgements, rules in ((ours, "rules"), (other, "rules"), (ours, "others"), (ours, "rules")):
        ask(words, judgements, rules)
    assert len(asked.words) == 3


def test_no_text_is_compared_with_another_however_many_repairs_it_has(ask, asked):
    class Text(TracedText):
        __slots__ = ()

        def __eq__(self, _other):
            raise AssertionError

        __hash__ = None  # type: ignore[assignment]

    ours, text = senses(), Text("县水利局")
    for _ in range(3):
        ask(Passage("p[1]", text, Span(0, 4)), ours, "rules")
    assert asked.words == ["县水利局"]


def test_no_more_is_kept_than_a_page_of_usual_size_needs(ask, asked, monkeypatch):
    monkeypatch.setattr(module, "MOST_KEPT", 5)
    ours = senses()
    for at in range(50):
        ask(Passage.of("县水利局", f"p[{at}]"), ours, "rules")
        assert len(ours.answers) <= 5
    assert len(asked.words) == 50
