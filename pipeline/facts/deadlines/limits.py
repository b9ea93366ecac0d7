"""Which times in running text are limits of the task, and which are only mentioned."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from pipeline.facts.deadlines.calendar import TimeContext
    from pipeline.facts.deadlines.course import Reading
    from pipeline.facts.deadlines.words import DeadlineRules, Scan
    from pipeline.values import Deadline

_CLAUSE = re.compile(r"[^,;:。、()\0]{0,200}$")
_QUOTED = re.compile(r"“[^”。]{0,40}$")
_BRACKET = re.compile(r"\([^()]{1,6}\)")
_LEFT, _RIGHT, _FAR = 40, 20, 80
_LIMITS = frozenset(("before", "within"))
_VAGUE = frozenset(("quarter", "half", "year"))
_INTENDED = "will"
_LEADS = frozenset(("prep", "aim", "by", _INTENDED))
_OF_A_TASK = "text"
_UNDATED = ("event", "at_once")
_DONE = ("task_after", "finished", "amount")
_PAUSES = ("", ",", "、")
_ENDS = (*_PAUSES, ";", "。", ")")
_NEAR_END = re.compile(r"[^,;:。、的\0]{1,4}(?:[,;。]|$)")
"""A verb that ends the clause: 第二批项目10月底|见效。"""
_COUNTED = re.compile(r"[^,;:。、\0]{2,16}(?<!第)[0-9]+(?![0-9号])")
_NEVER = frozenset(("since", "asof", "stray"))


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What stands around a time in its clause, how far into the text its sentence is, and where that text stands."""

    left: str
    right: str
    sentence: int
    source: str = "text"
    before: str = ""
    onward: str = ""

    @classmethod
    def of(cls, chain: Sequence[Reading], scan: Scan, sentence: int, source: str = "text") -> Surroundings:
        """The words beside a reading or a list of them: `left` as far as its clause goes, `before` and `onward` further."""
        start, end = chain[0].start, chain[-1].end
        before = scan.words[max(0, start - _LEFT) : start]
        clause = _CLAUSE.search(before)
        aside = _BRACKET.match(scan.words, end)  # 4月20日（谷雨）举办开耕节
        end = aside.end() if aside else end
        onward = scan.words[end : end + _FAR]
        return cls(clause[0] if clause else "", onward[:_RIGHT], sentence, source, before, onward)


def is_limit(reading: Reading, around: Surroundings, context: TimeContext, rules: DeadlineRules) -> bool:
    """Whether a time in running text limits the task.

    2019年年底前 does; 2019年政府工作任务, 每季度 in passing, 压缩至3个工作日内 and 2018年底前已 do not.
    """
    if "hinted" in reading.marks or _is_mentioned(reading, around, context, rules):  # 春节前后, 汛前
        return False
    kind, marks = reading.deadline.kind, reading.marks
    if kind == "recurring":
        return _is_repeated(reading, around, rules)
    if kind == "relative":
        return _is_counted(reading, around, rules)
    if kind == "ongoing":
        return _is_begun(reading, around, context, rules)
    if kind == "unknown":
        return reading.deadline.end is not None and bool(marks & _LIMITS)
    dated = kind in ("date", "period") and not _is_past(reading, context)
    return dated and (_INTENDED in marks or _is_said_so(reading, around, rules) or _leads_in(reading, around, context, rules))


def may_limit(reading: Reading, around: Surroundings, context: TimeContext, rules: DeadlineRules) -> bool:
    """Whether a time that is read as no limit may be one: it belongs to its clause, and nothing says that it is only mentioned.

    What comes again is none in passing (每月通报一次), and a year only where something is counted in it: 2024年投入资金2亿元.
    """
    marks, kind = reading.marks, reading.deadline.kind
    if around.source != _OF_A_TASK or _is_mentioned(reading, around, context, rules):
        return False
    if kind == "relative":
        described = marks & {"opening", "hinted"} and rules.aids["describes"].match(around.right)
        counted = marks & {"within", "spent", "opening", "hinted"} and rules.aids["not_around"].search(around.left) is None
        return bool(counted) and not described
    if kind == "ongoing":
        return _is_amount(reading, around, context, rules)  # 全年举办演出90场
    if kind not in ("date", "period") or _is_past(reading, context) or rules.aids["describes"].match(around.right):
        return False
    opens = not around.left or bool(marks & (_LEADS | {"to"})) or rules.aids["task_before"].search(around.left) is not None
    if "year" in marks:
        return opens and _is_ahead(reading, context) and _COUNTED.match(around.onward.removeprefix(",")) is not None
    return opens or around.right[:1] in _ENDS or _NEAR_END.match(around.right) is not None


