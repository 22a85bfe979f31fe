"""The plain twin: roadmap mathematics in exact rational arithmetic, slow and straight.

Everything here is written from the definitions in the design and from nothing else, so that the
fast engine can be held against it. It covers whole steps: no slices, no escrowed swaps, no
learning, no ledgers, no ratifiers.

Words used throughout:

- *done* is the set of steps that have been done, a *state*; a *move* adds one step to it.
- *open* is breaking off openly, *pretence* is claiming to do an own step without doing it,
  *relapse* is quietly undoing an own step.
- a *need* is what the whole deal must at least be worth to a party, for one temptation (or one
  doubt) to be harmless. A need can be infinite, then it is a float; all else is a Fraction.

Where the design leaves room, the known answers in ``roadmap_oracles`` decided; each such place
carries a comment that starts with "Reading:".
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import lru_cache
from itertools import combinations, permutations
from typing import Final, Literal, ParamSpec, TypeVar, cast

ZERO: Final = Fraction(0)
ONE: Final = Fraction(1)
HALF: Final = Fraction(1, 2)
INFINITE: Final = math.inf

Done = frozenset[str]
Order = tuple[str, ...]
Pair = tuple[str, str]
Bound = Fraction | float  # a float is only ever +inf or -inf
Vector = tuple[Bound, ...]  # mostly one bound a party, in the order of Game.parties
Key = Literal["incentive", "trust", "both"]
Verdict = Literal["holds", "incentive_only", "trust_only", "neither"]

VERDICTS: Final[tuple[Verdict, ...]] = ("holds", "incentive_only", "trust_only", "neither")

P = ParamSpec("P")
T = TypeVar("T")


def remembered(function: Callable[P, T]) -> Callable[P, T]:
    """Keep recent results, since the orders of a package share their states."""
    return cast("Callable[P, T]", lru_cache(maxsize=20_000)(function))


# --------------------------------------------------------------------------------------------
# What a game is


@dataclass(frozen=True)
class Step:
    """One step of a roadmap.

    Parameters
    ----------
    name
        Its id.
    by
        Its performers, one or more.
    value
        Its worth to each party if it stays in place for ever; 0 where missing.
    reversible
        Share that is undone when the agreement breaks, in [0, 1].
    automatic
        Undone on a break even where every performer likes the step.
    head_start
        Share of its worth that a breaker still enjoys before the others' undoing bites.
    detection
        Chance that a pretence or a quiet relapse on it is found out.
    after
        Its prerequisites.
    sets
        What changes for good once it is done: numbers by their path, ``steps.X.detection`` (also
        ``reversible``, ``head_start``) or ``parties.P.guarantee`` (also ``fallback``,
        ``breach_penalty``). Where several steps set one number, the last in file order that is
        done decides.
    """

    name: str
    by: tuple[str, ...]
    value: Mapping[str, Fraction]
    reversible: Fraction = ZERO
    automatic: bool = False
    head_start: Fraction = Fraction(1, 10)
    detection: Fraction = ONE
    after: tuple[str, ...] = ()
    sets: Mapping[str, Fraction] = field(default_factory=dict)


@dataclass(frozen=True, eq=False)
class Game:
    """Parties, steps and what surrounds them. What is missing from a mapping has its default.

    Games are told apart by identity, so that results can be remembered.

    Parameters
    ----------
    parties, steps
        In file order, which breaks the last ties.
    no_deal
        Worth of the path without a deal (default 0).
    fallback
        What a party falls back to once the roadmap has begun (default min(no_deal, 0)).
    penalty, guarantee
        Lost by a party that breaks; made good to a party that is betrayed (default 0).
    trust
        ``trust[i, j]``: i's chance that j goes on even where j would gain by breaking (1/2).
    bonuses
        (steps, worth to each party): counted only if all these steps are there.
    choices
        (steps, required): at most one of them; exactly one where required.
    """

    parties: tuple[str, ...]
    steps: tuple[Step, ...]
    no_deal: Mapping[str, Fraction] = field(default_factory=dict)
    fallback: Mapping[str, Fraction] = field(default_factory=dict)
    penalty: Mapping[str, Fraction] = field(default_factory=dict)
    guarantee: Mapping[str, Fraction] = field(default_factory=dict)
    trust: Mapping[Pair, Fraction] = field(default_factory=dict)
    bonuses: tuple[tuple[Done, Mapping[str, Fraction]], ...] = ()
    choices: tuple[tuple[Done, bool], ...] = ()


@dataclass(frozen=True)
class Judgement:
    """What can be said of one package done in one order.

    Attributes
    ----------
    order
        The steps, first to last.
    margin
        The least (value - need) / gross gain; None where a share is infinite or where there is
        nobody to pass judgement on.
    share
        The required bond as a share of the gross gain; None where it is infinite.
    bond
        For each party, what added to its penalty removes every temptation; None where nothing
        does.
    trust
        Required trust of (party, performer); None where it is undefined.
    lack
        The largest (required trust - trust), at least 0; 1 where required trust is undefined.
    incentive_key, trust_key
        Whether nobody gains by breaking, pretending, relapsing; whether trust suffices.
    end_incentive, end_trust
        The same two, for the complete package alone (the last state, no move).
    """

    order: Order
    margin: Fraction | None
    share: Fraction | None
    bond: Mapping[str, Fraction | None]
    trust: Mapping[Pair, Fraction | None]
    lack: Fraction
    incentive_key: bool
    trust_key: bool
    end_incentive: bool
    end_trust: bool

    @property
    def verdict(self) -> Verdict:
        """The two keys in one word."""
        if self.incentive_key:
            return "holds" if self.trust_key else "incentive_only"
        return "trust_only" if self.trust_key else "neither"

    @property
    def end_holds(self) -> bool:
        """Whether the complete package holds, whatever the order that led there."""
        # Reading: "holds" is the word for both keys. The parts are kept separately as well.
        return self.end_incentive and self.end_trust

    @property
    def largest_trust(self) -> Fraction | None:
        """The largest required trust of any pair; None where one is undefined."""
        largest = ZERO
        for required in self.trust.values():
            if required is None:
                return None
            largest = max(largest, required)
        return largest


@remembered
def step_named(game: Game, name: str) -> Step:
    """Return the step of that name."""
    for step in game.steps:
        if step.name == name:
            return step
    message = f"no step {name!r}"
    raise KeyError(message)


@remembered
def at(game: Game, done: Done) -> Game:
    """Return the game with the numbers that hold at a state: what its steps have set."""
    for setter in game.steps:  # in file order, so that the last one decides
        for path, number in setter.sets.items() if setter.name in done else ():
            kind, who, name = path.split(".")
            if kind == "steps":
                game = replace(game, steps=_with_number(game.steps, who, name, number))
            elif name == "fallback":
                game = replace(game, fallback={**game.fallback, who: number})
            elif name == "breach_penalty":
                game = replace(game, penalty={**game.penalty, who: number})
            elif name == "guarantee":
                game = replace(game, guarantee={**game.guarantee, who: number})
    return game


def _with_number(
    steps: tuple[Step, ...], who: str, name: str, number: Fraction
) -> tuple[Step, ...]:
    return tuple(_changed(k, name, number) if k.name == who else k for k in steps)


def _changed(step: Step, name: str, number: Fraction) -> Step:
    match name:
        case "reversible":
            return replace(step, reversible=number)
        case "head_start":
            return replace(step, head_start=number)
    return replace(step, detection=number)


def steps_in(game: Game, done: Iterable[str]) -> tuple[Step, ...]:
    """Return the steps of a set, in file order."""
    names = set(done)
    return tuple(step for step in game.steps if step.name in names)


def gain(step: Step, party: str) -> Fraction:
    """Return what a step is worth to a party."""
    return step.value.get(party, ZERO)


def own_cost(step: Step, party: str) -> Fraction:
    """Return what a step costs a party that performs it; 0 where it does not perform it."""
    return max(-gain(step, party), ZERO) if party in step.by else ZERO


def no_deal(game: Game, party: str) -> Fraction:
    """Return the worth of the path without a deal."""
    return game.no_deal.get(party, ZERO)


def fallback(game: Game, party: str, done: Done) -> Fraction:
    """Return what a party falls back to after an exit at a state."""
    if not done:
        return no_deal(game, party)  # the roadmap has not begun: nothing is lost yet
    return game.fallback.get(party, min(no_deal(game, party), ZERO))


def penalty(game: Game, party: str) -> Fraction:
    """Return what a party loses when it is the one that breaks."""
    # Reading: at the empty set too. The detection oracle has it in the temptation at the start.
    return game.penalty.get(party, ZERO)


def guarantee(game: Game, party: str) -> Fraction:
    """Return what is made good to a party when it is betrayed."""
    return game.guarantee.get(party, ZERO)


def trust_in(game: Game, party: str, other: str) -> Fraction:
    """Return a party's chance that another goes on where it would gain by breaking."""
    return game.trust.get((party, other), HALF)


