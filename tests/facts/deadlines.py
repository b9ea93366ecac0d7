"""Reads deadlines with the project's own rules, for the tests of times."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

import yaml

from pipeline.facts.deadlines.reading import (
    DeadlineRule,
    DeadlineRules,
    TimeContext,
    describe,
    read_deadlines,
)
from pipeline.notice import Phrase
from pipeline.outline import Passage
from pipeline.rule import Example

if TYPE_CHECKING:
    from pipeline.values import Deadline, Found

FILE = Path(__file__).parents[2] / "rules" / "deadlines.yaml"

PLAN = TimeContext(plan_year=2022, written=dt.date(2022, 3, 1))


def _load() -> list[DeadlineRule]:
    page = yaml.load(FILE.read_text("utf-8"), Loader=yaml.BaseLoader)
    return [
        DeadlineRule(
            **{
                **entry,
                "words": tuple(entry.get("words", ())),
                "keep": tuple(entry.get("keep", ())),
                "examples": tuple(Example(**e) for e in entry["examples"]),
            }
        )
        for entry in page["rules"]
    ]


ENTRIES = _load()

RULES = DeadlineRules.build(ENTRIES)


def read(said: str, source: str = "cell", context: TimeContext = PLAN) -> tuple[Found[Deadline], ...]:
    return read_deadlines(Phrase(Passage.of(said), source=source), context, RULES)


def one(said: str, source: str = "cell", context: TimeContext = PLAN) -> Deadline:
    found = read(said, source, context)
    assert len(found) == 1, describe(found)
    assert found[0].value
    return found[0].value


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)
