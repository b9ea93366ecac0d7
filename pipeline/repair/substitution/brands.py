"""Which brands took the place of words: known ones as the page prints them, unknown ones proved by where they stand."""

from __future__ import annotations

import re
from collections import Counter
from itertools import islice
from typing import TYPE_CHECKING

from pipeline.repair.gazetteer import LEVELS
from pipeline.repair.spam import brand_pattern
from pipeline.repair.substitution.demanded import is_foreign, is_odd
from pipeline.repair.substitution.evidence import ODD, names_before
from pipeline.repair.substitution.places import Slots, begins_body, stands

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from pipeline.repair.garbles import RepairRules
    from pipeline.repair.substitution.evidence import Evidence

LONGEST = 14
TOKEN = re.compile(rf"{ODD}{{0,{LONGEST}}}")
FOREIGN = re.compile(r"[A-Za-z0-9]")
WORD = re.compile(ODD)
LATIN = re.compile(r"[A-Za-z]")
LONGEST_RUN = 40
APART = re.compile(rf"(?:^|[\s：:《“、，,|])({ODD}{{2,{LONGEST_RUN}}})$")
ENOUGH, PLACES, COMMON, LONG = 4, 2, 300, 4
MOST, FEW = 200, 4
"""How many tokens and names are tried at most: a page made to be slow must not be."""


def find_brands(evidence: Evidence, slots: Slots, printed: tuple[Collection[str], Collection[str]]) -> list[str]:
    """Brands that stand in the place of words on a page, longest first.

    `printed` are those by rule that the page prints, and the tokens that it proves to stand for a government.
    """
    known, demanded = printed
    found = list(_known(evidence, slots, known))
    found += [token for token in demanded if not any(token in brand for brand in found)]
    if not found:
        unknown = _unknown_behind(evidence, slots) or _unknown_issuer(evidence, slots) or _unknown_place(evidence)
        found = [unknown] if unknown else []
    return sorted(found, key=len, reverse=True)


def _known(evidence: Evidence, slots: Slots, known: Collection[str]) -> Iterator[str]:
    """Known brands with all that goes on with them (凯发k8 + 国际, 365bet + 体育_beat365登录), each as the page prints it."""
    page, rules = evidence.page, evidence.rules
    pattern = brand_pattern(known, rules)
    if pattern is None:
        return
    printed = {_widened(match.group(), evidence) for match in pattern.finditer(page)}
    yield from (name for name in sorted(printed) if FOREIGN.search(name) or _is_placed(name, evidence, slots))


def _widened(name: str, evidence: Evidence) -> str:
    """A known brand with the odd words that stand before it everywhere on the page, up to a place or a mark (新澳门 + 葡京)."""
    page = evidence.page
    before = [page[max(0, m.start() - LONGEST) : m.start()][::-1] for m in islice(re.finditer(re.escape(name), page), MOST)]
    least, most = min(before), max(before)
    ends = (at for at, (a, b) in enumerate(zip(least, most, strict=False)) if a != b or a in LEVELS or not WORD.match(a))
    size = next(ends, min(len(least), len(most)))
    ahead = least[:size][::-1]
    return ahead + name if len(before) > 1 and ahead and is_odd(ahead, evidence.rules) else name


def _is_placed(name: str, evidence: Evidence, slots: Slots) -> bool:
    """Whether a brand that may be a plain name too (开云 is a town) stands where only a body can, or where 人民 demands one."""
    page = evidence.page
    if _is_longer(name, page, evidence.rules):
        return False
    ahead, behind, _ = slots.places(page, name)
    kinds = {stand.rule for stand in stands(page, name, evidence) if stand.rule is not None}
    enough = len(kinds) + bool(behind) >= PLACES - (len(name) >= LONG or evidence.is_of_government)
    return bool(ahead) or (enough and any(rule.certain for rule in kinds))


def is_noted(brand: str, page: str, rules: RepairRules) -> bool:
    """Whether a known brand that is left on a page is worth a note: it has a letter or digit, or is long and no body's name."""
    if FOREIGN.search(brand):
        return True
    return len(brand) >= LONG and not _is_longer(brand, page, rules)


