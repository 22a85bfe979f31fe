"""Where an agreement under way stands."""

from collections.abc import Iterator

from winset.language.catalogue import say
from winset.language.words import amount, listed
from winset.report.document.blocks import Block, Row, Sentence, Table
from winset.report.document.compose import paragraph
from winset.report.document.sentences import sentence, toned
from winset.report.phrases.titles import wholes
from winset.report.phrases.verdicts import kept_words
from winset.roadmaps.roadmap import Roadmap
from winset.roadmaps.standing_report import Delay, StandingReport
from winset.scenario import Scenario

_BASIS = "result:roadmap.standing"


def standing(scenario: Scenario, roadmap: Roadmap) -> Iterator[Block]:
    """Yield how far an agreement has come, and what hangs on each step still to be done."""
    found = roadmap.standing
    if found is not None:
        yield paragraph(*_so_far(scenario, found))
        yield paragraph(*_now(scenario, found), *_against_plan(scenario, found))
        yield _delays(scenario, found)


def _so_far(scenario: Scenario, found: StandingReport) -> Iterator[Sentence]:
    done, then = wholes(scenario, found.done), wholes(scenario, found.next)
    yield sentence("standing.done", f"{_BASIS}.done", date=found.date, done=done)
    yield sentence("standing.next", f"{_BASIS}.next", next=then)


def _now(scenario: Scenario, found: StandingReport) -> Iterator[Sentence]:
    for party, now in found.now.items():
        data = {"gain": now.tempted, "loss": now.exposed}
        told = sentence("standing.now", f"{_BASIS}.now.{party}", party=scenario.name(party), **data)
        yield toned(told, "bad" if now.tempted > 0 else "")


def _against_plan(scenario: Scenario, found: StandingReport) -> Iterator[Sentence]:
    """Yield what of the plan from the beginning is late or came early, and what has changed."""
    plan, basis = found.plan, f"{_BASIS}.changed"
    if plan is None:
        yield sentence("standing.no_plan", f"{_BASIS}.plan")
        return
    if plan.due:
        due = sentence("standing.due", f"{_BASIS}.plan.due", steps=wholes(scenario, plan.due))
        yield toned(due, "bad")
    if plan.early:
        early = wholes(scenario, plan.early)
        yield sentence("standing.early", f"{_BASIS}.plan.early", steps=early)
    then, now = kept_words(plan.verdict), kept_words(found.verdict)
    if then != now:
        yield sentence("standing.verdict", f"{basis}.verdict", then=then, now=now)
    elif plan.margin != found.margin:
        data = {"then": plan.margin, "now": found.margin}
        yield sentence("standing.margin", f"{basis}.margin", **data)


def _delays(scenario: Scenario, found: StandingReport) -> Table:
    names = ("step", "later", "missed", "loses", "first")
    rows = tuple(
        Row(_delay(scenario, one), (f"{_BASIS}.late.{n}",)) for n, one in enumerate(found.late)
    )
    columns = tuple(say(f"standing.{name}") for name in names)
    return Table(say("standing.late"), columns, rows, frozenset({1}))


def _delay(scenario: Scenario, delay: Delay) -> tuple[str, ...]:
    lost = [f"{scenario.label(party)} {amount(x)}" for party, x in delay.exposed.items() if x]
    missed = listed(map(scenario.label, delay.windows_missed))
    skipped = delay.if_skipped
    return (
        scenario.label(delay.step),
        say("standing.phases", phases=delay.finish_delay),
        missed or say("standing.none"),
        ", ".join(lost) or say("standing.nothing"),
        say("standing.cannot") if skipped is None else kept_words(skipped),
    )