def performers(game: Game, package: Done) -> tuple[str, ...]:
    """Return the parties that perform a step of the package, for only they can betray."""
    return tuple(i for i in game.parties if any(i in k.by for k in steps_in(game, package)))


# --------------------------------------------------------------------------------------------
# Packages and what they are worth


def packages(game: Game) -> tuple[Done, ...]:
    """Return every package, the empty one included, small ones first.

    A package is closed under prerequisites and respects the choices, from whose requirement the
    empty package is exempt.
    """
    names = [step.name for step in game.steps]
    subsets = (frozenset(c) for n in range(len(names) + 1) for c in combinations(names, n))
    return tuple(s for s in subsets if is_closed(game, s) and respects_choices(game, s))


def is_closed(game: Game, done: Done) -> bool:
    """Tell whether all prerequisites of the steps of a set are in the set."""
    return all(done.issuperset(step.after) for step in steps_in(game, done))


def respects_choices(game: Game, package: Done) -> bool:
    """Tell whether a set takes at most one step of each choice, one where it must."""
    for alternatives, required in game.choices:
        taken = len(package & alternatives)
        if taken > 1 or (required and package and taken == 0):
            return False
    return True


def bonus(game: Game, party: str, done: Done) -> Fraction:
    """Return the worth of the bonuses that are complete at a state."""
    return sum((w.get(party, ZERO) for when, w in game.bonuses if when <= done), ZERO)


