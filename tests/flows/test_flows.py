import dataclasses
import errno
import inspect
import logging
import re
import resource
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from prefect import flow, get_client
from prefect.client.schemas.filters import ArtifactFilter, ArtifactFilterFlowRunId
from prefect.client.schemas.objects import Artifact
from prefect.exceptions import ParameterBindError, ParameterTypeError

from flows import PROJECT
from flows.ingest import ingest
from flows.parameters import settings
from flows.rebuild import rebuild
from flows.serve import read_deployments
from flows.tally import WORKERS, each_result
from tallyspan.run import Batch, BatchResult, Settings, Summary

pytestmark = pytest.mark.usefixtures("prefect_server")

ARTICLES = {
    "2024-03-12-trade.txt": "Trade reached $1.2 billion last year, and the two sides aim at $2 billion by 2030.",
    "2024-03-13-road.txt": "The road is 40 km long. About 10% of it was closed on 3 March 2024.",
    "2024-03-14-empty.txt": "",
}


Folders = dict[str, Any]


@pytest.fixture
def folders(tmp_path: Path) -> Folders:
    raw = tmp_path / "raw"
    raw.mkdir()
    for name, text in ARTICLES.items():
        (raw / name).write_text(text, encoding="utf-8")
    return {"raw": raw, "processed": tmp_path / "processed", "batch_size": 1, "model": "blank"}


def artifacts(summary: Summary) -> dict[str | None, Artifact]:
    return artifacts_of(summary.run_id)


def artifacts_of(flow_run_id: object) -> dict[str | None, Artifact]:
    with get_client(sync_client=True) as client:
        own = ArtifactFilter(flow_run_id=ArtifactFilterFlowRunId(any_=[flow_run_id]))
        return {artifact.key: artifact for artifact in client.read_artifacts(artifact_filter=own)}


def claims_of(folders: Folders) -> pd.DataFrame:
    return pd.read_parquet(folders["processed"] / "claims").sort_values("claim_id", ignore_index=True)


def test_ingest_reads_what_is_new_and_then_nothing(folders: Folders) -> None:
    first = ingest(**folders)
    assert (first.new, first.rejected, first.unchanged) == (2, 1, 0)
    claims = claims_of(folders)
    assert sorted(claims["surface"]) == ["$1.2 billion", "$2 billion", "10%", "2030", "3 March 2024", "40 km", "last year"]

    second = ingest(**folders)
    assert (second.new, second.unchanged, second.left_out, second.claims) == (0, 2, 1, {})
    pd.testing.assert_frame_equal(claims_of(folders), claims)


def test_a_run_leaves_its_artifacts(folders: Folders) -> None:
    summary = ingest(**folders)
    left = artifacts(summary)
    assert left.keys() == {"ingest-progress", "ingest-summary", "ingest-claims", "ingest-rejects"}
    assert left["ingest-progress"].data == 100
    assert "| articles new | 2 |" in str(left["ingest-summary"].data)
    assert "2024-03-14-empty.txt: empty" in str(left["ingest-summary"].data)
    assert '"surface": "40 km"' in str(left["ingest-claims"].data)
    assert '"source": "2024-03-14-empty.txt", "reason": "empty"' in str(left["ingest-rejects"].data)


def test_the_run_is_known_by_its_flow_run_id(folders: Folders) -> None:
    summary = ingest(**folders)
    with get_client(sync_client=True) as client:
        assert client.read_flow_run(summary.run_id).state.is_completed()
    assert set(pd.read_parquet(folders["processed"] / "articles")["run_id"]) == {summary.run_id}


def test_rebuild_extracts_everything_again(folders: Folders) -> None:
    first = ingest(**folders)
    claims = claims_of(folders)
    again = rebuild(**folders)
    assert again.claims == first.claims
    assert (again.new, again.unchanged, again.revised, again.rejected) == (0, 2, 0, 1)
    assert str(artifacts(again)["rebuild-summary"].data).startswith("2 articles read again, 7 claims written.")
    pd.testing.assert_frame_equal(claims_of(folders), claims)
    assert set(pd.read_parquet(folders["processed"] / "articles")["run_id"]) == {again.run_id}


def batches(*keys: str) -> list[Batch]:
    return [Batch(key=key, version=1, takes=()) for key in keys]


def result(batch: Batch) -> BatchResult:
    return BatchResult(batch.key, new=1, revised=0, duplicate=0, rejected=0, claims={}, examples=())


def test_a_batch_is_tried_again_after_an_io_error() -> None:
    tries = []

    def process(batch: Batch) -> BatchResult:
        tries.append(batch.key)
        if tries == ["a"]:
            raise OSError(5, "Input/output error")
        return result(batch)

    @flow
    def one_batch() -> list[str]:
        return [done.key for done in each_result(process, batches("a"))]

    assert one_batch() == ["a"]
    assert tries == ["a", "a"]


