"""Whether words are an advertisement that somebody put into a notice, or the notice's own."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.repair.language.gazetteer import LEVELS
from pipeline.repair.strays.banners import brand_runs
from pipeline.values import Span

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from pipeline.repair.garbles import Pattern, RepairRules
    from pipeline.repair.sheet import Sheet

OWN_SIGNS = 2
BEHIND = re.compile(r"[\u4e00-\u9fff）)]")
NAME = re.compile(r"(?:(?<![^\s：:《])[\u4e00-\u9fff]{1,6}(?<![局办委厅科股处室）)]))\Z")
"""What may be a place's name, by itself before a brand."""
SHORTEST_BODY, LONGEST_BODY = 3, 16
TWO, THREE = 2, 3
CONTACT = re.compile(r"[0-9]{5}|[A-Za-z0-9_-]{6}")
"""What the number or the name in an address, a telephone number, an account has."""
EVERYDAY = ("weak", "filler")
SOME, HALF, MOSTLY, DENSE = 0.25, 0.5, 0.6, 0.8
"""Shares of the letters that are words of an advertisement."""
QUARTER = 4
NEAR, AHEAD = 8, 6
LISTED = "、"
"""A law lists such things; an advertisement strings them together."""
LONG_TRAIL = 8
"""So many letters behind a brand (国际官网app下载) are words of an advertisement, whatever stands before."""
SIGNS = re.compile(r"[\W_]+")
SENTENCE = re.compile(r"[^。！？!?；;\n]+[。！？!?；;\n]?")
PIECE = re.compile(r"[^。！？!?；;\n|｜\t]+[。！？!?；;\n]?")
BAR = re.compile(r"[|｜\t]")
SHORT = 120
"""Only of a text that is shorter can the signs of an advertisement lie scattered over several sentences."""


def brand_pattern(brands: Collection[str], rules: RepairRules) -> re.Pattern[str] | None:
    """Finds any of the brands with all that goes on with it."""
    return re.compile("".join(rules.brand_run(brands, rules.words("substitution_trail")))) if brands else None


@dataclass(frozen=True)
class Signs:
    """What speaks for an advertisement in a few words: different words of each weight, and the share of letters that they are."""

    plain: int
    strong: int
    brands: int
    weak: int
    share: float
    contact: bool = False

    @property
    def is_spam(self) -> bool:
        """One plain word; a word of betting or a brand among others; or hardly anything but words that alone mean nothing."""
        heavy = self.strong + self.brands
        every = heavy + self.weak
        if self.plain:
            return True
        if heavy:
            return every >= TWO and self.share >= SOME
        return (every >= THREE and self.share >= HALF) or (every >= TWO and self.contact and self.share >= DENSE)

    @property
    def is_dense(self) -> bool:
        """Whether words are little else than several different signs, a heavy one among them, or half are heavy ones."""
        heavy = self.strong + self.brands
        return (heavy > 0 and heavy + self.weak > THREE and self.share >= DENSE) or (heavy >= TWO and self.share >= HALF)


def signs(text: str, span: Span, rules: RepairRules) -> Signs:
    """The signs of an advertisement in a run of a text.

    A brand that stands where a name stands (娱乐平台生态环境局) is no sign: what is around it is the notice's own.
    """
    found: dict[str, set[str]] = {"plain": set(), "strong": set(), "brands": set(), "weak": set(), "filler": set()}
    taken = 0
    for match in _found(text, span, rules):
        said, kind = match.group(), str(match.lastgroup)
        found[kind].add(said)
        taken += _size(said)
        if kind == "brands":
            found["weak"].update(word for word in rules.words("substitution_trail") if word in match["trail"])
            found["strong"].update(word for word in rules.words("injected_strong") if word in said)
    contact = any(CONTACT.search(word) for word in found["weak"])
    share = taken / max(1, _size(text[span.start : span.end]))
    found["plain"].update(match.group() for match in brand_runs(text, span, rules))
    plain, strong, brands, weak = (len(found[kind]) for kind in ("plain", "strong", "brands", "weak"))
    return Signs(plain, strong, brands, weak, share, contact)


