"""A run that was shifted back by the byte that it lost, and the repairs that this comes to."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pipeline.repair.language.likelihood import Choice
from pipeline.repair.lost_byte.dropped import Known
from pipeline.values import Repair, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.repair.lost_byte.places import Place

GAPS = "?\ufffd"
HEAD_CONFIDENCE = DOUBTED = 0.95


@dataclass(frozen=True)
class Shift:
    """A run read back: the known characters, what stands before and behind them, and how much likelier it is."""

    start: int
    end: int
    first: Choice
    read: Known
    last: Choice | None
    gain: float
    hope: float
    """The gain if the likeliest characters stood at its ends: what runs that begin elsewhere are compared by."""
    place: Place
    is_short: bool = False
    """Whether too little comes back for certain to believe it; it is a rival all the same."""

    def headed(self, worth: float) -> Shift:
        """The same run, in which a head was put back: another number may have left the same bytes."""
        read = Known(self.read.text, min(self.read.confidence, HEAD_CONFIDENCE), left_out=True)
        return replace(self, read=read, gain=self.gain + worth, hope=self.hope + worth)

    def doubted(self) -> Shift:
        """The same run where another reading cannot be ruled out."""
        return replace(self, read=replace(self.read, confidence=min(self.read.confidence, DOUBTED)))

    def between(self, rival: Shift) -> Shift | None:
        """What two readings agree on that begin in different places, a mark for the rest; None where they agree on nothing."""
        early, late = sorted((self, rival), key=lambda shift: shift.start)
        if not late.known or not early.known.endswith(late.known):
            return None
        said = (one.first.text + one.known.removesuffix(late.known) for one in (self, rival))
        open_ = "?" * (len(self.known) - len(late.known))
        return replace(self, first=Choice("?", 1.0, tuple(said)), read=replace(late.read, text=open_ + late.known))

    @property
    def known(self) -> str:
        """The characters between the first and the last."""
        return self.read.text


def guess(span: Span, before: str, choice: Choice, rule: str = "lost_byte.first") -> Repair:
    """The repair of one character that was guessed."""
    sure, others = choice.confidence, choice.others
    return Repair(span, before, choice.text, rule, "byte_loss", sure, certain=False, alternatives=others)


def edits_of(text: str, shift: Shift) -> Iterator[Repair]:
    """One edit for the first character, which is guessed, and one for all that follow."""
    rest = shift.start
    if text[rest] in GAPS:
        rest += 1
        yield guess(Span(shift.start, rest), text[shift.start], shift.first)
        lead = ""
    else:
        lead = shift.first.text
    end = shift.end
    if shift.last is not None and text[end - 1] in GAPS and shift.known:
        # The last character is guessed, those before it are not: two repairs.
        end -= 1
        yield guess(Span(end, end + 1), text[end], shift.last, "lost_byte.last")
        yield _shifted_back(Span(rest, end), text, shift.read, lead + shift.known, shift.first if lead else None)
        return
    after = lead + shift.known + (shift.last.text if shift.last else "")
    yield _shifted_back(Span(rest, end), text, shift.read, after, shift.last, shift.first if lead else None)


def _shifted_back(span: Span, text: str, read: Known, after: str, *guessed: Choice | None) -> Repair:
    """The characters that come back exactly, with those that were guessed among them; all of a doubtful run is doubtful."""
    choices = [choice for choice in guessed if choice is not None]
    sure = min([choice.confidence for choice in choices] + [read.confidence])
    others = tuple(after[:-1] + other for other in choices[0].others) if choices and choices[0].text == after[-1:] else ()
    certain = not choices and read.sure
    said = text[span.start : span.end]
    return Repair(span, said, after, "lost_byte.shifted", "byte_loss", sure, certain=certain, alternatives=others)
