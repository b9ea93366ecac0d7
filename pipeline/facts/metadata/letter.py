"""The letter around the work: who is addressed, and what is a name of a body."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.values import Found

if TYPE_CHECKING:
    from pipeline.facts.metadata.rules import MetadataRules
    from pipeline.outline import Passage

_ADDRESSED = re.compile(r"[^。：:；;|！？\n]{2,600}?[：:](?=\s|$|[^\d/])")
_BRACKETED = re.compile(r"\s{0,3}[（(〔\[【][^（()）〔〕\[\]【】]{0,80}[)）〕\]】]")
_OPEN = re.compile(r"[（(〔\[［【]")
"""A bracket that opens before the colon and does not close: the words are an item with its units (…〔责任单位：)."""
_CHUNK = re.compile(r"[，,;；\s]+")
_PAUSE = re.compile(r"、")
_COUNT = r"(?:\d{1,3}|[一二三四五六七八九十]{1,3})"
_ITEM = re.compile(
    rf"\s{{0,20}}(?:{_COUNT}\s{{0,3}}[.．。、)）]|[（(〔\[【]\s?{_COUNT}\s?[)）〕\]】]|[①-⑳㈠-㈩]"
    r"|[A-Za-z][.．、)）]|[一二三四五六七八九十]{1,2}是|[—–―●○■◆★▪▲•·])"
)
_NUMBER = re.compile(r"\s{0,20}(?P<opens>[（(]?)(?:(?P<figures>\d{1,2})|[一二三四五六七八九十]{1,3})\s{0,3}(?P<sign>[.．、)）])")
_STOP = re.compile(r"[。；;！？!?|:：]")
_MOST_ORGANS = 60
_LEAST = 2
_SHORTEST = 4
_SEPARATOR = re.compile(r"[，,;；、\s]")
_BEFORE_BRACKET = re.compile(r"(?<=\S)\s+(?=[（(〔\[【])")


def is_item(words: str) -> bool:
    """Whether the words begin with the number of an item: nothing above the letter does."""
    return _ITEM.match(words) is not None


def style_of_item(words: str) -> str:
    """The signs of the number that the words begin with, alike for 1. and 2.; empty where they begin with none."""
    number = _NUMBER.match(words)
    return f"{number['opens']}{'1' if number['figures'] else 'one'}{number['sign']}" if number is not None else ""


def salutation_at(line: Passage, at: int, rules: MetadataRules) -> Passage | None:
    """The addressees that the words from `at` on begin with, their colon included."""
    end = addresses_at(line.text, at, rules)
    return line.part(at, end) if end else None


def addresses_at(text: str, at: int, rules: MetadataRules) -> int:
    """Where the addressees end that the words from `at` on begin with; 0 when there are none."""
    match = _ADDRESSED.match(text, at)
    return match.end() if match and _addresses(match[0].rstrip("：: "), rules) else 0


def _addresses(words: str, rules: MetadataRules) -> bool:
    core = _hide_brackets(words)
    if rules.label.match(words + "：") or rules.cue("annex").match(words) or _ITEM.match(words) or _OPEN.search(core):
        return False
    names = [name.strip() for name in _CHUNK.split(core) if name.strip()]
    if len(names) == 1 and rules.cue("addressee_no").fullmatch(names[0]):
        return False
    ends = rules.ends("addressee_end")
    fitting = sum(1 for name in names if ends.search(name.rstrip("＿ ")))
    return bool(names) and fitting * 4 >= len(names) * 3 and bool(ends.search(names[-1].rstrip("＿ ")))


def _hide_brackets(words: str) -> str:
    """The words with what stands in brackets blanked, gaps before them too, so that separators inside do not count."""
    return _BRACKETED.sub(lambda m: "＿" * len(m[0]), words)


def read_addressees(line: Passage, rules: MetadataRules) -> tuple[Found[str], ...]:
    """Each body addressed, brackets whole, and 各 restored where the list leaves it out."""
    whole = line.strip("：: \u3000\t\xa0")
    hidden = _hide_brackets(whole.text)
    cuts = [match.span() for match in _CHUNK.finditer(hidden)]
    cuts += [m.span() for m in _PAUSE.finditer(hidden) if _parts(hidden[: m.start()], hidden[m.end() :], rules)]
    found: list[Found[str]] = []
    at = 0
    for start, end in [*sorted(cuts), (whole.span.length, whole.span.length)]:
        name = whole.part(at, start).strip()
        at = end
        if name.text:
            earlier = found[-1].value if found else None
            value = _BEFORE_BRACKET.sub("", name.text)
            found.append(Found(_restored(value, earlier or "", rules), name.said, name.place, "metadata.addressees"))
    return tuple(found)


def _parts(before: str, after: str, rules: MetadataRules) -> bool:
    """Whether a pause mark parts two names: `各部委、各直属机构`, but not `各县、区人民政府` or `市有关部门、单位`."""
    name = _SEPARATOR.split(before)[-1].rstrip("＿")
    if _both_places(before.rstrip("＿"), after, rules):
        return True
    if not _whole(after, rules) or not rules.ends("addressee_end").search(name):
        return False
    every = rules.cue("every").search(name)
    territory = rules.places.ending.search(name) is not None and (len(name) < _SHORTEST or every is not None)
    return not territory or _stands_alone(_SEPARATOR.split(after, maxsplit=1)[0].rstrip("＿"), rules)


def _both_places(before: str, after: str, rules: MetadataRules) -> bool:
    """Whether kinds of places stand for their own bodies, with no ending to share: `各乡镇、街道`; `各县、区` is one."""
    name = _CHUNK.split(before)[-1]
    left = [part.rstrip("＿") for part in _PAUSE.split(_CHUNK.split(after, maxsplit=1)[0])]
    every = rules.cue("every").search(name)
    places = rules.words("addressee_bare")
    if every is None:
        return False
    longer = len(name) - every.end() > 1 or len(_CHUNK.split(after, maxsplit=1)[0]) > 1
    return longer and name.endswith(places) and all(part in places for part in left)


def _stands_alone(name: str, rules: MetadataRules) -> bool:
    """Whether a name behind places does not lend them its ending: `各县区、市直各部门`, but `各开发区、园区管委会`."""
    return bool(rules.cue("addressee_start").match(name)) and bool(rules.ends("addressee_many").search(name))


def _whole(after: str, rules: MetadataRules) -> bool:
    """Whether a name of its own follows: 市有关部门、单位 are one."""
    name = _SEPARATOR.split(after, maxsplit=1)[0]
    if name.startswith(rules.words("every")):
        return True
    generic = len(name) == 1 or name in rules.words("addressee_end") or name in rules.words("bare_body")
    return not generic and len(_CHUNK.split(after, maxsplit=1)[0]) >= _SHORTEST


def _restored(name: str, earlier: str, rules: MetadataRules) -> str:
    """The name with the 各 of the one before it (各镇政府、街道办事处); a place with a name (镇海区政府) takes none."""
    every = rules.cue("every").search(earlier)
    bare = rules.cue("addressee_bare").match(name) if every and every[0] not in name else None
    if every is None or bare is None or rules.places.named.match(name, bare.end()):
        return name
    return earlier[: every.end()] + name


def is_organ(words: str, rules: MetadataRules) -> bool:
    """Whether the words are one or several names of bodies and nothing else."""
    text = words.strip()
    if not _LEAST < len(text) <= _MOST_ORGANS or _STOP.search(text) or _ITEM.match(text) or "，" in text or "," in text:
        return False
    return all(_organ(name, rules) for name in text.split()) or _organ("".join(text.split()), rules)


def _organ(name: str, rules: MetadataRules) -> bool:
    core = _hide_brackets(name).rstrip("＿")
    return len(core) > _LEAST and bool(rules.ends("organ_end").search(core)) and not rules.cue("organ_no").search(core)
