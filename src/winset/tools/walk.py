"""All that is in a thing of frozen dataclasses, however deep."""

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass


def parts_of(thing: object) -> Iterator[object]:
    """Yield a thing and all that is in it, in order: of a mapping the values."""
    yield thing
    inside: tuple[object, ...] = ()
    if isinstance(thing, Mapping):
        inside = tuple(thing.values())
    elif isinstance(thing, tuple):
        inside = thing
    elif is_dataclass(thing):
        inside = tuple(getattr(thing, one.name) for one in fields(thing))
    for one in inside:
        yield from parts_of(one)
