"""Traditional characters to simplified ones, by OpenCC; names that must not be converted stay."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING

import opencc

from pipeline.alternation import any_of
from pipeline.values import Repair, Span

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from pipeline.repair.garbles import RepairRules
    from pipeline.repair.sheet import Edits, Sheet

SURROGATES = re.compile("[\ud800-\udfff]")
RARE_IN_BIG5 = b"\xc7"
"""The first byte from which Big5 has its rarer characters."""
MANY = 0.08
"""The share of traditional characters among the Chinese ones from which a page counts as traditional."""
ENOUGH = 6
"""So many traditional characters make a paragraph of a simplified page traditional."""

NUMBERED = r"[{}](?=[\u4e00-\u9fff]{{1,8}}[〔\[［(（](?:19|20)\d\d[〕\]］)）])"
"""The first sign of a notice's number is its place's."""


@cache
def _converter(name: str) -> opencc.OpenCC:
    return opencc.OpenCC(name)


def simplified(text: str) -> str:
    """The text in simplified characters, as long as before.

    >>> simplified("政務公開"), simplified("政务公开")
    ('政务公开', '政务公开')
    """
    if text.isascii():
        return text
    return _simplified_one(text) if len(text) == 1 else _converted(text)


@lru_cache(maxsize=1 << 14)
def _simplified_one(character: str) -> str:
    return _converted(character)


def _converted(text: str) -> str:
    plain = _converter("t2s").convert(SURROGATES.sub("\ufffd", text))
    return plain if len(plain) == len(text) else text


@cache
def traditional_characters() -> frozenset[str]:
    """Characters that simplified text does not use: conversion changes each, alone."""
    every = "".join(map(chr, range(0x4E00, 0xA000)))
    convert = _converter("t2s").convert
    return frozenset(c for c, plain in zip(every, convert("\n".join(every)).split("\n"), strict=True) if c != plain)


@cache
def simplified_characters() -> frozenset[str]:
    """Characters that traditional text does not use: conversion the other way changes each, and Big5 has none in daily use.

    >>> "国" in simplified_characters(), "里" in simplified_characters()
    (True, False)
    """
    every = "".join(map(chr, range(0x4E00, 0xA000)))
    convert = _converter("s2t").convert
    changed = frozenset(c for c, old in zip(every, convert("\n".join(every)).split("\n"), strict=True) if c != old)
    daily = frozenset(c for c in changed if b"\xa4" <= c.encode("big5", "ignore")[:1] < RARE_IN_BIG5)
    return changed - daily - traditional_characters()


def script_of(text: str) -> str:
    """`Hant` for traditional text, `Hans` for simplified (also where nothing tells), `mixed` where both stand side by side.

    >>> script_of("政務公開工作"), script_of("政务公开工作"), script_of("政務公開办公室关于")
    ('Hant', 'Hans', 'mixed')
    """
    old = _old_in(text)
    new = sum(map(simplified_characters().__contains__, text)) if old else 0
    if not old or old < MANY * (old + new):
        return "Hans"
    return "mixed" if new > MANY * (old + new) else "Hant"


def convert_script(sheet: Sheet, rules: RepairRules) -> Edits:
    """Simplify a traditional page; in one of both scripts each text that is traditional, in a simplified one what clearly is.

    One line of spam in the other script makes a page `mixed`: its headings and labels are as traditional as its paragraphs.
    """
    if not sheet.characters & traditional_characters() or sheet.is_nonsense:
        return {}
    script = script_of(sheet.joined)
    change = _Change.of(rules, sheet)
    edits: dict[int, list[Repair]] = {}
    for index, text in enumerate(sheet.texts):
        if text.isascii() or not (script == "Hant" or (script == "mixed" and _leans(text)) or _stands_out(text)):
            continue
        if found := list(_changes(text, change)):
            edits[index] = found
    return edits


def _leans(text: str) -> bool:
    """Whether a text has several traditional characters, and more than simplified ones: no lone name in the other script."""
    old = _old_in(text)
    return old > 1 and old > sum(map(simplified_characters().__contains__, text))


def _old_in(text: str) -> int:
    """How many of its characters are traditional."""
    return sum(map(traditional_characters().__contains__, text))


def _stands_out(text: str) -> bool:
    """Whether a text on another page is clearly traditional itself, and no name with one old character."""
    return _old_in(text) >= ENOUGH and script_of(text) != "Hans"


@dataclass(frozen=True)
class _Change:
    """What a page needs besides its characters: names to keep, words written otherwise, and words that another place uses."""

    keep: re.Pattern[str] | None
    words: re.Pattern[str] | None
    spelt: dict[str, str]
    said: dict[str, str]

    @classmethod
    def of(cls, rules: RepairRules, sheet: Sheet) -> _Change:
        """Other places' words are changed only where two different ones show that the page uses them.

        Of those that have a meaning here too (專案), only the ones whose counterpart (项目) the page never prints: a converter
        spares none. What no converter writes (品質) is changed on the pages of those places alone. Words of the mainland that
        have one of them inside (行政許可權) stay.
        """
        spelt, words, loose = (_pairs(rules, kind, sheet) for kind in ("script_variant", "script_words", "script_loose"))
        proved = len(words) > 1
        if proved and _is_from_taiwan(rules, sheet):
            loose |= _pairs(rules, "script_taiwan", sheet)
        page = simplified(sheet.joined) if proved and loose else ""
        said = words | {old: new for old, new in loose.items() if new not in page} if proved else {}
        own = rules.words("script_own") if said else frozenset()
        return cls(_kept(rules, sheet), _any_of({*spelt, *said, *own}), spelt, said)

    def edits(self, text: str) -> Iterator[Repair]:
        """The words to change, the longest where several begin."""
        for match in self.words.finditer(text) if self.words else ():
            old = match.group()
            if old in self.spelt:
                yield Repair(Span(*match.span()), old, self.spelt[old], "script.variants", "script")
            elif old in self.said:
                yield Repair(Span(*match.span()), old, self.said[old], "script.words", "script", 0.95, certain=False)


def _kept(rules: RepairRules, sheet: Sheet) -> re.Pattern[str] | None:
    """Finds what stays: names, also before an old sign (乾縣), and the sign that they give their notices' numbers (乾政办发)."""
    names = sorted(rules.words("script_keep"), key=lambda name: (-len(name), name))
    pairs = [(name, old) for name in names for old in (name, _converter("s2t").convert(name)) if old in sheet.joined]
    signs = "".join(sorted({name[0] for name, _ in pairs if simplified(name[0]) != name[0]}))
    parts = [name if name == old else f"{name[0]}(?={old[1:]})" for name, old in pairs]
    return re.compile("|".join([*parts, *([NUMBERED.format(signs)] if signs else [])])) if parts else None


