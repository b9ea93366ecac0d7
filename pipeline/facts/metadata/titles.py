"""The title of a notice: in the page's head, on a line, printed twice, wrapped over several lines, or inside a long one."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import islice, pairwise
from typing import TYPE_CHECKING

from pipeline.facts.metadata.docnumbers import find_numbers
from pipeline.facts.metadata.glued import glued_value
from pipeline.facts.metadata.letter import salutation_at
from pipeline.facts.metadata.title_runs import (
    HEAD_LINES,
    ISSUER,
    SEARCHED,
    TitleFound,
    TitleRun,
    opens_over_table,
    printed_inside,
    site_beside,
    spaced_value,
)
from pipeline.facts.metadata.title_words import (
    DASHES,
    LONGEST,
    NUMBERED,
    SENTENCE,
    SHORTEST_HEADING,
    bare,
    is_broken_off,
    is_file_name,
    is_open,
    is_unopened,
    is_years,
    looks_like_title,
    page_name,
    squeeze,
    tidy,
)
from pipeline.notice import Line
from pipeline.values import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from pipeline.facts.metadata.rules import MetadataRules
    from pipeline.notice import Flow

_WINDOW = 6
_MOST = 20
_NEAR = 3
_LONG = 80
_HINTED, _WITHISSUER = 4.0, 0.75
_SAID = re.compile(r"[。，；]")
_HALF = re.compile(r"20\d\d年(?!\s?\d{1,2}\s?月)")
_YEAR_LAST = re.compile(r"20\d\d年度?$")
_CLOCK = re.compile(r"\d[:：]\d\d")


def lines_of(flow: Flow, rules: MetadataRules) -> tuple[Line | None, ...]:
    """The lines that may print a title, without the bar that a copy of a cell left at their end; None for a table or speech."""
    said = rules.cue("speaker")
    return tuple(_unbarred(item) if isinstance(item, Line) and not said.match(item.text) else None for item in flow)


def _unbarred(line: Line) -> Line:
    words = line.text.rstrip(" 　|｜")
    return replace(line, passage=line.passage.part(0, len(words))) if words != line.text else line


def find_title(lines: Sequence[Line | None], hints: Sequence[str], rules: MetadataRules) -> TitleFound | None:
    """The title as the lines print it; None when they print none (`None` among the lines is a table)."""
    best: tuple[float, TitleFound] | None = None
    wanted = {squeeze(hint): _HINTED - index for index, hint in enumerate(hints[:3])}
    runs = tuple(_candidates(lines, set(wanted), rules))
    counts: dict[str, int] = {}
    for value, _ in runs:
        counts[squeeze(value)] = counts.get(squeeze(value), 0) + 1
    for value, found in runs:
        score = _hinted(value, wanted, rules) + _looks(value, lines, found, rules) + 0.5 * min(3, counts[squeeze(value)])
        score += _WITHISSUER if any(_adds_issuer(squeeze(value), other, rules) for other in islice(counts, _MOST)) else 0.0
        if best is None or score > best[0]:
            best = (score, TitleFound(value, found, (), "metadata.title.line"))
    chosen = best[1] if best else _below_lead(lines, rules)
    if chosen is None:
        return None
    same = squeeze(chosen.value)
    again = [run for value, found in runs if squeeze(value) == same and found != chosen.first for run in found]
    taken = {(run.line, run.span.start) for run in (*chosen.first, *again)}
    again += [run for run in printed_inside(chosen.value, lines, rules) if (run.line, run.span.start) not in taken]
    again += [rest for run in (*chosen.first, *again) for rest in site_beside(run, lines, rules)]
    return TitleFound(spaced_value(chosen, lines, rules), chosen.first, tuple(again), chosen.rule)


def _below_lead(lines: Sequence[Line | None], rules: MetadataRules) -> TitleFound | None:
    """The title below a news text that tells of it: the one that stands right above the first addressees of the page."""
    greeted = (at for at, line in enumerate(lines[:HEAD_LINES]) if line and salutation_at(line.passage, 0, rules))
    letter = next(greeted, 0)
    for index in range(max(0, letter - _WINDOW), letter):
        found = _window(lines, index, set(), rules) if lines[index] else None
        if found and rules.titles.mark.search(found[0]) and letter - found[1][-1].line <= _NEAR:
            return TitleFound(*found, (), "metadata.title.line")
    return None


def _hinted(value: str, wanted: Mapping[str, float], rules: MetadataRules) -> float:
    """How much the page's head speaks for a title; still more for one with the issuer's line above, which heads leave out."""
    solid = squeeze(value)
    if solid in wanted:
        return wanted[solid]
    return next((worth + _WITHISSUER for hint, worth in wanted.items() if _adds_issuer(solid, hint, rules)), 0.0)


def _adds_issuer(title: str, other: str, rules: MetadataRules) -> bool:
    """Whether a title is the other one with who issues it before it."""
    issuer = title.removesuffix(other)
    return issuer != title and bool(rules.titles.mark.match(other) and rules.ends("organ_end").search(issuer))


def _looks(value: str, lines: Sequence[Line | None], runs: tuple[TitleRun, ...], rules: MetadataRules) -> float:
    score = 3.0 if rules.titles.mark.search(value) and not rules.titles.plan.search(bare(value)) else 0.0
    score += 1.0 if rules.titles.mark.search(value) else 0.0
    line = lines[runs[0].line]
    score -= 0.5 if line is not None and is_file_name(line.text) else 0.0
    if line is not None and (line.tag in ("h1", "h2", "h3") or "center" in line.marks):
        score += 1.0
    return score


def _candidates(
    lines: Sequence[Line | None], wanted: set[str], rules: MetadataRules
) -> Iterator[tuple[str, tuple[TitleRun, ...]]]:
    longest = max((len(w) for w in wanted), default=0)
    opened = True
    for index, line in enumerate(lines[:HEAD_LINES]):
        if line is None:
            opened = opened and index < _WINDOW
            continue
        text = line.text
        named = page_name(text, rules) if opened else None
        if named:
            yield tidy(text[named.start : named.end]), (TitleRun(index, named),)
            continue
        if _goes_on_from(lines, index):
            continue
        if opened or (wanted and len(text) <= longest * 2):
            found = _window(lines, index, wanted, rules) or (_inside(text, index, rules) if opened else None)
            if found and (opened or squeeze(found[0]) in wanted):
                yield found
        if opened and (_is_body(text) or salutation_at(line.passage, 0, rules)):
            opened = False


def _goes_on_from(lines: Sequence[Line | None], index: int) -> bool:
    """Whether a line closes a book mark that the line above opens: it is the rest of what stands there, and begins nothing."""
    line, above = lines[index], lines[index - 1] if index else None
    return line is not None and above is not None and is_unopened(line.text) and is_open(above.text)


def _is_body(text: str) -> bool:
    """Whether the line belongs to what stands below a title."""
    return bool(NUMBERED.match(text)) or (len(text) > _LONG and "。" in text)


def _window(
    lines: Sequence[Line | None], index: int, wanted: set[str], rules: MetadataRules
) -> tuple[str, tuple[TitleRun, ...]] | None:
    joined, best = "", None
    runs: list[TitleRun] = []
    for at in range(index, min(index + _WINDOW, len(lines))):
        line = lines[at]
        if line is not None and is_broken_off(joined, rules) and _is_field(line.text, rules):
            continue
        if (
            line is None
            or SENTENCE.search(line.text)
            or len(joined) + len(line.text) > LONGEST + 40
            or not _joins(line.text, rules)
        ):
            break
        named = squeeze(joined + line.text) in wanted
        goes_on = named or opens_over_table(lines, index, rules) or rules.titles.mark.search(joined + line.text) is not None
        if runs and not goes_on and _stands_alone(line.text, joined, rules):
            break
        joined += line.text + "\n"
        runs.append(TitleRun(at, Span(0, len(line.text))))
        if squeeze(joined) in wanted:
            return tidy(joined), tuple(runs)
        if (best is None or _goes_on(best[0], joined, rules)) and looks_like_title(tidy(joined), rules):
            best = (tidy(joined), tuple(runs))
        organ = rules.ends("organ_end").search(line.text.strip())
        goes_on = bool(wanted or organ) or is_open(joined) or _adds_years(lines, at + 1)
        goes_on = goes_on or (at == index and (_breaks(line.text, rules) or opens_over_table(lines, at, rules)))
        if not rules.titles.mark.search(joined) and not goes_on:
            break
    whole = best is not None and (len(best[1]) == 1 or _adds_years(lines, best[1][1].line))
    return best if best and (whole or _opens(lines[index], best[0], rules) or opens_over_table(lines, index, rules)) else None


def _is_field(text: str, rules: MetadataRules) -> bool:
    """Whether a line is of the box that describes the notice: a label with its value, or cells of which the first is one."""
    words = text.strip()
    first, bar, _ = text.partition("|")
    return bool(rules.label.match(words) or glued_value(words, 0, rules) or (bar and rules.field_of(first)))


def _goes_on(title: str, longer: str, rules: MetadataRules) -> bool:
    """Whether a title lacks the end that the next line brings: 关于印发… / 的通知, 2023年重点工作 / 任务分解表, or its years."""
    end = rules.ends("title_end") if rules.titles.mark.search(title) else rules.titles.plan
    return is_years(longer[len(title) :]) or (not end.search(bare(title)) and bool(end.search(bare(longer))))


def _adds_years(lines: Sequence[Line | None], index: int) -> bool:
    """Whether a line is nothing but the years of the plan that the lines above name."""
    line = lines[index] if index < len(lines) else None
    return line is not None and is_years(line.text)


def _stands_alone(text: str, above: str, rules: MetadataRules) -> bool:
    """Whether a line below others is a whole title by itself, no mere end of one (重点任务分解表) nor what a year lacks."""
    whole = len(text.strip()) >= SHORTEST_HEADING and looks_like_title(text, rules)
    return whole and not is_open(above) and _YEAR_LAST.search(above.rstrip()) is None


def _joins(text: str, rules: MetadataRules) -> bool:
    """Whether a line can be part of a title: no field, no number, no addressees, nothing to click."""
    if text.rstrip().endswith(("：", ":", "，", ",", "、")) or NUMBERED.match(text):
        return False
    if rules.spaced_label.match(text.lstrip()) or _CLOCK.search(text):
        return False
    if _is_field(text, rules) or rules.cue("navigation").match(text.strip()):
        return False
    return not any(find_numbers(text, rules.numbers))


def _opens(line: Line | None, title: str, rules: MetadataRules) -> bool:
    """Whether a wrapped title can begin with the line: an issuer's name, words that hold the mark or open one that it closes."""
    if line is None or (rules.cue("site").search(line.text.strip()) and not rules.titles.mark.search(line.text)):
        return False
    marked = rules.titles.mark.search(line.text) or rules.ends("organ_end").search(line.text.strip())
    return bool(marked) or (is_open(line.text) and not is_open(title)) or _breaks(line.text, rules)


