"""Cut the words of a unit cell into pieces: labels, separators, names with what hangs on them, verbs, and words nobody can read.

The pieces tile the text: every character is in exactly one of them.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.facts.units.hung import role_first
from pipeline.facts.units.lost import parted
from pipeline.facts.units.names import ends_as_unit, is_bare_ending, squeeze
from pipeline.facts.units.patterns import OPEN
from pipeline.facts.units.people import people_joined
from pipeline.facts.units.phrases import is_legend
from pipeline.facts.units.piece import Piece, Sheet
from pipeline.facts.units.rules import remembered
from pipeline.facts.units.seams import is_exact
from pipeline.facts.units.series import read_series
from pipeline.facts.units.sets import has_inside, is_group
from pipeline.facts.units.stretch import read_stretch, role_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.facts.units.rules import UnitRules

STRONG = frozenset("；;。")
ENDS = "、，,；;。 \u3000\n"
SOFT_LIMIT = 40
SHORTEST_QUOTED = 5
QUOTED = re.compile("[“\"'‘「『][^“”\"'‘’「」『』]{1,40}[”\"'’」』]")
OTHER_LABEL = "unit.other_label"
LABEL_GROUPS = ("word", "boxed", "bare", "copied", "wrapped", "barred")
"""Where a label's word of role may stand: 牵头单位：, 【牵头单位】, alone, 牵头单位为…, （牵头）市司法局, 牵头｜市司法局."""
KEPT_WHOLE = ("except", "across", "spaced", "tiers", "class_list")
TIME = "time"


@remembered
def cut(text: str, rules: UnitRules) -> tuple[Piece, ...]:
    """All pieces of the text, in order, without a gap."""
    sheet = Sheet.of(text, rules)
    pieces: list[Piece] = []
    at = 0
    opening = rules.patterns["bare_label"].match(text)
    if opening:
        pieces += _label(opening, rules)
        at = opening.end()
    labels = rules.patterns["label_or_front" if rules.patterns["fronted"].search(text) else "label"]
    for match in labels.finditer(text, at):
        pieces += _after(sheet, pieces, at, match.start())
        pieces += _label(match, rules)
        at = match.end()
    pieces += _after(sheet, pieces, at, len(text))
    return tuple(people_joined(sheet, _joined(pieces)))


def _after(sheet: Sheet, before: list[Piece], start: int, end: int) -> Iterator[Piece]:
    """The pieces behind a label; behind one of time, the words up to the next strong stop are no units."""
    if before and before[-1].role == TIME:
        stop = next((at for at in range(start, end) if sheet.text[at] in STRONG or sheet.text[at] == "\n"), end)
        yield Piece(TIME, start, stop, sheet.rules.rule_of("label_time"))
        start = stop
    yield from _part(sheet, start, end)


def _label(match: re.Match[str], rules: UnitRules) -> Iterator[Piece]:
    """A label, and the legend that it may hold in a bracket: 责任单位（排第一的为牵头单位）."""
    start, end = match.span()
    named = match.groupdict()
    word = next(filter(None, (named.get(group) for group in LABEL_GROUPS)), "")
    meaning = rules.meaning.get(("label", word)) or rules.meaning.get(("bracket_role", word))
    if named.get("tier"):  # 市级：市教育局；县级：各县区教育局
        yield Piece("sep", start, end, role="strong")
    elif named.get("time") or named.get("timed"):
        yield Piece("label", start, end, rules.rule_of("label_time"), TIME)
    elif meaning is None:
        yield Piece("label", start, end, rules.rule_of("label_person"), "person")
    elif named.get("behind") and is_legend(squeeze(str(named["behind"])), rules):
        yield Piece("label", start, match.start("behind"), meaning.rule, meaning.role)
        yield Piece("legend", match.start("behind"), end, rules.rule_of("legend"))
    else:
        yield Piece("label", start, end, meaning.rule, meaning.role)


def _joined(pieces: list[Piece]) -> Iterator[Piece]:
    """The pieces, unread ones that only a separator parts joined into one."""
    held: Piece | None = None
    gap: Piece | None = None
    for piece in pieces:
        if held and piece.kind == "sep" and piece.role != "strong" and gap is None:
            gap = piece
        elif held and piece.kind == "unread" and piece.rule == held.rule:
            held, gap = Piece("unread", held.start, piece.end, held.rule), None
        else:
            yield from (p for p in (held, gap) if p)
            held, gap = (piece, None) if piece.kind == "unread" else (None, None)
            if held is None:
                yield piece
    yield from (p for p in (held, gap) if p)


