"""Where there are more packages than can be listed, a search finds what to choose from."""

from __future__ import annotations

import random
import re
from dataclasses import replace
from pathlib import Path

import pytest

from generators.random_games import draws
from winset.advice.advise import advise_among, advise_on
from winset.advice.search import search_packages
from winset.cli import app
from winset.deals.packages import MOST_SETS
from winset.firmness.draws import draw
from winset.scenario import Proposal, Scenario, ScenarioTooLarge, load_text

DRAWS = 30


def file_of(rng: random.Random, steps: int) -> str:
    """Return a random file of so many steps of two parties, with ranges and two proposals."""
    lines = [
        "winset: 1",
        "title: Many steps",
        "parties:",
        f"  a: {{name: A, breach_penalty: {{low: 1, mode: {rng.randint(2, 4)}, high: 6}}}}",
        f"  b: {{name: B, breach_penalty: {{low: 1, mode: {rng.randint(2, 4)}, high: 6}}}}",
        "steps:",
    ]
    for n in range(steps):
        own, other = rng.sample(["a", "b"], 2)
        cost, gain = rng.choice((0.5, 1, 2, 4)), rng.choice((0.5, 1, 2, 3, 5))
        value = f"{{{own}: {{low: {-2 * cost}, mode: {-cost}, high: 0}}, {other}: {gain}}}"
        told = f"reversible: {rng.choice((0, 0.5, 1))}, detection: {rng.choice((0.8, 0.9, 1))}"
        after = f", after: [s{rng.randrange(n)}]" if n and rng.random() < 0.2 else ""
        lines.append(f"  s{n}: {{by: [{own}], value: {value}, {told}{after}}}")
    return "\n".join(lines)


def file_for(seed: int, steps: int) -> Scenario:
    (rng,) = draws(seed, 1)
    return load_text(file_of(rng, steps))


def assert_the_same_choice(seed: int) -> None:
    drawn = draw(file_for(seed, 16), count=DRAWS)
    found = advise_among(drawn, search_packages(drawn))
    every = advise_on(drawn)
    assert (found.to_dict()["searched"], every.to_dict()["searched"]) == (True, False)
    assert (found.first is None) == (every.first is None)
    if found.first is not None and every.first is not None:
        assert found.first.package == every.first.package
        assert found.first.share == every.first.share
        assert found.first.values == every.first.values


@pytest.mark.parametrize("seed", range(8100, 8103))
def test_a_search_finds_what_looking_at_all_does(seed: int) -> None:
    assert_the_same_choice(seed)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(8103, 8130))
def test_a_search_finds_what_looking_at_all_does_in_many_files(seed: int) -> None:
    assert_the_same_choice(seed)


@pytest.mark.slow
def test_a_file_too_large_is_searched(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (rng,) = draws(8200, 1)
    text = re.sub(r", after: \[\w+\]", "", file_of(rng, 22))
    text += "\nproposals: {plan: {title: A plan, steps: [s0, s1, s2, s3]}}\n"
    path = tmp_path / "large.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ScenarioTooLarge, match=f"more than {MOST_SETS:,} packages"):
        advise_on(draw(load_text(text), count=10))
    app(["advise", str(path), "--draws", "10"])
    assert "there may be better ones" in " ".join(capsys.readouterr().out.split())


@pytest.mark.parametrize("seed", range(8300, 8303))
def test_what_is_found_is_never_worse_than_a_proposal(seed: int) -> None:
    """The proposals are the best of all packages and some others: they are found again."""
    scenario = file_for(seed, 10)
    every = advise_on(draw(scenario, count=DRAWS))
    assert every.first is not None
    packages = [rung.package for rung in every.ladder] + [(scenario.steps[0].id,)]
    proposals = tuple(Proposal(f"p{n}", title="P", steps=one) for n, one in enumerate(packages))
    drawn = draw(replace(scenario, proposals=proposals), count=DRAWS)
    found = advise_among(drawn, search_packages(drawn, block=3)).first
    assert found is not None
    assert found.share * found.gain >= every.first.share * every.first.gain * (1 - 1e-9)
