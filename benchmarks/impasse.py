"""Why there is no deal, and what would open one: Hanoi, and random cases of 14 steps, 20 groups.

No peer does this. Reasons come with their proofs, repairs with the deals that they open.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from functools import partial

from benchmarks import Row, peak_memory, show, timed
from winset import cases
from winset.impasse.explain import explain_impasse
from winset.impasse.impasse import Impasse
from winset.scenario import Demand, Number, Party, Scenario, Step

STEPS = 14
INPUTS = 3
"""Random cases of each row."""

PARTIES = ("a", "b", "c")


def main() -> None:
    """Print the table."""
    hanoi = cases.load("hanoi")
    small = random_case(0, steps=5)
    explain(small)
    spent = [timed(partial(work, hanoi))[0] for work in (reasons, explain)]
    memory = peak_memory(_explain_small, _explain_hanoi)
    draws = [random_case(seed) for seed in range(INPUTS)]
    show(
        [
            Row("Hanoi: reasons with their proofs", (spent[0],)),
            Row("Hanoi: reasons and repairs", (spent[1],), memory=memory),
            row("14 steps, 20 groups: reasons", draws, reasons),
            row("14 steps, 20 groups: and repairs", draws, explain),
        ]
    )


def row(title: str, draws: list[Scenario], work: Callable[[Scenario], Impasse]) -> Row:
    """Return the row of some work on random cases."""
    return Row(title, tuple(timed(partial(work, one))[0] for one in draws))


def _explain_small() -> Impasse:
    return explain(random_case(0, steps=5))


def _explain_hanoi() -> Impasse:
    return explain(cases.load("hanoi"))


def reasons(scenario: Scenario) -> Impasse:
    """Return the reasons of a scenario, with their proofs."""
    return explain_impasse(scenario, more=False, repairs=False)


def explain(scenario: Scenario) -> Impasse:
    """Return the reasons and the repairs of a scenario."""
    return explain_impasse(scenario, more=False)


def random_case(seed: int, steps: int = STEPS) -> Scenario:
    """Return three parties that trust each other little, and make eight demands: 20 groups."""
    rng = random.Random(seed)  # noqa: S311 -- not for secrets
    names = [f"s{k}" for k in range(steps)]
    return Scenario(
        id="random",
        title="Random",
        hash="",
        parties=tuple(_party(rng, party) for party in PARTIES),
        steps=tuple(_step(rng, name) for name in names),
        demands=tuple(_demand(rng, n, names) for n in range(8)),
    )


def _party(rng: random.Random, party: str) -> Party:
    trust = {other: Number(rng.uniform(0.2, 0.5)) for other in PARTIES if other != party}
    return Party(party, party.upper(), breach_penalty=Number(rng.uniform(0, 2)), trust=trust)


def _step(rng: random.Random, name: str) -> Step:
    by = rng.choice(PARTIES)
    value = {party: Number(rng.uniform(0, 3)) for party in PARTIES}
    value[by] = Number(rng.uniform(-3, -0.5))
    return Step(name, name, (by,), value, reversible=Number(rng.uniform(0, 0.8)))


def _demand(rng: random.Random, n: int, names: list[str]) -> Demand:
    by, (one, other, third) = PARTIES[n % 3], rng.sample(names, 3)
    kind = n % 4
    return Demand(
        f"d{n}",
        by,
        before=((one, other),) if kind == 0 else (),
        require=(one, other) if kind == 1 else (),
        refuse=(one, third) if kind == 2 else (),
        at_least=Number(rng.uniform(1, 4)) if kind == 3 else None,
    )


if __name__ == "__main__":
    main()
