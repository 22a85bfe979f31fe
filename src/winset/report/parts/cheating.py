"""Who could cheat or stop half-way along an order, and what parties learn on the way."""

from collections.abc import Iterator

from winset.language.catalogue import say
from winset.language.words import share, signed
from winset.report.document.blocks import Block, Row, Sentence, Table
from winset.report.document.compose import paragraph, points
from winset.report.document.sentences import note, sentence, toned
from winset.report.phrases.moves import where
from winset.report.phrases.worth import in_unit
from winset.roadmaps.cheating import Cheat, Stall
from winset.roadmaps.roadmap import Roadmap
from winset.roadmaps.temptations import unseen_cheats
from winset.scenario import Scenario

_MOST = 6
"""Rows of a table that the short form shows."""


def cheats(scenario: Scenario, roadmap: Roadmap) -> Iterator[Block]:
    """Yield who could cheat unseen, most to gain first."""
    rows = tuple(_cheat(scenario, roadmap, *one) for one in unseen_cheats(roadmap))
    if rows:
        columns = tuple(say(f"cheating.{n}") for n in ("how", "gains", "found", "needed", "late"))
        yield Table(say("cheating.caption"), columns, rows, frozenset({1, 2, 3, 4}), _MOST)
        yield note("cheating.note")


def stalling(scenario: Scenario, roadmap: Roadmap) -> Iterator[Block]:
    """Yield who would rather stop half-way."""
    found = list(_stalls(scenario, roadmap))
    if found:
        yield points([one] for one in found)
        yield note("cheating.stall_note")


def learning(scenario: Scenario, roadmap: Roadmap) -> Iterator[Block]:
    """Yield how trust grows along an order, and the chance that all go on to the end."""
    if roadmap.learning is not None:
        yield note("cheating.learning_note")
        yield paragraph(*_learned(scenario, roadmap))


def _cheat(scenario: Scenario, roadmap: Roadmap, n: int, cheat: Cheat) -> Row:
    how = say(
        "cheating.cheat",
        party=scenario.label(cheat.party),
        kind=cheat.kind,
        step=scenario.label(cheat.step),
        place=where(scenario, roadmap, cheat.node),
    )
    enough = say("cheating.none") if cheat.needed is None else share(cheat.needed)
    cells = (how, signed(cheat.gain), share(cheat.detection), enough, signed(cheat.late))
    return Row(cells, (f"result:roadmap.cheating.{n}",), {1: "bad"} if cheat.pays else {})


def _stalls(scenario: Scenario, roadmap: Roadmap) -> Iterator[Sentence]:
    """Yield where each party would gain most by stopping without undoing anything."""
    worst: dict[str, tuple[int, Stall]] = {}
    for n, stall in enumerate(roadmap.stalling or ()):
        if stall.party not in worst or stall.amount > worst[stall.party][1].amount:
            worst[stall.party] = (n, stall)
    for n, stall in worst.values():
        place = where(scenario, roadmap, stall.node)
        worth = in_unit(scenario, stall.party, stall.amount)
        data = {"party": scenario.name(stall.party), "worth": worth, "place": place}
        yield toned(sentence("cheating.stall", f"result:roadmap.stalling.{n}", **data), "fair")


def _learned(scenario: Scenario, roadmap: Roadmap) -> Iterator[Sentence]:
    found = roadmap.learning
    if found is None:
        return
    for party, others in found.trust.items():
        for other, along in others.items():
            if along[-1] > along[0]:
                names = {"party": scenario.name(party), "other": scenario.name(other)}
                basis = f"result:roadmap.learning.trust.{party}.{other}"
                data = {"first": along[0], "last": along[-1]}
                yield sentence("cheating.trust_grows", basis, **data, **names)
    for party, chance in found.completion.items():
        basis = f"result:roadmap.learning.completion.{party}"
        yield sentence("cheating.completion", basis, party=scenario.name(party), chance=chance)
