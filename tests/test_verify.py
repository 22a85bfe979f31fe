"""The check of results: it accepts what the search finds, and refuses whatever is changed in it."""

from __future__ import annotations

import copy
import json
import random
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from generators.device_games import to_scenario
from generators.random_devices import DEVICES, random_device_game
from generators.random_games import draws
from references import device_states as states
from winset.advice.advise import advise
from winset.analysis import analyze
from winset.cli import main
from winset.report import envelope
from winset.report.envelope import to_json
from winset.roadmaps.certificate import KEYS
from winset.roadmaps.plan import plan_roadmap
from winset.roadmaps.proofs.verify import COVERED, FRONTS, IN_SHORT
from winset.scenario import Proposal, Scenario, UsageError, load_file, load_text
from winset.verification import verify

Result = dict[str, Any]
Place = tuple[str | int, ...]
Run = Callable[..., tuple[int, str, str]]

CHECKED = (*COVERED, *FRONTS, "certificates")


def result_of(scenario: Scenario, package: str = "nash") -> Result | None:
    roadmap = plan_roadmap(scenario, package)
    if roadmap is None:
        return None
    loaded: Result = json.loads(to_json(scenario, {"roadmap": roadmap.to_dict()}))
    return loaded


def random_results(seed: int, count: int) -> Iterator[tuple[random.Random, Scenario, Result]]:
    """Yield random scenarios with their results: of the best package, or of a whole proposal."""
    found = 0
    for rng in draws(seed, 10 * count):
        devices = rng.choice((DEVICES, DEVICES, tuple(rng.sample(DEVICES, 2))))
        game = random_device_game(rng, rng.choice((2, 3, 4)), devices, signed=rng.random() < 0.7)
        if rng.random() < 0.3:
            game = replace(game, penalty=dict.fromkeys(game.parties, Fraction(2)))
        whole = max(states.packages(game), key=len)
        if not whole:
            continue
        plan = Proposal(id="plan", title="Plan", steps=tuple(sorted(whole)))
        scenario = replace(to_scenario(game), proposals=(plan,))
        result = result_of(scenario, rng.choice(("nash", "plan")))
        if result is not None:
            found += 1
            yield rng, scenario, result
        if found == count:
            return


def leaves(value: Any, place: Place = ()) -> Iterator[Place]:
    """Yield the place of every plain value, however deep."""
    if isinstance(value, dict):
        for key, inside in value.items():
            yield from leaves(inside, (*place, key))
    elif isinstance(value, list):
        for n, inside in enumerate(value):
            yield from leaves(inside, (*place, n))
    else:
        yield place


def at(result: Any, place: Place) -> Any:
    for part in place:
        result = result[part]
    return result


def put(result: Result, place: Place, value: Any) -> Result:
    """Return the result with another value at a place."""
    other = copy.deepcopy(result)
    at(other, place[:-1])[place[-1]] = value
    return other


def without(result: Result, place: Place) -> Result:
    other = copy.deepcopy(result)
    del at(other, place[:-1])[place[-1]]
    return other


def another(rng: random.Random, value: Any) -> Any:
    """Return another plain value: beyond the tolerance, or of another type."""
    match value:
        case bool():
            return rng.choice((not value, None, int(value)))
        case int() | float():
            far = value + rng.choice((-1, 1)) * 1e-5 * max(1.0, abs(value))
            return rng.choice((far, None, str(value), float("nan"), 10**400, [value]))
        case None:
            return rng.choice((0.5, False, "none", {}))
        case _:
            return rng.choice((f"{value}x", None, 1, [value], {value: 1}))


def covered(result: Result) -> list[Place]:
    parts = {name: result["roadmap"][name] for name in CHECKED if name in result["roadmap"]}
    return list(leaves(parts, ("roadmap",)))


@pytest.mark.slow
def test_what_the_search_finds_is_accepted() -> None:
    seen: Counter[str] = Counter()
    for _, scenario, result in random_results(900, 200):
        found = verify(scenario, result)
        assert found.agrees, found.discrepancies
        assert found.moves == len(result["roadmap"]["order"])
        assert found.orders["front"] == len(result["roadmap"]["front"])
        for name in KEYS:
            seen[f"{name} {found.proved[name]}"] += 1
        seen["swap"] += any(len(move) > 1 for move in result["roadmap"]["order"])
        seen["slices"] += bool(result["roadmap"]["slices"])
        seen["standing"] += bool(result["roadmap"]["nodes"][0]["done"])
    assert min(seen[f"{name} {proved}"] for name in KEYS for proved in (True, False)) >= 15
    assert min(seen["swap"], seen["slices"], seen["standing"]) >= 8


