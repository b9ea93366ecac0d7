"""Undo pairwise loss where it left a mark: `?` for a character and the ASCII behind it, `br />` behind a lowered character."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.repair.language.characters import is_han
from pipeline.repair.language.likelihood import Choice, Evidence
from pipeline.repair.language.one_lost import candidates_of_language
from pipeline.repair.pairs.loss import FARTHEST, After, explains, in_half_width, run_before
from pipeline.repair.pairs.lowered import lowered
from pipeline.repair.pairs.words import words_alone, words_and_eaten
from pipeline.repair.pairs.years import years
from pipeline.values import Repair, Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from pipeline.repair.garbles import Pattern, RepairRules
    from pipeline.repair.sheet import Edits, Sheet

    Maker = Callable[[str, Evidence, bytearray], Iterator[Repair]]


def _signs(*patterns: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern, re.MULTILINE) for pattern in patterns)


EATEN = _signs(
    r"[\u3001-\u9fff\uff00-\uffee9?:;)>]br ?/?>",
    r"[\u4e00-\u9fff]\?0[0-3]\d\?\d{0,4}号",
    r"(?:19|20)\d\d\?(?:[012]?(?:月|\?| ?\|?$)|\?)",
    r"^\?\d?[)）、.．]",
    r"[\u4e00-\u9fff)]\?0[0-3]\d(?:年|\?)",
    r"(?<![\d?])(?:1[0-2]|[1-9])\?\d?日",
    r"[\u4e00-\u9fff]\?\?\d?日",
)
"""Signs that the ASCII character behind a lost one is gone too."""
KEPT = _signs(
    r"[\u4e00-\u9fff](?:\?|\ufffd\??)(?:19|20)\d\d(?:\?|\ufffd\??)\d{1,4}号",
    r"(?:19|20)\d\d(?:\?|\ufffd\??)\d{1,2}(?:月|\?|\ufffd)",
    r"[\u4e00-\u9fff]\ufffd\?",
    r"^(?:\?|\ufffd\??)\d{1,2}[)）]",
)
"""Signs that it is still there."""
DECISIVE = _signs(
    r"[\u4e00-\u9fff]\?(?:0[0-3]|9[4-9])\d\?\d{0,4}号",
    r"(?:19|20)\d\d\?(?:[012]?月|\?\d?日|[3-9]\?\d)",
    r"[\u4e00-\u9fff](?:\?|\ufffd\??)(?:19|20)\d\d(?:\?|\ufffd\??)\d{1,4}号",
)
"""Signs that nothing else explains: one is enough."""
NO_DIGIT = re.compile(r"[\u4e00-\u9fff]\?(?:0[0-3]|9[4-9])\d(?:\?\d{0,4}号|年)|(?:19|20)\d\d\?月|(?<![\d?])(?:1[0-2]|[1-9])\?0日")
"""A year, a month or a day without its digit: whatever marks lines end with, what stood behind the lost character is gone."""
KEPT_END = re.compile(r"[\u4e00-\u9fff](?:\?|\ufffd)$", re.MULTILINE)
"""A mark at the end of a line: where line breaks are eaten too, there is none."""
TAG = r"/?(?:br|p|div|td|tr|th|span|strong|font|b|li|ul|h[1-6])(?![A-Za-z0-9])[^<>\n]{0,120}>"
RESIDUE = re.compile(rf"(?P<last>[^\s<>A-Za-z/]) ?(?P<tag>{TAG}) *")
DOUBTFUL = re.compile(rf"[^\s<>]{{0,8}}{RESIDUE.pattern}")
"""The words before a broken break: damaged, they are no evidence for themselves."""
INLINE = re.compile(r"/?(?:span|strong|font|b)(?![A-Za-z])")
LOST = "\ufffd"
AMBIGUOUS_LEAD, AGAINST = 20.0, 3.0
UNDECIDED = 3.0
"""So many powers of e that one word is likelier than another say nothing."""
DOUBTED_LEAD = 3.0
OFTEN = 2
ENDS = "。：；！？)”》，"


def pair_damage(sheet: Sheet) -> str:
    """What became of the ASCII behind a lost character: `eaten`, `kept` or `unclear`; empty where too few signs show.

    >>> from pipeline.repair.sheet import Sheet
    >>> pair_damage(Sheet(("常政办发?017?58号", "2017?月"))), pair_damage(Sheet(("常政办发?2017?158号", "2017?9月")))
    ('eaten', 'kept')
    >>> pair_damage(Sheet(("为什么?", "in 2017?")))
    ''
    """
    return (sheet.printed.once(_damage) if sheet.printed else "") or sheet.once(_damage)


def _damage(sheet: Sheet) -> str:
    if not sheet.characters & {"?", "\ufffd"} and "br" not in sheet.joined:
        return ""
    eaten, kept = ([sum(1 for _ in sign.finditer(sheet.joined)) for sign in signs] for signs in (EATEN, KEPT))
    signs = eaten if sum(eaten) >= sum(kept) else kept
    is_enough = sum(count > 0 for count in signs) > 1 or max(signs) > OFTEN
    if not is_enough and not any(sign.search(sheet.joined) for sign in DECISIVE):
        return ""
    surely = eaten[0] or NO_DIGIT.search(sheet.joined)
    if signs is kept:
        return "unclear" if surely else "kept"
    return "eaten" if surely or sum(1 for _ in KEPT_END.finditer(sheet.joined)) <= sum(eaten) else "unclear"


def restore_pairs(sheet: Sheet, rules: RepairRules) -> Edits:
    """What the marks and the notice prove: numbers, dates, line breaks, and characters that the words around them demand."""
    damage = pair_damage(sheet)
    # What rereading the bytes left open was looked for with what is known of them: words alone find no more.
    alone = () if sheet.was_misread else (words_alone,)
    makers = {
        "eaten": (_by_rules, years, lowered, words_and_eaten),
        "kept": (_by_rules_kept, *alone),
        "unclear": (_by_rules_unclear, *alone),
    }
    return _edits(sheet, Evidence(sheet.joined, rules), makers[damage]) if damage else {}


def restore_numbers(sheet: Sheet, rules: RepairRules) -> Edits:
    """Numbers and dates alone: once their words are back, more of them show."""
    damage = pair_damage(sheet)
    makers = {"eaten": (_by_rules, years), "kept": (_by_rules_kept,), "unclear": (_by_rules_unclear,)}
    return _edits(sheet, Evidence(sheet.joined, rules), makers[damage]) if damage else {}


def restore_breaks(sheet: Sheet, rules: RepairRules) -> Edits:
    """Line breaks whose `<` was eaten, and the characters that they lowered."""
    if ">" not in sheet.characters or not pair_damage(sheet):
        return {}
    return _edits(sheet, Evidence(DOUBTFUL.sub("\n", sheet.joined), rules), (_breaks,))


def _edits(sheet: Sheet, evidence: Evidence, makers: Sequence[Maker]) -> Edits:
    edits: dict[int, list[Repair]] = {}
    for index, text in enumerate(sheet.texts):
        found = _of_text(text, evidence, makers)
        if found:
            edits[index] = found
    return edits


def _of_text(text: str, evidence: Evidence, makers: Sequence[Maker]) -> list[Repair]:
    """The edits of one text; where two want the same words, the first kind wins: breaks, rules, likelihood."""
    taken = bytearray(len(text))
    found: list[Repair] = []
    for make in makers:
        for repair in make(text, evidence, taken):
            span = slice(repair.span.start, repair.span.end)
            if not any(taken[span]):
                taken[span] = b"\x01" * repair.span.length
                found.append(repair)
    return found


def _by_rules(text: str, evidence: Evidence, taken: bytearray) -> Iterator[Repair]:
    del taken
    return by_patterns(text, evidence.rules.patterns("pair_loss"))


def _by_rules_kept(text: str, evidence: Evidence, taken: bytearray) -> Iterator[Repair]:
    del taken
    return by_patterns(text, evidence.rules.patterns("pair_loss_kept") + evidence.rules.patterns("pair_loss_kept_digit"))


def _by_rules_unclear(text: str, evidence: Evidence, taken: bytearray) -> Iterator[Repair]:
    """Without 6?2日, which may be 6月2日 or 6月12日: what is printed stays, and the deadline is the interval."""
    del taken
    return by_patterns(text, evidence.rules.patterns("pair_loss_kept"))


def by_patterns(text: str, patterns: Sequence[Pattern]) -> Iterator[Repair]:
    """What the rules make of the marks of a text; matches may want the same words."""
    if "?" not in text and "\ufffd" not in text:
        return
    for pattern in patterns:
        for match in pattern.find.finditer(text):
            yield by_pattern(match, pattern)


def by_pattern(match: re.Match[str], pattern: Pattern) -> Repair:
    """The edit that a rule's template makes of a match, cut down to what really changes."""
    rule, said, outcome = pattern.rule, match.group(), match.expand(pattern.rule.after)
    start, end = _difference(said, outcome)
    if start + end == len(said) and said[start : start + 1] in ("?", LOST):
        end -= 1
    after = outcome[start : len(outcome) - end]
    others = tuple(after.replace("?", a) if "?" in after else a for a in rule.alternatives)
    span = Span(match.start() + start, match.end() - end)
    kind = "numbering" if rule.id.startswith("numbering") else "byte_loss"
    return Repair(span, said[start : len(said) - end], after, rule.id, kind, rule.confidence / 100, rule.certain, others)


