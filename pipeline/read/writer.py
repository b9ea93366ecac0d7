"""Words as the walk meets them → runs: what is seen and what is hidden apart, with their paths and looks."""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING, Final

from pipeline.read.seams import ROWS, seams_of
from pipeline.read.tree import RAW, Frame, Run
from pipeline.read.visible import FILE, GROUND, HEADING, HIDDEN, KEPT_LINES, LINK, WHITE

if TYPE_CHECKING:
    from pipeline.read.lines import Source

_SPACE = " \t\n\r\f"
_BLANK = " \t\n\r\f\v\x00\xa0\u3000\u200b\u200c\u200d\ufeff\u2060"
_MARKUP = re.compile(r"<[^<>]{0,2000}>")
_MAX_PATH: Final = 400
_MAX_NAME: Final = 24
_BLANKS_LENGTH: Final = 4

Piece = tuple[str, int, Frame]
"""Words, how they look, and the element that holds them. `\\x00` is a line end of the page."""


class Writer:
    """Collects the words of the run that is being read, and ends it where a block begins or ends."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.pieces: list[Piece] = []
        self.union = 0
        self.numbered = 0
        self.deep = 0

    def break_line(self, frame: Frame) -> None:
        """A `<br>`."""
        self.pieces.append(("\x00", frame.look, frame))

    def path_of(self, frame: Frame) -> str:
        """The path of an element; below a depth that no honest page has, a short one that is only unique."""
        chain: list[Frame] = []
        while frame.path is None:
            chain.append(frame)
            frame = frame.parent
        path = frame.path
        for step in reversed(chain):
            if len(path) > _MAX_PATH:
                self.deep += 1
                path = f"/html[1]//*[{self.deep}]"
            path = step.path = f"{path}/{step.tag if len(step.tag) <= _MAX_NAME else '*'}[{step.index}]"
        return path

    def say(self, text: str, look: int, frame: Frame) -> None:
        """Words of one text node."""
        if look & KEPT_LINES:
            text = self.source.kept(text)
        elif not text.strip(_SPACE):
            if self.pieces:
                self.pieces.append((" ", look, frame))
            return
        elif frame.tag in RAW:
            text = _MARKUP.sub("\x00", text)
        elif text.count("\t") > 1 and self.source.is_tabbed(text):
            text = text.replace("\t", "\x02")
        elif "\n" in text or "\r" in text:
            text = self.source.joined(text)
        self.union |= look
        self.pieces.append((text, look, frame))

    def flush(self) -> None:
        """End the run that is being read: one run of what is seen, and one of each hidden stretch."""
        if not self.pieces:
            return
        pieces, union = self.pieces, self.union
        self.pieces = []
        self.union = 0
        block = pieces[0][2].block
        if not union & (HIDDEN | WHITE):
            self._emit(pieces, block, block)
            return
        dark = [piece for piece in pieces if not piece[1] & HIDDEN]
        seen = [piece for piece in dark if not _is_white(piece[1])]
        # White on white hides words; but a whole cell or heading in white stands on a ground that a style sheet colours.
        if (block.table is not None or block.look & HEADING) and not any(text.strip(_BLANK) for text, _, _ in seen):
            seen = dark
        self._emit(seen, block, block)
        kept = set(map(id, seen))
        unseen = [piece for piece in pieces if id(piece) not in kept]
        for owner, stretch in groupby(unseen, key=lambda piece: block if block.look & HIDDEN else piece[2]):
            run = self._emit(list(stretch), owner, block)
            if run is not None:
                run.hidden = True

    def _emit(self, pieces: list[Piece], owner: Frame, block: Frame) -> Run | None:
        text = self.source.settled(
            "".join([text for text, _, _ in pieces]) if len(pieces) > 1 else pieces[0][0] if pieces else ""
        )
        if not text or not text.strip(_BLANK):
            return None
        path = owner.path or self.path_of(owner)
        owner.runs += 1
        run = Run(path if owner.runs == 1 else f"{path}/text()[{owner.runs}]", block.tag, text)
        run.element = block.element
        run.number = self.numbered
        self.numbered += 1
        look = -1
        for words, shown, _ in pieces:
            size = len(words)
            if size < _BLANKS_LENGTH and not words.strip(_BLANK):
                continue
            look &= shown
            if shown & LINK:
                run.links += size
            else:
                run.plain += size
                run.files = run.files or bool(shown & FILE)
        run.look = look
        if len(pieces) > 1 and owner is block and block.tag in ROWS and not look & KEPT_LINES:
            run.seams = seams_of(pieces, block, text)
        block.items.append(run)
        return run


def _is_white(look: int) -> bool:
    return bool(look & WHITE) and not look & GROUND
