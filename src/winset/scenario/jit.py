"""The one way in which Winset compiles a loop."""

import os
from collections.abc import Callable
from typing import Any, ParamSpec, TypeVar

from winset.language.catalogue import worded
from winset.scenario.errors import UsageError
from winset.scenario.tree import shown


def _check_threads() -> None:
    """Refuse what numba would meet with a traceback while it is imported."""
    threads = os.environ.get("NUMBA_NUM_THREADS", "1")
    if not (threads.isdecimal() and int(threads)):
        raise UsageError(worded("errors.compiling.threads", value=shown(threads)))


_check_threads()

import numba  # noqa: E402 -- it reads its settings here

from winset.scenario.kernel_cache import KernelCache  # noqa: E402 -- it imports numba

P = ParamSpec("P")
R = TypeVar("R")


def jit(loop: Callable[P, R]) -> Callable[P, R]:
    """Return a loop compiled to machine code; it runs beside other threads.

    A loop of Winset's is kept on disk, so that only the first call ever waits. Its module is named
    with one underscore, and takes names only from such modules: they are what the cache watches.
    """
    compiled: Any = numba.njit(nogil=True, no_cfunc_wrapper=True)(loop)
    if loop.__module__.startswith("winset.") and not numba.config.DISABLE_JIT:
        compiled._cache = KernelCache(loop)
    looped: Callable[P, R] = compiled
    return looped


def inlined(loop: Callable[P, R]) -> Callable[P, R]:
    """Return a small function that is written into every compiled loop that calls it.

    A call costs more than the work where the arguments are tuples of many arrays.
    """
    compiled: Callable[P, R] = numba.njit(
        forceinline=True, no_cfunc_wrapper=True, no_cpython_wrapper=True
    )(loop)
    return compiled
