"""Where an agreement under way stands: the result."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from winset.roadmaps.verdicts import Verdict
from winset.tools.result import Result, plain_fields


@dataclass(frozen=True, slots=True)
class Now:
    """A party's gain by breaking at once, and its loss if another did.

    The largest over an open break, a relapse and a pretence of the next move; `tempted` is negative
    where it would lose by it.
    """

    tempted: float
    exposed: float


@dataclass(frozen=True, slots=True)
class Planned(Result):
    """The roadmap of the same package from the very beginning.

    Attributes
    ----------
    order, verdict, margin
        As of a `Roadmap`.
    due
        The steps that it would have finished by the day on which things stand so, and that are not
        done; None where the file does not tell the days.
    early
        The steps done that it would do later than some step that is not done.
    """

    order: tuple[tuple[str, ...], ...]
    verdict: Verdict
    margin: float | None
    due: tuple[str, ...] | None
    early: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Delay(Result):
    """The consequences if a step that is still to be done takes twice as long.

    Attributes
    ----------
    step
        The step.
    waits
        The steps after it in the order: they wait, or come first.
    finish_delay
        How much later all is done if they wait, in phases.
    windows_missed
        The steps that then miss their window.
    exposed
        What each party could lose while all wait for it.
    if_skipped
        The verdict of the order in which the next move comes first; None where that is not allowed
        or nothing comes after it.
    """

    step: str
    waits: tuple[str, ...]
    finish_delay: float
    windows_missed: tuple[str, ...]
    exposed: Mapping[str, float]
    if_skipped: Verdict | None


@dataclass(frozen=True, slots=True)
class StandingReport(Result):
    """Where an agreement under way stands, and what hangs on each step still to be done.

    Attributes
    ----------
    date, done
        The day, where the file gives one, and the steps that are done.
    next
        The steps of the next move; empty once all is done.
    now
        By party.
    plan
        What would have been planned at the beginning; None where there is no such order, or the
        search for it would be too large.
    verdict, margin
        From here on.
    late
        The steps still to be done, in their order.
    """

    date: datetime.date | None
    done: tuple[str, ...]
    next: tuple[str, ...]
    now: Mapping[str, Now]
    plan: Planned | None
    verdict: Verdict
    margin: float | None
    late: tuple[Delay, ...]

    def to_dict(self) -> dict[str, Any]:
        """Return it as plain data."""
        then = None if self.plan is None else self.plan.verdict
        margin = None if self.plan is None else self.plan.margin
        changed = {
            "verdict": {"then": then, "now": self.verdict},
            "margin": {"then": margin, "now": self.margin},
        }
        told = plain_fields(self, "date", "done", "next", "now", "plan")
        return told | {"changed": changed} | plain_fields(self, "late")
