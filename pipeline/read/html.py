"""HTML → Outline items: the HTML5 tree, walked once; layout tables taken apart; what is hidden or the site's own set aside."""

from __future__ import annotations

import re
from dataclasses import dataclass
from io import StringIO
from typing import TYPE_CHECKING, Final

from selectolax.lexbor import LexborDocumentOptions, LexborHTMLParser

from pipeline.outline import Block, MarkupCell, TableMarkup
from pipeline.read.chrome import Judge, head_titles, runs_of
from pipeline.read.layout import unfold
from pipeline.read.length import MOST_LINES
from pipeline.read.lines import Source
from pipeline.read.placed import with_places
from pipeline.read.styles import find_hidden_names, find_places
from pipeline.read.tame import MOST_TAGS, reopen, tame
from pipeline.read.tree import INLINE, KINDS, Run
from pipeline.read.unhide import show_hidden_body, show_hidden_tables
from pipeline.read.visible import name_marks
from pipeline.read.walk import Walker
from pipeline.traced import TracedText

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.read.page import PageRules
    from pipeline.read.tree import Node, Sheet, Slot
    from pipeline.values import Attachment

_OPTIONS: Final = int(LexborDocumentOptions.WO_EVENTS)  # else every <option> looks at all others
_SILENT: Final = frozenset({"script", "style", "template"})
_SWALLOWERS: Final = frozenset(
    {"noframes", "noembed", "textarea", "title", "iframe", "xmp", "plaintext", "style", "script", "-comment"}
)
_MOST_REOPENED: Final = 3
_AFTER_TAG = re.compile("<[^<]*|[^<]+")
_TAG_NAME = re.compile("</?[a-zA-Z][a-zA-Z0-9]{0,20}")


@dataclass(frozen=True)
class ReadMarkup:
    """What HTML holds: blocks and tables in reading order, what its head says, the files it links to, and warnings."""

    items: tuple[Block | TableMarkup, ...]
    title: str = ""
    meta: tuple[tuple[str, str], ...] = ()
    attachments: tuple[Attachment, ...] = ()
    warnings: tuple[str, ...] = ()


def read_markup(text: str, rules: PageRules) -> ReadMarkup:
    """Read a page of HTML, or any piece of it; returns for any text."""
    if text.count("<") > MOST_TAGS:
        return ReadMarkup(tuple(read_flat(text)), warnings=("too_many_tags",))
    tamed, was_cut = tame(text)
    parser, parsed = _parse(tamed)
    if parser.root is None:
        return ReadMarkup(tuple(read_flat(text)), warnings=("no_tree",))
    walker = Walker(Source(parsed, find_hidden_names(parsed), find_places(parsed)), rules)
    title = _read_head(parser, walker)
    walked = walker.walk(parser.root)
    del parser, walker  # the tree of a large page weighs as much as all that is made of its words
    table_shown = show_hidden_tables(walked.items)
    items = list(unfold(walked.items))
    was_shown = show_hidden_body(items, 1) if table_shown else show_hidden_body(items)
    verdicts = Judge(walked, rules, head_titles(title, walked.metas)).judge(items)
    blocks: list[Block | TableMarkup] = []
    for item in items:
        blocks += _assemble(item, verdicts)
    warnings = [
        name
        for name, holds in (
            ("markup_cut", was_cut),
            ("markup_reopened", parsed != tamed),
            ("hidden_table_shown", table_shown),
            ("hidden_body_shown", was_shown),
        )
        if holds
    ]
    return ReadMarkup(
        with_places(blocks, walked.spots, rules), title, tuple(walked.metas), tuple(walked.attachments), tuple(warnings)
    )


def _parse(text: str) -> tuple[LexborHTMLParser, str]:
    """The tree, and the markup that it was made from: an element that was never closed and swallowed the rest is opened."""
    parser = LexborHTMLParser(text, options=_OPTIONS)
    for _ in range(_MOST_REOPENED):
        name = _last_raw(parser.root)
        reopened = reopen(text, name) if name else None
        if reopened is None:
            break
        text = reopened
        parser = LexborHTMLParser(text, options=_OPTIONS)
    return parser, text


