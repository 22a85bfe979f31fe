"""The plain twin of time: exact, over all orders, values as sums over dates.

Exit values, fallbacks, what sets what, states and admissible orders are those of the untimed
references; here is what time does to them. Times are in phases since the roadmap began. A *worth*
of somebody at a state is what is in place then, at face value.

Fractional powers are taken to `DIGITS` digits; amounts nearer than `HAIR` are therefore equal.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, localcontext
from fractions import Fraction
from itertools import pairwise
from typing import Final

from references.device_reference import (
    Judgement,
    exposure_state,
    need_hidden,
    need_open,
    required_prior,
    saved_by_pretence,
    saved_by_relapse,
    survived,
)
from references.device_states import (
    Move,
    Order,
    State,
    Used,
    at,
    balance,
    ends_of,
    in_place,
    orders,
    shares,
    start_of,
    started,
    step_of,
    visited,
    with_escrows,
)
from references.reference import (
    ZERO,
    Bound,
    Done,
    Pair,
    gain,
    gross,
    guarantee,
    largest_lack,
    no_deal,
    performers,
    remembered,
    trust_in,
)
from references.time_file import Body, Rate, TimedGame

DIGITS: Final = 60
HAIR: Final = 40  # digits after the point

# --------------------------------------------------------------------------------------------
# The clock, and what the time to come weighs


def times_of(game: TimedGame, order: Order) -> tuple[Fraction, ...]:
    """Return when each state of an order is reached: each move as soon as it can begin."""
    times = [ZERO]
    for move in order:
        times.append(max(ends_of(game, move, start_of(game, move, times[-1])).values()))
    return tuple(times)


@remembered
def power(base: Fraction, exponent: Fraction) -> Fraction:
    """Return a power: exact where it is a fraction, else to `DIGITS` digits."""
    above, below = (_root(number, exponent.denominator) for number in base.as_integer_ratio())
    if above is not None and below is not None:
        return Fraction(above**exponent.numerator, below**exponent.numerator)
    with localcontext() as context:
        context.prec = DIGITS
        log = (Decimal(base.numerator) / Decimal(base.denominator)).ln()
        return Fraction((log * exponent.numerator / exponent.denominator).exp())


def _root(number: int, root: int) -> int | None:
    """Return the whole root of a number, None where it has none."""
    if root == 1 or number <= 1:
        return number
    low, high = 1, 1 << (number.bit_length() // root + 1)
    while low < high:
        middle = (low + high) // 2
        low, high = (middle + 1, high) if middle**root < number else (low, middle)
    return low if low**root == number else None


def left_after(rate: Rate, span: Fraction) -> Fraction:
    """Return what a rate leaves after a time."""
    return power(rate.base, rate.speed * span)


def weight(game: TimedGame, who: str, begin: Fraction, end: Fraction) -> Fraction:
    """Return what a worth at a time weighs, seen by somebody from an earlier one."""
    result = left_after(game.discount.get(who, Rate()), end - begin)
    for one in game.leaving:
        since = begin if one.begins is None else max(begin, one.begins)
        result *= left_after(one.stays, max(end - since, ZERO))
    return result


def going_on(
    game: TimedGame, who: str, worths: Iterable[Fraction], times: Iterable[Fraction]
) -> tuple[Fraction, ...]:
    """Return what going on is worth at each state, in values of the moment: a sum over dates.

    Parameters
    ----------
    game
        The game.
    who
        A party, or anybody else, whose discount is then 1.
    worths, times
        What is in place at each state, and when it is reached.
    """
    dated = list(zip(worths, times, strict=True))
    return tuple(
        worth
        + sum(
            (
                weight(game, who, now, later) * (then - before)
                for (before, _), (then, later) in pairwise(dated[n:])
            ),
            ZERO,
        )
        for n, (worth, now) in enumerate(dated)
    )


def settled(number: Fraction) -> Fraction:
    """Return a number for a comparison: without what the digits of roots leave open."""
    return round(number, HAIR)


# --------------------------------------------------------------------------------------------
# Who signs: asked of an order, at its start


def totals(
    game: TimedGame, package: Done, states: Iterable[State], times: Iterable[Fraction]
) -> dict[str, Fraction]:
    """Return the totals at the start, over their bars, of bodies and of who must consent.

    Where a body has a floor and is asked for its consent as well, both must be met: the second
    stands under ``consent:`` and its name.
    """
    states, times, result = list(states), list(times), {}
    asked = {who for name in package for who in game.consent.get(name, ())}
    for body in game.ratifiers:
        name = f"{body.party}.{body.name}"
        balances = (balance(game, body, state) for state in states)
        over = going_on(game, body.party, balances, times)[0]
        result[name] = over - body.floor
        if name in asked:
            outside = no_deal(game, body.party) if body.no_deal is None else body.no_deal
            result[f"consent:{name}"] = over + outside
    for who in asked - set(result):
        worths = (in_place(game, who, state) for state in states)
        result[who] = going_on(game, who, worths, times)[0]
    return result


def signed(game: TimedGame, values: Mapping[str, Fraction], over: Mapping[str, Fraction]) -> bool:
    """Tell whether all sign an order: parties, vetoes, votes and consents."""
    met = {who: settled(amount) >= 0 for who, amount in over.items()}
    voters: dict[str, list[Body]] = {}
    for body in game.ratifiers:
        assert isinstance(body, Body)
        if body.votes is not None:
            voters.setdefault(body.party, []).append(body)
    free = {f"{body.party}.{body.name}" for bodies in voters.values() for body in bodies}
    carried = all(
        sum((b.votes or ZERO for b in bodies if met[f"{i}.{b.name}"]), ZERO)
        >= game.needs.get(i, Fraction(1, 2)) * sum((b.votes or ZERO for b in bodies), ZERO)
        for i, bodies in voters.items()
    )
    return (
        carried
        and all(settled(amount) >= 0 for amount in values.values())
        and all(passed for who, passed in met.items() if who not in free)
    )


# --------------------------------------------------------------------------------------------
# One order


@dataclass(frozen=True)
class Moment:
    """A state at a moment: when it is reached, or at the end of a move from it.

    ``node`` counts the states from 0; ``move`` is None where the state is reached. ``worth`` is V
    of each party then, going on.
    """

    node: int
    state: State
    move: Move | None
    worth: Mapping[str, Fraction]


@dataclass(frozen=True)
class Told:
    """What can be said of an order in time.

    Attributes
    ----------
    order, times
        Its moves, and when each state is reached, the first one included.
    path
        V of each party at each state.
    totals
        Of bodies and of who must consent, over their bars, at the start.
    signed
        Whether all sign it.
    judgement
        Margin, share, bonds, trust and keys, as without time.
    gains
        The sum of V over B at the start; who has no B is left out.
    """

    order: Order
    times: tuple[Fraction, ...]
    path: Mapping[str, tuple[Fraction, ...]]
    totals: Mapping[str, Fraction]
    signed: bool
    judgement: Judgement
    gains: Fraction

    @property
    def values(self) -> dict[str, Fraction]:
        """V of each party at the start."""
        return {i: along[0] for i, along in self.path.items()}

    @property
    def rank(self) -> tuple[int, Bound, Fraction, Fraction]:
        """What orders are compared by, smaller is better: verdict, share, lack, gains."""
        verdict, share, lack = self.judgement.rank
        share = share if isinstance(share, float) else settled(share)
        return verdict, share, settled(lack), -settled(self.gains)


def tell(game: TimedGame, package: Done, order: Order, used: Used = ()) -> Told:
    """Tell one admissible order of a package in time, with the escrows that it uses."""
    states = visited(game, order, used)
    inside = _inside(game, used)
    times = times_of(inside, order)
    path = {
        i: tuple(
            amount - no_deal(inside, i)
            for amount in going_on(inside, i, (in_place(inside, i, s) for s in states), times)
        )
        for i in game.parties
    }
    over = totals(inside, package, states, times)
    start = {i: along[0] for i, along in path.items()}
    scales = {i: gross(inside, i, package) for i in game.parties}
    return Told(
        order,
        times,
        path,
        over,
        signed(inside, start, over),
        _judged(inside, package, scales, list(moments(order, states, path))),
        sum((start[i] / scale for i, scale in scales.items() if scale > 0), ZERO),
    )


def _inside(game: TimedGame, used: Used) -> TimedGame:
    inside = with_escrows(game, used)
    assert isinstance(inside, TimedGame)
    return inside


def moments(
    order: Order, states: list[State], path: Mapping[str, tuple[Fraction, ...]]
) -> Iterator[Moment]:
    """Yield the moments at which an order is judged, first to last."""
    for n, state in enumerate(states):
        yield Moment(n, state, None, {i: along[n] for i, along in path.items()})
        if n < len(order):
            yield Moment(n, state, order[n], {i: along[n + 1] for i, along in path.items()})


# --------------------------------------------------------------------------------------------
# The two keys


@dataclass(frozen=True)
class Act:
    """What a party could do at a moment: its need, and with q what it brings."""

    kind: str  # open, relapse or pretence
    step: str | None
    need: Bound
    amount: Fraction


def acts(game: TimedGame, party: str, moment: Moment) -> list[Act]:
    """Return all acts of a party at a moment, with what each brings over going on."""
    state, deal = moment.state, moment.worth[party]
    here = at(game, state)
    need = need_open(game, party, state)
    found = [Act("open", None, need, need - deal)]
    hidden = [("relapse", k, saved_by_relapse(game, party, state, k)) for k in started(game, state)]
    if moment.move is not None and len(moment.move) == 1:
        (name,) = moment.move
        hidden.append(("pretence", name, saved_by_pretence(game, party, state, name)))
    for kind, name, saved in hidden:
        if saved != 0:
            q = step_of(here, name).detection
            amount = (1 - q) * saved + q * (need - deal)
            found.append(Act(kind, name, need_hidden(game, party, state, name, saved), amount))
    return found


def exposures(game: TimedGame, party: str, other: str, moment: Moment) -> list[Fraction]:
    """Return what a party may lose by another at a moment, by its break or its pretence."""
    found = [exposure_state(game, party, other, moment.state)]
    if moment.move is not None and len(moment.move) == 1:
        here = at(game, moment.state)
        (step,) = (step_of(here, name) for name in moment.move)
        if other in step.by:
            due = gain(step, party) * (1 - shares(game, moment.state)[step.name])
            shortfall = due - moment.worth[party] - guarantee(here, party)
            found.append((1 - step.detection) * max(shortfall, ZERO))
    return found


def _judged(
    game: TimedGame, package: Done, scales: Mapping[str, Fraction], when: list[Moment]
) -> Judgement:
    short: dict[str, list[Bound]] = {
        i: [_short(act.need, m.worth[i]) for m in when for act in acts(game, i, m)]
        for i in game.parties
    }
    margin, share = _margin(scales, short)
    trust = {
        (i, j): _required(game, (i, j), when)
        for j in performers(game, package)
        for i in game.parties
        if i != j
    }
    enough = all(
        r is not None and settled(r - trust_in(game, i, j)) <= 0 for (i, j), r in trust.items()
    )
    return Judgement(
        margin,
        share,
        {i: _bond(amounts) for i, amounts in short.items()},
        trust,
        largest_lack(game, trust),
        enough,
    )


def _short(need: Bound, deal: Fraction) -> Bound:
    """Return what is lacking at a moment for an act not to pay; negative where it is more."""
    if isinstance(need, float):
        return need
    lacking = need - deal
    return ZERO if settled(lacking) == 0 else lacking


def _margin(
    scales: Mapping[str, Fraction], short: Mapping[str, list[Bound]]
) -> tuple[Fraction | None, Fraction | None]:
    relative: list[Fraction] = []
    for i, amounts in short.items():
        for lacking in amounts:
            if isinstance(lacking, float):
                return None, None  # never found out
            if scales[i] > 0:
                relative.append(-lacking / scales[i])
            elif lacking > 0:
                return None, None  # tempted, with nothing to measure it by
    margin = min(relative, default=None)
    return margin, ZERO if margin is None else max(-margin, ZERO)


def _bond(amounts: list[Bound]) -> Fraction | None:
    largest = max(amounts)
    return None if isinstance(largest, float) else max(largest, ZERO)


def _required(game: TimedGame, pair: Pair, when: list[Moment]) -> Fraction | None:
    """Return the trust that there must be before the first move; None: none is enough."""
    party, other = pair
    largest = ZERO
    for moment in when:
        chance, deal = survived(game, other, moment.state), moment.worth[party]
        deal = ZERO if settled(deal) == 0 else deal
        for exposure in exposures(game, party, other, moment):
            prior = required_prior(deal, exposure if settled(exposure) else ZERO, chance)
            if prior is None:
                return None
            largest = max(largest, prior)
    return largest


# --------------------------------------------------------------------------------------------
# All orders of a package


def every_order(game: TimedGame, package: Done, used: Used = ()) -> list[Told]:
    """Tell every admissible order of a package in time, by the file's order."""
    return [tell(game, package, order, used) for order in orders(game, package, used)]


def best_of(told: list[Told]) -> Told | None:
    """Return the best of all orders of a package, of those that all sign where there are any."""
    counted = [one for one in told if one.signed] or told
    return min(counted, key=lambda one: one.rank, default=None)  # min keeps the file's first


def best(game: TimedGame, package: Done, used: Used = ()) -> Told | None:
    """Return the best order of a package in time, or None where no order is admissible."""
    return best_of(every_order(game, package, used))
