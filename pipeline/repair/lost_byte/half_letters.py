"""A letter that is half a character: 縣 is BF68 in GBK, and where BF is lost `h` stands in its place.

No other byte is shifted, so that nothing else shows the loss. In simplified text no common character ends in a letter, in
traditional text a third of them do.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.repair.language.halves import BEHIND
from pipeline.repair.language.page_words import plain
from pipeline.repair.lost_byte.dropped import ShiftEvidence
from pipeline.repair.lost_byte.places import AHEAD, ENCODINGS, TONED, fitting
from pipeline.repair.lost_byte.repairs import guess
from pipeline.repair.writing.script import script_of, traditional_characters
from pipeline.values import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.repair.garbles import RepairRules
    from pipeline.repair.sheet import Edits, Sheet
    from pipeline.values import Repair

HAN = "[\u4e00-\u9fff]"
SINGLE = re.compile(rf"(?<={HAN})(?P<mark>[?\ufffd]?)(?P<letter>[A-Za-z])(?:\([a-z{TONED}]{{1,7}}\))?(?={HAN})")
SMALL = re.compile(rf"(?<=[\u4e00-\u9fff，。：；、（）])(?P<mark>[?\ufffd]?)(?P<letter>[a-z^`])(?={HAN})")
"""What stands alone in no text: capitals do (A股, U型), small letters hardly."""
MARKED = 6.0
UNMARKED = 25.0
"""By so much a character must lead for the letter that is left of it, with and without a mark for its first byte."""


def restore_half_letters(sheet: Sheet, rules: RepairRules) -> Edits:
    """Small letters between the characters of a traditional page that loses nothing else."""
    if traditional_characters().isdisjoint(sheet.characters) or sheet.was_misread or SMALL.search(sheet.joined) is None:
        return {}
    script = script_of(sheet.joined)
    if script == "Hans":
        return {}
    evidence = ShiftEvidence(sheet.joined, rules, script)
    edits = {at: list(halves(SMALL, text, evidence, ENCODINGS)) for at, text in enumerate(sheet.texts)}
    return {at: found for at, found in edits.items() if found}


def lone_letters(sheet: Sheet) -> bool:
    """Whether small letters between characters are what is left of some: on a page that is traditional as it is printed."""
    page = sheet.printed or sheet
    if traditional_characters().isdisjoint(page.characters) or SMALL.search(page.joined) is None:
        return False
    return script_of(page.joined) == "Hant"


def halves(letters: re.Pattern[str], text: str, evidence: ShiftEvidence, encodings: Sequence[str]) -> Iterator[Repair]:
    """The characters of a text of which a letter is left, where words tell which they were."""
    for match in letters.finditer(text):
        left, right = text[max(0, match.start() - AHEAD) : match.start()], text[match.end() : match.end() + AHEAD]
        # In Big5 common characters end in letters: 各 in U, as in U型. Without a mark those of GBK alone are no chance.
        names = encodings if match["mark"] else encodings[:1]
        ends = [c for name in names for c in fitting(match["letter"].encode(), BEHIND, name, evidence)]
        choice = evidence.choose(left, ends, right)
        if choice is None or choice.lead < (MARKED if match["mark"] else UNMARKED):
            continue
        if match["mark"] or any(map(evidence.rules.is_word, (plain(left[-1:] + choice.text), plain(choice.text + right[:1])))):
            yield guess(Span(*match.span()), match.group(), choice)
