"""The JSON Schema of a scenario file, for editors: completion, and a word about every key.

It checks what a schema can: that ids lead somewhere and parts fit together, only loading tells.
"""

from winset.scenario.file.forms import FILE, Schema

DIALECT = "https://json-schema.org/draft/2020-12/schema"
TITLE = "Winset scenario, format 1"


def json_schema() -> Schema:
    """Return the JSON Schema (2020-12) of a scenario file, as plain data."""
    defs: Schema = {}
    whole = FILE.described(defs) | {"title": TITLE}
    return {"$schema": DIALECT, **whole, "$defs": dict(sorted(defs.items()))}