@pytest.mark.slow
def test_whatever_is_changed_is_refused() -> None:
    for rng, scenario, result in random_results(901, 45):
        places = covered(result)
        for place in rng.sample(places, min(8, len(places))):
            other = put(result, place, another(rng, at(result, place)))
            assert not verify(scenario, other).agrees, (place, at(other, place))


@pytest.mark.slow
def test_whatever_is_left_out_is_refused() -> None:
    for rng, scenario, result in random_results(902, 25):
        places = {place[:n] for place in covered(result) for n in range(2, len(place) + 1)}
        inside = sorted(place for place in places if place[1] not in FRONTS or len(place) > 3)
        needed = [p for p in inside if p != ("roadmap", "certificates")]
        for place in rng.sample(needed, min(6, len(needed))):
            assert not verify(scenario, without(result, place)).agrees, place


@pytest.mark.slow
def test_two_moves_that_change_places_are_refused() -> None:
    for rng, scenario, result in random_results(903, 60):
        order = result["roadmap"]["order"]
        pairs = [(t, u) for t in range(len(order)) for u in range(t) if order[t] != order[u]]
        for t, u in rng.sample(pairs, min(3, len(pairs))):
            other = copy.deepcopy(result)
            moves = other["roadmap"]["order"]
            moves[t], moves[u] = moves[u], moves[t]
            assert not verify(scenario, other).agrees


def test_a_figure_within_the_tolerance_is_accepted() -> None:
    for _, scenario, result in random_results(904, 10):
        for place in covered(result):
            above, key = at(result, place[:-1]), place[-1]
            if isinstance(above[key], float):
                above[key] *= 1 + 1e-8
        assert verify(scenario, result).agrees


SWAP = (
    "winset: 1\ntitle: A small file\nparties:\n"
    "  a: {name: Ana, trust: {b: 0.2}, breach_penalty: 9}\n"
    "  b: {name: Ben, trust: {a: 0.2}, breach_penalty: 9}\nsteps:\n"
    "  x: {by: [a], value: {a: -1, b: 3}}\n  y: {by: [b], value: {a: 3, b: -1}}\n"
    "proposals: {plan: {steps: [x, y], before: [[x, y]]}}\n"
)


def swap() -> tuple[Scenario, Result]:
    scenario = load_text(SWAP, file="swap.yaml")
    result = result_of(scenario)
    assert result is not None
    return scenario, result


def test_a_figure_in_a_tiny_unit_is_checked_as_well() -> None:
    tiny = SWAP.replace("a: -1, b: 3", "a: -1e-8, b: 3e-8").replace(
        "a: 3, b: -1", "a: 3e-8, b: -1e-8"
    )
    scenario = load_text(tiny.replace("penalty: 9", "penalty: 9e-8"), file="swap.yaml")
    result = result_of(scenario)
    assert result is not None
    assert verify(scenario, result).agrees
    result["roadmap"]["values"]["a"] *= 1.5
    assert [one.path for one in verify(scenario, result).discrepancies] == ["roadmap.values.a"]


def test_a_cut_that_orders_get_past_is_refused() -> None:
    scenario, result = swap()
    assert verify(scenario, result).proved == {"incentive": True, "trust": False, "both": False}
    place: Place = ("roadmap", "certificates", "trust", "cuts", 0, "places")
    assert len(at(result, place)) == 2
    for n in range(2):
        (wrong,) = verify(scenario, without(result, (*place, n))).discrepancies
        assert wrong.found == "an order passes none of these places"


def test_a_verdict_that_the_certificates_deny_is_refused() -> None:
    scenario, result = swap()
    proof = {"holds": False, "unproved": True}
    other = put(result, ("roadmap", "certificates", "incentive"), proof)
    (wrong,) = verify(scenario, other).discrepancies
    assert (wrong.path, wrong.found) == ("roadmap.verdict", '"neither"')


def test_without_certificates_only_the_order_is_checked() -> None:
    scenario, result = swap()
    found = verify(scenario, without(result, ("roadmap", "certificates")))
    assert found.agrees
    assert found.proved == {}


