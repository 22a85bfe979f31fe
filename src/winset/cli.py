"""The `winset` command: reads a scenario, calls one verb, prints its result.

Everything that takes time to import is imported by the command that needs it, so that help comes at
once.
"""

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, NoReturn

from cyclopts import App, CycloptsError, Parameter

from winset import usage
from winset._version import __version__
from winset.report import encoding
from winset.scenario.budget import SECONDS
from winset.scenario.errors import UsageError, WinsetError

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

    from winset.aftermath.expect import Expectation
    from winset.aftermath.inverse import Inverse
    from winset.aftermath.result import Aftermath
    from winset.analysis import Analysis
    from winset.report.fonts import Font
    from winset.report.tables import Row
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
TableFormat = Annotated[
    Literal["text", "json", "csv", "csv-bom"],
    Parameter(name="--format", help="What to print; csv-bom is CSV that Excel reads as UTF-8."),
]
Package = Annotated[
    str,
    Parameter(
        help="The steps to put in order: best, all, a proposal's id, or ids with commas between."
    ),
]

Quick = Annotated[
    bool,
    Parameter(
        negative="",
        help="Leave out what would open a deal and how firm the answer is, which take longest.",
    ),
]
Seed = Annotated[
    int,
    Parameter(converter=usage.whole_number, help="What the random draws start from."),
]
Count = Annotated[
    int,
    Parameter(
        name="--draws",
        converter=usage.whole_number,
        help="How often the uncertain numbers are drawn, 1 to 100,000.",
    ),
]
Seconds = Annotated[
    float,
    Parameter(
        help="How long to search at most for why there is no deal and what would open one; what is "
        "found by then is told.",
    ),
]
Prefer = Annotated[
    Literal["soon", "safe"],
    Parameter(help="Among orders as good: benefits soon, or the largest margin."),
]
Near = Annotated[
    str | None,
    Parameter(help="Among orders as good: the one nearest to the order this proposal asks for."),
]

Order = Annotated[
    str | None,
    Parameter(
        help="Look at this order, and at what would turn it: ids with commas between (a+b: the "
        "steps of an escrow, in one move), or a proposal's id."
    ),
]

Done = Annotated[
    str | None,
    Parameter(
        help="The steps that are done already, with commas between ('' for none), whatever the "
        "file says."
    ),
]

BrokenAt = Annotated[
    str | None,
    Parameter(
        help="Start where a roadmap broke after these steps, with commas between ('' for none)."
    ),
]
Along = Annotated[
    str | None,
    Parameter(
        help="Tell what breaking off at each point of a roadmap leads to: best, or another package "
        "as for roadmap."
    ),
]
Wanted = Annotated[
    str | None,
    Parameter(
        help="Ask what it takes for a state to last: the options that are on, with commas between."
    ),
]
ByConcept = Annotated[
    Literal["nash", "gmr", "smr", "seq"] | None,
    Parameter(show_default=False, help="The concept by which it is to last; seq if left out."),
]
Expect = Annotated[
    bool,
    Parameter(negative="", help="Let what is to be expected afterwards replace no_deal."),
]
ChartFile = Annotated[
    Path | None,
    Parameter(
        converter=usage.named_file, help="Write the graph as a picture to this file, .svg or .png."
    ),
]


GridAxes = Annotated[
    tuple[str, ...],
    Parameter(
        name="--grid",
        negative="",
        show_default=False,
        help="Vary two numbers, and show where a deal exists: PATH=FROM:TO:COUNT, twice.",
    ),
]
Breakdown = Annotated[
    float | None,
    Parameter(
        show_default=False,
        help="How much this breakdown counts in the record of the next attempt; 0.5 if left out.",
    ),
]

NewFile = Annotated[
    Path, Parameter(converter=usage.named_file, help="The file to write, .yaml or .yml.")
]
From = Annotated[
    str | None,
    Parameter(name="--from", help="Start from a copy of this case or file, comments included."),
]
Force = Annotated[bool, Parameter(negative="", help="Replace files that are there already.")]
ResultFile = Annotated[
    Path,
    Parameter(
        converter=usage.named_file,
        help="A result of roadmap, impasse or analyze, printed with --format json.",
    ),
]
CaseOfResult = Annotated[
    str | None,
    Parameter(
        help="The case or file that it was computed from, where that is not a shipped case.",
        show_default=False,
    ),
]
Strict = Annotated[bool, Parameter(negative="", help="Take warnings about the file as errors.")]
CaseName = Annotated[str, Parameter(help="A shipped case's name.")]

