"""The result of planning a roadmap."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from itertools import chain
from typing import Any

from winset.roadmaps.by_trust import TrustLevel
from winset.roadmaps.calendar import Calendar
from winset.roadmaps.certificate import Certificates
from winset.roadmaps.cheating import Cheat, Stall
from winset.roadmaps.in_time import InTime
from winset.roadmaps.learning import Learning, Survival
from winset.roadmaps.safeguards import Escrowed
from winset.roadmaps.slicing import OpenSlices
from winset.roadmaps.standing_report import StandingReport
from winset.roadmaps.stops import Stop
from winset.roadmaps.successors import Succession
from winset.roadmaps.switching import SwitchingValues
from winset.roadmaps.verdicts import Key, Kind, Verdict
from winset.tools.result import Result, plain_fields

Pairs = Mapping[str, Mapping[str, float]]

THIN = 0.05
"""A margin below this share of the gross gain is called thin."""


@dataclass(frozen=True, slots=True)
class Temptation:
    """What a party would gain at a state: by breaking openly, and by its best quiet relapse.

    Negative: it would lose. `relapse` is None where it has nothing to go back on; infinite amounts
    cannot occur here, for a temptation is what it gains, not what would stop it.
    """

    open: float
    relapse: float | None


@dataclass(frozen=True, slots=True)
class Node(Result):
    """A state on the way: what is done, who is tempted, and what each would lose by whom.

    `parts` holds the share done of steps that are begun and not complete; `ledgers` the levels of
    ledgers and, as ``party.ratifier``, the running balances of ratifiers with a floor on the way.
    With time counted `time` is when it is reached, in phases, and `values` V of going on from it.
    """

    done: tuple[str, ...]
    parts: Mapping[str, float]
    temptation: Mapping[str, Temptation]
    exposure: Pairs
    ledgers: Mapping[str, float]
    time: float | None = None
    values: Mapping[str, float] | None = None

    def to_dict(self) -> dict[str, Any]:
        """Return it as plain data."""
        there = [one.name for one in fields(self) if getattr(self, one.name) is not None]
        return plain_fields(self, *there)


@dataclass(frozen=True, slots=True)
class RoadmapMove(Result):
    """A step on the way: who would gain by only pretending, and what others would lose by it.

    `step` is None for an escrowed swap, in which nobody can pretend.
    """

    step: str | None
    pretence: Mapping[str, float]
    exposure: Pairs


@dataclass(frozen=True, slots=True)
class FaceValue(Result):
    """What the same order would be without time counted: V by party, and its verdict."""

    values: Mapping[str, float]
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Trust:
    """How much of it one party's part in the order needs, and how much there is.

    `required` is None where none would be enough: there is something to lose and nothing to win.
    """

    required: float | None
    has: float

    @property
    def lack(self) -> float:
        """(required − has)⁺, and 1 where no trust would be enough."""
        return 1.0 if self.required is None else max(0.0, self.required - self.has)


@dataclass(frozen=True, slots=True)
class Earlier(Result):
    """What would become of an order if one step came right before another, and not after it.

    Attributes
    ----------
    step, before
        The two steps.
    verdict
        That on the order so changed.
    party, other, kind, act
        Where it would not be kept, who would break, or trust too little in whom, how, and on which
        step; else None.
    """

    step: str
    before: str
    verdict: Verdict
    party: str | None = None
    other: str | None = None
    kind: Kind | None = None
    act: str | None = None


@dataclass(frozen=True, slots=True)
class Binding(Result):
    """A place that decides: where the margin is least, or the lack of trust largest.

    Attributes
    ----------
    node
        Position in `Roadmap.nodes`.
    step
        The step that is pretended or gone back on; None for an open break.
    amount
        For the incentive key what the whole deal falls short of, in the party's units (negative: to
        spare; None: no amount is enough). For the trust key required − has.
    """

    key: Key
    party: str
    other: str | None
    node: int
    step: str | None
    kind: Kind
    amount: float | None

    def to_dict(self) -> dict[str, Any]:
        """Return it as plain data."""
        return (
            plain_fields(self, "key", "party", "other")
            | {"at": plain_fields(self, "node", "step")}
            | plain_fields(self, "kind", "amount")
        )


@dataclass(frozen=True, slots=True)
class Counts(Result):
    """Numbers of non-empty packages, the last three among the signable.

    One order of them passes both keys (`holds`); some order passes the key named.
    """

    packages: int
    signable: int
    holds: int
    incentive: int
    trust: int


@dataclass(frozen=True, slots=True)
class Tradeoff(Result):
    """An order that no other beats in both the stake and the trust it needs.

    Either is None where none is enough. The stake is a share of B.
    """

    required_bond: float | None
    required_trust: float | None
    order: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Bonds(Result):
    """What the parties could put up to keep the package, with an order that needs no more.

    In each party's own units; None where no stake keeps it from cheating. No other order asks less
    of one party without asking more of another.
    """

    bond: Mapping[str, float | None]
    order: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class AsWritten(Result):
    """The verdict on a proposal in its own order.

    Attributes
    ----------
    proposal
        Its id.
    own
        In the order of its `order`; else in the best that its `before` leaves open; None where that
        cannot be carried out.
    stopped
        Where it then comes to an end; None where no order of these steps is looked at, for they
        exclude one another.
    """

    proposal: str
    own: "Roadmap | None"
    stopped: Stop | None

    def to_dict(self) -> dict[str, Any]:
        """Return it as plain data."""
        own = None if self.own is None else self.own.in_short()
        return plain_fields(self, "proposal") | {"own": own} | plain_fields(self, "stopped")


@dataclass(frozen=True, slots=True, repr=False)
class Roadmap(Result):
    """An order of a package's steps, and whether it would be kept.

    Attributes
    ----------
    package, values, signable
        The steps in file order, V by party at the cost of the escrows in use, and whether all would
        sign.
    gross_gains
        B by party, of which margins and stakes are shares.
    verdict
        ``holds``, ``incentive_only``, ``trust_only`` or ``neither``.
    margin
        The least (V − need)/B over states, moves and parties; None where no stake is enough or
        there is nobody to pass judgement on.
    required_bond
        The stake as a share of B that would remove every temptation; None where none does.
    bond
        The same by party, in its own units.
    required_trust
        The largest required; None where no trust would be enough.
    trust
        By pair: i's trust in j, who performs a step.
    end_holds
        Whether both keys are passed once all is done; this does not depend on the order.
    order
        The steps of each move: one, of which it may be a slice, or those of an escrow in use.
    slices
        In how many slices steps are done, those done whole left out.
    nodes, moves
        The states visited, one more than the moves between them.
    binding
        The places that decide.
    tempted
        Who would break, or cheat, and where each falls furthest short of staying; empty where the
        incentive key is passed.
    ties
        How many orders have this verdict, share and lack, counted up to 10^18; 1 where the order
        was given, None with time counted.
    escrow
        The escrows in use, and what they cost.
    front
        What can be had between stake and trust, least stake first; None where it was not computed.
    all
        How many packages there are and hold; None where that was not computed.
    calendar
        When the steps can be done, and which side by side.
    cheating
        Who could cheat unseen, on what, and when it pays.
    stalling
        Who would gain by stopping half-way without undoing anything.
    earlier
        Each later step of another side, as if it came right before what gives some side most.
    learning
        What parties learn by going on; None where the file has no hazards.
    survival
        Whether a successor drops the agreement; None where nobody leaves office.
    bonds
        The front between the parties' stakes, whatever trust the orders ask for; None where it was
        not computed.
    levels
        The best deal that holds at each level of trust; None where it was not computed.
    open_slices
        What is known of a number of slices that the file leaves open; None where it leaves none.
    turns
        Of an order that was given, the numbers that turn its keys; else None.
    certificates
        What proves which keys can be passed; None where it was not computed.
    standing
        Where something is done already, how that compares with the plan; else None.
    as_written
        Where the package is a proposal's, what becomes of that in its own order; else None.
    time
        What time does to the order; None where nothing of the file makes time count.
    in_time, face
        Whether time is counted, and then what the same order would be without; else None.
    successors
        Whether each who may come next would keep the order; None where the file names none.
    """

    package: tuple[str, ...]
    values: Mapping[str, float]
    gross_gains: Mapping[str, float]
    signable: bool
    verdict: Verdict
    margin: float | None
    required_bond: float | None
    bond: Mapping[str, float | None]
    required_trust: float | None
    trust: Mapping[str, Mapping[str, Trust]]
    end_holds: bool
    order: tuple[tuple[str, ...], ...]
    slices: Mapping[str, int]
    nodes: tuple[Node, ...]
    moves: tuple[RoadmapMove, ...]
    binding: tuple[Binding, ...]
    tempted: tuple[Binding, ...]
    ties: int | None
    front: tuple[Tradeoff, ...] | None = None
    all: Counts | None = None
    calendar: Calendar | None = None
    cheating: tuple[Cheat, ...] | None = None
    stalling: tuple[Stall, ...] | None = None
    earlier: tuple[Earlier, ...] | None = None
    learning: Learning | None = None
    survival: Survival | None = None
    bonds: tuple[Bonds, ...] | None = None
    levels: tuple[TrustLevel, ...] | None = None
    open_slices: OpenSlices | None = None
    turns: SwitchingValues | None = None
    certificates: Certificates | None = None
    standing: StandingReport | None = None
    as_written: AsWritten | None = None
    time: InTime | None = None
    successors: Mapping[str, Succession] | None = None
    in_time: bool | None = None
    face: FaceValue | None = None
    escrow: tuple[Escrowed, ...] = ()

    def __repr__(self) -> str:
        margin = "none" if self.margin is None else f"{self.margin:.3g}"
        return f"Roadmap({self.verdict}, {len(self.package)} steps, margin {margin})"

    @property
    def thin(self) -> bool:
        """Whether it holds by less than 5% of somebody's gross gain."""
        return self.margin is not None and 0 <= self.margin < THIN

    def to_dict(self) -> dict[str, Any]:
        """Return it as plain data."""
        optional = [one.name for one in fields(self) if one.default is None]
        always = [one.name for one in fields(self) if one.name not in optional]
        there = [name for name in optional if getattr(self, name) is not None]
        return plain_fields(self, *always, "phases", *there)

    def in_short(self) -> dict[str, Any]:
        """Return the order and its verdict as plain data."""
        names = ("order", "values", "escrow", "verdict", "margin", "binding", "tempted")
        there = [name for name in ("time", "successors") if getattr(self, name) is not None]
        return plain_fields(self, *names, *there)

    @property
    def phases(self) -> tuple[tuple[str, ...], ...]:
        """The steps that run side by side, phase by phase; each step alone without a calendar."""
        if self.calendar is None:
            return self.order
        return tuple(tuple(chain(*phase.steps)) for phase in self.calendar.phases)
