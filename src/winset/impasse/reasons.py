"""Why there is no deal: minimal unsatisfiable subsets of the groups (MUS), each with its proof.

Beside them the maximal satisfiable subsets (MSS); what such a set leaves out is a minimal
correction set (MCS).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from winset.impasse.blocked import Barrier, barrier_of
from winset.impasse.groups import GroupKind, GroupSet, less
from winset.impasse.solver import Solver, Witness
from winset.impasse.tagged_id import TaggedId
from winset.scenario.budget import OutOfTime, so_far
from winset.scenario.game import bits
from winset.tools.progress import Progress, untold
from winset.tools.result import Result, plain_fields

MOST_FOUND = 400
"""Reasons and largest sets that are looked for, together."""


@dataclass(frozen=True, slots=True)
class ReasonCertificate(Result):
    """Proof that a set of groups cannot hold, and that each of its members is needed for that.

    Attributes
    ----------
    without
        For each member, a package and an order that meet all the other members.
    barrier
        Why no package meets them all.
    """

    without: Mapping[TaggedId, Witness]
    barrier: Barrier

    def to_dict(self) -> dict[str, Any]:
        """Return it as plain data."""
        return plain_fields(self, "without") | self.barrier.to_dict()


@dataclass(frozen=True, slots=True)
class Reason(Result):
    """A smallest set of things that cannot all hold.

    Attributes
    ----------
    groups, kinds
        The groups, in file order, and the kinds they are of. Empty: what is hard allows nothing.
    conflict
        The number of the conflict it belongs to: reasons that share a group, directly or through
        others, are one conflict.
    certificate
        Its proof; None where proofs were not asked for.
    """

    groups: tuple[TaggedId, ...]
    kinds: tuple[GroupKind, ...]
    conflict: int
    certificate: ReasonCertificate | None


@dataclass(frozen=True, slots=True)
class LargestSet(Result):
    """A largest set of things that can hold together.

    Attributes
    ----------
    given_up
        The groups that it leaves out; as few as can be.
    shown
        The best package that has the rest, in an order. It may meet some of what is given up.
    """

    given_up: tuple[TaggedId, ...]
    shown: Witness

    def to_dict(self) -> dict[str, Any]:
        """Return it as plain data."""
        return plain_fields(self, "given_up") | self.shown.to_dict()


@dataclass(frozen=True, slots=True)
class Explored:
    """The reasons and the largest sets of a scenario, as sets of groups.

    Attributes
    ----------
    reasons, largest
        Fewest members first; the largest that leave out fewest first.
    all_up_to
        None where all are found; else all reasons with up to so many members are.
    """

    reasons: tuple[GroupSet, ...]
    largest: tuple[GroupSet, ...]
    all_up_to: int | None


def explore_groups(solver: Solver, progress: Progress = untold) -> Explored:
    """Return the smallest sets of groups that cannot hold, and the largest that can."""
    reasons: list[GroupSet] = []
    largest: list[GroupSet] = []
    complete = True
    try:
        about, count = solver.groups.ids(solver.groups.everything), len(solver.groups.listed)
        for found in solver.explored(about, count, lambda some: solver.can_hold(GroupSet(some))):
            (largest if found.holds else reasons).append(GroupSet(found.members))
            progress(len(reasons) + len(largest), MOST_FOUND)
            if len(reasons) + len(largest) >= MOST_FOUND:
                complete = False
                break
    except OutOfTime:
        complete = False
    sizes = (one.bit_count() for one in reasons)
    all_up_to = None if complete else max(sizes, default=1) - 1
    largest.sort(key=lambda one: -one.bit_count())
    return Explored(tuple(reasons), tuple(largest), all_up_to)


def with_reason(solver: Solver, explored: Explored) -> Explored:
    """Return the sets explored, with one reason at least where there is one."""
    members = solver.groups.everything
    if explored.reasons or explored.all_up_to is None or solver.can_hold(members):
        return explored
    for group in bits(members):
        rest = less(members, GroupSet(1 << group))
        members = members if solver.can_hold(rest) else rest
    return replace(explored, reasons=(members,))


def reasons_of(solver: Solver, explored: Explored, *, proofs: bool = True) -> tuple[Reason, ...]:
    """Return the reasons, smallest first; with proofs as many as there is time to prove."""
    conflicts = conflicts_of(explored.reasons)
    told = (
        Reason(
            groups=solver.groups.ids(members),
            kinds=tuple(dict.fromkeys(group.kind for group in solver.groups.of(members))),
            conflict=conflict,
            certificate=_certificate(solver, members) if proofs else None,
        )
        for members, conflict in zip(explored.reasons, conflicts, strict=True)
    )
    return tuple(so_far(told))


def largest_of(solver: Solver, explored: Explored) -> Iterator[LargestSet]:
    """Yield the largest sets that can hold, with what they leave out; fewest left out first."""
    for members in explored.largest:
        shown = solver.witness(members)
        if shown is not None:
            yield LargestSet(solver.groups.ids(solver.groups.but(members)), shown)


def _certificate(solver: Solver, members: GroupSet) -> ReasonCertificate:
    others = {
        group.id: less(members, solver.groups.mask([group.id]))
        for group in solver.groups.of(members)
    }
    shown = {group: solver.witness(rest) for group, rest in others.items()}
    return ReasonCertificate(
        without={group: one for group, one in shown.items() if one is not None},
        barrier=barrier_of(solver, members),
    )


def conflicts_of(reasons: Sequence[GroupSet]) -> list[int]:
    """Return the number of each reason's conflict, numbered as they appear."""
    joined: list[int] = []
    for reason in reasons:
        apart = [one for one in joined if not one & reason]
        touching = [one for one in joined if one & reason]
        union: int = reason
        for one in touching:
            union |= one
        joined = [*apart, union]
    numbers: dict[int, int] = {}
    found = []
    for reason in reasons:
        whole = next((one for one in joined if one & reason), 0)
        found.append(numbers.setdefault(whole, len(numbers)))
    return found