@pytest.mark.parametrize(
    ("order", "told"),
    [
        (None, "a list of moves"),
        ("xy", "a list of moves"),
        ([["x"]] * 99, "62 moves at most"),
        ([["x"], ["z"]], "a list of step ids of the scenario, each once"),
        ([["x"], []], "a list of step ids of the scenario, each once"),
        ([["x"], [["y"]]], "a list of step ids of the scenario, each once"),
        ([["x"], ["x"]], "no step, or slice of one, that is done already"),
        ([["x", "y"]], "in one move only the steps of escrows that can be used together"),
    ],
)
def test_an_order_that_is_none_is_refused(order: Any, told: str) -> None:
    scenario, result = swap()
    found = verify(scenario, put(result, ("roadmap", "order"), order))
    assert told in [wrong.found for wrong in found.discrepancies]


def test_the_rules_of_orders_are_kept() -> None:
    _, result = swap()
    text = SWAP.replace("3}}", "3}, phases: 3}").replace(
        "-1}}\nproposals: {plan: {steps: [x, y], before: [[x, y]]}}",
        "-1}, slices: 2, window: {to: 2030-01-03}}\nwhen: [2030-01-01, 2030-01-01]\n"
        "phase_length: 1 day",
    )
    strict = load_text(text, file="swap.yaml")
    said = put(result, ("scenario", "hash"), strict.hash)
    for order, told in (
        ([["x"], ["y"]], "every step in full, all its slices"),
        ([["y"], ["x"], ["y"]], "too late for its window"),
    ):
        found = verify(strict, put(said, ("roadmap", "order"), order))
        assert told in [wrong.found for wrong in found.discrepancies]


def test_proposals_are_replayed() -> None:
    scenario, _ = swap()
    result = json.loads(to_json(scenario, analyze(scenario).to_dict()))
    assert verify(scenario, result).orders["proposals"] == 2
    for which in ("own", "best"):
        for name in IN_SHORT:
            place: Place = ("proposals", "plan", which, name)
            assert not verify(scenario, without(result, place)).agrees
    backwards = put(result, ("proposals", "plan", "own", "order"), [["y"], ["x"]])
    told = [wrong.found for wrong in verify(scenario, backwards).discrepancies]
    assert told == ["not before x"]


def test_another_scenario_is_refused() -> None:
    _, result = swap()
    other = load_text(SWAP.replace("A small", "Another"), file="swap.yaml")
    paths = [wrong.path for wrong in verify(other, result).discrepancies]
    assert paths == ["scenario.hash", "scenario.title"]


@pytest.mark.parametrize(
    ("place", "value"),
    [
        (("winset",), "0.0.1"),
        (("note",), "x"),
        (("scenario", "id"), "another"),
        (("scenario", "note"), "x"),
        (("roadmap", "note"), "x"),
        (("roadmap", "front", 0, "note"), "x"),
        (("roadmap", "certificates", "incentive", "note"), "x"),
        (("roadmap", "front"), []),
        (("roadmap", "binding"), []),
    ],
)
def test_the_head_and_unknown_keys(place: Place, value: Any) -> None:
    scenario, result = swap()
    (wrong,) = verify(scenario, put(result, place, value)).discrepancies
    assert wrong.path == ".".join(map(str, place))


def test_what_was_not_checked_is_named_and_found_anew_where_asked_for(
    files: tuple[Path, Path], run: Run
) -> None:
    case, path = files
    said = json.loads(path.read_text("utf-8"))
    said["roadmap"]["ties"] = 7
    said["roadmap"]["all"]["packages"] += 1
    said["roadmap"]["levels"].pop()
    path.write_text(json.dumps(said), "utf-8")
    code, out, _ = run("verify", path, case)
    assert code == 0
    assert "How many orders are as good (--thorough)." in out.partition("NOT CHECKED")[2]
    code, out, _ = run("verify", path, case, "--thorough", "--format", "json")
    told = json.loads(out)["verification"]
    assert code == 1
    assert told["unchecked"] == []
    paths = [one["path"] for one in told["discrepancies"]]
    assert paths == ["roadmap.all.packages", "roadmap.levels", "roadmap.ties"]


def advised() -> tuple[Scenario, Result]:
    scenario = load_file(Path(__file__).parent / "data" / "advice" / "11-ladder.yaml")
    parts = {"seed": 3, "advise": advise(scenario, draws=60, seed=3).to_dict()}
    found: Result = json.loads(to_json(scenario, parts))
    return scenario, found


