"""What follows a breakdown: the verb of this part."""

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from winset.aftermath.chances import Chances, chances_from
from winset.aftermath.coalitions import coalitions
from winset.aftermath.graph import (
    Graph,
    StateId,
    StatePlace,
    compile_graph,
    equilibria,
    find_state,
    id_of,
    isolated,
    places,
    stability,
)
from winset.aftermath.inverse import Inverse, inverse_question
from winset.aftermath.result import (
    Aftermath,
    Break,
    Likely,
    Outlook,
    Paths,
    State,
    Watched,
)
from winset.aftermath.uncertain import uncertain_equilibria
from winset.aftermath.walks import Walker, improving_paths, named_moves
from winset.aftermath.witnesses import witnesses
from winset.aftermath.worth import Worth, trust_elsewhere, worth_of
from winset.language.catalogue import worded
from winset.roadmaps.roadmap import Roadmap
from winset.scenario import Conflict, Scenario, UsageError
from winset.scenario.conflict import CONCEPTS, Concept
from winset.scenario.tree import unknown

FEW_STATES = 60
"""Up to this many states all of them are explained; else those that matter."""

MOST_ENDS = 100
"""Equilibria to which paths are looked for, at most."""


def conflict_of(scenario: Scenario) -> Conflict:
    """Return the conflict that may follow a breakdown.

    Raises
    ------
    UsageError
        Where the file does not say.
    """
    if scenario.aftermath is None:
        raise UsageError(worded("errors.aftermath.untold", id=scenario.id))
    return scenario.aftermath


def trace_aftermath(
    scenario: Scenario,
    *,
    broken_at: Iterable[str] | None = None,
    roadmap: Roadmap | None = None,
    seed: int = 0,
) -> Aftermath:
    """Return what follows a breakdown: stable states, why, and how one gets there.

    Parameters
    ----------
    scenario
        The negotiation, with its `aftermath`.
    broken_at
        The steps that were done when a roadmap broke: options with a step are on at the start
        exactly if theirs was. None: the status quo of the file.
    roadmap
        An order; what breaking off at each of its points leads to is told as well.
    seed
        What draws of uncertain preferences start from, where there are too many to look at all.

    Raises
    ------
    UsageError
        Where the file does not say what may follow, or the state at the start cannot be.
    ScenarioTooLarge
        Where there are more states or moves than can be looked at.

    Examples
    --------
    >>> import winset
    >>> quarrel = winset.load("docs/examples/quarrel.yaml")
    >>> aftermath = winset.trace_aftermath(quarrel)
    >>> aftermath.equilibria["nash"], aftermath.equilibria["seq"]
    ((4,), (1, 4, 5))
    """
    conflict = conflict_of(scenario)
    graph = compile_graph(conflict, [party.id for party in scenario.parties])
    start = find_state(graph, _status_quo(scenario, conflict, broken_at))
    walker = Walker(graph)
    stable = stability(graph)
    held = equilibria(stable)
    worth = worth_of(graph, scenario, conflict)
    chances = chances_from(walker, conflict.move_rule, start)
    ends = _ends(held)
    paths = improving_paths(walker, start, ends)
    matter = dict.fromkeys([start, *ends, *(chances.ends if chances else ())])
    explained = graph.every_state if len(graph.states) <= FEW_STATES else list(matter)
    return Aftermath(
        parties=tuple(party for _, party in graph.each_party()),
        options=graph.options,
        states=_states(graph, worth),
        status_quo=id_of(start),
        stable={
            concept: {party: _ids(rows[p]) for p, party in graph.each_party()}
            for concept, rows in zip(CONCEPTS, stable, strict=True)
        },
        equilibria={concept: _numbered(states) for concept, states in held.items()},
        isolated=_numbered(isolated(graph)),
        paths=tuple(
            Paths(id_of(end), tuple(named_moves(graph, walk) for walk in found.walks), found.more)
            for end, found in paths.items()
        ),
        outlook=_outlook(chances, worth),
        witnesses=witnesses(walker, explained),
        coalitions=coalitions(graph),
        likely=_likely(graph, conflict, seed),
        watched=tuple(_watched(scenario, conflict, graph, chances, list(matter))),
        breaks=tuple(_breaks(scenario, conflict, walker, worth, roadmap)),
        seed=seed,
    )


