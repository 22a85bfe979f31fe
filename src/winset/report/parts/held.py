"""What might have held: the deal, who does what by when, its weak point, and who else is asked."""

from collections.abc import Iterator, Sequence
from itertools import islice

from winset.advice.result import Rung
from winset.analysis import Analysis
from winset.language.catalogue import say
from winset.language.dates import year
from winset.report.document.blocks import Block, BulletList, Paragraph, Section, Sentence
from winset.report.document.compose import paragraph, points, section
from winset.report.document.sentences import sentence, strong
from winset.report.parts import story
from winset.report.parts.changes import asked_to_give_up
from winset.report.parts.needs import trust_needed
from winset.report.parts.order import why_this_order
from winset.report.parts.packages import through
from winset.report.phrases.found import Found, found_deal
from winset.report.phrases.moves import by_doers
from winset.report.phrases.pairs import many
from winset.report.phrases.spans import by_day, in_years, moment
from winset.report.phrases.tense import over
from winset.report.phrases.titles import whole, wholes
from winset.report.phrases.worth import HARDLY, SMALL, in_unit, in_words, most_of
from winset.roadmaps.calendar import Calendar
from winset.roadmaps.roadmap import Binding, Roadmap
from winset.roadmaps.temptations import gain
from winset.scenario import Scenario

_FEW, _MOST_EARLIER = 3, 2
"""Steps, or parts that carry a deal, that are named; steps that could not come earlier."""


def might_have_held(analysis: Analysis) -> Section | None:
    """Return the deal that all would sign and keep, or what comes nearest to one."""
    scenario, found = analysis.scenario, found_deal(analysis)
    heading = say("held.heading", past=over(scenario))
    if found is None:
        return section("held", *_nearest(analysis), heading=heading)
    own = story.prose(analysis, "held")
    return section(
        "held",
        *own,
        None if own else paragraph(_worth(analysis, found)),
        who_when(analysis, found.package, f"result:{found.place}.package"),
        paragraph(*_in_escrow(analysis)),
        paragraph(*islice(_ordered(analysis), _MOST_EARLIER)),
        paragraph(
            *_trusted(analysis),
            *_neither_smaller_nor_larger(analysis),
            *(() if own else _carried(analysis, found)),
        ),
        weak_point(analysis),
        paragraph(asked_to_give_up(scenario, analysis.advice), *_asked(scenario, found)),
        heading=heading,
    )


def _ordered(analysis: Analysis) -> Iterator[Sentence]:
    """Yield why its steps come in this order, where it would be kept in it."""
    roadmap = analysis.roadmap
    if roadmap is not None and roadmap.verdict == "holds":
        yield from why_this_order(analysis.scenario, roadmap)


def _nearest(analysis: Analysis) -> Iterator[Block | None]:
    """Yield that nothing would be kept, and what comes nearest to it."""
    past, roadmap = over(analysis.scenario), analysis.roadmap
    yield paragraph(strong(sentence("held.nothing", "result:roadmap", past=past)))
    if roadmap is not None:
        values = in_words(analysis.scenario, roadmap.values, most_of(analysis.deals))
        told = sentence("held.nearest", "result:roadmap.values", past=past, values=values)
        yield paragraph(told)
        yield who_when(analysis, roadmap.package, "result:roadmap.package")
        yield paragraph(*_in_escrow(analysis))
        yield weak_point(analysis)


def _worth(analysis: Analysis, found: Found) -> Sentence:
    values = in_words(analysis.scenario, found.values, most_of(analysis.deals))
    data = {"past": over(analysis.scenario), "steps": len(found.package), "values": values}
    return strong(sentence("held.worth", f"result:{found.place}.values", **data))


def who_when(analysis: Analysis, package: Sequence[str], basis: str) -> BulletList:
    """Return what each side does, and by when each of its steps is done."""
    scenario, roadmap = analysis.scenario, analysis.roadmap
    ends = {} if roadmap is None else dict(_ends(roadmap, package))
    return points([one] for one in _who_when(scenario, package, ends, basis))


def _who_when(
    scenario: Scenario, package: Sequence[str], ends: dict[str, tuple[float, str]], basis: str
) -> Iterator[Sentence]:
    in_time = sorted(package, key=lambda one: ends.get(one, (0.0, ""))[0])
    groups = by_doers(scenario, in_time)
    for who in sorted(groups, key=lambda one: _place(scenario, one)):
        dated: dict[str, list[str]] = {}
        for step in groups[who]:
            dated.setdefault(ends.get(step, (0.0, ""))[1], []).append(whole(scenario, step))
        names = list(map(scenario.name, who))
        yield sentence("held.does", basis, who=names, dated=list(dated.items()))


def _place(scenario: Scenario, who: Sequence[str]) -> tuple[int, int]:
    places = [n for n, party in enumerate(scenario.parties) if party.id in who]
    return min(places, default=len(scenario.parties)), len(who)


def _ends(roadmap: Roadmap, package: Sequence[str]) -> Iterator[tuple[str, tuple[float, str]]]:
    """Yield when each step of a package is done, in phases and in words."""
    calendar = roadmap.calendar
    if calendar is None or set(package) != set(roadmap.package):
        return
    for phase in calendar.phases:
        for move, (_, ends) in zip(phase.steps, phase.times, strict=True):
            for step in move:
                yield step, (ends, _when(calendar, ends))


def _when(calendar: Calendar, clock: float) -> str:
    """Return by when: a year, of short deals a day or month; nothing where there are no dates."""
    day = calendar.day(clock)
    if day is None or calendar.phase_length is None:
        return ""
    return year(day.year) if in_years(calendar) else moment(calendar, clock)