def _difference(before: str, after: str) -> tuple[int, int]:
    """How many characters are equal at the start and at the end."""
    size = min(len(before), len(after))
    start = next((i for i in range(size) if before[i] != after[i]), size)
    end = next((i for i in range(size - start) if before[-1 - i] != after[-1 - i]), size - start)
    return start, end


_PARTED = re.compile(r"[\t|｜\n]| {1,4}[|｜]")
_NO_HAN = re.compile(r"[^\u4e00-\u9fff]")


def _breaks(text: str, evidence: Evidence, taken: bytearray) -> Iterator[Repair]:
    """`。<br />` is printed `、br />`: raise the last character again and break the line, unless a tab or bar parts it there."""
    del taken
    if ">" not in text:
        return
    for match in RESIDUE.finditer(text):
        left, last = text[max(0, match.start() - FARTHEST) : match.start()], match["last"]
        parted = _PARTED.match(text, match.end())
        white = "" if parted or INLINE.match(match["tag"]) else "\n"
        choice, certain = _raised(left, last, evidence)
        if choice is not None:
            span, sure, others = Span(*match.span("last")), choice.confidence, choice.others
            yield Repair(span, last, choice.text, "pair_loss.before_break", "byte_loss", sure, certain, others)
        rest = Span(match.end("last"), match.end())
        yield Repair(rest, text[rest.start : rest.end], white, "pair_loss.break", "markup_residue", 0.99, certain=True)


