"""The incentive key in time asked the other way: does any plan of one deviator pay?

Nothing here uses the exit values, temptations or needs of the other references. All plans of
breaking, pretending and relapsing are tried, several in a row as well, when a state is reached and
at the end of each move. For whole steps and swaps: of a step in slices what a pretence saves is
counted as if all were due now, which no plan can have.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import cast

from references.device_states import (
    Order,
    State,
    Step,
    Used,
    at,
    slices_of,
    visited,
    with_escrows,
)
from references.reference import ONE, ZERO
from references.time_file import TimedGame
from references.time_reference import settled, times_of, weight

Cheats = tuple[tuple[str, Fraction], ...]  # (step, share of its cost that is not borne)


def largest_gain(game: TimedGame, order: Order, used: Used = ()) -> dict[str, Fraction]:
    """Return the most that any plan of each party brings over going on, at any state reached.

    A plan is judged where it first departs, so that a gain near the end is not weighed down by
    the time until then.
    """
    states = tuple(visited(game, order, used))
    inside = cast("TimedGame", with_escrows(game, used))
    times = times_of(inside, order)
    gains = {}
    for party in game.parties:
        player = _Deviator(inside, party, order, states, times)
        reached = [player.best(n, ()) - player.honest(n) for n in range(len(states))]
        at_ends = [player.best_at_end(n, ()) - player.honest(n + 1) for n in range(len(order))]
        gains[party] = settled(max(reached + at_ends))
    return gains


@dataclass(frozen=True)
class _Deviator:
    """One party on its way along an order, with what it really bears of its own costs."""

    game: TimedGame
    party: str
    order: Order
    states: tuple[State, ...]
    times: tuple[Fraction, ...]

    def honest(self, n: int) -> Fraction:
        """Return the payoff of going on from a state."""
        if n == len(self.order):
            return self._has(n, ())
        return self._waiting(n, self.honest(n + 1), ())

    def best(self, n: int, cheats: Cheats) -> Fraction:
        """Return the payoff of the best plan from when a state is reached."""
        if n == len(self.order):
            ahead = self._has(n, cheats)
        else:
            ahead = self._waiting(n, self.best_at_end(n, cheats), cheats)
        return max(ahead, self._break(n, cheats), *self._relapses(n, cheats, at_end=False))

    def best_at_end(self, n: int, cheats: Cheats) -> Fraction:
        """Return the payoff of the best plan from the end of the move from a state."""
        plans = [self.best(n + 1, cheats), self._break(n, cheats)]
        plans += self._relapses(n, cheats, at_end=True)
        if len(self.order[n]) == 1:  # else a third party sees to it
            (step,) = (k for k in self._steps(n) if k.name in self.order[n])
            if self._bears(step):
                unseen = self.best(n + 1, (*cheats, (step.name, ONE)))
                plans.append(self._hidden(step, n, unseen, cheats))
        return max(plans)

    def _waiting(self, n: int, after: Fraction, cheats: Cheats) -> Fraction:
        """Return what is in place now, and what is to come, weighed by the time until then."""
        here = self._has(n, cheats)
        until = weight(self.game, self.party, self.times[n], self.times[n + 1])
        return here + until * (after - here)

    def _relapses(self, n: int, cheats: Cheats, at_end: bool) -> list[Fraction]:
        plans = []
        for k in self._done(n):
            if self._bears(k) and k.reversible > 0 and k.name not in dict(cheats):
                worse = (*cheats, (k.name, k.reversible))
                unseen = self.best_at_end(n, worse) if at_end else self.best(n, worse)
                plans.append(self._hidden(k, n, unseen, cheats))
        return plans

    def _hidden(self, step: Step, n: int, unseen: Fraction, before: Cheats) -> Fraction:
        q = step.detection
        return q * self._break(n, before) + (1 - q) * unseen

    def _has(self, n: int, cheats: Cheats) -> Fraction:
        """Return what is in place, less what it does not bear."""
        dodged = dict(cheats)
        done = self._done(n)
        names = {k.name for k in done}
        steps = (self._worth(k) * (1 - dodged.get(k.name, ZERO)) for k in done)
        bonuses = (w.get(self.party, ZERO) for when, w in self.game.bonuses if when <= names)
        return sum(steps, ZERO) + sum(bonuses, ZERO)

    def _break(self, n: int, cheats: Cheats) -> Fraction:
        here = at(self.game, self.states[n])
        outside = here.no_deal.get(self.party, ZERO)
        if any(self.states[n]):
            outside = here.fallback.get(self.party, min(outside, ZERO))
        total = outside - here.penalty.get(self.party, ZERO)
        names = {k.name for k in self._done(n)}
        for k in self._done(n):
            total += self._worth(k) * self._stays(k, dict(cheats).get(k.name, ZERO))
        for when, worths in self.game.bonuses:
            total += min(worths.get(self.party, ZERO), ZERO) if when <= names else ZERO
        return total

    def _stays(self, step: Step, dodged: Fraction) -> Fraction:
        """Return the share of a step's worth that it has after its break."""
        liked_by_all = all(step.value.get(i, ZERO) > 0 for i in step.by)
        kept = ONE if liked_by_all and not step.automatic else 1 - step.reversible
        if self.party in step.by and self._worth(step) <= 0:
            return min(kept, 1 - dodged)
        return kept + step.head_start * (1 - kept)

    def _steps(self, n: int) -> tuple[Step, ...]:
        here = at(self.game, self.states[n]).steps
        assert all(slices_of(k) == 1 for k in here)
        return here

    def _done(self, n: int) -> list[Step]:
        return [k for k, c in zip(self._steps(n), self.states[n], strict=True) if c]

    def _worth(self, step: Step) -> Fraction:
        return step.value.get(self.party, ZERO)

    def _bears(self, step: Step) -> bool:
        return self.party in step.by and self._worth(step) < 0
