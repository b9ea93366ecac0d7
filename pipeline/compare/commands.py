"""The commands `taizhang compare` and `taizhang ask`."""

from __future__ import annotations

import csv
import json
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pipeline.commandline import plain_faults, rules_at, rules_option

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pyarrow as pa

    from pipeline.compare.questions import Comparison

_QUESTIONS = {
    "taken": "what of the plan that a place carries out was taken over, adapted, left out; what it added",
    "years": "what changed in a place since the year before",
    "deadlines": "how deadlines moved: earlier, later, dropped",
    "leads": "which line of work leads what, and how much of it, where",
    "load": "how much of each unit's work is due and open, month by month",
    "vague": "the share of tasks without a unit, without a deadline, with none but 长期",
    "copies": "who copied whom, how much, and how fast",
}
_NEEDS = frozenset({"numpy", "rapidfuzz"})
_INSTALL = "`make compare` installs it, and so does `pip install 'taizhang[compare]'`"
_TALLIED = frozenset({"moved", "outcome"})
"""Columns whose values are counted below the rows."""
_WIDEST = 15
_SHOWN = 40


@click.command("compare")
@click.argument("parsed", default="parsed", type=click.Path(path_type=Path))
@click.option("--out", type=click.Path(path_type=Path), help="Folder for what is added (default: PARSED itself).")
@rules_option
def compare_command(parsed: Path, out: Path | None, rules_folder: Path | None) -> None:
    """Find the same work in the notices of PARSED (default: parsed), and add the tables `alignments`, `lineage`, `topics`."""
    from pipeline.rulebook.folder import DICTIONARY  # noqa: PLC0415
    from pipeline.rules import open_rules  # noqa: PLC0415
    from pipeline.tables.schema import load_dictionary  # noqa: PLC0415

    with plain_faults():
        try:
            from pipeline.compare.comparing import compare  # noqa: PLC0415
        except ModuleNotFoundError as error:
            raise _wanting(error) from error
        rules = rules_at(rules_folder)
        done = compare(parsed, out or parsed, open_rules(rules).slices["lexer"], load_dictionary(rules / DICTIONARY))
        relations = (
            ", ".join(f"{n:,} {name}" for name, n in sorted(done.relations.items(), key=lambda item: (-item[1], item[0])))
            or "none"
        )
        found = f"{relations}; {done.topics:,} topics of several tasks"
        click.echo(f"{done.tasks:,} tasks of {done.notices:,} notices: {found} → {out or parsed}")
        if done.advice:
            click.echo(done.advice)


def _wanting(error: ModuleNotFoundError) -> Exception:
    """What to say when a package that comparing needs is not there; any other missing module is a bug."""
    from pipeline.engine.inputs import InputFault  # noqa: PLC0415

    return InputFault(f"comparing needs {error.name}: {_INSTALL}") if error.name in _NEEDS else error


@click.command("ask", epilog="\b\n" + "\n".join(f"{name:10} {about}" for name, about in _QUESTIONS.items()))
@click.argument("question", type=click.Choice(list(_QUESTIONS)))
@click.argument("parsed", default="parsed", type=click.Path(path_type=Path))
@click.option("--place", help="Ask only about places with this in their name.")
@click.option("--year", type=int, help="Ask only about plans of this year.")
@click.option("--tasks", "style", flag_value="tasks", help="For taken, years and leads: task by task.")
@click.option("--csv", "form", flag_value="csv", help="Print CSV.")
@click.option("--json", "form", flag_value="json", help="Print JSON.")
@click.pass_context
def ask_command(context: click.Context, /, **_options: object) -> None:
    """Ask a question of the plans in PARSED (default: parsed), once they were compared."""
    given = context.params
    with plain_faults():
        try:
            from pipeline.compare.questions import Comparison  # noqa: PLC0415
        except ModuleNotFoundError as error:
            raise _wanting(error) from error
        from pipeline.compare.questions.gaps import gaps  # noqa: PLC0415

        asked = Comparison.open(given["parsed"], given["place"], given["year"])
        _show(_ask(asked, given), given["form"])
        for line in gaps(asked, given["question"]):
            click.echo(f"left out: {line}", err=True)


def _ask(asked: Comparison, given: Mapping[str, Any]) -> pa.Table:
    from pipeline.compare import questions  # noqa: PLC0415

    if given["style"] == "tasks":
        return _ask_by_task(asked, given["question"])
    function = {
        "taken": questions.taken_over,
        "years": questions.year_on_year,
        "deadlines": questions.moved_deadlines,
        "leads": questions.leading,
        "load": questions.monthly_load,
        "vague": questions.vagueness,
        "copies": questions.copying,
    }[given["question"]]
    return function(asked)


def _ask_by_task(asked: Comparison, question: str) -> pa.Table:
    from pipeline.compare import questions  # noqa: PLC0415

    if question in {"taken", "years"}:
        return questions.inheritance(asked, "parent" if question == "taken" else "year_before")
    function = {"leads": questions.led_tasks, "deadlines": questions.moved_deadlines}.get(question)
    if function is None:
        msg = f"{question} is not answered task by task (--tasks); taken, years, deadlines and leads are"
        raise click.UsageError(msg)
    return function(asked)


def _show(found: pa.Table, form: str | None) -> None:
    """Print an answer: whole for programs, the first rows for people."""
    from pipeline.export.tabular import safe_cell  # noqa: PLC0415
    from pipeline.show.screen import console, table, words  # noqa: PLC0415

    if form == "json":
        click.echo(json.dumps(found.to_pylist(), ensure_ascii=False, indent=1, default=str))
    elif form == "csv":
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerow(found.column_names)
        writer.writerows([safe_cell(value) for value in row.values()] for row in found.to_pylist())
    else:
        screen = console(sys.stdout)
        names = [name for name in found.column_names if not name.endswith(("_id", "from_title"))]
        numbers = frozenset(
            i for i, name in enumerate(names) if str(found.schema.field(name).type) in {"int32", "int64", "double"}
        )
        rows = [[_cell(name, row[name]) for name in names] for row in found.slice(0, _SHOWN).to_pylist()]
        screen.print(table(names, rows, numbers))
        if found.num_rows > _SHOWN:
            screen.print(words(f"… and {found.num_rows - _SHOWN:,} more rows: --csv or --json prints all"))
        for name in _TALLIED.intersection(found.column_names):
            tally = Counter(found.column(name).to_pylist()).most_common()
            screen.print(words(f"{name}: {', '.join(f'{n:,} {kind}' for kind, n in tally) or 'none'}"))
        if not found.num_rows:
            screen.print(words("nothing: no two plans that this question is about are in the run"))


def _cell(name: str, value: Any) -> str:  # noqa: ANN401 - whatever a column holds
    """A value as people read it, cut to fit; of a title the end, which says what it is about.

    >>> _cell("days", None), _cell("share", 0.5), _cell("year", 2023), _cell("place", "澜溪市")
    ('', '0.50', '2023', '澜溪市')
    >>> _cell("title", "澜溪市人民政府办公室关于印发澜溪市2023年政务公开工作要点的通知")
    '…23年政务公开工作要点的通知'
    """
    from pipeline.show.screen import brief  # noqa: PLC0415

    said = "" if value is None else f"{value:.2f}" if isinstance(value, float) else str(value)
    if name == "title" and len(said) > _WIDEST:
        return f"…{said[1 - _WIDEST :]}"
    return brief(said, _WIDEST)
