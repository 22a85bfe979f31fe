"""What follows from the fields of nouns: checks, nouns, tables of ids, a schema; and drafts."""

import random
from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any

import pytest
from pydantic_core import ValidationError

from winset.scenario import Number
from winset.scenario.file.checks import check
from winset.scenario.file.checks.ids import check_ids
from winset.scenario.file.draft import Draft
from winset.scenario.file.forms import Block, ByKey, checker, places
from winset.scenario.file.yaml import read
from winset.scenario.keys import Key
from winset.scenario.kinds import Name, Noted, PartyId, StepId, Title
from winset.scenario.numbers import ZERO, no_numbers
from winset.scenario.quantities import Amount, Share

RIVERS = (Path(__file__).parent / "data" / "rivers.yaml").read_text(encoding="utf-8")


def plain(text: str) -> dict[str, Any]:
    found: dict[str, Any] = read(text.encode(), "f").data
    return found


def placed(data: Any, path: tuple[str | int, ...], value: object) -> Any:
    """Return the data with another value at a path."""
    changed = deepcopy(data)
    block = changed
    for part in path[:-1]:
        block = block[part]
    block[path[-1]] = value
    return changed


@dataclass(frozen=True, slots=True)
class Toll(Noted):
    """What a bridge takes."""

    id: str
    title: Title
    by: Annotated[tuple[PartyId, ...], Key("Who takes it.", least=1)]
    share: Annotated[Share, Key("What it takes of each.", name="of")] = ZERO
    paid: Annotated[Mapping[StepId, Amount], Key("What steps pay.")] = field(
        default_factory=no_numbers
    )


@dataclass(frozen=True, slots=True)
class Bridge:
    """A bridge."""

    name: Name
    tolls: Annotated[tuple[Toll, ...], Key("Its tolls.")] = ()


BRIDGE: dict[str, Any] = {
    "name": " High ",
    "tolls": {"low-toll": {"by": ["up"], "of": {"low": 0, "mode": 0.5, "high": 1}, "note": "why"}},
}


def test_a_noun_is_made_of_what_a_file_has_for_its_fields() -> None:
    toll = Toll("low-toll", "low toll", ("up",), Number(0.5, 0.0, 1.0), note="why")
    assert Block(Bridge).validator.validate_python(BRIDGE) == Bridge("High", (toll,))


@pytest.mark.parametrize(
    ("path", "value", "kind"),
    [
        (("name",), 3, "string_type"),
        (("tolls", "low-toll", "by"), [], "too_short"),
        (("tolls", "low-toll", "of"), 1.5, "value_error"),
        (("tolls", "low-toll", "of", "high"), 0.25, "value_error"),
        (("tolls", "low-toll", "share"), 1, "extra_forbidden"),
        (("tolls", "low-toll", "paid"), {"s": -1}, "value_error"),
        (("tolls", "Low"), {"by": ["up"]}, "value_error"),
        (("tolls", "other"), {}, "missing"),
    ],
)
def test_what_a_field_cannot_be_is_refused(path: tuple[str, ...], value: object, kind: str) -> None:
    with pytest.raises(ValidationError) as caught:
        Block(Bridge).validator.validate_python(placed(BRIDGE, path, value))
    assert [one["type"] for one in caught.value.errors()] == [kind]


def test_every_id_of_a_file_is_looked_up() -> None:
    data = plain(RIVERS)
    named = [path for path, value, form in places(data) if form.ids and isinstance(value, str)]
    keyed = [
        (*path, key)
        for path, value, form in places(data)
        if isinstance(form, ByKey) and form.key.ids is not None
        for key in value
    ]
    assert len(named) > 100
    assert len(keyed) > 30
    for path in named:
        told = found(placed(data, path, "nowhere"))
        assert any(path == one and "there is no" in wrong for one, wrong in told), path
    for *above, key in keyed:
        changed = deepcopy(data)
        block: Any = changed
        for part in above:
            block = block[part]
        block["nowhere"] = block.pop(key)
        assert any((*above, "nowhere") == one for one, _ in found(changed)), (above, key)