def _is_from_taiwan(rules: RepairRules, sheet: Sheet) -> bool:
    """Whether a page names a body of Taiwan, Hong Kong or Macau as its own: nothing on it speaks of the mainland's."""
    mainland, taiwan = (rules.words(f"script_{origin}_place") for origin in ("mainland", "taiwan"))
    return any(word in sheet.joined for word in taiwan) and not any(word in sheet.joined for word in mainland)


def _pairs(rules: RepairRules, kind: str, sheet: Sheet) -> dict[str, str]:
    """The pairs of a kind of rule (`資訊=信息`) whose first word the page prints."""
    pairs = (pair.split("=", 1) for pair in rules.words(kind) if "=" in pair)
    return {old: new for old, new in pairs if sheet.characters.issuperset(old) and old in sheet.joined}


def _any_of(words: Collection[str]) -> re.Pattern[str] | None:
    return re.compile(any_of(sorted(words))) if words else None


def _changes(text: str, change: _Change) -> Iterator[Repair]:
    """One edit for each run of characters that conversion changes, and one for each word that is changed whole."""
    said = SURROGATES.sub("\ufffd", text)
    plain = _converter("t2s").convert(said)
    if len(plain) != len(text):
        plain = "".join(map(_converter("t2s").convert, said))
    taken: set[int] = set()
    for match in change.keep.finditer(text) if change.keep else ():
        taken.update(range(*match.span()))
    for repair in change.edits(text):
        if taken.isdisjoint(range(repair.span.start, repair.span.end)):
            taken.update(range(repair.span.start, repair.span.end))
            yield repair
    yield from _runs(text, plain, [i for i, (a, b) in enumerate(zip(text, plain, strict=True)) if a != b and i not in taken])


def _runs(text: str, plain: str, positions: list[int]) -> Iterator[Repair]:
    start = previous = -2
    for position in [*positions, -2]:
        if position == previous + 1:
            previous = position
            continue
        if start >= 0:
            span = Span(start, previous + 1)
            yield Repair(span, text[start : previous + 1], plain[start : previous + 1], "script.traditional", "script")
        start = previous = position