def _last_raw(node: Node) -> str:
    """The name of the element that ends the tree, where its contents are raw text."""
    name = ""
    while node is not None:
        name = node.tag if node.tag in _SWALLOWERS else name
        node = node.last_child
    return name


def _read_head(parser: LexborHTMLParser, walker: Walker) -> str:
    """The title; `<meta>` elements go to the walker, which meets those in the body."""
    node: Node = parser.head.first_child if parser.head is not None else None
    title: Node = None
    while node is not None:
        if node.tag == "meta":
            walker.note_meta(node.attributes)
        elif node.tag == "title" and title is None:
            title = node
        node = node.next
    title = title or parser.css_first("body title")
    return " ".join(title.text().split())[:2000] if title is not None else ""


def _assemble(item: Run | Sheet, verdicts: dict[int, str]) -> Iterator[Block | TableMarkup]:
    if isinstance(item, Run):
        yield _to_block(item, "hidden" if item.hidden else verdicts.get(item.number))
        return
    numbers = [run.number for run in runs_of(item)]
    if not numbers or any(number in verdicts for number in numbers):
        for run in runs_of(item):
            yield _to_block(run, verdicts.get(run.number))
        return
    yield TableMarkup(item.path, tuple(tuple(_to_cell(slot, runs) for slot, runs in row) for row in item.rows))


def _to_block(run: Run, set_aside: str | None) -> Block:
    return Block(run.path, TracedText(run.text), run.tag, name_marks(run.look), set_aside, run.seams)


def _to_cell(slot: Slot, runs: list[Run]) -> MarkupCell:
    if len(runs) == 1:
        text, look = runs[0].text, runs[0].look
    else:
        text = "\n".join([run.text for run in runs])
        look = -1 if runs else 0
        for run in runs:
            look &= run.look
    block = Block(slot.path, TracedText(text), slot.tag, name_marks(look))
    return MarkupCell(block, slot.row_span, slot.col_span, slot.tag == "th")


def read_flat(text: str) -> Iterator[Block]:
    """The words of markup that is too much for a tree, a line for each element that makes a block; linear whatever it holds.

    Beyond a number of lines that no notice has, the rest is one block.
    """
    line: list[str] = []
    rest = StringIO()
    number = 0
    for starts_line, words in _flat_words(text):
        if starts_line and line:
            said = " ".join("".join(line).split())
            line = []
            number += 1
            if said:
                yield Block(f"line[{number}]", TracedText(said), "line")
        if words and number < MOST_LINES:
            line.append(words)
        elif words:
            rest.write(f"\n{words}" if starts_line else words)
    said = "".join(line).strip() or rest.getvalue().strip()
    if said:
        yield Block(f"line[{number + 1}]", TracedText(said), "line")


def _flat_words(text: str) -> Iterator[tuple[bool, str]]:
    """After each tag: whether it ends the line before it, and the words that follow it."""
    until = ""
    for match in _AFTER_TAG.finditer(text):
        chunk = match.group()
        word = _TAG_NAME.match(chunk)
        name = word.group().lower().lstrip("<") if word else ""
        if until:
            is_comment = until == "-->"
            if until in chunk if is_comment else chunk.lower().startswith(until):
                yield False, chunk.partition("-->" if is_comment else ">")[2]
                until = ""
            continue
        if chunk.startswith("<!--"):
            until = "" if "-->" in chunk else "-->"
            yield False, chunk.partition("-->")[2]
        elif name in _SILENT:
            until = f"</{name}"
        else:
            said = chunk.partition(">")[2] if name else chunk
            yield bool(name) and KINDS.get(name.lstrip("/"), INLINE) != INLINE, said
