"""How often the packages would be signed and kept when the numbers are drawn."""

from collections.abc import Iterator, Sequence
from functools import partial

from winset.firmness.measure import Firmness, Tally
from winset.language.catalogue import say
from winset.language.words import share
from winset.report.charts.canvas import Canvas, painted_twice
from winset.report.charts.signs import uncut
from winset.report.charts.style import INK, SOFT
from winset.report.document.chart import Chart
from winset.scenario import Scenario

_KINDS = ("signed", "kept")
_COLOURS = (SOFT, INK)
_BAR = 9


def firmness_chart(scenario: Scenario, firmness: Firmness) -> Chart | None:
    """Return the shares of the draws as bars; None where there is nothing to tell."""
    tallies = list(_tallies(scenario, firmness))
    if not tallies or firmness.doubts.none:
        return None
    told = [(title, tally.signable, tally.kept) for title, tally in tallies]
    best = max(told, key=lambda one: one[2])
    return Chart(
        id="firmness",
        title=say("chart_firmness.title", name=best[0], kept=best[2], every=len(told) == 1),
        subtitle=say("chart_firmness.subtitle"),
        alt=say("chart_firmness.alt", told=told),
        drawings=painted_twice(partial(_paint, tallies)),
        columns=tuple(say(f"chart_firmness.{name}") for name in ("package", *_KINDS, "stands")),
        rows=tuple(
            (title, share(tally.signable), share(tally.kept), share(tally.stands))
            for title, tally in tallies
        ),
        basis=("result:firmness.best", "result:firmness.proposals"),
    )


def _tallies(scenario: Scenario, firmness: Firmness) -> Iterator[tuple[str, Tally]]:
    if firmness.best is not None:
        yield say("chart_firmness.deal"), firmness.best
    for proposal in scenario.proposals:
        yield (
            uncut(proposal.short or proposal.title, proposal.title),
            firmness.proposals[proposal.id]["own"],
        )


def _paint(tallies: Sequence[tuple[str, Tally]], canvas: Canvas) -> float:
    """Paint two bars a package, each with its share; those that are never signed in one line."""
    words = [say(f"chart_firmness.{kind}") for kind in _KINDS]
    room = canvas.width - max(canvas.room(f"100% {word}") for word in words) - 12
    never = [title for title, tally in tallies if not _drawn(tally.signable)]
    y = 0.0
    for title, tally in tallies:
        if title in never:
            continue
        y = canvas.block(0, y, title, canvas.width, bold=True)
        for word, part, colour in zip(words, (tally.signable, tally.kept), _COLOURS, strict=True):
            middle = y + canvas.line / 2
            if _drawn(part):
                canvas.rect(0, middle - _BAR / 2, part * room, middle + _BAR / 2, colour)
            canvas.text(part * room + 7 * _drawn(part), middle, f"{share(part)} {word}")
            y += canvas.line
        y += 10
    told = say("chart_firmness.never", names=never) if never else ""
    return canvas.block(0, y, told, canvas.width, colour=SOFT)


def _drawn(part: float) -> bool:
    """Return whether a share is more than 0% when it is written."""
    return share(part) != share(0.0)
