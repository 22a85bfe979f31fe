"""A case as its file has it: who is there, what each step is worth to whom, and what to type."""

from collections.abc import Iterator, Sequence

from winset.language.catalogue import say
from winset.language.words import amount, share, signed
from winset.report.document.blocks import Row, Section, Sentence, Table
from winset.report.document.compose import points, section
from winset.report.document.sentences import note, sentence, sourced
from winset.report.parts.background import home
from winset.report.parts.chronology import chronology, in_order
from winset.report.parts.details import demands, side_by_side
from winset.report.parts.rules import consents, rules
from winset.report.phrases.moves import performers
from winset.report.phrases.titles import whole
from winset.scenario import Bonus, Number, Scenario, Step

_BONUSES = 3
"""Sets of steps worth more or less together that are told."""

_MOST = 12
"""Entries of the record that the short form shows."""


def case_sections(scenario: Scenario) -> Iterator[Section | None]:
    """Yield what a file holds, part by part."""
    yield section("sides", _sides(scenario))
    yield section("worths", worths(scenario), note("case.worths_note"))
    yield section("conduct", conduct(scenario))
    yield section("rules", points([one] for one in (*rules(scenario), *consents(scenario))))
    yield section("home", points(home(scenario)))
    yield section("stocks", _stocks(scenario))
    yield section("offers", side_by_side(scenario))
    yield section("asks", points(demands(scenario)))
    yield section("record", chronology(scenario, in_order(scenario), most=_MOST))


def ids_sections(scenario: Scenario) -> Iterator[Section | None]:
    """Yield what to type for each thing that a file names."""
    rows = tuple(
        Row((say(f"case.{kind}"), name, id_), (f"file:{kind}",))
        for kind, named in named_in(scenario).items()
        for id_, name in named.items()
    )
    columns = tuple(say(f"case.{name}") for name in ("kind", "called", "typed"))
    yield section("ids", Table(say("case.ids_caption"), columns, rows), note("case.paths"))


def named_in(scenario: Scenario) -> dict[str, dict[str, str]]:
    """Return what people call each thing that a file names, by its kind and id."""
    conflict = scenario.aftermath
    named = {
        "parties": {one.id: scenario.full_name(one.id) for one in scenario.parties},
        "observers": {one.id: one.name for one in scenario.observers},
        "steps": {one.id: one.title for one in scenario.steps},
        "choices": {one.id: one.title or one.id for one in scenario.choices},
        "terms": {one.id: one.title for one in scenario.terms},
        "proposals": {one.id: one.title for one in scenario.proposals},
        "demands": {one.id: one.title for one in scenario.demands},
        "levers": {one.id: one.title for one in scenario.levers},
        "approaches": {one.id: one.title for one in scenario.approaches},
        "successors": {one.id: one.title for one in scenario.successors},
        "ledgers": {one.id: one.name for one in scenario.ledgers},
        "aftermath": {one.id: one.title for one in (conflict.options if conflict else ())},
    }
    return {kind: found for kind, found in named.items() if found}


def as_data(scenario: Scenario) -> dict[str, object]:
    """Return the same as plain data: names by kind and id, and what steps are worth to whom."""
    values = {
        step.id: {who: number.point for who, number in step.value.items()}
        for step in scenario.steps
    }
    return {"names": named_in(scenario), "values": values}


def _sides(scenario: Scenario) -> Table:
    names = ("side", "no_deal", "fallback", "penalty", "guarantee")
    columns = tuple(say(f"case.{name}") for name in names)
    rows = tuple(
        Row(
            (
                scenario.full_name(party.id),
                _number(party.no_deal),
                _number(party.fallback),
                _number(party.breach_penalty),
                _number(party.guarantee),
            ),
            (f"file:parties.{party.id}",),
        )
        for party in scenario.parties
    )
    return Table(say("case.sides_caption"), columns, rows, frozenset({1, 2, 3, 4}))


def worths(scenario: Scenario) -> Table:
    """Return what each step is worth to each party, and to those who are not asked."""
    who = [one.id for one in scenario.parties] + [one.id for one in scenario.observers]
    columns = (say("case.step"), *map(scenario.label, who))
    rows = tuple(
        Row(
            (scenario.label(step.id), *(_number(step.value.get(one)) for one in who)),
            (f"file:steps.{step.id}.value", *sourced(step.source)),
        )
        for step in scenario.steps
    )
    return Table(say("case.worths_caption"), columns, rows, frozenset(range(1, len(columns))))


def together(scenario: Scenario) -> Sentence | None:
    """Return that some steps are worth more or less together, and which of them most."""
    parties = [party.id for party in scenario.parties]
    most = sorted(enumerate(scenario.bonuses), key=lambda one: -_weighs(one[1], parties))[:_BONUSES]
    if not most:
        return None
    told = [
        say(
            "case.bonus",
            steps=list(map(scenario.label, bonus.when)),
            values=[
                say("advice.value", party=scenario.name(party), value=bonus.value[party].point)
                for party in parties
                if party in bonus.value
            ],
        )
        for _, bonus in most
    ]
    basis = (f"file:bonuses.{n}" for n, _ in most)
    return sentence("case.together", *basis, bonuses=len(scenario.bonuses), told=told)


def _weighs(bonus: Bonus, parties: Sequence[str]) -> float:
    return max((abs(bonus.value[one].point) for one in parties if one in bonus.value), default=0.0)


def conduct(scenario: Scenario) -> Table:
    """Return who performs each step, how long it takes, and how far it can be undone or faked."""
    columns = tuple(say(f"case.{name}") for name in ("step", "by", "lasts", "undone", "found_out"))
    rows = tuple(
        Row(tuple(_conduct_of(scenario, step)), (f"file:steps.{step.id}",))
        for step in scenario.steps
    )
    return Table(say("case.conduct_caption"), columns, rows, frozenset({2, 3, 4}))


def _conduct_of(scenario: Scenario, step: Step) -> Iterator[str]:
    yield whole(scenario, step.id)
    yield performers(scenario, step.by, short=True)
    yield say("case.unknown") if step.phases is None else amount(step.phases.point)
    yield share(undone(step))
    yield share(step.detection.point)


def undone(step: Step) -> float:
    """Return the share of a step that a break undoes."""
    return step.reversible.point


def _stocks(scenario: Scenario) -> Table:
    """Return how the ledgers start, what bounds them, and which steps change them."""
    columns = tuple(say(f"case.{name}") for name in ("stock", "start", "floor", "cap", "changed"))
    rows = tuple(
        Row(
            (
                one.name,
                amount(one.start.point),
                _bound(one.floor),
                _bound(one.cap),
                "; ".join(_changes(scenario, one.id)),
            ),
            (f"file:ledgers.{one.id}", *sourced(one.source)),
        )
        for one in scenario.ledgers
    )
    return Table(say("case.stocks_caption"), columns, rows, frozenset({1, 2, 3}))


def _changes(scenario: Scenario, ledger: str) -> Iterator[str]:
    for step in scenario.steps:
        if ledger in step.changes:
            change = step.changes[ledger].point
            yield say("case.change", step=scenario.label(step.id), change=change)


def _number(value: Number | None) -> str:
    """Return a number with its range, where it has one."""
    if value is None:
        return ""
    if value.certain:
        return signed(value.point)
    return say("case.range", point=value.point, low=min(value.every), high=max(value.every))


def _bound(value: Number | None) -> str:
    return say("case.none") if value is None else amount(value.point)
