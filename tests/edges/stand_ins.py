"""Stand-ins for the parser, so that the edges are tested with pages whose outcome is known."""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import resource
import signal
import time
from typing import TYPE_CHECKING

from pipeline.engine.outcome import failed_row, parsed_row
from pipeline.identity import doc_id_of, sha256_of, site_of
from pipeline.notice import BlockRow, Draft, Metadata, ParsedNotice, ReadTable, Task
from pipeline.outline import Cell, Grid, Passage
from pipeline.rulebook.faults import Fault, RulesFault
from pipeline.values import Attachment, Citation, Deadline, Found, Issue, Place, Region, Repair, Span, Unit

if TYPE_CHECKING:
    from collections.abc import Callable

    from pipeline.engine.inputs import Input
    from pipeline.tables.rows import Row

PLACE = Place("/html[1]/body[1]/p[1]", Span(0, 4))


def a_notice(source: str = "a.html", *, doc_id: str = "0123456789abcdef", number: str = "云府办发〔2023〕12号") -> ParsedNotice:
    """A notice in which every kind of value occurs."""
    words = Passage.of("编制公共企事业单位信息公开目录。", PLACE.path)
    unit = Found(
        Unit("lead", "市司法局", "云岭市司法局", "司法行政", "city", "999901", also_known_as=("市行政复议局",)),
        "市司法局",
        PLACE,
        "unit.name",
    )
    person = Found(None, "张三", PLACE, "unit.person")
    deadline = Found(
        Deadline("date", None, dt.date(2023, 6, 30), precision="month", inferred=("year",)), "6月底前", PLACE, "deadline.month"
    )
    unread = Found(None, "与上级同步", PLACE)
    draft = Draft(
        (words,), (words,), "table", path=("推进决策公开",), table=1, row=2, extra=(("备注", "长期"), ("备注", "见附件"))
    )
    grid = Grid("/html[1]/body[1]/table[1]", 1, 2, (Cell(0, 0, (Passage.of("工作任务"),)), Cell(0, 1, (Passage.of("责任单位"),))))
    return ParsedNotice(
        doc_id=doc_id,
        source=source,
        url=None,
        site=None,
        fetched_at=None,
        content_sha256="0" * 64,
        media_type="text/html",
        charset="utf-8",
        metadata=Metadata(
            title=Found(
                "关于印发云岭市2023年政务公开工作要点的通知", "关于印发云岭市2023年政务公开工作要点的通知", PLACE, "title.heading"
            ),
            doc_number=Found(number, number, PLACE, "number.bracket"),
            written_date=Found(dt.date(2023, 3, 1), "2023年3月1日", PLACE, "date.signature"),
            plan_year=Found(2023, "2023年", PLACE, "year.title"),
            doc_kind="work_points",
            addressees=(Found("各县（市、区）人民政府", "各县（市、区）人民政府", PLACE, "addressee"),),
            other=(("索引号", Found("YL000", "YL000", PLACE, "field")),),
        ),
        region=Region("", "云岭省", "云岭市"),
        tasks=(Task(draft, "1", (unit, person), (deadline, unread), 0.9),),
        tables=(ReadTable(grid, "tasks", ("工作任务", "责任单位"), ("task", "responsible")),),
        citations=(
            Found(
                Citation("国务院办公厅关于印发要点的通知", "国办发〔2023〕1号", "国务院办公厅", "implements"),
                "《…》",
                PLACE,
                "cite",
            ),
        ),
        blocks=(BlockRow("title", "关于印发云岭市2023年政务公开工作要点的通知", PLACE),),
        repairs=(
            (PLACE.path, Repair(Span(0, 1), "編", "编", "script.t2s", "script", 0.99, certain=False, alternatives=("遍",))),
        ),
        issues=(Issue("unread_unit", "row", "could not be read as a unit: '张三'", PLACE, 1),),
        attachments=(Attachment("附件1.docx", "a.docx"),),
        coverage=0.97,
        fingerprint=hashlib.sha256(number.encode()).hexdigest(),
    )


class FakeReader:
    """A parser whose outcome stands in the page: its first word says what happens."""

    def __call__(self) -> Callable[[Input], Row]:
        return read


class BrokenReader:
    """A parser that cannot even start."""

    def __call__(self) -> Callable[[Input], Row]:
        raise RulesFault([Fault("rules/units.yaml", 31, "rules[4].names", "must be a list")])


class DeadReader:
    """A parser that is killed while it starts."""

    def __call__(self) -> Callable[[Input], Row]:
        os.kill(os.getpid(), signal.SIGKILL)
        return read


def misbehave(word: str, rest: str, found: Input) -> None:
    if word == "crash":
        msg = f"cannot read {rest}"
        raise ValueError(msg)
    if word == "hang":
        time.sleep(60)
    if word == "die":
        os.kill(os.getpid(), signal.SIGKILL)
    if word == "orphan":  # what the kernel does that is out of memory, when it takes the wrong one
        os.kill(os.getppid(), signal.SIGKILL)
        time.sleep(60)
    if word == "hungry":
        resource.setrlimit(resource.RLIMIT_AS, (4 << 30, resource.RLIM_INFINITY))
        bytearray(64 << 30)
    if word == "abort":  # what a C library does that gets no memory
        os.abort()
    if word == "deep":
        read(found)


def read(found: Input) -> Row:
    if found.problem:
        return failed_row(found, "unreadable", found.problem)
    page = found.page()
    word, _, rest = page.body.decode("utf-8").partition(" ")
    misbehave(word, rest, found)
    if word == "empty":
        return failed_row(found, "unreadable", "empty_body")
    notice = a_notice(found.source, doc_id=doc_id_of(page), number=f"云府办发〔2023〕{word}号")
    row = parsed_row(found, notice)
    row["content_sha256"], row["url"], row["site"] = sha256_of(page.body), page.url, site_of(page.url)
    if rest.startswith("cites "):
        row["citations"][0]["doc_number"] = f"云府办发〔2023〕{rest[6:].strip()}号"
    if word == "huge":
        row["n_tasks"] = 1 << 40
    if word == "surrogate":
        row["title"] = "\ud800标题"
    return row
