"""Files that are written: whole or not at all, and never over another unless that is asked for."""

import os
import secrets
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from winset.scenario.errors import UsageError
from winset.scenario.tree import printable


def check_target(target: Path, forms: Sequence[str], *, force: bool) -> None:
    """Refuse a file that could not be written, before anything is computed for it.

    Raises
    ------
    UsageError
        If its name does not tell the form, there is no such folder, or something is in the way.
    """
    shown, parent = printable(str(target)), printable(str(target.parent))
    if target.suffix.lower() not in forms:
        *first, last = forms
        listed = f"{', '.join(first)} or {last}"
        raise UsageError(f"{shown}: the name does not tell what to write; end it in {listed}")
    if not os.path.isdir(target.parent):
        raise UsageError(f"{shown}: there is no folder {parent}; make it first, or name another")
    if not os.access(target.parent, os.W_OK):
        raise UsageError(f"{shown}: the folder {parent} cannot be written to; name another")
    check_free([target], force=force)


def check_folder(folder: Path) -> None:
    """Refuse a folder that could not be made, with all that it stands in.

    Raises
    ------
    UsageError
        If one of them is a file.
    """
    for path in (folder, *folder.parents):
        if os.path.exists(path) and not os.path.isdir(path):
            raise UsageError(f"{printable(str(path))}: this is a file; name a folder")


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
