"""Characters in another width or form than readers expect: full-width digits, spaced-out labels, decomposed letters."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.repair.language.marks import DAMAGE
from pipeline.repair.writing.script import simplified
from pipeline.values import Repair, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.repair.garbles import RepairRules
    from pipeline.repair.sheet import Edits, Sheet

DIGITS = re.compile(r"[０-９]+")
NUMBERS = re.compile(
    r"[０-９]{2,}|(?<=[0-9])[０-９]|[０-９](?=[0-9年月日号时分％%个项次条款期届、．.）)\-—～至\t|]|$)|(?<=[第年月前〔\[（(\-—～至])[０-９]",
    re.MULTILINE,
)
"""Those that stand as numbers do, each by itself."""
FULL_WIDTH = frozenset("０１２３４５６７８９")
POINT = re.compile(r"(?<=[\u4e00-\u9fff])[０-９]{1,9}(?P<point>．)[０-９]{1,4}(?![０-９．月日Ｇ])")
"""A decimal number inside a sentence: its point is printed as wide as its digits."""
STRAY = 2
"""Where a page has no more different full-width digits than this, one between words may be what is left of something else."""
STRAY_SURE = 0.8
LEFT_OF = {"９": ("：",)}
ASCII_DIGITS = {ord("０") + n: ord("0") + n for n in range(10)}
SPACES = " \u3000\u00a0\u2002\u2003\u2009\t"
LABEL = re.compile(
    rf"(?:^|(?<=[|:：；;])|(?<=[{SPACES}]{{2}}))[{SPACES}]{{0,20}}(?P<label>[\u4e00-\u9fff](?:[{SPACES}]{{1,8}}[\u4e00-\u9fff]){{1,7}})"
    rf"(?=[{SPACES}]{{0,40}}(?:[|:：]|$))",
    re.MULTILINE,
)
LINE = re.compile(
    rf"(?:^|(?<=[|]))[{SPACES}]*(?P<label>[^\s|](?:[{SPACES}]{{1,4}}[^\s|]){{8,2000}})(?=[{SPACES}]*(?:[|]|$))", re.MULTILINE
)
"""All of a line or cell; a shorter one is a label."""
GAP = re.compile(f"[{SPACES}]+")
LONG_LABEL, LONGEST_TOLD, COMMON = 3, 30, 20
LONGEST_WORD = 4
APART = re.compile(rf"[{SPACES}](?:[^\s|][{SPACES}]|(?<=[\u4e00-\u9fff].)[{SPACES}]{{0,7}}[\u4e00-\u9fff])")
"""What each of these has inside: a space between two Chinese characters, or one before a sign and one behind it."""
INSIDE = re.compile(r"[ \u00a0](?<=[\u4e00-\u9fff]{2}.)(?=[\u4e00-\u9fff])")
HAN = re.compile(r"[\u4e00-\u9fff]+")
COMBINED = re.compile("[^\u0300-\u036f\u3099\u309a][\u0300-\u036f\u3099\u309a]*", re.DOTALL)


def narrow_digits(sheet: Sheet, rules: RepairRules) -> Edits:
    """Full-width digits become ASCII, and so does the point between them inside a sentence (`投资１．５亿元`).

    A single one can be what is left of another character (６ of （二, ９ of ：): on a page without others it stays between words,
    and is uncertain where characters were lost.
    """
    del rules
    wide = sheet.characters & FULL_WIDTH
    if not wide:
        return {}
    find = NUMBERS if len(wide) <= STRAY else DIGITS
    is_torn = find is NUMBERS and not (sheet.printed or sheet).characters.isdisjoint(DAMAGE)
    narrow = _doubtful if is_torn else _narrow
    edits = {i: [*_points(text), *map(narrow, find.finditer(text))] for i, text in enumerate(sheet.texts)}
    return {index: found for index, found in edits.items() if found}


def _points(text: str) -> Iterator[Repair]:
    for match in POINT.finditer(text):
        yield Repair(Span(*match.span("point")), "．", ".", "width.point", "width")


def _narrow(match: re.Match[str]) -> Repair:
    return Repair(Span(*match.span()), match.group(), match.group().translate(ASCII_DIGITS), "width.digits", "width")


def _doubtful(match: re.Match[str]) -> Repair:
    plain, others = _narrow(match), LEFT_OF.get(match.group(), ())
    return plain if len(plain.before) > 1 else replace(plain, confidence=STRAY_SURE, certain=False, alternatives=others)


def close_labels(sheet: Sheet, rules: RepairRules) -> Edits:
    """Labels and lines whose characters were set apart (`来 源`, `工　作　任　务`) are closed up."""
    if APART.search(sheet.joined) is None:
        return {}
    edits: dict[int, list[Repair]] = {}
    for index, text in enumerate(sheet.texts):
        if APART.search(text) is None:
            continue
        found = [repair for find in (LABEL, LINE) for match in find.finditer(text) for repair in _closed(match, rules)]
        if found:
            edits[index] = found
    return edits


def _closed(match: re.Match[str], rules: RepairRules) -> Iterator[Repair]:
    """A label without the spaces inside it; only where the label is known, or words make up most of it.

    Where somebody should look at it the repair is the whole label, so that its words can be told; in a long line it is each gap.
    """
    word = GAP.sub("", match["label"])
    known = word in rules.words("label") or word in rules.known
    gaps = {(len(gap), "\t" in gap) for gap in GAP.findall(match["label"])}  # beside other spaces a tab parts cells
    if not known and (len(word) < LONG_LABEL or len(gaps) > 1 or not _is_of_words(word, rules)):
        return
    if not known and len(word) <= LONGEST_TOLD:
        yield Repair(Span(*match.span("label")), match["label"], word, "width.label", "width", 0.9, certain=False)
        return
    for gap in GAP.finditer(match["label"]):
        span = Span(*gap.span()).shifted(match.start("label"))
        yield Repair(span, gap.group(), "", "width.label", "width", 1.0 if known else 0.9, certain=known)


def close_words(sheet: Sheet, rules: RepairRules) -> Edits:
    """A lone space inside a word of running text (`重点领 域`): words end on neither side of it, and one runs over it."""
    return sheet.edits_of([repair for gap in INSIDE.finditer(sheet.joined) for repair in _joined(gap, rules)])


def _joined(gap: re.Match[str], rules: RepairRules) -> Iterator[Repair]:
    """The word that a space cuts, in simplified characters; none where a word ends or begins there, or levels are listed."""
    text = gap.string
    left = simplified(HAN.findall(text[max(0, gap.start() - LONGEST_WORD) : gap.start()])[-1])
    right = simplified(HAN.findall(text[gap.end() : gap.end() + LONGEST_WORD])[0])
    sizes = range(2, LONGEST_WORD + 1)
    if any(_is_word(left[-size:], rules) or _is_word(right[:size], rules) for size in sizes):
        return
    if rules.words("place").issuperset((left[-1], right[0])):
        return
    pairs = [(ahead, size - ahead) for size in sizes for ahead in range(1, size)]
    for ahead, behind in pairs:
        word = left[-ahead:] + right[:behind]
        if len(word) == ahead + behind and _is_word(word, rules):
            span = Span(gap.start() - ahead, gap.end() + behind)
            yield Repair(span, text[span.start : span.end], word, "width.word", "width", 0.9, certain=False)
            return


def _is_word(said: str, rules: RepairRules) -> bool:
    return len(said) > 1 and (said in rules.known or rules.frequency(said) > COMMON)


def _is_of_words(said: str, rules: RepairRules) -> bool:
    """Whether words of two characters or more make up half of it: a row of surnames or counters is no word set apart."""
    taken = at = 0
    while at < len(said) - 1:
        size = next((n for n in (4, 3, 2) if said[at : at + n] in rules.known or rules.frequency(said[at : at + n]) > COMMON), 1)
        taken += size if size > 1 else 0
        at += size
    return taken * 2 >= len(said)


def compose(sheet: Sheet, rules: RepairRules) -> Edits:
    """Decomposed and compatibility characters in Unicode's composed form (NFC)."""
    del rules
    if unicodedata.is_normalized("NFC", sheet.joined):
        return {}
    edits: dict[int, list[Repair]] = {}
    for index, text in enumerate(sheet.texts):
        if unicodedata.is_normalized("NFC", text):
            continue
        found = [
            Repair(Span(*m.span()), m.group(), unicodedata.normalize("NFC", m.group()), "width.composed", "width")
            for m in COMBINED.finditer(text)
            if not unicodedata.is_normalized("NFC", m.group())
        ]
        if found:
            edits[index] = found
    return edits
