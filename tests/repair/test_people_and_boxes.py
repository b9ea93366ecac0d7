"""What follows 人民 where a government must, and issuers in boxes whose lines ran together."""

import pytest

TITLE, NUMBER = "关于印发社会救助工作要点的通知", "海民发〔2021〕12号"
BOXES = (
    "索引号：014302/2021-00031发布机构：{}主题分类：民政、救灾发文日期：2021年4月6日",
    "索引号014302/2021-00031发布机构{}主题分类民政成文日期2021年4月6日",
    "发布机构：{}索引号：K14302/2021-3",
    "发布单位:{}2021-04-06浏览次数:321次",
    "发文机关：{}成文日期：2021年4月6日有效性：有效",
    "公开机构：{}主动公开",
)


@pytest.mark.parametrize("name", ["海州区民政局", "区民政局", "海州民政", "海州区政府", "民政科"])
@pytest.mark.parametrize("box", BOXES)
def test_a_box_whose_lines_ran_together_keeps_its_numbers_days_and_labels(box, name, mended):
    said = box.format(name)
    found = mended(said, "海州区民政局" + TITLE, NUMBER, "各镇街：", "海州区民政局", "2021年4月6日")[0]
    assert found.replace("海州区民政局", name) == said.replace("海州区民政局", name)


def test_a_brand_in_such_a_box_still_gives_way_to_the_issuer(mended):
    said = "发布机构：尊龙b8官网民政局主题分类：民政 2021-04-06"
    lines = mended(said, "海州区民政局" + TITLE, NUMBER, "海州区民政局", "2021年4月6日")
    assert lines[0] == "发布机构：海州区民政局主题分类：民政 2021-04-06"


@pytest.mark.parametrize("brand", ["mx77官网", "翡龙汇", "凯璇亨", "qy188平台"])
def test_a_brand_behind_people_is_undone_and_the_title_behind_it_stays(brand, mended):
    title, signed = "丽川市人民{}办公室关于印发水网工作方案的通知", "丽川市人民{}办公室"
    lines = (title.format(brand), "丽政办发〔2017〕120号", f"各县人民{brand}、市直各单位：", signed.format(brand))
    assert mended(*lines)[0] == title.format("政府")
    assert mended(*lines)[3] == signed.format("政府")


@pytest.mark.parametrize(
    ("line", "signed"),
    [
        ("各县市人民{}、州直各单位：", "湘川自治州人民{}"),
        ("各乡镇人民{}，县直各部门：", "大渡县人民{}办公室"),
        ("由各县（市、区）党委和人民{}，各乡镇人民{}：", "平岭市人民{}"),
    ],
)
def test_two_places_of_which_one_signs_show_a_brand_without_letters(line, signed, mended):
    said = [line.replace("{}", "翡龙汇"), signed.replace("{}", "翡龙汇")]
    assert mended(*said) == [line.replace("{}", "政府"), signed.replace("{}", "政府")]


@pytest.mark.parametrize(
    "lines",
    [
        ("各县人民医共体、疾控中心负责", "某县人民医共体"),
        ("市人民公证处、县人民武装部", "县人民防空办公室"),
        ("县人民商场、区人民艺校", "市人民商场"),
        ("县人民联社，县人民联社", "县人民联社"),
        ("这是县政府向全县人民的庄严承诺，也是对全市人民作出的承诺。", "全县人民共同的行动纲领"),
    ],
)
def test_bodies_and_words_behind_people_stay_and_are_not_named(lines, repaired, mended):
    assert mended(*lines) == list(lines)
    assert not repaired(*lines).notes


def test_one_place_alone_is_left_and_named(repaired, mended):
    lines = ("各县（市、区）人民翡龙汇、高新区管委会负责。", "平岭市河长制办公室")
    assert mended(*lines) == list(lines)
    assert ("foreign_name", "翡龙汇") in repaired(*lines).notes
