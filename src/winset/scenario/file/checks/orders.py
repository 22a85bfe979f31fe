"""Check the orders that a file's proposals spell out in full.

A prerequisite that is policy is not a matter of the file: an order against it is one that cannot be
carried out as written, which a judgement tells.
"""

from collections.abc import Iterator

from winset.language.catalogue import told
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
            yield Finding(self.path, *told("errors.orders.both"), on_key=True)
        yield from self._incomplete()
        for step, places in self.named.items():
            yield from self._slices(step, places)
        for path, step in self.together:
            if self.slices.get(step, 1) != 1:
                yield Finding(path, *told("errors.orders.together", step=printable(step)))
        yield from self._too_many()
        yield from self._too_early()

    def _incomplete(self) -> Iterator[Finding]:
        """Yield the steps that the proposal does not hold, and those that its order lacks."""
        for step, places in self.named.items():
            if step not in self.held:
                yield Finding(places[0][0], *told("errors.orders.not_held", step=printable(step)))
        known = self.draft.known["steps"]
        lacking = [step for step in self.held if step not in self.named and step in known]
        if lacking:
            steps = list(map(printable, lacking))
            yield Finding(self.path, *told("errors.orders.lacking", steps=steps))

    def _slices(self, step: str, places: list[tuple[Path, int | None]]) -> Iterator[Finding]:
        """Yield where a step is named too often, or not in all its slices."""
        number, name = self.slices.get(step, 0), printable(step)
        counts = [slices for _, slices in places if slices is not None]
        if len(places) > 1 and len(counts) < len(places):
            whole = next(path for path, slices in places[::-1] if slices is None)
            yield Finding(whole, *told("errors.orders.twice", step=name))
        elif counts and number == 1:
            yield Finding(places[0][0], *told("errors.orders.whole", step=name))
        elif counts and number and sum(counts) != number:
            counted = {"named": sum(counts), "slices": number}
            yield Finding(places[-1][0], *told("errors.orders.slices", step=name, **counted))

    def _too_many(self) -> Iterator[Finding]:
        """Yield that open numbers of slices differ, or that there are too many slices in all."""
        open_ = {
            step: sum(slices or 0 for _, slices in places)
            for step, places in self.named.items()
            if self.slices.get(step, 0) is None
        }
        numbers = {number for number in open_.values() if number}
        if len(numbers) > 1:
            slices = [(printable(step), shown(named)) for step, named in open_.items()]
            yield Finding(self.path, *told("errors.orders.open", slices=slices))
        total = sum(n or max(numbers, default=1) for n in self.slices.values())
        if numbers and total > MOST_SLICES:
            said = told("errors.orders.many", total=total, most=MOST_SLICES)
            yield Finding(self.path, *said)

    def _too_early(self) -> Iterator[Finding]:
        """Yield the steps that come before, or together with, what they need."""
        done = done_steps(self.draft.scenario)
        for step, first in prerequisites(self.draft.scenario, policy=False).items():
            for other in first:
                both = step in self.named and other in self.named and step not in done
                if both and self.named[other][-1][0][:-1] >= self.named[step][0][0][:-1]:
                    names = {"step": printable(step), "first": printable(other)}
                    yield Finding(self.named[step][0][0], *told("errors.orders.early", **names))
