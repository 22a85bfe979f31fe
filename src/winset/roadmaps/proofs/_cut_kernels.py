"""Compiled loops that find the fewest places which every order of a package must pass.

A place fails where it asks for more than is allowed. By Menger's theorem the fewest failing places
that part the start from the end are as many as paths which share none of them; so many are sent
through, one by one, until no more fits. Its plain twin in the tests tries all sets of places.
"""

from typing import NamedTuple

import numpy as np

from winset.roadmaps._order_kernels import (
    Caps,
    Costs,
    completed,
    count_up,
    extent,
    pretended_share,
    unpack,
)
from winset.scenario._arrays import Bools, Masks
from winset.scenario.jit import jit


class OrderGraph(NamedTuple):
    """The nodes that can be reached and the moves between them, allowed or not by the keys.

    Attributes
    ----------
    state : (nodes,)
        The state that each node stands for.
    fails : (nodes,)
        Whether the state asks for more than is allowed.
    start : (nodes + 1,)
        The moves of each node: from its own place to the next.
    head, unit, move_fails : (moves,)
        Where each move leads, the unit that makes it, and whether it asks for too much.
    back_start, back, tail : (nodes + 1,), (moves,), (moves,)
        The moves that lead to each node, by their place in `head`; and where each comes from.
    end : int
        The state in which all is done.
    """

    state: Masks
    fails: Bools
    start: Masks
    head: Masks
    unit: Masks
    move_fails: Bools
    back_start: Masks
    back: Masks
    tail: Masks
    end: int


@jit
def graph_parts(
    costs: Costs, caps: Caps
) -> tuple[Masks, Bools, Masks, Masks, Masks, Bools, Masks, Masks, Masks, int]:
    """Return the parts of the `OrderGraph` of a package's orders, marked by what the caps allow."""
    radix, stride, first, after = costs.radix, costs.stride, costs.first, costs.after
    state_share, state_lack, allowed = costs.state_share, costs.state_lack, costs.allowed
    variant, row, move_lack, pretence = costs.variant, costs.row, costs.move_lack, costs.pretence
    opens, value = costs.opens, costs.value
    scale, dust = costs.scale, costs.dust
    node_state, edges = costs.node_state, costs.edges
    timed, bounded, units, last, nodes = extent(costs)
    state_of = node_state if timed else np.arange(nodes)
    reached = np.zeros(nodes, dtype=np.bool_)
    reached[0] = not bounded or allowed[0]
    fails = np.zeros(nodes, dtype=np.bool_)
    start = np.zeros(nodes + 1, dtype=np.int64)
    head = np.empty(nodes * units, dtype=np.int64)
    unit = np.empty(nodes * units, dtype=np.int64)
    move_fails = np.empty(nodes * units, dtype=np.bool_)
    digits = np.zeros(units, dtype=np.int64)
    complete = completed(radix, digits)
    moves = 0
    for node in range(nodes):
        state = state_of[node]
        if timed:
            unpack(state, radix, digits)
            complete = completed(radix, digits)
        elif node > 0:
            complete = count_up(radix, digits, complete)
        start[node] = moves
        if not reached[node]:
            continue
        fails[node] = state_share[state] > caps.share or state_lack[state] > caps.lack
        unseen = pretence[variant[state] if len(variant) else 0]
        doubts = move_lack[row[state] if len(row) else 0]
        for a in range(units):
            if complete >> a & 1 or after[a] & ~complete != 0:
                continue
            then = edges[node, a] if timed else node + stride[a]
            if then < 0 or (bounded and not allowed[state_of[then]]):
                continue
            move = first[a] + digits[a]
            share = pretended_share(opens, unseen, value, scale, dust, state, move)
            reached[then] = True
            head[moves], unit[moves] = then, a
            move_fails[moves] = share > caps.share or doubts[move] > caps.lack
            moves += 1
    start[nodes] = moves
    head, unit, move_fails = head[:moves].copy(), unit[:moves].copy(), move_fails[:moves].copy()
    back_start, back, tail = turned(start, head)
    return state_of, fails, start, head, unit, move_fails, back_start, back, tail, int(last)


