"""What a server that has just started, or is about to stop, still takes for being worked on, though nobody does."""

from collections.abc import Iterator

from prefect.client.orchestration import SyncPrefectClient
from prefect.client.schemas.actions import GlobalConcurrencyLimitUpdate
from prefect.client.schemas.filters import FlowRunFilter, FlowRunFilterState, FlowRunFilterStateType
from prefect.client.schemas.objects import FlowRun, State, StateType

WORKED_ON = [StateType.PENDING, StateType.RUNNING, StateType.CANCELLING]


def settle(client: SyncPrefectClient, final: State) -> int:
    """Give each run that is said to be worked on the state ``final``, free the slots of all deployments, return how many runs.

    Only for a server without any worker: nobody may hold a slot.
    """
    settled = 0
    for run in _worked_on(client):
        client.set_flow_run_state(run.id, final, force=True)
        settled += 1
    for deployment in client.read_deployments():
        limit = deployment.global_concurrency_limit
        if limit is not None and limit.active_slots:
            client.update_global_concurrency_limit(limit.name, GlobalConcurrencyLimitUpdate(active_slots=0))
    return settled


def _worked_on(client: SyncPrefectClient) -> Iterator[FlowRun]:
    wanted = FlowRunFilter(state=FlowRunFilterState(type=FlowRunFilterStateType(any_=WORKED_ON)))
    while runs := client.read_flow_runs(flow_run_filter=wanted):  # a page at a time; the settled ones are no longer in the next
        yield from runs
