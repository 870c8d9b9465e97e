"""However ``make serve`` ends while a run works, the next one finds no run and no slot taken."""

import os
import signal
from pathlib import Path

import pandas as pd
import pytest
from serving import RUN_SECONDS, STOP_SECONDS, Served, every_minute, free_port, is_open, served, states

from tallyspan.store.lock import writer_lock

STOPS = ((signal.SIGTERM, "Cancelled"), (signal.SIGINT, "Cancelled"), (signal.SIGKILL, "Crashed"))


def ended(serving: Served) -> list[str | None]:
    """The states of the runs that were begun and have ended, in the order in which they were begun."""
    runs = [run for run in serving.flow_runs() if run.start_time and run.state and run.state.is_final()]
    return [run.state_name for run in sorted(runs, key=lambda run: str(run.start_time))]


def stop(serving: Served, how: signal.Signals) -> None:
    if how is signal.SIGINT:
        os.killpg(serving.process.pid, how)  # as a terminal does
    else:
        serving.process.send_signal(how)
    serving.process.wait(STOP_SECONDS)
    serving.wait_until(lambda: not serving.processes() and not is_open(serving.port), STOP_SECONDS)


@pytest.mark.slow
def test_a_stop_while_a_run_works_leaves_no_run_and_no_slot_behind(tmp_path: Path) -> None:
    deployment, port = every_minute(tmp_path), free_port()
    expected: list[str] = []
    for how, becomes in STOPS:
        # The tables are the test's: a run waits for them, and so works until it is stopped.
        lock = tmp_path / "processed" / ".versions" / "lock"
        with writer_lock(lock, "the test", 0), served(tmp_path, [deployment], port) as serving:
            serving.wait_until_ready()
            assert ended(serving) == expected
            serving.trigger("ingest/every-minute")
            serving.wait_until(lambda serving=serving: "waiting up to" in serving.log.read_text(), RUN_SECONDS)
            stop(serving, how)
        expected.append(becomes)
    with served(tmp_path, [deployment], port) as serving:
        serving.wait_until_ready()
        assert ended(serving) == expected
        serving.wait_until(lambda: "Completed" in states(serving, scheduled=True), RUN_SECONDS)
    assert len(pd.read_parquet(tmp_path / "processed" / "claims")) == 2
