"""How firm the answer is, for the terminal."""

from collections.abc import Iterator

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from winset.firmness.dials import Flip, Swing
from winset.firmness.measure import Firmness, Spread, Tally
from winset.firmness.subjects import BEST, Fate
from winset.report.layout import DIM
from winset.report.words import amount, count, listed, precise, share
from winset.scenario import Scenario

MOST_NUMBERS = 6
"""Numbers that are printed; the JSON holds all."""

_OF_STEP = {
    "reversible": "share of “{}” that a break undoes",
    "head_start": "head start before “{}” is undone",
    "detection": "chance that a pretence of “{}” is found out",
    "hazard": "chance that an opportunist stops at “{}”",
    "phases": "how long “{}” takes",
}
_OF_PARTY = {
    "no_deal": "what no deal is worth to {}",
    "fallback": "what {} falls back to after a break",
    "breach_penalty": "what {} loses by breaking",
    "guarantee": "what is made good to {} when betrayed",
}
_VERDICTS = {
    "holds": "kept",
    "incentive_only": "not believed",
    "trust_only": "on good faith",
    "neither": "not kept",
}


def firmness_body(scenario: Scenario, firmness: Firmness) -> Iterator[RenderableType]:
    """Yield how often the answer stands when the numbers are drawn, and what would change it."""
    yield Text(
        f"{count(firmness.draws, 'draw')} from the ranges in the file (seed {firmness.seed}), each "
        "side's gains also taken as up to 1.4 times larger or smaller as a whole."
    )
    yield _counts("packages could be signed", firmness.signable, firmness)
    yield _counts("would also be kept", firmness.holds, firmness)
    yield _shares(scenario, firmness)
    nearest = [flip for flip in firmness.flips if flip.subject == BEST][:MOST_NUMBERS]
    if nearest:
        yield Text()
        yield Text("What the best package hangs on: the smallest change, alone, that turns it")
        yield _flips(scenario, nearest)
    elif firmness.swings:
        yield Text("No number alone, within its range, turns the best package. It moves most with")
        yield _swings(scenario, firmness.swings[:MOST_NUMBERS])


def number_name(scenario: Scenario, path: str) -> str:  # noqa: C901, PLR0911 - a table
    """Return what people call the number at a path."""
    match path.split("."):
        case ["gains", party]:
            return f"all gains of {scenario.name(party)} (factor)"
        case ["steps", step, "value", who]:
            return f"worth of “{scenario.name(step)}” to {scenario.name(who)}"
        case ["steps", step, name] if name in _OF_STEP:
            return _OF_STEP[name].format(scenario.name(step))
        case ["parties", party, name] if name in _OF_PARTY:
            return _OF_PARTY[name].format(scenario.name(party))
        case ["parties", party, "trust", other]:
            return f"trust of {scenario.name(party)} in {scenario.name(other)}"
        case ["parties", party, "home", body, *rest]:
            name = scenario.name(f"{party}.{body}")
            return f"{name}: {'worth of ' + scenario.name(rest[-1]) if rest[1:] else rest[0]}"
        case ["steps", step, "changes", ledger]:
            names = {one.id: one.name for one in scenario.ledgers}
            return f"what “{scenario.name(step)}” adds to {names[ledger]}"
        case ["ledgers", ledger, name]:
            return f"{name} of {next(one.name for one in scenario.ledgers if one.id == ledger)}"
        case ["escrow", place, "cost", party]:
            steps = listed(f"“{scenario.name(s)}”" for s in scenario.escrow[int(place)].steps)
            return f"cost to {scenario.name(party)} of holding {steps} in escrow"
        case ["bonuses", place, "value", who]:
            steps = " and ".join(f"“{scenario.name(s)}”" for s in scenario.bonuses[int(place)].when)
            return f"what {steps} together are worth to {scenario.name(who)}"
    return path


def _counts(what: str, spread: Spread, firmness: Firmness) -> Text:
    return Text(
        f"{amount(spread.low)} to {amount(spread.high)} {what} in nine of ten draws, some in "
        f"{share(spread.any)} of them ({firmness.counted} draws)."
    )


def _shares(scenario: Scenario, firmness: Firmness) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0), header_style=DIM, pad_edge=False)
    table.add_column("share of the draws in which it", ratio=1)
    for heading in ("could be signed", "would be kept", "fares as above"):
        table.add_column(heading, justify="right")
    if firmness.best is not None:
        table.add_row("the best package above", *_tally(firmness.best))
    for proposal in scenario.proposals:
        table.add_row(proposal.title, *_tally(firmness.proposals[proposal.id]["own"]))
    return table


def _tally(tally: Tally) -> tuple[str, str, str]:
    kept = tally.verdicts.get("holds", 0.0)
    return share(tally.signable), share(kept), share(tally.stands)


def _flips(scenario: Scenario, flips: list[Flip]) -> Table:
    table = _table("from", "to", "then")
    for flip in flips:
        name = number_name(scenario, flip.name)
        table.add_row(name, precise(flip.point), precise(flip.value), _fate(flip.fate))
    return table


def _swings(scenario: Scenario, swings: tuple[Swing, ...]) -> Table:
    table = _table("low", "high", "margin")
    for swing in swings:
        margins = f"{share(swing.at_low.margin)} to {share(swing.at_high.margin)}"
        name = number_name(scenario, swing.name)
        table.add_row(name, precise(swing.low), precise(swing.high), margins)
    return table


def _table(*headings: str) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0), header_style=DIM, pad_edge=False)
    table.add_column("number", ratio=1)
    for heading in headings:
        table.add_column(heading, justify="right")
    return table


def _fate(fate: Fate) -> str:
    return _VERDICTS[fate.verdict] if fate.signable else "not signed"