Output = Annotated[
    Path,
    Parameter(
        name=["--output", "-o"],
        converter=usage.named_file,
        help="The file to write; its ending says as what: .html, .md, .pdf.",
    ),
]
StudyOutput = Annotated[
    Path,
    Parameter(
        name=["--output", "-o"],
        converter=usage.named_file,
        help="The file to write; its ending says as what: .html, .md, .pdf, .csv (flash cards).",
    ),
]
ChartFolder = Annotated[
    Path | None,
    Parameter(
        name="--charts",
        converter=usage.named_file,
        help="Write each chart here too, as SVG and PNG.",
        show_default=False,
    ),
]
Side = Annotated[
    str | None,
    Parameter(
        name="--for",
        help="The party to write for: its own numbers, and what it believes of the others'.",
        show_default=False,
    ),
]
Thorough = Annotated[
    bool,
    Parameter(
        negative="",
        help="Look further: each number alone, all that would open a deal, where "
        "one opens, the approaches, the next attempt. Takes a minute or more.",
    ),
]

Anew = Annotated[
    bool,
    Parameter(
        negative="",
        help="Search again for what no order tells: ties, counts, levels, what could be signed.",
    ),
]

CSV = ("csv", "csv-bom")

FAILED = 1
BAD_INPUT = 2

app = App(
    name="winset",
    version=__version__,
    help="Finds the agreements that every side would sign, and keep.",
    result_action="return_value",
)
cases = App(name="cases")
app.command(cases)


@app.command
def analyze(  # noqa: PLR0913 -- one option each
    case: Case = "hanoi",
    *,
    quick: Quick = False,
    seed: Seed = 0,
    seconds: Seconds = SECONDS,
    done: Done = None,
    changes: Changes = (),
    strict: Strict = False,
    form: Format = "text",
) -> None:
    """Show what could be signed, what would be kept, how each proposal fares, and how firmly."""
    from winset.analysis import analyze as analyze_scenario
    from winset.report.analysis_view import analysis_view

    scenario = _load(case, changes, done, strict=strict)
    with _progress("Looking at every package, then drawing its numbers") as progress:
        analysis = analyze_scenario(
            scenario, firmness=not quick, seed=seed, seconds=seconds, progress=progress
        )
    parts = analysis.to_dict() if quick else {"seed": seed, **analysis.to_dict()}
    _print(form, scenario, parts, lambda: analysis_view(analysis))


@app.command
def advise(  # noqa: PLR0913 -- one option each
    case: Case = "hanoi",
    *,
    draws: Count = 500,
    seed: Seed = 0,
    done: Done = None,
    changes: Changes = (),
    strict: Strict = False,
    form: TableFormat = "text",
) -> None:
    """Show which deals to look at first: those that survive what nobody knows."""
    from winset.advice.advise import advise as advise_on
    from winset.report.advice_view import advice_view
    from winset.report.tables import ladder_rows

    scenario = _load(case, changes, done, strict=strict)
    with _progress("Judging every package in every draw") as progress:
        found = advise_on(scenario, draws=draws, seed=seed, progress=progress)
    if form in CSV:
        _print_csv(form, ladder_rows(scenario, found))
    else:
        parts = {"seed": seed, "advise": found.to_dict()}
        _print(form, scenario, parts, lambda: advice_view(scenario, found))


@app.command
def deals(
    case: Case = "hanoi",
    *,
    done: Done = None,
    changes: Changes = (),
    strict: Strict = False,
    form: TableFormat = "text",
) -> None:
    """Show which packages every side would sign, and the best of them."""
    from winset.deals.find import find_deals
    from winset.report.deals_view import deals_view
    from winset.report.tables import frontier_rows

    scenario = _load(case, changes, done, strict=strict)
    with _working("Looking at every package"):
        found = find_deals(scenario)
    if form in CSV:
        _print_csv(form, frontier_rows(scenario, found))
    else:
        _print(form, scenario, {"deals": found.to_dict()}, lambda: deals_view(scenario, found))


