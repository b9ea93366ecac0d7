"""Pages as trees of elements, so that no words of a notice are ever joined with markup; scripts and styles go by their hash."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

if TYPE_CHECKING:
    from collections.abc import Mapping

    Attributes = Mapping[str, str]

_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_NONE: Attributes = {}


def clean(text: str) -> str:
    r"""Words as a page may hold them: what cannot be written is U+FFFD.

    >>> clean("市\x00司法局\ud800")
    '市\ufffd司法局\ufffd'
    """
    return _UNPRINTABLE.sub("\ufffd", text)


def made(tag: str, attributes: Attributes = _NONE, *children: ET.Element | str) -> ET.Element:
    """An element; texts among its children are words, whatever signs they hold.

    >>> ET.tostring(made("b", {"title": '"'}, "<script>", made("br"), "&"), method="html")
    b'<b title="&quot;">&lt;script&gt;<br>&amp;</b>'
    """
    element = ET.Element(tag, {name: clean(value) for name, value in attributes.items()})
    add(element, *children)
    return element


def add(element: ET.Element, *children: ET.Element | str) -> None:
    """Put elements and words behind what an element holds."""
    for child in children:
        if not isinstance(child, str):
            element.append(child)
        elif len(element):
            element[-1].tail = (element[-1].tail or "") + clean(child)
        else:
            element.text = (element.text or "") + clean(child)


def data_script(name: str, data: Any) -> ET.Element:  # noqa: ANN401 - whatever JSON can say
    r"""Data inside a page, which a script reads by its id and no browser runs.

    >>> data_script("d", ["</script><!--\u2028"]).text
    '["\\u003c/script\\u003e\\u003c!--\\u2028"]'
    """
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    script = ET.Element("script", {"type": "application/json", "id": name})
    script.text = _UNPRINTABLE.sub("\ufffd", text)
    return script


def code(text: str) -> ET.Element:
    """A script of ours as an element."""
    script = ET.Element("script")
    script.text = inline(text)
    return script


def inline(text: str) -> str:
    r"""A program as it may stand inside a page: nothing in it ends the element that it stands in.

    >>> inline('x = "</script>"; y = /<!--/')
    'x = "<\\/script>"; y = /<\\!--/'
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text.replace("<!--", "<\\!--").replace("</script", "<\\/script")


def style(text: str) -> ET.Element:
    """A style sheet of ours as an element."""
    sheet = ET.Element("style")
    sheet.text = text.replace("\r\n", "\n").replace("</style", "<\\/style")
    return sheet


def policy(root: ET.Element) -> str:
    """The strictest policy under which a page works: the scripts and styles that it holds now, by hash, and nothing else.

    >>> for rule in policy(made("html", {}, style("p{}"))).split("; "):
    ...     print(rule)
    default-src 'none'
    base-uri 'none'
    form-action 'none'
    img-src data:
    style-src 'sha256-gG2yISYereRMiG2lMXrbiUgi0Ubw9p7QCeWcroOvy9Y='
    """
    rules = ["default-src 'none'", "base-uri 'none'", "form-action 'none'", "img-src data:"]
    scripts = [s for s in root.iter("script") if s.get("type") is None]
    for name, elements in (("script-src", scripts), ("style-src", list(root.iter("style")))):
        if elements:
            rules.append(" ".join([name, *(_hash(element.text or "") for element in elements)]))
    return "; ".join(rules)


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def to_bytes(root: ET.Element) -> bytes:
    """A whole page, its policy first of all that its head says."""
    head = root.find("head")
    assert head is not None
    metas = ({"charset": "utf-8"}, {"http-equiv": "Content-Security-Policy", "content": policy(root)})
    for at, attributes in enumerate((*metas, {"name": "referrer", "content": "no-referrer"})):
        head.insert(at, ET.Element("meta", attributes))
    written: bytes = ET.tostring(root, encoding="utf-8", method="html")
    return b"<!DOCTYPE html>\n" + written + b"\n"
