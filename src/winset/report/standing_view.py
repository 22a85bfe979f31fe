"""Where an agreement under way stands, for the terminal."""

from collections.abc import Iterable, Iterator

from rich.table import Table
from rich.text import Text

from winset.report.language.dates import days
from winset.report.language.words import amount, count, listed
from winset.report.layout import BAD, data_table, figures, wide
from winset.report.phrases.verdicts import KEPT
from winset.roadmaps.roadmap import Roadmap
from winset.roadmaps.standing_report import Delay, Now, Planned, StandingReport
from winset.scenario import Scenario


def standing_body(scenario: Scenario, roadmap: Roadmap) -> Iterator[Text | Table]:
    """Yield how far an agreement has come, and what hangs on each step still to be done."""
    report = roadmap.standing
    if report is None:
        return
    yield Text()
    on = "" if report.date is None else f" on {days((report.date, report.date))}"
    yield Text(f"Where things stand{on}: {_titles(scenario, report.done)} done.")
    yield Text(f"Next: {_titles(scenario, report.next)}." if report.next else "All of it is done.")
    for party, now in report.now.items():
        yield _now(scenario.name(party), now)
    yield from _against_plan(scenario, report)
    if report.late:
        yield Text()
        yield Text("If a step takes twice as long and all wait, or if the next move comes first:")
        yield _delays(scenario, report.late)


def _now(name: str, now: Now) -> Text:
    gains = now.tempted > 0
    verb = "would gain" if gains else "would lose"
    text = f"{name} {verb} {amount(abs(now.tempted))} by breaking now"
    if now.tempted == 0:
        text = f"{name} would neither gain nor lose by breaking now"
    risk = f", and could lose {amount(now.exposed)} if another did." if now.exposed else "."
    return Text(text + risk, style=BAD if gains else "")


def _against_plan(scenario: Scenario, report: StandingReport) -> Iterator[Text]:
    """Yield what of the plan from the beginning is late or came early, and what has changed."""
    plan = report.plan
    if plan is None:
        yield Text("From the beginning there would have been no order for this package.")
        return
    yield from _dates(scenario, plan)
    then, now = KEPT[plan.verdict], KEPT[report.verdict]
    if then != now:
        yield Text(f"From the beginning it would have been {then}; from here on it is {now}.")
    elif plan.margin != report.margin:
        yield Text(
            f"From the beginning the margin would have been {amount(plan.margin)}; from here on it "
            f"is {amount(report.margin)}."
        )


def _dates(scenario: Scenario, plan: Planned) -> Iterator[Text]:
    if plan.due:
        due = _titles(scenario, plan.due)
        yield Text(f"By now the plan from the beginning would have done {due} too.", style=BAD)
    if plan.early:
        yield Text(
            f"Done earlier than it would have been planned: {_titles(scenario, plan.early)}."
        )


def _delays(scenario: Scenario, late: Iterable[Delay]) -> Table:
    headings = ("all done later by", "windows missed", "could lose meanwhile", "next one first")
    table = data_table(wide("step"), *figures(*headings))
    for delay in late:
        lost = ", ".join(
            f"{scenario.name(party)} {amount(x)}" for party, x in delay.exposed.items() if x
        )
        table.add_row(
            scenario.name(delay.step),
            _phases(delay.finish_delay),
            ", ".join(delay.windows_missed) or "none",
            lost or "nothing",
            "cannot" if delay.if_skipped is None else KEPT[delay.if_skipped],
        )
    return table


def _phases(phases: float) -> str:
    """Return a length of time in phases."""
    return count(1, "phase") if phases == 1 else f"{amount(phases)} phases"


def _titles(scenario: Scenario, steps: Iterable[str]) -> str:
    return listed(f"“{scenario.name(step)}”" for step in steps)
