"""What follows a breakdown, for the terminal."""

from collections.abc import Iterator, Sequence

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from winset.aftermath.coalitions import MOST_PARTIES, MOST_STATES
from winset.aftermath.expect import Expectation
from winset.aftermath.inverse import Inverse
from winset.aftermath.result import Aftermath, Break, Outlook
from winset.aftermath.witnesses import Witness
from winset.report.aftermath_words import (
    CONCEPTS,
    MEANINGS,
    path_words,
    state_words,
    strongest,
)
from winset.report.asking_back_view import rankings, rounds
from winset.report.layout import DIM, HEAD, indented, section, title
from winset.report.words import amount, count, listed, share, signed
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
    words = state_words(scenario, found.state(found.status_quo).on)
    yield Text(f"It starts in state {found.status_quo}: {words}.")
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
    if len(ranked) > MOST_LISTED:
        yield Text(f"… and {len(ranked) - MOST_LISTED:,} more; --format json lists all.", style=DIM)
    for concept in CONCEPTS:
        if any(strongest(found, state) == concept for state in ranked[:MOST_LISTED]):
            yield Text(f"{CONCEPTS[concept]}: {MEANINGS[concept]}.", style=DIM)


def _by_chance(found: Aftermath) -> list[int]:
    """Return the equilibria, the likeliest end first, then those of the strongest concept."""
    ends = found.outlook.ends if found.outlook else {}
    order = list(CONCEPTS)
    states = {state for ids in found.equilibria.values() for state in ids}
    return sorted(
        states,
        key=lambda s: (-ends.get(s, 0.0), order.index(strongest(found, s) or "gmr"), s),
    )


def _table_of_states(scenario: Scenario, found: Aftermath, states: Sequence[int]) -> Table:
    ends = found.outlook.ends if found.outlook else {}
    valued = [party for party in found.parties if party in found.states[0].values]
    table = _table("state", "lasts by", "chance", *map(scenario.name, valued), "what is on")
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


def _table(*columns: str) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0), header_style=DIM, pad_edge=False)
    for k, column in enumerate(columns):
        table.add_column(column, justify="left" if k in (1, len(columns) - 1) else "right")
    return table


# --- where it goes


def outlook_lines(scenario: Scenario, found: Aftermath) -> Iterator[Text]:
    """Yield where moves by the rule end, and the shortest improving paths there."""
    if found.outlook is None:
        yield Text("Too many states may come for chances to be worked out.")
    else:
        yield from _ends(scenario, found, found.outlook)
    likely = found.outlook.ends if found.outlook else {}
    led = [one for one in found.paths if not likely or one.to in likely]
    for paths in sorted(led, key=lambda one: -likely.get(one.to, 0.0))[:MOST_EXPLAINED]:
        if paths.paths[0]:
            words = path_words(scenario, found, found.status_quo, paths.paths[0])
            more = "or more " if paths.more else ""
            ways = count(len(paths.paths), f"{more}improving path")
            yield Text(f"To state {paths.to} ({ways}): {words}.")


def _ends(scenario: Scenario, found: Aftermath, outlook: Outlook) -> Iterator[Text]:
    rule = scenario.aftermath.move_rule if scenario.aftermath else None
    if outlook.ends == {found.status_quo: 1.0}:
        yield Text(f"State {found.status_quo} lasts: nobody moves.")
    elif rule is not None:
        picks = "the best" if rule.picks == "best" else "any"
        turns = "whoever can" if not rule.weight else "whoever can, by the weights of the file,"
        yield Text(
            f"If {turns} moves next, to {picks} of the states that it likes better and that "
            f"nothing deters it from ({CONCEPTS[rule.concept]}):"
        )
        ends = sorted(outlook.ends.items(), key=lambda one: -one[1])
        if ends:
            told = listed(f"state {s} ({share(p)})" for s, p in ends[:MOST_LISTED])
            after = f", after {amount(outlook.moves)} moves on average" if outlook.moves else ""
            yield Text(f"It ends in {told}{after}.")
    if outlook.cycle:
        yield Text(f"With a chance of {share(outlook.cycle)} it goes round for ever.")
    expected = [
        f"{signed(value)} for {scenario.name(who)}"
        for who, value in outlook.expected.items()
        if value is not None
    ]
    if expected:
        yield Text(f"What is then to be expected: {listed(expected)}.")


