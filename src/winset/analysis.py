"""One scenario through every part of Winset."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from winset.deals.demands import broken_demands
from winset.deals.find import Deals
from winset.deals.packages import lacking, signable, values_of, votes_lacking
from winset.impasse.explain import explain_impasse
from winset.impasse.impasse import Impasse
from winset.roadmaps.choose import not_a_package
from winset.roadmaps.plan import order_package, own_order, plan_roadmap
from winset.roadmaps.roadmap import Roadmap
from winset.roadmaps.safeguards import Safeguards
from winset.roadmaps.session import Session
from winset.roadmaps.stops import Stop
from winset.roadmaps.value_map import ValueMap
from winset.scenario import Proposal, Scenario, ScenarioTooLarge
from winset.scenario.budget import DRAWS, SECONDS
from winset.scenario.game import Floats, Game, Masks
from winset.tools.progress import Progress, untold
from winset.tools.result import Result, plain, plain_fields

if TYPE_CHECKING:
    from winset.advice.result import Advice
    from winset.aftermath.result import Aftermath
    from winset.firmness.measure import Firmness

MOST_PACKAGES = 1 << 17
"""Packages up to which an analysis asks why there is no deal; beyond, that takes too long."""


@dataclass(frozen=True, slots=True)
class Judgement(Result):
    """The verdict on a proposal: who refuses it, what it breaks, and whether it would be kept.

    Attributes
    ----------
    values, worth
        V, relative to no deal, and W, by party.
    signable
        Whether everybody who has to would agree.
    refused_by
        Who would not, and by how much it falls short for them: parties, ratifiers as
        ``party.ratifier``, assemblies as ``party.ratification`` (in votes), and those whose consent
        a step needs.
    ratified
        Whether every ratifier at home would pass it.
    breaks
        The demands it breaks.
    own, best
        It in its own order (its `order`; else the best that its `before` leaves open), and in the
        best; None where there is no such order.
    stopped
        Where its own order cannot be carried out; None where it can be, or no order is looked at.
    """

    values: Mapping[str, float]
    worth: Mapping[str, float]
    signable: bool
    refused_by: Mapping[str, float]
    ratified: bool
    breaks: tuple[str, ...]
    own: Roadmap | None
    best: Roadmap | None
    stopped: Stop | None = None

    def to_dict(self) -> dict[str, Any]:
        """Return it as plain data."""
        orders = {"own": self.own, "best": self.best}
        return {
            **plain_fields(self, "values", "worth", "signable", "refused_by", "ratified", "breaks"),
            **{name: None if one is None else one.in_short() for name, one in orders.items()},
            **plain_fields(self, "stopped"),
        }


@dataclass(frozen=True, slots=True, repr=False)
class Analysis(Result):
    """What to look at first, what could be signed and kept, the proposals judged, what may follow.

    The impasse is without what goes beyond reasons, repairs and proposals, and without repairs
    where these or firmness were not asked for, since both take long; it is None where there are
    more than `MOST_PACKAGES`, or more groups than can be looked at, or it was not asked for.

    `advice` and `firmness` are None where the numbers were not to be drawn, `aftermath` where the
    file does not speak of it. `roadmap` is that of the deal to look at first; without draws, of the
    one with the largest gain at the points of the file's numbers; where none is kept, of the
    nearest to it.
    `value_map` is what charts show of all packages; it is not part of the plain data.
    """

    scenario: Scenario
    deals: Deals
    roadmap: Roadmap | None
    proposals: Mapping[str, Judgement]
    advice: "Advice | None" = None
    impasse: Impasse | None = None
    firmness: "Firmness | None" = None
    aftermath: "Aftermath | None" = None
    value_map: ValueMap | None = field(default=None, compare=False)

    def __repr__(self) -> str:
        judged = f"{len(self.proposals)} proposals"
        found = (self.impasse, self.aftermath, self.firmness)
        parts = (self.advice, self.deals, self.roadmap, judged, *found)
        told = ", ".join(str(part) for part in parts if part is not None)
        return f"Analysis({self.scenario.id}: {told})"

    @property
    def parts(self) -> dict[str, object]:
        """Its results by the names that they have as plain data, as far as there are any."""
        always = {"deals": self.deals, "roadmap": self.roadmap, "proposals": self.proposals}
        optional = {name: getattr(self, name) for name in ("impasse", "aftermath", "firmness")}
        there = {name: one for name, one in optional.items() if one is not None}
        return ({} if self.advice is None else {"advise": self.advice}) | always | there

    def to_dict(self) -> dict[str, Any]:
        """Return it as plain data."""
        return {name: plain(part) for name, part in self.parts.items()}


def analyze(  # noqa: PLR0913 -- what is asked, and how it is done
    scenario: Scenario | Session,
    *,
    impasse: bool | Literal["full"] = True,
    firmness: bool | Literal["quick"] = False,
    parts: bool = False,
    repairs: bool = True,
    proofs: bool = True,
    in_short: bool = False,
    draws: int = DRAWS,
    seed: int = 0,
    seconds: float | None = SECONDS,
    progress: Progress = untold,
) -> Analysis:
    """Return what could be signed and kept, how proposals fare, why it stalls, what may follow.

    Parameters
    ----------
    scenario
        The negotiation, or a session of it.
    impasse
        Whether to ask why there is no deal, where that can be found in passing; ``full``: with all
        that goes beyond reasons, repairs and proposals.
    firmness
        Whether to draw the uncertain numbers: which deal to look at first, and how far the answer
        hangs on them; and to look for what would open a deal, which takes a while; ``quick``: with
        the same draws and nothing else, and only for the cheapest that the file names.
    parts
        Whether to tell as well what each part of the deal to look at first carries, and what would
        make it safer, where numbers are drawn.
    repairs
        Whether to look for what would open a deal, where numbers are drawn.
    proofs
        Whether to show by packages why there is no deal; see `explain_impasse`.
    in_short
        Whether to work out no more than a first screen tells: without proofs; of what would open a
        deal what comes first; with draws and no number turned alone; the proposals in their own
        orders, without what time does to these; and not what may follow a breakdown.
    draws, seed
        How many draws, and what they start from.
    seconds
        How long to ask at most why there is no deal, and what would open one, in time of the
        processor; None: as long as it takes. See `explain_impasse`.
    progress
        Called meanwhile with what is done and the total.

    Raises
    ------
    ScenarioTooLarge
        Where there are more packages or states than can be searched.

    Examples
    --------
    >>> import winset
    >>> analysis = winset.analyze(winset.load("docs/examples/dam.yaml"))
    >>> analysis.deals, analysis.roadmap
    (Deals(4 of 11 packages signable), Roadmap(trust_only, 3 steps, margin -0.2))
    """
    session = Session.of(scenario)
    scenario = session.scenario
    explain = partial(
        explain_impasse,
        more=impasse == "full",
        repairs=repairs and ("first" if in_short and firmness else firmness),
        proofs=proofs and not in_short,
        seconds=seconds,
    )
    thorough: bool | Literal["parts"] = impasse == "full" or (parts and "parts")
    advice: Advice | None = None
    measured: Firmness | None = None
    if firmness:
        from winset.advice.advise import advise_on
        from winset.advice.plan import plan_first
        from winset.firmness.draws import draw
        from winset.firmness.measure import firmness_of

        drawn = draw(scenario, seed=seed, count=draws)
        advice = advise_on(drawn, thorough=thorough, progress=progress)
        roadmap = plan_first(session, advice, in_short=in_short)
        best = None if roadmap is None else roadmap.package
        quick = in_short or firmness == "quick"
        measured = firmness_of(drawn, best, quick=quick, progress=progress)
    else:
        roadmap = plan_roadmap(session, in_short=in_short)
    deals = session.deals
    return Analysis(
        scenario=scenario,
        advice=advice,
        deals=deals,
        roadmap=roadmap,
        proposals={
            proposal.id: judge_proposal(scenario, session.safeguards, proposal, in_short=in_short)
            for proposal in scenario.proposals
        },
        impasse=_impasse(session, deals, explain, progress) if impasse else None,
        firmness=measured,
        aftermath=None if in_short else _aftermath(scenario, roadmap, seed),
        value_map=session.value_map,
    )


def _impasse(
    session: Session,
    deals: Deals,
    explain: Callable[..., Impasse],
    progress: Progress,
) -> Impasse | None:
    """Return why there is no deal, as far as that can be found in passing."""
    if deals.packages > MOST_PACKAGES:
        return None
    try:
        return explain(
            session,
            progress=lambda part, done, total: progress(done, total),
        )
    except ScenarioTooLarge:
        return None


def _aftermath(scenario: Scenario, roadmap: Roadmap | None, seed: int) -> "Aftermath | None":
    """Return what may follow a breakdown, where the file speaks of it."""
    if scenario.aftermath is None:
        return None
    from winset.aftermath.trace import trace_aftermath

    return trace_aftermath(scenario, roadmap=roadmap, seed=seed)


def judge_proposal(
    scenario: Scenario, safeguards: Safeguards, proposal: Proposal, *, in_short: bool = False
) -> Judgement:
    """Return the verdict on a proposal: who refuses it, what it breaks, whether it holds.

    What is done already counts as part of it. Where that excludes one of its steps (a choice), it
    cannot be carried out.

    Parameters
    ----------
    in_short
        Whether to leave out the best order, and what time does to its own.
    """
    game = safeguards.game
    mask = game.package(proposal.steps)
    judged = terms_of(scenario, game, proposal)
    written = own_order(scenario, safeguards, proposal, in_short=in_short)
    if in_short:
        return replace(judged, own=written.own, stopped=written.stopped)
    open_ = not any(not_a_package(scenario, game, mask))
    best = order_package(safeguards, mask) if open_ else None
    return replace(judged, own=written.own, best=best, stopped=written.stopped)


def terms_of(scenario: Scenario, game: Game, proposal: Proposal) -> Judgement:
    """Return the parts of a judgement that do not depend on the proposal's order."""
    package = np.array([game.package(proposal.steps)], dtype=np.int64)
    values = values_of(game, package)
    worth = values[:, 0] + game.no_deal
    return Judgement(
        values=game.by_party(values[:, 0]),
        worth=game.by_party(worth),
        signable=bool(signable(game, package, values)[0]),
        refused_by=_largest(_refusals(scenario, game, package, -values[:, 0])),
        ratified=not dict(_unratified(game, package)),
        breaks=broken_demands(scenario, game, proposal, values[:, 0]),
        own=None,
        best=None,
    )


