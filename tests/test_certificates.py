"""Certificates: orders that pass their key, and the fewest places that bar every order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest

from generators.device_games import to_scenario
from generators.random_devices import DEVICES, random_device_game
from generators.random_games import draws
from references import device_reference as twin
from references import device_states as states
from references.reference import ZERO, trust_in, value
from winset.roadmaps.certificate import KEYS
from winset.roadmaps.plan import plan_roadmap
from winset.roadmaps.proofs import cuts
from winset.roadmaps.proofs.certify import certify
from winset.roadmaps.safeguards import safeguards_of
from winset.roadmaps.search import best_plan
from winset.scenario import load_text
from winset.scenario.game import compile_game

pytestmark = pytest.mark.slow

Place = tuple[states.State, states.Move | None]
Certificates = dict[str, dict[str, Any]]

TOGETHER = (
    (),
    *((one,) for one in DEVICES),
    ("slices", "window"),
    ("escrow", "ledger"),
    ("hazard", "standing"),
    DEVICES,
)
MOST_TRIED = 5


def certified(game: states.Game, package: frozenset[str]) -> Certificates | None:
    safeguards = safeguards_of(compile_game(to_scenario(game)))
    mask = safeguards.game.mask(package)
    best = best_plan(safeguards, mask, ())
    return None if best is None else certify(safeguards, mask, (), best).to_dict()


class Plain:
    """A package with some escrows, judged by the twin."""

    def __init__(self, game: states.Game, package: frozenset[str], used: states.Used) -> None:
        self.plain, self.package, self.used = game, package, used
        self.game = states.with_escrows(game, used)

    def places(self, order: states.Order) -> Iterator[Place]:
        visited = states.visited(self.plain, order, self.used)
        yield from ((state, None) for state in visited)
        yield from zip(visited[:-1], order, strict=True)

    def asked(self, place: Place) -> twin.Place:
        state, move = place
        if move is None:
            return twin.place_state(self.game, self.package, state)
        return twin.place_move(self.game, self.package, state, move)

    def gaps(self, place: Place) -> dict[str, Fraction | float]:
        needs = self.asked(place).needs
        return {i: need - value(self.game, i, self.package) for i, need in needs.items()}

    def lacks(self, place: Place) -> dict[tuple[str, str], Fraction]:
        trust = self.asked(place).trust
        return {
            (i, j): Fraction(1) if prior is None else prior - trust_in(self.game, i, j)
            for (i, j), prior in trust.items()
        }

    def fails(self, place: Place, key: str) -> bool:
        amounts = self.gaps(place) if key == "incentive" else self.lacks(place)
        return any(amount > 0 for amount in amounts.values())

    def failing(self, keys: tuple[str, ...]) -> list[frozenset[Place]]:
        """Return the places that fail in each order, of every order, only the smallest sets."""
        found = {
            frozenset(p for p in self.places(order) if any(self.fails(p, key) for key in keys))
            for order in states.orders(self.plain, self.package, self.used)
        }
        return [one for one in found if not any(other < one for other in found)]

    def place(self, said: dict[str, Any]) -> Place:
        counts = {
            k.name: round(said["done"].get(k.name, 0) * states.slices_of(k))
            for k in self.game.steps
        }
        return states.state_of(self.game, counts), said["move"] and tuple(said["move"])


def smallest(sets: list[frozenset[Place]]) -> int | None:
    """Return the fewest places of which every set holds one; None beyond `MOST_TRIED`."""

    def enough(left: list[frozenset[Place]], size: int) -> bool:
        if not left or not size:
            return not left
        first = min(left, key=len)
        return any(enough([one for one in left if p not in one], size - 1) for p in first)

    return next((size for size in range(MOST_TRIED + 1) if enough(sets, size)), None)


def assert_order(game: states.Game, package: frozenset[str], name: str, said: Any) -> None:
    order = tuple(map(tuple, said["order"]))
    swaps = sorted(sorted(move) for move in order if len(move) > 1)
    fitting = [
        used
        for used in twin.usable(game, package)
        if sorted(sorted(game.escrows[e].steps) for e in used) == swaps
        and order in states.orders(game, package, used)
    ]
    assert any(agrees(Plain(game, package, used), order, name, said["worst"]) for used in fitting)


def agrees(plain: Plain, order: states.Order, name: str, worst: Any) -> bool:
    assert set(worst) == set(KEYS[name])
    judged = twin.judge(plain.plain, plain.package, order, plain.used)
    places = list(plain.places(order))
    if "incentive" in worst:
        gaps = [plain.gaps(place) for place in places]
        most = {i: max(gap[i] for gap in gaps if i in gap) for i in plain.game.parties}
        said = {i: place["amount"] for i, place in worst["incentive"].items()}
        if not judged.incentive_key or said != pytest.approx(dict(map_floats(most))):
            return False
    if "trust" in worst:
        lacks = [plain.lacks(place) for place in places]
        return judged.trust_key and all(
            any(
                lack.get((i, place["other"]), -9) == pytest.approx(place["amount"])
                for lack in lacks
            )
            and place["amount"] >= max_required(lacks, i, plain) - 1e-9
            for i, place in worst["trust"].items()
        )
    return judged.incentive_key


def map_floats(amounts: dict[str, Any]) -> Iterator[tuple[str, float]]:
    yield from ((i, float(amount)) for i, amount in amounts.items())


def max_required(lacks: list[dict[tuple[str, str], Fraction]], party: str, plain: Plain) -> float:
    """Return the largest lack of a party wherever it has something to lose."""
    exposed = [
        lack
        for each in lacks
        for (i, j), lack in each.items()
        if i == party and lack + trust_in(plain.game, i, j) > ZERO
    ]
    return float(max(exposed, default=Fraction(-9)))


def assert_cut(plain: Plain, name: str, cut: dict[str, Any]) -> str:
    sets = plain.failing(KEYS[name])
    places = [plain.place(said) for said in cut["places"]]
    assert len(set(places)) == len(places)
    for place, said in zip(places, cut["places"], strict=True):
        assert_place(plain, name, place, said)
    assert all(one & set(places) for one in sets)
    if not sets:
        return "no order"
    for left_out in places:
        assert not all(one & (set(places) - {left_out}) for one in sets)
    expected = smallest(sets)
    if any(k.opens or k.closes for k in plain.game.steps):
        return "timed"
    if expected is None:
        assert len(places) > MOST_TRIED
        return "larger"
    assert len(places) == expected
    return str(expected)


def assert_place(plain: Plain, name: str, place: Place, said: dict[str, Any]) -> None:
    key = "trust" if said["kind"] == "exposure" else "incentive"
    assert key in KEYS[name]
    assert plain.fails(place, key)
    if key == "trust":
        amount: Any = plain.lacks(place)[said["party"], said["other"]]
    else:
        assert said["other"] is None
        amount = plain.gaps(place)[said["party"]]
    assert amount > 0
    if said["amount"] is None:
        assert amount == float("inf")
    else:
        assert said["amount"] == pytest.approx(float(amount))


@pytest.mark.parametrize("devices", TOGETHER, ids="+".join)
def test_what_is_certified_is_so(devices: tuple[str, ...]) -> None:
    seen: Counter[str] = Counter()
    for rng in draws(700 + TOGETHER.index(devices), 14):
        game = random_device_game(rng, rng.choice((3, 4)), devices, signed=True)
        packages = [p for p in states.packages(game) if p]
        package = max(packages, key=len)
        said = certified(game, package)
        for name, certificate in (said or {}).items():
            seen[assert_certificate(game, package, name, certificate)] += 1
    assert seen["order"] >= 1
    assert seen.total() - seen["order"] >= 3


def assert_certificate(game: states.Game, package: frozenset[str], name: str, said: Any) -> str:
    if said["holds"]:
        assert set(said) == {"holds", "order", "worst"}
        assert_order(game, package, name, said)
        return "order"
    assert set(said) == {"holds", "cuts"}
    choices = [used for used in twin.usable(game, package) if not in_turn(game, used)]
    for used, cut in zip(choices, said["cuts"], strict=True):
        assert [set(steps) for steps in cut["escrow"]] == [game.escrows[e].steps for e in used]
        told = assert_cut(Plain(game, package, used), name, cut)
    return told


def in_turn(game: states.Game, used: states.Used) -> bool:
    """Tell whether a step of an escrow needs another of it first."""
    swaps = [game.escrows[e].steps for e in used]
    return any(swap & set(states.step_of(game, name).after) for swap in swaps for name in swap)


def test_cuts_between_the_start_and_the_end() -> None:
    """Many small games whose start and end pass, so that the fewest places must be searched."""
    sizes: Counter[str] = Counter()
    for rng in draws(800, 100):
        game = random_device_game(
            rng, rng.choice((3, 4)), ("slices", "hazard") if rng.random() < 0.3 else (), True
        )
        game = replace(game, penalty=dict.fromkeys(game.parties, Fraction(3)))
        package = max(states.packages(game), key=len)
        for name, said in (certified(game, package) or {}).items():
            for cut in said.get("cuts", ()):
                if cut["side"] == "between":
                    sizes[assert_cut(Plain(game, package, ()), name, cut)] += 1
    assert sum(sizes[size] > 0 for size in "12345") >= 3
    assert sizes.total() >= 20


HEAD = (
    "winset: 1\ntitle: T\nparties:\n"
    "  a: {name: Ana, trust: {b: 0.5}}\n  b: {name: Ben, trust: {a: 0.1}}\n"
)


def deal(*steps: str) -> str:
    lines = "".join(f"  s{n}: {step}\n" for n, step in enumerate(steps))
    return f"{HEAD}steps:\n{lines}"


A_PAYS = "{by: [a], value: {a: -1, b: 3}, reversible: 0.9}"
B_PAYS = "{by: [b], value: {a: 3, b: -1}, reversible: 0.9}"


def of(text: str) -> Certificates:
    roadmap = plan_roadmap(load_text(text, file="t.yaml"), "all")
    assert roadmap is not None
    assert roadmap.certificates is not None
    return roadmap.certificates.to_dict()


def test_the_end_alone() -> None:
    said = of(deal(A_PAYS.replace("0.9", "0"), B_PAYS.replace("0.9", "1")))
    (cut,) = said["incentive"]["cuts"]
    assert cut["side"] == "end"
    assert cut["escrow"] == []
    (place,) = cut["places"]
    assert place["done"] == {"s0": 1.0, "s1": 1.0}
    assert place["move"] is place["other"] is place["step"] is None
    assert (place["party"], place["kind"]) == ("b", "open")


def test_more_places_than_are_shown_are_not_proved(monkeypatch: pytest.MonkeyPatch) -> None:
    text = deal(*([A_PAYS.replace("0.9", "0")] * 2), *([B_PAYS.replace("0.9", "0")] * 2))
    text = text.replace("Ana", "Ana, breach_penalty: 9").replace("Ben", "Ben, breach_penalty: 9")
    text = text.replace("0.5", "0.1")
    said = of(text)
    (cut,) = said["trust"]["cuts"]
    assert cut["side"] == "between"
    assert said["incentive"]["holds"]
    monkeypatch.setattr(cuts, "MOST_PLACES", len(cut["places"]) - 1)
    assert of(text)["trust"] == {"holds": False, "unproved": True}


def test_a_package_too_large_for_a_lattice() -> None:
    text = deal(*([A_PAYS, B_PAYS] * 12))
    said = of(text)
    assert all(certificate["holds"] or certificate.get("cuts") for certificate in said.values())
    unkept = of(text.replace("reversible: 0.9}", "reversible: 0.9, detection: 0.01}"))
    assert {cut["side"] for cut in unkept["incentive"]["cuts"]} == {"end"}
