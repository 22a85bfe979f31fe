"""The deal to look at first, and the ladder beside it."""

from collections.abc import Iterator

from winset.advice.result import Advice
from winset.analysis import Analysis
from winset.report.document.blocks import ReadingNote, Row, Section, Sentence, Table
from winset.report.document.compose import paragraph, points, section
from winset.report.language.catalogue import say
from winset.report.language.words import capital, often, signed
from winset.report.phrases.advice import (
    HOW,
    IN_SOME_DRAWS,
    by_performer,
    held_heading,
    held_in_words,
    held_rows,
    how_often,
    none_kept,
    rung_in_a_line,
    with_small_steps,
    worth,
)
from winset.scenario import Scenario

_PACKAGE = ("result:advise.first.large", "result:advise.first.package")


def first(analysis: Analysis) -> Section | None:
    """Return what to look at first, how often it would be kept, and what is surer or larger."""
    scenario, advice = analysis.scenario, analysis.advice
    if advice is None:
        return None
    return section(
        "first",
        points([one] for one in first_steps(scenario, advice)),
        paragraph(*first_sentences(scenario, advice)),
        _ladder(scenario, advice),
        _held(scenario, advice),
        None if advice.certain or advice.first is None else ReadingNote(HOW),
    )


def first_steps(scenario: Scenario, advice: Advice) -> Iterator[Sentence]:
    """Yield what each side does in it."""
    if advice.first is not None:
        for told in by_performer(scenario, advice.first.large or advice.first.package):
            yield Sentence(told, _PACKAGE)
        if small := with_small_steps(scenario, advice.first):
            yield Sentence(small, _PACKAGE)


def first_sentences(scenario: Scenario, advice: Advice) -> Iterator[Sentence]:
    """Yield how often the deal to look at first is signed and kept, and what it gives whom."""
    found = advice.first
    if found is None:
        yield Sentence(none_kept(advice), ("result:advise.tier", "result:advise.draws"))
        return
    basis = ("result:advise.first.share", "result:advise.first.share_in_order")
    yield Sentence(how_often(advice, found), basis)
    if advice.tier == "draws":
        yield Sentence(IN_SOME_DRAWS, ("result:advise.tier",))
    yield Sentence(worth(scenario, found.values), ("result:advise.first.values",))


def _ladder(scenario: Scenario, advice: Advice) -> Table | None:
    """Return the deals from small and sure to large; None where there is one only."""
    if len(advice.ladder) < 2:
        return None
    columns = (
        say("first.kept"),
        *(say("first.gives", party=party.name) for party in scenario.parties),
        say("first.steps"),
    )
    rows = tuple(_rung(scenario, advice, n) for n in range(len(advice.ladder)))
    numeric = frozenset(range(len(columns) - 1))
    return Table(say("first.caption"), columns, rows, numeric)


def _rung(scenario: Scenario, advice: Advice, n: int) -> Row:
    rung = advice.ladder[n]
    values = (signed(rung.values[party.id]) for party in scenario.parties)
    cells = (often(rung.share), *values, rung_in_a_line(scenario, advice, n))
    return Row(cells, (f"result:advise.ladder.{n}",))


def _held(scenario: Scenario, advice: Advice) -> Table | None:
    """Return what of each deal is in place by a day; None where no day is asked about."""
    rows = tuple(
        Row(
            (
                capital(name),
                *(signed(held.values[party.id]) for party in scenario.parties),
                held_in_words(scenario, held),
            ),
            (f"result:{basis}",),
        )
        for name, held, basis in held_rows(scenario, advice)
    )
    if advice.by is None or not rows:
        return None
    holds = (say("first.holds", party=party.name) for party in scenario.parties)
    columns = (say("first.deal"), *holds, say("first.in_place"))
    return Table(held_heading(advice.by), columns, rows, frozenset(range(1, len(columns) - 1)))
