"""GBK text that lost one byte, and all behind it shifted."""

import pytest

from pipeline.repair.lost_byte import restore_lost_byte
from pipeline.repair.sheet import Sheet
from pipeline.rules import load_rules
from pipeline.traced import TracedText


def restored(text, rules):
    edits = restore_lost_byte(Sheet((text,)), rules)
    return TracedText(text).edited(edits.get(0, ()))


def shifted(before, lost, run):
    """The same text as GBK reads it when the first byte of `lost` became a question mark; `run` ends with ASCII."""
    data = before.encode("gb18030") + b"?" + lost.encode("gb18030")[1:] + run.encode("gb18030")
    return data.decode("gb18030", "replace").replace("\ufffd", "?")


@pytest.mark.parametrize(
    ("printed", "meant"),
    [
        ("落實“六?！比蝿?，聚焦", "落實“六保”任務，聚焦"),
        ("限期整改?,F(xiàn)將有關情況", "限期整改。現將有關情況"),
        ("?。ㄒ唬┩七M(jìn)重點工作", "\u3000（一）推進重點工作"),
        ("發布“一業一證”改革?马椙鍐?，公布每個行業的條件", "發布“一業一證”改革事項清單，公布每個行業的條件"),
    ],
)
def test_a_passage_that_lost_a_byte_is_shifted_back(printed, meant, rules):
    assert restored(printed, rules).text == meant


@pytest.mark.parametrize(
    ("printed", "meant"),
    [
        ("完善政府網站檢索?δ?，實現關聯展示", "完善政府網站檢索功能，實現關聯展示"),
        ("制定重要政策解讀?桨?，與文件同步發布", "制定重要政策解讀方案，與文件同步發布"),
        ("對?L期不更新的欄目逐一整改", "對長期不更新的欄目逐一整改"),
        ("公布培訓機構“白名單??，及時更新", "公布培訓機構“白名單”，及時更新"),
    ],
)
def test_short_damage_is_undone_only_on_a_page_that_shows_more(printed, meant, rules):
    shown = "落實“六?！比蝿?，聚焦"
    edits = restore_lost_byte(Sheet((shown, printed)), rules)
    assert TracedText(printed).edited(edits[1]).text == meant
    assert not any(repair.certain for repair in edits[1])
    assert restored(printed, rules).text == printed


@pytest.mark.parametrize(
    ("before", "lost", "run"),
    [
        ("加強政府網", "站", "建設和管理,落實責任"),
        ("全面做好", "服", "務企業的各項工作,"),
        ("各部门要抓", "紧", "制定计划并报送市政府办公室,"),
        ("要进一步强", "化", "监督检查和考核评估,"),
    ],
)
def test_the_inverse_is_computed_and_not_looked_up(before, lost, run, rules):
    damaged = shifted(before, lost, run)
    text = restored(damaged, rules)
    known = run.split(",")[0]
    assert text.text.startswith(before)
    assert known in text.text
    guessed = [r for r in text.repairs if r.rule == "lost_byte.first"]
    assert [r.after for r in guessed if not r.certain] in ([lost], [])
    assert guessed or f"{before}?{known}" in text.text


@pytest.mark.parametrize(
    "text",
    [
        "为什么?因为工作需要",
        "為什麼?因為工作需要",
        "你知道吗?A类、B类和C类各不相同",
        "綦江区、岚皋县和犇牛公司？还有镕基公司A",
        "甲、乙(丙)丁:戊?己",
        "PM2.5和O3超标了吗?请看下图a和b",
        "ㄅㄆㄇㄈ注音符號A",
    ],
)
def test_question_marks_and_rare_characters_are_no_lost_bytes(text, rules):
    assert restored(text, rules).text == text


def torn(lost, opened, pinyin):
    """What is printed of `lost` and `opened` where the last byte of these took the bracket of the pinyin behind it along."""
    data = lost.encode("gb18030")[1:] + opened.encode("gb18030")[:-1]
    return f"?{data.decode('gb18030')}?{pinyin})"


@pytest.mark.parametrize(
    ("lost", "opened", "pinyin", "rest"),
    [
        ("。", "（責", "zé", "任單位：縣財政局)"),
        ("、", "（責", "zé", "任人：分管領導)"),
        ("，", "（實", "shí", "施細則另行印發)"),
        ("；", "（聯", "lián", "系人：張三)"),
        ("。", "（會", "huì", "議紀要另發)"),
    ],
)
def test_a_run_that_ends_in_pinyin_without_its_bracket_is_shifted_back(lost, opened, pinyin, rest, rules):
    page = "各單位要加強組織領導，做好公開工作"
    found = restored(page + torn(lost, opened, pinyin) + rest, rules)
    assert found.text.endswith(opened + rest)
    assert not any(repair.certain for repair in found.repairs)


def test_pinyin_stays_where_no_word_tells_its_character(rules):
    printed = "各單位要加強組織領導，做好公開工作" + torn("，", "（縣", "xiàn") + "發展改革局負責,月底前完成)"
    assert "xiàn)" in restored(printed, rules).text


@pytest.mark.parametrize("text", ["公開率達到100%?(zé)任", "是否公開?（見附件）", "“責”讀zé)任", "單位負責嗎?zé)任單位"])
def test_pinyin_and_brackets_behind_a_question_are_left_alone(text, rules):
    assert restored(text, rules).text == text


def second_lost(before, hit, run):
    """The same text as GBK reads it when the second byte of `hit` is gone without a mark; `run` ends with ASCII."""
    data = before.encode("gb18030") + hit.encode("gb18030")[:1] + run.encode("gb18030")
    return data.decode("gb18030", "replace").replace("\ufffd", "?")


@pytest.mark.parametrize(
    ("before", "hit", "run"),
    [
        ("实施镇区", "雨", "污分流改造/td>"),
        ("创建自治区级", "全", "域旅游示范县/td>"),
        ("建设", "秸", "秆综合利用项目/td>"),
        ("完善", "社", "会保障体系/td>"),
        ("落实", "安", "全生产责任制/td>"),
    ],
)
def test_without_a_mark_the_second_byte_of_the_first_character_may_be_lost_too(before, hit, run):
    rules = load_rules().repair
    whole = before + hit + run.removesuffix("/td>")
    assert restored(second_lost(before, hit, run), rules).text.startswith(whole[:-1])  # the last one may stay lost
