"""From the forms that the file format has for a value to what the nouns hold."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import TypeAlias

from winset.scenario.numbers import Number, weighted_median
from winset.scenario.quantities import Judgements, Range, Stated

Quantity: TypeAlias = "float | Range[float] | Judgements[float] | Stated[float]"


def number(found: Quantity) -> Number:
    """Return a number of the file, in whatever form it is given."""
    if isinstance(found, float):
        return Number(found)
    if isinstance(found, Stated):
        return Number(found.value, source=found.source, note=found.note)
    if isinstance(found, Range):
        return Number(
            found.mode, low=found.low, high=found.high, source=found.source, note=found.note
        )
    values = tuple(found.values)
    weights = (1.0,) * len(values) if found.weights is None else tuple(found.weights)
    point = weighted_median(values, weights)
    return Number(point, values=values, weights=weights, source=found.source, note=found.note)


def numbers(found: Mapping[str, Quantity]) -> Mapping[str, Number]:
    """Return the numbers of a mapping of the file."""
    return MappingProxyType({key: number(value) for key, value in found.items()})


def title_of(key: str, title: str | None) -> str:
    """Return what something is called: its id, hyphens as spaces, where the file does not say."""
    return key.replace("-", " ") if title is None else title
