"""What stays lost or misread: each place, for a person to look at."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from string import ascii_letters
from typing import TYPE_CHECKING

from pipeline.alternation import any_of
from pipeline.outline import Loss
from pipeline.repair.language.characters import is_private, rare
from pipeline.repair.lost_byte.half_letters import lone_letters
from pipeline.repair.lost_byte.nonsense import nonsense
from pipeline.repair.lost_byte.places import TONED
from pipeline.repair.lost_byte.restore import is_torn
from pipeline.repair.misread.inlaid import left_misread, misread_signs
from pipeline.repair.pairs.open_ends import open_ends
from pipeline.repair.stand_ins import questioned, torn_numbers
from pipeline.values import Place, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.repair.garbles import RepairRules
    from pipeline.repair.sheet import Sheet
    from pipeline.traced import TracedText

GONE = "\ufffd\ue000-\uf8ff"
"""U+FFFD and private-use characters: what they were nobody can say."""
HOLE = (
    rf"(?<=[\u4e00-\u9fff\u3105-\u3129、，；：。（）“《〔])\?{{1,3}}(?=[\u4e00-\u9fff\d（《〔“。、，；：]|[a-z]{{0,4}}[{TONED}])"
    r"|(?<![^\n\u3000 ])\?(?=[\u4e00-\u9fff、）])"
)
"""A question mark inside a sentence or before one; on a page that lost bytes one stands for what is lost."""
HALF = (
    r"(?<=[\u4e00-\u9fff，。：；、（）])\?[a-z^`](?=[\u4e00-\u9fff])|(?<=[\u4e00-\u9fff])[\^`](?=[\u4e00-\u9fff])"
    r"|(?<=[\u4e00-\u9fff])[Ａ-Ｚａ-ｚ][a-z^`](?=[\u4e00-\u9fff])"
)
"""The second byte of a character without its first one, or behind a mark that is shifted."""
HALVES = frozenset("?^`") | {chr(ord(c) + 0xFEE0) for c in ascii_letters}
"""Without one of these there is none."""
LONE = r"(?<=[\u4e00-\u9fff，。：；、（）])[a-z](?=[\u4e00-\u9fff])"
"""The same; in traditional text only, where characters end in letters."""
SIGNS = "\u0370-\u0451\u2170-\u2179\u2208-\u22a5\u2474-\u249b\u2500-\u2573\u3041-\u3129\u3220-\u3229ǎǐǒǔǖǘǚǜńňǹêò"
INSIDE = r"(?<=[\u4e00-\u9fff。＃])[{}]+(?=[\u4e00-\u9fff_€])"
SHIFTED = rf"{INSIDE.format(SIGNS)}|(?<![^\n])[{SIGNS}]+(?=[\u4e00-\u9fff])"
"""Kana, bopomofo, Greek, pieces of boxes inside words: what pairs of bytes say that are shifted; on a page that lost bytes."""
CORNERS, NUMBERED, FIRST = INSIDE.format("\u3105-\u3129\u250c-\u254b"), INSIDE.format("\u2489-\u249b"), "\u2488"
"""Bopomofo and corners of boxes inside words, and ⒉ on a page without ⒈: those show themselves that bytes are lost."""
BYTES = frozenset({"byte_loss", "truncation", "mojibake"})
OFTEN = 5
"""On a page that lost so many bytes a rare character is more likely what is left of a word than a name's."""
AROUND = 8


def losses(texts: Sequence[tuple[str, TracedText]], sheet: Sheet, rules: RepairRules) -> tuple[Loss, ...]:
    """The places at which characters are lost for good, in texts with their paths; `sheet` holds the whole page as repaired.

    What another encoding explains, and no words prove, counts as lost too: it stays as it is printed.
    """
    signs = misread_signs(sheet)
    misread = [(path, text) for path, text in texts if not signs.isdisjoint(text.text)] if signs else []
    lost = [_loss(path, text, span) for path, text in misread for span in left_misread(text.text)]
    find = _finder([text for _, text in texts], sheet, rules)
    lost += [loss for path, text in texts for loss in _of_text(path, text, find)] if find else []
    senseless = nonsense(sheet, rules)
    more = (loss for path, text in texts for loss in _unmarked(path, text, senseless, rules))
    find_open = open_ends(sheet, rules)
    ends = [_loss(path, text, span) for path, text in texts for span in find_open(text.text)] if find_open else []
    return tuple(_apart([*lost, *more, *ends]))


