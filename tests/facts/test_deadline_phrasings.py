"""Times as notices of many places print them; the right side was written before the program read the left."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest
import yaml

from pipeline.facts.deadlines.calendar import TimeContext
from pipeline.facts.deadlines.reading import describe, has_limit, phrase_of, read_deadlines
from pipeline.notice import Phrase
from pipeline.outline import Passage

PLAN = TimeContext(plan_year=2022, written=dt.date(2022, 3, 1))

POINTS = [
    ("2022年6月底", "date end=2022-06-30 precision=month"),
    ("2022年12月31日24时前", "date end=2022-12-31 precision=day"),
    ("2022年6月30日（星期四）前", "date end=2022-06-30 precision=day"),
    ("22年底", "date end=2022-12-31 precision=year"),
    ("12月10日之前", "date end=2022-12-10 precision=day inferred=year"),
    ("12月10日以前", "date end=2022-12-10 precision=day inferred=year"),
    ("不晚于6月30日", "date end=2022-06-30 precision=day inferred=year"),
    ("不迟于2022年6月底", "date end=2022-06-30 precision=month"),
    ("最迟6月底前", "date end=2022-06-30 precision=month inferred=year"),
    ("最晚于6月底前完成", "date end=2022-06-30 precision=month inferred=year"),
    ("截至2022年6月30日", "date end=2022-06-30 precision=day"),
    ("6月30日截止", "date end=2022-06-30 precision=day inferred=year"),
    ("2022年6月30日止", "date end=2022-06-30 precision=day"),
    ("月底前", "date end=2022-03-31 precision=month inferred=year,month"),
    ("本月底前", "date end=2022-03-31 precision=month inferred=year,month"),
    ("下月底前", "date end=2022-04-30 precision=month inferred=year,month"),
    ("2022年 6 月 30 日", "date start=2022-06-30 end=2022-06-30 precision=day"),
    ("6月三十日前", "date end=2022-06-30 precision=day inferred=year"),
    ("2022年第一季度末", "date end=2022-03-31 precision=quarter"),
    ("一季度前", "date end=2022-03-31 end_earliest=2021-12-31 precision=quarter inferred=year"),
    ("上半年底", "date end=2022-06-30 precision=half inferred=year"),
    ("2023年前", "date end=2023-12-31 end_earliest=2022-12-31 precision=year"),
    ("2023年6月前", "date end=2023-06-30 end_earliest=2023-05-31 precision=month"),
    ("6月中旬前", "date end=2022-06-20 end_earliest=2022-06-10 precision=tenday inferred=year"),
    ("国庆节前", "date end=2022-09-30 precision=day inferred=year"),
    ("“五一”节前", "date end=2022-04-30 precision=day inferred=year"),
    ("2022年国庆前", "date end=2022-09-30 precision=day"),
    ("年末", "date end=2022-12-31 precision=year inferred=year"),
    ("2022年岁末", "date end=2022-12-31 precision=year"),
    ("年终前", "date end=2022-12-31 precision=year inferred=year"),
    ("2022.12底", "date end=2022-12-31 precision=month"),
    ("2022年12月份", "date start=2022-12-01 end=2022-12-31 precision=month"),
    ("十二月底前", "date end=2022-12-31 precision=month inferred=year"),
    (
        "力争6月底、确保9月底前完成",
        "date end=2022-06-30 precision=month inferred=year; date end=2022-09-30 precision=month inferred=year",
    ),
    ("2022年9月底前完成100%", "date end=2022-09-30 precision=month deliverable=完成100%"),
    ("2022年6月30日前完成整改", "date end=2022-06-30 precision=day deliverable=完成整改"),
    ("2022年度内", "date start=2022-01-01 end=2022-12-31 precision=year"),
    ("本季度末", "date end=2022-03-31 precision=quarter inferred=year,quarter"),
]

SEVERAL = [
    (
        "6月底、9月底、12月底",
        "date end=2022-06-30 precision=month inferred=year; date end=2022-09-30 precision=month inferred=year; date end=2022-12-31 precision=month inferred=year",
    ),
    (
        "6、9、12月底前",
        "date end=2022-06-30 precision=month inferred=year; date end=2022-09-30 precision=month inferred=year; date end=2022-12-31 precision=month inferred=year",
    ),
    ("2022年底前；2023年底前", "date end=2022-12-31 precision=year; date end=2023-12-31 precision=year"),
    (
        "9月底前完成初稿，11月底前印发实施",
        "date end=2022-09-30 precision=month deliverable=完成初稿 inferred=year; date end=2022-11-30 precision=month deliverable=印发实施 inferred=year",
    ),
    ("6月30日前完成，并长期坚持", "date end=2022-06-30 precision=day inferred=year; ongoing"),
    (
        "2022年6月底前（第一批）、12月底前（第二批）",
        "date end=2022-06-30 precision=month deliverable=第一批; date end=2022-12-31 precision=month deliverable=第二批 inferred=year",
    ),
    (
        "第一批6月底前；第二批9月底前",
        "date end=2022-06-30 precision=month deliverable=第一批 inferred=year; date end=2022-09-30 precision=month deliverable=第二批 inferred=year",
    ),
    (
        "市级6月底前，县级9月底前",
        "date end=2022-06-30 precision=month deliverable=市级 inferred=year; date end=2022-09-30 precision=month deliverable=县级 inferred=year",
    ),
    (
        "2022年9月底前取得阶段性成果，年底前完成",
        "date end=2022-09-30 precision=month deliverable=取得阶段性成果; date end=2022-12-31 precision=year inferred=year",
    ),
    (
        "2022年一季度、三季度",
        "date start=2022-01-01 end=2022-03-31 precision=quarter; date start=2022-07-01 end=2022-09-30 precision=quarter inferred=year",
    ),
]

SPANS = [
    ("2022年3-5月", "period start=2022-03-01 end=2022-05-31 precision=month"),
    ("2022年3月—2023年2月", "period start=2022-03-01 end=2023-02-28 precision=month"),
    ("1—12月", "period start=2022-01-01 end=2022-12-31 precision=month inferred=year"),
    ("2022年9月15日-20日", "period start=2022-09-15 end=2022-09-20 precision=day"),
    ("2021-2023年", "period start=2021-01-01 end=2023-12-31 precision=year"),
    ("2022.3—2022.11", "period start=2022-03-01 end=2022-11-30 precision=month"),
    ("即日起至2022年12月31日", "period start=2022-03-01 end=2022-12-31 precision=day"),
    ("3月上旬至5月下旬", "period start=2022-03-01 end=2022-05-31 precision=tenday inferred=year"),
    ("2022年5月-年底", "period start=2022-05-01 end=2022-12-31 precision=year"),
    (
        "2022年第二、三季度",
        "date start=2022-04-01 end=2022-06-30 precision=quarter; date start=2022-07-01 end=2022-09-30 precision=quarter inferred=year",
    ),
    ("“十四五”期间", "period start=2021-01-01 end=2025-12-31 precision=year"),
]

TURNS = [
    ("按季度", "recurring precision=quarter rrule=FREQ=MONTHLY;INTERVAL=3"),
    ("每季度首月10日前", "recurring precision=day rrule=FREQ=YEARLY;BYMONTH=1,4,7,10;BYMONTHDAY=10"),
    ("每月5日前报送", "recurring precision=day rrule=FREQ=MONTHLY;BYMONTHDAY=5 deliverable=报送"),
    ("每月底前", "recurring precision=month rrule=FREQ=MONTHLY;BYMONTHDAY=-1"),
    ("每周五下班前", "recurring rrule=FREQ=WEEKLY;BYDAY=FR"),
    ("每半年一次", "recurring precision=half rrule=FREQ=MONTHLY;INTERVAL=6"),
    ("每年3月、9月", "recurring precision=month rrule=FREQ=YEARLY;BYMONTH=3,9"),
    ("每季度末月25日前", "recurring precision=day rrule=FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=25"),
    ("每周一、周四", "recurring rrule=FREQ=WEEKLY;BYDAY=MO,TH"),
    ("每年12月底前", "recurring precision=month rrule=FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=-1"),
    ("每两年一次", "recurring precision=year rrule=FREQ=YEARLY;INTERVAL=2"),
    ("每季度至少一次", "recurring precision=quarter rrule=FREQ=MONTHLY;INTERVAL=3"),
    ("半年一次", "recurring precision=half rrule=FREQ=MONTHLY;INTERVAL=6"),
    ("一季度一次", "recurring precision=quarter rrule=FREQ=MONTHLY;INTERVAL=3"),
    ("一月一报", "recurring precision=month rrule=FREQ=MONTHLY"),
    ("每年6月和12月", "recurring precision=month rrule=FREQ=YEARLY;BYMONTH=6,12"),
    ("自2022年起每年年底前", "recurring start=2022-01-01 precision=year rrule=FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=-1"),
    ("每月、每季度", "recurring precision=month rrule=FREQ=MONTHLY; recurring precision=quarter rrule=FREQ=MONTHLY;INTERVAL=3"),
]

RELATIVE = [
    ("收到任务后3个工作日内", "relative precision=day offset_days=3 workdays anchor=received"),
    ("60日内", "relative precision=day offset_days=60"),
    ("方案印发后两周内", "relative end=2022-03-15 precision=day offset_days=14 anchor=issued"),
    ("自印发之日起1个月内", "relative end=2022-04-01 precision=day offset_days=30 anchor=issued inferred=offset_days"),
    ("信息形成后7个工作日内", "relative precision=day offset_days=7 workdays anchor=created deliverable=信息"),
    ("接到通知后立即", "relative anchor=received; relative anchor=at_once"),
    ("按上级要求时限完成", "relative anchor=superior"),
    ("与国家、省同步", "relative anchor=superior"),
    ("根据省统一部署推进", "relative anchor=superior"),
    ("按序时进度", "relative anchor=schedule"),
    ("视情", "ongoing"),
    ("适时", "ongoing"),
]

ENDLESS = [
    ("长期任务", "ongoing"),
    ("常抓不懈", "ongoing"),
    ("日常工作", "ongoing"),
    ("经常性工作", "ongoing"),
    ("常态化开展", "ongoing"),
    ("持续抓好落实", "ongoing"),
    ("贯穿全年", "ongoing start=2022-01-01 end=2022-12-31 precision=year inferred=year"),
    ("2022年全年", "ongoing start=2022-01-01 end=2022-12-31 precision=year"),
    ("全年持续推进", "ongoing start=2022-01-01 end=2022-12-31 precision=year inferred=year"),
    ("2022年6月起持续", "ongoing start=2022-06-01 precision=month"),
    ("2022年5月1日起", "ongoing start=2022-05-01 precision=day"),
    ("即日起", "ongoing start=2022-03-01"),
    ("立行立改，长期坚持", "relative anchor=at_once; ongoing"),
]

ODD = [
    ("2022年13月", "unknown"),
    ("2022年2月30日", "date start=2022-02-28 end=2022-02-28 precision=day inferred=day"),
    ("待定", "relative anchor=schedule"),
    ("2O22年6月底前", "date end=2022-06-30 precision=month inferred=year"),
    ("2O?2年6月底前", "unknown"),
    ("2022年6月31日前", "date end=2022-06-30 precision=day inferred=day"),
    ("——", ""),
    ("/", ""),
]

MIXED = [
    (
        "2022年6月底前出台，7月起实施",
        "date end=2022-06-30 precision=month deliverable=出台; ongoing start=2022-07-01 precision=month inferred=year",
    ),
    ("按月推进", "recurring precision=month rrule=FREQ=MONTHLY"),
    ("每月", "recurring precision=month rrule=FREQ=MONTHLY"),
    ("2022年6月前完成；长期坚持", "date end=2022-06-30 end_earliest=2022-05-31 precision=month; ongoing"),
    ("已完成", ""),
    ("完成", ""),
    ("2022年12月底前完成年度任务", "date end=2022-12-31 precision=month deliverable=完成年度任务"),
    ("2023.6", "date start=2023-06-01 end=2023-06-30 precision=month"),
    ("6.30", "date start=2022-06-30 end=2022-06-30 precision=day inferred=year"),
    ("2022年06月30日", "date start=2022-06-30 end=2022-06-30 precision=day"),
    ("二季度末前", "date end=2022-06-30 precision=quarter inferred=year"),
    ("5月下旬", "date start=2022-05-21 end=2022-05-31 precision=tenday inferred=year"),
    ("2022年春节前", "date end=2022-01-30 precision=day"),
    ("2022年汛期前", "relative anchor=event"),
    ("第四季度", "date start=2022-10-01 end=2022-12-31 precision=quarter inferred=year"),
    ("4季度", "date start=2022-10-01 end=2022-12-31 precision=quarter inferred=year"),
    (
        "2022年4—6月，10—12月",
        "period start=2022-04-01 end=2022-06-30 precision=month; period start=2022-10-01 end=2022-12-31 precision=month inferred=year",
    ),
    ("2022年—2024年", "period start=2022-01-01 end=2024-12-31 precision=year"),
    ("三年", "relative precision=day offset_days=1095 inferred=offset_days"),
    ("十日内", "relative precision=day offset_days=10"),
    ("30天", "relative precision=day offset_days=30"),
    ("每年不少于2次", "recurring precision=year rrule=FREQ=YEARLY"),
    ("每月至少1次", "recurring precision=month rrule=FREQ=MONTHLY"),
    ("每季度第一个月15日前", "recurring precision=day rrule=FREQ=YEARLY;BYMONTH=1,4,7,10;BYMONTHDAY=15"),
    ("2022年6月30日前报市政府办公室", "date end=2022-06-30 precision=day deliverable=报市政府办公室"),
    ("即时", "ongoing"),
    ("及时更新", "ongoing"),
    ("实时", "ongoing"),
    ("政策出台后3个工作日内", "relative precision=day offset_days=3 workdays anchor=other_issued deliverable=政策"),
    ("文件公开之日起3个工作日内", "relative end=2022-03-04 precision=day offset_days=3 workdays anchor=issued"),
    ("今年底", "date end=2022-12-31 precision=year"),
    ("明年6月", "date start=2023-06-01 end=2023-06-30 precision=month"),
    ("2022年第2季度", "date start=2022-04-01 end=2022-06-30 precision=quarter"),
    (
        "2022年9月、10月",
        "date start=2022-09-01 end=2022-09-30 precision=month; date start=2022-10-01 end=2022-10-31 precision=month inferred=year",
    ),
    ("9月15日至9月30日前", "period start=2022-09-15 end=2022-09-30 precision=day inferred=year"),
]

PROSE = [
    (
        "各县区要于6月10日前将方案报市政府办公室。",
        "date end=2022-06-10 precision=day deliverable=将方案报市政府办公室 inferred=year",
    ),
    (
        "每季度末月25日前报送工作进展。",
        "recurring precision=day rrule=FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=25 deliverable=报送工作进展",
    ),
    (
        "一季度制定方案，二季度组织实施，年底前完成验收。",
        "date start=2022-01-01 end=2022-03-31 precision=quarter deliverable=制定方案 inferred=year; date start=2022-04-01 end=2022-06-30 precision=quarter deliverable=组织实施 inferred=year; date end=2022-12-31 precision=year deliverable=完成验收 inferred=year",
    ),
    ("2022年，全市共新建公厕100座。", ""),
    ("力争2025年基本实现全覆盖。", "date start=2025-01-01 end=2025-12-31 precision=year deliverable=基本实现全覆盖"),
    ("依据2021年12月修订的目录执行。", ""),
    (
        "在收到申请20个工作日内答复申请人。",
        "relative precision=day offset_days=20 workdays anchor=received deliverable=答复申请人",
    ),
    (
        "第一阶段（3月至6月）全面排查，第二阶段（7月至12月）集中整治。",
        "period start=2022-03-01 end=2022-06-30 precision=month deliverable=全面排查 inferred=year; period start=2022-07-01 end=2022-12-31 precision=month deliverable=集中整治 inferred=year",
    ),
    ("各镇于每月25日前上报进度表。", "recurring precision=day rrule=FREQ=MONTHLY;BYMONTHDAY=25 deliverable=上报进度表"),
    ("自2022年7月1日起，全面推行电子证照。", ""),
    ("截至2021年底，全市已建成专区20个。", ""),
    ("2022年6月底前完成主体工程建设的项目给予奖励。", ""),
    ("到2025年，政务公开满意度达到95%以上。", "date end=2025-12-31 precision=year deliverable=政务公开满意度达到95%以上"),
    (
        "到2023年，全市规模以上企业超过500家，营业收入突破1000亿元。",
        "date end=2023-12-31 precision=year deliverable=全市规模以上企业超过500家",
    ),
    ("到2024年，公开事项占比不低于90%。", "date end=2024-12-31 precision=year deliverable=公开事项占比不低于90%"),
    (
        "到2023年，力争全市覆盖率提高到80%左右。",
        "date end=2023-12-31 precision=year deliverable=力争全市覆盖率提高到80%左右",
    ),
    ("2023年底前，网上可办率达到95%。", "date end=2023-12-31 precision=year deliverable=网上可办率达到95%"),
    ("到2023年，建成全市统一的公开平台。", "date end=2023-12-31 precision=year deliverable=建成全市统一的公开平台"),
    (
        "6月底前完成目录修订，各单位要高度重视，加强领导。",
        "date end=2022-06-30 precision=month deliverable=完成目录修订 inferred=year",
    ),
    (
        "2022年9月底前，对照国家标准，制定本地目录，并报市政府备案，切实提高公开质量。",
        "date end=2022-09-30 precision=month deliverable=对照国家标准，制定本地目录，并报市政府备案",
    ),
    (
        "2022年6月底前编制完成公开目录，同时在门户网站发布。",
        "date end=2022-06-30 precision=month deliverable=编制完成公开目录，同时在门户网站发布",
    ),
    ("2021年，我市共办理依申请公开100件。", ""),
    ("本办法自2022年5月1日起施行。", ""),
    ("根据2019年5月15日起施行的条例开展工作。", ""),
    (
        "各单位每年1月31日前发布年度报告。",
        "recurring precision=day rrule=FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=31 deliverable=发布年度报告",
    ),
    ("对2018年以前的文件进行清理。", ""),
    ("逾期3个月以上的予以通报。", ""),
    ("2022年8月1日至31日，开展专项检查。", "period start=2022-08-01 end=2022-08-31 precision=day deliverable=开展专项检查"),
    ("2022年6月，组织开展业务培训。", "date start=2022-06-01 end=2022-06-30 precision=month deliverable=组织开展业务培训"),
    ("活动时间：2022年6月1日—6月30日。", "period start=2022-06-01 end=2022-06-30 precision=day"),
    ("3月至5月为动员部署阶段。", "period start=2022-03-01 end=2022-05-31 precision=month deliverable=动员部署阶段 inferred=year"),
    ("落实2021年至2025年规划目标。", ""),
    ("较2020年提高5个百分点。", ""),
    ("2020年12月31日前建成的小区全部纳入改造范围。", ""),
    ("确保年内全部完成改造任务。", "date start=2022-01-01 end=2022-12-31 precision=year deliverable=全部完成改造任务"),
]


@pytest.mark.parametrize(("said", "expected"), [*POINTS, *SEVERAL, *SPANS, *TURNS, *RELATIVE, *ENDLESS, *ODD, *MIXED])
def test_a_time_of_any_kind_reads_as_a_careful_reader_reads_it(said, expected, rules):
    assert describe(read_deadlines(Phrase(Passage.of(said)), PLAN, rules.deadlines)) == expected


@pytest.mark.parametrize(("said", "expected"), PROSE)
def test_running_text_sets_a_limit_only_where_it_says_what_to_do_by_when(said, expected, rules):
    assert describe(read_deadlines(Phrase(Passage.of(said), source="text"), PLAN, rules.deadlines)) == expected


CASE = re.compile(r"(?:(?P<source>text|bracket|cover|label)> )?(?P<said>.+?) =>(?: (?P<expected>.+))?")
CASES = [
    (match["source"] or "cell", match["said"], match["expected"] or "")
    for line in Path(__file__).with_name("times.txt").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#") and (match := CASE.fullmatch(line))
]


def test_no_line_of_times_is_left_out():
    lines = Path(__file__).with_name("times.txt").read_text(encoding="utf-8").splitlines()
    assert len(CASES) == sum("=>" in line and not line.startswith("#") for line in lines) > 300


@pytest.mark.parametrize(("source", "said", "expected"), CASES)
def test_a_time_reads_as_its_line_in_times_says(source, said, expected, rules):
    assert describe(read_deadlines(phrase_of(said, source), PLAN, rules.deadlines)) == expected


@pytest.mark.parametrize(
    "goal", ["到2025年，满意度达到95%以上。", "到2023年，营业收入突破1000亿元。", "到2025年，制度进一步健全。"]
)
def test_a_goal_dates_the_task_that_holds_it_and_makes_none(goal, rules):
    assert read_deadlines(Phrase(Passage.of(goal), source="text"), PLAN, rules.deadlines)
    assert not has_limit(Passage.of(goal), rules.deadlines)
    assert read_deadlines(Phrase(Passage.of(goal), source="cover"), PLAN, rules.deadlines) == ()


def test_every_rule_of_time_says_what_looks_like_it_and_is_none():
    written = (Path(__file__).parents[2] / "rules" / "deadlines.yaml").read_text("utf-8")
    entries = yaml.load(written, Loader=yaml.BaseLoader)["rules"]
    assert [entry["id"] for entry in entries if not entry.get("keep")] == []


@pytest.mark.parametrize(
    "said",
    [
        "执行《湿地保护法》（2022年6月1日起施行）。",
        "根据2019年4月3日国务院令第711号修订的条例规范答复。",
        "截至2021年底，全市共有市场主体28万户。",
        "咨询电话0591-87012345，传真87012022。",
        "文件编号川办发〔2022〕12号。",
        "新建改建农村公路2022公里。",
        "组织开展“12·4”国家宪法日活动。",
        "连续3个月未更新的予以通报。",
        "对照2022年版目录调整。",
        "三年内累计违法2次的企业列入名单。",
        "8月1日在京召开的会议作出部署。",
        "推行365天不打烊服务，30分钟内到达现场。",
    ],
)
def test_years_of_laws_numbers_measures_and_telephones_are_no_limits(said, rules):
    assert read_deadlines(phrase_of(said, "text"), PLAN, rules.deadlines) == ()


@pytest.mark.parametrize("said", ["0838-2022630", "12.5亿元", "2022公里", "2022年版", "2022-001", "国办发〔2022〕8号"])
def test_a_cell_of_numbers_that_are_no_time_gives_no_day(said, rules):
    assert [(f.value.kind, f.value.end) for f in read_deadlines(phrase_of(said, "cell"), PLAN, rules.deadlines)] == [
        ("unknown", None)
    ]
