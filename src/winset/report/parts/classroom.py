"""For a class: a role for each side, and what the teacher tells afterwards."""

from collections.abc import Iterator, Mapping
from functools import partial

from winset.analysis import Analysis
from winset.language.catalogue import say
from winset.language.letters import capital
from winset.language.words import signed
from winset.report.document.blocks import Facts, ReadingNote, Row, Section, Sentence, Table
from winset.report.document.compose import paragraph, points, section
from winset.report.document.sentences import note, sentence, sourced, stated
from winset.report.parts.advice import first_or_nearest
from winset.report.parts.changes import asked_to_give_up
from winset.report.parts.details import orders, proposal_title
from winset.report.parts.held import weak_point
from winset.report.parts.learning import TO_PLAY, case_to_type
from winset.report.parts.rules import asked_for_consent, consents, rules
from winset.report.phrases.advice import named
from winset.report.phrases.groups import is_untitled
from winset.report.phrases.moves import move_title, performers
from winset.report.phrases.titles import is_cut, whole, wholes
from winset.scenario import Demand, Number, Party, Scenario


def role(scenario: Scenario, party: Party, *, first: bool) -> Section | None:
    """Return what one side may know: its own numbers only. Each but the first begins a page."""
    rows = {
        "want": _goals(party),
        "opening": _opening(scenario, party),
        "words": _readings(scenario, party),
        "limits": _limits(party),
        "rules": rules(scenario),
        "weigh": _weighs(scenario, party),
    }
    told = ((say(f"role.{name}"), tuple(said)) for name, said in rows.items())
    return section(
        f"role-{party.id}",
        paragraph(*_task(scenario, party)),
        Facts(tuple(row for row in told if row[1])),
        _worth(scenario, party),
        heading=say("study_headings.role", party=scenario.name(party.id)),
        own_page=not first,
        look="sheet",
    )


def _task(scenario: Scenario, party: Party) -> Iterator[Sentence]:
    path = f"file:parties.{party.id}"
    names = {"party": scenario.name(party.id), "adjective": party.adjective}
    yield sentence("role.task", f"{path}.name", **names)
    if party.people:
        people = [say("parties.person", name=one.name, role=one.role) for one in party.people]
        yield sentence("role.people", f"{path}.people", people=people)


def _goals(party: Party) -> Iterator[Sentence]:
    for n, goal in enumerate(party.goals):
        yield stated(goal.text, f"parties.{party.id}.goals.{n}", goal.source)


def _opening(scenario: Scenario, party: Party) -> Iterator[Sentence]:
    """Yield what a side demands; what it cannot go below is another matter."""
    demands = [one for one in scenario.demands if one.by == party.id]
    for demand in demands:
        yield from _insisted(scenario, demand)
    if demands:
        yield sentence("role.traded", *(f"file:demands.{one.id}" for one in demands))


def _insisted(scenario: Scenario, demand: Demand) -> Iterator[Sentence]:
    """Yield a demand as its own side would put it."""
    basis = (f"file:demands.{demand.id}", *sourced(demand.source))
    if demand.term is None and not is_untitled(demand):  # else the term is its name
        yield sentence("role.called", *basis, title=demand.title)
    for name in ("require", "refuse"):
        steps = wholes(scenario, getattr(demand, name))
        if steps:
            yield sentence(f"role.{name}", *basis, steps=steps)
    for order in orders(demand.before, partial(whole, scenario)):
        yield sentence("role.before", *basis, **order)
    if demand.at_least is not None:
        yield sentence("role.at_least", *basis, value=demand.at_least.point)
    for term in scenario.terms:
        if term.id == demand.term:
            yield sentence("role.term", *basis, term=term.title)


def _readings(scenario: Scenario, party: Party) -> Iterator[Sentence]:
    """Yield what a side takes words of the text to mean."""
    for term in scenario.terms:
        if party.id in term.meaning:
            meant = wholes(scenario, term.meaning[party.id])
            basis = (f"file:terms.{term.id}.meaning.{party.id}", *sourced(term.source))
            yield sentence("role.reads", *basis, word=term.title, steps=meant)


