"""The title of a notice: in the page's head, on a line, printed twice, wrapped over several lines, or inside a long one."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from pipeline.facts.docnumbers import find_numbers
from pipeline.facts.letter import salutation_at
from pipeline.values import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.facts.metadata_rules import MetadataRules
    from pipeline.notice import Line
    from pipeline.outline import Outline

_HEAD_LINES = 400
_WINDOW = 6
_LONG = 80
_SHORTEST = 6
_ISSUER = 5
_LONGEST = 200
_NOISE = re.compile(r"[\s“”\"'‘’《》〈〉<>（）()\[\]【】〔〕,，、:：\-—–_|·.．]+")
_SENTENCE = re.compile(r"[；;！!|]|。(?!20\d\d年)")
_NUMBERED = re.compile(r"\s*(?:[（(]?[一二三四五六七八九十\d]{1,3}[）)、.．]|第[一二三四五六七八九十\d]+[条章节])")
_SITE_CUT = re.compile(r"\s*[_|｜]+\s*|\s+[-–—]+\s+|[-–—]{2,}")
_SEARCHED = 2000
_DASHES = "-—– "
_SAID = re.compile(r"[。，；]")
_YEAR = re.compile(r"20\d\d年")
_QUOTED = re.compile(r"《[^》]*》?")
_TAIL = re.compile(r"\s*[（(][^（()）]{1,20}[)）]$")
_META_NAMES = ("articletitle", "og:title", "title", "contenttitle")


@dataclass(frozen=True)
class TitleRun:
    """Where a title, or a part of one, is printed: the line's index and the run in it."""

    line: int
    span: Span


@dataclass(frozen=True)
class TitleFound:
    """The title, the runs that print it (first occurrence first, then the others), and how it was found."""

    value: str
    first: tuple[TitleRun, ...]
    again: tuple[TitleRun, ...]
    rule: str

    @property
    def runs(self) -> tuple[TitleRun, ...]:
        """All the places where it is printed."""
        return self.first + self.again


def head_titles(outline: Outline, rules: MetadataRules) -> tuple[str, ...]:
    """What the page's head says that its title is, the most trustworthy first.

    A site's own name or a list's name is none: it must look like a title.
    """
    said = [content for wanted in _META_NAMES for name, content in outline.meta if name.lower() == wanted]
    said += [piece for text in (outline.title,) for piece in _title_pieces(text, rules)]
    clean = (tidy(html.unescape(text)) for text in said)
    return tuple(dict.fromkeys(text for text in clean if looks_like_title(text, rules) or _said_so(text, rules)))


def _said_so(text: str, rules: MetadataRules) -> bool:
    """Whether the head's words are a title though they end in no known way: they have its mark and a title's length."""
    return (
        bool(rules.titles.mark.search(text))
        and not rules.cue("title_no").match(text)
        and 2 * _SHORTEST <= len(text) <= _LONGEST
        and not _SENTENCE.search(text)
    )


def _title_pieces(text: str, rules: MetadataRules) -> Iterator[str]:
    pieces = [piece.strip() for piece in _SITE_CUT.split(" ".join(text.split()))]
    yield from (piece for piece in pieces if piece)
    for piece in pieces:
        for dash in re.finditer(r"(?<!\d)[-–—](?!\d)", piece):
            before = piece[: dash.start()]
            if looks_like_title(before, rules):
                yield before


def looks_like_title(text: str, rules: MetadataRules) -> bool:
    """Whether the words may be a notice's title.

    A mark (关于, 印发) with a title's ending, or a plan's ending with a year or a place before it.
    """
    core = bare(text)
    if not _SHORTEST <= len(core) <= _LONGEST or _SENTENCE.search(core) or _NUMBERED.match(core):
        return False
    if core.endswith(("：", ":")) or not _ends_as_title(core, rules):
        return False
    if rules.cue("title_no").match(core):
        return False
    unquoted = _QUOTED.sub("", core)
    plan = rules.titles.plan.search(core) or (_YEAR.search(core) and rules.ends("plan_end_dated").search(core))
    return bool(rules.titles.mark.search(unquoted)) or bool(plan and len(core) <= _LONG)


def _ends_as_title(core: str, rules: MetadataRules) -> bool:
    dated = _YEAR.search(core) and rules.ends("plan_end_dated").search(core)
    return bool(dated or rules.titles.end.search(core))