@remembered
def worth(game: Game, party: str, done: Done) -> Fraction:
    """Return W: the worth to a party of a set of steps in place, complete bonuses included."""
    return sum((gain(k, party) for k in steps_in(game, done)), ZERO) + bonus(game, party, done)


@remembered
def value(game: Game, party: str, package: Done) -> Fraction:
    """Return V: the worth of a package over no deal."""
    return worth(game, party, package) - no_deal(game, party)


@remembered
def gross(game: Game, party: str, package: Done) -> Fraction:
    """Return B: the gross gain of a package, the party's own scale."""
    gains = [gain(step, party) for step in steps_in(game, package)]
    gains += [w.get(party, ZERO) for when, w in game.bonuses if when <= package]
    gains.append(-no_deal(game, party))
    return sum((max(g, ZERO) for g in gains), ZERO)


def signable(game: Game, package: Done) -> bool:
    """Tell whether every party is at least as well off as without a deal."""
    return all(value(game, i, package) >= 0 for i in game.parties)


# --------------------------------------------------------------------------------------------
# Exit values


def undone(step: Step) -> Fraction:
    """Return the share of a step that is undone when the agreement breaks."""
    if not step.automatic and all(gain(step, i) > 0 for i in step.by):
        return ZERO  # every performer would keep it
    return step.reversible


def kept_at_once(step: Step) -> Fraction:
    """Return the share of its worth that stays where a step is undone at once."""
    return 1 - undone(step)


def kept_after_head_start(step: Step) -> Fraction:
    """Return the share of its worth that stays where the undoing bites later."""
    return 1 - undone(step) * (1 - step.head_start)


def kept_of_breakers_own(step: Step, breaker: str) -> Fraction:
    """Return the share that stays of a step which the breaker itself performs."""
    # Reading: the formulas of the design say (1 - reversible) for all steps of the breaker, its
    # sentence says "after the head start if the breaker gains by it". The oracles (an automatic
    # win-win step; the joint step) follow the sentence, for the breaker's own account and for
    # what the betrayed party keeps of such a step, a co-performer or not.
    return kept_after_head_start(step) if gain(step, breaker) > 0 else kept_at_once(step)


def negative_bonus(game: Game, party: str, done: Done) -> Fraction:
    """Return the bonuses that an exit does not shed: the negative ones that are complete."""
    # Reading: in full once all the steps are done, whatever the exit then undoes of them. The
    # sign is that of the bonus for this party: one bonus may be lost to A and stay with B.
    complete = (w.get(party, ZERO) for when, w in game.bonuses if when <= done)
    return sum((min(w, ZERO) for w in complete), ZERO)


def exit_value_breaking(game: Game, party: str, done: Done) -> Fraction:
    """Return what a party keeps of the steps done where it breaks itself.

    Parameters
    ----------
    game
        The game.
    party
        The breaker.
    done
        The state at which it breaks.

    Returns
    -------
    Fraction
        In the party's units, without its fallback and its penalty.
    """
    total = negative_bonus(game, party, done)
    for step in steps_in(game, done):
        if party in step.by:
            total += kept_of_breakers_own(step, party) * gain(step, party)
        else:
            total += kept_after_head_start(step) * gain(step, party)
    return total


