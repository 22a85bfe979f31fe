"""The JSON Schema of a scenario file, for editors: completion, and a word about every key.

It is made from the models of `winset.scenario.format`. It checks what a schema can: that ids lead
somewhere and parts fit together, only loading tells.
"""

from collections.abc import Iterator
from typing import Any, TypeAlias

from winset.scenario.format import ScenarioFile

Schema: TypeAlias = dict[str, Any]

DIALECT = "https://json-schema.org/draft/2020-12/schema"
TITLE = "Winset scenario, format 1"

_DEFS = "#/$defs/"
_KINDS = {
    "Quantity": "A number.",
    "Amount": "A number, at least 0.",
    "Weight": "A number above 0.",
    "Share": "A share or chance, between 0 and 1.",
}
"""The kinds of number, by the title that their plain form has."""

_FORMS = {
    "Range": "{}: a range with its likeliest value",
    "Judgements": "{}: what several judges say",
    "Stated": "{}: with its source or note",
}
"""The long forms of a number, by how the names of their models begin."""


def json_schema() -> Schema:
    """Return the JSON Schema (2020-12) of a scenario file, as plain data."""
    made = ScenarioFile.model_json_schema()
    defs = made.pop("$defs")
    names = {_DEFS + old: _DEFS + part["title"] for old, part in defs.items()}
    parts = {part["title"]: _describe(part) for part in defs.values()}
    _restore_descriptions(made, parts)
    kinds: Schema = {}
    cleaned = {name: _clean(part, names, kinds) for name, part in parts.items()}
    whole = _clean(made, names, kinds) | {"title": TITLE}
    every = dict(sorted((cleaned | kinds).items()))
    return {"$schema": DIALECT, **_heads_first(whole), "$defs": every}


def _describe(part: Schema) -> Schema:
    """Return a definition, titled in words where it is a long form of a number."""
    for form, words in _FORMS.items():
        kind = part["title"].removeprefix(form)
        if part["title"].startswith(form) and kind in _KINDS:
            return part | {"title": words.format(kind)}
    return part


def _restore_descriptions(whole: Schema, parts: Schema) -> None:
    """Put back what keys that refer to a definition say: it is left out where both say the same."""
    for schema in (whole, *parts.values()):
        for key in schema["properties"].values():
            if "$ref" in key and "description" not in key:
                name = key["$ref"].removeprefix(_DEFS)
                key["description"] = parts[name]["description"]


def _clean(schema: Schema, names: dict[str, str], kinds: Schema) -> Schema:
    """Return a schema without what only its making explains, its numbers defined in one place."""
    return {key: _cleaned(key, value, names, kinds) for key, value in _kept(schema, kinds, names)}


def _kept(schema: Schema, kinds: Schema, names: dict[str, str]) -> Iterator[tuple[str, Any]]:
    """Yield the parts of a schema that say something, a choice of number forms as a reference."""
    for key, value in schema.items():
        if key == "oneOf":
            kind = value[0]["title"]
            kinds[kind] = _kind(kind, value, names)
            yield "$ref", _DEFS + kind
        elif not (key == "default" and value is None):
            yield key, value
    if "patternProperties" in schema:
        yield "additionalProperties", False


def _cleaned(key: str, value: Any, names: dict[str, str], kinds: Schema) -> Any:
    if key == "$ref":
        return names.get(value, value)
    if key == "properties":
        # a key's title only repeats its name
        below = (
            (name, {word: part[word] for word in part if word != "title"})
            for name, part in value.items()
        )
        return {name: _clean(part, names, kinds) for name, part in below}
    if key == "patternProperties":
        return {name: _clean(part, names, kinds) for name, part in value.items()}
    return _clean(value, names, kinds) if isinstance(value, dict) else value


def _kind(kind: str, forms: list[Schema], names: dict[str, str]) -> Schema:
    """Return the definition of a kind of number: plain, or in one of the long forms."""
    plain, *long = forms
    return {
        "title": kind,
        "description": _KINDS[kind],
        "oneOf": [
            {word: plain[word] for word in plain if word != "title"},
            *({"$ref": names[form["$ref"]]} for form in long),
        ],
    }


def _heads_first(schema: Schema) -> Schema:
    """Return a schema that begins with its title and description."""
    heads = {word: schema[word] for word in ("title", "description")}
    return heads | schema