@app.command
def roadmap(  # noqa: PLR0913 -- one option each
    case: Case = "hanoi",
    *,
    package: Package = "best",
    prefer: Prefer = "soon",
    near: Near = None,
    order: Order = None,
    done: Done = None,
    changes: Changes = (),
    strict: Strict = False,
    form: TableFormat = "text",
) -> None:
    """Show in which order a package's steps would be kept, and what that needs."""
    from winset.report.roadmap_view import roadmap_view
    from winset.report.tables import roadmap_rows
    from winset.roadmaps.plan import plan_roadmap, with_levels
    from winset.roadmaps.session import Session

    session = Session(scenario := _load(case, changes, done, strict=strict))
    what = "Looking at every order" if order is None else "Turning every number"
    with _progress(what) as progress:
        plan = plan_roadmap(
            session,
            package,
            prefer=prefer,
            near=near,
            order=order,
            progress=progress,
        )
        if plan is not None and package == "best" and order is None:
            plan = with_levels(session, plan)
    if form in CSV:
        _print_csv(form, roadmap_rows(scenario, plan))
    else:
        parts = {"roadmap": None if plan is None else plan.to_dict()}
        _print(form, scenario, parts, lambda: roadmap_view(scenario, plan))


@app.command
def brief(  # noqa: PLR0913 -- one option each
    case: Case = "hanoi",
    *,
    output: Output,
    charts: ChartFolder = None,
    side: Side = None,
    thorough: Thorough = False,
    force: Force = False,
    seed: Seed = 0,
    seconds: Seconds = SECONDS,
    done: Done = None,
    changes: Changes = (),
    strict: Strict = False,
) -> None:
    """Write what a negotiation comes to, on one page with its charts and sources."""
    from winset.analysis import analyze as analyze_scenario
    from winset.cases import resolve
    from winset.report.pages.brief import write_brief
    from winset.report.pages.files import FORMS, write_page
    from winset.report.pages.side_brief import check_side
    from winset.scenario.output import check_folder, check_target

    if side is not None and thorough:
        raise UsageError(
            "--thorough looks at what a page --for one side leaves out; drop one of them"
        )
    source = resolve(case)
    check_target(output, FORMS, force=force, source=source)
    if charts is not None:
        check_folder(charts)
    scenario = _load(case, changes, done, strict=strict)
    fonts = _fonts(scenario, output, png=charts is not None)
    if side is None:
        analysis = _analysis_for_page(scenario, thorough, seed, seconds)
    else:  # what rests on the numbers of all sides is not told
        check_side(scenario, side)
        analysis = analyze_scenario(scenario, impasse=False)
    page = write_brief(analysis, side)
    written = write_page(
        page, output, force=force, tell=tell, folder=charts, source=source, fonts=fonts
    )
    _tell_written(written)


@app.command
def study(  # noqa: PLR0913 -- one option each
    case: Case = "hanoi",
    *,
    output: StudyOutput,
    thorough: Thorough = False,
    force: Force = False,
    seed: Seed = 0,
    seconds: Seconds = SECONDS,
    done: Done = None,
    changes: Changes = (),
    strict: Strict = False,
) -> None:
    """Write a study guide: facts, questions with answers, a quiz, roles for a class."""
    from winset.cases import resolve
    from winset.report.pages.cards import to_cards
    from winset.report.pages.files import CARDS, FORMS, write_page, write_text
    from winset.report.pages.study import write_study
    from winset.scenario.output import check_target

    check_target(output, (*FORMS, CARDS), force=force, source=resolve(case))
    scenario = _load(case, changes, done, strict=strict)
    fonts = _fonts(scenario, output)
    analysis = _analysis_for_page(scenario, thorough, seed, seconds)
    if output.suffix.lower() == CARDS:
        _tell_written(write_text(to_cards(analysis), output, force=force))
    else:
        page = write_study(analysis)
        _tell_written(write_page(page, output, force=force, tell=tell, fonts=fonts))


