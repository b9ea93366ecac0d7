"""Lines that the paper cut are put together, and no others."""

from __future__ import annotations

import re
import time
from typing import TYPE_CHECKING

import pytest

from pipeline.outline import Block
from pipeline.read.wrapped import with_whole_lines
from pipeline.traced import TracedText

if TYPE_CHECKING:
    from collections.abc import Callable

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


HEAD = ("浅山县2022年便民工程分工", "各乡镇人民政府，县直各单位：")
BRACKETS = (
    "1.翻修沿街公厕九座并补齐无障碍扶手。（牵头单位：县城管局；配合单位：县残联、县财政局；完成时限：9月底前）",
    "2.给五所村小换装防近视照明灯三百六十套，配好备用电源。（牵头单位：县教育局；配合单位：县供电公司、各乡镇人民政府）",
    "3.增开夜间公交线路2条，延长末班时间。（牵头单位：县交通运输局；配合单位：县公安局；完成时限：7月底前）",
    "4.整修山塘14座，疏通灌渠二十五公里。（牵头单位：县水利局；配合单位：县农业农村局；完成时限：11月30日前）",
)
PROSE = (
    "（一）县民政局要会同县卫生健康局摸清独居老人底数，6月20日前逐户建立探访台账，每周至少探访一次，情况报县政府办公室。",
    "（二）县应急管理局负责烟花爆竹零售点检查，全年不少于四轮，查出的问题当场交办，限期改完，逾期不改的依法吊销许可。",
    "（三）各乡镇人民政府要组织干部住到村里，对病险水库、地灾隐患点逐一排查，主汛期前完成群众转移演练，并留存影像。",
)
LABELLED = (
    "改造老旧电梯四十部，补建单元门禁一百二十处，引导业主续筹维修资金，年内完成验收并移交物业管理。",
    "牵头单位：县住房和城乡建设局",
    "责任单位：县市场监督管理局、县消防救援大队、县财政局、县自然资源局、各街道办事处",
    "完成时限：2022年10月底前",
    "选派农技员驻村指导，推广水稻集中育秧，建成示范片六个，培训种粮大户三百人次，发放技术手册五千册。",
    "牵头单位：县农业农村局",
    "责任单位：县供销合作社联合社、县科学技术局、县乡村振兴局、县气象局、各乡镇人民政府",
    "完成时限：2022年5月底前",
)


def _even(text: str, signs: int) -> list[str]:
    """Lines of so many signs, but no mark begins one."""
    lines = [""]
    for sign in text:
        full = len(lines[-1]) >= signs
        if full and sign in "，。、；：）":
            lines = [*lines[:-1], lines[-1][:-1], lines[-1][-1]]
            lines[-1] += sign
        elif full:
            lines.append(sign)
        else:
            lines[-1] += sign
    return lines


def printed(*paragraphs: str, signs: int, indent: int, way: Callable[[str, int], list[str]]) -> list[Block]:
    pieces = [(at, piece) for p in paragraphs for at, piece in enumerate(way("　" * (indent // 2) + p, signs))]
    return [
        Block(f"line[{n}]", TracedText(piece.strip()), "line", indent=0 if at else indent)
        for n, (at, piece) in enumerate(pieces, 1)
    ]


@pytest.mark.parametrize("way", [cut, _even], ids=["anywhere", "before no mark"])
@pytest.mark.parametrize("indent", [0, 4])
@pytest.mark.parametrize("paragraphs", [BRACKETS, PROSE, LABELLED], ids=["brackets", "prose", "labels"])
def test_lines_are_whole_again_at_every_width_of_paper(
    paragraphs: tuple[str, ...], indent: int, way: Callable[[str, int], list[str]]
) -> None:
    for signs in range(20, 45):
        lines = [*blocks(*HEAD), *printed(*paragraphs, signs=signs, indent=indent, way=way)]
        got = [block.text.original for block in with_whole_lines(tuple(lines), re.compile("单位："), re.compile("分工"))]
        assert "\n".join(got).replace("。\n（牵头", "。（牵头").split("\n") == [*HEAD, *paragraphs], signs


@pytest.mark.parametrize(
    ("lines", "joined"),
    [
        (("清运河道垃圾（牵头单位：", "县水利局）"), ["清运河道垃圾（牵头单位：县水利局）"]),
        (("清运河道垃圾（牵", "头单位：县水利局）"), ["清运河道垃圾（牵头单位：县水利局）"]),
        (("清运垃圾（牵头单位：县水利局；", "配合单位：各乡镇）"), ["清运垃圾（牵头单位：县水利局；配合单位：各乡镇）"]),
        (("清运垃圾（牵头单位：县水利局；配", "合单位：各乡镇）"), ["清运垃圾（牵头单位：县水利局；配合单位：各乡镇）"]),
        (("清运河道垃圾十处（", "县水利局、各乡镇）"), ["清运河道垃圾十处（县水利局、各乡镇）"]),
        (("清运河道垃圾十处", "。"), ["清运河道垃圾十处。"]),
        (("清运河道垃圾", "，补植护岸林木。"), ["清运河道垃圾，补植护岸林木。"]),
        (("清运垃圾（牵头单位：县水利局", "配合单位：各乡镇）"), ["清运垃圾（牵头单位：县水利局", "配合单位：各乡镇）"]),
        (("清运河道垃圾（县水利局；", "2.补植林木（县林业局）"), ["清运河道垃圾（县水利局；", "2.补植林木（县林业局）"]),
    ],
)
def test_an_open_bracket_and_a_mark_that_begins_no_line_join_whatever_the_width(
    lines: tuple[str, ...], joined: list[str]
) -> None:
    assert whole(*lines) == joined


@pytest.mark.parametrize(
    "lines",
    [
        ("推进城乡供水一体化，保障群众饮水安全", "推进公交线网全覆盖，方便群众绿色出行", "推进托育服务普惠化，减轻家庭养育负担")
        * 2,
        (
            "修缮校舍屋顶漏点，更换门窗",
            "县教育局、县财政局、各乡镇人民政府",
            "增设社区食堂六处，错时开放",
            "县民政局、县商务局、各街道办事处",
        )
        * 3,
        (
            "县自然资源局、县林业局、县水利局、各乡镇政府",
            "完成荒山绿化。",
            "县自然资源局、县林业局、县水利局、各乡镇政府",
            "关停采石场。",
        ),
        ("2023年青泽县十件实事责任分工实施方案", "为把好事办好，各责任单位要倒排工期，逐月调度，定期公布进展情况。", *PROSE),
        (
            "各乡镇、街道要把防溺水摆上重要位置，层层落实责任",
            SENTENCE * 2 + "年底前完成。",
            "二、压实责任",
            SENTENCE * 2 + "完成。",
        ),
    ],
    ids=["verses", "cells", "cells with full stops", "title", "lead over paragraphs"],
)
def test_lines_of_one_length_that_end_of_themselves_stay_apart(lines: tuple[str, ...]) -> None:
    assert [b.text.original for b in with_whole_lines(blocks(*lines), LABEL, re.compile("方案"))] == list(lines)


def test_a_signature_to_the_right_is_no_full_line() -> None:
    signed = [
        Block("line[90]", TracedText("浅山县人民政府办公室"), "line", indent=28),
        Block("line[91]", TracedText("2022年4月1日"), "line", indent=32),
    ]
    lines = printed(*PROSE, signs=24, indent=4, way=cut)
    assert [b.text.original for b in with_whole_lines((*lines, *signed))] == [*PROSE, *(b.text.original for b in signed)]
