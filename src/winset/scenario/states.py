"""The states of a conflict: which options are on, as the bits of an integer.

The first option of the file is the lowest bit. States that can be are numbered from 1 by that
integer, everywhere people read of them.
"""

from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from winset.scenario._arrays import Masks
from winset.scenario.conditions import Bools, Condition


def columns_of(options: Sequence[str], states: Masks) -> Mapping[str, Bools]:
    """Return by option in which states it is on, each of shape (states,)."""
    return {option: (states >> k & 1).astype(np.bool_) for k, option in enumerate(options)}


def feasible_states(options: Sequence[str], infeasible: Iterable[Condition]) -> Masks:
    """Return the states in which no condition of what cannot be holds, ascending: (states,)."""
    states = np.arange(1 << len(options), dtype=np.int64)
    columns = columns_of(options, states)
    barred = np.zeros(len(states), dtype=np.bool_)
    for condition in infeasible:
        barred |= condition.holds(columns)
    return states[~barred]


def state_of(options: Sequence[str], on: Iterable[str]) -> int:
    """Return the state in which these options are on and no others."""
    return sum(1 << options.index(option) for option in dict.fromkeys(on))
