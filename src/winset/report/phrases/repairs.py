"""What would open a deal, now or in the next attempt, in plain words."""

from collections.abc import Iterator

from winset.impasse.approaches import Outcome
from winset.impasse.next_attempt import Gesture
from winset.impasse.repairs import Change, Repair
from winset.impasse.tagged_id import TaggedId
from winset.report.language.words import amount, count, enough, listed, precise, share, signed
from winset.report.phrases.groups import chained, given_up, word
from winset.report.phrases.number_names import number_name
from winset.scenario import Scenario

_CHANGES = {
    "trust": "{who} trusts {other} at {to}, not at {before}",
    "stake": "{name} has {to} to lose by breaking off, not {before}",
    "guarantee": "{to} is made good to {name} when it is betrayed, not {before}",
    "snapback": "{to} of “{name}” is undone when the agreement breaks, not {before}",
    "detection": "a pretence of “{name}” is found out in {to} of cases, not in {before}",
    "slices": "“{name}” is done in {parts}",
    "escrow": "“{one}” and “{another}” change hands in one move, through a third party",
    "transfer": "{who} pays {other} {to} at the signing",
    "text": "the text on {word} commits to what all read in it, and leaves the rest open",
}
"""What Winset finds, by its kind."""

_SHARES = ("trust", "snapback", "detection")

NOBODY_DECIDES = "Nobody can decide to trust; this says how much would be needed."


def repair_sentence(scenario: Scenario, repair: Repair) -> str:
    """Return what would have to be done, as the clauses of a sentence."""
    told = [change_clause(scenario, change) for change in repair.changes]
    changed = {change.lever for change in repair.changes}
    dropped = given_up(scenario, [one for one in repair.levers if one not in changed])
    return chained([*told, dropped] if dropped else told)


def change_clause(scenario: Scenario, change: Change) -> str:
    """Return a change as a clause, with the least that would do."""
    lever = next((one for one in scenario.levers if one.id == change.lever), None)
    if lever is None:
        return _found_clause(scenario, change)
    if change.path is None:
        part = 1.0 if change.least is None else change.least
        return lever.title + (f" ({share(part)} of the way would do)" if part < 1 else "")
    name = number_name(scenario, change.path)
    way = f"from {amount(change.before)} to {amount(change.after)}"
    enough_ = change.least is None or change.least == change.after
    least = "" if enough_ else f"; {amount(change.least)} would do"
    return f"{lever.title} ({name} {way}{least})"


def levers_named(scenario: Scenario, levers: tuple[TaggedId, ...]) -> str:
    """Return the levers and demands of a repair by their names alone."""
    titles = {lever.id: lever.title for lever in scenario.levers}
    dropped = given_up(scenario, [one for one in levers if one not in titles])
    named = [titles[one] for one in levers if one in titles]
    return chained([*named, dropped] if dropped else named)


def doers(scenario: Scenario, repair: Repair) -> str:
    """Return who it takes, and whether one can do it alone."""
    if repair.alone is not None:
        return f"by {scenario.name(repair.alone)} alone"
    if len(repair.by) < 2:
        who = scenario.name(repair.by[0]) if repair.by else "nobody at the table"
        return f"by {who}, with a third party" if repair.by else f"by {who}"
    return f"by {listed(map(scenario.name, repair.by))} together"


def needs_trust(repair: Repair) -> bool:
    """Return whether a repair asks somebody to trust more."""
    return any(change.lever.kind == "trust" for change in repair.changes)


def _found_clause(scenario: Scenario, change: Change) -> str:
    found = change.lever
    one, _, another = found.about.partition("+")
    before, to = (
        (share(change.before), enough(change.after))
        if found.kind in _SHARES
        else (amount(change.before), precise(change.after))
    )
    return _CHANGES[found.kind].format(
        name=scenario.name(found.about),
        who=scenario.name(found.holder),
        other=scenario.name(found.other),
        one=scenario.name(one),
        another=scenario.name(another),
        word=word(found.about),
        before=before,
        to=to,
        parts=count(round(change.after), "equal part"),
    )


def gesture_cells(scenario: Scenario, one: Gesture) -> Iterator[str]:
    """Yield who could do what, at what cost, and how far it is trusted then."""
    yield scenario.name(one.by)
    yield scenario.name(one.step)
    yield amount(one.cost)
    yield amount(one.lost)
    yield "; ".join(f"{scenario.name(who)} {share(has)}" for who, has in one.trust.items())


def outcome_figures(scenario: Scenario, outcome: Outcome) -> Iterator[str]:
    """Yield how many packages an approach lets be signed and kept, and what the best is worth."""
    best = outcome.roadmap
    yield f"{outcome.deals.signable:,}"
    yield f"{0 if best is None or best.all is None else best.all.holds:,}"
    for party in scenario.parties:
        yield "–" if best is None else signed(best.values[party.id])
