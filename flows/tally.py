"""The body that both flows share: one thread task per batch, then publish, with what a person wants to see meanwhile."""

import os
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
from prefect.futures import PrefectFuture, as_completed
from prefect.runtime import flow_run
from prefect.task_runners import TaskRunner, ThreadPoolTaskRunner

from flows.parameters import Job
from tallyspan import report
from tallyspan.run import Batch, BatchResult, Summary, open_run

if TYPE_CHECKING:
    from uuid import UUID

THREADS = cast("TaskRunner[PrefectFuture[Any]]", ThreadPoolTaskRunner(max_workers=os.cpu_count() or 1))
"""Each batch is a task in a thread; the work inside it is done by the executor of :mod:`tallyspan.run`."""

RETRY_DELAYS = (1, 5, 20)
"""Seconds before each new try of a batch after an I/O error. Anything else would fail again, so it fails at once."""


def tally(job: Job, *, rebuild: bool = False) -> Summary:
    """Do all the work that ``job`` finds, or with ``rebuild`` everything again, and publish it.

    Raises the error of the first batch that failed, once every other batch is done and published.
    """
    logger = get_run_logger()
    name = "rebuild" if rebuild else "ingest"
    with open_run(job.settings(), run_id=str(flow_run.id), rebuild=rebuild) as run:
        total = len(run.batches)
        logger.info("Batches to do: %d", total)
        progress = cast("UUID", create_progress_artifact(0.0, key=f"{name}-progress", description="Batches done, in percent"))
        for done, result in enumerate(each_result(run.process, run.batches), 1):
            logger.info("Batch %d of %d: %s", done, total, report.batch_line(result))
            if 100 * done // total > 100 * (done - 1) // total:  # a call to the server for each percent, not for each batch
                update_progress_artifact(progress, 100 * done / total)
        summary = run.finish()
    update_progress_artifact(progress, 100.0)
    create_markdown_artifact(report.markdown(summary), key=f"{name}-summary", description="What this run did")
    create_table_artifact(report.example_rows(summary), key=f"{name}-claims", description="Some of the claims it read")
    logger.info("%s", report.headline(summary))
    return summary


def each_result(process: Callable[[Batch], BatchResult], batches: Sequence[Batch]) -> Iterator[BatchResult]:
    """Yield the result of each batch as it comes; raise the first failure at the end, when no thread works any more."""
    batch_task = Task(
        process,
        name="batch",
        cache_policy=NO_CACHE,
        retries=len(RETRY_DELAYS),
        retry_delay_seconds=list(RETRY_DELAYS),
        retry_condition_fn=is_io_error,
    )
    futures = [
        batch_task.with_options(task_run_name=f"batch {number} of {len(batches)}").submit(batch)
        for number, batch in enumerate(batches, 1)
    ]
    for future in as_completed(futures):
        future.wait()  # the state of a future that nobody waited for is the server's, which may be behind
        if future.state.is_completed():
            yield future.result()
    for future in futures:
        future.result()


def is_io_error(_task: object, _task_run: object, state: State[object]) -> bool:
    """Tell whether a batch failed for the disk's or the network's sake, so that another try makes sense."""
    return isinstance(state.result(raise_on_failure=False), OSError)
