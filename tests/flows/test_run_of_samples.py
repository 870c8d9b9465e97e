import contextlib
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import duckdb
import pandas as pd
import pytest

from flows import PROJECT
from tallyspan.run import Settings, ingest
from tallyspan.schema import TABLES

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the project as far as ``make run`` needs it, which may be written to."""
    copy = tmp_path_factory.mktemp("project")
    for part in ("flows", "raw"):
        shutil.copytree(PROJECT / part, copy / part, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(PROJECT / "pyproject.toml", copy)
    (copy / "home").mkdir()
    return copy


def environment(project: Path) -> dict[str, str]:
    own = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")}
    return own | {"HOME": str(project / "home")}


def run(project: Path) -> str:
    """Do what ``make run`` does and return what it prints."""
    command = [sys.executable, "-m", "flows.ingest"]
    result = subprocess.run(command, cwd=project, env=environment(project), capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr
    return result.stdout


@pytest.fixture(scope="module")
def first(project: Path) -> str:
    return run(project)


def test_the_first_run_reads_every_sample(first: str, project: Path) -> None:
    assert "Articles  8 new, 0 revised, 0 unchanged, 1 duplicate, 1 rejected\n" in first
    for kind in ("date", "distance", "money", "percent"):
        assert f"\n  {kind} " in first, "an example of each kind"
    assert {path.name for path in (project / "processed").iterdir() if path.is_symlink()} == TABLES.keys()


@pytest.mark.usefixtures("first")
def test_the_sample_of_the_two_neighbours_gives_its_figures(project: Path) -> None:
    claims = pd.read_parquet(project / "processed" / "claims")
    trade = claims[claims["article_id"] == "2024-03-12-neighbours-trade.txt"]
    numbers = {tuple(row) for row in trade[["kind", "value", "unit", "qualifier"]].itertuples(index=False)}
    assert numbers >= {
        ("money", 1.2e9, "USD", "exact"),
        ("money", 2e9, "USD", "exact"),
        ("money", 1e8, "USD", "exact"),
        ("distance", 1_200_000.0, "m", "exact"),
        ("percent", 10.0, "%", "approx"),
    }
    assert "2011" in set(trade["timex"])
    assert ("percent", "range", 40.0, 45.0) in set(
        trade[["kind", "qualifier", "value_low", "value_high"]].itertuples(index=False, name=None)
    )


@pytest.mark.usefixtures("first")
def test_the_query_of_the_readme_finds_all_four_amounts_about_kazakhstan(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (query,) = re.findall(
        r'duckdb\.sql\("""([^"]+entity_id = \'KZ\'[^"]+)"""', (PROJECT / "README.md").read_text(encoding="utf-8")
    )
    monkeypatch.chdir(project)
    assert [row[3] for row in duckdb.sql(query).fetchall()] == [1e8, 1.2e9, 2e9, 2e9]


@pytest.mark.usefixtures("first")
def test_the_second_run_finds_nothing_new_and_says_so(project: Path) -> None:
    before = pd.read_parquet(project / "processed" / "claims")
    assert run(project).startswith("Nothing new: all 9 articles were read before.\n")
    pd.testing.assert_frame_equal(pd.read_parquet(project / "processed" / "claims"), before)


@pytest.mark.usefixtures("first")
def test_nothing_is_written_outside_the_project(project: Path) -> None:
    assert list((project / "home").iterdir()) == []
    assert (project / ".prefect").is_dir()


@pytest.mark.usefixtures("first")
def test_ctrl_c_ends_a_run_without_complaint_and_the_next_one_goes_on(project: Path) -> None:
    (project / "many").mkdir()
    for number in range(60):
        (project / "many" / f"{number}.txt").write_text(f"The road is {number + 2} km long.\n" * 30, encoding="utf-8")
    code = "from flows.ingest import ingest; ingest(raw='many', processed='of-many', batch_size=1, model='blank')"
    told = project / "interrupted.log"  # a file, not a pipe: a server that is slow to go would keep a pipe open
    with told.open("w") as stream:
        command = [sys.executable, "-c", code]
        process = subprocess.Popen(
            command, cwd=project, env=environment(project), stdout=stream, stderr=stream, start_new_session=True
        )
    try:
        until = time.monotonic() + 120
        while "Batch 3 of 60" not in told.read_text(encoding="utf-8") and time.monotonic() < until:
            time.sleep(0.01)
        process.send_signal(signal.SIGINT)
        assert process.wait(60) != 0
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    log = told.read_text(encoding="utf-8")
    assert "Batch 3 of 60" in log
    assert "FileNotFoundError" not in log
    assert "Retry " not in log, "no batch is tried again"
    done = len(pd.read_parquet(project / "of-many" / "articles"))
    assert 3 <= done < 60
    again = ingest(Settings(project / "many", project / "of-many", model="blank"))
    assert (again.new, again.unchanged) == (60 - done, done)
