"""What stays lost or misread: each place, for a person to look at."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.outline import Loss
from pipeline.repair.characters import is_private
from pipeline.repair.garbles import any_of
from pipeline.repair.inlaid import left_misread, misread_signs
from pipeline.repair.lost_byte import TONED, is_torn
from pipeline.values import Place, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.repair.garbles import RepairRules
    from pipeline.repair.sheet import Sheet
    from pipeline.traced import TracedText

GONE = "\ufffd\ue000-\uf8ff"
"""U+FFFD and private-use characters: what they were nobody can say."""
HOLE = rf"(?<=[\u4e00-\u9fff\u3105-\u3129、，；])\?{{1,3}}(?=[\u4e00-\u9fff\d（《〔“。]|[a-z]{{0,4}}[{TONED}])"
"""A question mark inside a sentence; on a page that lost bytes one stands for what is lost."""
BYTES = frozenset({"byte_loss", "truncation", "mojibake"})
AROUND = 8


def losses(texts: Sequence[tuple[str, TracedText]], sheet: Sheet, rules: RepairRules) -> tuple[Loss, ...]:
    """The places at which characters are lost for good, in texts with their paths; `sheet` holds the whole page as repaired.

    What another encoding explains, and no words prove, counts as lost too: it stays as it is printed.
    """
    find = _finder([text for _, text in texts], sheet, rules)
    lost = [loss for path, text in texts for loss in _of_text(path, text, find)] if find else []
    signs = misread_signs(sheet)
    misread = [(path, text) for path, text in texts if any(sign in text.text for sign in signs)]
    lost += [_loss(path, text, span) for path, text in misread for span in left_misread(text.text)]
    return tuple(lost)


def _finder(texts: Sequence[TracedText], sheet: Sheet, rules: RepairRules) -> re.Pattern[str] | None:
    """What shows a loss on this page; None where nothing does."""
    patterns = [f"[{GONE}]+"] if any(c == "\ufffd" or is_private(c) for c in sheet.characters) else []
    left_behind = rules.printed("gone", sheet)
    patterns += [f"(?:{any_of(left_behind)})+"] if left_behind else []
    if "?" in sheet.characters and (any(r.kind in BYTES for text in texts for r in text.repairs) or is_torn(sheet.joined)):
        patterns.append(HOLE)
    return re.compile("|".join(patterns)) if patterns else None


def _of_text(path: str, text: TracedText, find: re.Pattern[str]) -> Iterator[Loss]:
    yield from (_loss(path, text, Span(*match.span())) for match in find.finditer(text.text))


def _loss(path: str, text: TracedText, span: Span) -> Loss:
    said = text.text
    around = said[max(0, span.start - AROUND) : span.end + AROUND].replace("\n", " ")
    return Loss(Place(path, text.original_span(span)), said[span.start : span.end], around)
