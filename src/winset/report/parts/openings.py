"""What would open a deal: what the file names, what is found, approaches, the next attempt."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from winset.analysis import Analysis
from winset.impasse.approaches import Outcome
from winset.impasse.impasse import Impasse
from winset.impasse.next_attempt import NextAttempt
from winset.impasse.repairs import Repair
from winset.impasse.tagged_id import TaggedId
from winset.impasse.thresholds import Grid
from winset.report.charts.grid import grid_chart
from winset.report.document.blocks import Block, Row, Section, Sentence, Table
from winset.report.document.compose import paragraph, picture, points, section
from winset.report.document.sentences import note, sentence
from winset.report.language.catalogue import say
from winset.report.language.words import amount, capital, enough, precise, share
from winset.report.parts.pairs import matrix
from winset.report.phrases.groups import reason_sentence
from winset.report.phrases.number_names import number_name
from winset.report.phrases.pairs import many
from winset.report.phrases.repairs import (
    doers,
    gesture_cells,
    levers_named,
    needs_trust,
    outcome_figures,
    repair_sentence,
)
from winset.report.phrases.verdicts import escrow_words
from winset.scenario import Scenario
from winset.scenario.game import TOLERANCE

_MOST = 6
"""Repairs of the file, and of those found."""

_MOST_CHANGES = 3
"""Changes of the next attempt, of each sort."""

_MOST_IN_SHORT = 3
_MOST_GESTURES = 8
_MOST_EDGES = 8

Numbered = tuple[int, Repair]


def openings(analysis: Analysis) -> Section | None:
    """Return what would open a deal; or, where there is one, what would close it."""
    impasse, scenario = analysis.impasse, analysis.scenario
    if impasse is None:
        return None
    blocks = () if impasse.deal_exists else tuple(_repairs(scenario, impasse))
    return section(
        "openings",
        *blocks,
        _trust_that_opens(scenario, impasse),
        _thresholds(scenario, impasse),
        *_map(scenario, impasse.grid),
        _approaches(scenario, impasse.approaches),
        section("next_attempt", *_next_attempt(scenario, impasse.next_attempt)),
        _edge(scenario, impasse),
        heading=say("headings.closings") if impasse.deal_exists else None,
    )


# --- what opens one


def _repairs(scenario: Scenario, impasse: Impasse) -> Iterator[Block | None]:
    if impasse.repairs_complete is None:
        return
    numbered = list(enumerate(impasse.repairs))
    named = [one for one in numbered if not one[1].found][:_MOST]
    found = [one for one in numbered if one[1].found][:_MOST]
    yield paragraph(_first(scenario, impasse, named, found))
    yield points((_repair(scenario, *one) for one in named), numbered=True)
    yield paragraph(*_others(impasse, len(named)))
    yield _deals(scenario, named)
    if found:
        yield section(
            "found",
            note("openings.found_note"),
            points(_repair(scenario, *one) for one in found),
            note("openings.trust_note") if any(needs_trust(one) for _, one in found) else None,
        )


def _map(scenario: Scenario, grid: Grid | None) -> Iterator[Block | None]:
    """Yield where a deal opens as two numbers vary: a map, or a sentence that does as well."""
    if grid is None:
        return
    chart = grid_chart(scenario, grid)
    if chart is None:
        names = [number_name(scenario, axis.path) for axis in (grid.x, grid.y)]
        data = {"opens": grid.opens[0][0], "names": names, "demands": not grid.demands}
        yield paragraph(sentence("openings.everywhere", "result:impasse.grid", **data))
    yield picture(chart)


def _first(
    scenario: Scenario, impasse: Impasse, named: Sequence[Numbered], found: Sequence[Numbered]
) -> Sentence:
    key = "named" if named else "only_found" if found else "nothing"
    priced = bool(named) and named[0][1].cost is not None
    return sentence(
        f"openings.{key}",
        "result:impasse.repairs",
        sets=len(named),
        complete=impasse.repairs_complete,
        priced=priced,
        demands=len(scenario.demands),
    )


def _others(impasse: Impasse, shown: int) -> Iterator[Sentence]:
    named = sum(not repair.found for repair in impasse.repairs)
    if shown and (named > shown or not impasse.repairs_complete):
        yield sentence("openings.others", "result:impasse.repairs_complete", left=named - shown)


def opening_sentences(analysis: Analysis) -> Iterator[Sentence]:
    """Yield the cheapest things that would open a deal, each with the deal."""
    impasse = analysis.impasse
    for n, repair in enumerate(() if impasse is None else impasse.repairs[:_MOST_IN_SHORT]):
        yield from _repair(analysis.scenario, n, repair)


def _repair(scenario: Scenario, n: int, repair: Repair) -> Iterator[Sentence]:
    path = f"result:impasse.repairs.{n}"
    told = capital(repair_sentence(scenario, repair))
    who = doers(scenario, repair)
    yield sentence("openings.repair", path, told=told, cost=repair.cost, who=who)
    edge = repair.margin is not None and repair.margin <= TOLERANCE
    values = [(scenario.name(party), value) for party, value in repair.values.items()]
    data = {"steps": len(repair.package), "values": values, "edge": edge}
    yield sentence("openings.deal", f"{path}.package", f"{path}.values", **data)
    if any(any(one.cost.values()) for one in repair.escrow):
        text = escrow_words(scenario, repair.escrow)
        yield sentence("deal.escrow", f"{path}.escrow", text=text)


def _deals(scenario: Scenario, named: Sequence[Numbered]) -> Table:
    """Return the steps of each deal that the file's changes open, side by side."""
    columns = (say("details.step"), *(str(n) for n, _ in enumerate(named, 1)))
    rows = tuple(
        Row(
            (
                step.title,
                *(say(f"details.{'held' if step.id in one.package else 'not_held'}")
                  for _, one in named),
            ),
            tuple(f"result:impasse.repairs.{n}.package" for n, _ in named),
        )
        for step in scenario.steps
        if any(step.id in one.package for _, one in named)
    )  # fmt: skip
    return Table(say("openings.deals"), columns, rows)


