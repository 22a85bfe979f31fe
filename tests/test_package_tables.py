"""The tables of packages: the compiled loops say what plain readings of the demands and bars do."""

from __future__ import annotations

import numpy as np

from generators.random_games import draws
from generators.random_impasses import random_impasse
from winset.deals.demands import meets_scope
from winset.deals.packages import lacking, values_of
from winset.impasse._table_kernels import alike
from winset.impasse.groups import demands_of
from winset.impasse.solver import Solver
from winset.roadmaps.safeguards import Safeguards


def test_what_a_package_breaks_is_what_each_group_says_of_it() -> None:
    seen = 0
    for rng in draws(116, 40):
        solver = Solver(random_impasse(rng))
        scenario, groups = solver.scenario, solver.groups
        for table in solver.tables:
            game = Safeguards(solver.game).whole(table.used)
            masks, values = table.masks, values_of(game, table.masks)
            plain = np.zeros(len(masks), dtype=np.int64)
            for group in groups.listed:
                for demand in demands_of(scenario, group.id):
                    met = meets_scope(scenario, game, demand, masks, values)
                    plain[~met] |= groups.mask([group.id])
            for party, value in zip(game.parties, values, strict=True):
                plain[value < 0] |= groups.mask([f"no_deal:{party}"])
            for what, bodies in (("ratifier", game.vetoes), ("consent", game.consents)):
                for who, short in zip(bodies.ids, lacking(game, bodies, masks), strict=True):
                    plain[short > 0] |= groups.mask([f"{what}:{who}"])
            for step in scenario.steps:
                after, own = game.mask(step.after), game.mask([step.id])
                broken = ((masks & own) != 0) & ((masks & after) != after)
                plain[broken & step.policy] |= groups.mask([f"prerequisite:{step.id}"])
            voters = groups.mask(f"ratifier:{who}" for who in game.assemblies.voters.ids)
            assert ((table.broken & ~voters) == plain[table.row] & ~voters).all()
            seen += len(np.unique(plain))
    assert seen > 100


def test_rows_that_break_the_same_are_of_one_kind() -> None:
    rng = np.random.default_rng(117)
    for size in (1, 50, 3000):
        for bits in (3, 40, 62):
            broken = rng.integers(1 << bits, size=size) & rng.integers(1 << bits, size=size)
            patterns, pattern, rows, begin = alike(broken)
            assert np.array_equal(patterns, np.unique(broken))
            assert np.array_equal(patterns[pattern], broken)
            assert np.array_equal(rows, np.argsort(pattern, kind="stable"))
            assert np.array_equal(begin, np.searchsorted(np.sort(pattern), range(begin.size)))
