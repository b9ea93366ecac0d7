"""Read one stretch between separators: openers, names with their brackets, verbs of duty, and what is none of these."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pipeline.facts.units.jurisdiction import unit_of
from pipeline.facts.units.lines import exact_line, is_one_name
from pipeline.facts.units.names import ends_as_unit, is_bare_ending, squeeze
from pipeline.facts.units.patterns import CLOSE, OPEN
from pipeline.facts.units.phrases import bracketed_legend, whole_phrase
from pipeline.facts.units.piece import Piece, Sheet
from pipeline.facts.units.rules import remembered
from pipeline.facts.units.sets import has_inside, is_group

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

    from pipeline.facts.units.rules import UnitRules

LONGEST_STRETCH = 200
"""Longer words without any separator are no list of units; reading stops there, so that hostile pages cost little."""

LONGEST_OFFICE = 16
SHORTEST_WHOLE = 3
DUTY = "unit.duty"
UNREAD = "unit.unread"


def read_stretch(sheet: Sheet, start: int, end: int) -> Iterator[Piece]:
    """The pieces of a stretch without separators."""
    if end - start > LONGEST_STRETCH:
        yield Piece("unread", start, end, UNREAD)
        return
    for piece in _read(sheet.text[start:end], sheet.rules):
        yield replace(piece, start=piece.start + start, end=piece.end + start)


@remembered
def _read(text: str, rules: UnitRules) -> tuple[Piece, ...]:
    return tuple(_pieces(Sheet.of(text, rules), 0, len(text)))


def _pieces(sheet: Sheet, start: int, end: int) -> Iterator[Piece]:
    whole = whole_phrase(sheet, start, end)
    if whole:
        yield whole
        return
    legend = bracketed_legend(sheet, start, end)
    if legend:
        yield from _pieces(sheet, start, legend.start)
        yield legend
        start = legend.end
    for piece in _before_name(sheet, start, end):
        yield piece
        start = piece.end
    closing = _closing_act(sheet, start, end)
    if closing:
        end = closing.start
    while start < end:
        found = _next_verb(sheet, start, end)
        if found is None:
            yield from _names(sheet, start, end)
            break
        if found.start > start:
            yield from _names(sheet, start, found.start)
        yield found
        start = found.end
        if start < end and not _may_follow(sheet, found, start, end):
            yield Piece("unread", start, end, DUTY)
            break
    if closing:
        yield closing


def _before_name(sheet: Sheet, start: int, end: int) -> Iterator[Piece]:
    """A number, and words that only say what the body behind them is."""
    number = sheet.rules.patterns["number"].match(sheet.text, start, end)
    if number and number.end() < end:
        yield Piece("sep", start, number.end(), role="weak")
        start = number.end()
    relation = _relation(sheet, start, end)
    if relation:
        yield relation


def _relation(sheet: Sheet, start: int, end: int) -> Piece | None:
    """The words before a body that only say what it is: 包片单位|县气象局; those that name a role give it: 配合部门|县财政局."""
    rules = sheet.rules
    match = rules.patterns["apposed"].match(sheet.text, start, end)
    if match is None or has_inside(match.group(), rules):
        return None
    duty = rules.patterns["duty"].search(sheet.text, match.end(), end)
    if not ends_as_unit(sheet.text[match.end() : duty.start() if duty else end], rules):
        return None
    if not match["word"]:
        return Piece("sep", start, match.end(), role="weak")
    meaning = rules.meaning["label", match["word"]]
    return Piece("label", start, match.end(), meaning.rule, meaning.role)


def _closing_act(sheet: Sheet, start: int, end: int) -> Piece | None:
    """The words behind the last body that only say what it does: 甲会同乙|补充, 市住建局|牵头编制; None where they are a name's.

    县委组织 is 县委组织部 in a list, and 市政府采购 no body that buys.
    """
    rules = sheet.rules
    match = rules.patterns["closing"].search(sheet.text, start, end)
    if match is None:
        return None
    before, whole = squeeze(sheet.text[start : match.start()]), squeeze(sheet.text[start:end])
    before = before[len(rules.beginning("opener", before)) :]
    named = sheet.is_known(whole) or (ends_as_unit(whole, rules) and not sheet.is_known(before))
    charged = ends_as_unit(before, rules) and (sheet.is_known(before) or is_group(before, rules))
    if named or not (charged or _listed_before(before, rules)):
        return None
    role, rule = role_of(squeeze(match.group()), rules)
    return Piece("verb", match.start(), end, rule or rules.rule_of("act"), role)


def _next_verb(sheet: Sheet, start: int, end: int) -> Piece | None:
    """The first word of duty that is one and not part of a name."""
    depth_end = start
    for match in sheet.rules.patterns["duty"].finditer(sheet.text, start, end):
        while depth_end <= match.start():
            opening = next((at for at in range(depth_end, match.start() + 1) if at in sheet.pairs), -1)
            depth_end = sheet.pairs[opening] + 1 if opening >= 0 else match.start() + 1
        if depth_end > match.start() + 1:
            continue
        duty = _duty_at(sheet, start, match.span(), end)
        found = None if _is_person_or_class(sheet, duty) else _as_verb(sheet, duty)
        if found:
            return _link(sheet, start, found.start) or found
    return _link(sheet, start, end)


@dataclass(frozen=True, slots=True)
class _Duty:
    """A run of duty words where it stands: the words before it and after it, without white space."""

    at: int
    stop: int
    before: str
    word: str
    after: str


def _duty_at(sheet: Sheet, start: int, span: tuple[int, int], end: int) -> _Duty:
    at, stop = span
    before = squeeze(sheet.text[start:at])
    before = before[len(sheet.rules.beginning("opener", before)) :] if before else before
    return _Duty(at, stop, before, squeeze(sheet.text[at:stop]), squeeze(sheet.text[stop:end]))


def _as_verb(sheet: Sheet, duty: _Duty) -> Piece | None:
    """The run of duty words as a piece, if a unit (or nothing) stands before it and what follows does not make it a name."""
    rules, after = sheet.rules, duty.after
    role, rule = role_of(duty.word, rules)
    if _ends_name(duty, rules):
        return None
    is_unit = _is_charged(duty.before, rules)
    if not is_unit and (after or not role or rules.ending("ending_class", duty.word)):
        return None
    begins = sheet.is_unit_start(after) or _is_whole(after, rules)
    if after and not begins and (not duty.before or _is_named(duty, rules)):
        return None
    link = rules.meaning.get(("link", duty.word))
    if link and after and (sheet.is_unit_start(after) or ends_as_unit(after, rules) or _next_ends(after, rules)):
        return Piece("link", duty.at, duty.stop, link.rule, link.role, link.role_after)
    return Piece("verb", duty.at, duty.stop, rule, role)


def _ends_name(duty: _Duty, rules: UnitRules) -> bool:
    """Whether the first sign of the verb is the last of a name: 区社会|办, 市总工会|办."""
    words = duty.before + duty.word[:1]
    return len(rules.ending("ending_other", words)) > 1 or bool(duty.before and rules.ending("not_ending", words))


def _is_charged(before: str, rules: UnitRules) -> bool:
    """Whether what stands before a verb is a unit, a list that ends in 等, or nothing."""
    return not before or ends_as_unit(before, rules) or bool(rules.ending("open", before)) or _listed_before(before, rules)


def _is_whole(after: str, rules: UnitRules) -> bool:
    """Whether the words behind a verb are the whole name of a body without its level: 协调|农发行; not 督查|室."""
    return len(after) >= SHORTEST_WHOLE and not is_bare_ending(after, rules) and exact_line(after, rules) is not None


def _is_named(duty: _Duty, rules: UnitRules) -> bool:
    return bool(rules.ending("in_names", duty.word)) and _continues_name(duty.word, duty.after, rules)


def _is_person_or_class(sheet: Sheet, duty: _Duty) -> bool:
    """Whether the words are 负责人, or begin a class of bodies: 承担试点任务的单位, 配合单位; not 配合|上级有关部门."""
    rules, text = sheet.rules, sheet.text
    if rules.beginning("post", text[duty.at : duty.at + 8]) or rules.beginning("post", text[max(duty.at, duty.stop - 2) :][:6]):
        return True
    joins = ("link", duty.word) in rules.meaning and sheet.is_unit_start(duty.after)
    opens = not duty.before and not joins and rules.is_a("group_opener", duty.word)
    return bool(opens and rules.ending("ending_class", duty.after) and ends_as_unit(duty.after, rules))


def _next_ends(after: str, rules: UnitRules) -> bool:
    """Whether the words up to the next verb are a unit, or a list that ends in 等."""
    match = rules.patterns["duty"].search(after)
    return match is not None and match.start() > 0 and _is_charged(after[: match.start()], rules)


def _listed_before(before: str, rules: UnitRules) -> bool:
    """Whether the words end in 等 and a class: 市财政局等部门."""
    match = rules.patterns["open"].search(before)
    return match is not None and rules.patterns["generic"].fullmatch(before, match.end()) is not None


def _continues_name(word: str, after: str, rules: UnitRules) -> bool:
    """Whether verb and following words are a name: 督查室, 指导中心, 监督管理局."""
    if rules.beginning("group_opener", after):
        return False
    for end in range(1, min(len(after), 8) + 1):
        if rules.endings.ending(after[:end]) and ends_as_unit(word + after[:end], rules):
            return True
    return False


def role_of(words: str, rules: UnitRules) -> tuple[str, str]:
    """The role and the rule that a run of duty words gives; no role where they only say how.

    Leading outweighs all (牵头负责); carrying out yields to every other role (配合落实).
    """
    best: tuple[str, str] = ("", rules.meaning[("manner", words)].rule if ("manner", words) in rules.meaning else "")
    for match in rules.patterns["duty_word"].finditer(words):
        meaning = rules.meaning["duty", match.group()]
        if meaning.role == "lead":
            return meaning.role, meaning.rule
        if not best[0] or (best[0] == "responsible" and meaning.role != "responsible"):
            best = (meaning.role, meaning.rule)
    return best


def role_in_bracket(words: str, rules: UnitRules) -> tuple[str, str]:
    """The role and the rule that a bracket of nothing but a role gives: （牵头）, （配合单位）, （主）; none for other words."""
    short = rules.meaning.get(("bracket_role", words))
    if short:
        return short.role, short.rule
    if rules.patterns["duty"].fullmatch(words) and role_of(words, rules)[0]:
        return role_of(words, rules)
    label = rules.patterns["label_word"].fullmatch(words)
    meaning = rules.meaning["label", label["word"]] if label else None
    return (meaning.role, meaning.rule) if meaning else ("", "")


def _link(sheet: Sheet, start: int, end: int) -> Piece | None:
    """甲会同乙: the word between two units that gives each its role."""
    rules = sheet.rules
    for match in rules.patterns["link"].finditer(sheet.text, start, end):
        before, after = squeeze(sheet.text[start : match.start()]), squeeze(sheet.text[match.end() : end])
        before = before[len(rules.beginning("opener", before)) :]
        fits = (not before or ends_as_unit(before, rules)) and after and (_is_charged(after, rules) or _next_ends(after, rules))
        meaning = rules.meaning["link", match.group()]
        joins = before and meaning.role == "lead" and len(match.group()) > 1  # 会同 stands in no name
        known = joins or sheet.is_unit_start(after) or sheet.is_known(after) or _is_known_class(after, rules)
        if fits and known and not _is_in_name(sheet, match, end):
            return Piece("link", match.start(), match.end(), meaning.rule, meaning.role, meaning.role_after)
    return None


def _is_known_class(words: str, rules: UnitRules) -> bool:
    """Whether the words are a class of bodies whose line of work is known: 财政部门."""
    return is_group(words, rules) and unit_of(words, None, rules).function is not None


def _is_in_name(sheet: Sheet, match: re.Match[str], end: int) -> bool:
    """Whether the word begins a name, or stands in one: 商 of 商务部, of 商州区, of 市农村商业银行."""
    words, rules = squeeze(sheet.text[match.start() : end]), sheet.rules
    if rules.beginning("place", words) or rules.beginning("no_link", words):
        return True
    joins = rules.meaning["link", match.group()].role == "lead" and len(match.group()) > 1
    ends = range(match.end() - match.start() + 1, min(len(words), LONGEST_OFFICE) + 1)
    return not joins and any(rules.ending("ending_office", words[:at]) and is_one_name(words[:at], rules) for at in ends)


def _may_follow(sheet: Sheet, found: Piece, start: int, end: int) -> bool:
    """Whether what follows a verb can be a unit again, and not what is to be done."""
    words = squeeze(sheet.text[start:end])
    if found.kind == "link" or words[0] in OPEN + CLOSE or sheet.rules.patterns["duty"].match(words):
        return True
    link = _link(sheet, start, end)
    if link and link.start == start:  # 牵头|会同市财政局等负责
        return True
    match = sheet.rules.patterns["duty"].search(words)
    head = words[: match.start()] if match and match.start() else words
    return ends_as_unit(head, sheet.rules) and (sheet.is_unit_start(head) or sheet.is_known(head))


def _names(sheet: Sheet, start: int, end: int) -> Iterator[Piece]:
    from pipeline.facts.units.listed import read_names  # noqa: PLC0415 - the two halves of one grammar

    return read_names(sheet, start, end)
