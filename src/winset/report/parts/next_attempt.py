"""The next attempt: the same negotiation with this breakdown in the record."""

from collections.abc import Callable, Iterator, Mapping

from winset.impasse.next_attempt import Gesture, NextAttempt
from winset.impasse.tagged_id import TaggedId
from winset.language.catalogue import say
from winset.language.words import amount
from winset.report.document.blocks import Block, Row, Section, Sentence, Table
from winset.report.document.compose import paragraph, points, section
from winset.report.document.sentences import sentence
from winset.report.parts.pairs import matrix
from winset.report.phrases.groups import clauses
from winset.report.phrases.pairs import many
from winset.report.phrases.repairs import levers_named
from winset.report.phrases.titles import whole
from winset.scenario import Scenario

_MOST_CHANGES = 3
"""Changes of each sort."""

_MOST_GESTURES = 8

_PATH = "result:impasse.next_attempt"


def next_attempt(scenario: Scenario, attempt: NextAttempt | None) -> Section | None:
    """Return how far each would be trusted, what would be different, and what could be done."""
    if attempt is None:
        return None
    return section(
        "next_attempt",
        paragraph(*_trust(scenario, attempt)),
        _trust_then(scenario, attempt),
        points((one,) for one in _difference(scenario, attempt)),
        *_gestures(scenario, attempt),
    )


def _trust(scenario: Scenario, attempt: NextAttempt) -> Iterator[Sentence]:
    yield sentence("attempt.entered", f"{_PATH}.weight", weight=attempt.weight)
    given = {}
    for n, one in enumerate(() if many(scenario) else attempt.trust):
        who = {"party": scenario.name(one.party), "other": scenario.name(one.other)}
        place = f"{_PATH}.trust.{n}"
        if one.from_record:
            yield sentence("attempt.fell", place, before=one.before, after=one.after, **who)
        else:
            given[place] = say("attempt.given_at", has=one.after, **who)
    if given:
        yield sentence("attempt.given", *given, told=list(given.values()))


def _trust_then(scenario: Scenario, attempt: NextAttempt) -> Table | None:
    pairs = {
        (one.party, one.other): say("pairs.change", before=one.before, after=one.after)
        for one in attempt.trust
    }
    basis = {pair: f"{_PATH}.trust.{n}" for n, pair in enumerate(pairs)}
    return matrix(scenario, "pairs.attempt", pairs, basis)


def _difference(scenario: Scenario, attempt: NextAttempt) -> Iterator[Sentence]:
    if attempt.deal_exists:
        yield sentence("attempt.deal", f"{_PATH}.deal_exists")
    tell: Mapping[str, Callable[[Scenario, tuple[TaggedId, ...]], list[str]]] = {
        "reasons": clauses,
        "repairs": levers_named,
    }
    changed = {
        f"{when}_{what}": getattr(attempt, f"{when}_{what}")
        for what in tell
        for when in ("new", "gone")
    }
    for name, sets in changed.items():
        words = tell[name.partition("_")[2]]
        for n, members in enumerate(sets[:_MOST_CHANGES]):
            yield sentence(f"attempt.{name}", f"{_PATH}.{name}.{n}", told=words(scenario, members))
        left = len(sets) - _MOST_CHANGES
        if left > 0:
            yield sentence(f"attempt.more_{name}", f"{_PATH}.{name}", left=left)
    if not attempt.deal_exists and not any(changed.values()):
        yield sentence("attempt.same", f"{_PATH}.new_reasons", f"{_PATH}.new_repairs")


def _gestures(scenario: Scenario, attempt: NextAttempt) -> Iterator[Block | None]:
    if not attempt.gestures:
        yield paragraph(sentence("attempt.no_gesture", f"{_PATH}.gestures"))
    rows = tuple(
        Row(tuple(_cells(scenario, one)), (f"{_PATH}.gestures.{n}",))
        for n, one in enumerate(attempt.gestures[:_MOST_GESTURES])
    )
    columns = tuple(say(f"attempt.{name}") for name in ("who", "what", "cost", "lost", "trust"))
    yield Table(say("attempt.gestures"), columns, rows, frozenset({2, 3}))


def _cells(scenario: Scenario, one: Gesture) -> Iterator[str]:
    """Yield who could do what, at what cost, and how far it is trusted then."""
    yield scenario.label(one.by)
    yield whole(scenario, one.step)
    yield amount(one.cost)
    yield amount(one.lost)
    told = (
        say("attempt.trusts", party=scenario.name(who), has=has) for who, has in one.trust.items()
    )
    yield "; ".join(told)
