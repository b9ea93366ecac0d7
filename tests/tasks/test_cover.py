"""The letter around a plan: its own demands, who inherits the work, and the annex that says everything again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.tasks.cases import Case, page_of, parsed, read_cases, tasks_of

if TYPE_CHECKING:
    from pipeline.parse import Rules

CASES = read_cases("cover.txt")
LETTER = (
    "青江市人民政府办公室关于印发青江市2022年政务公开工作要点的通知",
    "各县（市、区）人民政府，市政府各部门：",
    "现将《青江市2022年政务公开工作要点》印发给你们，请认真贯彻落实。{demand}",
    "青江市人民政府办公室",
    "2022年3月1日",
    "青江市2022年政务公开工作要点",
    "一、公开预算信息。（市财政局负责）",
    "二、公开招生信息。（市教育局负责）",
)
DEMANDS = [
    ("各单位要于2022年4月20日前制定实施方案。", "2022-04-20"),
    ("请各单位于4月底前将联络员名单报市政府办公室。", "2022-04-30"),
    ("各牵头单位要在本通知印发后10个工作日内报送工作台账。", "2022-03-15"),
    ("市政府办公室将于11月中旬开展督查。", "2022-11-20"),
    ("各责任单位每月25日前报送进展情况。", "recurring:FREQ=MONTHLY;BYMONTHDAY=25"),
    ("各责任单位于每季度末将落实情况书面报告市政府办公室。", "recurring:FREQ=MONTHLY;INTERVAL=3"),
    ("工作总结请于12月10日前报送（联系人：某某；电话：0000-0000）。", "2022-12-10"),
]
OTHERS = [
    "各单位要高度重视，加强领导，确保完成各项任务。",
    "《青江省2022年政务公开工作要点》提出，到2025年，政务公开标准化水平明显提升。",
    "到2022年底，全市政务公开水平显著提高，形成一批先进经验。",
    "经市政府2022年2月20日第3次常务会议研究同意。",
]


def letter(demand: str) -> tuple[str, ...]:
    """A letter with one more sentence, and the plan it sends."""
    return tuple(line.replace("{demand}", demand) for line in LETTER)


@pytest.mark.parametrize("case", CASES, ids=[c.name for c in CASES])
def test_the_tasks_of_a_letter_are_those_a_reader_finds(case: Case, rules: Rules) -> None:
    assert tasks_of(page_of(case.lines), rules) == case.tasks


@pytest.mark.parametrize(("demand", "time"), DEMANDS, ids=[d for d, _ in DEMANDS])
def test_a_demand_with_a_time_is_a_task_of_the_letter(demand: str, time: str, rules: Rules) -> None:
    first, *rest = parsed(page_of(letter(demand)), rules).tasks
    assert first.draft.origin == "cover"
    assert tasks_of(page_of(letter(demand)), rules)[0].split("|")[-1] == time
    assert len(rest) == 2


@pytest.mark.parametrize("words", OTHERS, ids=[w[:12] for w in OTHERS])
def test_other_words_of_the_letter_are_no_task(words: str, rules: Rules) -> None:
    assert [t.draft.origin for t in parsed(page_of(letter(words)), rules).tasks] == ["narrative", "narrative"]


def test_days_after_the_notice_is_public_count_from_that_day(rules: Rules) -> None:
    lines = letter("各单位要在本通知公布后5个工作日内报送方案。")
    lines = (*lines[:1], "成文日期：2022年3月1日 发布日期：2022年3月8日", *lines[1:])
    assert tasks_of(page_of(lines), rules)[0].endswith("2022-03-15")


def test_a_task_that_the_annex_repeats_holds_the_words_of_both(rules: Rules) -> None:
    case = next(c for c in CASES if "重复正文" in c.name)
    notice = parsed(page_of(case.lines), rules)
    assert [len({p.path for p in t.draft.extent}) for t in notice.tasks] == [2, 2]
