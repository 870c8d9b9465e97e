"""``make serve`` as the tests start it: in a folder of its own, on a port of its own."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import yaml
from prefect.client.orchestration import SyncPrefectClient
from prefect.client.schemas.objects import FlowRun

from flows import PROJECT

START_SECONDS = 180
RUN_SECONDS = 180
STOP_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Served:
    """A served project: the process, what it prints, its folder and its port."""

    process: "subprocess.Popen[bytes]"
    log: Path
    folder: Path
    port: int

    @property
    def api(self) -> str:
        return f"http://127.0.0.1:{self.port}/api"

    def wait_until(self, what: Callable[[], object], seconds: float) -> None:
        deadline = time.monotonic() + seconds
        while not what():
            assert time.monotonic() < deadline, f"not within {seconds} s; the log says:\n{self.log.read_text()}"
            time.sleep(0.3)

    def wait_until_ready(self) -> None:
        self.wait_until(lambda: "Ctrl-C stops everything" in self.log.read_text(), START_SECONDS)

    def flow_runs(self) -> list[FlowRun]:
        with SyncPrefectClient(api=self.api) as client:
            return client.read_flow_runs()

    def trigger(self, deployment: str, *parameters: str) -> None:
        """Start a run by hand, with the command of the README."""
        given = [word for parameter in parameters for word in ("-p", parameter)]
        subprocess.run(
            [sys.executable, "-m", "prefect", "deployment", "run", deployment, *given],
            cwd=PROJECT,
            env=environment(self.folder, self.port) | {"PREFECT_API_URL": self.api, "DO_NOT_TRACK": "1"},
            check=True,
            capture_output=True,
        )

    def processes(self) -> list[str]:
        """The processes that serving started: its own group, and the server, known by its port."""
        listing = subprocess.run(["ps", "-A", "-o", "pgid=,stat=,args="], capture_output=True, text=True, check=True).stdout
        rows = [line.split(maxsplit=2) for line in listing.splitlines()]
        group, port = str(self.process.pid), f"--port {self.port}"
        return [row[2] for row in rows if "Z" not in row[1] and (row[0] == group or port in row[2])]


@contextmanager
def served(folder: Path, deployments: list[dict[str, object]], port: int) -> Iterator[Served]:
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
            yield Served(process, log, folder, port)
        finally:
            if process.poll() is None:
                process.terminate()
                process.wait(STOP_SECONDS)


def environment(folder: Path, port: int) -> dict[str, str]:
    own = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")}
    return own | {"PREFECT_HOME": str(folder / "home"), "PREFECT_SERVER_API_PORT": str(port)}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def is_open(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


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
