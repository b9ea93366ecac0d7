"""Another agency's name in place of the issuer's, as copied sites put it: found by what the page says against it."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from pipeline.repair.language.gazetteer import LEVELS
from pipeline.repair.substitution.evidence import MOST, Evidence, names_before
from pipeline.repair.substitution.looks import ends_as_body, is_within
from pipeline.repair.substitution.other_places import of_other_places
from pipeline.values import Repair, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.repair.garbles import RepairRules
    from pipeline.repair.sheet import Edits, Sheet

RULE = "substitution.foreign_name"
JOINED = re.compile(r"[-－—–](?<=[\u4e00-\u9fff].)(?=[\u4e00-\u9fff])")
RUN = re.compile(r"[\u4e00-\u9fff]*")
SIGNED = re.compile(r"(?:^|[。；\n])[ \t　]*([\u4e00-\u9fff]{3,20})$")
PLACE = re.compile(rf"^[\u4e00-\u9fff]{{2,7}}?[{LEVELS}]")
LONGEST, SHORTEST = 30, 4
TAIL, TWICE, KIND = 2, 2, 3
FEW = 8
ALONE, REBUILT = 0.95, 0.75
OUTSIDE = 3.0


@dataclass(frozen=True)
class Doubled:
    """Two names of bodies of one kind, joined by a dash, again and again: `安图县林业局-安图县林业局`."""

    first: str
    second: str
    dash: str

    @property
    def words(self) -> str:
        """As the page prints it."""
        return f"{self.first}{self.dash}{self.second}"


def undo_foreign_names(sheet: Sheet, rules: RepairRules) -> Edits:
    """Put the right name in place of a doubled one, where the page proves it: one stands alone, or all speaks for a third."""
    edits: dict[int, list[Repair]] = {}
    for doubled in _doubled(sheet.joined, rules):
        name, confidence = _right_name(doubled, sheet.joined, rules)
        if not name:
            continue
        others = tuple(other for other in dict.fromkeys((doubled.second, doubled.first)) if other != name)
        for index, text in enumerate(sheet.texts):
            for match in re.finditer(re.escape(doubled.words), text):
                span = Span(*match.span())
                repair = Repair(span, match.group(), name, RULE, "substitution", confidence, certain=False, alternatives=others)
                edits.setdefault(index, []).append(repair)
    return edits


def note_foreign_names(sheet: Sheet, rules: RepairRules) -> tuple[tuple[str, str], ...]:
    """A note for each name that stays although the page contradicts it."""
    doubled = [d.words for d in _doubled(sheet.joined, rules)]
    evidence = Evidence.of(sheet, rules)
    ways = (_contradicted(evidence), _misnumbered(evidence), _sites(sheet.joined, rules), of_other_places(evidence))
    single = [] if doubled else [name for way in ways for name in way]
    return tuple(("foreign_name", name) for name in dict.fromkeys((*doubled, *single)))


def _doubled(page: str, rules: RepairRules) -> Iterator[Doubled]:
    """Pairs that stand on the page at least twice, of which one is within the other."""
    groups: dict[tuple[str, str, str], list[tuple[str, str]]] = {}
    for match in JOINED.finditer(page):
        left = RUN.match(page[max(0, match.end() - 1 - LONGEST) : match.end() - 1][::-1]).group()[::-1]  # type: ignore[union-attr]
        right = RUN.match(page, match.end(), match.end() + LONGEST).group()  # type: ignore[union-attr]
        if len(left) >= SHORTEST <= len(right):
            key = (left[-SHORTEST:], page[match.end() - 1], right[:SHORTEST])
            groups.setdefault(key, []).append((left, right))
    for (_, dash, _), pairs in sorted(groups.items(), key=lambda group: -len(group[1]))[:FEW]:
        if len(pairs) >= TWICE and ends_as_body(pairs[0][0], rules):
            first = _from_place(_shared([left[::-1] for left, _ in pairs])[::-1], rules)
            second = _shared([right for _, right in pairs])
            second = second[: second.find(first[-TAIL:]) + TAIL] if first[-TAIL:] in second else ""
            if len(second) >= SHORTEST and (is_within(second, first) or is_within(first, second)):
                yield Doubled(first, second, dash)


def _shared(names: Sequence[str]) -> str:
    """What all names begin with.

    >>> _shared(["安图县林业局网站", "安图县林业局"])
    '安图县林业局'
    """
    least, most = min(names), max(names)
    size = next((at for at, (one, other) in enumerate(zip(least, most, strict=False)) if one != other), len(least))
    return least[:size]


def _from_place(name: str, rules: RepairRules) -> str:
    """A name without the words before its place (按照重庆市…)."""
    starts = [at for at, _ in rules.places.named(name)]
    return name[min(starts) :] if starts else name


def _right_name(doubled: Doubled, page: str, rules: RepairRules) -> tuple[str, float]:
    rest = page.replace(doubled.words, "\n")
    first, second = doubled.first in rest, doubled.second in rest.replace(doubled.first, "\n")
    if first != second:
        return (doubled.first if first else doubled.second), ALONE
    return ("", 0.0) if first else (_third_name(doubled.second, rest, rules), REBUILT)


def _third_name(name: str, rest: str, rules: RepairRules) -> str:
    """The name that the rest of the page proves: its level before the kind of body (市林业局), and the place of that level."""
    kind = kind_of(name, rules)
    levels = _levels_before(kind, rest, rules) if kind else Counter()
    others = [level for level, _ in levels.most_common() if not name.endswith(level + kind)]
    if len(others) != 1 or len(levels) != 1:
        return ""
    place = Evidence(rest, rules).place_of(others[0])
    return place + kind if place else ""


def kind_of(name: str, rules: RepairRules) -> str:
    """The longest known body at a name's end: 安图县林业局 → 林业局."""
    return next((name[at:] for at in range(len(name) - KIND + 1) if name[at:] in rules.known), "")


