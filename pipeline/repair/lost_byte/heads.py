"""Heads of paragraphs (`（二）`, `三、`, `第二条`) in a shifted run from which pairs vanished: known words, tried as such.

`（二）` is A3A8 B6FE A3A9. Behind a full-width space (A1A1) that lost its first byte the pairs are A1A3 A8B6 FEA3 and A9 with the
next byte; FEA3 is nothing in GBK, and `。ǘ┩` is printed. Each head leaves its own bytes, and what a run begins with tells which
heads it can have been.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from pipeline.repair.language.characters import common_characters, rare
from pipeline.repair.language.halves import BEHIND, completed

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

ENCODING = "gb18030"
READ_AS = "gbk"
"""What has no character in it was left out; GB18030 has private ones in their places."""
DIGITS = "一二三四五六七八九十"
NUMBERS = (*DIGITS, *(f"十{digit}" for digit in DIGITS[:-1]), "二十")
PLACE = "_"
MARKS = "\u3000。；：，、）”"
"""What may stand before a head."""
SPACE = "\u3000"
BEFORE_NUMBERS = "\u3000。；："
"""What may stand before 一、 and its like: behind 、 it is no head."""
MARK_OF = {mark.encode(ENCODING)[1:]: mark for mark in MARKS}
OPENING, INNER = 24.0, 5.0
"""What a head that comes back is worth: words say nothing of it, but paragraphs begin with one, and sentences hardly."""
COLON = "："
LABEL = re.compile(r"(?:^|[\s。；;（(〔|｜])([\u4e00-\u9fff]{2,8})\Z", re.MULTILINE)
OPEN, CLOSE = "（", "）"
SPACE_REST = b"\xa1"
"""The last byte of a full-width space: with the first one of a head it makes a sign, of （ a 。 and of 二 a 《."""
NUMBERED = rf"{OPEN}\d{{1,2}}[)）]"
PAIR = 2


class _Head(NamedTuple):
    """A head behind a byte: all its bytes but the last, what is left of them when pairs vanish, and the last."""

    pairs: bytes
    left: bytes
    last: bytes
    bracketed: bool


def with_heads(data: bytes, letter: bytes, forms: frozenset[str]) -> Iterator[tuple[bytes, ...]]:
    """The bytes of a shifted run with what vanished around a head put back, for each head that fits; `letter` ends the run.

    A head may have been closed by more than one pair that vanished: all of them. Heads whose last byte is there come first.

    >>> [found[0][1:7].decode("gb18030") for found in with_heads("。ǘ┩七".encode("gb18030"), b"M", frozenset({"（_）"}))]
    ['（二）', '（二十']
    """
    open_ended: list[tuple[bytes, ...]] = []
    for at in range(-PAIR, len(data) - 1, PAIR):
        begin = max(at, 0)
        for head in _heads(data[at : at + 1] if at >= 0 else b"", forms).get(data[begin : begin + PAIR], ()):
            if not data.startswith(head.left, begin) or not _may_stand(head, data, at):
                continue
            rest = data[begin + len(head.left) :]
            if rest.startswith(head.last) or (not rest and head.last == letter):
                yield from [(data[:begin] + head.pairs + rest,)] * (head.left != head.pairs)
            elif len(head.left) > PAIR or (at == 0 and not head.bracketed):
                pairs = _vanished(head.last, rest[:1] or letter)
                open_ended.append(tuple(data[:begin] + head.pairs + pair + rest for pair in pairs))
    yield from open_ended


def mark_before(last: bytes, said: str, forms: frozenset[str]) -> str:
    """The mark whose last byte stands before a head with which a run begins; nothing where no head or no mark does.

    >>> mark_before("。".encode("gb18030")[1:], "（二）推進", frozenset({"（_）"}))
    '。'
    """
    return MARK_OF.get(last, "") if _beginning(forms).match(said) else ""


def is_label(before: str, labels: frozenset[str]) -> bool:
    r"""Whether the words before a run are a label, all of their line or sentence (`责任单位`): a colon stands behind it.

    >>> [is_label(said, frozenset({"责任单位"})) for said in ("一、预算。\n责任单位", "公开（责任单位", "由责任单位")]
    [True, True, False]
    """
    label = LABEL.search(before)
    return label is not None and label[1] in labels


def worth_of_head(before: str, said: str, forms: frozenset[str]) -> float:
    """By how many powers of e a head speaks for words that hold one, more where it opens their line; 0.0 where none can stand.

    A number (一、) stands behind no comma, a full-width space opens a line only, and no head in brackets stands in brackets.

    >>> forms = frozenset({"（_）", "_、"})
    >>> [worth_of_head(*said, forms) for said in (("", "\u3000一、推进"), ("如下", "：二、推进"), ("公开（", "二）推进"))]
    [24.0, 5.0, 5.0]
    >>> [worth_of_head(*said, forms) for said in (("含量", "、六、规格"), ("处理", "\u3000二、人民"), ("（", "（六）"))]
    [0.0, 0.0, 0.0]
    """
    line = before.rpartition("\n")[2]
    heads = _beginning(forms).finditer(line + said)
    return max((_worth(line + said, head) for head in heads if head.end() > len(line)), default=0.0)


def _worth(text: str, head: re.Match[str]) -> float:
    """The same of one head."""
    ahead = text[: head.start()]
    if not ahead.strip():
        return OPENING
    if head.group().startswith(OPEN):
        return INNER if ahead.rfind(OPEN) <= ahead.rfind(CLOSE) else 0.0
    return INNER if ahead[-1] in (BEFORE_NUMBERS if head.group()[0] in DIGITS else MARKS) and ahead[-1] != SPACE else 0.0


@cache
def head_rest() -> re.Pattern[str]:
    """What a line begins with whose space lost its first byte before a head.

    >>> [bool(head_rest().search(line)) for line in ("。ㄒ唬┩七", "。六）适时", "《、切实", "〉谝惶 各")]
    [True, True, True, True]
    >>> [bool(head_rest().search(line)) for line in ("《要点》", "。六月", "“一网通办”")]
    [False, False, False]
    """
    signs = {(SPACE_REST + c.encode(ENCODING)[:1]).decode(ENCODING) for c in f"{OPEN}第{DIGITS}"}
    usual = "".join(sorted(signs & common_characters()))
    heads = [rf"。(?=[{DIGITS}]{{1,3}}{CLOSE})", "《(?=、)", rf"[{''.join(sorted(signs - {*usual}))}](?=[^\x00-\x7f])"]
    return re.compile(rf"(?<![^\n])(?:{'|'.join([*heads, f'[{usual}](?={rare()})'])})")


def head_length(said: str, forms: frozenset[str]) -> int:
    """How long the head is with which words begin; 0 where they begin with none.

    >>> [head_length(said, frozenset({"（_）", "_、"})) for said in ("（十二）推进", "十、推进", "推进")]
    [4, 2, 0]
    """
    head = _beginning(forms).match(said)
    return head.end() if head else 0


@cache
def _beginning(forms: frozenset[str]) -> re.Pattern[str]:
    number = f"(?:{'|'.join(sorted(NUMBERS, key=len, reverse=True))})"
    return re.compile("|".join([*(number.join(map(re.escape, form.split(PLACE))) for form in sorted(forms)), NUMBERED]))


def _may_stand(head: _Head, data: bytes, at: int) -> bool:
    """Whether a head can stand there: one in brackets outside other ones, another behind a mark."""
    if at < 0:
        return True
    if not head.bracketed:
        return data[at - 1 : at + 1].decode(READ_AS, "ignore") in MARKS if at else data[:1] in MARK_OF
    said = data[1 : at + 1].decode(READ_AS, "ignore")
    return said.rfind(OPEN) <= said.rfind(CLOSE)


@lru_cache(maxsize=1 << 9)
def _heads(lead: bytes, forms: frozenset[str]) -> Mapping[bytes, tuple[_Head, ...]]:
    """All heads behind a character's last byte, or without their own first one, by the first pair that is left of them."""
    found: dict[bytes, tuple[_Head, ...]] = {}
    for form in sorted(forms):
        for number in NUMBERS:
            data = form.replace(PLACE, number).encode(ENCODING)
            pairs = (lead + data[:-1])[not lead :]
            left = b"".join(pair for pair in pairs_of(pairs) if is_read(pair))
            head = _Head(pairs, left, data[-1:], form.startswith(OPEN))
            if len(left) >= PAIR and (not lead or left.startswith(pairs[:PAIR])):
                found[left[:PAIR]] = (*found.get(left[:PAIR], ()), head)
    return found


@cache
def _vanished(last: bytes, trail: bytes) -> list[bytes]:
    """Pairs of a head's last byte and a character's first, where the page printed nothing and this byte is next."""
    leads = {c.encode(READ_AS)[:1] for c in completed(trail, BEHIND, READ_AS)} if trail else set()
    return [last + lead for lead in sorted(leads) if not is_read(last + lead)]


def pairs_of(data: bytes) -> Iterator[bytes]:
    """Bytes two by two."""
    return (data[at : at + PAIR] for at in range(0, len(data), PAIR))


@lru_cache(maxsize=1 << 16)
def is_read(pair: bytes) -> bool:
    """Whether GBK has a character for two bytes.

    >>> is_read("政".encode("gbk")), is_read(bytes((0xFE, 0xA3)))
    (True, False)
    """
    return bool(pair.decode(READ_AS, "ignore"))
