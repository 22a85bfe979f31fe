"""What a file may hold, derived from the nouns: the one edge between them and pydantic.

From the forms come the check of a file, its JSON Schema, and all that looks for ids, lists and
numbers. `FILE` is the form of a whole file.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import MISSING, dataclass, fields, is_dataclass, replace
from functools import cached_property, lru_cache
from types import MappingProxyType
from typing import Any, Literal, get_args, get_origin

from pydantic_core import CoreSchema, SchemaValidator, core_schema

from winset.scenario.file.single_forms import (
    BareNumber,
    Cores,
    Flag,
    Form,
    Inside,
    TextForm,
    WordForm,
    validator_of,
)
from winset.scenario.keys import (
    After,
    Key,
    Size,
    Within,
    Written,
    unmarked,
)
from winset.scenario.kinds import MAX_ENTRIES, Id
from winset.scenario.model import Scenario
from winset.scenario.numbers import Number
from winset.scenario.quantities import ANY_NUMBER, BARE, FORMS, Plain, form_meant
from winset.scenario.tree import Path


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a noun, as a key of the file."""

    name: str
    key: Key
    form: Form
    needed: bool
    default: Any

    @property
    def there(self) -> bool:
        """Whether numbers of it exist although a file leaves it out."""
        if self.needed or self.key.given or self.key.beside:
            return False
        blocks = isinstance(self.form, Block) and self.default is not None
        return self.form.numeric or isinstance(self.form, ByKey) or blocks


class Block(Form):
    """A noun: a mapping with known keys only."""

    def __init__(self, noun: type, marks: tuple[Any, ...] = (), plain: Form | None = None) -> None:
        super().__init__(marks)
        self.noun = noun
        found = (field_ for one in fields(noun) if (field_ := _field(one, plain)) is not None)
        self.keys = {one.key.name or one.name: one for one in found}
        by_id = (one.name for one in self.keys.values() if one.key.by_id)
        self._from_id = dict.fromkeys(by_id, "")
        if any(one.name == "id" for one in fields(noun)):
            self._from_id["id"] = ""

    @cached_property
    def numbers(self) -> bool:
        """Whether any of its keys can hold numbers."""
        return any(one.form.numbers for one in self.keys.values())

    def typed(self, defs: Cores) -> CoreSchema:
        """Return how the keys are checked, each by itself."""
        keys = {
            one.name: core_schema.typed_dict_field(
                one.form.core(defs), required=one.needed, validation_alias=word
            )
            for word, one in self.keys.items()
        }
        return core_schema.typed_dict_schema(keys, extra_behavior="forbid", strict=True)

    def make(self, given: Mapping[str, Any], **more: Any) -> Any:
        """Return the noun that sound fields describe."""
        return self.noun(**{**self._from_id, **given, **more})

    def _core(self, defs: Cores) -> CoreSchema:
        return core_schema.no_info_after_validator_function(self.make, self.typed(defs))

    def inside(self, data: Any) -> Inside:
        """Yield what stands under each key that the format knows."""
        for word, one in self.keys.items() if isinstance(data, dict) else ():
            if word in data:
                yield word, data[word], one.form

    def below(self, part: str) -> Form | None:
        """Return the form of what stands under a key."""
        return self.keys[part].form if part in self.keys else None


class NumberForm(Form):
    """A number, bare or in one of its long forms."""

    def __init__(self, range_: Within, marks: tuple[Any, ...]) -> None:
        super().__init__(marks)
        self.range = range_
        self.bare, self.long = _number_forms(range_)

    def _core(self, defs: Cores) -> CoreSchema:
        name = self.range.title
        if name not in defs:
            forms = {mark: form.core(defs) for mark, form in self.long.items()}
            forms[BARE] = self.bare.core(defs)
            defs[name] = core_schema.tagged_union_schema(forms, self._meant, ref=name)
        return core_schema.definition_reference_schema(name)

    def inside(self, data: Any) -> Inside:
        """Yield what stands under each key of a long form."""
        if isinstance(data, dict):
            yield from self.long[self._meant(data)].inside(data)

    def _meant(self, data: Any) -> str:
        return form_meant(data, self.long)

    def below(self, part: str) -> Form | None:
        """Return a long form by its mark."""
        return self.long.get(part)


@lru_cache
def _number_forms(range_: Within) -> tuple[Form, Mapping[str, Block]]:
    bare = BareNumber(range_, ())
    long = {
        mark: Block(FORMS[mark], (After(FORMS[mark].number),), plain=bare)
        for mark in (*ANY_NUMBER, *range_.more)
    }
    return BareNumber(range_, (After(Number),)), long


class Several(Form):
    """Things of one form."""

    def __init__(self, item: Form, marks: tuple[Any, ...]) -> None:
        super().__init__(marks)
        self.item = item

    @cached_property
    def size(self) -> tuple[int | None, int | None]:
        """How many there must be at least and at most."""
        key, size = self.under or Key(""), self.mark(Size) or Size(most=MAX_ENTRIES)
        return key.least or size.least, key.most or size.most

    @cached_property
    def numbers(self) -> bool:
        """Whether one of them can hold numbers."""
        return self.item.numbers

    def below(self, part: str) -> Form | None:
        """Return the form of each of them."""
        return self.item


