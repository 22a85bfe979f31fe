"""Numbers that somebody judged: a point, a range, or a list of what different judges say."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import accumulate
from types import MappingProxyType

LARGEST = 1e12
"""No number of a file is larger: sums of them must stay exact enough to compare."""


@dataclass(frozen=True, slots=True)
class Number:
    """A number that may be uncertain, and where it comes from.

    Attributes
    ----------
    point
        What single answers use: the mode of a range, the weighted median of a list.
    low, high
        The ends of a PERT range around `point`; None where the number is not a range.
    values, weights
        What different judges say, and how much each counts; empty where the number is not a list.
    source, note
        Where it was read, and the argument for it.
    """

    point: float = 0.0
    low: float | None = None
    high: float | None = None
    values: tuple[float, ...] = ()
    weights: tuple[float, ...] = ()
    source: str | None = None
    note: str | None = None

    def __float__(self) -> float:
        return self.point

    @property
    def every(self) -> tuple[float, ...]:
        """All values that the file gives: of a range its ends and its point, of a list each."""
        if self.low is not None and self.high is not None:
            return self.low, self.point, self.high
        return self.values or (self.point,)

    @property
    def certain(self) -> bool:
        """Whether the file gives neither a range nor a list."""
        return self.low is None and not self.values


@dataclass(frozen=True, slots=True)
class Rate(Number):
    """A factor, or a chance, that applies anew with the time that passes.

    Attributes
    ----------
    yearly
        Whether it is one a year; else a phase of the file.
    since
        The day from which on it counts; None: from the start.
    """

    yearly: bool = False
    since: date | None = None


ZERO = Number()
ONE = Number(1.0)
_NONE: Mapping[str, Number] = MappingProxyType({})


def no_numbers() -> Mapping[str, Number]:
    """Return a mapping without any numbers."""
    return _NONE


def weighted_median(values: tuple[float, ...], weights: tuple[float, ...]) -> float:
    """Return the lowest value at which half of the weight is reached.

    Examples
    --------
    >>> weighted_median((1.0, 5.0, 9.0), (1.0, 1.0, 1.0))
    5.0
    >>> weighted_median((1.0, 5.0), (3.0, 1.0))
    1.0
    """
    pairs = sorted(zip(values, weights, strict=True))
    half = sum(weights) / 2
    reached = accumulate(weight for _, weight in pairs)
    return next(value for (value, _), so_far in zip(pairs, reached, strict=True) if so_far >= half)
