"""The cuts of a result checked: each place fails its key, and no order avoids them all."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from winset.roadmaps.exits import Exits
from winset.roadmaps.proofs.compare import TOLERANCE, Comparison, as_object
from winset.roadmaps.proofs.cuts import MOST_PLACES, Spot
from winset.roadmaps.proofs.replay import Replay, next_move
from winset.roadmaps.proofs.rules import rules_of
from winset.roadmaps.proofs.weakest import failing_place, mask_of
from winset.roadmaps.safeguards import Safeguards, escrow_choices, moves_of
from winset.scenario import ScenarioTooLarge
from winset.scenario.game import Game, MoveSet, StepSet

Where = tuple[str, tuple[str, ...]]
"""The place of a certificate in the result, and the keys that its places fail."""


def check_cuts(
    safeguards: Safeguards, whole: Replay, where: Where, said: Any, found: Comparison
) -> None:
    """Check the cuts of one certificate: one for each choice of escrows for a package.

    Parameters
    ----------
    whole
        An order of the package.
    said
        The cuts as the result states them.
    found
        Takes what is found.
    """
    path, keys = where
    game = safeguards.game
    choices = list(escrow_choices(game, whole.mask))
    if not isinstance(said, list) or len(said) != len(choices):
        found.fault(f"{path}.cuts", said, "cuts", count=len(choices))
        return
    for n, (used, cut) in enumerate(zip(choices, said, strict=True)):
        escrow = [list(game.names(game.offers[e].steps)) for e in used]
        exits = safeguards.exits(whole.slices, used)
        _check_cut(exits, whole.mask, (f"{path}.cuts.{n}", keys), (cut, escrow), found)


def _check_cut(
    exits: Exits, mask: StepSet, where: Where, told: tuple[Any, list[list[str]]], found: Comparison
) -> None:
    (path, _), (said, escrow) = where, told
    package = moves_of(exits.game, mask)
    spots = check_places(exits, package, where, as_object(said).get("places"), found)
    found.only(path, said, ("escrow", "side", "places"))
    if spots is None:
        return
    side = _side(exits.game, package, spots)
    found.compare_named(path, said, {"escrow": escrow, "side": side}, ("escrow", "side"))
    if side == "between":
        check_passage(exits, package, f"{path}.places", spots, found)


def check_places(
    exits: Exits, package: MoveSet, where: Where, places: Any, found: Comparison
) -> list[Spot] | None:
    """Return the places that a result names; None where one of them fails no key."""
    path, keys = where
    if not isinstance(places, list) or len(places) > MOST_PLACES:
        found.fault(f"{path}.places", places, "places", most=MOST_PLACES)
        return None
    found.once(f"{path}.places", places)
    spots = []
    for n, place in enumerate(places):
        spot = _spot(exits.game, package, place)
        barring = None if spot is None else failing_place(exits, package, spot, keys)
        if spot is None or barring is None:
            found.fault(f"{path}.places.{n}", place, "barring")
            return None
        found.compare(f"{path}.places.{n}", place, barring.to_dict())
        spots.append(spot)
    return spots


def check_passage(
    exits: Exits, package: MoveSet, path: str, spots: Sequence[Spot], found: Comparison
) -> None:
    """Check that nothing gets from the start to the end past all places."""
    try:
        passes = rules_of(exits, package).passable(spots)
    except ScenarioTooLarge as error:
        found.note(path, [], str(error))
        return
    found.figures += 1
    if passes:
        found.fault(path, list(spots), "passage")


def _side(game: Game, package: MoveSet, spots: list[Spot]) -> str:
    alone = {(game.done, 0): "start", (package, 0): "end"}
    return "between" if len(spots) != 1 else alone.get(spots[0], "between")


def _spot(game: Game, package: MoveSet, said: Any) -> Spot | None:
    """Return a place as sets of moves, None where it is none of the package."""
    place = as_object(said)
    done, move = place.get("done"), place.get("move")
    if not isinstance(done, Mapping) or not all(_is_share(*one, game) for one in done.items()):
        return None
    state = mask_of(game, done)
    if state & ~package or game.done & ~state:
        return None
    if move is None:
        return state, 0
    steps = list(_steps(game, move))
    then = next_move(game, state, steps) if steps else 0
    return (state, then) if then and not then & ~package else None


def _is_share(step: Any, share: Any, game: Game) -> bool:
    number = isinstance(share, int | float) and not isinstance(share, bool)
    return step in game.ids and number and 0 < share <= 1 + TOLERANCE


def _steps(game: Game, said: Any) -> Iterator[str]:
    if isinstance(said, list) and all(isinstance(step, str) and step in game.ids for step in said):
        yield from said
