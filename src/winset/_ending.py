"""How a process may end in the midst of its work: what is written is whole or not there.

A signal ends the command line at once (see `winset.__main__`). What it must not cut apart is done
under `whole`; the parts of files that are under way, and the programs that work for this one, are
known here, so that none is left behind.
"""

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from subprocess import Popen

_PATIENCE = 0.5
"""Seconds that what is done wholly may still take; a reader that waits may hold it up for ever."""

_whole = Lock()
_parts: set[Path] = set()
_helpers: "set[Popen[bytes]]" = set()


@contextmanager
def whole() -> Iterator[None]:
    """Let no signal end the process before what is done in here is done."""
    with _whole:
        yield


def write_part(part: Path, content: bytes) -> None:
    """Write a new file that is a part of one under way; it goes where the process ends early.

    Raises
    ------
    OSError
        Where it cannot be written.
    """
    with whole():
        part.touch(exist_ok=False)
        _parts.add(part)
    part.write_bytes(content)


def drop_part(part: Path) -> None:
    """Remove a part, or only forget it where it has become the file."""
    part.unlink(missing_ok=True)
    _parts.discard(part)


def run_helper(call: Sequence[str], told: bytes) -> tuple[int, bytes]:
    """Run a program that ends with this process; return its exit code and what it printed.

    Raises
    ------
    OSError
        Where it does not start.
    """
    from subprocess import DEVNULL, PIPE, Popen  # noqa: PLC0415 -- few commands need one

    with whole():
        helper = Popen(call, stdin=PIPE, stdout=PIPE, stderr=DEVNULL)  # noqa: S603 -- our own
        _helpers.add(helper)
    try:
        with helper:
            printed, _ = helper.communicate(told)
        return helper.returncode, printed
    finally:
        helper.kill()
        _helpers.discard(helper)


def break_off(code: int, said: str) -> NoReturn:
    """End the process in the midst of its work, leaving nothing half-written."""
    _whole.acquire(timeout=_PATIENCE)  # and never let go: nothing new begins
    for helper in tuple(_helpers):
        helper.kill()
    for part in tuple(_parts):
        with suppress(OSError):
            part.unlink()
    with suppress(OSError):  # the terminal may be gone
        os.write(2, f"{_CLEAR if os.isatty(2) else ''}winset: {said}\n".encode())
    os._exit(code)


_CLEAR = "\r\x1b[2K\x1b[?25h"
"""Takes the line that shows progress off a terminal, and gives its cursor back."""
