"""The standard streams of the command line: there even if they were closed, and written whole."""

import os
import sys
from io import BytesIO, TextIOWrapper
from typing import TextIO

from winset._ending import whole


class HeldBack(BytesIO):
    """Holds back what a command prints until it is done; acts as the stream it stands for."""

    def __init__(self, output: TextIO) -> None:
        super().__init__()
        self.output = output

    def isatty(self) -> bool:
        """Return whether somebody will read it."""
        return self.output.isatty()

    def fileno(self) -> int:
        """Return the number of what it stands for."""
        return self.output.fileno()

    def deliver(self) -> None:
        """Write all of it, which a signal does not cut apart.

        Raises
        ------
        OSError
            If it cannot be written.
        """
        with whole():
            self.output.buffer.write(self.getvalue())
            self.output.buffer.flush()


def open_streams() -> HeldBack:
    """Put the standard streams in order, and hold back what is printed.

    In the place of one that was closed something is opened; else the next file would take its
    number. What is written to an output that is closed fails, as it should, and messages that
    nobody wants go nowhere.
    """
    for number, mode in enumerate((os.O_RDONLY, os.O_RDONLY, os.O_WRONLY)):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, mode)
    sys.stdin = sys.stdin or _opened(0, "r")
    sys.stderr = sys.stderr or _opened(2, "w")
    stdout = sys.stdout or _opened(1, "w")
    held = HeldBack(stdout)
    sys.stdout = TextIOWrapper(held, stdout.encoding, stdout.errors)
    return held


def _opened(number: int, mode: str) -> TextIOWrapper:
    stream = open(number, mode, encoding="utf-8", closefd=False)  # noqa: SIM115 -- till the end
    assert isinstance(stream, TextIOWrapper)  # noqa: S101 -- a text stream is one
    return stream
