"""How strong a change must be: the least strength at which something becomes so."""

from collections.abc import Callable

EXACT = 1e-8
"""How far beyond the least strength one that is given may be, as a share of it, or of 1 where it is
smaller."""

_DIGITS = 8


def least_strength(enough: Callable[[float], bool], start: float, full: float) -> float:
    """Return the strength nearest to `start` that is enough, followed down from `full`.

    Where being enough changes more than once on the way, one that is enough next to one that is
    not. Of strengths within `EXACT` the one with the fewest digits.

    Parameters
    ----------
    enough
        Whether a strength is; `full` is, `start` is not.
    """
    return cleared(halved(enough, start, full), enough, full)


def cleared(least: float, enough: Callable[[float], bool], full: float) -> float:
    """Return a strength next to the least one, clear of how results are rounded.

    Parameters
    ----------
    least
        A strength that is enough, next to one that is not.
    """
    if least >= full:
        return full
    value = min(least + exact(least), full)
    for digits in range(_DIGITS):
        short = round(value, digits)
        if least < short <= value + exact(value) and enough(short):
            return short
    return value if enough(value) else full


def halved(enough: Callable[[float], bool], start: float, full: float) -> float:
    """Return the strength that `least_strength` looks for, with all its digits."""
    short, reached = start, full
    while abs(reached - short) > exact(reached):
        middle = (short + reached) / 2
        if enough(middle):
            reached = middle
        else:
            short = middle
    return reached


def least_whole(enough: Callable[[float], bool], start: float, full: float) -> float | None:
    """Return the least whole strength beyond `start` that is enough, None where none is."""
    strengths = map(float, range(int(start) + 1, int(full) + 1))
    return next((strength for strength in strengths if enough(strength)), None)


def exact(value: float) -> float:
    """Return how far beyond the least strength one near a value may be."""
    return EXACT * max(1.0, abs(value))
