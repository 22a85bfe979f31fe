"""Whole processes, as a user waits for them: start, imports, work, output.

Cold is with an empty folder for compiled code, as on the first call after an installation.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks import Row, show, timed

TIMES = 5


def main() -> None:
    """Print the table."""
    options = ("--quick",) if "--quick" in run(("analyze", "--help")) else ()
    analyze = ("analyze", *options)
    run(analyze)
    show([warm(("--help",)), warm(analyze), cold(analyze)])


def warm(arguments: Sequence[str]) -> Row:
    """Return the row of a call whose code is compiled."""
    spent = [timed(partial(run, arguments))[0] for _ in range(TIMES)]
    return Row(title(arguments), tuple(spent))


def cold(arguments: Sequence[str]) -> Row:
    """Return the row of a call that compiles everything it uses."""
    spent = []
    for _ in range(TIMES):
        with TemporaryDirectory() as folder:
            spent.append(timed(partial(run, arguments, NUMBA_CACHE_DIR=folder))[0])
    return Row(f"{title(arguments)}, cold", tuple(spent))


def run(arguments: Sequence[str], **environment: str) -> str:
    """Return what a command prints."""
    command = [str(Path(sys.executable).with_name("winset")), *arguments]
    return subprocess.run(
        command,
        env=os.environ | environment,
        capture_output=True,
        check=True,
        encoding="utf-8",
    ).stdout


def title(arguments: Sequence[str]) -> str:
    """Return a call as one types it."""
    return " ".join(("winset", *arguments))


if __name__ == "__main__":
    main()
