"""Brands in the place of a word, pinyin, markup, width, script, spam: each kind with its look-alikes."""

import pytest

from pipeline.outline import Outline
from pipeline.repair import repair_outline
from pipeline.repair.writing.script import script_of
from pipeline.values import Place, Span

BODY = (
    "各区县（市）人民{0}，高新区管委会：",
    "经市人民{0}同意，在{0}门户网站公开。",
    "加强{0}信息公开，办好{0}公报和{0}网站。",
)


@pytest.mark.parametrize("brand", ["和记AG", "尊龙凯时", "凯发k8", "XY9", "翡龙汇88"])
def test_a_brand_that_stands_where_only_government_can_is_put_back(brand, mended):
    assert mended(*(line.format(brand) for line in BODY)) == [line.format("政府") for line in BODY]


def test_every_substitution_says_what_stood_there(repaired):
    outline = repaired(*(line.format("和记AG") for line in BODY))
    repairs = [r for block in outline.blocks() for r in block.text.repairs]
    assert len(repairs) == 6
    assert {(r.before, r.after, r.kind, r.certain) for r in repairs} == {("和记AG", "政府", "substitution", False)}


@pytest.mark.parametrize(
    "lines",
    [
        ("推进5G网络、APP和AI应用，做好互联网+政务服务", "华为公司门户网站信息公开", "华为信息公开，华为网站"),
        (
            "各级行政执法部门要落实行政执法信息公开",
            "行政执法办公室设在市司法局",
            "市人民法院、市人民医院信息公开，市人民医院网站",
        ),
        ("保障人民群众知情权", "县人民检察院公报、县人民检察院网站、县人民检察院办公室"),
        ("市人民政府信息公开", "政务信息公开", "政务部门", "政务网站"),
        ("企业信息公开、企业网站、企业部门、企业办公室、企业热线",),
        ("区人民武装部办公室、区人民武装部信息、区人民武装部网站",),
    ],
)
def test_names_that_may_stand_there_stay(lines, mended):
    assert mended(*lines) == list(lines)


@pytest.mark.parametrize(
    ("printed", "meant"),
    [
        ("新鄉(xiāng)市經(jīng)開區(qū)國(guó)務院", "新乡市经开区国务院"),
        ("總(zǒng)體要求", "总体要求"),
        ("鄉（xiāng）鎮（zhèn）", "乡镇"),
    ],
)
def test_pinyin_behind_a_character_goes(printed, meant, mended):
    assert mended(printed, "關於加強政務公開工作的通知")[0] == meant


@pytest.mark.parametrize(
    "text",
    [
        "某公司(IT)负责",
        "嵊(shèng)州市人民政府",
        "标注鄠（hù）、鄜（fū）、盩（zhōu）、厔（zhì）读音",
        "项目(xm)清单",
        "方案(a)和方案(b)",
        "地方(difang)",
    ],
)
def test_other_brackets_stay(text, mended):
    assert mended(text) == [text]


@pytest.mark.parametrize(
    ("printed", "meant"),
    [
        ("市政府&amp;nbsp;办公室", "市政府 办公室"),
        ("&amp;#40;2019&amp;#8212;2025年&amp;#41;", "(2019—2025年)"),
        ("第一项&lt;br&gt;第二项", "第一项\n第二项"),
        ("<span style='x'>市司法局</span>牵头", "市司法局牵头"),
        ("一、总体要求<br />二、主要任务", "一、总体要求\n二、主要任务"),
        ("市\u200b司法\ufeff局", "市司法局"),
        ("完成<o:p></o:p>", "完成"),
        ("县\x1a政局和县水利局\x1a", "县\ufffd政局和县水利局"),
    ],
)
def test_what_markup_left_behind_goes(printed, meant, mended):
    assert mended(printed) == [meant]


@pytest.mark.parametrize("text", ["A&B公司", "a < b 且 b > c", "AT&T;公司", "if (x<5) y>3", "甲＜乙", "R&D经费", "x<y,z>w"])
def test_signs_that_are_no_markup_stay(text, mended):
    assert mended(text) == [text]


