import os
import signal
import socket
from pathlib import Path

import pandas as pd
import pytest
from serving import RUN_SECONDS, STOP_SECONDS, every_minute, free_port, is_open, served, states

from flows import PROJECT
from flows.serve import read_deployments


def test_the_projects_deployments() -> None:
    scheduled, by_hand = read_deployments(PROJECT / "prefect.yaml")
    assert (scheduled.flow_name, by_hand.flow_name) == ("ingest", "rebuild")
    assert [schedule.schedule.cron for schedule in scheduled.schedules] == ["0 * * * *"]
    assert by_hand.schedules == []
    for deployment in (scheduled, by_hand):
        assert (deployment.concurrency_limit, deployment.concurrency_options.collision_strategy) == (1, "ENQUEUE")


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
def test_a_taken_port_is_said_at_once(tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        with served(tmp_path, [], other.getsockname()[1]) as serving:
            assert serving.process.wait(60) == 1
    assert "is taken" in serving.log.read_text()
