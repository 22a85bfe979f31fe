"""What people call the numbers of a file."""

from collections.abc import Iterable

from winset.language.catalogue import say
from winset.report.phrases.groups import demand_name
from winset.scenario import Scenario
from winset.scenario.number_path import NumberPath


def number_name(scenario: Scenario, path: NumberPath) -> str:  # noqa: C901, PLR0911, PLR0912 - a table
    """Return what people call the number at a path."""
    if path.set_once_done is not None:
        name, step = number_name(scenario, path.set_once_done), scenario.label(path.owner)
        return say("numbers.once_done", number=name, step=step)
    match path.keys:
        case ["gains", party]:
            return say("numbers.gains", party=scenario.name(party))
        case ["steps", step, "value", who]:
            return say("numbers.value", step=scenario.label(step), party=scenario.name(who))
        case ["steps", step, "changes", ledger]:
            data = {"step": scenario.label(step), "ledger": _ledger(scenario, ledger)}
            return say("numbers.changes", **data)
        case ["steps", step, name]:
            return say(f"numbers.{name}", step=scenario.label(step))
        case ["parties", party, "trust", other]:
            return say("numbers.trust", party=scenario.name(party), other=scenario.name(other))
        case ["parties", party, "ratification", _]:
            return say("numbers.ratification", party=scenario.name(party))
        case ["parties", party, "home", body, "value", step]:
            data = {"body": scenario.name(f"{party}.{body}"), "step": scenario.label(step)}
            return say("numbers.home_value", **data)
        case ["parties", party, "home", body, name]:
            return say(f"numbers.home_{name}", body=scenario.name(f"{party}.{body}"))
        case ["parties", party, name]:
            return say(f"numbers.{name}", party=scenario.name(party))
        case ["bonuses", place, "value", who]:
            steps = _names(scenario, scenario.bonuses[int(place)].when)
            return say("numbers.bonus", steps=steps, party=scenario.name(who))
        case ["escrow", place, "cost", who]:
            steps = _names(scenario, scenario.escrow[int(place)].steps)
            return say("numbers.escrow", steps=steps, party=scenario.name(who))
        case ["demands", demand, name]:
            (of,) = (one for one in scenario.demands if one.id == demand)
            return say(f"numbers.demand_{name}", demand=demand_name(scenario, of))
        case ["ledgers", ledger, name]:
            return say(f"numbers.ledger_{name}", ledger=_ledger(scenario, ledger))
        case ["record", place, name]:
            return say(f"numbers.record_{name}", event=scenario.record[int(place)].event)
        case ["trust_prior", name]:
            return say(f"numbers.prior_{name}")
    return path


def _ledger(scenario: Scenario, ledger: str) -> str:
    return next(one.name for one in scenario.ledgers if one.id == ledger)


def _names(scenario: Scenario, steps: Iterable[str]) -> list[str]:
    return [scenario.label(step) for step in steps]
