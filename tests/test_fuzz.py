"""A short round of each fuzzer; `make fuzz` runs long ones."""

import pytest

import fuzz_files
import fuzz_results
from generators.random_games import draws
from generators.random_impasses import random_impasse
from winset.scenario import load_text

pytestmark = pytest.mark.slow


def test_mutated_files_end_well() -> None:
    (rng,) = draws(1, 1)
    for _ in range(150):
        assert fuzz_files.complaint(rng) is None


def test_hostile_texts_are_read_or_refused() -> None:
    (rng,) = draws(2, 1)
    for _ in range(60):
        assert fuzz_files.complaint_of_text(rng) is None


def test_tampered_results_are_refused() -> None:
    (rng,) = draws(3, 1)
    scenarios = (load_text(fuzz_results.SWAP, name="swap"), random_impasse(rng))
    for scenario in scenarios:
        for result in fuzz_results.results_of(scenario):
            for _ in range(40):
                assert fuzz_results.complaint(rng, scenario, result) is None
