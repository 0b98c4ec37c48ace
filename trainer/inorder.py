"""Work that is done in a thread of its own, in order, while the one who hands it over goes on."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from types import TracebackType

MOST_WAITING = 4  # tasks: enough to hide that some take longer, few enough to hold a picture each


class InOrder:
    """One thread that does one task after the other; a context manager, at whose end all of them are done.

    What a task raises comes out of a later `put` or of the end; what was handed over after it is given up, as it is
    when the context ends by an error.
    """

    def __init__(self, name: str) -> None:
        self._pool = ThreadPoolExecutor(1, name)
        self._waiting: deque[Future[None]] = deque()
        self._failed = False

    def put(self, task: Callable[[], object]) -> None:
        """Hand over a task; waits while too many wait already."""
        while self._waiting and (len(self._waiting) >= MOST_WAITING or self._waiting[0].done()):
            self._waiting.popleft().result()
        self._waiting.append(self._pool.submit(self._do, task))

    def __enter__(self) -> InOrder:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        try:
            while error is None and self._waiting:
                self._waiting.popleft().result()
        finally:
            self._pool.shutdown(cancel_futures=True)

    def _do(self, task: Callable[[], object]) -> None:
        if self._failed:
            return
        try:
            task()
        except BaseException:
            self._failed = True
            raise