def _unknown_behind(evidence: Evidence, slots: Slots) -> str | None:
    """The longest token that stands where only the word can, again and again, and never together with the word itself."""
    page, rules = evidence.page, evidence.rules
    legitimate = (slots.rule.after, *slots.rule.keep)
    beginnings = [word for word in _words_behind(page, slots.before) if len(word) > 1 and not word.startswith(legitimate)]
    if not beginnings:
        return None
    printed = Counter(word[:size] for word in beginnings for size in range(2, len(word) + 1))
    tokens = [token for token, _ in printed.most_common(MOST)]
    whole = sum(page.count(word + slots.rule.after) for word in slots.before)
    proved = [token for token in tokens if _is_proved(slots.places(page, token), token, whole) and not _is_word(token, rules)]
    return max(proved, key=lambda token: (len(token), token), default=None)


def _words_behind(page: str, before: tuple[str, ...]) -> Iterator[str]:
    """What follows each of the words, up to the next mark."""
    for word in before:
        at = page.find(word)
        while at >= 0:
            yield TOKEN.match(page, at + len(word)).group()  # type: ignore[union-attr]
            at = page.find(word, at + len(word))


def _is_proved(counts: tuple[int, int, int], token: str, whole: int) -> bool:
    """Whether a token's places are enough; one in Chinese characters only must show more."""
    ahead, behind, places = counts
    if not ahead or not behind or ahead < whole:
        return False
    return ahead + behind >= ENOUGH - bool(FOREIGN.search(token)) and places >= PLACES - bool(FOREIGN.search(token))


def _is_word(token: str, rules: RepairRules) -> bool:
    """Whether a token is a word of the language, or begins with one of two characters or more that is."""
    return any(rules.frequency(token[:size]) > COMMON or token[:size] in rules.known for size in range(2, len(token) + 1))


def _unknown_issuer(evidence: Evidence, slots: Slots) -> str | None:
    """A token that ends the issuer's name in a title and is no body, and stands elsewhere where only a body can."""
    page, rules = evidence.page, evidence.rules
    names = islice((name for name in dict.fromkeys(names_before(page, rules)) if not ends_as_body(name, rules)), FEW)
    tokens = {name[at:] for name in names for at in range(len(name) - 1) if len(name) - at <= LONGEST}
    proved = [token for token in sorted(tokens) if page.count(token) > PLACES and _is_issuer(token, evidence, slots)]
    return max(proved, key=lambda token: (len(token), token), default=None)


def _unknown_place(evidence: Evidence) -> str | None:
    """A token for a place's name, right before the word for a government: in the title, or with letters again and again."""
    word = evidence.forms[0]
    titled = {name.partition(word)[0] for name in evidence.issuers if word in name}
    tokens = Counter({token: PLACES for token in titled if token and is_foreign(token, evidence.rules)})
    at = evidence.page.find(word)
    while at >= 0:
        match = APART.search(evidence.page[max(0, at - LONGEST_RUN - 1) : at])
        if match and LATIN.search(match[1]) and match[1][-1] not in LEVELS:
            tokens[match[1]] += 1
        at = evidence.page.find(word, at + 1)
    token, count = max(tokens.items(), key=lambda item: (item[1], item[0]), default=("", 0))
    return token if count >= PLACES else None


def ends_as_body(name: str, rules: RepairRules) -> bool:
    """Whether a name ends as bodies, companies, schools or places do."""
    endings = tuple(rules.words("substitution_body_end"))
    return name.endswith(endings) or any(name[at:] in rules.lexicon for at in range(len(name) - 1))


def _is_issuer(token: str, evidence: Evidence, slots: Slots) -> bool:
    """Whether the places of a token are of enough kinds, a certain one among them."""
    page = evidence.page
    if ends_as_body(token, evidence.rules) or _is_longer(token, page, evidence.rules) or begins_body(token, 0, evidence.rules):
        return False
    placed = [stand.rule for stand in stands(page, token, evidence) if stand.rule is not None]
    kinds = {rule.id for rule in placed} | ({slots.rule.id} if sum(slots.places(page, token)[:2]) else set())
    if not any(rule.certain for rule in placed):
        return False
    if LATIN.search(token):
        return len(kinds) >= PLACES and len(placed) > PLACES and is_odd(token, evidence.rules)
    return len(kinds) > PLACES and len(placed) >= ENOUGH and is_odd(token, evidence.rules) and not _is_word(token, evidence.rules)


def _is_longer(token: str, page: str, rules: RepairRules) -> bool:
    """Whether the page says more of it: a company's, a school's, a town's name begins so."""
    return any(token + end in page for end in rules.words("substitution_name_end"))
