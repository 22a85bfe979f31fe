"""Whether the orders that a file's proposals spell out in full can be meant.

A prerequisite that is policy is no matter of a file: an order against it is one that cannot be
carried out as written, which a judgement tells.
"""

from collections.abc import Iterator
from typing import Any

from winset.scenario.model import is_place
from winset.scenario.orders import done_before, prerequisites
from winset.scenario.quantities import ANY
from winset.scenario.swaps import MOST_SLICES
from winset.scenario.tree import Finding, Path, children, mapping, printable, shown, texts


def check_orders(data: Any) -> Iterator[Finding]:
    """Yield what is wrong with the full orders of a file's proposals."""
    for path, order in children(data, "proposals", "*", "order"):
        if isinstance(order, list) and order and all(map(is_place, order)):
            yield from _Written(data, path, order).findings()


def physical(data: Any) -> dict[str, list[str]]:
    """Return for each step the prerequisites that are no policy."""
    policy = {step for step in mapping(data, "steps") if _step(data, step).get("policy") is True}
    return {s: [] if s in policy else first for s, first in prerequisites(data).items()}


class _Written:
    """A full order: where each step is named, and how many of its slices there."""

    def __init__(self, data: Any, path: Path, order: list[Any]) -> None:
        self.data, self.path = data, path
        self.proposal = mapping(data, "proposals", str(path[1]))
        self.held = texts(self.proposal.get("steps"))
        self.named: dict[str, list[tuple[Path, int | None]]] = {}
        self.together: list[tuple[Path, str]] = []
        for i, place in enumerate(order):
            self._read((*path, i), place)

    def _read(self, path: Path, place: Any) -> None:
        known = mapping(self.data, "steps")
        steps = [step for step in dict.fromkeys(texts(place)) if step in known]
        number = place[1] if len(texts(place)) == 1 and len(place) == 2 else None
        slices = number if isinstance(number, int) else None
        for j, step in enumerate(steps):
            self.named.setdefault(step, []).append(((*path, j), slices))
            if len(steps) > 1:
                self.together.append(((*path, j), step))

    def findings(self) -> Iterator[Finding]:
        if "before" in self.proposal:
            wrong = "the proposal says before and order"
            remedy = "keep `order`, which says it all, or `before`, which leaves some of it open"
            yield Finding(self.path, wrong, remedy, on_key=True)
        yield from self._incomplete()
        for step, places in self.named.items():
            yield from self._slices(step, places)
        for path, step in self.together:
            if _slices_of(self.data, step) != 1:
                wrong = f"{printable(step)} is done in slices"
                remedy = f"give it places of its own, such as [{printable(step)}, 1]"
                yield Finding(path, wrong, remedy)
        yield from self._too_many()
        yield from self._too_early()

    def _incomplete(self) -> Iterator[Finding]:
        """Yield the steps that the proposal does not hold, and those that its order lacks."""
        for step, places in self.named.items():
            if step not in self.held:
                wrong = f"the proposal does not hold {printable(step)}"
                remedy = "add it to `steps`, or take it out of the order"
                yield Finding(places[0][0], wrong, remedy)
        known = mapping(self.data, "steps")
        lacking = [step for step in self.held if step not in self.named and step in known]
        if lacking:
            wrong = f"the order leaves out {', '.join(map(printable, lacking))}"
            yield Finding(self.path, wrong, "a full order names every step of the proposal")

    def _slices(self, step: str, places: list[tuple[Path, int | None]]) -> Iterator[Finding]:
        """Yield where a step is named too often, or not in all its slices."""
        number, name = _slices_of(self.data, step), printable(step)
        counts = [slices for _, slices in places if slices is not None]
        if len(places) > 1 and len(counts) < len(places):
            whole = next(path for path, slices in places[::-1] if slices is None)
            remedy = f"name it once, or each time with a number of slices: [{name}, 1]"
            yield Finding(whole, f"{name} is given twice", remedy)
        elif counts and number == 1:
            wrong = f"{name} is not done in slices"
            yield Finding(places[0][0], wrong, f"write [{name}], or give the step `slices`")
        elif counts and isinstance(number, int) and sum(counts) != number:
            wrong = f"the order has {sum(counts)} slices of {name}, which is done in {number}"
            yield Finding(places[-1][0], wrong, "name as many in all as the step has")

    def _too_many(self) -> Iterator[Finding]:
        """Yield that open numbers of slices differ, or that there are too many slices in all."""
        open_ = {
            step: sum(slices or 0 for _, slices in places)
            for step, places in self.named.items()
            if _slices_of(self.data, step) == ANY
        }
        numbers = {number for number in open_.values() if number}
        if len(numbers) > 1:
            told = " and ".join(f"{shown(open_[step])} of {printable(step)}" for step in open_)
            wrong = f"the order has {told}, whose `slices` are any"
            yield Finding(self.path, wrong, "give as many of each, or give the steps a number")
        slices = {step: _slices_of(self.data, step) for step in mapping(self.data, "steps")}
        number = max(numbers, default=1)
        total = sum(n if isinstance(n, int) else number for n in slices.values() if n is not None)
        if numbers and total > MOST_SLICES:
            wrong = f"all steps of the file would have {total} slices together"
            yield Finding(self.path, wrong, f"name fewer: the most is {MOST_SLICES}")

    def _too_early(self) -> Iterator[Finding]:
        """Yield the steps that come before, or together with, what they need."""
        done = done_before(self.data)
        for step, first in physical(self.data).items():
            for other in first:
                both = step in self.named and other in self.named and step not in done
                if both and self.named[other][-1][0][:-1] >= self.named[step][0][0][:-1]:
                    wrong = f"{printable(step)} needs {printable(other)} first"
                    remedy = f"move {printable(other)} before it"
                    yield Finding(self.named[step][0][0], wrong, remedy)


def _step(data: Any, step: str) -> dict[str, Any]:
    return mapping(data, "steps", step)


def _slices_of(data: Any, step: str) -> int | str | None:
    """Return in how many slices a step is done, or `any`; None where the file is wrong there."""
    slices = _step(data, step).get("slices", 1)
    return slices if slices == ANY or type(slices) is int else None
