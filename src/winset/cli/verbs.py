"""The commands that print a result."""

from typing import TYPE_CHECKING, Literal

from winset.cli import options
from winset.cli.options import AS_FILED, FIRST, listed
from winset.cli.pages import fonts_of
from winset.cli.printing import (
    CSV,
    parts_progress,
    print_csv,
    print_result,
    progress_of,
    working,
)
from winset.language.catalogue import worded
from winset.scenario.budget import DRAWS, SECONDS
from winset.scenario.errors import UsageError

if TYPE_CHECKING:
    from winset.aftermath.expect import Expectation
    from winset.aftermath.inverse import Inverse
    from winset.aftermath.result import Aftermath
    from winset.analysis import Analysis
    from winset.report.document.blocks import Page
    from winset.scenario import Scenario

FAILED = 1
"""The exit code of a result that is wrong."""


def analyze(  # noqa: PLR0913 -- one option each
    case: options.Case = "hanoi",
    *,
    quick: options.Quick = False,
    whole: options.Whole = False,
    draws: options.Count = DRAWS,
    seed: options.Seed = 0,
    seconds: options.Seconds = SECONDS,
    reading: options.Reading = AS_FILED,
    form: options.Format = "text",
) -> None:
    """Show on one screen how the proposals fare, what stands in the way, and what to look at."""
    with progress_of("packages_and_draws") as progress:
        scenario = reading.scenario(case)
        from winset.analysis import analyze as analyze_scenario

        analysis = analyze_scenario(
            scenario,
            firmness=not quick,
            proofs=form == "json",
            in_short=form == "text" and not whole,
            draws=draws,
            seed=seed,
            seconds=seconds,
            progress=progress,
        )
    parts = analysis.parts if quick else {"seed": seed, **analysis.parts}
    print_result(form, scenario, parts, lambda: _screen_of(analysis, whole=whole))


def _screen_of(analysis: "Analysis", *, whole: bool) -> "Page":
    if whole:
        from winset.report.pages.screens import analysis_screen

        return analysis_screen(analysis)
    from winset.report.pages.first_screen import summary_screen

    return summary_screen(analysis)


def advise(
    case: options.Case = "hanoi",
    *,
    by: options.Day = None,
    draws: options.Count = DRAWS,
    seed: options.Seed = 0,
    reading: options.Reading = AS_FILED,
    form: options.TableFormat = "text",
) -> None:
    """Show which deals to look at first: those that survive what nobody knows."""
    with progress_of("draws") as progress:
        scenario = reading.scenario(case)
        from winset.advice.advise import advise as advise_on
        from winset.report.pages.screens import advice_screen
        from winset.report.tables import ladder_rows

        found = advise_on(scenario, draws=draws, seed=seed, by=by, progress=progress)
    if form in CSV:
        print_csv(form, ladder_rows(scenario, found))
    else:
        parts = {"seed": seed, "advise": found}
        print_result(form, scenario, parts, lambda: advice_screen(scenario, found))


def deals(
    case: options.Case = "hanoi",
    *,
    reading: options.Reading = AS_FILED,
    form: options.TableFormat = "text",
) -> None:
    """Show which deals every side would sign, and the best of them."""
    with working("packages"):
        scenario = reading.scenario(case)
        from winset.deals.find import find_deals
        from winset.report.pages.screens import deals_screen
        from winset.report.tables import frontier_rows

        found = find_deals(scenario)
    if form in CSV:
        print_csv(form, frontier_rows(scenario, found))
    else:
        print_result(form, scenario, {"deals": found}, lambda: deals_screen(scenario, found))


def roadmap(  # noqa: PLR0913 -- one option each
    case: options.Case = "hanoi",
    *,
    package: options.Package = FIRST,
    prefer: options.Prefer = "soon",
    near: options.Near = None,
    order: options.Order = None,
    in_time: options.InTime = False,
    draws: options.Count = DRAWS,
    seed: options.Seed = 0,
    reading: options.Reading = AS_FILED,
    form: options.TableFormat = "text",
) -> None:
    """Show in which order the steps of a deal would be kept, and what that takes."""
    advice, named = None, order is not None or package != FIRST
    what = "numbers" if order else "orders" if named else "draws"
    with progress_of(what) as progress:
        scenario = reading.scenario(case)
        from winset.advice.plan import plan_best
        from winset.report.pages.screens import roadmap_screen
        from winset.report.tables import roadmap_rows
        from winset.roadmaps.plan import LARGEST_PRODUCT, plan_roadmap, with_levels
        from winset.roadmaps.session import Session

        session = Session(scenario)
        if named:
            asked = LARGEST_PRODUCT if package == FIRST else package
            plan = plan_roadmap(
                session,
                asked,
                prefer=prefer,
                near=near,
                order=order,
                in_time=in_time,
                progress=progress,
            )
        else:
            advice, plan = plan_best(
                session,
                draws=draws,
                seed=seed,
                prefer=prefer,
                near=near,
                in_time=in_time,
                progress=progress,
            )
        if (
            plan is not None
            and not in_time
            and order is None
            and package in (FIRST, LARGEST_PRODUCT)
        ):
            plan = with_levels(session, plan)
    if form in CSV:
        print_csv(form, roadmap_rows(scenario, plan))
        return
    told = {} if advice is None else {"seed": seed, "advise": advice}
    parts = {**told, "roadmap": plan}
    print_result(form, scenario, parts, lambda: roadmap_screen(scenario, plan, advice))


