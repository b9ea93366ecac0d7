"""The words of the pages themselves, in Chinese and English: `front/labels.json`, and the codes of the data dictionary."""

from __future__ import annotations

import json
from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING

from pipeline.explore.markup import made

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from pipeline.tables.schema import Dictionary


def front(name: str) -> str:
    """A file of `front/`: what runs in the browser."""
    return files("pipeline.explore").joinpath("front", name).read_text(encoding="utf-8")


@dataclass(frozen=True)
class Labels:
    """Words in two languages: by name, and by list of codes and code."""

    words: dict[str, dict[str, str]]
    codes: dict[str, dict[str, dict[str, str]]]

    @classmethod
    def load(cls, dictionary: Dictionary) -> Labels:
        """Those of the program."""
        coded = {name: {code: {"zh": m.zh, "en": m.en} for code, m in known.items()} for name, known in dictionary.codes.items()}
        return cls(json.loads(front("labels.json")), coded)

    def element(self, name: str, tag: str = "span") -> Element:
        """An element that says a label, and changes with the language."""
        return _both(self.words[name], tag)

    def saying(self, en: str, zh: str) -> Element:
        """An element that says a sentence of the tables, in the language that is chosen."""
        return _both({"en": en, "zh": zh}, "span")

    def coded(self, codes: str, code: str | None) -> Element:
        """An element that says what a code means; a code that nobody documented stands as it is."""
        known = self.codes.get(codes, {}).get(code or "")
        return _both(known, "span") if known else made("span", {}, code or "")


def _both(words: dict[str, str], tag: str) -> Element:
    return made(tag, {"data-zh": words["zh"], "data-en": words["en"]}, words["zh"])
