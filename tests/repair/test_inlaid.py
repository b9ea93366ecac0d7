"""Misreadings in a part of a text: one name, one cell, one label among sound words."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from benchmarks.damage import windows

SOUND = (
    "蒲城市2022年政务公开工作要点",
    "一、加强组织领导。各部门要明确分工，年底前完成目录更新，逾期的予以通报。",
    "（一）完善公示制度，由市司法局会同有关单位落实，责任到人，按季度报送进展情况。",
)
NAMES = (
    "政务公开", "市教育局", "市发展改革委、市财政局", "牵头单位", "各县区人民政府", "长期坚持", "开展培训", "沿江镇党委", "列入2022年工作",
    "推进“互联网+政务服务", "由水利厅商自然资源厅制定",
)  # fmt: skip
AROUND = ("{}", "由{}牵头，年底前完成。", "（责任单位：{}）", "1.{}；", "{} | 市司法局", "详见{}", "“{}”一栏")
CHANNELS = {
    "UTF-8 read as GBK": lambda said: said.encode().decode("gb18030", "replace"),
    "UTF-8 read as code page 936": lambda said: said.encode().decode("gb18030", "replace").replace("\ufffd", "?"),
    "UTF-8 read as Windows-1252": lambda said: windows(said.encode()),
    "the same twice": lambda said: windows(windows(said.encode()).encode()),
    "GBK read as Windows-1252": lambda said: windows(said.encode("gb18030")),
}
QUIET = settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.mark.parametrize("around", AROUND)
@pytest.mark.parametrize("channel", CHANNELS)
def test_a_misread_name_among_sound_words_is_reread(channel, around, mended):
    damaged = [around.format(CHANNELS[channel](name)) for name in NAMES]
    given_back = [mended(*SOUND, line)[-1] for line in damaged]
    assert given_back == [around.format(name) for name in NAMES]


@pytest.mark.parametrize("at", range(1, 8))
@pytest.mark.parametrize("name", ["省工业和信息化厅牵头", "各县区人民政府负责", "市发展改革委配合"])
def test_a_blank_inside_a_misread_name_is_none_of_it(name, at, mended):
    damaged = CHANNELS["UTF-8 read as GBK"](name)
    assert mended(*SOUND, f"（{damaged[:at]} {damaged[at:]}）")[-1].replace(" ", "") == f"（{name}）"


@pytest.mark.parametrize("channel", list(CHANNELS)[2:])
def test_a_misread_date_is_reread_by_its_digits(channel, mended):
    line = f"市司法局于{CHANNELS[channel]('2021年6月')}底前完成"
    assert mended(*SOUND, line)[-1] == "市司法局于2021年6月底前完成"


def test_all_that_is_not_misread_stays_as_it_is_printed(repaired):
    outline = repaired(*SOUND, "由Ê¡ÕþÎñ·þÎñ¾Ö和岚皋县、Zürich市政府负责")
    *sound, line = outline.blocks()
    assert [block.text.repairs for block in sound] == [()] * len(SOUND)
    assert line.text.text == "由省政务服务局和岚皋县、Zürich市政府负责"
    (repair,) = line.text.repairs
    assert (repair.before, repair.rule, repair.certain) == ("Ê¡ÕþÎñ·þÎñ¾Ö", "mojibake.gbk_read_as_windows_1252", True)


def test_a_run_that_lost_bytes_comes_back_by_likelihood_and_says_so(repaired):
    damaged = CHANNELS["UTF-8 read as GBK"]("抓落实")
    assert damaged.endswith("\ufffd")
    line = list(repaired(*SOUND, f"由市司法局{damaged}并通报").blocks())[-1]
    assert line.text.text == "由市司法局抓落实并通报"
    assert [repair.certain for repair in line.text.repairs] == [False]


@pytest.mark.parametrize("channel", ["UTF-8 read as GBK", "UTF-8 read as Windows-1252", "GBK read as Windows-1252"])
@pytest.mark.parametrize("name", ["佟昶张三和李四王", "芈月、仝卉、五亿人"])
def test_a_run_whose_words_prove_nothing_stays_and_is_named(name, channel, repaired):
    damaged = CHANNELS[channel](name)
    outline = repaired(*SOUND * 8, f"联系人：{damaged}")
    assert list(outline.blocks())[-1].text.text == f"联系人：{damaged}"
    assert damaged in [loss.said for loss in outline.losses]


LOOK_ALIKES = (
    "芮城县、綦江区、鄱阳县、瀍河区、郫都区的鏊子、鍪甲和闃寂",
    "Zürich、Malmö、Düsseldorf、São Paulo与ÅÄÖ、ÀÉÈ",
    "25℃±0.5，3×4÷2，½·¾，§12，“é”和“ü”",
    "鸊鷉、鸬鹚、鹭鸶、骅骝、騄耳、骐骥",
    "Ç’est la même chose à côté de l’été « déjà vu »",
    "Тюмень、Ελλάδα、tiếng Việt、Łódź",
)


@pytest.mark.parametrize("line", LOOK_ALIKES)
def test_rare_characters_and_accents_are_no_misreading(line, repaired):
    outline = repaired(*SOUND, line)
    assert list(outline.blocks())[-1].text.text == line
    assert outline.losses == ()


@QUIET
@given(st.lists(st.sampled_from(NAMES), min_size=1, max_size=3), st.sampled_from(sorted(CHANNELS)), st.sampled_from(AROUND))
def test_what_was_reread_needs_no_rereading(repaired, names, channel, around):
    lines = [*SOUND, *(around.format(CHANNELS[channel](name)) for name in names)]
    once = [block.text.text for block in repaired(*lines).blocks()]
    assert [block.text.text for block in repaired(*once).blocks()] == once


@QUIET
@given(st.text(alphabet=st.one_of(st.sampled_from("鏀垮姟鍏�?€ÕþÎñæ”¿åŠ¡ 9政务"), st.characters()), max_size=60))
def test_any_text_among_sound_words_is_read_without_an_error(repaired, wild):
    for block in repaired(*SOUND, wild).blocks():
        for repair in block.text.repairs:
            assert block.text.original[repair.span.start : repair.span.end] == repair.before


@pytest.mark.parametrize(
    "line",
    ["整改网页出现的“鏀垮姟”乱码", "修复含“%E6%94%BF%E5%8A%A1”的失效链接", "演示“\\u653f\\u52a1”编码课件", "转义“%u653F”的办法"],
)
def test_quoted_garble_that_the_text_speaks_of_stays(line, mended):
    assert mended(*SOUND, line)[-1] == line
