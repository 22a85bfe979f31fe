"""Names that stand for one thing each: those that stand for several are numbered."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import count
from typing import Protocol, TypeVar

from winset.language.letters import capital
from winset.language.names import amid_sentence, without_article, words_of
from winset.scenario.kinds import Labelled
from winset.scenario.model import Scenario

T = TypeVar("T", bound=Labelled)

CUT = "…"
"""What a short name holds that is a title, cut."""

_MOST = 30
"""Letters of a title that is its own short name."""


class _Titled(Protocol):
    @property
    def id(self) -> str: ...
    @property
    def title(self) -> str: ...


def tell_apart(scenario: Scenario) -> Scenario:
    """Return a scenario in which no two parties or observers, and no two steps, have one name.

    Parties, observers and bodies at home go by what they are called amid a sentence.

    Neuburg and Neuburg become "Neuburg (1)" and "Neuburg (2)", parties as `Scenario.ranked` has
    them, so that the numbers do not hang on the order of the file either.
    """
    called = partial(amid_sentence, language=scenario.lang)
    parties = [(party.id, called(party.name)) for party in scenario.ranked]
    names = _numbered(parties + [(one.id, called(one.name)) for one in scenario.observers])
    capitals = _numbered([(one.id, one.capital) for one in scenario.parties if one.capital])
    titles = _numbered([(step.id, step.title) for step in scenario.steps])
    return labelled(
        replace(
            scenario,
            parties=tuple(
                replace(
                    one,
                    name=names[one.id],
                    capital=capitals.get(one.id),
                    home=tuple(replace(body, name=called(body.name)) for body in one.home),
                )
                for one in scenario.parties
            ),
            observers=tuple(replace(one, name=names[one.id]) for one in scenario.observers),
            steps=tuple(replace(one, title=titles[one.id]) for one in scenario.steps),
        )
    )


def labelled(scenario: Scenario) -> Scenario:
    """Return a scenario in which all that tables and charts name has a short name of its own."""
    conflict, lang = scenario.aftermath, scenario.lang
    options = conflict.options if conflict else ()
    parties = ((one.id, scenario.full_name(one.id)) for one in scenario.parties)
    return replace(
        scenario,
        parties=_with_labels(scenario.parties, parties, lang),
        steps=_with_labels(scenario.steps, _titles(scenario.steps), lang),
        demands=_with_labels(scenario.demands, _titles(scenario.demands), lang),
        terms=_with_labels(scenario.terms, _titles(scenario.terms), lang),
        proposals=_with_labels(scenario.proposals, _titles(scenario.proposals), lang),
        levers=_with_labels(scenario.levers, _titles(scenario.levers), lang),
        aftermath=conflict
        and replace(conflict, options=_with_labels(options, _titles(options), lang)),
    )


def cut(title: str, language: str = "en", *, most: int = _MOST, at_phrases: bool = True) -> str:
    """Return a title short enough for tables and charts, cut where a phrase of it ends.

    Examples
    --------
    >>> cut("Open the dam"), cut("Lift the civilian parts of five UN resolutions")
    ('Open the dam', 'Lift the civilian parts…')
    >>> cut("The three-party deal of June 2024"), cut("Swap blue whiting against cod quotas")
    ('Three-party deal of June 2024', 'Swap blue whiting…')
    """
    bare = title if len(title) <= most else without_article(title, language)
    if len(bare) <= most:
        return bare
    words = bare.split()
    fit = max((n for n in range(len(words)) if len(" ".join(words[:n])) < most), default=0)
    if fit == 0:
        return f"{bare[: most - 1]}{CUT}"
    end = _end_of_phrase(words, fit, language) if at_phrases else fit
    return f"{' '.join(words[:end]).rstrip(' ,;:')}{CUT}"


def _end_of_phrase(words: Sequence[str], fit: int, language: str) -> int:
    """Return how many of the words that fit are whole phrases; all where that leaves but one."""
    joints, before_nouns = (words_of(kind, language) for kind in ("joints", "determiners"))
    end = fit
    if words[end].lower() not in joints:
        end = max((n for n in range(2, end) if words[n].lower() in joints), default=end)
    while end > 0 and words[end - 1].lower() in (*joints, *before_nouns):
        end -= 1
    return end if end > 1 else fit


def _titles(entries: Iterable[_Titled]) -> Iterator[tuple[str, str]]:
    return ((one.id, one.title) for one in entries)


def _with_labels(
    entries: tuple[T, ...], named: Iterable[tuple[str, str]], language: str
) -> tuple[T, ...]:
    """Return entries with short names: their own, or their names cut, none of them twice."""
    both = list(zip(entries, named, strict=True))
    often = Counter(cut(name, language) for _, (_, name) in both)

    def label(name: str) -> str:
        return cut(name, language, at_phrases=often[cut(name, language)] == 1)

    labels = _numbered([(id_, one.short or capital(label(name))) for one, (id_, name) in both])
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
