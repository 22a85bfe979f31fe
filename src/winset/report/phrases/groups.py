"""The constraints that could be given up (`winset.impasse.groups`), in plain words."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from winset.impasse.groups import GroupKind, demands_of
from winset.impasse.tagged_id import TaggedId
from winset.language.catalogue import say
from winset.report.phrases.tense import over
from winset.report.phrases.titles import shorter, whole, wholes
from winset.scenario import Demand, Scenario

KINDS: tuple[GroupKind, ...] = (
    *("scope", "order", "price", "words"),
    *("home", "consent", "trust", "stake"),
)
"""The kinds of reasons, in the order in which they are told."""

_ALIKE = ("no_deal", "bond")
"""Kinds of groups of which those of several parties are told as one."""

_MOST_STEPS = 2
"""Steps of a demand that are named."""

Trust = Mapping[TaggedId, float]
"""How far each trust goes, by its group."""


def clauses(
    scenario: Scenario, groups: Sequence[TaggedId], *, trust: Trust | None = None
) -> list[str]:
    """Return what groups insist on, a clause each; without any group, what is hard.

    Parameters
    ----------
    trust
        How much trust there is, where that is to be said, and what each demand asks for.
    """
    return list(_clauses(scenario, groups, trust)) or [say("insists.limits")]


def given_up(scenario: Scenario, groups: Iterable[TaggedId]) -> list[str]:
    """Return what is given up, by whom, a clause each; what one side demands goes together."""
    dropped: dict[str, list[TaggedId]] = {}
    others = []
    for group in groups:
        demands = demands_of(scenario, group)
        if demands:
            dropped.setdefault(demands[0].by, []).append(group)
        else:
            others.append(say(f"gives_up.{group.kind}", **names(scenario, group)))
    drops = (
        say("gives_up.demand", party=scenario.name(who), **demanded(scenario, some))
        for who, some in dropped.items()
    )
    return [*drops, *others]


def demanded(scenario: Scenario, groups: Iterable[TaggedId]) -> dict[str, list[str]]:
    """Return the titles of the demands among groups, and of the terms that are read one's way."""
    found = [(group, demands_of(scenario, group)[0]) for group in groups]
    return {
        "demands": [
            demand_name(scenario, demand) for group, demand in found if group.kind == "demand"
        ],
        "terms": [_term(scenario, group.other) for group, _ in found if group.kind == "meaning"],
    }


def names(scenario: Scenario, group: TaggedId) -> dict[str, Any]:
    """Return what the words of a group may need: what it is about by name, and its parts."""
    after = next((step.after for step in scenario.steps if step.id == group.about), ())
    return {
        "names": [whole(scenario, group.about)],
        "party": scenario.name(group.holder),
        "other": scenario.name(group.other),
        "term": _term(scenario, group.other or group.about),
        "after": wholes(scenario, after),
        "has": None,
    }


def content(scenario: Scenario, demand: Demand, *, cut: bool = False) -> str:
    """Return what a demand asks for; of many steps the first.

    Parameters
    ----------
    cut
        Whether titles that have no short name stand cut, where room is scarce.
    """

    def called(steps: Sequence[str]) -> list[str]:
        return [scenario.label(one) if cut else whole(scenario, one) for one in steps]

    least = None if demand.at_least is None else demand.at_least.point
    return say(
        "demanded.content",
        require=called(demand.require[:_MOST_STEPS]),
        refuse=called(demand.refuse[:_MOST_STEPS]),
        left=max(0, len(demand.require or demand.refuse or demand.before) - _MOST_STEPS),
        least=least,
        pairs=[tuple(map(scenario.label, pair)) for pair in demand.before[:_MOST_STEPS]],
    )


def demand_name(scenario: Scenario, demand: Demand, *, cut: bool = False) -> str:
    """Return what a sentence calls a demand; what it asks for where the file gives no title."""
    return content(scenario, demand, cut=cut) if is_untitled(demand) else shorter(demand)


def is_untitled(demand: Demand) -> bool:
    """Return whether a demand is called by its id alone; one about a word is called by that."""
    return demand.term is None and demand.title == demand.id.replace("-", " ")


def _clauses(scenario: Scenario, groups: Sequence[TaggedId], trust: Trust | None) -> Iterator[str]:
    """Yield the clauses of groups; what several insist on, or one of several things, as one."""
    alike: dict[tuple[str, str], list[TaggedId]] = {}
    for group in groups:
        by = demands_of(scenario, group)[0].by if group.kind == "demand" else group.about
        alike.setdefault((group.kind, "" if group.kind in _ALIKE else by), []).append(group)
    for (kind, who), some in alike.items():
        data = names(scenario, some[0])
        if kind == "demand":
            told = [_demand(scenario, group, full=trust is not None) for group in some]
            data |= {"party": scenario.name(who), "demands": told}
        data["names"] = [whole(scenario, group.about) for group in some]
        data["has"] = None if trust is None else trust.get(some[0])
        data["past"] = over(scenario)
        yield say(f"insists.{kind}", **data)


def _demand(scenario: Scenario, group: TaggedId, *, full: bool) -> str:
    (demand,) = demands_of(scenario, group)
    asks = content(scenario, demand) if full and not is_untitled(demand) else ""
    return say("demanded.demand", title=demand_name(scenario, demand), asks=asks)


def _term(scenario: Scenario, id_: str) -> str:
    return next((term.title for term in scenario.terms if term.id == id_), id_)
