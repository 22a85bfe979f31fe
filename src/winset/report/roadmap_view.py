"""One package's order, for the terminal."""

from collections.abc import Iterator
from itertools import chain

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from winset.advice.result import Advice
from winset.report.calendar_view import calendar_body, ledgers_body, survival_body
from winset.report.cheating_view import cheating_body, learning_body, stalling_body
from winset.report.forms.terminal import rendered
from winset.report.language.catalogue import say
from winset.report.language.directions import with_isolated
from winset.report.language.words import amount, bar, count, listed, share, signed
from winset.report.layout import (
    BAD,
    DIM,
    VERDICT_STYLE,
    data_table,
    figures,
    indented,
    more,
    section,
    title,
    value_bars,
    wide,
)
from winset.report.pairs import matrix
from winset.report.parts.advice import first_or_nearest
from winset.report.phrases.advice import is_its_order
from winset.report.phrases.moves import move_title
from winset.report.phrases.pairs import any_of, many
from winset.report.phrases.proposals import stop_sentence
from winset.report.phrases.time import at_face_value, succession_sentences, time_sentences
from winset.report.phrases.verdicts import escrow_words, verdict_sentence, where
from winset.report.proof_view import proof_body
from winset.report.stakes_view import bonds_body, levels_body, slices_body
from winset.report.standing_view import standing_body
from winset.report.switching_view import turns_body
from winset.roadmaps.roadmap import (
    Roadmap,
    Tradeoff,
    Trust,
)
from winset.roadmaps.temptations import gain, loss, most_exposed, most_tempted
from winset.scenario import Scenario
from winset.scenario.game import TOLERANCE

_BAR = 4
_MOST_POINTS = 6


def roadmap_view(
    scenario: Scenario, roadmap: Roadmap | None, advice: Advice | None = None
) -> RenderableType:
    """Return one package's order, state by state.

    Parameters
    ----------
    advice
        Where the package is the deal to look at first.
    """
    scenario = with_isolated(scenario)
    first = () if advice is None else rendered(first_or_nearest(scenario, advice))
    parts = (
        section(say("headings.first"), *first),
        section("In which order", *roadmap_body(scenario, roadmap, advice), *proof_body(roadmap)),
        *(section(heading, *body) for heading, body in _details(scenario, roadmap)),
    )
    return Group(*title(scenario), *(line for part in parts for line in part))


def _details(
    scenario: Scenario, roadmap: Roadmap | None
) -> Iterator[tuple[str, Iterator[RenderableType]]]:
    """Yield what there is to say beyond the order itself, with headings."""
    if roadmap is None:
        return
    yield (
        "By the clock",
        chain(
            calendar_body(scenario, roadmap),
            ledgers_body(scenario, roadmap),
            survival_body(scenario, roadmap),
            map(Text, time_sentences(scenario, roadmap)),
        ),
    )
    told = (sentence for _, sentence in succession_sentences(scenario, roadmap))
    yield "Whoever comes next", map(Text, told)
    yield (
        "Who could cheat or stop",
        chain(
            cheating_body(scenario, roadmap),
            stalling_body(scenario, roadmap),
            learning_body(scenario, roadmap),
        ),
    )
    yield "Who would have to put up how much", bonds_body(scenario, roadmap)
    yield "How much could be had with how much trust", levels_body(scenario, roadmap)


def roadmap_body(
    scenario: Scenario, roadmap: Roadmap | None, advice: Advice | None = None
) -> Iterator[RenderableType]:
    """Yield a package's order: what it is worth, whether it would be kept, and each step."""
    if roadmap is None:
        yield Text(
            "There is nothing to put in order. Either no package could be signed by all, or this "
            "one cannot be done in any order that keeps ledgers and balances within their limits "
            "and every step within its window."
        )
        return
    yield value_bars(scenario, roadmap.values, max(map(abs, roadmap.values.values()), default=0))
    if roadmap.face is not None:
        yield Text(at_face_value(scenario, roadmap.face))
    if roadmap.escrow:
        yield Text(escrow_words(scenario, roadmap.escrow))
    yield from _verdicts(scenario, roadmap)
    yield from slices_body(scenario, roadmap)
    yield from _stakes(scenario, roadmap)
    yield Text()
    yield _steps(scenario, roadmap)
    yield Text(
        "Gains by breaking: the most a side would gain right after this step by breaking off, by "
        "quietly going back on a step or by only pretending to do the next; minus, what it would "
        "lose. Could lose: its loss if the other broke off there.",
        style=DIM,
    )
    if roadmap.front is not None and len(roadmap.front) > 1:
        yield Text()
        yield from _front(scenario, roadmap.front)
    if roadmap.ties is not None and roadmap.ties > 1:
        yield Text(f"{count(roadmap.ties, 'order')} are as safe{_so(advice, roadmap)}", style=DIM)
    yield from standing_body(scenario, roadmap)
    yield from turns_body(scenario, roadmap)


def _so(advice: Advice | None, roadmap: Roadmap) -> str:
    if is_its_order(advice, roadmap):
        return (
            " with the file's own numbers; of those that were tried, none keeps the deal in more "
            "draws than this one, as far as these can tell."
        )
    return "; this one brings its benefits soonest."


