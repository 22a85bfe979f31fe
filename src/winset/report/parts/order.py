"""What a package is worth, whether it would be kept, and its order, step by step."""

from collections.abc import Iterator
from typing import TypeAlias

from winset.advice.result import Advice
from winset.analysis import Analysis
from winset.language.catalogue import say
from winset.language.words import amount, signed
from winset.report.document.blocks import Block, Row, Sentence, Table, Tone
from winset.report.document.compose import paragraph
from winset.report.document.sentences import note, sentence
from winset.report.parts.needs import front, parts_sentence, trust_needed, trust_table
from winset.report.parts.proofs import proofs
from winset.report.parts.proposals import stop
from winset.report.parts.verdicts import deciding_sentences, verdict_sentence, verdict_sentences
from winset.report.phrases.advice import is_its_order
from winset.report.phrases.moves import doing, move_title, performers, where
from winset.report.phrases.pairs import any_of, many
from winset.report.phrases.tense import over
from winset.report.phrases.titles import whole, wholes
from winset.report.phrases.verdicts import escrow_words
from winset.report.phrases.worth import worth
from winset.roadmaps.roadmap import Roadmap
from winset.roadmaps.temptations import gain, loss, most_exposed, most_tempted
from winset.scenario import Scenario

_Cell: TypeAlias = tuple[str, float | None, Tone]
"""A text, what its bar amounts to, and its tone."""


def order(scenario: Scenario, roadmap: Roadmap, advice: Advice | None) -> Iterator[Block | None]:
    """Yield what a package is worth, what decides whether it is kept, and its order."""
    yield paragraph(*worth_sentences(scenario, roadmap, advice), *_as_written(scenario, roadmap))
    yield paragraph(*deciding_sentences(scenario, roadmap))
    enough = trust_needed(scenario, roadmap, lacking=False)
    yield paragraph(*enough, parts_sentence(scenario, roadmap))
    yield trust_table(scenario, roadmap)
    yield steps_table(scenario, roadmap)
    yield note("order.steps_note")
    yield front(scenario, roadmap)
    earlier = (*why_this_order(scenario, roadmap), *free_in_order(scenario, roadmap))
    yield paragraph(*(earlier if roadmap.verdict == "holds" else ()))
    yield paragraph(*ties(roadmap, advice), *proofs(roadmap))


def finding(roadmap: Roadmap | None, advice: Advice | None) -> Sentence:
    """Return in a sentence whether a package would be kept, in the best order if it has its own."""
    if roadmap is None:
        return sentence("order.none", "result:roadmap")
    written = roadmap.as_written
    if written is not None and (written.own is None or written.own.order != roadmap.order):
        return verdict_sentence(roadmap, named="best")
    if advice is None:
        return verdict_sentence(roadmap, named="package")
    return verdict_sentence(roadmap, named="nearest" if advice.first is None else "first")


def why_nothing() -> Sentence:
    """Return why there is nothing to put in order."""
    return sentence("order.why_none", "result:roadmap")


def package_sentences(analysis: Analysis, roadmap: Roadmap) -> Iterator[Sentence]:
    """Yield what the deal of a roadmap is, what it is worth, and whether it would be kept."""
    scenario, advice = analysis.scenario, analysis.advice
    first = advice is not None and advice.first is not None
    data = {"holds": roadmap.verdict == "holds", "first": first, "steps": len(roadmap.package)}
    yield sentence("order.package", "result:roadmap.package", **data)
    yield from worth_sentences(scenario, roadmap)
    yield from verdict_sentences(scenario, roadmap)
    yield from ties(roadmap, advice)


def worth_sentences(
    scenario: Scenario, roadmap: Roadmap, advice: Advice | None = None
) -> Iterator[Sentence]:
    """Yield what a package is worth, with time counted if it is, and what a third party costs.

    Parameters
    ----------
    advice
        Where that tells already what the package is worth.
    """
    found = None if advice is None else advice.first or advice.nearest
    if found is None or found.values != roadmap.values:
        values = worth(scenario, roadmap.values)
        yield sentence("order.worth", "result:roadmap.values", values=values)
    face = roadmap.face
    if face is not None:
        values = worth(scenario, face.values)
        yield sentence("order.face", "result:roadmap.face", values=values, verdict=face.verdict)
    if roadmap.escrow:
        yield Sentence(escrow_words(scenario, roadmap.escrow), ("result:roadmap.escrow",))


def ties(roadmap: Roadmap, advice: Advice | None) -> Iterator[Sentence]:
    """Yield how many orders are as safe, and why it is this one."""
    if roadmap.ties is not None and roadmap.ties > 1:
        ruled = any(one.verdict != "holds" for one in roadmap.earlier or ())
        data = {"ties": roadmap.ties, "in_draws": is_its_order(advice, roadmap)}
        yield sentence("order.ties", "result:roadmap.ties", ruled=ruled, **data)


