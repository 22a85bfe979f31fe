"""Stability of the states of a conflict graph: published models, and the plain twin.

Sources. Prisoner's dilemma: any textbook. Elmira: Hipel, Fang and Kilgour, on the contaminated
aquifer of Elmira, Ontario. Garrison diversion (North Dakota) and the Cuban missile crisis: the
rankings and statements that the open-source program gmcr-py ships as examples
(``save_files/Garrison.gmcr``, ``Examples/Cuban.gmcr`` of onp/gmcr-py), after Fraser and Hipel
(Conflict Analysis, 1984). For these two no published table of stable states could be read: the
plain twin is the check. For Rafferty-Alameda no full table of preferences was found.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pytest

from generators.random_conflicts import random_conflict, to_plain
from references import aftermath_reference as plain
from winset.aftermath.graph import Graph, compile_graph, equilibria, find_state, isolated, stability
from winset.scenario import Conflict, Option, ScenarioTooLarge, load_text
from winset.scenario.conflict import CONCEPTS, Concept


def graph_of(text: str) -> Graph:
    found = load_text(text)
    assert found.aftermath is not None
    return compile_graph(found.aftermath, [party.id for party in found.parties])


def numbers_of_equilibria(graph: Graph) -> dict[Concept, set[int]]:
    """Return the equilibria by concept, as numbers from 1."""
    found = equilibria(stability(graph))
    return {concept: {state + 1 for state in states} for concept, states in found.items()}


def to_model(graph: Graph) -> plain.Model:
    """Return a compiled graph for the plain twin."""
    states = graph.every_state
    return plain.Model(
        tuple(frozenset(graph.names(s)) for s in states),
        {
            party: {s: frozenset(graph.moves(p, s)) for s in states}
            for p, party in enumerate(graph.parties)
        },
        {party: dict(enumerate(map(int, graph.rank[p]))) for p, party in enumerate(graph.parties)},
    )


HEAD = "winset: 1\ntitle: T\nparties: {"
PRISONERS = f"""{HEAD}a: {{name: A}}, b: {{name: B}}}}
aftermath:
  options: {{a-quiet: {{by: a}}, b-quiet: {{by: b}}}}
  preferences:
    a: {{ranking: [[[b-quiet]], [[a-quiet, b-quiet]], [[]], [[a-quiet]]]}}
    b: {{statements: [a-quiet, not b-quiet]}}
