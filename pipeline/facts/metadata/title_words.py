"""What titles are made of: how they end, what marks them, how two printings of one are compared."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from pipeline.values import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.facts.metadata.rules import MetadataRules
    from pipeline.outline import Outline

SHORTEST, LONGEST = 6, 200
"""A title's length in characters."""

SHORTEST_HEADING = 10
"""A title that only its place on the page shows is at least so long; names of columns are mostly shorter."""

DASHES = "-—– "
_YEARS = re.compile(r"[（(]\s?20\d\d年?(?:度|\s?[-—–－~～至]\s?(?:20)?\d\d年)?[）)]")
YEAR = re.compile(r"20\d\d年")

SENTENCE = re.compile(r"[；;！!|]|。(?!20\d\d年)")
"""What no title holds."""

NUMBERED = re.compile(r"\s{0,40}(?:[（(]?[一二三四五六七八九十\d]{1,3}[）)、.．]|第[一二三四五六七八九十\d]{1,6}[条章节])")
"""An item's number, which no title begins with."""

_PLAN = 80
_NOISE = re.compile(r"[\s“”\"'‘’《》〈〉<>（）()\[\]【】〔〕,，、:：\-—–_|·.．]+")
_SITE_CUT = re.compile(r"\s{0,20}[_|｜]{1,20}\s{0,20}|\s{1,20}[-–—]{1,20}\s{1,20}|[-–—]{2,}")
_NAME_CUT = re.compile(r"\s{0,20}(?:[_|｜]{1,20}|(?<!\d)[-–—]{1,20})\s{0,20}(?!\d)")
_LAST_DASH = re.compile(r"[-–—](?=[^-–—]*$)")
_PAIRS = (("《", "》"), ("〈", "〉"), ("（", "）"), ("(", ")"))
_QUOTED = re.compile(r"《[^》]*》?")
_TAIL = re.compile(r"(?:\s{0,20}[（(][^（()）]{1,20}[)）]){1,3}$")
_FILE = re.compile(r"\s{0,9}\.(?:docx?|pdf|wps|ofd|rtf|txt)\s{0,9}$", re.IGNORECASE)
_META_NAMES = ("articletitle", "og:title", "title", "contenttitle")


def head_titles(outline: Outline, rules: MetadataRules) -> tuple[str, ...]:
    """What the page's head says that its title is, the most trustworthy first.

    A site's own name or a list's name is none: it must look like a title.
    """
    said = [content for wanted in _META_NAMES for name, content in outline.meta if name.lower() == wanted]
    said += [entry for text in (outline.title,) for entry in _title_parts(text, rules)]
    clean = (tidy(html.unescape(text)) for text in said)
    return tuple(dict.fromkeys(text for text in clean if looks_like_title(text, rules) or _said_so(text, rules)))


def _said_so(text: str, rules: MetadataRules) -> bool:
    """Whether the head's words are a title though they end in no known way: they have its mark and a title's length."""
    return (
        bool(rules.titles.mark.search(text))
        and not rules.cue("title_no").match(text)
        and 2 * SHORTEST <= len(text) <= LONGEST
        and not SENTENCE.search(text)
    )


def _title_parts(text: str, rules: MetadataRules) -> Iterator[str]:
    entries = [entry.strip() for entry in _SITE_CUT.split(" ".join(text.split()))]
    for entry in entries:
        # A site's name may follow behind a single dash: what stands before it is a title by itself.
        for dash in re.finditer(r"(?<!\d)[-–—](?!\d)", entry):
            before = entry[: dash.start()]
            if looks_like_title(before, rules):
                yield before
    yield from (entry for entry in entries if entry)


def page_names(outline: Outline, rules: MetadataRules) -> tuple[str, ...]:
    """What the page's head says that it shows, though no known words mark it as a title; names of sites are left out."""
    entries = _SITE_CUT.split(" ".join(html.unescape(outline.title).split()))
    parts = (part.strip() for entry in entries for part in (entry, _LAST_DASH.split(entry)[0]))
    return tuple(dict.fromkeys(part for part in parts if may_head(part, rules)))


def may_head(words: str, rules: MetadataRules) -> bool:
    """Whether words whose place alone shows that they are a title can be one: long enough, and no site's or body's name."""
    return SHORTEST_HEADING <= len(words.strip()) <= LONGEST and not _is_site(words, rules)


def page_name(line: str, rules: MetadataRules) -> Span | None:
    """Where the title stands in a line that names the site too, as a page's head does: `…的通知_某县人民政府`; else None."""
    if len(line) > LONGEST:
        return None
    site, _, title = line.strip().partition(" ")
    if title and rules.cue("site").search(site) and not rules.titles.mark.search(site) and looks_like_title(title, rules):
        return Span(line.index(title), len(line.rstrip()))
    for dash in _NAME_CUT.finditer(line):
        title, site = line[: dash.start()].rstrip(), line[dash.end() :].strip()
        if looks_like_title(title, rules) and (_is_site(_NAME_CUT.split(site)[-1], rules) or _ends(title, site, rules)):
            return Span(len(title) - len(title.lstrip()), len(title))
        if _ends(site, title, rules) and looks_like_title(site, rules) and not _is_site(title, rules):
            return Span(line.index(site, dash.end()), len(line.rstrip()))
    return None


