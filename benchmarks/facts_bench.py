"""The facts of this program beside JioNLP, cpca and dateparser, on the same phrases.

`make facts-bench` fetches the three into a folder of its own and writes docs/facts-bench.md; what cannot be fetched is said so.
The phrases and their answers are data: benchmarks/facts_phrases.yaml.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import importlib
import importlib.metadata
import io
import logging
import sys
import time
import warnings
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

TOP = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(TOP))

from pipeline.facts.deadlines.reading import TimeContext, read_deadlines  # noqa: E402 - found only now
from pipeline.facts.places.regions import RegionClues, locate  # noqa: E402
from pipeline.notice import Phrase  # noqa: E402
from pipeline.outline import Passage  # noqa: E402
from pipeline.rules import load_rules  # noqa: E402

ISSUED = dt.datetime(2022, 3, 1)  # noqa: DTZ001 - the peers take days without a zone
PLAN = TimeContext(plan_year=2022, written=ISSUED.date())
RULES = load_rules(TOP / "rules")
NOTHING = "—"
ABOUT = """
The phrases and answers are in `benchmarks/facts_phrases.yaml`. They were written by people who know this program's rules, so
read the table as a list of what each program is made for, not as a contest: the others read general text, and none of them
claims to read work plans. The base day is 2022-03-01, of a plan for 2022. A time is right when all its last days are (a
recurring one: when its frequency is), and no day is right where there is none; there, an error counts as right.
""".strip().splitlines()


class Ours:
    """This program."""

    name = "taizhang"

    def times(self, said: str) -> str:
        """The last days, or the frequency."""
        told = []
        for found in read_deadlines(Phrase(Passage.of(said)), PLAN, RULES.deadlines):
            deadline = found.value
            if deadline is None:
                continue
            if deadline.rrule:
                parts = dict(part.split("=") for part in deadline.rrule.split(";"))
                told.append(f"{parts['FREQ']} {parts.get('INTERVAL', '1')}")
            elif deadline.end and deadline.kind not in {"ongoing", "unknown"}:
                told.append(str(deadline.end))
        return " ".join(told) or NOTHING

    def place(self, said: str) -> str:
        """The code of the division."""
        region = locate(RegionClues(issuer=said), RULES.regions)
        return region.code if region and region.code else NOTHING


class Jio:
    """JioNLP's parse_time and parse_location, with the notice's day as its base."""

    name = "jionlp"

    def __init__(self) -> None:
        self.tool = importlib.import_module("jionlp")

    def times(self, said: str) -> str:
        """Its one reading: the end of a point or span, or the distance of a period."""
        found = self.tool.parse_time(said, time_base=ISSUED.timestamp())
        if found["type"] == "time_period":
            return _distance(found["time"]["delta"])
        if found["type"] in {"time_point", "time_span"}:
            return _last_day(found["time"][-1])
        return NOTHING

    def place(self, said: str) -> str:
        """The code of county, city or province."""
        found = self.tool.parse_location(said, change2new=False)
        town = found.get("county") or found.get("city") or found.get("province")
        return f"({town})" if town else NOTHING


def _distance(delta: dict[str, Any]) -> str:
    """A distance between turns as a frequency: half a year is six months, seven days are a week."""
    months = {"year": 12, "quarter": 3, "month": 1}
    for unit, count in delta.items():
        number = (count[0] if isinstance(count, list) else count) * months.get(unit, 1)
        if not number:
            continue
        if unit in months:
            return f"YEARLY {int(number) // 12}" if number % 12 == 0 else f"MONTHLY {int(number)}"
        if unit in {"day", "workday"}:
            return f"WEEKLY {int(number) // 7}" if number % 7 == 0 else f"DAILY {int(number)}"
        return f"WEEKLY {int(number)}"
    return NOTHING


def _last_day(moment: str) -> str:
    """The day of a moment; midnight ends the day before (24时)."""
    day = dt.datetime.fromisoformat(moment)
    return str((day - dt.timedelta(seconds=1) if day.time() == dt.time() else day).date())


class Dateparser:
    """dateparser's search for dates in Chinese, with the last day of what is vague."""

    name = "dateparser"

    def __init__(self) -> None:
        self.tool = importlib.import_module("dateparser")
        self.search = importlib.import_module("dateparser.search")

    def times(self, said: str) -> str:
        """The day that the whole phrase names, else all the days that it finds in it."""
        settings = {"RELATIVE_BASE": ISSUED, "PREFER_DAY_OF_MONTH": "last", "PREFER_MONTH_OF_YEAR": "last", "DATE_ORDER": "YMD"}
        settings["PREFER_DATES_FROM"] = "future"
        whole = self.tool.parse(said, languages=["zh"], settings=settings)
        if whole is not None:
            return str(whole.date())
        found = self.search.search_dates(said, languages=["zh"], settings=settings) or []
        return " ".join(str(day.date()) for _, day in found) or NOTHING


class Cpca:
    """cpca's transform."""

    name = "cpca"

    def __init__(self) -> None:
        self.tool = importlib.import_module("cpca")

    def place(self, said: str) -> str:
        """The code that it gives."""
        code = self.tool.transform([said])["adcode"][0]
        return str(code) if code else NOTHING


