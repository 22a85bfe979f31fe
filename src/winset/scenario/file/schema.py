"""The JSON Schema of a scenario file, for editors: completion, and a word about every key.

It checks what a schema can: that ids lead somewhere and parts fit together, only loading tells.
"""

import inspect
import re
from collections.abc import Callable
from typing import Any, TypeAlias

from winset.scenario.file.forms import FILE, Block, ByKey, Entries, Field, NumberForm
from winset.scenario.file.single_forms import BareNumber, Flag, Form, TextForm, WordForm
from winset.scenario.keys import Json, Length, OrText, OrWord
from winset.scenario.model import Scenario
from winset.scenario.numbers import Number
from winset.scenario.quantities import TITLES
from winset.scenario.steps import Window

Schema: TypeAlias = dict[str, Any]

DIALECT = "https://json-schema.org/draft/2020-12/schema"
TITLE = "Winset scenario, format 1"

_DEFS = "#/$defs/"
_MORE: dict[type, Schema] = {
    Scenario: {"anyOf": [{"required": ["steps"]}, {"required": ["aftermath"]}]},
    Window: {"minProperties": 1},
}
"""What can be said of which keys must stand beside one another."""


def json_schema() -> Schema:
    """Return the JSON Schema (2020-12) of a scenario file, as plain data."""
    defs: Schema = {}
    whole = _block(FILE, defs) | {"title": TITLE}
    return {"$schema": DIALECT, **whole, "$defs": dict(sorted(defs.items()))}


def _described(form: Form, defs: Schema) -> Schema:
    """Return the schema of a place of a file; `defs` collects the definitions."""
    said, word = form.mark(Json), form.mark(OrWord)
    schema = dict(said.schema) if said else _by_kind(form, defs)
    short = form.mark(OrText)
    if short and isinstance(form, Block):
        return {"anyOf": [_described(form.keys[short.key].form, defs), schema]}
    return {"anyOf": [schema, {"const": word.text}]} if word else schema


def _by_kind(form: Form, defs: Schema) -> Schema:  # noqa: PLR0911 -- a table
    match form:
        case Block():
            return _defined(defs, form.noun.__name__, lambda: _block(form, defs))
        case NumberForm():
            return _defined(defs, form.range.title, lambda: _number(form, defs))
        case BareNumber(range=range_):
            least = "exclusiveMinimum" if range_.above else "minimum"
            largest = "exclusiveMaximum" if range_.below else "maximum"
            kind = "integer" if range_.whole else "number"
            return {largest: range_.high, least: range_.low, "type": kind}
        case Entries():
            items, (fewest, most) = _described(form.item, defs), form.size
            return _stated(items=items, maxItems=most, minItems=fewest, type="array")
        case ByKey():
            return _by_key(form, defs)
        case WordForm(words=words):
            return {"enum": list(words), "type": "string"}
        case Flag():
            return {"type": "boolean"}
        case TextForm():
            length = form.mark(Length)
            limited = {"maxLength": length.most, "minLength": 1} if length else {}
            return {**limited, "type": "string"}
    return {}


def _block(block: Block, defs: Schema) -> Schema:
    needed = [word for word, one in block.keys.items() if one.needed]
    about = (inspect.getdoc(block.noun) or "").partition("\n\n")[0].replace("\n", " ")
    return _stated(
        title=_in_words(block.noun.__name__),
        description=about,
        additionalProperties=False,
        **_MORE.get(block.noun, {}),
        properties={word: _property(one, defs) for word, one in block.keys.items()},
        required=needed or None,
        type="object",
    )


def _property(field: Field, defs: Schema) -> Schema:
    default = float(field.default) if isinstance(field.default, Number) else field.default
    given = {"default": default} if isinstance(default, bool | int | float | str) else {}
    schema = _described(field.form, defs) | given | {"description": field.key.about}
    return dict(sorted(schema.items()))


def _number(form: NumberForm, defs: Schema) -> Schema:
    """Return the definition of a kind of number: bare, or in one of the long forms."""
    title, forms = form.range.title, [_described(form.bare, defs)]
    for mark, long in form.long.items():
        name = f"{long.noun.__name__}{title}"
        defs[name] = _block(long, defs) | {"title": TITLES[mark].format(title)}
        forms.append({"$ref": _DEFS + name})
    return {"title": title, "description": form.range.about, "oneOf": forms}


def _by_key(form: ByKey, defs: Schema) -> Schema:
    names, entry = _described(form.key, defs), _described(form.item, defs)
    least, most = form.size
    by_pattern = {names["pattern"]: entry} if "pattern" in names else None
    of_names = {word: limit for word, limit in names.items() if word != "type"}
    return _stated(
        additionalProperties=False if by_pattern else entry,
        maxProperties=most,
        minProperties=least,
        patternProperties=by_pattern,
        propertyNames=None if by_pattern else of_names or None,
        type="object",
    )


def _defined(defs: Schema, name: str, described: Callable[[], Schema]) -> Schema:
    """Return a reference to a definition, made where it is not there yet."""
    if name not in defs:
        defs[name] = {}
        defs[name] = described()
    return {"$ref": _DEFS + name}


def _in_words(name: str) -> str:
    """Return a class name as words: ``CommonMove`` as ``Common move``."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).capitalize()


def _stated(**said: Any) -> Schema:
    """Return the parts of a schema that say something."""
    return {word: value for word, value in said.items() if value is not None}
