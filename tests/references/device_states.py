"""Roadmaps with devices: the nouns, the states, and which orders there are.

Words used throughout:

- A *state* is how many slices of each step have been done, in the order of ``Game.steps``.
- A *move* is the steps done in it: one (a slice of it), or all steps of an escrowed swap.
- *used* is the positions in ``Game.escrows`` of the escrows that the planner uses. A game
  `with_escrows` has their steps in one piece and their costs as bonuses, so that from there on
  nothing else has to know of them.

Where the definitions leave room, a comment says "Reading:".
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from fractions import Fraction
from typing import Any, cast

from references import reference
from references.reference import ONE, ZERO, Done, Pair, bonus, gain, no_deal, remembered

State = tuple[int, ...]
Move = tuple[str, ...]
Order = tuple[Move, ...]
Used = tuple[int, ...]

# --------------------------------------------------------------------------------------------
# What a game with devices is


@dataclass(frozen=True)
class Step(reference.Step):
    """A step with its devices.

    Parameters
    ----------
    slices
        In how many equal parts it is done; None is "any", see `smallest_slices`.
    hazard
        Chance that an opportunist stops at a move of it.
    phases
        How long the whole of it takes.
    opens, closes
        Its window, in phases from the start of the roadmap; None where it is open.
    changes
        What the whole of it adds to ledgers, by their name.
    """

    slices: int | None = 1
    hazard: Fraction = ZERO
    phases: Fraction = ONE
    opens: Fraction | None = None
    closes: Fraction | None = None
    changes: Mapping[str, Fraction] = field(default_factory=dict)


@dataclass(frozen=True)
class Ledger:
    """A quantity that must stay within bounds on the way; None where there is no bound."""

    name: str
    start: Fraction = ZERO
    floor: Fraction | None = None
    cap: Fraction | None = None


@dataclass(frozen=True)
class Ratifier:
    """A body with a veto at home; its party's numbers where it gives none of its own."""

    name: str
    party: str
    floor: Fraction = ZERO
    no_deal: Fraction | None = None
    value: Mapping[str, Fraction] = field(default_factory=dict)
    floor_on_the_way: Fraction | None = None


@dataclass(frozen=True)
class Escrow:
    """Steps that can change hands in one move, and what that costs whom (never below 0)."""

    steps: Done
    cost: Mapping[str, Fraction] = field(default_factory=dict)


@dataclass(frozen=True, eq=False)
class Game(reference.Game):
    """Parties, steps and devices; ``done`` is what has been done of an agreement under way."""

    steps: tuple[Step, ...]
    ledgers: tuple[Ledger, ...] = ()
    ratifiers: tuple[Ratifier, ...] = ()
    escrows: tuple[Escrow, ...] = ()
    done: Done = frozenset()


def with_devices(
    plain: reference.Game, steps: Mapping[str, Mapping[str, Any]] | None = None
) -> Game:
    """Return a plain game as one that can take devices.

    Parameters
    ----------
    plain
        A game of whole steps.
    steps
        Devices of steps: by the step's name, by the name of the field.
    """
    given = {f.name: getattr(plain, f.name) for f in fields(reference.Game)}
    given["steps"] = tuple(
        replace(
            Step(**{f.name: getattr(k, f.name) for f in fields(reference.Step)}),
            **(steps or {}).get(k.name, {}),
        )
        for k in plain.steps
    )
    return Game(**given)


@remembered
def with_escrows(game: Game, used: Used) -> Game:
    """Return the game in which these escrows are used.

    Their costs are negative bonuses, for that is what the definition says they are like. Their
    steps are whole, for they are done in one move.
    """
    # Reading: a sliced step inside an escrow that is used is one move, for learning as well.
    if not used:
        return game
    taken = [game.escrows[e] for e in used]
    whole = frozenset[str]().union(*(e.steps for e in taken))
    return replace(
        game,
        steps=tuple(replace(k, slices=1) if k.name in whole else k for k in game.steps),
        bonuses=(
            *game.bonuses,
            *((e.steps, {i: -cost for i, cost in e.cost.items()}) for e in taken),
        ),
    )


# --------------------------------------------------------------------------------------------
# States


def slices_of(step: Step) -> int:
    """Return in how many slices a step is done."""
    if step.slices is None:
        message = f"the slices of {step.name!r} are not settled: see `settled`"
        raise ValueError(message)
    return step.slices


def state_of(game: Game, done: Mapping[str, int] | Iterable[str]) -> State:
    """Return the state with so many slices done of each step; a plain set has them whole."""
    if isinstance(done, Mapping):
        return tuple(done.get(k.name, 0) for k in game.steps)
    names = frozenset(done)
    return tuple(slices_of(k) if k.name in names else 0 for k in game.steps)


@remembered
def shares(game: Game, state: State) -> dict[str, Fraction]:
    """Return the share done of every step."""
    return {
        k.name: Fraction(c, slices_of(k)) if c else ZERO
        for k, c in zip(game.steps, state, strict=True)
    }


@remembered
def whole(game: Game, state: State) -> Done:
    """Return the steps that are complete."""
    return frozenset(name for name, x in shares(game, state).items() if x == 1)


def started(game: Game, state: State) -> Done:
    """Return the steps of which something is done."""
    return frozenset(name for name, x in shares(game, state).items() if x > 0)


def at(game: Game, state: State) -> Game:
    """Return the game with the numbers that hold at a state: complete steps have set them."""
    return cast("Game", reference.at(game, whole(game, state)))


