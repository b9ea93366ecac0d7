"""Cells that a page draws side by side in one block are mended one by one, so that no repair runs over the seam between two."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from pipeline.outline import Block
from pipeline.traced import TracedText
from pipeline.values import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.outline import Outline
    from pipeline.values import Repair

_FEWEST_ROWS = 2


@dataclass(frozen=True)
class Texts:
    """The texts of a page as the passes see them: each block's, or each cell's where blocks are rows of a drawn table.

    `owners` says to which block each text belongs, `loose` which of them are all of a block that stands by itself, `alone` which
    are all that their line or their row of a table says.
    """

    texts: tuple[TracedText, ...]
    owners: tuple[int, ...]
    loose: frozenset[int]
    alone: frozenset[int]

    @classmethod
    def of(cls, outline: Outline) -> Texts:
        """The texts of an outline, in reading order."""
        rows = _rows(outline)
        single = {id(item) for item in outline.items if isinstance(item, Block)}
        lone = single.union(_alone_in_rows(outline))
        texts: list[TracedText] = []
        owners: list[int] = []
        loose: set[int] = set()
        alone: set[int] = set()
        for number, block in enumerate(outline.blocks()):
            parts = _parts(block) if id(block) in rows else (block.text,)
            if len(parts) == 1 and id(block) in single:
                loose.add(len(texts))
            if len(parts) == 1 and id(block) in lone:
                alone.add(len(texts))
            texts += parts
            owners += [number] * len(parts)
        return cls(tuple(texts), tuple(owners), frozenset(loose), frozenset(alone))

    def together(self, mended: Sequence[TracedText]) -> list[TracedText]:
        """The texts block by block again, with the repairs where they stand in it."""
        if len(self.owners) == len(set(self.owners)):
            return list(mended)
        pairs = zip(self.owners, mended, strict=True)
        return [_joined([text for _, text in group]) for _, group in groupby(pairs, key=lambda pair: pair[0])]


def _alone_in_rows(outline: Outline) -> Iterator[int]:
    """The blocks, by identity, that are the only words of a table's row."""
    for item in outline.items:
        if not isinstance(item, Block):
            for row in item.rows:
                said = [cell.block for cell in row if cell.block.text.text.strip()]
                if len(said) == 1:
                    yield id(said[0])


def _rows(outline: Outline) -> set[int]:
    """The blocks, by identity, that stand below each other with as many elements side by side in each: rows perhaps."""
    found: set[int] = set()
    if not any(isinstance(item, Block) and item.seams for item in outline.items):
        return found
    for _, group in groupby(outline.items, key=_kind):
        run = [item for item in group if isinstance(item, Block)]
        if len(run) >= _FEWEST_ROWS and run[0].seams:
            found.update(map(id, run))
    return found


def _kind(item: object) -> object:
    """What rows of one table share: the element around them, and how many cells they have."""
    if not isinstance(item, Block) or item.text.repairs:
        return id(item)
    return item.path.rpartition("/")[0], len(item.seams)


def _parts(block: Block) -> tuple[TracedText, ...]:
    said = block.text.original
    return tuple(TracedText(said[a:b]) for a, b in pairwise((0, *block.seams[1:], len(said))))


def _joined(parts: Sequence[TracedText]) -> TracedText:
    return parts[0] if len(parts) == 1 else TracedText("".join(p.original for p in parts), tuple(_moved(parts)))


def _moved(parts: Sequence[TracedText]) -> Iterator[Repair]:
    start = 0
    for part in parts:
        yield from (replace(r, span=Span(r.span.start + start, r.span.end + start)) for r in part.repairs)
        start += len(part.original)
