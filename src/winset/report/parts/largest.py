"""What could be had if something were given up."""

from collections.abc import Iterator, Sequence

from winset.impasse.impasse import Impasse
from winset.impasse.reasons import LargestSet
from winset.impasse.unmet import Unmet
from winset.report.document.blocks import Section, Sentence
from winset.report.document.compose import points, section
from winset.report.document.sentences import note, sentence
from winset.report.parts.packages import Shown, side_by_side, through, worth_in_words
from winset.report.phrases.groups import given_up
from winset.report.phrases.titles import wholes
from winset.scenario import Scenario

_MOST = 6


def could_be_had(scenario: Scenario, impasse: Impasse) -> Section | None:
    """Return what could be had if something were given up, the least of it first."""
    if impasse.deal_exists:
        return None
    ranked = sorted(enumerate(impasse.largest), key=lambda one: _distance(one[1]))
    shown = ranked[:_MOST]
    held = [
        Shown(
            n,
            one.shown.package,
            one.shown.order,
            one.shown.values,
            f"result:impasse.largest.{place}",
        )
        for n, (place, one) in enumerate(shown, 1)
    ]
    return section(
        "could_be_had",
        points((_had(scenario, *one) for one in shown), numbered=True),
        note("page.more", left=len(ranked) - len(shown)) if len(ranked) > len(shown) else None,
        side_by_side(scenario, "conflicts.held", held) if held else None,
    )


def _distance(one: LargestSet) -> tuple[int, int]:
    """Return how far a largest set is from meeting all: what it gives up, what that leaves out."""
    sizes = (
        len(unmet.missing) + len(unmet.unwanted) + len(unmet.out_of_order) + (unmet.short > 0)
        for unmet in one.shown.unmet
    )
    return len(one.given_up), sum(sizes)


def _had(scenario: Scenario, place: int, one: LargestSet) -> Iterator[Sentence]:
    shown, path = one.shown, f"result:impasse.largest.{place}"
    yield sentence(
        "conflicts.without",
        f"{path}.given_up",
        f"{path}.values",
        given_up=given_up(scenario, one.given_up),
        steps=len(shown.package),
        values=worth_in_words(scenario, shown.values),
    )
    if any(shown.unmet):
        yield sentence("conflicts.unmet", f"{path}.unmet", **_unmet(scenario, shown.unmet))
    yield from through(scenario, shown.escrow, path)


def _unmet(scenario: Scenario, unmet: Sequence[Unmet]) -> dict[str, object]:
    """Return what a package leaves unmet of what is given up."""
    pairs = {pair for one in unmet for pair in one.out_of_order}
    missing = dict.fromkeys(step for one in unmet for step in one.missing)
    unwanted = dict.fromkeys(step for one in unmet for step in one.unwanted)
    return {
        "missing": wholes(scenario, missing),
        "unwanted": wholes(scenario, unwanted),
        "pairs": len(pairs),
        "short": [one.short for one in unmet if one.short],
    }
