"""Proposal by proposal: what each side had against it, and what it could have accepted."""

from collections.abc import Iterator, Sequence
from functools import partial

from winset.impasse.amendments import Amendment, Answer, Refusal
from winset.impasse.groups import demands_of
from winset.impasse.impasse import Impasse
from winset.impasse.tagged_id import TaggedId
from winset.language.catalogue import say
from winset.report.document.blocks import Block, Row, Section, Sentence, Table
from winset.report.document.compose import paragraph, points, section
from winset.report.document.sentences import sentence
from winset.report.parts.details import proposal_title
from winset.report.phrases.groups import demanded, names
from winset.report.phrases.pairs import many
from winset.report.phrases.titles import whole
from winset.scenario import Scenario


def answers(scenario: Scenario, impasse: Impasse) -> Section | None:
    """Return how each side could have answered each proposal that there was time for."""
    return section("answers", *_answers(scenario, impasse))


def _answers(scenario: Scenario, impasse: Impasse) -> Iterator[Block]:
    for n, proposal in enumerate(scenario.proposals):
        if proposal.id in impasse.proposals:
            yield paragraph(label=proposal_title(scenario, n))
            path = f"result:impasse.proposals.{proposal.id}"
            answer = impasse.proposals[proposal.id]
            if many(scenario):
                yield _table(scenario, answer, path)
                yield paragraph(_everybody(scenario, answer, path))
            else:
                yield points(_answer(scenario, answer, path))


def _table(scenario: Scenario, answer: Answer, path: str) -> Table:
    """Return what each of many sides could object to, and what would do for it."""
    columns = tuple(say(f"answers.{name}") for name in ("side", "objections", "would_do"))
    rows = tuple(
        Row(
            (
                scenario.label(party),
                "; ".join(_objections(scenario, party, refusal.groups)) or say("answers.none"),
                _would_do(scenario, refusal),
            ),
            (f"{path}.parties.{party}.groups", f"{path}.parties.{party}.amendment"),
        )
        for party, refusal in answer.parties.items()
    )
    return Table("", columns, rows)


def _would_do(scenario: Scenario, refusal: Refusal) -> str:
    amended = _amended(scenario, refusal.amendment)
    if not amended["fits"]:
        return say("answers.no_change")
    return str(amended["change"]) or say("answers.as_it_is")


def _answer(scenario: Scenario, answer: Answer, path: str) -> Iterator[tuple[Sentence, ...]]:
    for party, refusal in answer.parties.items():
        name, place = scenario.name(party), f"{path}.parties.{party}"
        against = list(_objections(scenario, party, refusal.groups))
        told = sentence("answers.against", f"{place}.groups", party=name, against=against)
        could = {"party": name, **_amended(scenario, refusal.amendment)}
        amended = sentence("answers.could", f"{place}.amendment", **could)
        yield (told, amended) if refusal.groups else (told,)
    yield (_everybody(scenario, answer, path),)


def _everybody(scenario: Scenario, answer: Answer, path: str) -> Sentence:
    """Return how it could be changed so that all sign and keep it."""
    data = {"demands": answer.demands, **_amended(scenario, answer.everybody)}
    return sentence("answers.everybody", f"{path}.everybody", **data)


def _objections(scenario: Scenario, by: str, groups: Sequence[TaggedId]) -> Iterator[str]:
    """Yield what a party has against a proposal: its groups that the proposal does not meet."""
    party = scenario.name(by)
    theirs = [group for group in groups if demands_of(scenario, group)]
    asked = demanded(scenario, theirs)
    if asked["demands"]:
        yield say("against.demand", demands=asked["demands"])
    if asked["terms"]:
        yield say("against.meaning", party=party, terms=asked["terms"])
    others = [group for group in groups if group not in theirs]
    for group in (one for one in others if one.kind != "trust"):
        data = {**names(scenario, group), "party": party}
        limited = _limited_on_the_way(scenario, group)
        yield say(f"against.{group.kind}", **data, on_the_way=limited)
    doubts = [scenario.name(group.other) for group in others if group.kind == "trust"]
    if doubts:
        yield say("against.trust", party=party, others=doubts)


def _limited_on_the_way(scenario: Scenario, group: TaggedId) -> bool:
    home = {f"{party.id}.{one.id}": one for party in scenario.parties for one in party.home}
    return group.about in home and home[group.about].floor_on_the_way is not None


def _amended(scenario: Scenario, amendment: Amendment | None) -> dict[str, object]:
    """Return how a proposal is amended, and how many other changes would do as well."""
    if amendment is None:
        return {"fits": False}
    name = scenario.label if many(scenario) else partial(whole, scenario)
    change = say(
        "answers.change",
        added=list(map(name, amendment.added)),
        dropped=list(map(name, amendment.dropped)),
        moved=[
            say("answers.earlier", first=scenario.label(later), then=scenario.label(earlier))
            for earlier, later in amendment.moved
        ],
    )
    return {"fits": True, "change": change, "others": amendment.ties - 1}
