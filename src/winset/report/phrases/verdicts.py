"""What results say, in sentences that a reader without mathematics understands."""

from collections.abc import Mapping, Sequence

from winset.firmness.subjects import Fate
from winset.report.language.words import amount, listed, share
from winset.roadmaps.roadmap import Binding, Roadmap
from winset.roadmaps.safeguards import Escrowed
from winset.roadmaps.verdicts import Verdict
from winset.scenario import Scenario
from winset.scenario.game import TOLERANCE

KEPT: Mapping[Verdict, str] = {
    "holds": "kept",
    "incentive_only": "not believed",
    "trust_only": "on good faith",
    "neither": "not kept",
}
"""What each verdict comes to, in a word or two."""


def fate_words(fate: Fate) -> str:
    """Return what becomes of a package, in a word or two."""
    return KEPT[fate.verdict] if fate.signable else "not signed"


def verdict_sentence(scenario: Scenario, roadmap: Roadmap) -> str:
    """Return what an order's verdict means, with the places that decide it."""
    tempted = _tempted(scenario, roadmap)
    doubted = _doubted(scenario, roadmap)
    match roadmap.verdict:
        case "holds":
            thin = ", by a thin margin" if roadmap.thin else ""
            return (
                f"It would be kept{thin}: at no point does anybody gain by breaking off, and all "
                "trust enough."
            )
        case "incentive_only":
            return f"It would be kept once begun, but nobody could rely on that: {doubted}."
        case "trust_only":
            return f"It rests on good faith: {tempted}."
        case _:
            return f"It would not be kept: {tempted}. Nor would it be believed: {doubted}."


def third_parties_cost(scenario: Scenario) -> bool:
    """Return whether some escrow of the file costs anything."""
    return any(cost.point for one in scenario.escrow for cost in one.cost.values())


def escrow_words(scenario: Scenario, escrow: Sequence[Escrowed], *, off: bool = True) -> str:
    """Return which steps go through a third party, and what that costs whom; empty where none do.

    Parameters
    ----------
    off
        Whether the values shown beside it have the cost taken off.
    """
    return " ".join(_through(scenario, one, off=off) for one in escrow)


def _through(scenario: Scenario, one: Escrowed, *, off: bool) -> str:
    steps = listed(f"“{scenario.name(step)}”" for step in one.steps)
    costs = listed(
        f"{amount(cost)} for {scenario.name(party)}" for party, cost in one.cost.items() if cost
    )
    goes = "goes" if len(one.steps) == 1 else "go"
    taken = "its cost is taken off" if off else "its cost has yet to be taken off the values above"
    price = f"; {taken}: {costs}" if costs else ", at no cost"
    return f"{steps} {goes} through a third party{price}."


def _first(scenario: Scenario, roadmap: Roadmap, key: str) -> str:
    """Return the first place that decides a key, in words."""
    places = (binding for binding in roadmap.binding if binding.key == key)
    first = next(places, None)
    return "" if first is None else explain(scenario, roadmap, first)


def _tempted(scenario: Scenario, roadmap: Roadmap) -> str:
    """Return who would break, and for how much: the worst placed first."""
    first = _first(scenario, roadmap, "incentive")
    worst = next((one.party for one in roadmap.binding if one.key == "incentive"), None)
    others = [one for one in roadmap.tempted if one.party != worst]
    return ". ".join((first, *(explain(scenario, roadmap, one) for one in others)))


def _doubted(scenario: Scenario, roadmap: Roadmap) -> str:
    """Return who would have to trust whom more: the furthest from it first, then all others."""
    first = next((one for one in roadmap.binding if one.key == "trust"), None)
    if first is None:
        return ""
    told = explain(scenario, roadmap, first)
    also = [
        f"of {scenario.name(party)} in {_lacked(scenario, lacking)}"
        for party, others in roadmap.trust.items()
        if (
            lacking := {
                other: trust.required
                for other, trust in others.items()
                if trust.lack > TOLERANCE and (party, other) != (first.party, first.other)
            }
        )
    ]
    return f"{told}. Nor is there trust enough {'; '.join(also)}" if also else told


def _lacked(scenario: Scenario, lacking: Mapping[str, float | None]) -> str:
    """Return in whom trust is lacking, and how much would be needed, those alike together."""
    alike: dict[str, list[str]] = {}
    for other, required in lacking.items():
        needed = "none would be enough" if required is None else f"{share(required)} needed"
        alike.setdefault(needed, []).append(scenario.name(other))
    return listed(f"{listed(names)} ({needed})" for needed, names in alike.items())


def explain(scenario: Scenario, roadmap: Roadmap, binding: Binding) -> str:
    """Return who does what, where and for how much, at a place that decides."""
    if binding.key == "trust":
        return _mistrust(scenario, roadmap, binding)
    party = scenario.name(binding.party)
    deed = f"{_deed(scenario, binding)} {where(scenario, roadmap, binding.node)}"
    gains = f"{party} gains {amount(temptation(roadmap, binding))} by {deed}"
    if binding.amount is None:
        return f"{gains}, and nobody would find out"
    return f"{gains}; it would need {amount(binding.amount)} more to lose by it"


def temptation(roadmap: Roadmap, binding: Binding) -> float:
    """Return what the party gains at the place, as against going on."""
    tempted = roadmap.nodes[binding.node].temptation[binding.party]
    if binding.kind == "pretence":
        return roadmap.moves[binding.node].pretence[binding.party]
    if binding.kind == "relapse" and tempted.relapse is not None:
        return tempted.relapse
    return tempted.open


def where(scenario: Scenario, roadmap: Roadmap, node: int) -> str:
    """Return a state of an order in words: after which step."""
    if node == 0:
        return "as things stand" if roadmap.nodes[0].done else "before anything is done"
    if node == len(roadmap.order):
        return "once all is done"
    move = roadmap.order[node - 1]
    slices = roadmap.slices.get(move[0], 1)
    part = f" (part {roadmap.order[:node].count(move)} of {slices})" if slices > 1 else ""
    return f"after “{listed(scenario.name(step) for step in move)}”{part}"


def _deed(scenario: Scenario, binding: Binding) -> str:
    match binding.kind:
        case "pretence":
            return f"only pretending to do “{scenario.name(binding.step or '')}”"
        case "relapse":
            return f"quietly going back on “{scenario.name(binding.step or '')}”"
        case _:
            return "breaking off"


def _mistrust(scenario: Scenario, roadmap: Roadmap, binding: Binding) -> str:
    other = binding.other or ""
    trust = roadmap.trust[binding.party][other]
    party, other_name = scenario.name(binding.party), scenario.name(other)
    place = where(scenario, roadmap, binding.node)
    if binding.step is not None:
        place = f"if “{scenario.name(binding.step)}” were only pretended"
    if trust.required is None:
        return f"{party} wins nothing by it and could lose something to {other_name} {place}"
    return (
        f"{party} would have to trust {other_name} at {share(trust.required)} for what it could "
        f"lose {place}, and trusts it at {share(trust.has)}"
    )
