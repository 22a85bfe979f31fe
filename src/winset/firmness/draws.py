"""The draws of a scenario's uncertain numbers: one set serves every answer of a call.

Each number has a random stream of its own, keyed by the seed and its path: its draws depend neither
on how many there are nor on any other number (common random numbers). A range is drawn as a PERT
distribution (a beta distribution on it with the mode weighted four times; Malcolm and others 1959),
a list by its weights.

Trust that the file does not give is drawn from its posterior, the Beta distribution whose mean is
the trust of single answers. It is drawn as a ratio of gammas: each promise has a pair of them, for
the share kept and the share broken, so that all who heard it read it alike; so has the prior of
each judged party.

Independent noise averages out over many steps. Where the file states a `bias`, each party's gains
are therefore also multiplied as a whole by one factor, uniform on the logarithm: whoever judged
them may have been an optimist or a sceptic throughout.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from hashlib import blake2b
from math import sqrt

import numpy as np

from winset.firmness.doubts import (
    Uncertainty,
    gains_of,
    is_uncertain,
    promises_heard,
    uncertainty_of,
    unstated_trust,
)
from winset.language.catalogue import worded
from winset.scenario import Number, Scenario, UsageError
from winset.scenario.budget import DRAWS
from winset.scenario.changes import change_numbers, numbers_of, with_changes
from winset.scenario.game import Floats
from winset.scenario.trust import promises_of, trust_after

MOST_DRAWS = 100_000


@dataclass(frozen=True, slots=True, eq=False)
class Draws:
    """What the uncertain numbers are in each draw.

    Attributes
    ----------
    count
        How many draws there are: one, the scenario itself, where nothing is uncertain.
    doubts
        What is drawn at all.
    points
        By path the values of each number that is drawn, the bias of its party included: (draws,).
    trust
        By judge and judged the trust that is drawn from the record: (draws,).
    weights : (draws,)
        How much each draw counts.
    """

    scenario: Scenario
    seed: int
    count: int
    doubts: Uncertainty
    points: Mapping[str, Floats]
    trust: Mapping[tuple[str, str], Floats]
    weights: Floats

    def draw(self, index: int) -> Scenario:
        """Return the scenario of one draw, with trust as its own numbers."""

        def drawn(path: str, number: Number) -> Number:
            found = self.points.get(path)
            return number if found is None else replace(number, point=float(found[index]))

        trust = {f"parties.{i}.trust.{j}": float(p[index]) for (i, j), p in self.trust.items()}
        return with_changes(change_numbers(self.scenario, drawn), trust)


def draw(scenario: Scenario, *, seed: int = 0, count: int = DRAWS) -> Draws:
    """Return so many draws of a scenario's uncertain numbers.

    Raises
    ------
    UsageError
        Where there are fewer than one, or more than `MOST_DRAWS`.
    """
    if not 1 <= count <= MOST_DRAWS:
        raise UsageError(worded("errors.deals.draws", count=count, most=MOST_DRAWS))
    doubts = uncertainty_of(scenario)
    if doubts.none:
        return Draws(scenario, seed, 1, doubts, {}, {}, np.ones(1))
    points = _points(scenario, seed, count)
    trust = _trust(scenario, points, seed, count)
    return Draws(scenario, seed, count, doubts, points, trust, np.ones(count))


def _points(scenario: Scenario, seed: int, count: int) -> dict[str, Floats]:
    """Return what is drawn of each number, the bias of its party included."""
    points: dict[str, Floats] = {}
    factors = _factors(scenario, seed, count)
    for path, number in numbers_of(scenario).items():
        drawn = is_uncertain(scenario, path, number)
        values = draw_number(number, _stream(seed, path), count) if drawn else None
        factor = factors.get(gains_of(path) or "")
        if factor is not None and (drawn or number.point > 0):
            base = np.full(count, number.point) if values is None else values
            values = np.where(base > 0, base * factor, base)
        if values is not None:
            points[path] = values
    return points


def _stream(seed: int, path: str) -> np.random.Generator:
    """Return the random numbers of a path, whatever else is drawn."""
    digest = blake2b(path.encode(), digest_size=16).digest()
    return np.random.default_rng([seed, int.from_bytes(digest)])


def _factors(scenario: Scenario, seed: int, count: int) -> Mapping[str, Floats]:
    """Return a factor for the gains of each party; none where there is no bias."""
    bias = scenario.bias
    if bias is None:
        return {}
    low, high = np.log(bias.low), np.log(bias.high)
    return {
        party.id: np.exp(_stream(seed, f"gains.{party.id}").uniform(low, high, count))
        for party in scenario.parties
    }


def _trust(
    scenario: Scenario, points: Mapping[str, Floats], seed: int, count: int
) -> dict[tuple[str, str], Floats]:
    """Return trust drawn from its posterior: Σ g⁺ / (Σ g⁺ + Σ g⁻), its mean where both are 0."""
    prior, promises = scenario.trust_prior, promises_of(scenario)

    def at(path: str, point: float) -> Floats:
        return points.get(path, np.full(count, point))

    def gammas(name: str, kept: Floats, weight: Floats) -> Floats:
        return np.array(
            [
                _stream(seed, f"{name}.kept").standard_gamma(weight * kept),
                _stream(seed, f"{name}.broken").standard_gamma(weight * (1 - kept)),
            ]
        )

    told = [
        gammas(
            f"record.{one.place}",
            at(f"record.{one.place}.kept", one.kept),
            at(f"record.{one.place}.weight", one.given) * one.fading,
        )
        for one in promises
    ]
    mean = at("trust_prior.mean", prior.mean.point)
    strength = at("trust_prior.strength", prior.strength.point)
    trust = {}
    for judge, judged in unstated_trust(scenario):
        heard = promises_heard(promises, judge, judged)
        kept, broken = sum((told[n] for n in heard), gammas(f"trust.{judged}", mean, strength))
        both = kept + broken
        usual = trust_after(scenario, [promises[n] for n in heard])
        trust[judge, judged] = np.divide(kept, both, out=np.full(count, usual), where=both > 0)
    return trust


def error_of(share: float, draws: int) -> float:
    """Return the standard error of a share of draws, √(s(1−s)/draws)."""
    return sqrt(max(share * (1 - share), 0.0) / draws)


def draw_number(number: Number, rng: np.random.Generator, count: int) -> Floats:
    """Return values drawn from a number's range or list; its point if certain: (count,)."""
    if number.values:
        weights = np.array(number.weights)
        return rng.choice(np.array(number.values), count, p=weights / weights.sum())
    if number.low is None or number.high is None or number.low == number.high:
        return np.full(count, number.point)
    width = number.high - number.low
    to_mode, from_mode = number.point - number.low, number.high - number.point
    share = rng.beta(1 + 4 * to_mode / width, 1 + 4 * from_mode / width, count)
    return np.asarray(number.low + width * share)
