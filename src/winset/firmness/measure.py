"""How firm the answer is: the verb of this part and its result."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import Any, TypeVar

import numpy as np

from winset.firmness.doubts import Uncertainty
from winset.firmness.draws import Draws, draw, error_of
from winset.firmness.games import games_of
from winset.firmness.one_at_a_time import Flip, OneAtATime, Swing, uncertain_parameters, vary
from winset.firmness.outcomes import Outcomes
from winset.firmness.subjects import BEST, Fate, Outcome, fates_of, subjects_of
from winset.roadmaps.choose import settled_slices
from winset.roadmaps.safeguards import safeguards_of
from winset.scenario import Scenario
from winset.scenario.budget import DRAWS
from winset.scenario.game import compile_game
from winset.tools.progress import Progress, untold
from winset.tools.result import Result

T = TypeVar("T")
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Tally(Result):
    """How a package fared over the draws, as shares of them.

    Attributes
    ----------
    signable, kept
        In which all would sign, and in which they would sign it and it would be kept.
    verdicts
        By verdict, signed or not.
    stands
        With the same outcome as at the points: signable or not, and the verdict.
    draws
        How many there were.
    """

    signable: float
    kept: float
    verdicts: Mapping[str, float]
    stands: float
    draws: int

    def error(self, share: float) -> float:
        """Return the standard error of one of the shares."""
        return error_of(share, self.draws)

    def to_dict(self) -> dict[str, Any]:
        """Return it as plain data."""
        shares = {"signable": self.signable, "kept": self.kept, "stands": self.stands}
        errors = {name: self.error(share) for name, share in shares.items()}
        return {**shares, "verdicts": dict(self.verdicts), "error": errors}


@dataclass(frozen=True, slots=True, repr=False)
class Firmness(Result):
    """How far the answer hangs on the numbers.

    Attributes
    ----------
    seed, draws
        What the shares rest on.
    doubts
        What is drawn; where that is nothing, there is one draw, the scenario itself.
    proposals
        By proposal, what became of it in its own order (``own``) and in the best (``best``).
    best
        What became of the package that the answer speaks of; None where there is none.
    best_package
        Its steps.
    swings
        By number, what it alone does to that package: those that decide first.
    flips
        By package and number, the smallest change that changes its outcome: the smallest first.
    """

    seed: int
    draws: int
    doubts: Uncertainty
    proposals: Mapping[str, Mapping[str, Tally]]
    best: Tally | None
    best_package: tuple[str, ...]
    swings: tuple[Swing, ...]
    flips: tuple[Flip, ...]

    def __repr__(self) -> str:
        stands = (
            "no best package" if self.best is None else f"best stands in {self.best.stands:.0%}"
        )
        drawn = "nothing uncertain" if self.doubts.none else f"{self.draws} draws"
        return f"Firmness({drawn}, {stands})"

    def to_dict(self) -> dict[str, Any]:
        """Return it as plain data; infinite numbers are None."""
        best = None
        if self.best is not None:
            package = list(self.best_package)
            best = {"package": package, **self.best.to_dict()}
        return {
            "certain": self.doubts.none,
            "draws": self.draws,
            "proposals": {
                proposal: {order: tally.to_dict() for order, tally in orders.items()}
                for proposal, orders in self.proposals.items()
            },
            "best": best,
            "numbers": [_swing_dict(swing) for swing in self.swings],
            "flips": [_flip_dict(flip) for flip in self.flips],
        }


def measure_firmness(  # noqa: PLR0913 -- what is asked, and how it is done
    scenario: Scenario,
    best: Sequence[str] | None,
    *,
    seed: int = 0,
    draws: int = DRAWS,
    quick: bool = False,
    workers: int = 2,
    progress: Progress = untold,
) -> Firmness:
    """Return how often the answer stands when the numbers are drawn, and what would change it.

    Parameters
    ----------
    best
        The steps of the package that the answer speaks of, or None.
    seed
        The same seed gives the same result, whatever the number of workers.
    draws
        How many draws. Where nothing is uncertain the scenario itself is the only one.
    quick
        Whether to do no more than draw: no number turned alone.
    progress
        Called with what is done and the total, from time to time.

    Raises
    ------
    UsageError
        Where so many draws cannot be made.

    Examples
    --------
    >>> import winset
    >>> from winset.scenario import load_text
    >>> scenario = load_text('''
    ... winset: 1
    ... title: A swap
    ... parties: {a: {name: Ana}, b: {name: Ben}}
    ... steps: {swap: {by: [a, b], value: {a: {low: -1, mode: 1, high: 3}, b: 1}}}
    ... ''')
    >>> firmness = winset.measure_firmness(scenario, ["swap"], seed=1)
    >>> firmness.draws, round(firmness.best.signable, 2)
    (500, 0.91)
    """
    drawn = draw(scenario, seed=seed, count=draws)
    return firmness_of(drawn, best, quick=quick, workers=workers, progress=progress)


def firmness_of(
    drawn: Draws,
    best: Sequence[str] | None,
    *,
    quick: bool = False,
    workers: int = 2,
    progress: Progress = untold,
) -> Firmness:
    """Return the same, given what is drawn."""
    scenario = settled(drawn.scenario)
    games = games_of(replace(drawn, scenario=scenario))
    package = None if best is None else tuple(best)
    subjects = subjects_of(scenario, package)
    base = fates_of(games.point, subjects)
    parameters = () if quick else uncertain_parameters(scenario)
    outcomes = Outcomes(games.point, subjects)
    with ThreadPoolExecutor(workers) as pool:

        def each(work: Callable[[T], R], items: Sequence[T]) -> list[R]:
            return list(pool.map(work, items))

        found = each(lambda index: outcomes.of(games.game(index)), range(drawn.count))
        progress(drawn.count, drawn.count)
        varied = vary(scenario, parameters, subjects, base, each)
    tallies = {
        s.name: _tally([one[s.name] for one in found], base[s.name].outcome) for s in subjects
    }
    return Firmness(
        seed=drawn.seed,
        draws=drawn.count,
        doubts=drawn.doubts,
        proposals={
            p.id: {order: tallies[f"{p.id}/{order}"] for order in ("own", "best")}
            for p in scenario.proposals
        },
        best=tallies.get(BEST),
        best_package=package or (),
        swings=_by_weight(varied),
        flips=tuple(sorted((f for t in varied for f in t.flips), key=_flip_rank)),
    )


def settled(scenario: Scenario) -> Scenario:
    """Return a scenario with as many slices as keep a package, where the file leaves it open."""
    if all(step.slices is not None for step in scenario.steps):
        return scenario
    number = settled_slices(safeguards_of(compile_game(scenario)))
    steps = (replace(s, slices=number) if s.slices is None else s for s in scenario.steps)
    return replace(scenario, steps=tuple(steps))


def _tally(outcomes: Sequence[Outcome], usual: Outcome) -> Tally:
    total = len(outcomes)
    verdicts = Counter(verdict for _, verdict in outcomes)
    return Tally(
        signable=sum(signed for signed, _ in outcomes) / total,
        kept=outcomes.count((True, "holds")) / total,
        verdicts={verdict: number / total for verdict, number in verdicts.most_common()},
        stands=outcomes.count(usual) / total,
        draws=total,
    )


def _by_weight(varied: Iterable[OneAtATime]) -> tuple[Swing, ...]:
    """Return the swings, those that change the outcome first, then by size."""
    swings = [one.swing for one in varied if one.swing is not None]
    return tuple(
        sorted(swings, key=lambda s: (s.at_low.outcome == s.at_high.outcome, -s.size, s.name))
    )


def _flip_rank(flip: Flip) -> tuple[float, str, str]:
    return flip.turn.change, flip.subject, flip.turn.path


def _swing_dict(swing: Swing) -> dict[str, Any]:
    return {
        "path": str(swing.name),
        "low": swing.low,
        "high": swing.high,
        "at_low": _fate_dict(swing.at_low),
        "at_high": _fate_dict(swing.at_high),
    }


def _flip_dict(flip: Flip) -> dict[str, Any]:
    proposal, _, order = flip.subject.partition("/")
    return {
        "package": proposal,
        "order": order or None,
        "path": str(flip.turn.path),
        "from": flip.turn.before,
        "to": flip.turn.after,
        "share_of_range": flip.turn.change,
        "then": _fate_dict(flip.fate),
    }


def _fate_dict(fate: Fate) -> dict[str, Any]:
    return {
        "signable": fate.signable,
        "verdict": fate.verdict,
        "margin": fate.margin if np.isfinite(fate.margin) else None,
        "trust_to_spare": fate.trust if np.isfinite(fate.trust) else None,
    }
