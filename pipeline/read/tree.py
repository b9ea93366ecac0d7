"""What one pass over an HTML tree leaves: runs of words, and tables of which nobody has decided yet whether they are data."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from pipeline.read import visible

if TYPE_CHECKING:
    from pipeline.values import Attachment

Node = Any
"""A node of selectolax's tree."""


def _words(names: str) -> list[str]:
    return names.split()


INLINE, BLOCK, BREAK, SKIP, TABLE, ROW, CELL, META, PART = range(9)

KINDS: Final[dict[str, int]] = (
    dict.fromkeys(
        _words("html body address article aside blockquote center dd details dialog dir div dl dt fieldset figcaption"), BLOCK
    )
    | dict.fromkeys(_words("figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr legend li listing main menu nav ol p"), BLOCK)
    | dict.fromkeys(_words("plaintext pre search section summary ul xmp caption frameset marquee noframes noembed"), BLOCK)
    | dict.fromkeys(_words("textarea select button datalist optgroup option"), BLOCK)
    | dict.fromkeys(_words("-comment -doctype script style template noscript head title iframe object audio video"), SKIP)
    | dict.fromkeys(
        _words("canvas link base img input embed source track param area wbr col colgroup frame bgsound keygen"), SKIP
    )
    | dict.fromkeys(_words("thead tbody tfoot"), PART)
    | {"br": BREAK, "table": TABLE, "tr": ROW, "td": CELL, "th": CELL, "meta": META}
)
"""What an element does to the flow of words; every name that is not here stands inside a line."""

SMALL: Final = frozenset(_words("p li td th tr thead tbody tfoot h1 h2 h3 h4 h5 h6 dt dd option pre caption"))
"""Elements too small to hold a notice: they get a number of their own only when their names claim a role."""

CELLS: Final = frozenset(_words("span em label i b strong"))
"""Inline elements that pages set side by side as the cells of a row."""

RAW: Final = frozenset({"noframes", "noembed"})
"""Elements whose markup the parser hands over as words."""

LOOKS: Final[dict[str, int]] = (
    dict.fromkeys(["b", "strong"], visible.BOLD)
    | dict.fromkeys(_words("h1 h2 h3 h4 h5 h6"), visible.BOLD | visible.HEADING)
    | dict.fromkeys(_words("pre listing xmp plaintext"), visible.KEPT_LINES)
    | dict.fromkeys(["noframes", "noembed"], visible.GONE)
    | dict.fromkeys(["rt", "rp"], visible.GONE)  # readings stand above the line and are no words of it
    | dict.fromkeys(["del", "s", "strike"], visible.GONE)  # words that are struck out hold no more
    | dict.fromkeys(_words("select button datalist optgroup option"), visible.CONTROL)
    | {"textarea": visible.GONE | visible.KEPT_LINES, "center": visible.CENTER, "th": visible.BOLD | visible.CENTER}
)


class Run:
    """Words that stand together: a paragraph's, a line's, or those of one hidden element.

    `links` and `plain` count the characters inside and outside of links; `files` says that a linked file is named;
    `seams` are the places where the words of each of its elements begin.
    """

    __slots__ = ("element", "files", "hidden", "links", "look", "number", "path", "plain", "seams", "tag", "text")

    def __init__(self, path: str, tag: str, text: str) -> None:
        self.path = path
        self.tag = tag
        self.text = text
        self.element = 0
        self.number = 0
        self.look = 0
        self.links = 0
        self.plain = 0
        self.files = False
        self.hidden = False
        self.seams: tuple[int, ...] = ()


@dataclass(slots=True)
class Content:
    """What stands in a cell: runs and characters of its own, characters of its tables, and how many of all of them are links."""

    runs: int = 0
    letters: int = 0
    nested: int = 0
    links: int = 0
    is_body: bool = False

    @property
    def total(self) -> int:
        """Characters in all."""
        return self.letters + self.nested

    @property
    def is_links(self) -> bool:
        """Whether links make up most of it."""
        return self.links * 5 >= self.total * 3


class Slot:
    """A cell as marked up, with all that stands in it."""

    __slots__ = ("col_span", "content", "hidden", "items", "outer", "path", "row_span", "tag")

    def __init__(self, path: str, tag: str, outer: Slot | None) -> None:
        self.path = path
        self.tag = tag
        self.outer = outer
        self.items: list[Item] = []
        self.row_span = 1
        self.col_span = 1
        self.hidden = False
        self.content = Content()


class Table:
    """A table as marked up."""

    __slots__ = ("element", "hidden_rows", "path", "rows")

    def __init__(self, path: str, element: int) -> None:
        self.path = path
        self.element = element
        self.rows: list[list[Slot]] = []
        self.hidden_rows: set[int] = set()


Item = Run | Table


class Sheet:
    """A table, or a stretch of its rows, that holds data: each cell with the runs that are its words."""

    __slots__ = ("element", "path", "rows")

    def __init__(self, path: str, element: int, rows: list[list[tuple[Slot, list[Run]]]]) -> None:
        self.path = path
        self.element = element
        self.rows = rows


class Frame:
    """An open element of the walk: where it stands, how its words look, where its runs go, and where to go on after it."""

    # Set on the instance only where they differ: a page has a thousand elements, and most need none of these.
    counts: dict[str, int] | None = None
    path: str | None = None
    runs = 0
    after: Node = None
    file: tuple[str, str, int] | None = None

    def __init__(self, parent: Frame, tag: str, index: int, look: int) -> None:
        self.parent = parent
        self.tag = tag
        self.index = index
        self.look = look
        self.kind = INLINE
        self.element: int = parent.element
        self.items: list[Item] = parent.items
        self.table: Table | None = parent.table
        self.slot: Slot | None = parent.slot

    @property
    def block(self) -> Frame:
        """The nearest element around the words that makes a block of them."""
        frame = self
        while frame.kind == INLINE:
            frame = frame.parent
        return frame


class Around:
    """What stands around the top element of a page."""

    look = 0
    element = 0
    table: Table | None = None
    slot: Slot | None = None

    def __init__(self, items: list[Item]) -> None:
        self.items = items


@dataclass
class Walked:
    """What one pass over the tree collects.

    `parents` and `roles` are indexed by element number, and parents come first. `marked` are the numbers of the runs that follow
    the page's own marks of where its content begins and ends; `spots` the places on the paper of elements that have one, by path.
    """

    items: list[Item] = field(default_factory=list)
    parents: list[int] = field(default_factory=list)
    roles: list[int] = field(default_factory=list)
    metas: list[tuple[str, str]] = field(default_factory=list)
    attachments: list[Attachment] = field(default_factory=list)
    marked: list[int] = field(default_factory=list)
    spots: dict[str, tuple[float, float]] = field(default_factory=dict)