def _part(sheet: Sheet, start: int, end: int) -> Iterator[Piece]:
    """The pieces between two labels."""
    wrapped = 0
    behind = len(sheet.text[start:end]) - len(sheet.text[start:end].rstrip(ENDS))
    if behind and sheet.text[start:end].startswith(tuple(OPEN)) and sheet.pairs.get(start) == end - behind - 1:
        yield from _part(sheet, start, end - behind)
        yield Piece("sep", end - behind, end, role=_strength(sheet.text[end - behind : end]))
        return
    while start < end and sheet.text[start] in OPEN and sheet.pairs.get(start) == end - 1 and wrapped < SOFT_LIMIT:
        yield Piece("sep", start, start + 1, role="weak")
        start, end, wrapped = start + 1, end - 1, wrapped + 1
    runs = [part for piece in _split(sheet, start, end) for part in _unquoted(sheet, piece)]
    for piece in read_series(sheet, _unwrapped(sheet, runs)):
        if piece.suffix:
            yield replace(piece, kind="name")
        elif piece.kind == "run":
            yield from read_stretch(sheet, piece.start, piece.end)
        else:
            yield piece
    for at in range(end, end + wrapped):
        yield Piece("sep", at, at + 1, role="weak")


def _split(sheet: Sheet, start: int, end: int) -> Iterator[Piece]:
    """Runs and separators; separators inside brackets and inside one class (除…外) do not part."""
    text = sheet.text
    opened, at, skip = _opened(sheet, start, end)
    yield from opened
    for match in sheet.rules.patterns["split"].finditer(text, at, end):
        if match.start() < skip:
            continue
        close = sheet.pairs.get(match.start(), -1) if match.end() - match.start() == 1 else -1
        if start <= close < end and not _is_charge(sheet, match.start(), close):
            skip = close + 1
            if _ends_name(sheet, at, match.start(), close):
                yield from parted(sheet, at, skip)
                at = skip
            continue
        if match.start() > at:
            yield from parted(sheet, at, match.start())
        yield Piece("sep", match.start(), match.end(), role="strong" if close >= 0 else _strength(match.group()))
        opened, at, skip = _opened(sheet, match.end(), end)
        yield from opened
    if at < end:
        yield from parted(sheet, at, end)


def _opened(sheet: Sheet, start: int, end: int) -> tuple[list[Piece], int, int]:
    """What stands before a name (挂钩单位：, 除…外的), where the name begins, and where words end that are one."""
    opened: list[Piece] = []
    for kind, rule, read in (("label", OTHER_LABEL, _other_label), ("except", sheet.rules.rule_of("except"), _left_out)):
        stop = read(sheet, start, end)
        if stop:
            opened.append(Piece(kind, start, stop, rule))
            start = stop
    return opened, start, _kept_whole(sheet, start, end)


def _left_out(sheet: Sheet, at: int, end: int) -> int:
    """Where words end that leave bodies out of the classes behind them (除茅台镇外的|各乡镇、街道); 0 where no class follows."""
    rules = sheet.rules
    match = rules.patterns["except"].match(sheet.text, at, end)
    if match is None:
        return 0
    words = squeeze(sheet.text[match.end() : end])[:SOFT_LIMIT]
    duty = rules.patterns["duty"].search(words)
    first = rules.patterns["apart"].split(words[: duty.start()] if duty and duty.start() else words, 1)[0]
    return match.end() if first and is_group(first, rules) and ends_as_unit(first.rstrip(OPEN), rules) else 0


def _is_charge(sheet: Sheet, opening: int, close: int) -> bool:
    """Whether a bracket holds bodies and what they do, and so stands beside the names before it: 县水利局牵头（县财政局配合）."""
    words = squeeze(sheet.text[opening + 1 : min(close, opening + SOFT_LIMIT)])
    duty = next((match for match in sheet.rules.patterns["duty"].finditer(words) if match.end() == len(words)), None)
    if duty is None or not duty.start() or not role_of(duty.group(), sheet.rules)[0]:
        return False
    return ends_as_unit(words[: duty.start()], sheet.rules)