@app.command
def aftermath(  # noqa: PLR0913 -- one option each
    case: Case = "hanoi",
    *,
    broken_at: BrokenAt = None,
    along: Along = None,
    wanted: Wanted = None,
    concept: ByConcept = None,
    expect: Expect = False,
    chart: ChartFile = None,
    force: Force = False,
    seed: Seed = 0,
    changes: Changes = (),
    strict: Strict = False,
    form: Format = "text",
) -> None:
    """Show what may follow a breakdown: the states that would last, why, and the way there."""
    from winset.cases import resolve
    from winset.report.aftermath_view import aftermath_view
    from winset.scenario.output import check_target, write_files

    if concept is not None and wanted is None:
        raise UsageError(
            "--concept says by what a state --wanted is to last; add --wanted, or drop it"
        )
    if chart is not None:
        check_target(chart, (".svg", ".png"), force=force, source=resolve(case))
    scenario = _load(case, changes, None, strict=strict)
    png = chart is not None and chart.suffix.lower() == ".png"
    fonts = _fonts(scenario, chart, png=png) if chart else ()
    with _working("Following every move"):
        found, asked, expectation = _traced(
            scenario,
            broken_at=_listed(broken_at),
            along=along,
            wanted=_listed(wanted),
            concept=concept or "seq",
            expect=expect,
            seed=seed,
        )
    if chart is not None:
        from winset.aftermath.layout import layout_of
        from winset.report.charts.aftermath import aftermath_chart
        from winset.report.charts.draw import draw

        picture = aftermath_chart(scenario, found, layout_of(scenario, found))
        drawn = draw([picture], ["png" if png else "svg"], fonts)
        write_files(dict.fromkeys([chart], *drawn.values()), force=force)
    parts: dict[str, object] = {"seed": seed, "aftermath": found.to_dict()}
    parts |= {"rankings": [one.to_dict() for one in asked]} if asked else {}
    parts |= {"no_deal": expectation.to_dict()} if expectation else {}
    _print(form, scenario, parts, lambda: aftermath_view(scenario, found, asked, expectation))


@app.command
def impasse(  # noqa: PLR0913 -- one option each
    case: Case = "hanoi",
    *,
    grid: GridAxes = (),
    breakdown: Breakdown = None,
    seconds: Seconds = SECONDS,
    done: Done = None,
    changes: Changes = (),
    strict: Strict = False,
    form: Format = "text",
) -> None:
    """Show why there is no deal, and what would open one; or how near the edge a deal is."""
    from winset.impasse.axes import read_axes
    from winset.impasse.explain import explain_impasse
    from winset.impasse.next_attempt import BREAKDOWN_WEIGHT
    from winset.report.group_words import AT_WORK
    from winset.report.impasse_view import impasse_view

    scenario = _load(case, changes, done, strict=strict)
    axes = read_axes(grid, lambda more: _read(case, (*changes, *more), done))
    with _parts_progress(AT_WORK) as progress:
        found = explain_impasse(
            scenario,
            grid=axes,
            breakdown_weight=BREAKDOWN_WEIGHT if breakdown is None else breakdown,
            seconds=seconds,
            progress=progress,
        )
    _print(form, scenario, {"impasse": found.to_dict()}, lambda: impasse_view(scenario, found))


@app.command
def check(
    case: Case = "hanoi",
    *,
    done: Done = None,
    changes: Changes = (),
    strict: Strict = False,
    form: Format = "text",
) -> None:
    """Check a scenario file: say what is in it, and all that is wrong or has no effect."""
    from dataclasses import asdict

    from winset.report.contents import contents_of, contents_view

    scenario = _load(case, changes, done, strict=strict)
    contents = contents_of(scenario)
    parts = {"contents": contents, "warnings": [asdict(one) for one in scenario.warnings]}
    _print(form, scenario, parts, lambda: contents_view(scenario, contents))


@app.command
def verify(
    result: ResultFile,
    case: CaseOfResult = None,
    *,
    thorough: Anew = False,
    strict: Strict = False,
    form: Format = "text",
) -> int:
    """Check a result against its scenario without searching again; exit with 1 if it is wrong."""
    from winset.report.envelope import read_result, source_of
    from winset.report.verify_view import verify_view
    from winset.verification import verify as verify_result

    said = read_result(result)
    scenario = _load(*source_of(said, case), strict=strict)
    with _working("Replaying its orders"):
        found = verify_result(scenario, said, thorough=thorough)
    _print(form, scenario, {"verification": found.to_dict()}, lambda: verify_view(scenario, found))
    return 0 if found.agrees else FAILED


@app.command
def new(file: NewFile, *, source: From = None, force: Force = False) -> None:
    """Write a scenario file to start from, and its schema for your editor."""
    from winset.scenario.file.starter import write_starter

    text = None if source is None else _text_of(source)
    written, schema_file = write_starter(file, case_text=text, force=force)
    print(f"{_shown(written)} is a scenario to change as you like.")
    print(f"{_shown(schema_file)} tells an editor what the keys mean.")
    print(f"See what follows: winset analyze {_as_argument(written)}")