def _largest(refusals: Iterable[tuple[str, float]]) -> dict[str, float]:
    """Return the most that each falls short: a ratifier may be asked twice, also for consent."""
    most: dict[str, float] = {}
    for who, amount in refusals:
        most[who] = max(amount, most.get(who, amount))
    return most


def _refusals(
    scenario: Scenario, game: Game, package: Masks, short: Floats
) -> Iterator[tuple[str, float]]:
    """Yield who refuses; not who at home judges just as its party does."""
    echoes = {
        f"{party.id}.{body.id}" for party in scenario.parties for body in party.home if body.echoes
    }
    by_party = game.by_party(short)
    yield from _short(by_party, by_party.values())
    yield from (one for one in _unratified(game, package) if one[0] not in echoes)
    yield from _short(game.consents.ids, lacking(game, game.consents, package)[:, 0])


def _unratified(game: Game, package: Masks) -> Iterator[tuple[str, float]]:
    yield from _short(game.vetoes.ids, lacking(game, game.vetoes, package)[:, 0])
    yield from _short(game.assemblies.ids, votes_lacking(game, package)[:, 0])


def _short(ids: Iterable[str], amounts: Iterable[float]) -> Iterator[tuple[str, float]]:
    """Yield those who would not agree, and by how much a package falls short for them."""
    for who, amount in zip(ids, amounts, strict=True):
        if amount > 0:
            yield who, float(amount)
