"""The commands that write a page: brief, study and roles."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from winset.cli import options
from winset.cli.options import AS_FILED, PLAIN
from winset.cli.printing import progress_of, shown_path, tell
from winset.language.catalogue import worded
from winset.scenario.errors import UsageError

if TYPE_CHECKING:
    from winset.report.drawing.fonts import Font
    from winset.scenario import Scenario


def brief(  # noqa: PLR0913 -- what is asked, and how it is done
    case: options.Case = "hanoi",
    *,
    output: options.Output,
    full: options.InDepth = False,
    charts: options.ChartFolder = None,
    side: options.Side = None,
    making: options.Making = PLAIN,
    reading: options.Reading = AS_FILED,
) -> None:
    """Write what a negotiation comes to, in two printed pages; or the analysis behind that."""
    if side is not None and full:
        raise UsageError(worded("errors.command.full"))
    with progress_of("packages_and_draws") as progress:
        from winset.analysis import analyze
        from winset.cases import resolve
        from winset.report.forms.files import FORMS, write_page
        from winset.report.pages.brief import analysis_for_brief, write_brief
        from winset.report.pages.full_analysis import write_analysis
        from winset.report.pages.side_brief import check_side
        from winset.scenario.output import check_folder, check_target

        source = resolve(case)
        check_target(output, FORMS, force=making.force, source=source)
        if charts is not None:
            check_folder(charts)
        scenario = reading.scenario(case)
        fonts = fonts_of(scenario, output, png=charts is not None)
        if side is not None:  # what rests on the numbers of all sides is not told
            check_side(scenario, side)
            analysis = analyze(scenario, impasse=False)
        elif full:
            analysis = making.analysis(scenario, progress, full=True)
        else:
            analysis = analysis_for_brief(scenario, partial(making.analysis, scenario, progress))
    page = write_analysis(analysis) if full else write_brief(analysis, side)
    written = write_page(
        page, output, force=making.force, tell=tell, folder=charts, source=source, fonts=fonts
    )
    _tell_written(written)


def study(
    case: options.Case = "hanoi",
    *,
    output: options.StudyOutput,
    making: options.Making = PLAIN,
    reading: options.Reading = AS_FILED,
) -> None:
    """Write a study guide: facts, ideas, questions with answers, a quiz, a plan for a class."""
    with progress_of("packages_and_draws") as progress:
        from winset.cases import resolve
        from winset.report.forms.files import CARDS, FORMS, write_page, write_text
        from winset.report.pages.cards import to_cards
        from winset.report.pages.study import write_study
        from winset.scenario.output import check_target

        check_target(output, (*FORMS, CARDS), force=making.force, source=resolve(case))
        scenario = reading.scenario(case)
        fonts = fonts_of(scenario, output)
        analysis = making.analysis(scenario, progress)
    if output.suffix.lower() == CARDS:
        _tell_written(write_text(to_cards(analysis), output, force=making.force))
    else:
        page = write_study(analysis)
        _tell_written(write_page(page, output, force=making.force, tell=tell, fonts=fonts))


def roles(
    case: options.Case = "hanoi",
    *,
    output: options.Output,
    debrief: options.Debrief = False,
    side: options.RoleSide = None,
    force: options.Force = False,
    reading: options.Reading = AS_FILED,
) -> None:
    """Write a role sheet for each side, its own numbers only; or the debrief for the teacher."""
    if side is not None and debrief:
        raise UsageError(worded("errors.command.debrief"))
    with progress_of("packages_and_draws") as progress:
        from winset.cases import resolve
        from winset.report.forms.files import FORMS, write_page
        from winset.report.pages.roles import write_debrief, write_roles
        from winset.scenario.output import check_target

        check_target(output, FORMS, force=force, source=resolve(case))
        scenario = reading.scenario(case)
        fonts = fonts_of(scenario, output)
        if debrief:
            page = write_debrief(PLAIN.analysis(scenario, progress))
        else:
            page = write_roles(scenario, side)
    _tell_written(write_page(page, output, force=force, tell=tell, fonts=fonts))


def fonts_of(scenario: "Scenario", output: Path, *, png: bool = False) -> "tuple[Font, ...]":
    """Return the fonts that a file takes, before anything is computed for it."""
    from winset.report.drawing.fonts import fonts_for

    ending = output.suffix.lower()
    forms = ("pdf",) if ending == ".pdf" else ("png",) if png or ending == ".docx" else ()
    return tuple(font for form in forms for font in fonts_for(scenario, form))


def _tell_written(written: Sequence[Path]) -> None:
    page, *pictures = written
    print(worded("written.page", file=shown_path(page)))
    if pictures:
        print(worded("written.charts", folder=shown_path(pictures[0].parent)))
