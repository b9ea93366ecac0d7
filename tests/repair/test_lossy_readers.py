"""Readers of pairs that lose bytes: Taiwan's, Japan's and Korea's encodings, and Big5 read as GBK."""

from itertools import pairwise

import pytest

from pipeline.repair.misread.misreadings import MISREADINGS, undone
from pipeline.repair.misread.mojibake import undo_mojibake
from pipeline.repair.sheet import Sheet
from pipeline.repair.writing.script import simplified
from pipeline.rules import load_rules
from pipeline.traced import TracedText

NOTICE = (
    "青浦里县人民政府办公室关于印发2021年农村人居环境整治任务分工的通知",
    "各乡镇人民政府，县政府各部门：",
    "（一）推进农村厕所改造。全年完成改厕三千户，由县农业农村局牵头。",
    "（二）开展生活垃圾分类试点，2021年9月底前建成中转站四座。",
    "责任单位：县住房和城乡建设局、县生态环境局，各乡镇人民政府",
    "（三）实施河道清淤工程，县水利局负责，年底前完成验收。",
    "各责任单位每季度向县政府督查室报告进展情况。",
    "2021年3月15日",
)
OLD = (
    "青浦里縣人民政府辦公室關於印發2021年農村人居環境整治任務分工的通知",
    "各鄉鎮人民政府，縣政府各部門：",
    "（一）推進農村廁所改造。全年完成改廁三千戶，由縣農業農村局牽頭。",
    "（二）開展生活垃圾分類試點，2021年9月底前建成中轉站四座。",
    "責任單位：縣住房和城鄉建設局、縣生態環境局，各鄉鎮人民政府",
    "各責任單位每季度向縣政府督查室報告進展情況。",
)
HALF_LOST = [("utf-8", "big5"), ("utf-8", "euc_jp"), ("utf-8", "big5hkscs")]
MOST_LEFT = [("utf-8", "cp932"), ("utf-8", "cp949"), ("gb18030", "big5"), ("gb18030", "big5hkscs"), ("gb18030", "cp949")]


@pytest.fixture(scope="module")
def full():
    return load_rules().repair


def read(written, reader, lines=NOTICE):
    return tuple(line.encode(written).decode(reader, "replace") for line in lines)


def restored(damaged, rules):
    edits = undo_mojibake(Sheet(damaged), rules)
    return [TracedText(line).edited(edits.get(at, ())) for at, line in enumerate(damaged)]


def fates(meant, outcome):
    """How many characters are right, and how many wrong; what is still marked is neither."""
    pairs = [pair for line, text in zip(meant, outcome, strict=True) for pair in zip(line, text.text, strict=False)]
    return sum(a == b for a, b in pairs), sum(b not in {a, "\ufffd"} for a, b in pairs)


@pytest.mark.parametrize(("written", "reader"), MOST_LEFT)
def test_what_a_lossy_reader_left_comes_back_and_says_that_it_is_uncertain(written, reader, full):
    damaged = read(written, reader)
    outcome = restored(damaged, full)
    right, wrong = fates(NOTICE, outcome)
    size = sum(map(len, NOTICE))
    assert (right >= 0.85 * size, wrong <= 0.01 * size) == (True, True), [text.text for text in outcome]
    lossy = [text for line, text in zip(damaged, outcome, strict=True) if "\ufffd" in line]
    assert not any(repair.certain for text in lossy for repair in text.repairs)


@pytest.mark.parametrize(("written", "reader"), MOST_LEFT)
def test_each_restored_line_is_printed_as_the_page_has_it_when_it_is_misread_again(written, reader, full):
    damaged = read(written, reader)
    whole = [(line, text.text) for line, text in zip(damaged, restored(damaged, full), strict=True) if "\ufffd" not in text.text]
    assert whole
    assert [text.encode(written).decode(reader, "replace") for _, text in whole] == [line for line, _ in whole]


@pytest.mark.parametrize(("written", "reader"), HALF_LOST)
def test_where_most_is_lost_what_is_left_stands_and_nothing_is_made_up(written, reader, full):
    outcome = restored(read(written, reader), full)
    right, wrong = fates(NOTICE, outcome)
    assert wrong <= 0.02 * sum(map(len, NOTICE)), [text.text for text in outcome]
    assert right >= 0.2 * sum(map(len, NOTICE))
    assert "2021年" in outcome[0].text