def _limits(party: Party) -> Iterator[Sentence]:
    """Yield what a deal must come to: for the side, and for each body at home."""
    yield sentence("role.no_deal", f"file:parties.{party.id}.no_deal", value=party.no_deal.point)
    votes = sum((body.votes or Number()).point for body in party.home)
    for body in party.home:
        no_deal, way = (body.no_deal or party.no_deal).point, body.floor_on_the_way
        yield sentence(
            "role.body",
            f"file:parties.{party.id}.home.{body.id}",
            *sourced(body.source),
            body=body.name,
            least=body.floor.point + no_deal,
            way=None if way is None else way.point + no_deal,
            votes=None if body.votes is None else body.votes.point,
            total=votes,
        )
    if votes:
        needs = party.ratification.needs.point
        yield sentence("role.votes", f"file:parties.{party.id}.ratification", needs=needs)


def _weighs(scenario: Scenario, party: Party) -> Iterator[Sentence]:
    """Yield what a side is to count with: a breach, its trust in the others, its scale."""
    path = f"file:parties.{party.id}"
    if party.breach_penalty.point:
        stake = party.breach_penalty.point
        yield sentence("role.stake", f"{path}.breach_penalty", stake=stake)
    for other, trust in party.trust.items():
        data = {"other": scenario.name(other), "has": trust.point}
        yield sentence("role.trust", f"{path}.trust.{other}", **data)
    if party.id in scenario.unit:
        unit = scenario.unit[party.id].text
        yield sentence("role.unit", f"file:unit.{party.id}", unit=unit)
    yield sentence("role.scales", f"{path}.no_deal")


def _worth(scenario: Scenario, party: Party) -> Table:
    """Return what each step, and each bonus, is worth to a side and to those who ratify for it."""
    columns = (
        *(say(f"role.{name}") for name in ("step", "value")),
        *(say("role.to_body", body=body.name) for body in party.home),
    )
    rows = (*_steps(scenario, party), *_bonuses(scenario, party))
    numeric = frozenset(range(1, len(columns)))
    return Table(say("role.caption"), columns, rows, numeric)


