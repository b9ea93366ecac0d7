"""An edge: the everyday dictionary that comes with jieba, read when the first damaged page asks for it."""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec
from pathlib import Path


def word_frequency(word: str) -> int:
    """How often a word stands in jieba's corpus; 0 for what is no word, and for everything where jieba is not installed.

    >>> word_frequency("政府") > word_frequency("政协") > word_frequency("政么")
    True
    """
    return _dictionary().get(word, 0)


@cache
def _dictionary() -> dict[str, int]:
    spec = find_spec("jieba")
    folders = spec.submodule_search_locations if spec else None
    if not folders:
        return {}
    path = Path(next(iter(folders))) / "dict.txt"
    if not path.exists():
        return {}
    fields = path.read_text(encoding="utf-8").split()
    return dict(zip(fields[0::3], map(int, fields[1::3]), strict=True))
