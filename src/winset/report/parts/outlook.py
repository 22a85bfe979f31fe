"""Impact, what was expected to follow, and how firm the answer is."""

from collections.abc import Iterator

from winset.aftermath.result import Aftermath
from winset.analysis import Analysis
from winset.firmness.measure import Firmness
from winset.firmness.one_at_a_time import Flip
from winset.firmness.subjects import BEST
from winset.report.charts.firmness import firmness_chart
from winset.report.document.blocks import Paragraph, Row, Section, Sentence, Table
from winset.report.document.compose import paragraph, picture, section
from winset.report.document.sentences import sentence
from winset.report.language.catalogue import say
from winset.report.language.words import precise
from winset.report.parts.chronology import after, chronology
from winset.report.phrases.aftermath import MEANINGS, state_words, strongest
from winset.report.phrases.number_names import number_name
from winset.report.phrases.uncertainty import NO_DOUBTS, drawn_from
from winset.report.phrases.verdicts import fate_words
from winset.scenario import Scenario

_MOST_FLIPS = 6
_MOST_ENDS = 3


def impact(analysis: Analysis) -> Section | None:
    """Return what was to be expected after the talks, and what happened, as far as that is told."""
    scenario = analysis.scenario
    return section("impact", _expected(scenario, analysis.aftermath), _happened(scenario))


def happened(analysis: Analysis) -> Section | None:
    """Return what happened after the talks alone, as far as the file tells it."""
    return section("impact", _happened(analysis.scenario))


def _happened(scenario: Scenario) -> Table:
    return chronology(scenario, after(scenario), say("impact.caption"))


def _expected(scenario: Scenario, found: Aftermath | None) -> Paragraph | None:
    """Return where the moves that may follow a breakdown would end, and why it stays there."""
    if found is None or found.outlook is None or not found.outlook.ends:
        return None
    ends = sorted(enumerate(found.outlook.ends.items()), key=lambda one: -one[1][1])
    return paragraph(
        sentence(
            "impact.start",
            "result:aftermath.status_quo",
            state=state_words(scenario, found.state(found.status_quo).on),
        ),
        *(_end(scenario, found, n, *end) for n, end in ends[:_MOST_ENDS]),
        label=say("impact.expected"),
    )


def _end(scenario: Scenario, found: Aftermath, n: int, state: int, chance: float) -> Sentence:
    concept = strongest(found, state)
    basis = () if concept is None else (f"result:aftermath.equilibria.{concept}",)
    return sentence(
        "impact.end",
        f"result:aftermath.outlook.ends.{n}",
        *basis,
        state=state_words(scenario, found.state(state).on),
        chance=chance,
        why=None if concept is None else MEANINGS[concept],
    )


def firm(analysis: Analysis) -> Section | None:
    """Return how often the answer stands when the numbers are drawn, and what would turn it."""
    firmness = analysis.firmness
    if firmness is None:
        return None
    scenario = analysis.scenario
    return section(
        "firm",
        paragraph(*draws_sentences(firmness)),
        picture(firmness_chart(scenario, firmness)),
        _hangs(scenario, firmness),
    )


def draws_sentences(firmness: Firmness) -> Iterator[Sentence]:
    """Yield how often the answer stands when the numbers are drawn."""
    if firmness.doubts.none:
        yield Sentence(NO_DOUBTS, ("result:firmness.certain",))
        return
    drawn = drawn_from(firmness.doubts)
    yield sentence("firm.draws", "result:firmness.draws", draws=firmness.draws, drawn_from=drawn)
    best = firmness.best
    if best is not None:
        yield sentence("firm.best", "result:firmness.best", of=best)


def _hangs(scenario: Scenario, firmness: Firmness) -> Table:
    columns = tuple(say(f"firm.{name}") for name in ("number", "now", "turned", "then"))
    flips = [one for one in enumerate(firmness.flips) if one[1].subject == BEST][:_MOST_FLIPS]
    rows = tuple(_flip(scenario, n, flip) for n, flip in flips)
    return Table(say("firm.hangs"), columns, rows, frozenset({1, 2}))


def _flip(scenario: Scenario, n: int, flip: Flip) -> Row:
    turn = flip.turn
    name = number_name(scenario, turn.path)
    cells = (name, precise(turn.before), precise(turn.after), fate_words(flip.fate))
    return Row(cells, (f"result:firmness.flips.{n}",))
