"""The least strength of a change that is enough, found by bisection."""

from collections.abc import Callable

from winset.roadmaps.switching import exact, shortened


def least_strength(
    enough: Callable[[float], bool], start: float, full: float, unit: float
) -> float:
    """Return the strength nearest to `start` that is enough, followed down from `full`.

    Where being enough changes more than once on the way, one that is enough next to one that is
    not. Of strengths within `winset.roadmaps.switching.EXACT` the one with the fewest digits.

    Parameters
    ----------
    enough
        Whether a strength is; `full` is, `start` is not.
    unit
        See `winset.roadmaps.switching.exact`.
    """
    return round_up(bisect(enough, start, full, unit), enough, full, unit)


def round_up(least: float, enough: Callable[[float], bool], full: float, unit: float) -> float:
    """Return a strength next to the least one, clear of how results are rounded.

    Parameters
    ----------
    least
        A strength that is enough, next to one that is not.
    """
    if least >= full:
        return full
    value = min(least + exact(least, unit), full)
    for short in shortened(value, unit):
        if least < short <= value + exact(value, unit) and enough(short):
            return short
    return value if enough(value) else full


def bisect(enough: Callable[[float], bool], start: float, full: float, unit: float) -> float:
    """Return the strength that `least_strength` looks for, with all its digits."""
    short, reached = start, full
    while abs(reached - short) > exact(reached, unit):
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
