"""The terminal views: what `winset` prints for people.

Each function returns something that rich can print; colours and boxes go where there is no terminal
or NO_COLOR is set.
"""

from collections.abc import Iterator, Mapping, Sequence

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from winset.analysis import Analysis, Judgement
from winset.deals.find import Deal, Deals
from winset.report.contents import COUNTED
from winset.report.sentences import verdict_sentence
from winset.report.words import amount, bar, count, days, listed, share, signed
from winset.roadmaps.roadmap import Roadmap
from winset.scenario import Scenario

GOOD, BAD, DIM, HEAD = "cyan", "dark_orange3", "dim", "bold"
"""Gains and losses are told apart by sign and side first, and by blue and orange second."""

_COLOURS = {"holds": GOOD, "incentive_only": "yellow", "trust_only": "yellow", "neither": BAD}
_MOST_LISTED = 6


def show(view: RenderableType) -> None:
    """Print a view on stdout, as wide as the terminal but no wider than reads well."""
    console = Console(highlight=False)
    console.width = max(60, min(console.width, 120)) if console.is_terminal else 100
    console.print(view)


def analysis_view(analysis: Analysis) -> RenderableType:
    """Return the whole analysis on one page."""
    scenario = analysis.scenario
    parts: list[RenderableType] = [
        *_title(scenario),
        *_section("What could be signed, and kept", _counts(scenario, analysis)),
        *_section("What each proposal would have met", *_proposals(scenario, analysis.proposals)),
        *_section("In which order", *_roadmap(scenario, analysis.roadmap)),
        *_section("What the words mean", *_terms(scenario, analysis.deals)),
    ]
    return Group(*parts)


def deals_view(scenario: Scenario, deals: Deals) -> RenderableType:
    """Return what could be signed, and the best of it."""
    return Group(
        *_title(scenario),
        *_section("What could be signed", _signable(deals)),
        *_section(
            "The frontier: packages that no other beats for everybody",
            *_frontier(scenario, deals.frontier),
        ),
        *_section("What bargaining theory would pick", *_solutions(scenario, deals)),
        *_section("What the words mean", *_terms(scenario, deals)),
    )


def roadmap_view(scenario: Scenario, roadmap: Roadmap | None) -> RenderableType:
    """Return one package's best order, state by state."""
    return Group(
        *_title(scenario), *_section("In which order", *_roadmap(scenario, roadmap))
    )


def _title(scenario: Scenario) -> Iterator[RenderableType]:
    where = [scenario.place.name] if scenario.place else []
    when = [days(scenario.when)] if scenario.when else []
    yield Text(" · ".join([scenario.title, *when, *where]), style=HEAD)
    if scenario.summary:
        yield Text(" ".join(scenario.summary.split()))
    yield Text(
        "All of this is true if the values in the file are right; they are judgements, and the file "
        "says where each comes from."
    )
    for party in scenario.parties:
        if party.id in scenario.unit:
            yield Text(f"  {party.name} counts in: {scenario.unit[party.id]}", style=DIM)


def _section(heading: str, *body: RenderableType) -> Iterator[RenderableType]:
    if body:
        yield Text()
        yield Text(heading.upper(), style=HEAD)
        yield Padding(Group(*body), (0, 0, 0, 2))


def _counts(scenario: Scenario, analysis: Analysis) -> RenderableType:
    lines = [_signable(analysis.deals)]
    counts = analysis.roadmap.all if analysis.roadmap else None
    if counts:
        lines.append(
            Text(
                f"Of these, {count(counts.holds, 'package')} would also be kept: in some order nobody "
                "gains by breaking off, and each trusts the others enough to start. "
                f"In {counts.incentive:,} nobody would gain by breaking; in {counts.trust:,} all "
                "would trust enough."
            )
        )
    if scenario.demands:
        met = analysis.deals.overlap
        told = "no package meets" if not met else f"{count(met, 'package meets', 'packages meet')}"
        lines.append(
            Text(f"On the table, {told} all {count(len(scenario.demands), 'demand')} at once.")
        )
    return Group(*lines)


def _signable(deals: Deals) -> RenderableType:
    return Text(
        f"{count(deals.packages, 'package')} of steps are possible; "
        f"{count(deals.signable, 'package')} would leave every party, and everybody who must agree, "
        "no worse off than no deal."
    )


def _proposals(
    scenario: Scenario, proposals: Mapping[str, Judgement]
) -> Iterator[RenderableType]:
    worths = [abs(v) for judged in proposals.values() for v in judged.values.values()]
    most = max(worths, default=0.0)
    for proposal in scenario.proposals:
        judged = proposals[proposal.id]
        by = f" ({scenario.name(proposal.by)})" if proposal.by else ""
        yield Text.assemble((proposal.title, HEAD), by)
        yield Padding(_values(scenario, judged.values, most), (0, 0, 0, 2))
        for line in _fate(scenario, judged):
            yield Padding(line, (0, 0, 0, 2))


def _fate(scenario: Scenario, judged: Judgement) -> Iterator[Text]:
    if judged.refused_by:
        short = [f"{scenario.name(who)} (short by {amount(a)})" for who, a in judged.refused_by.items()]
        yield Text.assemble(("Refused", BAD), f" by {listed(short)}.")
    else:
        yield Text.assemble(("Signable", GOOD), ": everybody who must agree is no worse off.")
    if any(party.home for party in scenario.parties):
        yield Text("Ratified at home." if judged.ratified else "Not ratified at home.")
    if judged.breaks:
        broken = {demand.id: demand for demand in scenario.demands}
        told = [f"{scenario.name(broken[id].by)}: {id}" for id in judged.breaks]
        yield Text(f"Breaks {count(len(told), 'demand')} ({'; '.join(told)}).")
    yield from _orders(scenario, judged)