@app.command
def schema() -> None:
    """Print the JSON Schema of a scenario file."""
    from winset.scenario.file.starter import schema_text

    _print_data(schema_text())


@cases.default
def list_cases(*, form: TableFormat = "text") -> None:
    """List the cases that ship, or show one of them."""
    from winset.cases import load, names
    from winset.report.tables import case_rows

    rows = case_rows(load(name) for name in names())
    if form in CSV:
        _print_csv(form, rows)
    elif form == "json":
        _print_cases_json(rows)
    else:
        _print_cases(rows)


@cases.command
def show(name: CaseName) -> None:
    """Print a case's file."""
    from winset.cases import path

    _print_data(path(name).read_text("utf-8"))


@cases.command(name="path")
def show_path(name: CaseName) -> None:
    """Print where a case's file is."""
    from winset.cases import path

    print(path(name))


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line; exit with 1 on a failed check, 2 on bad input or use."""
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(errors=encoding.register())
    try:
        code = app(arguments, exit_on_error=False, print_error=False, console=_console_of_help())
        sys.stdout.flush()
    except CycloptsError as error:
        _fail(usage.explained(error))
    except WinsetError as error:
        _fail(str(error))
    except OSError as error:
        from winset.scenario.output import cause

        _fail(f"winset: {cause(error).wrong}")
    if code:
        sys.exit(code)


def _console_of_help() -> "Console | None":
    """Return what help is printed on where nobody watches: its lines are as long as any."""
    if sys.stdout.isatty():
        return None
    from rich.console import Console

    return Console(width=encoding.PIPED)


def _load(case: str, changes: Sequence[str], done: str | None, *, strict: bool) -> "Scenario":
    """Return a scenario, and tell on stderr what of it has no effect."""
    from dataclasses import replace

    from winset.scenario import ScenarioError

    scenario = _read(case, changes, done)
    if strict and scenario.warnings:
        raise ScenarioError(replace(one, kind="error") for one in scenario.warnings)
    for one in scenario.warnings:
        tell(str(one))
    return scenario


def _read(case: str, changes: Sequence[str], done: str | None) -> "Scenario":
    from winset.cases import resolve
    from winset.scenario import load_file

    return load_file(resolve(case), changes=changes, done=_listed(done))


def _listed(words: str | None) -> list[str] | None:
    """Return words with commas between as a list, each once; None where nothing is said."""
    listed = [word for one in (words or "").split(",") if (word := one.strip())]
    twice = next((word for word in listed if listed.count(word) > 1), None)
    if twice is not None:
        from winset.scenario.tree import shown

        raise UsageError(f"{shown(twice)} is named {listed.count(twice)} times; name it once")
    return None if words is None else listed


def _traced(  # noqa: PLR0913 -- one option each
    scenario: "Scenario",
    *,
    broken_at: list[str] | None,
    along: str | None,
    wanted: list[str] | None,
    concept: Literal["nash", "gmr", "smr", "seq"],
    expect: bool,
    seed: int,
) -> "tuple[Aftermath, list[Inverse], Expectation | None]":
    """Return what follows a breakdown, and what was asked back of it."""
    from winset.aftermath.expect import expect_no_deal
    from winset.aftermath.trace import check_options, trace_aftermath, which_rankings
    from winset.roadmaps.plan import plan_roadmap

    if wanted is not None:
        check_options(scenario, wanted)
    plan = None if along is None else plan_roadmap(scenario, along)
    found = trace_aftermath(scenario, broken_at=broken_at, roadmap=plan, seed=seed)
    asked = (
        []
        if wanted is None
        else [
            which_rankings(scenario, wanted, party, concept=concept, seed=seed)
            for party in found.parties
        ]
    )
    return found, asked, expect_no_deal(scenario) if expect else None


def _analysis_for_page(
    scenario: "Scenario", thorough: bool, seed: int, seconds: float
) -> "Analysis":
    from winset.analysis import analyze as analyze_scenario

    with _progress("Looking at every package, then drawing its numbers") as progress:
        return analyze_scenario(
            scenario,
            impasse="full" if thorough else True,
            firmness=True if thorough else "quick",
            seed=seed,
            seconds=seconds,
            progress=progress,
        )


def _fonts(scenario: "Scenario", output: Path, *, png: bool = False) -> "tuple[Font, ...]":
    """Return the fonts that a file takes, before anything is computed for it."""
    from winset.report.fonts import fonts_for

    forms = ("pdf",) if output.suffix.lower() == ".pdf" else ("png",) if png else ()
    return tuple(font for form in forms for font in fonts_for(scenario, form))


def _tell_written(written: Sequence[Path]) -> None:
    page, *pictures = written
    print(f"{_shown(page)} is written.")
    if pictures:
        print(f"Its charts are in {_shown(pictures[0].parent)}, as SVG and PNG.")


def _working(what: str) -> AbstractContextManager[object]:
    """Tell on stderr that something takes its time, where somebody is watching."""
    from rich.console import Console

    return Console(stderr=True).status(f"{what} …")


@contextmanager
def _progress(what: str) -> Iterator[Callable[[int, int], None]]:
    """Show on stderr how far something is, where somebody is watching."""
    from rich.console import Console
    from rich.progress import Progress

    console = Console(stderr=True)
    with Progress(console=console, transient=True, disable=not console.is_terminal) as shown:
        task = shown.add_task(what, total=None)
        yield lambda done, total: shown.update(task, completed=done, total=total)


@contextmanager
def _parts_progress(what: Mapping[str, str]) -> Iterator[Callable[[str, int, int], None]]:
    """Show on stderr which part of something is at work, and how far it is."""
    from rich.console import Console
    from rich.progress import Progress

    console = Console(stderr=True)
    with Progress(console=console, transient=True, disable=not console.is_terminal) as shown:
        task = shown.add_task("", total=None)
        yield lambda part, done, total: shown.update(
            task, description=what[part], completed=done, total=total
        )


def _print(
    form: str,
    scenario: "Scenario",
    parts: Mapping[str, object],
    view: "Callable[[], RenderableType]",
) -> None:
    if form == "json":
        from winset.report.envelope import to_json

        _print_data(f"{to_json(scenario, parts)}\n")
    else:
        from winset.report.layout import show

        show(view())


def _print_data(text: str) -> None:
    """Print what a program reads: UTF-8, whatever the console's own letters are."""
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", errors=encoding.register())
    print(text, end="")