def _is_mentioned(reading: Reading, around: Surroundings, context: TimeContext, rules: DeadlineRules) -> bool:
    """Whether the words beside it show that the time is only spoken of."""
    begins = reading.deadline.kind in ("recurring", "ongoing") or "range" in reading.marks  # 自4月1日起至9月30日止
    never = _NEVER - {"since"} if begins else _NEVER
    if "asof" in reading.marks and _is_ahead(reading, context) and rules.aids["task_after"].match(around.right):
        never -= {"asof"}  # 截止到9月30日，全面完成: not what was done
    from_there = "offset" in reading.marks and "anchor" in reading.marks  # 自|方案印发之日起10日内
    told = bool(reading.marks & never) or (not from_there and rules.aids["not_before"].search(around.left) is not None)
    if told or _is_motto(reading, around) or _is_goal(reading, around, rules):
        return True
    if from_there or reading.marks & _LIMITS:
        return rules.aids["attribute"].match(around.right) is not None
    opens = _opens_ahead(reading, around, context, rules) or ("named" in reading.marks and not around.left)
    return rules.aids["describes" if opens else "not_after"].match(around.right) is not None


def _is_motto(reading: Reading, around: Surroundings) -> bool:
    """Whether a vague time stands in quotation marks: the principle of “年初建账、年底交账”; not “3月底前排查”."""
    return reading.deadline.precision in _VAGUE and _QUOTED.search(around.before) is not None


def _is_counted(reading: Reading, around: Surroundings, rules: DeadlineRules) -> bool:
    """Whether a number of days is a limit, or a season: 印发后10日内, 在10日内, 汛期前; not 压缩至3个工作日内."""
    marks, aids = reading.marks, rules.aids
    led = not around.left or bool(marks & _LEADS) or aids["task_before"].search(around.left) is not None
    if "offset" not in marks:
        return led and reading.deadline.anchor in _UNDATED and not _is_in_doubt(reading, around, rules)
    counted = "anchor" in marks or (led and "within" in marks)
    return counted and aids["not_around"].search(around.left) is None


def _is_in_doubt(reading: Reading, around: Surroundings, rules: DeadlineRules) -> bool:
    """Whether an occasion without a day is followed by words that no rule knows for work: 县两会前|发证."""
    work = around.onward.removeprefix(",")
    return "opening" in reading.marks and not any(rules.aids[aid].match(work) for aid in _DONE)


def _is_repeated(reading: Reading, around: Surroundings, rules: DeadlineRules) -> bool:
    """Whether something that comes again is a limit: a letter demands reports, elsewhere they are no limit of the task."""
    reports = rules.aids["report"].match(around.right) is not None
    if around.source == "cover":
        return reports or bool(reading.marks & _LIMITS)
    named = not around.left and "named" in reading.marks  # 每周五|通报, 每年6月、12月|报送
    return (named or bool(reading.marks & (_LIMITS | {"since"}))) and not (reports and around.sentence > 0)


def _is_goal(reading: Reading, around: Surroundings, rules: DeadlineRules) -> bool:
    """Whether the words only say how things shall stand in a year: 到2023年，…达到80%.

    In a task that is the day by which it must be so; alone it makes no task, and a letter demands nothing by it.
    """
    bare = "year" in reading.marks and not reading.marks & (_LIMITS | {"edge"})
    return bare and around.source != _OF_A_TASK and rules.aids["goal"].search(around.onward) is not None


def _is_said_so(reading: Reading, around: Surroundings, rules: DeadlineRules) -> bool:
    """Whether the words around a day or a range make it a limit."""
    marks = reading.marks
    if around.right[:1] == ")" and rules.aids["stage"].search(around.before):
        return "year" not in marks
    labelled = _is_labelled(around, rules)
    opens = labelled or not around.left or rules.aids["task_before"].search(around.left) is not None
    acts = rules.aids["task_after"].match(around.right) is not None
    reached = around.source == _OF_A_TASK and "year" not in marks and rules.aids["reached"].match(around.right)
    eve = "eve" in marks and (opens or acts or marks & _LEADS)  # 确保国庆节前通车; not 开展国庆节前安全检查
    said = bool(marks & (_LIMITS | {"about"})) or ("year" not in marks and (labelled or "by" in marks))
    if reached or eve or (said and reading.deadline.kind == "date"):
        return bool(reached) or reading.deadline.kind == "date"
    pauses = around.right[:1] in _PAUSES or labelled
    if reading.deadline.kind == "period":
        return "year" not in marks and opens and (pauses or acts)
    if "to" in marks:
        return opens and (pauses or acts or (around.source == _OF_A_TASK and "year" in marks))
    if "edge" in marks:
        return acts or (pauses and opens)
    return acts and ("aim" in marks or (opens and "year" not in marks))


