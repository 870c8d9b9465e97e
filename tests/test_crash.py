"""Killed at any point and started again, the tables end as if nothing had happened.

``make soak`` stops at every step; ``make test`` at a seeded choice of them.
"""

import multiprocessing
import os
import random
import signal
import time
from collections import Counter
from contextlib import suppress
from itertools import count
from multiprocessing import forkserver
from multiprocessing.context import ForkServerContext, ForkServerProcess
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from newsroom import Newsroom, Work, change, child, fill, ingest_with_pool
from tallyspan import run
from tallyspan.run import BusyError

SEED = 20190704
SOAK = os.environ.get("TALLYSPAN_SOAK") == "1"
KILLS = 120 if SOAK else 6
TURNS, MOST_TURNS = (30, 120) if SOAK else (2, 12)  # on a quick machine many runs end before they are killed: then more turns
STRIDE = 1 if SOAK else 25


@pytest.fixture(scope="module")
def forks() -> ForkServerContext:
    """Processes forked from one that has everything imported: the kills hit the work, not the imports."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["newsroom"])
    with pytest.MonkeyPatch.context() as patch:  # Python 3.11 does not hand sys.path on to what it preloads
        patch.setenv("PYTHONPATH", str(Path(__file__).parent), prepend=os.pathsep)
        forkserver.ensure_running()
    first = context.Process()  # waits until everything is imported
    first.start()
    first.join()
    return context


def start(forks: ForkServerContext, work: Work, room: Newsroom, stop_before: int | None = None) -> ForkServerProcess:
    here, there = forks.Pipe()
    process = forks.Process(target=child, args=(work, room.settings(), there, stop_before))
    process.start()
    there.close()
    assert here.recv_bytes() == b"!"
    here.close()
    return process


def ended(process: ForkServerProcess) -> int:
    process.join(60)
    assert process.exitcode is not None, "it hangs"
    return process.exitcode


PHASES: tuple[tuple[str, Work], ...] = (("fill", run.ingest), ("change", run.ingest), ("nothing", run.rebuild))
EDITS = {"fill": fill, "change": change, "nothing": lambda _room: None}


@pytest.fixture(scope="module")
def undisturbed(forks: ForkServerContext, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Newsroom]:
    """The newsroom before and after each phase, when nobody disturbs it."""
    room = Newsroom(tmp_path_factory.mktemp("undisturbed") / "room")
    states = {}
    for edit, work in PHASES:
        EDITS[edit](room)
        states[f"before {edit}"] = room.copy(room.raw.parents[1] / f"before-{edit}")
        begun = time.monotonic()
        assert ended(start(forks, work, room)) == 0
        room.seconds = time.monotonic() - begun
        states[f"after {edit}"] = room.copy(room.raw.parents[1] / f"after-{edit}")
    return states


def test_kills_at_random_moments(undisturbed: dict[str, Newsroom], forks: ForkServerContext, tmp_path: Path) -> None:
    chance = random.Random(SEED)  # noqa: S311 - reproducible
    kills = Counter[str]()
    for turn in range(MOST_TURNS):
        if turn >= TURNS and kills.total() >= KILLS and set(kills) == set(EDITS):
            break
        room = Newsroom(tmp_path / str(turn))
        for edit, work in PHASES:
            EDITS[edit](room)
            for _ in range(4):
                process = start(forks, work, room)
                time.sleep(chance.uniform(0, undisturbed[f"after {edit}"].seconds))
                process.kill()
                if ended(process) == 0:
                    break
                kills[edit] += 1
            assert ended(start(forks, work, room)) == 0
            assert room.image() == undisturbed[f"after {edit}"].image(), (turn, edit)
        states = Counter(row["state"] for row in room.rows("runs"))
        assert states["running"] == 0
        assert states["completed"] >= len(PHASES)
    assert kills.total() >= KILLS, kills
    assert set(kills) == set(EDITS)


@pytest.mark.parametrize(("edit", "work"), PHASES)
def test_stop_before_single_steps(
    edit: str,
    work: Work,
    undisturbed: dict[str, Newsroom],
    forks: ForkServerContext,
    tmp_path: Path,
) -> None:
    expected = undisturbed[f"after {edit}"].image()
    for step in count(random.Random(f"{SEED} {edit}").randint(1, STRIDE), STRIDE):  # noqa: S311 - reproducible
        room = undisturbed[f"before {edit}"].copy(tmp_path / str(step))
        code = ended(start(forks, work, room, stop_before=step))
        if code == 0:
            assert step > 40  # else the hook does not see the steps
            break
        assert code == -signal.SIGKILL
        assert ended(start(forks, work, room)) == 0
        assert room.image() == expected, step


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="finds the children of a process as Linux tells them")
def test_the_processes_of_a_killed_run_end_with_it(
    undisturbed: dict[str, Newsroom],
    forks: ForkServerContext,
    tmp_path: Path,
) -> None:
    room = undisturbed["before fill"].copy(tmp_path / "room")
    process = start(forks, ingest_with_pool, room)
    children: set[str] = set()
    for _ in range(600):
        children = {pid for pid, (_, parent) in processes().items() if parent == str(process.pid)}
        if len(children) >= 2 or not process.is_alive():
            break
        time.sleep(0.05)
    assert len(children) >= 2
    process.kill()
    assert ended(process) == -signal.SIGKILL
    deadline = time.monotonic() + 30
    while alive := [pid for pid, (state, _) in processes().items() if pid in children and state != "Z"]:
        assert time.monotonic() < deadline, alive
        time.sleep(0.05)
    assert ended(start(forks, run.ingest, room)) == 0
    assert room.image() == undisturbed["after fill"].image()


def processes() -> dict[str, tuple[str, str]]:
    """Return the state and the parent of each process."""
    found = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):  # it has ended meanwhile
            state, parent = path.read_text().rsplit(")", 1)[1].split()[:2]
            found[path.parent.name] = state, parent
    return found


def test_two_runs_started_together(undisturbed: dict[str, Newsroom], forks: ForkServerContext, tmp_path: Path) -> None:
    room = undisturbed["before fill"].copy(tmp_path / "room")
    both = [start(forks, run.ingest, room) for _ in range(2)]
    assert [ended(process) for process in both] == [0, 0]
    assert room.image() == undisturbed["after fill"].image()
    runs = sorted((row["new"], row["unchanged"], row["state"]) for row in room.rows("runs"))
    assert runs == [(0, 26, "completed"), (25, 0, "completed")]


def test_a_run_that_waits_too_long_says_for_whom(undisturbed: dict[str, Newsroom], tmp_path: Path) -> None:
    room = undisturbed["before fill"].copy(tmp_path / "room")
    with (
        run.open_run(room.settings(), "first"),
        pytest.raises(BusyError, match=rf"processed is being written by run first, process {os.getpid()}; waited 0.2 s"),
        run.open_run(room.settings(), patience=0.2),
    ):
        pytest.fail("two runs hold the tables")


def test_readers_see_whole_tables_while_everything_is_rebuilt(
    undisturbed: dict[str, Newsroom],
    forks: ForkServerContext,
    tmp_path: Path,
) -> None:
    """Whoever resolves the link first sees one version, whole. Whoever goes through it again and again may have to look again."""
    room = undisturbed["before change"].copy(tmp_path / "room")
    moving = replaced(undisturbed)
    versions = [moving & claim_ids(undisturbed[f"{when} change"].processed / "claims") for when in ("before", "after")]
    assert versions[0] != versions[1]
    looks = Counter[str]()
    process = start(forks, run.ingest, room)
    while process.is_alive() or not looks:
        for path in (room.processed / "claims", (room.processed / "claims").resolve()):
            try:
                seen = moving & claim_ids(path)
            except FileNotFoundError:
                assert path.is_symlink()
                looks["again"] += 1
                continue
            assert seen in versions
            looks["whole"] += 1
    assert ended(process) == 0
    assert looks["whole"] > 2


def claim_ids(table: Path) -> set[str]:
    return set(pq.read_table(table, columns=["claim_id"])["claim_id"].to_pylist())


def replaced(states: dict[str, Newsroom]) -> set[str]:
    """Return the claims that one of two versions has, of the articles that both have."""
    before, after = (
        {row["claim_id"]: row["article_id"] for row in states[f"{when} change"].rows("claims")} for when in ("before", "after")
    )
    common = set(before.values()) & set(after.values())
    return {claim for claim, article in (before | after).items() if article in common and (claim in before) != (claim in after)}
