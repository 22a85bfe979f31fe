"""Which of some packages is the best: the rule, with exact fractions and no arrays."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from math import prod

Package = frozenset[str]


def choice(worth: Mapping[Package, Sequence[Fraction]], steps: Sequence[str]) -> Package:
    """Return the package that is chosen.

    The largest product of the gains of those who can gain; on ties one that no other beats for
    everybody, then the fewest steps, then file order.

    Parameters
    ----------
    worth
        By package each party's V.
    steps
        All steps, in file order.
    """
    able = [max(column) > 0 for column in zip(*worth.values(), strict=True)]

    def product(package: Package) -> Fraction:
        gains = (max(v, Fraction(0)) for v, can in zip(worth[package], able, strict=True) if can)
        return prod(gains, start=Fraction(1))

    def in_file(package: Package) -> tuple[int, list[int]]:
        return len(package), [k for k, step in enumerate(steps) if step in package]

    largest = max(map(product, worth))
    tied = [package for package in worth if product(package) == largest]
    return min((p for p in tied if not any(beats(worth[o], worth[p]) for o in tied)), key=in_file)


def beats(one: Sequence[Fraction], other: Sequence[Fraction]) -> bool:
    """Tell whether one point is no worse for anybody than another, and better for somebody."""
    pairs = list(zip(one, other, strict=True))
    return all(a >= b for a, b in pairs) and any(a > b for a, b in pairs)
