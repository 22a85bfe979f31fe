"""The roadmap of the deal to look at first."""

from winset.advice.advise import advise_on
from winset.advice.result import Advice
from winset.firmness.draws import draw
from winset.roadmaps.plan import Prefer, plan_in_order, plan_roadmap
from winset.roadmaps.roadmap import Roadmap
from winset.roadmaps.session import Session
from winset.scenario.budget import DRAWS
from winset.tools.progress import Progress, untold


def plan_best(  # noqa: PLR0913 -- what is asked, and how much of it
    session: Session,
    *,
    draws: int = DRAWS,
    seed: int = 0,
    prefer: Prefer = "soon",
    near: str | None = None,
    in_time: bool = False,
    progress: Progress = untold,
) -> tuple[Advice, Roadmap | None]:
    """Return which deals to look at first, and the roadmap of the first (see `plan_first`)."""
    advice = advise_on(draw(session.scenario, seed=seed, count=draws), progress=progress)
    return advice, plan_first(session, advice, prefer=prefer, near=near, in_time=in_time)


def plan_first(
    session: Session,
    advice: Advice,
    *,
    prefer: Prefer = "soon",
    near: str | None = None,
    in_time: bool = False,
    in_short: bool = False,
) -> Roadmap | None:
    """Return the roadmap of the deal to look at first, in the order that keeps it most often.

    Where no deal is ever kept, that of the nearest to it; None where nothing is signable.

    Parameters
    ----------
    prefer, near, in_time
        As in `winset.plan_roadmap`: another choice among the orders that are as good with the
        numbers of the file, or the best order with time counted.
    in_short
        As in `winset.plan_roadmap`, whichever deal it is.
    """
    if advice.first is None:
        return plan_roadmap(session, prefer=prefer, near=near, in_time=in_time, in_short=in_short)
    if (prefer, near) != ("soon", None) or in_time or not advice.first.order:
        package = advice.first.package
        return plan_roadmap(session, package, prefer=prefer, near=near, in_time=in_time)
    return plan_in_order(session, advice.first.package, advice.first.order, in_short=in_short)
