"""Where batches are worked on: here, or in a pool of processes. The one seam for another engine."""

import multiprocessing
import os
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import CancelledError, ProcessPoolExecutor
from typing import Protocol, TypeVar

from tallyspan.run.gate import StoppedError

Item = TypeVar("Item")
Result = TypeVar("Result")


class Executor(Protocol):
    """Maps a picklable function over light, picklable items; the results, light too, come in the order of the items."""

    def map(self, function: Callable[[Item], Result], items: Iterable[Item]) -> Iterator[Result]:
        """Yield ``function(item)`` for each of ``items``. May be called by several threads at a time."""
        ...

    def close(self) -> None:
        """Free what it holds. What is being worked on is finished, what is not begun raises StoppedError."""
        ...


class Serial:
    """Works in the calling thread, one item at a time, whichever thread calls: a pipeline is not made for two."""

    def __init__(self) -> None:
        self._turn = threading.Lock()
        self._closed = False

    def map(self, function: Callable[[Item], Result], items: Iterable[Item]) -> Iterator[Result]:
        """Yield ``function(item)`` for each of ``items``."""
        for item in items:
            with self._turn:
                if self._closed:
                    raise StoppedError
                result = function(item)
            yield result

    def close(self) -> None:
        """Begin nothing any more."""
        self._closed = True


class Pool:
    """Works in ``processes`` processes, spawned once; ``warm_up`` runs first in each and loads what all items need."""

    def __init__(self, processes: int, warm_up: Callable[[], object]) -> None:
        # Spawned, not forked: a fork copies the threads' locks of an orchestrator, and inherits the writer's lock.
        context = multiprocessing.get_context("spawn")
        self._pool = ProcessPoolExecutor(processes, context, initializer=_begin, initargs=(warm_up,))
        self._closed = False

    def map(self, function: Callable[[Item], Result], items: Iterable[Item]) -> Iterator[Result]:
        """Yield ``function(item)`` for each of ``items``, in their order."""
        if self._closed:
            raise StoppedError
        try:
            yield from self._pool.map(function, items)
        except CancelledError:
            raise StoppedError from None

    def close(self) -> None:
        """Stop the processes, once each has finished the item that it is working on."""
        self._closed = True
        self._pool.shutdown(cancel_futures=True)


def _begin(warm_up: Callable[[], object]) -> None:
    threading.Thread(target=_end_with_parent, daemon=True).start()
    warm_up()


def _end_with_parent() -> None:
    """Wait for the parent and end with it: the pool's own processes would wait for work for ever after a kill -9."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