def test_advice_is_checked_without_a_search() -> None:
    scenario, result = advised()
    found = verify(scenario, result)
    assert found.agrees
    assert found.unchecked == ("advise",)
    assert len(result["advise"]["ladder"]) > 1
    first = result["advise"]["ladder"].index(result["advise"]["first"])
    changed: dict[str, Any] = {"values": {}, "error": 0.5, "order": [["y"]]}
    for key, new in changed.items():
        other = put(result, ("advise", "ladder", 0, key), new)
        assert not verify(scenario, other).agrees, key
    for rung in (("first",), ("ladder", first)):
        assert not verify(scenario, put(result, ("advise", *rung, "share_in_order"), 0.01)).agrees
    wrong: tuple[tuple[Place, Any], ...] = (
        (("draws",), 0),
        (("draws",), "60"),
        (("certain",), True),
        (("ladder", 0, "share"), 2),
        (("ladder", 0, "share"), 0.0),
        (("ladder", 0, "gain"), 1.0),
        (("ladder",), [{}]),
        (("first",), {}),
    )
    for place, value in wrong:
        assert not verify(scenario, put(result, ("advise", *place), value)).agrees, place
    for seed in (4, -1, None, "3", True):
        assert not verify(scenario, put(result, ("seed",), seed)).agrees, seed


@pytest.mark.parametrize("thorough", [False, True])
def test_draws_that_cannot_be_made_are_told(thorough: bool) -> None:
    scenario, result = advised()
    for other, path in (
        (without(result, ("seed",)), "seed"),
        (put(result, ("advise", "draws"), 10**6), "advise.draws"),
    ):
        found = verify(scenario, other, thorough=thorough)
        assert [one.path for one in found.discrepancies] == [path]


def test_whatever_is_changed_in_advice_is_found_by_a_search() -> None:
    scenario, result = advised()
    found = verify(scenario, result, thorough=True)
    assert (found.agrees, found.unchecked) == (True, ())
    (rng,) = draws(71, 1)
    places = [("advise", *place) for place in leaves(result["advise"])]
    for place in rng.sample(places, 40):
        other = put(result, place, another(rng, at(result, place)))
        assert not verify(scenario, other, thorough=True).agrees, place


def test_reasons_are_checked(run: Run, tmp_path: Path) -> None:
    case, path = tmp_path / "swap.yaml", tmp_path / "result.json"
    case.write_text(SWAP + "demands: {y-first: {by: a, before: [[y, x]]}}\n", "utf-8")
    path.write_text(run("impasse", case, "--format", "json")[1], "utf-8")
    code, out, _ = run("verify", path, case)
    assert code == 0
    assert "reason" in out
    said = json.loads(path.read_text("utf-8"))
    assert said["impasse"]["reasons"]
    for place, value in (
        (("reasons",), []),
        (("reasons", 0, "groups"), ["bond:a"]),
        (("reasons", 0, "certificate", "end"), 99),
        (("reasons", 0, "certificate", "without"), {}),
        (("largest", 0, "given_up"), []),
        (("deal_exists",), True),
    ):
        assert not verify(load_file(case), put(said, ("impasse", *place), value)).agrees, place


@pytest.mark.parametrize("roadmap", [None, {}, [], 7, {"order": []}])
def test_what_is_no_roadmap_at_all(roadmap: Any) -> None:
    scenario, result = swap()
    result["roadmap"] = roadmap
    if roadmap is None:
        with pytest.raises(UsageError, match="has none of advise, roadmap"):
            verify(scenario, result)
    else:
        assert not verify(scenario, result).agrees


