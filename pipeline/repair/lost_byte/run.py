"""One shifted run: what its bytes say when the lost one is put back."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from pipeline.repair.language.characters import common_characters, is_han
from pipeline.repair.language.halves import AHEAD_OF, BEHIND
from pipeline.repair.language.likelihood import Choice
from pipeline.repair.lost_byte.dropped import KEPT, Known, ShiftEvidence, undropped
from pipeline.repair.lost_byte.heads import COLON, OPEN, head_length, is_label, mark_before, with_heads, worth_of_head
from pipeline.repair.lost_byte.places import AHEAD, ENCODINGS, LETTER, TORN, Place, fitting, pairs_of_run
from pipeline.repair.lost_byte.repairs import GAPS, Shift
from pipeline.repair.writing.script import simplified

if TYPE_CHECKING:
    from collections.abc import Sequence

YEAR_REST = re.compile(r"(?:(?P<new>0[0-4])|9[5-9])\d年")
"""What is left of a year whose first digit went with the last byte of a run: a first byte and a digit are no pair."""
WIDE = 2.5
CLEAR = 6.0
GIVEN_CLEAR, SAID_CLEAR = 3.0, 4.0
"""A character that makes no word with its neighbours must lead by more than one that does, or than a mark."""
COLON_BYTES = [bytes((byte,)) for byte in COLON.encode(ENCODINGS[0])]
MARK_LEAD = 6.0
"""What stands before a head is a mark; characters with the same last byte are that much rarer there."""
ANY_CHARACTER = 9.0
"""So many powers of e unlikelier a text becomes by one character more."""
CONVINCING = 18.0
"""With such a gain one character is enough where a mark shows one end of the damage."""
ADRIFT = 3
"""Fewer characters are no proof where no word tells what stood at either end."""
UNSHOWN = 4
"""So many characters must come back for certain where no mark shows either end."""
UNMARKED = 6.0
"""What a shift must gain more where no mark shows that something is missing."""


def shifted(text: str, place: Place, evidence: ShiftEvidence) -> Shift | None:
    """A run shifted by one byte, with or without pairs that vanished from it; None where it cannot have come about so."""
    data = pairs_of_run(text[place.start : place.end], place.encoding)
    plain = _shifted_bytes(text, place, data, evidence) if data else None
    if place.encoding != ENCODINGS[0] or evidence.reader == KEPT:
        return plain
    letter = LETTER.match(text, place.end)
    forms = evidence.rules.words("shifted_head")
    heads = with_heads(data, _low(letter), forms) if not place.tails else ()
    best = ([s for whole in wholes if (s := _headed(text, place, whole, evidence))] for wholes in heads)
    headed = next((max(shifts, key=lambda shift: shift.gain) for shifts in best if shifts), None)
    # Of two heads that fit the shorter one comes first, and stays: headings seldom count beyond ten.
    return headed if headed and (plain is None or headed.hope > plain.hope) else plain


def _headed(text: str, place: Place, whole: bytes, evidence: ShiftEvidence) -> Shift | None:
    """The run with the bytes of a head, where a head can stand."""
    shift = _shifted_bytes(text, place, whole, evidence)
    if shift is None:
        return None
    said = shift.first.text + shift.known + (shift.last.text if shift.last else "") + text[shift.end : shift.end + 1]
    worth = worth_of_head(text[: shift.start], said, evidence.rules.words("shifted_head"))
    return shift.headed(worth) if worth else None


def _low(letter: re.Match[str] | None) -> bytes:
    """The second byte of a character, from the letter that is left of it; code page 936 prints 80 as the sign of the euro."""
    return letter["letter"].encode("cp1252") if letter else b""


def _shifted_bytes(text: str, place: Place, data: bytes, evidence: ShiftEvidence) -> Shift | None:
    """The same for the bytes of a run, all of them."""
    run = _Run(text, place, data, evidence)
    read = _read(data, _low(run.letter), (place.encoding, run.right), evidence)
    if read is None or not (common_characters().issuperset(read.text) and evidence.excluded.isdisjoint(read.text)):
        return None
    if not read.text and run.opened == place.start and not run.letter and not run.gap:
        return None  # Two characters of each of which half is left are no run where no mark shows either end (晖ABC).
    head = run.head_of(read.text)
    first, last = run.likeliest(read.text, head)
    if first is None or (last is None) == (run.letter is None):
        return None
    likely = first, last
    first, last = run.cautious(read.text, *likely)
    if run.gap and len(run.gap.group()) > 1 and last and last.text in GAPS:
        return None  # Nothing but its pinyin says what the last character was: that stays.
    if not run.letter and not (run.gap and run.gap.group()) and not place.tails:
        read = replace(read, left_out=True)  # The last byte has no mark: what cannot be read was left out.
    bonus = head.worth - UNMARKED * (run.opened == place.start) - _worth(run.left, run.printed, run.right, evidence)
    hope = bonus + run.worth(read.text, *likely)
    gain = hope if (first, last) == likely else bonus + run.worth(read.text, first, last)
    ends = {first.text, last.text if last else ""}
    is_sound = run.is_sound and not head.mark
    is_short = len(read.text) < run.least(head, gain) or (is_sound and run.has_words and not ends.isdisjoint(GAPS))
    shift = Shift(run.opened, run.close, first, read, last, gain, hope, place, is_short)
    is_adrift = len(read.text) < ADRIFT and (is_sound or ends <= {*GAPS})
    return shift.doubted() if is_adrift else shift


class _Head(NamedTuple):
    """The head of a paragraph, or the colon of a label, with which a run begins: mark, closing character if lost, worth."""

    mark: str = ""
    closing: str = ""
    worth: float = 0.0


LABELLED = _Head(COLON)


@dataclass(frozen=True)
class _Run:
    """The bytes of a run, and what stands around it."""

    text: str
    place: Place
    data: bytes
    evidence: ShiftEvidence

    @cached_property
    def letter(self) -> re.Match[str] | None:
        """The letter that is left of the character behind it."""
        return LETTER.match(self.text, self.place.end)

    @cached_property
    def gap(self) -> re.Match[str] | None:
        """The mark for its last byte."""
        return TORN.match(self.text, self.place.end)

    @cached_property
    def opened(self) -> int:
        """Where it begins, with the mark for the byte that is lost."""
        start = self.place.start
        return start - (start > 0 and self.text[start - 1] in GAPS)

    @cached_property
    def is_sound(self) -> bool:
        """Whether all of it is common as it is printed: sound words shift into others by chance."""
        return not self.letter and common_characters().issuperset(self.text[self.place.start : self.place.end])

    @cached_property
    def has_words(self) -> bool:
        """Whether two of its characters are a word as they are printed."""
        return any(self.evidence.rules.frequency(a + b) for a, b in pairwise(self.text[self.place.start : self.place.end]))

    @cached_property
    def close(self) -> int:
        """Where it ends, with its letter and pinyin, or its mark."""
        end = self.letter or self.gap
        return end.end() if end else self.place.end

    @cached_property
    def printed(self) -> str:
        """What stands there, without pinyin."""
        return self.text[self.opened : self.letter.end("letter") if self.letter else self.close]

    @cached_property
    def left(self) -> str:
        """What stands before it."""
        return self.text[max(0, self.opened - AHEAD) : self.opened]

    @cached_property
    def eaten(self) -> str:
        """The first digit of a year that the mark at its end stands for too."""
        marked = self.gap is not None and self.gap.group() and self.gap.group() in GAPS
        rest = YEAR_REST.match(self.text, self.close) if marked else None
        return ("2" if rest["new"] else "1") if rest else ""

    @cached_property
    def right(self) -> str:
        """What stands behind it."""
        return self.eaten + self.text[self.close : self.close + AHEAD]

    @cached_property
    def tails(self) -> list[str]:
        """The characters of whose first byte its last one can be; none where a letter is left of the second."""
        if self.letter:
            return []
        if self.gap and not self.gap.group() and self.data[-1:] == OPEN.encode(self.place.encoding)[:1]:
            return [OPEN]
        return list(self.place.tails) or fitting(self.data[-1:], AHEAD_OF, self.place.encoding, self.evidence)

    def head_of(self, known: str) -> _Head:
        """The head with which it begins; none where several characters would complete one."""
        forms = self.evidence.rules.words("shifted_head")
        if self.data[:1] in COLON_BYTES and is_label(self.left, self.evidence.rules.words("shifted_label")):
            return LABELLED
        if not self.tails or head_length(known, forms):
            return self._head("", known, forms)
        closing = [tail for tail in self.tails if head_length(known + tail + self.right, forms) > len(known)]
        return self._head(closing[0], known + closing[0], forms) if len(closing) == 1 else _Head()

    def _head(self, closing: str, known: str, forms: frozenset[str]) -> _Head:
        said = known + self.right
        mark = mark_before(self.data[:1], said, forms)
        worth = worth_of_head(self.left, mark + said[: head_length(said, forms)], forms) if mark else 0.0
        return _Head(mark, closing, worth) if worth else _Head()

    def least(self, head: _Head, gain: float) -> int:
        """How many characters must come back for certain: few where both ends of the damage are marked, many where none is."""
        ends = [bool(head.mark or mark) for mark in (self.opened < self.place.start, self.letter or self.gap)]
        if self.is_sound and not head.mark and gain <= CONVINCING:
            return AHEAD
        if head == LABELLED and self.opened < self.place.start:
            return 0
        return 0 if all(ends) else UNSHOWN if not any(ends) else 1 if gain > CONVINCING else 2

    def worth(self, known: str, first: Choice, last: Choice | None) -> float:
        """How likely the run is with these characters at its ends."""
        return _worth(self.left, first.text + known + (last.text if last else ""), self.right, self.evidence)

    def likeliest(self, known: str, head: _Head) -> tuple[Choice | None, Choice | None]:
        """The character before the known ones and the one behind them: those of a head, else the likeliest."""
        evidence, firsts = self.evidence, self._firsts
        if known or head.mark:
            first, last = evidence.choose(self.left, firsts, known + self.right), self._last(known)
        else:
            first, last = _both(evidence.choose(self.left, evidence.pairs(firsts, self.tails), self.right))
        if head.mark in firsts:
            first, last = _instead(head.mark, first), _instead(head.closing, last) if head.closing else last
        return first, last

    def cautious(self, known: str, first: Choice, last: Choice | None) -> tuple[Choice, Choice | None]:
        """The same, with a mark where a character hardly leads the others."""
        evidence = self.evidence
        first = _cautious(first, (self.left[-1:] + first.text, first.text + known[:1]), evidence)
        last = last and _cautious(last, (known[-1:] + last.text, last.text + self.right[:1]), evidence)
        return first, replace(last, text=last.text + self.eaten) if last and last.text not in GAPS else last

    def _last(self, known: str) -> Choice | None:
        return self.evidence.choose(self.left + known, self.tails, self.right)

    @property
    def _firsts(self) -> list[str]:
        """The characters of which the first byte is lost; where no mark stands for it, also those that lost their second one."""
        found = fitting(self.data[:1], BEHIND, self.place.encoding, self.evidence)
        if self.opened < self.place.start:
            return found
        return found + fitting(self.data[:1], AHEAD_OF, self.place.encoding, self.evidence)


def _instead(said: str, choice: Choice | None) -> Choice:
    """What a head demands, whatever words make likelier."""
    others = (choice.text, *choice.others) if choice else ()
    return Choice(said, MARK_LEAD, tuple(other for other in others if other != said))


def _read(data: bytes, letter: bytes, place: tuple[str, str], evidence: ShiftEvidence) -> Known | None:
    """What bytes say that are in step again, with the letter that ends them; in GBK pairs may have vanished from between them."""
    encoding, right = place
    whole = data[1:] + letter if letter else data[1:-1]
    if encoding == ENCODINGS[0]:
        return undropped(whole, right if letter else "", evidence)
    try:
        return Known(whole.decode(encoding))
    except UnicodeDecodeError:
        return None


def _worth(left: str, said: str, right: str, evidence: ShiftEvidence) -> float:
    """How likely words are between their neighbours; a mark for something lost counts as any character."""
    lost = sum(map(said.count, GAPS))
    words = said.translate(dict.fromkeys(map(ord, GAPS)))
    return evidence.likelihood(simplified(left[-4:] + words + right[:4])) - ANY_CHARACTER * lost


def _cautious(choice: Choice, words: Sequence[str], evidence: ShiftEvidence) -> Choice:
    """`?` instead of a character that hardly leads the others; where it makes a word, of notices above all, less will do."""
    said = [simplified(word) for word in words]
    is_given = any(map(evidence.rules.given.get, said))
    is_said = not is_han(choice.text[:1]) or any(map(evidence.rules.frequency, said))
    enough = GIVEN_CLEAR if is_given else SAID_CLEAR if is_said else CLEAR
    return choice if choice.lead >= enough else Choice("?", 1.0, (choice.text, *choice.others))


def _both(word: Choice | None) -> tuple[Choice | None, Choice | None]:
    """A word of which half of each character is left, as its two characters; only by a wide margin."""
    if word is None or word.lead < WIDE:
        return None, None
    first, last = (Choice(word.text[at], word.lead, _others(word, at)) for at in (0, 1))
    return first, last


def _others(word: Choice, at: int) -> tuple[str, ...]:
    return tuple(c for c in dict.fromkeys(other[at] for other in word.others) if c != word.text[at])
