"""Extract every article again, after a change of rules or model, and put the new tables in place of the old at once."""

import sys

from prefect import flow

from flows.parameters import Job
from flows.tally import THREADS, tally
from tallyspan import report
from tallyspan.run import Summary


@flow(task_runner=THREADS)
def rebuild(job: Job = Job()) -> Summary:
    """Read everything in the raw folder again. Readers of the tables see the old rows until the new ones are complete."""
    return tally(job, rebuild=True)


if __name__ == "__main__":
    sys.stdout.write(report.text(rebuild()))
