"""Names that stand for one thing each: those that stand for several are numbered."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import count

from winset.scenario.model import Scenario


def tell_apart(scenario: Scenario) -> Scenario:
    """Return a scenario in which no two parties or observers, and no two steps, have one name.

    Neuburg and Neuburg become "Neuburg (1)" and "Neuburg (2)", parties as `Scenario.ranked` has
    them, so that the numbers do not hang on the order of the file either.
    """
    parties = [(party.id, party.name) for party in scenario.ranked]
    names = _numbered(parties + [(one.id, one.name) for one in scenario.observers])
    titles = _numbered([(step.id, step.title) for step in scenario.steps])
    return replace(
        scenario,
        parties=tuple(replace(one, name=names[one.id]) for one in scenario.parties),
        observers=tuple(replace(one, name=names[one.id]) for one in scenario.observers),
        steps=tuple(replace(one, title=titles[one.id]) for one in scenario.steps),
    )


def completed(scenario: Scenario) -> Scenario:
    """Return a scenario with what follows from what a file leaves out.

    All parties take part in a session that names none, and a bias all of whose factors are 1 is
    none.
    """
    everybody = tuple(party.id for party in scenario.parties)
    sessions = (
        one if one.parties else replace(one, parties=everybody) for one in scenario.sessions
    )
    bias = scenario.bias
    return replace(
        scenario,
        talks=replace(scenario.talks, sessions=tuple(sessions)),
        bias=None if bias is None or bias.low == bias.high else bias,
    )


def _numbered(pairs: Sequence[tuple[str, str]]) -> Mapping[str, str]:
    """Return names by id, those that come more than once with a number that makes them new."""
    often = Counter(name for _, name in pairs)
    taken, told = set(often), {}
    for who, name in pairs:
        told[who] = name
        if often[name] > 1:
            told[who] = next(new for n in count(1) if (new := f"{name} ({n})") not in taken)
            taken.add(told[who])
    return told
