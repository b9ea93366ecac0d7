"""Cut the words of a unit cell into pieces: labels, separators, names with what hangs on them, verbs, and words nobody can read.

The pieces tile the text: every character is in exactly one of them.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.facts.units_lines import find_line
from pipeline.facts.units_names import ends_as_unit, squeeze
from pipeline.facts.units_rules import OPEN
from pipeline.facts.units_stretch import Piece, Sheet, read_stretch

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.facts.units_rules import UnitRules

STRONG = frozenset("；;。")
SOFT_LIMIT = 40
MANY_LEVELS = 8
LOWEST = 4
RANKS = {"province": 1, "city": 2, "county": 3, "township": 4}


def cut(text: str, rules: UnitRules) -> tuple[Piece, ...]:
    """All pieces of the text, in order, without a gap."""
    sheet = Sheet.of(text, rules)
    pieces: list[Piece] = []
    at = 0
    opening = rules.patterns["bare_label"].match(text)
    if opening:
        pieces.append(_label(opening.start(), opening.end(), opening["word"], rules))
        at = opening.end()
    for match in rules.patterns["label"].finditer(text, at):
        pieces += _part(sheet, at, match.start())
        word = match["word"] or ""
        pieces.append(_label(match.start(), match.end(), word, rules))
        at = match.end()
    pieces += _part(sheet, at, len(text))
    return tuple(_joined(pieces))


def _label(start: int, end: int, word: str, rules: UnitRules) -> Piece:
    if not word:
        return Piece("label", start, end, rules.rule_of("label_person"), "person")
    meaning = rules.meaning["label", word]
    return Piece("label", start, end, meaning.rule, meaning.role)


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
    while start < end and sheet.text[start] in OPEN and sheet.pairs.get(start) == end - 1 and wrapped < SOFT_LIMIT:
        yield Piece("sep", start, start + 1, role="weak")
        start, end, wrapped = start + 1, end - 1, wrapped + 1
    for piece in _listed(sheet, _unwrapped(sheet, list(_split(sheet, start, end)))):
        if piece.suffix:
            yield replace(piece, kind="name")
        elif piece.kind == "run":
            yield from read_stretch(sheet, piece.start, piece.end)
        else:
            yield piece
    for at in range(end, end + wrapped):
        yield Piece("sep", at, at + 1, role="weak")


def _split(sheet: Sheet, start: int, end: int) -> Iterator[Piece]:
    """Runs and separators; separators inside brackets and inside 除…外 do not part."""
    text, at, skip = sheet.text, start, start
    excepted = sheet.rules.patterns["except"].match(text, start, end)
    skip = excepted.end() if excepted else start
    for match in sheet.rules.patterns["split"].finditer(text, start, end):
        if match.start() < skip:
            continue
        close = sheet.pairs.get(match.start(), -1)
        if start <= close < end:
            skip = close + 1
            continue
        if match.start() > at:
            yield Piece("run", at, match.start())
        yield Piece("sep", match.start(), match.end(), role=_strength(match.group()))
        at = skip = match.end()
        excepted = sheet.rules.patterns["except"].match(text, at, end)
        skip = excepted.end() if excepted else at
    if at < end:
        yield Piece("run", at, end)


def _strength(words: str) -> str:
    if not STRONG.isdisjoint(words):
        return "strong"
    return "soft" if words.isspace() else "weak"


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
    if _is_bare_ending(tail, rules):
        return True
    if ends_as_unit(head, rules) or rules.patterns["duty"].search(head):
        return sheet.is_known(head + tail) and not sheet.is_known(tail) and not sheet.is_unit_start(tail)
    return not sheet.is_unit_start(tail) and not rules.patterns["duty"].match(tail) and not rules.ending("open", head)


def _is_bare_ending(tail: str, rules: UnitRules) -> bool:
    return rules.endings.ending(tail) == tail and tail not in rules.functions.bodies and not rules.is_a("government", tail)


def _listed(sheet: Sheet, pieces: list[Piece]) -> list[Piece]:
    """Levels that share one noun: 各县、区人民政府 is one class; 市、县（区）教育局 are two names with one ending."""
    out: list[Piece] = []
    at = 0
    while at < len(pieces):
        levels = _levels_from(sheet, pieces, at)
        if len(levels) < 2:  # noqa: PLR2004 - a list has two
            joined = _party_and_government(sheet, pieces, at)
            out.append(joined or pieces[at])
            at += 3 if joined else 1
            continue
        out += _one_noun(sheet, pieces[at : levels[-1] + 1])
        at = levels[-1] + 1
    return out


def _one_noun(sheet: Sheet, pieces: list[Piece]) -> list[Piece]:
    """A list of levels whose last one has the noun: joined to a class, or each given the noun, or left as they are."""
    rules = sheet.rules
    noun = _noun_after_level(sheet, pieces[-1])
    if rules.beginning("group_opener", sheet.said(pieces[0])):
        joins = _is_class_noun(noun, rules)
    elif _is_body(noun, rules):
        return [replace(p, suffix=noun) if p.kind == "run" and p is not pieces[-1] else p for p in pieces]
    else:
        joins = bool(rules.ending("ending_class", noun))
    return [Piece("run", pieces[0].start, pieces[-1].end)] if joins else pieces


def _party_and_government(sheet: Sheet, pieces: list[Piece], at: int) -> Piece | None:
    """各市党委、政府 is one class."""
    if at + 2 >= len(pieces) or pieces[at + 1].role != "weak" or pieces[at + 2].kind != "run":
        return None
    head, tail, rules = sheet.said(pieces[at]), sheet.said(pieces[at + 2]), sheet.rules
    if (
        rules.is_a("government", tail)
        and rules.beginning("group_opener", head)
        and rules.ending("government", head) not in ("", tail)
    ):
        return (
            Piece("run", pieces[at].start, pieces[at + 2].end)
            if find_line(tail, rules) is rules.functions.of_kind.get("local")
            else None
        )
    return None


def _levels_from(sheet: Sheet, pieces: list[Piece], at: int) -> list[int]:
    """The indexes of runs from `at` on that are bare levels, and of the one that ends them with a noun."""
    found: list[int] = []
    while at < len(pieces) and pieces[at].kind == "run" and len(found) < MANY_LEVELS:
        match = sheet.rules.patterns["level_list"].fullmatch(sheet.said(pieces[at]))
        if not match or (found and (match["all"] or _climbs(sheet, pieces[found[0]], match["level"]))):
            break
        if match["rest"]:
            closing = found and (_is_body(match["rest"], sheet.rules) or _is_class_noun(match["rest"], sheet.rules))
            return [*found, at] if closing else found
        found.append(at)
        at += 2
        if at >= len(pieces) or pieces[at - 1].role != "weak":
            break
    return found


def _climbs(sheet: Sheet, first: Piece, level: str) -> bool:
    """Whether a level stands above those before it, so that it opens a name of its own: 各镇街、|市政府, 各县（市、区）、|市政府.

    县 and 市 side by side are counties and county-level cities: 各县、市人民政府.
    """
    match = sheet.rules.patterns["level_list"].fullmatch(sheet.said(first))
    head = match["level"] if match else ""
    levels = sheet.rules.levels
    ranks = [RANKS.get(levels.get(word) or levels.get(word[:1], ""), LOWEST) for word in (head, level)]
    return ranks[1] < ranks[0] and (len(head) > 1 or ranks[0] - ranks[1] > 1)


def _noun_after_level(sheet: Sheet, piece: Piece) -> str:
    match = sheet.rules.patterns["level_list"].fullmatch(sheet.said(piece))
    return match["rest"] if match else ""


def _is_body(noun: str, rules: UnitRules) -> bool:
    """Whether a level and the noun are one body: 教育局, 人民政府."""
    return bool(noun) and (rules.is_a("government", noun) or bool(find_line(noun, rules)))


def _is_class_noun(noun: str, rules: UnitRules) -> bool:
    """Whether the noun makes one class of the levels before it: none at all, 人民政府, 部门."""
    if not noun or rules.is_a("government", noun):
        return True
    own = rules.beginning("belonging", noun) or rules.beginning("group_inside", noun)
    return not own and bool(rules.ending("ending_class", noun)) and not find_line(noun, rules)
