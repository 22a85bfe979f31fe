"""The deal to look at first and the ladder, held against exact answers by full enumeration."""

from __future__ import annotations

import json
from dataclasses import replace
from fractions import Fraction
from itertools import product
from math import prod
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from winset.advice.advise import advise, advise_on
from winset.cli import app
from winset.firmness.doubts import uncertainty_of
from winset.firmness.draws import Draws, draw
from winset.scenario import Scenario, UsageError, load_file, load_text
from winset.scenario.changes import numbers_of

FOLDER = Path(__file__).parent / "data" / "advice"
ENUMERATED = sorted(path.stem for path in FOLDER.glob("*.yaml") if not path.stem.startswith("14"))


def every_case(scenario: Scenario) -> Draws:
    """Return all combinations of a file's lists as draws, each by its weight."""
    lists = {path: n for path, n in numbers_of(scenario).items() if n.values}
    places = list(product(*(range(len(n.values)) for n in lists.values())))
    points = {
        str(path): np.array([n.values[place[at]] for place in places])
        for at, (path, n) in enumerate(lists.items())
    }
    weights = [
        prod(n.weights[place[at]] for at, n in enumerate(lists.values())) for place in places
    ]
    return Draws(scenario, 0, len(places), uncertainty_of(scenario), points, {}, np.array(weights))


def expected(stem: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((FOLDER / f"{stem}.json").read_text(encoding="utf-8"))
    return found


def exactly(fraction: str) -> float:
    return float(Fraction(fraction))


@pytest.mark.parametrize("stem", ENUMERATED)
def test_the_exact_answers(stem: str) -> None:
    answer = expected(stem)
    found = advise_on(every_case(load_file(FOLDER / f"{stem}.yaml")))
    assert found.draws == answer["draws"]
    assert found.tier == answer["tier"]
    assert found.candidates == len(answer["candidates"])
    assert found.any == pytest.approx(exactly(answer["some_kept"]))
    assert found.substantive == pytest.approx(exactly(answer["substantive_kept"]))
    assert list(found.reach) == answer["large_steps"]
    first = None if found.first is None else "+".join(found.first.package)
    assert first == answer["best"]
    rungs = ["+".join(rung.package) for rung in found.ladder]
    assert rungs == [rung["steps"] for rung in answer["ladder"]]
    for rung, told in zip(found.ladder, answer["ladder"], strict=True):
        known = answer["packages"][told["steps"]]
        assert rung.gain == pytest.approx(told["gain"])
        assert rung.share == pytest.approx(exactly(told["kept"]))
        assert rung.signed == pytest.approx(exactly(known["signed"]))
        assert rung.values == pytest.approx(
            {party: exactly(value) for party, value in known["value_at_point"].items()}
        )
        assert 0 < rung.share_in_order <= rung.share + 1e-12
        assert {step for move in rung.order for step in move} == set(rung.package)


def test_trust_from_the_record_is_drawn_from_its_posterior() -> None:
    """P(p >= 1/3) under Beta(2, 1) is 8/9, within Monte Carlo error."""
    found = advise(load_file(FOLDER / "14-record.yaml"), draws=4000)
    assert found.first is not None
    assert found.first.share == pytest.approx(8 / 9, abs=0.02)


def test_a_draw_depends_neither_on_their_number_nor_on_another_range() -> None:
    path = FOLDER / "14-record.yaml"
    text = path.read_text(encoding="utf-8")
    ranged = text.replace("breach_penalty: 1", "breach_penalty: {low: 1, mode: 2, high: 9}")
    wider = ranged.replace("{a: -1, b: 3}", "{a: {low: -2, mode: -1, high: 0}, b: 3}")
    some = draw(load_text(ranged), seed=3, count=7)
    more = draw(load_text(wider), seed=3, count=50)
    for name, values in some.points.items():
        assert np.array_equal(values, more.points[name][:7])
    for pair, values in some.trust.items():
        assert np.array_equal(values, more.trust[pair][:7])
    other = draw(load_text(ranged), seed=4, count=7)
    assert not np.array_equal(other.trust["a", "b"], some.trust["a", "b"])


@pytest.mark.parametrize("workers", [1, 2, 3])
def test_the_same_seed_gives_the_same_advice(workers: int) -> None:
    scenario = load_file(FOLDER / "11-ladder.yaml")
    found = advise(scenario, draws=60, seed=2, workers=workers)
    assert found == advise(scenario, draws=60, seed=2)
    assert found != advise(scenario, draws=60, seed=3)


@pytest.mark.parametrize("stem", ["03-guarantor", "09-trust", "11-ladder"])
def test_the_order_of_parties_changes_nothing(stem: str) -> None:
    scenario = load_file(FOLDER / f"{stem}.yaml")
    found = advise(scenario, draws=80).to_dict()
    turned = load_text((FOLDER / f"{stem}.yaml").read_text(encoding="utf-8"))
    parties = tuple(reversed(turned.parties))
    other = advise(replace(turned, parties=parties), draws=80).to_dict()
    assert other["first"] == found["first"]
    assert other["ladder"] == found["ladder"]


@pytest.mark.parametrize("count", [0, 100_001])
def test_so_many_draws_are_refused(count: int) -> None:
    with pytest.raises(UsageError, match="ask for 1 to 100,000"):
        advise(load_file(FOLDER / "01-penalty.yaml"), draws=count)


def test_at_each_level_of_trust() -> None:
    levels = advise(load_file(FOLDER / "09-trust.yaml"), draws=100).by_trust
    assert levels is not None
    assert [level.trust for level in levels] == [round(n / 10, 1) for n in range(11)]
    counts = [level.count for level in levels]
    assert counts == sorted(counts)
    assert levels[0].package is None
    assert levels[-1].package is not None


def test_the_command_prints_the_ladder(capsys: pytest.CaptureFixture[str]) -> None:
    path = str(FOLDER / "11-ladder.yaml")
    app(["advise", path, "--draws", "40", "--format", "json"])
    told = json.loads(capsys.readouterr().out)
    assert (told["seed"], told["advise"]["draws"]) == (0, 40)
    app(["advise", path, "--draws", "40", "--format", "csv"])
    head, *rows = capsys.readouterr().out.splitlines()
    assert head == "first,share,error,share_in_order,signed,gain,value.a,value.b,large,steps"
    assert len(rows) == len(told["advise"]["ladder"])
    assert [row[0] for row in rows].count("1") == 1
    app(["advise", path, "--draws", "40"])
    shown = capsys.readouterr().out
    assert "  1. A: halt\n  2. B: aid\n" in shown or "  1. B: aid\n  2. A: halt\n" in shown
    assert "We varied the numbers within their ranges 40 times." in " ".join(shown.split())
    assert "It is no forecast." in " ".join(shown.split())


@pytest.mark.parametrize("stem", ["05-never", "06-no-ranges", "04-only-in-some-draws"])
def test_what_is_said_where_little_is_kept(stem: str, capsys: pytest.CaptureFixture[str]) -> None:
    said = {
        "05-never": "No deal would be signed and kept, in any of 60 draws of the numbers.",
        "06-no-ranges": "It would be signed and kept. The file leaves nothing uncertain",
        "04-only-in-some-draws": "this one is in some draws only.",
    }
    app(["advise", str(FOLDER / f"{stem}.yaml"), "--draws", "60"])
    assert said[stem] in " ".join(capsys.readouterr().out.split())
