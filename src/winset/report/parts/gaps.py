"""Why there was no deal: what the sides clash over, side by side, and each proposal's worth."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from winset.analysis import Analysis, Judgement
from winset.impasse.groups import GroupKind
from winset.language.catalogue import say
from winset.language.letters import capital
from winset.report.charts.ladder import ladder_chart
from winset.report.charts.offers import offers_chart
from winset.report.charts.plane import plane_chart
from winset.report.document.blocks import Block, Row, Section, Sentence, Table
from winset.report.document.compose import paragraph, picture, section
from winset.report.document.sentences import sentence, strong
from winset.report.parts import story
from winset.report.parts.clashes import plainest_of_all
from winset.report.parts.conflicts import cut_short
from winset.report.parts.proposals import worths_table
from winset.report.phrases.found import is_broken, kept_offer
from winset.report.phrases.groups import content, is_untitled
from winset.report.phrases.pairs import many
from winset.report.phrases.tense import over
from winset.report.phrases.titles import shorter
from winset.report.phrases.worth import alike_in_words, most_of, sizes
from winset.scenario import Demand, Proposal, Scenario, Term
from winset.scenario.story import MOST_OF_POINT

_MOST = 6
"""Proposals that are told of."""

_FEW_SIDES = 3
"""Sides of which it is told by how many offers they lose."""

_FEW = 2
"""Steps of a cell that are named."""


def gaps(analysis: Analysis, *, offers: bool = True) -> Section | None:
    """Return over what the sides were apart, a row a gap, and what each proposal would be worth.

    A picture shows what was on the table, or else what deals there are.

    Parameters
    ----------
    offers
        Whether that is told and drawn of the proposals.
    """
    scenario = analysis.scenario
    past, kept = over(scenario), kept_offer(analysis) is not None
    drawn = offers_chart(analysis) or ladder_chart(analysis) or plane_chart(analysis)
    return section(
        "gaps",
        paragraph(*map(strong, _finding(analysis))),
        gaps_table(analysis),
        *(proposals(analysis) if offers else ()),
        paragraph(*cut_short(analysis.impasse)),
        picture(drawn) if offers else None,
        heading=say("gaps.heading", past=past, kept=kept, offers=len(scenario.proposals)),
    )


def _finding(analysis: Analysis) -> Iterator[Sentence]:
    """Yield in what the sides are apart, and whether one of that alone stands in the way."""
    scenario, impasse = analysis.scenario, analysis.impasse
    past = over(scenario)
    if kept_offer(analysis) is not None or story.gaps(analysis):
        return
    kinds = [kind for kind, _ in _gaps(scenario)]
    alone = None
    if impasse is not None and not impasse.deal_exists:
        alone = next((n for n, one in enumerate(impasse.reasons) if len(one.kinds) == 1), None)
    if alone is not None and impasse is not None and impasse.reasons[alone].kinds[0] in kinds:
        kind = say(f"gaps.{impasse.reasons[alone].kinds[0]}")
        basis = f"result:impasse.reasons.{alone}.kinds"
        rest = [say(f"gaps.{one}") for one in kinds if say(f"gaps.{one}") != kind]
        yield sentence("gaps.alone", basis, past=past, kind=kind, rest=rest)
    elif kinds:
        named = [say(f"gaps.{kind}") for kind in kinds]
        yield sentence("gaps.apart", "file:demands", past=past, kinds=named)
    elif not scenario.proposals and impasse is not None:
        yield from plainest_of_all(scenario, impasse)


def refused(analysis: Analysis) -> Iterator[Sentence]:
    """Yield for whom what was on the table was too little; or why what was found would be kept."""
    scenario, offer = analysis.scenario, kept_offer(analysis)
    past = over(scenario)
    if offer is not None:
        basis = f"result:proposals.{offer.id}.own.verdict"
        yield sentence("gaps.kept", basis, past=past, title=offer.title)
    elif scenario.proposals:
        judged = [analysis.proposals[one.id] for one in scenario.proposals]
        losing = [
            scenario.name(party.id)
            for party in scenario.parties
            if all(one.values[party.id] < 0 for one in judged)
        ]
        signed = sum(one.signable for one in judged)
        data = {"total": len(judged), "signed": signed, "losing": losing}
        data["losers"] = list(_losers(scenario, judged))[:_FEW_SIDES]
        yield sentence("gaps.refused", "result:proposals", past=past, **data)
    elif analysis.roadmap is not None and analysis.roadmap.verdict != "holds":
        yield sentence("gaps.unkept", "result:roadmap.verdict", past=past)


def _losers(scenario: Scenario, judged: Sequence[Judgement]) -> Iterator[tuple[str, int]]:
    """Yield each side with how many offers it would lose by, the most first."""
    times = {
        party.id: sum(one.values[party.id] < 0 for one in judged) for party in scenario.parties
    }
    for party in sorted(times, key=lambda one: -times[one]):
        if times[party]:
            yield scenario.name(party), times[party]


def gaps_table(analysis: Analysis) -> Table | None:
    """Return what kept the sides apart, a row a gap: as the file tells it, else by the demands.

    A side that asks for nothing has no column.
    """
    scenario = analysis.scenario
    own = tuple(_own_row(scenario, *gap) for gap in story.gaps(analysis))
    rows = own or tuple(_row(scenario, kind, cells) for kind, cells in _gaps(scenario))
    if not rows:
        return None
    asking = [n for n in range(len(scenario.parties)) if any(row.cells[n + 1] for row in rows)]
    names = (scenario.label(scenario.parties[n].id) for n in asking)
    shown = tuple(
        replace(row, cells=(row.cells[0], *(row.cells[n + 1] for n in asking))) for row in rows
    )
    sides = dict(enumerate(asking, start=1))
    columns = ("", *map(capital, names))
    return Table(say("gaps.caption"), columns, shown, sides=sides, room=MOST_OF_POINT)


def _own_row(scenario: Scenario, title: str, texts: Mapping[str, story.Told]) -> Row:
    """Return a gap in the file's own words."""
    each = [texts.get(party.id, ()) for party in scenario.parties]
    cells = (" ".join(one.text.removesuffix(".") for one in said) for said in each)
    basis = dict.fromkeys(ref for said in each for one in said for ref in one.basis)
    return Row((title, *cells), tuple(basis))