def _print_csv(form: str, rows: "Iterable[Row]") -> None:
    from winset.report.tables import BOM, to_csv

    _print_data(f"{BOM if form == 'csv-bom' else ''}{to_csv(rows)}")


def _print_cases(rows: "Iterable[Row]") -> None:
    from winset.report.layout import data_table, show

    names, *cells = [list(map(str, row)) for row in rows]
    table = data_table()
    for name in names:
        table.add_column(name, justify="right" if name in {"parties", "steps"} else "left")
    for row in cells:
        table.add_row(*row)
    show(table)


def _print_cases_json(rows: "Iterable[Row]") -> None:
    import json

    from winset._version import RESULT_FORMAT
    from winset.report.tables import records

    head = {"winset": __version__, "result_format": RESULT_FORMAT}
    shown = json.dumps({**head, "cases": records(rows)}, indent=2, ensure_ascii=False)
    _print_data(f"{shown}\n")


def _text_of(case: str) -> str:
    """Return the text of a case or file that has nothing wrong with it."""
    from winset.cases import load, resolve
    from winset.scenario.file.document import read_bytes

    file = resolve(case)
    load(file)
    return read_bytes(file).decode("utf-8-sig")


def _shown(path: Path) -> str:
    from winset.scenario.tree import printable

    return printable(str(path))


def _as_argument(path: Path) -> str:
    """Return a path as a shell takes it, and as no shipped case's name."""
    from shlex import quote

    from winset.cases import names

    word = str(path)
    if not word.isprintable():  # a shell reads the escapes between these marks
        word = word.replace("\\", "\\\\").replace("'", "\\'")
        return f"$'{_shown(Path(word))}'"
    return f"./{word}" if word in names() else quote(word)


def tell(message: str) -> None:
    """Say something on stderr, if anybody listens."""
    with suppress(OSError):
        print(message, file=sys.stderr, flush=True)


def _fail(message: str) -> NoReturn:
    tell(message)
    sys.exit(BAD_INPUT)
