"""Lines that a mirror puts between two items of one list: a link, or words that the notice says nowhere; no headings."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from pipeline.repair.counted.starts import DIGITS, ordinal_of
from pipeline.repair.substitution.looks import ends_as_body

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Sequence

    from pipeline.outline import Block
    from pipeline.repair.garbles import RepairRules

NUMBER = re.compile(rf"(?P<open>[（(]?)(?P<number>[{DIGITS}十]{{1,3}}|\d{{1,3}})(?P<close>[)）、.．])")
LINK, LONGEST = "link", 24
HEAD = re.compile(r"[\u4e00-\u9fffA-Za-z0-9 ]{2,20}")
"""Words without a mark, as headings and banners are."""
SHORTEST = 4
HAN = re.compile(r"[\u4e00-\u9fff]{2,}")


def find_lone_lines(blocks: Sequence[Block], loose: Container[int], rules: RepairRules) -> frozenset[int]:
    """Which blocks stand alone in the middle of a count that goes on behind them: links without a number, and strange words.

    `loose` are the blocks that stand in no table. Links to what belongs to a notice (附件, 方案) have words of its labels. Words
    are strange if no two characters of them stand elsewhere on the page, some are of sites, and no other such line heads items.

    >>> from pipeline.outline import Block
    >>> from pipeline.repair.garbles import RepairRules
    >>> from pipeline.traced import TracedText
    >>> lines = ("一、公开预算。", "即时捷报", "二、公开决算。", "三、公开审计")
    >>> blocks = [Block("p", TracedText(line), marks=frozenset({"link"} if line[0] == "即" else ())) for line in lines]
    >>> sorted(find_lone_lines(blocks, range(4), RepairRules()))
    [1]
    """
    heads = list(_heads(blocks, loose))
    between = [at for at, goes_on in heads if goes_on]
    links = {at for at in between if LINK in blocks[at].marks and not _is_labelled(blocks[at], rules)}
    bare = [at for at, _ in heads if HEAD.fullmatch(blocks[at].text.text.strip())]
    return frozenset(links.union(at for at in between if bare == [at] and _is_strange(at, blocks, rules)))


@dataclass
class _Count:
    """The numbers of a page as they come, by the style in which they are written."""

    last: dict[str, int] = field(default_factory=dict)

    def goes_on(self, number: re.Match[str]) -> bool:
        """Whether a number is the next of its style; from then on it is the last."""
        style = f"{number['open']}{'1' if number['number'].isdecimal() else DIGITS[0]}{number['close']}"
        value, before = ordinal_of(number["number"]), self.last.get(style, 0)
        self.last[style] = value
        return 0 < before == value - 1


def _heads(blocks: Sequence[Block], loose: Container[int]) -> Iterator[tuple[int, bool]]:
    """The short lines without a number right before an item, the page's first line apart, and whether it goes on a count."""
    count, lone, first = _Count(), -1, True
    for at, block in enumerate(blocks):
        said = block.text.text.strip()
        if block.set_aside is not None or not said:
            continue
        number = NUMBER.match(said) if at in loose else None
        if number is None:
            lone = at if len(said) <= LONGEST and at in loose and not first else -1
        else:
            goes_on = count.goes_on(number)
            if lone >= 0:
                yield lone, goes_on
            lone = -1
        first = False


def _is_labelled(block: Block, rules: RepairRules) -> bool:
    return any(word in block.text.text for word in rules.words("label"))


def _is_strange(at: int, blocks: Sequence[Block], rules: RepairRules) -> bool:
    """Whether a line without marks has a sign of a site in it, nothing that the page says elsewhere, no work and no body."""
    said = blocks[at].text.text.strip()
    if len(said) < SHORTEST or not rules.spam_words.search(said) or ends_as_body(said, rules) or _is_labelled(blocks[at], rules):
        return False
    words = (said[start:end] for start in range(len(said)) for end in range(start + 2, len(said) + 1))
    if any(rules.given.get(word) for word in words):
        return False
    pairs = [a + b for run in HAN.findall(said) for a, b in pairwise(run)]
    rest = "\n".join(block.text.text for number, block in enumerate(blocks) if number != at)
    return bool(pairs) and not any(pair in rest for pair in pairs)
