"""Lists of units as cells print them, and bodies in their jurisdiction: what a careful reader makes of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.facts.units.examples import show_units
from pipeline.facts.units.jurisdiction import unit_of
from pipeline.facts.units.reading import read_units, words_beside
from pipeline.facts.units.text import find_units_in_text
from pipeline.notice import Phrase
from pipeline.outline import Passage
from pipeline.parse import parse
from pipeline.values import RawPage, Region

LISTS = Path(__file__).with_name("unit_lists.txt")
LINES = [line for line in LISTS.read_text(encoding="utf-8").splitlines() if "=>" in line and line[0] != "#"]
CASES = [(said.strip(), gives.strip()) for said, _, gives in (line.partition("=>") for line in LINES)]
IN_TEXT = "text> "

ZHONGSHAN = Region("442000", "广东省", "中山市")
BINHAI = Region("320922", "江苏省", "盐城市", "滨海县")
HANGZHOU = Region("330100", "浙江省", "杭州市")
FUYANG = Region("330111", "浙江省", "杭州市", "富阳区")
KUNSHAN = Region("320583", "江苏省", "苏州市", "昆山市")
CHANGJI = Region("652300", "新疆维吾尔自治区", "昌吉回族自治州")
MULEI = Region("652328", "新疆维吾尔自治区", "昌吉回族自治州", "木垒哈萨克自治县")
SHIHEZI = Region("659001", "新疆维吾尔自治区", "石河子市")
QINHUANGDAO = Region("130300", "河北省", "秦皇岛市")
BEIDAIHE_ZONE = Region("130300", "河北省", "秦皇岛市", None, "秦皇岛北戴河新区")
YANBIAN = Region("222400", "吉林省", "延边朝鲜族自治州")
PUDONG = Region("310115", "上海市", "上海市", "浦东新区")
CHONGQING = Region("500000", "重庆市", "重庆市")
DAOZHEN = Region("520325", "贵州省", "遵义市", "道真仡佬族苗族自治县")
XINGAN = Region("152200", "内蒙古自治区", "兴安盟")
SHENNONGJIA = Region("429021", "湖北省", None, "神农架林区")
LIUZHI = Region("520203", "贵州省", "六盘水市", "六枝特区")
GUANGXI = Region("450000", "广西壮族自治区")
NEIMENGGU = Region("150000", "内蒙古自治区")
HEFEI = Region("340100", "安徽省", "合肥市")
CHANGSHA = Region("430100", "湖南省", "长沙市")
ALI = Region("542500", "西藏自治区", "阿里地区")
DEYANG = Region("510600", "四川省", "德阳市")


@pytest.mark.parametrize(("said", "expected"), CASES, ids=[said for said, _ in CASES])
def test_a_cell_reads_as_a_careful_reader_reads_it(said, expected, rules):
    words = Passage.of(said.removeprefix(IN_TEXT).replace("\\n", "\n").replace("\\t", "\t"))
    if said.startswith(IN_TEXT):
        found = find_units_in_text(words, ZHONGSHAN, rules.units)
    else:
        found = read_units(Phrase(words), ZHONGSHAN, rules.units)
    assert show_units(found) == expected.replace("R ", "responsible ")


def test_there_are_at_least_200_lists_of_every_kind():
    assert len({said for said, _ in CASES}) >= 200


PLACED = [
    # the levels above and below the issuer
    ("市财政局", BINHAI, "盐城市财政局", "财政", "city", "320900"),
    ("省财政厅", BINHAI, "江苏省财政厅", "财政", "province", "320000"),
    ("县财政局", BINHAI, "滨海县财政局", "财政", "county", "320922"),
    ("县委办", BINHAI, "滨海县委办", "党委办公", "county", "320922"),
    ("盐城市财政局", BINHAI, "盐城市财政局", "财政", "city", "320900"),
    ("国家税务总局盐城市税务局", BINHAI, "国家税务总局盐城市税务局", "税务", "city", "320900"),
    ("区财政局", HANGZHOU, None, "财政", "county", None),
    ("西湖区财政局", HANGZHOU, "西湖区财政局", "财政", "county", None),
    ("区财政局", FUYANG, "富阳区财政局", "财政", "county", "330111"),
    ("市财政局", FUYANG, "杭州市财政局", "财政", "city", "330100"),
    ("市财政局", KUNSHAN, "昆山市财政局", "财政", "county", "320583"),
    ("苏州市财政局", KUNSHAN, "苏州市财政局", "财政", "city", "320500"),
    ("市财政局", CHONGQING, "重庆市财政局", "财政", "province", "500000"),
    ("区财政局", PUDONG, "浦东新区财政局", "财政", "county", "310115"),
    ("新区财政局", PUDONG, "浦东新区财政局", "财政", "county", "310115"),
    ("八滩镇人民政府", BINHAI, "滨海县八滩镇人民政府", "乡镇街道", "township", None),
    ("东坎街道", BINHAI, "滨海县东坎街道", "乡镇街道", "township", None),
    ("滨海县八滩镇", BINHAI, "滨海县八滩镇", "乡镇街道", "township", None),
    ("东坎街道", HANGZHOU, "东坎街道", "乡镇街道", "township", None),
    ("镇卫生院", BINHAI, None, "卫生健康", "township", None),
    # autonomous places, leagues, the corps
    ("县财政局", MULEI, "木垒哈萨克自治县财政局", "财政", "county", "652328"),
    ("木垒县人民政府", MULEI, "木垒县人民政府", "地方政府", "county", "652328"),
    ("州财政局", MULEI, "昌吉回族自治州财政局", "财政", "city", "652300"),
    ("自治州财政局", CHANGJI, "昌吉回族自治州财政局", "财政", "city", "652300"),
    ("州项目办", CHANGJI, "昌吉回族自治州项目办", "发展改革", "city", "652300"),
    ("延边教育学院", YANBIAN, "延边教育学院", "教育", "city", "222400"),
    ("自治县财政局", DAOZHEN, "道真仡佬族苗族自治县财政局", "财政", "county", "520325"),
    ("自治区党委宣传部", GUANGXI, "广西壮族自治区党委宣传部", "宣传", "province", "450000"),
    ("八师财政局", SHIHEZI, "八师财政局", "财政", "city", None),
    ("第八师财政局", SHIHEZI, "第八师财政局", "财政", "city", None),
    ("盟行署办公室", XINGAN, "兴安盟行署办公室", "政府办公", "city", "152200"),
    ("行署办公室", XINGAN, "兴安盟行署办公室", "政府办公", "city", "152200"),
    ("林区财政局", SHENNONGJIA, "神农架林区财政局", "财政", "county", "429021"),
    ("特区财政局", LIUZHI, "六枝特区财政局", "财政", "county", "520203"),
    # zones
    ("新区应急管理局", BEIDAIHE_ZONE, "秦皇岛北戴河新区应急管理局", "应急管理", None, None),
    ("新区管委会", BEIDAIHE_ZONE, "秦皇岛北戴河新区管委会", "开发区", None, None),
    ("区财政局", BEIDAIHE_ZONE, "秦皇岛北戴河新区财政局", "财政", "county", None),
    ("市财政局", BEIDAIHE_ZONE, "秦皇岛市财政局", "财政", "city", "130300"),
    ("秦皇岛经济技术开发区管委会", QINHUANGDAO, "秦皇岛经济技术开发区管委会", "开发区", "city", "130300"),
    ("北戴河新区管委会", QINHUANGDAO, "北戴河新区管委会", "开发区", None, None),
    ("江苏滨海经济开发区管委会", BINHAI, "江苏滨海经济开发区管委会", "开发区", "county", "320922"),
    ("安徽巢湖经济开发区管委会", HEFEI, "安徽巢湖经济开发区管委会", "开发区", None, None),
    ("新区应急管理局", HEFEI, None, "应急管理", None, None),
    # branches and parts
    ("团县委", BINHAI, "团滨海县委", "共青团", "county", "320922"),
    ("国网德阳供电公司", DEYANG, "国网德阳供电公司", "供电", "city", "510600"),
    ("国网四川电力德阳供电公司", DEYANG, "国网四川电力德阳供电公司", "供电", "city", "510600"),
    ("盐城海关驻滨海办事处", BINHAI, "盐城海关驻滨海办事处", "海关", "county", "320922"),
    ("滨海县人民政府驻北京办事处", BINHAI, "滨海县人民政府驻北京办事处", "驻外联络", "county", "320922"),
    ("市公积金中心滨海分中心", BINHAI, "盐城市公积金中心滨海分中心", "住房公积金", "county", "320922"),
    ("县信访联席办", BINHAI, "滨海县信访联席办", "信访", "county", "320922"),
    ("国网绵阳供电公司", DEYANG, "国网绵阳供电公司", "供电", None, None),
    ("市生态环境局滨海分局", BINHAI, "盐城市生态环境局滨海分局", "生态环境", "county", "320922"),
    ("盐城市滨海生态环境局", BINHAI, "盐城市滨海生态环境局", "生态环境", "county", "320922"),
    ("公安滨海分局", BINHAI, "公安滨海分局", "公安", "county", "320922"),
    ("江苏银行滨海支行", BINHAI, "江苏银行滨海支行", "银行", "county", "320922"),
    ("滨海海事处", BINHAI, "滨海海事处", "海事", "county", "320922"),
    ("浦东公安分局", PUDONG, "浦东公安分局", "公安", "county", "310115"),
    ("市公安局浦东分局", PUDONG, "上海市公安局浦东分局", "公安", "county", "310115"),
    ("市公安局交通警察支队", DEYANG, "德阳市公安局交通警察支队", "公安", "city", "510600"),
    # the neighbour that shares a name, and what only a prefecture's 市 can be
    ("长沙县政府", CHANGSHA, "长沙县政府", "地方政府", "county", None),
    ("长沙市政府", CHANGSHA, "长沙市政府", "地方政府", "city", "430100"),
    ("长沙海关", CHANGSHA, "长沙海关", "海关", "city", "430100"),
    ("昌吉市人民政府", CHANGJI, "昌吉市人民政府", "地方政府", "county", None),
    ("广汉市人民政府", DEYANG, "广汉市人民政府", "地方政府", None, None),
    # bodies of many departments, pairs of which one is known, firms, schools
    ("市优化营商环境工作领导小组办公室", DEYANG, "德阳市优化营商环境工作领导小组办公室", "营商环境", "city", "510600"),
    ("县招商引资工作专班", BINHAI, "滨海县招商引资工作专班", "投资促进", "county", "320922"),
    ("县生态环境保护督察整改工作指挥部", BINHAI, "滨海县生态环境保护督察整改工作指挥部", "生态环境", "county", "320922"),
    ("重点项目建设总指挥部", BINHAI, "滨海县重点项目建设总指挥部", "发展改革", "county", "320922"),
    ("县老城改造指挥部", BINHAI, "滨海县老城改造指挥部", None, "county", "320922"),
    ("县国有企业改革领导小组", BINHAI, "滨海县国有企业改革领导小组", None, "county", "320922"),
    ("县建设管理办公室", BINHAI, "滨海县建设管理办公室", "住房城乡建设", "county", "320922"),
    ("市政务服务和非公有制经济发展局", DEYANG, "德阳市政务服务和非公有制经济发展局", "政务服务", "city", "510600"),
    ("市新奥燃气有限责任公司", DEYANG, "德阳市新奥燃气有限责任公司", "供气", "city", "510600"),
    ("市科技有限公司", DEYANG, "德阳市科技有限公司", None, "city", "510600"),
    ("东北林业大学", DEYANG, None, "教育", None, None),
    ("第一中学", BINHAI, "滨海县第一中学", "教育", "county", "320922"),
    ("地委组织部", ALI, None, "组织人事", "city", "542500"),
    ("地区藏医院", ALI, "阿里地区藏医院", "卫生健康", "city", "542500"),
    ("共青团滨海县委", BINHAI, "共青团滨海县委", "共青团", "county", "320922"),
    ("人行盐城市中心支行", BINHAI, "人行盐城市中心支行", "人民银行", "city", "320900"),
    ("江苏海事局", BINHAI, "江苏海事局", "海事", "province", "320000"),
    ("县公安局交通管理局", BINHAI, "滨海县公安局交通管理局", "公安", "county", "320922"),
    ("国务院国资委", BINHAI, "国务院国资委", "国有资产", "national", "000000"),
    ("国管局", BINHAI, "国管局", "机关事务", "national", "000000"),
    ("国家移民局", BINHAI, "国家移民局", "移民边检", "national", "000000"),
]


@pytest.mark.parametrize(("name", "home", "full_name", "function", "level", "code"), PLACED)
def test_a_body_is_placed_in_the_issuers_jurisdiction(name, home, full_name, function, level, code, rules):
    unit = unit_of(name, home, rules.units)
    assert (unit.full_name, unit.function, unit.level, unit.region_code) == (full_name, function, level, code)
    assert not unit.is_group


CLASSES = [
    ("各级教育行政部门", "教育", None),
    ("省级财政部门", "财政", "province"),
    ("各县（市、区）自然资源主管部门", "自然资源", "county"),
    ("市民政部门", "民政", "city"),
    ("各级行政机关", None, None),
    ("各行业主管部门", None, None),
    ("各金融机构", None, None),
    ("盟市卫生健康委", "卫生健康", "city"),
    ("除市教育局外的市直各部门", None, "city"),
]


@pytest.mark.parametrize(("name", "function", "level"), CLASSES)
def test_a_class_has_the_line_of_work_that_it_says(name, function, level, rules):
    unit = unit_of(name, None, rules.units)
    assert (unit.is_group, unit.function, unit.level) == (True, function, level)


@pytest.mark.parametrize(
    ("said", "home", "second"),
    [
        ("各盟行署、市政府", NEIMENGGU, "各市政府"),
        ("各县、市政府办公室", DEYANG, "市政府办公室"),
        ("各县（市、区）、市政府", DEYANG, "市政府"),
    ],
)
def test_a_level_behind_a_class_is_of_the_class_only_where_the_issuer_has_none_itself(said, home, second, rules):
    assert [found.value.name for found in read_units(Phrase(Passage.of(said)), home, rules.units)][1] == second


BESIDE = [
    ("市教育局、市财政局，持续推进", ["持续推进"]),
    ("市教育局、市财政局，每季度一次", ["每季度一次"]),
    ("市教育局（2023年底前）", ["（2023年底前）"]),
    ("市教育局；全年", ["全年"]),
    ("市教育局负责、市财政局配合", []),
]


@pytest.mark.parametrize(("said", "words"), BESIDE)
def test_words_beside_units_are_kept_for_whoever_can_read_them(said, words, rules):
    assert [phrase.passage.text for phrase in words_beside(Phrase(Passage.of(said)), rules.units)] == words


@pytest.mark.parametrize(
    ("said", "rule"),
    [
        ("市长 张三", "unit.person"),
        ("买买提·艾力", "unit.name_of_person"),
        ("同上一项", "unit.same_as_above"),
        ("挂钩单位：市财政局", "unit.other_label"),
    ],
)
def test_words_that_are_no_unit_say_what_they_are(said, rule, rules):
    found = read_units(Phrase(Passage.of(said)), None, rules.units)[0]
    assert (found.value, found.rule) == (None, rule)


@pytest.mark.parametrize(
    ("said", "printed"),
    [
        ("县委办公室（宣）、县教育局", ["县委办公室（宣）", "县教育局"]),
        ("市教育局(体)、市民政局（配）", ["市教育局(体)", "市民政局"]),
        ("党政办【综】", ["党政办【综】"]),
        ("县教育局（教研室）", ["县教育局"]),
    ],
)
def test_a_section_of_one_sign_stays_in_the_name_as_printed(said, printed, rules):
    found = read_units(Phrase(Passage.of(said)), ZHONGSHAN, rules.units)
    assert [unit.said for unit in found] == printed
    assert all(unit.value and not unit.value.name.endswith(("）", ")", "】")) for unit in found)


SENTENCES = [
    ("由市司法局牵头，市财政局、市审计局参加，开展评估。", "lead 市司法局；cooperating 市财政局；cooperating 市审计局"),
    ("由教育部门负责、公安部门配合，开展整治。", "responsible 教育部门*；cooperating 公安部门*"),
    ("区农业局配合规划局对划定的保护区、海岸线进行核对。", "cooperating 区农业局；lead 区规划局"),
    ("各片区指挥部负责协调，提出意见，会同区直相关部门共同做好确认。", "responsible 各片区指挥部*；cooperating 区直相关部门*"),
    ("市水利局负责巡查。会同群众做好宣传。", "responsible 市水利局"),
    ("由县发改委会同县应急局补充编织袋3万条。", "lead 县发改委；cooperating 县应急局"),
    ("由县水利局会同各乡镇加固堤防。", "lead 县水利局；cooperating 各乡镇*"),
    ("由县教育局联合县公安局整治校园周边。", "lead 县教育局；cooperating 县公安局"),
    ("由省发展改革委会同省财政厅下达资金。", "lead 省发展改革委；cooperating 省财政厅"),
    ("由县住建局会同有关部门研究处理。", "lead 县住建局；cooperating 有关部门*"),
    ("由市工商业联合会组织。", "responsible 市工商业联合会"),
    ("由包片单位县文广局督促整改。", "responsible 县文广局"),
    ("由责任单位县教育局、县公安局抓好落实。", "responsible 县教育局；responsible 县公安局"),
    ("由各责任单位负责。", "responsible 各责任单位*"),
    ("由县司法局审核后交县政府常务会议审议。", "supervising 县司法局"),
    ("草案由市司法局审查后提交市政府常务会议审议。", "supervising 市司法局"),
    ("由县财政局审核通过后拨付。", "supervising 县财政局"),
    ("各类文件由区司法局审核把关后报区政府印发。", "supervising 区司法局"),
    ("方案由市教育局、财政局审核后公布。", "supervising 市教育局；supervising 市财政局"),
    ("由各镇（街道）审查后上报。", "supervising 各镇（街道）*"),
    ("经县司法局审核后公布。", ""),
    ("由县政府常务会议审议后公布。", ""),
    ("县政府审批后公布。", ""),
    ("由专人审核后发布。", ""),
    ("学校负责安排值班，医院配合做好服务。", ""),
    ("各单位参加培训，加强学习。", ""),
]


@pytest.mark.parametrize(("said", "expected"), SENTENCES)
def test_a_sentence_that_charges_bodies_names_them(said, expected, rules):
    assert show_units(find_units_in_text(Passage.of(said), ZHONGSHAN, rules.units)) == expected


PLAN = """中山市2023年政务公开工作要点
1.公开惠企政策，更新目录。责任单位：市教育局、市财政局，每季度一次
2.公开办事指南，完善流程。责任单位：市司法局（2023年9月底前）
3.公开抽查结果，接受监督。责任单位：市教育局 张三
"""


def test_times_and_people_beside_units_are_told_apart_in_a_notice(rules):
    notice = parse(RawPage("plan.txt", PLAN.encode(), charset="utf-8"), rules)
    assert [[found.said for found in task.deadlines] for task in notice.tasks] == [["每季度一次"], ["2023年9月底前"], []]
    assert [[u.value.name for u in task.units if u.value] for task in notice.tasks] == [
        ["市教育局", "市财政局"],
        ["市司法局"],
        ["市教育局"],
    ]
    assert [(issue.code, issue.task) for issue in notice.issues if issue.task] == [("person_not_unit", 3)]
