"""Bridges the plain twin's games to the engine's scenarios."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from references import reference
from winset.roadmaps.exits import exits_of
from winset.roadmaps.judge_order import judge_order
from winset.roadmaps.order_path import path_of
from winset.roadmaps.roadmap import Roadmap
from winset.scenario import Bonus, Choice, Number, Party, Scenario, Step
from winset.scenario.game import MoveSet, compile_game


def to_scenario(game: reference.Game) -> Scenario:
    """Return the same game as a scenario with points only."""
    return Scenario(
        id="game",
        title="Game",
        hash="",
        parties=tuple(_party(game, party) for party in game.parties),
        steps=tuple(_step(step) for step in game.steps),
        bonuses=tuple(
            Bonus(tuple(s.name for s in game.steps if s.name in when), _numbers(value))
            for when, value in game.bonuses
        ),
        choices=tuple(
            Choice(f"choice-{c}", tuple(sorted(members)), required=required)
            for c, (members, required) in enumerate(game.choices)
        ),
    )


def walked(game: reference.Game, order: tuple[str, ...]) -> Roadmap:
    """Return the engine's reading of one order."""
    arrays = compile_game(to_scenario(game))
    return judge_order(
        path_of(exits_of(arrays), tuple(MoveSet(arrays.mask([name])) for name in order)), 1
    )


def _party(game: reference.Game, party: str) -> Party:
    others = (other for other in game.parties if other != party)
    return Party(
        id=party,
        name=party,
        no_deal=_number(game.no_deal.get(party, Fraction(0))),
        fallback=_number(game.fallback[party]) if party in game.fallback else None,
        breach_penalty=_number(game.penalty.get(party, Fraction(0))),
        guarantee=_number(game.guarantee.get(party, Fraction(0))),
        trust={other: _number(reference.trust_in(game, party, other)) for other in others},
    )


def _step(step: reference.Step) -> Step:
    return Step(
        id=step.name,
        title=step.name,
        by=step.by,
        value=_numbers(step.value),
        reversible=_number(step.reversible),
        automatic=step.automatic,
        head_start=_number(step.head_start),
        detection=_number(step.detection),
        after=step.after,
        sets=_numbers(step.sets),
    )


def _numbers(values: Mapping[str, Fraction]) -> dict[str, Number]:
    return {party: _number(value) for party, value in values.items()}


def _number(value: Fraction) -> Number:
    return Number(float(value))
