"""Laws of deadlines: what is written reads back, no words make the reader fail, and no page costs more than its length."""

from __future__ import annotations

import datetime as dt
import time
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.facts.deadlines.calendar import add_days, month_end, split_digits
from pipeline.facts.deadlines.reading import (
    TimeContext,
    time_like,
)
from pipeline.facts.deadlines.words import digits_of
from tests.facts.deadlines import ENTRIES, PLAN, RULES, one, read

FORMS = [
    "{y}年{m}月{d}日前",
    "{y}年{m:02}月{d:02}日之前完成",
    "{y}.{m}.{d}前",
    "{y}-{m:02}-{d:02}前",
    "{y}/{m}/{d}前",
    "{y}{m:02}{d:02}前",
    "于 {y} 年 {m} 月 {d} 日前",
    "截止到{y}年{m}月{d}日",
    "到{y}年{m}月{d}号",
    "{Y}年{M}月{D}日前",
    "{y}年{M}月{D}日以前",
    "最迟{y}年{m}月{d}日",
]

NUMERALS = "〇一二三四五六七八九"


def _chinese(number: int) -> str:
    tens, ones = divmod(number, 10)
    head = ("" if tens < 2 else NUMERALS[tens]) + ("十" if tens else "")
    return head + (NUMERALS[ones] if ones else "")


def _rendered(form: str, when: dt.date) -> str:
    year = "".join(NUMERALS[int(c)] for c in str(when.year))
    return form.format(y=when.year, m=when.month, d=when.day, Y=year, M=_chinese(when.month), D=_chinese(when.day))


@given(when=st.dates(dt.date(2000, 1, 1), dt.date(2039, 12, 31)), form=st.sampled_from(FORMS))
def test_a_day_rendered_in_any_phrasing_reads_back(when, form):
    deadline = one(_rendered(form, when), context=TimeContext(plan_year=when.year))
    assert (deadline.kind, deadline.end, deadline.precision) == ("date", when, "day")
    assert deadline.inferred == ()


@given(
    year=st.integers(2000, 2039),
    month=st.integers(1, 12),
    form=st.sampled_from(["{y}年{m}月底前", "{y}.{m}底前", "{Y}年{M}月末前"]),
)
def test_a_month_rendered_in_any_phrasing_reads_back(year, month, form):
    deadline = one(_rendered(form, dt.date(year, month, 1)))
    assert (deadline.end, deadline.precision) == (month_end(year, month), "month")


@given(first=st.dates(dt.date(2010, 1, 1), dt.date(2039, 12, 31)), days=st.integers(0, 900), dash=st.sampled_from("-—–~～至到"))
def test_a_range_rendered_in_any_phrasing_reads_back(first, days, dash):
    last = add_days(first, days)
    deadline = one(f"{_rendered('{y}年{m}月{d}日', first)}{dash}{_rendered('{y}年{m}月{d}日', last)}")
    assert (deadline.kind, deadline.start, deadline.end) == ("period", first, last)


@given(when=st.dates(dt.date(2000, 1, 1), dt.date(2039, 12, 31)))
def test_digits_without_separators_never_lose_the_true_day(when):
    for digits in (
        f"{when.year}{when.month}{when.day}",
        f"{when.month}{when.day:02}" if when.month > 9 else f"{when.month}{when.day}",
    ):
        found = split_digits(digits)
        loose = len(digits) > 4 and len(f"{when.month}{when.day}") == 2
        assert loose or any((m, d) == (when.month, when.day) for _, m, d in found)


@given(number=st.integers(1, 39))
def test_chinese_numerals_read_back(number):
    assert digits_of(_chinese(number)).lstrip("0") == str(number)


WORDS = (
    [w for r in ENTRIES for w in r.words]
    + list("0123456789?年月日号旬底初中前后内起至到-—、，；。：（）《》〔〕 \n每季度半十一二两个工作天周")
    + ["市财政局"]
)


@settings(max_examples=400, deadline=None)
@given(
    said=st.lists(st.sampled_from(WORDS), max_size=25).map("".join),
    source=st.sampled_from(["cell", "bracket", "text", "inherited"]),
)
def test_no_words_make_the_reader_fail(said, source):
    for context in (PLAN, TimeContext()):
        for found in read(said, source, context):
            deadline = found.value
            assert found.said
            assert deadline.source == source
            assert not (deadline.start and deadline.end) or deadline.start <= deadline.end
            assert not (deadline.end_earliest and deadline.end) or deadline.end_earliest <= deadline.end


@given(said=st.text(max_size=60))
def test_no_text_makes_the_reader_fail(said):
    read(said, "cell", TimeContext())
    read(said, "text")
    assert 0.0 <= time_like(said, RULES) <= 1.0


@settings(max_examples=200, deadline=None)
@given(said=st.lists(st.sampled_from(WORDS), min_size=1, max_size=15).map("".join))
def test_a_cell_with_words_always_says_something_or_says_no_more_than_that_it_is_a_time(said):
    text = said.strip()
    blank = not text or RULES.aids["blank"].fullmatch(text.translate(dict(RULES.fold)))
    assert read(said) or blank or RULES.is_plain(text)


HOSTILE = [
    "6月",
    "2022年",
    "《",
    "1、",
    "?",
    "每年",
    "〔",
    "于",
    "完成",
    "本",
    "3、",
    "2022年6月底前，",
    "十",
    "印发后",
    "、",
    "1 ",
]


@pytest.mark.parametrize(("unit", "source"), list(product(HOSTILE, ["cell", "text"])))
def test_long_repetitions_take_linear_time(unit, source):
    def cost(size: int) -> float:
        text = unit * (size // len(unit))
        began = time.process_time()
        read(text, source)
        return time.process_time() - began

    # A busy machine may make one run slow, hardly each of three.
    assert any(cost(32_000) < 12 * cost(8_000) + 0.1 for _ in range(3))
