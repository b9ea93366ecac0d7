"""Pages whose words stand in a script: the directory of open information in Guangdong writes each notice as a JSON text.

The browser puts `_CONFIG.DETAIL.content` into the page; so do we, behind the script that holds it. A page that also has the words
as markup is left as it is.
"""

from __future__ import annotations

import json
import re

_DETAIL = re.compile(r"""\bDETAIL['"]?\s{0,9}:\s{0,9}\{""")
_CONTENT = re.compile(r"""['"]content['"]\s{0,9}:\s{0,9}(?=")""")
_TITLE = re.compile(r"""['"]title['"]\s{0,9}:\s{0,9}(?=")""")
_TAG = re.compile(r"<[^<>]{0,2000}>")
_PROBE = 30
_DECODER = json.JSONDecoder(strict=False)


def with_scripted_words(text: str) -> str:
    r"""The page with the words of its script in their place; any other page as it is.

    >>> with_scripted_words('<script>_CONFIG = {DETAIL: {"title": "要点", "content": "<p>公开<\\/p>"}}</script>')[-41:]
    '<h1>要点</h1><div id="zoom"><p>公开</p></div>'
    """
    detail = _DETAIL.search(text) if "_CONFIG" in text else None
    if detail is None:
        return text
    found = _said(text, _CONTENT, detail.end())
    if found is None:
        return text
    content, start, end = found
    words = "".join(_TAG.sub("", content).split())
    rest = _TAG.sub("", text[:start] + text[end:])
    if not words or words[:_PROBE] in "".join(rest.split()):
        return text
    title = _said(text, _TITLE, detail.end())
    heading = f"<h1>{title[0]}</h1>" if title is not None and "<" not in title[0] else ""
    close = text.find("</script>", end)
    place = close + len("</script>") if close >= 0 else len(text)
    return f'{text[:place]}{heading}<div id="zoom">{content}</div>{text[place:]}'


def _said(text: str, key: re.Pattern[str], start: int) -> tuple[str, int, int] | None:
    """The JSON text behind a key, and where it stands."""
    match = key.search(text, start)
    if match is None:
        return None
    try:
        said, end = _DECODER.raw_decode(text, match.end())
    except ValueError:
        return None
    return said, match.end(), end
