"""The deal to look at first, what is as good, and deals from small and sure to large."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from winset.advice.result import Advice, Rung
from winset.language.catalogue import say
from winset.language.words import often, signed
from winset.report.document.blocks import (
    Block,
    BulletList,
    Paragraph,
    ReadingNote,
    Row,
    Section,
    Sentence,
    Table,
    Tone,
)
from winset.report.document.compose import kept_blocks, paragraph, points, section
from winset.report.document.sentences import note, sentence
from winset.report.phrases.moves import by_doers, doing, performers
from winset.report.phrases.pairs import many
from winset.report.phrases.tense import over
from winset.report.phrases.verdicts import time_counts
from winset.scenario import Scenario

_PACKAGE = ("result:advise.first.large", "result:advise.first.package")


def first_in_order(scenario: Scenario, advice: Advice) -> Section | None:
    """Return what to look at first, in order, and what is as good; else what comes nearest."""
    if advice.first is None:
        return section("nearest", _searched(advice), *nearest(scenario, advice))
    return section(
        "first",
        _searched(advice),
        *_told(scenario, advice),
        paragraph(label=say("advice.order")),
        _order(scenario, advice.first),
        paragraph(*_as_good(scenario, advice, advice.first)),
        how_to_read(advice),
        _without_time(scenario),
    )


def first_deal(scenario: Scenario, advice: Advice) -> Iterator[Block | None]:
    """Yield who does what in the deal to look at first, how often it is kept, what it gives."""
    yield _searched(advice)
    yield points([one] for one in first_steps(scenario, advice))
    yield from _told(scenario, advice)


def first_or_nearest(scenario: Scenario, advice: Advice) -> tuple[Block, ...]:
    """Return the deal to look at first; where none is kept, what comes nearest to it."""
    near = () if advice.first else nearest(scenario, advice)
    return kept_blocks((*first_deal(scenario, advice), *near))


def finding(scenario: Scenario, advice: Advice) -> Sentence:
    """Return what is advised in a sentence that can be said aloud."""
    found = advice.first
    if found is None:
        return _none_kept(advice)
    basis = ("result:advise.first.values", "result:advise.first.share_in_order")
    better = all(value > 0 for value in found.values.values())
    odds = "" if advice.certain else say("advice.odds", share=found.share_in_order)
    data = {"sides": len(scenario.parties), "past": over(scenario), "better": better}
    return sentence("advice.finding", *basis, **data, odds=odds)


def two_shares(advice: Advice) -> Sentence | None:
    """Return why one deal has two shares: in the order shown, and in whichever order keeps it."""
    first = advice.first
    if advice.certain or first is None or not first.order or first.share == first.share_in_order:
        return None
    basis = ("result:advise.first.share", "result:advise.first.share_in_order")
    shares = {"some": first.share, "shown": first.share_in_order}
    return sentence("advice.two_shares", *basis, **shares)


def first_steps(scenario: Scenario, advice: Advice) -> Iterator[Sentence]:
    """Yield what each side does in it."""
    if advice.first is not None:
        large, small = advice.first.large, _small(advice.first)
        for told in by_performer(scenario, large or advice.first.package):
            yield Sentence(told, _PACKAGE)
        if large and small:
            yield sentence("advice.small", *_PACKAGE, steps=list(map(scenario.name, small)))


def first_sentences(scenario: Scenario, advice: Advice) -> Iterator[Sentence]:
    """Yield how often the deal to look at first is signed and kept, and what it gives whom."""
    yield from _odds(advice)
    if advice.first is not None:
        yield _gives(scenario, advice.first.values, "result:advise.first.values")


def _odds(advice: Advice) -> Iterator[Sentence]:
    """Yield how often the deal to look at first is signed and kept."""
    if advice.first is None:
        yield _none_kept(advice)
        return
    yield _how_often(advice, advice.first)
    if advice.tier == "draws":
        yield sentence("advice.in_some_draws", "result:advise.tier")


def _told(scenario: Scenario, advice: Advice) -> Iterator[Block | None]:
    """Yield the same in a paragraph; what it gives many sides in a table."""
    if advice.first is None or not many(scenario):
        yield paragraph(*first_sentences(scenario, advice))
        return
    yield paragraph(*_odds(advice))
    yield _gives_each(scenario, advice.first.values, "result:advise.first.values")


def _gives_each(scenario: Scenario, values: Mapping[str, float], basis: str) -> Table:
    parties = [party.id for party in scenario.parties]
    row = Row(
        tuple(signed(values[party]) for party in parties), (basis,), losses(scenario, values, 0)
    )
    columns = tuple(map(scenario.label, parties))
    return Table(say("advice.gives_each"), columns, (row,), frozenset(range(len(columns))))


def nearest(scenario: Scenario, advice: Advice) -> Iterator[Block | None]:
    """Yield what of all that could be signed comes nearest to being kept."""
    near, place = advice.nearest, "result:advise.nearest"
    if near is not None:
        yield paragraph(sentence("advice.nearest", place))
        yield points(
            [Sentence(told, (f"{place}.package",))] for told in by_performer(scenario, near.package)
        )
        if many(scenario):
            yield _gives_each(scenario, near.values, f"{place}.values")
        else:
            yield paragraph(_gives(scenario, near.values, f"{place}.values"))
    yield note("advice.see_impasse")


def ladder_table(scenario: Scenario, advice: Advice) -> Table | None:
    """Return the deals from small and sure to large; None where there is one only."""
    if len(advice.ladder) < 2:
        return None
    rows = (
        deal_row(
            scenario, rung.share, rung.values, _rung(scenario, advice, n),
            f"result:advise.ladder.{n}",
        )
        for n, rung in enumerate(advice.ladder)
    )  # fmt: skip
    return deals_table(scenario, say("advice.ladder"), say("advice.large_steps"), rows)


def how_to_read(advice: Advice) -> ReadingNote | None:
    """Return what a draw is, and what shares of draws mean; None where nothing is drawn."""
    if advice.certain or advice.first is None:
        return None
    return note("advice.how", draws=advice.draws)


def by_performer(scenario: Scenario, steps: Iterable[str]) -> Iterator[str]:
    """Yield what each side does of some steps, a sentence a side, in the order of the file."""
    for who, done in by_doers(scenario, steps).items():
        names = list(map(scenario.name, done))
        yield say("advice.performs", who=performers(scenario, who), steps=names)


def deals_table(scenario: Scenario, caption: str, what: str, rows: Iterable[Row]) -> Table:
    """Return deals side by side: what each is, how often it is kept, what it gives each side.

    Parameters
    ----------
    what
        The head of the column that says what each deal is.
    rows
        As `deal_row` makes them.
    """
    columns = (what, say("advice.kept"), *(scenario.label(party.id) for party in scenario.parties))
    return Table(caption, columns, tuple(rows), frozenset(range(1, len(columns))))


def deal_row(
    scenario: Scenario, share: float, values: Mapping[str, float], what: str, *basis: str
) -> Row:
    """Return what a deal is, how often it is signed and kept, and V by party."""
    cells = (what, often(share), *(signed(values[party.id]) for party in scenario.parties))
    return Row(cells, basis, losses(scenario, values, 2))


def losses(scenario: Scenario, values: Mapping[str, float], first: int) -> dict[int, Tone]:
    """Return the tones of a row's values, from the `first` cell that holds one: losses are bad."""
    return {n: "bad" for n, party in enumerate(scenario.parties, first) if values[party.id] < 0}