class Entries(Several):
    """A list; of as many as `length` where that is given."""

    def __init__(self, item: Form, marks: tuple[Any, ...], length: int | None = None) -> None:
        super().__init__(item, marks)
        self.length = length
        if length is not None:
            self.size = (length, length)

    @property
    def alone(self) -> bool:
        """Whether the same thing can have no meaning here twice: it lists ids, or pairs."""
        pairs = isinstance(self.item, Entries) and self.item.length is not None
        return self.length is None and (self.item.ids is not None or pairs)

    def _core(self, defs: Cores) -> CoreSchema:
        least, most = self.size
        items = core_schema.list_schema(
            self.item.core(defs), min_length=least, max_length=most, strict=True
        )
        return core_schema.no_info_after_validator_function(tuple, items)

    def inside(self, data: Any) -> Inside:
        """Yield each by its position."""
        for place, value in enumerate(data) if isinstance(data, list) else ():
            yield place, value, self.item


class ByKey(Several):
    """A mapping from texts."""

    def __init__(self, key: Form, item: Form, marks: tuple[Any, ...]) -> None:
        super().__init__(item, marks)
        self.key = key

    def _core(self, defs: Cores) -> CoreSchema:
        least, most = self.size
        schema = core_schema.dict_schema(
            self.key.core(defs),
            self.item.core(defs),
            min_length=least,
            max_length=most,
            strict=True,
        )
        return core_schema.no_info_after_validator_function(self.made, schema)

    def made(self, found: dict[str, Any]) -> Any:
        """Return what the noun has of sound entries."""
        return MappingProxyType(found)

    def inside(self, data: Any) -> Inside:
        """Yield each by its key."""
        for key, value in data.items() if isinstance(data, dict) else ():
            yield key, value, self.item


class ById(ByKey):
    """Nouns by the ids that the rest of the file speaks of them by."""

    def __init__(self, block: Block, marks: tuple[Any, ...]) -> None:
        super().__init__(form_of(Id), block, marks)
        self.titled = any(one.key.by_id for one in block.keys.values())

    def made(self, found: dict[str, Any]) -> Any:
        """Return the nouns, each with its id."""
        return tuple(self._named(key, one) for key, one in found.items())

    def _named(self, key: str, one: Any) -> Any:
        if self.titled and not one.title:
            return replace(one, id=key, title=key.replace("-", " "))
        return replace(one, id=key)


def form_of(kind: Any, marks: tuple[Any, ...] = (), plain: Form | None = None) -> Form:
    """Return the form of a place where a noun has a value of this type."""
    kind, own = unmarked(kind)
    marks = (*own, *marks)
    written = next((mark for mark in marks if isinstance(mark, Written)), None)
    if written is not None:
        return form_of(written.kind, tuple(mark for mark in marks if mark is not written))
    if plain is not None and kind is Plain:
        return plain
    range_ = next((mark for mark in marks if isinstance(mark, Within)), None)
    if range_ is not None:
        return (NumberForm if kind is Number else BareNumber)(range_, marks)
    if get_origin(kind) is None:
        return _single(kind, marks)
    return _several(kind, marks, plain)


def _single(kind: Any, marks: tuple[Any, ...]) -> Form:
    if is_dataclass(kind) and isinstance(kind, type):
        return Block(kind, marks)
    return {str: TextForm, bool: Flag}.get(kind, Form)(marks)


def _several(kind: Any, marks: tuple[Any, ...], plain: Form | None) -> Form:
    inner = get_args(kind)
    if get_origin(kind) is Literal:
        return WordForm(inner, marks)
    if get_origin(kind) is not tuple:
        return ByKey(form_of(inner[0]), form_of(inner[1]), marks)
    item = form_of(inner[0], plain=plain)
    if isinstance(item, Block) and any(one.name == "id" for one in fields(item.noun)):
        return ById(item, marks)
    return Entries(item, marks, length=None if inner[1] is ... else len(inner))


def _field(field: Any, plain: Form | None) -> Field | None:
    key = next((mark for mark in unmarked(field.type)[1] if isinstance(mark, Key)), None)
    if key is None:
        return None
    has_default = not (field.default is MISSING and field.default_factory is MISSING)
    needed = key.needed or not (has_default or key.by_id)
    form = form_of(field.type, plain=plain)
    return Field(field.name, key, form, needed, None if needed else field.default)


# --- the whole file

FILE = Block(Scenario)


@lru_cache
def checker() -> SchemaValidator:
    """Return the validator of a whole file, which makes the fields of its scenario."""
    return validator_of(FILE.typed)


def places(data: Any) -> Iterator[tuple[Path, Any, Form]]:
    """Yield every place of a file that the format knows, with what stands there, and its form."""
    left: list[tuple[Path, Any, Form]] = [((), data, FILE)]
    while left:
        path, value, form = left.pop()
        yield path, value, form
        if isinstance(value, dict | list):
            below = [((*path, part), inner, kind) for part, inner, kind in form.inside(value)]
            left += reversed(below)


def form_at(path: Sequence[str | int]) -> Form | None:
    """Return the form of what may stand at a path."""
    form: Form | None = FILE
    for part in path:
        form = form and form.below(str(part))
    return form
