"""Keys that change no result, and names that stand for two things: told, and not refused.

A file with these is whole, so they are looked for once it is built. Each rule names places where a
key, if it stands there, has no effect with any number that the file allows: points, ranges, and
what steps, levers and approaches set. Asking for another number (``--set``, or what turns an
order) is asking of another file.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import chain
from math import ceil
from typing import Any, NamedTuple

from winset.language.catalogue import told
from winset.scenario.bounds import start_day
from winset.scenario.changes import numbers_of
from winset.scenario.file.checks.precedence import done_steps, needed, prerequisites
from winset.scenario.file.checks.sets import SETTABLE
from winset.scenario.file.forms import Block
from winset.scenario.keys import keys_of
from winset.scenario.model import Scenario
from winset.scenario.numbers import Number
from winset.scenario.steps import Step
from winset.scenario.tree import Finding, Path, reached
from winset.scenario.trust import trust_matrix

NOTHING = Number()
_OVERRIDDEN = SETTABLE["steps"]
_IF_UNDONE = [name for name, key in keys_of(Step).items() if key.if_undone]
_DEFAULTS = {name: float(Block(Step).keys[name].default) for name in _OVERRIDDEN}


@dataclass(frozen=True)
class Given:
    """A scenario with all the values that its numbers may take."""

    scenario: Scenario

    @cached_property
    def settings(self) -> Mapping[str, list[Number]]:
        """What steps, levers and approaches set, by path."""
        found: dict[str, list[Number]] = {}
        scenario = self.scenario
        sets = [step.sets for step in scenario.steps]
        sets += [lever.sets for lever in scenario.levers]
        sets += [approach.sets for approach in scenario.approaches]
        for path, number in chain.from_iterable(one.items() for one in sets):
            found.setdefault(path, []).append(number)
        return found

    def span(self, path: str, number: Number) -> tuple[float, float]:
        """Return the least and the largest value that the number at a path may take."""
        every = [x for one in (number, *self.settings.get(path, ())) for x in one.every]
        return min(every), max(every)

    def worth(self, step: Step, party: str) -> tuple[float, float]:
        """Return the least and the largest worth of a step to somebody."""
        return self.span(f"steps.{step.id}.value.{party}", step.value.get(party, NOTHING))

    def liked(self, step: Step) -> bool:
        """Return whether every performer gains by a step, so that it would keep it."""
        return all(self.worth(step, party)[0] > 0 for party in step.by)

    @cached_property
    def before(self) -> Mapping[str, set[str]]:
        """The steps that must be done before each, whatever policy says."""
        before = prerequisites(self.scenario, policy=False)
        return {step: needed(step, before) - {step} for step in before}

    @cached_property
    def points(self) -> Mapping[str, float]:
        """The points of all numbers that count, also of those that follow from others."""
        scenario = self.scenario
        found: dict[str, float] = {path: n.point for path, n in numbers_of(scenario).items()}
        for row, party in zip(trust_matrix(scenario), scenario.parties, strict=True):
            for trust, other in zip(row, scenario.parties, strict=True):
                found[f"parties.{party.id}.trust.{other.id}"] = float(trust)
            found.setdefault(f"parties.{party.id}.fallback", min(party.no_deal.point, 0.0))
        for step in scenario.steps:
            found[f"steps.{step.id}.slices"] = float(step.slices or 0)
        return found


def without_effect(scenario: Scenario, data: Any) -> list[Finding]:
    """Return the keys of a file that have no effect, and the names that stand for two things.

    Parameters
    ----------
    scenario
        What the file says.
    data
        Its plain data: only what stands there is told of.
    """
    given = Given(scenario)
    found = (one for rule in RULES for one in rule(given) if _says_something(data, one.path))
    return [one.finding() for one in {one.path: one for one in reversed(list(found))}.values()]


def _says_something(data: Any, path: Path) -> bool:
    """Return whether something stands at a path that is not what would be so without it."""
    held, found = reached(data, path)
    return held and bool(found != _DEFAULTS.get(str(path[-1])))


class Idle(NamedTuple):
    """A place where something would have no effect, if it stands there; told only then."""

    path: Path
    why: str
    data: Mapping[str, object]
    on_key: bool

    def finding(self) -> Finding:
        """Return what to say of it."""
        said = told(f"warnings.{self.why}", key=self.path[-1], **self.data)
        return Finding(self.path, *said, on_key=self.on_key)


def _idle(path: Path, why: str, *, on_key: bool = True, **data: object) -> Idle:
    return Idle(path, why, data, on_key)


# --- steps


def _undone_by_nobody(given: Given) -> Iterator[Idle]:
    for step in given.scenario.steps:
        if not step.automatic and given.liked(step):
            for key in _IF_UNDONE:
                yield _idle(("steps", step.id, key), "gains", performers=len(step.by))


def _undone_in_any_case(given: Given) -> Iterator[Idle]:
    for step in given.scenario.steps:
        unwilling = [party for party in step.by if given.worth(step, party)[1] <= 0]
        if step.automatic and unwilling:
            yield _idle(("steps", step.id, "automatic"), "automatic", party=unwilling[0])


def _set_by_what_comes_before(given: Given) -> Iterator[Idle]:
    steps = {step.id: step for step in given.scenario.steps}
    for step in steps.values():
        for key in _OVERRIDDEN:
            path = f"steps.{step.id}.{key}"
            before = (one for one in steps if one in given.before[step.id])
            setter = next((one for one in before if path in steps[one].sets), None)
            if setter is not None:
                yield _idle(("steps", step.id, key), "set_before", setter=setter)


def _worth_nothing(given: Given) -> Iterator[Idle]:
    needed = set(_hung_on(given.scenario))
    for step in given.scenario.steps:
        everybody = [*step.value, *(party.id for party in given.scenario.parties)]
        idle = not (step.sets or step.changes or step.id in needed)
        if idle and all(given.worth(step, who) == (0, 0) for who in everybody):
            yield _idle(("steps", step.id), "worthless")


def _hung_on(scenario: Scenario) -> Iterator[str]:
    """Yield the steps on which something hangs beside their worth."""
    yield from (k for step in scenario.steps for k in step.after)
    yield from (k for choice in scenario.choices for k in choice.one_of)
    yield from (k for bonus in scenario.bonuses for k in bonus.when)
    yield from (k for term in scenario.terms for steps in term.meaning.values() for k in steps)
    bodies = (body for party in scenario.parties for body in party.home)
    yield from (k for body in bodies for k, number in body.value.items() if any(number.every))
    for demand in scenario.demands:
        yield from (*demand.require, *demand.refuse, *chain(*demand.before))
    if scenario.aftermath is not None:
        yield from (one.step for one in scenario.aftermath.options if one.step is not None)


def _never_binding(given: Given) -> Iterator[Idle]:
    scenario = given.scenario
    steps, phase = scenario.steps, scenario.phase_length
    starts = [day for day in (scenario.when and scenario.when[1], start_day(scenario)) if day]
    if not starts or phase is None:
        return
    lasts = [given.span(f"steps.{step.id}.phases", step.lasts)[1] for step in steps]
    opening = [step.window.first for step in steps if step.window and step.window.first]
    begun = max(0, *((day - min(starts)).days for day in opening), 0) / phase
    latest = begun + 2 * sum(lasts)  # all steps, one after the other, and each late once
    for step in steps:
        first, last = (step.window.first, step.window.last) if step.window else (None, None)
        open_ = first is None or first <= min(starts)
        if open_ and (last is None or (last - max(starts)).days / phase >= latest):
            yield _idle(("steps", step.id, "window"), "window")


# --- what else is worth something, or would change something


def _bonuses(given: Given) -> Iterator[Idle]:
    for n, bonus in enumerate(given.scenario.bonuses):
        spans = (given.span(f"bonuses.{n}.value.{who}", x) for who, x in bonus.value.items())
        if all(span == (0, 0) for span in spans):
            yield _idle(("bonuses", n), "bonus")


def _sets_nothing(given: Given) -> Iterator[Idle]:
    idle = {".".join(map(str, one.path)) for rule in _OF_NUMBERS for one in rule(given)}
    for block in ("levers", "approaches", "successors"):
        for one in getattr(given.scenario, block):
            same = (
                path in idle or given.points.get(path) == x.point for path, x in one.sets.items()
            )
            if all(same):
                why = "same_successor" if block == "successors" else "sets_nothing"
                yield _idle((block, one.id), why)


# --- parties


def _nobody_votes(given: Given) -> Iterator[Idle]:
    for party in given.scenario.parties:
        if not any(body.votes for body in party.home):
            yield _idle(("parties", party.id, "ratification"), "no_votes")


def _nothing_to_break(given: Given) -> Iterator[Idle]:
    if given.scenario.steps:
        return
    paths: list[Path] = [(block,) for block in _DEAL_BLOCKS]
    paths += [("parties", one.id, key) for one in given.scenario.parties for key in _DEAL_KEYS]
    for path in paths:
        yield _idle(path, "no_steps")


_DEAL_BLOCKS = ("demands", "levers", "approaches", "successors", "beliefs")
_DEAL_KEYS = (
    *("no_deal", "fallback", "breach_penalty", "guarantee"),
    *("trust", "discount", "leaves_office", "home", "ratification"),
)
"""What is about deals: blocks of the file, and keys of a party."""


def _weight_of_nobody(given: Given) -> Iterator[Idle]:
    conflict = given.scenario.aftermath
    if conflict is None:
        return
    moving = {option.by for option in conflict.options}
    moving |= {party for move in conflict.common_moves for party in move.by}
    for party in conflict.move_rule.weight:
        if party not in moving:
            yield _idle(("aftermath", "move_rule", "weight", party), "no_move", party=party)


def _without_durations(given: Given) -> Iterator[Idle]:
    steps = given.scenario.steps
    if any(step.phases is not None for step in steps) or not steps:
        return
    for party in given.scenario.parties:
        for key in ("discount", "leaves_office"):
            yield _idle(("parties", party.id, key), "no_phases")
    for one in given.scenario.successors:
        yield _idle(("successors", one.id, "from"), "no_phases_successor")


def _after_the_end(given: Given) -> Iterator[Idle]:
    last = _latest_end(given)
    if last is None:
        return
    timed = all(step.phases is not None for step in given.scenario.steps)
    for party in given.scenario.parties:
        since = getattr(party.leaves_office, "since", None)
        if timed and since is not None and since >= last:
            path = ("parties", party.id, "leaves_office")
            yield _idle((*path, "from"), "after_the_end", day=str(last))
    for one in given.scenario.successors:
        if one.since is not None and one.since >= last:
            path = ("successors", one.id, "from")
            yield _idle(path, "successor_after", on_key=False, day=str(last))


def _latest_end(given: Given) -> date | None:
    """Return the day by which all steps can be done, one after the other; None if untold."""
    scenario = given.scenario
    start, phase, done = start_day(scenario), scenario.phase_length, done_steps(scenario)
    if start is None or phase is None:
        return None
    left = [step for step in scenario.steps if step.id not in done]
    lasts = sum(given.span(f"steps.{step.id}.phases", step.lasts)[1] for step in left)
    opening = [step.window.first for step in left if step.window and step.window.first]
    first = max((start, *opening)).toordinal()
    return date.fromordinal(min(ceil(first + lasts * phase), date.max.toordinal()))


# --- names


def _one_name(given: Given) -> Iterator[Idle]:
    scenario = given.scenario
    sides = {("parties", one.id, "name"): one.name for one in scenario.parties}
    sides |= {("observers", one.id, "name"): one.name for one in scenario.observers}
    steps = {("steps", one.id, "title"): one.title for one in scenario.steps}
    for names in (sides, steps):
        for path, name in names.items():
            alike = [other[1] for other in names if names[other] == name and other != path]
            if alike:
                yield _idle(path, "same_name", on_key=False, others=alike)


Rule = Callable[[Given], Iterator[Idle]]

_OF_NUMBERS: tuple[Rule, ...] = (_undone_by_nobody, _set_by_what_comes_before)
"""Rules about numbers that can be set."""

RULES: tuple[Rule, ...] = (
    *_OF_NUMBERS,
    _undone_in_any_case,
    _worth_nothing,
    _never_binding,
    _bonuses,
    _sets_nothing,
    _nobody_votes,
    _nothing_to_break,
    _without_durations,
    _after_the_end,
    _weight_of_nobody,
    _one_name,
)
"""What is looked for, rule by rule."""
