"""The four concepts of stability on random conflict graphs, all options free.

The peer is a plain reading of the definitions with Python sets, on the same inputs. The open-source
program for this, gmcr-py 0.4.1, does not install with pip; measured once on 4,096 states of three
parties it took 16 to 32 s and 0.8 GB, and its sequential stability is wrong for three parties or
more. Times are those of the verdicts for all parties and states; *with the graph* includes listing
all moves.
"""

from __future__ import annotations

from functools import partial

import numpy as np

from benchmarks import Row, peak_memory, show, timed
from winset.aftermath._kernels import Bools
from winset.aftermath.graph import Graph, compile_graph, stability
from winset.scenario import Conflict, Option, Ordering, Preference

PARTIES = ("a", "b", "c")
SEEDS = 7


def main() -> None:
    """Print the table."""
    warm_up()
    show(
        [
            beside("256 states, 3 parties", 8, whole=False),
            beside("  many ties", 8, whole=True),
            alone("4,096 states, 3 parties", 12),
            alone("  many ties", 12, whole=True),
            alone("  with the graph", 12, graph=True),
            alone("65,536 states, 3 parties", 16),
            alone("  many ties", 16, whole=True),
            alone("  with the graph", 16, graph=True),
        ]
    )


def warm_up() -> None:
    """Have everything compiled that the rows use."""
    stability(ranked(plain_graph(4), 0))


def alone(title: str, options: int, *, whole: bool = False, graph: bool = False) -> Row:
    """Return a row that ours runs alone."""
    made = plain_graph(options)
    graphs = [ranked(made, seed, whole=whole) for seed in range(SEEDS)]
    work = [partial(built, options, one) if graph else partial(stability, one) for one in graphs]
    spent = [timed(one)[0] for one in work]
    return Row(title, tuple(spent), memory=peak_memory(warm_up, work[int(np.argmax(spent))]))


def beside(title: str, options: int, *, whole: bool) -> Row:
    """Return a row that both run, in turns."""
    mine, theirs, equal = [], [], True
    for seed in range(3):
        graph = ranked(plain_graph(options), seed, whole=whole)
        spent, found = timed(partial(stability, graph))
        mine.append(spent)
        spent, expected = timed(partial(by_definition, graph))
        theirs.append(spent)
        equal &= bool((found == expected).all())
    return Row(title, tuple(mine), tuple(theirs), equal)


def plain_graph(options: int) -> Graph:
    """Return a graph of so many options, the parties' in turn, all both ways."""
    listed = tuple(Option(f"o{k}", f"o{k}", PARTIES[k % len(PARTIES)]) for k in range(options))
    alike = Preference(one_of=(Ordering(),))
    return compile_graph(Conflict(listed, dict.fromkeys(PARTIES, alike)), PARTIES)


def ranked(graph: Graph, seed: int, *, whole: bool = False) -> Graph:
    """Return it with random preferences: strict, or in 20 grades."""
    rng = np.random.default_rng([len(graph.states), seed])
    shape = (len(PARTIES), len(graph.states))
    rank = rng.integers(0, 20, shape) if whole else np.argsort(rng.random(shape), axis=1)
    return graph.with_rank(rank.astype(np.int32))


def built(options: int, graph: Graph) -> Bools:
    """Return the verdicts, the graph made anew."""
    return stability(plain_graph(options).with_rank(graph.rank))


def by_definition(graph: Graph) -> Bools:
    """Return the verdicts, by the definitions."""
    parties, states = range(len(graph.parties)), range(len(graph.states))
    moves = [[[*map(int, graph.moves(p, s))] for s in graph.every_state] for p in parties]
    rank = graph.rank.tolist()
    stable = np.ones((4, len(parties), len(states)), dtype=np.bool_)
    for p in parties:
        own = rank[p]
        others = [other for other in parties if other != p]
        answers = [
            [reached(moves, rank, others, s, improving=better) for s in states]
            for better in (False, True)
        ]
        best = [max(own[s], *(own[to] for to in moves[p][s])) for s in states]
        for s in states:
            gains = [to for to in moves[p][s] if own[to] > own[s]]
            kinds = ((answers[0], own), (answers[0], best), (answers[1], own))
            stable[0, p, s] = not gains
            for concept, (reach, value) in enumerate(kinds, start=1):
                stable[concept, p, s] = all(
                    any(value[u] <= own[s] for u in reach[to]) for to in gains
                )
    return stable


def reached(
    moves: list[list[list[int]]],
    rank: list[list[int]],
    movers: list[int],
    start: int,
    *,
    improving: bool,
) -> set[int]:
    """Return what movers reach by legal sequences of at least one move."""
    seen: set[tuple[int, int]] = set()
    todo = [(start, -1)]
    while todo:
        state, last = todo.pop()
        for party in movers:
            for to in moves[party][state] if party != last else ():
                if improving and rank[party][to] <= rank[party][state]:
                    continue
                if (to, party) not in seen:
                    seen.add((to, party))
                    todo.append((to, party))
    return {state for state, _ in seen}


if __name__ == "__main__":
    main()
