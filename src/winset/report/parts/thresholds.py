"""How much trust, and how large a stake, a deal takes; where one exists; how near the edge."""

from collections.abc import Sequence

from winset.impasse.impasse import Impasse
from winset.impasse.thresholds import Grid, Threshold
from winset.language.catalogue import say
from winset.language.letters import capital
from winset.language.words import amount, enough, precise, share
from winset.report.charts.grid import grid_chart, open_part
from winset.report.document.blocks import Row, Section, Table
from winset.report.document.compose import behind, paragraph, picture, section
from winset.report.document.sentences import note, sentence
from winset.report.parts.pairs import matrix
from winset.report.phrases.number_names import number_name
from winset.report.phrases.pairs import many
from winset.roadmaps.bracketing import SwitchingValue
from winset.scenario import Scenario

_MOST_EDGES = 8

_LISTED = "result:impasse.thresholds.listed"


def thresholds(scenario: Scenario, impasse: Impasse) -> Section | None:
    """Return with how much trust, and how large a stake, a first deal opens."""
    if impasse.thresholds is None:
        return None
    listed = impasse.thresholds.listed
    columns = tuple(say(f"thresholds.{name}") for name in ("number", "is", "opens"))
    rows = tuple(
        Row((capital(number_name(scenario, one.path)), *_cells(one)), (f"{_LISTED}.{n}",))
        for n, one in enumerate(listed)
        if one.pair is None or not many(scenario)
    )
    kind = "caption" if impasse.thresholds.demands else "caption_aside"
    table = Table(say(f"thresholds.{kind}"), columns, rows, frozenset({1}))
    return section("thresholds", _of_pairs(scenario, listed), table)


def where_deals_exist(
    scenario: Scenario, grid: Grid | None, *, folded: bool = False
) -> Section | None:
    """Return where a deal exists as two numbers vary: a map, or a sentence that does as well.

    Parameters
    ----------
    folded
        Whether the map stands behind a toggle.
    """
    if grid is None:
        return None
    chart = grid_chart(scenario, grid)
    if chart is None:
        axes = [
            (number_name(scenario, axis.path), axis.values[0], axis.values[-1])
            for axis in (grid.x, grid.y)
        ]
        data = {"part": open_part(grid), "axes": axes, "demands": grid.demands}
        told = sentence("thresholds.everywhere", "result:impasse.grid", **data)
        return section("grid", paragraph(told))
    return section("grid", behind(chart.title, picture(chart)) if folded else picture(chart))


def edge(scenario: Scenario, found: Sequence[SwitchingValue] | None) -> Section | None:
    """Return the numbers that would leave no deal, the smallest change first."""
    if found is None:
        return None
    columns = tuple(say(f"edge.{name}") for name in ("number", "is", "at", "change"))
    rows = tuple(
        Row(
            (
                capital(number_name(scenario, one.path)),
                precise(one.before),
                precise(one.after),
                share(one.change),
            ),
            (f"result:impasse.edge.{n}",),
        )
        for n, one in enumerate(found[:_MOST_EDGES])
    )
    table = Table(say("edge.caption"), columns, rows, frozenset({1, 2, 3}))
    left = len(found) - len(rows)
    key = "edge.none" if not found else "edge.left" if left else None
    told = paragraph(sentence(key, "result:impasse.edge", left=left)) if key else None
    return section("edge", table, note("edge.how_to_read") if found else None, told)


def _of_pairs(scenario: Scenario, listed: Sequence[Threshold]) -> Table | None:
    """Return with how much trust of one party in another a deal opens, of many parties."""
    pairs = {
        one.pair: (n, say("thresholds.pair", has=one.has, opens=_opens(one)))
        for n, one in enumerate(listed)
        if one.pair is not None
    }
    told = {pair: words for pair, (_, words) in pairs.items()}
    basis = {pair: f"{_LISTED}.{n}" for pair, (n, _) in pairs.items()}
    return matrix(scenario, "pairs.opens", told, basis)


def _cells(one: Threshold) -> tuple[str, str]:
    has = share(one.has) if one.pair else amount(one.has)
    least = _opens(one)
    if one.opens is not None and one.opens <= one.has:
        return has, say("thresholds.enough", least=least)
    return has, least


def _opens(one: Threshold) -> str:
    if one.opens is None:
        return say("thresholds.never")
    return enough(one.opens) if one.pair else precise(one.opens)
