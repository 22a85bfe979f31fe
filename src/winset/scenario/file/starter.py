"""A scenario file to start from, with the schema that an editor reads beside it."""

import json
import re
from importlib.resources import files
from pathlib import Path
from urllib.parse import quote

from winset.scenario.file.schema import json_schema
from winset.scenario.output import check_free, check_target, write_files

FORMS = (".yaml", ".yml")
"""How the name of a scenario file ends, if it has an ending."""

_EDITOR_LINE = re.compile(r"^# *yaml-language-server:[^\r\n]*", re.MULTILINE)


def write_starter(target: Path, *, case_text: str | None, force: bool) -> tuple[Path, Path]:
    """Write a scenario file and, beside it, its JSON Schema.

    Parameters
    ----------
    target
        The file to write.
    case_text
        What it shall hold; the starter scenario if None.
    force
        Whether files that are there may be replaced.

    Returns
    -------
    tuple of Path
        The file and its schema.

    Raises
    ------
    UsageError
        Where the name does not end as that of a scenario, or a file is there already or cannot be
        written; nothing has been written then.
    """
    schema = target.with_name(f"{target.stem}.schema.json") if target.name else target
    check_target(target, FORMS if target.suffix else ("",), force=force)
    check_free([schema], force=force)
    text = (files("winset.scenario.file") / "starter.yaml").read_text("utf-8")
    text = _with_editor_line(text if case_text is None else case_text, schema.name)
    write_files({target: text.encode(), schema: schema_text().encode()}, force=force)
    return target, schema


def schema_text() -> str:
    """Return the JSON Schema of a scenario file as text."""
    return json.dumps(json_schema(), indent=2, ensure_ascii=False) + "\n"


def _with_editor_line(text: str, schema: str) -> str:
    """Return a text whose line for editors names a schema, put first where there is none."""
    # spaces would end the name, and a line break the comment
    name = "".join(
        letter
        if letter.isprintable() and letter not in " %"
        else quote(letter, safe="", errors="surrogateescape")
        for letter in schema
    )
    line = f"# yaml-language-server: $schema={name}"
    if _EDITOR_LINE.search(text):
        return _EDITOR_LINE.sub(lambda _: line, text, count=1)
    end = "\r\n" if "\r\n" in text else "\n"
    return f"{line}{end}{text}"
