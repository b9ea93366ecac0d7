"""What a style or an attribute does to the words inside: hidden, bold, centred, red.

A look is a set of bits that words inherit; a style gives the bits that it takes away and those that it adds.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

# The first six bits are the marks of a block.
BOLD: Final = 1
LINK: Final = 2
RED: Final = 4
LARGE: Final = 8
CENTER: Final = 16
RIGHT: Final = 32
WHITE: Final = 64  # white words on a ground that nobody gave a colour
GROUND: Final = 128  # an ancestor gave the ground a colour of its own
NO_SIZE: Final = 256  # hidden until a child sets a size
NOT_SEEN: Final = 512  # hidden until a child is visible
PUSHED: Final = 1024  # hidden by an indent, until a child takes it back
GONE: Final = 2048  # hidden with all that it holds
FILE: Final = 4096  # the words of a link to a file
CONTROL: Final = 8192  # words of a form's buttons and lists
KEPT_LINES: Final = 16384  # line ends in the source are line ends on the page
HEADING: Final = 32768

HIDDEN: Final = NO_SIZE | NOT_SEEN | PUSHED | GONE
UNSEEN: Final = HIDDEN | WHITE
_MARKS: Final = ((BOLD, "bold"), (LINK, "link"), (RED, "red"), (LARGE, "large"), (CENTER, "center"), (RIGHT, "right"))

Effect = tuple[int, int]
"""The bits that go, and the bits that come."""

NOTHING: Final[Effect] = (0, 0)

_DECLARATION = re.compile(
    r"(?:^|[;{\s])(display|visibility|font-size|font-weight|font|text-align|color|background(?:-color)?|opacity|position"
    r"|left|top|right|bottom|text-indent|mso-hide|width|max-width|height|max-height|overflow|clip|clip-path|transform|filter"
    r"|content-visibility|margin-left|margin-top|margin|text-decoration(?:-line)?)\s{0,9}:\s{0,9}([^;]{1,200})"
)
_FONT_SIZE = re.compile(r"\d[\d.]{0,5}(?:px|pt|em|rem)|(?:^|\s)0(?:\.0{1,4})?(?=[/\s])")
_NUMBER = re.compile(r"(-?(?:\d{1,9}(?:\.\d{0,9})?|\.\d{1,9}))\s{0,3}(px|pt|em|rem|ex|vw|vh|cm|mm|in|%)?")
_COLOUR = re.compile(
    r"#([0-9a-f]{6}|[0-9a-f]{3})(?![0-9a-f])|rgba?\(\s{0,9}(\d{1,3})\s{0,9},\s{0,9}(\d{1,3})\s{0,9},\s{0,9}(\d{1,3})"
    r"|\b(white|red|black|darkred|crimson)\b"
)
_MOVED = re.compile(r"translate(?:x|y|3d)?\((?:[^(),]{0,20},)?(-\d{3,6})")
_NAMED: Final = {
    "white": (255, 255, 255),
    "red": (255, 0, 0),
    "black": (0, 0, 0),
    "darkred": (139, 0, 0),
    "crimson": (220, 20, 60),
}
_TOGETHER: Final = frozenset({"position", "overflow", "transform", "clip-path"})
_NEARLY_WHITE: Final = 0xF5
_CLEARLY_RED: Final = 0x99
_LONG_HEX: Final = 6
_HEAVY: Final = 600
_FAINT: Final = 0.05
_SPECK: Final = 1.5  # pixels
LONGEST_STYLE: Final = 4000
_FAR: Final = 5_000  # pixels, wider than any sheet of paper
_LARGE_PIXELS: Final = 20.5
_OFF_SCREEN: Final = -450
_PIXELS: Final = {
    "px": 1.0,
    "pt": 1.333,
    "em": 16.0,
    "rem": 16.0,
    "ex": 8.0,
    "vw": 12.0,
    "vh": 8.0,
    "cm": 37.8,
    "mm": 3.78,
    "in": 96.0,
}


_MARK_SETS: Final = tuple(frozenset(name for bit, name in _MARKS if look & bit) for look in range(64))


def name_marks(look: int) -> frozenset[str]:
    """The marks of words that all look so.

    >>> sorted(name_marks(BOLD | CENTER))
    ['bold', 'center']
    """
    return _MARK_SETS[look & 63]


def style_effect(style: str) -> Effect:
    """What an inline style does.

    >>> style_effect("DISPLAY: none") == (0, GONE)
    True
    >>> style_effect("font-size:15pt; text-align:center") == (LARGE | NO_SIZE | CENTER | RIGHT, CENTER)
    True
    >>> style_effect("position:absolute; left:-9999px")[1] & HIDDEN != 0
    True
    """
    said = dict(_DECLARATION.findall(style.lower()))
    if not said:
        return NOTHING
    clear = come = 0
    for name, value in said.items():
        reader = _READERS.get(name)
        if reader:
            gone, added = reader(value)
            clear |= gone
            come = come & ~gone | added
    if not _TOGETHER.isdisjoint(said) and _is_out_of_sight(said):
        come |= GONE
    if "color" in said and ("background" in said or "background-color" in said) and _is_camouflaged(said):
        come |= GONE
    return clear, come


def spot_of(style: str | None) -> tuple[float, float] | None:
    """Where a style places an element, in pixels from the left and from the top of what it stands in; None off the screen.

    >>> spot_of("position:absolute; left:60px; top:1in"), spot_of("margin-left:60px"), spot_of("left:9px; bottom:30px")
    ((60.0, 96.0), None, (9.0, -30.0))
    """
    said = dict(_DECLARATION.findall(style[:LONGEST_STYLE].lower())) if style else {}
    if said.get("position", "absolute").strip() != "absolute":
        return None
    left, top, bottom = (_pixels(said.get(side, "")) for side in ("left", "top", "bottom"))
    height = top if top is not None or bottom is None else -bottom
    return None if left is None or height is None or not 0 <= left <= _FAR or (top or 0) < 0 else (left, height)


def colour_effect(value: str) -> Effect:
    """What a text colour does: red is a mark, white on an unknown ground is suspicious."""
    colour = read_colour(value)
    if colour is None:
        return (0, GONE) if value.strip().startswith("transparent") else NOTHING
    if value.replace(" ", "").endswith((",0)", ",0.0)")) and "rgba" in value:
        return 0, GONE
    red, green, blue = colour
    if min(colour) >= _NEARLY_WHITE:
        return RED, WHITE
    if red >= _CLEARLY_RED and green < red // 3 and blue < red // 3:
        return WHITE, RED
    return WHITE | RED, 0


def ground_effect(value: str) -> Effect:
    """What a background does: words may be white on it."""
    if "url(" in value:
        return 0, GROUND
    colour = read_colour(value)
    if colour is None:
        return NOTHING
    return (GROUND, 0) if min(colour) >= _NEARLY_WHITE else (0, GROUND)


def align_effect(value: str) -> Effect:
    """What an alignment does."""
    side = {"center": CENTER, "middle": CENTER, "right": RIGHT, "end": RIGHT}.get(value.strip().removeprefix("-webkit-"), 0)
    return CENTER | RIGHT, side


def read_colour(value: str) -> tuple[int, int, int] | None:
    """The colour that a value names, None where it names none that we know.

    >>> read_colour("#f00"), read_colour("rgb(255, 255, 255)"), read_colour("inherit")
    ((255, 0, 0), (255, 255, 255), None)
    """
    match = _COLOUR.search(value.lower())
    if not match:
        return None
    digits, red, green, blue, name = match.groups()
    if digits:
        digits = digits if len(digits) == _LONG_HEX else "".join(d * 2 for d in digits)
        return int(digits[:2], 16), int(digits[2:4], 16), int(digits[4:], 16)
    return _NAMED[name] if name else (int(red), int(green), int(blue))


def _pixels(value: str) -> float | None:
    """A length in pixels, near enough to tell nothing from something; None for a percentage or a word."""
    match = _NUMBER.match(value.strip())
    if not match or match.group(2) == "%":
        return None
    return float(match.group(1)) * _PIXELS.get(match.group(2) or "px", 1.0)


def _size_effect(value: str) -> Effect:
    size = _pixels(value)
    if size is None:
        return (NO_SIZE | LARGE, 0) if value.strip() in {"medium", "small", "smaller", "large", "inherit", "initial"} else NOTHING
    if size < _SPECK:
        # 0em of nothing is nothing, but 1em of it is nothing too: a relative size never brings words back.
        return LARGE, NO_SIZE
    relative = value.strip().endswith(("em", "ex")) and not value.strip().endswith("rem")
    return (0 if relative else NO_SIZE | LARGE), (LARGE if size > _LARGE_PIXELS and not relative else 0)


def _font_effect(value: str) -> Effect:
    """All of a font in one: its size has a unit, or is nothing (0/0 a); other numbers without one say how heavy it is."""
    match = _FONT_SIZE.search(value)
    clear, come = _size_effect(match[0].strip()) if match else NOTHING
    return clear, come | (BOLD if "bold" in value else 0)


def _weight_effect(value: str) -> Effect:
    match = re.match(r"\s{0,9}(\d{3})", value)
    heavy = int(match.group(1)) >= _HEAVY if match else "bold" in value
    return BOLD, BOLD if heavy else 0


def _indent_effect(value: str) -> Effect:
    indent = _pixels(value)
    return PUSHED, PUSHED if indent is not None and indent <= _OFF_SCREEN * 2 else 0


def _opacity_effect(value: str) -> Effect:
    match = _NUMBER.match(value.strip())
    return (0, GONE) if match and float(match.group(1)) < _FAINT else NOTHING


def _filter_effect(value: str) -> Effect:
    match = re.search(r"opacity\(\s{0,3}(\d{0,3}\.?\d{0,3})\s{0,3}\)", value)
    return (0, GONE) if match and match.group(1) not in ("", ".") and float(match.group(1)) < _FAINT else NOTHING


def _margin_effect(value: str) -> Effect:
    """Pushed off the screen by a margin; one that only moves words up by a little does not count."""
    sides = (_pixels(side) for side in value.split()[:4])
    return (0, GONE) if any(side is not None and side <= _OFF_SCREEN * 2 for side in sides) else NOTHING


def _line_effect(value: str) -> Effect:
    """Struck out, as Word exports what was deleted: the words hold no more."""
    return (0, GONE) if "line-through" in value else NOTHING


_READERS: Final[Mapping[str, Callable[[str], Effect]]] = {
    "display": lambda value: (0, GONE) if value.strip().startswith("none") else NOTHING,
    "visibility": lambda value: (NOT_SEEN, NOT_SEEN if value.strip().startswith(("hidden", "collapse")) else 0),
    "font-size": _size_effect,
    "font": _font_effect,
    "font-weight": _weight_effect,
    "text-align": align_effect,
    "color": colour_effect,
    "background": ground_effect,
    "background-color": ground_effect,
    "opacity": _opacity_effect,
    "text-indent": _indent_effect,
    "filter": _filter_effect,
    "content-visibility": lambda value: (0, GONE) if value.strip().startswith("hidden") else NOTHING,
    "margin": _margin_effect,
    "margin-left": _margin_effect,
    "margin-top": _margin_effect,
    "text-decoration": _line_effect,
    "text-decoration-line": _line_effect,
    "mso-hide": lambda value: (0, GONE) if "all" in value else NOTHING,
}


def _is_out_of_sight(said: Mapping[str, str]) -> bool:
    """Hidden by several declarations together: pushed off the screen, squeezed to nothing, or clipped."""
    if said.get("position", "").strip().startswith(("absolute", "fixed")):
        edges = [_pixels(said[edge]) for edge in ("left", "top", "right") if edge in said]
        if any(edge is not None and edge <= _OFF_SCREEN for edge in edges):
            return True
        if "rect(0" in said.get("clip", "").replace(" ", "") or "inset(50%" in said.get("clip-path", "").replace(" ", ""):
            return True
    if said.get("overflow", "").strip().startswith("hidden"):
        sides = [_pixels(said[side]) for side in ("width", "max-width", "height", "max-height") if side in said]
        if any(side is not None and 0 <= side <= _SPECK for side in sides):
            return True
    if "inset(100%" in said.get("clip-path", "").replace(" ", ""):
        return True
    moved = said.get("transform", "").replace(" ", "")
    return "scale(0)" in moved or any(float(number) <= _OFF_SCREEN * 2 for number in _MOVED.findall(moved))


def _is_camouflaged(said: Mapping[str, str]) -> bool:
    """Whether words have the very colour of their ground."""
    ground = read_colour(said.get("background-color", said.get("background", "")))
    return ground is not None and ground == read_colour(said.get("color", ""))