def test_big5_read_as_gbk_with_losses_comes_back_but_for_what_is_lost(full):
    outcome = restored(read("big5", "gbk", OLD), full)
    right, wrong = fates([simplified(line) for line in OLD], [TracedText(simplified(text.text)) for text in outcome])
    assert right >= 0.6 * sum(map(len, OLD))
    assert wrong <= 0.02 * sum(map(len, OLD))


@pytest.mark.parametrize("reader", ["big5", "big5hkscs"])
def test_the_page_tells_which_table_of_big5_its_kana_are_of(reader, full):
    lines = ("全县各区企业年底前启动强化整改，平台期满", "牵头部门：县商务局；品牌培育由县市场监管局负责", *NOTICE)
    damaged = read("gb18030", reader, lines)
    outcome = restored(damaged, full)
    assert [outcome[0].text, outcome[1].text] == list(lines[:2])
    assert not any(repair.certain for text in outcome[:2] for repair in text.repairs)


def test_no_misreading_is_undone_and_made_again():
    said = "岑溪岭县林业局2021年政务公开工作要点".encode().decode("latin-1")
    turned = {(m.name, m.turned) for m in MISREADINGS if m.turned}
    names = undone(said)[1]
    assert names[:1] == ("utf8_read_as_windows_1252",)
    assert not any((second, first) in turned for first, second in pairwise(names))


@pytest.mark.parametrize("reader", ["euc_jp", "big5", "cp932"])
def test_what_stays_nonsense_is_not_repaired_by_its_words(reader, repaired):
    lines = ("泾川里县", "二、三", "年内办", "县中医院")
    damaged = [line.encode().decode(reader, "replace") for line in lines]
    kinds = {r.kind for block in repaired(*damaged).blocks() for r in block.text.repairs}
    assert not kinds & {"byte_loss", "truncation", "script", "substitution"}
    assert repaired(*damaged).losses


@pytest.mark.parametrize(
    "text",
    [
        "この計画は、令和三年九月までに各部局が実施する。担当：環境課、建設課、農林水産課。",
        "이 계획은 2021년 9월까지 각 부서가 추진한다. 담당: 환경과, 건설과, 농정과.",
        "ﾃｽﾄ ﾃﾞｰﾀ ｶﾀｶﾅ ﾊﾝｶｸ ﾓｼﾞ",
        "芮城縣、綦江區與盱眙縣之間，冪、凜、堃、喆諸字",
        "损坏的字\ufffd仍在原处，其余文字都是好的。",
    ],
)
def test_japanese_korean_and_rare_characters_are_left_alone(text, full):
    assert not undo_mojibake(Sheet((text,)), full)


def with_pairs_dropped(data):
    """Bytes as a reader of GBK prints them that puts one mark for both bytes of a pair without a character."""
    out, at = [], 0
    while at < len(data):
        alone = data[at] <= 0x80 or data[at] == 0xFF or at + 1 == len(data) or data[at + 1] < 0x40
        said = data[at : at + 2 - alone].decode("gbk", "replace")
        out.append(said if len(said) == 1 else "\ufffd")
        at += 2 - alone
    return "".join(out)


def test_two_bytes_under_one_mark_are_the_last_of_a_character_and_the_first_of_the_next(full):
    damaged = tuple(with_pairs_dropped(line.encode()) for line in NOTICE)
    assert "鏈�渷" in with_pairs_dropped("本省".encode())
    right, wrong = fates(NOTICE, restored(damaged, full))
    assert right >= 0.9 * sum(map(len, NOTICE))
    assert wrong <= 0.01 * sum(map(len, NOTICE))


@pytest.mark.parametrize(("written", "reader"), [("utf-8", "gb18030"), ("utf-8", "gbk"), *MOST_LEFT])
def test_what_came_back_whole_prints_what_the_page_prints_when_it_is_misread_again(written, reader, full):
    damaged = read(written, reader)
    whole = [(line, text.text) for line, text in zip(damaged, restored(damaged, full), strict=True) if "\ufffd" not in text.text]
    assert whole
    assert [read(written, reader, [text])[0] for _, text in whole] == [line for line, _ in whole]


@pytest.mark.parametrize(
    ("said", "left"),
    [("第二次会议", "条"), ("本条所称", "例"), ("要求实行对等", "合"), ("应当根据自愿", "捉"), ("全国人民代表", "回")],
)
def test_a_character_that_the_bytes_do_not_allow_is_not_put_in(said, left, full):
    """Without the channel 本条�称 would be 本条例称: 例 has other bytes than those that are left."""
    lines = (*NOTICE, f"{said}，由县教育局牵头。")
    outcome = restored(read("utf-8", "gbk", lines), full)[-1].text
    assert left not in outcome
