"""No result hangs on the order of a file's maps, but for that of steps and options.

Lists that follow the file are compared as sets; mappings have no order.
"""

from __future__ import annotations

import json
import random
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from generators.random_conflicts import random_conflict
from generators.random_games import draws
from generators.random_impasses import random_repairs
from winset import scenario
from winset.aftermath.trace import trace_aftermath, which_rankings
from winset.analysis import analyze
from winset.deals.find import find_deals
from winset.firmness.draws import draw
from winset.impasse.explain import explain_impasse
from winset.roadmaps.plan import plan_roadmap
from winset.scenario import Number, Party, Scenario, ScenarioError
from winset.scenario.conflict import Conflict
from winset.scenario.file.fingerprint import fingerprint
from winset.scenario.file.yaml import read

pytestmark = pytest.mark.slow

DATA = Path(__file__).parent / "data"
FILES = sorted([*DATA.glob("faults/07-hash-*.yaml"), *DATA.glob("trials/*.yaml")])

FOLLOWING = frozenset(
    {
        *("frontier", "only", "groups", "kinds", "given_up", "by", "levers", "listed", "unmet"),
        *("witnesses", "coalitions", "members", "watched", "barred_by", "parties", "trust"),
        *("new_reasons", "gone_reasons", "new_repairs", "gone_repairs", "gestures", "missing"),
        *("breaks", "nash", "kalai_smorodinsky", "egalitarian", "utilitarian"),
    }
)
"""Lists that follow the order of the file, by their key."""


def plain(found: Any, key: str = "") -> Any:
    """Return a result as data in which the order of the file has no part."""
    if key == "grid":
        return cells(found)
    if isinstance(found, Mapping):
        return {name: plain(inside, name) for name, inside in found.items()}
    if isinstance(found, list):
        inside = [plain(one, key) for one in found]
        return sorted(inside, key=repr_of) if key in FOLLOWING else inside
    return found


def cells(grid: Any) -> dict[str, bool]:
    """Return the cells of a grid by the values of its two numbers, whichever runs across."""
    x, y = grid["x"], grid["y"]
    return {
        repr_of(sorted([[x["path"], across], [y["path"], down]])): grid["opens"][j][i]
        for i, across in enumerate(x["values"])
        for j, down in enumerate(y["values"])
    }


def repr_of(found: Any) -> str:
    return json.dumps(found, sort_keys=True)


def turned(rng: random.Random, one: Scenario) -> Scenario:
    """Return a scenario with everything that a file gives in maps in another order."""

    def mixed(some: tuple[Any, ...]) -> tuple[Any, ...]:
        return tuple(rng.sample(some, len(some)))

    def person(party: Party) -> Party:
        return replace(party, home=mixed(party.home), trust=dict(mixed(tuple(party.trust.items()))))

    mixable = ("observers", "choices", "ledgers", "terms", "proposals", "demands", "levers")
    blocks: dict[str, Any] = {block: mixed(getattr(one, block)) for block in mixable}
    return replace(
        one,
        parties=mixed(tuple(map(person, one.parties))),
        steps=tuple(replace(k, value=dict(mixed(tuple(k.value.items())))) for k in one.steps),
        **blocks,
    )


def turned_data(rng: random.Random, data: Any, path: tuple[str, ...] = ()) -> Any:
    """Return the data of a file with all maps in another order, but steps and options."""
    if isinstance(data, list):
        return [turned_data(rng, one, (*path, "*")) for one in data]
    if not isinstance(data, dict):
        return data
    names = list(data)
    if path not in {("steps",), ("aftermath", "options")}:
        rng.shuffle(names)
    return {name: turned_data(rng, data[name], (*path, name)) for name in names}


@pytest.mark.parametrize("seed", range(12))
def test_roadmaps_and_reasons_do_not_hang_on_the_order_of_the_file(seed: int) -> None:
    for rng in draws(700 + seed, 3):
        one = random_repairs(rng)
        other = turned(rng, one)
        for verb in (find_deals, plan_roadmap, explain_impasse):
            found = [verb(each) for each in (one, other)]
            first, second = (None if each is None else plain(each.to_dict()) for each in found)
            assert first == second, verb


@pytest.mark.parametrize("seed", range(20))
def test_what_follows_does_not_hang_on_the_order_of_the_file(seed: int) -> None:
    conflict = random_conflict(seed, 2 + seed % 3)
    one = with_conflict(conflict)
    other = replace(one, parties=one.parties[::-1])
    found = [trace_aftermath(each) for each in (one, other)]
    assert plain(found[0].to_dict()) == plain(found[1].to_dict())
    party, state = found[0].parties[0], found[0].states[-1].on
    asked = [which_rankings(each, state, party).to_dict() for each in (one, other)]
    assert plain(asked[0]) == plain(asked[1])


