"""Whole notices, written for the bench, through every channel: what must come back, and what must never be claimed."""

from difflib import SequenceMatcher
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from benchmarks.damage import CHANNELS, branded, byte_lost, misread, pairs_and_breaks, pairs_eaten, pairs_kept
from pipeline.outline import Block, Outline
from pipeline.repair import repair_outline
from pipeline.repair.writing.script import simplified
from pipeline.traced import TracedText

FOLDER = Path(__file__).resolve().parents[2] / "benchmarks" / "repair_texts"
NOTICES = {path.stem: path.read_text(encoding="utf-8").splitlines() for path in sorted(FOLDER.glob("*.txt"))}
LINES = sorted({line for notice in NOTICES.values() for line in notice})
EXACT = (
    "UTF-8 read as Windows-1252",
    "the same twice",
    "GBK read as Windows-1252",
    "UTF-8 read as Mac Roman",
    "GBK read as KOI8-R",
    "bytes written as %XX",
    "entities escaped twice",
    "full-width digits",
)
QUIET = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def repaired(lines, rules):
    blocks = tuple(Block(f"line[{n}]", TracedText(line), "line") for n, line in enumerate(lines))
    return [block.text for block in repair_outline(Outline(blocks, "text/plain", "utf-8"), rules).blocks()]


def squeezed(text):
    return "".join(text.split())


def different(one, other):
    """How many characters of the one text have no partner in the other."""
    return len(one) - sum(block.size for block in SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks())


@pytest.mark.parametrize("notice", NOTICES.values(), ids=NOTICES)
@pytest.mark.parametrize("channel", EXACT)
def test_what_lost_nothing_comes_back_exactly_and_is_called_certain(channel, notice, rules):
    texts = repaired(CHANNELS[channel](notice), rules)
    assert [squeezed(text.text) for text in texts] == [squeezed(line) for line in notice]
    assert all(repair.certain for text in texts for repair in text.repairs if repair.kind == "mojibake")


@pytest.mark.parametrize("notice", NOTICES.values(), ids=NOTICES)
@pytest.mark.parametrize("read", ["windows", "gb18030"])
def test_big5_comes_back_in_simplified_characters(read, notice, rules):
    damaged = misread("big5hkscs", read)(notice)
    wanted = squeezed("\n".join(notice))
    assert different(wanted, simplified(squeezed("\n".join(t.text for t in repaired(damaged, rules))))) <= 0.01 * len(wanted)


@pytest.mark.parametrize("notice", NOTICES.values(), ids=NOTICES)
@pytest.mark.parametrize("channel", [pairs_eaten, pairs_and_breaks, pairs_kept])
def test_pairwise_loss_is_hardly_ever_restored_to_something_wrong(channel, notice, rules):
    texts = repaired(channel(notice), rules)
    wanted, given_back = squeezed("\n".join(notice)), squeezed("\n".join(text.text for text in texts))
    invented = different("".join(c for c in given_back if c not in "?\ufffd" and c not in "br />"), wanted)
    assert invented <= 0.005 * len(wanted) + 1


@pytest.mark.parametrize("notice", NOTICES.values(), ids=NOTICES)
@pytest.mark.parametrize("channel", CHANNELS)
def test_a_repaired_page_needs_no_repair(channel, notice, rules):
    once = [text.text for text in repaired(CHANNELS[channel](notice), rules)]
    assert [text.text for text in repaired(once, rules)] == once


@pytest.mark.parametrize("notice", NOTICES.values(), ids=NOTICES)
@pytest.mark.parametrize("channel", CHANNELS)
def test_repairs_replay_from_what_was_printed(channel, notice, rules):
    for printed, text in zip(CHANNELS[channel](notice), repaired(CHANNELS[channel](notice), rules), strict=True):
        assert text.original == printed
        assert TracedText(printed, text.repairs).text == text.text
        assert all(printed[r.span.start : r.span.end] == r.before for r in text.repairs)


@pytest.mark.parametrize("notice", NOTICES.values(), ids=NOTICES)
def test_an_undamaged_notice_stays(notice, rules):
    assert [squeezed(text.text) for text in repaired(notice, rules)] == [squeezed(line) for line in notice]


@pytest.mark.parametrize("brand", ["尊龙凯时", "QX88娱", "翡丽汇"])
def test_a_brand_goes_from_every_line_that_shows_it(brand, rules):
    notice = [
        "云岭市人民政府办公室关于做好政府信息公开的通知",
        "各县人民政府，市政府各部门：",
        "在政府网站公布，由政府办公室督促。",
        "办好政府公报，更新政府信息公开目录。",
    ]
    assert [text.text for text in repaired(branded(brand)(notice), rules)] == notice


@QUIET
@given(st.lists(st.sampled_from(LINES), min_size=4, max_size=14))
def test_no_order_of_lines_is_touched_without_damage(rules, lines):
    assert [squeezed(text.text) for text in repaired(lines, rules)] == [squeezed(line) for line in lines]


@QUIET
@given(st.lists(st.sampled_from(LINES), min_size=6, max_size=14))
def test_what_a_lost_byte_shifted_comes_back_up_to_the_edges(rules, lines):
    damaged = byte_lost("gb18030")(lines)
    wanted = squeezed("\n".join(lines))
    before, after = (
        different(wanted, squeezed("\n".join(texts))) for texts in (damaged, [t.text for t in repaired(damaged, rules)])
    )
    assert after <= max(before, 4)


FOREIGN = [
    ["呢份通知嘅內容係乜嘢，佢哋冇講清楚", "唔該晒，聽日先至返工"],
    ["if (a<b && c>0) { return x ? 9 : 1; }", "SELECT * FROM t WHERE y=2017?", "https://example.cn/a?b=2017&c=9#top"],
    ["E=mc², a≤b, ∑x/n, 5‰, 3×4÷2", "PM2.5 浓度下降 3%?", "pH值为7"],
    ["Was it 2017? Yes: 2018.", "Naïve café, Ærøskøbing, Łódź; “quoted” — dash", "9br is no tag"],
    ["什么时候办?怎么办?找谁办?", "2017?不，2018年。", "(9)第九项 9. 第九 ９９"],
    ["岚皋县、綦江区、婺源县、盱眙县、亳州市、犍为县", "瞭望、著录、乾安、甯洱、昇平"],
    ["한국어 문서", "日本語の文書です", "Русский текст", "ภาษาไทย"],
]


@pytest.mark.parametrize("lines", FOREIGN)
def test_text_of_any_other_kind_stays(lines, rules):
    kept = [text for text in repaired(lines, rules) if any(r.kind not in ("script", "width") for r in text.repairs)]
    assert kept == []