def _levels_before(kind: str, rest: str, rules: RepairRules) -> Counter[str]:
    """How often each level stands before a kind of body with no place's name before it (市林业局, not 重庆市林业局)."""
    levels: Counter[str] = Counter()
    for match in re.finditer(rf"([{LEVELS}]){re.escape(kind)}", rest):
        before = rest[max(0, match.start() - 8) : match.start() + 1]
        if not any(at + len(place) == len(before) for at, place in rules.places.named(before)):
            levels[match[1]] += 1
    return levels


def _contradicted(evidence: Evidence) -> Iterator[str]:
    """Names of county bodies in the titles of a page that never speaks of its county, but as a city, or of places elsewhere.

    And names of any place that neither the codes on the page nor its number's first letter can belong to.
    """
    page, rules = evidence.page, evidence.rules
    for name in evidence.issuers if evidence.number and evidence.codes else ():
        places = _places_of(name, rules)
        if places and ends_as_body(name, rules) and not _is_coded(places, evidence):
            yield name
    for name in islice(dict.fromkeys(names_before(page, rules)), FEW):
        places = _places_of(name, rules)
        if not places or places[-1][-1] not in rules.words("county_end") or not ends_as_body(name, rules):
            continue
        if any(word in page for word in rules.words("foreign_county")):
            return
        spoken = sum(page.count(word) for word in rules.words("foreign_city"))
        levels = _levels_before(kind_of(name, rules), page, rules)
        of_city = spoken >= TWICE and any(levels[end] for end in rules.words("city_end"))
        if of_city or _is_elsewhere(places, page, rules):
            yield name


def _misnumbered(evidence: Evidence) -> Iterator[str]:
    """Names of issuers that do not give the notice's own number: it names other work (教, of a 财政局), or another county.

    Only where the name alone begins its line: others beside it issue with it, or pass on what it wrote.
    """
    number, rules = evidence.number, evidence.rules
    for name in evidence.issuers[:1] if number else ():
        places = _places_of(name, rules) or PLACE.findall(name)[:1]  # no register knows every name
        line = next(line for line in evidence.page.split("\n") if name in line)
        if not places or not ends_as_body(name, rules) or not line.strip(" \u3000《").startswith(name):
            continue
        letters = set("".join(evidence.bureau_letters))
        lettered = places[-1].endswith(tuple(rules.words("lettered_level")))
        elsewhere = lettered and number[0] not in name and not any(number[1:2] in place for place in places)
        if elsewhere or (letters and letters.isdisjoint(name)):
            yield name


def _places_of(name: str, rules: RepairRules) -> list[str]:
    """The places in a body's name, what it ends with apart."""
    return [place for at, place in rules.places.named(name) if at + len(place) < len(name)]


def _sites(page: str, rules: RepairRules) -> Iterator[str]:
    """Names of sites that sign a notice, right before its date: a site issues nothing."""
    for pattern in rules.patterns("foreign_site"):
        for match in pattern.find.finditer(page):
            name = SIGNED.search(page[max(0, match.start() - LONGEST) : match.start()])
            if name and any(character in LEVELS for character in name[1][2:-1]):
                yield name[1] + page[match.start()]


def _is_coded(places: Sequence[str], evidence: Evidence) -> bool:
    """Whether a code on the page is of one of the places, of one above or below it, or the number's letter is of its name."""
    own = [code.rstrip("0") for place in places for code in evidence.rules.places.codes.get(place, ())]
    said = [code.rstrip("0") for code in evidence.codes]
    related = any(one.startswith(other) or other.startswith(one) for one in own for other in said)
    return related or any(evidence.number[0] in place for place in places) or not own


def _is_elsewhere(places: Sequence[str], page: str, rules: RepairRules) -> bool:
    """Whether the places on the page lie together, and not where these lie."""
    homes = rules.places.homes("\n".join(name for _, name in rules.places.named(page[:MOST]) if name not in places))
    own = frozenset().union(*(rules.places.above(place) for place in places))
    most = max(homes.values(), default=0.0)
    return most >= OUTSIDE and not any(home in homes for home in own)
