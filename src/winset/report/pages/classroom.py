"""A class set: what each side may know, and what the teacher tells afterwards."""

from collections.abc import Iterator

from winset.analysis import Analysis
from winset.report.pages.answer import answer_sentences
from winset.report.pages.deal import package_sentences
from winset.report.pages.details import proposal_title
from winset.report.pages.document import Row, Section, Sentence, Table
from winset.report.pages.sections import paragraph, points, section
from winset.report.pages.wording import isolated, say, sentence, sourced, stated
from winset.report.words import listed, signed
from winset.scenario import Party, Scenario


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
        _worth(scenario, party),
        heading=say("study_headings.role", party=party.name),
        own_page=True,
    )


def _task(scenario: Scenario, party: Party) -> Iterator[Sentence]:
    path = f"file:parties.{party.id}"
    yield sentence("role.task", f"{path}.name", party=party.name)
    yield sentence("role.no_deal", f"{path}.no_deal", value=party.no_deal.point)
    if party.id in scenario.unit:
        unit = scenario.unit[party.id]
        yield sentence("parties.unit", f"file:unit.{party.id}", unit=unit)
    for other, trust in party.trust.items():
        data = {"other": scenario.name(other), "has": trust.point}
        yield sentence("role.trust", f"{path}.trust.{other}", **data)
    for body in party.home:
        if body.votes is None:
            basis = (f"{path}.home.{body.id}", *sourced(body.source))
            yield sentence("role.body", *basis, body=body.name, floor=body.floor.point)


def _goals(party: Party) -> Iterator[Iterator[Sentence]]:
    for n, goal in enumerate(party.goals):
        yield iter([stated(goal.text, f"parties.{party.id}.goals.{n}", goal.source)])


def _worth(scenario: Scenario, party: Party) -> Table:
    columns = tuple(say(f"role.{name}") for name in ("step", "by", "value"))
    rows = tuple(
        Row(
            (
                isolated(step.title),
                listed(isolated(scenario.name(one)) for one in step.by),
                signed(step.value[party.id].point if party.id in step.value else 0.0),
            ),
            (
                f"file:steps.{step.id}.value.{party.id}"
                if party.id in step.value
                else f"file:steps.{step.id}",
            ),
        )
        for step in scenario.steps
    )
    return Table(say("role.caption", party=party.name), columns, rows, frozenset({2}))


def _debrief(analysis: Analysis) -> Section | None:
    roadmap = analysis.roadmap
    best = () if roadmap is None else package_sentences(analysis.scenario, roadmap)
    heading = say("study_headings.debrief")
    said = paragraph(*answer_sentences(analysis), *best)
    return section("debrief", said, _outcomes(analysis), heading=heading, own_page=True)


def _outcomes(analysis: Analysis) -> Table:
    scenario = analysis.scenario
    columns = (
        say("debrief.package"),
        *(isolated(party.name) for party in scenario.parties),
        *(say(f"debrief.{name}") for name in ("signed", "kept")),
    )
    numeric = frozenset(range(1, 1 + len(scenario.parties)))
    return Table(say("debrief.caption"), columns, tuple(_packages(analysis)), numeric)


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
        cells = (say("debrief.best"), *values, _yes(roadmap.signable), _yes(kept))
        yield Row(cells, ("result:roadmap.values", "result:roadmap.verdict"))


def _yes(so: bool) -> str:
    return say("debrief.yes" if so else "debrief.no")
