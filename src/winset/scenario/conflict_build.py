"""From the blocks on what follows a breakdown to the nouns of `winset.scenario.conflict`."""

from types import MappingProxyType
from typing import cast

from winset.scenario import conflict as nouns
from winset.scenario import conflict_format as given
from winset.scenario.conditions import Condition, parse_condition
from winset.scenario.numbers import Number
from winset.scenario.plain import number, numbers, title_of


def build_conflict(found: given.Aftermath) -> nouns.Conflict:
    """Return the conflict that a checked block describes."""
    return nouns.Conflict(
        options=tuple(_option(key, option) for key, option in found.options.items()),
        preferences=MappingProxyType(
            {party: _preference(one) for party, one in found.preferences.items()}
        ),
        status_quo=tuple(found.status_quo),
        infeasible=tuple(map(parse_condition, found.infeasible)),
        common_moves=tuple(map(_common_move, found.common_moves)),
        effects=tuple(map(_effect, found.effects)),
        move_rule=_move_rule(found.move_rule),
    )


def build_elsewhere(key: str, found: given.Elsewhere) -> nouns.Elsewhere:
    """Return the other talks that a checked block describes."""
    return nouns.Elsewhere(
        id=key,
        name=found.name,
        parties=tuple(found.parties),
        weight=number(found.weight),
        source=found.source,
        note=found.note,
    )


def _option(key: str, found: given.Option) -> nouns.Option:
    return nouns.Option(
        id=key,
        title=title_of(key, found.title),
        by=found.by,
        moves=cast("nouns.Moves", found.moves),
        step=found.step,
        source=found.source,
        note=found.note,
    )


def _common_move(found: given.Move) -> nouns.CommonMove:
    return nouns.CommonMove(
        by=tuple(found.by),
        on=tuple(found.on),
        off=tuple(found.off),
        when=_maybe(found.when),
        source=found.source,
        note=found.note,
    )


def _maybe(text: str | None) -> Condition | None:
    return None if text is None else parse_condition(text)


def _preference(found: given.Preference) -> nouns.Preference:
    if found.one_of is None:
        return nouns.Preference((_ordering(found, Number(1.0)),))
    return nouns.Preference(tuple(_ordering(one, number(one.weight)) for one in found.one_of))


def _ordering(found: given.Ordered, weight: Number) -> nouns.Ordering:
    groups = found.ranking or ()
    return nouns.Ordering(
        statements=tuple(map(parse_condition, found.statements or ())),
        ranking=tuple(tuple(tuple(state) for state in group) for group in groups),
        weight=weight,
        source=found.source,
        note=found.note,
    )


def _effect(found: given.Effect) -> nouns.Effect:
    return nouns.Effect(
        when=parse_condition(found.when),
        value=numbers(found.value),
        changes=numbers(found.changes),
        kept=numbers(found.kept),
        weight=number(found.weight),
        deal=number(found.deal),
        source=found.source,
        note=found.note,
    )


def _move_rule(found: given.Rule | None) -> nouns.MoveRule:
    if found is None:
        return nouns.MoveRule()
    return nouns.MoveRule(
        concept=cast("nouns.Concept", found.concept),
        picks="best" if found.picks == "best" else "any",
        weight=numbers(found.weight),
    )
