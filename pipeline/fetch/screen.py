"""What people see of a run: while it goes, a line for each host of each source; at its end, the same and the alarms."""

from __future__ import annotations

import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

from rich.live import Live

from pipeline.show.screen import console, counted, safe, table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from rich.table import Table

    from pipeline.fetch.report import Result
    from pipeline.fetch.run import Outcome

    Watch = Callable[[Callable[[], list[Result]]], Callable[[], None]]

_EVERY = 0.5
_HEADERS = ("source", "host", "found", "kept", "as before", "waiting", "not kept, and why")
_NUMBERS = frozenset({2, 3, 4, 5})
_MOST_REASONS = 5


@contextmanager
def watched() -> Iterator[Watch]:
    """Shows how things stand while a run goes on, on a terminal."""
    with Live(console=console(sys.stderr), refresh_per_second=4, transient=True) as live:

        def watch(ask: Callable[[], list[Result]]) -> Callable[[], None]:
            shown = 0.0

            def changed() -> None:
                nonlocal shown
                if time.monotonic() - shown >= _EVERY:
                    shown = time.monotonic()
                    live.update(_drawn(ask()))

            return changed

        yield watch


@contextmanager
def ignored() -> Iterator[Watch]:
    """Shows nothing."""
    yield lambda _ask: lambda: None


def _drawn(results: Sequence[Result]) -> Table:
    return table(_HEADERS, (row for result in results for row in _rows(result)), _NUMBERS)


def _rows(result: Result) -> Iterator[tuple[str, ...]]:
    """A line for each host; what still waits is known of the source as a whole, and stands in its first line."""
    hosts = result.hosts or {result.site.hosts[0]: result.total}
    for number, (host, tally) in enumerate(hosts.items()):
        reasons = list(tally.reasons().items())
        said = ", ".join(f"{name} {n}" for name, n in reasons[:_MOST_REASONS])
        more = f", … {len(reasons) - _MOST_REASONS} more" if len(reasons) > _MOST_REASONS else ""
        name, waiting = ("", "") if number else (result.site.id, str(result.waiting))
        yield name, host, str(tally.found), str(tally.kept), str(tally.same), waiting, said + more


def print_outcome(outcome: Outcome, quiet: bool) -> None:  # noqa: FBT001 - a flag of the command line
    """The summary: a line for each host, what is left for another run, alarms."""
    if not quiet:
        out = console(sys.stdout)
        out.print(_drawn(outcome.results))
        waiting = sum(result.waiting for result in outcome.results)
        left = f"; left for another run: {counted(waiting, 'page')}" if waiting else ""
        out.print(f"{outcome.seconds:.0f} s{left}")
        for name in outcome.mended:
            out.print(f"{name}: the record that was being written when the last run ended was cut off")
    for result in outcome.results:
        for alarm in result.alarms:
            sys.stderr.write(safe(f"alarm: {result.site.id}: {alarm}\n"))
    for crash in outcome.crashes:
        sys.stderr.write(safe(f"bug: {crash}\n"))
    if outcome.fatal:
        sys.stderr.write(safe(f"taizhang: the run ended before its time: {outcome.fatal}\n"))