def _breaks(text: str, rules: MetadataRules) -> bool:
    """Whether a line may be the first half of a plan's title, by its year: 清水县2023年民生实事项目 / 推进情况表."""
    return _HALF.search(text) is not None and len(text.strip()) >= SHORTEST_HEADING and not rules.titles.end.search(bare(text))


def _inside(text: str, index: int, rules: MetadataRules) -> tuple[str, tuple[TitleRun, ...]] | None:
    """A title that shares its line: with what is above it on the page, with its number, with the letter itself."""
    match = rules.titles.inside.search(text[:SEARCHED])
    if match and _SAID.search(text, 0, match.start()):
        return None
    span = Span(*match.span()) if match else _beside_number(text[:SEARCHED], rules)
    if span is None:
        return None
    mark = rules.titles.mark.search(text, span.start, span.end)
    ahead = text[span.start : mark.start()] if mark else ""
    numbered = max((number.span.end for number in find_numbers(ahead, rules.numbers)), default=0)
    numbered += len(ahead[numbered:]) - len(ahead[numbered:].lstrip(DASHES))
    span = Span(span.start + numbered, span.end)
    span = Span(span.start + _issuers_start(text[span.start : span.end], rules), span.end)
    value = tidy(text[span.start : span.end])
    return (value, (TitleRun(index, span),)) if looks_like_title(value, rules) else None


