"""The command `taizhang explore`."""

from __future__ import annotations

from pathlib import Path

import click

from pipeline.commandline import plain_faults, rules_at, rules_option


@click.command("explore")
@click.argument("parsed", default="parsed", type=click.Path(path_type=Path))
@click.option("--out", type=click.Path(path_type=Path), required=True, help="Folder for the site.")
@click.option(
    "--raw",
    multiple=True,
    metavar="INPUT",
    help="What was parsed: a folder, archive or file. With it the evidence is the page as published.",
)
@rules_option
def explore_command(parsed: Path, out: Path, raw: tuple[str, ...], rules_folder: Path | None) -> None:
    """Write a site to look through PARSED (default: parsed) in a browser; it opens from its file and needs no network."""
    from pipeline.explore.site import MANY, Sources, build_site  # noqa: PLC0415
    from pipeline.rulebook.folder import DICTIONARY  # noqa: PLC0415
    from pipeline.rules import load_rules  # noqa: PLC0415
    from pipeline.tables.schema import load_dictionary  # noqa: PLC0415

    with plain_faults():
        rules = rules_at(rules_folder)
        built = build_site(parsed, out, load_dictionary(rules / DICTIONARY), Sources(raw, load_rules(rules).read))
        click.echo(f"{built.tasks:,} tasks of {built.notices:,} notices; open {out / 'index.html'}")
        if built.without_tasks:
            click.echo(f"{built.without_tasks:,} more hand out no work that could be read: the table documents says why")
        if built.as_printed < built.notices:
            rest = built.notices - built.as_printed
            click.echo(f"{rest:,} notices are shown as the tables hold them; with --raw RAW they are shown as published")
        if built.tasks > MANY:
            click.echo(f"more than {MANY:,} tasks make a page that browsers open slowly; parse fewer notices at a time")
