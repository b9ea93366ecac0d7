"""Where a body ends that a sentence begins with and goes on to say what it does: 市财政局|统计数据, 各区|清退企业."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.facts.units.jurisdiction import unit_of
from pipeline.facts.units.lines import exact_line, find_line, tail_line
from pipeline.facts.units.names import AREAS, ends_as_unit, squeeze, take_apart
from pipeline.facts.units.rules import remembered
from pipeline.facts.units.sets import is_group

if TYPE_CHECKING:
    from pipeline.facts.units.rules import UnitRules

SHORTEST_HEAD, SHORTEST_BODY, LONGEST_OFFICE = 2, 4, 16
LONGEST_INNER = 5
"""The most that a school or a room of a body has behind it: 市教育局|第一小学, 市政府|督查室."""

LONGEST_VERB = 4
LEAST_ACT = 2
"""The least that stands behind a body and is no part of it: 县住建局|两位局领导."""


def body_end(words: str, rules: UnitRules, after: str = "") -> int:
    """Where the body ends that words begin with, before what it does; all of them where they are one name.

    市财政局|推进灌区, 各乡镇|改建敬老院, 财政部门|筛选试点学校; but 市政府推进职能转变办 and 市商务局推进中心 are names: offices
    are called after what they do. `after` is what follows the words, where a verb may end that begins in them: 市财政局|办|理.
    """
    return _body_end(words, after, rules)


@remembered
def _body_end(words: str, after: str, rules: UnitRules) -> int:
    if words != squeeze(words):
        return len(words)
    if after and len(rules.beginning("title", words[-1:] + after)) > 1:  # 市农机局|局|长
        return len(words) - 1
    is_task = bool(rules.ending("ending_task", words))
    for found in rules.patterns["verbs"].finditer(words + after, SHORTEST_HEAD, len(words) + LONGEST_VERB):
        head, rest = words[: found.start()], (words + after)[found.start() :]
        verb = rules.patterns["verb"].match(rest)
        named = is_task and verb is not None and len(head) + verb.end() < len(words)  # 市政府推进职能转变办
        if len(head) < len(words) and not named and _is_body(head, rules) and says_what(rest, rules):
            return len(head)
    return len(words) if exact_line(_own(words, rules), rules) else _end_of_class(words, rules)


def acting_body(words: str, rules: UnitRules, after: str = "") -> int:
    """Where a known body ends in words that nothing closes, whatever the verb: 市财政局|腾空政务大厅.

    All of them, where what stands behind it is known as part of it, or a class: 市财政局国库支付中心, 市政府各部门.
    """
    known = body_end(words, rules, after)
    if known < len(words) or words != squeeze(words) or exact_line(_own(words, rules), rules):
        return known
    for end in range(len(words) - LEAST_ACT, SHORTEST_BODY - 1, -1):
        head, rest = words[:end], words[end:]
        verb = rules.patterns["verb"].match(words, end - 1)
        if verb is None and ends_as_unit(head, rules) and _is_office(head, rules):
            opener = rules.beginning("group_opener", rest)
            return len(words) if (opener and not rules.is_a("duty", opener)) or _is_part(rest, rules) else end
    return len(words)


def says_what(words: str, rules: UnitRules) -> bool:
    """Whether words begin with a verb and what it is done to, and no name of an office that is called after it: 督查|室.

    清理|档案室, 办理|服务中心; but 宣传部, 监督检查科, 执法部门 and 投资促进局 are names.
    """
    verb = rules.patterns["verb"].match(words)
    if verb is None or verb.end() == len(words) or _is_end_of_town(words[verb.end() :], rules):
        return False
    called = rules.patterns["called"].match(words)
    if called is not None and rules.patterns["verb"].match(words, called.end() - 1) is None:  # 清理|处|置
        return False
    ends = range(SHORTEST_HEAD, min(len(words), LONGEST_OFFICE) + 1)
    return not any(rules.ending("ending_office", words[:end]) and exact_line(words[:end], rules) for end in ends)


def _is_end_of_town(rest: str, rules: UnitRules) -> bool:
    """Whether nothing but the end of a town's name stands behind a verb: 建设|街道, 团结|镇人民政府; not 改建|乡镇卫生院."""
    noun = rules.beginning("level_township", rest)
    return bool(noun) and (rest == noun or bool(rules.beginning("government", rest[len(noun) :])))


def opens_class(name: str, rules: UnitRules) -> bool:
    """Whether a class of bodies begins as one does: 各…, 市直…, 国务院有关…, 26个…."""
    counted = rules.patterns["counted"].match(name)
    return bool(counted or rules.beginning("group_opener", name) or rules.beginning("level", name))


def _end_of_class(name: str, rules: UnitRules) -> int:
    """Where a class or an office ends that words begin with, though they end as a name does: 财政部门|筛选试点学校."""
    if rules.ending("ending_office", name) or rules.ending("ending_sub", name):
        return len(name)
    for end in range(len(name) - 2, SHORTEST_BODY - 1, -1):
        head = name[:end]
        if rules.ending("noun_of_class", head) and is_group(head, rules) and unit_of(head, None, rules).function:
            return end
        if rules.ending("ending_office", head) and exact_line(_own(head, rules), rules) and end + LONGEST_INNER < len(name):
            return end
    return len(name)


def _is_body(head: str, rules: UnitRules) -> bool:
    """Whether words are a body with a known line of work or a level, or a class by its first word."""
    if not ends_as_unit(head, rules) or head.count("（") != head.count("）"):
        return False
    if is_group(head, rules):
        return opens_class(head, rules)
    parts = take_apart(head, None, rules)
    return parts.line is not None or bool(parts.prefix)


def _is_office(head: str, rules: UnitRules) -> bool:
    """Whether a name is one whose line of work is known as it stands, or a class of offices; a place has bodies of any name."""
    if is_group(head, rules):
        return (
            not rules.ending("ending_area", head) and opens_class(head, rules) and unit_of(head, None, rules).function is not None
        )
    return exact_line(_own(head, rules), rules) is not None


def _is_part(rest: str, rules: UnitRules) -> bool:
    """Whether words behind a body name a part of it or a school of it, and not what it does: 国库支付中心; not 核减浴室."""
    line, short = find_line(rest, rules), len(rest) <= LONGEST_INNER
    section = rules.ending("inner_section", rest) or (short and rules.ending("ending_sub", rest))
    of_it = short and tail_line(rest, rules) is not None
    return bool(section and not rules.ending("not_office", rest)) or of_it or (line is not None and line.rule.kind not in AREAS)


def _own(name: str, rules: UnitRules) -> str:
    """The name without its place and level."""
    parts = take_apart(name, None, rules)
    return parts.organ + parts.rest