def _verdicts(scenario: Scenario, roadmap: Roadmap) -> Iterator[Text]:
    """Yield whether the order would be kept; of a proposal with one of its own, that one first."""
    written, label = roadmap.as_written, ""
    if written is not None and written.stopped is not None:
        yield Text(stop_sentence(scenario, written.stopped), style=BAD)
        label = "In the best order: "
    elif written is not None and written.own is not None and written.own.order != roadmap.order:
        sentence = verdict_sentence(scenario, written.own)
        yield Text(f"In its own order: {sentence}", style=VERDICT_STYLE[written.own.verdict])
        label = "In the best order: "
    sentence = verdict_sentence(scenario, roadmap)
    yield Text(f"{label}{sentence}", style=VERDICT_STYLE[roadmap.verdict])


def _stakes(scenario: Scenario, roadmap: Roadmap) -> Iterator[RenderableType]:
    """Yield the stake and the trust that the order needs, party by party."""
    for party, bond in roadmap.bond.items():
        if bond is None:
            yield Text(f"No stake would keep {scenario.name(party)} from cheating.", style=BAD)
        elif bond > 0:
            name = scenario.name(party)
            yield Text(f"{name} would need {amount(bond)} more to lose by breaking than it has.")
    yield from _trust(scenario, roadmap)


def _trust(scenario: Scenario, roadmap: Roadmap) -> Iterator[RenderableType]:
    """Yield how much trust the order needs and how much there is, pair by pair."""
    pairs = {
        (party, other): trust
        for party, others in roadmap.trust.items()
        for other, trust in others.items()
    }
    bad = {pair for pair, trust in pairs.items() if trust.lack > TOLERANCE}
    if many(scenario):
        yield Text("Trust: needed / there is")
        told = {pair: f"{_required(one)} / {share(one.has)}" for pair, one in pairs.items()}
        yield indented(matrix(scenario, told, bad))
        return
    for (party, other), trust in pairs.items():
        needs = "none would be enough" if trust.required is None else f"{_required(trust)} needed"
        yield Text(
            f"Trust of {scenario.name(party)} in {scenario.name(other)}: {needs}, "
            f"there is {share(trust.has)}.",
            style=BAD if (party, other) in bad else "",
        )


def _required(trust: Trust) -> str:
    return "none is enough" if trust.required is None else share(trust.required)


def _steps(scenario: Scenario, roadmap: Roadmap) -> Table:
    table = data_table(*figures(""), wide("step"))
    if many(scenario):
        table.add_column("most tempted\ngains by breaking", justify="right")
        table.add_column("most exposed\ncould lose", justify="left")
    else:
        for party in roadmap.values:
            name = scenario.name(party)
            table.add_column(f"{name}\ngains by breaking", justify="right", min_width=15)
            table.add_column("\ncould lose", justify="left", min_width=10)
    gains = [gain(roadmap, n, party) for n in range(len(roadmap.nodes)) for party in roadmap.values]
    losses = [loss(node, party) for node in roadmap.nodes for party in roadmap.values]
    most = (max(map(abs, gains), default=0.0), max(losses, default=0.0))
    for n in range(len(roadmap.nodes)):
        told = _of_many if many(scenario) else _of_each
        table.add_row(str(n or ""), _move(scenario, roadmap, n), *told(scenario, roadmap, n, most))
    return table


def _of_each(
    scenario: Scenario, roadmap: Roadmap, n: int, most: tuple[float, float]
) -> Iterator[Text]:
    """Yield what each side would gain by breaking at a state, and could lose there."""
    for party in roadmap.values:
        yield _gains(gain(roadmap, n, party), most[0])
        yield _loses(loss(roadmap.nodes[n], party), most[1])


def _of_many(
    scenario: Scenario, roadmap: Roadmap, n: int, most: tuple[float, float]
) -> Iterator[Text]:
    """Yield who is most tempted at a state, and who is most exposed, to whom."""
    tempted, exposed = most_tempted(roadmap, n), most_exposed(roadmap, n)
    gains = _gains(gain(roadmap, n, tempted), most[0])
    yield Text(f"{scenario.name(tempted)} ").append_text(gains)
    if exposed is None:
        yield Text("nobody")
    else:
        party, others, loses = exposed
        lost = _loses(loses, most[1])
        yield lost.append(f" {scenario.name(party)} to {any_of(scenario, others)}")


def _front(scenario: Scenario, front: tuple[Tradeoff, ...]) -> Iterator[RenderableType]:
    """Yield what other orders would need: less stake for more trust, or the reverse."""
    yield Text("Other orders trade the one for the other (stake: share of a side's gains):")
    table = data_table(*figures("stake", "trust"), wide("begins with"))
    for point in front[:_MOST_POINTS]:
        stake = "none is enough" if point.required_bond is None else share(point.required_bond)
        trust = "none is enough" if point.required_trust is None else share(point.required_trust)
        table.add_row(
            stake,
            trust,
            "; ".join(" + ".join(map(scenario.name, move)) for move in point.order[:3]),
        )
    yield table
    yield from more(len(front) - _MOST_POINTS)


def _gains(gains: float, most: float) -> Text:
    tempted = Text(f"{signed(gains)} {bar(gains, most, _BAR)}")
    tempted.stylize(BAD if gains > 0 else "")
    return tempted


def _loses(loses: float, most: float) -> Text:
    return Text(f"{bar(loses, most, _BAR).partition('│')[2]} {amount(loses)}")


def _move(scenario: Scenario, roadmap: Roadmap, n: int) -> Text:
    """Return who does what in the n-th move."""
    if n == 0:
        return Text(where(scenario, roadmap, 0), style=DIM)
    by = {step.id: step.by for step in scenario.steps}
    done = roadmap.order[n - 1]
    who = listed(dict.fromkeys(scenario.name(party) for step in done for party in by[step]))
    return Text.assemble((f"{who}: ", DIM), move_title(scenario, roadmap, n))
