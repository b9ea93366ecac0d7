"""One page to one notice: the table of contents of the whole program. Pure: no file, clock, environment or global is read."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pipeline.account import Spent, account
from pipeline.body import Body, read_body
from pipeline.compose.senses import senses_of
from pipeline.compose.setting import Setting
from pipeline.compose.tasks import compose
from pipeline.facts.citations.reading import CitationRules, OwnWords, read_citations
from pipeline.facts.deadlines.reading import DeadlineRules, TimeContext
from pipeline.facts.metadata.plan import SCHOOL, school_time
from pipeline.facts.metadata.reading import MetadataRules, read_metadata
from pipeline.facts.places.regions import RegionClues, RegionRules, locate, other_place
from pipeline.facts.places.zones import zone_of
from pipeline.identity import doc_id_of, sha256_of, site_of
from pipeline.issues import find_issues
from pipeline.notice import BlockRow, Metadata, ParsedNotice
from pipeline.outline import Grid, Outline
from pipeline.read import ReadRules, read_outline
from pipeline.repair import RepairRules, repair_outline
from pipeline.repair.neighbours.names import ALONE, Neighbours
from pipeline.repair.writing.script import script_of
from pipeline.tasks.flattened.realign import to_grids
from pipeline.tasks.flattened.uncut import barred_texts, uncut_table, unread_rows
from pipeline.tasks.lines import to_flow
from pipeline.verdict import VerdictRules, why_no_tasks

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.facts.units.rules import UnitRules
    from pipeline.notice import Draft, Flow
    from pipeline.outline import Passage
    from pipeline.tasks.rules import TaskRules
    from pipeline.values import RawPage, Region
    from pipeline.wording import IssueRules

_NOT_OWN = frozenset({"navigation", "footer", "injected"})
_SIGNS = re.compile(r"\W+")


@dataclass(frozen=True)
class Rules:
    """All that the program knows, one slice a stage."""

    read: ReadRules
    repair: RepairRules
    metadata: MetadataRules
    regions: RegionRules
    tasks: TaskRules
    units: UnitRules
    deadlines: DeadlineRules
    citations: CitationRules
    verdicts: VerdictRules
    issues: IssueRules


def parse(page: RawPage, rules: Rules, neighbours: Neighbours = ALONE) -> ParsedNotice:
    """Read one page; returns for any bytes, and says in `status` what became of it.

    `neighbours` are names that other notices of the same place print whole, for a page that lost a part of them.
    Every task, unit and deadline keeps the page's words and their place; every character of the page is accounted for.
    """
    outline = read_outline(page, rules.read)
    empty = _empty(page, outline)
    if not (outline.items or outline.below):
        return _judged(replace(empty, status="unreadable", status_reason=_reason(outline, "unreadable", "empty_body")), rules)
    told, drafts, setting = _told(empty, outline, rules, neighbours)
    del outline  # the lines of a page with 100,000 tasks are too many to stand in memory beside the tasks
    notice = replace(told, tasks=compose(drafts, told.metadata, setting))
    if not notice.tasks:
        notice = replace(notice, status="no_tasks", status_reason=why_no_tasks(notice, rules.verdicts))
    return _judged(notice, rules)


def _told(
    empty: ParsedNotice, outline: Outline, rules: Rules, neighbours: Neighbours
) -> tuple[ParsedNotice, tuple[Draft, ...], Setting]:
    """All that a page tells but its tasks, these as drafts, and what the units and times in them depend on."""
    repaired = repair_outline(outline, rules.repair.with_neighbours(neighbours) if neighbours.names else rules.repair)
    senses = senses_of(rules.units, rules.deadlines, rules.metadata, TimeContext())
    flow = to_grids(to_flow(repaired, rules.tasks.numbers), senses, rules.tasks)
    metadata = read_metadata(flow, repaired, rules.metadata)
    clues = _clues(empty.url, metadata, flow)
    region = _region(clues, rules.regions)
    setting = Setting(region, _times(metadata, rules.metadata), rules.units, rules.deadlines)
    body = read_body(flow, metadata, senses_of(rules.units, rules.deadlines, rules.metadata, setting.times), rules.tasks)
    grids = [item for item in flow if isinstance(item, Grid)]
    uncut = _uncut(flow, body, rules)
    spent = account(repaired, Spent(body.drafts, grids, body.claims, (*body.untasked, *body.untasked_rows, *uncut)))
    notice = replace(
        empty,
        script=script_of(" ".join(b.text.original for b in outline.blocks() if b.set_aside is None)),
        metadata=metadata,
        region=region,
        tables=body.tables,
        citations=read_citations(list(_passages(flow)), rules.citations, _own(metadata)),
        blocks=spent.blocks,
        coverage=spent.coverage,
        untasked=tuple(_untasked(body, uncut)),
        doubted=tuple(BlockRow("task", p.text, p.place) for p in body.doubted),
        repairs=(*((b.path, r) for b in repaired.blocks() for r in b.text.repairs), *repaired.head_repairs),
        losses=repaired.losses,
        fingerprint=_fingerprint(flow, body),
        notes=(*repaired.notes, *_contradicted(clues, rules.regions)),
    )
    return notice, body.drafts, setting


def _uncut(flow: Flow, body: Body, rules: Rules) -> tuple[Passage, ...]:
    """The words of a table that nobody could cut; where its cells ran together, those of which a task was read are prose."""
    rows = unread_rows(flow, rules.tasks) or barred_texts(body.drafts)
    if rows or any(table.kind == "tasks" for table in body.tables):
        return rows
    read = {p.path for draft in body.drafts if draft.origin == "narrative" for p in draft.extent}
    words = uncut_table(flow, rules.tasks)
    return () if any(p.path in read for p in words) else words


def _untasked(body: Body, uncut: Sequence[Passage]) -> Iterator[BlockRow]:
    """Items, rows and whole tables that look like work and gave no task."""
    yield from (BlockRow("requirement", p.text, p.place) for p in body.untasked)
    yield from (BlockRow("table", p.text, p.place) for p in body.untasked_rows)
    yield from (BlockRow("unread", p.text, p.place) for p in uncut)
    yield from (BlockRow("skipped", p.text, p.place) for p in body.skipped)
    yield from (BlockRow("begun", p.text, p.place) for p in body.begun)


def _empty(page: RawPage, outline: Outline) -> ParsedNotice:
    return ParsedNotice(
        doc_id=doc_id_of(page),
        source=page.source,
        url=page.url,
        site=site_of(page.url),
        fetched_at=page.fetched_at,
        content_sha256=sha256_of(page.body),
        media_type=outline.media_type,
        charset=outline.charset,
        attachments=outline.attachments,
    )


def _judged(notice: ParsedNotice, rules: Rules) -> ParsedNotice:
    return replace(notice, issues=find_issues(notice, rules.issues))


def _reason(outline: Outline, code: str, otherwise: str) -> str:
    return next((message for name, message in outline.notes if name == code), otherwise)


def _times(metadata: Metadata, rules: MetadataRules) -> TimeContext:
    school = school_time(metadata.plan_year.said, rules) if metadata.plan_year and metadata.plan_year.rule == SCHOOL else None
    return TimeContext(
        plan_year=metadata.plan_year.value if metadata.plan_year else None,
        written=metadata.written_date.value if metadata.written_date else None,
        published=metadata.published_date.value if metadata.published_date else None,
        school=school[0] if school else None,
        plan_year_source=(metadata.plan_year.rule or "") if metadata.plan_year else "",
    )


def _clues(url: str | None, metadata: Metadata, flow: Flow) -> RegionClues:
    """What the page says of where its notice comes from."""
    written = metadata.written_date.value if metadata.written_date else None
    year = written.year if written else (metadata.plan_year.value if metadata.plan_year else None)
    words = [c.passage.text for c in metadata.claims if c.kind in ("signature", "footer", "metadata", "salutation", "title")]
    return RegionClues(
        issuer=metadata.issuer.value if metadata.issuer else None,
        title=metadata.title.value if metadata.title else None,
        doc_number=metadata.doc_number.value if metadata.doc_number else None,
        url=url,
        texts=tuple(words),
        year=year,
        body=tuple(p.text for p in _passages(flow)),
    )


def _region(clues: RegionClues, rules: RegionRules) -> Region | None:
    """Where the issuer governs, from everything the page says of itself."""
    region = locate(clues, rules)
    zone = zone_of(clues.issuer, clues.texts, rules)
    if region is None or not zone:
        return region
    told = zone in rules.plain(clues.issuer or "")
    return replace(region, zone=zone, evidence=region.evidence if told else (zone, *region.evidence))


def _contradicted(clues: RegionClues, rules: RegionRules) -> Iterator[tuple[str, str]]:
    """A note of an issuer whose place all else on the page contradicts: the name was put there by a site that copied."""
    if clues.issuer and other_place(clues, rules) is not None:
        yield "foreign_name", clues.issuer


def _passages(flow: Flow) -> Iterator[Passage]:
    """All words of the notice in reading order."""
    for item in flow:
        if isinstance(item, Grid):
            for cell in item.cells:
                yield from cell.passages
        else:
            yield item.passage


def _own(metadata: Metadata) -> OwnWords:
    return OwnWords(
        title=metadata.title.value if metadata.title else None,
        doc_number=metadata.doc_number.value if metadata.doc_number else None,
    )


def _fingerprint(flow: Flow, body: Body) -> str:
    """The same for the same notice on another site: a digest of its own words, without signs and spaces.

    Empty where nothing was assigned: pages without tasks are never each other's duplicates.
    """
    if not body.drafts:
        return ""
    outside = {(c.passage.path, c.passage.span) for c in body.claims if c.kind in (*_NOT_OWN, "metadata")}
    digest = hashlib.sha256()
    for item in flow:
        if isinstance(item, Grid):
            said = "".join(cell.text for cell in item.cells)
        else:
            said = item.text if (item.passage.path, item.passage.span) not in outside else ""
        digest.update(_SIGNS.sub("", said).encode("utf-8", "replace"))
    return digest.hexdigest()