def _ends(title: str, behind: str, rules: MetadataRules) -> bool:
    """Whether a title is whole (关于…的通知), so that words behind a dash, which are no title themselves, are none of it."""
    mark = rules.titles.mark
    return bool(mark.search(title) and rules.ends("title_end").search(title)) and not mark.search(behind)


def _is_site(words: str, rules: MetadataRules) -> bool:
    """Whether the words name a site or the body that keeps it."""
    name = _TAIL.sub("", words.strip())
    return bool(rules.cue("site").search(name) or rules.ends("organ_end").search(name)) and not rules.titles.mark.search(name)


def looks_like_title(text: str, rules: MetadataRules) -> bool:
    """Whether the words may be a notice's title.

    A mark (关于, 印发) with a title's ending, or a plan's ending with a year or a place before it; one that explains
    another text or tells of what was said (《…方案》政策解读, 2023年…新闻发布会实录).
    """
    core = bare(text)
    if not SHORTEST <= len(core) <= LONGEST or SENTENCE.search(core) or NUMBERED.match(core):
        return False
    if core.endswith(("：", ":")) or not _ends_as_title(core, rules):
        return False
    if rules.cue("title_no").match(core):
        return False
    unquoted = _QUOTED.sub("", core)
    if rules.ends("told_end").search(core):
        return "》" in core or YEAR.search(core) is not None
    plan = rules.titles.plan.search(core) or _ends_dated(core, rules)
    return bool(rules.titles.mark.search(unquoted)) or bool(plan and len(core) <= _PLAN)


def _ends_as_title(core: str, rules: MetadataRules) -> bool:
    return bool(_ends_dated(core, rules) or rules.titles.end.search(core) or rules.ends("told_end").search(core))


def _ends_dated(core: str, rules: MetadataRules) -> bool:
    """Whether the words end as only a title with a year does; a report's must be longer than the name of a column."""
    if not YEAR.search(core):
        return False
    report = len(core) >= SHORTEST_HEADING and rules.ends("report_end_dated").search(core)
    return bool(report or rules.ends("plan_end_dated").search(core))


def is_file_name(line: str) -> bool:
    """Whether a line is the name of a file, which a site prints above what it shows: 工作方案.docx."""
    return _FILE.search(line) is not None


def bare(text: str) -> str:
    """Without the bracket at its end, or the ending of a file's name."""
    return _TAIL.sub("", _FILE.sub("", text.strip())).strip("《》 ")


def tidy(text: str) -> str:
    r"""A title as one line: without the gaps that its wrapping left, and the ending of a file's name.

    >>> tidy("澜溪市人民政府办公室  关于印发\n工作方案的 通知")
    '澜溪市人民政府办公室关于印发工作方案的通知'
    """
    words = unwrapped(_FILE.sub("", " ".join(text.split()).lstrip(DASHES)))
    return re.sub(r"(?<=[^\x00-\x7f]) (?=\S)|(?<=\S) (?=[^\x00-\x7f])", "", words)


def unwrapped(words: str) -> str:
    """Without the book marks around all of it: they are the page's, not the title's.

    >>> unwrapped("《关于印发〈方案〉的通知》"), unwrapped("《方案》和《要点》")
    ('关于印发〈方案〉的通知', '《方案》和《要点》')
    """
    return words[1:-1] if words[:1] == "《" and words[-1:] == "》" and "》" not in words[:-1] else words


def is_open(text: str) -> bool:
    """Whether a bracket or book mark that the words open is not closed: the next line goes on.

    >>> is_open("云河市落实《云岭省数字政府"), is_open("关于印发《工作要点》的通知")
    (True, False)
    """
    return any(text.count(opens) > text.count(closes) for opens, closes in _PAIRS)


def is_unopened(text: str) -> bool:
    """Whether the words close a bracket or book mark before they open one: they go on from the line above.

    >>> is_unopened("三年行动计划》实施方案"), is_unopened("《三年行动计划》实施方案")
    (True, False)
    """
    return any(0 <= text.find(closes) < (text + opens).find(opens) for opens, closes in _PAIRS)


def squeeze(text: str) -> str:
    """For comparison: without gaps and punctuation."""
    return _NOISE.sub("", text)


def is_broken_off(joined: str, rules: MetadataRules) -> bool:
    """Whether lines are a title's beginning without its end, so that a box may part it from the rest: 某市政府关于印发."""
    said = joined.strip()
    return bool(said and rules.titles.mark.search(said)) and not rules.ends("title_end").search(said)


def is_years(text: str) -> bool:
    """Whether a line is nothing but the years of a plan, in brackets below its title.

    >>> is_years("（2021—2023年）"), is_years("（2021年度）"), is_years("（2021年3月）")
    (True, True, False)
    """
    return _YEARS.fullmatch(text.strip()) is not None
