"""Notices line by line, and what is read of each, for the tests of what a notice says of itself."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import yaml
from pydantic import TypeAdapter

from pipeline.facts.metadata.reading import MetadataRule, MetadataRules, read_metadata
from pipeline.notice import Line
from pipeline.outline import Cell, Grid, Outline, Passage
from pipeline.traced import TracedText
from pipeline.values import Span

RULES = Path(__file__).parents[2] / "rules"


@cache
def rules() -> MetadataRules:
    entries = yaml.load((RULES / "metadata.yaml").read_text("utf-8"), Loader=yaml.BaseLoader)["rules"]
    return MetadataRules.build([TypeAdapter(MetadataRule).validate_python(entry) for entry in entries])


def line(number, text):
    return Line(Passage(f"line[{number}]", TracedText(text), Span(0, len(text))))


def grid(number, rows):
    cells = [
        Cell(r, c, (Passage(f"t{number}[{r}][{c}]", TracedText(text), Span(0, len(text))),))
        for r, row in enumerate(rows)
        for c, text in enumerate(row)
    ]
    return Grid(f"t{number}", len(rows), max(map(len, rows)), tuple(cells))


def read(*items, title="", meta=()):
    flow = tuple(line(n, item) if isinstance(item, str) else grid(n, item) for n, item in enumerate(items))
    return read_metadata(flow, Outline((), "text/html", "utf-8", title, meta), rules())


def value(found):
    return found.value if found else None


def kinds(metadata):
    return [(claim.kind, claim.passage.text) for claim in metadata.claims]


def words_of(metadata, kind):
    return [text for k, text in kinds(metadata) if k == kind]


BODY = "为贯彻落实上级部署，现将有关工作安排如下，请认真组织实施，确保各项任务按期完成。"

TITLE = "澜溪市人民政府办公室关于印发澜溪市2023年政务公开工作要点的通知"

PLAN = "澜溪市2023年健身工作实施方案"

SENT = f"现将《{PLAN}》印发给你们，请认真贯彻执行。"

HEADED = f"澜溪市人民政府办公室关于印发{PLAN}的通知"
