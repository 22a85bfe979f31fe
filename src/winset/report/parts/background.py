"""Background: the sides, the record before, and who else has a say or a stake."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from winset.language.catalogue import say
from winset.language.words import full_stop
from winset.report.charts.milestones import milestones_chart
from winset.report.document.blocks import Block, Facts, Row, Section, Sentence, Table
from winset.report.document.compose import behind, paragraph, picture, points, section
from winset.report.document.sentences import note, sentence, sourced, stated
from winset.report.parts.chronology import before, chronology
from winset.report.parts.pairs import matrix
from winset.report.parts.trust import origin
from winset.report.phrases.figures import figure_date, figure_value
from winset.report.phrases.pairs import many
from winset.scenario import Figure, Number, Party, Scenario

if TYPE_CHECKING:
    from winset.analysis import Analysis


def background(analysis: "Analysis", side: str | None = None) -> Section | None:
    """Return what there was before the talks, as far as the file tells it.

    Parameters
    ----------
    side
        The party whose trust and ratifiers are told of; None: all.
    """
    scenario = analysis.scenario
    summary = stated(scenario.summary, "summary") if scenario.summary else None
    return section(
        "background",
        paragraph(summary),
        section("parties", sides(scenario)),
        section("earlier", *_earlier(analysis, side)),
        behind(say("headings.home"), points(home(scenario, side))),
        behind(say("headings.others"), points(_others(scenario))),
        behind(say("figures.show", total=len(scenario.figures)), figures_table(scenario)),
    )


def figures_table(scenario: Scenario) -> Table:
    """Return the file's facts with numbers."""
    columns = tuple(say(f"figures.{name}") for name in ("what", "value", "date"))
    rows = tuple(_figure(figure) for figure in scenario.figures)
    return Table(say("figures.caption"), columns, rows, frozenset({1}))


def _figure(figure: Figure) -> Row:
    basis = (f"file:figures.{figure.id}", *sourced(figure.source))
    return Row((figure.text, figure_value(figure), figure_date(figure)), basis)


def sides(scenario: Scenario) -> Facts:
    """Return what each side wants, and who speaks for it."""
    return Facts(tuple(_parties(scenario)))


def _parties(scenario: Scenario) -> Iterator[tuple[str, tuple[Sentence, ...]]]:
    for party in scenario.parties:
        said = tuple(_of_party(party))
        if said:
            yield scenario.full_name(party.id), said


def _of_party(party: Party) -> Iterator[Sentence]:
    path = f"parties.{party.id}"
    for n, goal in enumerate(party.goals):
        yield stated(goal.text, f"{path}.goals.{n}", goal.source)
    if party.people:
        people = [say("parties.person", name=one.name, role=one.role) for one in party.people]
        yield sentence("parties.speakers", f"file:{path}.people", people=people)
    for n, one in enumerate(party.people):
        if one.portrait:
            data = {"name": one.name, "portrait": full_stop(one.portrait)}
            yield sentence("parties.portrait", f"file:{path}.people.{n}", **data)


def _earlier(analysis: "Analysis", side: str | None) -> Iterator[Block | None]:
    scenario = analysis.scenario
    events = before(scenario)
    if side is None:
        yield picture(milestones_chart(scenario))
    if events:
        if side is None and many(scenario):
            yield trust_table(analysis)
        else:
            yield paragraph(*trust_sentences(analysis, side))
        yield note("earlier.trust_note")
        shown = say("earlier.show", total=len(events))
        yield behind(shown, chronology(scenario, events))


def trust_sentences(analysis: "Analysis", side: str | None = None) -> Iterator[Sentence]:
    """Yield how far each side, or only one, trusts each that has a part to do."""
    if analysis.roadmap is None:
        return
    for party in _told_of(analysis.scenario, side):
        for other, trust in analysis.roadmap.trust.get(party.id, {}).items():
            path = f"result:roadmap.trust.{party.id}.{other}.has"
            key = f"trust_{origin(analysis.scenario, party.id, other)}"
            names = {
                "party": analysis.scenario.name(party.id),
                "other": analysis.scenario.name(other),
            }
            yield sentence(f"earlier.{key}", path, has=trust.has, **names)


def trust_table(analysis: "Analysis") -> Table | None:
    """Return how far each side of many trusts each other, and where that comes from."""
    scenario, trusts = analysis.scenario, analysis.roadmap.trust if analysis.roadmap else {}
    pairs, basis = {}, {}
    for party in scenario.parties:
        for other, trust in trusts.get(party.id, {}).items():
            source = origin(scenario, party.id, other)
            pairs[party.id, other] = say(f"pairs.{source}", has=trust.has)
            basis[party.id, other] = f"result:roadmap.trust.{party.id}.{other}.has"
    return matrix(scenario, "pairs.has", pairs, basis)


def _told_of(scenario: Scenario, side: str | None) -> Iterator[Party]:
    return (party for party in scenario.parties if side in {None, party.id})


def home(scenario: Scenario, side: str | None = None) -> Iterator[Iterator[Sentence]]:
    """Yield who has to agree at home, for every side or one."""
    for party in _told_of(scenario, side):
        for n in range(len(party.home)):
            yield _ratifier(scenario, party, n)


def _ratifier(scenario: Scenario, party: Party, n: int) -> Iterator[Sentence]:
    body = party.home[n]
    path = f"file:parties.{party.id}.home.{body.id}"
    basis = (path, *sourced(body.source))
    if body.votes is None:
        way = body.floor_on_the_way
        yield sentence(
            "home.veto",
            *basis,
            body=body.name,
            party=scenario.name(party.id),
            floor=body.floor.point,
            way=None if way is None else way.point,
        )
    else:
        votes = (one.votes or Number() for one in party.home)
        yield sentence(
            "home.votes",
            *basis,
            body=body.name,
            party=scenario.name(party.id),
            votes=body.votes.point,
            floor=body.floor.point,
            total=sum(number.point for number in votes),
            needs=party.ratification.needs.point,
        )
    if body.note:
        yield Sentence(full_stop(body.note), (f"{path}.note", *sourced(body.source)))


def _others(scenario: Scenario) -> Iterator[Iterator[Sentence]]:
    for observer in scenario.observers:
        yield (
            stated(f"{observer.name}: {one.text}", f"observers.{observer.id}.notes.{n}", one.source)
            for n, one in enumerate(observer.notes)
        )