@pytest.mark.parametrize(
    ("printed", "meant"),
    [
        ("来 源：本网", "来源：本网"),
        ("领 域 | 指导部门", "领域 | 指导部门"),
        ("工　　作　　任　　务", "工作任务"),
        ("索\u2002引\u2002号：00001", "索引号：00001"),
        ("２０１６年９月", "2016年9月"),
        ("201６年", "2016年"),
        ("第３季度", "第3季度"),
        ("１\t编制目录。\t市司法局", "1\t编制目录。\t市司法局"),
        ("cafe\u0301", "caf\u00e9"),
        ("改造户厕１２００户，新建２０座", "改造户厕1200户，新建20座"),
        ("投资１．５亿元，亩均２３．５０万元", "投资1.5亿元，亩均23.50万元"),
        ("１．５Ｇ网络覆盖３６个村", "1．5Ｇ网络覆盖36个村"),
        ("２．１２月底前完成", "2．12月底前完成"),
        ("⼀、市⺠政局、市⽔利局⻓期推进", "一、市民政局、市水利局长期推进"),
        ("服务⽤⼾，２０２２年６⽉底前", "服务用户，2022年6月底前"),
        ("⼯⼈先锋号", "工人先锋号"),
        ("⻘⼭⻢场⻔前路⻛貌", "青山马场门前路风貌"),
        ("县教育局\uf020、县财政局", "县教育局 、县财政局"),
    ],
)
def test_width_and_spaced_labels_are_made_plain(printed, meant, mended):
    assert mended(printed) == [meant]


@pytest.mark.parametrize(
    "text", ["王 明", "张 三、李 四", "附件 1", "一 二", "市司法局 市财政局", "第一条 为了", "通知如下： 一、要求", "Ａ类和Ｂ类"]
)
def test_other_spaces_and_letters_stay(text, mended):
    assert mended(text) == [text]


@pytest.mark.parametrize("text", ["部首“⼯”的字", "竹字头⺮", "走之⻌", "第〇章《⼈》"])
def test_radicals_that_are_spoken_of_stay(text, mended):
    assert mended(text) == [text]


@pytest.mark.parametrize("text", ["会议时间：11９?0", "联系电话：12３\ufffd", "限期６?前"])
def test_a_lone_full_width_digit_beside_what_is_lost_is_uncertain(text, repaired):
    (block,) = repaired(text).blocks()
    assert [(repair.rule, repair.certain) for repair in block.text.repairs] in ([("width.digits", False)], [])


def test_nine_may_be_what_is_left_of_a_colon(repaired):
    (block,) = repaired("会议时间：11９?0").blocks()
    assert [repair.alternatives for repair in block.text.repairs] == [("：",)]


@pytest.mark.parametrize("text", ["如粘９芾硐嘟", "编号６允"])
def test_a_lone_full_width_digit_between_words_stays_on_a_page_without_others(text, mended):
    assert mended(text) == [text]


@pytest.mark.parametrize(
    "text",
    [
        "序 号\t工 作 任 务\t牵 头 单 位\t完 成 时 限",
        "编 号\t重 点 工 作\t责 任 部 门\t时 间 要 求",
        "工　作　任　务\t配　合　单　位\t备　注",
    ],
)
def test_a_tab_beside_other_spaces_parts_cells_and_is_never_closed(text, mended):
    assert mended(text)[0].count("\t") == text.count("\t")


@pytest.mark.parametrize(
    ("printed", "meant"),
    [
        ("推進政務公開，於年底前完成，由後勤處牽頭", "推进政务公开，于年底前完成，由后勤处牵头"),
        ("吉林省乾安縣人民政府辦公室關於印發要點的通知", "吉林省乾安县人民政府办公室关于印发要点的通知"),
        ("瞭望周刊社發佈著名報告，隊伍建設", "瞭望周刊社发布著名报告，队伍建设"),
        ("加強資訊公開，建設入口網站", "加强信息公开，建设门户网站"),
        ("資訊中心負責", "资讯中心负责"),
        ("整修鍾馗廟，疏濬河道", "整修钟馗庙，疏浚河道"),
        ("濬縣、鍾祥市負責", "浚县、钟祥市负责"),
    ],
)
def test_traditional_script_becomes_simplified_but_names_stay(printed, meant, mended):
    assert mended(printed, "關於加強政務公開工作的通知")[0] == meant


