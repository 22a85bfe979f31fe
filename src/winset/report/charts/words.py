"""What a word of the text means to each: what to all, and what only to some."""

from collections.abc import Mapping, Sequence
from functools import partial

from winset.analysis import Analysis
from winset.language.catalogue import say
from winset.report.charts.canvas import Canvas, painted_twice
from winset.report.charts.signs import looks_of, signs, step_name
from winset.report.charts.style import SOFT, Look
from winset.report.document.chart import Chart
from winset.scenario import Scenario, Term

_FEWEST = 3
"""Steps that a picture has at least; fewer are told in a sentence."""

_PAD = 8
_SHADE = 0.14


def words_chart(analysis: Analysis) -> Chart | None:
    """Return what the word means on which the sides differ most; None where none is drawn."""
    scenario = analysis.scenario
    drawn = [one for one in scenario.terms if term_chart(scenario, one) is not None]
    if not drawn:
        return None
    return term_chart(scenario, max(drawn, key=lambda one: _apart(one, _steps(scenario, one))))


def term_chart(scenario: Scenario, term: Term) -> Chart | None:
    """Return what a word means to each; None where one side reads it, or a sentence does."""
    steps = _steps(scenario, term)
    if len(term.meaning) < 2 or len(steps) < _FEWEST:
        return None
    common = len(steps) - _apart(term, steps)
    sides = {who: look for who, look in looks_of(scenario).items() if who in term.meaning}
    told = {"term": term.title, "steps": len(steps), "common": common, "sides": len(sides)}
    yes, no = say("chart_words.yes"), say("chart_words.no")
    return Chart(
        id=f"term-{term.id}",
        title=say("chart_words.title", **told),
        subtitle=say(
            "chart_words.subtitle", signs="" if len(sides) == 2 else signs(scenario, sides)
        ),
        alt=say("chart_words.alt", both=_common(scenario, term, steps), **told),
        drawings=painted_twice(
            partial(_two if len(sides) == 2 else _many, scenario, term, steps, sides)
        ),
        columns=(say("chart_words.step"), *map(scenario.label, sides)),
        rows=tuple(
            (
                scenario.name(step),
                *(yes if step in term.meaning[who] else no for who in sides),
            )
            for step in steps
        ),
        basis=(f"file:terms.{term.id}.meaning", f"result:deals.terms.{term.id}"),
    )


def _steps(scenario: Scenario, term: Term) -> list[str]:
    """Return what somebody takes a word to commit to, as the file has it."""
    read = {step for steps in term.meaning.values() for step in steps}
    return [step.id for step in scenario.steps if step.id in read]


def _apart(term: Term, steps: Sequence[str]) -> int:
    """Return how many steps not all sides see in a word."""
    return sum(any(step not in read for read in term.meaning.values()) for step in steps)


def _common(scenario: Scenario, term: Term, steps: Sequence[str]) -> list[str]:
    shared = (s for s in steps if all(s in read for read in term.meaning.values()))
    return [step_name(scenario, step) for step in shared]


def _two(
    scenario: Scenario,
    term: Term,
    steps: Sequence[str],
    sides: Mapping[str, Look],
    canvas: Canvas,
) -> float:
    """Paint two boxes, one over the other where the two sides mean the same."""
    canvas.halo = False
    (one, first), (other, second) = sides.items()
    means = term.meaning
    groups = [
        [step for step in steps if step in means[one] and step not in means[other]],
        [step for step in steps if step in means[one] and step in means[other]],
        [step for step in steps if step not in means[one]],
    ]
    width, edge = canvas.width, canvas.width * 0.12
    heads = [say("chart_words.means", party=scenario.label(who)) for who in sides]
    tops = [canvas.block(0, 0, heads[0], width, colour=first.ink, bold=True) + 3]
    for n, group in enumerate(groups):
        tops.append(_listed(scenario, canvas, group, tops[-1], both=n == 1))
    shade = partial(canvas.rect, opacity=_SHADE, ground=True, outline=True)
    shade(1, tops[0], width - edge, tops[2], first.colour)
    shade(edge, tops[1], width - 1, tops[3], second.colour)
    head = (width, tops[3] + 3, heads[1], width)
    return canvas.block(*head, colour=second.ink, bold=True, align="right")


def _listed(
    scenario: Scenario, canvas: Canvas, steps: Sequence[str], y: float, *, both: bool
) -> float:
    """Write steps one below the other; return where they end."""
    y += _PAD
    room = canvas.width * 0.7
    if both:
        word = say("chart_words.both" if steps else "chart_words.nothing")
        y = canvas.block(canvas.width / 2, y, word, room, colour=SOFT, align="center")
    for step in steps:
        name = step_name(scenario, step)
        y = canvas.block(canvas.width / 2, y, name, room, bold=both, align="center") + 4
    return y + _PAD


def _many(
    scenario: Scenario,
    term: Term,
    steps: Sequence[str],
    sides: Mapping[str, Look],
    canvas: Canvas,
) -> float:
    """Paint a line a step with the signs of those who see it in the word, the most first."""
    ranked = sorted(steps, key=lambda step: -sum(step in read for read in term.meaning.values()))
    y = 0.0
    for step in ranked:
        y = canvas.block(0, y, step_name(scenario, step), canvas.width)
        for n, (party, look) in enumerate(sides.items()):
            if step in term.meaning[party]:
                canvas.point(10 + 24 * n, y + canvas.line / 2, look)
        canvas.rule(0, y + canvas.line / 2, 24 * len(sides), y + canvas.line / 2)
        y += canvas.line + 8
    return y
