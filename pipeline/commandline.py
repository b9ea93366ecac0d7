"""What the commands share: the option that names the rules, exit codes, and faults said in one line."""

from __future__ import annotations

import sys
from pathlib import Path

import click

FAILED, USAGE, INTERRUPTED = 1, 2, 130

rules_option = click.option(
    "--rules",
    "rules_folder",
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder of rules (default: those that ship with the program).",
)


def rules_at(named: Path | None) -> Path:
    """The folder of rules that was named, or the one that ships with the program."""
    from pipeline.rulebook.folder import find_rules_folder  # noqa: PLC0415

    return named if named is not None else find_rules_folder()


class OneMapping(click.Command):
    """A command whose function takes all its options as one mapping."""

    def invoke(self, ctx: click.Context) -> object:
        """Call it so."""
        assert self.callback is not None
        return self.callback(ctx.params)


class plain_faults:  # noqa: N801 - it reads as what it does: with plain_faults()
    """Turns what can go wrong as a whole into one clear message and an exit code; bugs keep their traceback."""

    def __enter__(self) -> None:
        """Nothing to prepare."""

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _where: object) -> None:
        """Say what happened, if it is something that the person at the keyboard can mend."""
        if error is None or kind is None:
            return
        code = _code_of(error)
        if code is not None:
            from pipeline.show.screen import say_fault  # noqa: PLC0415

            say_fault(_told(error))
            sys.exit(code)


def _told(error: BaseException) -> str:
    if isinstance(error, KeyboardInterrupt):
        return "interrupted; what was there before is untouched"
    if isinstance(error, OSError) and error.filename and error.strerror:
        return f"{error.filename}: {error.strerror}"
    return str(error)


def _code_of(error: BaseException) -> int | None:
    """The exit code for a known kind of failure, what the system refuses among them; None for a bug."""
    if isinstance(error, KeyboardInterrupt):
        return INTERRUPTED
    if isinstance(error, OSError):
        # Click ends a command quietly whose reader went away (| head).
        return None if isinstance(error, BrokenPipeError) else FAILED
    # By name: a command loads only the rooms that it needs, and no other can have raised.
    return {
        "InputFault": USAGE,
        "FetchFault": USAGE,
        "RulesFault": FAILED,
        "StoreFault": FAILED,
        "CrewFault": FAILED,
        "LedgerFault": FAILED,
    }.get(type(error).__name__)