def exit_value_betrayed(game: Game, party: str, traitor: str, done: Done) -> Fraction:
    """Return what a party keeps of the steps done where another breaks.

    Third parties undo nothing: the break is between the two.

    Parameters
    ----------
    game
        The game.
    party
        The party that is betrayed.
    traitor
        The breaker.
    done
        The state at which it breaks.

    Returns
    -------
    Fraction
        In the party's units, without its fallback and its guarantee.
    """
    total = negative_bonus(game, party, done)
    for step in steps_in(game, done):
        if traitor in step.by:
            total += kept_of_breakers_own(step, traitor) * gain(step, party)
        elif party in step.by:
            total += kept_after_head_start(step) * gain(step, party)
        else:
            total += gain(step, party)
    return total


# --------------------------------------------------------------------------------------------
# Temptations


def temptation_open(game: Game, party: str, package: Done, done: Done) -> Fraction:
    """Return what a party gains by breaking openly at a state, relative to going on."""
    game = at(game, done)
    leaving = exit_value_breaking(game, party, done) + fallback(game, party, done)
    return leaving - worth(game, party, package) - penalty(game, party)


def temptation_pretence(
    game: Game, party: str, package: Done, done: Done, name: str
) -> Fraction | None:
    """Return what a party gains by pretending to make a move.

    Parameters
    ----------
    game
        The game.
    party
        The party that pretends.
    package
        The whole package.
    done
        The state before the move.
    name
        The step that it pretends to do.

    Returns
    -------
    Fraction or None
        None where the step is not its own or does not cost it anything.
    """
    step = step_named(at(game, done), name)
    cost, q = own_cost(step, party), step.detection
    if cost == 0:
        return None
    return (1 - q) * cost + q * temptation_open(game, party, package, done)


def temptation_relapse(
    game: Game, party: str, package: Done, done: Done, name: str
) -> Fraction | None:
    """Return what a party gains by quietly undoing an own step that is done.

    Parameters and result are those of `temptation_pretence`; ``done`` holds the step, and the
    result is None where nothing of it can be won back.
    """
    step = step_named(at(game, done), name)
    won_back, q = undone(step) * own_cost(step, party), step.detection
    if name not in done or won_back == 0:
        return None
    return (1 - q) * won_back + q * temptation_open(game, party, package, done)


# --------------------------------------------------------------------------------------------
# Needs: what the whole deal must be worth for a temptation to be harmless


@remembered
def need_open(game: Game, party: str, done: Done) -> Fraction:
    """Return the need of an open break at a state."""
    game = at(game, done)
    leaving = exit_value_breaking(game, party, done) + fallback(game, party, done)
    return leaving - penalty(game, party) - no_deal(game, party)


@remembered
def need_pretence(game: Game, party: str, done: Done, name: str) -> Bound:
    """Return the need of a pretence on a move; minus infinity where it is no temptation."""
    step = step_named(at(game, done), name)
    return _hidden_need(game, party, done, own_cost(step, party), step.detection)


def need_relapse(game: Game, party: str, done: Done, name: str) -> Bound:
    """Return the need of a relapse on a step done; minus infinity where it is no temptation."""
    step = step_named(at(game, done), name)
    return _hidden_need(game, party, done, undone(step) * own_cost(step, party), step.detection)


def _hidden_need(game: Game, party: str, done: Done, saved: Fraction, q: Fraction) -> Bound:
    if saved == 0:
        return -INFINITE
    if q == 0:
        return INFINITE  # never found out: nothing that the deal is worth can deter it
    return need_open(game, party, done) + saved * (1 - q) / q


@remembered
def needs_at_state(game: Game, party: str, done: Done) -> Vector:
    """Return the needs of the open break and of all relapses at a state."""
    return (need_open(game, party, done), *(need_relapse(game, party, done, k) for k in done))


def needs_along(game: Game, party: str, order: Order) -> list[Bound]:
    """Return all needs of a party along an order, in states and on moves."""
    needs: list[Bound] = []
    for done in visited(order):
        needs += needs_at_state(game, party, done)
    for done, name in moves(order):
        needs.append(need_pretence(game, party, done, name))
    return needs


def visited(order: Order) -> list[Done]:
    """Return the states that an order visits, from the empty set to the whole package."""
    return [frozenset(order[:n]) for n in range(len(order) + 1)]


def moves(order: Order) -> list[tuple[Done, str]]:
    """Return the moves of an order as (state before, step)."""
    return [(frozenset(order[:n]), name) for n, name in enumerate(order)]


# --------------------------------------------------------------------------------------------
# Exposures and the trust that they ask for


@remembered
def exposure_state(game: Game, party: str, other: str, done: Done) -> Fraction:
    """Return what a party loses, against no deal, where another breaks at a state."""
    game = at(game, done)
    left = exit_value_betrayed(game, party, other, done) + fallback(game, party, done)
    return max(no_deal(game, party) - left - guarantee(game, party), ZERO)


