"""The documents that a notice names: 《title》（number), a number alone, a title alone, and what is said of them."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from pipeline.facts.citations.rules import CitationRule, CitationRules
from pipeline.facts.metadata.docnumbers import NUMBER_SIGN, DocNumber, find_cited
from pipeline.outline import Passage
from pipeline.values import Citation, Found, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["CitationRule", "CitationRules", "OwnWords", "read_citations", "try_example"]

_LONGEST = 300
_CLAUSE = 40
_STOP = re.compile(r"[。；;！？\n]")
_NEAR = re.compile(r"[^，,：:]{0,24}")
_GAP = re.compile(r"\s*")
_CLOSE = re.compile(r"\s{0,3}[）)\]】〕]")
_PAREN = re.compile(r"\s*[（(\[【〔]")
_ORDINAL = re.compile(r"\s*[（(]\s*(?P<number>[12]\d{3}年第\d{1,4}号)(?=\s*[）)])")
_ORGAN_BEFORE = re.compile(r"[\u4e00-\u9fff、]{2,30}$")
_OPENING = "《〈"
_SIGNS = re.compile(r"[\s《》〈〉“”\"()（）]")
_GAPS = re.compile(r"(?<=[^\x00-\x7f]) (?=\S)|(?<=\S) (?=[^\x00-\x7f])")
_SHORTEST_ORGAN = 3
_WRAP = " \u3000（(【[〔"
_AHEAD = ("before", "announces")


@dataclass(frozen=True)
class OwnWords:
    """The notice's own title and number, which are no citations; so is a plan whose name the title holds."""

    title: str | None = None
    doc_number: str | None = None

    @cached_property
    def squeezed(self) -> str:
        """The title without white space, book marks and brackets."""
        return _squeeze(self.title or "")


@dataclass(frozen=True)
class _Mention:
    """A citation as it stands in a passage: all of it, its title if it has one, its number if it has one."""

    span: Span
    title: str | None
    number: DocNumber | None


def read_citations(passages: Sequence[Passage], rules: CitationRules, own: OwnWords | None = None) -> tuple[Found[Citation], ...]:
    """Every document named, once each, in the order in which they are first named.

    A number that is damaged stays as printed (`国办发〔2017〕?2号`). A short name (《意见》) is no document of its own.
    """
    mine = own or OwnWords()
    found: dict[str, Found[Citation]] = {}
    titles: dict[str, str] = {}
    for passage in passages:
        for cited in _cited(passage, rules, mine):
            if cited.value is None:
                continue
            title, number = _squeeze(cited.value.title or ""), cited.value.doc_number
            key = number or titles.get(title) or title
            if number and title in found and key not in found:  # the title that is forwarded, its number only in the letter
                found = {key if name == title else name: known for name, known in found.items()}
                titles[title] = key
            titles.setdefault(title, key) if title else None
            known = found.get(key)
            found[key] = _merged(known, cited) if known else cited
    return tuple(found.values())


def _merged(known: Found[Citation], again: Found[Citation]) -> Found[Citation]:
    """A document named twice: the first place, and whatever only the second says."""
    if known.value is None or again.value is None:
        return known
    value = replace(
        known.value,
        title=known.value.title or again.value.title,
        doc_number=known.value.doc_number or again.value.doc_number,
        issuer=known.value.issuer or again.value.issuer,
        relation=again.value.relation if known.value.relation == "mentions" else known.value.relation,
    )
    return replace(known, value=value)


def _cited(passage: Passage, rules: CitationRules, own: OwnWords) -> Iterator[Found[Citation]]:
    text = passage.text
    yield from _forwarded_title(passage, rules, own)
    if _OPENING[0] not in text and NUMBER_SIGN not in text:
        return
    previous: tuple[int, str, str] | None = None
    for mention in _mentions(text, rules):
        if _is_own(mention, text, own, rules):
            continue
        relation, rule = _relation(text, mention, rules)
        if relation == "mentions" and previous and rules.joint.fullmatch(text, previous[0], mention.span.start):
            relation, rule = previous[1], previous[2]
        previous = (mention.span.end, relation, rule)
        words = passage.part(mention.span.start, mention.span.end)
        number = mention.number.value if mention.number else None
        value = Citation(mention.title, number, _issuer(text, mention, rules), relation)
        yield Found(value, words.said, words.place, rule)


