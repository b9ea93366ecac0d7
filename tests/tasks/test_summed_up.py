"""Sentences behind a list that say of all its items, or of some, by when they are done and who does them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.tasks.cases import page_of, tasks_of

if TYPE_CHECKING:
    from pipeline.parse import Rules

TITLE, HEADING = "青山县2024年城市管理工作要点", "一、重点事项"
WORK = ("更换窨井盖板。", "清洗公交站台。", "补种行道树木。")
OWN = ("（县住建局）", "（县交通局）", "（县林业局）")
OWN_TIME = ("（县住建局）", "（县交通局，5月底前）", "（县林业局）")
MAY, JULY = "2024-05-31", "2024-07-31"
BODIES = ("R县住建局", "R县交通局", "R县林业局")
NONE = ("", "", "")


def read(behind: tuple[str, ...], sentence: str, rules: Rules) -> list[tuple[str, str]]:
    """The units and times of the three items of a list, whose words end as `behind`, with a sentence below it."""
    items = [f"{at}.{work}{own}" for at, (work, own) in enumerate(zip(WORK, behind, strict=True), 1)]
    tasks = [task.split("|") for task in tasks_of(page_of((TITLE, HEADING, *items, sentence)), rules)]
    assert [task[2] for task in tasks] == list(WORK), sentence
    return [(task[3], task[4]) for task in tasks]


@pytest.mark.parametrize(
    "sentence",
    [
        "以上各项任务原则上7月底前完成。",
        "上述三项任务限7月底前完成。",
        "以上任务务必在7月底前全部完成到位。",
        "所有任务7月底前完成。",
        "各项任务均应于7月底前办结。",
        "注：以上任务完成时限均为7月底前。",
        "备注：上述任务均须于7月底前完成。",
        "完成时限：以上任务7月底前完成。",
        "本节任务均于7月底前完成。",
        "以上重点事项完成时限：7月底前",
        "（上列任务，7月底前全部完成）",
        "未明确时限的任务7月底前完成。",
    ],
)
def test_a_time_said_of_all_items_is_that_of_each(sentence: str, rules: Rules) -> None:
    assert read(OWN, sentence, rules) == [(body, JULY) for body in BODIES]


@pytest.mark.parametrize(
    "sentence",
    [
        "以上任务除第2项外，7月底前完成。",
        "除第二项外，其余均于7月底前完成。",
        "未注明时限的，均于7月底前完成。",
        "以上任务未注明完成时限的，一律于7月底前完成。",
        "除已明确时限的外，其他任务均于7月底前完成。",
        "未标注完成时间的均为7月底前。",
        "以上任务除标注时限的外，均于7月底前完成。",
    ],
)
def test_an_item_that_is_left_out_or_has_its_own_time_keeps_it(sentence: str, rules: Rules) -> None:
    assert read(OWN_TIME, sentence, rules) == list(zip(BODIES, (JULY, MAY, JULY), strict=True))


@pytest.mark.parametrize(
    ("sentence", "times"),
    [
        ("前两项任务5月底前完成。", (MAY, MAY, "")),
        ("前两项任务5月底前完成，第3项任务7月底前完成。", (MAY, MAY, JULY)),
        ("第1项5月底前完成，第2、3项7月底前完成。", (MAY, JULY, JULY)),
        ("第1至2项于5月底前完成；第3项于7月底前完成。", (MAY, MAY, JULY)),
        ("以上两项7月底前完成。", ("", JULY, JULY)),
    ],
)
def test_a_time_said_of_some_items_is_that_of_those(sentence: str, times: tuple[str, ...], rules: Rules) -> None:
    assert read(OWN, sentence, rules) == list(zip(BODIES, times, strict=True))


@pytest.mark.parametrize(
    ("sentence", "who"),
    [
        ("上述任务县水利局牵头，7月底前完成。", "L县水利局"),
        ("以上三项牵头单位为县水利局，完成时限为7月底前。", "L县水利局"),
        ("以上事项除已注明的外，均由县水利局负责，7月底前完成。", "R县水利局"),
        ("未注明责任单位的，由县水利局负责，7月底前完成。", "R县水利局"),
        ("所有任务由县水利局牵头负责，7月底前完成。", "L县水利局"),
    ],
)
def test_a_body_and_a_time_said_of_all_items_are_those_of_each(sentence: str, who: str, rules: Rules) -> None:
    assert read(NONE, sentence, rules) == [(who, JULY)] * 3


def test_bodies_that_are_handed_out_one_by_one_are_nobodys_rather_than_everybodys(rules: Rules) -> None:
    assert read(NONE, "以上三项分别由县住建局、县交通局、县林业局负责。", rules) == [("", "")] * 3


def test_a_body_that_helps_with_all_items_stands_beside_those_of_each(rules: Rules) -> None:
    helped = [(f"{body} C县财政局", JULY) for body in BODIES]
    assert read(OWN, "上述工作县财政局配合，7月底前完成。", rules) == helped
    assert read(OWN, "以上事项由县财政局配合，7月底前完成。", rules) == helped


@pytest.mark.parametrize("above", ["以下任务7月底前完成：", "下列任务完成时限均为7月底前。", "以下各项工作，请于7月底前完成："])
def test_a_time_said_above_a_list_is_that_of_each_item(above: str, rules: Rules) -> None:
    items = (f"{at}.{work}{own}" for at, (work, own) in enumerate(zip(WORK, OWN, strict=True), 1))
    tasks = [task.split("|") for task in tasks_of(page_of((TITLE, HEADING, above, *items)), rules)]
    assert [(task[1], *task[3:]) for task in tasks] == [("重点事项", body, JULY) for body in BODIES]


@pytest.mark.parametrize(
    ("sentence", "demand"),
    [
        ("以上任务各镇要积极配合，5月底前将情况报县防指。", f"R各镇*|{MAY}"),
        ("以上事项有关单位要积极配合，确保7月底前完成。", f"R有关单位*|{JULY}"),
    ],
)
def test_a_demand_about_the_items_is_one_of_its_own_and_names_no_items(sentence: str, demand: str, rules: Rules) -> None:
    *items, last = tasks_of(page_of((TITLE, HEADING, f"1.{WORK[0]}{OWN[0]}", f"2.{WORK[1]}{OWN[1]}", sentence)), rules)
    assert [item.split("|")[4] for item in items] == ["", ""]
    assert last == f"||{sentence}|{demand}"


def test_a_sentence_of_an_item_about_all_its_own_work_stays_in_it(rules: Rules) -> None:
    said = "补种行道树木。全部工作7月底前完成。"
    last = tasks_of(page_of((TITLE, HEADING, "1.更换窨井盖板。（县住建局）", f"2.{said}（县林业局）")), rules)[-1]
    assert last == f"2|重点事项|{said}|R县林业局|{JULY}"
