"""What results say, in sentences that a reader without mathematics understands."""

from winset.report.words import amount, listed, share
from winset.roadmaps.roadmap import Binding, Roadmap
from winset.scenario import Scenario

VERDICT_WORDS = {
    "holds": "would be kept",
    "incentive_only": "kept once begun, but not believed",
    "trust_only": "rests on good faith",
    "neither": "would not be kept",
}
"""Each verdict in a few words."""


def verdict_sentence(scenario: Scenario, roadmap: Roadmap) -> str:
    """Return what an order's verdict means, with the place that decides it."""
    places = [explain(scenario, roadmap, binding) for binding in deciding(roadmap)]
    because = f": {listed(places)}" if places else ""
    match roadmap.verdict:
        case "holds":
            thin = ", though by a thin margin" if roadmap.thin else ""
            return f"It would be kept{thin}: at no point does anybody gain by breaking it, and all trust enough."
        case "incentive_only":
            return f"Kept once begun, but not believed{because}."
        case "trust_only":
            return f"It rests on good faith{because}."
        case _:
            return f"It would not be kept{because}."


def deciding(roadmap: Roadmap) -> tuple[Binding, ...]:
    """Return, for each key that fails, the first place that decides it."""
    failing = []
    if roadmap.verdict in {"trust_only", "neither"}:
        failing.append("incentive")
    if roadmap.verdict in {"incentive_only", "neither"}:
        failing.append("trust")
    firsts = (next((b for b in roadmap.binding if b.key == key), None) for key in failing)
    return tuple(binding for binding in firsts if binding is not None)


def explain(scenario: Scenario, roadmap: Roadmap, binding: Binding) -> str:
    """Return who does what, where and for how much, at a place that decides."""
    if binding.key == "trust":
        return _mistrust(scenario, roadmap, binding)
    party = scenario.name(binding.party)
    gain = temptation(roadmap, binding)
    how = f"{_deed(scenario, binding)}{where(scenario, roadmap, binding.node)}"
    if binding.amount is None:
        return f"{party} gains {amount(gain)} by {how}, which nobody would find out"
    return f"{party} gains {amount(gain)} by {how}; {amount(binding.amount)} more at stake would stop it"


def temptation(roadmap: Roadmap, binding: Binding) -> float:
    """Return what the party gains at the place, as against going on."""
    tempted = roadmap.nodes[binding.node].temptation[binding.party]
    if binding.kind == "pretence":
        return roadmap.moves[binding.node].pretence[binding.party]
    if binding.kind == "relapse" and tempted.relapse is not None:
        return tempted.relapse
    return tempted.open


def where(scenario: Scenario, roadmap: Roadmap, node: int) -> str:
    """Return the state of an order in words: after which step."""
    if node == 0:
        return " before anything is done"
    if node == len(roadmap.order):
        return " once all is done"
    return f" after “{listed(scenario.name(step) for step in roadmap.order[node - 1])}”"


def _deed(scenario: Scenario, binding: Binding) -> str:
    match binding.kind:
        case "pretence":
            return f"only pretending to “{scenario.name(binding.step or '')}”"
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
        place = f" if “{scenario.name(binding.step)}” were only pretended"
    if trust.required is None:
        return f"{party} has something to lose to {other_name}{place}, and nothing to win"
    return (
        f"{party} would need to trust {other_name} at {share(trust.required)} and does at "
        f"{share(trust.has)}, for what it could lose{place}"
    )
