"""What the page itself says of its issuer: level, how it calls governments, whether its office writes, and the place's name."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from functools import cache, cached_property
from itertools import islice
from typing import TYPE_CHECKING

from pipeline.alternation import any_of
from pipeline.repair.language.gazetteer import LEVELS
from pipeline.repair.substitution.claims import KIND, sides

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pipeline.repair.garbles import GarbleRule, RepairRules
    from pipeline.repair.sheet import Sheet
    from pipeline.repair.substitution.claims import Claim

LEVEL = re.compile(rf"(?:^|[\s、，,；;：:（(|])(?:由|经|报)?([{LEVELS}])(?=[\u4e00-\u9fff]{{2,10}}?[局委办厅院])", re.MULTILINE)
NUMBER = re.compile(r"([\u4e00-\u9fff]{1,10})[〔\[［(（](?:19|20)\d\d[〕\]］)）] ?第?\d{1,4}号")
AFTER_PLACE = re.compile(r"(?<=[省市县区州盟旗乡镇）)级])(?=[\u4e00-\u9fff])")
ODD = r"[\u4e00-\u9fffA-Za-z0-9.·•_&（）()—–-]"
"""What names of brands are made of, and names of bodies."""
NAME = re.compile(rf"(?:^|.{{0,200}}[\s《：:])({ODD}{{3,45}})$", re.DOTALL)
OWN_PLACE = rf"^[ \t　]*([\u4e00-\u9fff]{{2,8}}[{LEVELS}])"
LONGEST_NAME, FEW = 45, 4
OWN_LINE = 14
MOST = 200_000
LEAST_VOTES = 2.0
MENTION, LETTER, SITE = 1.5, 1.0, 2.0
CLEARLY = 1.5
"""How much more must speak for a place than for the next one."""


@dataclass(frozen=True)
class Evidence:
    """A damaged page, and the answers that it gives about its issuer; empty where it gives none."""

    page: str
    rules: RepairRules
    claims: dict[str, tuple[Claim, ...]] = field(default_factory=dict, init=False, repr=False, compare=False)
    """What speaks for each token that was looked at: several passes ask the same."""
    behind: dict[int, tuple[tuple[GarbleRule, re.Match[str]], ...]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )
    """Which rules of places fit what stands from a position on."""

    @classmethod
    def of(cls, sheet: Sheet, rules: RepairRules) -> Evidence:
        """What all passes that look at a page share."""
        return sheet.once(_evidence, rules)

    @cached_property
    def wanted(self) -> tuple[tuple[GarbleRule, Callable[[str, int], re.Match[str] | None]], ...]:
        """For each rule of places, what tells whether the page goes on from a position as it wants."""
        return tuple((rule, sides(rule.pattern)[1].match) for rule in self.rules.of(KIND))

    @cached_property
    def forms(self) -> tuple[str, str]:
        """The full and the short word for a government."""
        full, short = next(rule.words for rule in self.rules.of("substitution_form"))
        return full, short

    @cached_property
    def people(self) -> str:
        """What the full word has before the short one."""
        full, short = self.forms
        return full.removesuffix(short)

    @cached_property
    def offices(self) -> tuple[str, str]:
        """The word for a government's office, and that for a province's."""
        plain, high = next(rule.words for rule in self.rules.of("substitution_office"))
        return plain, high

    @cached_property
    def printed_form(self) -> str:
        """The word for a government that the page prints behind places, where it prints one more often.

        Words before which no notice says the full one (市政府网站, 市政府各部门) show nothing.
        """
        served = "|".join(rule.pattern for rule in self.rules.of(KIND) if rule.after == self.forms[1])
        either = re.compile(rf"(?!{served.replace('_', self.forms[1])})(?:{'|'.join(self.forms)})") if served else None
        found = (either.match(self.page, m.start()) for m in AFTER_PLACE.finditer(self.page)) if either else ()
        counts = Counter(m.group() for m in found if m)
        full, short = (counts[form] for form in self.forms)
        return "" if full == short else self.forms[full < short]

    @cached_property
    def level(self) -> str:
        """The issuer's level as its own departments show it (市水利局 → 市), or whom it addresses; empty where two are level."""
        if self.signed:
            return self.signed[-1]
        counts = Counter(m[1] for m in LEVEL.finditer(self.page)).most_common(2)
        if not counts or (len(counts) > 1 and counts[0][1] == counts[1][1]):
            return next((p.rule.after for p in self.rules.patterns("level_addressed") if p.find.search(self.page)), "")
        return counts[0][0]

    @cached_property
    def signed(self) -> str:
        """The place whose government stands on a line of its own, as in a signature; empty where none does."""
        bodies, offices = "|".join(self.forms), "|".join(self.offices)
        alone = re.search(rf"{OWN_PLACE}(?:{bodies})(?:{offices})?[ \t　]*$", self.page, re.MULTILINE)
        return alone[1] if alone else ""

    @cached_property
    def number(self) -> str:
        """The letters of the notice's own number: of one that stands on a line by itself."""
        for line in self.page.split("\n"):
            found = NUMBER.search(line) if "号" in line and len(line) < 10 * OWN_LINE else None
            if found and len(line.strip()) <= len(found.group()) + OWN_LINE:
                return found[1]
        return ""

    @cached_property
    def is_of_government(self) -> bool:
        """Whether the notice's own number is one that only a government or its office gives (咸政办发, 石府发)."""
        return any(re.search(rule.pattern, self.number) for rule in self.rules.of("substitution_number"))

    @cached_property
    def bureau_letters(self) -> dict[str, str]:
        """The letters of the number that may stand for a bureau, and which bureaus these are; none in a government's number."""
        if not self.number or self.is_of_government:
            return {}
        lines = (line.partition("=") for line in sorted(self.rules.words("bureau_number")))
        return {sign: names for sign, _, names in lines if sign in self.number[1 : len(sign) + 2]}

    @cached_property
    def bureaus(self) -> tuple[str, ...]:
        """The bodies that give such numbers as the notice has, one of them its issuer (澄水发: 水利局, 水务局)."""
        letters = self.bureau_letters
        return tuple(letters[max(letters, key=lambda sign: (len(sign), self.number.find(sign)))].split()) if letters else ()

    @cached_property
    def bureau(self) -> str:
        """The issuer that the number leaves: the one that the page prints elsewhere or whose work it names; empty if several."""
        page = self.page.replace(self.number, "")
        for names in (self.bureaus, [name[:-1] for name in self.bureaus]):
            printed = [name for name, said in zip(self.bureaus, names, strict=True) if said in page]
            if printed:
                return printed[0] if len(printed) == 1 else ""
        return self.bureaus[0] if len(self.bureaus) == 1 else ""

    @property
    def is_numbered(self) -> bool:
        """Whether the number says what kind of body the issuer is."""
        return self.is_of_government or bool(self.bureaus)

    @cached_property
    def issuers(self) -> tuple[str, ...]:
        """What stands where titles name the issuer, the first few of the page."""
        return tuple(islice(dict.fromkeys(names_before(self.page, self.rules)), FEW))

    @cached_property
    def office(self) -> str | None:
        """The office's word where the office writes, empty where the government does, None where nothing shows it."""
        if self.number:
            return self._office_word if any(sign in self.number for sign in self.rules.words("office_sign")) else ""
        consent = any(word in self.page for word in self.rules.words("substitution_consent"))
        return self._office_word if consent else None

    @cached_property
    def _office_word(self) -> str:
        return self.offices[self.level in self.rules.words("high_level")]

    @cached_property
    def place(self) -> str:
        """The full name of the issuer's place; empty where the page proves none."""
        return self.place_of(self.level)

    def place_of(self, level: str) -> str:
        """The name of a place of a level that the page proves: its counties lie in it, its number or its site's code say so."""
        weights = self.rules.places.homes(self.page[:MOST])
        for name in {name for _, name in self.rules.places.named(self.page[:MOST])}:
            weights[name] = weights.get(name, 0.0) + MENTION
        if self.signed:
            weights[self.signed] = weights.get(self.signed, 0.0) + SITE
        for name in list(weights):
            weights[name] += LETTER * (self.number[:1] in name[:-1] and bool(self.number)) + SITE * self._is_of_site(name)
        ranked = sorted(((w, n) for n, w in weights.items() if level and n.endswith(level)), reverse=True)
        if not ranked or ranked[0][0] < LEAST_VOTES:
            return ""
        return "" if len(ranked) > 1 and ranked[1][0] * CLEARLY > ranked[0][0] else ranked[0][1]

    def _is_of_site(self, name: str) -> bool:
        return not self.codes.isdisjoint(self.rules.places.codes.get(name, ()))

    @cached_property
    def codes(self) -> frozenset[str]:
        """The codes of divisions by which the page's site and index number say whose it is."""
        return frozenset(code for p in self.rules.patterns("division_code") for code in p.find.findall(self.page[:MOST]))

    def full_name(self, short: str) -> str:
        """The full name of a place that is printed without its kind (宿迁), where the page or the register knows it."""
        if not self.level:
            return ""
        name = short + self.level
        return name if name in self.page else self.rules.places.full(short, self.level)


def _evidence(sheet: Sheet, rules: RepairRules) -> Evidence:
    return Evidence(sheet.joined, rules)


@cache
def _any_of(words: frozenset[str]) -> re.Pattern[str]:
    return re.compile(any_of(words))


def names_before(page: str, rules: RepairRules) -> Iterator[str]:
    """What stands before 关于 from a line's start, a colon or a bracket on: as a rule, the issuer's name."""
    about = _any_of(rules.words("title_about"))
    for word in about.finditer(page):
        match = NAME.match(page[max(0, word.start() - LONGEST_NAME - 1) : word.start()])
        if match and not about.search(match[1]):
            yield match[1]
