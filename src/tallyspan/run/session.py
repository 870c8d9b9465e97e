"""One run: takes the writer's lock, plans, works, publishes, and leaves its row in ``runs``."""

import json
import threading
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from datetime import UTC, datetime
from functools import partial
from typing import Any
from uuid import uuid4

from tallyspan import nlp
from tallyspan.dictionary import datapackage
from tallyspan.disk import naming
from tallyspan.run.executor import Executor, Pool, Serial
from tallyspan.run.gate import Gate
from tallyspan.run.listing import OnLook
from tallyspan.run.planner import Plan, plan_ingest, plan_rebuild, remember
from tallyspan.run.records import Batch, BatchResult, Settings, SettingsError, Summary
from tallyspan.run.work import FIRST_REJECTS, Load, Workshop, loaded, read_back, work
from tallyspan.schema import SCHEMA_VERSION
from tallyspan.store.layout import Layout
from tallyspan.store.lock import writer_lock
from tallyspan.store.publish import is_committed, publish_batch
from tallyspan.store.revision import carry_history, carry_over, carry_runs
from tallyspan.store.runs import settle_dead, write_run

PATIENCE_SECONDS = 600.0
EXAMPLES = 50
_COUNTS = ("new", "revised", "duplicate", "rejected")

OnBatch = Callable[[BatchResult, int, int], None]


class SchemaChangedError(RuntimeError):
    """The tables were written with another version of the schema. One folder never holds two, so they need a rebuild."""


class Run:
    """A planned run that holds the writer's lock; :func:`open_run` makes one.

    ``batches`` is the work to do. :meth:`process` may be called from several threads, in any order, and repeated.
    """

    def __init__(self, layout: Layout, plan: Plan, workshop: Workshop, executor: Executor) -> None:
        self.batches: Sequence[Batch] = plan.batches
        self.summary: Summary | None = None
        self.version = plan.version
        self._layout = layout
        self._plan = plan
        self._workshop = workshop
        self._executor = executor
        self._gate = Gate()
        self._lock = threading.Lock()
        self._results: dict[str, BatchResult] = {}

    def process(self, batch: Batch) -> BatchResult:
        """Extract and publish one batch.

        Raises OSError for trouble with the disk, and StoppedError when the run has ended before; trying again is always safe.
        """
        with self._gate.entered():
            return next(self.process_all([batch]))

    def process_all(self, batches: Sequence[Batch]) -> Iterator[BatchResult]:
        """Extract and publish ``batches``, yielding each result in order once it is published."""
        done = {batch.key for batch in batches if is_committed(self._layout, batch.version, batch.key)}
        written = self._executor.map(partial(work, self._workshop), [batch for batch in batches if batch.key not in done])
        for batch in batches:
            if batch.key in done:
                result = read_back(self._layout, batch)
            else:
                files, result = next(written)
                publish_batch(self._layout, batch.version, batch.key, files)
            with self._lock:
                self._results[batch.key] = result
            yield result

    def finish(self) -> Summary:
        """Publish what replaces rows, and return what the run brought. Rows are replaced only if every batch was processed."""
        complete = all(batch.key in self._results for batch in self.batches)
        if complete:
            self._turn()
            remember(self._layout, self.version, self._plan)
            self._describe()
        self.summary = self.summarise("completed" if complete else "failed")
        return self.summary

    def stop(self) -> None:
        """Begin no further batch, and wait for those that are being worked on."""
        self._executor.close()
        self._gate.close()

    def summarise(self, state: str) -> Summary:
        """Return what the run has brought so far."""
        results = [self._results[batch.key] for batch in self.batches if batch.key in self._results]
        undone = sum(len(batch.takes) + len(batch.rejects) for batch in self.batches if batch.key not in self._results)
        counts = {name: sum(getattr(result, name) for result in results) for name in _COUNTS}
        claims: Counter[str] = Counter()
        for result in results:
            claims.update(result.claims)
        return Summary(
            run_id=self._workshop.run_id,
            read=self._plan.listing.read,
            unchanged=self._plan.unchanged + sum(result.unchanged for result in results),
            left_out=self._plan.left_out,
            undone=undone,
            rebuild=self._plan.rebuild,
            claims=dict(sorted(claims.items())),
            examples=tuple(claim for result in results for claim in result.examples)[:EXAMPLES],
            rejects=tuple(reject for result in results for reject in result.rejects)[:FIRST_REJECTS],
            stale=self._plan.stale,
            processed=self._layout.processed,
            state=state,
            failed=sum(result.failed for result in results),
            **counts,
        )

    def _turn(self) -> None:
        """Let readers see the next version, if there is one."""
        if not self._plan.turns:
            return
        following = self.version + 1
        self._layout.prepare(following)
        if not self._plan.rebuild:
            carry_over(self._layout, self.version, following, self._plan.gone_sources, datetime.now(UTC))
        else:
            carry_history(self._layout, self.version, following)
        carry_runs(self._layout, self.version, following)
        self._layout.show(following)
        self.version = following

    def _describe(self) -> None:
        """Write the description of the tables beside them, if it says anything new."""
        path = self._layout.processed / "datapackage.json"
        text = json.dumps(datapackage(), indent=2, ensure_ascii=False) + "\n"
        if not path.exists() or path.read_text("utf-8") != text:
            fresh = self._layout.temp / path.name
            with naming(fresh):
                fresh.write_text(text, "utf-8")
            fresh.replace(path)