def _orders(scenario: Scenario, judged: Judgement) -> Iterator[Text]:
    own, best = judged.own, judged.best
    if own is not None:
        label = "In its own order: " if best and best.verdict != own.verdict else "Once signed: "
        yield Text.assemble(label, (verdict_sentence(scenario, own), _COLOURS[own.verdict]))
    if best is not None and (own is None or best.verdict != own.verdict):
        yield Text.assemble(
            "In its best order: ", (verdict_sentence(scenario, best), _COLOURS[best.verdict])
        )


def _values(scenario: Scenario, values: Mapping[str, float], most: float) -> Table:
    table = Table.grid(padding=(0, 1))
    for party, value in values.items():
        style = GOOD if value >= 0 else BAD
        table.add_row(
            scenario.name(party),
            Text(bar(value, most), style=style),
            Text(signed(value), style=style),
            Text("against no deal", style=DIM),
        )
    return table


def _roadmap(scenario: Scenario, roadmap: Roadmap | None) -> Iterator[RenderableType]:
    if roadmap is None:
        yield Text("No package could be signed by all, so there is none to put in order.")
        return
    names = listed(scenario.name(step) for step in roadmap.package)
    yield Text(f"The package: {names}.")
    most = max((abs(v) for v in roadmap.values.values()), default=0.0)
    yield _values(scenario, roadmap.values, most)
    yield Text(verdict_sentence(scenario, roadmap), style=_COLOURS[roadmap.verdict])
    yield from _stakes(scenario, roadmap)
    yield _steps(scenario, roadmap)
    yield Text(
        "A party breaks off where it would gain by that; exposed is what it would lose if the other "
        "did. Without a sign: less than 0 is a loss.",
        style=DIM,
    )


def _stakes(scenario: Scenario, roadmap: Roadmap) -> Iterator[Text]:
    for party, bond in roadmap.bond.items():
        name = scenario.name(party)
        if bond is None:
            yield Text(f"{name}: no stake would keep it from cheating.")
        elif bond > 0:
            yield Text(f"{name} needs {amount(bond)} more to lose by breaking than it has.")
    for party, others in roadmap.trust.items():
        for other, trust in others.items():
            needs = "more than any" if trust.required is None else share(trust.required)
            yield Text(
                f"{scenario.name(party)} trusts {scenario.name(other)} at {share(trust.has)}; "
                f"this order needs {needs}.",
                style=BAD if trust.lack > 0 else "",
            )


def _steps(scenario: Scenario, roadmap: Roadmap) -> Table:
    table = Table(box=None, padding=(0, 1), header_style=DIM)
    table.add_column("", justify="right")
    table.add_column("step")
    for party in roadmap.values:
        table.add_column(f"{scenario.name(party)}: gains by breaking", justify="right")
        table.add_column("exposed", justify="right")
    for n, node in enumerate(roadmap.nodes):
        step = listed(scenario.name(s) for s in roadmap.order[n - 1]) if n else "before anything"
        cells = []
        for party, tempted in node.temptation.items():
            gain = max(tempted.open, -float("inf") if tempted.relapse is None else tempted.relapse)
            lost = max(node.exposure[party].values(), default=0.0)
            cells += [Text(signed(gain), style=BAD if gain > 1e-9 else ""), Text(amount(lost))]
        table.add_row(str(n) if n else "", step, *cells)
    return table


def _frontier(scenario: Scenario, deals: Sequence[Deal]) -> Iterator[RenderableType]:
    table = Table(box=None, padding=(0, 1), header_style=DIM)
    for party in scenario.parties:
        table.add_column(party.name, justify="right")
    table.add_column("steps")
    for deal in deals[:_MOST_LISTED]:
        steps = ", ".join(deal.steps) or "nothing"
        table.add_row(*(signed(value) for value in deal.values.values()), steps)
    yield table
    if len(deals) > _MOST_LISTED:
        yield Text(f"… and {len(deals) - _MOST_LISTED} more; --format json lists all.", style=DIM)


def _solutions(scenario: Scenario, deals: Deals) -> Iterator[RenderableType]:
    for name, picked in deals.solutions.items():
        label = name.replace("_", "–").title()
        if picked is None:
            yield Text(f"{label}: the parties' values are in different units and cannot be compared.")
        for deal in picked or ():
            told = [f"{scenario.name(p)} {signed(v)}" for p, v in deal.values.items()]
            yield Text(f"{label}: {', '.join(told)} — {', '.join(deal.steps) or 'nothing'}")


def _terms(scenario: Scenario, deals: Deals) -> Iterator[RenderableType]:
    for term, meaning in deals.terms.items():
        yield Text(f"“{term.replace('-', ' ')}”", style=HEAD)
        common = listed(scenario.name(step) for step in meaning.common) or "nothing"
        yield Text(f"  All take it to commit to: {common}.")
        for party, steps in meaning.only.items():
            if steps:
                yield Text(f"  Only {scenario.name(party)}: {listed(map(scenario.name, steps))}.")



def contents_view(scenario: Scenario, contents: Mapping[str, int]) -> RenderableType:
    """Return what a file holds, for one that has nothing wrong with it."""
    held = [f"{number} {kind}" for kind, number in contents.items() if number and kind in COUNTED]
    return Group(
        Text.assemble(("Nothing is wrong", GOOD), f" with {scenario.id}: {scenario.title}."),
        Text(f"It holds {listed(held)}."),
        Text(
            f"{count(contents['sourced'], 'number')} with a source or a note, "
            f"{contents['ranges']} of all as ranges."
        ),
    )