def test_a_batch_that_fails_for_another_reason_is_not_and_the_others_are_done_first() -> None:
    tries, done = [], []

    def process(batch: Batch) -> BatchResult:
        tries.append(batch.key)
        if batch.key == "a":
            raise ValueError("broken")
        return result(batch)

    @flow
    def three_batches() -> None:
        done.extend(each.key for each in each_result(process, batches("a", "b", "c")))

    with pytest.raises(ValueError, match="broken"):
        three_batches()
    assert sorted(tries) == ["a", "b", "c"]
    assert sorted(done) == ["b", "c"]


def test_after_an_error_that_stays_no_batch_is_begun_and_none_is_tried_again() -> None:
    tries = []

    def process(batch: Batch) -> BatchResult:
        tries.append(batch.key)
        raise OSError(errno.ENOSPC, "No space left on device", "processed/claims")

    @flow
    def many_batches() -> None:
        list(each_result(process, batches(*map(str, range(50)))))

    with pytest.raises(OSError, match="No space left on device: 'processed/claims'"):
        many_batches()
    assert len(tries) == len(set(tries)) <= WORKERS


def test_a_full_disk_is_one_sentence_and_a_summary_of_what_is_left(folders: Folders, caplog: pytest.LogCaptureFixture) -> None:
    ingest(**folders)
    for number in range(6):
        (folders["raw"] / f"2024-04-{number + 1:02}.txt").write_text(f"The bridge is {number + 2} km long.", encoding="utf-8")
    caplog.clear()
    _, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (12_000, hard))  # the system then refuses to write a part of claims, but no log
    try:
        state = ingest(**folders, return_state=True)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
    assert state.is_failed()
    assert re.fullmatch(rf"File too large: {folders['processed']}/\S+claims\S+", str(state.message))
    assert "Traceback" not in caplog.text
    assert "etry" not in caplog.text
    assert len([record for record in caplog.records if record.levelno >= logging.ERROR]) <= 2 + WORKERS
    summary = str(artifacts_of(state.state_details.flow_run_id)["ingest-summary"].data)
    assert summary.startswith("**Stopped: File too large: ")
    assert "| left for the next run | 6 |" in summary
    assert ingest(**folders).new == 6, "the next run, with space again, does it all"


@pytest.mark.parametrize(
    ("wrong", "said"),
    [({"raw": "nowhere"}, f"no such folder: {PROJECT}/nowhere"), ({"model": "gpt"}, "no model 'gpt'")],
    ids=["raw folder", "model"],
)
def test_what_is_not_there_is_said_in_one_sentence(
    folders: Folders, wrong: Folders, said: str, caplog: pytest.LogCaptureFixture
) -> None:
    state = ingest(**folders | wrong, return_state=True)
    assert state.is_failed()
    assert str(state.message).startswith(said)
    assert "Traceback" not in caplog.text
    summary = artifacts_of(state.state_details.flow_run_id)["ingest-summary"].data
    assert summary == f"**Stopped: {state.message}**\n\nNothing was read.\n"


def test_relative_folders_stand_under_the_project_and_absolute_ones_where_they_say(tmp_path: Path) -> None:
    made = settings(raw=Path("raw"), processed=tmp_path)
    assert (made.raw, made.processed) == (PROJECT / "raw", tmp_path)


def test_every_setting_is_a_parameter_and_the_deployments_show_the_defaults() -> None:
    names = {field.name for field in dataclasses.fields(Settings)}
    scheduled, by_hand = read_deployments(PROJECT / "prefect.yaml")
    for one, deployment, without in ((ingest, scheduled, set()), (rebuild, by_hand, {"limit", "formats"})):
        parameters = inspect.signature(one.fn).parameters
        assert parameters.keys() == names - without
        assert all(f"{name}: " in str(one.fn.__doc__) for name in parameters), "the UI says what each means"
        assert one.validate_parameters(deployment.parameters) == {name: value.default for name, value in parameters.items()}


@pytest.mark.parametrize(
    "wrong",
    [{"batch_size": 0}, {"limit": 0}, {"max_bytes": 0}, {"published": "someday"}, {"folder": "raw"}, {"formats": ["pdf"]}],
)
def test_wrong_parameters_never_reach_a_run(wrong: dict[str, object]) -> None:
    with pytest.raises((ParameterTypeError, ParameterBindError)):
        ingest(**wrong)


@pytest.mark.parametrize("name", ["ingest", "rebuild"])
def test_flow_files_stay_thin(name: str) -> None:
    assert len((PROJECT / "flows" / f"{name}.py").read_text(encoding="utf-8").splitlines()) < 80