@jit
def turned(start: Masks, head: Masks) -> tuple[Masks, Masks, Masks]:
    """Return the moves that lead to each node, and where each move comes from."""
    nodes = len(start) - 1
    back_start = np.zeros(nodes + 1, dtype=np.int64)
    for then in head:
        back_start[then + 1] += 1
    for node in range(nodes):
        back_start[node + 1] += back_start[node]
    fill = back_start.copy()
    back = np.empty(len(head), dtype=np.int64)
    tail = np.empty(len(head), dtype=np.int64)
    for node in range(nodes):
        for m in range(start[node], start[node + 1]):
            tail[m] = node
            back[fill[head[m]]] = m
            fill[head[m]] += 1
    return back_start, back, tail


@jit
def fewest(graph: OrderGraph, most: int) -> tuple[int, Bools]:
    """Return how many failing places part the start from the end, and which side things are on.

    A node has two halves: 2v, on arrival, and 2v + 1, on departure. A failing node, or move, lets
    one path through.

    Returns
    -------
    size : int
        The number, or more than `most` where it is larger.
    near : (2 nodes,)
        The halves on the start's side.
    """
    state, fails, start, head = graph.state, graph.fails, graph.start, graph.head
    move_fails, back_start, back, tail = graph.move_fails, graph.back_start, graph.back, graph.tail
    end = graph.end
    nodes = len(state)
    through = np.zeros(nodes, dtype=np.int64)
    flow = np.zeros(len(head), dtype=np.int64)
    waiting = np.empty(2 * nodes, dtype=np.int64)
    came = np.empty(2 * nodes, dtype=np.int64)  # the half before
    by = np.empty(2 * nodes, dtype=np.int64)  # the move, -1 within a node
    size = 0
    near = np.zeros(2 * nodes, dtype=np.bool_)
    while size <= most:
        near[:] = False
        near[0] = True
        waiting[0], held, goal = 0, 1, -1
        while held > 0 and goal < 0:
            held -= 1
            half = waiting[held]
            v = half // 2
            other = half ^ 1
            leaving = half % 2 == 1
            inside = through[v] > 0 if leaving else (not fails[v] or through[v] == 0)
            if inside and not near[other]:
                near[other], came[other], by[other] = True, half, -1
                waiting[held] = other
                held += 1
                if not leaving and state[v] == end:
                    goal = other
                    break
            if leaving:
                for m in range(start[v], start[v + 1]):
                    then = 2 * head[m]
                    if not near[then] and (not move_fails[m] or flow[m] == 0):
                        near[then], came[then], by[then] = True, half, m
                        waiting[held] = then
                        held += 1
            else:
                for b in range(back_start[v], back_start[v + 1]):
                    m = back[b]
                    then = 2 * tail[m] + 1
                    if flow[m] > 0 and not near[then]:
                        near[then], came[then], by[then] = True, half, m
                        waiting[held] = then
                        held += 1
        if goal < 0:
            break
        size += 1
        half = goal
        while half != 0:
            before, m = came[half], by[half]
            if m < 0:
                through[half // 2] += 1 if half % 2 == 1 else -1
            else:
                flow[m] += 1 if half % 2 == 0 else -1
            half = before
    return size, near


@jit
def passable(graph: OrderGraph, shut: Bools, move_shut: Bools) -> bool:
    """Return whether an order leads to the end past nodes and moves that are shut."""
    state, start, head, end = graph.state, graph.start, graph.head, graph.end
    reached = np.zeros(len(state), dtype=np.bool_)
    reached[0] = not shut[0]
    for node in range(len(state)):
        if not reached[node]:
            continue
        if state[node] == end:
            return True
        for m in range(start[node], start[node + 1]):
            if not move_shut[m] and not shut[head[m]]:
                reached[head[m]] = True
    return False
