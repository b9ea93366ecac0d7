"""Nothing is repaired where nothing is wrong; and what is put in, hidden in or left in text goes without a trace."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.outline import Block, Outline
from pipeline.repair import repair_outline
from pipeline.traced import TracedText

QUIET = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])

SOUND = {
    "simplified": [
        "为什么要公开？因为群众要看！",
        "（一）9 月底前，完成 9 项任务（见附件 9）。",
        "是否符合条件?",
        "3?5人",
        "第9条规定：“不得……”",
    ],
    "traditional": ["行政院各部會應於年底前完成資訊公開作業，並於網站公告周知。", "第九條　主管機關得派員檢查。"],
    "cantonese": ["佢哋話聽日先至開會，唔知係咪真㗎？", "咁 | 噉 | 畀 | 俾", "嗰度冇人喺度，啲嘢畀晒佢哋喇。"],
    "english and names": [
        "Andrés Rodríguez与Nenê、Zichyújfalu会谈",
        "Miguel Ángel Nadal",
        "café、naïve、Zürich、Malmö",
        "What is it? A & B.",
    ],
    "code": [
        "if (x < 5 && y > 3) return a[9]?b:c;",
        "使用 `<p>` 和 `<br>` 标签",
        "SELECT * FROM t WHERE name LIKE '%政%';",
        "R&D; AT&T;",
    ],
    "formulas": ["E = mc²，∑ᵢ xᵢ ≤ 9，√2 ≈ 1.414", "–Kladov 定理", "P(A|B) = P(AB)/P(B)"],
    "boxes and kana": ["├─ 附件\n└─ 说明", "カラオケ（ＫＴＶ）管理", "★重点☆一般　①②③"],
    "old texts": ["剡溪雜詠 剡溪", "兔魄呈祥，龍顏有喜。", "天地玄黃，宇宙洪荒。"],
}


@pytest.mark.parametrize(("kind", "line"), [(kind, line) for kind, lines in SOUND.items() for line in lines])
def test_sound_text_of_every_kind_is_left_as_it_is(kind, line, repaired):
    (block,) = repaired(line).blocks()
    meant = [r for r in block.text.repairs if r.kind not in ("script", "width")]
    assert (meant, block.set_aside) == ([], None)
    if kind not in ("traditional", "cantonese", "old texts"):
        assert block.text.text == line


NOTICE = [
    "（一）完善公示制度，由市司法局牵头，6月底前完成。",
    "县（市、区）各部门要按季度报送进展情况。",
    "“放管服”改革事项全部网上办理？",
    "各镇街9月底前建立台账；逾期通报。",
]
LINES = st.lists(st.sampled_from(NOTICE), min_size=1, max_size=5)
UNSEEN = st.sampled_from(["\u200b", "\u00ad", "\ufeff", "\u202a", "\u2060"])
ESCAPED = {"&": "&amp;amp;", "（": "&amp;#65288;", "“": "&amp;ldquo;", " ": "&amp;nbsp;"}
SPAM = ["澳门百家乐娱乐城注册送彩金。", "久久精品免费看！", "凯发k8国际官网app下载。", "专业代开发票加微信fp88866。"]
TONED = {"務": "務(wù)", "開": "開(kāi)", "應": "應(yīng)", "關": "關(guān)", "會": "會（huì）"}


def page(*lines):
    return Outline(tuple(Block(f"line[{n}]", TracedText(line), "line") for n, line in enumerate(lines)), "text/plain", "utf-8")


def texts(outline):
    return [block.text.text for block in outline.blocks() if block.set_aside is None]


def lines_replay(outline):
    for block in outline.blocks():
        rebuilt, at = "", 0
        for repair in block.text.repairs:
            rebuilt += block.text.original[at : repair.span.start] + repair.after
            at = repair.span.end
        assert rebuilt + block.text.original[at:] == block.text.text


def gives_back(rules, clean, damaged):
    """Whether repair gives the clean lines, its repairs replay, and a second repair finds nothing."""
    once = repair_outline(page(*damaged), rules)
    lines_replay(once)
    assert texts(once) == clean
    assert texts(repair_outline(page(*texts(once)), rules)) == clean


@QUIET
@given(LINES, UNSEEN, st.integers(1, 7))
def test_characters_that_nobody_sees_go(rules, lines, unseen, step):
    gives_back(rules, lines, [unseen.join(line[at : at + step] for at in range(0, len(line), step)) for line in lines])


@QUIET
@given(LINES)
def test_what_was_escaped_twice_comes_back(rules, lines):
    gives_back(rules, lines, ["".join(ESCAPED.get(character, character) for character in line) for line in lines])


@QUIET
@given(LINES)
def test_full_width_digits_in_times_become_plain(rules, lines):
    wide = {ord("0") + n: ord("０") + n for n in range(10)}
    gives_back(rules, lines, [line.translate(wide) for line in lines])


@QUIET
@given(LINES, st.sampled_from(SPAM), st.integers(0, 5))
def test_sentences_of_spam_go_and_the_notice_stays(rules, lines, spam, place):
    gives_back(rules, lines, [*lines[:place], spam, *lines[place:]])
    gives_back(rules, lines, [line + spam for line in lines])


@QUIET
@given(st.lists(st.sampled_from(["加強政務公開工作，應於年底前完成。", "由主管機關會同有關單位辦理。"]), min_size=2, max_size=4))
def test_pinyin_in_brackets_goes_and_script_becomes_simplified(rules, lines):
    spelled = ["".join(TONED.get(character, character) for character in line) for line in lines]
    plain = {
        "加強政務公開工作，應於年底前完成。": "加强政务公开工作，应于年底前完成。",
        "由主管機關會同有關單位辦理。": "由主管机关会同有关单位办理。",
    }
    gives_back(rules, [plain[line] for line in lines], spelled)


@QUIET
@given(st.sampled_from(["和记AG", "尊龙凯时", "XY9", "翡龙汇88"]), st.permutations(range(3)))
def test_a_brand_for_a_word_is_undone_whatever_the_order_of_the_lines(rules, brand, order):
    body = (
        "各区县（市）人民{0}，高新区管委会：",
        "经市人民{0}同意，在{0}门户网站公开。",
        "加强{0}信息公开，办好{0}公报和{0}网站。",
    )
    lines = [body[at] for at in order]
    gives_back(rules, [line.format("政府") for line in lines], [line.format(brand) for line in lines])
