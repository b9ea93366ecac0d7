"""What the style sheets on a page itself hide, under names made up at random, and where they place words on the paper."""

from __future__ import annotations

import re
from collections import Counter
from itertools import islice
from typing import TYPE_CHECKING, Final

from pipeline.read.tree import INLINE, KINDS
from pipeline.read.visible import HIDDEN, style_effect

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_HIDING = re.compile(
    r"display\s{0,9}:|font-size\s{0,9}:\s{0,9}[01.]|visibility\s{0,9}:|:\s{0,9}-\d{3}|opacity\s{0,9}[:(]|overflow\s{0,9}:|clip|scale"
    r"|translate|color\s{0,9}:\s{0,9}transparent",
    re.IGNORECASE,
)
_SHOWING = re.compile(
    r"display\s{0,9}:\s{0,9}(?!none)[a-z]|visibility\s{0,9}:\s{0,9}visible|opacity\s{0,9}:\s{0,9}1", re.IGNORECASE
)
_SHEET = re.compile(r"<style\b[^<>]{0,300}>([^<]{0,200000})", re.IGNORECASE)
_SCREEN = re.compile(r"@media\s{1,9}(?:only\s{1,9})?(?:screen|all)\Z", re.IGNORECASE)
_BRACE = re.compile(r"[{}]")
_COMPOUND = re.compile(r"(?P<tag>[a-z][a-z0-9-]{0,30})?(?P<name>[.#][\w-]{1,80}|\[[\w-]{1,40}\])?\Z", re.IGNORECASE)
_PARTS = re.compile(r"\s*>\s*|\s+")
_GIVEN = re.compile(r"\b(?:class|id)=[\"']?([^\"'<>]{1,300})", re.IGNORECASE)
_AROUND = re.compile(r"[.#]([\w-]{1,80})")
_PLACE = re.compile(r"\.([\w-]{1,40})\s?\{\s?((?:left|top|bottom):\s?-?[0-9.]{1,12}(?:px|pt|in|cm|mm)?)\s?;?\s?\}")
_FEWEST_PLACES: Final = 3
_MOST_SHEETS: Final = 20
_LONGEST: Final = 200
_DEEPEST: Final = 4


def find_hidden_names(text: str) -> frozenset[str]:
    """Classes (`.a`), ids (`#b`), attributes (`[c]`) and elements (`d`) that a style sheet on the page hides.

    What another rule shows again is a tab or a menu; so is what only stands inside an element that the page does not have.

    >>> sheet = "<style>.a1, #b {display:none} @media print {.c{display:none}} .d .e{display:none} x-y{font-size:0}</style>"
    >>> sorted(find_hidden_names(sheet)), sorted(find_hidden_names(sheet + "<p class=d>"))
    (['#b', '.a1', 'x-y'], ['#b', '.a1', '.e', 'x-y'])
    """
    if "<style" not in text and "<STYLE" not in text:
        return frozenset()
    given = frozenset(name for match in _GIVEN.finditer(text) for name in match.group(1).split())
    hidden: set[str] = set()
    shown: set[str] = set()
    for match in islice(_SHEET.finditer(text), _MOST_SHEETS):
        if not _HIDING.search(match.group(1)):
            continue
        for selectors, body in _rules(_without_comments(match.group(1))):
            names = {name for selector in selectors.split(",") for name in _names(selector.strip(), given)}
            if _HIDING.search(body) and style_effect(body)[1] & HIDDEN:
                hidden |= names
            elif _SHOWING.search(body):
                shown |= names
    return frozenset(hidden - shown)


def find_places(text: str) -> Mapping[str, str]:
    """Classes that only place what has them, as converters of PDF files write them, with what they say; none where few do.

    >>> sheet = "".join(f".x{n}{{left:{n}0px;}}.y{n}{{bottom:{n}2.5px;}}" for n in range(6))
    >>> places = find_places(f"<style>.t{{position:absolute}}{sheet}</style>")
    >>> places["x2"], places["y3"], "t" in places, len(find_places("<style>.x1{left:60px}</style>"))
    ('left:20px', 'bottom:32.5px', False, 0)
    """
    if "left:" not in text or "absolute" not in text or ("<style" not in text and "<STYLE" not in text):
        return {}
    sheets = islice(_SHEET.finditer(text), _MOST_SHEETS)
    places = {name: said for sheet in sheets for name, said in _PLACE.findall(sheet.group(1))}
    sides = Counter(said[0] for said in places.values())
    return places if min(sides["l"], sides["t"] + sides["b"]) >= _FEWEST_PLACES else {}


def _rules(sheet: str) -> Iterator[tuple[str, str]]:
    """Selectors and declarations of the rules that hold on any screen: not those for print, or for screens of one size."""
    around: list[str] = []
    at = 0
    for brace in _BRACE.finditer(sheet):
        words = sheet[at : brace.start()].strip()
        at = brace.end()
        if brace.group() == "{":
            around.append(words)
        elif around:
            selectors = around.pop()
            if len(around) < _DEEPEST and not selectors.startswith("@") and all(map(_SCREEN.match, around)):
                yield selectors, words


def _without_comments(sheet: str) -> str:
    first, *rest = sheet.split("/*")
    return first + "".join(part.partition("*/")[2] for part in rest)


def _names(selector: str, given: frozenset[str]) -> Iterator[str]:
    """What a selector names, last of all; nothing where that needs a place or a state that nobody sees here."""
    *around, last = _PARTS.split(selector)[-_DEEPEST:] if len(selector) < _LONGEST else [""]
    match = _COMPOUND.match(last)
    if match is None or not all(given.issuperset(_AROUND.findall(part)) for part in around):
        return
    tag, name = (match["tag"] or "").lower(), match["name"]
    if name:
        yield name
    elif tag and not around and KINDS.get(tag, INLINE) == INLINE:
        yield tag
