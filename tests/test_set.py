import re
from pathlib import Path

import pytest

from winset import scenario
from winset.scenario import Scenario, ScenarioError
from winset.scenario.file.paths import apply_changes, number_paths
from winset.scenario.file.yaml import read
from winset.scenario.numbers import Number
from winset.scenario.tree import dotted

RIVERS = (Path(__file__).parent / "data" / "rivers.yaml").read_text(encoding="utf-8")


def changed(*changes: str) -> Scenario:
    return scenario.load_text(RIVERS, changes=changes)


def told(*changes: str) -> list[str]:
    with pytest.raises(ScenarioError) as caught:
        changed(*changes)
    return [str(problem) for problem in caught.value.problems]


def at(loaded: Scenario, path: str) -> Number | float | int | None:
    """Return what stands at a path, by a way of its own."""
    thing: object = loaded
    if path.startswith("beliefs."):
        _, party, about = path.split(".", 2)
        return {(one.by, one.path): one.value for one in loaded.beliefs}[party, about]
    before, *setting = re.split(r"\.sets?\.", path, maxsplit=1)
    for part in [*before.split("."), *(["sets", *setting] if setting else [])]:
        if isinstance(thing, tuple):
            by_id = {one.id: one for one in thing if hasattr(one, "id")}
            thing = by_id[part] if part in by_id else thing[int(part)]
        elif hasattr(thing, "get"):
            thing = thing.get(part)
        else:
            thing = getattr(thing, part)
    assert thing is None or isinstance(thing, Number | float | int)
    return thing


ALL = [dotted(path) for path in number_paths(read(RIVERS.encode(), "f").data)]


def test_every_kind_of_number_has_a_path() -> None:
    for path in (
        "trust_prior.mean",
        "trust_prior.strength",
        "record_half_life",
        "parties.up.no_deal",
        "parties.up.fallback",
        "parties.up.breach_penalty",
        "parties.up.guarantee",
        "parties.up.trust.down",
        "parties.up.home.farmers.floor",
        "parties.up.home.farmers.no_deal",
        "parties.up.home.farmers.value.open-dam",
        "steps.open-dam.value.delta",
        "steps.open-dam.reversible",
        "steps.open-dam.head_start",
        "steps.open-dam.detection",
        "steps.open-dam.hazard",
        "steps.open-dam.phases",
        "steps.tariff-low.slices",
        "steps.open-dam.changes.water",
        "ledgers.water.start",
        "ledgers.water.floor",
        "ledgers.salt.cap",
        "escrow.0.cost.up",
        "phase_length",
        "bias.low",
        "parties.up.leaves_office",
        "parties.up.home.assembly.floor_on_the_way",
        "bonuses.0.value.up",
        "demands.worth-it.at_least",
        "demands.line-first.cost",
        "levers.gauge-station.cost",
        "levers.gauge-station.set.steps.open-dam.detection",
        "approaches.pressure.set.parties.down.no_deal",
        "record.1.kept",
        "record.1.weight",
        "figures.flow.value",
        "talks.sessions.0.rounds",
        "beliefs.up.parties.down.no_deal",
    ):
        assert path in ALL
    assert len(ALL) == len(set(ALL))


def fitting(path: str) -> float:
    """Return a value that fits the rest of the file, whatever it holds there."""
    values = {
        "slices": 1,
        "rounds": 1,
        "floor": 0.125,
        "start": 0.75,
        "cap": 95.5,
        "floor_on_the_way": -2.5,
        "high": 1.25,
    }
    return values.get(path.rpartition(".")[2], 0.625)


@pytest.mark.parametrize("path", ALL)
def test_every_number_can_be_changed(path: str) -> None:
    value = fitting(path)
    loaded = changed(f"{path}={value}")
    bare = path in ("record_half_life", "phase_length", "bias.low", "bias.high") or (
        path.endswith((".slices", ".rounds")) and path.startswith(("steps.", "talks."))
    )
    assert at(loaded, path) == (value if bare else Number(value))
    assert loaded.changes == (f"{path}={value}",)
    assert loaded.hash != changed().hash


def test_slices_stay_whole() -> None:
    def slices(value: str) -> int | None:
        return changed(f"steps.gauges.slices={value}").steps[0].slices

    assert (slices("4"), slices("4.0"), slices("1"), slices("50")) == (4, 4, 1, 50)
    assert slices("any") is None


def test_a_number_left_to_its_default_can_be_changed() -> None:
    assert changed("parties.lake.breach_penalty=3").parties[2].breach_penalty == Number(3.0)
    assert changed("parties.lake.trust.up=1").parties[2].trust == {"up": Number(1.0)}
    assert changed("steps.power-line.value.delta=-2").steps[2].value["delta"] == Number(-2.0)
    first = scenario.load_text(
        "winset: 1\ntitle: t\nparties: {a: {name: A}, b: {name: B}}\nsteps: {s: {by: [a]}}\n",
        changes=["trust_prior.mean=1", "record_half_life=3", "steps.s.value.b=2"],
    )
    assert first.trust_prior.mean == Number(1.0)
    assert first.record_half_life == 3
    assert first.steps[0].value["b"] == Number(2.0)


def test_a_change_leaves_the_twin_of_an_alias_alone() -> None:
    text = RIVERS.replace("value: {up: 6, down: -2}", "value: &same {up: 6, down: -2}")
    text = text.replace("value: {up: 1, down: -1}", "value: *same")
    loaded = scenario.load_text(text, changes=["steps.power-line.value.up=9"])
    assert loaded.steps[2].value["up"] == Number(9.0)
    assert loaded.steps[3].value["up"] == Number(6.0)


