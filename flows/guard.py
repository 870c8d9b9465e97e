"""Runs a command until it ends, or until whoever holds the other end of standard input has gone: then the command is stopped.

The server of ``make serve`` runs behind it, in a session of its own: Ctrl-C does not reach it, and a kill -9 does not leave it
behind with the port taken.
"""

import os
import signal
import subprocess
import sys
import threading

STOP_SECONDS = 20


def main(command: list[str]) -> int:
    """Run ``command`` and return its exit code."""
    process = subprocess.Popen(command, stdin=subprocess.DEVNULL, start_new_session=True)  # noqa: S603
    threading.Thread(target=_stop_at_the_end_of_input, args=(process,), daemon=True).start()
    return process.wait()


def _stop_at_the_end_of_input(process: "subprocess.Popen[bytes]") -> None:
    sys.stdin.buffer.read()
    for stop in (signal.SIGTERM, signal.SIGKILL):
        os.killpg(process.pid, stop)
        try:
            process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            continue
        return


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    sys.exit(main(sys.argv[1:]))