def bare(text: str) -> str:
    """Without the bracket at its end."""
    return _TAIL.sub("", text.strip()).strip("《》 ")


def tidy(text: str) -> str:
    r"""A title as one line: without the gaps that its wrapping left.

    >>> tidy("澜溪市人民政府办公室  关于印发\n工作方案的 通知")
    '澜溪市人民政府办公室关于印发工作方案的通知'
    """
    words = " ".join(text.split()).lstrip(_DASHES)
    if words.startswith("《") and words.endswith("》") and "》" not in words[:-1]:
        words = words[1:-1]
    return re.sub(r"(?<=[^\x00-\x7f]) (?=\S)|(?<=\S) (?=[^\x00-\x7f])", "", words)


def squeeze(text: str) -> str:
    """For comparison: without gaps and punctuation."""
    return _NOISE.sub("", text)


def find_title(lines: Sequence[Line | None], hints: Sequence[str], rules: MetadataRules) -> TitleFound | None:
    """The title as the lines print it; None when they print none (`None` among the lines is a table)."""
    best: tuple[float, TitleFound] | None = None
    wanted = {squeeze(hint): 4.0 - index for index, hint in enumerate(hints[:3])}
    runs = tuple(_candidates(lines, set(wanted), rules))
    counts: dict[str, int] = {}
    for value, _ in runs:
        counts[squeeze(value)] = counts.get(squeeze(value), 0) + 1
    for value, found in runs:
        score = wanted.get(squeeze(value), 0.0) + _looks(value, lines, found, rules) + 0.5 * min(3, counts[squeeze(value)])
        if best is None or score > best[0]:
            best = (score, TitleFound(value, found, (), "metadata.title.line"))
    if best is None:
        return None
    chosen = best[1]
    same = squeeze(chosen.value)
    again = [run for value, found in runs if squeeze(value) == same and found != chosen.first for run in found]
    taken = {(run.line, run.span.start) for run in (*chosen.first, *again)}
    again += [run for run in _printed_inside(chosen.value, lines) if (run.line, run.span.start) not in taken]
    return TitleFound(_spaced(chosen, lines, rules), chosen.first, tuple(again), chosen.rule)


def _printed_inside(title: str, lines: Sequence[Line | None]) -> Iterator[TitleRun]:
    """Every place where the title stands among other words of a long line, with whatever gaps it is printed there."""
    solid = "".join(title.split())
    for index, line in enumerate(lines[:_HEAD_LINES]):
        if line is None or len(line.text) <= len(title) + _SHORTEST or solid[:4] not in line.text:
            continue
        text = line.text[: 2 * _SEARCHED]
        kept = [at for at, character in enumerate(text) if not character.isspace()]
        packed = "".join(text[at] for at in kept)
        at = packed.find(solid)
        while at >= 0:
            yield TitleRun(index, Span(kept[at], kept[at + len(solid) - 1] + 1))
            at = packed.find(solid, at + len(solid))


def _looks(value: str, lines: Sequence[Line | None], runs: tuple[TitleRun, ...], rules: MetadataRules) -> float:
    score = 3.0 if rules.titles.mark.search(value) and not rules.titles.plan.search(bare(value)) else 0.0
    score += 1.0 if rules.titles.mark.search(value) else 0.0
    line = lines[runs[0].line]
    if line is not None and (line.tag in ("h1", "h2", "h3") or "center" in line.marks):
        score += 1.0
    return score


def _candidates(
    lines: Sequence[Line | None], wanted: set[str], rules: MetadataRules
) -> Iterator[tuple[str, tuple[TitleRun, ...]]]:
    longest = max((len(w) for w in wanted), default=0)
    opened = True
    for index, line in enumerate(lines[:_HEAD_LINES]):
        if line is None:
            opened = opened and index < _WINDOW
            continue
        text = line.text
        if opened or (wanted and len(text) <= longest * 2):
            found = _window(lines, index, wanted, rules) or (_inside(text, index, rules) if opened else None)
            if found and (opened or squeeze(found[0]) in wanted):
                yield found
        if opened and (_is_body(text) or salutation_at(line.passage, 0, rules)):
            opened = False


def _is_body(text: str) -> bool:
    """Whether the line belongs to what stands below a title."""
    return bool(_NUMBERED.match(text)) or (len(text) > _LONG and "。" in text)


