"""What each part of the deal to look at first carries, how far it gets by a day, and with trust."""

from collections.abc import Iterator
from itertools import groupby

from winset.advice.result import Advice, Carrying, Held, Level
from winset.language.catalogue import say
from winset.language.letters import capital
from winset.language.words import from_to, often, share, signed
from winset.report.document.blocks import Block, Row, Section, Sentence, Table
from winset.report.document.compose import paragraph, points, section
from winset.report.document.sentences import note, sentence
from winset.report.parts.advice import deal_row, deals_table, in_a_line
from winset.report.phrases.advice import lever_title, safer_way
from winset.report.phrases.moves import doing
from winset.scenario import Scenario
from winset.scenario.number_path import NumberPath


def carried(scenario: Scenario, advice: Advice) -> Section | None:
    """Return the deal without each large step and with each lever, and what changes nothing."""
    first, found = advice.first, advice.carrying
    if first is None or found is None:
        return None
    idle = {one.lever for one in found.with_ if not one.change and one.values == first.values}
    rows = (
        deal_row(scenario, first.share, first.values, say("advice.whole"), "result:advise.first"),
        *_without(scenario, found),
        *_with(scenario, found, idle),
    )
    return section(
        "carried",
        deals_table(scenario, say("advice.carried"), say("advice.deal"), rows),
        paragraph(_needed(scenario, found), *_undone_by_all(scenario, found)),
        note("advice.together") if scenario.bonuses else None,
        *_idle(scenario, found, idle),
    )


def _without(scenario: Scenario, found: Carrying) -> Iterator[Row]:
    for n, one in enumerate(found.without):
        if one.values is not None and one.share is not None:
            what = say("advice.without", steps=list(map(scenario.label, (one.step, *one.also))))
            yield deal_row(scenario, one.share, one.values, what, f"result:advise.without.{n}")


def _with(scenario: Scenario, found: Carrying, idle: set[str]) -> Iterator[Row]:
    for n, one in enumerate(found.with_):
        if one.lever not in idle:
            what = say("advice.with", lever=lever_title(scenario, one.lever))
            yield deal_row(scenario, one.share, one.values, what, f"result:advise.with.{n}")


def _needed(scenario: Scenario, found: Carrying) -> Sentence | None:
    """Return without which steps there is no deal."""
    needed = [(n, one.step) for n, one in enumerate(found.without) if one.values is None]
    if not needed:
        return None
    basis = (f"result:advise.without.{n}" for n, _ in needed)
    return sentence("advice.needed", *basis, steps=[scenario.label(step) for _, step in needed])


def _undone_by_all(scenario: Scenario, found: Carrying) -> Iterator[Sentence]:
    """Yield why a lever by which a break undoes more of a step makes the deal less safe."""
    for n, one in enumerate(found.with_):
        paths = next(lever.sets for lever in scenario.levers if lever.id == one.lever)
        steps = [path.owner for path in map(NumberPath, paths) if path.name == "reversible"]
        if one.change < -one.error and steps:
            yield sentence(
                "advice.undone",
                f"result:advise.with.{n}",
                lever=lever_title(scenario, one.lever),
                steps=list(map(scenario.label, steps)),
                who=list(map(scenario.name, doing(scenario, steps))),
            )


def _idle(scenario: Scenario, found: Carrying, idle: set[str]) -> Iterator[Block]:
    """Yield the levers that would change nothing."""
    told = [
        sentence("advice.lever", f"result:advise.with.{n}", lever=lever_title(scenario, one.lever))
        for n, one in enumerate(found.with_)
        if one.lever in idle
    ]
    if told:
        yield paragraph(label=say("advice.idle"))
        yield points([one] for one in told)


def safer(scenario: Scenario, advice: Advice) -> Section | None:
    """Return what raises the share of the order printed most."""
    first, found = advice.first, advice.carrying
    if first is None or found is None or advice.certain:
        return None
    place = "result:advise.first.share_in_order"
    key = "safer" if found.safer else "nothing_safer"
    rows = tuple(
        Row(
            (safer_way(scenario, one, Scenario.label), often(one.share)),
            (f"result:advise.safer.{n}",),
        )
        for n, one in enumerate(found.safer)
    )
    columns = (say("advice.way"), say("advice.kept"))
    return section(
        "safer",
        paragraph(sentence(f"advice.{key}", place, share=first.share_in_order)),
        Table(say("advice.ways"), columns, rows, frozenset({1})),
    )


