"""What ``make serve`` starts ends with it, however it ends: a flow run, which holds the tables, and the server."""

import os
import signal
import threading
import time

SERVED = "TALLYSPAN_SERVED"
"""Set in the environment of every flow run that ``make serve`` starts."""

POLL_SECONDS = 0.5


def hold() -> None:
    """In a flow run that ``make serve`` started: end when it dies, and leave Ctrl-C, which a terminal sends to both, to it."""
    if SERVED in os.environ and threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        threading.Thread(target=_end_with, args=(os.getppid(),), daemon=True).start()


def _end_with(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(POLL_SECONDS)
    os._exit(1)  # the tables bear it at any moment; whoever could be told has gone
