"""Speed and memory, each as a ratio to the peer that a user would pick instead.

A module of this package with a `main` is a benchmark. Work starts from fresh random numbers and is
timed after compilation; results are compared as well as times, and a ratio without equal results is
void. These are measurements, never tests with a time limit.
"""

from __future__ import annotations

import re
import statistics
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from time import perf_counter
from typing import TypeVar

R = TypeVar("R")

HEADER = ("work", "peer", "ours", "worst", "ratio", "least", "equal", "threads", "memory")


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a benchmark's table.

    Attributes
    ----------
    work
        What is done.
    ours, peer : tuple of float
        Seconds by seed; no peer where it was not run.
    equal
        Whether all results were the same; None without a peer.
    memory
        MiB of ours above the loaded process at the peak; None where it cannot be read.
    threads
        Threads of ours.
    """

    work: str
    ours: tuple[float, ...]
    peer: tuple[float, ...] = ()
    equal: bool | None = None
    memory: float | None = None
    threads: int = 1

    def cells(self) -> tuple[str, ...]:
        """Return the line as text, in the order of `HEADER`."""
        peer = median = least = equal = "–"
        if self.peer:
            ratios = [p / o for p, o in zip(self.peer, self.ours, strict=True)]
            peer = seconds(statistics.median(self.peer))
            equal = "yes" if self.equal else "NO"
            median = f"{statistics.median(ratios):,.0f} ×" if self.equal else "void"
            least = f"{min(ratios):,.0f} ×" if self.equal else "void"
        return (
            *(self.work, peer, seconds(statistics.median(self.ours)), seconds(max(self.ours))),
            *(median, least, equal, str(self.threads)),
            "–" if self.memory is None else f"{self.memory:.0f} MiB",
        )


def show(rows: Sequence[Row]) -> None:
    """Print rows as a table; ratios are taken seed by seed, their median and the least of them."""
    table = [HEADER, *(row.cells() for row in rows)]
    widths = [max(map(len, column)) for column in zip(*table, strict=True)]
    for work, *rest in table:
        print(work.ljust(widths[0]), *(c.rjust(w) for c, w in zip(rest, widths[1:], strict=True)))


def seconds(amount: float) -> str:
    """Return a time in the unit that suits it."""
    return f"{amount:.2f} s" if amount >= 1 else f"{amount * 1e3:.2f} ms"


def timed(work: Callable[[], R]) -> tuple[float, R]:
    """Return how long some work took, and its result."""
    start = perf_counter()
    result = work()
    return perf_counter() - start, result


def peak_memory(warm: Callable[[], object], work: Callable[[], object]) -> float | None:
    """Return the MiB that work needs at its peak above the process once `warm` has run.

    Measured in a process of its own, which holds nothing else; None where the system does not tell.
    Both must be picklable.
    """
    with get_context("spawn").Pool(1) as pool:
        return pool.apply(_peak_here, (warm, work))


def _peak_here(warm: Callable[[], object], work: Callable[[], object]) -> float | None:
    warm()
    with suppress(OSError):
        Path("/proc/self/clear_refs").write_text("5", encoding="ascii")  # resets the peak
    before = _resident("VmRSS")
    result = work()
    after = _resident("VmHWM")
    del result
    return None if before is None or after is None else max(after - before, 0.0)


def _resident(field: str) -> float | None:
    try:
        status = Path("/proc/self/status").read_text(encoding="ascii")
    except OSError:
        return None
    found = re.search(rf"^{field}:\s+(\d+) kB", status, flags=re.MULTILINE)
    return int(found[1]) / 1024 if found else None
