"""The forms of what has nothing below it: texts, words, flags, bare numbers; what all forms share.

Each `Form` says of one place of a file how it is checked and made into a noun's value
(`Form.core`), and what stands below it (`Form.inside`, `Form.below`).
"""

from collections.abc import Callable, Iterator
from functools import cached_property
from typing import Any, TypeAlias, TypeVar

from pydantic_core import CoreSchema, SchemaValidator, core_schema

from winset.scenario.keys import (
    After,
    Before,
    Ids,
    Key,
    Length,
    OrText,
    OrWord,
    RefusedError,
    Unit,
    Within,
)
from winset.scenario.quantities import within
from winset.scenario.tree import unknown

Cores: TypeAlias = dict[str, CoreSchema]
Inside: TypeAlias = "Iterator[tuple[str | int, Any, Form]]"
M = TypeVar("M")


class Form:
    """The form of one place of a file: all that may stand there.

    Parameters
    ----------
    marks
        What is marked on its type, the innermost first.
    """

    def __init__(self, marks: tuple[Any, ...]) -> None:
        self.marks = marks

    def mark(self, kind: type[M]) -> M | None:
        """Return the outermost mark of a kind."""
        return next((mark for mark in reversed(self.marks) if isinstance(mark, kind)), None)

    @cached_property
    def under(self) -> Key | None:
        """The key whose value stands here."""
        return self.mark(Key)

    @cached_property
    def ids(self) -> Ids | None:
        """What a text here names."""
        return self.mark(Ids)

    @cached_property
    def numeric(self) -> bool:
        """Whether it is a number that can be set; a span of time is one."""
        return self.mark(Within) is not None or self.mark(Unit) is not None

    @cached_property
    def numbers(self) -> bool:
        """Whether there can be numbers that can be set, here or below."""
        return self.numeric

    def core(self, defs: Cores) -> CoreSchema:
        """Return how pydantic checks what stands here; `defs` collects what several forms share."""
        schema = self._core(defs)
        for mark in self.marks:
            if isinstance(mark, Before):
                schema = core_schema.no_info_before_validator_function(mark.check, schema)
            elif isinstance(mark, After):
                schema = core_schema.no_info_after_validator_function(mark.read, schema)
            elif isinstance(mark, OrWord):
                read = _unless(mark.text)
                schema = core_schema.no_info_wrap_validator_function(read, schema)
            elif isinstance(mark, OrText):
                entry = _entry_of(mark.key)
                schema = core_schema.no_info_before_validator_function(entry, schema)
        return schema

    def inside(self, data: Any) -> "Inside":
        """Yield what stands right below, with its form; data of any other shape are skipped."""
        yield from ()

    def below(self, part: str) -> "Form | None":
        """Return the form of what stands below under a key, at a position or after a mark."""
        return None

    def _core(self, defs: Cores) -> CoreSchema:
        return core_schema.any_schema()

    @cached_property
    def validator(self) -> SchemaValidator:
        """The validator of a value by this form alone."""
        return validator_of(self.core)


def validator_of(core: Callable[[Cores], CoreSchema]) -> SchemaValidator:
    """Return the validator of what a form checks."""
    defs: Cores = {}
    schema = core(defs)
    return SchemaValidator(core_schema.definitions_schema(schema, list(defs.values())))


def _unless(word: str) -> Callable[[Any, Callable[[Any], Any]], Any]:
    return lambda value, read: None if value == word else read(value)


def _entry_of(key: str) -> Callable[[Any], Any]:
    return lambda value: {key: value} if isinstance(value, str) else value


class TextForm(Form):
    """A text."""

    def _core(self, defs: Cores) -> CoreSchema:
        length = self.mark(Length)
        if length is None:
            return core_schema.str_schema(strict=True)
        return core_schema.str_schema(
            strict=True, min_length=1, max_length=length.most, strip_whitespace=True
        )


class WordForm(Form):
    """One of some words."""

    def __init__(self, words: tuple[str, ...], marks: tuple[Any, ...]) -> None:
        super().__init__(marks)
        self.words = words

    def _core(self, defs: Cores) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(self._check)

    def _check(self, value: Any) -> Any:
        if value not in self.words:
            raise RefusedError(*unknown(value, self.words, "words"))
        return value


class Flag(Form):
    """True or false."""

    def _core(self, defs: Cores) -> CoreSchema:
        return core_schema.bool_schema(strict=True)


class BareNumber(Form):
    """A number within a range, without long forms."""

    def __init__(self, range_: Within, marks: tuple[Any, ...]) -> None:
        super().__init__(marks)
        self.range = range_

    def _core(self, defs: Cores) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(lambda n: within(n, self.range))
