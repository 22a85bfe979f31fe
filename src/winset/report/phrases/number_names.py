"""What people call the numbers of a file."""

from collections.abc import Iterable

from winset.scenario import Scenario
from winset.scenario.number_path import NumberPath

_OF_STEP = {
    "reversible": "share of “{}” that a break undoes",
    "head_start": "head start before “{}” is undone",
    "detection": "chance that a pretence of “{}” is found out",
    "phases": "how long “{}” takes",
    "hazard": "chance that who means to stop some day stops at “{}”",
}
_OF_PARTY = {
    "no_deal": "what no deal is worth to {}",
    "fallback": "what {} falls back to after a break",
    "breach_penalty": "what {} loses by breaking",
    "guarantee": "what is made good to {} when betrayed",
    "discount": "discount a phase of {}",
    "leaves_office": "chance per phase that a successor in {} drops the deal",
}


def number_name(scenario: Scenario, path: NumberPath) -> str:  # noqa: C901, PLR0911, PLR0912 - a table
    """Return what people call the number at a path."""
    if path.set_once_done is not None:
        name = number_name(scenario, path.set_once_done)
        return f"{name}, once “{scenario.name(path.owner)}” is done"
    match path.keys:
        case ["gains", party]:
            return f"all gains of {scenario.name(party)} (factor)"
        case ["steps", step, "value", who]:
            return f"worth of “{scenario.name(step)}” to {scenario.name(who)}"
        case ["steps", step, name] if name in _OF_STEP:
            return _OF_STEP[name].format(scenario.name(step))
        case ["parties", party, name] if name in _OF_PARTY:
            return _OF_PARTY[name].format(scenario.name(party))
        case ["parties", party, "trust", other]:
            return f"trust of {scenario.name(party)} in {scenario.name(other)}"
        case ["parties", party, "ratification", "needs"]:
            return f"share of the votes that ratification in {scenario.name(party)} takes"
        case ["parties", party, "home", body, *rest]:
            name = scenario.name(f"{party}.{body}")
            return (
                f"{name}: {'worth of ' + scenario.name(rest[-1]) if rest[1:] else _plain(rest[0])}"
            )
        case ["bonuses", place, "value", who]:
            steps = _quoted(scenario, scenario.bonuses[int(place)].when)
            return f"what {steps} together are worth to {scenario.name(who)}"
        case ["escrow", place, "cost", who]:
            steps = _quoted(scenario, scenario.escrow[int(place)].steps)
            return f"what the escrow of {steps} costs {scenario.name(who)}"
        case ["steps", step, "changes", ledger]:
            return f"what “{scenario.name(step)}” adds to {_ledger(scenario, ledger)}"
        case ["demands", demand, "at_least"]:
            return f"what “{demand.replace('-', ' ')}” asks for"
        case ["ledgers", ledger, name]:
            return f"{name} of {_ledger(scenario, ledger)}"
    return path


def _plain(key: str) -> str:
    return key.replace("_", " ")


def _ledger(scenario: Scenario, ledger: str) -> str:
    return next(one.name for one in scenario.ledgers if one.id == ledger)


def _quoted(scenario: Scenario, steps: Iterable[str]) -> str:
    return " and ".join(f"“{scenario.name(step)}”" for step in steps)
