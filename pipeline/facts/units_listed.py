"""Read a stretch without verbs: names, what hangs on them in brackets, 等, and names joined by 和 or by nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.facts.units_lines import LONGEST_NAME, find_line, is_one_name
from pipeline.facts.units_names import bare, ends_as_unit, is_group, squeeze, take_apart
from pipeline.facts.units_phrases import is_note
from pipeline.facts.units_piece import Piece
from pipeline.facts.units_rules import CLOSE
from pipeline.facts.units_series import ends_in_stem
from pipeline.facts.units_stretch import DUTY, UNREAD, role_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.facts.units_names import Parts
    from pipeline.facts.units_piece import Sheet
    from pipeline.facts.units_rules import UnitRules

NAMES_MEMBERS = ("level_list", "ending_class", "ending_area", "government")
SHORTEST_PAIR = 5
FIRM = "unit.firm"
FIRM_NAME = range(2, 7)
SHORTEST_OFFICE = 3
"""办公室 alone is an office of the issuer's; 局 or 中心 alone is a piece of a name."""


def read_names(sheet: Sheet, start: int, end: int) -> Iterator[Piece]:
    """The pieces of a stretch that holds no verb."""
    text = sheet.text
    while start < end and text[start].isspace():
        start += 1
    stop = end
    while stop > start and text[stop - 1].isspace():
        stop -= 1
    opened = _opened(sheet, start, stop)
    if opened:
        yield Piece("sep", start, opened, sheet.rules.rule_of("opener"), role="weak")
        start = opened
    tail: list[Piece] = []
    while start < stop and text[stop - 1] in CLOSE:
        hung = _hung(sheet, start, stop)
        if hung is None:
            break
        tail.append(hung)
        stop = hung.start
    if start < stop:
        yield from _listing(sheet, start, stop)
    yield from reversed(tail)


def _opened(sheet: Sheet, start: int, end: int) -> int:
    """Where the words 由, 请, 和 ... before a name end; 0 where the name begins at once."""
    rules = sheet.rules
    words = sheet.text[start:end]
    opener = rules.beginning("opener", words)
    rest = squeeze(words[len(opener) :])
    if not opener or rules.beginning("place", words):
        return 0
    return start + len(opener) if not rest or sheet.is_unit_start(rest) or sheet.is_known(rest) or len(opener) > 1 else 0


def _hung(sheet: Sheet, start: int, stop: int) -> Piece | None:
    """The bracket at the end of a stretch, unless it is part of the name."""
    opening = sheet.opener_of.get(stop - 1, -1)
    if opening < start:
        return None
    words = squeeze(sheet.text[opening + 1 : stop - 1])
    head = squeeze(sheet.text[start:opening])
    if head and sheet.rules.beginning("bracket_scope", words) and is_group(head, sheet.rules):
        return None
    said = _says(sheet, opening, stop, words)
    if said or (opening > start and _is_part_of_name(words, sheet.rules)):
        return said
    if opening == start or (ends_as_unit(words, sheet.rules) and not sheet.is_person(words)):
        return Piece("aka", opening, stop)
    is_person = sheet.is_person(words) or sheet.rules.beginning("label_person", words)
    return Piece("person", opening, stop, sheet.rules.rule_of("title")) if is_person else Piece("unread", opening, stop, UNREAD)


def _says(sheet: Sheet, opening: int, stop: int, words: str) -> Piece | None:
    """A bracket that says a role or a note about the name before it."""
    rules = sheet.rules
    role, rule = role_of(words, rules)
    if role and rules.patterns["duty"].fullmatch(words):
        return Piece("own", opening, stop, rule, role)
    if is_note(words, rules):
        return Piece("note", opening, stop, rules.rule_of("note"))
    return None


def _is_part_of_name(words: str, rules: UnitRules) -> bool:
    """Whether a bracket says which levels or bodies a name takes in: （市、区）, （单位）, （除某区外）."""
    if rules.patterns["except"].match(words):
        return True
    parts = [part for part in rules.patterns["split"].split(words) if part]
    return all(any(rules.is_a(kind, part) for kind in NAMES_MEMBERS) for part in parts)


def _listing(sheet: Sheet, start: int, stop: int) -> Iterator[Piece]:
    """Names, with 等 and what it stands for."""
    rules = sheet.rules
    for match in rules.patterns["open"].finditer(sheet.text, start, stop):
        before = sheet.text[start : match.start()]
        if before.strip() and not ends_as_unit(before, rules):
            if ends_in_stem(squeeze(sheet.text[start:stop]), rules):
                yield Piece("name", start, match.start())
                yield Piece("open", match.start(), stop, rules.rule_of("open"))
                return
            continue
        after = squeeze(sheet.text[match.end() : stop])
        if after and not (ends_as_unit(after, rules) or rules.patterns["generic"].fullmatch(after)):
            continue
        if before.strip():
            yield from _joined(sheet, start, match.start())
        if rules.patterns["generic"].fullmatch(after):
            yield Piece("open", match.start(), stop, rules.rule_of("open"))
            return
        more = _after_open(sheet, match.end(), stop)
        if more:
            yield Piece("open", match.start(), more, rules.rule_of("open"))
            yield from read_names(sheet, more, stop)
            return
        yield Piece("sep", match.start(), match.end(), rules.rule_of("open"), role="weak")
        yield from _joined(sheet, match.end(), stop)
        return
    yield from _joined(sheet, start, stop)


def _after_open(sheet: Sheet, start: int, stop: int) -> int:
    """Where 和 joins one more unit to a list that ends in 等 (等部门和各地方人民政府); 0 where none does."""
    for match in sheet.rules.patterns["joint"].finditer(sheet.text, start, stop):
        words = squeeze(sheet.text[match.end() : stop])
        if sheet.rules.patterns["generic"].fullmatch(sheet.text, start, match.start()) and sheet.is_unit_start(words):
            return match.start()
    return 0