def _forwarded_title(passage: Passage, rules: CitationRules, own: OwnWords) -> Iterator[Found[Citation]]:
    """The document that the notice's own title forwards: X转发Y关于…的通知 names Y's, X转发《…》的通知 the one in book marks."""
    text = passage.text.strip()
    if not own.title or not len(own.squeezed) <= len(text) <= _LONGEST or _squeeze(text) != own.squeezed:
        return
    for word in rules.words("forward_title"):
        at = text.find(word)
        cited = text[at + len(word) :] if at >= 0 else ""
        marked = next(_titles(cited), None) if cited.startswith(_OPENING[0]) else None
        title = _tidy(cited[1 : marked.end - 1] if marked else _forwarded_core(cited, rules), rules)
        issuer = _issuer(title, _Mention(Span(0, 0), title, None), rules)
        if marked or (issuer and "《" not in title):
            words = passage.part(passage.text.find(cited))
            yield Found(Citation(title, None, issuer, "forwards"), words.said, words.place, "citation.forwards.title")
            return


def _forwarded_core(cited: str, rules: CitationRules) -> str:
    """What is forwarded, without the 的通知 that is the notice's own: 国务院…的意见的通知, but 国务院关于印发…要点的通知."""
    ends = (of + document for document in rules.words("document") for of in rules.words("of_title"))
    inner = next((cited.removesuffix(end) for end in ends if cited.endswith(end)), cited)
    own = inner.endswith(rules.words("document")) and not any(word in inner for word in rules.words("publishes"))
    return inner if own else cited


def _mentions(text: str, rules: CitationRules) -> Iterator[_Mention]:
    numbers = find_cited(text, rules.numbers)
    starts = [number.span.start for number in numbers]
    used: set[int] = set()
    found: list[_Mention] = []
    for span in _titles(text):
        used.update(range(bisect_left(starts, span.start), bisect_left(starts, span.end)))
        index = _number_after(text, span.end, starts)
        title = _tidy(text[span.start + 1 : span.end - 1], rules)
        number = numbers[index] if index is not None else _ordinal_after(text, span.end, title, rules)
        if number:
            used.update(() if index is None else (index,))
            closing = _CLOSE.match(text, number.span.end)
            found.append(_Mention(Span(span.start, closing.end() if closing else number.span.end), title, number))
        elif title.endswith(rules.words("document")) and title not in rules.words("short"):
            ahead = bisect_left(starts, span.start) - 1  # 湘政办发〔2022〕40号《…意见》
            if ahead >= 0 and ahead not in used and _GAP.fullmatch(text, numbers[ahead].span.end, span.start):
                used.add(ahead)
                found.append(_Mention(Span(numbers[ahead].span.start, span.end), title, numbers[ahead]))
            else:
                found.append(_Mention(span, title, None))
    found += [_Mention(n.span, None, n) for i, n in enumerate(numbers) if i not in used and n.organ]
    return iter(sorted(found, key=lambda mention: mention.span))


def _titles(text: str) -> Iterator[Span]:
    """The outermost titles in book marks; one that is never closed is none."""
    depth = begin = 0
    for match in re.finditer(r"[《〈》〉]", text):
        at = match.start()
        if depth and at - begin > _LONGEST:
            depth = 0
        if match[0] in _OPENING:
            begin = at if depth == 0 else begin
            depth += 1
        elif depth:
            depth -= 1
            if depth == 0:
                yield Span(begin, at + 1)


def _number_after(text: str, end: int, starts: Sequence[int]) -> int | None:
    """The index of the number that stands right after a title, in brackets or without."""
    paren = _PAREN.match(text, end)
    gap = _GAP.match(text, paren.end()) if paren else None
    at = gap.end() if gap else end
    index = bisect_left(starts, at)
    return index if index < len(starts) and starts[index] == at else None


def _ordinal_after(text: str, end: int, title: str, rules: CitationRules) -> DocNumber | None:
    """The number of an announcement that its title's issuer counts by the year: 《某局关于…的公告》（2025年第4号）."""
    match = _ORDINAL.match(text, end)
    kind = next((kind for kind in rules.words("decree") if title.endswith(kind)), "")
    issuer = _issuer(text, _Mention(Span(end, end), title, None), rules) if match and kind else None
    if match is None or issuer is None:
        return None
    return DocNumber(Span(match.start("number"), match.end("number")), f"{issuer}{kind}{match['number']}", issuer + kind, None)