def test_a_later_change_wins() -> None:
    loaded = changed("trust_prior.mean=0.1", "trust_prior.mean=0.2")
    assert loaded.trust_prior.mean == Number(0.2)
    assert loaded.changes == ("trust_prior.mean=0.1", "trust_prior.mean=0.2")


def test_spans_take_their_unit_too() -> None:
    assert changed("record_half_life=2.5 years").record_half_life == 2.5
    assert changed("record_half_life=18 months").record_half_life == 1.5
    assert changed("phase_length=2 weeks").phase_length == 14


def test_spaces_around_do_not_matter() -> None:
    assert changed(" trust_prior.mean = 1e-1 ").trust_prior.mean == Number(0.1)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ("trust_prior.mean", "there is no `=`; write path=value"),
        ("", "there is no `=`; write path=value"),
        ("=3", "there is no number at ''"),
        ("steps.open-damn.reversible=1", "did you mean steps.open-dam.reversible?"),
        ("steps.open-dam.reversable=1", "did you mean steps.open-dam.reversible?"),
        ("parties.up.trust.up=1", "there is no number at 'parties.up.trust.up'"),
        ("demands.line-first.at_least=1", "there is no number at 'demands.line-first.at_least'"),
        ("record.0.kept=1", "there is no number at 'record.0.kept'"),
        ("bonuses.7.value.up=1", "did you mean bonuses.0.value.up?"),
        ("title=3", "there is no number at 'title'"),
        ("winset=2", "there is no number at 'winset'"),
        ("steps.open-dam=3", "there is no number at 'steps.open-dam'"),
        ("steps.open-dam.value.up.low=3", "did you mean steps.open-dam.value.up?"),
        ("trust_prior.mean=", "'' is not a number; give a number such as 2.5"),
        ("trust_prior.mean=half", "'half' is not a number"),
        ("trust_prior.mean={low: 1}", "'{low: 1}' is not a number"),
        ("trust_prior.mean=.nan", "'.nan' is not a number"),
        ("trust_prior.mean=inf", "'inf' is not a number"),
        ("trust_prior.mean=1e999", "'1e999' is not a number"),
        ("trust_prior.mean=1_0", "'1_0' is not a number"),
        ("trust_prior.mean=1.4", "1.4 is above 1; give a share between 0 and 1"),
        ("trust_prior.strength=0", "0 is too small; give a number above 0"),
        ("parties.up.guarantee=-1", "-1 is below 0; give a number from 0 to 1e12"),
        ("steps.gauges.slices=2.5", "2.5 is not a whole number; give a whole number from 1 to 60"),
        ("steps.gauges.slices=0", "0 is below 1; give a whole number from 1 to 60, or `any`"),
        ("steps.gauges.slices=some", "'some' is not a number"),
        ("steps.gauges.phases=0", "0 is too small; give a number above 0"),
        ("escrow.0.cost.up=-1", "-1 is below 0"),
        ("escrow.1.cost.up=1", "did you mean escrow.0.cost.up?"),
        ("steps.open-dam.changes.watr=1", "did you mean steps.open-dam.changes.water?"),
        ("steps.open-dam.window.to=1", "there is no number at 'steps.open-dam.window.to'"),
        ("phase_length=-3", "'-3 days' is not a span of time"),
        ("record_half_life=soon", "'soon' is not a span of time"),
        ("record_half_life=-3", "'-3 years' is not a span of time"),
        ("demands.line-first.cost=-1", "-1 is below 0; give a number from 0 to 1e12"),
        ("demands.worth-it.cost=1", "there is no number at 'demands.worth-it.cost'"),
        ("levers.smaller-bills.cost=1", "there is no number at 'levers.smaller-bills.cost'"),
        ("levers.gauge-station.set.parties.down.trust.up=2", "2 is above 1; give a share"),
        ("levers.smaller-bills.set.steps.tariff-low.slices=2.5", "2.5 is not a number of slices"),
        ("approaches.patience.set.record.1.kept=-1", "-1 is below 0; give a share"),
        ("a\x1b[31m=1", "there is no number at 'a\\x1b[31m'"),
    ],
)
def test_what_is_wrong_with_a_change(change: str, message: str) -> None:
    (line,) = told(change)
    assert line.startswith("--set ")
    assert message in line
    assert line.isprintable()


def test_a_problem_of_a_change_names_the_change_and_no_line() -> None:
    with pytest.raises(ScenarioError) as caught:
        changed("steps.open-dam.reversible=1.4")
    (problem,) = caught.value.problems
    assert problem.file == "--set steps.open-dam.reversible=1.4"
    assert problem.path == "steps.open-dam.reversible"
    assert (problem.line, problem.column) == (None, None)


def test_problems_of_changes_come_with_those_of_the_file_and_after_them() -> None:
    text = RIVERS.replace("reversible: 0.9", "reversible: 1.9")
    with pytest.raises(ScenarioError) as caught:
        scenario.load_text(text, file="f", changes=["trust_prior.mean=2", "x=1"])
    files = [problem.file for problem in caught.value.problems]
    assert files == ["f", "--set trust_prior.mean=2", "--set x=1"]


def test_a_change_puts_a_wrong_number_right() -> None:
    text = RIVERS.replace("reversible: 0.9", "reversible: 1.9")
    loaded = scenario.load_text(text, changes=["steps.open-dam.reversible=0.5"])
    assert loaded.steps[1].reversible == Number(0.5)


def test_changes_reach_the_data_in_place() -> None:
    data = {"parties": {"a": {"name": "A"}}}
    done = apply_changes(data, ["parties.a.no_deal=3", "parties.b.no_deal=3"])
    assert data == {"parties": {"a": {"name": "A", "no_deal": 3}}}
    assert done.by_path == {("parties", "a", "no_deal"): "parties.a.no_deal=3"}
    assert len(done.problems) == 1