def _neither_smaller_nor_larger(analysis: Analysis) -> Iterator[Sentence]:
    """Yield why a smaller, surer deal is not what to look at first, nor a larger one."""
    advice = analysis.advice
    if advice is None or advice.first is None or len(advice.ladder) < 2:
        return
    at = advice.ladder.index(advice.first) if advice.first in advice.ladder else 0
    smaller, larger = advice.ladder[:at], advice.ladder[at + 1 :]
    small = _rung(analysis.scenario, smaller[0]) if smaller else None
    large = _rung(analysis.scenario, larger[-1]) if larger else None
    yield sentence(
        "held.ladder",
        "result:advise.ladder",
        past=over(analysis.scenario),
        small=small,
        large=large,
        certain=advice.certain,
    )


def _rung(scenario: Scenario, rung: Rung) -> dict[str, object]:
    steps = rung.large or rung.package
    names = wholes(scenario, steps[:_FEW])
    return {"steps": names, "more": len(steps) - len(names), "share": rung.share_in_order}


def _carried(analysis: Analysis, found: Found) -> Iterator[Sentence]:
    """Yield which steps the deal hangs on: without which a side would be worse off than now."""
    advice, scenario = analysis.advice, analysis.scenario
    if advice is None or advice.carrying is None:
        return
    lost: dict[str, list[str]] = {}
    places = []
    for n, one in enumerate(advice.carrying.without):
        for party, value in (one.values or {}).items():
            if value < 0 <= found.values[party]:
                lost.setdefault(party, []).append(whole(scenario, one.step))
                places.append(f"result:advise.without.{n}.values")
    for party, steps in list(lost.items())[: 1 if many(scenario) else _FEW]:
        name, past, more = scenario.name(party), over(scenario), len(steps) - _FEW
        data = {"party": name, "steps": steps[:_FEW], "more": more}
        yield sentence("held.carried", *places, past=past, **data)


def _in_escrow(analysis: Analysis) -> Iterator[Sentence]:
    """Yield which steps go through a third party, at a cost that the values have taken off."""
    if analysis.roadmap is not None:
        yield from through(analysis.scenario, analysis.roadmap.escrow, "result:roadmap")


def _trusted(analysis: Analysis) -> Iterator[Sentence]:
    """Yield whose trust is nearest to its limit: how much the deal takes, and how much there is."""
    if analysis.roadmap is not None:
        yield from trust_needed(analysis.scenario, analysis.roadmap, nearest=True)


def weak_point(analysis: Analysis) -> Paragraph | None:
    """Return where and when the order is nearest to breaking, or would break."""
    roadmap = analysis.roadmap
    binding = () if roadmap is None else roadmap.binding
    found = next((one for one in binding if one.key == "incentive"), None)
    if roadmap is None or found is None:
        return None
    told = _weak(analysis, roadmap, found)
    return paragraph(told, label=say("held.weak"), look="weak")


def _weak(analysis: Analysis, roadmap: Roadmap, found: Binding) -> Sentence:
    scenario = analysis.scenario
    gained = gain(roadmap, found.node, found.party)
    most = most_of(analysis.deals).get(found.party, 0.0)
    return sentence(
        "held.weakest",
        "result:roadmap.binding",
        past=over(scenario),
        party=scenario.name(found.party),
        kind=found.kind,
        step=whole(scenario, found.step or ""),
        place=_where(scenario, roadmap, found.node),
        by_day=roadmap.calendar is not None and by_day(roadmap.calendar),
        when=_reached(roadmap, found.node),
        amount=gained,
        worth=in_unit(scenario, found.party, gained),
        little=_little(abs(gained), most),
    )


def _where(scenario: Scenario, roadmap: Roadmap, node: int) -> str:
    """Return a point of an order in words: before all, after a step, or once all is done."""
    if node in {0, len(roadmap.order)}:
        return say("held.at_end" if node else "held.at_start")
    return say("held.at_node", steps=wholes(scenario, roadmap.order[node - 1]))


def _little(amount: float, most: float) -> str:
    """Return how little is at stake, of the most that a side could gain; nothing where much is."""
    if amount <= HARDLY * most:
        return "hardly"
    return "small" if amount <= SMALL * most else ""


def _reached(roadmap: Roadmap, node: int) -> str:
    """Return when a point of an order is reached; nothing where there are no dates."""
    calendar = roadmap.calendar
    if calendar is None or not 0 < node <= len(roadmap.order):
        return ""
    times = [ends for phase in calendar.phases for _, ends in phase.times]
    when = max(times[:node], default=0.0)
    return "" if calendar.day(when) is None else moment(calendar, when)


def _asked(scenario: Scenario, found: Found) -> Iterator[Sentence]:
    """Yield who else must agree, and who would lose by the deal without being asked."""
    steps = [step for step in scenario.steps if step.id in found.package]
    basis, past = f"result:{found.place}.package", over(scenario)
    asked = dict.fromkeys(scenario.name(who) for step in steps for who in step.consent)
    home = [
        (f"file:parties.{party.id}.home.{body.id}", body.name)
        for party in scenario.parties
        for body in party.home
        if not body.echoes
    ]
    who = list(dict.fromkeys([*asked, *(name for _, name in home)]))
    if who:
        yield sentence("held.asked", basis, *(ref for ref, _ in home), past=past, who=who)
    losing = [
        one
        for one in scenario.observers
        if sum(step.value[one.id].point for step in steps if one.id in step.value) < 0
    ]
    if losing:
        places = (f"file:observers.{one.id}" for one in losing)
        names = [one.name for one in losing]
        yield sentence("held.objects", basis, *places, past=past, who=names)
