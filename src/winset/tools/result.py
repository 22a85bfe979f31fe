"""What a result has in common with every other: it can be had as plain data."""

from collections.abc import Mapping
from dataclasses import Field, is_dataclass
from datetime import date
from typing import Any, ClassVar


class Result:
    """A frozen dataclass that a verb returns, or a part of one."""

    __slots__ = ()
    __dataclass_fields__: ClassVar[dict[str, Field[Any]]]

    def to_dict(self) -> dict[str, Any]:
        """Return it as plain data."""
        return plain_fields(self)


def plain_fields(result: object, *names: str) -> dict[str, Any]:
    """Return fields or properties of a result as plain data; all its fields where none is named."""
    names = names or tuple(getattr(result, "__dataclass_fields__", ()))
    return {name: plain(getattr(result, name)) for name in names}


def plain(value: Any) -> Any:
    """Return a value as plain data: dictionaries, lists, numbers, texts, days as in ISO 8601."""
    if isinstance(value, Result):
        return value.to_dict()
    if is_dataclass(value):
        return plain_fields(value)
    if isinstance(value, Mapping):
        return {plain(key): plain(one) for key, one in value.items()}
    if isinstance(value, tuple | list):
        return [plain(one) for one in value]
    if isinstance(value, str):
        return str(value)  # of a path or an id, whose type is one of text
    return value.isoformat() if isinstance(value, date) else value
