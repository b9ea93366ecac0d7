"""The documents that a notice names. Every sentence here was made up for the test."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.facts.citations.reading import CitationRules, OwnWords, read_citations, try_example
from pipeline.outline import Passage
from pipeline.rules import load_rules

RULES = Path(__file__).parents[2] / "rules"


@cache
def rules() -> CitationRules:
    return load_rules(RULES).citations


def cited(*texts, own=None):
    found = read_citations([Passage.of(text, f"line[{n}]") for n, text in enumerate(texts)], rules(), own)
    return [(f.value.title, f.value.doc_number, f.value.issuer, f.value.relation) for f in found]


@pytest.mark.parametrize("rule", rules().entries, ids=lambda rule: rule.id)
def test_every_rule_does_what_its_examples_say(rule):
    assert [try_example(rule, rules(), example.said) for example in rule.examples] == [e.gives for e in rule.examples]
    assert {kept: try_example(rule, rules(), kept) for kept in rule.keep} == dict.fromkeys(rule.keep, "")


A = "国务院办公厅关于推进政务公开工作的指导意见"
B = "云岭省2023年政务公开工作要点"
C = "澜溪市政务公开工作规程"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"根据《{A}》（国办发〔2019〕54号）精神", [(A, "国办发〔2019〕54号", "国务院办公厅", "implements")]),
        (f"根据《{A}》(国办发[2019] 54号)、《{B}》(云政办发〔2023〕1号)和《{C}》要求，结合实际",
         [(A, "国办发〔2019〕54号", "国务院办公厅", "implements"), (B, "云政办发〔2023〕1号", None, "implements"), (C, None, None, "implements")]),
        (f"根据《{A}》（国办发〔2019〕54号）《{B}》（云政办发〔2023〕1号）文件要求",
         [(A, "国办发〔2019〕54号", "国务院办公厅", "implements"), (B, "云政办发〔2023〕1号", None, "implements")]),
        ("按照云政办发〔2023〕1号、云政办函〔2023〕2号要求", [(None, "云政办发〔2023〕1号", None, "implements"), (None, "云政办函〔2023〕2号", None, "implements")]),
        (f"现将《{A}》（国办发〔2019〕54号）转发给你们", [(A, "国办发〔2019〕54号", "国务院办公厅", "forwards")]),
        (f"现将《{A}》（国办发〔2019〕54号）精神传达如下", [(A, "国办发〔2019〕54号", "国务院办公厅", "implements")]),
        (f"《{C}》（澜政办发〔2015〕3号）同时废止", [(C, "澜政办发〔2015〕3号", None, "repeals")]),
        (f"《{C}》（澜政办发〔2015〕3号）、《澜溪市公开办法》（澜政办发〔2016〕4号）同时废止",
         [(C, "澜政办发〔2015〕3号", None, "repeals"), ("澜溪市公开办法", "澜政办发〔2016〕4号", None, "repeals")]),
        ("《澜溪市政府办公室关于印发〈澜溪市公开办法〉的通知》（澜政办发〔2016〕4号）规定",
         [("澜溪市政府办公室关于印发〈澜溪市公开办法〉的通知", "澜政办发〔2016〕4号", "澜溪市政府办公室", "implements")]),
        ("《关于印发《澜溪市公开办法》的通知》（澜政办发〔2016〕4号）", [("关于印发《澜溪市公开办法》的通知", "澜政办发〔2016〕4号", None, "mentions")]),
        ("落实中共中央、国务院《关于划定红线的若干意见》", [("关于划定红线的若干意见", None, "中共中央、国务院", "implements")]),
        ("依法执行《中华人民共和国政府信息公开条例》", [("中华人民共和国政府信息公开条例", None, None, "implements")]),
        ("根据《实施方案》（常政办发〔2017〕?2号）", [("实施方案", "常政办发〔2017〕?2号", None, "implements")]),
        ("根据国务院令第711号", [(None, "国务院令第711号", None, "implements")]),
        ("依据《云岭省行政程序规定》（省政府令第238号）", [("云岭省行政程序规定", "省政府令第238号", None, "implements")]),
        ("《优化营商环境条例》《保障中小企业款项支付条例》等法规", [("优化营商环境条例", None, None, "mentions"), ("保障中小企业款项支付条例", None, None, "mentions")]),
        ("县长下令第3号工地停工", []),
        ("以下简称《意见》，各地要对照《方案》落实", []),
        ("在《人民日报》刊发，学习《平凡的世界》", []),
        ("本条款见《未写完的标题，没有结束", []),
        ("备案号：云ICP备00000001号，电话12345号", []),
    ],
)  # fmt: skip
def test_documents_are_found_with_number_issuer_and_relation(text, expected):
    assert cited(text) == expected


def test_the_notices_own_title_number_and_plan_are_no_citations():
    own = OwnWords("澜溪市人民政府办公室关于印发澜溪市2023年政务公开工作要点的通知", "澜政办发〔2023〕1号")
    assert (
        cited(
            "（澜政办发〔2023〕1号）", "《澜溪市2023年政务公开工作要点》已经市政府同意", "现将《任务分解表》印发给你们", own=own
        )
        == []
    )


def test_a_document_named_twice_is_one_citation():
    assert cited(f"见《{A}》（国办发〔2019〕54号）", "根据国办发〔2019〕54号要求", f"落实《{A}》") == [
        (A, "国办发〔2019〕54号", "国务院办公厅", "implements")
    ]


def test_the_title_says_what_the_notice_forwards():
    title = f"澜溪市人民政府办公室转发{A}的通知"
    assert cited(title, own=OwnWords(title)) == [(A, None, "国务院办公厅", "forwards")]


@pytest.mark.parametrize(
    ("title", "forwarded", "issuer"),
    [
        (f"澜溪市人民政府办公室关于转发《{A}》的通知", A, "国务院办公厅"),
        ("云河县教育局转发《澜溪市教育局关于印发〈2023年工作要点〉的通知》的通知", "澜溪市教育局关于印发〈2023年工作要点〉的通知", "澜溪市教育局"),
        ("澜溪市财政局关于转发《关于做好预算公开工作的意见》的函", "关于做好预算公开工作的意见", None),
        ("澜溪市民政局关于批转《社会救助实施细则》的通知", "社会救助实施细则", None),
        ("澜溪市政府办公室关于转发《省政府办公厅关于加强监管的通知》的通知", "省政府办公厅关于加强监管的通知", "省政府办公厅"),
    ],
)  # fmt: skip
def test_the_title_forwards_what_stands_in_its_book_marks(title, forwarded, issuer):
    assert cited(title, own=OwnWords(title)) == [(forwarded, None, issuer, "forwards")]


@pytest.mark.parametrize(
    "title", ["澜溪市人民政府办公室关于印发《2023年工作要点》的通知", "澜溪市财政局关于做好《预算法》宣传工作的通知"]
)
def test_a_title_that_sends_its_own_plan_forwards_nothing(title):
    assert cited(title, own=OwnWords(title)) == []


def test_the_number_of_what_is_forwarded_is_taken_from_the_letter():
    title = f"澜溪市人民政府办公室关于转发《{A}》的通知"
    letter = f"现将《{A}》（国办发〔2019〕54号）转发给你们，请按国办发〔2019〕54号执行。"
    assert cited(title, letter, own=OwnWords(title)) == [(A, "国办发〔2019〕54号", "国务院办公厅", "forwards")]


def test_two_numbers_of_one_title_are_two_documents():
    numbers = [f"国办发〔{year}〕1号" for year in (2021, 2022)]
    assert [found[1] for found in cited(*(f"根据《{C}》（{number}）" for number in numbers))] == numbers


def test_a_citation_knows_its_words_and_their_place():
    found = read_citations([Passage.of(f"根据《{A}》（国办发〔2019〕54号）", "p[1]")], rules())[0]
    assert (found.said, found.place.path, found.place.span.start) == (f"《{A}》（国办发〔2019〕54号）", "p[1]", 2)
    assert found.rule == "citation.implements.before"


@given(st.text(alphabet="《》〈〉（）()〔〕[]2019号国办发根据和、，。的通知 废止", max_size=120))
@settings(max_examples=300, deadline=None)
def test_any_words_are_survived_and_places_are_inside_them(text):
    for found in read_citations([Passage.of(text)], rules()):
        assert text[found.place.span.start : found.place.span.end] == found.said


@pytest.mark.parametrize(
    "text", ["《" * 100000, "》" * 100000, "《国》" * 50000, "（国办发〔2019〕54号）" * 5000, "国办发" * 60000]
)
def test_hostile_text_takes_no_longer_than_its_length(text):
    read_citations([Passage.of(text)], rules())


CASES = [
    line.split(" =>", 1)
    for line in Path(__file__).with_name("citations.txt").read_text(encoding="utf-8").splitlines()
    if "=>" in line and not line.startswith("#")
]


@pytest.mark.parametrize(("said", "expected"), CASES)
def test_a_sentence_names_the_documents_that_its_line_says(said, expected):
    shown = " ;; ".join(" | ".join(part or "" for part in citation) for citation in cited(said))
    assert " ".join(shown.split()) == " ".join(expected.split())