def _joined(sheet: Sheet, start: int, stop: int) -> Iterator[Piece]:
    """Names joined by 和, 及, 与; the same characters inside a name do not part it."""
    rules, text = sheet.rules, sheet.text
    words = squeeze(text[start:stop])
    one = rules.ending("whole", words) or rules.patterns["except"].match(words) or rules.patterns["across"].match(words)
    if one or is_one_name(bare(words), rules):
        yield from _single(sheet, start, stop)
        return
    for match in rules.patterns["joint"].finditer(text, start, stop):
        left, right = text[start : match.start()], text[match.end() : stop]
        if _inside_bracket(sheet, start, match.start()) or not ends_as_unit(left, rules) or not _stands(sheet, left, right):
            continue
        yield from _single(sheet, start, match.start())
        yield Piece("sep", match.start(), match.end(), rules.rule_of("joint"), role="weak")
        start = match.end()
    yield from _single(sheet, start, stop)


def _inside_bracket(sheet: Sheet, start: int, at: int) -> bool:
    return any(opening < at < sheet.pairs[opening] for opening in range(start, at) if opening in sheet.pairs)


def _stands(sheet: Sheet, left: str, right: str) -> bool:
    """Whether what follows 和 is a unit of its own: not the bare 单位 of 有关部门和单位."""
    rules, words = sheet.rules, squeeze(right)
    head = rules.patterns["joint"].split(words)[0]
    if sheet.is_unit_start(words) or sheet.is_known(words) or (head and head != words and sheet.is_known(head)):
        grouped = rules.beginning("group_opener", squeeze(left)) and rules.is_a("government", words)
        return not grouped
    if rules.is_a("ending_class", words) or rules.endings.ending(words) == words:
        return False
    return ends_as_unit(words, rules)


def _single(sheet: Sheet, start: int, stop: int) -> Iterator[Piece]:
    """One name, or two that run together without anything between; else a person, else words nobody can read."""
    text, rules = sheet.text, sheet.rules
    words = squeeze(text[start:stop])
    if not words:
        if start < stop:
            yield Piece("sep", start, stop, role="soft")
        return
    is_office = rules.is_a("ending_office", words) and len(words) >= SHORTEST_OFFICE
    if is_office or (ends_as_unit(words, rules) and not sheet.is_person(words)):
        seam = _seam(sheet, start, stop)
        if seam:
            yield Piece("name", start, seam)
            yield from _single(sheet, seam, stop)
            return
        yield Piece("name", start, stop)
        return
    if sheet.is_person(words):
        named = _before_person(sheet, start, stop)
        if named:
            yield Piece("name", start, named)
        yield Piece("person", named or start, stop, rules.rule_of("title" if rules.ending("title", words) else "surname"))
        return
    if _is_firm(words, rules):
        yield Piece("name", start, stop, FIRM)
        return
    named = _before_person(sheet, start, stop) or _before_duty(sheet, start, stop)
    if named:
        yield Piece("name", start, named)
        person = sheet.is_person(squeeze(text[named:stop]))
        yield Piece("person", named, stop, rules.rule_of("surname")) if person else Piece("unread", named, stop, DUTY)
        return
    yield Piece("unread", start, stop, UNREAD)


def _is_firm(words: str, rules: UnitRules) -> bool:
    """Whether words that are no other unit are a firm that prints no 公司 or 集团: 海螺水泥, 中石化."""
    if rules.is_a("firm", words):
        return True
    own = words[: -len(rules.ending("firm_ending", words)) or None] if rules.ending("firm_ending", words) else ""
    return len(own) in FIRM_NAME and words.isalpha() and not any(rules.patterns[k].search(words) for k in ("duty_word", "modal"))


def _before_duty(sheet: Sheet, start: int, stop: int) -> int:
    """Where a unit ends that is told at once what to do: 市司法局|制定方案."""
    text, rules = sheet.text, sheet.rules
    for match in rules.patterns["modal"].finditer(text, start + 2, min(stop, start + LONGEST_NAME)):
        if ends_as_unit(text[start : match.start()], rules) and sheet.is_known(text[start : match.start()]):
            return match.start()
    return 0


def _seam(sheet: Sheet, start: int, stop: int) -> int:
    """Where one full name ends and the next begins: 区经发局|区环土局."""
    text, rules = sheet.text, sheet.rules
    if stop - start < SHORTEST_PAIR or find_line(squeeze(text[start:stop]), rules):
        return 0
    for at in range(start + 2, stop - 2):
        level = rules.beginning("level", text[at : at + 3])
        if not level or rules.levels[level] == "national" or not rules.ending("ending_office", text[start:at]):
            continue
        left, right = text[start:at], text[at:stop]
        first = take_apart(left, None, rules)
        if first.line and first.prefix and _begins_known(sheet, right, first):
            return at
    return 0


def _begins_known(sheet: Sheet, words: str, first: Parts) -> bool:
    """Whether the second of two names that run together is one; 市委市政府督查室 is the office of both."""
    parts = take_apart(squeeze(words), None, sheet.rules)
    if not parts.prefix or not parts.line:
        return False
    return parts.kind == "local" or not first.line or first.rest not in first.line.rule.bodies


def _before_person(sheet: Sheet, start: int, stop: int) -> int:
    """Where a unit ends that a person's name or post follows at once: 市司法局|张三."""
    text, rules = sheet.text, sheet.rules
    for at in range(stop - 2, max(start + 2, stop - 8), -1):
        if ends_as_unit(text[start:at], rules) and sheet.is_known(text[start:at]) and sheet.is_person(squeeze(text[at:stop])):
            return at
    return 0
