"""The command `taizhang`. Everything heavy is imported by the command that needs it, so that `--help` answers at once.

Exit codes: 0 the tables are there (single pages may be unreadable: their rows say why); 1 a page crashed, no page at all could be
read, a rule is wrong, or the tables cannot be written; 2 the command was given something that it cannot use; 130 interrupted.
"""

from __future__ import annotations

import os
import signal
import sys
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from pipeline.commandline import FAILED, USAGE, OneMapping, plain_faults, rules_at, rules_option

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipeline.run import Plan, Report

_ELSEWHERE = {
    "fetch": "pipeline.fetch.commands",
    "list": "pipeline.fetch.commands",
    "sites": "pipeline.fetch.commands",
    "compare": "pipeline.compare.commands",
    "ask": "pipeline.compare.commands",
    "explore": "pipeline.explore.commands",
}
"""Commands that stand with what they do: the module of each, in which it has its name with `_command` behind it."""
_FORMATS = ("csv", "xlsx", "sqlite", "duckdb", "stata", "jsonl", "ics")


class _Commands(click.Group):
    """Commands in the order in which people need them."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """As they are defined."""
        del ctx
        return [*self.commands, *_ELSEWHERE]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """A command of this file, or one of another, which is loaded now."""
        if cmd_name in _ELSEWHERE:
            command: click.Command = getattr(import_module(_ELSEWHERE[cmd_name]), f"{cmd_name}_command")
            return command
        return super().get_command(ctx, cmd_name)


@click.group(
    cls=_Commands,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog=f"\b\n{(__doc__ or '').split(chr(10) * 2)[-1]}",
)
@click.version_option(package_name="taizhang", prog_name="taizhang")
def main() -> None:
    """Read Chinese government notices that hand out work, and turn them into tables: tasks, units, deadlines.

    政务公开工作要点、任务分工方案、重点任务分解表 → 任务、责任单位、完成时限，写成 Parquet，每一处都能查到原文。
    """
    signal.signal(signal.SIGTERM, _interrupt)
    # Arrow's own allocators keep what was freed: a run that needs 280 MB with this one holds 450 MB with them.
    os.environ.setdefault("ARROW_DEFAULT_MEMORY_POOL", "system")


def _interrupt(_number: int, _frame: object) -> NoReturn:
    """SIGTERM ends a run as Ctrl-C does: what was there before stays."""
    raise KeyboardInterrupt


_existing = click.Path(exists=True, path_type=Path)


@main.command(cls=OneMapping)
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT…")
@click.option(
    "--out", type=click.Path(path_type=Path), required=True, help="Folder for the tables; replaced whole when all is done."
)
@click.option("--json", "style", flag_value="json", help="Print the outcome as JSON.")
@click.option("-q", "--quiet", "style", flag_value="quiet", help="Print nothing but errors.")
@click.option(
    "--jobs",
    type=click.IntRange(0),
    default=None,
    help="Worker processes (default: one a processor). 0: none; what kills the program then kills the run.",
)
@click.option(
    "--engine",
    type=click.Choice(["inline", "processes", "dask"]),
    default="processes",
    show_default=True,
    help="inline: one process, page after page. dask: workers of a Dask cluster. The tables are the same.",
)
@click.option("--scheduler", help="Address of a Dask scheduler, e.g. tcp://10.0.0.1:8786; without one Dask runs here.")
@click.option("--partition-by", type=click.Choice(["province"]), help="Part each table by this column of documents.")
@click.option(
    "--screen/--no-screen", default=True, show_default=True, help="Do not parse pages of archives that hold no Chinese at all."
)
@click.option(
    "--max-bytes",
    type=click.IntRange(1),
    default=20_000_000,
    show_default=True,
    help="Larger pages are left unread, and said to be.",
)
@click.option("--timeout", type=click.FloatRange(0.01), default=10.0, show_default=True, help="Seconds that a page may take.")
@rules_option
def parse(options: Mapping[str, Any]) -> None:
    """Read notices and write the tables.

    INPUT is a folder (searched for .html .htm .shtml .txt .md and archives), a file, an archive (WARC, zip, tar), a Parquet or
    Arrow data set with a column html or text and url, each here or at an address such as s3://bucket/folder, or - for standard
    input. NAME.meta.json beside a page may give its url, fetched_at and charset. Pages that did not change since the last run
    are not read again; a run that was killed goes on where it was.
    """
    with plain_faults():
        report = _run_with_progress(_plan(options), options["style"])
        _show_report(report, options["style"])
    sys.exit(FAILED if report.failed else 0)


def _plan(options: Mapping[str, Any]) -> Plan:
    """What the options of `parse` ask for."""
    from pipeline.engine.loading import all_to_stay  # noqa: PLC0415

    with all_to_stay():
        from pipeline.engine.versions import usable_cpus  # noqa: PLC0415
        from pipeline.run import Plan  # noqa: PLC0415

    jobs = usable_cpus() if options["jobs"] is None else options["jobs"]
    limits = {name: options[name] for name in ("max_bytes", "timeout", "partition_by", "screen", "scheduler")}
    engine = "dask" if options["scheduler"] else options["engine"]
    return Plan(options["inputs"], options["out"], rules_at(options["rules_folder"]), jobs, engine=engine, **limits)


def _run_with_progress(plan: Plan, style: str | None) -> Report:
    from pipeline.run import run  # noqa: PLC0415

    if style is not None or not sys.stderr.isatty():
        return run(plan, lambda _done, _all: None)
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn  # noqa: PLC0415

    from pipeline.show.screen import console  # noqa: PLC0415

    columns = (TextColumn("reading"), BarColumn(), MofNCompleteColumn(), TextColumn("pages"), TimeRemainingColumn())
    with Progress(*columns, console=console(sys.stderr), transient=True) as progress:
        bar = progress.add_task("", total=None)
        return run(plan, lambda done, pages: progress.update(bar, completed=done, total=pages))


def _show_report(report: Report, style: str | None) -> None:
    from pipeline.show.summary import print_summary, summary_json  # noqa: PLC0415

    if style == "json":
        click.echo(summary_json(report))
    elif style is None:
        print_summary(report)


@main.command()
@click.argument("file", metavar="FILE")
@rules_option
def explain(file: str, rules_folder: Path | None) -> None:
    """Show one notice in its order, with each reading beside the words that it came from, and each repair."""
    from pipeline.show.explain import explain_file  # noqa: PLC0415

    with plain_faults():
        explain_file(file, rules_at(rules_folder))


@main.command()
@click.argument("parsed", default="parsed", type=click.Path(path_type=Path))
def todo(parsed: Path) -> None:
    """List what no rule knows yet in PARSED (default: parsed), most frequent first, as YAML ready to paste."""
    from pipeline.show.todo import list_unread  # noqa: PLC0415

    with plain_faults():
        click.echo(list_unread(parsed), nl=False)


@main.command()
@click.argument("parsed", default="parsed", type=click.Path(path_type=Path))
@click.option("--format", "form", type=click.Choice(_FORMATS), required=True, help="ics: a calendar of the tasks with a day.")
@click.option("--out", type=click.Path(path_type=Path), required=True, help="The file to write; a folder for csv, stata, jsonl.")
@rules_option
def export(parsed: Path, form: str, out: Path, rules_folder: Path | None) -> None:
    """Write what stands in PARSED (default: parsed) in the format of another program."""
    from pipeline.export.formats import export_tables  # noqa: PLC0415
    from pipeline.rulebook.folder import DICTIONARY  # noqa: PLC0415
    from pipeline.tables.schema import load_dictionary  # noqa: PLC0415

    with plain_faults():
        for line in export_tables(parsed, form, out, load_dictionary(rules_at(rules_folder) / DICTIONARY)):
            click.echo(line)


@main.command("check-rules")
@rules_option
def check_rules(rules_folder: Path | None) -> None:
    """Run the examples of every rule, and say what is wrong with which rule, where."""
    from pipeline.fetch.knowledge import open_sources  # noqa: PLC0415
    from pipeline.rulebook.faults import RulesFault  # noqa: PLC0415
    from pipeline.rules import check_rules as check  # noqa: PLC0415
    from pipeline.rules import open_rules  # noqa: PLC0415
    from pipeline.show.screen import safe  # noqa: PLC0415

    checked, unusable = [], []
    with plain_faults():
        for open_book in (open_rules, open_sources):
            try:
                checked.append(check(open_book(rules_at(rules_folder))))
            except RulesFault as error:  # the other rules are checked all the same
                unusable += error.faults
    faults = sorted({*unusable, *(fault for one in checked for fault in one.faults)})
    for fault in faults:
        click.echo(safe(str(fault)), err=True)
    if unusable:
        click.echo(f"{len(faults)} faults; with some of them the rules cannot be used", err=True)
        sys.exit(FAILED)
    rules, examples, keep = (sum(getattr(one, name) for one in checked) for name in ("n_rules", "n_examples", "n_keep"))
    seconds = sum(one.seconds for one in checked)
    click.echo(f"{rules} rules, {examples} examples, {keep} look-alikes: {len(faults) or 'no'} faults ({seconds:.2f} s)")
    sys.exit(FAILED if faults else 0)


@main.command()
@click.option("--gold", multiple=True, required=True, type=_existing, help="An annotation or a folder of them.")
@click.option("--pages", multiple=True, type=_existing, help="Where the annotated pages are.")
@click.option("--json", "as_tool", is_flag=True, help="Print the scores as JSON.")
@rules_option
def evaluate(gold: tuple[Path, ...], pages: tuple[Path, ...], as_tool: bool, rules_folder: Path | None) -> None:  # noqa: FBT001 - a flag of the command line
    """Score the readings against what people annotated: precision, recall and F1 by kind of task."""
    import json  # noqa: PLC0415

    from pipeline.evaluate.gold import load_gold  # noqa: PLC0415
    from pipeline.evaluate.report import as_json, lines_of  # noqa: PLC0415
    from pipeline.evaluate.report import evaluate as score_all  # noqa: PLC0415
    from pipeline.rules import load_rules  # noqa: PLC0415
    from pipeline.show.screen import safe  # noqa: PLC0415

    with plain_faults():
        annotated, homeless = load_gold(gold, pages)
        scores = score_all(annotated, load_rules(rules_at(rules_folder)))
    for file in homeless:
        click.echo(safe(f"{file}: its page is nowhere; name a folder with --pages"), err=True)
    if not annotated:
        named = safe(" ".join(map(str, gold)))
        click.echo(
            f"nothing to score: {named} holds no annotation whose page is known (tests/EXPECTATIONS.md says how to write one)",
            err=True,
        )
        sys.exit(USAGE)
    click.echo(json.dumps(as_json(scores), ensure_ascii=False, indent=1) if as_tool else safe("\n".join(lines_of(scores))))


@main.command()
@click.option("--write", type=click.Path(dir_okay=False, path_type=Path), help="Write it to this file instead of printing it.")
@rules_option
def dictionary(write: Path | None, rules_folder: Path | None) -> None:
    """Print the data dictionary: every table, column and code, in English and Chinese."""
    from pipeline.rulebook.folder import DICTIONARY  # noqa: PLC0415
    from pipeline.tables.dictionary import to_markdown  # noqa: PLC0415
    from pipeline.tables.schema import load_dictionary  # noqa: PLC0415

    with plain_faults():
        page = to_markdown(load_dictionary(rules_at(rules_folder) / DICTIONARY))
        if write is None:
            click.echo(page, nl=False)
        else:
            write.write_text(page, encoding="utf-8")


if __name__ == "__main__":
    main(prog_name="taizhang")
