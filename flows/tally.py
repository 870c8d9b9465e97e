"""The body that both flows share: one thread task per batch, then publish, with what a person wants to see meanwhile."""

import os
import sys
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, cast

from prefect import Task, get_run_logger
from prefect.artifacts import (
    create_markdown_artifact,
    create_progress_artifact,
    create_table_artifact,
    update_progress_artifact,
)
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State
from prefect.runtime import flow_run
from prefect.states import Cancelled, Failed
from prefect.task_runners import TaskRunner, ThreadPoolTaskRunner

from flows import lifeline
from tallyspan import report
from tallyspan.disk import TRANSIENT
from tallyspan.run import EXPECTED, Batch, BatchResult, Run, Settings, StoppedError, Summary, open_run, sentence

if TYPE_CHECKING:
    from uuid import UUID

    from prefect.futures import PrefectFuture

WORKERS = os.cpu_count() or 1
THREADS = cast("TaskRunner[PrefectFuture[Any]]", ThreadPoolTaskRunner(max_workers=WORKERS))
"""Each batch is a task in a thread; the work inside it is done by the executor of :mod:`tallyspan.run`."""

RETRY_DELAYS = (1, 5, 20)
"""Seconds before each new try of a batch after trouble that may pass. Anything else would fail again, so it fails at once."""

LOOK_SECONDS = 5.0
"""So often the log says how many files have been looked at."""


def tally(settings: Settings, *, rebuild: bool = False) -> Summary | State[Summary]:
    """Do all the work that ``settings`` find, or with ``rebuild`` everything again, and publish it.

    What ends a run and is no defect becomes a failed state with one sentence. Raises the error of the first batch that failed
    for another reason, once every other batch is done and published.
    """
    logger = get_run_logger()
    lifeline.hold()
    name = "rebuild" if rebuild else "ingest"
    progress = cast("UUID", create_progress_artifact(0.0, key=f"{name}-progress", description="Batches done, in percent"))
    run: Run | None = None
    try:
        with open_run(settings, run_id=str(flow_run.id), rebuild=rebuild, on_look=_looker()) as run:
            total = len(run.batches)
            logger.info("Batches to do: %d", total)
            for done, result in enumerate(each_result(run.process, run.batches), 1):
                logger.info("Batch %d of %d: %s", done, total, report.batch_line(result))
                if 100 * done // total > 100 * (done - 1) // total:  # a call to the server for each percent, not for each batch
                    update_progress_artifact(progress, 100 * done / total)
            summary = run.finish()
    except Exception as problem:
        _conclude(name, run.summarise("failed") if run else None, sentence(problem))
        if not isinstance(problem, EXPECTED):
            raise
        logger.error("%s", sentence(problem))  # noqa: TRY400 - a traceback would say nothing more
        return cast("State[Summary]", Failed(message=sentence(problem)))
    update_progress_artifact(progress, 100.0)
    _conclude(name, summary)
    logger.info("%s", report.headline(summary))
    return summary


def each_result(process: Callable[[Batch], BatchResult], batches: Sequence[Batch]) -> Iterator[BatchResult]:
    """Yield the result of each batch, in order.

    Only as many batches are under way as there are threads: after an OSError that will not pass no further one is begun. The
    first failure is raised at the end, when no thread works any more.
    """
    batch_task = Task(
        _attempt(process),
        name="batch",
        cache_policy=NO_CACHE,
        retries=len(RETRY_DELAYS),
        retry_delay_seconds=list(RETRY_DELAYS),
        retry_condition_fn=may_pass,
    )
    waiting = deque(enumerate(batches, 1))
    under_way: deque[PrefectFuture[Any]] = deque()
    failures: list[BaseException] = []
    while waiting or under_way:
        while waiting and len(under_way) < WORKERS:
            number, batch = waiting.popleft()
            under_way.append(batch_task.with_options(task_run_name=f"batch {number} of {len(batches)}").submit(batch))
        future = under_way.popleft()
        result = future.result(raise_on_failure=False)
        if not isinstance(result, BaseException):
            yield result
            continue
        failures.append(result)
        if isinstance(result, OSError):
            waiting.clear()
    if failures:
        raise failures[0]


def may_pass(_task: object, _task_run: object, state: State[object]) -> bool:
    """Tell whether a batch failed for trouble that may be over in a moment, so that another try makes sense."""
    return is_transient(state.result(raise_on_failure=False))


def is_transient(problem: object) -> bool:
    """Tell whether ``problem`` is trouble of the disk or the network that may pass."""
    return isinstance(problem, OSError) and problem.errno in TRANSIENT


def say(state: State[Any]) -> None:
    """Print what a run did; exit with 1 and one sentence when it failed."""
    if not state.is_completed():
        sys.exit(f"tallyspan: {state.message}")
    sys.stdout.write(report.text(state.result()))


def _attempt(process: Callable[[Batch], BatchResult]) -> Callable[[Batch], BatchResult | State[BatchResult]]:
    def attempt(batch: Batch) -> BatchResult | State[BatchResult]:
        """Process ``batch``. What another try cannot mend is a state with one sentence, not a traceback."""
        try:
            return process(batch)
        except StoppedError:
            return cast("State[BatchResult]", Cancelled(message="the run was stopped before this batch"))
        except OSError as problem:
            if is_transient(problem):
                raise
            return cast("State[BatchResult]", Failed(message=sentence(problem), data=problem))

    return attempt


def _conclude(name: str, summary: Summary | None, problem: str | None = None) -> None:
    """Leave the artifacts of a run: what it did and what ended it, what it left out, some of the claims."""
    told = report.markdown(summary, problem) if summary else f"**Stopped: {problem}**\n\nNothing was read.\n"
    create_markdown_artifact(told, key=f"{name}-summary", description="What this run did")
    if summary is None:
        return
    create_table_artifact(report.example_rows(summary), key=f"{name}-claims", description="Some of the claims it read")
    if summary.rejects:
        create_table_artifact(report.reject_rows(summary), key=f"{name}-rejects", description="The first that were left out")


def _looker() -> Callable[[int], None]:
    """Return what tells the log, now and then, how many files have been looked at."""
    logger = get_run_logger()
    said = time.monotonic()

    def look(files: int) -> None:
        nonlocal said
        if time.monotonic() - said >= LOOK_SECONDS:
            said = time.monotonic()
            logger.info("Looked at %d files", files)

    return look
