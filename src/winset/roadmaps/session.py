"""What the verbs share of one scenario: its game, its exit values, its packages judged."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from winset.deals.find import Deals, deals_among
from winset.roadmaps.choose import JudgedPackages, settled_packages
from winset.roadmaps.safeguards import Safeguards, safeguards_of
from winset.roadmaps.value_map import ValueMap, value_map
from winset.scenario import Scenario
from winset.scenario.changes import AnyPath, with_changes
from winset.scenario.game import Game, compile_game


@dataclass(frozen=True, eq=False)
class Session:
    """A scenario, and what is worked out of it when it is first asked for.

    Examples
    --------
    >>> import winset
    >>> from winset.roadmaps.plan import plan_roadmap
    >>> session = Session(winset.load("docs/examples/dam.yaml"))
    >>> plan_roadmap(session).verdict
    'trust_only'
    >>> plan_roadmap(session.changed({"parties.up.breach_penalty": 4})).verdict
    'holds'
    """

    scenario: Scenario

    @classmethod
    def of(cls, asked: "Scenario | Session") -> "Session":
        """Return the session of a scenario, or the one that was given."""
        return asked if isinstance(asked, Session) else cls(asked)

    def changed(self, changes: Mapping[AnyPath, float]) -> "Session":
        """Return the session of the scenario with some numbers changed, without its file.

        Parameters
        ----------
        changes
            As in `winset.scenario.changes.with_changes`; numbers must be in range.
        """
        return Session(with_changes(self.scenario, changes))

    @cached_property
    def safeguards(self) -> Safeguards:
        """The game with the safeguards that it allows, and its exit values."""
        return safeguards_of(compile_game(self.scenario))

    @property
    def game(self) -> Game:
        """The game, every step whole."""
        return self.safeguards.game

    @cached_property
    def settled(self) -> tuple[int | None, list[JudgedPackages]]:
        """The number of slices, and every package, judged: see `settled_packages`."""
        return settled_packages(self.safeguards)

    @property
    def slices(self) -> int:
        """The number of slices where the file leaves it open: as few as keep a package, else 1."""
        return (self.settled[0] or 1) if self.safeguards.open_slices else 1

    @property
    def deals(self) -> Deals:
        """What could be signed."""
        return deals_among(self.scenario, self.game, self.settled[1][0].packages)

    @property
    def value_map(self) -> ValueMap:
        """What the packages are worth: all, the signable, those that are kept."""
        return value_map(self.settled[1], self.game.listed)