@remembered
def exposure_pretence(game: Game, party: str, other: str, package: Done, name: str) -> Fraction:
    """Return what a party can lose by another's pretence on a step that goes unnoticed."""
    step = step_named(game, name)
    if other not in step.by:
        return ZERO
    shortfall = gain(step, party) - value(game, party, package) - guarantee(game, party)
    return (1 - step.detection) * max(shortfall, ZERO)


def required_trust(deal: Fraction, exposure: Fraction) -> Fraction | None:
    """Return the chance p at which p * deal = (1 - p) * exposure; None where there is none."""
    if exposure == 0:
        return ZERO  # even at deal = 0, and at deal < 0
    return None if deal < 0 else exposure / (deal + exposure)


def exposures_along(game: Game, party: str, other: str, order: Order) -> list[Fraction]:
    """Return all exposures of a party to another along an order, in states and on moves."""
    package = frozenset(order)
    in_states = [exposure_state(game, party, other, done) for done in visited(order)]
    return in_states + [
        exposure_pretence(at(game, done), party, other, package, k) for done, k in moves(order)
    ]


def trust_need_state(game: Game, party: str, other: str, done: Done) -> Bound:
    """Return what the deal must be worth for the trust at hand to bear a state's exposure."""
    exposure, p = exposure_state(game, party, other, done), trust_in(game, party, other)
    if exposure == 0:
        return -INFINITE
    return INFINITE if p == 0 else exposure * (1 - p) / p


def trust_need_pretence(game: Game, party: str, other: str, name: str) -> Bound:
    """Return what the deal must be worth for the trust at hand to bear a possible pretence."""
    step, p = step_named(game, name), trust_in(game, party, other)
    if other not in step.by or step.detection == 1:
        return -INFINITE
    at_stake, missed = gain(step, party) - guarantee(game, party), 1 - step.detection
    if at_stake <= 0:
        # Reading: the design's formula is for deals with V >= 0, where this need is met either
        # way. Below 0 the exposure vanishes exactly from V = at_stake on.
        return at_stake
    return missed * (1 - p) * at_stake / (p + missed * (1 - p))


# --------------------------------------------------------------------------------------------
# The judgement of one order


def judge(game: Game, order: Sequence[str]) -> Judgement:
    """Judge one order of a package.

    Parameters
    ----------
    game
        The game.
    order
        All steps of the package, first to last.

    Returns
    -------
    Judgement
        Margin, bonds, required trust and the two keys.

    Raises
    ------
    ValueError
        Where a step stands twice, or before one of its prerequisites.
    """
    steps = tuple(order)
    if len(set(steps)) != len(steps) or not _is_lawful(game, steps, ()):
        message = f"not an order of a package: {steps}"
        raise ValueError(message)
    return _judge(game, steps)


@remembered
def _judge(game: Game, steps: Order) -> Judgement:
    package = frozenset(steps)
    needs = {i: needs_along(game, i, steps) for i in game.parties}
    margin, share = margin_and_share(game, package, needs)
    trust = {
        (i, j): _required_of_pair(value(game, i, package), exposures_along(game, i, j, steps))
        for j in performers(game, package)
        for i in game.parties
        if i != j
    }
    return Judgement(
        order=steps,
        margin=margin,
        share=share,
        bond={i: required_bond(value(game, i, package), needs[i]) for i in game.parties},
        trust=trust,
        lack=largest_lack(game, trust),
        incentive_key=share == 0,
        trust_key=all(r is not None and r <= trust_in(game, i, j) for (i, j), r in trust.items()),
        end_incentive=_end_incentive(game, package),
        end_trust=_end_trust(game, package),
    )


def margin_and_share(
    game: Game, package: Done, needs: Mapping[str, list[Bound]]
) -> tuple[Fraction | None, Fraction | None]:
    """Return the margin, and the required bond as a share (None: infinite)."""
    relative: list[Fraction] = []
    for party in game.parties:
        deal, scale = value(game, party, package), gross(game, party, package)
        for need in needs[party]:
            if need == -INFINITE:
                continue
            if isinstance(need, float):
                return None, None  # a pretence or relapse that is never found out
            if scale > 0:
                relative.append((deal - need) / scale)
            elif deal < need:
                return None, None  # tempted, with nothing to measure it by
    if not relative:
        return None, ZERO  # nobody to pass judgement on
    margin = min(relative)
    return margin, max(-margin, ZERO)


