"""Outline in, repaired outline out: the visible list of passes, in the order in which they run."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.outline import Block, Outline, TableMarkup
from pipeline.repair.mojibake import undo_mojibake
from pipeline.repair.numbering import restore_numbering
from pipeline.repair.pair_ends import restore_ends
from pipeline.repair.pair_marks import restore_pairs
from pipeline.repair.script import convert_script
from pipeline.repair.sheet import Sheet

if TYPE_CHECKING:
    from collections.abc import Callable

    from pipeline.repair.garbles import RepairRules
    from pipeline.repair.sheet import Edits

    Pass = Callable[[Sheet, RepairRules], Edits]

PASSES: tuple[Pass, ...] = (
    undo_mojibake,
    restore_ends,
    restore_numbering,
    restore_pairs,
    convert_script,
)
"""Each looks at all texts of the page at once, and pays almost nothing where its damage is not."""


def repair_outline(outline: Outline, rules: RepairRules) -> Outline:
    """The outline with every text repaired; each change is a `Repair` in its block's `TracedText`."""
    blocks = list(outline.blocks())
    texts = [block.text for block in blocks]
    for undo in PASSES:
        edits = undo(Sheet(tuple(text.text for text in texts)), rules)
        for index, repairs in edits.items():
            texts[index] = texts[index].edited(repairs)
    mended = iter([b if b.text is t else b.with_text(t) for b, t in zip(blocks, texts, strict=True)])
    items = tuple(next(mended) if isinstance(item, Block) else _table(item, mended) for item in outline.items)
    return replace(outline, items=items)


def _table(table: TableMarkup, mended) -> TableMarkup:
    rows = tuple(tuple(replace(cell, block=next(mended)) for cell in row) for row in table.rows)
    return replace(table, rows=rows)
