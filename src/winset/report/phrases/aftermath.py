"""States and moves of a conflict in words."""

from collections.abc import Iterable

from winset.aftermath.result import Aftermath
from winset.aftermath.walks import ConflictMove
from winset.language.catalogue import say
from winset.scenario import Scenario
from winset.scenario.conflict import Concept

STRONGEST_FIRST: tuple[Concept, ...] = ("nash", "seq", "smr", "gmr")


def state_words(scenario: Scenario, on: Iterable[str], *, short: bool = False) -> str:
    """Return a state in words: what is on in it; in a table by short names."""
    return say("aftermath.state", on=option_titles(scenario, on, short=short))


def option_titles(scenario: Scenario, ids: Iterable[str], *, short: bool = False) -> list[str]:
    """Return what options are called."""
    options = scenario.aftermath.options if scenario.aftermath else ()
    titles = {one.id: (one.short if short else None) or one.title for one in options}
    return [titles[one] for one in ids]


def change_words(scenario: Scenario, found: Aftermath, start: int, to: int) -> str:
    """Return what a move changes: what it begins and what it ends."""
    before, after = found.state(start).on, found.state(to).on
    begun = option_titles(scenario, (one for one in after if one not in before))
    ended = option_titles(scenario, (one for one in before if one not in after))
    return say("aftermath.change", begun=begun, ended=ended)


def path_words(
    scenario: Scenario, found: Aftermath, start: int, moves: Iterable[ConflictMove]
) -> str:
    """Return moves in a row in words: who would begin and end what."""
    told = []
    for move in moves:
        change = change_words(scenario, found, start, move.to)
        told.append(say("aftermath.move", party=scenario.name(move.party), change=change))
        start = move.to
    return say("aftermath.path", moves=told)


def strongest(found: Aftermath, state: int) -> Concept | None:
    """Return the strongest concept by which a state is an equilibrium, if any."""
    return next((one for one in STRONGEST_FIRST if state in found.equilibria[one]), None)
