"""Who may still work on a run: everybody until it is closed; and closing waits for those who do."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager


class StoppedError(RuntimeError):
    """The run has ended before this batch was begun: it is left to the next run."""


class Gate:
    """Lets workers in until it is closed."""

    def __init__(self) -> None:
        self._condition = threading.Condition()
        self._inside = 0
        self._closed = False

    @contextmanager
    def entered(self) -> Iterator[None]:
        """Be inside while the block runs. Raises StoppedError once the gate is closed."""
        with self._condition:
            if self._closed:
                raise StoppedError
            self._inside += 1
        try:
            yield
        finally:
            with self._condition:
                self._inside -= 1
                self._condition.notify_all()

    def close(self) -> None:
        """Let nobody in any more, and wait until those inside have left."""
        with self._condition:
            self._closed = True
            self._condition.wait_for(lambda: not self._inside)