# --- reasons


def _reasons(scenario: Scenario, found: Aftermath) -> Iterator[RenderableType]:
    for state in _by_chance(found)[:MOST_EXPLAINED]:
        concept = strongest(found, state)
        told = [one for one in found.witnesses if (one.state, one.concept) == (state, concept)]
        lines = [line for one in told for line in _reason(scenario, found, one)]
        if told:
            yield Text(f"State {state}: {state_words(scenario, found.state(state).on)}", style=HEAD)
            yield indented(*lines)


def _reason(scenario: Scenario, found: Aftermath, one: Witness) -> Iterator[Text]:
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
    table = _table("state", "SEQ", "Nash", "what is on")
    for state in ranked:
        nash = shares["nash"].get(state, 0.0)
        words = state_words(scenario, found.state(state).on)
        table.add_row(str(state), share(shares["seq"][state]), share(nash), words)
    yield table


# --- the others


def watchers(scenario: Scenario, found: Aftermath) -> Iterator[RenderableType]:
    """Yield what observers may expect, and how far others trust the parties afterwards."""
    expected = found.outlook.expected if found.outlook else {}
    told = [
        f"{one.name} {signed(value)}"
        for one in scenario.observers
        if (value := expected.get(one.id)) is not None
    ]
    if told:
        yield Text(f"To be expected for those who are not asked: {listed(told)}.")
    levels = found.state(found.status_quo).ledgers
    for ledger in scenario.ledgers:
        if ledger.id in levels:
            ends = found.outlook.ends if found.outlook else {}
            held = listed(f"{amount(found.state(s).ledgers[ledger.id])} in state {s}" for s in ends)
            now = amount(levels[ledger.id])
            yield Text(f"{ledger.name}: {now} at the start{', ' if held else ''}{held}.")
    names = {one.id: one.name for one in scenario.elsewhere}
    for watched in found.watched:
        worst = min(watched.after, key=lambda state: watched.after[state])
        then = "" if watched.expected is None else f", {share(watched.expected)} to be expected"
        yield Text(
            f"{names[watched.talks]}: trust in {scenario.name(watched.party)} "
            f"{share(watched.before)} before{then}, {share(watched.after[worst])} in state {worst}."
        )


def breaks(scenario: Scenario, found: Aftermath) -> Iterator[RenderableType]:
    """Yield what breaking off at each point of a roadmap leads to."""
    if not found.breaks:
        return
    valued = [party for party in found.parties if party in found.states[0].values]
    yield Text("Broken off at this point of the roadmap, it starts and ends, by the same rule, in:")
    table = _table("after", "state", *map(scenario.name, valued), "likeliest end")
    done: tuple[str, ...] = ()
    for one in found.breaks:
        new = [scenario.name(step) for step in one.done if step not in done]
        done = one.done
        table.add_row(listed(new) or "nothing", *_break_cells(found, one, valued))
    table.columns[0].justify, table.columns[1].justify = "left", "right"
    yield table


def _break_cells(found: Aftermath, one: Break, valued: Sequence[str]) -> Iterator[str]:
    if one.outlook is None:
        yield from ("cannot be", *("" for _ in valued), "")
        return
    yield str(one.status_quo)
    for party in valued:
        value = one.outlook.expected[party]
        yield "–" if value is None else signed(value)
    ends = one.outlook.ends
    best = max(ends, key=lambda state: ends[state], default=None)
    yield "it goes round" if best is None else f"state {best} ({share(ends[best])})"
