"""The one way in which Winset compiles a loop."""

from collections.abc import Callable
from typing import Any, ParamSpec, TypeVar

import numba

from winset.scenario.kernel_cache import KernelCache

P = ParamSpec("P")
R = TypeVar("R")


def jit(loop: Callable[P, R]) -> Callable[P, R]:
    """Return a loop compiled to machine code; it runs beside other threads.

    A loop of Winset's is kept on disk, so that only the first call ever waits. Its module is named
    with one underscore, and takes names only from such modules: they are what the cache watches.
    """
    compiled: Any = numba.njit(nogil=True)(loop)
    if loop.__module__.startswith("winset.") and not numba.config.DISABLE_JIT:
        compiled._cache = KernelCache(loop)
    looped: Callable[P, R] = compiled
    return looped


def inlined(loop: Callable[P, R]) -> Callable[P, R]:
    """Return a small function that is written into every compiled loop that calls it.

    A call costs more than the work where the arguments are tuples of many arrays.
    """
    compiled: Callable[P, R] = numba.njit(inline="always")(loop)
    return compiled