def _found(text: str, span: Span, rules: RepairRules) -> list[re.Match[str]]:
    matches = rules.spam_words.finditer(text, span.start, span.end)
    return [match for match in matches if match.lastgroup in EVERYDAY or not _is_in_name(match, rules)]


def _is_in_name(match: re.Match[str], rules: RepairRules) -> bool:
    """Whether a brand, or a word that may be one, has the place of a name: behind other words, or before a body or 关于."""
    text, start = match.string, match.start()
    if match.lastgroup == "brands" and start and BEHIND.match(text, start - 1):
        trails = sum(word in match["trail"] for word in rules.words("substitution_trail"))
        if len(match["trail"]) < LONG_TRAIL and (trails < TWO or NAME.search(text[max(0, start - NEAR) : start])):
            return True
    if match.lastgroup == "brands" and text.startswith(tuple(rules.words("title_about")), match.end()):
        return True
    at = match.end() + (match.lastgroup == "brands" and text[match.end() : match.end() + 1] in LEVELS)
    return any(text[at : at + size] in rules.known for size in range(SHORTEST_BODY, LONGEST_BODY))


def is_spam(text: str, rules: RepairRules, around: str = "") -> bool:
    """Whether words are an advertisement; work against such things, or with them, says so beside them (打击, 场所).

    `around` is the sentence that they stand in: what it says of such work holds for them, unless they are little but signs.
    """
    span = narrowed(text, rules)
    said = text[span.start : span.end]
    if not span.length or _says(said, "injected_guard", rules):
        return False
    found = signs(text, span, rules)
    if found.plain or _is_crowded(text, signed(text, rules), rules):
        return True
    if not found.strong + found.brands:
        # Everyday words: only where they are most of all that is said.
        found, said = signs(text, Span(0, len(text)), rules), text
    if not found.is_spam:
        return False
    heavy = found.strong + found.brands >= TWO
    if _says(said if heavy else text, "injected_work", rules):
        return False
    fought = _says(around, "injected_guard", rules)
    return found.share >= MOSTLY or (not fought and (heavy or not _says(around, "injected_work", rules)))


def _is_crowded(text: str, span: Span, rules: RepairRules) -> bool:
    """Whether a run is dense with signs; with everyday ones also where no work stands before it that has them as its object."""
    found = signs(text, span, rules)
    if found.is_dense:
        return True
    around = text[max(0, span.start - AHEAD) : span.start]
    if not found.strong and found.weak == THREE:
        around += text[span.end : span.end + THREE]
    said = text[span.start : span.end]
    if not found.strong:
        around += said
    crowded = found.share >= DENSE and (found.weak >= THREE or (found.strong > 0 and found.weak > 0))
    return crowded and _size(said) >= NEAR and LISTED not in said and not _says(around, "injected_work", rules)


def narrowed(text: str, rules: RepairRules) -> Span:
    """Where the advertisement stands in words that hold signs of one: without words of the notice glued to its ends.

    Empty where there is no sign.
    """
    between = signed(text, rules)
    if not between.length:
        return between
    start = between.start if is_of_notice(text[: between.start], rules) else 0
    return Span(start, between.end if is_of_notice(text[between.end :], rules) else len(text))


def signed(text: str, rules: RepairRules) -> Span:
    """Where the first sign begins and the last one ends; empty where there is none."""
    return _between(text, Span(0, len(text)), rules)


