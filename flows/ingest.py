"""Find the raw articles that are new or changed, read their claims, publish: ``make run``, or on the schedule of prefect.yaml."""

from pathlib import Path

from prefect import flow
from prefect.client.schemas.objects import State

from flows import notify
from flows.parameters import Count, Day, Formats, Limit, settings
from flows.tally import THREADS, say, tally
from tallyspan.model import Mentions
from tallyspan.run import Summary


@flow(task_runner=THREADS, on_failure=[notify.failed], on_crashed=[notify.failed], on_completion=[notify.completed])
def ingest(  # noqa: PLR0913, PLR0917 - one argument a parameter
    raw: Path = Path("raw"),
    processed: Path = Path("processed"),
    batch_size: Count = 64,
    published: Day = None,
    formats: Formats = (),
    limit: Limit = None,
    max_bytes: Count = 20_000_000,
    model: str | None = None,
    mentions: Mentions = Mentions.CLAIMS,
    processes: Count = 1,
) -> Summary | State[Summary]:
    """Read what is new in the raw folder into the tables of the processed folder. Running it again does nothing twice.

    Args:
        raw: Folder of raw articles, read recursively and never changed.
        processed: Folder of the tables.
        batch_size: Articles per task.
        published: Publication date of every article, whatever they say.
        formats: Formats to read; none named: all.
        limit: Stop after this many new files or records.
        max_bytes: Leave out files larger than this.
        model: blank: rules alone; or a trained reader's folder; none named: the models that come along.
        mentions: Names to list: in sentences with a claim, or all.
        processes: Processes that extract; 1: the flow run's own.

    """
    return tally(
        settings(
            raw=raw,
            processed=processed,
            batch_size=batch_size,
            published=published,
            formats=formats,
            limit=limit,
            max_bytes=max_bytes,
            model=model,
            mentions=mentions,
            processes=processes,
        ),
    )


if __name__ == "__main__":
    say(ingest(return_state=True))
