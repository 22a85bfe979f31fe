"""What excludes what, each in one sentence: demands against demands where that is all."""

from collections.abc import Iterator
from itertools import chain, combinations, islice

from winset.deals.demands import wanted_steps
from winset.impasse.groups import demands_of
from winset.impasse.impasse import Impasse
from winset.impasse.reasons import Reason
from winset.language.catalogue import say
from winset.report.document.blocks import Sentence
from winset.report.document.sentences import sentence
from winset.report.phrases.groups import Trust, clauses, demand_name
from winset.report.phrases.tense import over
from winset.report.phrases.titles import whole, wholes
from winset.scenario import Demand, Scenario


def clash(scenario: Scenario, impasse: Impasse | None) -> Iterator[Sentence]:
    """Yield the first clash of demands, where one alone rules a deal out."""
    for n, reason in enumerate(() if impasse is None else impasse.reasons):
        demands = _demands(scenario, reason)
        if len(demands) == len(reason.groups) and len({one.by for one in demands}) > 1:
            basis = f"result:impasse.reasons.{n}.groups"
            yield (
                _opposed(scenario, reason, basis)
                or _other_order(scenario, reason, basis)
                or _positions(scenario, demands, basis)
            )
            return


def plainest_of_all(scenario: Scenario, impasse: Impasse) -> Iterator[Sentence]:
    """Yield the first clash of demands; where there is none, the smallest reason."""
    yield from islice(chain(clash(scenario, impasse), plainest(scenario, impasse)), 1)


def plainest(scenario: Scenario, impasse: Impasse | None) -> Iterator[Sentence]:
    """Yield the smallest reason of each conflict, with what each demand asks for."""
    if impasse is None:
        return
    seen: set[int] = set()
    for n, reason in enumerate(impasse.reasons):
        if reason.conflict not in seen:
            seen.add(reason.conflict)
            basis = f"result:impasse.reasons.{n}.groups"
            yield _between(scenario, impasse, reason, basis) or _no_fit(
                scenario, impasse, reason, basis
            )


def _no_fit(scenario: Scenario, impasse: Impasse, reason: Reason, basis: str) -> Sentence:
    """Return the things that no deal fits."""
    key = "insists.no_fit" if reason.groups else "insists.reason"
    told = clauses(scenario, reason.groups, trust=impasse.trust)
    return sentence(key, basis, clauses=told)


def _between(scenario: Scenario, impasse: Impasse, reason: Reason, basis: str) -> Sentence | None:
    """Return what one side wants and another does not, where it can be said so plainly."""
    return _opposed(scenario, reason, basis) or _other_order(scenario, reason, basis, impasse.trust)


def _demands(scenario: Scenario, reason: Reason) -> list[Demand]:
    return [one for group in reason.groups for one in demands_of(scenario, group)]


def _positions(scenario: Scenario, demands: list[Demand], basis: str) -> Sentence:
    """Return which demands exclude one another, side by side."""
    sides = [
        say(
            "insists.side",
            party=scenario.name(party.id),
            demands=[demand_name(scenario, one) for one in demands if one.by == party.id],
        )
        for party in scenario.parties
        if any(one.by == party.id for one in demands)
    ]
    return sentence("insists.positions", basis, sides=sides, past=over(scenario))


def _opposed(scenario: Scenario, reason: Reason, basis: str) -> Sentence | None:
    """Return that one side requires what another rules out, where that is all."""
    demands = _demands(scenario, reason)
    if len(demands) != len(reason.groups) or len(demands) != 2:
        return None
    for one, other in (demands, demands[::-1]):
        steps = [step for step in wanted_steps(scenario, one) if step in other.refuse]
        if steps:
            names = {"party": scenario.name(one.by), "other": scenario.name(other.by)}
            data = {"steps": wholes(scenario, steps), "past": over(scenario)}
            return sentence("insists.opposed", basis, **names, **data)
    return None


def _other_order(
    scenario: Scenario, reason: Reason, basis: str, trust: Trust | None = None
) -> Sentence | None:
    """Return that one side wants an order, and another the reverse, where there are such.

    Parameters
    ----------
    trust
        How much there is, where what else is in the reason is told as well.
    """
    of_order = [
        (group, one.by, pair)
        for group in reason.groups
        for one in demands_of(scenario, group)
        for pair in one.before
    ]
    for (group, by, (first, then)), (against, other, pair) in combinations(of_order, 2):
        if pair == (then, first):
            others = [one for one in reason.groups if one not in (group, against)]
            rest = [] if trust is None else others
            also = clauses(scenario, rest, trust=trust) if rest else []
            names = {"party": scenario.name(by), "other": scenario.name(other), "also": also}
            steps = {"first": whole(scenario, first), "then": whole(scenario, then)}
            data = {**names, **steps, "past": over(scenario)}
            return sentence("insists.other_order", basis, **data)
    return None
