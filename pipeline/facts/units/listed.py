"""Read a stretch without verbs: names, what hangs on them in brackets, 等, and names joined by 和 or by nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.facts.units.endings import PARTY, end_of_town, ends_in_stem, may_be_town, own_ending
from pipeline.facts.units.hung import are_bodies, hung_at
from pipeline.facts.units.lines import is_one_name
from pipeline.facts.units.names import SHORTEST_OFFICE, bare, ends_as_unit, squeeze, take_apart
from pipeline.facts.units.patterns import CLOSE
from pipeline.facts.units.piece import Piece
from pipeline.facts.units.seams import before_duty, before_person, seam_in, summed_at, told_at
from pipeline.facts.units.stretch import DUTY, UNREAD

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

    from pipeline.facts.units.piece import Sheet
    from pipeline.facts.units.rules import UnitRules

FIRM = "unit.firm"
FIRM_NAME = range(2, 7)


def read_names(sheet: Sheet, start: int, end: int) -> Iterator[Piece]:
    """The pieces of a stretch that holds no verb."""
    text = sheet.text
    while start < end and text[start].isspace():
        start += 1
    stop = end
    while stop > start and text[stop - 1].isspace():
        stop -= 1
    timed = sheet.rules.patterns["timely"].match(text, start, stop)
    if timed is not None and timed.end() < stop:  # 11月底前|报县政府
        yield Piece("unread", start, timed.end(), UNREAD)
        start = timed.end()
    opened = _opened(sheet, start, stop)
    if opened:
        yield Piece("sep", start, opened, sheet.rules.rule_of("opener"), role="weak")
        start = opened
    led = sheet.pairs.get(start, stop) + 1
    rest = squeeze(text[led:stop])
    if rest and (sheet.is_unit_start(rest) or sheet.is_known(rest)):  # （县教育局）|县体育中心
        yield from _in_front(sheet, start, led)
        start = led
    told = told_at(sheet, start, stop)
    if told is not None:
        yield from read_names(sheet, start, told)
        yield Piece("unread", told, stop, sheet.rules.rule_of("told"))
        return
    tail: list[Piece] = []
    while start < stop and text[stop - 1] in CLOSE:
        hung = hung_at(sheet, start, stop)
        if hung is None:
            break
        tail.append(hung)
        stop = hung.start
    if start < stop:
        yield from _listing(sheet, start, stop)
    yield from reversed(tail)


def _in_front(sheet: Sheet, start: int, stop: int) -> Iterator[Piece]:
    """A bracket before a name: bodies of their own, or words that nobody can read."""
    if are_bodies(squeeze(sheet.text[start + 1 : stop - 1]), sheet):
        yield Piece("sep", start, start + 1, role="weak")
        yield from read_names(sheet, start + 1, stop - 1)
        yield Piece("sep", stop - 1, stop, role="weak")
    else:
        yield Piece("unread", start, stop, UNREAD)


def _opened(sheet: Sheet, start: int, end: int) -> int:
    """Where the words 由, 请, 和 ... before a name end; 0 where the name begins at once."""
    rules = sheet.rules
    words = sheet.text[start:end]
    opener = rules.beginning("opener", words)
    rest = squeeze(words[len(opener) :])
    if not opener or rules.beginning("place", words) or _begins_town(words, rules):
        return 0
    return start + len(opener) if not rest or sheet.is_unit_start(rest) or sheet.is_known(rest) or len(opener) > 1 else 0


def _begins_town(words: str, rules: UnitRules) -> bool:
    """Whether a town's name begins with the sign of a conjunction: 向阳镇, 和平街道; behind it one sign is left and no more."""
    is_one = bool(rules.beginning("level_township", words[2:])) and rules.is_a("opener_in_names", words[:1])
    return is_one and not any(rules.beginning(kind, words[1:]) for kind in ("level_township", "group_opener"))


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
        last = rules.patterns["joint"].split(after)[-1]  # 等国务院有关部门及|各地区
        if after and not (ends_as_unit(after, rules) or ends_as_unit(last, rules) or rules.patterns["generic"].fullmatch(after)):
            continue
        if before.strip():
            yield from read_names(sheet, start, match.start())
        more = _after_open(sheet, match.end(), stop)
        if more or rules.patterns["generic"].fullmatch(after):
            yield Piece("open", match.start(), more or stop, rules.rule_of("open"))
            yield from read_names(sheet, more, stop) if more else ()
            return
        yield Piece("sep", match.start(), match.end(), rules.rule_of("open"), role="weak")
        yield from _joined(sheet, match.end(), stop)
        return
    yield from _joined(sheet, start, stop)


def _after_open(sheet: Sheet, start: int, stop: int) -> int:
    """Where 和 joins one more unit to a list that ends in 等 (等部门和各地方人民政府, 等有关部门及各县区); 0 where none does."""
    generic = sheet.rules.patterns["generic"]
    for match in sheet.rules.patterns["joint"].finditer(sheet.text, start, stop):
        words = squeeze(sheet.text[match.end() : stop])
        more = bool(sheet.rules.ending("ending_area", words)) or generic.fullmatch(words) is None
        if more and generic.fullmatch(sheet.text, start, match.start()) and sheet.is_unit_start(words):
            return match.start()
    return 0