def aftermath(  # noqa: PLR0913 -- one option each
    case: options.Case = "hanoi",
    *,
    broken_at: options.BrokenAt = None,
    along: options.Along = None,
    wanted: options.Wanted = None,
    concept: options.ByConcept = None,
    expect: options.Expect = False,
    chart: options.ChartFile = None,
    force: options.Force = False,
    seed: options.Seed = 0,
    changes: options.Changes = (),
    strict: options.Strict = False,
    lang: options.Lang = None,
    form: options.Format = "text",
) -> None:
    """Show what may follow a breakdown: what would last, why, and the way there."""
    from winset.cases import resolve
    from winset.report.pages.screens import aftermath_screen
    from winset.scenario.output import check_target, write_files

    if concept is not None and wanted is None:
        raise UsageError(worded("errors.command.concept"))
    if chart is not None:
        check_target(chart, (".svg", ".png"), force=force, source=resolve(case))
    scenario = options.Reading(changes=changes, strict=strict, lang=lang).scenario(case)
    png = chart is not None and chart.suffix.lower() == ".png"
    fonts = fonts_of(scenario, chart, png=png) if chart else ()
    with working("moves"):
        found, asked, expectation = _traced(
            scenario,
            broken_at=listed(broken_at),
            along=along,
            wanted=listed(wanted),
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
    parts: dict[str, object] = {"seed": seed, "aftermath": found}
    parts |= {"rankings": asked} if asked else {}
    parts |= {"no_deal": expectation} if expectation else {}
    print_result(
        form, scenario, parts, lambda: aftermath_screen(scenario, found, asked, expectation)
    )


def impasse(
    case: options.Case = "hanoi",
    *,
    grid: options.GridAxes = (),
    breakdown: options.Breakdown = None,
    seconds: options.Seconds = SECONDS,
    reading: options.Reading = AS_FILED,
    form: options.Format = "text",
) -> None:
    """Show why there is no deal and what would open one, or how little would close one."""
    with parts_progress() as progress:
        read = reading.reader(case)
        scenario = reading.heeded(read(()))
        from winset.impasse.axes import read_axes
        from winset.impasse.explain import explain_impasse
        from winset.impasse.next_attempt import BREAKDOWN_WEIGHT
        from winset.report.pages.screens import impasse_screen

        axes = read_axes(grid, read)
        found = explain_impasse(
            scenario,
            in_short=form == "text",
            grid=axes,
            breakdown_weight=BREAKDOWN_WEIGHT if breakdown is None else breakdown,
            seconds=seconds,
            progress=progress,
        )
    print_result(form, scenario, {"impasse": found}, lambda: impasse_screen(scenario, found))


def check(
    case: options.Case = "hanoi",
    *,
    reading: options.Reading = AS_FILED,
    form: options.Format = "text",
) -> None:
    """Check a scenario file: what is in it, all that is wrong, and what has no effect."""
    from winset.report.contents import contents_of
    from winset.report.pages.file_screens import check_screen

    scenario = reading.scenario(case)
    reading.heed(scenario.notices)
    contents = contents_of(scenario)
    parts = {"contents": contents, "warnings": (*scenario.warnings, *scenario.notices)}
    print_result(form, scenario, parts, lambda: check_screen(scenario, contents))


def show(
    case: options.Case = "hanoi",
    *,
    ids: options.IdsToType = False,
    reading: options.Reading = AS_FILED,
    form: options.Format = "text",
) -> None:
    """Show what is in a scenario file: the sides, the steps and their worth, the record."""
    from winset.report.pages.file_screens import case_screen
    from winset.report.parts.case import as_data

    scenario = reading.scenario(case)
    parts = {"case": as_data(scenario)}
    print_result(form, scenario, parts, lambda: case_screen(scenario, ids=ids))


def verify(
    result: options.ResultFile,
    case: options.CaseOfResult = None,
    *,
    thorough: options.Anew = False,
    strict: options.Strict = False,
    lang: options.Lang = None,
    form: options.Format = "text",
) -> int:
    """Check a result against its scenario without searching again; exit with 1 if it is wrong."""
    from winset.report.envelope import read_result, source_of
    from winset.report.pages.screens import verify_screen
    from winset.verification import verify as verify_result

    said = read_result(result)
    name, changes, done = source_of(said, case)
    scenario = options.Reading(done, changes, strict, lang).scenario(name)
    with working("replay"):
        found = verify_result(scenario, said, thorough=thorough)
    print_result(form, scenario, {"verification": found}, lambda: verify_screen(scenario, found))
    return 0 if found.agrees else FAILED


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
    from winset.advice.plan import plan_best
    from winset.aftermath.expect import expect_no_deal
    from winset.aftermath.trace import check_options, trace_aftermath, which_rankings
    from winset.roadmaps.plan import plan_roadmap
    from winset.roadmaps.session import Session

    if wanted is not None:
        check_options(scenario, wanted)
    session, plan = Session(scenario), None
    if along == FIRST:
        _, plan = plan_best(session, seed=seed)
    elif along is not None:
        plan = plan_roadmap(session, along)
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
