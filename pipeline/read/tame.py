"""Markup that would make an HTML5 parser run away is cut down first, and markup that swallows the page is opened.

The parser follows the standard to the letter, and the standard is quadratic in places: every `<p>` opens again each `<font>`
that was left open, every `<div>` looks through all elements above it for a `<p>`. Honest pages never come near; hostile ones do.
"""

from __future__ import annotations

import re
from typing import Final


def _words(names: str) -> frozenset[str]:
    return frozenset(names.split())


MOST_TAGS: Final = 450_000
"""With more tags than this, a page is read as text without its markup: its tree would not fit into memory."""

_CALM: Final = 400
_MANY: Final = 4_000
_DEEPEST: Final = 600  # browsers stop at 512
_MOST_OPEN: Final = 60
_BUDGET: Final = 100_000
_LONGEST: Final = 20_000
_TAG = re.compile(r"<(/?)([a-zA-Z][^\s<>/]{0,60})((?:[^<>\"']|\"[^\"<>]*\"|'[^'<>]*'|[\"'])*+)>")
# Not `a` and `nobr`: each ends the one before it, so they never pile up.
_FORMATTING: Final = _words("b big code em font i s small strike strong tt u")
_FENCES: Final = _words("td th caption table")
_NO_DEPTH: Final = _words(
    "area base br col embed hr img input link meta param source track wbr p li td th tr tbody option a dd dt"
)
_NOFRAMES = re.compile(r"</?noframes\b[^<>]{0,500}>", re.IGNORECASE)
_STRUCTURE = re.compile(r"<(?:p|div|table|tr|td|br)\b", re.IGNORECASE)


def tame(text: str) -> tuple[str, bool]:
    """The markup, safe to give to the parser, and whether anything had to be cut for that.

    >>> tame("<p>一般的网页</p>")
    ('<p>一般的网页</p>', False)
    """
    tamed = _open_noframes(text) if "<noframes" in text or "<NOFRAMES" in text else text
    tags = text.count("<")
    if tags > _MANY or tags - 2 * text.count("</") > _CALM or (tags and len(text) // tags > _LONGEST):
        calmed = _Calmer().calm(tamed)
        return calmed, len(calmed) != len(tamed)
    return tamed, False


class _Calmer:
    """Drops start tags that would pile up, and the end tags that belong to them; the words stay."""

    def __init__(self) -> None:
        self.depth = 0
        self.tables = 0
        self.budget = _BUDGET
        self.formats: list[str] = []
        self.open: dict[str, int] = {}
        self.dropped: dict[str, int] = {}

    def calm(self, text: str) -> str:
        parts: list[str] = []
        at = 0
        for match in _TAG.finditer(text):
            slash, name, rest = match.groups()
            replaced = self._close(name.lower()) if slash else self._enter(name.lower(), rest)
            if replaced is not None:
                parts += (text[at : match.start()], replaced)
                at = match.end()
        parts.append(text[at:])
        return "".join(parts)

    def _enter(self, name: str, rest: str) -> str | None:
        """What takes the place of a start tag; None where it stays as it is."""
        if name in _FENCES and (self.tables or name == "table"):
            # The parser forgets open formatting at a cell's edge.
            self.formats = []
            self.tables += name == "table"
        if name in _FORMATTING:
            if len(self.formats) >= _MOST_OPEN or self.budget < 0:
                return self._drop(name)
            self.formats.append(name)
        else:
            self.budget -= len(self.formats)
        if name not in _NO_DEPTH:
            if self.depth >= _DEEPEST:
                return self._drop(name)
            self.depth += 1
            self.open[name] = self.open.get(name, 0) + 1
        closed = ""
        if self.budget < 0 and self.formats:
            closed = "".join(f"</{formatting}>" for formatting in reversed(self.formats))
            self.formats = []
        if len(rest) > _LONGEST or (name in {"body", "html"} and self.open[name] > 1):
            return f"{closed}<{name}>"
        return f"{closed}<{name}{rest}>" if closed else None

    def _drop(self, name: str) -> str:
        self.dropped[name] = self.dropped.get(name, 0) + 1
        return ""

    def _close(self, name: str) -> str | None:
        """What takes the place of an end tag: nothing where its start tag was dropped; None where it stays."""
        if self.dropped.get(name):
            self.dropped[name] -= 1
            return ""
        if name == "table" and self.tables:
            self.tables -= 1
        if self.formats and name in _FORMATTING:
            self.formats.pop()
        if self.open.get(name):
            self.open[name] -= 1
            self.depth -= 1
        return None


def _open_noframes(text: str) -> str:
    """`<noframes>` hides all up to its end. Where it was put around the notice's markup, the tags go and their contents stay."""
    if "<frameset" in text.lower():
        return text
    tags = list(_NOFRAMES.finditer(text))
    opened = [not tag.group().startswith("</") for tag in tags]
    paired = len(tags) % 2 == 0 and all(is_open == (n % 2 == 0) for n, is_open in enumerate(opened))
    inside = "".join(text[a.end() : b.start()] for a, b in zip(tags[::2], tags[1::2], strict=False)) if paired else ""
    return text if paired and not _STRUCTURE.search(inside) else _NOFRAMES.sub("", text)


def reopen(text: str, name: str) -> str | None:
    """The markup without the start tag that swallowed its end: `name` is the last element of the tree, whose contents are raw.

    None where that element was closed, or holds no markup worth having.

    >>> reopen("<p>一</p><textarea><table><tr><td>二</td></tr></table>", "textarea")
    '<p>一</p><table><tr><td>二</td></tr></table>'
    """
    opening = "<!--" if name == "-comment" else f"<{name}"
    lowered = text.lower()
    at = lowered.rfind(opening)
    if (
        at < 0
        or lowered.find("-->" if name == "-comment" else f"</{name}", at) >= 0
        or not _STRUCTURE.search(text, at + len(opening))
    ):
        return None
    end = at + len(opening) if name == "-comment" else text.find(">", at) + 1
    return text[:at] + text[end:] if end > 0 else None
