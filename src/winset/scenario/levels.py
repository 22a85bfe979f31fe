"""Whether what must stay within bounds on the way is within them at the beginning.

Ranges and judgements count at their point, as in single answers. The steps that an agreement under
way has done count; every other step is still to come.
"""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from math import isclose
from typing import Any

from winset.scenario.numbers import point_of
from winset.scenario.orders import done_before
from winset.scenario.tree import Finding, children, mapping, shown, texts


def check_levels(data: Any) -> Iterator[Finding]:
    """Yield the floors and caps of a file that are passed before anything more is done."""
    yield from _ledgers(data)
    yield from _ratifiers(data)


def _ledgers(data: Any) -> Iterator[Finding]:
    for path, ledger in children(data, "ledgers", "*"):
        if not isinstance(ledger, dict):
            continue
        start = _sum(ledger.get("start", 0), *_changed(data, str(path[1])))
        floor, cap = point_of(ledger.get("floor")), point_of(ledger.get("cap"))
        if floor is not None and cap is not None and _above(floor, cap):
            wrong = f"the floor, {shown(floor)}, is above the cap, {shown(cap)}"
            yield Finding((*path, "floor"), wrong, "lower the floor, or raise `cap`")
        if floor is not None and start is not None and _above(floor, start):
            wrong = (
                f"the floor, {shown(floor)}, is above what there is at the start, {shown(start)}"
            )
            yield Finding((*path, "floor"), wrong, "lower the floor, or raise `start`")
        if cap is not None and start is not None and _above(start, cap):
            wrong = f"the cap, {shown(cap)}, is below what there is at the start, {shown(start)}"
            yield Finding((*path, "cap"), wrong, "raise the cap, or lower `start`")


def _changed(data: Any, ledger: str) -> Iterator[Any]:
    """Yield what the steps that are done have added to a ledger."""
    for step in done_before(data):
        yield mapping(data, "steps", step, "changes").get(ledger, 0)


def _ratifiers(data: Any) -> Iterator[Finding]:
    for path, ratifier in children(data, "parties", "*", "home", "*"):
        if not isinstance(ratifier, dict):
            continue
        party = str(path[1])
        balance = _balance(data, party, ratifier)
        floor = point_of(ratifier.get("floor_on_the_way"))
        if floor is not None and balance is not None and _above(floor, balance):
            wrong = (
                f"the floor, {shown(floor)}, is above the balance at the start, {shown(balance)}"
            )
            remedy = "lower it: no agreement can ever be carried out"
            yield Finding((*path, "floor_on_the_way"), wrong, remedy)


def _balance(data: Any, party: str, ratifier: Mapping[str, Any]) -> float | None:
    """Return what is in place for a ratifier at the start, less its `no_deal`."""
    no_deal = point_of(ratifier.get("no_deal", mapping(data, "parties", party).get("no_deal", 0)))
    return _sum(*_in_place(data, party, mapping(ratifier, "value")), no_deal and -no_deal)


def _in_place(data: Any, party: str, own: Mapping[str, Any]) -> Iterator[Any]:
    """Yield what the steps that are done are worth to a ratifier, with its party's bonuses."""
    done = done_before(data)
    for step in done:
        yield own.get(step, mapping(data, "steps", step, "value").get(party, 0))
    for path, when in children(data, "bonuses", "*", "when"):
        steps = texts(when)
        if steps and set(steps) <= set(done):
            yield mapping(data["bonuses"][path[1]], "value").get(party, 0)


def _sum(*found: Any) -> float | None:
    """Return the sum of numbers of a file, or None where one of them is none."""
    points = [point_of(one) for one in found]
    if None in points:
        return None
    return float(sum(Decimal(repr(point)) for point in points if point is not None))


def _above(one: float, other: float) -> bool:
    """Return whether an amount exceeds another by more than 1e-9 of the larger of them."""
    return one > other and not isclose(one, other, rel_tol=1e-9)
