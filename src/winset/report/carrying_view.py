"""What each part of the deal to look at first carries, and what would make it safer."""

from collections.abc import Iterable, Iterator, Mapping

from rich.console import RenderableType
from rich.table import Column
from rich.text import Text

from winset.advice.result import Advice, Safer
from winset.report.layout import data_table, figures, indented, wide
from winset.report.words import amount, listed, often, signed
from winset.scenario import Scenario


def carried_body(scenario: Scenario, advice: Advice) -> Iterator[RenderableType]:
    """Yield the deal without each large step and with each lever, a line each."""
    first, found = advice.first, advice.carrying
    if first is None or found is None:
        return
    table = data_table(*_heads(scenario), wide(""))
    table.add_row(often(first.share), *_gains(scenario, first.values), "as it is")
    for one in found.without:
        if one.values is not None and one.share is not None:
            what = f"without: {_names(scenario, (one.step, *one.also))}"
            table.add_row(often(one.share), *_gains(scenario, one.values), Text(what))
    idle = [one for one in found.with_ if not one.change and one.values == first.values]
    for lever in (one for one in found.with_ if one not in idle):
        what = f"with: {_lever(scenario, lever.lever)}"
        table.add_row(often(lever.share), *_gains(scenario, lever.values), Text(what))
    yield table
    needed = [one.step for one in found.without if one.values is None]
    if needed:
        yield Text(f"There is no deal without {_names(scenario, needed)}.")
    if idle:
        yield Text("Of no consequence for it:")
        yield indented(*(Text(f"{_lever(scenario, one.lever)}.") for one in idle))


def _heads(scenario: Scenario) -> Iterator[Column]:
    return figures("kept", *(f"for {party.name}" for party in scenario.parties))


def _gains(scenario: Scenario, values: Mapping[str, float]) -> Iterator[str]:
    return (signed(values[party.id]) for party in scenario.parties)


def _lever(scenario: Scenario, lever: str) -> str:
    return next(one.title for one in scenario.levers if one.id == lever)


def safer_body(scenario: Scenario, advice: Advice) -> Iterator[RenderableType]:
    """Yield what raises the share of the order printed most, a line each."""
    first, found = advice.first, advice.carrying
    if first is None or found is None or advice.certain:
        return
    now = f"In the order above it is signed and kept in {often(first.share_in_order)} of the draws"
    if not found.safer:
        yield Text(f"{now}; nothing that was tried raises that for certain.")
        return
    yield Text(f"{now}. That would be:")
    table = data_table(*figures("kept"), wide(""))
    for one in found.safer:
        table.add_row(often(one.share), Text(_way(scenario, one)))
    yield table


def _way(scenario: Scenario, one: Safer) -> str:
    """Return a way to make the deal safer, in words."""
    if one.kind == "lever":
        return f"with: {_lever(scenario, *one.about)}"
    names, size = _names(scenario, one.about), amount(one.size)
    told: dict[str, str] = {
        "order": "in another order (the JSON holds it)",
        "escrow": f"a third party holds these and hands them over at once: {names}",
        "step": f"with these steps as well: {names}",
        "slices": f"in {size} equal parts, with other steps between them: {names}",
        "stake": f"{names}: a stake of {size} more, lost by breaking off",
        "guarantee": f"{size} more is made good to {names} if another side breaks off",
    }
    return told[one.kind]


def _names(scenario: Scenario, steps: Iterable[str]) -> str:
    return listed(map(scenario.name, steps))
