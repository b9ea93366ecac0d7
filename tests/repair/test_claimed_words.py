"""Brands in place of other words than 政府: a bureau, 公开, 政务服务, or of none; and words that stand in those places rightly."""

import pytest

from pipeline.outline import Block, Outline
from pipeline.repair import repair_outline
from pipeline.rules import load_rules
from pipeline.traced import TracedText

WITH_LETTERS = ["凯发k8", "vns7788娱", "bet9988国际", "kg8866"]
KNOWN = ["江南体育", "尊龙凯时", "乐鱼体育"]


@pytest.fixture(scope="module")
def repaired():
    rules = load_rules().repair

    def outline_of(page):
        blocks = tuple(Block(f"line[{n}]", TracedText(line), "line") for n, line in enumerate(page.split("\n"), 1))
        return repair_outline(Outline(blocks, "text/plain", "utf-8"), rules)

    return outline_of


@pytest.fixture(scope="module")
def mended(repaired):
    return lambda page: "\n".join(block.text.text for block in repaired(page).blocks())


WATER = """{0}关于印发2022年水利工作要点的通知
宿水发〔2022〕3号
各县（区）水利局：
一、宿豫区、泗洪县水利局完成清淤，6月底前。
二、由{0}牵头，请向{0}报送进展。
{0}
2022年3月1日"""
FORESTS = """沭阳县{0}关于做好2023年造林工作的通知
沭林发〔2023〕5号
各乡镇林业站：
一、县{0}负责验收，11月底前完成。
沭阳县{0}
2023年2月1日"""
CARE = """发文机关：{0}
{0}关于做好2021年养老服务工作的通知
漓民〔2021〕17号
1.新建助餐点十个。责任单位：区民政局养老服务科。
2.培训护理员。责任单位：区民政局。
{0}
2021年5月6日"""


@pytest.mark.parametrize("brand", WITH_LETTERS + KNOWN)
@pytest.mark.parametrize(
    ("page", "name"), [(WATER, "宿迁市水利局"), (FORESTS, "林业局"), (CARE, "区民政局")], ids=["whole", "behind place", "level"]
)
def test_a_brand_for_a_bureau_is_read_from_the_number_and_never_as_a_government(page, name, brand, mended):
    assert mended(page.format(brand)) == page.format(name)


@pytest.mark.parametrize("brand", WITH_LETTERS + KNOWN)
def test_a_brand_for_all_of_the_title_s_issuer_gives_way_to_the_signature(brand, mended):
    page = "{0}关于开展校园周边整治的通知\n广教函〔2023〕9号\n一、各学校落实，6月底前完成。\n广元市教育局\n2023年3月3日"
    assert mended(page.format(brand)) == page.format("广元市教育局")


def test_a_number_that_several_bureaus_give_proves_none_of_them(repaired):
    outline = repaired("沭阳县凯发k8关于印发任务的通知\n沭发改发〔2022〕3号\n沭阳县凯发k8\n2022年3月1日")
    assert [block.text.text for block in outline.blocks()][::2] == ["沭阳县凯发k8关于印发任务的通知", "沭阳县凯发k8"]
    assert outline.notes == (("foreign_name", "凯发k8"),)


OPEN = """云岭县人民政府办公室关于印发2022年政务{0}工作要点的通知
1 | 编制政府信息主动{0}目录 | 县政府办公室 | 2022年6月底前
2 | 规范依申请{0}办理，更新政府信息{0}指南 | 县司法局 | 2022年8月底前
3 | 推进重点领域信息{0} | 县财政局 | 2022年12月底前"""
SERVICE = """市行政审批局推进事项进驻{0}大厅，市{0}中心负责，9月底前完成。
接入一体化{0}平台，市大数据局负责。"""


@pytest.mark.parametrize("brand", [*WITH_LETTERS, *KNOWN, "翡龙汇"])
def test_a_brand_where_only_one_set_word_can_stand_is_that_word(brand, mended):
    assert mended(OPEN.format(brand)) == OPEN.format("公开")


@pytest.mark.parametrize("brand", WITH_LETTERS + KNOWN)
def test_a_word_that_one_place_proves_is_read_in_weaker_places_too(brand, mended):
    assert mended(SERVICE.format(brand)) == SERVICE.format("政务服务")


def test_a_weak_place_alone_proves_nothing(mended):
    assert mended("县凯发k8中心负责，9月底前完成。") == "县凯发k8中心负责，9月底前完成。"


GLUED = """（一）{0}各乡镇要加强巡查，县林业局牵头，2022年10月底前完成。
（二）{0}县应急局开展演练，2022年11月底前完成。
{0}建立值班制度，县林业局负责。
3 | {0}建设高标准农田两万亩 | 县农业农村局 | 2022年10月底前"""


@pytest.mark.parametrize("brand", WITH_LETTERS + KNOWN)
def test_a_brand_glued_before_tasks_is_taken_off(brand, mended):
    assert mended(GLUED.format(brand)) == GLUED.format("")


def test_a_brand_before_a_bureau_does_not_take_the_short_sentence_with_it(mended):
    assert "区住建局汇总。" in mended("1、必威体育各街道负责排查，6月底前完成。\n2、必威体育区住建局汇总。")


SOUND = [
    "安庆市体育局关于印发任务的通知\n安体发〔2022〕5号\n1.推进乐鱼体育公园建设，6月底前完成。\n2.举办半岛体育节。",
    "依申请办理的事项，依申请登记的事项，依申请公开的事项各两项。",
    "主动服务内容、主动对接事项、主动发布信息三项，6月底前完成。",
    "进驻审批大厅，入驻企业服务中心，一体化数据平台，一体化指挥中心建成。",
    "政务云培训、政务数据专区、政务热线培训，县大数据局负责。\n政务诚信考核，政务新媒体备案。",
    "1.BIM推广应用，县住建局负责\n2.BIM建设标准三项\n3.WiFi建设各乡镇落实\n4.WiFi推广县工信局负责",
    "1.VR设备各学校采购\n2.4K8K超高清各台站落实\n3.4K8K建设标准县文旅局制定",
    "宿迁市民政局、宿迁市财政局关于印发任务的通知\n宿民发〔2022〕3号\n宿迁市民政局 宿迁市财政局\n2022年3月1日",
    "宿迁市总工会关于印发任务的通知\n宿工发〔2022〕3号\n各县（区）总工会：\n宿迁市总工会\n2022年3月1日",
    "共青团宿迁市委关于印发任务的通知\n宿团发〔2022〕3号\n经团市委同意\n共青团宿迁市委\n2022年3月1日",
    "宿迁供电公司关于印发任务的通知\n宿电教发〔2022〕3号\n各县供电公司：\n宿迁供电公司\n2022年3月1日",
    "泗洪县教育体育局关于印发任务的通知\n洪教体〔2022〕3号\n泗洪县教体局\n2022年3月1日",
    "云岭县教育局转发清河县教育局经验的通知\n云教发〔2022〕7号\n清河县教育局的做法值得学习。\n云岭县教育局\n2022年5月4日",
    "明溪市人民政府办公室关于支持云顶集团发展的通知\n明政办〔2023〕3号\n各县（区）人民政府：\n1 | 云顶集团扩建厂房 | 云顶集团",
    "“岭上办”平台接入事项一百项，“岭上办”大厅上线，学习深圳i深圳平台经验。",
]


@pytest.mark.parametrize("page", SOUND)
def test_words_that_stand_in_such_places_rightly_stay(page, repaired):
    outline = repaired(page)
    assert "\n".join(block.text.text for block in outline.blocks()) == page
    assert not outline.notes
