"""The one way in which Winset compiles a loop."""

from collections.abc import Callable
from typing import ParamSpec, TypeVar

import numba

P = ParamSpec("P")
R = TypeVar("R")


def jit(loop: Callable[P, R]) -> Callable[P, R]:
    """Return a loop compiled to machine code, kept on disk so that only the first call waits.

    It runs beside other threads.
    """
    compiled: Callable[P, R] = numba.njit(cache=True, nogil=True)(loop)
    return compiled
