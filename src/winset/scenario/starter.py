"""A scenario file to start from, with the schema that an editor reads beside it."""

import json
import os
import re
import secrets
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path
from urllib.parse import quote

from winset.scenario.errors import UsageError
from winset.scenario.schema import json_schema
from winset.scenario.tree import printable

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
        Where a file is there already or cannot be written; nothing has been written then.
    """
    schema = target.with_name(f"{target.stem}.schema.json") if target.name else target
    _check_free((target, schema), force=force)
    text = (files("winset.scenario") / "starter.yaml").read_text("utf-8")
    text = _with_editor_line(text if case_text is None else case_text, schema.name)
    _write({target: text, schema: schema_text()})
    return target, schema


def schema_text() -> str:
    """Return the JSON Schema of a scenario file as text."""
    return json.dumps(json_schema(), indent=2, ensure_ascii=False) + "\n"


def _check_free(paths: tuple[Path, ...], *, force: bool) -> None:
    """Refuse where something is in the way."""
    for path in paths:
        shown = printable(str(path))
        if os.path.isdir(path):
            raise UsageError(f"{shown}: this is a folder; name a file to write")
        if os.path.lexists(path) and not force:
            raise UsageError(
                f"{shown}: the file is there already; choose another name, or replace it with "
                "--force"
            )


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


def _write(texts: Mapping[Path, str]) -> None:
    """Write files, each whole or not at all, and none where one cannot be written."""
    parts: dict[Path, Path] = {}
    placed: list[Path] = []
    path = next(iter(texts))
    try:
        for path, text in texts.items():
            part = path.with_name(f".winset-{secrets.token_hex(8)}")
            with part.open("xb") as stream:
                parts[part] = path
                stream.write(text.encode("utf-8"))
        for part, path in parts.items():
            new = not os.path.lexists(path)
            part.replace(path)
            placed += [path] if new else []
    except (OSError, ValueError) as error:
        for left in (*parts, *placed):
            left.unlink(missing_ok=True)
        raise _unwritable(path, error) from None


def _unwritable(path: Path, error: OSError | ValueError) -> UsageError:
    reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return UsageError(
        f"{printable(str(path))}: the file cannot be written ({reason}); choose another name or "
        "folder"
    )
