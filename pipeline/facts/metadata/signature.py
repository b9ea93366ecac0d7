"""The signature of a letter: the issuer's name and a day, on lines of their own, on one line, or inside a long one.

A task table printed a cell a line has bodies and days below each other too, so a signature must also stand where a letter ends:
below a sentence or a list of annexes, above an annex, a plan's title, the remarks on distribution or nothing.
"""

from __future__ import annotations

import re
from itertools import chain
from typing import TYPE_CHECKING

from pipeline.facts.deadlines.datewords import find_dates
from pipeline.facts.metadata.bodies import same_body, short
from pipeline.facts.metadata.ending import (
    LAST_NAME,
    LONGEST_NAME,
    SENTENCE_END,
    Letter,
    Signature,
    closes,
    days_of,
    hung_at,
    is_trusted,
)
from pipeline.facts.metadata.letter import is_organ
from pipeline.notice import Claim, Line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.facts.metadata.rules import MetadataRules
    from pipeline.outline import Passage

_SEAL = re.compile(r"[\s)）]*(?:[（(][^（()）]{1,12}[)）])?\s*$")
_LOOK_BACK = 4
_LONG, _FAR = 120, 400
_MOST_DATES = 200
_SHORTEST = 5


def find_signature(letter: Letter, rules: MetadataRules) -> Signature | None:
    """The first signature of the letter."""
    for index in range(letter.start, letter.stop):
        line = letter.line(index)
        if line is None:
            continue
        found = _below_each_other(letter, index, rules) if len(line.text) <= _LONG else None
        if found and is_trusted(letter, found, rules):
            return found
        found = _inside(letter, index, rules)
        if found:
            return found
    return None


def _below_each_other(letter: Letter, index: int, rules: MetadataRules) -> Signature | None:
    """A day that ends its line, with the names before it on the line or on the lines above; or the issuer's name alone."""
    line = letter.flow[index]
    assert isinstance(line, Line)
    days = days_of(line.text)
    if not days:
        return _undated(letter, index, line, rules)
    if len(days) != 1 or not _SEAL.match(line.text, days[0].span.end):
        return None
    day = days[0]
    date = line.passage.part(day.span.start, day.span.end)
    before = line.passage.part(0, day.span.start).strip(" \u3000\xa0\u2002\u2003(（")
    if before.text:
        sure = is_organ(before.text, rules)
        return Signature((before,), date, day, index, index, (Claim(line.passage, "signature"),)) if sure else None
    above = tuple(item.passage for item in _organs_above(letter, index, rules))
    hanging = None if above else _hanging(letter, index, rules)
    names = above or ((hanging,) if hanging else ())
    return Signature(names, date, day, index - len(above), index, tuple(Claim(p, "signature") for p in (*names, line.passage)))


def _undated(letter: Letter, index: int, line: Line, rules: MetadataRules) -> Signature | None:
    """The issuer's own full name on a line of its own, with no day below it."""
    if not letter.issuer or short(line.text, rules) != short(letter.issuer, rules):
        return None
    below = letter.line(index + 1)
    if (below and days_of(below.text)) or not closes(letter, index, rules):
        return None
    return Signature((line.passage,), None, None, index, index, (Claim(line.passage, "signature"),))


def _organs_above(letter: Letter, index: int, rules: MetadataRules) -> Iterator[Line]:
    first = index
    while first > index - _LOOK_BACK:
        line = letter.line(first - 1)
        if line is None or not is_organ(line.text, rules):
            break
        if first < index and not _may_sign_with(line.text, letter.line(index - 1), rules):
            break
        first -= 1
    for item in letter.flow[first:index]:
        if isinstance(item, Line):
            yield item


def _may_sign_with(above: str, last: Line | None, rules: MetadataRules) -> bool:
    """Whether a name can sign above another: the last of a list of bodies (交通局) does not sign with one that says its place."""
    places = rules.places.named
    placed = last is not None and places.match(last.text.strip())
    return not placed or bool(places.match(above.strip()) or rules.cue("placeless").match(above.strip()))


def _hanging(letter: Letter, index: int, rules: MetadataRules) -> Passage | None:
    """A name that a run of spaces pushes to the right of the letter's last paragraph, or that, in full, stands right behind it.

    Where other paragraphs end in such a name too, it is who does their work.
    """
    above = letter.line(index - 1)
    span = hung_at(above.text) if above else None
    name = above.passage.part(span.start, span.end) if above and span else None
    if name and is_organ(name.text, rules):
        return name
    name = _behind(above, rules)
    others = chain(range(index - _FAR, index - 1), range(index, index + _FAR)) if name else ()
    return None if any(_behind(letter.line(at), rules) for at in others) else name


def _behind(line: Line | None, rules: MetadataRules) -> Passage | None:
    """The full name of a body right behind the last sentence of a paragraph."""
    tail = line.passage.part(-_LONG) if line else None
    last = LAST_NAME.search(tail.text) if tail else None
    name = tail.part(*last.span()) if tail and last and last.start() else None
    return name if name and is_organ(name.text, rules) and not rules.cue("placeless").match(name.text) else None


def _inside(letter: Letter, index: int, rules: MetadataRules) -> Signature | None:
    """A signature between the sentences of a long line: `…执行。 达州市人民政府办公室 2021年9月10日 附件…`."""
    line = letter.flow[index]
    assert isinstance(line, Line)
    text = line.text
    first = letter.offset if index == letter.start else 0
    for day in find_dates(text, _MOST_DATES):
        window = max(first, day.span.start - 4 * LONGEST_NAME)
        if day.span.start <= window:
            continue
        before = text[window : day.span.start]
        glued = _glued_start(before, letter.issuer)
        start = window + (glued or _names_start(before, rules))
        if start == day.span.start or not (glued or _opens_next(text[day.span.end : day.span.end + LONGEST_NAME], rules)):
            continue
        name = line.passage.part(start, day.span.start).strip()
        ahead = text[max(first, start - _LONG) : start].rstrip()
        closed = SENTENCE_END.search(ahead[-1:]) or rules.annex_list.search(ahead) or same_body(name.text, letter.issuer, rules)
        if closed and not rules.cue("placeless").match(name.text):
            date = line.passage.part(day.span.start, day.span.end)
            return Signature((name,), date, day, index, index, (Claim(line.passage.part(start, day.span.end), "signature"),))
    return None


def _opens_next(after: str, rules: MetadataRules) -> bool:
    """Whether the words behind a day can begin what stands below a letter."""
    if not after or after[0].isspace() or after[0] in "（(":
        return True
    return bool(rules.cue("annex").match(after) or rules.cue("copies").match(after))


def _glued_start(before: str, issuer: str) -> int:
    """Where the issuer's full name begins that ends the words without a gap (text that lost its lines); else 0."""
    words = before.rstrip()
    return len(words) - len(issuer) if len(issuer) > _SHORTEST and words.endswith(issuer) else 0


def _names_start(before: str, rules: MetadataRules) -> int:
    """Where the names of bodies that end the words begin; their end when there are none."""
    start = len(before)
    while start > len(before) - 3 * LONGEST_NAME:
        words = before[:start].rstrip()
        last = LAST_NAME.search(words[-LONGEST_NAME - 1 :])
        if last is None or not is_organ(last[0], rules):
            break
        start = len(words) - len(last[0])
    return start
