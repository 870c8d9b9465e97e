"""Extract every article again, after a change of rules or model, and put the new tables in place of the old at once."""

from pathlib import Path

from prefect import flow
from prefect.client.schemas.objects import State

from flows import notify
from flows.parameters import Count, Day, settings
from flows.tally import THREADS, say, tally
from tallyspan.model import Mentions
from tallyspan.run import Summary


@flow(task_runner=THREADS, on_failure=[notify.failed], on_crashed=[notify.failed])
def rebuild(  # noqa: PLR0913, PLR0917 - one argument a parameter
    raw: Path = Path("raw"),
    processed: Path = Path("processed"),
    batch_size: Count = 64,
    published: Day = None,
    max_bytes: Count = 20_000_000,
    model: str | None = None,
    mentions: Mentions = Mentions.CLAIMS,
    processes: Count = 1,
) -> Summary | State[Summary]:
    """Read everything again. Readers of the tables see the old rows until the new ones are complete.

    Args:
        raw: Folder of raw articles, read recursively and never changed.
        processed: Folder of the tables.
        batch_size: Articles per task.
        published: Publication date of every article from now on, whatever they say.
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
            max_bytes=max_bytes,
            model=model,
            mentions=mentions,
            processes=processes,
        ),
        rebuild=True,
    )


if __name__ == "__main__":
    say(rebuild(return_state=True))
