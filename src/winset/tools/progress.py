"""How long work tells how far it is."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

Progress = Callable[[int, int], None]
"""Called with what is done and the total."""


def untold(done: int, total: int) -> None:
    """Tell nobody."""


class Compiling:
    """How many loops this process has compiled, for which a first run on a machine waits."""

    def __init__(self) -> None:
        self._count = 0
        self._heard: Callable[[int], None] | None = None

    def begin(self) -> None:
        """Count a loop that is about to be compiled, and tell who listens."""
        self._count += 1
        if self._heard is not None:
            self._heard(self._count)

    @contextmanager
    def told_to(self, heard: Callable[[int], None]) -> Iterator[None]:
        """Tell somebody of each loop that is compiled meanwhile."""
        before, self._heard = self._heard, heard
        try:
            yield
        finally:
            self._heard = before


compiling = Compiling()
"""The one of this process."""
