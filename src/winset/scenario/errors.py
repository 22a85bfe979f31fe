"""What goes wrong with input, told so that a reader can put it right.

::

    Exception
    └── WinsetError           all that Winset itself raises on bad input or use
        ├── ScenarioError     a scenario file, or a change to it, that is wrong; has `.problems`
        ├── ScenarioTooLarge  more packages or orders than can be searched
        └── UsageError        a question that the scenario has no answer to
    UserWarning
    └── ScenarioWarning       a file that is whole, and of which something changes no result
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from winset.language.catalogue import worded


class WinsetError(Exception):
    """Base of all errors that Winset raises on purpose."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong with a file, and what would be right.

    Attributes
    ----------
    file
        The file as it was named, or ``--set path=value`` where a change made for one call is wrong.
    line, column
        Where it stands, counted from 1; None where it concerns no place in the file.
    path
        The place in the data, such as ``steps.open-dam.reversible``; empty for the whole file.
    wrong, remedy
        What is wrong, and what would be right.
    kind
        A warning is of something that changes no result, or may mislead; the file is whole.
    """

    file: str
    line: int | None
    column: int | None
    path: str
    wrong: str
    remedy: str
    kind: Literal["error", "warning"] = "error"

    def __str__(self) -> str:
        what = f"{self.wrong}; {self.remedy}"
        mark = worded("errors.warning") if self.kind == "warning" else ""
        if self.line is None:
            return f"{self.file}: {mark}{what}"
        place = f"{self.file}:{self.line}:{self.column}: {mark}"
        return place + (f"{self.path}: {what}" if self.path else what)


class ScenarioError(WinsetError):
    """A scenario cannot be loaded; `problems` holds all that is wrong, in the file's order."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(self.problems)

    def __str__(self) -> str:
        return "\n".join(str(problem) for problem in self.problems)


class ScenarioTooLarge(WinsetError):  # noqa: N818 -- the name says what is the matter
    """More packages or orders than can be searched: says the size, the limit, and what to group."""


class ScenarioWarning(UserWarning):
    """Something of a scenario file changes no result, or may mislead."""


class UsageError(WinsetError):
    """A question that the scenario has no answer to, such as a package with an unknown step."""
