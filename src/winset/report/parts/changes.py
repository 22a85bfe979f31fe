"""What the deal found asks of the sides: demands to give up, and changes to each proposal."""

from winset.advice.result import Advice
from winset.analysis import Analysis
from winset.language.catalogue import say
from winset.language.letters import capital
from winset.report.document.blocks import Row, Sentence, Table
from winset.report.document.sentences import sentence
from winset.report.phrases.found import found_deal
from winset.report.phrases.groups import demand_name
from winset.report.phrases.tense import over
from winset.report.phrases.titles import shorter
from winset.scenario import Scenario


def asked_to_give_up(scenario: Scenario, advice: Advice | None) -> Sentence | None:
    """Return which demands the deal to look at first asks each side to give up."""
    first = None if advice is None else advice.first
    if first is None or not scenario.demands:
        return None
    given_up = {
        party.id: [
            demand_name(scenario, demand, cut=True)
            for demand in scenario.demands
            if demand.by == party.id and demand.id in first.breaks
        ]
        for party in scenario.parties
    }
    asked = [(party, demands) for party, demands in given_up.items() if demands]
    past = over(scenario)
    told = [
        say("asked.asked", past=past, party=scenario.name(who), demands=demands, others=n > 0)
        for n, (who, demands) in enumerate(asked)
    ]
    return sentence("asked.asks", "result:advise.first.breaks", told=told, past=past)


def against_proposals(analysis: Analysis) -> Table | None:
    """Return which steps the deal found adds to each proposal, and which it leaves out."""
    scenario, found = analysis.scenario, found_deal(analysis)
    if found is None or not scenario.proposals:
        return None
    rows = tuple(
        Row(
            (
                capital(shorter(proposal)),
                _steps(scenario, found.package, proposal.steps),
                _steps(scenario, proposal.steps, found.package),
            ),
            (f"result:{found.place}.package", f"file:proposals.{proposal.id}.steps"),
        )
        for proposal in scenario.proposals
    )
    columns = tuple(say(f"asked.{name}") for name in ("proposal", "added", "left_out"))
    return Table(say("asked.caption"), columns, rows)


def _steps(scenario: Scenario, of: tuple[str, ...], without: tuple[str, ...]) -> str:
    """Return the steps of one package that are not in another."""
    steps = [scenario.label(step) for step in of if step not in without]
    return say("asked.steps", steps=steps) if steps else say("asked.none")
