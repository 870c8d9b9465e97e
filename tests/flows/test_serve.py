import os
import signal
import socket
from pathlib import Path

import pandas as pd
import pytest
from serving import RUN_SECONDS, STOP_SECONDS, Served, free_port, is_open, served

from flows import PROJECT
from flows.serve import read_deployments
from tallyspan.store.lock import writer_lock


def test_the_projects_deployments() -> None:
    scheduled, by_hand = read_deployments(PROJECT / "prefect.yaml")
    assert (scheduled.flow_name, by_hand.flow_name) == ("ingest", "rebuild")
    assert [schedule.schedule.cron for schedule in scheduled.schedules] == ["0 * * * *"]
    assert by_hand.schedules == []
    for deployment in (scheduled, by_hand):
        assert (deployment.concurrency_limit, deployment.concurrency_options.collision_strategy) == (1, "ENQUEUE")


def every_minute(tmp_path: Path) -> dict[str, object]:
    """A raw folder with one article, and a deployment that reads it every minute."""
    raw = tmp_path / "raw"
    raw.mkdir()
    (raw / "2024-03-12-road.txt").write_text("The road is 40 km long and cost $3 million.", encoding="utf-8")
    return {
        "name": "every-minute",
        "entrypoint": "flows/ingest.py:ingest",
        "schedules": [{"cron": "* * * * *", "timezone": "UTC"}],
        "concurrency_limit": {"limit": 1, "collision_strategy": "ENQUEUE"},
        "parameters": {"raw": str(raw), "processed": str(tmp_path / "processed"), "published": "2024-03-12"},
    }


def states(serving: Served, *, scheduled: bool) -> list[str | None]:
    return [run.state_name for run in serving.flow_runs() if run.auto_scheduled == scheduled]


@pytest.mark.slow
def test_a_served_deployment_runs_on_schedule_and_by_hand_and_ctrl_c_leaves_nothing(tmp_path: Path) -> None:
    with served(tmp_path, [every_minute(tmp_path)], free_port()) as serving:
        serving.wait_until_ready()
        assert serving.api.removesuffix("/api") in serving.log.read_text()
        serving.wait_until(lambda: "Completed" in states(serving, scheduled=True), RUN_SECONDS)
        assert sorted(pd.read_parquet(tmp_path / "processed" / "claims")["surface"]) == ["$3 million", "40 km"]

        serving.trigger("ingest/every-minute", f'processed="{tmp_path / "by-hand"}"')
        serving.wait_until(lambda: states(serving, scheduled=False) == ["Completed"], RUN_SECONDS)
        published = pd.read_parquet(tmp_path / "by-hand" / "articles")["published"]
        assert [str(day) for day in published] == ["2024-03-12"], "what was not named stays as the deployment says"

        assert serving.processes(), "else the check below sees nothing"
        os.killpg(serving.process.pid, signal.SIGINT)
        assert serving.process.wait(STOP_SECONDS) == 0, serving.log.read_text()
    assert serving.processes() == []
    assert not is_open(serving.port)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("stop", "becomes"),
    [(signal.SIGTERM, "Cancelled"), (signal.SIGINT, "Cancelled"), (signal.SIGKILL, "Crashed")],
    ids=["SIGTERM", "Ctrl-C", "SIGKILL"],
)
def test_a_stop_while_a_run_works_leaves_no_run_and_no_slot_behind(tmp_path: Path, stop: signal.Signals, becomes: str) -> None:
    deployment, port = every_minute(tmp_path), free_port()
    lock = tmp_path / "processed" / ".versions" / "lock"
    with writer_lock(lock, "the test", 0), served(tmp_path, [deployment], port) as serving:
        serving.wait_until_ready()
        serving.trigger("ingest/every-minute")
        serving.wait_until(lambda: "waiting up to" in serving.log.read_text(), RUN_SECONDS)  # for the test, so it works on
        if stop is signal.SIGINT:
            os.killpg(serving.process.pid, stop)  # as a terminal does
        else:
            serving.process.send_signal(stop)
        serving.process.wait(STOP_SECONDS)
        serving.wait_until(lambda: not serving.processes(), STOP_SECONDS)
        serving.wait_until(lambda: not is_open(port), STOP_SECONDS)

    with served(tmp_path, [deployment], port) as serving:
        serving.wait_until_ready()
        stopped = [run.state_name for run in serving.flow_runs() if run.start_time]
        assert stopped
        assert set(stopped) == {becomes}, serving.log.read_text()
        serving.wait_until(lambda: "Completed" in states(serving, scheduled=True), RUN_SECONDS)
    assert len(pd.read_parquet(tmp_path / "processed" / "claims")) == 2


@pytest.mark.slow
def test_a_taken_port_is_said_at_once(tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        with served(tmp_path, [], other.getsockname()[1]) as serving:
            assert serving.process.wait(60) == 1
    assert "is taken" in serving.log.read_text()
