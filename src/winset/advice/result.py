"""What is advised: the deal to look at first, and the ladder beside it."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import Any, Literal

from winset.tools.result import Result, plain, plain_fields

Tier = Literal["kept", "draws", "none"]
"""Whether anything is kept at the points of the file's numbers, or in some draws only."""

Steps = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rung(Result):
    """A deal, what it gives, and how often it is signed and kept.

    Attributes
    ----------
    values
        V by party, at the points of the file's numbers.
    gain
        The geometric mean, over those who can gain, of what it gives each, of the most it could.
    share, error
        The share of draws in which it is signed and kept in some order, and its standard error.
    signed
        The share of draws in which it is signed.
    order, share_in_order
        The order to print, and the share of draws in which it is signed and kept in that order.
    large
        Its large steps.
    breaks
        The demands that it breaks in the order to print.
    successors
        By each who may come next, whether he would keep it in that order; None where the file names
        none, or there is no order.
    """

    package: Steps
    values: Mapping[str, float]
    gain: float
    share: float
    error: float
    signed: float
    order: tuple[Steps, ...]
    share_in_order: float
    large: Steps
    breaks: tuple[str, ...]
    successors: Mapping[str, bool] | None = None

    def to_dict(self) -> dict[str, Any]:
        """Return it as plain data."""
        told = [one.name for one in fields(self) if getattr(self, one.name) is not None]
        return plain_fields(self, *told)


@dataclass(frozen=True, slots=True)
class AsGood(Result):
    """What is as good as the deal to look at first, within two standard errors.

    Attributes
    ----------
    packages
        How many are, itself left out.
    vary
        The steps that some of those with the same large steps hold and others do not.
    others
        The best of each family with other large steps.
    """

    packages: int
    vary: Steps
    others: tuple[Steps, ...]


@dataclass(frozen=True, slots=True)
class Held(Result):
    """What is in place when a deal ends there, and what each side then holds.

    Attributes
    ----------
    done, parts
        The steps that are done whole, and the share done of those begun.
    values
        What is in place is worth, by party, beyond no deal.
    """

    done: Steps
    parts: Mapping[str, float]
    values: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class WithinTerm(Result):
    """What is in place by a day, each step begun as soon as it can be.

    Attributes
    ----------
    date
        The day.
    rungs
        Of each rung of the ladder; None where a step does not say how long it takes.
    proposals
        Of each proposal in its own order; None also where that cannot be carried out.
    """

    date: date
    rungs: tuple[Held | None, ...]
    proposals: Mapping[str, Held | None]

    def to_dict(self) -> dict[str, Any]:
        """Return it as plain data."""
        return {"date": self.date.isoformat(), **plain_fields(self, "rungs", "proposals")}


@dataclass(frozen=True, slots=True)
class Level(Result):
    """The best deal where everybody trusts everybody else at one level; None where none is kept.

    `count` is how many packages are kept at the points of the file's other numbers.
    """

    trust: float
    count: int
    package: Steps | None = None
    values: Mapping[str, float] | None = None
    gain: float | None = None
    share: float | None = None
    error: float | None = None
    large: Steps | None = None


@dataclass(frozen=True, slots=True)
class Nearest(Result):
    """The deal that comes nearest to being kept, where none ever is.

    Of those that all would sign: the best verdict at the points of the file's numbers, then the
    least stake, as a share of what its party gains, then the least lack of trust, then the largest
    gain. `winset.plan_roadmap` tells what it lacks.
    """

    package: Steps
    values: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class WithoutStep(Result):
    """The deal to look at first without one of its large steps.

    Attributes
    ----------
    also
        The steps that need it, and go with it.
    values
        V by party at the points of the file's numbers; None, as all that follows, where there is no
        deal without the step: it is done already, or a choice must be made, or nothing is left.
    share, change, error
        The share of draws in which it is signed and kept, by how much that is more than with the
        step, and the standard error of this, taken draw by draw.
    """

    step: str
    also: Steps = ()
    values: Mapping[str, float] | None = None
    share: float | None = None
    change: float | None = None
    error: float | None = None


@dataclass(frozen=True, slots=True)
class WithLever(Result):
    """The deal to look at first once a lever of the file has changed its numbers.

    Attributes
    ----------
    values, share, change, error
        As in `WithoutStep`.
    """

    lever: str
    values: Mapping[str, float]
    share: float
    change: float
    error: float


