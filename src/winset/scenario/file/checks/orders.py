"""Check the orders that a file's proposals spell out in full.

A prerequisite that is policy is not a matter of the file: an order against it is one that cannot be
carried out as written, which a judgement tells.
"""

from collections.abc import Iterator

from winset.scenario.file.checks.devices import MOST_SLICES
from winset.scenario.file.checks.precedence import done_steps, prerequisites
from winset.scenario.file.draft import Draft
from winset.scenario.positions import Proposal
from winset.scenario.tree import Finding, Path, printable, shown


def check_orders(draft: Draft) -> Iterator[Finding]:
    """Yield what is wrong with the full orders of a file's proposals."""
    for path, proposal in draft.each("proposals"):
        if proposal.order:
            yield from _Written(draft, path, proposal).findings()


class _Written:
    """A full order: where each step is named, and how many of its slices there."""

    def __init__(self, draft: Draft, path: Path, proposal: Proposal) -> None:
        self.draft, self.path = draft, (*path, "order")
        self.proposal, self.held = proposal, proposal.steps
        self.slices = {step.id: step.slices for step in draft.scenario.steps}
        self.named: dict[str, list[tuple[Path, int | None]]] = {}
        self.together: list[tuple[Path, str]] = []
        for i, place in enumerate(proposal.order):
            steps = [one for one in dict.fromkeys(place.steps) if one in draft.known["steps"]]
            for j, step in enumerate(steps):
                self.named.setdefault(step, []).append(((*self.path, i, j), place.slices))
                if len(steps) > 1:
                    self.together.append(((*self.path, i, j), step))

    def findings(self) -> Iterator[Finding]:
        if self.draft.has(*self.path[:-1], "before"):
            wrong = "the proposal says before and order"
            remedy = "keep `order`, which says it all, or `before`, which leaves some of it open"
            yield Finding(self.path, wrong, remedy, on_key=True)
        yield from self._incomplete()
        for step, places in self.named.items():
            yield from self._slices(step, places)
        for path, step in self.together:
            if self.slices.get(step, 1) != 1:
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
        known = self.draft.known["steps"]
        lacking = [step for step in self.held if step not in self.named and step in known]
        if lacking:
            wrong = f"the order leaves out {', '.join(map(printable, lacking))}"
            yield Finding(self.path, wrong, "a full order names every step of the proposal")

    def _slices(self, step: str, places: list[tuple[Path, int | None]]) -> Iterator[Finding]:
        """Yield where a step is named too often, or not in all its slices."""
        number, name = self.slices.get(step, 0), printable(step)
        counts = [slices for _, slices in places if slices is not None]
        if len(places) > 1 and len(counts) < len(places):
            whole = next(path for path, slices in places[::-1] if slices is None)
            remedy = f"name it once, or each time with a number of slices: [{name}, 1]"
            yield Finding(whole, f"{name} is given twice", remedy)
        elif counts and number == 1:
            wrong = f"{name} is not done in slices"
            yield Finding(places[0][0], wrong, f"write [{name}], or give the step `slices`")
        elif counts and number and sum(counts) != number:
            wrong = f"the order has {sum(counts)} slices of {name}, which is done in {number}"
            yield Finding(places[-1][0], wrong, "name as many in all as the step has")

    def _too_many(self) -> Iterator[Finding]:
        """Yield that open numbers of slices differ, or that there are too many slices in all."""
        open_ = {
            step: sum(slices or 0 for _, slices in places)
            for step, places in self.named.items()
            if self.slices.get(step, 0) is None
        }
        numbers = {number for number in open_.values() if number}
        if len(numbers) > 1:
            told = " and ".join(f"{shown(open_[step])} of {printable(step)}" for step in open_)
            wrong = f"the order has {told}, whose `slices` are any"
            yield Finding(self.path, wrong, "give as many of each, or give the steps a number")
        total = sum(n or max(numbers, default=1) for n in self.slices.values())
        if numbers and total > MOST_SLICES:
            wrong = f"all steps of the file would have {total} slices together"
            yield Finding(self.path, wrong, f"name fewer: the most is {MOST_SLICES}")

    def _too_early(self) -> Iterator[Finding]:
        """Yield the steps that come before, or together with, what they need."""
        done = done_steps(self.draft.scenario)
        for step, first in prerequisites(self.draft.scenario, policy=False).items():
            for other in first:
                both = step in self.named and other in self.named and step not in done
                if both and self.named[other][-1][0][:-1] >= self.named[step][0][0][:-1]:
                    wrong = f"{printable(step)} needs {printable(other)} first"
                    remedy = f"move {printable(other)} before it"
                    yield Finding(self.named[step][0][0], wrong, remedy)