@pytest.mark.slow
def test_any_junk_is_refused_without_a_traceback() -> None:
    junk: list[Any] = [
        None,
        True,
        -1,
        10**400,
        float("nan"),
        "",
        "x",
        "\ud800",
        [],
        [[]],
        {},
        {"x": {}},
    ]
    for rng, scenario, result in random_results(905, 20):
        places = {place[:n] for place in covered(result) for n in range(1, len(place) + 1)}
        for place in rng.sample(sorted(places, key=str), 8):
            value = rng.choice(junk[1:] if len(place) == 1 else junk)
            verify(scenario, put(result, place, lambda _, v=value: v))


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Run the command line in this process."""

    def call(*arguments: object) -> tuple[int, str, str]:
        code: Any = 0
        try:
            main([str(argument) for argument in arguments])
        except SystemExit as stop:
            code = stop.code
        return code, *capsys.readouterr()

    return call


@pytest.fixture
def files(tmp_path: Path, run: Run) -> tuple[Path, Path]:
    """Return a scenario file, and its result with a number changed."""
    case, result = tmp_path / "swap.yaml", tmp_path / "result.json"
    case.write_text(SWAP, "utf-8")
    change = "parties.a.breach_penalty=8"
    result.write_text(run("roadmap", case, "--set", change, "--format", "json")[1], "utf-8")
    return case, result


def test_a_result_that_is_right(files: tuple[Path, Path], run: Run) -> None:
    case, result = files
    code, out, _ = run("verify", result, case)
    assert code == 0
    assert "The order was replayed: 2 moves, one after the other." in out
    assert "figures agree" in out
    code, out, _ = run("verify", result, case, "--format", "json")
    assert code == 0
    told = json.loads(out)
    assert told["scenario"]["set"] == ["parties.a.breach_penalty=8"]
    assert told["verification"]["agrees"]
    assert told["verification"]["discrepancies"] == []


def test_a_result_that_is_wrong(files: tuple[Path, Path], run: Run) -> None:
    case, result = files
    said = json.loads(result.read_text("utf-8"))
    said["roadmap"]["required_trust"] += 0.1
    said["roadmap"]["nodes"][0]["\x1b[31m"] = 1
    result.write_text(json.dumps(said), "utf-8")
    code, out, _ = run("verify", result, case)
    assert code == 1
    assert "The result is wrong in two places." in out
    assert "roadmap.required_trust" in out
    assert "\x1b" not in out
    code, out, _ = run("verify", result, case, "--format", "json")
    assert code == 1
    paths = [one["path"] for one in json.loads(out)["verification"]["discrepancies"]]
    assert paths == ["roadmap.nodes.0.\x1b[31m", "roadmap.required_trust"]


def test_another_file_than_that_of_the_result(files: tuple[Path, Path], run: Run) -> None:
    case, result = files
    case.write_text(SWAP.replace("trust: {b: 0.2}", "trust: {b: 0.3}"), "utf-8")
    code, out, _ = run("verify", result, case)
    assert code == 1
    assert "the fingerprints differ" in out


def test_a_shipped_case_need_not_be_named(tmp_path: Path, run: Run) -> None:
    result = tmp_path / "result.json"
    package = ("--package", "declaration,humanitarian-aid")
    result.write_text(run("roadmap", *package, "--format", "json")[1], "utf-8")
    assert run("verify", result)[0] == 0


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "this is not JSON"),
        ("winset: 1", "this is not JSON"),
        ('{"a": NaN}', "this is not JSON (NaN is not a number)"),
        ("[" * 100_000, "this is not JSON (it is nested too deep)"),
        ("[]", "this is not a result"),
        ("{}", "the result does not tell what was changed for it"),
        ('{"scenario": {"id": "x", "set": [1]}}', "the result does not tell what was changed"),
        ('{"scenario": {"id": "x", "set": []}}', "the result is of 'x', which is not a case that"),
        ('{"scenario": {"id": ["x"], "set": []}}', "the result is of a list, which is not a case"),
        ('{"scenario": {"id": "hanoi", "set": ["x=1"]}}', "there is no number at 'x'"),
        ('{"scenario": {"id": "hanoi", "set": []}}', "this result is of format null"),
        (
            '{"scenario": {"id": "hanoi", "set": []}, "result_format": 5, "deals": {}}',
            "this result has none of advise, roadmap, proposals, impasse",
        ),
    ],
)
def test_what_is_no_result(tmp_path: Path, run: Run, text: str, told: str) -> None:
    path = tmp_path / "result.json"
    path.write_text(text, "utf-8")
    code, out, error = run("verify", path)
    assert (code, out) == (2, "")
    assert told in error


def test_a_file_that_cannot_be_read(tmp_path: Path, run: Run) -> None:
    for path in (tmp_path / "none.json", tmp_path):
        code, out, error = run("verify", path)
        assert (code, out) == (2, "")
        assert "the file cannot be read" in error


def test_a_file_larger_than_any_result(
    tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(envelope, "MAX_BYTES", 10)
    path = tmp_path / "result.json"
    path.write_bytes(b" " * 11)
    assert run("verify", path)[0] == 2