def _steps(scenario: Scenario, party: Party) -> Iterator[Row]:
    for step in scenario.steps:
        path = f"file:steps.{step.id}"
        worth = step.value.get(party.id, Number())
        bodies = (body.value.get(step.id, worth) for body in party.home)
        data = {"step": whole(scenario, step.id), "by": list(map(scenario.label, step.by))}
        yield Row(
            (say("role.done_by", **data), *(signed(one.point) for one in (worth, *bodies))),
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
            together = say("role.together", steps=wholes(scenario, bonus.when))
            worth = signed(bonus.value[party.id].point)
            cells = (together, *([worth] * (1 + len(party.home))))
            yield Row(cells, (f"file:bonuses.{n}.value.{party.id}", *sourced(bonus.source)))


def debrief(analysis: Analysis) -> Iterator[Section | None]:
    """Yield what is for all, then what a teacher tells once the class has negotiated."""
    scenario, advice, roadmap = analysis.scenario, analysis.advice, analysis.roadmap
    yield section("meanings", points(_for_all(scenario)), _meanings(scenario), look="sheet")
    yield section("discuss", points(_to_discuss(scenario)), own_page=True)
    yield section("outcomes", _outcomes(analysis), look="sheet")
    if advice is not None:
        yield section(
            "first",
            *first_or_nearest(scenario, advice),
            paragraph(asked_to_give_up(scenario, advice)),
            paragraph(label=say("debrief.order")) if roadmap and roadmap.order else None,
            points(_moves(analysis), numbered=True),
            weak_point(analysis),
            heading=capital(named(analysis)),
        )
    yield section("worths", *_to_score(scenario), _every_worth(scenario), look="sheet")


def _for_all(scenario: Scenario) -> Iterator[Iterator[Sentence]]:
    """Yield how the class plays, and the rules for every deal."""
    yield iter([sentence("debrief.teams", "file:parties", sides=len(scenario.parties))])
    plan = {"minutes": TO_PLAY, "words": bool(scenario.terms)}
    yield iter([sentence("debrief.minutes", "file:parties", **plan)])
    yield iter([sentence("debrief.write_down", "file:parties")])
    for rule in (*rules(scenario), *consents(scenario)):
        yield iter([rule])
    who = asked_for_consent(scenario)
    if who:
        basis = (f"file:observers.{one}" for one in who)
        yield iter([sentence("debrief.teacher", *basis, who=list(map(scenario.name, who)))])


def _meanings(scenario: Scenario) -> Table:
    """Return what the short name of each step stands for, if any has one, and who does it."""
    shortened = any(whole(scenario, step.id) != step.title for step in scenario.steps)
    kept = ("short", "means", "by") if shortened else ("means", "by")
    rows = []
    for step in scenario.steps:
        cells = {
            "short": whole(scenario, step.id),
            "means": step.title,
            "by": performers(scenario, step.by, short=True),
        }
        rows.append(Row(tuple(cells[name] for name in kept), (f"file:steps.{step.id}",)))
    columns = tuple(say(f"debrief.{name}") for name in kept)
    return Table(say("debrief.meanings"), columns, tuple(rows))


def _moves(analysis: Analysis) -> Iterator[Iterator[Sentence]]:
    """Yield what is done at each place of the order."""
    scenario, roadmap = analysis.scenario, analysis.roadmap
    if roadmap is not None:
        short = not any(map(is_cut, scenario.steps))
        for n in range(len(roadmap.order)):
            told = capital(move_title(scenario, roadmap, n + 1, short=short))
            yield iter([Sentence(told, (f"result:roadmap.order.{n}",))])


def _to_discuss(scenario: Scenario) -> Iterator[Iterator[Sentence]]:
    there = {
        "gaps": ("file:steps", True),
        "words": ("file:terms", bool(scenario.terms)),
        "home": ("file:parties", any(party.home for party in scenario.parties)),
        "kept": ("file:steps", True),
        "real": ("file:proposals", bool(scenario.proposals)),
    }
    for name, (basis, so) in there.items():
        if so:
            yield iter([sentence(f"debrief.{name}", basis)])


def _to_score(scenario: Scenario) -> Iterator[ReadingNote]:
    """Yield how a class's own deal is scored: by hand, and by the program."""
    worth = [
        say("debrief.no_deal", value=one.no_deal.point, party=scenario.name(one.id))
        for one in scenario.parties
    ]
    yield note("debrief.score", worth=worth)
    case = case_to_type(scenario)
    yield note("debrief.type", command=f"winset roadmap {case} --package STEP,STEP,STEP")
    yield note("debrief.names", command=f"winset show {case} --ids")


def _every_worth(scenario: Scenario) -> Table:
    """Return what steps, alone and together, are worth to all who must agree to them."""
    who = [*(one.id for one in scenario.parties), *asked_for_consent(scenario)]
    steps = (
        Row(
            (whole(scenario, step.id), *(_point(step.value, one) for one in who)),
            (f"file:steps.{step.id}.value",),
        )
        for step in scenario.steps
    )
    together = (
        Row(
            (
                say("role.together", steps=wholes(scenario, bonus.when)),
                *(_point(bonus.value, one) for one in who),
            ),
            (f"file:bonuses.{n}.value",),
        )
        for n, bonus in enumerate(scenario.bonuses)
    )
    columns = (say("case.step"), *map(scenario.label, who))
    numeric = frozenset(range(1, len(columns)))
    return Table(say("debrief.worths"), columns, (*steps, *together), numeric)


def _point(values: Mapping[str, Number], who: str) -> str:
    return signed(values[who].point) if who in values else ""


def _outcomes(analysis: Analysis) -> Table:
    scenario = analysis.scenario
    columns = (
        say("debrief.package"),
        *(scenario.label(party.id) for party in scenario.parties),
        *(say(f"debrief.{name}") for name in ("signed", "held")),
    )
    numeric = frozenset(range(1, 1 + len(scenario.parties)))
    caption = say("debrief.caption", deal=named(analysis), offers=len(scenario.proposals))
    return Table(caption, columns, tuple(_packages(analysis)), numeric)


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
