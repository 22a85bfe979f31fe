"""What could have been signed and kept: the package, its roadmap, and what that needs."""

from collections.abc import Iterable, Iterator, Sequence
from math import inf

from winset.analysis import Analysis
from winset.report.charts.ledgers import ledgers_chart
from winset.report.charts.phases import phases_chart
from winset.report.charts.plane import plane_chart
from winset.report.charts.temptation import along_chart
from winset.report.document.blocks import Block, Row, Section, Sentence, Table
from winset.report.document.compose import paragraph, picture, points, section
from winset.report.document.sentences import note, sentence
from winset.report.language.catalogue import say
from winset.report.language.dates import span
from winset.report.language.words import amount, capital, listed, signed
from winset.report.parts.chronology import after
from winset.report.parts.pairs import matrix
from winset.report.phrases.advice import is_its_order
from winset.report.phrases.moves import duration, move_title
from winset.report.phrases.pairs import any_of, many
from winset.report.phrases.time import succession_sentences, time_sentences
from winset.report.phrases.verdicts import escrow_words, explain, verdict_sentence, where
from winset.roadmaps.calendar import Calendar
from winset.roadmaps.cheating import Cheat, Stall
from winset.roadmaps.roadmap import Roadmap, Trust
from winset.roadmaps.temptations import gain, most_exposed, most_tempted, unseen_cheats
from winset.scenario import Scenario
from winset.scenario.game import TOLERANCE

_MOST_CHEATS = 5


def deal(analysis: Analysis) -> Section | None:
    """Return the best package that would be kept, or the nearest to it, stage by stage."""
    scenario, roadmap = analysis.scenario, analysis.roadmap
    plane = None if scenario.proposals else picture(plane_chart(analysis))
    if roadmap is None:
        nothing = sentence("deal.none", "result:roadmap", "result:deals.signable")
        return section("deal", paragraph(nothing), plane, heading=_heading(analysis))
    return section(
        "deal",
        paragraph(*package_sentences(analysis, roadmap)),
        paragraph(*needs(scenario, roadmap)),
        _trust_needed(scenario, roadmap),
        plane,
        *_in_time(scenario, roadmap),
        picture(along_chart(scenario, roadmap)),
        note("deal.along_note"),
        _risks(scenario, roadmap),
        picture(ledgers_chart(scenario, roadmap)),
        section("cheating", points(_cheating(scenario, roadmap))),
        heading=_heading(analysis),
    )


def _heading(analysis: Analysis) -> str:
    roadmap = analysis.roadmap
    if roadmap is not None and roadmap.verdict != "holds":
        return say("headings.nearest")
    return say("headings.deal" if after(analysis.scenario) else "headings.deal_ahead")


def package_sentences(analysis: Analysis, roadmap: Roadmap) -> Iterator[Sentence]:
    """Yield what the deal of the roadmap is worth, and whether it would be kept."""
    scenario, advice = analysis.scenario, analysis.advice
    key = "deal.best" if roadmap.verdict == "holds" else "deal.nearest"
    key = "deal.first" if advice is not None and advice.first is not None else key
    yield sentence(key, "result:roadmap.package", steps=len(roadmap.package))
    values = [
        say("deal.value", value=value, party=scenario.name(party))
        for party, value in roadmap.values.items()
    ]
    yield sentence("deal.lone", "result:roadmap.values", values=values)
    if roadmap.escrow:
        text = escrow_words(scenario, roadmap.escrow)
        yield sentence("deal.escrow", "result:roadmap.escrow", text=text)
    basis = ("result:roadmap.verdict", "result:roadmap.binding")
    yield sentence("deal.verdict", *basis, text=verdict_sentence(scenario, roadmap))
    tightest = weak_point(scenario, roadmap)
    if tightest is not None:
        yield tightest
    if roadmap.ties is not None and roadmap.ties > 1:
        key = "deal.ties_in_draws" if is_its_order(advice, roadmap) else "deal.ties"
        yield sentence(key, "result:roadmap.ties", ties=roadmap.ties)