"""


def ranked(*groups: int | tuple[int, ...]) -> list[tuple[int, ...]]:
    return [(group,) if isinstance(group, int) else group for group in groups]


def written(states: list[frozenset[str]], groups: list[tuple[int, ...]]) -> str:
    """Return a ranking of numbered states as a file has it."""
    shown = [
        "[" + ", ".join(f"[{', '.join(sorted(states[s - 1]))}]" for s in group) + "]"
        for group in groups
    ]
    return f"{{ranking: [{', '.join(shown)}]}}"


def file_of(
    options: Mapping[str, tuple[str, str]],
    infeasible: list[str],
    preferences: Mapping[str, list[tuple[int, ...]]],
    first: str,
) -> str:
    """Return a file of a published model whose states are ranked by their numbers."""
    lines = [f"    {id_}: {{by: {by}, moves: {way}}}" for id_, (by, way) in options.items()]
    bare = dict.fromkeys(preferences, "{statements: [" + first + "]}")

    def text(orders: Mapping[str, str]) -> str:
        who = ", ".join(f"{party}: {{name: {party}}}" for party in preferences)
        told = "".join(f"    {party}: {order}\n" for party, order in orders.items())
        return (
            f"{HEAD}{who}}}\naftermath:\n  options:\n" + "\n".join(lines) + "\n"
            f"  infeasible: [{', '.join(infeasible)}]\n  status_quo: [{first}]\n"
            f"  preferences:\n{told}"
        )

    graph = graph_of(text(bare))
    states = [frozenset(graph.names(s)) for s in graph.every_state]
    return text({party: written(states, groups) for party, groups in preferences.items()})


ELMIRA = file_of(
    {
        "modify": ("ministry", "on"),
        "delay": ("uniroyal", "off"),
        "accept": ("uniroyal", "both"),
        "abandon": ("uniroyal", "on"),
        "insist": ("local", "both"),
    },
    [
        "delay and accept",
        "delay and abandon",
        "accept and abandon",
        "not (delay or accept or abandon)",
    ],
    {
        "ministry": ranked(9, 3, 4, 10, 7, 1, 2, 8, (11, 5, 6, 12)),
        "uniroyal": ranked(1, 4, 10, 7, (5, 11, 6, 12), 2, 3, 9, 8),
        "local": ranked(9, 3, 7, 1, 10, 8, 4, 2, (11, 5, 12, 6)),
    },
    "delay",
)

GARRISON = file_of(
    {
        "full": ("support", "both"),
        "reduced": ("support", "both"),
        "appease": ("support", "both"),
        "legal": ("opposition", "both"),
        "treaty": ("canada", "both"),
        "ijc-full": ("commission", "both"),
        "ijc-reduced": ("commission", "both"),
        "ijc-lonetree": ("commission", "both"),
        "ijc-suspend": ("commission", "both"),
    },
    [
        "full and reduced",
        "full and appease",
        "reduced and appease",
        "ijc-full and (ijc-reduced or ijc-lonetree or ijc-suspend)",
        "ijc-reduced and (ijc-lonetree or ijc-suspend)",
        "ijc-lonetree and ijc-suspend",
        "not (full or reduced or appease)",
        "not (ijc-full or ijc-reduced or ijc-lonetree or ijc-suspend)",
        "full and not legal",
        "appease and legal",
        "full and not treaty and not ijc-full",
        "(reduced or appease) and not treaty and (ijc-lonetree or ijc-suspend)",
    ],
    {
        "support": ranked(
            3, 7, (1, 2), 4, (5, 6), 8, 9, 12, 11, 15, 10, 13, 14, 17, 16, 18, 19, 21, 20, 22, 23
        ),
        "opposition": ranked(
            (21, 17, 13, 10, 6, 2), (23, 19), 15, 11, 8, 4, 22, 18, 14, 7, 3, 20, 16, 12, 9, 5, 1
        ),
        "canada": ranked(
            23, (20, 21), 19, (16, 17), 11, (9, 10), 15, (12, 13), 2, 4, 1, 8, (5, 6), 22, 18, 14,
            3, 7,
        ),
        "commission": ranked(tuple(range(1, 24))),
    },
    "full, legal, ijc-full",
)  # fmt: skip

CUBA = f"""{HEAD}us: {{name: United States}}, ussr: {{name: Soviet Union}}}}
aftermath:
  options:
    strike: {{by: us, moves: on}}
    blockade: {{by: us}}
    withdraw: {{by: ussr}}
    escalate: {{by: ussr}}
  infeasible: [withdraw and escalate]
  preferences:
    us:
      statements:
        - withdraw
        - not escalate
        - not strike and withdraw
        - not blockade and withdraw
        - strike and escalate
        - blockade and escalate
        - (strike and not withdraw) or (blockade and not escalate) or
          (strike and not escalate) or (blockade and not withdraw)
        - not strike and not withdraw and not escalate
        - not blockade and not withdraw and not escalate
    ussr:
      statements:
        - not escalate
        - not escalate or strike
        - not escalate or blockade
        - not strike and not escalate
        - not blockade and not escalate
        - (blockade iff withdraw) or (strike and withdraw)
        - blockade and not withdraw and not escalate
        - strike and not blockade and withdraw and not escalate
