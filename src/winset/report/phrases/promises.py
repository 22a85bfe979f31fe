"""What became of promises, and how many of them."""

from collections import Counter
from collections.abc import Iterable
from typing import Literal, TypeAlias

from winset.language.catalogue import say
from winset.language.words import spelled

Fate: TypeAlias = Literal["kept", "in_part", "broken"]

_FATES: tuple[Fate, ...] = ("kept", "in_part", "broken")

_KEPT, _BROKEN = 2 / 3, 1 / 3
"""From which share a promise was kept, and up to which it was broken."""


def fate_of(kept: float) -> Fate:
    """Return what became of a promise of which a share was kept."""
    return "kept" if kept >= _KEPT else "broken" if kept <= _BROKEN else "in_part"


def promises_told(by: str, kept: Iterable[float]) -> str:
    """Return how many promises a party made, and how they fared, in words."""
    fates = Counter(map(fate_of, kept))
    told = [f"{spelled(fates[fate])} {say(f'promises.{fate}')}" for fate in _FATES if fates[fate]]
    return say("promises.told", by=by, total=fates.total(), fates=told)
