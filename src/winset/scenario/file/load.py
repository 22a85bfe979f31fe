"""Reading a scenario: file, plain data, checks, frozen nouns.

All that is wrong with a file comes at once, in the file's order: what the reader could pass over,
what the format objects to, and what does not fit together. Only text that is not YAML, or a block
with more entries than the format allows, ends the reading earlier.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

from pydantic_core import ErrorDetails, ValidationError

from winset.language.catalogue import told
from winset.scenario.errors import Problem, ScenarioError
from winset.scenario.file import messages
from winset.scenario.file.checks import check
from winset.scenario.file.document import Document, read_bytes
from winset.scenario.file.draft import Draft
from winset.scenario.file.fingerprint import fingerprint, fingerprint_of_numbers
from winset.scenario.file.forms import checker
from winset.scenario.file.no_effect import without_effect
from winset.scenario.file.notices import notices
from winset.scenario.file.paths import Changed, apply_changes, change_problem
from winset.scenario.file.yaml import read
from winset.scenario.model import Scenario
from winset.scenario.names import completed, tell_apart
from winset.scenario.tree import Finding, dotted, printable, shown

_DONE = ("standing", "done")

MAX_PROBLEMS = 200
"""No more are told at once: nobody reads on, and the first ones explain the rest."""

MOST_LOOKED_FOR = 2_000
"""Problems between the parts of a file after which no others are looked for."""


def load_file(
    path: str | Path,
    *,
    name: str | None = None,
    changes: Sequence[str] = (),
    done: Sequence[str] | None = None,
) -> Scenario:
    """Read a scenario from a file.

    Parameters
    ----------
    path
        The file.
    name
        What to call the scenario; the file's stem, safe to print, if not given.
    changes
        Numbers to change for this call, each ``path=value``.
    done
        The steps that are done, for this call, whatever the file says.

    Raises
    ------
    ScenarioError
        With all that is wrong with the file or the changes.
    """
    return opened(path, name=name)(changes=changes, done=done)


def opened(path: str | Path, *, name: str | None = None) -> Callable[..., Scenario]:
    """Read a file once; return what makes a scenario of it, with `changes` and what is `done`."""
    where = Path(path)
    name = printable(where.stem) if name is None else name
    return partial(load_text, read_bytes(where), file=str(path), name=name)


def load_text(
    text: str | bytes,
    *,
    file: str = "text",
    name: str = "scenario",
    changes: Sequence[str] = (),
    done: Sequence[str] | None = None,
) -> Scenario:
    """Read a scenario from a text.

    Parameters
    ----------
    text
        What a file would hold.
    file
        What messages call it.
    name
        What to call the scenario.
    changes
        Numbers to change for this call, each ``path=value``.
    done
        The steps that are done, for this call, whatever the text says.

    Raises
    ------
    ScenarioError
        With all that is wrong with the text or the changes.
    """
    raw = text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text
    document = read(raw, printable(file))
    if not isinstance(document.data, dict):
        said = told("errors.document.no_keys", value=shown(document.data))
        raise ScenarioError([Problem(document.file, 1, 1, "", *said)])
    changed = apply_changes(document.data, changes)
    written = () if done is None else (_set_done(document.data, done),)
    draft = _checked(document, changed, done)
    scenario = replace(
        completed(draft.scenario),
        id=name,
        hash=fingerprint(document.data),
        numbers=fingerprint_of_numbers(document.data),
        changes=(*changes, *written),
    )

    def warnings(found: Iterable[Finding]) -> tuple[Problem, ...]:
        placed = sorted(_placed(found, document, changed, done), key=_place)
        return tuple(replace(one, kind="warning") for one in placed)

    return replace(
        tell_apart(scenario),
        warnings=warnings(without_effect(scenario, document.data)),
        notices=warnings(notices(scenario, draft.places)),
    )


def _set_done(data: dict[str, Any], done: Sequence[str]) -> str:
    """Write down in the data of a file what is done; return that as a change."""
    standing = data.get("standing")
    data["standing"] = {**(standing if isinstance(standing, dict) else {}), "done": list(done)}
    return f"{dotted(_DONE)}={','.join(done)}"


def _checked(document: Document, changed: Changed, done: Sequence[str] | None) -> Draft:
    """Return the file's content where nothing is wrong with it."""
    details: list[ErrorDetails] = []
    sound: Mapping[str, Any] | None = None
    try:
        sound = checker().validate_python(document.data)
    except ValidationError as error:
        details = error.errors(include_url=False)
    first = _first(details, document)
    found = messages.findings(first)
    draft = Draft(document.data, sound)
    if not messages.oversize(details):
        found += islice(check(draft), MOST_LOOKED_FOR)
    problems = [*document.problems, *_placed(found, document, changed, done)]
    problems = [*sorted(problems, key=_place), *changed.problems]
    if problems:
        raise ScenarioError(_most(problems, len(details) - len(first)))
    return draft


def _first(details: list[ErrorDetails], document: Document) -> list[ErrorDetails]:
    """Return the errors that stand first in a file: to word one can take long."""

    def place(detail: ErrorDetails) -> tuple[float, int]:
        path, on_key = messages.path_of(detail["loc"]), messages.key_is_wrong(detail)
        return _sort_key(*document.position(path, on_key=on_key))

    return details if len(details) <= MAX_PROBLEMS else sorted(details, key=place)[:MAX_PROBLEMS]


def _placed(
    found: Iterable[Finding], document: Document, changed: Changed, done: Sequence[str] | None
) -> Iterable[Problem]:
    """Yield each finding with its place, what follows from a problem of the reader left out."""
    for one in dict.fromkeys(found):
        if one.path in document.faulty:
            continue
        change = changed.by_path.get(one.path)
        if change is not None:
            yield change_problem(change, one.path, one.wrong, one.remedy)
            continue
        if done is not None and one.path[:2] == _DONE:
            option = f"--done {printable(','.join(done))}"
            yield Problem(option, None, None, dotted(one.path), one.wrong, one.remedy)
            continue
        line, column = document.position(one.path, on_key=one.on_key)
        yield Problem(document.file, line, column, dotted(one.path), one.wrong, one.remedy)


def _place(problem: Problem) -> tuple[float, int]:
    """Return the sort key of problems by place, those of changes last."""
    return _sort_key(problem.line, problem.column)


def _sort_key(line: int | None, column: int | None) -> tuple[float, int]:
    return (float("inf") if line is None else line, column or 0)


def _most(problems: Sequence[Problem], unworded: int) -> Iterable[Problem]:
    """Return the first problems, and how many more there are at least.

    Parameters
    ----------
    unworded
        How many there are beside these.
    """
    left = max(0, len(problems) - MAX_PROBLEMS) + unworded
    if not left:
        return problems
    first = problems[0]
    more = told("errors.document.more", left=left, most=MAX_PROBLEMS)
    return [*problems[:MAX_PROBLEMS], Problem(first.file, None, None, "", *more)]
