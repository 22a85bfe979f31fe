"""Files that are written: whole or not at all, and never over another unless that is asked for."""

import os
import secrets
from collections.abc import Iterable, Mapping
from pathlib import Path

from winset.scenario.errors import UsageError
from winset.scenario.tree import printable


def check_free(paths: Iterable[Path], *, force: bool) -> None:
    """Refuse where something is in the way.

    Raises
    ------
    UsageError
        Where a file is there already, unless it may be replaced, or a folder is.
    """
    for path in paths:
        shown = printable(str(path))
        if os.path.isdir(path):
            raise UsageError(f"{shown}: this is a folder; name a file to write")
        if os.path.lexists(path) and not force:
            raise UsageError(
                f"{shown}: the file is there already; choose another name, or replace it with "
                "--force"
            )


def write_files(contents: Mapping[Path, bytes]) -> None:
    """Write files, each whole or not at all, and none where one cannot be written.

    Raises
    ------
    UsageError
        Where one cannot be written.
    """
    parts: dict[Path, Path] = {}
    placed: list[Path] = []
    path = next(iter(contents))
    try:
        for path, content in contents.items():
            part = path.with_name(f".winset-{secrets.token_hex(8)}")
            with part.open("xb") as stream:
                parts[part] = path
                stream.write(content)
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
