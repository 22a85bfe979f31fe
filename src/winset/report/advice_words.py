"""The deal to look at first, in the words that the terminal and the pages share."""

from collections.abc import Iterable, Iterator, Mapping

from winset.advice.result import Advice, Rung
from winset.analysis import Analysis
from winset.report.words import count, listed, often, share, signed
from winset.roadmaps.roadmap import Roadmap
from winset.scenario import Scenario

FIRST = "The deal to look at first"

HOW = (
    "A share is how often a deal is signed by all who must sign, and kept, when the numbers of the "
    "file are drawn. It says how far the answer hangs on them; it is not a forecast."
)

NONE_KEPT = "No deal would be signed and kept, in any draw."

SEARCHED = (
    "The file allows more deals than can be looked at one by one. These are the ones that a search "
    "found; there may be better ones."
)

IN_SOME_DRAWS = "With the file's own numbers no deal is kept: this one is in some draws only."


def named(analysis: Analysis) -> str:
    """Return what the deal is called that the roadmap of an analysis leads through."""
    advice, roadmap = analysis.advice, analysis.roadmap
    if advice is not None and advice.first is not None:
        return "the deal to look at first"
    if roadmap is None or roadmap.verdict == "holds":
        return "the deal with the largest product of gains"
    return "the deal nearest to being kept"


def by_performer(scenario: Scenario, steps: Iterable[str]) -> Iterator[str]:
    """Yield what each side does of some steps, a sentence a side, in the order of the file."""
    by = {step.id: step.by for step in scenario.steps}
    done: dict[tuple[str, ...], list[str]] = {}
    for step in steps:
        done.setdefault(by[step], []).append(scenario.name(step))
    for who, titles in done.items():
        yield f"{listed(map(scenario.name, who))}: {'; '.join(titles)}."


def in_a_line(scenario: Scenario, steps: Iterable[str]) -> str:
    """Return what each side does of some steps, in one line."""
    return " ".join(by_performer(scenario, steps))


def how_often(advice: Advice, rung: Rung) -> str:
    """Return how often a deal is signed and kept."""
    if advice.certain:
        return "It would be signed and kept. Nothing in the file is uncertain."
    return (
        f"It is signed and kept in {often(rung.share)} (± {share(rung.error)}) of "
        f"{count(advice.draws, 'draw')} of the file's numbers; in the order below in "
        f"{often(rung.share_in_order)}."
    )


def worth(scenario: Scenario, values: Mapping[str, float]) -> str:
    """Return what a deal gives each side, beyond no deal."""
    each = (f"{scenario.name(who)} {signed(value)}" for who, value in values.items())
    return f"It gives {listed(each)}."


def chosen_by(scenario: Scenario, advice: Advice, rung: int) -> str:
    """Return who would choose a rung of the ladder for itself; nothing where nobody would."""
    who = [scenario.name(party) for party, place in advice.by_party.items() if place == rung]
    return f"what {listed(who)} would choose" if who else ""


def is_its_order(advice: Advice | None, roadmap: Roadmap) -> bool:
    """Return whether a roadmap's order was chosen by how often it keeps the deal in the draws."""
    if advice is None or advice.first is None or advice.certain:
        return False
    return roadmap.order == advice.first.order
