"""Whether an order would be kept, and the places that decide it."""

from collections.abc import Iterator, Mapping
from typing import Literal, TypeAlias

from winset.language.catalogue import say
from winset.report.document.blocks import Sentence, Tone
from winset.report.document.sentences import sentence, toned
from winset.report.parts.trust import reason
from winset.report.phrases.moves import deed, where
from winset.report.phrases.worth import in_unit
from winset.roadmaps.roadmap import Binding, Roadmap
from winset.roadmaps.verdicts import Verdict
from winset.scenario import Scenario
from winset.scenario.game import TOLERANCE

TONES: Mapping[Verdict, Tone] = {
    "holds": "good",
    "incentive_only": "fair",
    "trust_only": "fair",
    "neither": "bad",
}

Named: TypeAlias = Literal["it", "first", "nearest", "package", "own", "best", "signed", "refused"]
"""What a verdict is of: a package, or one in its own order, in the best, signed all the same."""


def verdict_sentences(
    scenario: Scenario, roadmap: Roadmap, place: str = "roadmap", named: Named = "it"
) -> Iterator[Sentence]:
    """Yield what an order's verdict means, and the places that decide it.

    Parameters
    ----------
    place
        Where the order stands in the results.
    """
    yield verdict_sentence(roadmap, place, named)
    yield from deciding_sentences(scenario, roadmap, place)


def verdict_sentence(
    roadmap: Roadmap, place: str = "roadmap", named: Named = "it", *, in_order: bool = False
) -> Sentence:
    """Return whether an order would be kept.

    Parameters
    ----------
    in_order
        Whether what is signed is done in an order of its own.
    """
    basis = (f"result:{place}.verdict", f"result:{place}.binding")
    data = {"verdict": roadmap.verdict, "thin": roadmap.thin}
    told = sentence("verdict.kept", *basis, named=named, in_order=in_order, **data)
    return toned(told, TONES[roadmap.verdict])


def deciding_sentences(
    scenario: Scenario, roadmap: Roadmap, place: str = "roadmap"
) -> Iterator[Sentence]:
    """Yield who would break and who would have to trust more; of what holds the weakest point."""
    weakest = weak_point(scenario, roadmap, place)
    if weakest is not None:
        yield weakest
    if roadmap.verdict in {"trust_only", "neither"}:
        yield from _tempted(scenario, roadmap, place)
    if roadmap.verdict in {"incentive_only", "neither"}:
        yield from _doubted(scenario, roadmap, place)


def weak_point(scenario: Scenario, roadmap: Roadmap, place: str = "roadmap") -> Sentence | None:
    """Return where an order that would be kept is nearest to breaking."""
    found = _first(roadmap, "incentive") if roadmap.verdict == "holds" else None
    if found is None:
        return None
    loss, basis = -_gained(roadmap, found), f"result:{place}.binding"
    little = loss <= roadmap.values[found.party]  # less than the deal gives it
    said = {"loss": loss, "told": in_unit(scenario, found.party, loss), "little": little}
    return sentence("verdict.weakest", basis, **said, **_act(scenario, roadmap, found))


def _first(roadmap: Roadmap, key: str) -> Binding | None:
    return next((one for one in roadmap.binding if one.key == key), None)


def _tempted(scenario: Scenario, roadmap: Roadmap, place: str) -> Iterator[Sentence]:
    """Yield who would break, and for how much: the worst placed first."""
    worst = _first(roadmap, "incentive")
    others = [one for one in roadmap.tempted if worst is None or one.party != worst.party]
    basis = (f"result:{place}.binding", f"result:{place}.tempted")
    for one in (*([] if worst is None else [worst]), *others):
        amounts = {"gain": _gained(roadmap, one), "short": one.amount}
        data = {
            name: None if value is None else in_unit(scenario, one.party, value)
            for name, value in amounts.items()
        }
        yield sentence("verdict.tempted", *basis, **data, **_act(scenario, roadmap, one))


def _gained(roadmap: Roadmap, binding: Binding) -> float:
    """Return what the party gains at the place, as against going on."""
    tempted = roadmap.nodes[binding.node].temptation[binding.party]
    if binding.kind == "pretence":
        return roadmap.moves[binding.node].pretence[binding.party]
    if binding.kind == "relapse" and tempted.relapse is not None:
        return tempted.relapse
    return tempted.open


def _act(scenario: Scenario, roadmap: Roadmap, binding: Binding) -> dict[str, str]:
    return {
        "party": scenario.name(binding.party),
        "deed": deed(scenario, binding.kind, binding.step),
        "place": where(scenario, roadmap, binding.node),
    }


def _doubted(scenario: Scenario, roadmap: Roadmap, place: str) -> Iterator[Sentence]:
    """Yield who would have to trust whom more: the furthest from it first, then all others."""
    first = _first(roadmap, "trust")
    if first is None:
        return
    basis = f"result:{place}.binding"
    yield from _mistrust(scenario, roadmap, first, basis)
    for party in roadmap.trust:
        others = list(_lacked(scenario, roadmap, party, first))
        if others:
            yield sentence("verdict.lacking", basis, party=scenario.name(party), others=others)


def _mistrust(
    scenario: Scenario, roadmap: Roadmap, binding: Binding, basis: str
) -> Iterator[Sentence]:
    other = binding.other or ""
    trust = roadmap.trust[binding.party][other]
    yield sentence(
        "verdict.doubted",
        basis,
        party=scenario.name(binding.party),
        other=scenario.name(other),
        step="" if binding.step is None else scenario.label(binding.step),
        place=where(scenario, roadmap, binding.node),
        required=trust.required,
    )
    if trust.required is not None:
        yield reason(scenario, binding.party, other, trust.has, basis)


def _lacked(scenario: Scenario, roadmap: Roadmap, party: str, first: Binding) -> Iterator[str]:
    """Yield in whom else a party lacks trust, and how much it would need, those alike together."""
    alike: dict[float | None, list[str]] = {}
    for other, trust in roadmap.trust[party].items():
        if trust.lack > TOLERANCE and (party, other) != (first.party, first.other):
            alike.setdefault(trust.required, []).append(scenario.name(other))
    for required, names in alike.items():
        yield say("verdict.lacked", others=names, required=required)
