"""States and moves of a conflict in words."""

from collections.abc import Iterable

from winset.aftermath.result import Aftermath
from winset.aftermath.walks import ConflictMove
from winset.report.language.words import listed
from winset.scenario import Scenario
from winset.scenario.conflict import Concept

CONCEPTS: dict[Concept, str] = {"nash": "Nash", "seq": "SEQ", "smr": "SMR", "gmr": "GMR"}
"""The concepts of stability as people know them, the strongest first."""

MEANINGS: dict[Concept, str] = {
    "nash": "nobody has a move to a state that it likes better",
    "seq": "whoever has one is deterred by moves that the others would be glad to make",
    "smr": "whoever has one is deterred by moves of the others, and could not get out again",
    "gmr": "whoever has one is deterred by moves of the others, be they to their own harm",
}


def option_title(scenario: Scenario, option: str) -> str:
    """Return what an option is called."""
    options = scenario.aftermath.options if scenario.aftermath else ()
    return next(one.title for one in options if one.id == option)


def state_words(scenario: Scenario, on: Iterable[str]) -> str:
    """Return a state in words: what is on in it."""
    return "; ".join(option_title(scenario, option) for option in on) or "nothing is on"


def move_words(scenario: Scenario, found: Aftermath, start: int, move: ConflictMove) -> str:
    """Return a move in words: who begins and ends what."""
    before, after = found.state(start).on, found.state(move.to).on
    begun = [f"“{option_title(scenario, one)}”" for one in after if one not in before]
    ended = [f"“{option_title(scenario, one)}”" for one in before if one not in after]
    deeds = [f"begins {listed(begun)}"] if begun else []
    deeds += [f"ends {listed(ended)}"] if ended else []
    return f"{scenario.name(move.party)} {' and '.join(deeds)}"


def path_words(
    scenario: Scenario, found: Aftermath, start: int, moves: Iterable[ConflictMove]
) -> str:
    """Return moves in a row in words, with the numbers of the states they lead to."""
    told = []
    for move in moves:
        told.append(f"{move_words(scenario, found, start, move)} (state {move.to})")
        start = move.to
    return ", then ".join(told)


def strongest(found: Aftermath, state: int) -> Concept | None:
    """Return the strongest concept by which a state is an equilibrium, if any."""
    return next((one for one in CONCEPTS if state in found.equilibria[one]), None)