_Cells = dict[str, list[str]]


def _gaps(scenario: Scenario) -> Iterator[tuple[GroupKind, _Cells]]:
    """Yield what each side insists on, by kinds of gap: what is in, price, words, order."""
    kinds: dict[GroupKind, _Cells] = {"scope": {}, "price": {}, "words": {}, "order": {}}
    for demand in scenario.demands:
        kinds[_kind(demand)].setdefault(demand.by, []).append(_asked(scenario, demand))
    for term in scenario.terms:
        if len(set(map(frozenset, term.meaning.values()))) > 1:
            for party in term.meaning:
                if not _demanded(scenario, term, party):
                    told = _meaning(scenario, term, party)
                    kinds["words"].setdefault(party, []).append(told)
    yield from ((kind, cells) for kind, cells in kinds.items() if cells)


def _asked(scenario: Scenario, demand: Demand) -> str:
    """Return what a demand is called; what it asks for where the file gives it no title."""
    return capital(content(scenario, demand) if is_untitled(demand) else demand.title)


def _kind(demand: Demand) -> GroupKind:
    if demand.term is not None:
        return "words"
    if demand.before:
        return "order"
    return "scope" if demand.require or demand.refuse else "price"


def _demanded(scenario: Scenario, term: Term, party: str) -> bool:
    return any(one.term == term.id and one.by == party for one in scenario.demands)


def _meaning(scenario: Scenario, term: Term, party: str) -> str:
    """Return how a side reads a word: by what it alone, or not all, see in it."""
    common = set.intersection(*map(set, term.meaning.values()))
    own = [step for step in term.meaning[party] if step not in common]
    steps = _labels(scenario, own or term.meaning[party])
    return say("gaps.meaning", term=capital(term.title), steps=steps, narrow=not own)


def _labels(scenario: Scenario, steps: Sequence[str]) -> list[str]:
    """Return the short names of the first steps, and how many more there are."""
    shown = [scenario.label(step) for step in steps[:_FEW]]
    left = len(steps) - len(shown)
    return [*shown, say("gaps.more", left=left)] if left else shown


def _row(scenario: Scenario, kind: GroupKind, cells: _Cells) -> Row:
    told = ("; ".join(cells.get(party.id, ())) for party in scenario.parties)
    basis = ("file:demands",) if kind != "words" else ("file:terms",)
    return Row((capital(say(f"gaps.{kind}")), *told), basis)


def proposals(analysis: Analysis) -> Iterator[Block]:
    """Yield what each proposal would be worth to each side, and who else would refuse it."""
    scenario, most = analysis.scenario, most_of(analysis.deals)
    shown = scenario.proposals[:_MOST]
    if many(scenario) and shown:
        yield worths_table(analysis)
    told = [one for alike in _alike(analysis, shown, most) for one in _told(analysis, alike, most)]
    left = len(scenario.proposals) - len(shown)
    if left:
        told.append(sentence("gaps.more_offers", "result:proposals", left=left))
    if told:
        yield paragraph(*told)


def _alike(
    analysis: Analysis, shown: Sequence[Proposal], most: Mapping[str, float]
) -> Iterable[list[Proposal]]:
    """Return proposals, those together that come to the same for each side and are refused."""
    groups: dict[object, list[Proposal]] = {}
    for one in shown:
        judged = analysis.proposals[one.id]
        alone = one.id if _others(analysis.scenario, judged) or judged.signable else ""
        key = (*sizes(judged.values, most).values(), alone)
        groups.setdefault(key, []).append(one)
    return groups.values()


def _told(
    analysis: Analysis, alike: Sequence[Proposal], most: Mapping[str, float]
) -> Iterator[Sentence]:
    """Yield what proposals are worth, unless a table says so, and who refuses or breaks off."""
    scenario, judged = analysis.scenario, analysis.proposals[alike[0].id]
    place, tabled = f"result:proposals.{alike[0].id}", many(scenario)
    titles = [shorter(one) for one in alike]
    data = {"past": over(scenario), "title": capital(titles[0]) if tabled else ""}
    if not tabled:
        several = [analysis.proposals[one.id].values for one in alike]
        values = alike_in_words(scenario, several, most)
        basis = (f"result:proposals.{one.id}.values" for one in alike)
        titles[0] = capital(titles[0])
        yield sentence("gaps.offer", *basis, past=data["past"], titles=titles, values=values)
    who = _others(scenario, judged)
    if who:
        yield sentence("gaps.others", f"{place}.refused_by", **data, who=who)
    elif is_broken(judged):
        yield sentence("gaps.broken", f"{place}.own.verdict", **data)


def _others(scenario: Scenario, judged: Judgement) -> list[str]:
    """Return who refuses a proposal whose values do not say so."""
    sides = {party.id for party in scenario.parties}
    if many(scenario):
        return list(map(scenario.name, judged.refused_by))
    others = [] if sides & judged.refused_by.keys() else judged.refused_by
    return list(map(scenario.name, others))