def _window(
    lines: Sequence[Line | None], index: int, wanted: set[str], rules: MetadataRules
) -> tuple[str, tuple[TitleRun, ...]] | None:
    joined = ""
    runs: list[TitleRun] = []
    best = None
    for at in range(index, min(index + _WINDOW, len(lines))):
        line = lines[at]
        if (
            line is None
            or _SENTENCE.search(line.text)
            or len(joined) + len(line.text) > _LONGEST + 40
            or not _joins(line.text, rules)
        ):
            break
        joined += line.text + "\n"
        runs.append(TitleRun(at, Span(0, len(line.text))))
        if squeeze(joined) in wanted:
            return tidy(joined), tuple(runs)
        if best is None and looks_like_title(tidy(joined), rules):
            best = (tidy(joined), tuple(runs))
        if not rules.titles.mark.search(joined) and not (wanted or rules.ends("organ_end").search(line.text.strip())):
            break
    return best if best and (len(best[1]) == 1 or _opens(lines[index], rules)) else None


def _joins(text: str, rules: MetadataRules) -> bool:
    """Whether a line can be part of a title: no field, no number, no addressees, nothing to click."""
    if text.rstrip().endswith(("：", ":", "，", ",", "、")) or _NUMBERED.match(text):
        return False
    return not rules.label.match(text.strip()) and not rules.cue("navigation").match(text.strip()) and not any(find_numbers(text))


def _opens(line: Line | None, rules: MetadataRules) -> bool:
    """Whether a wrapped title can begin with the line: an issuer's name, or words that already hold the mark."""
    if line is None:
        return False
    return bool(rules.titles.mark.search(line.text) or rules.ends("organ_end").search(line.text.strip()))


def _inside(text: str, index: int, rules: MetadataRules) -> tuple[str, tuple[TitleRun, ...]] | None:
    """A title that shares its line: with what is above it on the page, with its number, with the letter itself."""
    match = rules.titles.inside.search(text[:_SEARCHED])
    if match and _SAID.search(text, 0, match.start()):
        return None
    span = Span(*match.span()) if match else _before_number(text[:_SEARCHED], rules)
    if span is None:
        return None
    mark = rules.titles.mark.search(text, span.start, span.end)
    ahead = text[span.start : mark.start()] if mark else ""
    numbered = max((number.span.end for number in find_numbers(ahead)), default=0)
    numbered += len(ahead[numbered:]) - len(ahead[numbered:].lstrip(_DASHES))
    span = Span(span.start + numbered, span.end)
    span = Span(span.start + _issuers_start(text[span.start : span.end], rules), span.end)
    value = tidy(text[span.start : span.end])
    return (value, (TitleRun(index, span),)) if looks_like_title(value, rules) else None


def _before_number(text: str, rules: MetadataRules) -> Span | None:
    """A title with its number right behind it: …的通知达市府办函〔2021〕119号."""
    number = next(find_numbers(text, rules.words("lead_in")), None)
    if number is None:
        return None
    title = text[: number.span.start].rstrip(" （(【[")
    return Span(0, len(title)) if looks_like_title(title, rules) and not _SAID.search(title) else None


def _issuers_start(words: str, rules: MetadataRules) -> int:
    """Where the issuers' names begin: words parted from the title by a space are others' unless they name a body."""
    mark = rules.titles.mark.search(words)
    ahead = words[: mark.start()] if mark else ""
    start = 0
    parts = list(re.finditer(r"\S+", ahead))
    organ = rules.ends("organ_end")
    for earlier, later in pairwise(parts):
        fragment = not organ.search(later[0]) or len(later[0]) < _ISSUER
        if not organ.search(earlier[0]) and not (fragment and organ.search(earlier[0] + later[0])):
            start = later.start()
    return start


def _spaced(found: TitleFound, lines: Sequence[Line | None], rules: MetadataRules) -> str:
    """The title with a space kept between two issuers."""
    words = " ".join(_text_of(run, lines) for run in found.first)
    mark = rules.titles.mark.search(words)
    if mark is None:
        return found.value
    issuers = words[: mark.start()].split()
    organ = rules.ends("organ_end")
    head = issuers[:1]
    for word in issuers[1:]:
        separate = organ.search(head[-1]) and len(word) >= _ISSUER and organ.search(word)
        head = [*head, word] if separate else [*head[:-1], head[-1] + word]
    return " ".join(head) + tidy(words[mark.start() :])


def _text_of(run: TitleRun, lines: Sequence[Line | None]) -> str:
    line = lines[run.line]
    return line.text[run.span.start : run.span.end] if line else ""
