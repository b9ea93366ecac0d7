"""An HTML5 tree → runs of words and raw tables, in reading order: one pass, no recursion, time linear in the tree."""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING, Final

from pipeline.read import visible
from pipeline.read.tree import BLOCK, BREAK, CELL, INLINE, KINDS, LOOKS, META, PART, RAW, ROW, SKIP, TABLE, Around, Frame, Run, Slot, Table, Walked
from pipeline.read.visible import FILE, GONE, GROUND, HEADING, HIDDEN, KEPT_LINES, LINK, UNSEEN, WHITE
from pipeline.values import Attachment

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipeline.read.lines import Source
    from pipeline.read.page import PageRules
    from pipeline.read.tree import Node

_WHITE = " \t\n\r\f"
_BLANK = " \t\n\r\f\v\x00\xa0\u3000\u200b\u200c\u200d\ufeff\u2060"
_MARKUP = re.compile(r"<[^<>]{0,2000}>")
_DIGITS = re.compile(r"\s{0,9}(\d{1,9})")
_MAX_PATH: Final = 400
_MAX_NAME: Final = 24
_MOST_ROWS: Final = 65534
_MOST_COLUMNS: Final = 1000
_UNALIGNED: Final = frozenset({"table", "marquee", "select"})


class Walker:
    """One walk over one tree. `pieces` are the words of the run that is being read: text, look, and the element that holds it."""

    def __init__(self, source: Source, rules: PageRules) -> None:
        self.source = source
        self.rules = rules
        self.found = Walked()
        self.pieces: list[tuple[str, int, Frame]] = []
        self.union = 0
        self.numbered = 0
        self.deep = 0
        self.effects: dict[str, visible.Effect] = {}
        self.named: dict[str, int] = {}

    def walk(self, root: Node) -> Walked:
        """Read the tree under `root`, the `html` element."""
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
                self._say(node.text_content or "", frame.look, frame)
                node = node.next
                continue
            kind = KINDS.get(tag, INLINE)
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
        counts = frame.counts
        if counts is None:
            counts = frame.counts = {}
        index = counts[tag] = counts.get(tag, 0) + 1
        first = node.first_child
        if first is None:
            return None
        attributes = node.attributes
        look = frame.look | LOOKS.get(tag, 0)
        if attributes:
            look = self._look(tag, attributes, look)
        if tag == "a":
            return self._follow(attributes, Frame(frame, tag, index, look))
        if not look & UNSEEN and first.next is None and first.tag == "-text":
            self._say(first.text_content or "", look, frame)
            return None
        return Frame(frame, tag, index, look)

    def _enter_block(self, node: Node, kind: int, frame: Frame) -> Frame | None:
        """Open an element that ends the line before it; None for one that holds nothing to read."""
        if kind == SKIP:
            return None
        if kind == BREAK:
            self.pieces.append(("\x00", frame.look, frame))
            return None
        attributes = node.attributes
        if kind == META:
            self.note_meta(attributes)
            return None
        if self.pieces:
            self._flush()
        tag: str = node.tag
        counts = frame.counts
        if counts is None:
            counts = frame.counts = {}
        index = counts[tag] = counts.get(tag, 0) + 1
        look = frame.look | LOOKS.get(tag, 0)
        child = Frame(frame, tag, index, self._look(tag, attributes, look) if attributes else look)
        child.kind = kind
        if kind == ROW:
            if child.table is not None:
                child.table.rows.append([])
        elif kind != PART:
            self._open_box(attributes, child)
        return child

    def _open_box(self, attributes: Mapping[str, str | None], child: Frame) -> None:
        """Number the element, note the role that its names claim, and begin a table or a cell."""
        found = self.found
        role = self.rules.tags.get(child.tag, 0)
        if attributes:
            names = f"{attributes.get('class') or ''} {attributes.get('id') or ''}"
            claimed = self.named.get(names)
            if claimed is None:
                claimed = self.named[names] = self.rules.role_of(names)
            role |= claimed
        found.parents.append(child.element)
        found.roles.append(role)
        child.element = len(found.roles) - 1
        if child.kind == TABLE:
            child.table = Table(self._path(child), child.element)
        elif child.kind == CELL and child.table is not None:
            slot = Slot(self._path(child), child.tag, child.element)
            if attributes:
                slot.row_span = min(_span(attributes.get("rowspan"), zero=_MOST_ROWS), _MOST_ROWS)
                slot.col_span = min(_span(attributes.get("colspan"), zero=1), _MOST_COLUMNS)
            slot.hidden = bool(child.look & GONE)
            child.items = slot.items
            child.table.rows[-1].append(slot)

    def _leave(self, frame: Frame) -> None:
        if self.pieces:
            self._flush()
        if frame.kind == TABLE and frame.table is not None:
            if frame.table.rows:
                frame.items.append(frame.table)

    def _look(self, tag: str, attributes: Mapping[str, str | None], look: int) -> int:
        style = attributes.get("style")
        if style:
            effect = self.effects.get(style)
            if effect is None:
                effect = self.effects[style] = visible.style_effect(style[:4000])
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
        if self.source.hidden_names:
            names = [f".{name}" for name in (attributes.get("class") or "").split()] + [f"#{attributes.get('id') or ''}"]
            if not self.source.hidden_names.isdisjoint(names):
                look |= GONE
        return look

    def _follow(self, attributes: Mapping[str, str | None], child: Frame) -> Frame:
        """A link: to a page, which makes its words navigation, or to a file."""
        href = attributes.get("href")
        if href and self.rules.file_type(href):
            child.look |= FILE
            child.file = (href, attributes.get("title") or "", len(self.pieces))
        elif href or attributes.get("onclick"):
            child.look |= LINK
            child.file = (href or "", "", len(self.pieces))
        return child

    def _attach(self, frame: Frame, file: tuple[str, str, int]) -> None:
        """Note a linked file when its link ends: by then its words are known."""
        href, title, start = file
        words = "".join([text for text, _, _ in self.pieces[start:]]).replace("\x00", " ").strip()
        kind = self.rules.file_type(href) or (self.rules.file_type(words) if "." in words else None)
        if kind is None or frame.look & HIDDEN:
            return
        self.pieces[start:] = [(text, look & ~LINK | FILE, holder) for text, look, holder in self.pieces[start:]]
        self.union |= FILE
        name = " ".join((words or title or href.rsplit("/", 1)[-1]).split())
        self.found.attachments.append(Attachment(name[:500], href[:4000], kind))

    def note_meta(self, attributes: Mapping[str, str | None]) -> None:
        """A `<meta>` element: what it says of the page, or where it says that the content begins and ends."""
        name = attributes.get("name") or attributes.get("property") or attributes.get("http-equiv") or ""
        if name.lower() in {"contentstart", "contentend"}:
            self._flush()
            self.found.marked.append(self.numbered)
        elif name:
            self.found.metas.append((name, (attributes.get("content") or "").strip()))

    def _path(self, frame: Frame) -> str:
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

    def _say(self, text: str, look: int, frame: Frame) -> None:
        if look & KEPT_LINES:
            text = self.source.kept(text)
        elif not text.strip(_WHITE):
            if self.pieces:
                self.pieces.append((" ", look, frame))
            return
        elif frame.tag in RAW:
            text = _MARKUP.sub("\x00", text)
        elif "\n" in text or "\r" in text:
            text = self.source.joined(text)
        self.union |= look
        self.pieces.append((text, look, frame))

    def _flush(self) -> None:
        """End the run that is being read: one run of what is seen, and one of each hidden stretch."""
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

    def _emit(self, pieces: list[tuple[str, int, Frame]], owner: Frame, block: Frame) -> Run | None:
        text = self.source.settled("".join([text for text, _, _ in pieces]) if len(pieces) > 1 else pieces[0][0] if pieces else "")
        if not text or not text.strip(_BLANK):
            return None
        path = owner.path or self._path(owner)
        owner.runs += 1
        run = Run(path if owner.runs == 1 else f"{path}/text()[{owner.runs}]", block.tag, text)
        run.element = block.element
        run.number = self.numbered
        self.numbered += 1
        look = -1
        for words, shown, _ in pieces:
            size = len(words)
            if size < 4 and not words.strip(_BLANK):
                continue
            look &= shown
            if shown & LINK:
                run.links += size
            else:
                run.plain += size
                run.files = run.files or bool(shown & FILE)
        run.look = look
        block.items.append(run)
        return run


def _is_white(look: int) -> bool:
    return bool(look & WHITE) and not look & GROUND


def _span(value: str | None, *, zero: int) -> int:
    """How many rows or columns a cell claims; 1 where nothing readable stands there."""
    match = _DIGITS.match(value) if value else None
    return (int(match.group(1)) or zero) if match else 1


def _is_tiny(attributes: Mapping[str, str | None]) -> bool:
    sides = [_DIGITS.match(attributes.get(side) or "") for side in ("width", "height")]
    return any(match is not None and int(match.group(1)) <= 10 for match in sides)


_ATTRIBUTES: Final = {
    "align": visible.align_effect,
    "color": visible.colour_effect,
    "bgcolor": visible.ground_effect,
    "background": lambda _: (0, GROUND),
    "hidden": lambda _: (0, GONE),
}
