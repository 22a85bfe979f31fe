"""What follows a breakdown, for the terminal."""

from collections.abc import Iterator, Sequence

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from winset.aftermath.coalitions import MOST_PARTIES, MOST_STATES
from winset.aftermath.expect import Expectation
from winset.aftermath.graph import StateId
from winset.aftermath.inverse import Inverse
from winset.aftermath.result import Aftermath
from winset.aftermath.witnesses import StabilityWitness
from winset.report.inverse_view import rankings, rounds
from winset.report.language.directions import with_isolated
from winset.report.language.words import count, listed, share, signed
from winset.report.layout import DIM, HEAD, data_table, figures, indented, more, section, title
from winset.report.outlook_view import breaks, outlook_lines, start_line, watchers
from winset.report.phrases.aftermath import (
    CONCEPTS,
    MEANINGS,
    path_words,
    state_words,
    strongest,
)
from winset.scenario import Scenario
from winset.scenario.conflict import Concept

MOST_LISTED = 12
"""States listed at most; the JSON holds all."""

MOST_EXPLAINED = 3


def aftermath_view(
    scenario: Scenario,
    found: Aftermath,
    asked: Sequence[Inverse] = (),
    expectation: Expectation | None = None,
) -> RenderableType:
    """Return what follows a breakdown, and what was asked back of it."""
    scenario = with_isolated(scenario)
    return Group(
        *title(scenario),
        *_sections(scenario, found),
        *section("What it would take", *rankings(scenario, found, asked)),
        *section("If that is what no deal is worth", *rounds(scenario, expectation)),
    )


def _sections(scenario: Scenario, found: Aftermath) -> Iterator[RenderableType]:
    yield from section("What may follow a breakdown", *_head(scenario, found))
    yield from section("The states that would last", *_equilibria(scenario, found))
    yield from section("Where it goes from there", *outlook_lines(scenario, found))
    yield from section("Why these states last", *_reasons(scenario, found))
    yield from section("Together", *_together(scenario, found))
    yield from section("If somebody wants something else", *_likely(scenario, found))
    yield from section("Those who watch", *watchers(scenario, found))
    yield from section("If a roadmap broke off", *breaks(scenario, found))


def _head(scenario: Scenario, found: Aftermath) -> Iterator[Text]:
    whole = 1 << len(found.options)
    ruled_out = "" if whole == len(found.states) else f", of {whole:,} that can be written down"
    yield Text(
        f"{count(len(found.options), 'option')} of {listed(map(scenario.name, found.parties))}; "
        f"{count(len(found.states), 'state')} can be{ruled_out}."
    )
    yield start_line(scenario, found)
    if found.isolated:
        listed_ = ", ".join(map(str, found.isolated[:MOST_LISTED]))
        yield Text(
            f"Nobody can move to or from {count(len(found.isolated), 'state')} ({listed_}): they "
            "are stable for want of moves."
        )


def _equilibria(scenario: Scenario, found: Aftermath) -> Iterator[RenderableType]:
    ranked = _by_chance(found)
    if not ranked:
        yield Text("None: in every state somebody has a move that nothing deters.")
        return
    yield _table_of_states(scenario, found, ranked[:MOST_LISTED])
    yield from more(len(ranked) - MOST_LISTED)
    for concept in CONCEPTS:
        if any(strongest(found, state) == concept for state in ranked[:MOST_LISTED]):
            yield Text(f"{CONCEPTS[concept]}: {MEANINGS[concept]}.", style=DIM)


def _by_chance(found: Aftermath) -> list[StateId]:
    """Return the equilibria, the likeliest end first, then those of the strongest concept."""
    ends = found.outlook.ends if found.outlook else {}
    order = list(CONCEPTS)
    states = {state for ids in found.equilibria.values() for state in ids}
    return sorted(
        states,
        key=lambda s: (-ends.get(s, 0.0), order.index(strongest(found, s) or "gmr"), s),
    )


def _table_of_states(scenario: Scenario, found: Aftermath, states: Sequence[StateId]) -> Table:
    ends = found.outlook.ends if found.outlook else {}
    valued = [party for party in found.parties if party in found.states[0].values]
    numbers = figures("chance", *map(scenario.name, valued))
    table = data_table(*figures("state"), "lasts by", *numbers, "what is on")
    for number in states:
        state = found.state(number)
        concept = strongest(found, number)
        table.add_row(
            str(number),
            CONCEPTS[concept] if concept else "",
            share(ends[number]) if number in ends else "",
            *(signed(state.values[party]) for party in valued),
            state_words(scenario, state.on),
        )
    return table


# --- reasons


def _reasons(scenario: Scenario, found: Aftermath) -> Iterator[RenderableType]:
    for state in _by_chance(found)[:MOST_EXPLAINED]:
        concept = strongest(found, state)
        told = [one for one in found.witnesses if (one.state, one.concept) == (state, concept)]
        lines = [line for one in told for line in _reason(scenario, found, one)]
        if told:
            yield Text(f"State {state}: {state_words(scenario, found.state(state).on)}", style=HEAD)
            yield indented(*lines)


def _reason(scenario: Scenario, found: Aftermath, one: StabilityWitness) -> Iterator[Text]:
    party = scenario.name(one.party)
    if not one.sanctions:
        yield Text(f"{party} has no move to a state that it likes better.")
    for sanction in one.sanctions[:MOST_EXPLAINED]:
        to = sanction.improvement
        answer = path_words(scenario, found, to, sanction.answer)
        words = state_words(scenario, found.state(to).on)
        yield Text(f"{party} would like state {to} better ({words}); but then {answer}.")
    if len(one.sanctions) > MOST_EXPLAINED:
        yield Text(f"… and {len(one.sanctions) - MOST_EXPLAINED} more.", style=DIM)


def _together(scenario: Scenario, found: Aftermath) -> Iterator[Text]:
    if found.coalitions is None:
        yield Text(
            "Coalitions were not looked at: that is done for up to "
            f"{MOST_STATES} states and {MOST_PARTIES} parties."
        )
        return
    concepts: tuple[Concept, ...] = ("seq", "nash")
    left = {
        state: one
        for one in concepts
        for state in found.equilibria[one]
        if state not in found.coalition_proof(one)
    }
    if left:
        told = [f"{state} ({CONCEPTS[left[state]]})" for state in sorted(left)[:MOST_LISTED]]
        more = f" and {len(left) - MOST_LISTED} more" if len(left) > MOST_LISTED else ""
        yield Text(
            "Parties that move together, all to their gain, would leave "
            f"{'state' if len(left) == 1 else 'states'} {', '.join(told)}{more}."
        )
    if not found.coalition_proof("seq") and found.equilibria["seq"]:
        yield Text("No SEQ state is proof against all coalitions.")


def _likely(scenario: Scenario, found: Aftermath) -> Iterator[RenderableType]:
    if found.likely is None:
        return
    how = (
        f"all {found.likely.combinations} combinations of"
        if found.likely.exact
        else f"{found.likely.combinations} draws of"
    )
    yield Text(
        f"By {how} the preferences that the file holds possible, this is how likely a state is to "
        "last:"
    )
    shares = found.likely.shares
    ranked = sorted(shares["seq"], key=lambda s: (-shares["seq"][s], s))[:MOST_LISTED]
    table = data_table(*figures("state"), "SEQ", *figures("Nash"), "what is on")
    for state in ranked:
        nash = shares["nash"].get(state, 0.0)
        words = state_words(scenario, found.state(state).on)
        table.add_row(str(state), share(shares["seq"][state]), share(nash), words)
    yield table