@contextmanager
def open_run(  # noqa: PLR0913
    settings: Settings,
    run_id: str | None = None,
    *,
    rebuild: bool = False,
    load: Load = nlp.load,
    patience: float = PATIENCE_SECONDS,
    on_look: OnLook | None = None,
) -> Iterator[Run]:
    """Plan a run and hold the tables for it until the block ends.

    ``load`` makes the extractor in every process, so it must be a module-level function. ``on_look`` is told, while the run
    is planned, how many files of the raw folder have been looked at. Raises SettingsError and NoModelError for what is not
    there, BusyError when another run has not let go of the tables after ``patience`` seconds, SchemaChangedError when only a
    rebuild can go on, and OSError for trouble with the disk. A run that is not finished when its block ends is on record as
    failed; batches that are being worked on then are finished, others are not begun.
    """
    check_settings(settings)
    layout = Layout(settings.processed)
    run_id = run_id or uuid4().hex
    with writer_lock(layout.lock, f"run {run_id}", patience):
        version = layout.recover()
        if not rebuild and not layout.is_readable(version):
            old = layout.written_with(version)
            raise SchemaChangedError(f"{settings.processed} has schema {old}, this is {SCHEMA_VERSION}: rebuild it first")
        extractor = loaded(load, settings.model, settings.mentions).name
        workshop = Workshop(settings.processed, run_id, load, settings.model, settings.mentions, extractor)
        row = _first_row(settings, run_id, extractor)
        if layout.is_readable(version):
            settle_dead(layout, version)
            write_run(layout, version, row)
        run: Run | None = None
        executor = Pool(settings.processes, workshop.warm_up()) if settings.processes > 1 else Serial()
        try:
            plan = (plan_rebuild if rebuild else plan_ingest)(layout, version, settings, extractor, on_look)
            run = Run(layout, plan, workshop, executor)
            yield run
        finally:
            if run:
                run.stop()
            else:
                executor.close()
            layout.clear()
            write_run(layout, run.version if run else version, row | _last_cells(run))


def ingest(
    settings: Settings,
    *,
    run_id: str | None = None,
    on_batch: OnBatch | None = None,
    on_look: OnLook | None = None,
    load: Load = nlp.load,
) -> Summary:
    """Add what is new under ``settings.raw``. ``on_batch`` is told each result, how many are done, and of how many.

    For the other parameters, and for what is raised, see :func:`open_run`.
    """
    with open_run(settings, run_id, load=load, on_look=on_look) as run:
        return _all(run, on_batch)


def rebuild(
    settings: Settings,
    *,
    run_id: str | None = None,
    on_batch: OnBatch | None = None,
    on_look: OnLook | None = None,
    load: Load = nlp.load,
) -> Summary:
    """Extract everything again, then let readers turn to it. Otherwise like :func:`ingest`."""
    with open_run(settings, run_id, rebuild=True, load=load, on_look=on_look) as run:
        return _all(run, on_batch)


def _all(run: Run, on_batch: OnBatch | None) -> Summary:
    for done, result in enumerate(run.process_all(run.batches), 1):
        if on_batch:
            on_batch(result, done, len(run.batches))
    return run.finish()


def check_settings(settings: Settings) -> None:
    """Raise SettingsError without a raw folder, and when one of the two folders lies inside the other."""
    if not settings.raw.is_dir():
        raise SettingsError(f"no such folder: {settings.raw}")
    raw, processed = settings.raw.resolve(), settings.processed.resolve()
    if raw.is_relative_to(processed) or processed.is_relative_to(raw):
        raise SettingsError(f"neither of {settings.raw} and {settings.processed} may lie inside the other")


def _first_row(settings: Settings, run_id: str, extractor: str) -> dict[str, Any]:
    return {
        "run_id": run_id,
        "started_at": datetime.now(UTC),
        "extractor": extractor,
        "parameters": json.dumps(asdict(settings), default=str, sort_keys=True),
        "state": "running",
    }


def _last_cells(run: Run | None) -> dict[str, Any]:
    cells: dict[str, Any] = {"ended_at": datetime.now(UTC), "state": "failed"}
    if run is None:
        return cells
    summary = run.summary or run.summarise("failed")
    counts = {name: getattr(summary, name) for name in ("read", "unchanged", *_COUNTS)}
    return cells | counts | {"claims": sum(summary.claims.values()), "state": summary.state}
