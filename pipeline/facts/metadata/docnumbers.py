"""文号: the number of a document, wherever it is printed and whatever brackets it has."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from pipeline.facts.deadlines.datewords import number_of
from pipeline.values import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_OPEN = r"〔\[［【（(﹝〈{〖｛<＜"
_CLOSE = r"〕\]］】）)﹞〉}〗｝>＞"
_CORE = re.compile(
    rf"[{_OPEN}]\s*(?P<year>[12１２][\d?Oo]{{3}}|\?[\d?]{{3}})\s*年?\s*[{_CLOSE}]\s*(?:第\s*|(?<=[〕\]］】])(?P<sort>[一-龥]{{2}})\s*)?"
    r"(?P<serial>[\d?]{1,5}(?:\s*[-－—]\s*\d{1,3})?)\s*号"
)
_BROKEN = re.compile(
    rf"(?P<organ>[一-龥]{{2,14}})\s*(?P<open>[{_OPEN}]?)\s*(?P<year>20[0-4]\d)\s*年?\s*(?P<close>[{_CLOSE}]?)"
    r"\s*(?P<serial>[1-9]\d{0,3})\s*(?P<sign>号?)"
)
NUMBER_SIGN = "号"
"""What every number of a document ends in."""

_ORDINAL = r"[\d０-９]{1,4}|[〇零一二三四五六七八九十]{1,5}"
_NEXT = re.compile(r"\s{0,2}[、和及与]\s{0,2}第?(?P<serial>[\d０-９]{1,4})号")
_YEAR_ENDS = "〕"
_LONG = 9
_ORGAN = re.compile(r"(?:[A-Za-z\u4e00-\u9fff]\s?){1,20}$")


@dataclass(frozen=True)
class DocNumber:
    """A document number: where it stands, its own short form, its parts; `whole` when none of its brackets was lost."""

    span: Span
    value: str
    organ: str
    year: int | None
    whole: bool = True


@dataclass(frozen=True)
class NumberWords:
    """What is known of the words around a number.

    `leads` belong to the sentence and not to the number, `wholes` are names that hold such a word and are never cut
    (中华人民共和国); `issuers` end the name of a body that is printed right before its number; `decrees` finds the
    numbers of decrees.
    """

    issuers: tuple[str, ...] = ()
    leads: tuple[str, ...] = ()
    wholes: tuple[str, ...] = ()
    decrees: re.Pattern[str] = re.compile(r"(?!)")

    @cached_property
    def issuer(self) -> re.Pattern[str]:
        """A body's name, where the letters of its number follow."""
        return re.compile(rf"^.{{3,}}(?:{'|'.join(map(re.escape, self.issuers)) or '(?!)'})(?=.{{2,8}}$)")


NO_WORDS = NumberWords()
"""For words that are known to be a number."""


def find_numbers(text: str, words: NumberWords) -> Iterator[DocNumber]:
    """Every number with a bracketed year.

    >>> [n.value for n in find_numbers("（国办发[2019] 54号）、川办函〔2021〕57号", NO_WORDS)]
    ['国办发〔2019〕54号', '川办函〔2021〕57号']
    >>> [n.value for n in find_numbers("现将国办发〔2019〕54号", NumberWords(leads=("现将",)))]
    ['国办发〔2019〕54号']
    >>> [n.value for n in find_numbers("微信 微博 渝电大 招 〔 2020〕 7 号", NO_WORDS)]
    ['渝电大招〔2020〕7号']
    >>> [n.value for n in find_numbers("川汛〔2025〕明电3号", NO_WORDS)]
    ['川汛〔2025〕明电3号']
    """
    for match in _CORE.finditer(text):
        begin = match.start()
        before = text[max(0, begin - 24) : begin]
        organ = _ORGAN.search(before.rstrip())
        word = _without_leads(_own_words(organ[0]), words) if organ else ""
        start = begin - (len(before) - len(before.rstrip())) - len(word) if word else begin
        yield DocNumber(Span(start, match.end()), _canonical(word, match), "".join(word.split()), _year(match))


def decree_pattern(organs: Sequence[str], kinds: Sequence[str]) -> re.Pattern[str]:
    """An expression for the numbers of decrees; `organs` are the ends of names that issue them, `kinds` what they issue."""
    end, kind = ("|".join(map(re.escape, words)) or r"(?!)" for words in (organs, kinds))
    body = rf"(?P<organ>(?:[一-龥]{{1,14}}?(?:{end})[\s、]){{0,3}}[一-龥]{{0,14}}?(?:{end}))"
    year = r"(?P<year{}>[12]\d{{3}}年)"
    ahead = rf"(?P<kind>{kind})\s?[（(]?(?:{year.format('')}\s?)?第?\s?(?P<serial>{_ORDINAL})\s?号"
    behind = rf"\s?{year.format('2')}第?\s?(?P<serial2>{_ORDINAL})\s?号(?P<kind2>{kind})"
    return re.compile(rf"{body}(?:{ahead}|{behind})")


