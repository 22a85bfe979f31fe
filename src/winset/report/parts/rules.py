"""Which packages the file allows: what excludes what, what needs what first, and whose consent."""

from collections.abc import Iterator, Mapping

from winset.report.document.blocks import Sentence
from winset.report.document.sentences import sentence
from winset.report.phrases.titles import whole, wholes
from winset.scenario import Scenario


def rules(scenario: Scenario) -> Iterator[Sentence]:
    """Yield the rules of adding up a deal; none where every set of steps is allowed."""
    for choice in scenario.choices:
        data = {"steps": wholes(scenario, choice.one_of), "required": choice.required}
        yield sentence("rules.one_of", f"file:choices.{choice.id}", **data)
    for step in scenario.steps:
        if step.after:
            names = {"step": whole(scenario, step.id), "firsts": wholes(scenario, step.after)}
            yield sentence("rules.after", f"file:steps.{step.id}.after", **names)


def consents(scenario: Scenario) -> Iterator[Sentence]:
    """Yield who else must consent to which steps."""
    for who, steps in _asked(scenario).items():
        basis = (f"file:steps.{step}.consent" for step in steps)
        givers = [_giver(scenario, one) for one in who]
        yield sentence("rules.consent", *basis, steps=wholes(scenario, steps), who=givers)


def asked_for_consent(scenario: Scenario) -> list[str]:
    """Return the observers without whose consent some step cannot be done."""
    asked = {one for step in scenario.steps for one in step.consent}
    return [one.id for one in scenario.observers if one.id in asked]


def _asked(scenario: Scenario) -> Mapping[tuple[str, ...], list[str]]:
    """Return who must consent to which steps, those that the same must consent to together."""
    asked: dict[tuple[str, ...], list[str]] = {}
    for step in scenario.steps:
        if step.consent:
            asked.setdefault(step.consent, []).append(step.id)
    return asked


def _giver(scenario: Scenario, name: str) -> str:
    """Return what a giver of consent is called: an observer, or a body of a party."""
    party, _, body = name.partition(".")
    bodies = (
        one.name
        for side in scenario.parties
        if side.id == party
        for one in side.home
        if one.id == body
    )
    return next(bodies, None) or scenario.name(name)
