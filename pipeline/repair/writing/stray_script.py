"""Single traditional words on a simplified page, as copies leave them: 縣水利局, 舉办, 責任单位; names stay as they are."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from pipeline.repair.language.gazetteer import LEVELS
from pipeline.repair.writing.script import script_of, simplified, traditional_characters
from pipeline.values import Repair, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.repair.garbles import RepairRules
    from pipeline.repair.sheet import Edits, Sheet

LONGEST = 6
SURE = 0.95
QUOTED = frozenset({"“”", "‘’", "「」", "《》", "〈〉", '""'})


@cache
def only_traditional() -> frozenset[str]:
    """Traditional characters that the simplified standard of 1980 does not have: 乾, 著 and 瞭 are in it.

    >>> "縣" in only_traditional(), "乾" in only_traditional()
    (True, False)
    """
    return frozenset(character for character in traditional_characters() if not character.encode("gb2312", "ignore"))


def convert_strays(sheet: Sheet, rules: RepairRules) -> Edits:
    """Simplify traditional characters that make a word with what stands beside them, where one of these words is an official one.

    A page that was traditional is done, what is left on it are names; so are single names on a simplified one (李國強).
    """
    strays = sheet.characters & only_traditional()
    if not strays or sheet.is_nonsense or script_of((sheet.printed or sheet).joined) == "Hant":
        return {}
    strays = strays - frozenset("".join(rules.words("script_keep")))
    run = re.compile(f"[{''.join(sorted(strays))}]+") if strays else None
    found = [(index, *pair) for index, text in enumerate(sheet.texts) for pair in (_words(text, run, rules) if run else ())]
    if not any(is_official for _, _, is_official in found):
        return {}
    edits: dict[int, list[Repair]] = {}
    for index, repair, _ in found:
        edits.setdefault(index, []).append(repair)
    return edits


def _words(text: str, run: re.Pattern[str], rules: RepairRules) -> Iterator[tuple[Repair, bool]]:
    """The runs of a text that are words once they are simplified, and whether an official word is among them."""
    for match in run.finditer(text):
        before, after = text[max(0, match.start() - LONGEST) : match.start()], text[match.end() : match.end() + LONGEST]
        plain = simplified(match.group())
        if before[-1:] + after[:1] in QUOTED or len(plain) > LONGEST:
            continue
        around = simplified(before + plain + after)
        parts = _parts(around, Span(len(before), len(before) + len(plain)))
        official = any(part in rules.given or (part[0] in LEVELS and part[1:] in rules.known) for part in parts)
        if official or any(rules.is_word(part) for part in parts):
            span = Span(*match.span())
            yield Repair(span, match.group(), plain, "script.stray", "script", SURE, certain=False), official


def _parts(words: str, span: Span) -> list[str]:
    """All pieces of two characters or more that hold a run."""
    starts = range(max(0, span.end - LONGEST), span.start + 1)
    return [words[a:b] for a in starts for b in range(max(span.end, a + 2), min(len(words), a + LONGEST) + 1)]