def _ends_name(sheet: Sheet, start: int, opening: int, close: int) -> bool:
    """Whether a name ends with its bracket, so that what follows is another.

    So it is behind a role, 市司法局（牵头）|市财政局（配合）, and where a name begins anew: 市残联（就业中心）|市总工会.
    """
    rules, name = sheet.rules, squeeze(sheet.text[start:opening])
    if not name or not ends_as_unit(name, rules):
        return False
    words, behind = squeeze(sheet.text[opening + 1 : close]), squeeze(sheet.text[close + 1 : close + SOFT_LIMIT])
    if role_first(words, sheet)[0]:
        return not is_bare_ending(rules.patterns["split"].split(behind, 1)[0], rules)  # 科（协）|会
    return sheet.is_unit_start(behind) and sheet.is_known(name)


def _other_label(sheet: Sheet, at: int, end: int) -> int:
    """Where a label ends that no rule knows (挂钩单位：); 0 where none stands, or where its words are bodies themselves."""
    rules = sheet.rules
    match = rules.patterns["other_label"].match(sheet.text, at, end)
    if match is None:
        return 0
    words = match["other"]
    level = rules.beginning("level", words)
    of_level = level and rules.beginning("belonging", words[len(level) :]) and rules.is_a("label_noun", words[len(level) + 1 :])
    is_class = bool(level or rules.beginning("group_opener", words)) or has_inside(words, rules)
    return match.end() if of_level or not (is_class or sheet.is_known(words)) else 0


def _kept_whole(sheet: Sheet, at: int, end: int) -> int:
    """Where words end that hold separators and are one: 除某某、某某外, 中央、省驻市有关单位, 市 司 法 局."""
    for kind in KEPT_WHOLE:
        found = sheet.rules.patterns[kind].match(sheet.text, at, end)
        if found:
            return found.end()
    return at


def _strength(words: str) -> str:
    if not STRONG.isdisjoint(words):
        return "strong"
    return "soft" if words.isspace() else "weak"


def _unquoted(sheet: Sheet, piece: Piece) -> tuple[Piece, ...]:
    """A run without the quotation marks around all of it: “市教育局”; those inside a name are its own: “放管服”改革办."""
    words = sheet.text[piece.start : piece.end]
    if piece.kind != "run" or len(words) < SHORTEST_QUOTED or not QUOTED.fullmatch(words):
        return (piece,)
    first, last = piece.start + 1, piece.end - 1
    return Piece("sep", piece.start, first, role="weak"), Piece("run", first, last), Piece("sep", last, piece.end, role="weak")


def _unwrapped(sheet: Sheet, pieces: list[Piece]) -> list[Piece]:
    """Join what a line break or blank cut in two: 市人力资源⏎和社会保障局, 区管委会办公室⏎（政策法规处）."""
    out: list[Piece] = []
    for piece in pieces:
        if piece.kind == "run" and len(out) > 1 and out[-1].role == "soft" and _goes_on(sheet, out[-2], piece):
            out.pop()
            out.append(Piece("run", out.pop().start, piece.end))
        else:
            out.append(piece)
    return out


def _goes_on(sheet: Sheet, left: Piece, right: Piece) -> bool:
    """Whether the second run continues the name that the first begins."""
    if left.kind != "run" or right.end - left.start > SOFT_LIMIT:
        return False
    rules = sheet.rules
    head, tail = squeeze(sheet.text[left.start : left.end]), squeeze(sheet.text[right.start : right.end])
    if tail[0] in OPEN:
        return True
    if rules.is_a("blank", head) or rules.is_a("blank", tail) or sheet.is_person(head) or sheet.is_person(tail):
        return False
    if _is_bare_ending(tail, rules) or (is_exact(head + tail, rules) and not sheet.is_known(head)):
        return True
    if ends_as_unit(head, rules) or rules.patterns["duty"].search(head):
        # A head that is a body by itself makes anything behind it look like one: 县农业农村局⏎南充市南部生态环境局.
        joined = sheet.is_known(head + tail) and not sheet.is_known(head)
        return joined and not sheet.is_known(tail) and not sheet.is_unit_start(tail)
    return not sheet.is_unit_start(tail) and not rules.patterns["duty"].match(tail) and not rules.ending("open", head)


def _is_bare_ending(tail: str, rules: UnitRules) -> bool:
    return rules.endings.ending(tail) == tail and tail not in rules.functions.bodies and not rules.is_a("government", tail)