@pytest.mark.parametrize("text", ["乾县和乾安县", "瞭望台", "著名企业、显著成效", "藉此机会", "佈局", "徵信系统"])
def test_a_page_in_simplified_script_keeps_its_odd_characters(text, mended):
    lines = ["关于进一步加强政务公开标准化规范化建设工作的通知", text]
    assert mended(*lines) == lines


@pytest.mark.parametrize(
    ("text", "script"),
    [
        ("政務公開工作要點", "Hant"),
        ("政务公开工作要点", "Hans"),
        ("政務公開 政务公开 关于印发 關於印發", "mixed"),
        ("", "Hans"),
        ("2021", "Hans"),
    ],
)
def test_the_script_of_a_page_is_told(text, script):
    assert script_of(text) == script


@pytest.mark.parametrize("text", ["中山市 中山市 被捣出白浆潮失禁", "澳门百家乐娱乐城注册送彩金", "棋牌投注 最新网址 app下载"])
def test_spam_is_set_aside_and_kept(text, repaired):
    outline = repaired("一、加强领导", text)
    first, second = outline.blocks()
    assert first.set_aside is None
    assert (second.set_aside, second.text.text) == ("injected", text)


@pytest.mark.parametrize(
    "text",
    [
        "开展打击网络赌博、百家乐等违法犯罪专项行动",
        "整治棋牌室、色情网站",
        "福利彩票公益金使用情况公开",
        "国产设备和进口设备",
        "真人图书馆活动",
    ],
)
def test_work_against_such_things_is_no_spam(text, repaired):
    (block,) = repaired(text).blocks()
    assert block.set_aside is None
    assert block.text.text == text


def test_a_sentence_of_spam_inside_a_paragraph_is_cut_out(mended):
    work = "市司法局要会同有关部门，进一步完善行政执法信息公示制度，及时公开执法依据和执法结果，主动接受社会监督，按季度向市政府办公室报送进展情况，确保各项任务落到实处。"
    spam = "澳门百家乐注册送彩金。"
    assert mended(work + spam + work) == [work + work]


@pytest.mark.parametrize(
    ("lines", "meant"),
    [
        (("由市政务服务数据管理局牵头。", "市政务服务数据管\ufffd局牵头"), "市政务服务数据管理局牵头"),
        (("其他内容。", "不知道什么\ufffd东西"), "不知道什么\ufffd东西"),
        (("其他内容。", "锟斤拷锟斤拷"), "锟斤拷锟斤拷"),
    ],
)
def test_a_lost_character_comes_back_only_where_the_notice_says_it_whole(lines, meant, mended):
    assert mended(*lines)[-1] == meant


@pytest.mark.parametrize(
    ("printed", "meant"),
    [
        ("关于印发要点的通知-尊龙凯时贵宾会", "关于印发要点的通知"),
        ("凯发k8官网_关于印发要点的通知", "关于印发要点的通知"),
        ("关于印发要点的通知 - 云岭市人民政府", "关于印发要点的通知 - 云岭市人民政府"),
        ("皇冠体育", "皇冠体育"),
    ],
)
def test_a_brand_beside_a_title_is_taken_off(printed, meant, mended):
    assert mended(printed) == [meant]


@pytest.mark.parametrize(
    ("text", "said"), [("加强\ufffd\ufffd公开", "\ufffd\ufffd"), ("加强锟斤拷公开", "锟斤拷"), ("加强\ue123公开", "\ue123")]
)
def test_what_is_lost_for_good_stays_and_its_place_is_told(text, said, repaired):
    outline = repaired("一、总体要求", text)
    assert [block.text.text for block in outline.blocks()] == ["一、总体要求", text]
    (loss,) = outline.losses
    assert (loss.said, loss.place) == (said, Place("line[2]", Span(2, 2 + len(said))))


