"""`python -m pipeline` is `taizhang`, and both begin here: a process that does nothing but one command."""

import sys

from pipeline.cli import main


def start() -> None:
    """Do the command that was typed."""
    if sys.argv[1:2] == ["parse"]:
        from pipeline.engine.loading import leave_out_frames  # noqa: PLC0415 - the other commands may want them

        leave_out_frames()
    main(prog_name="taizhang")


if __name__ == "__main__":
    start()