def _is_begun(reading: Reading, around: Surroundings, context: TimeContext, rules: DeadlineRules) -> bool:
    """Whether work of a task begins on a day or in a month to come, and its clause with it: 5月1日起，全面推行电子证照."""
    exact = reading.deadline.precision in ("day", "month") and "since" in reading.marks
    begins = exact and around.source == _OF_A_TASK and not around.left and _is_ahead(reading, context, reading.deadline.start)
    described = rules.aids["describes"].match(around.right) is not None
    return begins and not described and (around.right[:1] == "," or around.right[:2].isalpha())


def _is_amount(reading: Reading, around: Surroundings, context: TimeContext, rules: DeadlineRules) -> bool:
    """Whether a year to come opens a task's clause that says how much is done in it: 今年新建口袋公园6处."""
    opens = around.source == _OF_A_TASK and not around.left and _is_ahead(reading, context)
    return opens and rules.aids["amount"].match(around.onward.removeprefix(",")) is not None


def _leads_in(reading: Reading, around: Surroundings, context: TimeContext, rules: DeadlineRules) -> bool:
    """Whether a time that is still to come opens its clause, whatever verb follows: 8月下旬，赴外地举办推介会; 5月抽检.

    A whole year does so only where the words say that something is finished: 今年完成…; not 2022年政务公开工作.
    """
    if "year" in reading.marks or _is_vague(reading):
        finishes = rules.aids["finished"].match(around.right) is not None and around.source == _OF_A_TASK
        return (finishes and _is_ahead(reading, context)) or _is_amount(reading, around, context, rules)
    if not around.left and around.right[:1] == ",":
        return context.today is not None and _is_ahead(reading, context)
    return _opens_ahead(reading, around, context, rules) and around.right[:2].isalpha() and len(around.right) > 1


def _opens_ahead(reading: Reading, around: Surroundings, context: TimeContext, rules: DeadlineRules) -> bool:
    """Whether a part of a year that is still to come opens a clause of a task: 6月中旬|召开推进会, 要在9月|开工."""
    start = reading.deadline.start
    begun = reading.deadline.kind == "period" and start != context.today and not _is_ahead(reading, context, start)
    if around.source != _OF_A_TASK or _is_vague(reading) or begun or not _is_ahead(reading, context):
        return False
    return not around.left or rules.aids["task_before"].search(around.left) is not None


def _is_vague(reading: Reading) -> bool:
    """Whether a time is as long as a year, and nothing says which end of it: 2022年政务公开工作."""
    return reading.deadline.precision == "year" and "edge" not in reading.marks


def _is_ahead(reading: Reading, context: TimeContext, day: dt.date | None = None) -> bool:
    """Whether a time (or a day of it) lies behind the notice's own; where nobody knows that, not before the plan's year."""
    last, today = day or reading.deadline.end, context.today
    if last is None or today is None:
        return last is not None and context.plan_year is not None and last.year >= context.plan_year
    return last > today


def _is_labelled(around: Surroundings, rules: DeadlineRules) -> bool:
    """Whether a label of time stands right before: 活动时间：."""
    return any(label.end() == len(around.before) for label in rules.aids["heading"].finditer(around.before))


def _is_past(reading: Reading, context: TimeContext) -> bool:
    """Whether the time lay behind when the notice was written: what was done, not what is to be done.

    A limit may lie a little behind (plans are issued late), but not before the plan's own year. The day on which a page was
    published says nothing of a limit: copies of a notice are put on the web years later.
    """
    end: Deadline = reading.deadline
    if end.end is None:
        return False
    limited = bool(reading.marks & (_LIMITS | {"edge", "about"}))
    today = context.written if limited or "to" in reading.marks else context.today
    if today and (end.end > today or (limited and end.end == today)):
        return False
    return end.end.year < context.floor or (not limited and today is not None)
