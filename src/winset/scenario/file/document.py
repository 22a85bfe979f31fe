"""A file as it was read: its bytes, then its plain data with the place of every value."""

from dataclasses import dataclass
from pathlib import Path as FilePath
from typing import Any, NoReturn, TypeAlias

from winset.language.catalogue import told
from winset.scenario.errors import Problem, ScenarioError
from winset.scenario.tree import Path, printable

MAX_BYTES = 1_000_000

MAX_LINE_LENGTH = 100_000  # the library takes time that grows with its square in odd places

Position: TypeAlias = tuple[int, int]
"""Line and column, from 1."""


@dataclass(frozen=True, slots=True)
class Document:
    """The plain data of a file and where its parts stand.

    Attributes
    ----------
    file
        The file as it was named.
    data
        Mappings, lists, texts, numbers, booleans and None.
    values, keys
        Where each value and each key of a mapping starts. A block of lines counts as starting at
        its key.
    problems
        What is wrong so far without ending the reading.
    faulty
        The paths of those problems; what else is found wrong there is their consequence.
    """

    file: str
    data: Any
    values: dict[Path, Position]
    keys: dict[Path, Position]
    problems: tuple[Problem, ...]
    faulty: frozenset[Path]

    def position(self, path: Path, *, on_key: bool = False) -> Position:
        """Return where a path stands, or the nearest part above it that the file has."""
        if on_key and path in self.keys:
            return self.keys[path]
        while path and path not in self.values:
            path = path[:-1]
        return self.values.get(path, (1, 1))


def read_bytes(path: FilePath) -> bytes:
    """Return the content of a file, or a little more than `MAX_BYTES` of a larger one.

    Raises
    ------
    ScenarioError
        If there is no such file, or it cannot be read.
    """
    file = printable(str(path))
    try:
        if path.is_dir():
            refuse(file, *told("errors.document.folder"))
        with path.open("rb") as stream:
            raw = stream.read(MAX_BYTES + 1)
    except FileNotFoundError:
        refuse(file, *told("errors.document.absent"))
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        refuse(file, *told("errors.document.unreadable", reason=reason))
    return raw


def refuse(
    file: str, wrong: str, remedy: str, line: int | None = None, column: int | None = None
) -> NoReturn:
    """Break off the reading with one problem of the whole file, or of a place in it."""
    raise ScenarioError([Problem(file, line, column, "", wrong, remedy)]) from None