def _joined(sheet: Sheet, start: int, stop: int) -> Iterator[Piece]:
    """Names joined by 和, 及, 与; the same characters inside a name do not part it."""
    rules, text = sheet.rules, sheet.text
    for piece in (*_party_pair(sheet, start, stop), *_town_pair(sheet, start, stop)):
        yield piece
        start = piece.end
    words = squeeze(text[start:stop])
    one = rules.ending("whole", words) or rules.patterns["except"].match(words) or rules.patterns["across"].match(words)
    if one or (is_one_name(bare(words), rules) and not _are_two(sheet, start, stop)):
        yield from _single(sheet, start, stop)
        return
    for match in rules.patterns["joint"].finditer(text, start, stop):
        begin = _after_joint(sheet, match, stop)
        left, right = text[start : match.start()], text[begin:stop]
        if _inside_bracket(sheet, start, match.start()) or not ends_as_unit(left, rules) or not _stands(sheet, left, right):
            continue
        yield from _single(sheet, start, match.start())
        yield Piece("sep", match.start(), begin, rules.rule_of("joint"), role="weak")
        start = begin
    yield from _single(sheet, start, stop)


def _are_two(sheet: Sheet, start: int, stop: int) -> bool:
    """Whether 和 stands between two bodies, each known by itself: 市食安办|及|市生态环境局浉河分局; not 市发展和改革委."""
    for match in sheet.rules.patterns["joint"].finditer(sheet.text, start, stop):
        sides = squeeze(sheet.text[start : match.start()]), squeeze(sheet.text[match.end() : stop])
        office = any(sheet.rules.ending(kind, sides[0]) for kind in ("ending_office", "inner_section"))
        if office and all(sheet.is_known(side) and ends_as_unit(side, sheet.rules) for side in sides):
            return True
    return False


def _after_joint(sheet: Sheet, match: re.Match[str], stop: int) -> int:
    """Where the next name begins: behind the longest joining word, or a shorter one where only then a name does: 及|其他部门."""
    said = match.group()
    ends = (match.start() + size for size in range(len(said), 0, -1) if sheet.rules.is_a("joint", said[:size]))
    return next((end for end in ends if sheet.is_unit_start(squeeze(sheet.text[end:stop]))), match.end())


def _party_pair(sheet: Sheet, start: int, stop: int) -> Iterator[Piece]:
    """The first of two departments of a party committee that print 部 once: 县委宣传|和|组织部.

    Departments of a government merge under such names: 教育和体育局 is one.
    """
    rules, text = sheet.rules, sheet.text
    for match in rules.patterns["joint"].finditer(text, start, stop):
        own = own_ending(squeeze(text[start : match.start()]), rules)
        if own and take_apart(squeeze(text[match.end() : stop]), None, rules).kind == PARTY:
            yield Piece("name", start, match.start(), suffix=own)
            yield Piece("sep", match.start(), match.end(), rules.rule_of("joint"), role="weak")
            return


def _town_pair(sheet: Sheet, start: int, stop: int) -> Iterator[Piece]:
    """The first of two towns or counties that print their end once: 好生|和|西董镇."""
    for match in sheet.rules.patterns["joint"].finditer(sheet.text, start, stop):
        noun = end_of_town(squeeze(sheet.text[match.end() : stop]), sheet.rules)
        first = Piece("run", start, match.start())
        if noun and may_be_town(sheet, first) and not sheet.is_person(sheet.said(first)):
            yield Piece("name", start, match.start(), suffix=noun)
            yield Piece("sep", match.start(), match.end(), sheet.rules.rule_of("joint"), role="weak")
            return


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
    words, rules = squeeze(sheet.text[start:stop]), sheet.rules
    summed, by = summed_at(sheet, start, stop), rules.patterns["by"].search(sheet.text, start, stop)
    if not words and start < stop:
        yield Piece("sep", start, stop, role="soft")
    elif summed:
        yield from _single(sheet, start, summed)
        yield Piece("sep", summed, stop, role="weak")
    elif by and by.start() > start:
        yield from _single(sheet, start, by.start())
        yield Piece("note", by.start(), stop, rules.rule_of("by"))
    elif words and (_is_name(words, sheet) or _is_name(bare(words), sheet)):  # 各县（市、区）|（高唐县除外）
        seam = seam_in(sheet, start, stop)
        yield Piece("name", start, seam or stop)
        if seam:
            yield from _single(sheet, seam, stop)
    elif words:
        yield from _no_name(sheet, start, stop)


def _is_name(words: str, sheet: Sheet) -> bool:
    """Whether the words are the name of a body or of a class of bodies."""
    rules = sheet.rules
    is_office = (rules.is_a("ending_office", words) and len(words) >= SHORTEST_OFFICE) or words in rules.functions.bodies
    return bool(
        is_office or rules.patterns["scoped"].fullmatch(words) or (ends_as_unit(words, rules) and not sheet.is_person(words))
    )


def _no_name(sheet: Sheet, start: int, stop: int) -> Iterator[Piece]:
    """A person, a firm without 公司, a name with a person or its work behind it; else words nobody can read."""
    text, rules = sheet.text, sheet.rules
    words = squeeze(text[start:stop])
    if sheet.is_person(words):
        named = before_person(sheet, start, stop)
        if named:
            yield Piece("name", start, named)
        yield Piece("person", named or start, stop, rules.rule_of("title" if rules.ending("title", words) else "surname"))
        return
    if _is_firm(words, rules):
        yield Piece("name", start, stop, FIRM)
        return
    named = before_person(sheet, start, stop) or before_duty(sheet, start, stop)
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