def _raised(left: str, last: str, evidence: Evidence) -> tuple[Choice | None, bool]:
    """The character that `last` was before it met a `<`, and whether the channel leaves no other.

    What the channel allows is not what happened where words speak against it: `规划br />` lost its `<` in another way, for
    规刓 is no word. Where words say nothing the channel is followed, and what is printed stays an alternative.
    """
    if last == "?":
        return _lost_before(left, evidence), False
    before = chr(ord(last) + 0xFEE0) if "!" <= last <= "~" else last
    raised = in_half_width(chr(ord(before) + 1)) if last == "(" else chr(ord(before) + 1)
    is_proved = explains(left, chr(ord(before) + 1) + "<", last)
    if raised in ENDS:
        return evidence.sure(_as_printed(raised, evidence)), is_proved
    gain = evidence.likelihood(_tail(left) + raised) - evidence.likelihood(_tail(left) + last)
    if is_proved and abs(gain) <= UNDECIDED:
        return Choice(_as_printed(raised, evidence), DOUBTED_LEAD, (last,)), False
    return (evidence.sure(_as_printed(raised, evidence)), is_proved) if gain > 0 else (None, False)


def _lost_before(left: str, evidence: Evidence) -> Choice | None:
    """The character that was lost before a tag, alone or with a mark behind it; all that may have been compete."""
    name = _NO_HAN.split(left)[-1]
    is_body = name[:1] in evidence.rules.words("place")
    if is_body and evidence.endings(name[1:]):
        return _end_of_body(name, evidence)
    known = [c for c in candidates_of_language(left, evidence) if is_han(c)]
    after = After.text(left)
    alone = {c for c in known if after.explains(c + "<", "?")}
    marked = {c for c in known if after.explains(f"{c}。<", "?")}
    choice = evidence.choose(left, [c for c in known if c in alone or c in marked], "")
    if choice is None or choice.lead < AMBIGUOUS_LEAD or not evidence.ends_whole(left + choice.text):
        return None
    likeliest = evidence.choose(left, known, "")
    if likeliest is not None and likeliest.lead >= AGAINST and likeliest.text not in alone | marked:
        return None  # the mark came about in another way: 改? is 改造, and not 改性, which alone this one leaves
    if is_body and choice.text in evidence.rules.words("unit_ending"):
        return None  # the name of a body: 县农牧和科技 goes on as bodies do (ends.py), not as 科技部 does in the language
    return choice if choice.text in alone else replace(choice, text=choice.text + "。")


def _end_of_body(name: str, evidence: Evidence) -> Choice | None:
    """The last character of a body's name behind its level (县卫生健康委员会); words of the language say nothing of it."""
    high = evidence.rules.words("unit_high")
    ends = [last for last in evidence.endings(name[1:]) if last not in high]
    return evidence.sure(ends[0]) if len(ends) == 1 else None


def _as_printed(mark: str, evidence: Evidence) -> str:
    """A mark as this page prints marks: in ASCII where all its commas and brackets are."""
    return in_half_width(mark) if mark != "。" and not set("，：；（").intersection(evidence.page) else mark


def _tail(left: str) -> str:
    return run_before(left[-8:])
