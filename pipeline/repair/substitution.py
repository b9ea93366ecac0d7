"""A brand in place of one certain word, everywhere: known brands by rule, unknown ones by where they stand."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.repair.injected import cues, is_spam
from pipeline.values import Repair, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.repair.garbles import GarbleRule, RepairRules
    from pipeline.repair.sheet import Edits, Sheet

LONGEST = 12
TOKEN = re.compile(rf"[\u4e00-\u9fffA-Za-z0-9.·]{{0,{LONGEST}}}")
FOREIGN = re.compile(r"[A-Za-z0-9]")
ENOUGH = 4
PLACES = 2
COMMON = 300


@dataclass(frozen=True)
class _Slots:
    """Where the language demands one word: what stands before and behind it, and what else may stand there."""

    rule: GarbleRule
    before: tuple[str, ...]
    behind: tuple[str, ...]

    @classmethod
    def of(cls, rule: GarbleRule) -> _Slots:
        """Contexts are written with `_` for the word: `人民_`, `_门户网站`."""
        before = tuple(w[:-1] for w in rule.words if w.endswith("_"))
        behind = tuple(w[1:] for w in rule.words if w.startswith("_"))
        return cls(rule, before, behind)

    def demands(self, text: str, start: int, end: int) -> bool:
        """Whether the run stands in one of these places."""
        return text.startswith(self.behind, end) or text.endswith(self.before, 0, start)

    def places(self, text: str, token: str) -> tuple[int, int, int]:
        """How often a token stands behind the words that demand it, how often before such, and before how many different ones."""
        ahead = sum(text.count(word + token) for word in self.before)
        counts = [text.count(token + word) for word in self.behind]
        return ahead, sum(counts), sum(map(bool, counts))


def undo_substitution(sheet: Sheet, rules: RepairRules) -> Edits:
    """Put back the word that a brand replaced, wherever the brand is proved by the places where it stands."""
    edits: dict[int, list[Repair]] = {}
    for rule in rules.of("substitution_context"):
        slots = _Slots.of(rule)
        for brand in _brands(sheet, slots, rules):
            for index, text in enumerate(sheet.texts):
                if brand not in text or is_spam(text, rules):
                    continue
                found = [r for r in _put_back(text, brand, slots) if not _meets(r, edits.get(index, ()))]
                if found:
                    edits.setdefault(index, []).extend(found)
    return edits


def cut_brand_names(sheet: Sheet, rules: RepairRules) -> Edits:
    """Take a known brand off the end or the start of a title (`…的通知-尊龙凯时贵宾会`), where a dash or bar sets it apart."""
    brands = [brand for brand in cues(rules.words("substitution_brand"), sheet.characters) if brand in sheet.joined]
    if not brands:
        return {}
    names = "|".join(map(re.escape, sorted(brands, key=len, reverse=True)))
    apart = re.compile(rf"[ ]*[-_—–|｜]+[ ]*(?:{names})[^\s，。；]{{0,12}}$|^(?:{names})[^\s，。；]{{0,8}}[ ]*[-_—–|｜]+[ ]*")
    edits: dict[int, list[Repair]] = {}
    for index, text in enumerate(sheet.texts):
        found = [
            Repair(Span(*m.span()), m.group(), "", "substitution.beside_title", "injected_markup", 0.95, certain=False)
            for m in apart.finditer(text)
            if m.end() - m.start() < len(text)
        ]
        if found:
            edits[index] = found
    return edits


def _meets(repair: Repair, others: Sequence[Repair]) -> bool:
    return any(repair.span.overlaps(other.span) for other in others)


def _brands(sheet: Sheet, slots: _Slots, rules: RepairRules) -> list[str]:
    """Tokens that stand in the word's places, longest first: known brands that stand in some, unknown ones proved by several."""
    page = sheet.joined
    known = cues(rules.words("substitution_brand"), sheet.characters)
    found = [brand for brand in known if brand in page and _is_placed(page, brand, slots)]
    unknown = _unknown(page, slots, rules)
    if unknown is not None and not any(brand in unknown for brand in found):
        found.append(unknown)
    return sorted(found, key=len, reverse=True)


def _is_placed(page: str, brand: str, slots: _Slots) -> bool:
    ahead, _, places = slots.places(page, brand)
    return ahead > 0 or places >= PLACES


def _unknown(page: str, slots: _Slots, rules: RepairRules) -> str | None:
    """The longest token that stands where only the word can, again and again, and never together with the word itself."""
    legitimate = (slots.rule.after, *slots.rule.keep)
    beginnings = [word for word in _words_behind(page, slots.before) if len(word) > 1 and not word.startswith(legitimate)]
    if not beginnings:
        return None
    tokens = {word[:size] for word in beginnings for size in range(2, len(word) + 1)}
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


def _put_back(text: str, brand: str, slots: _Slots) -> Iterator[Repair]:
    rule = slots.rule
    for match in re.finditer(re.escape(brand), text):
        confidence = 0.99 if slots.demands(text, *match.span()) else 0.9
        yield Repair(Span(*match.span()), brand, rule.after, rule.id, "substitution", confidence, certain=False)
