"""Results in the texts of a file: ``{roadmap.verdict}``, ``{proposals.plan.values.up|words}``.

A field names a place in the results, and after a bar how it is said. ``{{`` and ``}}`` stand for
braces themselves.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import TypeAlias, Union

from winset.language.catalogue import told, worded
from winset.scenario.keys import RefusedError
from winset.scenario.tree import MOST_NAMED, nearest, shown

_PIECE = re.compile(r"\{\{|\}\}|\{([^{}]*)\}|[{}]|[^{}]+")

Tree: TypeAlias = Mapping[str, Union[str, "Tree"]]
"""Places by the parts of their paths, each with its kind at the end; a part such as ``<parties>``
stands for any id of these, ``<n>`` for any position in a list."""

_VALUES: Tree = {"<parties>": "gain"}
_STEPS: Tree = {"<parties>": "steps"}
_DEAL: Tree = {"steps": "steps", "values": _VALUES}
_RUNG: Tree = {
    **dict.fromkeys(("package", "large"), "steps"),
    **dict.fromkeys(("gain", "share", "share_in_order", "signed"), "share"),
    "values": _VALUES,
}
_ORDER: Tree = {"verdict": "verdict", "margin": "share", "values": _VALUES}
_DRAWN: Tree = dict.fromkeys(("signable", "kept", "stands"), "share")

PLACES: Tree = {
    "advise": {
        **dict.fromkeys(("draws", "candidates"), "count"),
        "first": _RUNG,
        "ladder": {"<n>": _RUNG},
        "some": dict.fromkeys(("any", "substantive"), "share"),
        "reach": {"<steps>": "share"},
    },
    "deals": {
        **dict.fromkeys(("packages", "signable", "overlap"), "count"),
        "frontier": {"<n>": _DEAL},
        "solutions": {
            rule: {"<n>": _DEAL}
            for rule in ("nash", "kalai_smorodinsky", "egalitarian", "utilitarian")
        },
        "terms": {"<terms>": {"common": "steps", "only": _STEPS}},
    },
    "roadmap": {
        **_ORDER,
        "package": "steps",
        **dict.fromkeys(("required_bond", "required_trust"), "share"),
        "bond": {"<parties>": "amount"},
        "gross_gains": {"<parties>": "amount"},
        "trust": {"<parties>": {"<parties>": dict.fromkeys(("required", "has"), "share")}},
        "order": {"<n>": "steps"},
        "phases": {"<n>": "steps"},
        "calendar": {
            "start": "day",
            "phases": {"<n>": dict.fromkeys(("from", "to"), "day")},
        },
        "survival": {"all": {"<n>": "share"}},
        "all": dict.fromkeys(("packages", "signable", "holds", "incentive", "trust"), "count"),
        "ties": "count",
    },
    "proposals": {
        "<proposals>": {
            "values": _VALUES,
            "worth": _VALUES,
            "refused_by": {"<parties>": "amount"},
            "breaks": "demands",
            "own": _ORDER,
            "best": _ORDER,
        }
    },
    "firmness": {
        "draws": "count",
        "best": _DRAWN,
        "proposals": {"<proposals>": {"own": _DRAWN, "best": _DRAWN}},
    },
}
"""What of the results a text may hold."""

HELPERS: Mapping[str, tuple[str, ...]] = {
    "words": ("gain",),
    "signed": ("gain",),
    "amount": ("gain", "amount"),
    "share": ("share",),
    "odds": ("share",),
    "date": ("day",),
    "name": ("steps", "demands"),
    "steps": ("steps",),
}
"""How a result is said, by what stands after the bar: the kinds of results that it fits."""


@dataclass(frozen=True, slots=True)
class Field:
    """A result in a text.

    Attributes
    ----------
    place
        Where it stands in the results, by keys and positions.
    helper
        How it is said; "" as is usual for its kind.
    """

    place: str
    helper: str = ""


def pieces(text: str) -> Iterator[str | Field]:
    """Yield the parts of a text: what it says itself, and the results in it.

    Raises
    ------
    RefusedError
        If a brace stands alone.

    Examples
    --------
    >>> list(pieces("It {{is}} {a.b | words}."))
    ['It ', '{', 'is', '}', ' ', Field(place='a.b', helper='words'), '.']
    """
    for found in _PIECE.finditer(text):
        piece, inside = found[0], found[1]
        if inside is not None:
            place, _, helper = (part.strip() for part in inside.partition("|"))
            yield Field(place, helper)
        elif piece in ("{", "}"):
            raise RefusedError(*told("errors.story.brace", brace=piece))
        else:
            yield piece[:1] if piece in ("{{", "}}") else piece


def kind_of(place: str, known: Callable[[str], list[str]]) -> str:
    """Return the kind of the result at a place.

    Parameters
    ----------
    known
        Returns the ids of a file, such as those of its parties.

    Raises
    ------
    RefusedError
        If a text can hold no such result; with the nearest one.
    """
    tree: Tree | str = PLACES
    parts = place.split(".")
    for n, part in enumerate(parts):
        named = {} if isinstance(tree, str) else _named(tree, known)
        key = "<n>" if part.isdigit() and "<n>" in named else part
        if key not in named:
            raise RefusedError(_worded("no_result", place), _remedy(parts, n, named))
        tree = named[key]
    if not isinstance(tree, str):
        remedy = _remedy(parts, len(parts), _named(tree, known))
        raise RefusedError(_worded("no_single", place), remedy)
    return tree


def _named(tree: Tree, known: Callable[[str], list[str]]) -> Tree:
    """Return what may come next, ids in place of what stands for them."""
    found: dict[str, Tree | str] = {}
    for part, below in tree.items():
        ids = known(part[1:-1]) if part[0] == "<" and part != "<n>" else [part]
        found |= dict.fromkeys(ids, below)
    return found


def _remedy(parts: list[str], n: int, named: Tree) -> str:
    """Return what would be right in place of the part at a position, where these may stand."""
    above = ".".join(parts[:n])
    if not named:
        return worded("errors.story.too_far", place=above)
    if "<n>" in named:
        return worded("errors.story.position", place=above)
    near = nearest(parts[n], named) if n < len(parts) else None
    if near:
        meant = ".".join((*parts[:n], near, *parts[n + 1 :]))
        return worded("errors.story.near", place=meant)
    return worded("errors.story.below", place=above, names=", ".join(islice(named, MOST_NAMED)))


def _worded(key: str, place: str) -> str:
    return worded(f"errors.story.{key}", place=shown(place))
