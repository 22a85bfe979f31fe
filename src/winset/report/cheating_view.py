"""Who could cheat or stop half-way along an order, and what parties learn, for the terminal."""

from collections.abc import Iterator

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from winset.report.language.words import amount, listed, share, signed
from winset.report.layout import BAD, DIM, FAIR, data_table, figures, wide
from winset.report.phrases.verdicts import where
from winset.roadmaps.cheating import Cheat, Stall
from winset.roadmaps.roadmap import Roadmap
from winset.roadmaps.temptations import unseen_cheats
from winset.scenario import Scenario

_MOST_CHEATS = 6


def cheating_body(scenario: Scenario, roadmap: Roadmap) -> Iterator[RenderableType]:
    """Yield who could cheat unseen, on what, and when it would pay."""
    ranked = [cheat for _, cheat in unseen_cheats(roadmap)]
    if not ranked:
        return
    yield _cheats_table(scenario, roadmap, ranked[:_MOST_CHEATS])
    left = len(ranked) - _MOST_CHEATS
    more = f" {left} more with less to gain; --format json lists all." if left > 0 else ""
    yield Text(
        "Gains: the most it would gain on the way by only pretending to do the step, or by quietly "
        "going back on it; minus, what it would lose. Needed: the chance of being found out before "
        f"the next step with which it never pays.{more}",
        style=DIM,
    )


def stalling_body(scenario: Scenario, roadmap: Roadmap) -> Iterator[RenderableType]:
    """Yield a warning for each party that would gain by stopping without undoing anything."""
    worst: dict[str, Stall] = {}
    for stall in roadmap.stalling or ():
        if stall.party not in worst or stall.amount > worst[stall.party].amount:
            worst[stall.party] = stall
    for party, stall in worst.items():
        yield Text.assemble(
            ("Warning: ", FAIR),
            f"{scenario.name(party)} would be {amount(stall.amount)} better off if it just did no "
            f"more {where(scenario, roadmap, stall.node)} and nobody undid anything. The verdict "
            "takes it that the others would then break off.",
        )


def learning_body(scenario: Scenario, roadmap: Roadmap) -> Iterator[RenderableType]:
    """Yield how trust grows along the order, and the chance that all go on to the end."""
    if roadmap.learning is None:
        return
    yield Text("What going on tells: one who means to stop some day might have stopped before.")
    for party, others in roadmap.learning.trust.items():
        for other, along in others.items():
            if along[-1] > along[0]:
                yield Text(
                    f"Trust of {scenario.name(party)} in {scenario.name(other)}: "
                    f"{share(along[0])} at first, {share(along[-1])} once all is done."
                )
    chances = roadmap.learning.completion.items()
    told = listed(f"{share(chance)} as {scenario.name(party)} sees it" for party, chance in chances)
    yield Text(f"The chance that the others go on to the end: {told}.")


def _cheats_table(scenario: Scenario, roadmap: Roadmap, cheats: list[Cheat]) -> Table:
    table = data_table(
        wide("who could cheat unseen, and how"),
        *figures("gains", "found out", "needed", "gains if found\none move later"),
    )
    for cheat in cheats:
        deed = "pretend" if cheat.kind == "pretence" else "go back on"
        place = where(scenario, roadmap, cheat.node)
        table.add_row(
            f"{scenario.name(cheat.party)}: {deed} “{scenario.name(cheat.step)}” {place}",
            Text(signed(cheat.gain), style=BAD if cheat.pays else ""),
            share(cheat.detection),
            "none enough" if cheat.needed is None else share(cheat.needed),
            signed(cheat.late),
        )
    return table
