"""Endings that a list prints only behind the last of its names: 移动、电信公司, 木垒县、奇台县人民政府, 发改、财政等部门."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pipeline.facts.units.functions import JOINERS
from pipeline.facts.units.lines import area_line
from pipeline.facts.units.names import ends_as_unit, take_apart
from pipeline.facts.units.sets import is_group

if TYPE_CHECKING:
    from pipeline.facts.units.piece import Piece, Sheet
    from pipeline.facts.units.rules import UnitRules

LONGEST_STEM = 12
SHORT_STEM = 2
OF_STEMS, OF_PLACES = "stems", "places"
TOWN = range(2, 4)
TOWN_SIGNS = frozenset("、，,")
LEAST_TOWNS = 4
"""Two names before the last, with what parts them."""
GOVERNED = ("level_county", "level_city")
NO_TOWN = ("group_opener", "level", "generic", "note", "people")
PARTY = "party"


@dataclass(frozen=True, slots=True)
class Ending:
    """What the last name of a list prints and the names before it lack.

    `sort` says which: `stems` of names (no ending at all is printed), `places` of one `kind`, else names with that ending;
    `kind` is then the sort of body that prints it.
    """

    words: str = ""
    sort: str = ""
    kind: str = ""


def with_endings(sheet: Sheet, pieces: list[Piece]) -> list[Piece]:
    """The pieces, those that lack an ending given it: 移动、电信公司 are 移动公司 and 电信公司."""
    out = _towns(sheet, pieces)
    ending = Ending()
    for at in range(len(out) - 1, -1, -1):
        piece = out[at]
        if piece.kind == "sep" and piece.role == "weak":
            continue
        words = sheet.said(piece) if piece.kind == "run" and not piece.suffix else ""
        lacking = _completed(piece, words, ending, sheet.rules) if words else None
        if lacking:
            out[at] = lacking
        else:
            ending = _ending_of(words, sheet.rules) if words else Ending()
    return out


def _towns(sheet: Sheet, pieces: list[Piece]) -> list[Piece]:
    """The pieces, bare names of towns given the end that is printed once behind the last: 好生、西董、黄山街道."""
    out = list(pieces)
    for last, piece in enumerate(pieces):
        words = sheet.said(piece) if piece.kind == "run" else ""
        noun = end_of_town(words, sheet.rules) if words else ""
        first = _first_town(sheet, pieces, last) if noun else last
        for at in range(first, last, 2):
            out[at] = replace(pieces[at], suffix=noun)
    return out


def end_of_town(words: str, rules: UnitRules) -> str:
    """What follows the name of a town, a verb behind it left out: 黄山|街道, 黄山|街道办事处, 石牛|镇; empty for other words.

    Of a county or city it does only with its government: 碧江、万山|区政府.
    """
    duty = rules.patterns["duty"].search(words)
    name = words[: duty.start()] if duty and duty.start() else words
    office = rules.ending("government", name)
    place = name.removesuffix(office)
    level = rules.ending("level_township", place)
    governed = next((end for kind in GOVERNED if (end := rules.ending(kind, place))), "") if office and not level else ""
    noun, own = (level or governed) + office, place.removesuffix(level or governed)
    named = (governed or rules.beginning("level_township", noun)) and _is_short(own, rules) and own.isalpha()  # 莘县 shares no 县
    return noun if named and not is_group(name, rules) else ""


def _first_town(sheet: Sheet, pieces: list[Piece], last: int) -> int:
    """Where the bare names before a town begin: two or more, for one may be anybody (村民、石牛镇), and not all persons.

    One alone counts where it ends as places do: 河口、龙潭镇.
    """
    first = last
    while first >= 2 and may_be_town(sheet, pieces[first - 2]) and sheet.said(pieces[first - 1]) in TOWN_SIGNS:  # noqa: PLR2004
        first -= 2
    persons = all(sheet.is_person(sheet.said(pieces[at])) for at in range(first, last, 2))
    governed = bool(sheet.rules.ending("government", sheet.said(pieces[last])))
    alone = last - first < LEAST_TOWNS and not (governed or sheet.rules.ending("town_sign", sheet.said(pieces[first])))
    return last if persons or alone else first


def may_be_town(sheet: Sheet, piece: Piece) -> bool:
    """Whether a run may be the bare name of a town: two or three signs that are no body, class, line of work or verb."""
    words, rules = sheet.said(piece), sheet.rules
    if (
        piece.kind != "run"
        or not _is_short(words, rules)
        or not words.isalpha()
        or is_stem(words, rules)
        or sheet.is_known(words)
    ):
        return False
    placed = rules.ending("town_sign", words)
    opens = any(rules.beginning(kind, words) for kind in NO_TOWN) or (rules.ending("not_ending", words) and not placed)
    said = any(rules.patterns[kind].search(words) for kind in ("duty", "label_word", "stop"))
    short = _is_short_city(words, rules) or (placed and rules.ending("not_ending", words))  # 海口
    return not (opens or said or (ends_as_unit(words, rules) and not short))


def _is_short(words: str, rules: UnitRules) -> bool:
    """Whether words are as long as the name of a place is without its end: two or three signs, or a longer one that is known."""
    return len(words) in TOWN or rules.is_a("long_place", words)


def _is_short_city(words: str, rules: UnitRules) -> bool:
    """Whether words that end as a prefecture does are a city's name: 柳州; a prefecture has two signs before 州."""
    return len(words) == TOWN.start and bool(rules.ending("level_city", words))


