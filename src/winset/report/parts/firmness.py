"""How firm the answer is: how often it stands when the numbers are drawn, and what turns it."""

from collections.abc import Iterator

from winset.firmness.doubts import Uncertainty
from winset.firmness.measure import Firmness, Tally
from winset.firmness.one_at_a_time import Flip, Swing
from winset.firmness.subjects import BEST
from winset.language.catalogue import say
from winset.language.words import from_to, margin, off, precise, share
from winset.report.charts.firmness import firmness_chart
from winset.report.document.blocks import Block, Details, Row, Sentence, Table
from winset.report.document.compose import behind, kept_blocks, paragraph, picture
from winset.report.document.sentences import note, sentence
from winset.report.phrases.number_names import number_name
from winset.report.phrases.verdicts import fate_words
from winset.scenario import Scenario

_MOST = 6
"""Numbers told, the first to decide first."""


def varied(firmness: Firmness) -> Sentence | None:
    """Return which numbers were varied, where some were."""
    if firmness.doubts.none:
        return None
    told = list(_varied(firmness.doubts))
    return sentence("firm.varied", "result:firmness.draws", varied=told)


def what_would_turn(scenario: Scenario, firmness: Firmness) -> Details | None:
    """Return what would turn the answer, as a picture and a table behind a toggle."""
    return behind(
        say("firm.show"),
        picture(firmness_chart(scenario, firmness)),
        what_turns(scenario, firmness),
    )


def firm_in_figures(scenario: Scenario, firmness: Firmness) -> tuple[Block, ...]:
    """Return the same with the shares as a table."""
    if firmness.doubts.none:
        return (paragraph(_drawn(firmness)),)
    return kept_blocks(
        (
            paragraph(_drawn(firmness)),
            _shares(scenario, firmness),
            note("firm.errors"),
            what_turns(scenario, firmness),
        )
    )


def draws_sentences(firmness: Firmness) -> Iterator[Sentence]:
    """Yield how often the answer stands when the numbers are drawn."""
    yield _drawn(firmness)
    if firmness.best is not None and not firmness.doubts.none:
        yield sentence("firm.best", "result:firmness.best", of=firmness.best)


def what_turns(scenario: Scenario, firmness: Firmness) -> Table | None:
    """Return the numbers that turn the answer; where none does alone, those that move it most."""
    flips = [one for one in enumerate(firmness.flips) if one[1].subject == BEST][:_MOST]
    if flips:
        columns = tuple(say(f"firm.{name}") for name in ("number", "now", "turned", "then"))
        rows = tuple(_flip(scenario, *one) for one in flips)
        return Table(say("firm.hangs"), columns, rows, frozenset({1, 2}))
    columns = tuple(say(f"firm.{name}") for name in ("number", "low", "high", "margin"))
    swings = tuple(_swing(scenario, *one) for one in enumerate(firmness.swings[:_MOST]))
    return Table(say("firm.moves"), columns, swings, frozenset({1, 2, 3})) if swings else None


def _drawn(firmness: Firmness) -> Sentence:
    """Return how often the numbers were drawn, and from what."""
    if firmness.doubts.none:
        return sentence("firm.certain", "result:firmness.certain")
    varied = list(_varied(firmness.doubts))
    return sentence("firm.draws", "result:firmness.draws", draws=firmness.draws, varied=varied)


def _varied(doubts: Uncertainty) -> Iterator[str]:
    """Yield what is drawn."""
    if doubts.ranges or doubts.lists:
        yield say("firm.ranges", ranges=doubts.ranges, lists=doubts.lists)
    if doubts.record:
        yield say("firm.record")
    if doubts.bias is not None:
        yield say("firm.bias", low=precise(doubts.bias.low), high=precise(doubts.bias.high))


def _shares(scenario: Scenario, firmness: Firmness) -> Table:
    columns = tuple(say(f"firm.{name}") for name in ("package", "signed", "kept", "stands"))
    rows = [
        _tally(proposal.title, firmness.proposals[proposal.id]["own"], f"proposals.{proposal.id}")
        for proposal in scenario.proposals
    ]
    if firmness.best is not None:
        rows.insert(0, _tally(say("firm.above"), firmness.best, "best"))
    return Table(say("firm.shares"), columns, tuple(rows), frozenset({1, 2, 3}))


def _tally(name: str, tally: Tally, place: str) -> Row:
    shares = (tally.signable, tally.kept, tally.stands)
    cells = (f"{share(part)} {off(tally.error(part))}" for part in shares)
    return Row((name, *cells), (f"result:firmness.{place}",))


def _flip(scenario: Scenario, n: int, flip: Flip) -> Row:
    turn = flip.turn
    name = number_name(scenario, turn.path)
    cells = (name, precise(turn.before), precise(turn.after), fate_words(flip.fate))
    return Row(cells, (f"result:firmness.flips.{n}",))


def _swing(scenario: Scenario, n: int, swing: Swing) -> Row:
    margins = from_to(margin(swing.at_low.margin), margin(swing.at_high.margin))
    name = number_name(scenario, swing.name)
    cells = (name, precise(swing.low), precise(swing.high), margins)
    return Row(cells, (f"result:firmness.numbers.{n}",))
