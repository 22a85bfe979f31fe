"""The draws made ready for being judged, each once, however often it is judged."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from threading import Lock
from typing import TypeVar

from winset.advice.judging import Judge, Judged, Ready, judge_of
from winset.firmness.games import Games
from winset.scenario.game import Bools, StepSet

HELD, BLOCK = 2_000, 20
"""Draws that are held, and made ready together; later ones are made ready anew each time."""

R = TypeVar("R")


class Trials:
    """The judge of some packages, and the draws to judge them in.

    Parameters
    ----------
    workers
        How many threads judge draws at the same time; they change nothing in what is found.
    """

    def __init__(self, judge: Judge, games: Games, workers: int) -> None:
        self.judge, self.games, self.workers = judge, games, workers
        self._held: dict[int, tuple[Ready, ...]] = {}
        self._making = Lock()

    @cached_property
    def point(self) -> tuple[Ready, ...]:
        """The points of the file's numbers, for each choice of escrows."""
        return self.judge.ready(self.games.point)

    def ready(self, draw: int) -> tuple[Ready, ...]:
        """Return a draw's numbers, for each choice of escrows."""
        if draw >= HELD:
            return self._make(range(draw, draw + 1))[0]
        with self._making:
            if draw not in self._held:
                first = draw - draw % BLOCK
                block = range(first, min(first + BLOCK, self.games.count))
                self._held.update(zip(block, self._make(block), strict=True))
        return self._held[draw]

    def _make(self, draws: range) -> list[tuple[Ready, ...]]:
        return self.judge.ready_each(self.games, draws)

    def judged(self, asked: Bools | None = None) -> Iterator[Judged]:
        """Yield what becomes of the packages asked about, all if left out, in each draw."""
        return self.each(lambda ready: self.judge.judge(ready, asked))

    def each(
        self, judge: Callable[[Sequence[Ready]], R], draws: Iterable[int] | None = None
    ) -> Iterator[R]:
        """Yield what is found in each of some draws, all if left out, in order."""
        some = range(self.games.count) if draws is None else draws
        with ThreadPoolExecutor(self.workers) as pool:
            yield from pool.map(lambda draw: judge(self.ready(draw)), some)


class Narrowed(Trials):
    """The same draws, to judge the packages within some steps only."""

    def __init__(self, whole: Trials, within: StepSet) -> None:
        slices = whole.judge.ways[0].slices
        super().__init__(judge_of(whole.games.point, slices, within), whole.games, whole.workers)
        self._whole = whole

    def _make(self, draws: range) -> list[tuple[Ready, ...]]:
        return [self.judge.adopt(self._whole.ready(draw)) for draw in draws]
