"""The inverse question of an aftermath, for the terminal; and no deal as it is expected."""

from collections.abc import Iterator, Sequence

from rich.console import RenderableType
from rich.text import Text

from winset.aftermath.expect import Expectation, Round
from winset.aftermath.inverse import Inverse
from winset.aftermath.result import Aftermath
from winset.report.language.words import count, listed, share, signed
from winset.report.layout import DIM, data_table, figures, indented
from winset.report.phrases.aftermath import CONCEPTS, state_words
from winset.scenario import Scenario

MOST_LISTED = 6


def rankings(
    scenario: Scenario, found: Aftermath, asked: Sequence[Inverse]
) -> Iterator[RenderableType]:
    """Yield which rankings of each party would make a wanted state an equilibrium."""
    if not asked:
        return
    first = asked[0]
    words = state_words(scenario, found.state(first.state).on)
    now = "lasts already" if first.now else "does not last"
    yield Text(f"State {first.state} ({words}) {now}, by {CONCEPTS[first.concept]}.")
    for one in asked:
        yield Text(_counted(scenario, one))
        yield indented(*_conditions(one))


def _counted(scenario: Scenario, one: Inverse) -> str:
    party = scenario.name(one.party)
    if one.barred_by:
        others = listed(map(scenario.name, one.barred_by))
        return f"{party}: none, whatever it wants; it would not last for {others}."
    if one.exact and one.fitting == one.rankings:
        return f"{party}: it would last whatever it wants."
    of = (
        f"{count(one.rankings, 'ranking')} of the {len(one.compared):,} states that matter"
        if one.exact
        else f"{one.rankings:,} drawn rankings of the {len(one.compared):,} states that matter"
    )
    part = share(one.fitting / one.rankings)
    return f"{party}: it would last with {one.fitting:,} ({part}) of the {of}."


def _conditions(one: Inverse) -> Iterator[Text]:
    if one.fitting in {0, one.rankings} or not one.conditions:
        return
    yield Text("Any one of these is enough (a > b: it likes state a better than b):", style=DIM)
    for condition in one.conditions[:MOST_LISTED]:
        yield Text(listed(f"{better} > {worse}" for better, worse in condition))
    if len(one.conditions) > MOST_LISTED:
        yield Text(f"… and {len(one.conditions) - MOST_LISTED} more.", style=DIM)


def rounds(scenario: Scenario, found: Expectation | None) -> Iterator[RenderableType]:
    """Yield what no deal is worth if the aftermath says so, round by round."""
    if found is None:
        return
    names = (f"no deal, {party.name}" for party in scenario.parties)
    table = data_table(*figures("round", *names), "the best deal that would be kept")
    for number, one in enumerate(found.rounds, start=1):
        values = (signed(one.no_deal[party.id]) for party in scenario.parties)
        table.add_row(str(number), *values, _deal(one))
    yield table
    match found.outcome:
        case "fixed":
            yield Text("The last round repeats itself: these numbers fit together.")
        case "cycle":
            yield Text(f"The last {found.length} rounds come again and again: no numbers fit.")
        case _:
            yield Text("The numbers still change; no more rounds were tried.")


def _deal(one: Round) -> str:
    return "none" if one.package is None else ", ".join(one.package)
