"""What would open a deal, now or in the next attempt, in plain words."""

from winset.impasse.repairs import Change, Repair
from winset.impasse.tagged_id import TaggedId
from winset.language.catalogue import say
from winset.language.words import amount, enough, precise, share
from winset.report.phrases.groups import given_up, names
from winset.report.phrases.number_names import number_name
from winset.report.phrases.titles import whole
from winset.scenario import Lever, Scenario

_SHARES = ("trust", "snapback", "detection")


def repair_clauses(scenario: Scenario, repair: Repair) -> list[str]:
    """Return what would have to be done, a clause each."""
    changed = {change.lever for change in repair.changes}
    dropped = given_up(scenario, [one for one in repair.levers if one not in changed])
    return [*(change_clause(scenario, change) for change in repair.changes), *dropped]


def change_clause(scenario: Scenario, change: Change) -> str:
    """Return a change as a clause, with the least that would do."""
    lever = next((one for one in scenario.levers if one.id == change.lever), None)
    if lever is None:
        return _found_clause(scenario, change)
    return _pulled(scenario, lever, change)


def levers_named(scenario: Scenario, levers: tuple[TaggedId, ...]) -> list[str]:
    """Return the levers and demands of a repair by their names alone."""
    titles = {lever.id: lever.title for lever in scenario.levers}
    dropped = given_up(scenario, [one for one in levers if one not in titles])
    return [*(titles[one] for one in levers if one in titles), *dropped]


def doers(scenario: Scenario, repair: Repair) -> str:
    """Return who it takes, and whether one can do it alone."""
    who = list(map(scenario.name, repair.by))
    return say("openings.doers", who=who, alone=repair.alone is not None)


def needs_trust(repair: Repair) -> bool:
    """Return whether a repair asks somebody to trust more."""
    return any(change.lever.kind == "trust" for change in repair.changes)


def _pulled(scenario: Scenario, lever: Lever, change: Change) -> str:
    """Return how far a lever of the file is pulled."""
    if change.path is None:
        part = 1.0 if change.least is None else change.least
        return say("changes.part", lever=lever.title, part=part)
    return say(
        "changes.lever",
        lever=lever.title,
        number=number_name(scenario, change.path),
        before=change.before,
        to=change.after,
        least=None if change.least == change.after else change.least,
    )


def _found_clause(scenario: Scenario, change: Change) -> str:
    found = change.lever
    one, _, another = found.about.partition("+")
    shares = found.kind in _SHARES
    return say(
        f"changes.{found.kind}",
        **names(scenario, found),
        one=whole(scenario, one),
        another=whole(scenario, another),
        before=share(change.before) if shares else amount(change.before),
        to=enough(change.after) if shares else precise(change.after),
        parts=round(change.after),
    )
