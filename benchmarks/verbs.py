"""Every verb on Hanoi, as a whole process: time, time of the processor, and memory at the peak.

Beside it, in turns, that of another state of Winset: `WINSET_BEFORE` names its command (such as
`../before/.venv/bin/winset`). Code is compiled beforehand, and what they print is not compared: two
states may tell different things.
"""

from __future__ import annotations

import os
import statistics
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

TIMES = 3

VERBS = (
    ("check",),
    ("deals",),
    ("roadmap",),
    ("aftermath",),
    ("impasse",),
    ("advise",),
    ("analyze", "--quick"),
    ("analyze",),
    ("brief", "--output", "brief.html", "--force"),
)

HEADER = ("verb", "wall", "before", "ratio", "CPU", "before", "ratio", "memory", "before")


@dataclass(frozen=True, slots=True)
class Spent:
    """What a process took: seconds, seconds of the processor, MiB at the peak."""

    wall: float
    cpu: float
    memory: float


def main() -> None:
    """Print the table."""
    ours = str(Path(sys.executable).with_name("winset"))
    other = os.environ.get("WINSET_BEFORE")
    before = None if other is None else str(Path(other).absolute())
    rows: list[tuple[str, ...]] = [HEADER]
    with TemporaryDirectory() as folder:
        for verb in VERBS:
            spent = [in_turns(verb, folder, (ours, before)) for _ in range(TIMES + 1)][1:]
            rows.append((verb_name(verb), *cells(spent)))
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for name, *rest in rows:
        print(name.ljust(widths[0]), *(c.rjust(w) for c, w in zip(rest, widths[1:], strict=True)))


def in_turns(
    verb: Sequence[str], folder: str, commands: Sequence[str | None]
) -> tuple[Spent | None, ...]:
    """Return what each of these commands takes for a verb, one after the other."""
    return tuple(None if one is None else run(one, verb, folder) for one in commands)


def run(command: str, verb: Sequence[str], folder: str) -> Spent:
    """Return what one process takes; it is alone, and nothing that it prints is kept."""
    name, *options = verb
    to_nothing = [(os.POSIX_SPAWN_OPEN, n, os.devnull, os.O_RDWR, 0) for n in (0, 1, 2)]
    installed = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    here = Path.cwd()
    os.chdir(folder)
    try:
        start = perf_counter()
        arguments = [command, name, "hanoi", *options]
        child = os.posix_spawn(command, arguments, installed, file_actions=to_nothing)
        _, status, used = os.wait4(child, 0)
        wall = perf_counter() - start
    finally:
        os.chdir(here)
    code = os.waitstatus_to_exitcode(status)
    if code:
        raise SystemExit(f"{' '.join(arguments)} ended with {code}")
    return Spent(wall, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def cells(spent: Sequence[tuple[Spent | None, ...]]) -> tuple[str, ...]:
    """Return the medians as text, with the ratios."""
    pairs = [(ours, before) for ours, before in spent if ours is not None]
    told: list[str] = []
    for field in ("wall", "cpu", "memory"):
        mine = statistics.median(getattr(ours, field) for ours, _ in pairs)
        theirs = [getattr(before, field) for _, before in pairs if before is not None]
        other = statistics.median(theirs) if theirs else None
        unit = "MiB" if field == "memory" else "s"
        digits = 0 if field == "memory" else 2
        told += [
            f"{mine:.{digits}f} {unit}",
            "–" if other is None else f"{other:.{digits}f} {unit}",
        ]
        if field != "memory":
            told.append("–" if other is None else f"{other / mine:.1f} ×")
    return tuple(told)


def verb_name(verb: Sequence[str]) -> str:
    """Return a verb as one types it, without the file that it writes."""
    return " ".join(part for part in verb if part in {verb[0], "--quick"})


if __name__ == "__main__":
    main()
