"""The incentive key asked the other way, with devices: does any plan of one deviator pay?

Nothing here uses the exit values, temptations or needs of `device_reference`. All plans of
breaking, pretending and relapsing are tried, several in a row as well.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from references.device_states import (
    Game,
    Move,
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

Cheats = tuple[tuple[str, str, Fraction], ...]  # (how, step, share of it not borne)


def largest_gain(game: Game, order: Order, used: Used = ()) -> dict[str, Fraction]:
    """Return what the best plan of each party brings over going on honestly, at least 0."""
    states = visited(game, order, used)
    costs = [(game.escrows[e].steps, game.escrows[e].cost) for e in used]
    gains = {}
    for party in game.parties:
        player = _Deviator(with_escrows(game, used), party, order, tuple(states))
        spent = sum((cost.get(party, ZERO) for _, cost in costs), ZERO)
        assert player.honest == player.without_costs(costs) - spent
        gains[party] = player.best(0, ()) - player.honest
    return gains


@dataclass(frozen=True)
class _Deviator:
    game: Game
    party: str
    order: Order
    states: tuple[State, ...]

    @property
    def honest(self) -> Fraction:
        return self._at_the_end(())

    def without_costs(self, costs: Iterable[tuple[frozenset[str], object]]) -> Fraction:
        """Return what the end is worth without the bonuses that stand for costs of escrows."""
        own = self.game.bonuses[: len(self.game.bonuses) - len(list(costs))]
        done = {k.name for k, c in self._done(-1) if c == slices_of(k)}
        steps = sum((self._worth(k) for k in self.game.steps if k.name in done), ZERO)
        return steps + sum((w.get(self.party, ZERO) for when, w in own if when <= done), ZERO)

    def best(self, position: int, cheats: Cheats) -> Fraction:
        """Return the payoff of the best plan from a position on."""
        plans = [self._break(position, cheats)]
        if position == len(self.order):
            plans.append(self._at_the_end(cheats))
        else:
            plans.append(self.best(position + 1, cheats))
            plans += self._pretences(position, self.order[position], cheats)
        for k, count in self._done(position):
            share = k.reversible * Fraction(count, slices_of(k))
            cheated = any(name == k.name for _, name, _ in cheats)
            if self._bears(k) and share > 0 and not cheated:
                worse = (*cheats, ("relapse", k.name, share))
                plans.append(self._hide(k, position, position, worse, cheats))
        return max(plans)

    def _pretences(self, position: int, move: Move, cheats: Cheats) -> list[Fraction]:
        if len(move) > 1:
            return []  # a third party sees to it
        step, count = next((k, c) for k, c in self._all(position) if k.name in move)
        if not self._bears(step) or _has(cheats, "pretence", step.name):
            return []
        due = 1 - Fraction(count, slices_of(step))
        worse = (*cheats, ("pretence", step.name, due))
        return [self._hide(step, position, position + 1, worse, cheats)]

    def _hide(
        self, step: Step, position: int, then: int, unseen: Cheats, before: Cheats
    ) -> Fraction:
        q = step.detection
        return q * self._break(position, before) + (1 - q) * self.best(then, unseen)

    def _all(self, position: int) -> list[tuple[Step, int]]:
        state = self.states[position]
        return list(zip(at(self.game, state).steps, state, strict=True))

    def _done(self, position: int) -> list[tuple[Step, int]]:
        return [(k, c) for k, c in self._all(position) if c > 0]

    def _worth(self, step: Step) -> Fraction:
        return step.value.get(self.party, ZERO)

    def _bears(self, step: Step) -> bool:
        return self.party in step.by and self._worth(step) < 0

    def _at_the_end(self, cheats: Cheats) -> Fraction:
        done = {k.name for k, _ in self._done(-1)}
        total = ZERO
        for k, _ in self._done(-1):
            total += self._worth(k) * (1 - sum((s for _, n, s in cheats if n == k.name), ZERO))
        bonuses = (w.get(self.party, ZERO) for when, w in self.game.bonuses if when <= done)
        return total + sum(bonuses, ZERO)

    def _break(self, position: int, cheats: Cheats) -> Fraction:
        here = at(self.game, self.states[position])
        outside = here.no_deal.get(self.party, ZERO)
        if any(self.states[position]):
            outside = here.fallback.get(self.party, min(outside, ZERO))
        total = outside - here.penalty.get(self.party, ZERO)
        share = {k.name: Fraction(c, slices_of(k)) for k, c in self._done(position)}
        for k, _ in self._done(position):
            total += self._worth(k) * self._stays(k, share[k.name], cheats)
        for when, worths in self.game.bonuses:
            least = min((share.get(name, ZERO) for name in when), default=ONE)
            total += min(worths.get(self.party, ZERO), ZERO) * least
        return total

    def _stays(self, step: Step, share: Fraction, cheats: Cheats) -> Fraction:
        """Return the share of a step whose worth the party has in the end, after its break."""
        liked_by_all = all(step.value.get(i, ZERO) > 0 for i in step.by)
        kept = ONE if liked_by_all and not step.automatic else 1 - step.reversible
        if self.party in step.by and self._worth(step) <= 0:
            dodged = ZERO
            for how, name, amount in cheats:
                if name == step.name:
                    # of a pretence only what has been pretended so far
                    dodged += min(amount, share - (1 - amount)) if how == "pretence" else amount
            return min(kept * share, share - dodged)
        return share * (kept + step.head_start * (1 - kept))


def _has(cheats: Cheats, how: str, name: str) -> bool:
    return any((h, n) == (how, name) for h, n, _ in cheats)