def _completed(piece: Piece, words: str, ending: Ending, rules: UnitRules) -> Piece | None:
    """The piece with the ending that it lacks; None where it lacks none."""
    if ending.sort == OF_STEMS:
        return replace(piece, kind="name") if is_stem(words, rules) else None
    if ending.sort == OF_PLACES:
        return replace(piece, suffix=ending.words) if _kind_of_place(words, rules) == ending.kind else None
    if ending.words and _lacks(words, ending.words, rules):
        return replace(piece, suffix=ending.words)
    own = own_ending(words, rules) if ending.kind == PARTY else ""
    return replace(piece, suffix=own) if own else None


def _ending_of(words: str, rules: UnitRules) -> Ending:
    duty = rules.patterns["duty"].search(words)
    name = words[: duty.start()] if duty and duty.start() else words
    if ends_in_stem(name, rules) or ends_in_stem(words, rules):  # 市场|监管 is no verb
        return Ending(sort=OF_STEMS)
    return _behind_place(name, rules) or Ending(rules.ending("shared_ending", name), kind=take_apart(name, None, rules).kind)


def own_ending(words: str, rules: UnitRules) -> str:
    """The ending that a department of a party committee lacks where only its line of work is printed: 区委统战|部."""
    own = words[len(rules.beginning("level", words)) :]
    stem = own[len(rules.beginning("organ", own)) :]
    if own in (words, stem) or len(stem) != SHORT_STEM or rules.ending("ending_office", stem):
        return ""
    line = rules.functions.stems.get(stem)
    is_department = line is not None and line.rule.kind == PARTY and stem not in rules.functions.bodies
    return line.rule.endings[0] if line and is_department and line.rule.endings else ""


def _behind_place(words: str, rules: UnitRules) -> Ending | None:
    """What follows the place in a body's name (奇台县|人民政府, 德阳高新区|管委会, 达川区|教育局)."""
    if is_group(words, rules):
        return None
    noun = rules.ending("government", words) or take_apart(words, None, rules).rest
    kind = _kind_of_place(words[: -len(noun)], rules) if noun and words.endswith(noun) else ""
    return Ending(noun, OF_PLACES, kind) if kind else None


def _kind_of_place(words: str, rules: UnitRules) -> str:
    """`zone`, `township` or `local` for the name of a place and nothing else; a bare level (县, 各区) is none."""
    level = rules.ending("level", words)
    if is_group(words, rules) or not area_line(words, rules) or len(words) == len(level) or _is_short_city(words, rules):
        return ""
    if rules.ending("zone", words):
        return "zone"
    return "township" if rules.levels.get(level) == "township" else "local"


def is_stem(words: str, rules: UnitRules) -> bool:
    """Whether the words are a line of work without the ending of a body: 发改, 县财政, 市场监管."""
    stems = (words, words[len(rules.beginning("level", words)) :])
    return any(stem.translate(JOINERS) in rules.functions.stems for stem in stems)


def ends_in_stem(words: str, rules: UnitRules) -> bool:
    """Whether a list of bare stems ends here in a class: 发改、财政、住建等部门."""
    match = rules.patterns["open"].search(words)
    if match is None or not rules.patterns["generic"].fullmatch(words, match.end()) or match.end() == len(words):
        return False
    return is_stem(words[: match.start()], rules) or words[: match.start()] in rules.functions.bodies


def _lacks(words: str, ending: str, rules: UnitRules) -> bool:
    """Whether the words are the stem of a body whose name ends so; 人社 is one although 社 ends names too, and 县委|宣传."""
    stem = words[len(rules.beginning("level", words)) :]
    stem = stem[len(rules.beginning("organ", stem)) :]
    whole = rules.functions.whole
    if len(words) > LONGEST_STEM or not stem or words.endswith(ending):
        return False
    if not is_stem(words, rules) if rules.is_a("noun_of_class", ending) else (stem + ending).translate(JOINERS) not in whole:
        return False
    village = rules.ending("ending_class", words) and not rules.ending("ending_other", words)
    line = is_stem(words, rules) and bool(village)  # 农业农村 ends as a class of villages does
    short = (len(stem) == SHORT_STEM or line) and stem not in rules.functions.bodies and not rules.ending("ending_office", stem)
    return short or not ends_as_unit(words, rules)
