"""Where a text that was misread and what it had been can be cut alike: sign by sign, or where their bytes come together."""

from __future__ import annotations

from functools import lru_cache
from itertools import accumulate, repeat
from typing import TYPE_CHECKING

from pipeline.repair.misread.misreadings import BY_NAME, reread
from pipeline.repair.misread.printed_bytes import bytes_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.repair.misread.holes import Reading
    from pipeline.repair.misread.misreadings import Misreading


def steps_between(said: str, reading: Reading, names: Sequence[str]) -> tuple[tuple[int, int], ...]:
    """The places in a text and in its rereading, by these misreadings one after the other, at which both can be cut.

    >>> from pipeline.repair.misread.holes import Reading
    >>> steps_between("ÕþÎñ", Reading("政务"), ["gbk_read_as_windows_1252"])
    ((0, 0), (2, 1), (4, 2))
    >>> steps_between("鏀垮姟", Reading("政务"), ["utf8_read_as_gbk"])
    ((0, 0), (3, 2))
    """
    text, home = said, {at: at for at in range(len(said) + 1)}
    for name in names[:-1]:
        earlier = reread(text, BY_NAME[name], most=1.0)
        if earlier is None:
            return ()
        home = {there: home[here] for here, there in _stage(text, earlier, BY_NAME[name]) if here in home}
        text = earlier.text
    return tuple((home[here], there) for here, there in _stage(text, reading, BY_NAME[names[-1]]) if here in home)


def _stage(text: str, reading: Reading, misreading: Misreading) -> Iterator[tuple[int, int]]:
    """The places at which a text and its rereading can be cut, whose bytes before them are as many."""
    size = _size_with_holes if reading.starts else _size
    printed = {place: at for at, place in enumerate(accumulate(map(size, text, repeat(misreading.read)), initial=0))}
    written = reading.starts or tuple(accumulate(map(_size, reading.text, repeat(misreading.wrote)), initial=0))
    # Of a reading with gaps that nothing explains, the bytes count from both ends up to them.
    first, last = (reading.gaps[0][0], reading.gaps[-1][0]) if reading.gaps and not reading.starts else (len(written), -1)
    short = max(printed) - written[-1]
    for at, place in enumerate(written):
        home = place if at <= first else place + short if at > last else -1
        if home in printed:
            yield printed[home], at


@lru_cache(maxsize=1 << 14)
def _size(character: str, encoding: str) -> int:
    return 1 if encoding == "windows" else len(character.encode(encoding, "replace"))


@lru_cache(maxsize=1 << 14)
def _size_with_holes(character: str, encoding: str) -> int:
    """As `holey_bytes` counts them: a hole is one, and so is the sign for the euro."""
    return len(bytes_of(character, encoding) or "?")