SaferKind = Literal["order", "lever", "escrow", "step", "slices", "stake", "guarantee"]


@dataclass(frozen=True, slots=True)
class Safer(Result):
    """What would make the deal to look at first safer, in the order that is printed.

    Attributes
    ----------
    about
        The lever, or the steps of the escrows, or the step with those that it needs, or the party;
        nothing where only the order is another.
    share, change, error
        The share of draws in which it is then signed and kept in its order, by how much that is
        more, and the standard error of this, taken draw by draw.
    size
        In how many slices; how much larger a stake or a guarantee is.
    order
        Where that is another.
    """

    kind: SaferKind
    about: Steps
    share: float
    change: float
    error: float
    size: float | None = None
    order: tuple[Steps, ...] | None = None


@dataclass(frozen=True, slots=True)
class Carrying(Result):
    """What each part of the deal to look at first carries, and what would make it safer.

    Attributes
    ----------
    without
        The deal without each of its large steps.
    with_
        The deal with each lever of the file.
    safer
        What raises the share of the order printed most, the largest first.
    """

    without: tuple[WithoutStep, ...]
    with_: tuple[WithLever, ...]
    safer: tuple[Safer, ...]

    def to_dict(self) -> dict[str, Any]:
        """Return it as plain data."""
        found = plain_fields(self, "without", "safer")
        return {"without": found["without"], "with": plain(self.with_), "safer": found["safer"]}


@dataclass(frozen=True, slots=True, repr=False)
class Advice(Result):
    """Which deals to look at first.

    Attributes
    ----------
    seed, draws, certain
        What the shares rest on; where nothing is uncertain there is one draw, the file itself.
    tier
        ``kept``: what is chosen from is signed and kept at the points of the file's numbers;
        ``draws``: in some draws only; ``none``: nothing ever is.
    candidates
        How many packages it is chosen from.
    first
        The deal to look at first; None where nothing is ever kept.
    as_good
        What is as good.
    ladder
        Deals from token to full, the surest first; the first one is among them.
    by_party
        Which rung each party that can gain would choose.
    by_trust
        The best deal at each level of trust; None where it was not asked for.
    any, substantive
        The shares of draws in which any deal is signed and kept, and one to which two parties at
        least contribute a large step.
    reach
        By large step the share of draws in which some deal that holds it is signed and kept.
    searched
        Whether there are more packages than can be listed, so that this is the best of those that
        a search found; `candidates`, `any`, `substantive` and `reach` then count these alone.
    nearest
        What comes nearest where nothing is ever kept; None as well where nothing could be signed.
    carrying
        What each part of the first deal carries; None where it was not asked for, or there is none.
    by
        What is in place by a day; None where none was asked for and the file names none.
    """

    seed: int
    draws: int
    certain: bool
    tier: Tier
    candidates: int
    first: Rung | None
    as_good: AsGood | None
    ladder: tuple[Rung, ...]
    by_party: Mapping[str, int]
    by_trust: tuple[Level, ...] | None
    any: float
    substantive: float
    reach: Mapping[str, float]
    searched: bool = False
    nearest: Nearest | None = None
    carrying: Carrying | None = None
    by: WithinTerm | None = None

    def __repr__(self) -> str:
        drawn = "nothing uncertain" if self.certain else f"{self.draws} draws"
        if self.first is None:
            return f"Advice({drawn}, no deal is kept)"
        steps, rungs = len(self.first.package), len(self.ladder)
        return f"Advice({drawn}, first {steps} steps in {self.first.share:.0%}, {rungs} rungs)"

    def to_dict(self) -> dict[str, Any]:
        """Return it as plain data."""
        levels = () if self.by_trust is None else ("by_trust",)
        return {
            **plain_fields(self, "draws", "certain", "searched", "tier", "candidates", "first"),
            **plain_fields(self, "nearest", "as_good", "ladder", "by_party", *levels),
            "some": plain_fields(self, "any", "substantive"),
            **plain_fields(self, "reach"),
            **({} if self.carrying is None else self.carrying.to_dict()),
            **({} if self.by is None else plain_fields(self, "by")),
        }
