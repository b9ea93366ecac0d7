"""Units that a sentence names: 由市司法局牵头, 甲会同乙, （市财政局负责）, and the body that a sentence addresses."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from pipeline.facts.units.acting import LONGEST_VERB, acting_body
from pipeline.facts.units.cut import cut
from pipeline.facts.units.like import NAMED_WITH, are_mostly_units, are_units, is_sure, unit_like
from pipeline.facts.units.lines import exact_line
from pipeline.facts.units.names import ends_as_unit, squeeze, take_apart
from pipeline.facts.units.opened import body_at, opened_by, past_apposed
from pipeline.facts.units.patterns import OPEN
from pipeline.facts.units.reading import read_units
from pipeline.facts.units.rules import remembered
from pipeline.facts.units.seams import begins_office
from pipeline.facts.units.sets import is_group
from pipeline.facts.units.stretch import role_of
from pipeline.notice import Phrase
from pipeline.values import Found

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.facts.units.rules import UnitRules
    from pipeline.outline import Passage
    from pipeline.values import Region, Unit

COLONS = tuple(":：")
SENTENCE_END = re.compile(r"[。；;！!？?\n]")
PAUSE = re.compile(r"[，,：:、]")
LONGEST_CLAUSE = 160
LONGEST_SUBJECT = 100
MOST_TRIES = 12
MOST_CHARGES = 4
LONGEST_REST = 8
LONGEST_PLACE = 5
LIST_SIGN = re.compile("[、，,]")
DOUBTED, UNDOUBTED = 0.1, 0.7


def find_units_in_text(passage: Passage, home: Region | None, rules: UnitRules) -> tuple[Found[Unit], ...]:
    """Units that a sentence charges with something, in printed order; only where all words before the verb are known units.

    The source is prose, so precision counts: what is doubtful is left out, not guessed.
    """
    found: list[Found[Unit]] = []
    for start, end, role in _charges(passage.text, rules):
        units = read_units(Phrase(passage.part(start, end), role, "text"), home, rules)
        found += [unit for unit in units if unit.value is not None]
    return tuple(found)


def unread_charges(passage: Passage, rules: UnitRules) -> tuple[Found[Unit], ...]:
    """Words that stand where a sentence names who does the work, but that nobody can read: 由红泥湾工地临时党支部负责.

    Persons (由专人负责) and what only sounds like a body (坚持政府主导、部门负责) are none.
    """
    found: list[Found[Unit]] = []
    text = passage.text
    for clause in rules.patterns["clause"].finditer(text):
        duty = next((m for m in rules.patterns["duty"].finditer(text, *clause.span()) if m.end() == clause.end()), None)
        labels = text[clause.end() : clause.end() + 1] in COLONS  # 牵头单位：
        if duty is None or labels or clause.end() - clause.start() > LONGEST_CLAUSE or not _is_strong(duty.group(), rules):
            continue
        opener = rules.beginning("subject", clause.group())
        who = passage.part(clause.start() + len(opener), duty.start())
        if ends_as_unit(who.text, rules) and unit_like(who.text, rules) > (DOUBTED if opener else UNDOUBTED):
            found.append(Found(None, who.said, who.place, rules.rule_of("subject")))
    return tuple(found)


def sentence_subject(passage: Passage, home: Region | None, rules: UnitRules) -> tuple[Found[Unit], ...]:
    """The bodies that a sentence addresses (各责任单位要…), as `responsible`; none where its subject is something else."""
    text = passage.text
    number = rules.patterns["number"].match(text)
    start = number.end() if number else 0
    due = rules.patterns["due"].match(text, start)  # 6月底前|各镇要…
    start = due.end() if due and not PAUSE.match(text, due.end()) else start
    end = SENTENCE_END.search(text, start)
    head = text[start : min(end.start() if end else len(text), start + LONGEST_SUBJECT)]
    opener = rules.beginning("asks", head)
    begin = len(opener) if len(opener) > 1 else 0  # 望 and 请 may begin a name: 望江县
    described = False
    for tries, match in enumerate(rules.patterns["modal"].finditer(head, begin)):
        if tries >= MOST_TRIES:
            break
        before = head[begin : match.start()]
        after = PAUSE.split(head[match.end() : match.end() + LONGEST_REST], maxsplit=1)[0]
        if rules.patterns["run_on"].search(before):  # 市委领导带领各部门对…检查: what somebody did
            break
        if rules.patterns["attributive"].match(head, match.start()):  # 市财政局|统一管理的账户
            described = True
            continue
        if rules.beginning("reader", head[len(opener) : match.start()]):  # 请你局于…: whom the letter is to
            return ()
        sure = before.strip() and (not described or is_group(before, rules))
        if sure and rules.patterns["due"].match(match.group()):  # 县水利局|6月底前完成
            sure = _is_well_formed(squeeze(before), rules)
        if sure and not _goes_on(match.group(), after, rules) and are_units(before, rules):
            return read_units(Phrase(passage.part(start + begin, start + match.start()), "responsible", "text"), home, rules)
    asked = opened_by("asks", text, (start, start + len(head)), rules)
    return read_units(Phrase(passage.part(*asked), "responsible", "text"), home, rules) if asked is not None else ()


def _is_well_formed(words: str, rules: UnitRules) -> bool:
    """Whether words begin as a full name does: with a level, a class, a short name of a place; or are known as they stand."""
    parts = take_apart(LIST_SIGN.split(words, maxsplit=1)[0], None, rules)
    opens = rules.beginning("level", words) or rules.beginning("group_opener", words)
    return bool(opens or 0 < len(parts.place) <= LONGEST_PLACE or exact_line(words, rules))


@remembered
def _goes_on(word: str, after: str, rules: UnitRules) -> bool:
    """Whether the word belongs to a name: 组织 of 市委组织部; not 要 of 要|会同市财政局."""
    if rules.patterns["link"].match(after):
        return False
    for end in range(1, len(after) + 1):
        if rules.endings.ending(after[:end]) == after[:end] and rules.ending("ending_office", after[:end]):
            return True
        if rules.ending("ending_office", after[:end]) and is_sure(word + after[:end], rules):
            return rules.patterns["told"].search(after, 0, end) is None  # 将|总结报送县发改局
    return False


def _charges(text: str, rules: UnitRules) -> Iterator[tuple[int, int, str | None]]:
    """Where clauses name units and charge them: the run from the first unit to the end of the verb, and a role that it lacks."""
    if not any(rules.patterns[kind].search(text) for kind in ("duty_word", "link", "run_on", "subject")):
        return
    reached = 0
    for clause in rules.patterns["clause"].finditer(text):
        if clause.end() - clause.start() > LONGEST_CLAUSE or clause.start() < reached:
            continue
        begun = reached > 0 and not SENTENCE_END.search(text, reached, clause.start())
        for found in _charges_in(text, clause.span(), rules, begun=begun):
            yield found
            reached = found[1]


def _charges_in(text: str, span: tuple[int, int], rules: UnitRules, *, begun: bool) -> Iterator[tuple[int, int, str | None]]:
    """The charges of one clause: 由甲负责、乙配合 holds two. `begun`: an earlier clause of the sentence charged somebody."""
    start, end = span
    found = _joined_later(text, start, end, rules) if begun else None
    for _ in range(MOST_CHARGES):
        found = found or _linked(text, start, end, rules) or _charged(text, start, end, rules)
        if found is None:
            return
        yield found
        start = found[1] + len(text[found[1] : end]) - len(text[found[1] : end].lstrip("、"))
        found = None


def _joined_later(text: str, start: int, end: int, rules: UnitRules) -> tuple[int, int, str | None] | None:
    """会同乙 in a later clause, whose subject the sentence named before: 甲负责核对，会同乙做好确认."""
    match = rules.patterns["link"].match(text, start, end)
    if match is None or rules.is_a("in_names", match.group()):
        return None
    stop = _list_end(text, match, end, rules)
    return (match.end(), stop, rules.meaning["link", match.group()].role_after) if stop > match.end() else None


def _charged(text: str, start: int, end: int, rules: UnitRules) -> tuple[int, int, str | None] | None:
    """市政务办负责…, 由市司法局牵头, 由市文旅局委托…, 市编办为相关领域指导单位; a verb that ends its clause may be any (参加)."""
    for match in rules.patterns["duty"].finditer(text, start, end):
        role, _ = role_of(squeeze(match.group()), rules)
        begin = _list_start(text, start, match.start(), rules)
        hands_on = role == "supervising" and begin > start and rules.beginning("then", text[match.end() : end])  # 由甲审核|后交乙
        strong = match.end() == end or hands_on or _is_strong(match.group(), rules)
        describes = rules.beginning("attribute", text[match.end() : end])  # 由甲负责|的资金
        labels = rules.ending("label_noun", match.group()) and text[match.end() : match.end() + 1] in COLONS  # 甲牵头单位：乙
        if not role or not strong or describes or labels or rules.beginning("post", text[match.start() : match.start() + 8]):
            continue
        who = text[begin : match.start()]
        if who and (are_units(who, rules) or are_mostly_units(who, rules)):
            return begin, match.end(), None
    for match in rules.patterns["run_on"].finditer(text, start, end):
        begin = _list_start(text, start, match.start(), rules)
        if begin > start and are_units(text[begin : match.start()], rules):
            return begin, match.start(), "responsible"
    for match in rules.patterns["label_is"].finditer(text, start, end):
        if not rules.is_a("not_charge", match["word"]) and are_units(text[start : match.start()], rules):
            return start, match.start(), rules.meaning["label", match["word"]].role
    opened = opened_by("subject", text, (start, end), rules) or _charged_inside(text, start, end, rules)
    return (*opened, "responsible") if opened is not None else None


def _charged_inside(text: str, start: int, end: int, rules: UnitRules) -> tuple[int, int] | None:
    """The bodies behind 由 inside a clause that says how they do it: 材料由县水利局统一调拨; not 由县水利局管理的材料.

    A bracket only explains who does a part: 镇中心学校负责（村小由各村统一组织）.
    """
    if start and text[start - 1] in OPEN:
        return None
    for match in islice(rules.patterns["subject"].finditer(text, start + 1, end), MOST_CHARGES):
        if rules.ending("not_subject", text[start : match.start()]):
            continue
        opened = opened_by("subject", text, (match.start(), end), rules)
        if opened and rules.patterns["how"].match(text, opened[1], end):
            return opened
    return None


def _is_strong(run: str, rules: UnitRules) -> bool:
    """Whether a run of duty words is more than words that prose uses for anything (落实, 推进, 指导)."""
    if rules.lists["manner"].beginning(run):
        return True
    return any(not rules.is_a("in_names", word) for word in rules.patterns["duty_word"].findall(run))


def _linked(text: str, start: int, end: int, rules: UnitRules) -> tuple[int, int, str | None] | None:
    """甲会同乙."""
    for match in rules.patterns["link"].finditer(text, start, end):
        if rules.is_a("in_names", match.group()):
            continue
        begin = _list_start(text, start, match.start(), rules)
        stop = _list_end(text, match, end, rules)
        if begin < match.start() and stop > match.end() and are_units(text[begin : match.start()], rules):
            return begin, stop, None
    return None


def _list_start(text: str, start: int, end: int, rules: UnitRules) -> int:
    """Where the list before a verb begins: behind the last 由 in the clause, else at its start."""
    words = text[start:end]
    for opener in rules.lists["subject"].by_first if "subject" in rules.lists else ():
        at = words.rfind(opener)
        if at >= 0 and are_units(words[at + len(opener) :], rules):
            return start + at + len(opener)
        apposed = past_apposed(text, start + at + len(opener), end, rules) if at >= 0 else 0
        if apposed > start + at + len(opener) and are_units(text[apposed:end], rules):
            return apposed
    return start


def _list_end(text: str, match: re.Match[str], end: int, rules: UnitRules) -> int:
    """Where the units after 会同 end, whatever they are to do (甲会同乙|加固堤防); the end of 会同 where none follows."""
    link, start = match.span()
    for tries, told in enumerate(rules.patterns["stop"].finditer(text, start + 2, end)):
        if tries >= MOST_TRIES:
            break
        inside = begins_office(text[told.start() : min(end, told.start() + LONGEST_REST)], rules)  # 平桥区|应急局
        if not inside and are_units(text[start : told.start()], rules):
            return told.start()
    reached = start
    for piece in cut(text[start:end], rules):
        said = text[start + piece.start : start + piece.end]
        if piece.kind == "name":
            named = acting_body(said, rules, text[start + piece.end : end][:LONGEST_VERB])
            reached = start + piece.start + named if is_sure(squeeze(said[:named]), rules) else reached
            if named < len(said):
                break
        elif piece.kind not in NAMED_WITH:
            goes_on = body_at(text, start + piece.start, end, rules) if reached > start and piece.kind == "unread" else None
            reached = goes_on[1] if goes_on else reached
            break
    opened = opened_by("link", text, (link, end), rules) if reached == start else None
    return opened[1] if opened else reached
