"""The scenario files that ship with Winset, and the rule by which a word names one or a file.

A word that is the name of a shipped case is that case; anything else is a path.
"""

import errno
import os
import warnings
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path

from winset import scenario
from winset.language.catalogue import told
from winset.scenario import Problem, Scenario, ScenarioError, ScenarioWarning
from winset.scenario.tree import SHOWN, printable, shown

__all__ = ["load", "names", "path", "resolve"]


def names() -> tuple[str, ...]:
    """Return the names of the shipped cases, sorted."""
    entries = (entry.name for entry in files(__name__).iterdir())
    return tuple(sorted(name.removesuffix(".yaml") for name in entries if name.endswith(".yaml")))


def path(name: str) -> Path:
    """Return the file of a shipped case.

    Raises
    ------
    ScenarioError
        If no case of that name ships.
    """
    if name not in names():
        raise _nothing(name, "no_case")
    return Path(str(files(__name__) / f"{name}.yaml"))


def resolve(source: str | Path) -> Path:
    """Return the file that a word on the command line means.

    Parameters
    ----------
    source
        The name of a shipped case, or a path; a `Path` is always a path.

    Raises
    ------
    ScenarioError
        If it is neither; the problem names the shipped cases.
    """
    if isinstance(source, str):
        if source in names():
            return path(source)
        if not source or not _exists(source):
            raise _nothing(source, "neither")
    return Path(source)


def _exists(source: str) -> bool:
    """Return whether there is such a file, or something that keeps from looking at it."""
    try:
        os.stat(source)
    except (FileNotFoundError, NotADirectoryError, ValueError):
        return False
    except OSError as error:
        return error.errno != errno.ENAMETOOLONG
    return True


def load(
    source: str | Path, *, changes: Sequence[str] = (), done: Sequence[str] | None = None
) -> Scenario:
    """Read a shipped case or a file.

    What of it changes no result, or may mislead, is told by a `ScenarioWarning` each, and kept in
    `Scenario.warnings`. ``warnings.simplefilter("error", ScenarioWarning)`` makes them errors.

    Parameters
    ----------
    source
        The name of a shipped case, or a path.
    changes
        Numbers to change for this call, each ``path=value``, such as
        ``steps.open-dam.reversible=0.5``.
    done
        The steps of the agreement that are done, for this call, whatever the file says.

    Returns
    -------
    Scenario
        Its `id` is the case's name or the file's stem.

    Raises
    ------
    ScenarioError
        If there is no such case or file, or with all that is wrong with it or the changes.

    Examples
    --------
    >>> import winset
    >>> winset.load("hanoi").title
    'The Hanoi summit'
    >>> dam = winset.load("docs/examples/dam.yaml", changes=["parties.up.breach_penalty=4"])
    >>> [party.breach_penalty.point for party in dam.parties]
    [4.0, 2.0]
    """
    found = scenario.load_file(resolve(source), changes=changes, done=done)
    for one in found.warnings:
        warnings.warn(str(one), ScenarioWarning, stacklevel=2)
    return found


def _nothing(source: str, why: str) -> ScenarioError:
    name = shown(source) if len(source) > SHOWN or not source else printable(source)
    return ScenarioError(
        [Problem(name, None, None, "", *told(f"errors.cases.{why}", names=names()))]
    )
