"""Steps are dated by their own time; days count whole; years read well."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from drawings import texts
from winset.language import dates
from winset.language.dates import dated
from winset.report.charts.lanes import lanes_chart
from winset.report.phrases.moves import duration
from winset.report.phrases.spans import moment, span
from winset.roadmaps.calendar import Calendar
from winset.roadmaps.plan import plan_roadmap
from winset.scenario import ScenarioError, load_text
from winset.scenario.file.load import load_file

DATA = Path(__file__).parent / "data"
DAYS = (DATA / "faults" / "days.yaml").read_text("utf-8")
WINDOWS = (DATA / "faults" / "windows.yaml").read_text("utf-8")


def calendar_of(text: str) -> Calendar:
    roadmap = plan_roadmap(load_text(text), "all")
    assert roadmap is not None
    assert roadmap.calendar is not None
    return roadmap.calendar


def spans(calendar: Calendar) -> list[str]:
    return [span(calendar, *times) for phase in calendar.phases for times in phase.times]


# --- by the day


def test_a_roadmap_by_days_is_dated_by_days() -> None:
    calendar = calendar_of(DAYS)
    assert spans(calendar) == ["1–3 March 2031", "3–5 March 2031", "5–7 March 2031"]
    assert duration(calendar) == (
        "3 phases, that is 6 days, and ends on 7 March 2031 at the soonest"
    )


LENGTHS = [
    ("1 days", ["1 March 2031", "2 March 2031", "3 March 2031"]),
    ("1.5 days", ["1–2 March 2031", "2–4 March 2031", "4–5 March 2031"]),
    ("2 weeks", ["1–15 March 2031", "15–29 March 2031", "29 March – 12 April 2031"]),
    ("1 month", ["Mar 2031", "Mar 2031 – Apr 2031", "Apr 2031 – May 2031"]),
    (
        "3 months",
        ["Mar 2031 – May 2031", "May 2031 – Aug 2031", "Aug 2031 – Nov 2031"],
    ),
]


@pytest.mark.parametrize(("length", "told"), LENGTHS)
def test_dates_are_as_fine_as_phases_are(length: str, told: list[str]) -> None:
    assert spans(calendar_of(DAYS.replace("2 days", length))) == told


def test_without_dates_phases_are_told() -> None:
    calendar = calendar_of(DAYS.replace("when: [2031-03-01, 2031-03-01]\n", ""))
    assert spans(calendar) == ["0–1", "1–2", "2–3"]
    assert moment(calendar, 1.5) == "1.5"


# --- windows


def test_a_window_of_one_day_holds_a_step_of_one_day() -> None:
    calendar = calendar_of(WINDOWS)
    assert spans(calendar) == ["29 February 2032", "28 February 2032"]


CLOSED = [
    ("from: 2032-02-29, to: 2032-02-29", "from: 2032-02-29, to: 2032-02-28", "before it opens"),
    ("phase_length: 1 days", "phase_length: 2 days", "the step takes 2 days, the window has 1"),
    ("window: {to: 2032-03-01}", "window: {to: 2032-02-27}", "cannot end before 2032-02-28"),
    (
        "window: {to: 2032-03-01}",
        "after: [s], window: {to: 2032-02-29}",
        "cannot end before 2032-03-01",
    ),
]


@pytest.mark.parametrize(("old", "new", "told"), CLOSED)
def test_the_day_before_is_too_early(old: str, new: str, told: str) -> None:
    assert old in WINDOWS
    with pytest.raises(ScenarioError, match=told):
        load_text(WINDOWS.replace(old, new))


JUST_OPEN = [
    ("window: {to: 2032-03-01}", "window: {to: 2032-02-28}"),
    ("window: {to: 2032-03-01}", "after: [s], window: {to: 2032-03-01}"),
]


@pytest.mark.parametrize(("old", "new"), JUST_OPEN)
def test_the_day_that_a_check_names_is_enough(old: str, new: str) -> None:
    """What a check lets pass, the search finds an order for."""
    assert len(spans(calendar_of(WINDOWS.replace(old, new)))) == 2


# --- each step by itself


def test_a_short_step_is_not_drawn_over_its_stage() -> None:
    scenario = load_file(DATA / "trials" / "ulster.yaml")
    roadmap = plan_roadmap(scenario)
    assert roadmap is not None
    assert roadmap.calendar is not None
    phases = {step.id: step.lasts.point for step in scenario.steps}
    chart = lanes_chart(scenario, roadmap)
    assert chart is not None
    bars = iter(chart.rows)
    shorter = 0
    for phase in roadmap.calendar.phases:
        for move, (starts, ends) in zip(phase.steps, phase.times, strict=True):
            assert ends - starts == pytest.approx(phases[move[0]] / roadmap.slices.get(move[0], 1))
            times = (starts, ends, phase.ends)
            assert next(bars)[3:] == tuple(moment(roadmap.calendar, at) for at in times)
            shorter += ends < phase.ends
    assert shorter


# --- years

YEARS = [
    (date(2019, 2, 28), "28 February 2019", "February 2019"),
    (date(480, 3, 1), "1 March 480", "March 480"),
    (date(33, 4, 3), "3 April AD 33", "April AD 33"),
]


@pytest.mark.parametrize(("day", "told", "month"), YEARS)
def test_years_before_1000(day: date, told: str, month: str) -> None:
    assert (dates.day(day), dates.month(day), dated(day.isoformat())) == (told, month, told)
    assert dates.days((day, day)) == told
    assert dated(f"{day.year:04}") == dates.year(day.year)


def test_a_calendar_before_1000_is_drawn() -> None:
    scenario = load_text(DAYS.replace("2031-03-01", "0480-03-01"))
    roadmap = plan_roadmap(scenario, "all")
    assert roadmap is not None
    chart = lanes_chart(scenario, roadmap)
    assert chart is not None
    assert "1 March 480" in texts(chart.drawings.wide)
    assert chart.rows[0][3:] == ("1 March 480", "3 March 480", "3 March 480")