def held(scenario: Scenario, advice: Advice) -> Section | None:
    """Return what of each deal is in place by a day, and what each side then holds."""
    if advice.by is None:
        return None
    holders = (scenario.label(party.id) for party in scenario.parties)
    columns = (say("advice.deal"), *holders, say("advice.in_place"))
    rows = tuple(_held(scenario, *one) for one in _by_then(scenario, advice))
    numeric = frozenset(range(1, len(columns) - 1))
    return section(
        "by_then",
        Table(say("advice.held"), columns, rows, numeric),
        heading=say("headings.held", date=advice.by.date),
    )


def _by_then(scenario: Scenario, advice: Advice) -> Iterator[tuple[str, Held, str]]:
    """Yield each rung and proposal with what of it is in place by a day, and where that stands."""
    by = advice.by
    for n, found in enumerate(by.rungs if by else ()):
        if found is not None:
            first = advice.ladder[n] == advice.first
            yield say("advice.place", first=first, number=n + 1), found, f"rungs.{n}"
    for one in scenario.proposals:
        found = by.proposals[one.id] if by else None
        if found is not None:
            yield one.short or one.title, found, f"proposals.{one.id}"


def _held(scenario: Scenario, name: str, found: Held, place: str) -> Row:
    begun = [(scenario.label(step), part) for step, part in found.parts.items()]
    in_place = say("advice.steps", done=list(map(scenario.label, found.done)), begun=begun)
    values = (signed(found.values[party.id]) for party in scenario.parties)
    return Row((capital(name), *values, in_place), (f"result:advise.by.{place}",))


def reach(scenario: Scenario, advice: Advice) -> Section | None:
    """Return how often any deal is kept, and how often one that holds each large step."""
    if advice.first is None or advice.certain:
        return None
    rows = tuple(
        Row((scenario.name(step), often(found)), (f"result:advise.reach.{step}",))
        for step, found in sorted(advice.reach.items(), key=lambda one: -one[1])
    )
    return section(
        "reach",
        paragraph(
            sentence(
                "advice.some", "result:advise.some.any", "result:advise.some.substantive",
                any=advice.any, substantive=advice.substantive,
            )
        ),
        Table(say("advice.reach"), (say("advice.step"), say("advice.kept")), rows, frozenset({1})),
    )  # fmt: skip


def by_trust(scenario: Scenario, advice: Advice) -> Section | None:
    """Return the deal to look at first, did everybody trust everybody else at each level."""
    levels = advice.by_trust or ()
    if not any(level.package for level in levels):
        return None
    columns = tuple(say(f"advice.{name}") for name in ("trust", "kept", "error", "its_deal"))
    numbered = groupby(enumerate(levels), key=lambda one: one[1].large or one[1].package)
    rows = tuple(_level(scenario, large or (), list(alike)) for large, alike in numbered)
    return section("by_trust", Table(say("advice.by_trust"), columns, rows, frozenset({1, 2})))


def _level(scenario: Scenario, large: tuple[str, ...], alike: list[tuple[int, Level]]) -> Row:
    """Return the deal of levels of trust that have the same one."""
    basis = tuple(f"result:advise.by_trust.{n}" for n, _ in alike)
    found = [level for _, level in alike]
    trust = from_to(share(found[0].trust), share(found[-1].trust))
    kept = [level.share for level in found if level.share is not None]
    errors = [level.error for level in found if level.error is not None]
    if not kept or not errors:
        return Row((trust, "", "", say("advice.no_deal")), basis)
    held = from_to(often(kept[0]), often(kept[-1]))
    deal = say("advice.rung", large=list(in_a_line(scenario, large)), small=0, notes=())
    return Row((trust, held, share(max(errors)), deal), basis)
