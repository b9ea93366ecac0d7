"""What markup left in the words: entities escaped twice, literal tags, characters that nobody sees."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from pipeline.values import Repair, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.repair.garbles import RepairRules
    from pipeline.repair.sheet import Edits, Sheet

ENTITY = re.compile(
    r"&(?:amp;){0,3}(?:(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z]{2,8}\d{0,2});|(?:nbsp|middot)(?![a-zA-Z0-9;=]))"
)
TAG = re.compile(
    r"</?(?:p|br|div|span|strong|font|b|i|u|em|a|td|tr|th|table|tbody|li|ul|ol|h[1-6]|img|center|section|sub|sup|o:p|st1:[a-z]{1,20}|!--)"
    r"(?:\s+(?:[A-Za-z_:][\w:.-]{0,40}\s*=|nowrap|hidden|disabled|lang)[^<>\n]{0,400}|[!\[-][^<>\n]{0,400})?\s*/?>",
    re.IGNORECASE,
)
BLOCK_TAG = re.compile(r"</?(?:p|br|div|tr|li|h[1-6]|table)\b", re.IGNORECASE)
UNSEEN = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\u00ad\x00-\x08\x0b\x0c\x0e-\x19\x1b-\x1f\x7f]+")
SUBSTITUTE = re.compile("(?<!\x1a)\x1a++(?=[^\x1a\\s])")
"""What a program puts for a character that its encoding lacks; at the end of a text it is the end of an old file."""
FILE_END = re.compile("(?<!\x1a)\x1a++(?=\\s|$)")
SYMBOL = re.compile("[\uf000-\uf0ff]")
BULLET = re.compile(rf"^{SYMBOL.pattern}+[ \t\u00a0]*", re.MULTILINE)
"""What Word's symbol fonts leave at the beginning of a line: a dot, a box. Inside a line it may be a sign that counts."""
BLANKS = {"\ue5e5": "\u3000", "\uf020": " "}
"""The full-width space of GBK's user area (A3A0), which GB 18030 gives no character, and the blank of all symbol fonts."""
BLANK = re.compile(f"[{''.join(BLANKS)}]+")
QUOTES = frozenset({"``", "“”", '""', "''", "‘’", "「」"})
ROUNDS = 4
ESCAPED_TAG = r"&(?:amp;){0,3}lt;/?[a-z][^<>&\n]{0,200}&(?:amp;){0,3}gt;"
RUN_OF_MARKUP = re.compile(rf"(?:{ESCAPED_TAG}|{ENTITY.pattern}|{TAG.pattern})++", re.IGNORECASE)
RULES = {
    RUN_OF_MARKUP: "residue.markup",
    UNSEEN: "residue.unseen",
    BULLET: "residue.bullet",
    BLANK: "residue.blank",
    SUBSTITUTE: "residue.lost",
    FILE_END: "residue.unseen",
}


def drop_residue(sheet: Sheet, rules: RepairRules) -> Edits:
    """Turn literal entities into what they stand for, literal tags into line breaks or nothing, and drop unseen characters."""
    del rules
    finders = _wanted(sheet)
    if not finders:
        return {}
    edits: dict[int, list[Repair]] = {}
    for index, text in enumerate(sheet.texts):
        found: list[Repair] = []
        for find in finders:
            found += (r for r in _of_text(text, find) if not any(r.span.overlaps(f.span) for f in found))
        if found:
            edits[index] = found
    return edits


def _wanted(sheet: Sheet) -> list[re.Pattern[str]]:
    """Which of these the page can have at all."""
    finders = []
    signs = [find for sign, find in (("&", ENTITY), ("<", TAG)) if sign in sheet.characters]
    if any(find.search(sheet.joined) for find in signs):
        finders.append(RUN_OF_MARKUP)
    finders += [find for find, sign in ((UNSEEN, UNSEEN), (BULLET, SYMBOL), (BLANK, BLANK)) if sign.search(sheet.alphabet)]
    finders += (SUBSTITUTE, FILE_END) if "\x1a" in sheet.characters else ()
    return finders


def _of_text(text: str, find: re.Pattern[str]) -> Iterator[Repair]:
    for match in find.finditer(text):
        said = match.group()
        after = MEANT.get(find, _nothing)(said)
        if after != said and not (find is RUN_OF_MARKUP and _is_quoted(match)):
            yield Repair(Span(*match.span()), said, after, RULES[find], "markup_residue")


def _is_quoted(match: re.Match[str]) -> bool:
    """Whether a text speaks of the markup: it stands between quotation marks or backticks."""
    around = match.string[match.start() - 1 : match.start()] + match.string[match.end() : match.end() + 1]
    return around in QUOTES


def _meant(said: str) -> str:
    r"""What a run of literal entities and tags stands for.

    >>> _meant("&amp;nbsp;"), _meant("&amp;#40;"), _meant("&amp;lt;br/&amp;gt;"), _meant("<o:p></o:p>"), _meant("&nbsp&who;")
    (' ', '(', '\n', '', ' &who;')
    """
    for _ in range(ROUNDS):
        plain = html.unescape(said)
        if plain == said:
            break
        said = plain
    said = TAG.sub(lambda tag: "\n" if BLOCK_TAG.match(tag.group()) else "", said)
    said = re.sub(r"\n+", "\n", said)
    return re.sub("[\u00a0\u200b]+", " ", said)


def _blank(said: str) -> str:
    return "".join(map(BLANKS.__getitem__, said))


def _lost(said: str) -> str:
    return "\ufffd" * len(said)


def _nothing(said: str) -> str:
    del said
    return ""


MEANT = {RUN_OF_MARKUP: _meant, BLANK: _blank, SUBSTITUTE: _lost}
"""What stands for something; all else goes."""
