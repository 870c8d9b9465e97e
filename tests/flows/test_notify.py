"""Who is told of a run that failed or found nothing new."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from uuid import uuid4

import pytest
from prefect.client.schemas.objects import FlowRun
from prefect.states import Completed

from flows import notify
from flows.ingest import ingest
from tallyspan.run import Summary

SEEN = dict.fromkeys(("read", "new", "unchanged", "revised", "duplicate", "rejected", "stale"), 0)


@pytest.fixture
def inbox(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[dict[str, str]]]:
    """What an address has got that listens while the test runs."""
    got: list[dict[str, str]] = []

    class Listener(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            got.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(204)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Print nothing."""

    with HTTPServer(("127.0.0.1", 0), Listener) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        monkeypatch.setenv(notify.NOTIFY, f"http://127.0.0.1:{server.server_port}/hook")
        yield got
        server.shutdown()
        thread.join()


def end(*, scheduled: bool, **changes: int) -> None:
    """Let a run of ``ingest`` complete."""
    summary = Summary(run_id="r", claims={}, examples=(), processed=Path(), state="completed", **SEEN | changes)
    run = FlowRun(flow_id=uuid4(), name="brave-owl", auto_scheduled=scheduled)
    notify.completed(ingest, run, Completed(data=summary))


@pytest.mark.usefixtures("prefect_server")
def test_a_failed_run_is_told(inbox: list[dict[str, str]], tmp_path: Path) -> None:
    state = ingest(raw=tmp_path / "nowhere", processed=tmp_path / "out", return_state=True)
    (told,) = inbox
    assert told["text"].endswith(f"no such folder: {tmp_path}/nowhere")
    assert (told["flow"], told["state"], told["run_id"]) == ("ingest", "Failed", str(state.state_details.flow_run_id))


def test_a_scheduled_run_that_finds_nothing_new_is_told(inbox: list[dict[str, str]]) -> None:
    end(scheduled=True, read=3, unchanged=3)
    assert [told["text"] for told in inbox] == ["tallyspan ingest, run brave-owl: Nothing new: all 3 articles were read before"]


def test_one_by_hand_and_one_that_brings_something_are_not(inbox: list[dict[str, str]]) -> None:
    end(scheduled=False, read=3, unchanged=3)
    end(scheduled=True, read=3, new=1)
    assert inbox == []


def test_nobody_is_told_unless_somebody_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(notify.NOTIFY, raising=False)
    monkeypatch.setattr(notify, "send", pytest.fail)
    end(scheduled=True)


def test_a_command_gets_it_on_standard_input(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv(notify.NOTIFY, f"tee '{tmp_path / 'a file'}'")
    end(scheduled=True)
    assert json.loads((tmp_path / "a file").read_text())["text"] == "tallyspan ingest, run brave-owl: Nothing to read"


@pytest.mark.parametrize("target", ["http://127.0.0.1:1/", "false", "/no/such/command", "'"])
def test_what_cannot_be_told_is_a_warning(monkeypatch: pytest.MonkeyPatch, target: str, caplog: pytest.LogCaptureFixture) -> None:
    monkeypatch.setenv(notify.NOTIFY, target)
    end(scheduled=True)
    assert f"{notify.NOTIFY} could not be told" in caplog.text
