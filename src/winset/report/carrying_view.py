"""What each part of the deal to look at first carries, and what would make it safer."""

from collections.abc import Iterable, Iterator, Sequence

from rich.console import RenderableType
from rich.text import Text

from winset.advice.result import Advice, Carrying, Rung, Safer, WithLever
from winset.report.language.words import amount, listed, often
from winset.report.layout import data_table, figures, indented, wide
from winset.report.worth_table import Deal, worth_table
from winset.scenario import Scenario


def carried_body(scenario: Scenario, advice: Advice) -> Iterator[RenderableType]:
    """Yield the deal without each large step and with each lever, a line each."""
    first, found = advice.first, advice.carrying
    if first is None or found is None:
        return
    idle = [one for one in found.with_ if not one.change and one.values == first.values]
    yield worth_table(scenario, _carried(scenario, first, found, idle))
    needed = [one.step for one in found.without if one.values is None]
    if needed:
        yield Text(f"There is no deal without {_names(scenario, needed)}.")
    if idle:
        yield Text("These would change nothing in it:")
        yield indented(*(Text(f"{_lever(scenario, one.lever)}.") for one in idle))


def _carried(
    scenario: Scenario, first: Rung, found: Carrying, idle: Sequence[WithLever]
) -> Iterator[Deal]:
    yield first.share, first.values, "the whole deal"
    for one in found.without:
        if one.values is not None and one.share is not None:
            what = f"left out: {_names(scenario, (one.step, *one.also))}"
            yield one.share, one.values, what
    for lever in found.with_:
        if lever not in idle:
            yield lever.share, lever.values, f"with this besides: {_lever(scenario, lever.lever)}"


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
    yield Text(f"{now}. With one thing more it would be in")
    table = data_table(*figures("kept"), wide(""))
    for one in found.safer:
        table.add_row(often(one.share), Text(_way(scenario, one)))
    yield table


def _way(scenario: Scenario, one: Safer) -> str:
    """Return a way to make the deal safer, in words."""
    if one.kind == "lever":
        return f"{_lever(scenario, *one.about)}"
    names, size = _names(scenario, one.about), amount(one.size)
    told: dict[str, str] = {
        "order": "in another order (the JSON holds it)",
        "escrow": f"a third party holds these and hands them over at once: {names}",
        "step": f"with these steps as well: {names}",
        "slices": f"{names}: in {size} equal parts, with other steps between them",
        "stake": f"{names} stands to lose {size} more if it breaks off",
        "guarantee": f"a guarantor makes good {size} more to {names} if another side breaks off",
    }
    return told[one.kind]


def _names(scenario: Scenario, steps: Iterable[str]) -> str:
    return listed(map(scenario.name, steps))