def weak_point(scenario: Scenario, roadmap: Roadmap) -> Sentence | None:
    """Return where an order that would be kept is nearest to breaking."""
    if roadmap.verdict != "holds" or not roadmap.binding:
        return None
    first = roadmap.binding[0]
    if first.amount is not None and first.amount <= 0:
        return None
    place = explain(scenario, roadmap, first)
    return sentence("deal.tightest", "result:roadmap.binding", text=place)


def needs(scenario: Scenario, roadmap: Roadmap, side: str | None = None) -> Iterator[Sentence]:
    """Yield the stake and the trust that the order needs, party by party, or of one only."""
    told_of = [party for party in roadmap.bond if side in {None, party}]
    for party in told_of:
        bond = roadmap.bond[party]
        basis = f"result:roadmap.bond.{party}"
        if bond is None:
            yield sentence("deal.no_bond", basis, party=scenario.name(party))
        elif bond > 0:
            yield sentence("deal.bond", basis, party=scenario.name(party), bond=bond)
    for party, other, trust in _told_trust(scenario, roadmap, told_of):
        names = {"party": scenario.name(party), "other": scenario.name(other)}
        basis = f"result:roadmap.trust.{party}.{other}"
        if trust.required is None:
            yield sentence("deal.no_trust", basis, has=trust.has, **names)
        elif trust.required > TOLERANCE:
            data = {"required": trust.required, "has": trust.has}
            yield sentence("deal.trust", basis, **data, **names)


def _told_trust(
    scenario: Scenario, roadmap: Roadmap, told_of: Sequence[str]
) -> Iterator[tuple[str, str, Trust]]:
    """Yield the pairs whose trust is told in sentences: of many parties the nearest to its limit.

    A table holds the others.
    """
    pairs = [
        (party, other, trust)
        for party in told_of
        for other, trust in roadmap.trust.get(party, {}).items()
    ]
    if many(scenario) and pairs:
        pairs = [max(pairs, key=lambda one: _need(one[2]) - one[2].has)]
    yield from pairs


def _need(trust: Trust) -> float:
    return inf if trust.required is None else trust.required


def _trust_needed(scenario: Scenario, roadmap: Roadmap) -> Table | None:
    """Return how much trust of many parties the order needs, and how much there is."""
    pairs, basis = {}, {}
    for party, others in roadmap.trust.items():
        for other, trust in others.items():
            key = "pairs.no_need" if trust.required is None else "pairs.need"
            pairs[party, other] = say(key, required=trust.required, has=trust.has)
            basis[party, other] = f"result:roadmap.trust.{party}.{other}"
    return matrix(scenario, "pairs.needs", pairs, basis)


def _risks(scenario: Scenario, roadmap: Roadmap) -> Table | None:
    """Return who of many is most tempted, and most exposed and to whom, at each point."""
    if not many(scenario):
        return None
    names = ("after", "tempted", "gains", "exposed", "loses")
    rows = tuple(
        Row(tuple(_risk(scenario, roadmap, n)), (f"result:roadmap.nodes.{n}",))
        for n in range(len(roadmap.nodes))
    )
    columns = tuple(say(f"risks.{name}") for name in names)
    return Table(say("risks.caption"), columns, rows, frozenset({2, 4}))


def _risk(scenario: Scenario, roadmap: Roadmap, n: int) -> Iterator[str]:
    tempted, exposed = most_tempted(roadmap, n), most_exposed(roadmap, n)
    yield capital(where(scenario, roadmap, n))
    yield scenario.name(tempted)
    yield signed(gain(roadmap, n, tempted))
    if exposed is None:
        yield say("risks.nobody")
        yield amount(0.0)
    else:
        party, others, loses = exposed
        yield say("risks.to", party=scenario.name(party), other=any_of(scenario, others))
        yield amount(loses)


