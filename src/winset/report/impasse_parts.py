"""The further parts of an impasse, for the terminal: what it takes, and what comes next."""

from collections.abc import Iterator, Mapping, Sequence

from rich.console import RenderableType
from rich.text import Text

from winset.impasse.amendments import Amendment, Answer
from winset.impasse.approaches import Outcome
from winset.impasse.impasse import Impasse
from winset.impasse.next_attempt import NextAttempt, TrustChange
from winset.impasse.thresholds import Axis, Threshold
from winset.report.language.words import amount, capital, count, enough, listed, precise, share
from winset.report.layout import BAD, DIM, GOOD, HEAD, data_table, indented, more
from winset.report.pairs import matrix
from winset.report.phrases.groups import objections, reason_sentence
from winset.report.phrases.number_names import number_name
from winset.report.phrases.pairs import many
from winset.report.phrases.repairs import (
    NOBODY_DECIDES,
    gesture_cells,
    levers_named,
    outcome_figures,
)
from winset.roadmaps.bracketing import SwitchingValue
from winset.scenario import Scenario

MOST_CHANGES = 5
"""Reasons and repairs that appear or vanish, gestures and closings that are printed at most."""

_ASIDE = "No trust and no stake could make all demands meet, so they are set aside here."


def thresholds_body(scenario: Scenario, impasse: Impasse) -> Iterator[RenderableType]:
    """Yield the least trust and stakes with which a first deal opens."""
    if impasse.thresholds is None or not impasse.thresholds.listed:
        return
    if not impasse.thresholds.demands:
        yield Text(_ASIDE)
    pairs = {} if not many(scenario) else _pairs(impasse.thresholds.listed)
    if pairs:
        yield Text("Trust: there is / a deal opens at")
        yield indented(matrix(scenario, pairs))
    table = data_table("", "is", "a deal opens at")
    for one in impasse.thresholds.listed:
        if not pairs or not one.pair:
            table.add_row(number_name(scenario, one.path), *_threshold(one))
    yield table
    yield Text(f"Each alone, all else as it is. {NOBODY_DECIDES}", style=DIM)


def _pairs(listed_: Sequence[Threshold]) -> dict[tuple[str, str], str]:
    return {
        one.pair: f"{share(one.has)} / {'none' if one.opens is None else enough(one.opens)}"
        for one in listed_
        if one.pair
    }


def _threshold(one: Threshold) -> tuple[str, str]:
    trust = one.pair is not None
    has = share(one.has) if trust else amount(one.has)
    if one.opens is None:
        return has, "none: this alone opens nothing"
    least = enough(one.opens) if trust else precise(one.opens)
    if one.opens <= one.has:
        return has, f"{least}: so much there is"
    return has, least


def grid_body(scenario: Scenario, impasse: Impasse) -> Iterator[RenderableType]:
    """Yield a small picture of where a deal exists as two numbers vary."""
    grid = impasse.grid
    if grid is None:
        return
    if not grid.demands and impasse.thresholds is None:
        yield Text(_ASIDE)
    seen = {opens for row in grid.opens for opens in row}
    if len(seen) == 1:
        where = "everywhere" if seen == {True} else "nowhere"
        x, y = _axis_words(scenario, grid.x), _axis_words(scenario, grid.y)
        yield Text(f"{capital(where)}, {x} and {y}.")
        return
    yield Text(f"█ a deal, · none. Upwards: {number_name(scenario, grid.y.path)}.")
    ends = [amount(value) for value in grid.y.values]
    width = max(map(len, ends))
    for n in reversed(range(len(grid.opens))):
        told = ends[n] if n in (0, len(ends) - 1) else ""
        cells = "".join("█" if opens else "·" for opens in grid.opens[n])
        yield Text(f"{told:>{width}} {cells}")
    low, high = amount(grid.x.values[0]), amount(grid.x.values[-1])
    gap = max(1, len(grid.x.values) - len(low) - len(high))
    yield Text(f"{'':>{width}} {low}{'':{gap}}{high}")
    yield Text(f"To the right: {number_name(scenario, grid.x.path)}.")


def _axis_words(scenario: Scenario, axis: Axis) -> str:
    ends = f"{amount(axis.values[0])} to {amount(axis.values[-1])}"
    return f"with {number_name(scenario, axis.path)} from {ends}"


# --- proposals


def answers_body(scenario: Scenario, impasse: Impasse) -> Iterator[RenderableType]:
    """Yield why each side refused each proposal, and what it could have accepted."""
    for proposal in scenario.proposals:
        if proposal.id not in impasse.proposals:  # there was no time for it
            continue
        by = f" ({scenario.name(proposal.by)})" if proposal.by else ""
        yield Text.assemble((proposal.title, HEAD), by)
        yield indented(*_answer(scenario, impasse.proposals[proposal.id]))


def _answer(scenario: Scenario, answer: Answer) -> Iterator[RenderableType]:
    for party, refusal in answer.parties.items():
        name = scenario.name(party)
        if not refusal.groups:
            yield Text.assemble((f"{name}: ", HEAD), "has nothing against it.")
            continue
        against = objections(scenario, refusal.groups)
        yield Text.assemble((f"{name}: ", HEAD), f"{against}.")
        could = _amended(scenario, refusal.amendment)
        ties = _as_small(refusal.amendment)
        told = f"It could have accepted it {could}{ties}." if could else "No change makes it fit."
        yield Text(told)
    everybody = _amended(scenario, answer.everybody)
    demands = "" if answer.demands else ", were all demands set aside"
    if everybody is None:
        yield Text("No change to it makes it a deal that all sign and keep.")
    else:
        ties = _as_small(answer.everybody)
        yield Text(f"All could have signed and kept it{demands}, {everybody}{ties}.")