def _apart(losses: Sequence[Loss]) -> Iterator[Loss]:
    """Of those that lie in one another the first."""
    taken: set[tuple[str, int]] = set()
    for loss in losses:
        places = {(loss.place.path, at) for at in range(loss.place.span.start, loss.place.span.end)}
        if taken.isdisjoint(places):
            taken |= places
            yield loss


def _unmarked(path: str, text: TracedText, senseless: re.Pattern[str] | None, rules: RepairRules) -> Iterator[Loss]:
    """What shows of itself that something is lost there: marks where nobody asks, signs that make no word."""
    said = text.text
    spans = [*questioned(said, rules), *torn_numbers(said)]
    finders = [*(pattern.find for pattern in rules.patterns("torn_name")), *([senseless] if senseless else [])]
    spans += [Span(*match.span()) for find in finders for match in find.finditer(said)]
    yield from (_loss(path, text, span) for span in spans)


def _finder(texts: Sequence[TracedText], sheet: Sheet, rules: RepairRules) -> re.Pattern[str] | None:
    """What shows a loss on this page; None where nothing does."""
    patterns = [f"[{GONE}]+"] if any(c == "\ufffd" or is_private(c) for c in sheet.rare) else []
    left_behind = rules.printed("gone", sheet)
    patterns += [f"(?:{any_of(left_behind)})+"] if left_behind else []
    patterns += [] if sheet.characters.isdisjoint(HALVES) else [HALF]
    patterns += [LONE] if lone_letters(sheet) else []
    odd = "?" in sheet.characters or re.search(f"[{SIGNS}]", sheet.alphabet)
    repaired = _repaired_bytes(texts)
    if repaired or (odd and (is_torn(sheet.joined) or _is_shifted(sheet))):
        patterns += [HOLE, SHIFTED, _rare_signs(1 if repaired >= OFTEN else 2)]
    return _compiled(tuple(patterns)) if patterns else None


@lru_cache(maxsize=1 << 6)
def _compiled(patterns: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(patterns))


@cache
def _rare_signs(least: int) -> str:
    """So many rare Chinese characters near each other, or one before a letter."""
    return rf"(?:{_rare_character()}\S{{0,2}}){{{least},}}|{_rare_character()}(?=[@-Z^-z~][\u4e00-\u9fff])"


@cache
def _rare_character() -> str:
    return rf"(?=[\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff]){rare()}"


def _is_shifted(sheet: Sheet) -> bool:
    """Whether signs that only shifted bytes put inside words show a loss, or a `?` between a rare character and a word."""
    signs = CORNERS if FIRST in sheet.characters else f"{CORNERS}|{NUMBERED}"
    odd, inside = _rare_character(), INSIDE.format(SIGNS)
    signs += rf"|{odd}[\u4e00-\u9fff]{{0,3}}{inside}|{inside}[\u4e00-\u9fff]{{0,3}}{odd}"
    return _compiled((signs, rf"{_rare_character()}\?(?=[\u4e00-\u9fff，、])")).search(sheet.joined) is not None


def _repaired_bytes(texts: Sequence[TracedText]) -> int:
    """How many repairs show that the page lost bytes; a misreading that is undone for certain lost none."""
    repairs = (repair for text in texts for repair in text.repairs if repair.kind in BYTES)
    return sum(repair.kind != "mojibake" or not repair.certain for repair in repairs)


def _of_text(path: str, text: TracedText, find: re.Pattern[str]) -> Iterator[Loss]:
    yield from (_loss(path, text, Span(*match.span())) for match in find.finditer(text.text))


def _loss(path: str, text: TracedText, span: Span) -> Loss:
    said = text.text
    around = said[max(0, span.start - AROUND) : span.end + AROUND].replace("\n", " ")
    return Loss(Place(path, text.original_span(span)), said[span.start : span.end], around)
