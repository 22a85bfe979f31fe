"""The one way in which Winset compiles a loop."""

from collections.abc import Callable
from typing import ParamSpec, TypeVar

import numba

P = ParamSpec("P")
R = TypeVar("R")


def jit(loop: Callable[P, R]) -> Callable[P, R]:
    """Return a loop compiled to machine code, kept on disk so that only the first call waits.

    It runs beside other threads. Where no folder can be written to, every process waits.
    """
    compiled: Callable[P, R]
    try:
        compiled = numba.njit(cache=True, nogil=True)(loop)
    except RuntimeError:  # numba finds no place for its cache
        compiled = numba.njit(nogil=True)(loop)
    return compiled


def inlined(loop: Callable[P, R]) -> Callable[P, R]:
    """Return a small function that is written into every compiled loop that calls it.

    A call costs more than the work where the arguments are tuples of many arrays.
    """
    compiled: Callable[P, R] = numba.njit(inline="always")(loop)
    return compiled
