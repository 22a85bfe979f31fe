"""Where it goes after a breakdown, and who watches, for the terminal."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from winset.aftermath.result import Aftermath, Break, Outlook
from winset.aftermath.trace import conflict_of
from winset.report.language.words import amount, count, listed, share, signed
from winset.report.layout import data_table, figures
from winset.report.phrases.aftermath import CONCEPTS, path_words, state_words
from winset.scenario import Scenario

MOST_TOLD = 3
"""Ends and paths told one by one; the JSON holds all."""


def start_line(scenario: Scenario, found: Aftermath) -> Text:
    """Return where it starts."""
    words = state_words(scenario, found.state(found.status_quo).on)
    return Text(f"It starts in state {found.status_quo}: {words}.")


def outlook_lines(scenario: Scenario, found: Aftermath) -> Iterator[Text]:
    """Yield where moves by the rule end, and the shortest improving paths there."""
    if found.outlook is None:
        yield Text("Too many states may come for chances to be worked out.")
    else:
        yield from _ends(scenario, found, found.outlook)
    likely = found.outlook.ends if found.outlook else {}
    led = [one for one in found.paths if not likely or one.to in likely]
    for paths in sorted(led, key=lambda one: -likely.get(one.to, 0.0))[:MOST_TOLD]:
        if paths.paths[0]:
            words = path_words(scenario, found, found.status_quo, paths.paths[0])
            more = "or more " if paths.more else ""
            ways = count(len(paths.paths), f"{more}improving path")
            yield Text(f"To state {paths.to} ({ways}): {words}.")


def _ends(scenario: Scenario, found: Aftermath, outlook: Outlook) -> Iterator[Text]:
    if outlook.ends == {found.status_quo: 1.0}:
        yield Text(f"State {found.status_quo} lasts: nobody moves.")
    else:
        yield Text(_rule_words(scenario))
        ends = sorted(outlook.ends.items(), key=lambda one: -one[1])
        moves = amount(outlook.moves)
        plural = "" if moves == "1" else "s"
        after = f", after {moves} move{plural} on average" if outlook.moves else ""
        for state, chance in ends[:MOST_TOLD]:
            words = state_words(scenario, found.state(state).on)
            yield Text(f"It ends in state {state} ({share(chance)}){after}: {words}.")
            after = ""
        if len(ends) > MOST_TOLD:
            rest = sum(chance for _, chance in ends[MOST_TOLD:])
            yield Text(f"It ends in {len(ends) - MOST_TOLD} other states with {share(rest)}.")
    if outlook.cycle:
        yield Text(f"With a chance of {share(outlook.cycle)} it goes round for ever.")
    expected = [
        f"{signed(value)} for {scenario.name(party)}"
        for party in found.parties
        if (value := outlook.expected.get(party)) is not None
    ]
    if expected:
        yield Text(f"What is then to be expected: {listed(expected)}.")


def _rule_words(scenario: Scenario) -> str:
    rule = conflict_of(scenario).move_rule
    picks = "the best" if rule.picks == "best" else "any"
    turns = "whoever can" if not rule.weight else "whoever can, by the weights of the file,"
    return (
        f"If {turns} moves next, to {picks} of the states that it likes better and that nothing "
        f"deters it from ({CONCEPTS[rule.concept]}):"
    )


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
    groups = [list(group) for _, group in groupby(found.breaks, key=_ending)]
    if len(groups) == 1:
        end = _likeliest(groups[0][0])
        yield Text(f"Wherever the roadmap broke off, it would end alike: {end}.")
    elif groups:
        yield Text("Where the roadmap broke off decides where it ends, by the same rule:")
        yield _table_of_breaks(scenario, found, groups)


def _ending(one: Break) -> dict[int, float] | None:
    """Return where a break ends, as exactly as it can be told."""
    if one.outlook is None:
        return None
    return {state: round(chance, 9) for state, chance in one.outlook.ends.items()}


def _table_of_breaks(
    scenario: Scenario, found: Aftermath, groups: Sequence[Sequence[Break]]
) -> Table:
    valued = [party for party in found.parties if party in found.states[0].values]
    names = map(scenario.name, valued)
    table = data_table("broken off", *figures("starts in", *names), "likeliest end")
    done: tuple[str, ...] = ()
    for group in groups:
        new = listed(scenario.name(step) for step in group[0].done if step not in done)
        done = group[-1].done
        starts = dict.fromkeys(str(one.status_quo or "–") for one in group)
        table.add_row(
            f"after “{new}”" if new else "at the very start",
            ", ".join(starts),
            *_values(group[0], valued),
            _likeliest(group[0]),
        )
    return table


def _values(one: Break, valued: Sequence[str]) -> Iterator[str]:
    for party in valued:
        value = None if one.outlook is None else one.outlook.expected[party]
        yield "–" if value is None else signed(value)


def _likeliest(one: Break) -> str:
    if one.outlook is None:
        return "it cannot come to that"
    ends = one.outlook.ends
    best = max(ends, key=lambda state: ends[state], default=None)
    return "it goes round for ever" if best is None else f"state {best} ({share(ends[best])})"
