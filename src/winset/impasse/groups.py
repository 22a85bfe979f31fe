"""The constraints of a scenario that could be given up, one group each.

A group is what somebody insists on: a demand, a reading of a term, an alternative to the deal, a
vote at home, a consent, a doubt in another, an interest in breaking off, a rule that is policy.
What remains when all are given up, physics and the calendar, is hard. A body at home that refuses
just what its party does is not a group of its own.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from operator import attrgetter
from typing import Literal, NewType, TypeVar

from winset.impasse.tagged_id import TaggedId
from winset.language.catalogue import worded
from winset.scenario import Demand, Ratifier, Scenario, ScenarioTooLarge
from winset.scenario.game import bits

GroupKind = Literal["scope", "order", "price", "words", "home", "consent", "trust", "stake"]

T = TypeVar("T", Demand, Ratifier)

MOST_GROUPS = 62
"""Groups at most: sets of them are kept as whole numbers of 64 bits."""


@dataclass(frozen=True, slots=True)
class Group:
    """A constraint that could be given up.

    Attributes
    ----------
    id
        Such as ``demand:line-first``, ``trust:up.down`` or ``no_deal:up``.
    kind
        What sort of reason it is part of.
    holder
        Whose it is: who would have to give it up. None for a rule about steps.
    has
        How far it goes, where it is a trust of a result.
    """

    id: TaggedId
    kind: GroupKind
    holder: str | None
    has: float | None = None

    @property
    def is_demand(self) -> bool:
        """Whether it is a demand, or the reading of a term that a demand names."""
        return self.id.kind in {"demand", "meaning"}


GroupSet = NewType("GroupSet", int)
"""A set of groups: bit n stands for the n-th that is listed."""

NO_GROUPS, ALL_GROUPS = GroupSet(0), GroupSet(-1)


def less(members: GroupSet, left_out: GroupSet) -> GroupSet:
    """Return a set of groups without some of them."""
    return GroupSet(members & ~left_out)


@dataclass(frozen=True, slots=True)
class Groups:
    """The groups of a scenario.

    Attributes
    ----------
    listed
        Demands first, then interests, so that no result hangs on their order in the file.
    places
        Where each stands in the file's order, in which they are told.
    """

    listed: tuple[Group, ...]
    places: tuple[int, ...]

    @property
    def everything(self) -> GroupSet:
        """All groups together."""
        return GroupSet((1 << len(self.listed)) - 1)

    def but(self, left_out: GroupSet) -> GroupSet:
        """Return all groups but these."""
        return less(self.everything, left_out)

    def mask(self, ids: Iterable[str]) -> GroupSet:
        """Return the set of the groups with these ids; ids of no group are skipped."""
        wanted = set(ids)
        return self._those(lambda group: group.id in wanted)

    def of(self, members: GroupSet) -> tuple[Group, ...]:
        """Return the groups of a set, in file order."""
        return tuple(self.listed[n] for n in sorted(bits(members), key=self.places.__getitem__))

    def ids(self, members: GroupSet) -> tuple[TaggedId, ...]:
        """Return the ids of the groups of a set, in file order."""
        return tuple(group.id for group in self.of(members))

    @property
    def demands(self) -> GroupSet:
        """The demands, and the readings of terms that they name."""
        return self._those(lambda group: group.is_demand)

    def _those(self, wanted: Callable[[Group], bool]) -> GroupSet:
        return GroupSet(sum(1 << n for n, group in enumerate(self.listed) if wanted(group)))


def groups_of(scenario: Scenario) -> Groups:
    """Return the groups of a scenario.

    Raises
    ------
    ScenarioTooLarge
        Where there are more than `MOST_GROUPS`.
    """
    told = tuple(_groups(scenario))
    found = tuple(_groups(_ranked(scenario)))
    if len(found) > MOST_GROUPS:
        size = {"groups": len(found), "most": MOST_GROUPS}
        raise ScenarioTooLarge(worded("errors.large.groups", **size))
    return Groups(found, tuple(map(told.index, found)))


def demands_of(scenario: Scenario, group: str) -> tuple[Demand, ...]:
    """Return the demands that a group stands for; none where it stands for something else."""
    return tuple(demand for demand in scenario.demands if group_of(demand) == group)


def group_of(demand: Demand) -> TaggedId:
    """Return the group of a demand: its own, or the reading of the term that it names."""
    name = f"demand:{demand.id}" if demand.term is None else f"meaning:{demand.by}.{demand.term}"
    return TaggedId(name)


def _ranked(scenario: Scenario) -> Scenario:
    """Return a scenario with those who insist on something in an order that is not the file's."""
    parties = (replace(p, home=_by_id(p.home)) for p in scenario.ranked)
    return replace(scenario, parties=tuple(parties), demands=_by_id(scenario.demands))


def _by_id(some: Iterable[T]) -> tuple[T, ...]:
    return tuple(sorted(some, key=attrgetter("id")))


def _groups(scenario: Scenario) -> Iterator[Group]:
    parties = [party.id for party in scenario.parties]
    yield from _of_demands(scenario.demands)
    yield from (_group("no_deal", party, "price", party) for party in parties)
    bodies = ((party.id, body) for party in scenario.parties for body in party.home)
    yield from (
        _group("ratifier", f"{party}.{body.id}", "home", party)
        for party, body in bodies
        if not body.echoes or _pulled(scenario, f"parties.{party}.home.{body.id}.")
    )
    asked = dict.fromkeys(who for step in scenario.steps for who in step.consent)
    yield from (_group("consent", who, "consent", who) for who in asked)
    acting = {party for step in scenario.steps for party in step.by}
    for party in parties:
        others = (other for other in parties if other != party and other in acting)
        yield from (_group("trust", f"{party}.{other}", "trust", party) for other in others)
    yield from (_group("bond", party, "stake", party) for party in parties)
    rules = (step.id for step in scenario.steps if step.policy and step.after)
    yield from (_group("prerequisite", step, "order", None) for step in rules)


def _group(what: str, about: str, kind: GroupKind, holder: str | None) -> Group:
    return Group(TaggedId(f"{what}:{about}"), kind, holder)


def _pulled(scenario: Scenario, place: str) -> bool:
    """Return whether some lever moves a number at a place."""
    return any(path.startswith(place) for lever in scenario.levers for path in lever.sets)


def _of_demands(demands: Iterable[Demand]) -> Iterator[Group]:
    """Yield the groups of demands, those that name a term last, each reading once."""
    by_term = sorted(demands, key=lambda demand: demand.term is not None)
    groups = (Group(group_of(demand), _kind(demand), demand.by) for demand in by_term)
    yield from dict.fromkeys(groups)


def _kind(demand: Demand) -> GroupKind:
    if demand.term is not None:
        return "words"
    if demand.at_least is not None:
        return "price"
    return "order" if demand.before else "scope"
