"""A class set: what each side may know, and what the teacher tells afterwards."""

from collections.abc import Iterator

from winset.analysis import Analysis
from winset.language.catalogue import say
from winset.language.words import capital, listed, signed
from winset.report.document.blocks import BulletList, Row, Section, Sentence, Table
from winset.report.document.compose import paragraph, points, section
from winset.report.document.sentences import sentence, sourced, stated
from winset.report.parts.answer import answer_sentences
from winset.report.parts.details import demand_sentences, proposal_title
from winset.report.parts.order import package_sentences
from winset.report.phrases.advice import named
from winset.scenario import Number, Party, Scenario


def class_set(analysis: Analysis) -> Section | None:
    """Return a role for each side, with its own numbers only, and the debrief."""
    scenario = analysis.scenario
    roles = (_role(scenario, party) for party in scenario.parties)
    heading = say("study_headings.class_set")
    return section("class-set", *roles, _debrief(analysis), heading=heading)


def _role(scenario: Scenario, party: Party) -> Section | None:
    return section(
        f"role-{party.id}",
        paragraph(*_task(scenario, party)),
        points(_goals(party)),
        _insists(scenario, party),
        points(_readings(scenario, party)),
        _worth(scenario, party),
        heading=say("study_headings.role", party=party.name),
        own_page=True,
    )


def _task(scenario: Scenario, party: Party) -> Iterator[Sentence]:
    path = f"file:parties.{party.id}"
    yield sentence("role.task", f"{path}.name", party=party.name)
    yield sentence("role.no_deal", f"{path}.no_deal", value=party.no_deal.point)
    if party.breach_penalty.point:
        stake = party.breach_penalty.point
        yield sentence("role.stake", f"{path}.breach_penalty", stake=stake)
    if party.id in scenario.unit:
        unit = scenario.unit[party.id]
        yield sentence("parties.unit", f"file:unit.{party.id}", unit=unit)
    for other, trust in party.trust.items():
        data = {"other": scenario.name(other), "has": trust.point}
        yield sentence("role.trust", f"{path}.trust.{other}", **data)
    votes = sum((body.votes or Number()).point for body in party.home)
    for body in party.home:
        yield sentence(
            "role.body",
            f"{path}.home.{body.id}",
            *sourced(body.source),
            body=body.name,
            no_deal=(body.no_deal or party.no_deal).point,
            floor=body.floor.point,
            votes=None if body.votes is None else body.votes.point,
            total=votes,
            needs=party.ratification.needs.point,
        )


def _goals(party: Party) -> Iterator[Iterator[Sentence]]:
    for n, goal in enumerate(party.goals):
        yield iter([stated(goal.text, f"parties.{party.id}.goals.{n}", goal.source)])


def _insists(scenario: Scenario, party: Party) -> BulletList:
    """Return what a side insists on."""
    own = (demand for demand in scenario.demands if demand.by == party.id)
    return points(demand_sentences(scenario, demand) for demand in own)


def _readings(scenario: Scenario, party: Party) -> Iterator[Iterator[Sentence]]:
    """Yield what a side takes words of the text to mean."""
    for term in scenario.terms:
        if party.id in term.meaning:
            meant = list(map(scenario.name, term.meaning[party.id]))
            basis = (f"file:terms.{term.id}.meaning.{party.id}", *sourced(term.source))
            word = term.title
            yield iter([sentence("role.reads", *basis, word=word, steps=meant)])


def _worth(scenario: Scenario, party: Party) -> Table:
    """Return what each step, and each bonus, is worth to a side and to those who ratify for it."""
    columns = (
        *(say(f"role.{name}") for name in ("step", "by", "value")),
        *(say("role.to_body", body=body.name) for body in party.home),
    )
    rows = (*_steps(scenario, party), *_bonuses(scenario, party))
    numeric = frozenset(range(2, len(columns)))
    return Table(say("role.caption", party=party.name), columns, rows, numeric)


def _steps(scenario: Scenario, party: Party) -> Iterator[Row]:
    for step in scenario.steps:
        path = f"file:steps.{step.id}"
        worth = step.value.get(party.id, Number())
        bodies = (body.value.get(step.id, worth) for body in party.home)
        by = listed(scenario.name(one) for one in step.by)
        yield Row(
            (step.title, by, *(signed(one.point) for one in (worth, *bodies))),
            (
                f"{path}.value.{party.id}" if party.id in step.value else path,
                *(
                    f"file:parties.{party.id}.home.{body.id}.value.{step.id}"
                    for body in party.home
                    if step.id in body.value
                ),
            ),
        )


def _bonuses(scenario: Scenario, party: Party) -> Iterator[Row]:
    """Yield what steps are worth beside if all of them are done; the same to all of a side."""
    for n, bonus in enumerate(scenario.bonuses):
        if party.id in bonus.value:
            together = say("role.together", steps=list(map(scenario.name, bonus.when)))
            worth = signed(bonus.value[party.id].point)
            cells = (together, "", *([worth] * (1 + len(party.home))))
            yield Row(cells, (f"file:bonuses.{n}.value.{party.id}", *sourced(bonus.source)))


def _debrief(analysis: Analysis) -> Section | None:
    roadmap = analysis.roadmap
    best = () if roadmap is None else package_sentences(analysis, roadmap)
    heading = say("study_headings.debrief")
    said = paragraph(*answer_sentences(analysis), *best)
    return section("debrief", said, _outcomes(analysis), heading=heading, own_page=True)


def _outcomes(analysis: Analysis) -> Table:
    scenario = analysis.scenario
    columns = (
        say("debrief.package"),
        *(scenario.label(party.id) for party in scenario.parties),
        *(say(f"debrief.{name}") for name in ("signed", "kept")),
    )
    numeric = frozenset(range(1, 1 + len(scenario.parties)))
    return Table(
        say("debrief.caption", deal=named(analysis)), columns, tuple(_packages(analysis)), numeric
    )


def _packages(analysis: Analysis) -> Iterator[Row]:
    scenario, roadmap = analysis.scenario, analysis.roadmap
    for n, proposal in enumerate(scenario.proposals):
        judged = analysis.proposals[proposal.id]
        kept = judged.own is not None and judged.own.verdict == "holds"
        values = (signed(judged.values[party.id]) for party in scenario.parties)
        cells = (proposal_title(scenario, n), *values, _yes(judged.signable), _yes(kept))
        yield Row(cells, (f"result:proposals.{proposal.id}",))
    if roadmap is not None:
        values = (signed(roadmap.values[party.id]) for party in scenario.parties)
        kept = roadmap.verdict == "holds"
        cells = (capital(named(analysis)), *values, _yes(roadmap.signable), _yes(kept))
        yield Row(cells, ("result:roadmap.values", "result:roadmap.verdict"))


def _yes(so: bool) -> str:
    return say("debrief.yes" if so else "debrief.no")