def _is_own(mention: _Mention, text: str, own: OwnWords, rules: CitationRules) -> bool:
    if mention.number:
        # 经 of 南经管发 is no word of the sentence where the number stands alone.
        cut = text[: mention.span.start].strip(_WRAP) + mention.number.value
        return own.doc_number in (mention.number.value, cut)
    title, mine = _squeeze(mention.title or ""), own.squeezed
    after = text[mention.span.end : mention.span.end + 12]
    return bool(title) and (title in mine or after.startswith(rules.words("own")))


def _relation(text: str, mention: _Mention, rules: CitationRules) -> tuple[str, str]:
    """What the words around say: those right after it first, then the nearest ones before it in its clause."""
    after = text[mention.span.end : mention.span.end + _CLAUSE].lstrip(" ）)")
    stop = _STOP.search(after)
    after = after[: stop.start()] if stop else after
    start = max(0, mention.span.start - _CLAUSE)
    before = _STOP.split(text[start : mention.span.start])[-1]
    for part, word, relation, rule in rules.relations:
        if part == "after" and relation == "repeals" and word in after:
            return relation, rule
        if part == "after" and after.startswith(word):
            return relation, rule
    best: tuple[int, str, str] = (-1, "mentions", "citation.mentions")
    for part, word, relation, rule in rules.relations:
        at = before.rfind(word) if part in _AHEAD else -1
        near = at > best[0] and _NEAR.fullmatch(before, at + len(word))
        if near and (relation != "forwards" or _forwarded((part, word), before, after, rules)):
            best = (at, relation, rule)
    return best[1], best[2]


def _forwarded(said: tuple[str, str], before: str, after: str, rules: CitationRules) -> bool:
    """`现将《…》` alone says nothing: it is what comes after; `转发《…》` does."""
    part, word = said
    ends = tuple(w for p, w, relation, _ in rules.relations if p == "after" and relation == "forwards")
    return (part == "before" and before.endswith(word)) or any(end in after for end in ends)


def _issuer(text: str, mention: _Mention, rules: CitationRules) -> str | None:
    title = mention.title
    if title is None:
        return None
    cuts = [title.find(word) for word in rules.words("issuer_mark") if word in title]
    words = title[: min(cuts)].strip() if cuts else ""
    if words:
        return words if rules.organ_end.search(words) and not words.startswith(rules.words("not_issuer")) else None
    if not cuts:
        return None
    before = _ORGAN_BEFORE.search(text[max(0, mention.span.start - 30) : mention.span.start])
    name = _after_leads(before[0], rules) if before else ""
    return name if name and rules.organ_end.search(name) else None


def _after_leads(words: str, rules: CitationRules) -> str:
    best = max((words.rfind(lead) + len(lead) for lead in rules.numbers.leads if len(lead) > 1 and lead in words), default=0)
    return words[best:].strip("、")


def _tidy(title: str, rules: CitationRules) -> str:
    """A title without the gaps that its wrapping left; two issuers in it stay parted by a space."""
    words = " ".join(title.split())
    marks = [at for word in rules.words("issuer_mark") if (at := words.find(word)) >= 0]
    ahead = min(marks, default=0)
    names = words[:ahead].split(" ")
    short = rules.words("organ_short")
    long = (len(name) > _SHORTEST_ORGAN and rules.organ_end.search(name) for name in names if name not in short)
    parted = ahead > 0 and all(long)
    kept = ahead if parted else 0
    return words[:kept] + _GAPS.sub("", words[kept:])


def _squeeze(title: str) -> str:
    return _SIGNS.sub("", title)


def try_example(rule: CitationRule, rules: CitationRules, said: str) -> str:
    """The first citation in the words: title | number | issuer | relation; `""` when there is none."""
    own = OwnWords(said) if rule.part == "forward_title" else None
    cited = next(iter(read_citations((Passage.of(said),), rules, own)), None)
    if cited is None or cited.value is None:
        return ""
    value = cited.value
    return " | ".join((value.title or "", value.doc_number or "", value.issuer or "", value.relation))
