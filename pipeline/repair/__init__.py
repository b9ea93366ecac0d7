"""Outline in, repaired outline out: the visible list of passes, in the order in which they run."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.outline import Block, MarkupCell, Outline, TableMarkup
from pipeline.repair.cells import Texts
from pipeline.repair.counted.lost_indents import drop_lost_indents
from pipeline.repair.counted.numbering import restore_numbering
from pipeline.repair.counted.run_in import part_run_in_numbers
from pipeline.repair.counted.torn import restore_torn_numbers
from pipeline.repair.examples import try_example
from pipeline.repair.garbles import GarbleRule, RepairRules
from pipeline.repair.losses import losses
from pipeline.repair.lost_byte.half_letters import restore_half_letters
from pipeline.repair.lost_byte.restore import restore_lost_byte
from pipeline.repair.misread.escapes import read_escapes
from pipeline.repair.misread.inlaid import undo_inlaid
from pipeline.repair.misread.mojibake import undo_mojibake
from pipeline.repair.neighbours.restore import restore_from_neighbours
from pipeline.repair.pairs.ends import restore_ends
from pipeline.repair.pairs.marks import restore_breaks, restore_numbers, restore_pairs
from pipeline.repair.sheet import Sheet
from pipeline.repair.stand_ins import mark_boxes
from pipeline.repair.strays.banners import find_banners
from pipeline.repair.strays.injected import cut_injected, find_injected
from pipeline.repair.strays.lone_lines import find_lone_lines
from pipeline.repair.strays.markdown import drop_markdown
from pipeline.repair.strays.page_tail import cut_page_tail
from pipeline.repair.strays.residue import drop_residue
from pipeline.repair.strays.strewn import drop_strewn
from pipeline.repair.strays.torn_tags import drop_torn_tags
from pipeline.repair.strays.wedged import cut_wedged
from pipeline.repair.substitution.foreign_names import note_foreign_names, undo_foreign_names
from pipeline.repair.substitution.restore import cut_brand_names, note_brands, undo_substitution
from pipeline.repair.substitution.witnesses import agree_on_issuer
from pipeline.repair.truncation import drop_private, restore_dates, restore_lost
from pipeline.repair.writing.pinyin import drop_pinyin
from pipeline.repair.writing.radicals import fold_radicals
from pipeline.repair.writing.script import convert_script
from pipeline.repair.writing.stray_script import convert_strays
from pipeline.repair.writing.width import close_labels, close_words, compose, narrow_digits
from pipeline.traced import TracedText
from pipeline.values import Repair, Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pipeline.repair.sheet import Edits

    Pass = Callable[[Sheet, RepairRules], Edits]

__all__ = ["PASSES", "GarbleRule", "RepairRules", "repair_outline", "try_example"]

PASSES: tuple[Pass, ...] = (
    read_escapes,
    undo_mojibake,
    undo_inlaid,
    drop_residue,
    mark_boxes,
    drop_markdown,
    compose,
    fold_radicals,
    drop_strewn,
    restore_lost_byte,
    restore_lost_byte,
    restore_half_letters,
    restore_breaks,
    drop_torn_tags,
    restore_from_neighbours,
    restore_ends,
    restore_numbering,
    restore_pairs,
    restore_numbers,
    drop_pinyin,
    agree_on_issuer,
    cut_brand_names,
    cut_wedged,
    undo_substitution,
    undo_foreign_names,
    convert_script,
    convert_strays,
    restore_dates,
    restore_lost,
    drop_private,
    drop_lost_indents,
    restore_torn_numbers,
    cut_injected,
    cut_page_tail,
    narrow_digits,
    part_run_in_numbers,
    close_labels,
    close_words,
)
"""Each looks at all texts of the page at once, and pays almost nothing where its damage is not."""
TITLE = "/html[1]/head[1]/title[1]"
CELL_SURE = 0.9


def repair_outline(outline: Outline, rules: RepairRules) -> Outline:
    """The outline with every text repaired; each change is a `Repair` in its block's `TracedText`.

    What the page's head says (title, meta) is repaired with the same evidence; its repairs are the outline's `head_repairs`.
    Advertisements are set aside where they are a block, and taken out where they stand in a table or in the head.
    """
    blocks = list(outline.blocks())
    cut = Texts.of(outline)
    head = _head(outline)
    texts = [*cut.texts, *(TracedText(text) for _, text in head)]
    printed = sheet = Sheet(tuple(text.text for text in texts))
    for undo in PASSES:
        edits = undo(sheet, rules)
        if edits:
            sheet = _edited(texts, edits, sheet, printed)
    spam = find_injected(sheet, rules) | find_banners(sheet, cut.alone, rules)
    inside = {at: [_emptied(texts[at])] for at in spam - cut.loose}
    if inside:
        sheet = _edited(texts, inside, sheet, printed)
    aside = frozenset(at for at, owner in enumerate(cut.owners) if blocks[owner].set_aside is not None)
    notes = (*note_brands(sheet, spam | aside, rules), *note_foreign_names(sheet, rules))
    mended = cut.together(texts[: len(cut.texts)])
    own = [(block.path, text) for block, text in zip(blocks, mended, strict=True) if block.set_aside is None]
    spoilt = {cut.owners[at] for at in spam & cut.loose}
    placed = [_mended(block, mended[at], at in spoilt) for at, block in enumerate(blocks)]
    lone = find_lone_lines(placed, {cut.owners[at] for at in cut.loose}, rules)
    placed = [_mended(block, block.text, at in lone) for at, block in enumerate(placed)] if lone else placed
    title, *contents = sheet.texts[len(cut.texts) :]
    mended_head = zip(head, texts[len(cut.texts) :], strict=True)
    return replace(
        outline,
        items=outline.items if placed == blocks else _items(outline, iter(placed)),
        title=title,
        meta=tuple((name, content) for (name, _), content in zip(outline.meta, contents, strict=True)),
        notes=tuple(dict.fromkeys((*outline.notes, *notes, *(("foreign_name", placed[at].text.text) for at in sorted(lone))))),
        head_repairs=tuple((path, repair) for (path, _), text in mended_head for repair in text.repairs),
        losses=losses(own, sheet, rules),
    )


def _head(outline: Outline) -> list[tuple[str, str]]:
    """What the head of the page says, with its paths."""
    return [(TITLE, outline.title), *((f'/html[1]/head[1]/meta[@name="{name}"]', content) for name, content in outline.meta)]


def _edited(texts: list[TracedText], edits: Edits, sheet: Sheet, printed: Sheet) -> Sheet:
    """Put the edits into the texts, and give the sheet of the texts as they are then."""
    for index, repairs in edits.items():
        texts[index] = texts[index].edited(repairs)
    return sheet.edited(edits, tuple(text.text for text in texts), printed)


def _emptied(text: TracedText) -> Repair:
    said = text.text
    return Repair(Span(0, len(said)), said, "", "injected.cell", "injected_markup", CELL_SURE, certain=False)


def _mended(block: Block, text: TracedText, is_spam: object) -> Block:
    """The block with its repaired text, set aside where all of it is spam."""
    mended = block if block.text is text else block.with_text(text)
    return replace(mended, set_aside="injected") if is_spam and block.set_aside is None else mended


def _items(outline: Outline, placed: Iterator[Block]) -> tuple[Block | TableMarkup, ...]:
    return tuple(next(placed) if isinstance(item, Block) else _table(item, placed) for item in outline.items)


def _table(table: TableMarkup, placed: Iterator[Block]) -> TableMarkup:
    rows = tuple(tuple(_cell(cell, next(placed)) for cell in row) for row in table.rows)
    return replace(table, rows=rows)


def _cell(cell: MarkupCell, block: Block) -> MarkupCell:
    return cell if block is cell.block else replace(cell, block=block)