def find_cited(text: str, words: NumberWords) -> list[DocNumber]:
    """Every number by which a document can be cited, in order: those with a bracketed year, and those of decrees.

    >>> decrees = decree_pattern(("国务院", "主席", "总局"), ("令", "公告"))
    >>> words = NumberWords(leads=("根据", "和"), wholes=("共和国",), decrees=decrees)
    >>> [n.value for n in find_cited("根据国务院令第711号和国办发〔2019〕54号", words)]
    ['国务院令第711号', '国办发〔2019〕54号']
    >>> [n.value for n in find_cited("根据共和国主席令第七十号、税务总局2023年第5号公告", words)]
    ['共和国主席令第70号', '税务总局公告2023年第5号']
    >>> [n.value for n in find_cited("国办发〔2019〕54号、55号文件", words)]
    ['国办发〔2019〕54号', '国办发〔2019〕55号']
    """
    orders = [_decree(match, words) for match in words.decrees.finditer(text)] if NUMBER_SIGN in text else []
    numbers = [one for number in find_numbers(text, words) for one in (number, *_more(text, number))]
    return sorted((*numbers, *orders), key=lambda number: number.span)


def _more(text: str, number: DocNumber) -> Iterator[DocNumber]:
    """The numbers of a list that print organ and year once: 国办发〔2021〕12号、13号."""
    at = number.span.end
    while (match := _NEXT.match(text, at)) is not None:
        at = match.end()
        value = f"{number.value[: number.value.rfind(_YEAR_ENDS) + 1]}{_ascii(match['serial'])}{NUMBER_SIGN}"
        yield DocNumber(Span(match.start("serial"), at), value, number.organ, number.year)


def _decree(match: re.Match[str], words: NumberWords) -> DocNumber:
    organ = match["organ"]
    masked = organ
    for whole in words.wholes:
        masked = masked.replace(whole, "\0" * len(whole))
    organ = organ[len(organ) - len(_without_leads(masked, words)) :]
    kind, year = match["kind"] or match["kind2"], match["year"] or match["year2"] or ""
    said = match["serial"] or match["serial2"]
    value = f"{''.join(organ.split())}{kind}{year}第{number_of(said) or said}号"
    return DocNumber(Span(match.end("organ") - len(organ), match.end()), value, "".join(organ.split()) + kind, None)


def number_at_start(text: str, words: NumberWords) -> DocNumber | None:
    """The number that the words begin with, brackets around it allowed."""
    if NUMBER_SIGN not in text:
        return None
    lead = len(text) - len(text.lstrip(" \u3000（(【[〔"))
    found = next(find_numbers(text[lead : lead + 60], words), None)
    if found is None or found.span.start != 0:
        return None
    end = lead + found.span.end
    closing = re.match(rf"\s*[{_CLOSE}]", text[end:]) if lead else None
    stop = end + (closing.end() if closing else 0)
    return DocNumber(Span(0, stop), found.value, found.organ, found.year)


def broken_number(words: str) -> DocNumber | None:
    """A number that stands alone and lost one bracket or both, maybe its 号: a year has four digits, so there is one reading.

    One that has both and ends without 号 was cut off, and its last digits may be gone: that is none.

    >>> [broken_number(words).value for words in ("镇政办发〔2015179", "云政发2023〕6号", "云政发20236号", "云政发2023年6号")]
    ['镇政办发〔2015〕179号', '云政发〔2023〕6号', '云政发〔2023〕6号', '云政发〔2023〕6号']
    >>> broken_number("云政发20236"), broken_number("投资2021180万元"), broken_number("云政发〔2023〕6")
    (None, None, None)
    """
    match = _BROKEN.fullmatch(words.strip())
    if match is None or (match["open"] and match["close"]) or not (match["open"] or match["close"] or match["sign"]):
        return None
    start = len(words) - len(words.lstrip())
    span = Span(start, start + match.end())
    return DocNumber(span, _canonical(match["organ"], match), match["organ"], _year(match), whole=False)


def _own_words(words: str) -> str:
    """The last word; a number that is printed with gaps (`渝电大 招 〔2020〕`) has words of one character."""
    parts = list(re.finditer(r"\S+", words))
    start = parts[-1].start() if parts else 0
    for earlier, later in zip(parts[-2::-1], parts[:0:-1], strict=False):
        if len(earlier[0]) > 1 and len(later[0]) > 1:
            break
        start = earlier.start()
    return words[start:]


def _without_leads(said: str, words: NumberWords) -> str:
    """Cut the sentence's own words off the front, and an issuer's name that is printed right before its number."""
    best = 0
    for lead in words.leads:
        at = said.rfind(lead)
        if at >= 0 and at + len(lead) < len(said):
            best = max(best, at + len(lead))
    said = said[best:].lstrip()
    named = words.issuer.search(said) if len(said) > _LONG else None
    return said[named.end() :] if named else said


def _canonical(organ: str, match: re.Match[str]) -> str:
    year = match["year"].replace("O", "0").replace("o", "0")
    serial = "".join(match["serial"].split())
    sort = match.groupdict().get("sort") or ""  # 〔2025〕明电3号
    return "".join(organ.split()) + "〔" + _ascii(year) + "〕" + sort + _ascii(serial) + "号"


def _ascii(digits: str) -> str:
    return "".join(str(int(c)) if c.isdecimal() else c for c in digits)


def _year(match: re.Match[str]) -> int | None:
    year = _ascii(match["year"].replace("O", "0").replace("o", "0"))
    return int(year) if year.isdecimal() else None
