"""How the nouns stand in a file: what each key means, and what may stand under it.

A field that a file has a key for is annotated with `Key`; marks on its type say what the value may
be and which ids it holds. `winset.scenario.file.forms` derives all else from them: the check of a
file, its JSON Schema, and the tables of ids and of numbers. Nothing here, and no noun, needs a
library.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin


class RefusedError(ValueError):
    """A value that cannot stand where it does: what is wrong with it, and what would be right."""

    def __init__(self, wrong: str, remedy: str) -> None:
        self.wrong, self.remedy = wrong, remedy
        super().__init__(f"{wrong}; {remedy}")


@dataclass(frozen=True, slots=True, eq=False)
class Key:
    """A key of the file.

    Attributes
    ----------
    about
        What it means, in a sentence.
    name
        The word of the file, where it is not the name of the field.
    least, most
        How many entries there must be, and may be, under it.
    needed
        Whether a file must have it although the noun has a default.
    by_id
        Whether the text is the entry's id, hyphens as spaces, where the file leaves it out.
    given
        Whether a number exists only where a file gives it; others have a default or follow from
        the rest.
    beside
        The key beside which alone a number exists.
    set_by_steps
        Whether a step may set the number once it is done.
    if_undone
        Whether the number counts only where a break undoes the step.
    on_the_way
        Whether the number says what an order needs, and not what a package is worth; so do all that
        steps may set.
    """

    about: str
    name: str | None = None
    least: int | None = None
    most: int | None = None
    needed: bool = False
    by_id: bool = False
    given: bool = False
    beside: str | None = None
    set_by_steps: bool = False
    if_undone: bool = False
    on_the_way: bool = False


# --- marks on types; compared as objects, so that types that hold them can be joined


@dataclass(frozen=True, slots=True, eq=False)
class Before:
    """A check of the value as the file has it; returns it, or what shall stand for it."""

    check: Callable[[Any], Any]


@dataclass(frozen=True, slots=True, eq=False)
class After:
    """A function that makes the noun's value from a sound value of the file."""

    read: Callable[[Any], Any]


@dataclass(frozen=True, slots=True, eq=False)
class Json:
    """What a JSON Schema says of the value beyond its type."""

    schema: Mapping[str, Any]


@dataclass(frozen=True, slots=True, eq=False)
class Written:
    """The type that a value has in the file, where the noun's is another."""

    kind: Any


@dataclass(frozen=True, slots=True, eq=False)
class OrWord:
    """A word that may stand in place of a value, and means None."""

    text: str


@dataclass(frozen=True, slots=True, eq=False)
class OrText:
    """That a text may stand in place of an entry, for the value of this key of it alone."""

    key: str


@dataclass(frozen=True, slots=True, eq=False)
class Room:
    """That a text may hold results, and how many characters of it its place shows."""

    most: int


@dataclass(frozen=True, slots=True, eq=False)
class Length:
    """The most characters of a text, which must not be empty; spaces around it do not count."""

    most: int


@dataclass(frozen=True, slots=True, eq=False)
class Size:
    """How many entries a list or mapping may have."""

    least: int | None = None
    most: int | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Ids:
    """That a text is an id of the file, and of what; `other`: of another than its entry's own."""

    of: str
    other: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Unit:
    """That a value is a span of time, and in which unit a bare number counts it."""

    of: str


@dataclass(frozen=True, slots=True, eq=False)
class Within:
    """The range of a number; `name` is the key of what to give, in ``errors.give``.

    `title` and `about` name a kind of number that may have long forms; `such` is that key in
    place of something that is not a number at all; `above` and `below` leave out its ends; `more`
    are the marks of long forms that only some numbers have.
    """

    low: float
    high: float
    name: str
    such: str = ""
    title: str = ""
    about: str = ""
    above: bool = False
    below: bool = False
    whole: bool = False
    more: tuple[str, ...] = ()


def unmarked(kind: Any) -> tuple[Any, tuple[Any, ...]]:
    """Return a type without its marks and without `None`, and the marks, the innermost first."""
    marks: tuple[Any, ...] = ()
    while True:
        if get_origin(kind) is Annotated:
            kind, *more = get_args(kind)
            marks = (*more, *marks)
        elif get_origin(kind) in (Union, UnionType) and NoneType in get_args(kind):
            (kind,) = (one for one in get_args(kind) if one is not NoneType)
        else:
            return kind, marks


def keys_of(noun: type) -> Mapping[str, Key]:
    """Return the keys of a noun, by the names of its fields."""
    marks = {one.name: unmarked(one.type)[1] for one in fields(noun)}
    found = {name: next((m for m in of if isinstance(m, Key)), None) for name, of in marks.items()}
    return {name: key for name, key in found.items() if key is not None}


def within(noun: type, range_: Within) -> tuple[str, ...]:
    """Return the names of a noun's numbers that have this range."""
    return tuple(one.name for one in fields(noun) if range_ in unmarked(one.type)[1])
