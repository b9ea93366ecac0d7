"""Lines that the paper cut are put together, and no others."""

from __future__ import annotations

import re
import time

import pytest

from pipeline.outline import Block
from pipeline.read.wrapped import with_whole_lines
from pipeline.traced import TracedText

SENTENCE = "全面清理证明事项，逐项论证保留的必要性，公布保留目录，目录之外一律不得索要证明，建立投诉举报渠道，按季度通报结果，"


def blocks(*lines: str, tag: str = "line") -> tuple[Block, ...]:
    return tuple(Block(f"line[{number}]", TracedText(line), tag) for number, line in enumerate(lines, 1))


def whole(*lines: str) -> list[str]:
    return [block.text.original for block in with_whole_lines(blocks(*lines)) if isinstance(block, Block)]


def cut(text: str, signs: int) -> list[str]:
    return [text[at : at + signs] for at in range(0, len(text), signs)]


@pytest.mark.parametrize("signs", [19, 24, 31, 38])
def test_lines_cut_at_one_width_are_one_paragraph(signs: int) -> None:
    paragraph = SENTENCE * 5 + "年底前完成。"
    assert whole("一、深化改革", *cut("1." + paragraph, signs), "2.公开结果。") == [
        "一、深化改革",
        "1." + paragraph,
        "2.公开结果。",
    ]


def test_a_joined_line_stands_where_its_first_words_do() -> None:
    joined = with_whole_lines(blocks("1.公布清单（市司法局牵头，市", "财政局配合）", "2.公开结果。"))
    assert [block.path for block in joined if isinstance(block, Block)] == ["line[1]", "line[3]"]


def test_lines_of_one_block_are_joined_inside_it() -> None:
    assert whole("1.公布清单（市司法局牵头，市\n财政局配合）\n2.公开结果。") == [
        "1.公布清单（市司法局牵头，市财政局配合）\n2.公开结果。"
    ]


@pytest.mark.parametrize(
    "lines",
    [
        ("1.检查市场（牵头单位：市商务局", "配合单位：市公安局）"),
        ("1.检查市场（市商务局", "2.检查食堂（市教育局）"),
        ("1.检查市场（市商务局", "检查食堂（市教育局）"),
        ("市教育局", "市财政局", "（市级）"),
        ("城镇新增就业12万人 市人力资源社会保障局", "改造老旧小区30个 市住房城乡建设局", "新增学位5000个 市教育局") * 4,
        ("关于印发2023年政务公开工作要点任务分解表的通知", "关于做好2023年汛期地质灾害防治工作的通知") * 6,
        ("为做好2023年政务公开，现提出以下工作要点，请各单位抓好落实", "各单位要落实责任，" + SENTENCE * 3),
    ],
    ids=["labels", "next number", "never closed", "short cells", "rows", "titles", "paragraphs"],
)
def test_lines_that_end_of_themselves_stay_apart(lines: tuple[str, ...]) -> None:
    assert whole(*lines) == list(lines)


def test_where_bytes_were_lost_line_ends_stay_as_they_are() -> None:
    lines = [line[:-1] + "?" for line in cut(SENTENCE * 5, 24)]
    assert whole(*lines) == lines


def test_foreign_words_keep_their_gap() -> None:
    assert whole("1.接入政务云（含 Open", "Stack 集群）") == ["1.接入政务云（含 Open Stack 集群）"]


def test_other_looks_are_not_joined() -> None:
    heading, words = Block("p[1]", TracedText("推进公开（市司法局、"), "h2"), Block("p[2]", TracedText("市财政局）"), "p")
    assert with_whole_lines((heading, words)) == (heading, words)


def test_hostile_pages_take_time_in_proportion_to_their_length() -> None:
    lines = blocks(*(["（" * 200] * 5_000 + ["公布清单，公开结果，" * 3 + "（"] * 20_000 + ["公布清单，公开结果，" * 3] * 50_000))
    begun = time.process_time()
    with_whole_lines(lines)
    assert time.process_time() - begun < 10


