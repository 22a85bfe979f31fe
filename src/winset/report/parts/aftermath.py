"""What would last after a breakdown, why, and for how long against those who move together."""

from collections.abc import Iterator, Sequence

from winset.aftermath.coalitions import MOST_PARTIES, MOST_STATES
from winset.aftermath.graph import StateId
from winset.aftermath.result import Aftermath
from winset.aftermath.witnesses import StabilityWitness
from winset.language.catalogue import say
from winset.language.letters import capital
from winset.language.words import share, signed
from winset.report.document.blocks import Block, Row, Section, Sentence, Table
from winset.report.document.compose import paragraph, points, section
from winset.report.document.sentences import note, sentence
from winset.report.phrases.aftermath import (
    STRONGEST_FIRST,
    change_words,
    path_words,
    state_words,
    strongest,
)
from winset.scenario import Scenario
from winset.scenario.conflict import Concept

_MOST = 8
"""States of a table or list that the short form shows."""

_MOST_EXPLAINED = 3

_LOOKED_AT: tuple[Concept, ...] = ("nash", "seq")
"""The concepts that are told of parties that move together."""


def lasting(scenario: Scenario, found: Aftermath) -> Section | None:
    """Return the states that would last, by which concept, and what they are worth."""
    ranked = _likeliest_first(found)
    none = None if ranked else paragraph(sentence("aftermath.none", "result:aftermath.equilibria"))
    shown = {strongest(found, state) for state in ranked[:_MOST]}
    means = (one for one in STRONGEST_FIRST if one in shown)
    return section(
        "lasting",
        none,
        _table(scenario, found, ranked),
        *(note(f"aftermath.means_{one}", word=capital(_word(one))) for one in means),
        *_together(found),
        _counted(scenario, found),
        *_isolated(scenario, found),
    )


def _likeliest_first(found: Aftermath) -> list[StateId]:
    """Return the equilibria, the likeliest end first, then those of the strongest concept."""
    ends = found.outlook.ends if found.outlook else {}
    held = dict.fromkeys(s for one in STRONGEST_FIRST for s in sorted(found.equilibria[one]))
    return sorted(held, key=lambda state: -ends.get(state, 0.0))


def _word(concept: Concept | None) -> str:
    return say(f"aftermath.word_{concept}")


def _table(scenario: Scenario, found: Aftermath, states: Sequence[StateId]) -> Table:
    valued = [party for party in found.parties if party in found.states[0].values]
    heads = (say(f"aftermath.{name}") for name in ("on", "lasts", "chance"))
    rows = tuple(_row(scenario, found, state, valued) for state in states)
    columns = (*heads, *map(scenario.label, valued))
    return Table("", columns, rows, frozenset(range(2, len(columns))), _MOST)


def _row(scenario: Scenario, found: Aftermath, number: StateId, valued: Sequence[str]) -> Row:
    ends = found.outlook.ends if found.outlook else {}
    state, concept = found.state(number), strongest(found, number)
    cells = (
        state_words(scenario, state.on, short=True),
        say("aftermath.lasts_by", word=_word(concept), left=number in _left(found)),
        share(ends[number]) if number in ends else "",
        *(signed(state.values[party]) for party in valued),
    )
    place = f"result:aftermath.states.{number - 1}"
    return Row(cells, (place, f"result:aftermath.equilibria.{concept}"))


def _counted(scenario: Scenario, found: Aftermath) -> Block:
    return paragraph(
        sentence(
            "aftermath.counted",
            "result:aftermath.states",
            "file:aftermath.options",
            parties=list(map(scenario.name, found.parties)),
            options=len(found.options),
            states=len(found.states),
        )
    )


def _isolated(scenario: Scenario, found: Aftermath) -> Iterator[Block]:
    if found.isolated:
        basis, number = "result:aftermath.isolated", len(found.isolated)
        yield paragraph(sentence("aftermath.isolated", basis, states=number))
        told = (state_words(scenario, found.state(one).on) for one in found.isolated)
        yield points(([sentence("aftermath.one", basis, state=one)] for one in told), most=_MOST)


def reasons_to_stay(scenario: Scenario, found: Aftermath) -> Iterator[Block]:
    """Yield why the states last that matter most: what deters each side from moving on.

    Where nobody has a better move there is no more to tell.
    """
    for state in _likeliest_first(found)[:_MOST_EXPLAINED]:
        concept = strongest(found, state)
        if concept != "nash":
            held = (state, concept)
            told = [one for one in enumerate(found.witnesses) if _of(one[1]) == held]
            if told:
                yield paragraph(label=capital(state_words(scenario, found.state(state).on)))
                yield points(([one] for one in _why(scenario, found, told)), most=_MOST)


def _of(one: StabilityWitness) -> tuple[int, Concept]:
    return one.state, one.concept


def _why(
    scenario: Scenario, found: Aftermath, told: Sequence[tuple[int, StabilityWitness]]
) -> Iterator[Sentence]:
    """Yield what deters each side from each move; those with no better move in one sentence."""
    idle = [(n, one) for n, one in told if not one.sanctions]
    if idle:
        who = [scenario.name(one.party) for _, one in idle]
        basis = (f"result:aftermath.witnesses.{n}" for n, _ in idle)
        yield sentence("aftermath.no_better", *basis, parties=who)
    for n, one in told:
        for k, sanction in enumerate(one.sanctions):
            yield sentence(
                "aftermath.deterred",
                f"result:aftermath.witnesses.{n}.sanctions.{k}",
                party=scenario.name(one.party),
                change=change_words(scenario, found, one.state, sanction.improvement),
                answer=path_words(scenario, found, sanction.improvement, sanction.answer),
            )


def _together(found: Aftermath) -> Iterator[Block]:
    """Yield what would not last against parties that move together."""
    if found.coalitions is None:
        yield note("aftermath.alone", states=MOST_STATES, parties=MOST_PARTIES)
        return
    basis = "result:aftermath.coalitions"
    left = _left(found)
    if left:
        yield paragraph(sentence("aftermath.left", basis, states=len(left)))
    if not found.coalition_proof("seq") and found.equilibria["seq"]:
        yield paragraph(sentence("aftermath.none_together", basis))


def _left(found: Aftermath) -> frozenset[StateId]:
    """Return the states that would last, but not against parties that move together."""
    if found.coalitions is None:
        return frozenset()
    one_by_one = (frozenset(found.equilibria[one]) for one in _LOOKED_AT)
    as_one = (found.coalition_proof(one) for one in _LOOKED_AT)
    return frozenset().union(*map(frozenset.difference, one_by_one, as_one))


def likely(scenario: Scenario, found: Aftermath) -> Table | None:
    """Return how likely states are to last where the preferences are not known for sure."""
    shares = found.likely
    if shares is None:
        return None
    by_answers, by_moves = shares.shares["seq"], shares.shares["nash"]
    ranked = sorted(enumerate(by_answers.items()), key=lambda one: (-one[1][1], one[1][0]))
    rows = (
        Row(
            (
                state_words(scenario, found.state(state).on, short=True),
                share(chance),
                share(by_moves.get(state, 0.0)),
            ),
            (f"result:aftermath.likely.shares.seq.{n}",),
        )
        for n, (state, chance) in ranked
    )
    caption = say("aftermath.likely", exact=shares.exact, number=shares.combinations)
    columns = (say("aftermath.on"), _word("seq"), _word("nash"))
    return Table(caption, columns, tuple(rows), frozenset({1, 2}), _MOST)