def _beside_number(text: str, rules: MetadataRules) -> Span | None:
    """A title with its number right behind it or before it: …的通知达市府办函〔2021〕119号, 达市府办发〔2021〕3号 …工作方案."""
    number = next(find_numbers(text, rules.cited_numbers), None)
    if number is None:
        return None
    title = Span(0, len(text[: number.span.start].rstrip(" （(【["))) if number.span.start else Span(number.span.end, len(text))
    words = text[title.start : title.end]
    return title if looks_like_title(words, rules) and not _SAID.search(words) else None


def _issuers_start(words: str, rules: MetadataRules) -> int:
    """Where the issuers' names begin: buttons, and words parted from the title by a space, are others', but for bodies."""
    mark = rules.titles.mark.search(words)
    ahead = words[: mark.start()] if mark else ""
    parts = list(re.finditer(r"\S+", ahead))
    organ = rules.ends("organ_end")
    buttons = [p.end() for p in parts if rules.cue("navigation").match(p[0].lstrip("【[（(")) or rules.field_of(p[0])]
    start = max(buttons, default=0)
    for earlier, later in pairwise(part for part in parts if part.start() >= start):
        fragment = not organ.search(later[0]) or len(later[0]) < ISSUER
        site = rules.cue("site").search(earlier[0]) is not None
        if site or (not organ.search(earlier[0]) and not (fragment and organ.search(earlier[0] + later[0]))):
            start = later.start()
    return start
