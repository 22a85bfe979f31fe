"""Minimal unsatisfiable subsets (MUS) and maximal satisfiable ones (MSS) of a monotone question.

A map in propositional logic keeps what is not explored yet (MARCO; Liffiton, Previti, Malik and
Marques-Silva 2016): of each set that can hold all smaller ones are crossed off, of each that cannot
all larger ones. The next set to look at is always one of the fewest members, so one that cannot
hold is smallest as it stands, and the smallest come first.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from pysat.card import ITotalizer
from pysat.solvers import Solver as Sat

from winset.scenario.game import bits


@dataclass(frozen=True, slots=True)
class ExtremalSet:
    """A set that was found.

    Attributes
    ----------
    members
        The set; bit n stands for the n-th member.
    holds
        Whether it is a largest that can hold, or else a smallest that cannot.
    """

    members: int
    holds: bool


def explore(
    count: int, can_hold: Callable[[int], bool], guesses: Iterable[ExtremalSet] = ()
) -> Iterator[ExtremalSet]:
    """Yield the smallest sets that cannot hold, fewest members first, and the largest that can.

    Once all are found it stops. Whenever one that cannot hold is found, all with fewer members have
    been.

    Parameters
    ----------
    count
        Of how many members sets are made, one at least.
    can_hold
        Whether a set can; then all its subsets must.
    guesses
        What a question like this one came to. They change no answer, and save many of the questions
        where they hold here as well.
    """
    can_hold = Monotone(can_hold, guesses)
    with Map(count) as unexplored:
        for size in range(count + 1):
            while (seed := unexplored.seed(size)) is not None:
                if can_hold(seed):
                    largest = _grown(seed, count, can_hold)
                    unexplored.cross_off_within(largest)
                    yield ExtremalSet(largest, holds=True)
                else:
                    unexplored.cross_off_beyond(seed)
                    yield ExtremalSet(seed, holds=False)


def _grown(seed: int, count: int, can_hold: Callable[[int], bool]) -> int:
    for member in range(count):
        if not seed >> member & 1 and can_hold(seed | 1 << member):
            seed |= 1 << member
    return seed


class Monotone:
    """A monotone question, asked only where earlier answers leave it open."""

    def __init__(self, ask: Callable[[int], bool], guesses: Iterable[ExtremalSet] = ()) -> None:
        self._ask = ask
        self._holding: list[int] = []
        self._failing: list[int] = []
        self._guesses = list(guesses)

    def __call__(self, members: int) -> bool:
        """Return whether a set can hold."""
        while (answer := self._told(members)) is None:
            guess = next((one for one in self._guesses if _settles(one, members)), None)
            if guess is not None:
                self._guesses.remove(guess)
            asked = members if guess is None else guess.members
            (self._holding if self._ask(asked) else self._failing).append(asked)
        return answer

    def _told(self, members: int) -> bool | None:
        if any(members & ~one == 0 for one in self._holding):
            return True
        return False if any(one & ~members == 0 for one in self._failing) else None


def _settles(guess: ExtremalSet, members: int) -> bool:
    """Return whether a set can hold if a guess is right, or cannot."""
    one, other = (members, guess.members) if guess.holds else (guess.members, members)
    return one & ~other == 0


class Map:
    """The sets that are not explored yet, as the models of a formula."""

    def __init__(self, count: int) -> None:
        self._count = count
        self._sat = Sat(name="cadical153")
        self._sizes = ITotalizer(lits=list(range(1, count + 1)), ubound=count)
        for clause in self._sizes.cnf.clauses:
            self._sat.add_clause(clause)

    def __enter__(self) -> "Map":
        return self

    def __exit__(self, *_: object) -> None:
        self._sizes.delete()
        self._sat.delete()

    def seed(self, size: int) -> int | None:
        """Return an unexplored set of at most so many members, None where there is none."""
        most = [-self._sizes.rhs[size]] if size < self._count else []
        if not self._sat.solve(assumptions=most):
            return None
        model: list[int] = self._sat.get_model()
        return sum(1 << (v - 1) for v in model[: self._count] if v > 0)

    def cross_off_within(self, members: int) -> None:
        """Take a set and all its subsets as explored."""
        self._sat.add_clause([n + 1 for n in range(self._count) if not members >> n & 1])

    def cross_off_beyond(self, members: int) -> None:
        """Take a set and all that hold it as explored."""
        self._sat.add_clause([-(n + 1) for n in bits(members)])
