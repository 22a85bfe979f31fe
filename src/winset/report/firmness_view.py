"""How firm the answer is, for the terminal."""

from collections.abc import Iterator

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from winset.firmness.measure import Firmness, Tally
from winset.firmness.one_at_a_time import Flip, Swing
from winset.firmness.subjects import BEST
from winset.report.language.words import count, from_to, margin, off, precise, share
from winset.report.layout import DIM, data_table, figures, wide
from winset.report.phrases.number_names import number_name
from winset.report.phrases.uncertainty import NO_DOUBTS, drawn_from
from winset.report.phrases.verdicts import fate_words
from winset.scenario import Scenario

MOST_NUMBERS = 6
"""Numbers that are printed; the JSON holds all."""


def firmness_body(scenario: Scenario, firmness: Firmness) -> Iterator[RenderableType]:
    """Yield how often the answer stands when the numbers are drawn, and what would change it."""
    if firmness.doubts.none:
        yield Text(NO_DOUBTS)
        return
    drawn = f"{count(firmness.draws, 'draw')} (seed {firmness.seed})"
    yield Text(f"{drawn} {drawn_from(firmness.doubts)}.")
    yield _shares(scenario, firmness)
    yield Text("± is one standard error, for so many draws.", style=DIM)
    nearest = [flip for flip in firmness.flips if flip.subject == BEST][:MOST_NUMBERS]
    if nearest:
        yield Text()
        yield Text("What the deal above hangs on: the smallest change, alone, that turns it")
        yield _flips(scenario, nearest)
    elif firmness.swings:
        yield Text("No number alone, within its range, turns the deal above. It moves most with")
        yield _swings(scenario, firmness.swings[:MOST_NUMBERS])


def _shares(scenario: Scenario, firmness: Firmness) -> Table:
    table = data_table(
        wide("share of the draws in which it"),
        *figures("could be signed", "and be kept", "fares as above"),
    )
    if firmness.best is not None:
        table.add_row("the deal above", *_tally(firmness.best))
    for proposal in scenario.proposals:
        table.add_row(proposal.title, *_tally(firmness.proposals[proposal.id]["own"]))
    return table


def _tally(tally: Tally) -> tuple[str, str, str]:
    signable, kept, stands = (
        f"{share(part)} {off(tally.error(part))}"
        for part in (tally.signable, tally.kept, tally.stands)
    )
    return signable, kept, stands


def _flips(scenario: Scenario, flips: list[Flip]) -> Table:
    table = data_table(wide("number"), *figures("from", "to", "then"))
    for flip in flips:
        name, turn = number_name(scenario, flip.turn.path), flip.turn
        table.add_row(name, precise(turn.before), precise(turn.after), fate_words(flip.fate))
    return table


def _swings(scenario: Scenario, swings: tuple[Swing, ...]) -> Table:
    table = data_table(wide("number"), *figures("low", "high", "margin"))
    for swing in swings:
        margins = from_to(margin(swing.at_low.margin), margin(swing.at_high.margin))
        name = number_name(scenario, swing.name)
        table.add_row(name, precise(swing.low), precise(swing.high), margins)
    return table
