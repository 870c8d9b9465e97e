"""Who is told of a run that failed, and of a scheduled one that found nothing new: nobody, until ``TALLYSPAN_NOTIFY`` names one.

It holds an address (``https://...``), which gets a POST, or a command, which gets standard input: JSON with a sentence under
``text``, as chat services read it, and ``flow``, ``run``, ``run_id``, ``state`` beside it. It stands in the environment and is no
parameter, so that who may start a run may not start commands.
"""

import json
import os
import shlex
import subprocess
from typing import Any
from urllib.request import Request, urlopen

from prefect import Flow
from prefect.client.schemas.objects import FlowRun, State
from prefect.logging.loggers import flow_run_logger

from tallyspan import report

NOTIFY = "TALLYSPAN_NOTIFY"
SECONDS = 20


def failed(flow: Flow[..., Any], flow_run: FlowRun, state: State[Any]) -> None:
    """Tell of a run that failed or crashed: a state hook of Prefect."""
    _tell(flow, flow_run, state, str(state.message or "no reason is known"))


def completed(flow: Flow[..., Any], flow_run: FlowRun, state: State[Any]) -> None:
    """Tell of a scheduled run that found nothing new."""
    summary = state.result()
    if flow_run.auto_scheduled and not (summary.new or summary.revised):
        _tell(flow, flow_run, state, report.headline(summary))


def _tell(flow: Flow[..., Any], flow_run: FlowRun, state: State[Any], said: str) -> None:
    target = os.environ.get(NOTIFY)
    if not target:
        return
    text = f"tallyspan {flow.name}, run {flow_run.name}: {said}"
    facts = {"text": text, "flow": flow.name, "run": flow_run.name, "run_id": str(flow_run.id), "state": state.name}
    try:
        send(target, json.dumps(facts).encode())
    except (OSError, ValueError, subprocess.SubprocessError) as problem:  # what cannot be told must not end the run
        flow_run_logger(flow_run, flow).warning("%s could not be told: %s", NOTIFY, problem)


def send(target: str, message: bytes) -> None:
    """Send ``message`` to an address or a command. Raises OSError, ValueError or SubprocessError when it does not arrive."""
    if target.startswith(("http://", "https://")):
        request = Request(target, message, {"Content-Type": "application/json"})  # noqa: S310 - only these two schemes
        with urlopen(request, timeout=SECONDS):  # noqa: S310
            return
    subprocess.run(shlex.split(target), input=message, check=True, timeout=SECONDS)  # noqa: S603 - the operator's own
