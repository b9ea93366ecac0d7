"""What became of each character of a damaged line: back, marked, left, or wrong, and whether the tool was sure of it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from difflib import SequenceMatcher

from pipeline.repair.language.characters import is_han
from pipeline.repair.writing.script import simplified

MARKS = frozenset("?\ufffd")
FATES = ("proved", "likely", "marked", "left", "wrong", "wrong and sure", "touched")
"""In the order of the table. All but the last are shares of what was damaged; `wrong and sure` is a part of `wrong`."""


@dataclass(frozen=True)
class Mended:
    """A line as a tool gives it back; `sure` says for each character whether the tool calls it proved."""

    text: str
    sure: tuple[bool, ...]


def fates(truth: str, damaged: str, mended: Mended) -> Counter[str]:
    """What became of the characters of one line; white space does not count, script is simplified on all sides.

    >>> dict(fates("市编办", "市编", Mended("市编办", (True, True, False))))
    {'characters': 3, 'printed': 2, 'damaged': 1, 'Chinese': 3, 'Chinese right': 3, 'likely': 1, 'right': 3}
    >>> [fates("市编办", "市?办", Mended("市监办", (True, sure, True)))["wrong and sure"] for sure in (True, False)]
    [1, 0]
    """
    truth, said = _squeezed(truth), _squeezed(damaged)
    result = simplified(mended.text)
    kept = [at for at, character in enumerate(result) if not character.isspace()]
    result, sure = "".join(result[at] for at in kept), [mended.sure[at] for at in kept]
    pairs = {a + k: b + k for a, b, n in blocks(truth, said) for k in range(n)}
    sound = frozenset(pairs)
    kept_from = {a + k: b + k for a, b, n in blocks(said, result) for k in range(n)}
    gone = frozenset(at for at, printed in pairs.items() if printed not in kept_from)
    printed_too = frozenset(kept_from.values())
    claimed = [at not in printed_too and called for at, called in enumerate(sure)]
    count = Counter({"characters": len(truth), "printed": len(said), "damaged": len(truth) - len(sound)})
    count["Chinese"] = sum(map(is_han, truth))
    matched = 0
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, truth, result, autojunk=False).get_opcodes():
        if tag == "equal":
            matched += i2 - i1
            count["Chinese right"] += sum(map(is_han, truth[i1:i2]))
            count.update("proved" if sure[j1 + at - i1] else "likely" for at in range(i1, i2) if at not in sound)
            continue
        wrong = _unequal([at in sound for at in range(i1, i2)], result[j1:j2], said)
        count += wrong + _claimed(wrong["wrong"], result[j1:j2], claimed[j1:j2])
        count["touched"] += sum(at in gone for at in range(i1, i2))
    count["right"] = matched
    return count


def _unequal(sound: list[bool], given: str, said: str) -> Counter[str]:
    """Characters that did not come back: marked as lost, left as they are printed, or replaced by something wrong."""
    count = Counter[str]()
    lost = len(sound) - sum(sound)
    count["marked"] = min(lost, sum(c in MARKS for c in given))
    words = "".join(c for c in given if c not in MARKS)
    is_printed = words in said
    rest = lost - count["marked"]
    count["left" if is_printed else "wrong"] = rest if is_printed else max(rest, len(words))
    return count


def _claimed(wrong: int, given: str, claimed: list[bool]) -> Counter[str]:
    """How many of the wrong characters of a run the tool put there and called certain; all, where all of the run is such."""
    words = [sure for character, sure in zip(given, claimed, strict=True) if character not in MARKS]
    return Counter({"wrong and sure": wrong if all(words) else min(wrong, sum(words))})


def _squeezed(text: str) -> str:
    return "".join(simplified(text).split())


def blocks(one: str, other: str) -> list[tuple[int, int, int]]:
    """What two texts have in common, in order: where it begins in each, and its length."""
    return [(block.a, block.b, block.size) for block in SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks()]