def found(data: dict[str, Any]) -> list[tuple[tuple[str | int, ...], str]]:
    draft = Draft(data, {"title": "", "parties": ()})
    return [(one.path, one.wrong) for one in check_ids(draft)]


# --- drafts

ODD: tuple[Any, ...] = (
    *(None, True, 3, -1, 0.5, 1e13, "x", "", "any", "none", "2031-02-30"),
    *([], {}, [1], ["up", "up"], {"a": 1}, [["a", "b"]], {"values": []}, {"when": ["x"]}),
    {"low": 3, "mode": 1, "high": 2},
)


def damage(data: Any, rng: random.Random) -> None:
    """Remove, misspell, add or replace something, in place."""
    *above, part = rng.choice([path for path, _, _ in places(data) if path])
    block = data
    for step in above:
        block = block[step]
    match rng.randrange(4):
        case 0:
            del block[part]
        case 1 if isinstance(block, dict):
            block[f"{part}s"] = block.pop(part)
        case 2 if isinstance(block, list):
            block.insert(0, deepcopy(rng.choice(ODD)))
        case _:
            block[part] = deepcopy(rng.choice(ODD))


def test_no_damage_stops_the_checks() -> None:
    """Whatever is wrong with the data, each check says what it can."""
    data, told = plain(RIVERS), 0
    for seed in range(150):
        rng, damaged = random.Random(seed), deepcopy(data)  # noqa: S311
        for _ in range(rng.randint(1, 5)):
            damage(damaged, rng)
        told += len(list(check(Draft(damaged, None))))
    assert told > 150


def test_a_lever_on_what_is_not_sound_waits() -> None:
    data = plain(RIVERS)
    data["levers"] = {"l": {"by": ["up"], "set": {"parties.up.home.farmers.floor": 1}}}
    del data["parties"]["up"]["home"]["farmers"]["name"]
    assert list(check(Draft(data, None))) == []


def test_the_draft_of_a_sound_file_is_its_scenario() -> None:
    data = plain(RIVERS)
    sound = Draft(data, checker().validate_python(data))
    assert Draft(data, None).scenario == sound.scenario
    assert list(check(sound)) == list(check(Draft(data, None))) == []


def test_a_draft_leaves_out_what_is_not_sound_and_no_more() -> None:
    data = plain(RIVERS)
    whole = Draft(data, None).scenario
    data["steps"]["open-dam"]["reversible"] = "much"
    data["steps"]["power-line"]["by"] = "down"
    data["bonuses"].insert(0, {"when": ["open-dam"], "value": 3})
    draft = Draft(data, None)
    dam, before = (
        next(step for step in one.steps if step.id == "open-dam") for one in (draft.scenario, whole)
    )
    assert dam.reversible == ZERO != before.reversible
    assert dam.value == before.value
    assert [one.id for one in draft.scenario.steps] == [
        one.id for one in whole.steps if one.id != "power-line"
    ]
    assert draft.scenario.bonuses == whole.bonuses
    assert [path for path, _ in draft.each("bonuses")] == [
        ("bonuses", n + 1) for n in range(len(whole.bonuses))
    ]
    assert not draft.whole("steps", "open-dam", "reversible")
    assert draft.whole("steps", "open-dam", "value")
    assert not draft.leads(("steps", "power-line", "detection"))
    assert not draft.leads(("bonuses", 1, "value", "up"))
    assert draft.leads(("steps", "open-dam", "detection"))


def test_an_indifferent_party_has_no_statements() -> None:
    data = plain(RIVERS)
    data["aftermath"]["preferences"]["lake"] = {"statements": []}
    assert list(check(Draft(data, checker().validate_python(data)))) == []
    data["aftermath"]["preferences"]["lake"] = {"one_of": []}
    with pytest.raises(ValidationError, match="at least 1"):
        checker().validate_python(data)