def _thresholds(scenario: Scenario, impasse: Impasse) -> Table | None:
    if impasse.thresholds is None:
        return None
    columns = tuple(say(f"openings.{name}") for name in ("number", "is", "opens"))
    rows = []
    for n, one in enumerate(impasse.thresholds.listed):
        trust = one.pair is not None
        if trust and many(scenario):
            continue
        none = say("openings.never")
        opens = none if one.opens is None else enough(one.opens) if trust else precise(one.opens)
        has = share(one.has) if trust else amount(one.has)
        name = capital(number_name(scenario, one.path))
        rows.append(Row((name, has, opens), (f"result:impasse.thresholds.listed.{n}",)))
    kind = "thresholds" if impasse.thresholds.demands else "thresholds_aside"
    return Table(say(f"openings.{kind}"), columns, tuple(rows), frozenset({1, 2}))


def _trust_that_opens(scenario: Scenario, impasse: Impasse) -> Table | None:
    """Return with how much trust of one party in another a deal opens, of many parties."""
    pairs, basis = {}, {}
    for n, one in enumerate(impasse.thresholds.listed if impasse.thresholds else ()):
        if one.pair is not None:
            opens = say("openings.never") if one.opens is None else enough(one.opens)
            pairs[one.pair] = f"{share(one.has)} / {opens}"
            basis[one.pair] = f"result:impasse.thresholds.listed.{n}"
    return matrix(scenario, "pairs.opens", pairs, basis)


# --- approaches


def _approaches(scenario: Scenario, approaches: Mapping[str, Outcome]) -> Table | None:
    if not approaches:
        return None
    titles = {approach.id: approach.title for approach in scenario.approaches}
    columns = (
        *(say(f"approaches.{name}") for name in ("approach", "signed", "kept")),
        *(say("approaches.best", party=party.name) for party in scenario.parties),
        *(say(f"approaches.{name}") for name in ("deal", "reasons")),
    )
    rows = tuple(
        Row(
            (titles.get(id_, say("approaches.now")), *_outcome(scenario, outcome)),
            ("result:impasse.approaches", *([f"file:approaches.{id_}"] if id_ else [])),
        )
        for id_, outcome in approaches.items()
    )
    return Table(say("approaches.caption"), columns, rows, frozenset(range(1, len(columns))))


