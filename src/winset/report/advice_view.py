"""Which deals to look at first, for the terminal."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from rich.console import Group, RenderableType
from rich.text import Text

from winset.advice.result import Advice, Level, Rung
from winset.report.directions import with_isolated
from winset.report.layout import HEAD, data_table, figures, indented, section, title
from winset.report.words import count, from_to, listed, share, signed
from winset.scenario import Scenario

HOW = (
    "A share is how often a deal is signed by all who must sign, and kept, when the numbers of the "
    "file are drawn. It says how far the answer hangs on them; it is not a forecast."
)


def advice_view(scenario: Scenario, advice: Advice) -> RenderableType:
    """Return the deal to look at first, and the ladder beside it."""
    scenario = with_isolated(scenario)
    return Group(
        *title(scenario),
        *section("The deal to look at first", *_first(scenario, advice)),
        *section("From small and sure to large", *_ladder(scenario, advice)),
        *section("How far any deal goes", *_reach(scenario, advice)),
        *section("At each level of trust, both ways", *_by_trust(scenario, advice.by_trust or ())),
    )


def _first(scenario: Scenario, advice: Advice) -> Iterator[RenderableType]:
    first = advice.first
    if first is None:
        yield Text("No deal would be signed and kept, in any draw. See winset roadmap and impasse.")
        return
    yield Text("Look first at this deal:", style=HEAD)
    yield indented(*map(Text, _by_performer(scenario, first.large or first.package)))
    yield Text(_how_often(advice, first))
    if advice.tier == "draws":
        yield Text("With the file's own numbers no deal is kept: this one is in some draws only.")
    yield Text(f"It gives {_worth(scenario, first)}.")
    yield from _order(scenario, first)
    yield from _as_good(scenario, advice)
    if not advice.certain:
        yield Text(HOW)


def _how_often(advice: Advice, rung: Rung) -> str:
    if advice.certain:
        return "It would be signed and kept. Nothing in the file is uncertain."
    return (
        f"It is signed and kept in {share(rung.share)} (± {share(rung.error)}) of "
        f"{count(advice.draws, 'draw')} of the file's numbers; in the order below in "
        f"{share(rung.share_in_order)}."
    )


def _worth(scenario: Scenario, rung: Rung) -> str:
    return listed(f"{scenario.name(who)} {signed(value)}" for who, value in rung.values.items())


def _order(scenario: Scenario, rung: Rung) -> Iterator[RenderableType]:
    lines = (
        f"{n}. {' + '.join(scenario.name(step) for step in move)}"
        for n, move in enumerate(rung.order, start=1)
    )
    yield indented(*(Text(line) for line in lines))


def _as_good(scenario: Scenario, advice: Advice) -> Iterator[RenderableType]:
    found = advice.as_good
    if found is None or not found.packages:
        return
    told = f"{count(found.packages, 'package')} can hardly be told from it"
    if found.vary:
        told += f": with or without {_names(scenario, found.vary)}"
    yield Text(f"{told}.")
    for other in found.others:
        yield Text(f"As good, with other large steps: {_names(scenario, other)}.")


def _ladder(scenario: Scenario, advice: Advice) -> Iterator[RenderableType]:
    if not advice.ladder:
        return
    chosen = {
        rung: [scenario.name(party) for party, place in advice.by_party.items() if place == rung]
        for rung in range(len(advice.ladder))
    }
    names = ("kept", *(f"for {party.name}" for party in scenario.parties))
    table = data_table(*figures(*names), "large steps")
    for n, rung in enumerate(advice.ladder):
        what = _in_a_line(scenario, rung.large) or "Small steps only."
        what += "  (first)" if rung == advice.first else ""
        what += f"  (what {listed(chosen[n])} would choose)" if chosen[n] else ""
        values = (signed(rung.values[party.id]) for party in scenario.parties)
        table.add_row(share(rung.share), *values, Text(what))
    yield table


def _reach(scenario: Scenario, advice: Advice) -> Iterator[RenderableType]:
    if advice.first is None or advice.certain:
        return
    yield Text(
        f"Some deal would be kept in {share(advice.any)} of the draws; one to which at least two "
        f"sides give a large step, in {share(advice.substantive)}. Some deal that holds each "
        "large step, in one way or another:"
    )
    table = data_table(*figures("kept"), "large step")
    for step, often in sorted(advice.reach.items(), key=lambda one: -one[1]):
        table.add_row(share(often), Text(scenario.name(step)))
    yield table


def _by_trust(scenario: Scenario, levels: Sequence[Level]) -> Iterator[RenderableType]:
    if not any(level.package for level in levels):
        return
    table = data_table(*figures("trust", "kept", "±"), "the deal to look at first")
    for large, alike in groupby(levels, key=lambda level: level.large or level.package):
        found = tuple(alike)
        trust = from_to(share(found[0].trust), share(found[-1].trust))
        kept = [level.share for level in found if level.share is not None]
        errors = [level.error for level in found if level.error is not None]
        if large is None or not kept or not errors:
            table.add_row(trust, "", "", "none")
            continue
        often = from_to(share(kept[0]), share(kept[-1]))
        table.add_row(trust, often, share(max(errors)), Text(_in_a_line(scenario, large)))
    yield table


def _in_a_line(scenario: Scenario, steps: Iterable[str]) -> str:
    return " ".join(_by_performer(scenario, steps))


def _by_performer(scenario: Scenario, steps: Iterable[str]) -> Iterator[str]:
    """Yield what each side does of some steps, a sentence a side, in the order of the file."""
    by = {step.id: step.by for step in scenario.steps}
    done: dict[tuple[str, ...], list[str]] = {}
    for step in steps:
        done.setdefault(by[step], []).append(scenario.name(step))
    for who, titles in done.items():
        yield f"{listed(map(scenario.name, who))}: {'; '.join(titles)}."


def _names(scenario: Scenario, steps: Iterable[str]) -> str:
    return listed(scenario.name(step) for step in steps)