def which_rankings(
    scenario: Scenario,
    wanted: Sequence[str],
    party: str,
    *,
    concept: Concept = "seq",
    seed: int = 0,
) -> Inverse:
    """Return which rankings of a party make a wanted state an equilibrium.

    Parameters
    ----------
    wanted
        The options that are on in the state.
    party
        A party that can move.
    concept
        The concept of stability.
    seed
        What a sample of rankings starts from, where there are too many to look at all.

    Raises
    ------
    UsageError
        Where there is no such party, option or state.

    Examples
    --------
    >>> import winset
    >>> quarrel = winset.load("docs/examples/quarrel.yaml")
    >>> rankings = winset.which_rankings(quarrel, ["talks"], "up")
    >>> rankings.fitting, rankings.rankings
    (4, 6)
    """
    graph = _graph_of(scenario)
    if party not in graph.parties:
        movers = {"party": party, "known": graph.parties}
        raise UsageError(worded("errors.aftermath.no_mover", **movers))
    state = find_state(graph, wanted)
    return inverse_question(Walker(graph), graph.parties.index(party), state, concept, seed)


def check_options(scenario: Scenario, wanted: Sequence[str]) -> None:
    """Refuse options that are not a state of a scenario's conflict.

    Raises
    ------
    UsageError
        Where there is no such option or state.
    """
    find_state(_graph_of(scenario), wanted)


def _graph_of(scenario: Scenario) -> Graph:
    return compile_graph(conflict_of(scenario), [one.id for one in scenario.parties])


def _status_quo(
    scenario: Scenario, conflict: Conflict, broken_at: Iterable[str] | None
) -> list[str]:
    """Return the options that are on at the start."""
    if broken_at is None:
        return list(conflict.status_quo)
    done = list(broken_at)
    steps = [step.id for step in scenario.steps]
    for step in done:
        if step not in steps:
            raise UsageError("; ".join(unknown(step, steps, "steps")))
    return [
        option.id
        for option in conflict.options
        if (option.id in conflict.status_quo if option.step is None else option.step in done)
    ]


def _ends(held: dict[Concept, list[StatePlace]]) -> list[StatePlace]:
    """Return the equilibria to explain, those of the strongest concepts first."""
    order: tuple[Concept, ...] = ("nash", "seq", "smr", "gmr")
    every = dict.fromkeys(state for concept in order for state in held[concept])
    return list(every)[:MOST_ENDS]


def _ids(row: NDArray[np.bool_]) -> tuple[StateId, ...]:
    return tuple(map(id_of, places(row)))


def _numbered(states: Sequence[StatePlace]) -> tuple[StateId, ...]:
    return tuple(map(id_of, states))


def _states(graph: Graph, worth: Worth) -> tuple[State, ...]:
    return tuple(
        State(
            id_of(s),
            graph.names(s),
            {who: float(values[s]) for who, values in worth.values.items()},
            {ledger: float(levels[s]) for ledger, levels in worth.ledgers.items()},
        )
        for s in graph.every_state
    )


def _outlook(chances: Chances | None, worth: Worth) -> Outlook | None:
    if chances is None:
        return None
    return Outlook(
        ends={id_of(state): chance for state, chance in chances.ends.items()},
        cycle=chances.cycle,
        moves=chances.moves,
        expected={who: chances.mean(values) for who, values in worth.values.items()},
    )


def _likely(graph: Graph, conflict: Conflict, seed: int) -> Likely | None:
    found = uncertain_equilibria(graph, conflict, seed)
    if found is None:
        return None
    shares = {
        concept: {id_of(state): share for state, share in row.items()}
        for concept, row in found.shares.items()
    }
    return Likely(found.exact, found.combinations, shares)


def _watched(
    scenario: Scenario,
    conflict: Conflict,
    graph: Graph,
    chances: Chances | None,
    states: Sequence[StatePlace],
) -> Iterable[Watched]:
    """Yield how trust elsewhere changes in the states that matter."""
    for talks in scenario.elsewhere:
        for party in talks.parties:
            after = {}
            before = 0.0
            for state in states:
                on = graph.names(state)
                switches = {option: option in on for option in graph.options}
                before, after[state] = trust_elsewhere(scenario, conflict, talks, party, switches)
            expected = None
            if chances is not None and chances.moves is not None:
                expected = sum(chance * after[end] for end, chance in chances.ends.items())
            numbered = {id_of(state): trust for state, trust in after.items()}
            yield Watched(talks.id, party, before, numbered, expected)


def _breaks(
    scenario: Scenario,
    conflict: Conflict,
    walker: Walker,
    worth: Worth,
    roadmap: Roadmap | None,
) -> Iterable[Break]:
    """Yield the outlook of breaking off at each point of a roadmap."""
    if not any(option.step for option in conflict.options):
        return
    for node in roadmap.nodes if roadmap is not None else ():
        start = walker.graph.place(_status_quo(scenario, conflict, node.done))
        if start is None:
            yield Break(node.done, None, None)
        else:
            chances = chances_from(walker, conflict.move_rule, start)
            yield Break(node.done, id_of(start), _outlook(chances, worth))
