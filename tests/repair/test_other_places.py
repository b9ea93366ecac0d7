"""A county's name put into another county's notice: what the page says of levels, branches and addresses tells."""

import pytest


@pytest.fixture(scope="module")
def rules(every_rule):
    return every_rule


HEAD = ("{}人民政府办公室关于印发重点任务分工的通知", "各乡镇人民政府，县直各部门：", "一、修建渠道。")


def noted(repaired, county, *lines):
    return [name for kind, name in repaired(*(line.format(county) for line in HEAD), *lines).notes if kind == "foreign_name"]


@pytest.mark.parametrize(
    ("county", "line"),
    [
        ("广灵县", "（责任单位：旗林业和草原局、旗水利局）"),
        ("武功县", "（责任单位：市生态环境局饶平分局）"),
        ("巧家县", "责任单位：市自然资源局凤台分局、市生态环境局凤台分局"),
        ("平塘县", "联系地址：海南省屯昌县屯城镇昌盛路一号"),
        ("隆德县", "地址:黑龙江省同江市通江街，邮编156400；地址：黑龙江省饶河县饶河镇"),
    ],
)
def test_what_can_be_of_no_such_county_puts_its_name_in_doubt(county, line, repaired):
    assert noted(repaired, county, line) == [f"{county}人民政府办公室"]


@pytest.mark.parametrize(
    ("county", "line"),
    [
        ("敖汉旗", "（责任单位：旗林业和草原局、旗水利局）"),
        ("扎赉特旗", "（责任单位：旗林业和草原局）"),
        ("互助土族自治县", "（责任单位：市生态环境局互助分局）"),
        ("饶平县", "（责任单位：市生态环境局饶平分局、市自然资源局高新区分局）"),
        ("武功县", "（责任单位：市公安局交警分局）"),
        ("平塘县", "联系地址：贵州省都匀市斗篷山路一号"),
        ("平塘县", "联系地址：平塘县平舟镇中山路一号"),
        ("平塘县", "开展党旗红行动，升国旗奏国歌。"),
    ],
)
def test_own_levels_branches_and_addresses_do_not(county, line, repaired):
    assert noted(repaired, county, line) == []
