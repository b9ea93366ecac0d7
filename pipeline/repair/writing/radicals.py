"""Radicals that stand for the characters which they are drawn as, in text taken out of PDF: ⼯⼈ (U+2F2F, U+2F08) for 工人."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from pipeline.repair.misread.spoken_of import is_quoted, is_spoken_of
from pipeline.values import Repair, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pipeline.repair.garbles import RepairRules
    from pipeline.repair.sheet import Edits, Sheet

RADICALS = re.compile("[\u2e80-\u2fdf]+")


def fold_radicals(sheet: Sheet, rules: RepairRules) -> Edits:
    """Each radical that is drawn as a character becomes it; a quoted one stays, and so do ⺮ and ⻌, which are none.

    Unicode says of those of Kangxi which character each is; of the later ones the rules do.
    """
    if RADICALS.search(sheet.alphabet) is None:
        return {}
    drawn = dict(pair.split("=") for pair in rules.words("radical"))
    edits = {index: list(_folded(text, drawn, rules)) for index, text in enumerate(sheet.texts)}
    return {index: found for index, found in edits.items() if found}


def _folded(text: str, drawn: Mapping[str, str], rules: RepairRules) -> Iterator[Repair]:
    for match in RADICALS.finditer(text):
        said = match.group()
        span = Span(*match.span())
        after = "".join(drawn.get(sign) or unicodedata.normalize("NFKC", sign) for sign in said)
        if after != said and not is_quoted(text, span) and not is_spoken_of(text, span, rules):
            yield Repair(span, said, after, "width.radicals", "width")
