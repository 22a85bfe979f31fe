"""The `winset` command: reads a scenario, calls one verb, prints its result.

Everything that takes time to import is imported by the command that needs it, so that help comes at
once.
"""

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from typing import TYPE_CHECKING, Annotated, Literal

from cyclopts import App, CycloptsError, Parameter

from winset._version import __version__
from winset.scenario.errors import WinsetError

if TYPE_CHECKING:
    from rich.console import RenderableType

    from winset.scenario import Scenario

Case = Annotated[str, Parameter(help="A shipped case's name, or the path of a scenario file.")]
Changes = Annotated[
    tuple[str, ...],
    Parameter(
        name="--set",
        negative="",
        show_default=False,
        help="Change a number for this call: path=value. May be repeated.",
    ),
]
Format = Annotated[Literal["text", "json"], Parameter(name="--format", help="What to print.")]
Package = Annotated[
    str,
    Parameter(
        help="The steps to put in order: best, all, a proposal's id, or ids with commas between."
    ),
]

Quick = Annotated[
    bool, Parameter(negative="", help="Leave out how firm the answer is, which takes longest.")
]
Seed = Annotated[int, Parameter(help="What the random draws start from.")]
Prefer = Annotated[
    Literal["soon", "safe"],
    Parameter(help="Among orders as good: benefits soon, or the largest margin."),
]
Near = Annotated[
    str | None,
    Parameter(help="Among orders as good: the one nearest to the order this proposal asks for."),
]

BAD_INPUT = 2

app = App(
    name="winset",
    version=__version__,
    help="Finds the agreements that every side would sign, and keep.",
    result_action="return_value",
)


@app.command
def analyze(
    case: Case = "hanoi",
    *,
    quick: Quick = False,
    seed: Seed = 0,
    changes: Changes = (),
    form: Format = "text",
) -> None:
    """Show what could be signed, what would be kept, how each proposal fares, and how firmly."""
    from winset.analysis import analyze as analyze_scenario
    from winset.report.analysis_view import analysis_view

    scenario = _load(case, changes)
    with _progress("Looking at every package, then drawing its numbers") as progress:
        analysis = analyze_scenario(scenario, firmness=not quick, seed=seed, progress=progress)
    parts = analysis.to_dict() if quick else {"seed": seed, **analysis.to_dict()}
    _print(form, scenario, parts, lambda: analysis_view(analysis))


@app.command
def deals(case: Case = "hanoi", *, changes: Changes = (), form: Format = "text") -> None:
    """Show which packages every side would sign, and the best of them."""
    from winset.deals.find import find_deals
    from winset.report.deals_view import deals_view

    scenario = _load(case, changes)
    with _working("Looking at every package"):
        found = find_deals(scenario)
    _print(form, scenario, {"deals": found.to_dict()}, lambda: deals_view(scenario, found))


@app.command
def roadmap(
    case: Case = "hanoi",
    *,
    package: Package = "best",
    prefer: Prefer = "soon",
    near: Near = None,
    changes: Changes = (),
    form: Format = "text",
) -> None:
    """Show in which order a package's steps would be kept, and what that needs."""
    from winset.report.roadmap_view import roadmap_view
    from winset.roadmaps.plan import plan_roadmap

    scenario = _load(case, changes)
    with _working("Looking at every order"):
        plan = plan_roadmap(scenario, package, prefer=prefer, near=near)
    parts = {"roadmap": None if plan is None else plan.to_dict()}
    _print(form, scenario, parts, lambda: roadmap_view(scenario, plan))


@app.command
def check(case: Case = "hanoi", *, changes: Changes = (), form: Format = "text") -> None:
    """Check a scenario file: say what is in it, or all that is wrong with it."""
    from winset.report.contents import contents_of, contents_view

    scenario = _load(case, changes)
    contents = contents_of(scenario)
    _print(form, scenario, {"contents": contents}, lambda: contents_view(scenario, contents))


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line; exit with 2 on bad input or use."""
    try:
        app(arguments, exit_on_error=False, print_error=False)
    except CycloptsError as error:
        _fail(f"winset: {error}\nSee winset --help.")
    except WinsetError as error:
        _fail(str(error))
    except BrokenPipeError:
        # the reader, such as `head`, has seen enough
        sys.stderr.close()


def _load(case: str, changes: Sequence[str]) -> "Scenario":
    from winset.cases import load

    return load(case, changes=changes)


def _working(what: str) -> AbstractContextManager[object]:
    """Tell on stderr that something takes its time, where somebody is watching."""
    from rich.console import Console

    return Console(stderr=True).status(f"{what} …")


@contextmanager
def _progress(what: str) -> Iterator[Callable[[int, int], None]]:
    """Show on stderr how far something is, where somebody is watching."""
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as shown:
        task = shown.add_task(what, total=None)
        yield lambda done, total: shown.update(task, completed=done, total=total)


def _print(
    form: str,
    scenario: "Scenario",
    parts: Mapping[str, object],
    view: "Callable[[], RenderableType]",
) -> None:
    if form == "json":
        from winset.report.envelope import to_json

        print(to_json(scenario, parts))
    else:
        from winset.report.layout import show

        show(view())


def _fail(message: str) -> None:
    print(message, file=sys.stderr)
    sys.exit(BAD_INPUT)
