"""Drawing and page setting in a process of their own.

The programs that draw charts and set pages are compiled libraries, which end the whole process
where they break: without memory, or without an open stdin. Apart from ours they end alone.
"""

import base64
import json
import signal
import sys
from collections.abc import Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from winset._ending import run_helper
from winset.language.catalogue import worded
from winset.report.drawing import _drawing_process
from winset.scenario import UsageError, WinsetError

INSTALL = "pip install 'winset[report]'"
"""What brings the programs that draw charts and set pages."""

_LIBRARIES = {"png": "vl_convert", "pdf": "typst", "lacking": "typst"}
_NAMES = {"png": "charts", "pdf": "pdf", "lacking": "pdf"}
"""What a job makes, as a key of ``errors.drawing``."""


class DrawingError(WinsetError):
    """A program that draws charts or sets pages broke off."""


def run(jobs: Sequence[Mapping[str, Any]]) -> list[bytes]:
    """Return the output of each job, all done by one process.

    Parameters
    ----------
    jobs
        Each what to ``do``, png, pdf or lacking, and what the function of that name in
        `winset.report.drawing._drawing_process` takes.

    Raises
    ------
    UsageError
        Where the extra that it takes is not installed.
    DrawingError
        Where the process ended before it was done.
    """
    for kind in dict.fromkeys(str(job["do"]) for job in jobs):
        if find_spec(_LIBRARIES[kind]) is None:
            raise missing(_NAMES[kind])
    if not jobs:
        return []
    # -P: a file of the folder one works in is not a module of Python's
    call = [sys.executable, "-P", str(Path(_drawing_process.__file__))]
    try:
        code, printed = run_helper(call, json.dumps(jobs).encode())
    except OSError as error:
        raise _broke(jobs, "no_start", reason=error.strerror) from None
    if code < 0 and -code in set(signal.Signals):
        raise _broke(jobs, "signal", signal=signal.Signals(-code).name)
    if code:
        raise _broke(jobs, "ended", code=code)
    return [base64.b64decode(one) for one in json.loads(printed)]


def missing(what: str) -> UsageError:
    """Return what to say where an extra is missing: that for charts, pdf or word."""
    return UsageError(worded(f"errors.drawing.missing.{what}", command=INSTALL))


def _broke(jobs: Sequence[Mapping[str, Any]], how: str, **data: object) -> DrawingError:
    what = _NAMES[str(jobs[0]["do"])]
    return DrawingError(worded(f"errors.drawing.{how}.{what}", **data))
