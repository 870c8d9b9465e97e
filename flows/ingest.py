"""Find the raw articles that are new or changed, read their claims, publish: ``make run``, or on the schedule of prefect.yaml."""

import sys

from prefect import flow

from flows.parameters import Job
from flows.tally import THREADS, tally
from tallyspan import report
from tallyspan.run import Summary


@flow(task_runner=THREADS)
def ingest(job: Job = Job()) -> Summary:
    """Read what is new in the raw folder into the tables of the processed folder. Running it again does nothing twice."""
    return tally(job)


if __name__ == "__main__":
    sys.stdout.write(report.text(ingest()))
