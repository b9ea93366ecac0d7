"""Single traditional words on a simplified page become simplified; names and what is quoted stay."""

import pytest


@pytest.fixture(scope="module")
def rules(every_rule):
    return every_rule


PLAIN = (
    "关于印发2023年乡村振兴工作要点的通知",
    "各乡镇人民政府，县政府各部门：现将工作要点印发给你们，请认真贯彻执行。",
    "（一）发展特色产业，建设标准化茶园三千亩，开办农业技术培训班。",
    "（二）整治农村人居环境，农户厕所改造八百座，污水处理设施实现全覆盖。",
)


@pytest.mark.parametrize(
    ("printed", "meant"),
    [
        ("責任单位：县教育局", "责任单位：县教育局"),
        ("縣水利局、縣林业局", "县水利局、县林业局"),
        ("（二）舉办培训班四期，完成任務", "（二）举办培训班四期，完成任务"),
        ("各鄉镇人民政府，县政府各部門", "各乡镇人民政府，县政府各部门"),
        ("序号 | 工作任務 | 完成时限", "序号 | 工作任务 | 完成时限"),
        ("推进政务公開，市財政局负責", "推进政务公开，市财政局负责"),
    ],
)
def test_single_traditional_words_of_a_simplified_page_are_simplified(printed, meant, repaired):
    *_, block = repaired(*PLAIN, printed).blocks()
    assert block.text.text == meant
    assert not any(repair.certain for repair in block.text.repairs)


@pytest.mark.parametrize(
    "text",
    [
        "责任领导：李國強",
        "印制《說文解字》挂图",
        "纠正街牌上的“國”字",
        "聘请龔鵬程教授授课",
        "乾佑街道、於潜镇、瞭望塔",
        "毕昇故里、如臯古城",
    ],
)
def test_names_and_quoted_words_of_a_simplified_page_stay(text, mended):
    assert mended(*PLAIN, text)[-1] == text
