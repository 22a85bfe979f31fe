"""The constraints that could be given up (`winset.impasse.groups`), in plain words."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from winset.impasse.groups import GroupKind, demands_of
from winset.impasse.tagged_id import TaggedId
from winset.impasse.unmet import Unmet
from winset.report.language.words import amount, capital, count, listed, share
from winset.scenario import Demand, Scenario

KINDS: dict[GroupKind, str] = {
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

_CLAUSES = {
    "meaning": "{who} insists that the deal holds all it takes {word} to mean",
    "no_deal": "{name} signs nothing that is worse for it than no deal",
    "ratifier": "{name}, at home with {who}, passes only what is enough for it",
    "consent": "{name} consents to nothing that harms it",
    "trust": "{who} trusts {other} no further than it does{has}",
    "bond": "{name} goes on only as long as it would gain nothing by breaking off",
    "prerequisite": "it is policy that “{name}” waits for {after}",
}
"""What each kind of group insists on; demands tell it themselves."""

_GIVEN_UP = {
    "no_deal": "{name} signs what is worse for it than no deal",
    "ratifier": "{name} passes what is not enough for it",
    "consent": "{name} consents to what harms it",
    "trust": "{who} trusts {other} fully",
    "bond": "{name} keeps its word even where it gains by breaking off",
    "prerequisite": "“{name}” need not wait for {after}",
}
"""What it is to give it up; demands are dropped."""

_AGAINST = {
    "no_deal": "it is worse for it than no deal",
    "ratifier": "it is not enough for {name}",
    "consent": "it harms {name}",
}
"""What a party can have against a proposal; demands are not met."""

_ALIKE = ("no_deal", "bond")
"""Kinds of which those of several parties are told as one."""

_MOST_STEPS = 2

Trust = Mapping[TaggedId, float]
"""How far each trust goes, by its group."""


def reason_sentence(
    scenario: Scenario, groups: Sequence[TaggedId], *, trust: Trust | None = None
) -> str:
    """Return a reason in a sentence: what cannot all be.

    Parameters
    ----------
    trust
        How much trust there is, where that is to be said, and what each demand asks for.
    """
    clauses = list(_clauses(scenario, groups, trust))
    if not groups:
        return (
            "Nothing at all can be carried out within limits that nobody at the table could move: "
            "what steps need, choices, stocks, windows of time."
        )
    if len(groups) == 1:
        return f"{capital(clauses[0])}: no package of steps comes to terms with that."
    end = "both cannot be" if len(groups) == 2 else f"these {len(groups)} cannot all be"
    return f"{capital('; '.join(clauses))}: {end}."


def clause(scenario: Scenario, group: TaggedId) -> str:
    """Return what a group insists on, as a clause."""
    return next(_clauses(scenario, [group], None))


def objections(scenario: Scenario, groups: Sequence[TaggedId]) -> str:
    """Return what a party has against a proposal: its groups that the proposal does not meet."""
    demands = [_dropped(group) for group in groups if demands_of(scenario, group)]
    others = [group for group in groups if not demands_of(scenario, group)]
    doubts = [scenario.name(group.other) for group in others if group.kind == "trust"]
    return chained(
        [
            *([f"not met: {listed(demands)}"] if demands else []),
            *(_objection(scenario, group) for group in others if group.kind != "trust"),
            *([f"it would have to trust {listed(doubts)} more"] if doubts else []),
        ]
    )


def _objection(scenario: Scenario, group: TaggedId) -> str:
    told = _AGAINST[group.kind].format(**_names(scenario, group))
    home = {f"{party.id}.{one.id}": one for party in scenario.parties for one in party.home}
    limited = group.about in home and home[group.about].floor_on_the_way is not None
    return f"{told}, in the end or on the way" if limited else told


def demand_lines(scenario: Scenario, groups: Iterable[TaggedId]) -> Iterator[str]:
    """Yield what the demands among some groups ask for, a line each."""
    for group in groups:
        if group.kind == "demand":
            (demand,) = demands_of(scenario, group)
            by = scenario.name(demand.by)
            yield f"{word(demand.id)} ({by}): {_content(scenario, demand)}."


def _clauses(scenario: Scenario, groups: Sequence[TaggedId], trust: Trust | None) -> Iterator[str]:
    """Yield the clauses of groups; what several insist on, or one of several things, as one."""
    alike: dict[tuple[str, str], list[TaggedId]] = {}
    for group in groups:
        by = demands_of(scenario, group)[0].by if group.kind == "demand" else group.about
        alike.setdefault((group.kind, "" if group.kind in _ALIKE else by), []).append(group)
    for (kind, who), some in alike.items():
        if kind == "demand":
            demanded = _demanded(scenario, some, full=trust is not None)
            yield f"{scenario.name(who)} demands {listed(demanded)}"
        elif len(some) > 1:
            names = listed(scenario.name(group.about) for group in some)
            yield _CLAUSES[kind].format(name=f"each of {names}")
        else:
            yield _CLAUSES[kind].format(**_names(scenario, some[0], trust))


def _demanded(scenario: Scenario, groups: Iterable[TaggedId], *, full: bool) -> Iterator[str]:
    for group in groups:
        (demand,) = demands_of(scenario, group)
        name = word(demand.id)
        yield f"{name} ({_content(scenario, demand)})" if full else name


def given_up(scenario: Scenario, groups: Iterable[TaggedId]) -> str:
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
    return chained([*drops, *others])


def chained(clauses: Sequence[str]) -> str:
    """Return clauses one after another, with an ``and`` before the last."""
    if len(clauses) < 2:
        return "".join(clauses)
    return f"{'; '.join(clauses[:-1])}, and {clauses[-1]}"


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


def kinds_of(kinds: Iterable[GroupKind]) -> str:
    """Return the kinds that a reason is made of, as a tag."""
    return " + ".join(kinds) or "limits"


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


def _dropped(group: TaggedId) -> str:
    if group.kind == "meaning":
        return f"its reading of {word(group.other)}"
    return word(group.about)


def _given_up(scenario: Scenario, group: TaggedId) -> str:
    return _GIVEN_UP[group.kind].format(**_names(scenario, group))


def _names(scenario: Scenario, group: TaggedId, trust: Trust | None = None) -> dict[str, str]:
    """Return what the words of a group may need: what it is about by name, and its two parts."""
    who, other = group.holder, group.other
    has = None if trust is None else trust.get(group)
    after = next((step.after for step in scenario.steps if step.id == group.about), ())
    return {
        "name": scenario.name(group.about),
        "who": scenario.name(who),
        "other": scenario.name(other),
        "word": word(other),
        "after": _quoted(scenario, after),
        "has": "" if has is None else f" ({share(has)})",
    }


def word(id_: str) -> str:
    """Return the name of a demand or a term, which have no other than their id."""
    return f"“{id_.replace('-', ' ')}”"


def _quoted(scenario: Scenario, steps: Iterable[str], most: int = _MOST_STEPS) -> str:
    names = [f"“{scenario.name(step)}”" for step in steps]
    more = len(names) - most
    return listed([*names[:most], f"{more} more"] if more > 0 else names)
