"""How long a search may go on: what is out of time ends with what it has found.

Time is that of the processor, so that what else runs beside a search does not cut it short.
"""

from collections.abc import Callable, Iterable
from math import inf
from time import process_time
from typing import TypeVar

T = TypeVar("T")
U = TypeVar("U")

SECONDS = 60.0
"""How long commands search for each part of a result that can take for ever."""

DRAWS = 500
"""How often the uncertain numbers are drawn by default."""


class OutOfTime(Exception):  # noqa: N818 -- no error: the search ends
    """No more may be asked."""


class Budget:
    """Time that may be spent; without limit until it is started.

    Parameters
    ----------
    seconds
        None: as long as it takes.

    Attributes
    ----------
    complete
        Whether there was time for all that was asked.
    """

    def __init__(self, seconds: float | None = None) -> None:
        self._seconds = inf if seconds is None else seconds
        self._end = inf
        self.complete = True

    def start(self) -> None:
        """Let the time run from now on."""
        self._end = process_time() + self._seconds

    def check(self) -> None:
        """Raise `OutOfTime` where none is left."""
        if process_time() > self._end:
            self.complete = False
            raise OutOfTime

    def within(self, part: float, work: Callable[[], T], otherwise: U) -> T | U:
        """Return the result of work in a part of the time that is left; `otherwise` where none is.

        Most of the time is left to others, so that each gets as far as it can.
        """
        whole, now = self._end, process_time()
        self._end = whole if whole == inf else now + part * max(whole - now, 0.0)
        try:
            return work()
        except OutOfTime:
            return otherwise
        finally:
            self._end = whole


def so_far(items: Iterable[T]) -> list[T]:
    """Return as many of these items as can be had before time is out."""
    found = []
    try:
        for item in items:
            found.append(item)  # noqa: PERF402 -- what was found before the end is kept
    except OutOfTime:
        pass
    return found
