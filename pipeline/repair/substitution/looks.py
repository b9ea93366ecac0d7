"""How a token looks: as a brand, as a word of the language, or as the name of a body."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.repair.language.gazetteer import LEVELS
from pipeline.repair.substitution.claims import begins_body

if TYPE_CHECKING:
    from pipeline.repair.garbles import RepairRules

LATIN, DIGIT, FOREIGN = re.compile(r"[A-Za-z]"), re.compile(r"\d"), re.compile(r"[A-Za-z0-9]")
LETTER = re.compile(r"[\u4e00-\u9fffA-Za-z]")
"""What every name has: digits and marks alone (5.) are none."""
SHORT_FORM, NO_HAN = re.compile(r"[A-Z0-9]{1,5}"), re.compile(r"[^\u4e00-\u9fff]+")
LETTERED = re.compile(r"[a-z][A-Za-z]|[A-Za-z]\d{2,}|\d{3,}[A-Za-z]|[A-Za-z\d].{0,12}[·_—-]|[·_—-].{0,12}[A-Za-z\d]")
"""Letters as brands have them, and no short form (5G, K12, 村BA, IPv6)."""
PAIR, LONG = 2, 4
COMMON, RARE = 300, 10


def is_odd(token: str, rules: RepairRules) -> bool:
    """Whether a token is no word, nor words, nor a short form, and ends as no body does; brands share some endings (集团)."""
    if token in rules.known or SHORT_FORM.fullmatch(token) or begins_body(token, 0, rules):
        return False
    if len(token) == PAIR and rules.frequency(token) > RARE:
        return False
    if token.endswith((*rules.words("substitution_brand_end"), *rules.words("substitution_trail"))):
        return rules.frequency(token) <= COMMON
    return not token.endswith(tuple(rules.words("substitution_body_end"))) and not _is_of_words(token, rules)


def looks_made_up(token: str, rules: RepairRules) -> bool:
    """Whether no two characters of a token are a word of the language, or it ends as brands do (悦博体育)."""
    if not is_odd(token, rules):
        return False
    if len(token) >= LONG and token.endswith((*rules.words("substitution_brand_end"), *rules.words("substitution_trail"))):
        return True
    return all(rules.frequency(token[at : at + PAIR]) <= RARE for at in range(len(token) - 1))


def is_foreign(run: str, rules: RepairRules) -> bool:
    """Whether a run inside a body's name can be no part of it: letters that are no short form, a brand, or no words at all."""
    if LETTERED.search(run):
        return True
    words = NO_HAN.sub("", run)
    if len(words) < PAIR or words[-1] in LEVELS or words in rules.known or any(rules.places.named(words)):
        return False
    if any(brand in words for brand in rules.words("substitution_brand")):
        return True
    return is_odd(words, rules)


def _is_of_words(token: str, rules: RepairRules) -> bool:
    """Whether words of the language, each of two or more characters, and numbers make up all of a token (消防救援, 12345热线)."""
    reached, counts = [True] + [False] * len(token), rules.frequency.counts
    for end in range(1, len(token) + 1):
        words = (token[start:end] for start in range(end - 1) if reached[start])
        reached[end] = (token[end - 1].isdigit() and reached[end - 1]) or any(counts.get(word, 0) > RARE for word in words)
    return reached[-1]


def begins_as_word(token: str, rules: RepairRules) -> bool:
    """Whether a token is a word of the language, or begins with one of two characters or more that is."""
    return any(rules.frequency(token[:size]) > COMMON or token[:size] in rules.known for size in range(2, len(token) + 1))


def ends_as_body(name: str, rules: RepairRules) -> bool:
    """Whether a name ends as bodies, companies, schools or places do."""
    endings = tuple(rules.words("substitution_body_end"))
    return name.endswith(endings) or any(name[at:] in rules.lexicon for at in range(len(name) - 1))


def is_longer(token: str, page: str, rules: RepairRules) -> bool:
    """Whether the page says more of it: a company's, a school's, a town's name begins so."""
    return any(token + end in page for end in rules.words("substitution_name_end"))


def is_noted(brand: str, page: str, rules: RepairRules) -> bool:
    """Whether a known brand that is left on a page is worth a note: it has a letter or digit, or is long and no body's name."""
    return bool(FOREIGN.search(brand)) or (len(brand) >= LONG and not is_longer(brand, page, rules))


def is_within(short: str, long: str) -> bool:
    """Whether all characters of one name stand in the other, in order."""
    rest = iter(long)
    return all(character in rest for character in short)
