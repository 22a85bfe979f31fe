"""A result checked against its scenario, and what of it was not.

Orders are replayed state by state, and what bars others is flooded: no search is trusted, and none
is made. What only a search can tell is named as not checked, or found anew where that is asked for.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from winset._version import RESULT_FORMAT, __version__
from winset.advice.advise import advise_on
from winset.advice.term import check_day
from winset.advice.verify import AdviceCheck
from winset.analysis import terms_of
from winset.deals.find import find_deals
from winset.firmness.draws import Draws
from winset.impasse import verify as impasse_check
from winset.language.catalogue import worded
from winset.roadmaps.choose import settled_slices
from winset.roadmaps.plan import plan_roadmap, with_levels
from winset.roadmaps.proofs import verify as roadmap_check
from winset.roadmaps.proofs.compare import Comparison, Discrepancy, as_object, as_text
from winset.roadmaps.proofs.verify import FRONTS, RoadmapCheck
from winset.roadmaps.safeguards import safeguards_of
from winset.roadmaps.session import Session
from winset.scenario import Scenario, UsageError
from winset.scenario.game import compile_game
from winset.tools.result import Result, plain_fields

HEAD = ("winset", "result_format", "scenario")
CHECKED = ("advise", "roadmap", "proposals", "impasse")
UNCHECKED = ("deals", "firmness", "aftermath", "seed")
"""The other parts of a result that holds one of `CHECKED`."""

_TERMS = ("values", "worth", "signable", "refused_by", "ratified", "breaks")
"""What is said of a proposal whatever its order."""


@dataclass(frozen=True, slots=True)
class Verification(Result):
    """The check of a result: what was compared, and where it differs.

    Attributes
    ----------
    moves
        How many moves its roadmap has; None where there was none to replay.
    orders
        How many other orders were replayed: of each front, and of proposals.
    proved
        By key, whether its certificate proves that an order passes; None where it proves nothing.
    reasons, reasons_proved
        How many reasons for an impasse there are, and of how many it is proved that they are some.
    figures
        How many figures were compared.
    unchecked
        The parts of the result that were not checked, by their paths.
    """

    moves: int | None
    orders: Mapping[str, int]
    proved: Mapping[str, bool | None]
    reasons: int
    reasons_proved: int
    figures: int
    unchecked: tuple[str, ...]
    discrepancies: tuple[Discrepancy, ...]

    @property
    def agrees(self) -> bool:
        """Whether all that was checked is so."""
        return not self.discrepancies

    def to_dict(self) -> dict[str, Any]:
        """Return it as plain data."""
        return {"agrees": self.agrees} | plain_fields(self)


def verify(
    scenario: Scenario, result: Mapping[str, Any], *, thorough: bool = False
) -> Verification:
    """Check a result of `winset advise`, `roadmap`, `impasse` or `analyze` against its scenario.

    Parameters
    ----------
    scenario
        The scenario that it was computed from, its changes included.
    result
        The result as plain data. It may hold anything.
    thorough
        Whether to find anew what no order tells: how many orders are as good, how many packages
        there are and hold, the best at each level of trust, what could be signed, what is advised.

    Raises
    ------
    UsageError
        Where it holds nothing that could be checked.

    Examples
    --------
    >>> import json, winset
    >>> from winset.report.envelope import to_json
    >>> swap = winset.load("docs/examples/swap.yaml")
    >>> result = json.loads(to_json(swap, winset.analyze(swap).to_dict()))
    >>> winset.verify(swap, result).agrees
    True
    >>> result["roadmap"]["margin"] = 1
    >>> [one.path for one in winset.verify(swap, result).discrepancies]
    ['roadmap.margin']
    """
    found = Comparison()
    _envelope(scenario, result, found)
    roadmap, proposals = result.get("roadmap"), result.get("proposals")
    advice, impasse = result.get("advise"), result.get("impasse")
    if advice is None and roadmap is None and not proposals and impasse is None:
        raise UsageError(worded("errors.verification.nothing", parts=CHECKED))
    safeguards = safeguards_of(compile_game(scenario))
    check = RoadmapCheck(safeguards, scenario, found, {})
    replayed = None if roadmap is None else check.roadmap(roadmap)
    orders = {} if replayed is None else {n: check.front(n, roadmap, replayed) for n in FRONTS}
    drawn = None
    if "advise" in result:
        drawn = AdviceCheck(scenario, safeguards, found).check(advice, result.get("seed"))
    reasons = proved = 0
    if impasse is not None:
        slices = settled_slices(safeguards)
        reasons, proved = impasse_check.check_impasse(scenario, impasse, slices, found)
    anew = _found_anew(scenario, result, drawn, found) if thorough else ()
    return Verification(
        moves=None if replayed is None else len(replayed.order),
        orders=orders | {"proposals": _proposals(scenario, proposals, check)},
        proved={} if replayed is None else check.certificates(roadmap, replayed),
        reasons=reasons,
        reasons_proved=proved,
        figures=found.figures,
        unchecked=tuple(path for path in _unseen(result) if path not in anew),
        discrepancies=found.all(),
    )


def _envelope(scenario: Scenario, result: Mapping[str, Any], found: Comparison) -> None:
    if result.get("result_format") != RESULT_FORMAT:
        form = as_text(result.get("result_format"))
        formats = {"format": form, "known": RESULT_FORMAT}
        raise UsageError(worded("errors.verification.format", **formats))
    found.only("", result, (*HEAD, *CHECKED, *UNCHECKED))
    expected = {
        "winset": __version__,
        "scenario": {
            "id": scenario.id,
            "title": scenario.title,
            "hash": scenario.hash,
            "numbers": scenario.numbers,
            "set": list(scenario.changes),
        },
    }
    found.compare_named("", result, expected, tuple(expected))


def _proposals(scenario: Scenario, said: Any, check: RoadmapCheck) -> int:
    """Compare what is said of proposals; return how many orders of them were replayed."""
    if said is None:
        return 0
    proposals = {proposal.id: proposal for proposal in scenario.proposals}
    if not isinstance(said, Mapping) or set(said) != set(proposals):
        check.found.fault("proposals", said, "object_with", keys=list(proposals))
        return 0
    count = 0
    for name, proposal in proposals.items():
        path, judged = f"proposals.{name}", as_object(said[name])
        terms = terms_of(scenario, check.safeguards.game, proposal).to_dict()
        check.found.compare_named(path, judged, terms, _TERMS)
        check.found.only(path, judged, (*_TERMS, "own", "best", "stopped"))
        count += check.proposal(path, judged, proposal)
    return count


def _unseen(result: Mapping[str, Any]) -> list[str]:
    """Return the paths of the parts that no order bears out, as far as the result has them."""
    inside = {"roadmap": roadmap_check.UNSEEN, "impasse": impasse_check.UNSEEN}
    parts = [name for name in ("advise", *UNCHECKED) if name in result]
    if "advise" in result:  # whose draws start from the seed
        parts = [name for name in parts if name != "seed"]
    for part, names in inside.items():
        parts += [f"{part}.{name}" for name in names if name in as_object(result.get(part))]
    return parts


def _found_anew(
    scenario: Scenario, result: Mapping[str, Any], drawn: Draws | None, found: Comparison
) -> tuple[str, ...]:
    """Search again for the parts that no order bears out; return the paths compared."""
    said = as_object(result.get("roadmap"))
    names = [name for name in ("all", "levels", "open_slices", "standing") if name in said]
    names += ["ties"] if said and not {"turns", "in_time"} & set(said) else []
    if names:
        found.compare_named("roadmap", said, _planned(scenario, said), names)
    if "deals" in result:
        found.compare("deals", result["deals"], find_deals(scenario).to_dict())
    if drawn is not None:
        found.compare("advise", result["advise"], _advised(drawn, as_object(result["advise"])))
    return tuple([f"roadmap.{name}" for name in names] + ["deals", "advise"])


def _advised(drawn: Draws, said: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return what is advised on the draws of a result."""
    searched = said.get("searched") is True
    try:
        day = date.fromisoformat(str(as_object(said.get("by")).get("date")))
        check_day(drawn.scenario, day)
    except (ValueError, UsageError):  # told where it stands
        day = None
    return advise_on(drawn, thorough="by_trust" in said, search=searched, by=day).to_dict()


def _planned(scenario: Scenario, said: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the roadmap that a search finds for the package of a result."""
    session = Session(scenario)
    best = plan_roadmap(session)
    if best is not None and list(best.package) == said.get("package"):
        return with_levels(session, best).to_dict()
    package = said.get("package")
    listed = package if isinstance(package, list) else []
    plan = plan_roadmap(scenario, [str(step) for step in listed])
    return {} if plan is None else plan.to_dict()