def _as_small(amendment: Amendment | None) -> str:
    """Return how many other changes would do as well, if any."""
    others = 0 if amendment is None else amendment.ties - 1
    return f" ({count(others, 'other change is', 'other changes are')} as small)" if others else ""


def _amended(scenario: Scenario, amendment: Amendment | None) -> str | None:
    """Return how a proposal is amended, as the end of a sentence; None where no way does."""
    if amendment is None:
        return None
    told = []
    if amendment.added:
        told.append(f"with {_steps(scenario, amendment.added)} added")
    if amendment.dropped:
        told.append(f"without {_steps(scenario, amendment.dropped)}")
    if amendment.moved:
        told.append(f"with {count(len(amendment.moved), 'pair')} of its steps the other way round")
    return listed(told) or "as it is"


def _steps(scenario: Scenario, steps: Sequence[str]) -> str:
    return listed(f"“{scenario.name(step)}”" for step in steps)


# --- the next attempt


def attempt_body(scenario: Scenario, attempt: NextAttempt | None) -> Iterator[RenderableType]:
    """Yield how the next attempt differs with this breakdown in the record."""
    if attempt is None:
        return
    yield Text(
        "The same negotiation the day after, with this breakdown in the record as a promise to "
        f"come to terms that nobody kept (weight {amount(attempt.weight)})."
    )
    if many(scenario):
        yield Text("Trust: from / to")
        pairs = {(one.party, one.other): _changed(one) for one in attempt.trust}
        yield indented(matrix(scenario, pairs))
    for one in attempt.trust if not many(scenario) else ():
        names = f"{scenario.name(one.party)} in {scenario.name(one.other)}"
        told = f"from {share(one.before)} to {share(one.after)}"
        fixed = f"{share(one.after)} as before, for the file gives it as a number"
        yield Text(f"Trust of {names}: {told if one.from_record else fixed}.")
    yield from _difference(scenario, attempt)
    yield from _gestures(scenario, attempt)


def _changed(one: TrustChange) -> str:
    return f"{share(one.before)} / {share(one.after)}"


def _difference(scenario: Scenario, attempt: NextAttempt) -> Iterator[RenderableType]:
    if attempt.deal_exists:
        yield Text("There is a deal then.", style=GOOD)
    reasons = {"New reason": attempt.new_reasons, "Gone": attempt.gone_reasons}
    for what, sets in reasons.items():
        for groups in sets[:MOST_CHANGES]:
            yield Text(f"{what}: {reason_sentence(scenario, groups)}")
        yield from more(len(sets) - MOST_CHANGES)
    repairs = {
        "Opens a deal then": attempt.new_repairs,
        "No longer opens one": attempt.gone_repairs,
    }
    for what, sets in repairs.items():
        for levers in sets[:MOST_CHANGES]:
            yield Text(f"{what}: {levers_named(scenario, levers)}.")
        yield from more(len(sets) - MOST_CHANGES)
    if not any((attempt.deal_exists, *reasons.values(), *repairs.values())):
        yield Text("The reasons, and what opens a deal, are the same.")


def _gestures(scenario: Scenario, attempt: NextAttempt) -> Iterator[RenderableType]:
    if not attempt.gestures:
        yield Text("There is no step that a party could do alone, seen and mostly reversible.")
        return
    yield Text(
        "Gestures: steps done alone, seen, mostly reversible; side after side, most trust for its "
        "cost first."
    )
    table = data_table("who", "what", "cost", "of it lost for good", "trust then")
    for one in attempt.gestures[: 2 * MOST_CHANGES]:
        table.add_row(*gesture_cells(scenario, one))
    yield table
    yield from more(len(attempt.gestures) - 2 * MOST_CHANGES)


# --- approaches, and the edge


def approaches_body(
    scenario: Scenario, approaches: Mapping[str, Outcome]
) -> Iterator[RenderableType]:
    """Yield what each of the file's approaches comes to, in one table."""
    if not approaches:
        return
    titles = {approach.id: approach.title for approach in scenario.approaches}
    parties = [f"best: {party.name}" for party in scenario.parties]
    table = data_table("", "could be signed", "would be kept", *parties, "a deal?", "reasons")
    for name, outcome in approaches.items():
        deal = Text("yes", style=GOOD) if outcome.deal_exists else Text("no", style=BAD)
        figures = outcome_figures(scenario, outcome)
        title = titles.get(name, "as things are")
        table.add_row(title, *figures, deal, str(outcome.reasons))
    yield table
    yield Text(
        "Best: what the package nearest to being kept, in its best order, is worth to each.",
        style=DIM,
    )


def edge_body(
    scenario: Scenario, edge: tuple[SwitchingValue, ...] | None
) -> Iterator[RenderableType]:
    """Yield the numbers that would leave no deal, the smallest change first."""
    if edge is None:
        return
    if not edge:
        yield Text("No number, changed alone, leaves no deal.")
        return
    table = data_table("number", "is", "no deal at", "change")
    for one in edge[: 2 * MOST_CHANGES]:
        name = capital(number_name(scenario, one.path))
        table.add_row(name, precise(one.before), precise(one.after), share(one.change))
    yield table
    yield Text("The change of an amount is a share of all that its side gains.", style=DIM)
    yield from more(len(edge) - 2 * MOST_CHANGES)
