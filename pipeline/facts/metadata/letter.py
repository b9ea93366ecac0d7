"""The letter around the work: who is addressed, who signs and when, which annexes it lists and where these begin."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.notice import Claim, Line
from pipeline.values import Found

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.facts.metadata.rules import MetadataRules
    from pipeline.notice import Flow
    from pipeline.outline import Passage

_ADDRESSED = re.compile(r"[^。：:；;|！？\n]{2,600}?[：:](?=\s|$|[^\d/])")
_BRACKETED = re.compile(r"\s{0,3}[（(〔\[【][^（()）〔〕\[\]【】]{0,80}[)）〕\]】]")
_CHUNK = re.compile(r"[，,;；\s]+")
_PAUSE = re.compile(r"、")
_ITEM = re.compile(r"\s{0,20}(?:\d{1,2}|[一二三四五六七八九十]{1,2})\s*[.．、)）]")
_NUMBER = re.compile(r"\s{0,20}(?P<opens>[（(]?)(?:(?P<figures>\d{1,2})|[一二三四五六七八九十]{1,3})\s{0,3}(?P<sign>[.．、)）])")
_STOP = re.compile(r"[。；;！？!?|:：]")
_LOOK_BACK = 4
_MOST_ORGANS = 60
_TITLE_LINE = 70
_LEAST = 2
_LONGEST_LIST = 400
_LONGEST_ITEM = 120
_LETTER_LINES = 60
_SHORTEST_TITLE = 6
_QUOTED = re.compile(r"《([^《》]{6,80})》")
_LISTED_ITEM = re.compile(r"\s*[2-9]\s*[.．、]")
_LISTED_HEAD = re.compile(r"^\s*(?:附\s*[件表]?\s*)?\d{0,2}\s*[.．、:：]?\s*(?:1\s*[.．、]\s*)?")


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
    if rules.label.match(words + "：") or rules.cue("annex").match(words) or _ITEM.match(words):
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
    territory = bool(_TERRITORY.search(name)) and (len(name) < _SHORTEST or "各" in name)
    return not territory or _stands_alone(_SEPARATOR.split(after, maxsplit=1)[0].rstrip("＿"), rules)


def _both_places(before: str, after: str, rules: MetadataRules) -> bool:
    """Whether kinds of places stand for their own bodies, with no ending to share: `各乡镇、街道`; `各县、区` is one."""
    name = _CHUNK.split(before)[-1]
    left = [part.rstrip("＿") for part in _PAUSE.split(_CHUNK.split(after, maxsplit=1)[0])]
    longer = len(name.partition("各")[2]) > 1 or len(_CHUNK.split(after, maxsplit=1)[0]) > 1
    places = rules.words("addressee_bare")
    return "各" in name and longer and name.endswith(places) and all(part in places for part in left)


def _stands_alone(name: str, rules: MetadataRules) -> bool:
    """Whether a name behind places does not lend them its ending: `各县区、市直各部门`, but `各开发区、园区管委会`."""
    return bool(rules.cue("addressee_start").match(name)) and bool(rules.ends("addressee_many").search(name))


def _whole(after: str, rules: MetadataRules) -> bool:
    """Whether a name of its own follows: 市有关部门、单位 are one."""
    name = _SEPARATOR.split(after, maxsplit=1)[0]
    if name.startswith("各"):
        return True
    generic = len(name) == 1 or name in rules.words("addressee_end") or _BARE_BODY.fullmatch(name)
    return not generic and len(_CHUNK.split(after, maxsplit=1)[0]) >= _SHORTEST


_SHORTEST = 4
_SEPARATOR = re.compile(r"[，,;；、\s]")
_BARE_BODY = re.compile(r"(?:人民)?政府(?:办公室)?|党委政府|党组织")
_TERRITORY = re.compile(r"[省市县区州盟旗乡镇]$")
_NAMED_PLACE = re.compile(r"[一-龥]+?[省市县区州盟旗乡镇]")
_BEFORE_BRACKET = re.compile(r"(?<=\S)\s+(?=[（(〔\[【])")


def _restored(name: str, earlier: str, rules: MetadataRules) -> str:
    """The name with the 各 of the one before it (各镇政府、街道办事处); a place with a name (镇海区政府) takes none."""
    head, every, _ = earlier.partition("各")
    bare = rules.cue("addressee_bare").match(name) if every and every not in name else None
    if bare is None or _NAMED_PLACE.match(name, bare.end()):
        return name
    return head + every + name


def is_organ(words: str, rules: MetadataRules) -> bool:
    """Whether the words are one or several names of bodies and nothing else."""
    text = words.strip()
    if not _LEAST < len(text) <= _MOST_ORGANS or _STOP.search(text) or _ITEM.match(text) or "，" in text or "," in text:
        return False
    return all(_organ(name, rules) for name in text.split()) or _organ("".join(text.split()), rules)


def _organ(name: str, rules: MetadataRules) -> bool:
    core = _hide_brackets(name).rstrip("＿")
    return len(core) > _LEAST and bool(rules.ends("organ_end").search(core)) and not rules.cue("organ_no").search(core)


def annex_names(flow: Flow, start: int, stop: int, rules: MetadataRules) -> tuple[str, ...]:
    """The names of what the letter sends, without gaps: in book marks (现将《…》印发给你们) or listed as annexes."""
    names: dict[str, None] = {}
    for item in flow[start : min(stop, start + _LETTER_LINES)]:
        if not isinstance(item, Line):
            break
        listed = opens_list(item.text, rules)
        if "《" in item.text:
            names.update(dict.fromkeys("".join(match[1].split()) for match in _QUOTED.finditer(item.text)))
        if listed or _LISTED_ITEM.match(item.text):
            name = "".join(_LISTED_HEAD.sub("", item.text, count=1).split()).strip("《》")
            names.update({name: None} if _SHORTEST_TITLE <= len(name) <= _TITLE_LINE else {})
    return tuple(names)


def annex_claims(flow: Flow, start: int, stop: int, rules: MetadataRules) -> Iterator[Claim]:
    """The marks and titles of annexes between two positions; `start` is where the letter ends."""
    index = start
    while index < stop:
        item = flow[index]
        if isinstance(item, Line) and is_annex_mark(item.text, rules):
            yield Claim(item.passage, "heading")
            for line in title_lines(flow, index + 1, stop, rules):
                yield Claim(line.passage, "heading")
                index += 1
        index += 1


def is_annex_mark(text: str, rules: MetadataRules) -> bool:
    """Whether the line is 附件, 附件2：, 附 件 1 and nothing else."""
    if len(text) > _TITLE_LINE:
        return False
    cue = rules.cue("annex").match(text.strip(" 【[(（"))
    return (
        bool(cue)
        and bool(
            re.fullmatch(
                r"\s*[\d一二三四五六七八九十]{0,3}\s*[-－—]?\d?\s*[】\])）]?\s*[:：.]?", text.strip(" 【[(（")[cue.end() :]
            )
        )
        if cue
        else False
    )


def title_lines(flow: Flow, start: int, stop: int, rules: MetadataRules) -> tuple[Line, ...]:
    """The lines of a title that stands alone, from `start` on: short, unnumbered, no sentence."""
    lines: list[Line] = []
    for item in flow[start : min(stop, start + _LOOK_BACK)]:
        if not isinstance(item, Line) or not _title_like(item.text):
            break
        lines.append(item)
        if rules.titles.end.search(item.text.strip(" 》）)")):
            break
    else:
        return tuple(lines) if len(lines) < _LOOK_BACK else tuple(lines[:1])
    after = start + len(lines)
    closed = lines and rules.titles.end.search(lines[-1].text.strip(" 》）)"))
    if closed and after < stop and _is_suffix(flow[after]):
        lines.append(flow[after])  # type: ignore[arg-type]
    return tuple(lines)


def _title_like(text: str) -> bool:
    return 1 < len(text) <= _TITLE_LINE and not _STOP.search(text) and not _ITEM.match(text) and "，" not in text


def _is_suffix(item: object) -> bool:
    """Whether a line belongs to the title above: (试行), （2021—2023年）."""
    return isinstance(item, Line) and bool(re.fullmatch(r"[（(][^（()）]{1,20}[)）]", item.text.strip()))


def attachment_claims(flow: Flow, start: int, stop: int, rules: MetadataRules) -> Iterator[Claim]:
    """The lists of annexes in the letter: 附件：1.… and the numbered lines that go on."""
    index = start
    while index < stop:
        item = flow[index]
        if isinstance(item, Line) and opens_list(item.text, rules):
            yield Claim(item.passage, "attachment_list")
            number = 1
            while index + 1 < stop and _goes_on(flow[index + 1], number + 1):
                index += 1
                number += 1
                yield Claim(flow[index].passage, "attachment_list")  # type: ignore[union-attr]
        index += 1


def opens_list(text: str, rules: MetadataRules) -> bool:
    """Whether the line begins a list of annexes: 附件：1.…."""
    head = text.strip()
    cue = rules.cue("annex").match(head)
    return bool(cue and len(head) <= _LONGEST_LIST and re.match(r"\s*\d{0,2}\s*[:：]\s*\S", head[cue.end() :]))


def _goes_on(item: object, number: int) -> bool:
    if not isinstance(item, Line) or len(item.text) > _LONGEST_ITEM or item.text.rstrip().endswith("。"):
        return False
    return bool(re.match(rf"\s*(?:附\s*件\s*)?{number}\s*[.．、:：]", item.text))
