"""Which deals to look at first, for the terminal."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from rich.console import Group, RenderableType
from rich.text import Text

from winset.advice.result import Advice, Rung
from winset.report.carrying_view import carried_body, safer_body
from winset.report.language.catalogue import say
from winset.report.language.directions import with_isolated
from winset.report.language.words import count, from_to, listed, often, share, signed
from winset.report.layout import data_table, figures, indented, section, title, wide
from winset.report.phrases.advice import (
    FIRST,
    HOW,
    IN_SOME_DRAWS,
    SEARCHED,
    by_performer,
    each_gets,
    finding,
    held_heading,
    held_in_words,
    held_rows,
    how_often,
    in_a_line,
    none_kept,
    rung_in_a_line,
    with_small_steps,
    worth,
)
from winset.report.phrases.pairs import many
from winset.report.phrases.time import time_counts
from winset.report.worth_table import worth_table
from winset.scenario import Scenario


def advice_view(scenario: Scenario, advice: Advice) -> RenderableType:
    """Return the deal to look at first, and the ladder beside it."""
    scenario = with_isolated(scenario)
    first = () if advice.first is None else _order(scenario, advice.first)
    return Group(
        *title(scenario, finding(advice)),
        *section(FIRST, *first_body(scenario, advice), *first, *_notes(scenario, advice)),
        *section("What each part carries", *carried_body(scenario, advice)),
        *section("What would make it safer", *safer_body(scenario, advice)),
        *section("From small and sure to large", *ladder_body(scenario, advice)),
        *_held(scenario, advice),
        *section("How far any deal goes", *_reach(scenario, advice)),
        *section("If every side trusted every other equally", *_by_trust(scenario, advice)),
    )


def first_body(scenario: Scenario, advice: Advice) -> Iterator[RenderableType]:
    """Yield what is done in the deal to look at first, how often it is kept, what it gives whom."""
    first = advice.first
    if advice.searched:
        yield Text(SEARCHED)
    if first is None:
        yield Text(f"{none_kept(advice)} The command impasse says why.")
        yield from _nearest(scenario, advice)
        return
    yield indented(*map(Text, by_performer(scenario, first.large or first.package)))
    if small := with_small_steps(scenario, first):
        yield Text(small)
    yield Text(how_often(advice, first))
    if advice.tier == "draws":
        yield Text(IN_SOME_DRAWS)
    yield Text(worth(scenario, first.values))


def _nearest(scenario: Scenario, advice: Advice) -> Iterator[RenderableType]:
    near = advice.nearest
    if near is None:
        return
    yield Text("Of all that every side would sign, this comes nearest to being kept:")
    yield indented(*map(Text, by_performer(scenario, near.package)))
    yield Text(worth(scenario, near.values))


def _notes(scenario: Scenario, advice: Advice) -> Iterator[RenderableType]:
    if advice.first is None:
        return
    yield from _as_good(scenario, advice)
    if not advice.certain:
        yield Text(HOW)
    if time_counts(scenario):
        yield Text(say("deals.without_time"))


def _order(scenario: Scenario, rung: Rung) -> Iterator[RenderableType]:
    lines = (
        f"{n}. {' + '.join(scenario.name(step) for step in move)}"
        for n, move in enumerate(rung.order, start=1)
    )
    yield indented(*(Text(line) for line in lines))


def _as_good(scenario: Scenario, advice: Advice) -> Iterator[RenderableType]:
    first, found = advice.first, advice.as_good
    if first is None or found is None or not found.packages:
        return
    told = f"{count(found.packages, 'package')} can hardly be told from it"
    if found.vary:
        told += f": with or without {_names(scenario, found.vary)}"
    yield Text(f"{told}.")
    for other in found.others:
        yield Text(f"As good: the same {_difference(scenario, first.package, other)}.")


def ladder_body(scenario: Scenario, advice: Advice) -> Iterator[RenderableType]:
    """Yield deals from small and sure to large, as a table; nothing where there is one only."""
    if len(advice.ladder) < 2:
        return
    rungs = (
        (rung.share, rung.values, rung_in_a_line(scenario, advice, n))
        for n, rung in enumerate(advice.ladder)
    )
    yield worth_table(scenario, rungs, "large steps")


def _held(scenario: Scenario, advice: Advice) -> Iterator[RenderableType]:
    """Yield what of each deal is in place by a day, and what each side then holds."""
    rows = list(held_rows(scenario, advice))
    if advice.by is None or not rows:
        return
    parties = [] if many(scenario) else [party.id for party in scenario.parties]
    names = (f"{scenario.name(party)} holds" for party in parties)
    table = data_table("deal", *figures(*names), wide("in place"))
    for name, held, _ in rows:
        told = held_in_words(scenario, held)
        told = told if parties else f"{told}\n{each_gets(scenario, held.values)}"
        table.add_row(Text(name), *(signed(held.values[party]) for party in parties), Text(told))
    yield from section(held_heading(advice.by), table)


def _reach(scenario: Scenario, advice: Advice) -> Iterator[RenderableType]:
    if advice.first is None or advice.certain:
        return
    yield Text(
        f"Some deal or other would be kept in {often(advice.any)} of the draws, not the same in "
        f"each; one to which two sides or more give a large step, in {often(advice.substantive)}. "
        "How often one would be that holds"
    )
    table = data_table(*figures("kept"), "this large step")
    for step, found in sorted(advice.reach.items(), key=lambda one: -one[1]):
        table.add_row(often(found), Text(scenario.name(step)))
    yield table


def _by_trust(scenario: Scenario, advice: Advice) -> Iterator[RenderableType]:
    levels = advice.by_trust or ()
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
        held = from_to(often(kept[0]), often(kept[-1]))
        table.add_row(trust, held, share(max(errors)), Text(in_a_line(scenario, large)))
    yield table


def _difference(scenario: Scenario, package: Sequence[str], other: Sequence[str]) -> str:
    """Return what another package holds besides, and what it leaves out."""
    more = [step for step in other if step not in package]
    less = [step for step in package if step not in other]
    told = (("with", more), ("without", less))
    return " and ".join(f"{word} {_names(scenario, steps)}" for word, steps in told if steps)


def _names(scenario: Scenario, steps: Iterable[str]) -> str:
    return listed(scenario.name(step) for step in steps)
