"""An HTML5 tree → runs of words and raw tables, in reading order: one pass, no recursion, time linear in the tree."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from pipeline.read import visible
from pipeline.read.page import BODY
from pipeline.read.tree import (
    BLOCK,
    BREAK,
    CELL,
    CELLS,
    INLINE,
    KINDS,
    LOOKS,
    META,
    ROW,
    SKIP,
    SMALL,
    TABLE,
    Around,
    Frame,
    Slot,
    Table,
    Walked,
)
from pipeline.read.visible import FILE, GONE, GROUND, HIDDEN, LINK, UNSEEN
from pipeline.read.writer import Writer
from pipeline.values import Attachment

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from pipeline.read.lines import Source
    from pipeline.read.page import PageRules
    from pipeline.read.tree import Node

_DIGITS = re.compile(r"\s{0,9}(\d{1,9})")
_TINY: Final = 10
_MOST_ROWS: Final = 65534
_MOST_COLUMNS: Final = 1000
_UNALIGNED: Final = frozenset({"table", "marquee", "select"})


class Walker:
    """One walk over one tree."""

    def __init__(self, source: Source, rules: PageRules) -> None:
        self.hidden_names = source.hidden_names
        self.looks = LOOKS | {name: LOOKS.get(name, 0) | GONE for name in source.hidden_names if name[0].isalpha()}
        self.rules = rules
        self.found = Walked()
        self.writer = Writer(source)
        self.effects: dict[str, visible.Effect] = {}
        self.named: dict[str, int] = {}
        self.is_placed = source.is_placed
        self.places = source.places

    def walk(self, root: Node) -> Walked:
        """Read the tree under `root`, the `html` element."""
        writer = self.writer
        frame = top = self._open_top()
        node: Node = root.first_child
        while True:
            if node is None:
                if frame.kind != INLINE:
                    self._leave(frame)
                    if frame is top:
                        return self.found
                elif frame.file is not None:
                    self._attach(frame, frame.file)
                node = frame.after
                frame = frame.parent
                continue
            tag = node.tag
            if tag == "-text":
                text = node.text_content
                if text and (writer.pieces or not text.isspace()):
                    writer.say(text, frame.look, frame)
                node = node.next
                continue
            kind = KINDS.get(tag, INLINE)
            if kind == INLINE and self.is_placed and self._spot(node.attributes) is not None:
                kind = BLOCK  # an element that is placed on its own is no part of the line around it
            child = self._enter_inline(node, tag, frame) if kind == INLINE else self._enter_block(node, kind, frame)
            if child is None:
                node = node.next
            else:
                child.after = node.next
                node = node.first_child
                frame = child

    def _open_top(self) -> Frame:
        top = Frame(Around(self.found.items), "html", 1, 0)  # type: ignore[arg-type]  # it has all that a child takes over
        top.path = "/html[1]"
        top.kind = BLOCK
        self.found.parents.append(0)
        self.found.roles.append(0)
        return top

    def _enter_inline(self, node: Node, tag: str, frame: Frame) -> Frame | None:
        """Open an element inside a line; None where no more than its words had to be read."""
        writer = self.writer
        counts = frame.counts
        if counts is None:
            counts = frame.counts = {}
        index = counts[tag] = counts.get(tag, 0) + 1
        first = node.first_child
        if first is None:
            if frame.kind == BLOCK and tag in CELLS:
                writer.pieces.append(("", frame.look, frame))  # a blank cell of a row drawn with such elements
            return None
        attributes = node.attributes
        look = frame.look | self.looks.get(tag, 0)
        if attributes:
            look = self._look(tag, attributes, look)
        if tag == "a":
            return self._follow(attributes, Frame(frame, tag, index, look))
        if not look & UNSEEN and first.next is None and first.tag == "-text":
            writer.say(first.text_content or "", look, frame)
            return None
        return Frame(frame, tag, index, look)

    def _enter_block(self, node: Node, kind: int, frame: Frame) -> Frame | None:
        """Open an element that ends the line before it; None for one that holds nothing to read."""
        if kind == SKIP:
            return None
        if kind == BREAK:
            self.writer.break_line(frame)
            return None
        attributes = node.attributes
        if kind == META:
            self.note_meta(attributes)
            return None
        if self.writer.pieces:
            self.writer.flush()
        tag: str = node.tag
        counts = frame.counts
        if counts is None:
            counts = frame.counts = {}
        index = counts[tag] = counts.get(tag, 0) + 1
        look = frame.look | self.looks.get(tag, 0)
        child = Frame(frame, tag, index, self._look(tag, attributes, look) if attributes else look)
        child.kind = kind
        if kind != BLOCK or self.is_placed:
            self._open_part(attributes, child)
        if tag not in SMALL or "class" in attributes or "id" in attributes:
            self._open_box(attributes, child)
        first = node.first_child
        if first is None and kind != TABLE:
            return None
        if first is None or first.tag != "-text" or first.next is not None:
            return child
        self.writer.say(first.text_content or "", child.look, child)
        self._leave(child)
        return None

    def _open_part(self, attributes: Mapping[str, str | None], child: Frame) -> None:
        """Begin a table, a row or a cell, or words that have their place on the paper."""
        if child.kind == CELL:
            self._open_cell(attributes, child)
        elif child.kind == TABLE:
            child.table = Table(self.writer.path_of(child), child.element)
        elif child.kind == ROW and child.table is not None:
            if child.look & GONE:
                child.table.hidden_rows.add(len(child.table.rows))
            child.table.rows.append([])
        elif child.kind == BLOCK and (spot := self._spot(attributes)) is not None:
            self.found.spots[self.writer.path_of(child)] = spot

    def _spot(self, attributes: Mapping[str, str | None]) -> tuple[float, float] | None:
        """Where the style of an element, or that of its classes, places it."""
        style = attributes.get("style") or ""
        if self.places:
            said = [self.places[name] for name in (attributes.get("class") or "").split() if name in self.places]
            style = ";".join([*said, style])
        return visible.spot_of(style)

    def _open_box(self, attributes: Mapping[str, str | None], child: Frame) -> None:
        """Note the role that an element's names claim; number it, unless it is small and claims nothing."""
        names = f"{attributes.get('class') or ''} {attributes.get('id') or ''}" if attributes else " "
        role = self.named.get(names)
        if role is None:
            role = self.named[names] = self.rules.role_of(names)
        role |= self.rules.tags.get(child.tag, 0)
        if not role and child.tag in SMALL:
            return
        self.found.parents.append(child.element)
        self.found.roles.append(role)
        child.element = len(self.found.roles) - 1
        slot = child.slot if role & BODY else None
        while slot is not None and not slot.content.is_body:
            slot.content.is_body = True
            slot = slot.outer

    def _open_cell(self, attributes: Mapping[str, str | None], child: Frame) -> None:
        if child.table is None:
            return
        slot = Slot(self.writer.path_of(child), child.tag, child.slot)
        if attributes:
            slot.row_span = min(_span(attributes.get("rowspan"), zero=_MOST_ROWS), _MOST_ROWS)
            slot.col_span = min(_span(attributes.get("colspan"), zero=1), _MOST_COLUMNS)
        slot.hidden = bool(child.look & GONE)
        child.items = slot.items
        child.slot = slot
        child.table.rows[-1].append(slot)

    def _leave(self, frame: Frame) -> None:
        if self.writer.pieces:
            self.writer.flush()
        if frame.kind == TABLE and frame.table is not None and frame.table.rows:
            frame.items.append(frame.table)

    def _look(self, tag: str, attributes: Mapping[str, str | None], look: int) -> int:
        style = attributes.get("style")
        if style:
            effect = self.effects.get(style)
            if effect is None:
                effect = self.effects[style] = visible.style_effect(style[: visible.LONGEST_STYLE])
            look = look & ~effect[0] | effect[1]
        for name in attributes:
            if name in _ATTRIBUTES:
                value = attributes[name]
                if value and not (name == "align" and tag in _UNALIGNED):
                    clear, come = _ATTRIBUTES[name](value)
                    look = look & ~clear | come
                elif name == "hidden":
                    look |= GONE
        if tag == "marquee" and _is_tiny(attributes):
            look |= GONE
        if self.hidden_names:
            names = [f".{name}" for name in (attributes.get("class") or "").split()] + [f"#{attributes.get('id') or ''}"]
            names += [f"[{name}]" for name in attributes]
            if not self.hidden_names.isdisjoint(names):
                look |= GONE
        return look

    def _follow(self, attributes: Mapping[str, str | None], child: Frame) -> Frame:
        """A link: to a page, which makes its words navigation, or to a file."""
        href = attributes.get("href")
        if href and self.rules.file_type(href):
            child.look |= FILE
            child.file = (href, attributes.get("title") or "", len(self.writer.pieces))
        elif href or attributes.get("onclick"):
            child.look |= LINK
            child.file = (href or "", "", len(self.writer.pieces))
        return child

    def _attach(self, frame: Frame, file: tuple[str, str, int]) -> None:
        """Note a linked file when its link ends: by then its words are known."""
        href, title, start = file
        writer = self.writer
        words = "".join([text for text, _, _ in writer.pieces[start:]]).replace("\x00", " ").strip()
        kind = self.rules.file_type(href) or (self.rules.file_type(words) if "." in words else None)
        if kind is None or frame.look & HIDDEN:
            return
        writer.pieces[start:] = [(text, look & ~LINK | FILE, holder) for text, look, holder in writer.pieces[start:]]
        writer.union |= FILE
        name = " ".join((words or title or href.rsplit("/", 1)[-1]).split())
        self.found.attachments.append(Attachment(name[:500], href[:4000], kind))

    def note_meta(self, attributes: Mapping[str, str | None]) -> None:
        """A `<meta>` element: what it says of the page, or where it says that the content begins and ends."""
        name = attributes.get("name") or attributes.get("property") or attributes.get("http-equiv") or ""
        if name.lower() in {"contentstart", "contentend"}:
            self.writer.flush()
            self.found.marked.append(self.writer.numbered)
        elif name:
            self.found.metas.append((name, (attributes.get("content") or "").strip()))


def _span(value: str | None, *, zero: int) -> int:
    """How many rows or columns a cell claims; 1 where nothing readable stands there."""
    match = _DIGITS.match(value) if value else None
    return (int(match.group(1)) or zero) if match else 1


def _is_tiny(attributes: Mapping[str, str | None]) -> bool:
    sides = [_DIGITS.match(attributes.get(side) or "") for side in ("width", "height")]
    return any(match is not None and int(match.group(1)) <= _TINY for match in sides)


_ATTRIBUTES: Final[Mapping[str, Callable[[str], visible.Effect]]] = {
    "align": visible.align_effect,
    "color": visible.colour_effect,
    "bgcolor": visible.ground_effect,
    "background": lambda _: (0, GROUND),
    "hidden": lambda _: (0, GONE),
}