def required_bond(deal: Fraction, needs: Iterable[Bound]) -> Fraction | None:
    """Return what added to a party's penalty removes every temptation along an order."""
    # Reading: a tempted party with gross gain 0 still has a finite bond in its own units; only
    # the share is infinite then.
    largest = max(needs)
    return None if isinstance(largest, float) else max(largest - deal, ZERO)


def _required_of_pair(deal: Fraction, exposures: Iterable[Fraction]) -> Fraction | None:
    largest = ZERO
    for exposure in exposures:
        required = required_trust(deal, exposure)
        if required is None:
            return None
        largest = max(largest, required)
    return largest


def largest_lack(game: Game, trust: Mapping[Pair, Fraction | None]) -> Fraction:
    lacks = [ZERO]
    for (party, other), required in trust.items():
        lacks.append(ONE if required is None else required - trust_in(game, party, other))
    return max(lacks)


def _end_incentive(game: Game, package: Done) -> bool:
    return all(
        value(game, i, package) >= need
        for i in game.parties
        for need in needs_at_state(game, i, package)
    )


def _end_trust(game: Game, package: Done) -> bool:
    for other in performers(game, package):
        for party in game.parties:
            exposure = exposure_state(game, party, other, package)
            required = required_trust(value(game, party, package), exposure)
            if party != other and (required is None or required > trust_in(game, party, other)):
                return False
    return True


# --------------------------------------------------------------------------------------------
# All orders of one package


def orders(game: Game, package: Done, before: Sequence[Pair] = ()) -> Iterator[Order]:
    """Yield every order of a package that respects prerequisites, by position in the file.

    ``before`` holds further pairs (x, y): y only after x, so y without x is ruled out.
    """
    names = [step.name for step in steps_in(game, package)]
    for order in permutations(names):
        if _is_lawful(game, order, before):
            yield order


def _is_lawful(game: Game, order: Order, before: Sequence[Pair]) -> bool:
    pairs = [(x, step.name) for step in steps_in(game, order) for x in step.after]
    pairs += [(x, y) for x, y in before if y in order]
    return all(x in order and order.index(x) < order.index(y) for x, y in pairs)


def benefit(game: Game, order: Order) -> Fraction:
    """Return how soon benefits come: worth in place over gross gain, over states and parties."""
    package = frozenset(order)
    total = ZERO
    for party in game.parties:
        scale = gross(game, party, package)
        if scale > 0:
            total += sum((worth(game, party, done) for done in visited(order)), ZERO) / scale
    return total


def or_infinite(number: Fraction | None) -> Bound:
    return INFINITE if number is None else number


Rank = tuple[int, Bound, Fraction]


def rank(judgement: Judgement) -> Rank:
    """Return what orders are compared by, smaller is better: verdict, share, lack."""
    verdict = VERDICTS.index(judgement.verdict)
    return verdict, or_infinite(judgement.share), judgement.lack


def best(game: Game, package: Done, before: Sequence[Pair] = ()) -> tuple[Order, Judgement, int]:
    """Return the best order of a package, its judgement and the number of orders as good.

    The tie rule: best verdict, least bond share, least lack of trust, benefits soonest, then the
    file's order. Orders of equal verdict, share and lack are counted as ties.

    Raises
    ------
    ValueError
        Where no order respects prerequisites and ``before``.
    """
    judgements = [judge(game, order) for order in orders(game, package, before)]
    if not judgements:
        message = f"no order of {sorted(package)} respects what must come before what"
        raise ValueError(message)
    least = min(rank(j) for j in judgements)
    tied = [j for j in judgements if rank(j) == least]
    chosen = _soonest(game, tied)
    return chosen.order, chosen, len(tied)


def _soonest(game: Game, judgements: Sequence[Judgement]) -> Judgement:
    """Return the one whose benefits come soonest; max keeps the first, by file order."""
    return max(judgements, key=lambda j: benefit(game, j.order))


@dataclass(frozen=True)
class FrontPoint:
    """A point of the front: no order is better in one and as good in the other.

    ``share`` and ``trust`` are the largest bond share and the largest required trust; None is
    infinite for the one and undefined (worse than all) for the other.
    """

    share: Fraction | None
    trust: Fraction | None
    order: Order


def judge_front(game: Game, package: Done, before: Sequence[Pair] = ()) -> tuple[FrontPoint, ...]:
    """Return the Pareto set of (bond share, required trust), one order a point by the tie rule."""
    groups: dict[tuple[Bound, Bound], list[Judgement]] = {}
    for order in orders(game, package, before):
        judgement = judge(game, order)
        point = or_infinite(judgement.share), or_infinite(judgement.largest_trust)
        groups.setdefault(point, []).append(judgement)
    smallest, front = minimal(groups), []
    for point in sorted(point for point in groups if point in smallest):
        group = groups[point]
        least = min(rank(j) for j in group)
        chosen = _soonest(game, [j for j in group if rank(j) == least])
        front.append(FrontPoint(chosen.share, chosen.largest_trust, chosen.order))
    return tuple(front)


