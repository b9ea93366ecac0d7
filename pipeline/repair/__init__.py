"""Outline in, repaired outline out: the visible list of passes, in the order in which they run."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.outline import Block, MarkupCell, Outline, TableMarkup
from pipeline.repair.examples import try_example
from pipeline.repair.foreign_names import note_foreign_names, undo_foreign_names
from pipeline.repair.garbles import GarbleRule, RepairRules
from pipeline.repair.injected import cues, cut_injected, find_injected
from pipeline.repair.lost_byte import restore_lost_byte
from pipeline.repair.mojibake import undo_mojibake
from pipeline.repair.numbering import restore_numbering
from pipeline.repair.pair_ends import restore_ends
from pipeline.repair.pair_marks import restore_breaks, restore_pairs
from pipeline.repair.pinyin import drop_pinyin
from pipeline.repair.residue import drop_residue
from pipeline.repair.script import convert_script
from pipeline.repair.sheet import Sheet
from pipeline.repair.substitution import cut_brand_names, note_brands, undo_substitution
from pipeline.repair.truncation import restore_lost
from pipeline.repair.width import close_labels, compose, narrow_digits
from pipeline.traced import TracedText

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pipeline.repair.sheet import Edits

    Pass = Callable[[Sheet, RepairRules], Edits]

__all__ = ["PASSES", "GarbleRule", "RepairRules", "repair_outline", "try_example"]

PASSES: tuple[Pass, ...] = (
    undo_mojibake,
    drop_residue,
    compose,
    restore_lost_byte,
    restore_breaks,
    restore_ends,
    restore_numbering,
    restore_pairs,
    restore_pairs,  # again: what came back is evidence for the rest
    cut_brand_names,
    undo_substitution,
    undo_foreign_names,
    drop_pinyin,
    convert_script,
    restore_lost,
    cut_injected,
    narrow_digits,
    close_labels,
)
"""Each looks at all texts of the page at once, and pays almost nothing where its damage is not."""
GONE = frozenset({"\ufffd", *map(chr, range(0xE000, 0xF900))})
"""U+FFFD and private-use characters: what they were nobody can say."""


def repair_outline(outline: Outline, rules: RepairRules) -> Outline:
    """The outline with every text repaired; each change is a `Repair` in its block's `TracedText`.

    What the page's head says (title, meta) is repaired with the same evidence; it has no place on the page, so no repair is kept.
    """
    blocks = list(outline.blocks())
    head = [outline.title, *(content for _, content in outline.meta)]
    texts = [*(block.text for block in blocks), *map(TracedText, head)]
    printed = sheet = Sheet(tuple(text.text for text in texts))
    for undo in PASSES:
        edits = undo(sheet, rules)
        if not edits:
            continue
        for index, repairs in edits.items():
            texts[index] = texts[index].edited(repairs)
        sheet = Sheet(tuple(text.text for text in texts), printed)
    spam = find_injected(sheet, rules)
    placed = iter([_mended(block, texts[at], at in spam) for at, block in enumerate(blocks)])
    items = tuple(next(placed) if isinstance(item, Block) else _table(item, placed) for item in outline.items)
    title, *contents = sheet.texts[len(blocks) :]
    meta = tuple((name, content) for (name, _), content in zip(outline.meta, contents, strict=True))
    notes = dict.fromkeys((*_notes(outline, sheet, rules.words("gone")), *_names_left(sheet, spam, rules)))
    return replace(outline, items=items, title=title, meta=meta, notes=tuple(notes))


def _names_left(sheet: Sheet, spam: frozenset[int], rules: RepairRules) -> tuple[tuple[str, str], ...]:
    """Notes on names that stand in the place of others and stay, because the page does not prove the right ones."""
    return (*note_brands(sheet, spam, rules), *note_foreign_names(sheet, rules))


def _notes(outline: Outline, sheet: Sheet, gone: frozenset[str]) -> tuple[tuple[str, str], ...]:
    """The page's notes, and one more where characters are lost for good; `gone` are words that loss leaves behind."""
    leavings = cues(gone, sheet.characters)
    if not (leavings or sheet.characters & GONE):
        return outline.notes
    count = sum(character in GONE for character in sheet.joined) + sum(sheet.joined.count(word) for word in leavings)
    if not count:
        return outline.notes
    note = ("warning", f"{count} characters are lost or private and stay as they are printed")
    return outline.notes if note in outline.notes else (*outline.notes, note)


def _mended(block: Block, text: TracedText, is_spam: object) -> Block:
    """The block with its repaired text, set aside where all of it is spam."""
    mended = block if block.text is text else block.with_text(text)
    return replace(mended, set_aside="injected") if is_spam and block.set_aside is None else mended


def _table(table: TableMarkup, placed: Iterator[Block]) -> TableMarkup:
    rows = tuple(tuple(_cell(cell, next(placed)) for cell in row) for row in table.rows)
    return replace(table, rows=rows)


def _cell(cell: MarkupCell, block: Block) -> MarkupCell:
    return cell if block is cell.block else replace(cell, block=block)
