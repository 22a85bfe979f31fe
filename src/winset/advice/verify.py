"""Advice of a result checked without any search: orders replayed, one of them in every draw."""

from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from math import nan
from typing import Any

import numpy as np

from winset.advice.term import check_day, within_term
from winset.deals.demands import demands_broken
from winset.deals.packages import signable, values_of
from winset.firmness.draws import MOST_DRAWS, Draws, draw, error_of
from winset.firmness.games import games_of
from winset.roadmaps.order_path import indices, path_of
from winset.roadmaps.proofs.compare import Comparison, as_object
from winset.roadmaps.proofs.replay import CannotReplayError, Replay, replays
from winset.roadmaps.safeguards import Safeguards, safeguards_of
from winset.roadmaps.successors import successions
from winset.roadmaps.verdicts import verdict_of
from winset.scenario import Scenario, UsageError
from winset.scenario.game import TOLERANCE, Game


@dataclass(frozen=True, slots=True, eq=False)
class AdviceCheck:
    """A check of advice under way; `found` takes what is found."""

    scenario: Scenario
    safeguards: Safeguards
    found: Comparison

    def check(self, said: Any, seed: Any) -> Draws | None:
        """Compare what follows from the orders: values, errors, and the share of the first.

        Return the draws that it rests on; None where they cannot be made.

        Parameters
        ----------
        seed
            What the draws are said to start from.
        """
        drawn = self._drawn(as_object(said).get("draws"), seed)
        if drawn is None:
            return None
        expected = {"draws": drawn.count, "certain": drawn.doubts.none}
        self.found.compare_named("advise", said, expected, tuple(expected))
        told = as_object(said)
        ladder = told.get("ladder")
        rungs = ladder if isinstance(ladder, list) else []
        for n, rung in enumerate(rungs):
            self._rung(f"advise.ladder.{n}", rung, drawn)
        if told.get("first") is not None:
            self._first(told["first"], rungs, drawn)
        self._ladder(rungs)
        if told.get("by") is not None:
            self._term(told["by"], rungs)
        return drawn

    def _drawn(self, count: Any, seed: Any) -> Draws | None:
        if not _whole(count) or not 1 <= count <= MOST_DRAWS:
            self.found.fault("advise.draws", count, "draws", most=MOST_DRAWS)
            return None
        if not _whole(seed) or seed < 0:
            self.found.fault("seed", seed, "seed")
            return None
        return draw(self.scenario, seed=seed, count=count)

    def _first(self, said: Any, rungs: list[Any], drawn: Draws) -> None:
        replay = self._rung("advise.first", said, drawn)
        if said not in rungs:
            self.found.fault("advise.first", said, "rung")
        if replay is None:
            return
        games = games_of(drawn)
        kept = [self._keeps(games.game(n), as_object(said)["order"]) for n in range(drawn.count)]
        share = float(drawn.weights @ kept / drawn.weights.sum())
        self.found.compare_named(
            "advise.first", said, {"share_in_order": share}, ("share_in_order",)
        )

    def _rung(self, path: str, said: Any, drawn: Draws) -> Replay | None:
        """Compare what a deal gives, and its error; return its order, if it has one."""
        told = as_object(said)
        share = _number(told.get("share"))
        if 0 <= share <= 1:
            error = {"error": error_of(share, drawn.count)}
            self.found.compare_named(path, said, error, ("error",))
        else:
            self.found.fault(f"{path}.share", told.get("share"), "share")
        if _number(told.get("share_in_order")) > share + TOLERANCE:
            self.found.fault(f"{path}.share_in_order", told["share_in_order"], "share_in_order")
        if not told.get("order"):
            return None
        try:
            replay = replays(self.safeguards, told["order"])[0]
        except CannotReplayError as error:
            self.found.note(f"{path}.order", told["order"], str(error))
            return None
        game = replay.exits.game
        values = values_of(game, np.array([game.done | sum(replay.order)], dtype=np.int64))
        plain = self.safeguards.game
        package, order = plain.names(replay.mask), as_object(said)["order"]
        broken = demands_broken(self.scenario, plain, package, order, values[:, 0])
        expected = {
            "package": list(package),
            "values": game.by_party(values[:, 0]),
            "breaks": list(broken),
        }
        self.found.compare_named(path, said, expected, tuple(expected))
        path_ = path_of(replay.exits, replay.order)
        after = successions(self.scenario, path_, replay.used, search=False)
        kept = {} if after is None else {who: one.kept for who, one in after.items()}
        self.found.compare(f"{path}.successors", told.get("successors", {}), kept)
        return replay

    def _term(self, said: Any, rungs: list[Any]) -> None:
        """Compare what is in place by a day: of each rung, and of each proposal."""
        told = as_object(said)
        try:
            day = date.fromisoformat(str(told.get("date")))
            check_day(self.scenario, day)
            orders = [as_object(rung)["order"] for rung in rungs]
            expected = within_term(self.scenario, self.safeguards, orders, day)
        except (ValueError, UsageError, LookupError):
            self.found.fault("advise.by", said, "day")
        else:
            self.found.compare("advise.by", said, expected and expected.to_dict())

    def _keeps(self, game: Game, order: Any) -> bool:
        """Return whether all sign at the cost of the escrows, and an order passes both keys."""
        try:
            found = replays(safeguards_of(game), order)
        except CannotReplayError:
            return False
        return any(_kept(one) for one in found)

    def _ladder(self, rungs: list[Any]) -> None:
        """Note rungs that are not less sure than the one before, or do not give more."""
        for n, (lower, upper) in enumerate(pairwise(map(as_object, rungs)), start=1):
            if _number(upper.get("share")) > _number(lower.get("share")):
                self.found.fault(f"advise.ladder.{n}.share", upper["share"], "less")
            if _number(upper.get("gain")) < _number(lower.get("gain")):
                self.found.fault(f"advise.ladder.{n}.gain", upper["gain"], "more")


def _whole(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _number(value: Any) -> float:
    """Return a number; of anything else, one that nothing compares with."""
    try:
        return float(value) if isinstance(value, int | float) else nan
    except OverflowError:
        return nan


def _kept(replay: Replay) -> bool:
    game = replay.exits.game
    package = np.array([game.done | sum(replay.order)], dtype=np.int64)
    if not signable(game, package, values_of(game, package))[0]:
        return False
    _, share, lack = indices(path_of(replay.exits, replay.order))
    return verdict_of(share, lack) == "holds"