SHIFTED = "落實“六?！比蝿?，聚焦重點"
TORN_PINYIN = "县长热线由专人?zhí)守"


@pytest.mark.parametrize("damage", [SHIFTED, TORN_PINYIN])
@pytest.mark.parametrize(
    "text",
    [
        "推进重点?域信息公开",
        "由镇人民政?负责落实",
        "做好财政公开?（责任单位：县财政局）",
        "修订完善?《工作规则》",
        "于2021年?12月前完成",
    ],
)
def test_a_question_mark_inside_a_sentence_is_mended_with_doubt_or_told_whatever_else_the_page_lost(text, damage, repaired):
    for outline in (repaired(damage, text), repaired(text)):
        line = list(outline.blocks())[-1]
        mended = any(repair.before == "?" and not repair.certain for repair in line.text.repairs)
        assert mended or line.path in {loss.place.path for loss in outline.losses}


@pytest.mark.parametrize("text", ["是否公开?", "由谁负责? 由县财政局负责。", "见http://a.cn/b?c=1", "What?（什么）"])
def test_a_question_mark_that_ends_words_is_none(text, repaired):
    assert "line[2]" not in {loss.place.path for loss in repaired(SHIFTED, text).losses}


def test_every_place_of_a_loss_is_told_and_words_that_are_whole_are_none(repaired):
    outline = repaired("加强\ufffd公开，建设\ue123", "是否需要？", "推进\ufffd改革")
    assert [(loss.place.path, loss.place.span.start) for loss in outline.losses] == [
        ("line[1]", 2),
        ("line[1]", 8),
        ("line[3]", 2),
    ]


def test_the_head_of_the_page_is_repaired_too(rules):
    misread = "政务公开工作要点".encode().decode("gb18030")
    outline = Outline((), "text/html", "utf-8", title="市人民和记AG关于印发要点的通知", meta=(("ArticleTitle", misread),))
    repaired = repair_outline(outline, rules)
    assert repaired.title == "市人民政府关于印发要点的通知"
    assert repaired.meta == (("ArticleTitle", "政务公开工作要点"),)
    title, meta = repaired.head_repairs
    assert (title[0], title[1].before, title[1].after) == ("/html[1]/head[1]/title[1]", "和记AG", "政府")
    assert meta[0] == '/html[1]/head[1]/meta[@name="ArticleTitle"]'
    assert (meta[1].before, meta[1].after) == (misread, "政务公开工作要点")


@pytest.mark.parametrize(
    ("printed", "meant"),
    [
        ("推进重点領 域信息公开", "推进重点领域信息公开"),
        ("推进重点领 域信息公开。", "推进重点领域信息公开。"),
        ("完善政务服 务体系，优化营商环 境。", "完善政务服务体系，优化营商环境。"),
        ("开展专项整 治，落实责任。", "开展专项整治，落实责任。"),
        ("由市教育\u00a0局牵头", "由市教育\u00a0局牵头"),
        ("公开财政预 算和决算", "公开财政预算和决算"),
    ],
)
def test_a_space_inside_a_word_of_running_text_is_closed(printed, meant, mended):
    assert mended(printed)[0] == meant


@pytest.mark.parametrize(
    "text",
    [
        "市发改委 会同有关部门",
        "各县 区人民政府",
        "第一 批和第二 批名单",
        "市财政局 市教育局 市水利局",
        "青川县人民政府 关于印发要点的通知",
        "责任单位 市司法局",
        "组长：张 三，成员：李 四",
        "附件 重点任务",
        "完善制度 加强管理 提高效率",
        "责任 人和联系 电话",
    ],
)
def test_a_space_between_words_stays(text, mended):
    assert mended(text)[0] == text
