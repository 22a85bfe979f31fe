"""Where it would go after a breakdown, and what happened."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from winset.aftermath.layout import layout_of
from winset.aftermath.result import Aftermath, Break, Outlook, Watched
from winset.aftermath.trace import conflict_of
from winset.analysis import Analysis
from winset.language.catalogue import say
from winset.language.words import NONE, signed
from winset.report.charts.aftermath import aftermath_chart
from winset.report.document.blocks import Block, Row, Section, Sentence, Table
from winset.report.document.compose import behind, chart_rows, paragraph, picture, points, section
from winset.report.document.sentences import note, sentence
from winset.report.parts.chronology import after, chronology
from winset.report.phrases.aftermath import path_words, state_words, strongest
from winset.report.phrases.tense import over
from winset.scenario import Scenario
from winset.scenario.game import TOLERANCE

_MOST_ENDS = 3

_DRAWN = 8
"""States whose moves can be followed in a picture; more are listed."""
"""Ends and ways told one by one."""


def outlook_finding(scenario: Scenario, found: Aftermath) -> Sentence:
    """Return where a breakdown would most likely end, in one sentence."""
    outlook = found.outlook
    if outlook is None:
        return sentence("outlook.finding_open", "result:aftermath.equilibria")
    if not outlook.ends:
        return sentence("outlook.finding_round", "result:aftermath.outlook.cycle")
    n, (state, chance) = _likeliest_first(outlook)[0]
    return sentence(
        "outlook.finding",
        f"result:aftermath.outlook.ends.{n}",
        chance=chance,
        stays=state == found.status_quo,
        state=state_words(scenario, found.state(state).on),
    )


def way_on(scenario: Scenario, found: Aftermath) -> Iterator[Block]:
    """Yield where it starts, where moves by the rule end, and the way there."""
    if found.outlook is None:
        yield paragraph(_start(scenario, found), _too_many())
        ways = sorted(enumerate(found.paths), key=lambda one: one[1].shortest)
        states = [(n, paths.to) for n, paths in ways if paths.shortest]
        basis = "result:aftermath.paths.{}.to"
        told = [_end(scenario, found, basis.format(n), to, None) for n, to in states[:_MOST_ENDS]]
        yield points(told)
    elif found.outlook.ends == {found.status_quo: 1.0}:
        yield paragraph(_start(scenario, found), *_reason(found, found.status_quo))
    else:
        yield from _ways(scenario, found, found.outlook)
        yield paragraph(*_in_the_end(scenario, found, found.outlook))
        rule = conflict_of(scenario).move_rule
        field = say(f"aftermath.field_{rule.concept}")
        yield note("outlook.rule", weighed=bool(rule.weight), picks=rule.picks, field=field)


def _start(scenario: Scenario, found: Aftermath) -> Sentence:
    words = state_words(scenario, found.state(found.status_quo).on)
    return sentence("outlook.start", "result:aftermath.status_quo", state=words)


def _too_many() -> Sentence:
    return sentence("outlook.too_many", "result:aftermath.outlook")


def _likeliest_first(outlook: Outlook) -> list[tuple[int, tuple[int, float]]]:
    """Return the ends with their places and chances."""
    return sorted(enumerate(outlook.ends.items()), key=lambda one: -one[1][1])


def _ways(scenario: Scenario, found: Aftermath, outlook: Outlook) -> Iterator[Block]:
    """Yield the way to the one end, or each end with its chance and the way there."""
    ends = _likeliest_first(outlook)
    if len(ends) == 1 and not outlook.cycle:
        state = ends[0][1][0]
        yield paragraph(
            _start(scenario, found), *_way(scenario, found, state), *_reason(found, state)
        )
        return
    yield paragraph(_start(scenario, found))
    yield points(
        _end(scenario, found, f"result:aftermath.outlook.ends.{n}", state, chance)
        for n, (state, chance) in ends[:_MOST_ENDS]
    )
    rest = ends[_MOST_ENDS:]
    if rest:
        basis = (f"result:aftermath.outlook.ends.{n}" for n, _ in rest)
        chance = sum(chance for _, (_, chance) in rest)
        yield paragraph(sentence("outlook.rest", *basis, ends=len(rest), chance=chance))


def _end(
    scenario: Scenario, found: Aftermath, basis: str, state: int, chance: float | None
) -> Iterator[Sentence]:
    words = state_words(scenario, found.state(state).on)
    yield sentence("outlook.end", basis, chance=chance, state=words)
    yield from _way(scenario, found, state)
    yield from _reason(found, state)


def _way(scenario: Scenario, found: Aftermath, state: int) -> Iterator[Sentence]:
    """Yield the shortest path of improvements to a state."""
    for n, paths in enumerate(found.paths):
        if paths.to == state and paths.shortest:
            path = path_words(scenario, found, found.status_quo, paths.paths[0])
            ways = {"ways": len(paths.paths), "more": paths.more}
            yield sentence("outlook.way", f"result:aftermath.paths.{n}", path=path, **ways)


def _reason(found: Aftermath, state: int) -> Iterator[Sentence]:
    """Yield why a state would last."""
    concept = strongest(found, state)
    if concept is not None:
        yield sentence(f"outlook.lasts_{concept}", f"result:aftermath.equilibria.{concept}")


def _in_the_end(scenario: Scenario, found: Aftermath, outlook: Outlook) -> Iterator[Sentence]:
    if outlook.cycle:
        basis = "result:aftermath.outlook.cycle"
        yield sentence("outlook.cycle", basis, chance=outlook.cycle)
    if outlook.moves:
        yield sentence("outlook.moves", "result:aftermath.outlook.moves", moves=outlook.moves)
    names = {party: scenario.name(party) for party in found.parties}
    yield from _expected("outlook.expected", outlook, names)


def _expected(key: str, outlook: Outlook, names: dict[str, str]) -> Iterator[Sentence]:
    """Yield what is to be expected in the end by those who are named, where it ends."""
    values = [
        say("outlook.value", party=name, value=value)
        for who, name in names.items()
        if (value := outlook.expected.get(who)) is not None
    ]
    if any(abs(outlook.expected.get(who) or 0.0) > TOLERANCE for who in names):
        yield sentence(key, "result:aftermath.outlook.expected", values=values)


def watchers(scenario: Scenario, found: Aftermath) -> Section | None:
    """Return what observers could expect, and how far others would trust the parties then."""
    return section("watchers", points([one] for one in _watchers(scenario, found)))


def _watchers(scenario: Scenario, found: Aftermath) -> Iterator[Sentence]:
    if found.outlook is not None:
        names = {one.id: one.name for one in scenario.observers}
        yield from _expected("outlook.others", found.outlook, names)
    yield from _ledgers(scenario, found)
    titles = {one.id: one.name for one in scenario.elsewhere}
    for n, watched in enumerate(found.watched):
        yield _trust(scenario, found, n, watched, titles[watched.talks])


def _ledgers(scenario: Scenario, found: Aftermath) -> Iterator[Sentence]:
    now = found.state(found.status_quo).ledgers
    ends = list(found.outlook.ends) if found.outlook else []
    for ledger in scenario.ledgers:
        if ledger.id in now:
            levels = sorted(found.state(state).ledgers[ledger.id] for state in ends)
            yield sentence(
                "outlook.ledger",
                f"result:aftermath.states.{found.status_quo - 1}.ledgers.{ledger.id}",
                *(f"result:aftermath.states.{state - 1}.ledgers.{ledger.id}" for state in ends),
                ledger=ledger.name,
                now=now[ledger.id],
                ends=levels,
            )


def _trust(scenario: Scenario, found: Aftermath, n: int, watched: Watched, talks: str) -> Sentence:
    worst = min(watched.after, key=lambda state: watched.after[state])
    return sentence(
        "outlook.trust",
        f"result:aftermath.watched.{n}",
        talks=talks,
        party=scenario.name(watched.party),
        before=watched.before,
        expected=watched.expected,
        worst=watched.after[worst],
        state=state_words(scenario, found.state(worst).on, short=True),
    )


def breaks(scenario: Scenario, found: Aftermath) -> Section | None:
    """Return what breaking off at each point of a roadmap would lead to."""
    groups = [list(group) for _, group in groupby(enumerate(found.breaks), key=_ending)]
    if len(groups) == 1:
        end = _likeliest(scenario, found, groups[0][0][1])
        alike = sentence("outlook.alike", "result:aftermath.breaks", end=end)
        return section("breaks", paragraph(alike))
    return section("breaks", _table_of_breaks(scenario, found, groups))


def _ending(numbered: tuple[int, Break]) -> dict[int, float] | None:
    """Return where a break ends, as exactly as it can be told."""
    ended = numbered[1].outlook
    if ended is None:
        return None
    return {state: round(chance, 9) for state, chance in ended.ends.items()}


def _table_of_breaks(
    scenario: Scenario, found: Aftermath, groups: Sequence[Sequence[tuple[int, Break]]]
) -> Table:
    valued = [party for party in found.parties if party in found.states[0].values]
    done: tuple[str, ...] = ()
    rows = []
    for group in groups:
        first = group[0][1]
        new = [scenario.label(step) for step in first.done if step not in done]
        done = group[-1][1].done
        cells = (say("outlook.after", steps=new), *_values(first, valued))
        basis = tuple(f"result:aftermath.breaks.{n}" for n, _ in group)
        rows.append(Row((*cells, _likeliest(scenario, found, first)), basis))
    columns = (say("outlook.broken"), *map(scenario.label, valued), say("outlook.likeliest"))
    numeric = frozenset(range(1, len(columns) - 1))
    return Table(say("outlook.breaks"), columns, tuple(rows), numeric)


def _values(one: Break, valued: Sequence[str]) -> Iterator[str]:
    for party in valued:
        value = None if one.outlook is None else one.outlook.expected[party]
        yield NONE if value is None else signed(value)


def _likeliest(scenario: Scenario, found: Aftermath, one: Break) -> str:
    """Return where a break would most likely end."""
    if one.outlook is None:
        return say("outlook.never")
    if not one.outlook.ends:
        return say("outlook.round")
    _, (state, chance) = _likeliest_first(one.outlook)[0]
    words = state_words(scenario, found.state(state).on, short=True)
    return say("outlook.likely", chance=chance, state=words)


def impact(analysis: Analysis) -> Section | None:
    """Return what was to be expected after the talks, and what happened, as far as that is told."""
    scenario, found = analysis.scenario, analysis.aftermath
    expected = () if found is None or found.outlook is None else _what_was(scenario, found)
    whole = behind(say("impact.caption"), happened(scenario))
    heading = say("followed.expected", past=over(scenario))
    return section("impact", *expected, whole, heading=heading)


def _what_was(scenario: Scenario, found: Aftermath) -> Iterator[Block | None]:
    yield paragraph(outlook_finding(scenario, found), label=say("impact.expected"))
    yield from way_on(scenario, found)
    chart = aftermath_chart(scenario, found, layout_of(scenario, found))
    drawn = len(chart.rows) <= _DRAWN
    listed = Table(chart.title, chart.columns, chart_rows(chart))
    yield behind(say("headings.lasting"), picture(chart) if drawn else listed)


def happened(scenario: Scenario) -> Table:
    """Return what happened after the talks, as far as the file tells it."""
    return chronology(scenario, after(scenario), say("impact.caption"))