"""


def test_prisoners() -> None:
    found = numbers_of_equilibria(graph_of(PRISONERS))
    assert found == {"nash": {1}, "gmr": {1, 4}, "smr": {1, 4}, "seq": {1, 4}}


def test_elmira() -> None:
    graph = graph_of(ELMIRA)
    assert len(graph.states) == 12
    own = {5, 6, 7, 10, 11, 12}
    assert numbers_of_equilibria(graph) == {
        "nash": own,
        "seq": own,
        "gmr": own | {1, 4},
        "smr": own | {1, 4},
    }


@pytest.mark.parametrize(("text", "states"), [(ELMIRA, 12), (GARRISON, 23), (CUBA, 12)])
def test_published_models_equal_the_plain_twin(text: str, states: int) -> None:
    graph = graph_of(text)
    assert len(graph.states) == states
    model = to_model(graph)
    found = numbers_of_equilibria(graph)
    for concept in CONCEPTS:
        assert found[concept] == {s + 1 for s in plain.equilibria(model, concept)}
    assert found["nash"]


@pytest.mark.parametrize("parties", [2, 3, 4])
@pytest.mark.parametrize("seed", range(40))
def test_random_models_equal_the_plain_twin(seed: int, parties: int) -> None:
    conflict = random_conflict(seed, parties, options=3 + seed % 3)
    model = to_plain(conflict)
    graph = compile_graph(conflict, tuple(conflict.preferences))
    assert graph.parties == model.parties
    assert [p for _, p in graph.each_party()] == [
        p for p in conflict.preferences if p in model.parties
    ]
    assert tuple(frozenset(graph.names(s)) for s in graph.every_state) == model.states
    rank_free = to_model(graph)
    assert rank_free.moves == model.moves
    stable = stability(graph)
    for c, concept in enumerate(CONCEPTS):
        for p, party in enumerate(graph.parties):
            expected = [plain.stable(model, party, s, concept) for s in range(len(model.states))]
            assert stable[c, p].tolist() == expected, (concept, party)


@pytest.mark.parametrize("seed", range(30))
def test_one_concept_implies_another(seed: int) -> None:
    conflict = random_conflict(1000 + seed, 2 + seed % 3, options=6)
    nash, gmr, smr, seq = stability(compile_graph(conflict, tuple(conflict.preferences)))
    for stronger, weaker in ((nash, smr), (smr, gmr), (nash, seq), (seq, gmr)):
        assert not (stronger & ~weaker).any()


@pytest.mark.parametrize("seed", range(10))
def test_the_order_of_parties_and_options_does_not_matter(seed: int) -> None:
    conflict = random_conflict(2000 + seed, 3)
    graph = compile_graph(conflict, tuple(conflict.preferences))
    turned = Conflict(
        options=conflict.options[::-1],
        preferences=conflict.preferences,
        infeasible=conflict.infeasible,
        common_moves=conflict.common_moves,
    )
    other = compile_graph(turned, tuple(reversed(tuple(conflict.preferences))))
    place = np.array([find_state(other, graph.names(s)) for s in graph.every_state])
    rows = [other.parties.index(party) for party in graph.parties]
    assert (stability(graph) == stability(other)[:, rows][..., place]).all()


def test_states_that_nobody_can_move_to_or_from_are_found() -> None:
    text = PRISONERS.replace("aftermath:", "aftermath:\n  infeasible: [a-quiet iff not b-quiet]")
    text = text.replace(
        "[[[b-quiet]], [[a-quiet, b-quiet]], [[]], [[a-quiet]]]", "[[[]], [[a-quiet, b-quiet]]]"
    )
    graph = graph_of(text)
    assert isolated(graph) == [0, 1]
    assert stability(graph).all()


def test_too_many_states_are_refused() -> None:
    options = tuple(Option(f"o{k}", "o", "a") for k in range(18))
    with pytest.raises(ScenarioTooLarge, match="262,144 states can be; the most is 131,072"):
        compile_graph(Conflict(options, {}), ("a", "b"))
    with pytest.raises(ScenarioTooLarge, match="more than 50,000,000 moves"):
        compile_graph(Conflict(options[:16], {}), ("a", "b"))