def _between(text: str, span: Span, rules: RepairRules) -> Span:
    """From the first sign to the last, with the words of advertisements that stick to them; empty where there is none."""
    found, runs = _found(text, span, rules), list(brand_runs(text, span, rules))
    firm = [at for at, match in enumerate(found) if match.lastgroup != "filler"]
    if not firm:
        return Span(runs[0].start(), runs[-1].end()) if runs else Span(0, 0)
    first, last = firm[0], firm[-1]
    while first and found[first - 1].end() == found[first].start():
        first -= 1
    while last + 1 < len(found) and found[last + 1].start() == found[last].end():
        last += 1
    ends = [match.span() for match in (found[first], found[last], *runs)]
    return Span(min(start for start, _ in ends), max(end for _, end in ends))


def is_of_notice(text: str, rules: RepairRules) -> bool:
    """Whether words glued to an advertisement are the notice's: a number, a time, a body, or official words for a good part.

    Verbs that have such things as their object (打击, 规范) belong to what stands beside them.
    """
    letters = SIGNS.sub("", text)
    if _says(text, "injected_guard", rules):
        return False
    if not letters or letters.isdecimal() or any(p.find.search(text[-NEAR:]) for p in rules.patterns("injected_own")):
        return bool(letters)
    if _says(text[-NEAR:], "injected_work", rules):
        return False
    words = rules.words("office_word")
    return QUARTER * sum(2 for at in range(len(letters) - 1) if letters[at : at + 2] in words) >= len(letters)


def says_guard(text: str, rules: RepairRules) -> bool:
    """Whether words speak of fighting such things."""
    return _says(text, "injected_guard", rules)


def _says(text: str, kind: str, rules: RepairRules) -> bool:
    return any(word in text for word in rules.words(kind))


def _size(text: str) -> int:
    return len(SIGNS.sub("", text))


def own_signs(text: str, rules: RepairRules) -> int:
    """How many different signs show that words are the notice's own: a number in front, a time, a body, a duty."""
    return sum(pattern.find.search(text) is not None for pattern in rules.patterns("injected_own"))


def is_own(text: str, rules: RepairRules) -> bool:
    """Whether words show by two signs that they are the notice's own."""
    return own_signs(text, rules) >= OWN_SIGNS


def suspects(sheet: Sheet, rules: RepairRules) -> list[int]:
    """Which texts may hold an advertisement: a word that is no everyday one, a brand, or several everyday words together."""
    kinds = ("injected", "injected_strong", "substitution_brand")
    found = {*sheet.holding(word for kind in kinds for word in rules.printed(kind, sheet))}
    everyday = sheet.holding(rules.printed("injected_weak", sheet))
    found |= {i for i, words in everyday.items() if len(words) >= THREE and _are_together(words, sheet.texts[i], rules)}
    odd = [*rules.patterns("injected"), *rules.patterns("injected_strong"), *rules.patterns("injected_run")]
    odd = [pattern for pattern in odd if pattern.find.search(sheet.joined)]
    found |= {i for i, text in enumerate(sheet.texts if odd else ()) if _any(odd, text)}
    return sorted(found)


def _are_together(words: Collection[str], text: str, rules: RepairRules) -> bool:
    """Whether everyday words stand in one sentence or cell, or in a short text: in a long one they are scattered by chance."""
    contacts = rules.patterns("injected_weak")
    counts = ((sum(word in piece for word in words), piece) for piece in ([text] if len(text) <= SHORT else pieces(text)))
    return any(count >= THREE or (count == TWO and _any(contacts, piece)) for count, piece in counts)


def _any(patterns: Sequence[Pattern], text: str) -> bool:
    return any(pattern.find.search(text) for pattern in patterns)


def pieces(text: str) -> list[str]:
    """The sentences of a text, or where bars and tabs set cells apart, these too.

    >>> pieces("一是投资。二是注册！"), pieces("投资 | 注册。完")
    (['一是投资。', '二是注册！'], ['投资 ', ' 注册。', '完'])
    """
    return [match.group() for match in piece_pattern(text).finditer(text)]


def piece_pattern(text: str) -> re.Pattern[str]:
    """What finds them."""
    return PIECE if BAR.search(text) else SENTENCE