def why_this_order(scenario: Scenario, roadmap: Roadmap) -> Iterator[Sentence]:
    """Yield which steps could not come earlier, and who would break if they did."""
    breaking = [one for one in enumerate(roadmap.earlier or ()) if one[1].verdict != "holds"]
    for n, one in breaking:
        yield sentence(
            "order.earlier",
            f"result:roadmap.earlier.{n}",
            leads=n == breaking[0][0],
            past=over(scenario),
            kind=one.kind,
            party=scenario.name(one.party or ""),
            other=scenario.name(one.other or ""),
            step=whole(scenario, one.step),
            before=whole(scenario, one.before),
            act=whole(scenario, one.act or ""),
        )


def free_in_order(scenario: Scenario, roadmap: Roadmap) -> Iterator[Sentence]:
    """Yield which steps could come earlier as safely."""
    free = [one for one in enumerate(roadmap.earlier or ()) if one[1].verdict == "holds"]
    if free and roadmap.verdict == "holds":
        basis = (f"result:roadmap.earlier.{n}" for n, _ in free)
        steps = wholes(scenario, [one.step for _, one in free])
        before = whole(scenario, free[0][1].before)
        data = {"steps": steps, "before": before, "past": over(scenario)}
        yield sentence("order.earlier_free", *basis, **data)


def _as_written(scenario: Scenario, roadmap: Roadmap) -> Iterator[Sentence]:
    """Yield whether a proposal's own order would be kept, where it is another."""
    written, place = roadmap.as_written, "roadmap.as_written"
    if written is not None and written.stopped is not None:
        yield stop(scenario, written.stopped, f"result:{place}.stopped")
    elif written is not None and written.own is not None and written.own.order != roadmap.order:
        yield from verdict_sentences(scenario, written.own, f"{place}.own", "own")


def steps_table(scenario: Scenario, roadmap: Roadmap) -> Table:
    """Return, move by move, who would gain by breaking and who could lose: of many, who most."""
    if many(scenario):
        columns = [say(f"order.{name}") for name in ("tempted", "gains", "exposed", "loses")]
    else:
        columns = [
            say(f"order.{name}_of", party=scenario.label(party))
            for party in roadmap.values
            for name in ("gains", "loses")
        ]
    rows = tuple(_point(scenario, roadmap, n) for n in range(len(roadmap.nodes)))
    numeric = frozenset({0} | {n for row in rows for n in row.amounts})
    return Table(say("order.caption"), ("", say("order.step"), *columns), rows, numeric)


def _point(scenario: Scenario, roadmap: Roadmap, n: int) -> Row:
    """Return a point of an order: what is done to reach it, and what breaking would bring there."""
    move, basis = where(scenario, roadmap, 0), [f"result:roadmap.nodes.{n}"]
    if n:
        who = performers(scenario, doing(scenario, roadmap.order[n - 1]), short=True)
        move = say("order.move", who=who, what=move_title(scenario, roadmap, n, short=True))
        basis.insert(0, f"result:roadmap.order.{n - 1}")
    told = list(_of_many(scenario, roadmap, n) if many(scenario) else _of_each(roadmap, n))
    return Row(
        (str(n or ""), move, *(text for text, _, _ in told)),
        tuple(basis),
        {k: tone for k, (_, _, tone) in enumerate(told, start=2) if tone},
        {k: value for k, (_, value, _) in enumerate(told, start=2) if value is not None},
    )


def _of_each(roadmap: Roadmap, n: int) -> Iterator[_Cell]:
    """Yield what each side would gain by breaking at a point, and could lose there."""
    for party in roadmap.values:
        yield _gains(gain(roadmap, n, party))
        yield _loses(loss(roadmap.nodes[n], party))


def _of_many(scenario: Scenario, roadmap: Roadmap, n: int) -> Iterator[_Cell]:
    """Yield who is most tempted at a point, and who is most exposed, to whom."""
    tempted, exposed = most_tempted(roadmap, n), most_exposed(roadmap, n)
    yield scenario.label(tempted), None, ""
    yield _gains(gain(roadmap, n, tempted))
    if exposed is None:
        yield say("order.nobody"), None, ""
        yield _loses(0.0)
    else:
        party, others, loses = exposed
        other = any_of(scenario, others)
        yield say("order.exposed_to", party=scenario.label(party), other=other), None, ""
        yield _loses(loses)


def _gains(value: float) -> _Cell:
    return signed(value), value, "bad" if value > 0 else ""


def _loses(value: float) -> _Cell:
    return amount(value), value, ""
