"""Names that stand for one thing each: those that stand for several are numbered."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import count
from typing import Protocol, TypeVar

from winset.scenario.kinds import MOST_OF_LABEL, Labelled
from winset.scenario.model import Scenario

T = TypeVar("T", bound=Labelled)


class _Titled(Protocol):
    @property
    def id(self) -> str: ...
    @property
    def title(self) -> str: ...


def tell_apart(scenario: Scenario) -> Scenario:
    """Return a scenario in which no two parties or observers, and no two steps, have one name.

    Neuburg and Neuburg become "Neuburg (1)" and "Neuburg (2)", parties as `Scenario.ranked` has
    them, so that the numbers do not hang on the order of the file either.
    """
    parties = [(party.id, party.name) for party in scenario.ranked]
    names = _numbered(parties + [(one.id, one.name) for one in scenario.observers])
    capitals = _numbered([(one.id, one.capital) for one in scenario.parties if one.capital])
    titles = _numbered([(step.id, step.title) for step in scenario.steps])
    return labelled(
        replace(
            scenario,
            parties=tuple(
                replace(one, name=names[one.id], capital=capitals.get(one.id))
                for one in scenario.parties
            ),
            observers=tuple(replace(one, name=names[one.id]) for one in scenario.observers),
            steps=tuple(replace(one, title=titles[one.id]) for one in scenario.steps),
        )
    )


def labelled(scenario: Scenario) -> Scenario:
    """Return a scenario in which all that tables and charts name has a short name of its own."""
    conflict = scenario.aftermath
    options = conflict.options if conflict else ()
    return replace(
        scenario,
        parties=_with_labels(
            scenario.parties, ((one.id, scenario.full_name(one.id)) for one in scenario.parties)
        ),
        steps=_with_labels(scenario.steps, _titles(scenario.steps)),
        demands=_with_labels(scenario.demands, _titles(scenario.demands)),
        terms=_with_labels(scenario.terms, _titles(scenario.terms)),
        proposals=_with_labels(scenario.proposals, _titles(scenario.proposals)),
        levers=_with_labels(scenario.levers, _titles(scenario.levers)),
        aftermath=conflict and replace(conflict, options=_with_labels(options, _titles(options))),
    )


def cut(title: str) -> str:
    """Return a title that is no longer than a short name, cut at a word where it can be.

    Examples
    --------
    >>> cut("Open the dam"), cut("Lift the civilian parts of five UN resolutions")
    ('Open the dam', 'Lift the civilian parts…')
    """
    if len(title) <= MOST_OF_LABEL:
        return title
    start, _, rest = title[:MOST_OF_LABEL].rpartition(" ")
    return f"{(start or rest[:-1]).rstrip(' ,;:')}…"


def _titles(entries: Iterable[_Titled]) -> Iterator[tuple[str, str]]:
    return ((one.id, one.title) for one in entries)


def _with_labels(entries: tuple[T, ...], named: Iterable[tuple[str, str]]) -> tuple[T, ...]:
    """Return entries with short names: their own, or their names cut, none of them twice."""
    both = list(zip(entries, named, strict=True))
    labels = _numbered([(id_, one.short or cut(name)) for one, (id_, name) in both])
    return tuple(replace(one, short=labels[id_]) for one, (id_, _) in both)


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
