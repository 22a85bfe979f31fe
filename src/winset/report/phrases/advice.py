"""The deal to look at first, in the words that the terminal and the pages share."""

from collections.abc import Iterable, Iterator, Mapping

from winset.advice.result import Advice, Held, Rung, WithinTerm
from winset.analysis import Analysis
from winset.report.language.dates import day
from winset.report.language.words import count, listed, often, share, signed
from winset.roadmaps.roadmap import Roadmap
from winset.scenario import Scenario

FIRST = "The deal to look at first"

HOW = (
    "A draw puts other numbers in place of the file's, within the ranges that it gives. In how "
    "many a deal is signed by all who must sign, and kept, says how far it hangs on the numbers; "
    "it is not a forecast. ± is one standard error."
)

SEARCHED = (
    "The file allows more deals than can be looked at one by one. These are the ones that a search "
    "found; there may be better ones."
)

IN_SOME_DRAWS = "With the file's own numbers no deal is kept: this one is in some draws only."


_ODDS = (
    (0.95, "nearly all"),
    (0.85, "about nine in ten"),
    (0.7, "about three in four"),
    (0.6, "about two in three"),
    (0.4, "about half"),
    (0.28, "about one in three"),
    (0.18, "about one in four"),
    (0.08, "about one in ten"),
    (0.0, "hardly any"),
)
"""Shares in words, each from its number up."""


def finding(advice: Advice) -> str:
    """Return what is advised in a sentence that can be said aloud."""
    found = advice.first
    if found is None:
        return none_kept(advice)
    every = all(value > 0 for value in found.values.values())
    leaves = "leaves every side better off" if every else "leaves no side worse off"
    if advice.certain:
        return f"The deal to look at first {leaves} than no deal, and would be signed and kept."
    odds = next(words for least, words in _ODDS if found.share_in_order >= least)
    return (
        f"The deal to look at first {leaves} than no deal, and would be signed and kept in "
        f"{odds} of the cases tried."
    )


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


def with_small_steps(scenario: Scenario, rung: Rung) -> str:
    """Return which smaller steps go with the large ones; nothing where none do."""
    small = [step for step in rung.package if step not in rung.large]
    if not small or not rung.large:
        return ""
    titles = "; ".join(map(scenario.name, small))
    verb = "goes" if len(small) == 1 else "go"
    return f"With it {verb} {count(len(small), 'smaller step')}: {titles}."


def rung_in_a_line(scenario: Scenario, advice: Advice, place: int) -> str:
    """Return a rung of the ladder: who does which large steps, and whose choice it would be."""
    rung = advice.ladder[place]
    small = len(rung.package) - len(rung.large)
    told = in_a_line(scenario, rung.large) or f"{count(small, 'small step')} only."
    if small and rung.large:
        told += f" And {count(small, 'smaller step')}."
    notes = ["the first"] if rung == advice.first else []
    notes += [who] if (who := _chosen_by(scenario, advice, place)) else []
    notes += [who] if (who := _left_by(scenario, rung)) else []
    return f"{told} ({'; '.join(notes)})" if notes else told


def none_kept(advice: Advice) -> str:
    """Return that nothing is ever kept."""
    if advice.certain:
        return "No deal would be signed and kept."
    return (
        f"No deal would be signed and kept, in any of {count(advice.draws, 'draw')} of the file's "
        "numbers."
    )


def how_often(advice: Advice, rung: Rung) -> str:
    """Return how often a deal is signed and kept."""
    if advice.certain:
        return "It would be signed and kept. Nothing in the file is uncertain."
    draws = f"{count(advice.draws, 'draw')} of the file's numbers"
    error, in_order = f"± {share(rung.error)}", often(rung.share_in_order)
    if often(rung.share) == in_order:
        return f"In the order below it is signed and kept in {in_order} ({error}) of {draws}."
    return (
        f"It is signed and kept in {often(rung.share)} ({error}) of {draws}, if each has the order "
        f"that suits it best; in the order below, in {in_order}."
    )


def worth(scenario: Scenario, values: Mapping[str, float]) -> str:
    """Return what a deal gives each side, beyond no deal."""
    return f"It gives {each_gets(scenario, values)}, beyond no deal."


def each_gets(scenario: Scenario, values: Mapping[str, float]) -> str:
    """Return an amount for each side."""
    return listed(f"{scenario.name(who)} {signed(value)}" for who, value in values.items())


def _chosen_by(scenario: Scenario, advice: Advice, place: int) -> str:
    """Return who would choose a rung of the ladder for itself; nothing where nobody would."""
    who = [scenario.name(party) for party, chosen in advice.by_party.items() if chosen == place]
    if len(who) == len(scenario.parties):
        return "what every side would choose"
    return f"what {listed(who)} would choose" if who else ""


def _left_by(scenario: Scenario, rung: Rung) -> str:
    """Return who of those who may come next would not keep a deal; nothing where all would."""
    kept = rung.successors or {}
    who = [one.title for one in scenario.successors if not kept.get(one.id, True)]
    return f"{listed(who)} would not keep it" if who else ""


def held_heading(by: WithinTerm) -> str:
    """Return the heading above what is in place by a day."""
    return f"What would be in place on {day(by.date)}, at the soonest"


def held_rows(scenario: Scenario, advice: Advice) -> Iterator[tuple[str, Held, str]]:
    """Yield each rung and proposal with what of it is in place by a day, and where that stands."""
    by = advice.by
    for n, held in enumerate(by.rungs if by else ()):
        if held is not None:
            name = "the first" if advice.ladder[n] == advice.first else f"rung {n + 1}"
            yield name, held, f"advise.by.rungs.{n}"
    for one in scenario.proposals:
        held = by.proposals[one.id] if by else None
        if held is not None:
            yield f"“{one.title}”", held, f"advise.by.proposals.{one.id}"


def held_in_words(scenario: Scenario, held: Held) -> str:
    """Return which steps are in place."""
    begun = [f"{scenario.name(step)} ({share(part)})" for step, part in held.parts.items()]
    titles = [*map(scenario.name, held.done), *begun]
    return "; ".join(titles) if titles else "nothing yet"


def is_its_order(advice: Advice | None, roadmap: Roadmap) -> bool:
    """Return whether a roadmap's order was chosen by how often it keeps the deal in the draws."""
    if advice is None or advice.first is None or advice.certain:
        return False
    return roadmap.order == advice.first.order
