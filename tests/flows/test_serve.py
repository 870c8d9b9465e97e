import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pandas as pd
import pytest
import yaml
from prefect.client.orchestration import SyncPrefectClient
from prefect.client.schemas.objects import FlowRun

from flows import PROJECT
from flows.parameters import Job
from flows.serve import read_deployments

START_SECONDS = 180
RUN_SECONDS = 180
STOP_SECONDS = 60


def test_the_projects_deployments() -> None:
    scheduled, by_hand = read_deployments(PROJECT / "prefect.yaml")
    assert (scheduled.flow_name, by_hand.flow_name) == ("ingest", "rebuild")
    assert [schedule.schedule.cron for schedule in scheduled.schedules] == ["0 * * * *"]
    assert by_hand.schedules == []
    for deployment in (scheduled, by_hand):
        assert (deployment.concurrency_limit, deployment.concurrency_options.collision_strategy) == (1, "ENQUEUE")
        assert Job.model_validate(deployment.parameters["job"]) == Job(), "the UI shows the defaults, and shows them all"
        assert deployment.parameters["job"].keys() == Job.model_fields.keys()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def processes_of(group: int, port: int) -> list[str]:
    """The processes that serving started: its own group, and the server, known by its port."""
    listing = subprocess.run(["ps", "-A", "-o", "pgid=,stat=,args="], capture_output=True, text=True, check=True).stdout
    rows = [line.split(maxsplit=2) for line in listing.splitlines()]
    return [row[2] for row in rows if (row[0] == str(group) and "Z" not in row[1]) or f"--port {port}" in row[2]]


def wait_until(what: Callable[[], object], seconds: float, log: Path) -> None:
    deadline = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < deadline, f"not within {seconds} s; the log says:\n{log.read_text()}"
        time.sleep(0.5)


@contextmanager
def served(deployments: list[dict[str, object]], folder: Path, port: int) -> Iterator[tuple["subprocess.Popen[bytes]", Path]]:
    """Serve ``deployments`` as ``make serve`` does, in a process group of its own, as a terminal would start it."""
    file, log = folder / "prefect.yaml", folder / "serve.log"
    file.write_text(yaml.safe_dump({"deployments": deployments}), encoding="utf-8")
    with log.open("wb") as out:
        process = subprocess.Popen(
            [sys.executable, "-m", "flows.serve", str(file)],
            cwd=PROJECT,
            env=environment(folder, port),
            stdout=out,
            stderr=out,
            start_new_session=True,
        )
        try:
            yield process, log
        finally:
            if process.poll() is None:
                process.terminate()
                process.wait(STOP_SECONDS)


def environment(folder: Path, port: int) -> dict[str, str]:
    own = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")}
    return own | {"PREFECT_HOME": str(folder / "home"), "PREFECT_SERVER_API_PORT": str(port)}


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_a_served_deployment_runs_on_schedule_and_by_hand_and_ctrl_c_leaves_nothing(tmp_path: Path) -> None:
    raw, port = tmp_path / "raw", free_port()
    raw.mkdir()
    (raw / "2024-03-12-road.txt").write_text("The road is 40 km long and cost $3 million.", encoding="utf-8")
    every_minute = {
        "name": "every-minute",
        "entrypoint": "flows/ingest.py:ingest",
        "schedules": [{"cron": "* * * * *", "timezone": "UTC"}],
        "concurrency_limit": {"limit": 1, "collision_strategy": "ENQUEUE"},
        "parameters": {"job": {"raw": str(raw), "processed": str(tmp_path / "scheduled")}},
    }
    api = f"http://127.0.0.1:{port}/api"
    with served([every_minute], tmp_path, port) as (process, log):
        wait_until(lambda: "Ctrl-C stops everything" in log.read_text(), START_SECONDS, log)
        assert api.removesuffix("/api") in log.read_text()

        with SyncPrefectClient(api=api) as client:

            def finished() -> list[FlowRun]:
                return [run for run in client.read_flow_runs() if run.state is not None and run.state.is_final()]

            wait_until(lambda: any(run.auto_scheduled for run in finished()), RUN_SECONDS, log)
            assert {run.state_name for run in finished()} == {"Completed"}, log.read_text()
            assert sorted(pd.read_parquet(tmp_path / "scheduled" / "claims")["surface"]) == ["$3 million", "40 km"]

            trigger = [sys.executable, "-m", "prefect", "deployment", "run", "ingest/every-minute", "--param"]
            subprocess.run(
                [*trigger, f'job={{"raw": "{raw}", "processed": "{tmp_path / "by-hand"}", "published": "2024-03-13"}}'],
                cwd=PROJECT,
                env=environment(tmp_path, port) | {"PREFECT_API_URL": api, "DO_NOT_TRACK": "1"},
                check=True,
                capture_output=True,
            )
            wait_until(lambda: any(not run.auto_scheduled for run in finished()), RUN_SECONDS, log)
            assert {run.state_name for run in finished()} == {"Completed"}, log.read_text()
            published = pd.read_parquet(tmp_path / "by-hand" / "articles")["published"]
            assert [str(day) for day in published] == ["2024-03-13"]

        assert processes_of(process.pid, port), "else the check below sees nothing"
        os.killpg(process.pid, signal.SIGINT)
        assert process.wait(STOP_SECONDS) == 0, log.read_text()
    assert processes_of(process.pid, port) == []
    with socket.socket() as probe:
        assert probe.connect_ex(("127.0.0.1", port)) != 0


@pytest.mark.slow
def test_a_taken_port_is_said_at_once(tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        with served([], tmp_path, other.getsockname()[1]) as (process, log):
            assert process.wait(60) == 1
    assert "is taken" in log.read_text()
