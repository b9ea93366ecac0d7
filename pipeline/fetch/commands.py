"""The commands of the collector: `fetch`, `list`, `sites`. Scrapy and all else that is heavy is imported by what needs it."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pipeline.commandline import FAILED, INTERRUPTED, OneMapping, plain_faults, rules_at, rules_option

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipeline.fetch.run import Order

_raw = click.option(
    "--raw", type=click.Path(file_okay=False, path_type=Path), default="raw", show_default=True, help="The archive."
)
_MISSING = "fetching needs Scrapy and warcio: `make fetch` installs them, and so does `pip install 'taizhang[fetch]'`"


@click.command("fetch", cls=OneMapping)
@click.argument("names", nargs=-1, metavar="[NAME…]")
@click.option("--url", "urls", multiple=True, help="Fetch this page, and the files it links to; may be given several times.")
@_raw
@click.option(
    "--contact", envvar="TAIZHANG_CONTACT", default="", help="How a site can reach you (an address or URL); sent along."
)
@click.option("--delay", type=click.FloatRange(0.0), default=2.0, show_default=True, help="Least seconds between two requests.")
@click.option("--budget", type=click.IntRange(1), default=2000, show_default=True, help="Most requests to a host in this run.")
@click.option("--timeout", type=click.FloatRange(0.1), default=60.0, show_default=True, help="Seconds that a page may take.")
@click.option("--max-bytes", type=click.IntRange(1), default=20_000_000, show_default=True, help="Larger pages are not fetched.")
@click.option(
    "--patience", type=click.FloatRange(0.0), default=600.0, show_default=True, help="Longest pause a server may ask for."
)
@click.option(
    "--backoff", type=click.FloatRange(0.0), default=5.0, show_default=True, help="First pause after an error; it doubles."
)
@click.option("--allow-host", "allowed", multiple=True, help="A host that may have a private address (it is refused otherwise).")
@click.option("-q", "--quiet", is_flag=True, help="Print nothing but alarms and errors.")
@rules_option
def fetch_command(options: Mapping[str, Any]) -> None:
    """Collect notices from the sources NAME… into an archive, politely; run it again to go on or to bring it up to date.

    NAME is the id of a source, or of a province with all its cities (`taizhang sites` lists them). Ends with 1 when a source
    gave less than is expected of it.
    """
    with plain_faults():
        _need_scrapy()
        from pipeline.fetch.run import collect  # noqa: PLC0415
        from pipeline.fetch.screen import ignored, print_outcome, watched  # noqa: PLC0415

        with watched() if not options["quiet"] and sys.stderr.isatty() else ignored() as watch:
            outcome = collect(_order(options), watch)
        print_outcome(outcome, options["quiet"])
    sys.exit(FAILED if outcome.failed else INTERRUPTED if outcome.interrupted else 0)


def _need_scrapy() -> None:
    from importlib.util import find_spec  # noqa: PLC0415

    from pipeline.fetch.fault import FetchFault  # noqa: PLC0415

    if find_spec("scrapy") is None or find_spec("warcio") is None:
        raise FetchFault(_MISSING)


def _order(options: Mapping[str, Any]) -> Order:
    from pipeline.fetch.crawl.job import Manners  # noqa: PLC0415
    from pipeline.fetch.run import Order  # noqa: PLC0415

    manners = Manners(
        contact=options["contact"],
        delay=options["delay"],
        budget=options["budget"],
        timeout=options["timeout"],
        largest_page=options["max_bytes"],
        patience=options["patience"],
        backoff=options["backoff"],
        allowed=frozenset(host.lower() for host in options["allowed"]),
    )
    return Order(options["names"], options["urls"], options["raw"], rules_at(options["rules_folder"]), manners)


@click.command("list")
@_raw
@click.option("--site", default="", help="The lines of one source, newest last: when, what, status, address.")
def list_command(raw: Path, site: str) -> None:
    """Show what is in the archive: a line for each source, or with --site one for each visit."""
    from pipeline.fetch.inventory import lines_of, read_inventory  # noqa: PLC0415
    from pipeline.show.screen import safe  # noqa: PLC0415

    with plain_faults():
        for line in lines_of(read_inventory(raw), site):
            click.echo(safe(line))


@click.group("sites", invoke_without_command=True)
@rules_option
@click.pass_context
def sites_command(ctx: click.Context, rules_folder: Path | None) -> None:
    """List the sources: id, family, whether a run against the live site has confirmed it, name."""
    if ctx.invoked_subcommand is not None:
        return
    from pipeline.fetch.knowledge import open_sources  # noqa: PLC0415
    from pipeline.fetch.site import NOT_VERIFIED  # noqa: PLC0415

    with plain_faults():
        sites = sorted(open_sources(rules_at(rules_folder)).slices["sites"].by_id.values(), key=lambda one: one.id)
        click.echo(f"{'source':28} {'family':8} {'verified':10} name")
        for site in sites:
            click.echo(f"{site.id:28} {site.family:8} {site.verified:10} {site.name}")
        confirmed = sum(site.verified != NOT_VERIFIED for site in sites)
        click.echo(
            f"{len(sites)} sources, {confirmed} confirmed by a run against the live site; `taizhang sites check NAME` tries one",
            err=True,
        )


@sites_command.command("check", cls=OneMapping)
@click.argument("names", nargs=-1, metavar="[NAME…]")
@click.option(
    "--contact", envvar="TAIZHANG_CONTACT", default="", help="How a site can reach you (an address or URL); sent along."
)
@click.option("--delay", type=click.FloatRange(0.0), default=2.0, show_default=True, help="Least seconds between two requests.")
@click.option("--timeout", type=click.FloatRange(0.1), default=60.0, show_default=True, help="Seconds that a page may take.")
@click.option("--allow-host", "allowed", multiple=True, help="A host that may have a private address (it is refused otherwise).")
@rules_option
def check_command(options: Mapping[str, Any]) -> None:
    """Try sources (all, when none is named) against the live sites: a few pages of each, and what to mend in its entry."""
    with plain_faults():
        _need_scrapy()
        from pipeline.fetch.trial import try_sources  # noqa: PLC0415
        from pipeline.show.screen import safe  # noqa: PLC0415

        fine = True
        for trial in try_sources(_order(_FEW | dict(options))):
            fine = fine and trial.works
            click.echo(safe("\n".join(trial.lines())))
    sys.exit(0 if fine else FAILED)


_FEW = {"urls": (), "raw": Path(), "budget": 12, "max_bytes": 20_000_000, "patience": 30.0, "backoff": 2.0}
"""What a trial has in the place of options: a dozen requests to a host."""
