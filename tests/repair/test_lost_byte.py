"""GBK text that lost one byte, and all behind it shifted."""

import re

import pytest

from pipeline.repair.lost_byte.restore import restore_lost_byte
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


LINES = (
    "拆解废旧塑料加工点。责任单位：县市场监管局；完成时限：2021年6月底前。",
    "修复湿地三百亩。责任单位：县财政局；完成时限：2021年11月底前。",
    "推广节水灌溉技术。责任单位：县水利局；完成时限：2019年7月底前。",
    "举办苹果采摘节。责任单位：县文旅局；完成时限：2019年9月底前。",
    "建设冷链物流园。责任单位：县商务局；完成时限：1999年3月底前。",
    "开展燃气安全排查。责任单位：县住建局；完成时限：2021年4月底前。",
)


def up_to_a_digit(line):
    """The line whose third character lost its first byte, as it is read when the last byte goes together with the digit behind it."""
    end = re.search(r"\d", line).end()
    return line[:2] + line[2:end].encode("gb18030")[1:].decode("gb18030", "replace").replace("\ufffd", "?") + line[end:]


def test_a_run_that_took_the_first_digit_of_a_year_gives_it_back(rules):
    printed = [up_to_a_digit(line) for line in LINES]
    assert all(re.search(r"\?(?:0[12]|99)\d年", line) for line in printed)
    edits = restore_lost_byte(Sheet(tuple(printed)), rules)
    texts = [TracedText(line).edited(edits[at]).text for at, line in enumerate(printed)]
    # The third character itself lost half of what told it: it is right or stays open.
    assert [text[3:] for text in texts] == [line[3:] for line in LINES]
    assert all(text[2] in (line[2], "?") for text, line in zip(texts, LINES, strict=True))


@pytest.mark.parametrize(
    "text", ["拆除违建?021年6月底前完成。", "云政办发?017?58号，6月底前", "为什么?021号文件没有?", "是否公开?2021年再议。"]
)
def test_a_digit_lost_without_a_shifted_run_is_not_read_here(text, rules):
    assert restored(text, rules).text == text


@pytest.mark.parametrize(
    ("printed", "meant"),
    [
        ("由市文化V電和旅遊局牽頭", "由市文化廣電和旅遊局牽頭"),
        ("拆解U舊塑料加工點", "拆解廢舊塑料加工點"),
        ("發放J葦收割補助", "發放蘆葦收割補助"),
        ("完善O督檢查機制", "完善監督檢查機制"),
        ("推進r業農村發展", "推進農業農村發展"),
        ("市t療保障局牽頭", "市醫療保障局牽頭"),
    ],
)
def test_a_letter_that_is_half_a_character_gives_it_back_on_a_page_that_shows_more(printed, meant, rules):
    shown = "落實“六?！比蝿?，聚焦重點工作，現將任務印發給你們"
    edits = restore_lost_byte(Sheet((shown, printed)), rules)
    assert TracedText(printed).edited(edits[1]).text == meant
    assert not any(repair.certain for repair in edits[1])
    assert restored(printed, rules).text == printed


@pytest.mark.parametrize(
    "text",
    [
        "建設T型臺和U型槽",
        "創建三A級景區，購置B超設備",
        "開展K歌大賽，建G網格",
        "推廣新V型模式，引進P圖軟件",
        "完善X光安檢",
        "由甲B公司負責",
    ],
)
def test_a_letter_that_is_one_stays_on_such_a_page(text, rules):
    assert 1 not in restore_lost_byte(Sheet(("落實“六?！比蝿?，聚焦重點工作，現將任務印發給你們", text)), rules)