def _outcome(scenario: Scenario, outcome: Outcome) -> Iterator[str]:
    yield from outcome_figures(scenario, outcome)
    yield say("approaches.yes" if outcome.deal_exists else "approaches.no")
    yield str(outcome.reasons)


# --- the next attempt


def _next_attempt(scenario: Scenario, attempt: NextAttempt | None) -> Iterator[Block | None]:
    if attempt is None:
        return
    path = "result:impasse.next_attempt"
    yield paragraph(*_trust(scenario, attempt))
    yield _trust_then(scenario, attempt)
    yield points((one,) for one in _difference(scenario, attempt))
    rows = tuple(
        Row(tuple(gesture_cells(scenario, one)), (f"{path}.gestures.{n}",))
        for n, one in enumerate(attempt.gestures[:_MOST_GESTURES])
    )
    columns = tuple(say(f"attempt.{name}") for name in ("who", "what", "cost", "lost", "trust"))
    yield Table(say("attempt.gestures"), columns, rows, frozenset({2, 3}))


def _trust(scenario: Scenario, attempt: NextAttempt) -> Iterator[Sentence]:
    path = "result:impasse.next_attempt"
    yield sentence("attempt.entered", f"{path}.weight", weight=attempt.weight)
    for n, one in enumerate(() if many(scenario) else attempt.trust):
        key = "attempt.fell" if one.from_record else "attempt.given"
        names = {"party": scenario.name(one.party), "other": scenario.name(one.other)}
        yield sentence(key, f"{path}.trust.{n}", before=one.before, after=one.after, **names)


def _trust_then(scenario: Scenario, attempt: NextAttempt) -> Table | None:
    pairs = {
        (one.party, one.other): say("pairs.change", before=one.before, after=one.after)
        for one in attempt.trust
    }
    path = "result:impasse.next_attempt.trust"
    basis = {pair: f"{path}.{n}" for n, pair in enumerate(pairs)}
    return matrix(scenario, "pairs.attempt", pairs, basis)


def _difference(scenario: Scenario, attempt: NextAttempt) -> Iterator[Sentence]:
    path = "result:impasse.next_attempt"
    if attempt.deal_exists:
        yield sentence("attempt.deal", f"{path}.deal_exists")
    tell: dict[str, Callable[[Scenario, tuple[TaggedId, ...]], str]] = {
        "reasons": reason_sentence,
        "repairs": levers_named,
    }
    changed = {
        f"{when}_{what}": getattr(attempt, f"{when}_{what}")
        for what in tell
        for when in ("new", "gone")
    }
    for name, sets in changed.items():
        words = tell[name.partition("_")[2]]
        for n, members in enumerate(sets[:_MOST_CHANGES]):
            text = words(scenario, members)
            yield sentence(f"attempt.{name}", f"{path}.{name}.{n}", text=text)
        left = len(sets) - _MOST_CHANGES
        if left > 0:
            yield sentence(f"attempt.more_{name}", f"{path}.{name}", left=left)
    if not attempt.deal_exists and not any(changed.values()):
        yield sentence("attempt.same", f"{path}.new_reasons", f"{path}.new_repairs")


# --- where there is a deal


def _edge(scenario: Scenario, impasse: Impasse) -> Table | None:
    if impasse.edge is None:
        return None
    columns = tuple(say(f"edge.{name}") for name in ("number", "is", "at", "change"))
    rows = tuple(
        Row(
            (
                capital(number_name(scenario, one.path)),
                precise(one.before),
                precise(one.after),
                share(one.change),
            ),
            (f"result:impasse.edge.{n}",),
        )
        for n, one in enumerate(impasse.edge[:_MOST_EDGES])
    )
    return Table(say("edge.caption"), columns, rows, frozenset({1, 2, 3}))
