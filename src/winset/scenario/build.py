"""From a file that holds together to the frozen nouns of `winset.scenario.model`."""

from datetime import date, time
from types import MappingProxyType

from winset.scenario import format as given
from winset.scenario import format_told as told
from winset.scenario import model
from winset.scenario.conflict_build import build_conflict, build_elsewhere
from winset.scenario.fields import YEAR, days, first_day
from winset.scenario.numbers import Number
from winset.scenario.plain import Quantity, number, numbers, title_of


def build(
    file: given.ScenarioFile, *, name: str, fingerprint: str, changes: tuple[str, ...]
) -> model.Scenario:
    """Return the scenario that a checked file describes.

    Parameters
    ----------
    file
        The file's content, checked.
    name
        The shipped case's name, or the file's stem.
    fingerprint
        The scenario's hash.
    changes
        The ``path=value`` changes that were made for this call.
    """
    return model.Scenario(
        id=name,
        title=file.title,
        lang=file.lang,
        hash=fingerprint,
        changes=changes,
        parties=tuple(_party(key, party) for key, party in file.parties.items()),
        steps=tuple(_step(key, step) for key, step in file.steps.items()),
        when=_when(file.when),
        place=_place(file.place),
        summary=file.summary,
        unit=MappingProxyType(dict(file.unit)),
        trust_prior=model.TrustPrior(
            number(file.trust_prior.mean), number(file.trust_prior.strength)
        ),
        bias=_bias(file.bias),
        record_half_life=None
        if file.record_half_life is None
        else days(file.record_half_life) / YEAR,
        phase_length=None if file.phase_length is None else days(file.phase_length),
        observers=tuple(
            model.Observer(key, one.name, _notes(one.notes)) for key, one in file.observers.items()
        ),
        choices=tuple(_choice(key, choice) for key, choice in file.choices.items()),
        bonuses=tuple(_bonus(bonus) for bonus in file.bonuses),
        ledgers=tuple(_ledger(key, ledger) for key, ledger in file.ledgers.items()),
        escrow=tuple(_escrow(escrow) for escrow in file.escrow),
        standing=_standing(file.standing),
        terms=tuple(_term(key, term) for key, term in file.terms.items()),
        proposals=tuple(_proposal(key, one) for key, one in file.proposals.items()),
        demands=tuple(_demand(key, demand) for key, demand in file.demands.items()),
        levers=tuple(_lever(key, lever) for key, lever in file.levers.items()),
        approaches=tuple(_approach(key, one) for key, one in file.approaches.items()),
        record=tuple(_event(event) for event in file.record),
        figures=tuple(_figure(key, figure) for key, figure in file.figures.items()),
        sources=tuple(
            model.Source(key, one.title, one.url, one.note) for key, one in file.sources.items()
        ),
        talks=model.Talks(tuple(_session(one, tuple(file.parties)) for one in file.talks.sessions)),
        beliefs=tuple(
            model.Belief(party, path, number(value))
            for party, held in file.beliefs.items()
            for path, value in held.items()
        ),
        claims=tuple(_claim(key, claim) for key, claim in file.claims.items()),
        glossary=tuple(
            model.Word(key, title_of(key, word.title), word.text, word.source)
            for key, word in file.glossary.items()
        ),
        questions=tuple(_question(question) for question in file.questions),
        aftermath=None if file.aftermath is None else build_conflict(file.aftermath),
        elsewhere=tuple(build_elsewhere(key, one) for key, one in file.elsewhere.items()),
    )


def _maybe(found: "Quantity | None") -> Number | None:
    return None if found is None else number(found)


def _notes(remarks: list[given.Remark]) -> tuple[model.Note, ...]:
    return tuple(model.Note(remark.text, remark.source) for remark in remarks)


def _pairs(found: list[list[str]]) -> tuple[tuple[str, str], ...]:
    return tuple((first, second) for first, second in found)


def _day(day: str | None) -> date | None:
    return None if day is None else first_day(day)


def _when(when: list[str] | None) -> tuple[date, date] | None:
    return None if when is None else (first_day(when[0]), first_day(when[1]))


def _bias(found: given.Bias | None) -> model.Bias | None:
    """Return a bias; None where all factors are 1."""
    return None if found is None or found.low == found.high else model.Bias(found.low, found.high)


def _place(place: given.Place | None) -> model.Place | None:
    return None if place is None else model.Place(place.name, place.why, place.source)


def _ratifier(key: str, one: given.Ratifier) -> model.Ratifier:
    return model.Ratifier(
        id=key,
        name=one.name,
        floor=number(one.floor),
        no_deal=_maybe(one.no_deal),
        value=numbers(one.value),
        votes=_maybe(one.votes),
        floor_on_the_way=_maybe(one.floor_on_the_way),
        source=one.source,
        note=one.note,
    )


def _party(key: str, party: given.Party) -> model.Party:
    return model.Party(
        id=key,
        name=party.name,
        people=tuple(model.Person(person.name, person.role) for person in party.people),
        goals=_notes(party.goals),
        no_deal=number(party.no_deal),
        fallback=_maybe(party.fallback),
        breach_penalty=number(party.breach_penalty),
        guarantee=number(party.guarantee),
        trust=numbers(party.trust),
        leaves_office=number(party.leaves_office),
        home=tuple(_ratifier(key, one) for key, one in party.home.items()),
        ratification=model.Ratification(number(party.ratification.needs)),
        source=party.source,
        note=party.note,
    )


