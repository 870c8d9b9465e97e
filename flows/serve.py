"""Serve the deployments of prefect.yaml on a Prefect server of their own: ``make serve``.

Takes another file of deployments as its only argument. ``PREFECT_SERVER_API_PORT`` sets the port, ``TALLYSPAN_SERVE_HOST`` the
address to listen on where it is not this machine alone: in a container.
"""

import asyncio
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

import yaml
from prefect import get_client
from prefect.client.schemas.actions import DeploymentScheduleCreate
from prefect.client.schemas.objects import ConcurrencyLimitConfig
from prefect.client.schemas.schedules import CronSchedule
from prefect.deployments.runner import RunnerDeployment
from prefect.runner import Runner
from prefect.settings import PREFECT_API_URL, get_current_settings, temporary_settings
from prefect.states import Cancelled, Crashed

from flows import PROJECT, lifeline
from flows.settle import settle

HOST = "127.0.0.1"
START_SECONDS = 180


def main(arguments: list[str]) -> None:
    """Start the server, settle what an earlier one left, serve until Ctrl-C or SIGTERM, cancel what runs, stop the server."""
    signal.signal(signal.SIGTERM, _interrupt)
    os.environ[lifeline.SERVED] = "yes"
    settings = get_current_settings()
    deployments = read_deployments(Path(arguments[0]) if arguments else PROJECT / "prefect.yaml")
    settings.home.mkdir(parents=True, exist_ok=True)
    try:
        with (
            (settings.home / "server.log").open("w", encoding="utf-8") as log,
            _server(settings.server.api.port, log) as address,
            temporary_settings({PREFECT_API_URL: f"{address}/api"}),
        ):
            _serve(address, deployments)
    except KeyboardInterrupt:
        pass
    sys.stdout.write("Stopped.\n")


class _Runner(Runner):
    """A runner that SIGTERM ends as Ctrl-C does: with its own loop still there to stop the flow runs, and waiting for them."""

    def handle_sigterm(self, *_: object, **__: object) -> None:
        """Turn SIGTERM into what the event loop knows."""
        signal.raise_signal(signal.SIGINT)


def _serve(address: str, deployments: list[RunnerDeployment]) -> None:
    with get_client(sync_client=True) as client:
        if left := settle(client, Crashed(message="make serve had ended while this run worked")):
            sys.stdout.write(f"Runs that an earlier one left unfinished: {left}, now Crashed\n")
        sys.stdout.write(_welcome(address, deployments))
        sys.stdout.flush()
        runner = _Runner()
        for deployment in deployments:
            runner.add_deployment(deployment)
        try:
            asyncio.run(runner.start())
        finally:
            signal.signal(signal.SIGTERM, signal.SIG_IGN)  # it has been heard
            settle(client, Cancelled(message="make serve was stopped"))


def read_deployments(path: Path) -> list[RunnerDeployment]:
    """Return the deployments of a prefect.yaml, as far as serving needs them. Raises KeyError for one without its fields."""
    return [
        RunnerDeployment.from_entrypoint(
            entry["entrypoint"],
            name=entry["name"],
            description=entry.get("description"),
            tags=entry.get("tags"),
            parameters=entry.get("parameters"),
            schedules=[
                DeploymentScheduleCreate(schedule=CronSchedule.model_validate(schedule))
                for schedule in entry.get("schedules", ())
            ],
            concurrency_limit=ConcurrencyLimitConfig.model_validate(entry["concurrency_limit"]),
        )
        for entry in yaml.safe_load(path.read_text(encoding="utf-8"))["deployments"]
    ]


@contextmanager
def _server(port: int, log: TextIO) -> Iterator[str]:
    """Run a Prefect server and give its address. It stops when its guard's standard input ends: with this process, or here."""
    with socket.socket() as probe:
        if probe.connect_ex((HOST, port)) == 0:
            sys.exit(f"Port {port} is taken. Name another: PREFECT_SERVER_API_PORT=4300 make serve")
    command = [
        sys.executable,
        "-m",
        "prefect",
        "server",
        "start",
        "--host",
        os.environ.get("TALLYSPAN_SERVE_HOST", HOST),
        "--port",
        str(port),
    ]
    guarded = [sys.executable, str(PROJECT / "flows" / "guard.py"), *command]
    server = subprocess.Popen(guarded, stdin=subprocess.PIPE, stdout=log, stderr=log, start_new_session=True)  # noqa: S603
    try:
        _wait_for(f"http://{HOST}:{port}", server, log)
        yield f"http://{HOST}:{port}"
    finally:
        server.communicate()  # closes its standard input and waits


def _wait_for(address: str, server: "subprocess.Popen[bytes]", log: TextIO) -> None:
    sys.stdout.write("Starting the Prefect server; the first start takes a little longer ...\n")
    sys.stdout.flush()
    deadline = time.monotonic() + START_SECONDS
    with temporary_settings({PREFECT_API_URL: f"{address}/api"}), get_client(sync_client=True) as client:
        while client.api_healthcheck() is not None:
            if server.poll() is not None or time.monotonic() > deadline:
                sys.exit(f"The Prefect server did not start: see {log.name}")
            time.sleep(0.2)


def _welcome(address: str, deployments: list[RunnerDeployment]) -> str:
    first = f"{deployments[0].flow_name}/{deployments[0].name}"
    lines = [f"  {deployment.flow_name}/{deployment.name}" for deployment in deployments]
    return "\n".join(
        [
            f"Prefect UI: {address}",
            "Serving:",
            *lines,
            "Run one by hand in the UI, or from another terminal in this folder:",
            f"  PREFECT_API_URL={address}/api DO_NOT_TRACK=1 .venv/bin/prefect deployment run '{first}'",
            "  ... -p limit=10     with another value of one parameter, or of several",
            "Ctrl-C stops everything.\n",
        ],
    )


def _interrupt(_signal: int, _frame: object) -> None:
    raise KeyboardInterrupt


if __name__ == "__main__":
    main(sys.argv[1:])
