"""The BATNA from the aftermath: `no_deal` as the expected value of what would follow.

A state is worth to a party what its effects say; where talks may still end in a deal there
(`deal`), with that chance it is worth the best deal that would be kept instead. What is to be
expected of the end, by the move rule, takes the place of `no_deal`. That may change which deal is
best, and so on, until nothing changes any more or the same numbers come back.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from winset.aftermath.chances import Chances, chances_from
from winset.aftermath.graph import compile_graph, find_state
from winset.aftermath.trace import conflict_of
from winset.aftermath.walks import Walker
from winset.aftermath.worth import Worth, worth_of
from winset.language.catalogue import worded
from winset.roadmaps.plan import plan_roadmap
from winset.roadmaps.roadmap import Roadmap
from winset.scenario import Scenario, UsageError
from winset.scenario.changes import with_points
from winset.scenario.game import TOLERANCE
from winset.tools.result import Result, plain_fields

MOST_ROUNDS = 20


@dataclass(frozen=True, slots=True)
class Round:
    """A value of no deal by party, the package that is then best to be kept, and its worth.

    `package` and `worth` are None where no package would be kept.
    """

    no_deal: Mapping[str, float]
    package: tuple[str, ...] | None
    worth: Mapping[str, float] | None


@dataclass(frozen=True, slots=True, repr=False)
class Expectation(Result):
    """The value of no deal as the aftermath implies it.

    Attributes
    ----------
    rounds
        From the numbers of the file on.
    outcome
        Whether a round repeats the one before (``fixed``) or an earlier one (``cycle``), or neither
        came about within `MOST_ROUNDS` (``open``).
    length
        The rounds of the cycle; 1 where it is fixed, None where it is open.
    """

    rounds: tuple[Round, ...]
    outcome: Literal["fixed", "cycle", "open"]
    length: int | None

    def __repr__(self) -> str:
        return f"Expectation({self.outcome} after {len(self.rounds)} rounds)"

    def to_dict(self) -> dict[str, Any]:
        """Return it as plain data."""
        return plain_fields(self, "outcome", "length", "rounds")


def expect_no_deal(scenario: Scenario) -> Expectation:
    """Return the value of no deal to each party, as what follows a breakdown implies it.

    Raises
    ------
    UsageError
        Where the file does not say what may follow, or it may go round for ever.

    Examples
    --------
    >>> import winset
    >>> from winset.scenario import load_text
    >>> scenario = load_text('''
    ... winset: 1
    ... title: A strike
    ... parties: {a: {name: Ana}, b: {name: Ben}}
    ... steps: {swap: {by: [a, b], value: {a: 1, b: 1}}}
    ... aftermath:
    ...   options: {strike: {by: a}}
    ...   preferences: {a: {statements: [strike]}, b: {statements: [not strike]}}
    ...   effects: [{when: strike, value: {a: 2, b: -3}}]
    ... ''')
    >>> winset.expect_no_deal(scenario)
    Expectation(fixed after 2 rounds)
    """
    conflict = conflict_of(scenario)
    graph = compile_graph(conflict, [party.id for party in scenario.parties])
    start = find_state(graph, conflict.status_quo)
    chances = chances_from(Walker(graph), conflict.move_rule, start)
    if chances is None or chances.moves is None:
        raise UsageError(worded("errors.aftermath.endless", id=scenario.id))
    worth = worth_of(graph, scenario, conflict)
    no_deal = {party.id: party.no_deal.point for party in scenario.parties}
    rounds: list[Round] = []
    for _ in range(MOST_ROUNDS):
        found = _round(scenario, no_deal)
        rounds.append(found)
        no_deal = _after(chances, worth, found)
        back = _back(rounds, no_deal)
        if back:
            return Expectation(tuple(rounds), "fixed" if back == 1 else "cycle", back)
    return Expectation(tuple(rounds), "open", None)


def _round(scenario: Scenario, no_deal: Mapping[str, float]) -> Round:
    points = {f"parties.{party}.no_deal": value for party, value in no_deal.items()}
    plan = plan_roadmap(with_points(scenario, points))
    if plan is None or plan.verdict != "holds":
        return Round(dict(no_deal), None, None)
    return Round(dict(no_deal), plan.package, _worth(plan, no_deal))


def _worth(plan: Roadmap, no_deal: Mapping[str, float]) -> dict[str, float]:
    return {party: value + no_deal[party] for party, value in plan.values.items()}


def _after(chances: Chances, worth: Worth, found: Round) -> dict[str, float]:
    """Return the expected value of the end, by party."""
    expected = {}
    for party in found.no_deal:
        values = worth.values.get(party, 0.0 * worth.deal)
        if found.worth is not None:
            values = (1 - worth.deal) * values + worth.deal * found.worth[party]
        expected[party] = chances.mean(values) or 0.0
    return expected


def _back(rounds: list[Round], no_deal: Mapping[str, float]) -> int | None:
    """Return how many rounds ago the same numbers stood; None where they never did."""
    size = {
        who: max(abs(x) for x in (value, *_seen(rounds, who))) for who, value in no_deal.items()
    }
    for ago, one in enumerate(reversed(rounds), start=1):
        if all(abs(one.no_deal[i] - x) <= TOLERANCE * size[i] for i, x in no_deal.items()):
            return ago
    return None


def _seen(rounds: list[Round], party: str) -> list[float]:
    return [one.no_deal[party] for one in rounds]