def _step(key: str, step: given.Step) -> model.Step:
    return model.Step(
        id=key,
        title=title_of(key, step.title),
        by=tuple(step.by),
        value=numbers(step.value),
        reversible=number(step.reversible),
        automatic=step.automatic,
        head_start=number(step.head_start),
        detection=number(step.detection),
        hazard=number(step.hazard),
        phases=number(step.phases),
        slices=step.slices if isinstance(step.slices, int) else None,
        window=_window(step.window),
        changes=numbers(step.changes),
        after=tuple(step.after),
        policy=step.policy,
        consent=tuple(step.consent),
        sets=numbers(step.sets),
        source=step.source,
        note=step.note,
    )


def _window(window: given.Window | None) -> model.Window | None:
    return None if window is None else model.Window(_day(window.first), _day(window.last))


def _choice(key: str, choice: given.Choice) -> model.Choice:
    return model.Choice(key, tuple(choice.one_of), choice.title, choice.required)


def _bonus(bonus: given.Bonus) -> model.Bonus:
    return model.Bonus(tuple(bonus.when), numbers(bonus.value), bonus.note, bonus.source)


def _ledger(key: str, ledger: given.Ledger) -> model.Ledger:
    return model.Ledger(
        id=key,
        name=ledger.name,
        start=number(ledger.start),
        unit=ledger.unit,
        floor=_maybe(ledger.floor),
        cap=_maybe(ledger.cap),
        source=ledger.source,
        note=ledger.note,
    )


def _escrow(escrow: given.Escrow) -> model.Escrow:
    return model.Escrow(tuple(escrow.steps), numbers(escrow.cost), escrow.note, escrow.source)


def _standing(standing: given.Standing | None) -> model.Standing | None:
    return None if standing is None else model.Standing(tuple(standing.done), _day(standing.date))


def _term(key: str, term: given.Term) -> model.Term:
    meaning = MappingProxyType({party: tuple(steps) for party, steps in term.meaning.items()})
    return model.Term(key, meaning, term.definition, term.source, term.note)


def _proposal(key: str, proposal: given.Proposal) -> model.Proposal:
    return model.Proposal(
        id=key,
        steps=tuple(proposal.steps),
        title=title_of(key, proposal.title),
        by=proposal.by,
        date=proposal.date,
        terms=tuple(proposal.terms),
        before=_pairs(proposal.before),
        order=tuple(map(_together, proposal.order or ())),
        source=proposal.source,
        note=proposal.note,
    )


def _together(place: list[str | int]) -> model.Together:
    steps = tuple(step for step in place if isinstance(step, str))
    slices = next((number for number in place if isinstance(number, int)), None)
    return model.Together(steps, slices)


def _demand(key: str, demand: given.Demand) -> model.Demand:
    return model.Demand(
        id=key,
        by=demand.by,
        before=_pairs(demand.before or []),
        require=tuple(demand.require or ()),
        refuse=tuple(demand.refuse or ()),
        at_least=_maybe(demand.at_least),
        term=demand.term,
        cost=_maybe(demand.cost),
        source=demand.source,
        note=demand.note,
    )


def _lever(key: str, lever: given.Lever) -> model.Lever:
    return model.Lever(
        id=key,
        title=title_of(key, lever.title),
        by=tuple(lever.by),
        sets=numbers(lever.sets),
        cost=_maybe(lever.cost),
        source=lever.source,
        note=lever.note,
    )


def _approach(key: str, one: given.Approach) -> model.Approach:
    sets = numbers(one.sets)
    return model.Approach(key, title_of(key, one.title), sets, one.source, one.note)


def _event(event: given.Event) -> model.Event:
    return model.Event(
        date=event.date,
        day=first_day(event.date),
        event=event.event,
        by=event.by,
        to=event.to,
        kept=_maybe(event.kept),
        weight=Number(1.0) if event.weight is None else number(event.weight),
        source=event.source,
        note=event.note,
    )


def _figure(key: str, figure: given.Figure) -> model.Figure:
    return model.Figure(
        id=key,
        text=figure.text,
        value=number(figure.value),
        unit=figure.unit,
        date=figure.date,
        source=figure.source,
        note=figure.note,
    )


# --- what is told


def _session(session: told.Session, parties: tuple[str, ...]) -> model.Session:
    return model.Session(
        name=session.name,
        start=_moment(session.start),
        parties=tuple(session.parties) or parties,
        kind=session.kind,
        end=None if session.end is None else _moment(session.end),
        rounds=session.rounds,
        held=session.held,
        source=session.source,
        note=session.note,
    )


def _moment(text: str) -> model.Moment:
    day, _, hour = text.partition("T")
    return model.Moment(first_day(day), time.fromisoformat(hour) if hour else None)


def _claim(key: str, claim: told.Claim) -> model.Claim:
    return model.Claim(
        id=key,
        text=claim.text,
        verdict=claim.verdict,
        correction=claim.correction,
        by=claim.by,
        source=claim.source,
        note=claim.note,
    )


def _question(question: told.Question) -> model.Question:
    points = tuple(model.Point(one.text, one.result, one.source) for one in question.points)
    return model.Question(question.level, question.ask, points)