def counts(game: Game) -> dict[str, int]:
    """Count packages: all, signable, and those that some order lets pass a key or both.

    The empty package is left out; the last three counts are among the signable.
    """
    everything = [p for p in packages(game) if p]
    acceptable = [p for p in everything if signable(game, p)]
    judged = [[judge(game, order) for order in orders(game, p)] for p in acceptable]
    return {
        "packages": len(everything),
        "signable": len(acceptable),
        "holds": sum(any(j.incentive_key and j.trust_key for j in js) for js in judged),
        "incentive": sum(any(j.incentive_key for j in js) for js in judged),
        "trust": sum(any(j.trust_key for j in js) for js in judged),
    }


# --------------------------------------------------------------------------------------------
# Every package at once: smallest vectors of largest needs


def minimal(vectors: Iterable[Vector]) -> frozenset[Vector]:
    """Return the componentwise minimal vectors."""
    distinct = set(vectors)
    return frozenset(v for v in distinct if not any(w != v and below(w, v) for w in distinct))


def below(small: Vector, large: Vector) -> bool:
    """Tell whether no component of the first is larger than that of the second."""
    return all(s <= t for s, t in zip(small, large, strict=True))


def join(*vectors: Vector) -> Vector:
    """Return the componentwise maximum."""
    return tuple(max(column) for column in zip(*vectors, strict=True))


def state_vector(game: Game, done: Done, traitors: Sequence[str], key: Key) -> Vector:
    """Return each party's largest need at a state, for one key or both."""
    vector = []
    for i in game.parties:
        needs: list[Bound] = [-INFINITE]
        if key != "trust":
            needs += needs_at_state(game, i, done)
        if key != "incentive":
            needs += [trust_need_state(game, i, j, done) for j in traitors if j != i]
        vector.append(max(needs))
    return tuple(vector)


def move_vector(game: Game, done: Done, name: str, traitors: Sequence[str], key: Key) -> Vector:
    """Return each party's largest need on a move, for one key or both."""
    vector = []
    for i in game.parties:
        needs: list[Bound] = [-INFINITE]
        if key != "trust":
            needs.append(need_pretence(game, i, done, name))
        if key != "incentive":
            here = at(game, done)
            needs += [trust_need_pretence(here, i, j, name) for j in traitors if j != i]
        vector.append(max(needs))
    return tuple(vector)


def needs_of_orders(game: Game, package: Done, key: Key) -> frozenset[Vector]:
    """Return the minimal vectors of largest needs over all orders of a package.

    Parameters
    ----------
    game
        The game.
    package
        The package.
    key
        Which needs count: ``incentive``, ``trust`` or ``both``.

    Returns
    -------
    frozenset of tuple
        One component a party. The package passes the key if and only if one of the vectors is
        nowhere above its value.
    """
    traitors = performers(game, package)
    vectors = []
    for order in orders(game, package):
        places = [state_vector(game, done, traitors, key) for done in visited(order)]
        places += [move_vector(game, done, name, traitors, key) for done, name in moves(order)]
        vectors.append(join(*places))
    return minimal(vectors)


def needs_in_one_pass(
    game: Game, traitors: Sequence[str], key: Key
) -> dict[Done, frozenset[Vector]]:
    """Return the same for every set at once, by one pass over the lattice of states.

    Only sets whose performers are ``traitors`` are to be read off for a key with trust in it.
    """
    antichains = {frozenset[str](): minimal([state_vector(game, frozenset(), traitors, key)])}
    names = [step.name for step in game.steps]
    for size in range(1, len(names) + 1):
        for done in (frozenset(c) for c in combinations(names, size)):
            if not is_closed(game, done):
                continue
            here = state_vector(game, done, traitors, key)
            antichains[done] = minimal(
                join(vector, move_vector(game, done - {last}, last, traitors, key), here)
                for last in done
                for vector in antichains.get(done - {last}, ())
            )
    return antichains


def passes(game: Game, package: Done, vectors: Iterable[Vector]) -> bool:
    """Tell whether a package is worth enough to everyone for one of the vectors."""
    deal = tuple(value(game, i, package) for i in game.parties)
    return any(below(vector, deal) for vector in vectors)


# --------------------------------------------------------------------------------------------
# The same question asked the other way: does any plan of one deviator pay?
# Nothing below uses the functions for exit values, temptations, needs or judgements above.


Plan = tuple[str, ...]


