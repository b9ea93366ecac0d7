"""What words attach to an item: labelled lines (责任单位：…) and brackets at its end that name units or a time."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.notice import Phrase
from pipeline.tasks.prose.attached.behind import apart
from pipeline.tasks.prose.attached.bracketed import of_label, unbracketed
from pipeline.tasks.prose.attached.brackets import inside_bracket
from pipeline.tasks.prose.attached.duties import Attached
from pipeline.tasks.prose.attached.labels import labelled_parts
from pipeline.tasks.senses import BEYOND_DOUBT, SURE, asked_once

if TYPE_CHECKING:
    from pipeline.outline import Passage
    from pipeline.tasks.prose.attached.duties import AttachRules
    from pipeline.tasks.senses import Senses

_TRAIL = re.compile(r"(?P<sign>。|[—–―─]{1,2}|[ 　][-－][ 　])(?P<who>[^。—–―─]{1,59}[^。；;：:，,、—–―─])$")
_HEAD = re.compile(r"(?P<who>[^：:。；;\n]{2,60})(?P<sign>[：:。])[ 　]*(?=[^ 　\n])")


@asked_once
def peel(passage: Passage, senses: Senses, rules: AttachRules) -> Attached:
    """Take labelled parts and brackets of duty or time off the end of an item's words."""
    passage, found = _same_as_before(passage, rules)
    lead, parts = labelled_parts(passage, senses, rules.labels)
    for part in (piece for whole in parts for piece in apart(whole, senses, rules)):
        found += of_label(part, senses, rules)
    if parts:
        lead = lead.strip(" 　\n，,、；;")
    return unbracketed(lead, senses, rules) + found


def _same_as_before(passage: Passage, rules: AttachRules) -> tuple[Passage, Attached]:
    """Words without a last sentence that says whose units and times they share: 责任单位、完成时限同上。."""
    match = next(rules.find("same_both", passage.text), None)
    if match is None:
        return passage, Attached()
    same = (Phrase(passage.part(*match.span("same")), None, "bracket"),)
    words = passage.part(0, match.start()).strip(" 　\n，,、；;")
    return words, Attached(units=same if match["who"] else (), deadlines=same if match["when"] else ())


def head_of(words: Passage, senses: Senses, rules: AttachRules) -> tuple[Phrase, Passage] | None:
    """The bodies that an item names first, before a colon, and the words after it: 县水利局：负责水库巡查.

    Before a full stop they count where they are bodies beyond doubt. A title that ends as a body does is none (升级县医院。…),
    nor is what stands before the body that leads: 乡镇卫生院。由县卫健局牵头….
    """
    match = _HEAD.match(words.text)
    if match is None or inside_bracket(words.text, match.start("sign")):
        return None
    if rules.body_like(match["who"], senses) <= (BEYOND_DOUBT if match["sign"] == "。" else SURE):
        return None
    rest = words.part(match.end())
    if any(senses.unit_like(m["who"]) > SURE for m in rules.find("charged", rest.text)):
        return None
    return Phrase(words.part(*match.span("who")), "responsible", "bracket"), rest


def trailed(item: Attached, senses: Senses, rules: AttachRules) -> Attached:
    """Words whose last sentence, or what stands behind a dash, is a body and nothing else, without a stop of its own.

    改造危房。县住建局, 改造危房——县住建局: it is their unit; what is built there is none (新建项目——县第二小学).
    """
    words = item.text[-1] if item.text else None
    match = _TRAIL.search(words.text) if words is not None else None
    if words is None or match is None or not match.start():
        return item
    who = words.part(*match.span("who")).strip()
    if senses.unit_like(who.text) <= BEYOND_DOUBT or (match["sign"] != "。" and rules.has("site", who.text)):
        return item
    done = words.part(0, match.start() + (match["sign"] == "。")).strip()
    return replace(item, text=(*item.text[:-1], done), units=(Phrase(who, None, "bracket"),))