def with_conflict(conflict: Conflict) -> Scenario:
    parties = tuple(Party(party, party) for party in conflict.preferences)
    return Scenario(
        id="drawn", title="Drawn", hash="", parties=parties, steps=(), aftermath=conflict
    )


def test_draws_do_not_hang_on_the_order_of_the_file() -> None:
    (rng,) = draws(5, 1)
    ranged = Number(2.0, 1.0, 4.0)
    one = random_repairs(rng)
    one = replace(one, parties=tuple(replace(p, breach_penalty=ranged) for p in one.parties))
    both = [draw(each, seed=1, count=5) for each in (one, turned(rng, one))]
    for index in range(5):
        first, second = (drawn.draw(index) for drawn in both)
        by_id = {party.id: party.breach_penalty.point for party in first.parties}
        assert by_id == {party.id: party.breach_penalty.point for party in second.parties}
        assert len(set(by_id.values())) == len(by_id)
        assert [step.value for step in first.steps] == [step.value for step in second.steps]


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.stem))
def test_files_in_another_order_have_one_fingerprint_and_one_result(file: Path) -> None:
    data, (rng,) = read(file.read_bytes(), "f").data, draws(1, 1)
    texts = [json.dumps(each) for each in (data, turned_data(rng, data))]
    assert texts[0] != texts[1]
    one, other = map(scenario.load_text, texts)
    assert one.hash == other.hash
    found = [
        plain(analyze(each, firmness="quick", impasse=False).to_dict()) for each in (one, other)
    ]
    assert found[0] == found[1]


def test_parties_are_told_in_the_order_of_the_file() -> None:
    texts = [(DATA / f"faults/07-hash-{which}.yaml").read_text("utf-8") for which in "ab"]
    one, other = map(scenario.load_text, texts)
    for each, order in ((one, ["up", "down"]), (other, ["down", "up"])):
        found = analyze(each, impasse=True).to_dict()
        for parties in by_party(found):
            assert parties == [party for party in order if party in parties]
    assert one.hash == other.hash


def by_party(found: Any) -> list[list[str]]:
    """Return the keys of every mapping that has parties for keys."""
    if isinstance(found, list):
        return [keys for one in found for keys in by_party(one)]
    if not isinstance(found, dict):
        return []
    own = [list(found)] if found and set(found) <= {"up", "down"} else []
    return own + [keys for one in found.values() for keys in by_party(one)]


# --- the fingerprint


def leaves(data: Any, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    """Return the paths of all values of a file that hold no others."""
    if isinstance(data, dict | list):
        inside = data.items() if isinstance(data, dict) else enumerate(data)
        return [leaf for key, one in inside for leaf in leaves(one, (*path, key))]
    return [path]


def changed(data: Any, path: tuple[str | int, ...]) -> Any:
    """Return a copy of the data with another value at a path."""
    copy = json.loads(json.dumps(data))
    inside = copy
    for key in path[:-1]:
        inside = inside[key]
    value = inside[path[-1]]
    inside[path[-1]] = not value if isinstance(value, bool) else f"{value}1"
    return copy


def test_every_value_counts_in_the_fingerprint() -> None:
    data = read((DATA / "rivers.yaml").read_bytes(), "f").data
    assert len(leaves(data)) > 200
    seen = {fingerprint(changed(data, path)) for path in leaves(data)}
    assert len(seen) == len(leaves(data))
    assert fingerprint(data) not in seen


def test_the_order_of_lists_steps_and_options_counts_in_the_fingerprint() -> None:
    data = read((DATA / "rivers.yaml").read_bytes(), "f").data
    for path in (("steps",), ("aftermath", "options")):
        copy = json.loads(json.dumps(data))
        inside = copy
        for key in path[:-1]:
            inside = inside[key]
        inside[path[-1]] = dict(reversed(inside[path[-1]].items()))
        assert fingerprint(copy) != fingerprint(data)
    copy = json.loads(json.dumps(data))
    copy["record"].reverse()
    assert fingerprint(copy) != fingerprint(data)


def test_one_number_in_two_ways_of_writing_is_one_fingerprint() -> None:
    with pytest.raises(ScenarioError):
        scenario.load_text("winset: 1")
    texts = [(DATA / "first.yaml").read_text("utf-8")]
    texts += [texts[0].replace("down: 9", "down: 9.0"), "# a comment\n" + texts[0]]
    assert len({scenario.load_text(text).hash for text in texts}) == 1
