"""An HTML5 tree → runs of words and raw tables, in reading order: one pass, no recursion, time linear in the tree.

What is kept of the tree is what the later steps ask for: each run's path and look, each cell's contents, and for every element
that makes a block its parent and the role that its id and class claim.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from pipeline.read import visible
from pipeline.read.visible import FILE, GONE, GROUND, HIDDEN, KEPT_LINES, LINK, NOTHING, WHITE

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from pipeline.values import Attachment

Node = Any
"""A node of selectolax's tree."""

_INLINE, _BLOCK, _BREAK, _SKIP, _TABLE, _ROW, _CELL, _META, _RAW, _CONTROL, _PART = range(11)

_BLOCKS = (
    "html body address article aside blockquote center dd details dialog dir div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 "
    "h5 h6 header hgroup hr legend li listing main menu nav ol p plaintext pre search section summary ul xmp caption frameset marquee"
)
_KINDS: Final[dict[str, int]] = (
    dict.fromkeys(_BLOCKS.split(), _BLOCK)
    | dict.fromkeys("-comment -doctype script style template noscript head title iframe object audio video canvas link base img".split(), _SKIP)
    | dict.fromkeys("input embed source track param area wbr col colgroup frame bgsound keygen".split(), _SKIP)
    | dict.fromkeys("thead tbody tfoot".split(), _PART)
    | dict.fromkeys("noframes noembed textarea".split(), _RAW)
    | dict.fromkeys("select button datalist optgroup option".split(), _CONTROL)
    | {"br": _BREAK, "table": _TABLE, "tr": _ROW, "td": _CELL, "th": _CELL, "meta": _META}
)
_TAG_LOOK: Final[dict[str, int]] = (
    dict.fromkeys("b strong".split(), visible.BOLD)
    | dict.fromkeys("h1 h2 h3 h4 h5 h6".split(), visible.BOLD | visible.HEADING)
    | dict.fromkeys("pre listing xmp plaintext textarea".split(), KEPT_LINES)
    | dict.fromkeys("noframes noembed textarea".split(), GONE)
    | dict.fromkeys("select button datalist optgroup option".split(), visible.CONTROL)
    | {"center": visible.CENTER, "th": visible.BOLD | visible.CENTER}
)
_BREAK_MARK: Final = "\x00"
_SPACE = re.compile(r"[ \t\n\r\f]+")
_ROUGH = re.compile(r"[\t\n\r\f]|  ")
_BLANK = " \t\n\r\f\v\xa0\u3000\u200b\u200c\u200d\ufeff\u2060"
_LINE_END = re.compile(r"[ \t]*(?:\r\n?|\n)[ \t]*")
_MARKUP = re.compile(r"<[^<>]{0,2000}>")
_MAX_PATH: Final = 400


class Run:
    """Words that stand together: a paragraph's, a line's, or those of a hidden element."""

    __slots__ = ("element", "files", "hidden", "links", "marks", "path", "plain", "tag", "text")

    def __init__(self, path: str, tag: str, text: str, element: int) -> None:
        self.path = path
        self.tag = tag
        self.text = text
        self.element = element
        self.marks = 0
        self.links = 0  # characters inside links
        self.plain = 0  # characters outside of them
        self.files = False
        self.hidden = False


class Slot:
    """A cell as marked up, with what stands in it."""

    __slots__ = ("col_span", "element", "hidden", "is_header", "items", "path", "row_span")

    def __init__(self, path: str, element: int) -> None:
        self.path = path
        self.element = element
        self.items: list[Run | Table] = []
        self.row_span = 1
        self.col_span = 1
        self.is_header = False
        self.hidden = False


class Table:
    """A table as marked up, before anybody decides whether it is data or layout."""

    __slots__ = ("element", "path", "rows")

    def __init__(self, path: str, element: int) -> None:
        self.path = path
        self.element = element
        self.rows: list[list[Slot]] = []


Item = Run | Table


@dataclass
class Walked:
    """What one pass over the tree collects. `parents` and `roles` are indexed by element number; parents come first."""

    items: list[Item] = field(default_factory=list)
    parents: list[int] = field(default_factory=list)
    roles: list[int] = field(default_factory=list)
    metas: list[tuple[str, str]] = field(default_factory=list)
    attachments: list[Attachment] = field(default_factory=list)
    marked: tuple[int, int] | None = None  # elements numbered in this half-open range stand between the page's own marks


class Frame:
    """An open element of the walk."""

    __slots__ = ("after", "counts", "element", "file", "index", "items", "kind", "look", "parent", "path", "runs", "table", "tag")

    def __init__(self, parent: Frame | None, tag: str, index: int) -> None:
        self.parent = parent
        self.tag = tag
        self.index = index
        self.counts: dict[str, int] | None = None
        self.path: str | None = None
        self.kind = _BLOCK
        self.runs = 0
        self.after: Node = None
        self.file: tuple[str, str, int] | None = None
        if parent is not None:
            self.look: int = parent.look
            self.element: int = parent.element
            self.items: list[Item] = parent.items
            self.table: Table | None = parent.table
        else:
            self.look = 0
            self.element = 0
            self.items = []
            self.table = None


class Walker:
    """One walk over one tree. `pieces` are the words of the run that is being read, each with its look and its frame."""

    def __init__(self, rules: PageRules, sheet: frozenset[str], *, wrapped: Callable[[], bool]) -> None:
        self.rules = rules
        self.sheet = sheet
        self.wrapped = wrapped
        self.found = Walked()
        self.pieces: list[tuple[str, int, Frame]] = []
        self.home: Frame | None = None
        self.numbered = 0
        self.deep = 0
        self.effects: dict[str, tuple[int, int]] = {}
        self.named: dict[str, int] = {}

    def walk(self, root: Node) -> Walked:
        """Read the tree under `root`, which is the `html` element."""
        frame: Frame = self._open_root()
        top = frame
        node: Node = root.first_child
        while True:
            if node is None:
                self._leave(frame)
                if frame is top or frame.parent is None:
                    break
                node = frame.after
                frame = frame.parent
                continue
            tag = node.tag
            if tag == "-text":
                text = node.text_content
                if text:
                    self._say(text, frame)
                node = node.next
                continue
            kind = _KINDS.get(tag, _INLINE)
            child = self._enter(node, tag, frame) if kind != _SKIP else None
            if child is None:
                if tag[:1] != "-":
                    frame.count(tag)
                node = node.next
            else:
                child.after = node.next
                frame = child
                node = node.first_child
        return self.found
