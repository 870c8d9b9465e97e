from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from prefect import flow, get_client
from prefect.client.schemas.filters import ArtifactFilter, ArtifactFilterFlowRunId
from prefect.client.schemas.objects import Artifact

from flows import PROJECT
from flows.ingest import ingest
from flows.parameters import Job
from flows.rebuild import rebuild
from flows.tally import each_result
from tallyspan.run import Batch, BatchResult, Summary

pytestmark = pytest.mark.usefixtures("prefect_server")

ARTICLES = {
    "2024-03-12-trade.txt": "Trade reached $1.2 billion last year, and the two sides aim at $2 billion by 2030.",
    "2024-03-13-road.txt": "The road is 40 km long. About 10% of it was closed on 3 March 2024.",
    "2024-03-14-empty.txt": "",
}


@pytest.fixture
def job(tmp_path: Path) -> Job:
    raw = tmp_path / "raw"
    raw.mkdir()
    for name, text in ARTICLES.items():
        (raw / name).write_text(text, encoding="utf-8")
    return Job(raw=raw, processed=tmp_path / "processed", batch_size=1)


def artifacts(summary: Summary) -> dict[str | None, Artifact]:
    with get_client(sync_client=True) as client:
        own = ArtifactFilter(flow_run_id=ArtifactFilterFlowRunId(any_=[summary.run_id]))
        return {artifact.key: artifact for artifact in client.read_artifacts(artifact_filter=own)}


def claims_of(job: Job) -> pd.DataFrame:
    return pd.read_parquet(job.processed / "claims").sort_values("claim_id", ignore_index=True)


def test_ingest_reads_what_is_new_and_then_nothing(job: Job) -> None:
    first = ingest(job)
    assert (first.new, first.rejected, first.unchanged) == (2, 1, 0)
    claims = claims_of(job)
    assert sorted(claims["surface"]) == ["$1.2 billion", "$2 billion", "10%", "2030", "3 March 2024", "40 km", "last year"]

    second = ingest(job)
    assert (second.new, second.unchanged, second.left_out, second.claims) == (0, 2, 1, {})
    pd.testing.assert_frame_equal(claims_of(job), claims)


def test_a_run_leaves_its_artifacts(job: Job) -> None:
    summary = ingest(job)
    left = artifacts(summary)
    assert left.keys() == {"ingest-progress", "ingest-summary", "ingest-claims"}
    assert left["ingest-progress"].data == 100
    assert "| articles new | 2 |" in str(left["ingest-summary"].data)
    assert '"surface": "40 km"' in str(left["ingest-claims"].data)


def test_the_run_is_known_by_its_flow_run_id(job: Job) -> None:
    summary = ingest(job)
    with get_client(sync_client=True) as client:
        assert client.read_flow_run(summary.run_id).state.is_completed()
    assert set(pd.read_parquet(job.processed / "articles")["run_id"]) == {summary.run_id}


def test_rebuild_extracts_everything_again(job: Job) -> None:
    first = ingest(job)
    claims = claims_of(job)
    again = rebuild(job)
    assert again.claims == first.claims
    assert artifacts(again).keys() == {"rebuild-progress", "rebuild-summary", "rebuild-claims"}
    pd.testing.assert_frame_equal(claims_of(job), claims)
    assert set(pd.read_parquet(job.processed / "articles")["run_id"]) == {again.run_id}


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


def test_relative_folders_stand_under_the_project_and_absolute_ones_where_they_say(tmp_path: Path) -> None:
    assert Job().settings().raw == PROJECT / "raw"
    assert Job(processed=tmp_path).settings().processed == tmp_path


def test_every_parameter_reaches_the_run() -> None:
    numbers = {"batch_size": 1, "limit": 2, "max_bytes": 3, "processes": 4}
    given = numbers | {"published": date(2019, 7, 4), "formats": ("html",), "model": "blank", "mentions": "all"}
    settings = Job.model_validate(given).settings()
    assert {name: getattr(settings, name) for name in given} == given
    assert set(Job.model_fields) == {*given, "raw", "processed"}


@pytest.mark.parametrize(
    "wrong", [{"batch_size": 0}, {"limit": 0}, {"max_bytes": 0}, {"published": "someday"}, {"folder": "raw"}]
)
def test_wrong_parameters_never_reach_a_run(wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="1 validation error"):
        Job.model_validate(wrong)


@pytest.mark.parametrize("name", ["ingest", "rebuild"])
def test_flow_files_stay_thin(name: str) -> None:
    assert len((PROJECT / "flows" / f"{name}.py").read_text(encoding="utf-8").splitlines()) < 80
