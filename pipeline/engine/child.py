"""What a process does that reads pages: take jobs, say which page it has in hand, hand over the rows."""

from __future__ import annotations

import faulthandler
import pickle
import signal
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path

from pipeline.engine.loading import all_to_stay, leave_out_frames


def main(line_number: int, limit: float) -> None:
    """Serve the line until nobody holds its other end; a page that never ends does not outlive that for long."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with suppress(OSError):  # where memory runs out, this process is to go, not what watches over it
        Path("/proc/self/oom_score_adj").write_text("1000", encoding="ascii")
    leave_out_frames()
    line = Connection(line_number)

    def say(at: int) -> None:
        line.send(at)
        with suppress(RuntimeError):  # no memory is left for its thread: then our parent alone watches
            faulthandler.dump_traceback_later(3 * limit + 120, exit=True)

    with suppress(EOFError, BrokenPipeError, ConnectionResetError):
        maker = line.recv_bytes()
        try:
            with all_to_stay():
                work = pickle.loads(maker)()  # noqa: S301 - what our own parent sent
        except Exception as error:  # noqa: BLE001 - handed to the parent, which gives up
            line.recv()
            line.send(pickle.dumps(_that_travels(error)))
            return
        while True:
            faulthandler.cancel_dump_traceback_later()
            jobs = line.recv()
            try:
                answer = work(jobs, say)
            except Exception as error:  # noqa: BLE001 - the parent raises it: no page is to blame
                answer = _that_travels(error)
            line.send(pickle.dumps(answer))


def _that_travels(error: Exception) -> Exception:
    """The error itself, or its words where it cannot be sent."""
    from pipeline.engine.supervised import CrewFault  # noqa: PLC0415

    try:
        pickle.loads(pickle.dumps(error))  # noqa: S301 - our own bytes
    except Exception:  # noqa: BLE001 - whatever it is, it cannot travel
        return CrewFault(f"{type(error).__name__}: {error}")
    return error