@dataclass(frozen=True)
class Deviation:
    """A plan of one party that pays: what it does as long as it is not found out."""

    party: str
    plan: Plan
    gain: Fraction


def profitable_deviation(game: Game, order: Sequence[str]) -> Deviation | None:
    """Return the most profitable plan of any one party, or None where no plan pays.

    The others follow the order until the deviator breaks or is found out; then the agreement
    breaks. At each state the deviator may break openly, quietly undo own steps, and do, or
    pretend to do, its own next step; it may cheat several times. All its plans are tried.

    Parameters
    ----------
    game
        The game.
    order
        The steps of the package, first to last.

    Returns
    -------
    Deviation or None
        With its expected gain over going on honestly.
    """
    found = []
    for party in game.parties:
        player = _Deviator(game, party, tuple(order))
        payoff, plan = player.best_plan(0, {})
        if payoff > player.honest:
            found.append(Deviation(party, plan, payoff - player.honest))
    return max(found, key=lambda deviation: deviation.gain, default=None)


@dataclass(frozen=True)
class _Deviator:
    """One party on its way along an order, with what it really bears of its own costs."""

    game: Game
    party: str
    order: Order

    @property
    def honest(self) -> Fraction:
        """Payoff of doing all that was agreed."""
        return self._payoff_at_the_end({})

    def best_plan(self, position: int, borne: dict[str, Fraction]) -> tuple[Fraction, Plan]:
        """Try every plan from a position on.

        ``borne`` has the share that the party still bears of the cost of each own step on which
        it has cheated: 0 after a pretence, what cannot be undone after a relapse.
        """
        plans: list[tuple[Fraction, Plan]] = [(self._payoff_of_break(position, borne), ("break",))]
        if position == len(self.order):
            plans.append((self._payoff_at_the_end(borne), ("end",)))
        else:
            name = self.order[position]
            payoff, plan = self.best_plan(position + 1, borne)
            plans.append((payoff, ("go on", *plan)))
            if self._bears_cost(name):
                unseen = {**borne, name: ZERO}
                plans.append(
                    self._hide(f"pretend {name}", name, position, position + 1, unseen, borne)
                )
        for name in self.order[:position]:
            rest = 1 - step_named(self.game, name).reversible
            if self._bears_cost(name) and name not in borne and rest < 1:
                unseen = {**borne, name: rest}
                plans.append(self._hide(f"undo {name}", name, position, position, unseen, borne))
        return max(plans, key=lambda plan: plan[0])

    def _hide(
        self,
        what: str,
        name: str,
        position: int,
        then: int,
        unseen: dict[str, Fraction],
        borne: dict[str, Fraction],
    ) -> tuple[Fraction, Plan]:
        """Cheat: found out, the agreement breaks where it stands; otherwise go on from there."""
        q = step_named(self.game, name).detection
        lucky, plan = self.best_plan(then, unseen)
        return q * self._payoff_of_break(position, borne) + (1 - q) * lucky, (what, *plan)

    def _bears_cost(self, name: str) -> bool:
        step = step_named(self.game, name)
        return self.party in step.by and step.value.get(self.party, ZERO) < 0

    def _payoff_at_the_end(self, borne: Mapping[str, Fraction]) -> Fraction:
        total = ZERO
        for name in self.order:
            amount = step_named(self.game, name).value.get(self.party, ZERO)
            total += amount * borne.get(name, ONE)
        for when, amounts in self.game.bonuses:
            if all(name in self.order for name in when):
                total += amounts.get(self.party, ZERO)
        return total

    def _payoff_of_break(self, position: int, borne: Mapping[str, Fraction]) -> Fraction:
        seen = self.order[:position]
        outside = self.game.no_deal.get(self.party, ZERO)
        if seen:
            outside = self.game.fallback.get(self.party, min(outside, ZERO))
        total = outside - self.game.penalty.get(self.party, ZERO)
        for name in seen:
            total += self._what_stays(step_named(self.game, name), borne.get(name, ONE))
        for when, amounts in self.game.bonuses:
            amount = amounts.get(self.party, ZERO)
            if amount < 0 and all(name in seen for name in when):
                total += amount
        return total

    def _what_stays(self, step: Step, borne: Fraction) -> Fraction:
        """Return what a step leaves the party after the break, undone as far as it will be."""
        amount = step.value.get(self.party, ZERO)
        liked_by_all = all(step.value.get(i, ZERO) > 0 for i in step.by)
        stays = ONE if liked_by_all and not step.automatic else 1 - step.reversible
        if self.party in step.by and amount <= 0:
            return amount * min(stays, borne)  # it stops bearing what it can, at once
        return amount * (stays + step.head_start * (1 - stays))
