"""What the pictures share: colours, and the looks by which sides are told apart."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

INK, SOFT, GRID, PAPER, TINT = "#1c1b19", "#5b5850", "#d8d3c7", "#fdfcf9", "#f2eee4"
WEAK = "#9a1750"
"""The colour of a weak point, never without a hatch, a bar or a word."""

SIDES = (
    *("#1d5c9e", "#a34a0c", "#000000", "#8811ff", "#11bb88", "#ff55ff"),
    *("#ccaa22", "#552200", "#220099", "#88aabb", "#442255", "#666666"),
)
"""A dozen colours, each far from all others, in the eyes of whoever lacks one kind of cone as well
(Machado et al. 2009; distances in CIE L*a*b*)."""

VARIABLES: Mapping[str, str] = {
    INK: "--ink",
    SOFT: "--soft",
    GRID: "--grid",
    PAPER: "--paper",
    TINT: "--panel",
    WEAK: "--weak",
    SIDES[0]: "--first",
    SIDES[1]: "--second",
    **{colour: f"--side-{n}" for n, colour in enumerate(SIDES[2:], start=3)},
}
"""The variable of a page's style that takes a colour's place, so that it can turn dark."""

FONT = "Liberation Sans, Arial, Helvetica, sans-serif"

SHAPES = (
    *("square", "circle", "triangle-up", "cross", "triangle-down", "triangle-right"),
    "triangle-left",
    "M-0.5,-0.87L0.5,-0.87L1,0L0.5,0.87L-0.5,0.87L-1,0Z",
    "M0,-1.1L0.3,-0.35L1.1,-0.3L0.45,0.2L0.7,1L0,0.55L-0.7,1L-0.45,0.2L-1.1,-0.3L-0.3,-0.35Z",
    "M-1,-1L1,-1L-1,1L1,1Z",
    "M-1,-0.6L-0.6,-1L0,-0.4L0.6,-1L1,-0.6L0.4,0L1,0.6L0.6,1L0,0.4L-0.6,1L-1,0.6L-0.4,0Z",
    "M-1,0.5A1,1,0,0,1,1,0.5Z",
)
"""Symbols, and paths of the same size."""

SYMBOLS: Mapping[str, str] = {
    "circle": "M1,0A1,1,0,1,1,-1,0A1,1,0,1,1,1,0Z",
    "square": "M-1,-1H1V1H-1Z",
    "diamond": "M-1,0L0,-1L1,0L0,1Z",
    "cross": "M-1,-0.4H-0.4V-1H0.4V-0.4H1V0.4H0.4V1H-0.4V0.4H-1Z",
    "triangle-up": "M0,-0.866L-1,0.866H1Z",
    "triangle-down": "M0,0.866L-1,-0.866H1Z",
    "triangle-right": "M0.866,0L-0.866,-1V1Z",
    "triangle-left": "M-0.866,0L0.866,-1V1Z",
}
"""The paths of symbols, about a middle at 0,0 and from −1 to 1."""

_DASHES = (
    *((1, 0), (6, 3), (2, 2), (8, 3, 2, 3), (4, 4), (1, 3)),
    *((12, 3), (8, 2, 2, 2, 2, 2), (3, 1), (12, 6), (6, 2, 1, 2), (1, 6)),
)


@dataclass(frozen=True, slots=True)
class Look:
    """By what a side is known: colour and shape of a point, dash of a line."""

    colour: str
    shape: str
    dash: tuple[int, ...] = (1, 0)
    filled: bool = True
    size: float = 1.0

    @property
    def ink(self) -> str:
        """The colour of its words: its own only where that can be read on the paper."""
        return self.colour if self.colour in SIDES[:2] else INK


FOUND = Look(INK, "diamond", filled=False, size=1.5)
"""What the program found."""


def looks(ids: Iterable[str]) -> dict[str, Look]:
    """Return the look of each of a dozen, in the order in which they are given."""
    dozen = list(zip(SIDES, SHAPES, _DASHES, strict=True))
    return {one: Look(*dozen[n % len(dozen)]) for n, one in enumerate(dict.fromkeys(ids))}
