"""The constraints that could be given up (`winset.impasse.groups`), in plain words."""

from collections.abc import Iterable, Iterator, Sequence

from winset.impasse.groups import Kind, demands_of
from winset.impasse.unmet import Unmet
from winset.report.words import amount, capital, count, listed, share
from winset.scenario import Demand, Scenario
from winset.scenario.trust import trust_matrix

KINDS: dict[Kind, str] = {
    "scope": "what is to be part of the deal, and what is not",
    "order": "who goes first",
    "price": "how much the deal must be worth to somebody",
    "words": "what a word of the text commits to",
    "home": "who has to agree at home",
    "consent": "who else has to consent",
    "trust": "how far one believes that the other goes on",
    "stake": "what keeps somebody from breaking off",
}
"""What each kind of reason is about."""

AT_WORK = {
    "reasons": "Asking which demands and interests can hold together",
    "repairs": "Looking for what would open a deal",
    "thresholds": "Measuring how much trust, and how large a stake, it takes",
    "grid": "Varying two numbers",
    "next_attempt": "Looking at the next attempt",
    "approaches": "Comparing the approaches",
    "edge": "Measuring how near the edge the deal is",
}
"""What is said while a part of the impasse is at work."""

_MOST_STEPS = 2


def reason_sentence(scenario: Scenario, groups: Sequence[str]) -> str:
    """Return a reason in a sentence: what cannot all be."""
    clauses = [clause(scenario, group) for group in groups]
    if not clauses:
        return (
            "Nothing at all can be carried out within limits that nobody at the table could move: "
            "what steps need, choices, stocks, windows of time."
        )
    if len(clauses) == 1:
        return f"{capital(clauses[0])}: no package of steps comes to terms with that."
    end = "both cannot be" if len(clauses) == 2 else f"all {len(clauses)} cannot be"
    return f"{capital('; '.join(clauses))}: {end}."


def clause(scenario: Scenario, group: str) -> str:
    """Return what somebody insists on, as the clause of a sentence."""
    kind, _, about = group.partition(":")
    who, _, other = about.partition(".")
    name = scenario.name(about)
    match kind:
        case "demand":
            (demand,) = demands_of(scenario, group)
            return _demanded(scenario, demand)
        case "meaning":
            word = _word(other)
            return f"{scenario.name(who)} insists that the deal holds all it takes {word} to mean"
        case "no_deal":
            return f"{name} signs nothing that is worse for it than no deal"
        case "ratifier":
            return f"{name}, at home with {scenario.name(who)}, passes only what is enough for it"
        case "consent":
            return f"{name} consents to nothing that harms it"
        case "trust":
            has = share(_trust(scenario, who, other))
            return f"{scenario.name(who)} trusts {scenario.name(other)} at {has} and no more"
        case "bond":
            return f"{name} goes on only as long as it would gain nothing by breaking off"
    return (
        f"it is policy that “{name}” waits for {_quoted(scenario, _prerequisites(scenario, about))}"
    )


def given_up(scenario: Scenario, groups: Iterable[str]) -> str:
    """Return what is given up, by whom, as the clauses of a sentence; demands go together."""
    theirs: dict[str, list[str]] = {}
    others = []
    for group in groups:
        demands = demands_of(scenario, group)
        if demands:
            theirs.setdefault(demands[0].by, []).append(_dropped(group))
        else:
            others.append(_given_up(scenario, group))
    drops = [f"{scenario.name(who)} drops {listed(names)}" for who, names in theirs.items()]
    return "; ".join([*drops, *others])


def unmet_words(scenario: Scenario, unmet: Iterable[Unmet]) -> str:
    """Return what a package leaves unmet of what is given up, as the end of a sentence."""
    found = list(unmet)
    missing = dict.fromkeys(step for one in found for step in one.missing)
    unwanted = dict.fromkeys(step for one in found for step in one.unwanted)
    pairs = dict.fromkeys(pair for one in found for pair in one.out_of_order)
    told = []
    if missing:
        told.append(f"does not hold {_quoted(scenario, missing, len(missing))}")
    if unwanted:
        told.append(f"holds {_quoted(scenario, unwanted, len(unwanted))} against a refusal")
    if pairs:
        told.append(f"has {count(len(pairs), 'pair')} of steps in another order than was asked for")
    told += [f"is worth {amount(one.short)} less than was asked for" for one in found if one.short]
    return listed(told)


def kinds_of(kinds: Iterable[Kind]) -> str:
    """Return the kinds that a reason is made of, as a tag."""
    return " + ".join(kinds) or "limits"


def _demanded(scenario: Scenario, demand: Demand) -> str:
    name = f"{scenario.name(demand.by)} demands {_word(demand.id)}"
    return f"{name} ({_content(scenario, demand)})"


def _content(scenario: Scenario, demand: Demand) -> str:
    if demand.require:
        return f"with {_quoted(scenario, demand.require)}"
    if demand.refuse:
        return f"without {_quoted(scenario, demand.refuse)}"
    if demand.at_least is not None:
        return f"worth at least {amount(demand.at_least.point)} to it"
    (first, then), *rest = demand.before
    pair = f"“{scenario.name(then)}” only after “{scenario.name(first)}”"
    return f"{pair}, and {count(len(rest), 'more such pair')}" if rest else pair


def _dropped(group: str) -> str:
    kind, _, about = group.partition(":")
    if kind == "meaning":
        return f"its reading of {_word(about.partition('.')[2])}"
    return _word(about)


def _given_up(scenario: Scenario, group: str) -> str:
    kind, _, about = group.partition(":")
    who, _, other = about.partition(".")
    name = scenario.name(about)
    match kind:
        case "no_deal":
            return f"{name} signs what is worse for it than no deal"
        case "ratifier":
            return f"{name} passes what is not enough for it"
        case "consent":
            return f"{name} consents to what harms it"
        case "trust":
            return f"{scenario.name(who)} trusts {scenario.name(other)} fully"
        case "bond":
            return f"{name} keeps its word even where it gains by breaking off"
    return f"“{name}” need not wait"


def _word(id_: str) -> str:
    """Return the name of a demand or a term, which have no other than their id."""
    return f"“{id_.replace('-', ' ')}”"


def _quoted(scenario: Scenario, steps: Iterable[str], most: int = _MOST_STEPS) -> str:
    names = [f"“{scenario.name(step)}”" for step in steps]
    more = len(names) - most
    return listed([*names[:most], f"{more} more"] if more > 0 else names)


def _prerequisites(scenario: Scenario, step: str) -> Iterator[str]:
    yield from next(one.after for one in scenario.steps if one.id == step)


def _trust(scenario: Scenario, who: str, other: str) -> float:
    ids = [party.id for party in scenario.parties]
    return float(trust_matrix(scenario)[ids.index(who), ids.index(other)])