LABEL = re.compile("单位：")


@pytest.mark.parametrize(
    ("lines", "joined"),
    [
        (("责任单位：县商务局、县市场", "监管局、县卫健局"), ["责任单位：县商务局、县市场监管局、县卫健局"]),
        (("1.公布结果。责任单位：县文化体育和", "旅游局"), ["1.公布结果。责任单位：县文化体育和旅游局"]),
        (("牵头单位：县市场监管", "局"), ["牵头单位：县市场监管局"]),
        (("责任单位：县商务局", "县市场监管局"), ["责任单位：县商务局", "县市场监管局"]),
        (("责任单位：王某", "县市场监管局"), ["责任单位：王某", "县市场监管局"]),
        (("责任单位：各乡镇", "监管局做好抽查工作。"), ["责任单位：各乡镇", "监管局做好抽查工作。"]),
        (("责任单位：县市场", "完成时限：6月底前"), ["责任单位：县市场", "完成时限：6月底前"]),
        (("改造农贸市场", "监管局"), ["改造农贸市场", "监管局"]),
    ],
)
def test_a_name_behind_a_label_that_the_end_of_the_line_cut_is_whole_and_no_other(
    lines: tuple[str, ...], joined: list[str]
) -> None:
    assert [block.text.original for block in with_whole_lines(blocks(*lines), LABEL) if isinstance(block, Block)] == joined


@pytest.mark.parametrize(
    ("lines", "joined"),
    [
        (("召开推进会，6月", "底前完成评估。"), ["召开推进会，6月底前完成评估。"]),
        (("摸清底数，11月", "30日前报送台账。"), ["摸清底数，11月30日前报送台账。"]),
        (("开展巡查，8月", "下旬通报结果。"), ["开展巡查，8月下旬通报结果。"]),
        (("完成招标、2023年3月", "底，开工建设。"), ["完成招标、2023年3月底，开工建设。"]),
        (("清淤河道，5月", "底之前验收。"), ["清淤河道，5月底之前验收。"]),
        (("2023年6月", "底前完成"), ["2023年6月", "底前完成"]),
        (("召开推进会，6月", "底商改造完工。"), ["召开推进会，6月", "底商改造完工。"]),
        (("召开推进会，6月", "3.底数清查。"), ["召开推进会，6月", "3.底数清查。"]),
        (("召开推进会，6月", "县水利局负责。"), ["召开推进会，6月", "县水利局负责。"]),
    ],
)
def test_a_date_that_the_end_of_the_line_cut_is_whole(lines: tuple[str, ...], joined: list[str]) -> None:
    assert [block.text.original for block in with_whole_lines(blocks(*lines)) if isinstance(block, Block)] == joined


@pytest.mark.parametrize("gap", ["  ", "　", "    ", " "], ids=["two spaces", "one wide space", "four spaces", "one space"])
def test_rows_of_a_table_are_no_lines_of_running_words(gap: str) -> None:
    work = (
        "新建农村幸福院，完成验收",
        "改造适老化住房，年内交付",
        "发放高龄津贴，按月到账",
        "修复破损路面，完成划线",
        "扩建中心小学，完成招标",
        "增设公交站点，开通线路",
    )
    rows = [gap.join((words, "县民政局、县财政局", "县住房城乡建设局、县残联")) for words in work]
    assert whole(*rows) == rows


def test_a_line_that_is_cut_goes_on_whatever_its_gaps() -> None:
    lines = [f"第{n}条　各级各部门要切实提高政治站位，压实工作责任，扎实推进各项重点任务落" for n in "一二三四五六"]
    rest = "地见效，确保完成全年目标任务，为全县经济社会发展作出贡献。"
    assert whole(*(part for line in lines for part in (line, rest))) == [line + rest for line in lines]