def _searched(advice: Advice) -> Paragraph | None:
    return (
        paragraph(sentence("advice.searched", "result:advise.searched"))
        if advice.searched
        else None
    )


def _none_kept(advice: Advice) -> Sentence:
    basis = ("result:advise.tier", "result:advise.draws")
    return sentence("advice.none_kept", *basis, draws=0 if advice.certain else advice.draws)


def _how_often(advice: Advice, rung: Rung) -> Sentence:
    basis = ("result:advise.first.share", "result:advise.first.share_in_order")
    if advice.certain:
        return sentence("advice.certain", *basis)
    key = "in_this_order" if often(rung.share) == often(rung.share_in_order) else "how_often"
    return sentence(f"advice.{key}", *basis, rung=rung, draws=advice.draws)


def _gives(scenario: Scenario, values: Mapping[str, float], basis: str) -> Sentence:
    told = [
        say("advice.value", party=scenario.name(who), value=value) for who, value in values.items()
    ]
    return sentence("advice.gives", basis, values=told)


def _order(scenario: Scenario, rung: Rung) -> BulletList:
    moves = (
        sentence(
            "advice.move",
            f"result:advise.first.order.{n}",
            who=performers(scenario, doing(scenario, move)),
            steps=list(map(scenario.name, move)),
            part=rung.order[: n + 1].count(move),
            parts=rung.order.count(move),
        )
        for n, move in enumerate(rung.order)
    )
    return points(([move] for move in moves), numbered=True)


def _as_good(scenario: Scenario, advice: Advice, rung: Rung) -> Iterator[Sentence]:
    """Yield how many packages are as good, what they vary, and the best of other families."""
    found = advice.as_good
    if found is None or not found.packages:
        return
    place, vary = "result:advise.as_good", list(map(scenario.label, found.vary))
    yield sentence(
        "advice.as_good", f"{place}.packages", f"{place}.vary", packages=found.packages, vary=vary
    )
    for n, other in enumerate(found.others):
        more = [scenario.label(step) for step in other if step not in rung.package]
        less = [scenario.label(step) for step in rung.package if step not in other]
        yield sentence("advice.other", f"{place}.others.{n}", more=more, less=less)


def _without_time(scenario: Scenario) -> Paragraph | None:
    if not time_counts(scenario):
        return None
    return paragraph(sentence("deals.without_time", "file:parties"))


def in_a_line(scenario: Scenario, steps: Iterable[str]) -> Iterator[str]:
    """Yield what each side does of some steps by their short names, for a cell of a table."""
    for who, done in by_doers(scenario, steps).items():
        names = list(map(scenario.label, done))
        yield say("advice.does", who=performers(scenario, who, short=True), steps=names)


def _rung(scenario: Scenario, advice: Advice, place: int) -> str:
    """Return who does which large steps, whose choice it would be, and who would not keep it."""
    rung = advice.ladder[place]
    return say(
        "advice.rung",
        large=list(in_a_line(scenario, rung.large)),
        small=len(_small(rung)),
        notes=list(_notes(scenario, advice, place)),
    )


def _notes(scenario: Scenario, advice: Advice, place: int) -> Iterator[str]:
    rung = advice.ladder[place]
    if rung == advice.first:
        yield say("advice.is_first")
    chosen = [scenario.label(who) for who, at in advice.by_party.items() if at == place]
    if chosen:
        every = len(chosen) == len(scenario.parties)
        yield say("advice.chosen", who=chosen, every=every)
    kept = rung.successors or {}
    left = [one.title for one in scenario.successors if not kept.get(one.id, True)]
    if left:
        yield say("advice.left", who=left)


def _small(rung: Rung) -> Sequence[str]:
    return [step for step in rung.package if step not in rung.large]