def _in_time(scenario: Scenario, roadmap: Roadmap) -> Iterator[Block | None]:
    calendar = roadmap.calendar
    if calendar is None or not calendar.phases:
        return
    basis = "result:roadmap.calendar"
    length = duration(calendar)
    stages = sentence("deal.stages", basis, stages=len(calendar.phases), duration=length)
    yield paragraph(stages, *survival(roadmap))
    yield stages_table(scenario, roadmap, calendar)
    yield note("deal.stages_note")
    yield paragraph(*_timed(scenario, roadmap))
    yield points([one] for one in _succession(scenario, roadmap))
    yield picture(phases_chart(scenario, roadmap))


def survival(roadmap: Roadmap) -> Iterator[Sentence]:
    """Yield the chance that no change of government ends it."""
    if roadmap.survival is not None:
        basis = "result:roadmap.survival.all"
        yield sentence("deal.survival", basis, chance=roadmap.survival.all[-1])


def _timed(scenario: Scenario, roadmap: Roadmap) -> Iterator[Sentence]:
    for text in time_sentences(scenario, roadmap):
        yield sentence("deal.timed", "result:roadmap.time", text=text)


def _succession(scenario: Scenario, roadmap: Roadmap) -> Iterator[Sentence]:
    for one, text in succession_sentences(scenario, roadmap):
        basis = f"result:roadmap.successors.{one}"
        yield sentence("deal.successor", basis, f"file:successors.{one}", text=text)


def stages_table(scenario: Scenario, roadmap: Roadmap, calendar: Calendar) -> Table:
    """Return who does what in which stage."""
    when = "when" if calendar.day(0.0) else "phases"
    columns = tuple(say(f"deal.{name}") for name in ("stage", when, "who", "step"))
    return Table(say("deal.caption"), columns, tuple(_stages(scenario, roadmap, calendar)))


def _stages(scenario: Scenario, roadmap: Roadmap, calendar: Calendar) -> Iterator[Row]:
    by = {step.id: step.by for step in scenario.steps}
    n = 0
    for stage, phase in enumerate(calendar.phases, start=1):
        for move, times in zip(phase.steps, phase.times, strict=True):
            n += 1
            who = dict.fromkeys(scenario.name(party) for step in move for party in by[step])
            what = move_title(scenario, roadmap, n)
            cells = (str(stage), span(calendar, *times), listed(who), what)
            basis = (f"result:roadmap.calendar.phases.{stage - 1}", f"result:roadmap.order.{n - 1}")
            yield Row(cells, basis)


def _cheating(scenario: Scenario, roadmap: Roadmap) -> Iterator[Iterator[Sentence]]:
    """Yield who could cheat unseen with most to gain, and who would rather stop half-way."""
    unseen = unseen_cheats(roadmap)
    for n, cheat in unseen[:_MOST_CHEATS]:
        yield iter([_cheat(scenario, n, cheat)])
    left = len(unseen) - _MOST_CHEATS
    if left > 0:
        yield iter([sentence("deal.cheats_left", "result:roadmap.cheating", left=left)])
    for n, stall in _worst_stalls(roadmap):
        place = where(scenario, roadmap, stall.node)
        data = {"party": scenario.name(stall.party), "amount": stall.amount, "place": place}
        yield iter([sentence("deal.stall", f"result:roadmap.stalling.{n}", **data)])


def _worst_stalls(roadmap: Roadmap) -> Iterable[tuple[int, Stall]]:
    """Return, with its place, the stall by which each party would gain most."""
    worst: dict[str, tuple[int, Stall]] = {}
    for n, stall in enumerate(roadmap.stalling or ()):
        if stall.party not in worst or stall.amount > worst[stall.party][1].amount:
            worst[stall.party] = (n, stall)
    return worst.values()


def _cheat(scenario: Scenario, n: int, cheat: Cheat) -> Sentence:
    return sentence(
        "deal.cheat",
        f"result:roadmap.cheating.{n}",
        party=scenario.name(cheat.party),
        kind=cheat.kind,
        step=scenario.name(cheat.step),
        detection=cheat.detection,
        gain=cheat.gain,
    )
