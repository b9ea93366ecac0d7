"""The name of a body that does not give the notice's own number: another was put in its place, and that is said."""

import pytest

from pipeline.outline import Block, Outline
from pipeline.repair import repair_outline
from pipeline.rules import load_rules
from pipeline.traced import TracedText


@pytest.fixture(scope="module")
def noted():
    rules = load_rules().repair

    def notes(title, number, signed):
        lines = (
            title,
            number,
            "各有关单位：",
            "现将任务分工印发给你们。",
            "1 | 修缮校舍三所 | 2023年6月底前",
            signed,
            "2023年3月2日",
        )
        blocks = tuple(Block(f"line[{n}]", TracedText(line), "line") for n, line in enumerate(lines))
        return repair_outline(Outline(blocks, "text/plain", "utf-8"), rules).notes

    return notes


@pytest.mark.parametrize(
    ("issuer", "number"),
    [
        ("岚皋县财政局", "岚教体发〔2023〕11号"),
        ("岚皋县人民政府", "绵教发〔2023〕11号"),
        ("会宁县住房和城乡建设局", "白市监发〔2023〕21号"),
        ("高邑县财政局", "沪教委办〔2023〕17号"),
        ("云河县民政局", "云卫健发〔2022〕5号"),
        ("石泉县人民政府办公室", "宁政办发〔2023〕3号"),
        ("兴安县水利局", "全政办发〔2022〕5号"),
    ],
)
def test_a_number_of_another_line_of_work_or_another_county_is_said(issuer, number, noted):
    assert ("foreign_name", issuer) in noted(f"{issuer}关于印发2023年安全任务分工的通知", number, issuer)


@pytest.mark.parametrize(
    ("issuer", "number"),
    [
        ("松桃苗族自治县教育局", "松教通〔2023〕8号"),
        ("中共石泉县委办公室", "石办发〔2023〕8号"),
        ("西安市长安区教育局", "长教发〔2023〕8号"),
        ("天津市滨海新区教育体育委员会", "津滨教体发〔2023〕8号"),
        ("石泉县人民政府办公室", "政办发〔2023〕8号"),
        ("石泉县教育局", "教字〔2023〕8号"),
        ("石林彝族自治县教育局", "石林教发〔2023〕8号"),
        ("石泉县生态环境保护委员会办公室", "石环委办〔2023〕8号"),
        ("石泉县总林长办公室", "石林长办〔2023〕8号"),
        ("城口县人民政府办公室", "渝城府办发〔2023〕8号"),
        ("杭州市西湖区住房和城乡建设局", "西住建〔2023〕8号"),
    ],
)
def test_a_number_that_the_issuer_gives_is_no_contradiction(issuer, number, noted):
    assert noted(f"{issuer}关于印发2023年安全任务分工的通知", number, issuer) == ()


@pytest.mark.parametrize(
    "title",
    ["松桃县教育局转发泰州市财政局关于校园安全通知的通知", "云河县财政局 松桃县教育局关于印发校园安全任务分工的通知"],
)
def test_who_passes_on_or_issues_with_others_is_no_foreign_body(title, noted):
    assert noted(title, "松教发〔2023〕8号", "松桃县教育局") == ()