@dataclass
class Bench:
    """One table: the phrases by group, the programs, and what each said."""

    programs: list[Any]
    asked: str
    missing: list[str] = field(default_factory=list)
    seconds: dict[str, float] = field(default_factory=dict)

    def rows(self, groups: dict[str, list[dict[str, Any]]], answer: Any) -> list[tuple[str, str, str, list[str]]]:  # noqa: ANN401
        """Group, phrase, right answer, and what each program said."""
        rows = []
        for group, phrases in groups.items():
            for phrase in phrases:
                said = [self._ask(program, phrase["said"]) for program in self.programs]
                rows.append((group, phrase["said"], answer(phrase), said))
        return rows

    def _ask(self, program: Any, said: str) -> str:  # noqa: ANN401
        began = time.perf_counter()
        try:
            with contextlib.redirect_stdout(io.StringIO()), warnings.catch_warnings():
                warnings.simplefilter("ignore")
                return str(getattr(program, self.asked)(said))
        except Exception as error:  # noqa: BLE001 - a program that raises has no answer
            return f"raises {type(error).__name__}"
        finally:
            self.seconds[program.name] = self.seconds.get(program.name, 0.0) + time.perf_counter() - began


def programs(*kinds: type[Any]) -> tuple[list[Any], list[str]]:
    """Those that are installed, and a line for each that is not."""
    found: list[Any] = [Ours()]
    missing = []
    for kind in kinds:
        try:
            with contextlib.redirect_stdout(io.StringIO()), warnings.catch_warnings():
                warnings.simplefilter("ignore")
                found.append(kind())
        except Exception as error:  # noqa: BLE001 - whatever keeps it from starting is what we say
            missing.append(f"{kind.name} could not be loaded ({type(error).__name__}: {error}); it is not in the table.")
    return found, missing


def right(said: str, answer: str) -> bool:
    """Whether it is the answer; where none is right, a program that raises also gave none; a name stands for its code."""
    if answer == NOTHING:
        return said == NOTHING or said.startswith("raises")
    if said.startswith("("):
        return said[1:-1] in {division.name for division in RULES.regions.register.by_code.get(answer, ())}
    return said == answer


def version(name: str) -> str:
    """The version that was asked."""
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return ""


def table(bench: Bench, rows: list[tuple[str, str, str, list[str]]]) -> list[str]:
    """The sums by group, then every phrase; wrong answers stand in bold."""
    names = [p.name for p in bench.programs]
    lines = [f"| | phrases | {' | '.join(names)} |", f"|---|---|{'---|' * len(names)}"]
    groups = dict.fromkeys(row[0] for row in rows)
    lines += [_sum(group, [r for r in rows if r[0] == group], len(names)) for group in groups]
    lines.append(_sum("all", rows, len(names)))
    per = [f"{bench.seconds[n] / len(rows) * 1000:.2f}" for n in names]
    lines += [f"| ms a phrase, first call included | | {' | '.join(per)} |", ""]
    lines += [f"| phrase | right | {' | '.join(names)} |", f"|---|---|{'---|' * len(names)}"]
    for _, phrase, answer, said in rows:
        cells = [s if right(s, answer) else f"**{s}**" for s in said]
        lines.append(f"| {phrase} | {answer} | {' | '.join(cells)} |")
    return [*lines, "", *bench.missing]


def _sum(group: str, rows: list[tuple[str, str, str, list[str]]], count: int) -> str:
    counts = [sum(right(r[3][n], r[2]) for r in rows) for n in range(count)]
    return f"| {group} | {len(rows)} | {' | '.join(map(str, counts))} |"


def main() -> None:
    """Write the page to the file that is named, else print it."""
    logging.disable()
    data = yaml.safe_load((TOP / "benchmarks" / "facts_phrases.yaml").read_text(encoding="utf-8"))
    timed, no_time = programs(Jio, Dateparser)
    placed, no_place = programs(Cpca, Jio)
    times, places = Bench(timed, "times", no_time), Bench(placed, "place", no_place)
    time_rows = times.rows(data["deadlines"], lambda p: " ".join(map(str, p.get("ends", ()))) or p.get("turns") or NOTHING)
    place_rows = places.rows({"places": data["places"]}, lambda p: str(p["code"]) if "code" in p else NOTHING)
    versions = ", ".join(f"{n} {v}" for n in ("jionlp", "cpca", "dateparser") if (v := version(n)))
    page = [
        "# Times and places beside other programs",
        "",
        f"Measured on {dt.date.today()} with {versions or 'no other program'}; run it again with `make facts-bench`.",  # noqa: DTZ011
        "",
        *ABOUT,
        "",
        "## Times",
        "",
        *table(times, time_rows),
        "## Places",
        "",
        "JioNLP gives names, compared with the name of the code.",
        "",
        *table(places, place_rows),
    ]
    text = "\n".join(line.rstrip() for line in page).rstrip() + "\n"
    if len(sys.argv) > 1:
        Path(sys.argv[1]).write_text(text, encoding="utf-8")
    else:
        print(text)


if __name__ == "__main__":
    main()