def in_place(game: Game, party: str, state: State) -> Fraction:
    """Return what is in place is worth to a party, complete bonuses included."""
    x = shares(game, state)
    total = sum((x[k.name] * gain(k, party) for k in game.steps), ZERO)
    return total + bonus(game, party, whole(game, state))


# --------------------------------------------------------------------------------------------
# Packages, and who signs them


def packages(game: Game) -> tuple[Done, ...]:
    """Return every package that holds what is done, the empty one included where it does."""
    return tuple(p for p in reference.packages(game) if game.done <= p)


def signable(game: Game, package: Done, used: Used = ()) -> bool:
    """Tell whether all parties and ratifiers take a package, the costs of escrows counted."""
    game = with_escrows(game, used)
    end = state_of(game, package)
    return reference.signable(game, package) and all(
        balance(game, r, end) >= r.floor for r in game.ratifiers
    )


def balance(game: Game, ratifier: Ratifier, state: State) -> Fraction:
    """Return what is in place is worth to a ratifier, over its no deal."""
    x, party = shares(game, state), ratifier.party
    total = bonus(game, party, whole(game, state))
    for step in game.steps:
        total += x[step.name] * ratifier.value.get(step.name, gain(step, party))
    return total - (no_deal(game, party) if ratifier.no_deal is None else ratifier.no_deal)


# --------------------------------------------------------------------------------------------
# Orders


@remembered
def allowed(game: Game, state: State) -> bool:
    """Tell whether a state breaks no bound of a ledger and no ratifier's floor on the way."""
    # Reading: a ledger's start is its level before anything is done, what stands included.
    x = shares(game, state)
    for ledger in game.ledgers:
        changes = (x[k.name] * k.changes.get(ledger.name, ZERO) for k in game.steps)
        level = ledger.start + sum(changes, ZERO)
        if ledger.floor is not None and level < ledger.floor:
            return False
        if ledger.cap is not None and level > ledger.cap:
            return False
    return all(
        r.floor_on_the_way is None or balance(game, r, state) >= r.floor_on_the_way
        for r in game.ratifiers
    )


def ready(game: Game, state: State, move: Move, before: Sequence[Pair] = ()) -> bool:
    """Tell whether all that must come before a move is complete, co-members of a swap or not."""
    complete = whole(game, state)
    needed = {x for name in move for x in step_of(game, name).after}
    needed |= {x for x, y in before if y in move}
    return needed <= complete


def after(game: Game, state: State, move: Move) -> State:
    """Return the state after a move: one slice more of each of its steps."""
    return tuple(c + (k.name in move) for k, c in zip(game.steps, state, strict=True))


def start_of(game: Game, move: Move, clock: Fraction) -> Fraction:
    """Return when a move starts that could start at a time: not before its windows open."""
    opens = [step_of(game, name).opens for name in move]
    return max(clock, *(o for o in opens if o is not None), ZERO)


def ends_of(game: Game, move: Move, start: Fraction) -> dict[str, Fraction]:
    """Return when each step of a move ends."""
    steps = [step_of(game, name) for name in move]
    return {k.name: start + k.phases / slices_of(k) for k in steps}


def in_time(game: Game, ends: Mapping[str, Fraction]) -> bool:
    """Tell whether steps that end then end before their windows close, or just as they do."""
    # Reading: a window is a number of phases, so "on the day" means at the latest at its count.
    closes = ((step_of(game, name).closes, end) for name, end in ends.items())
    return all(c is None or end <= c for c, end in closes)


def orders(
    game: Game, package: Done, used: Used = (), before: Sequence[Pair] = ()
) -> Iterator[Order]:
    """Yield every admissible order of a package, by the file's order.

    Parameters
    ----------
    game, package
        What is to be done.
    used
        The escrows used; their steps are done by their moves only.
    before
        Further pairs (x, y): y only after the whole of x, so y without x is ruled out.
    """
    game = with_escrows(game, used)
    swaps = [_in_file_order(game, game.escrows[e].steps) for e in used]
    swapped = {name for swap in swaps for name in swap}
    singles = [(name,) for name in _in_file_order(game, package) if name not in swapped]
    moves = sorted([*swaps, *singles], key=lambda move: _position(game, move[0]))
    end = state_of(game, package)

    def on(state: State, clock: Fraction) -> Iterator[Order]:
        if state == end:
            yield ()
        for move in moves:
            following = after(game, state, move)
            late = any(c > e for c, e in zip(following, end, strict=True))
            if late or not ready(game, state, move, before) or not allowed(game, following):
                continue
            ends = ends_of(game, move, start_of(game, move, clock))
            if in_time(game, ends):
                for rest in on(following, max(ends.values())):
                    yield move, *rest

    start = state_of(game, game.done)
    if game.done <= package and allowed(game, start):
        yield from on(start, ZERO)


def visited(game: Game, order: Order, used: Used = ()) -> list[State]:
    """Return the states of an order, from what stands to the whole package."""
    game = with_escrows(game, used)
    states = [state_of(game, game.done)]
    for move in order:
        states.append(after(game, states[-1], move))
    return states


def step_of(game: Game, name: str) -> Step:
    """Return the step of that name."""
    return cast("Step", reference.step_named(game, name))


def _position(game: Game, name: str) -> int:
    return [k.name for k in game.steps].index(name)


def _in_file_order(game: Game, names: Done) -> Move:
    return tuple(k.name for k in game.steps if k.name in names)
