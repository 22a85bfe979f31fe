"""What is in a scenario file, counted."""

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass

from rich.console import Group, RenderableType
from rich.text import Text

from winset.report.language.dates import days
from winset.report.language.directions import with_isolated
from winset.report.language.words import count, listed
from winset.report.layout import GOOD
from winset.scenario import Number, Scenario

NOUNS = {
    "parties": ("party", "parties"),
    "observers": ("observer", "observers"),
    "steps": ("step", "steps"),
    "choices": ("choice", "choices"),
    "bonuses": ("bonus", "bonuses"),
    "ledgers": ("ledger", "ledgers"),
    "escrow": ("escrow", "escrows"),
    "terms": ("term", "terms"),
    "proposals": ("proposal", "proposals"),
    "demands": ("demand", "demands"),
    "levers": ("lever", "levers"),
    "approaches": ("approach", "approaches"),
    "successors": ("successor", "successors"),
    "record": ("entry in the record", "entries in the record"),
    "figures": ("figure", "figures"),
    "sessions": ("session", "sessions"),
    "beliefs": ("belief", "beliefs"),
    "claims": ("claim", "claims"),
    "glossary": ("word", "words"),
    "questions": ("question", "questions"),
    "sources": ("source", "sources"),
    "options": ("option after a breakdown", "options after a breakdown"),
    "elsewhere": ("other negotiation", "other negotiations"),
}
"""What is counted, with its noun."""


def contents_of(scenario: Scenario) -> dict[str, int]:
    """Return how many things of each kind a scenario holds, and how sure its numbers are.

    ``ranges`` counts the numbers that are ranges or lists, ``sourced`` those with a source or note;
    ``done`` is there for an agreement under way.
    """
    conflict = scenario.aftermath
    counts = {kind: len(getattr(scenario, kind)) for kind in NOUNS if kind != "options"}
    counts["options"] = len(conflict.options) if conflict else 0
    numbers = list(_numbers(scenario))
    done = {"done": len(scenario.standing.done)} if scenario.standing else {}
    return (
        counts
        | done
        | {
            "ranges": sum(not number.certain for number in numbers),
            "sourced": sum(bool(number.source or number.note) for number in numbers),
        }
    )


def _numbers(thing: object) -> Iterator[Number]:
    """Yield every number of a scenario, however deep."""
    if isinstance(thing, Number):
        yield thing
    elif isinstance(thing, Mapping):
        for inside in thing.values():
            yield from _numbers(inside)
    elif isinstance(thing, tuple):
        for inside in thing:
            yield from _numbers(inside)
    elif is_dataclass(thing):
        for field in fields(thing):
            yield from _numbers(getattr(thing, field.name))


def contents_view(scenario: Scenario, contents: Mapping[str, int]) -> RenderableType:
    """Return what a file holds, for one that has nothing wrong with it."""
    scenario = with_isolated(scenario)
    held = (count(contents[kind], *noun) for kind, noun in NOUNS.items() if contents[kind])
    return Group(
        _verdict(scenario),
        Text(f"It holds {listed(held)}."),
        *_progress(scenario),
        Text(
            f"{count(contents['sourced'], 'number has', 'numbers have')} a source or a note of "
            f"{'its' if contents['sourced'] == 1 else 'their'} own; "
            f"{count(contents['ranges'], 'is a range', 'are ranges')}."
        ),
    )


def _verdict(scenario: Scenario) -> Text:
    """Return whether anything is wrong, or at least without effect."""
    name = f"{scenario.id}: {scenario.title}"
    if scenario.warnings:
        warned = count(len(scenario.warnings), "warning")
        return Text.assemble(("No error", GOOD), f" in {name}; {warned} (on standard error).")
    return Text.assemble(("Nothing is wrong", GOOD), f" with {name}.")


def _progress(scenario: Scenario) -> Iterator[Text]:
    """Yield how far an agreement under way has come."""
    if scenario.standing is not None:
        done, day = scenario.standing.done, scenario.standing.date
        on = "" if day is None else f" on {days((day, day))}"
        which = f": {listed(done)}" if done else ""
        yield Text(f"{len(done)} of {count(len(scenario.steps), 'step')} done{on}{which}.")
