"""What mirrors strew over a page goes, wherever it stands; marks, letters and readings that a notice has stay."""

import pytest

MARKED = (
    "云河省{0}人民政府办{0}公厅关于{0}印发要点的通知",
    "各州、市人民政府，省{0}直各部门：",
    "一{0}、公开{0}审批信息。（省{0}财政厅牵头{0}，省统计局配合）",
    "2017年{0}4月27日",
)


@pytest.mark.parametrize("mark", ["@@", "##", "$$", "@@@", "^^"])
def test_doubled_marks_between_words_go_everywhere(mark, mended):
    assert mended(*(line.format(mark) for line in MARKED)) == [line.format("") for line in MARKED]


@pytest.mark.parametrize(
    "lines",
    [
        ("邮箱：abc@@example.com、报送@@县财政局", "二、修建公厕"),
        ("关注@中国政府网、@云河发布、@云河交警、@云河教育、@云河卫健、@云河水利",),
        ("## 一、总体要求", "## 二、重点任务", "## 三、保障措施"),
        ("张**、李**、王**、赵**、钱**、孙**两户",),
    ],
)
def test_marks_that_a_text_has_stay(lines, mended):
    assert mended(*lines) == list(lines)


JUNK = (" G D Kd + Z L i a", " ? # L a k6 J0", " f/ 5 {u b$ h y / 7", " tN { y & X")
WORK = (
    "1、维修管网。（责任单位：县住建局）",
    "2、修复牧道，9月底前完成",
    "3、加装护栏。（责任单位：县交通运输局）",
    "2019年8月30日",
)


def test_letters_behind_lines_go_where_several_lines_have_them(mended):
    assert mended(*(work + junk for work, junk in zip(WORK, JUNK, strict=True))) == list(WORK)


@pytest.mark.parametrize(
    "lines",
    [
        ("县教育局 A A B A", "县水利局 B A A A", "县林业局 A B B A", "县民政局 A A A B"),
        ("县教育局 | A | B | C | D", "县水利局 | B | B | C | D", "县林业局 | A | C | C | D"),
        ("支渠编号 1 2 3 4 5", "支渠长度 7 8 9 6 4", "支渠宽度 2 2 3 1 5"),
        ("维修管网 G D Kd + Z L", "修复牧道"),
    ],
)
def test_letters_and_figures_that_are_cells_or_stand_once_stay(lines, mended):
    assert mended(*lines) == list(lines)


def test_half_width_commas_beside_full_width_marks_go(mended):
    lines = ("各地,，各部门、,各厅局：", "一、,公开规划", "二、,公开预算。（财政局、,税务局）")
    assert mended(*lines) == ["各地，各部门、各厅局：", "一、公开规划", "二、公开预算。（财政局、税务局）"]


@pytest.mark.parametrize("line", ["投资1,200万元，建设3,500户", "各地,各部门,各厅局", "县财政局,，县水利局"])
def test_half_width_commas_elsewhere_or_once_stay(line, mended):
    assert mended(line) == [line]


@pytest.mark.parametrize("lost", ["??", "????"])
def test_marks_before_several_paragraphs_are_lost_indents(lost, mended):
    lines = ("各地人民政府：", "现印发给你们。", "云河县人民政府", "2021年6月15日")
    assert mended(*(lost + line for line in lines)) == list(lines)


@pytest.mark.parametrize(
    "lines", [("??现印发给你们。", "各地人民政府："), ("?现印发。", "??各地：", "????公开规划。", "?清理库存。"), ("??", "????")]
)
def test_marks_before_few_paragraphs_or_of_several_lengths_stay(lines, repaired):
    assert not [r for block in repaired(*lines).blocks() for r in block.text.repairs if r.rule == "numbering.indent"]


READ = ("责任单(dan)位(wei)：县教育局(ju)", "一、治理(li)(li)黑土滩", "各(ge)乡镇人民(min)政府", "完(wan)成时限：10月(yue)底前")


def test_readings_without_tone_marks_go_where_there_are_many(mended):
    assert mended(*READ) == ["责任单位：县教育局", "一、治理黑土滩", "各乡镇人民政府", "完成时限：10月底前"]


@pytest.mark.parametrize(
    "lines",
    [
        ("面积(ha)", "造林面积(ha)", "退耕面积(ha)", "压力(pa)", "治理面积(ha)"),
        ("长度(km)", "重量(kg)", "浓度(mg)", "宽度(mm)", "容量(ml)", "产量(t)"),
        ("乐安县(le)", "修建公厕"),
        ("开发网页(web)、应用(app)、小程序(mini)、数据库(sql)、接口(api)",),
    ],
)
def test_units_and_words_in_brackets_stay(lines, mended):
    assert mended(*lines) == list(lines)
