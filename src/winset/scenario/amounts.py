"""When two amounts are equal.

Amounts are in units that a party has chosen, and sums of decimals are off by how they are rounded
in binary. So what is nothing is measured by what was added up, never by a fixed amount: a file in
cents, in dollars or in millions gives the same answers. There are three kinds of comparison.

- A *sum* of numbers of the file (V, a total at home, a ledger) is `settled` once, and is then what
  it would be on paper: equal sums are the same float, and comparing them needs no tolerance.
- A *difference* of sums that holds shares of steps (a need less V, a loss by betrayal) is
  `cleared`: it is 0 where it is dust, `TOLERANCE` times the gross sums that enter it.
- A *share* (of B, of trust) has no unit: `TOLERANCE` holds as it stands.
"""

import numpy as np

from winset.scenario._arrays import TOLERANCE, Bools, Floats

_DIGITS = 13  # that a sum keeps, of its gross sum; rounding in binary begins at the 15th
_MOST = 300  # digits after the point
_SHORT = np.array([10.0**digits for digits in range(9)])[:, None, None]  # few digits
_EXPONENTS = np.arange(-1100, 1100)
_POWER = 10.0 ** np.clip(_DIGITS - np.ceil(_EXPONENTS * np.log10(2)), 0, _MOST)
"""By the binary exponent of a gross sum what its sums are multiplied by to be rounded."""


def settled(sums: Floats, gross: Floats) -> Floats:
    """Return sums as the decimals that they stand for, 0 where they are nothing.

    Rounded to 13 digits of the gross sum, or 14: sums of other numbers that are equal on paper come
    out as the same float. 0 within `TOLERANCE` of the gross sum.

    Parameters
    ----------
    gross
        The sum of the absolute amounts.
    """
    power = _POWER[np.frexp(gross)[1] - _EXPONENTS[0]]
    return cleared(np.rint(sums * power) / power, TOLERANCE * gross)


def decimals_of(rows: Floats) -> Floats | None:
    """Return by row the power of ten that makes whole numbers of all its amounts.

    None where a row has so many digits that some of its sums could be nothing, or not exact.

    Parameters
    ----------
    rows : (rows, amounts)

    Returns
    -------
    (rows, 1)
    """
    whole = (np.rint(rows * _SHORT) / _SHORT == rows).all(axis=2)
    if not whole.any(axis=0).all():
        return None
    power = _SHORT[whole.argmax(axis=0), 0]
    gross = np.abs(rows).sum(axis=1, keepdims=True)
    return power if (gross * power * TOLERANCE < 1).all() else None


def cleared(amounts: Floats, dust: Floats) -> Floats:
    """Return amounts with 0 for those that are dust."""
    return np.where(np.abs(amounts) <= dust, 0.0, amounts)


def beyond(one: Floats | float, other: Floats | float) -> Bools:
    """Return where an amount exceeds another by more than the tolerance, of the larger of them.

    Both are settled, or numbers of the file; one may be infinite.
    """
    size = np.maximum(np.abs(one), np.abs(other))
    return np.asarray(np.subtract(one, other) > TOLERANCE * size)
