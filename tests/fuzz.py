# ruff: noqa: T201 -- it reports
"""Long rounds of the fuzzers: `python tests/fuzz.py [COUNT] [SEED]`; ends with 1 on a complaint."""

import random
import sys
import time
from collections.abc import Callable, Iterator

import fuzz_files
import fuzz_results
from generators.random_impasses import random_impasse
from winset.scenario import Scenario, load_text

RESULTS_EACH = 60
"""Of one scenario, tampered with."""


def main(count: int, seed: int) -> int:
    rounds = (
        ("mutated files", count, fuzz_files.complaint),
        ("hostile texts", count // 10, fuzz_files.complaint_of_text),
        ("hostile texts in every form", count // 500, fuzz_files.complaint_of_forms),
        ("tampered results", count // 2, Tampering()),
    )
    found = [one for what, times, ask in rounds for one in _round(what, times, ask, seed)]
    return int(bool(found))


def _round(
    what: str, times: int, ask: Callable[[random.Random], str | None], seed: int
) -> Iterator[str]:
    start, complaints = time.monotonic(), 0
    for n in range(times):
        told = ask(random.Random(f"{seed} {what} {n}"))  # noqa: S311
        if told is not None:
            complaints += 1
            print(f"{what} {n}: {told}", flush=True)
            yield told
    print(
        f"{times:,} {what}: {complaints} complaints, {time.monotonic() - start:.0f} s", flush=True
    )


class Tampering:
    """Tampers with results, some times with those of one scenario."""

    def __init__(self) -> None:
        self.asked = 0
        self.kinds: list[tuple[Scenario, fuzz_results.Result]] = []

    def __call__(self, rng: random.Random) -> str | None:
        if self.asked % RESULTS_EACH == 0:
            first = self.asked == 0
            scenario = load_text(fuzz_results.SWAP) if first else random_impasse(rng)
            self.kinds = [(scenario, one) for one in fuzz_results.results_of(scenario)]
        self.asked += 1
        return fuzz_results.complaint(rng, *rng.choice(self.kinds))


if __name__ == "__main__":
    given = [int(word) for word in sys.argv[1:]]
    sys.exit(main(*(given + [10_000, 1][len(given) :])))
