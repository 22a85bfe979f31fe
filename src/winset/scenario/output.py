"""Files that are written: whole or not at all, and never over another unless that is asked for."""

import errno
import os
import secrets
import stat
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from shutil import copymode

from winset._ending import drop_part, whole, write_part
from winset.language.catalogue import told
from winset.scenario.errors import UsageError
from winset.scenario.tree import printable

_TAKEN = "errors.output.taken"
_CAUSES: Mapping[int, str] = {
    errno.ENAMETOOLONG: "long",
    errno.ENOENT: "absent",
    errno.ENOTDIR: "file_in_path",
    errno.ELOOP: "circle",
    errno.EACCES: "forbidden",
    errno.EPERM: "forbidden",
    errno.EROFS: "read_only",
    errno.ENOSPC: "full",
    errno.EDQUOT: "share_full",
    errno.EFBIG: "too_large",
    errno.EBADF: "closed",
}
"""Why the system refuses a file, by its number of the error: keys of ``errors.output``."""


def cause(error: OSError | ValueError) -> tuple[str, str]:
    """Return in plain words why something cannot be written, and what to do."""
    known = _CAUSES.get(error.errno or 0) if isinstance(error, OSError) else None
    if known:
        return told(f"errors.output.{known}")
    said = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return told("errors.output.other", reason=said)


def check_target(
    target: Path, forms: Sequence[str], *, force: bool, source: Path | None = None
) -> None:
    """Refuse a file that could not be written, before anything is computed for it.

    Parameters
    ----------
    source
        The scenario's own file, which is never replaced.

    Raises
    ------
    UsageError
        If its name does not tell the form, there is no such folder, or something is in the way.
    """
    if target.suffix.lower() not in forms:
        raise _refused(target, *told("errors.output.ending", endings=list(forms)))
    check_free([target], force=force, source=source)


def check_folder(folder: Path) -> None:
    """Refuse a folder that could not be made, with all that it stands in.

    Raises
    ------
    UsageError
        If one of them is a file.
    """
    for path in (folder, *folder.parents):
        if os.path.exists(path) and not os.path.isdir(path):
            raise _refused(path, *told("errors.output.file"))


def check_free(paths: Iterable[Path], *, force: bool, source: Path | None = None) -> None:
    """Refuse where something is in the way.

    Parameters
    ----------
    source
        The scenario's own file, which is never replaced.

    Raises
    ------
    UsageError
        Where a file is there already, unless it may be replaced, or something else is; or where a
        path is the source's, by whatever name.
    """
    for path in paths:
        with _told(path):
            found = _found(path)
        if found is None:
            continue
        if stat.S_ISDIR(found.st_mode):
            raise _refused(path, *told("errors.output.folder"))
        if source is not None and os.path.samestat(found, source.stat()):
            raise _refused(path, *told("errors.output.source"))
        if not force:
            raise _refused(path, *told(_TAKEN))
        if not (stat.S_ISREG(found.st_mode) or stat.S_ISLNK(found.st_mode)):
            raise _refused(path, *told("errors.output.device"))


def write_files(contents: Mapping[Path, bytes], *, force: bool, folder: Path | None = None) -> None:
    """Write files, each whole or not at all, and none where one cannot be written.

    A file that is replaced keeps its mode, and a link stays a link: what it leads to is replaced.

    Parameters
    ----------
    force
        Whether files that are there may be replaced.
    folder
        A folder that is made for some of them.

    Raises
    ------
    UsageError
        Where one cannot be written, or is there already.
    """
    with ExitStack() as at_end:

        def staged(path: Path, content: bytes | None = None) -> Path:
            return at_end.enter_context(_staged(path, content))

        parts = {path: staged(path, content) for path, content in contents.items()}
        old = {path: staged(path) for path in parts if force and path.exists()}
        with whole(), ExitStack() as undo:
            if folder is not None:
                with _told(folder):
                    _make(folder, undo)
            for path, part in parts.items():
                with _told(path):
                    if path in old:
                        _replace(path, part, old[path], undo)
                    else:
                        _place(part, Path(os.path.realpath(path)) if force else path, undo)
            undo.pop_all()


def _found(path: Path) -> os.stat_result | None:
    """Return what is at a path, or the link there that leads nowhere; None where nothing is."""
    try:
        return path.stat()
    except FileNotFoundError:
        if path.is_symlink():
            return path.lstat()
        if not path.parent.is_dir():
            folder = printable(str(path.parent))
            raise _refused(path, *told("errors.output.no_folder", folder=folder)) from None
        if not os.access(path.parent, os.W_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES)) from None
    return None


@contextmanager
def _staged(path: Path, content: bytes | None) -> Iterator[Path]:
    """Yield a file that can take the place of what is at a path, or a copy of that for None.

    Nothing of it is left.
    """
    goal = Path(os.path.realpath(path))
    folder = next(one for one in goal.parents if one.exists())
    part = folder / f".winset-{secrets.token_hex(8)}"
    try:
        with _told(path):
            write_part(part, goal.read_bytes() if content is None else content)
            if goal.exists():
                copymode(goal, part)
        yield part
    finally:
        drop_part(part)


def _replace(path: Path, part: Path, old: Path, undo: ExitStack) -> None:
    goal = os.path.realpath(path)
    part.replace(goal)
    undo.callback(old.replace, goal)


def _place(part: Path, path: Path, undo: ExitStack) -> None:
    """Put a file where nothing may be; of two who try, one succeeds."""
    try:
        os.link(part, path)
    except FileExistsError:
        raise
    except OSError:  # on such as a memory stick there are no links
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY))
        undo.callback(path.unlink)
        part.replace(path)
    else:
        undo.callback(path.unlink)


def _make(folder: Path, undo: ExitStack) -> None:
    """Make a folder and those above it, as far as they lack."""
    if not folder.is_dir():
        _make(folder.parent, undo)
        folder.mkdir()
        undo.callback(folder.rmdir)


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """Tell by its cause what goes wrong with a path."""
    try:
        yield
    except FileExistsError:
        raise _refused(path, *told(_TAKEN)) from None
    except (OSError, ValueError) as error:
        raise _refused(path, *cause(error)) from None


def _refused(path: Path, wrong: str, remedy: str) -> UsageError:
    return UsageError(f"{printable(str(path))}: {wrong}; {remedy}")
