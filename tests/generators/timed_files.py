"""Random small files in time, as plain data, in quarters. Seeded.

Two or three parties and up to four steps, with some of: discounts, chances of leaving office (by
the phase, the year, from a day on), windows, votes and consents at home, steps that are done,
slices, an escrow, numbers that steps set, a ledger, a prerequisite, a bonus, a choice, a successor.
"""

from __future__ import annotations

import datetime
import random
from collections.abc import Callable
from typing import Any, Final

FIRST: Final = datetime.date(2030, 1, 1)
PHASES: Final = {"30 days": 30.0, "10 days": 10.0, "6 months": 182.625}
NAMES: Final = "abcd"
MOST_MOVES: Final = 5  # orders are enumerated

File = dict[str, Any]


def timed_file(rng: random.Random, steps: int = 4, likely: float = 0.3) -> File:
    """Return a file of at most so many steps; each device is in it as likely as stated.

    In half of the files much is at stake and trust is high, so that some deals hold.
    """
    parties = ["up", "down", "mid"][: rng.choice((2, 2, 3))]
    length = rng.choice(list(PHASES))
    names = NAMES[: rng.randint(min(2, steps), steps)]
    file: File = {
        "winset": 1,
        "title": "Game",
        "when": [FIRST, FIRST],
        "phase_length": length,
        "parties": {i: _party(rng, i, parties, length) for i in parties},
        "steps": {name: _step(rng, parties) for name in names},
    }
    if rng.random() < 0.5:
        _calm(rng, file)
    devices: tuple[Callable[[random.Random, File], None], ...] = (
        _prerequisite,
        _escrow,
        _slices,
        _windows,
        _home,
        _consent,
        _sets,
        _ledger,
        _bonus,
        _choice,
        _standing,
    )
    for device in devices:
        if rng.random() < likely:
            device(rng, file)
    return file


def with_successor(rng: random.Random, file: File) -> File:
    """Return a file with one who may come next, which changes one to three numbers."""
    party = rng.choice(list(file["parties"]))
    numbers: dict[str, float] = {}
    for _ in range(rng.randint(1, 3)):
        name = rng.choice(list(file["steps"]))
        path, value = rng.choice(
            (
                (f"parties.{party}.breach_penalty", _of(rng, 0, 0, 0.25, 2)),
                (f"parties.{party}.no_deal", _of(rng, -1, 0, 0.5)),
                (f"parties.{party}.fallback", _of(rng, -0.5, 0, 0.75)),
                (f"steps.{name}.value.{party}", _quarter(rng, -3, 3)),
                (f"steps.{name}.value.{party}", _quarter(rng, -3, 3)),
            )
        )
        numbers[path] = value
    next_one: File = {"party": party, "set": numbers}
    if rng.random() < 0.7:
        next_one["from"] = _day(rng, file)
    return {**file, "successors": {"next": next_one}}


# --------------------------------------------------------------------------------------------
# Parties and steps


def _quarter(rng: random.Random, low: int, high: int) -> float:
    return rng.randint(low * 4, high * 4) / 4


def _of(rng: random.Random, *numbers: float) -> float:
    return rng.choice(numbers)


def _party(rng: random.Random, party: str, parties: list[str], length: str) -> File:
    own: File = {
        "name": party.title(),
        "no_deal": _of(rng, 0, 0, -1, 0.25),
        "breach_penalty": _of(rng, 0, 0.5, 1, 2),
        "guarantee": _of(rng, 0, 0, 0.5),
        "trust": {j: _of(rng, 0, 0.25, 0.5, 0.75, 1) for j in parties if j != party},
    }
    if rng.random() < 0.2:
        own["fallback"] = _of(rng, -1, 0, 0.5)
    if rng.random() < 0.75:
        own["discount"] = rng.choice((0.5, 0.75, 0.9, 0.95, 1, {"yearly": 0.5}, {"yearly": 0.81}))
    if rng.random() < 0.35:
        day = FIRST + datetime.timedelta(days=int(rng.randint(0, 6) * PHASES[length]))
        own["leaves_office"] = rng.choice(
            (0.1, 0.25, {"yearly": 0.2}, {"from": day, "chance": rng.choice((0.1, 0.5))})
        )
    return own


def _step(rng: random.Random, parties: list[str]) -> File:
    by = rng.sample(parties, 2 if rng.random() < 0.15 else 1)
    return {
        "by": by,
        "value": {
            i: _quarter(rng, -2, 0 if rng.random() < 0.8 else 1)
            if i in by
            else _quarter(rng, 0 if rng.random() < 0.8 else -1, 3)
            for i in parties
        },
        "reversible": _of(rng, 0, 0, 0.5, 1),
        "head_start": _of(rng, 0, 0.1, 0.5),
        "detection": _of(rng, 1, 1, 1, 0.75, 0.75, 0.5, 0.25, 0),
        "automatic": rng.random() < 0.15,
        "hazard": _of(rng, 0, 0, 0, 0.5),
        "phases": _of(rng, 0.5, 1, 1, 2, 3, 5),
    }


def _calm(rng: random.Random, file: File) -> None:
    for own in file["parties"].values():
        own |= {"breach_penalty": _of(rng, 1, 2, 3), "no_deal": _of(rng, 0, -1)}
        own["trust"] = dict.fromkeys(own["trust"], _of(rng, 0.75, 0.9, 1))


# --------------------------------------------------------------------------------------------
# Devices, each written into a file


def _prerequisite(rng: random.Random, file: File) -> None:
    first, second = sorted(rng.sample(list(file["steps"]), 2), reverse=rng.random() < 0.3)
    file["steps"][second]["after"] = [first]


def _escrow(rng: random.Random, file: File) -> None:
    one, other = rng.sample(list(file["steps"]), 2)
    steps = file["steps"]
    linked = other in steps[one].get("after", ()) or one in steps[other].get("after", ())
    if not linked and len({*steps[one]["by"], *steps[other]["by"]}) > 1:
        file["escrow"] = [
            {"steps": sorted((one, other)), "cost": {i: _of(rng, 0, 0.25) for i in file["parties"]}}
        ]


def _slices(rng: random.Random, file: File) -> None:
    more = MOST_MOVES - len(file["steps"])
    held = {name for escrow in file.get("escrow", ()) for name in escrow["steps"]}
    free = [name for name in file["steps"] if name not in held]
    if more > 0 and free:
        file["steps"][rng.choice(free)]["slices"] = rng.randint(2, 1 + more)


def _windows(rng: random.Random, file: File) -> None:
    for step in file["steps"].values():
        if rng.random() < 0.6:
            opens, closes = sorted((_day(rng, file), _day(rng, file)))
            step["window"] = rng.choice(
                ({"from": opens}, {"to": closes}, {"from": opens, "to": closes})
            )


def _home(rng: random.Random, file: File) -> None:
    party = rng.choice(list(file["parties"]))
    bodies: File = {}
    voting = rng.random() < 0.6
    for name in ("house", "senate", "people")[: rng.choice((1, 2, 3))]:
        body: File = {"name": name, "floor": _of(rng, -2, -1, 0, 0.5)}
        if voting and rng.random() < 0.8:
            body["votes"] = rng.randint(1, 3)
        if rng.random() < 0.5:
            body["no_deal"] = _of(rng, -1, 0, 0.25)
        if rng.random() < 0.5:
            body["value"] = {n: _quarter(rng, -2, 3) for n in file["steps"] if rng.random() < 0.5}
        if rng.random() < 0.3:
            body["floor_on_the_way"] = _of(rng, -3, -2, -1)
        bodies[name] = body
    file["parties"][party]["home"] = bodies
    if any("votes" in body for body in bodies.values()):
        file["parties"][party]["ratification"] = {"needs": _of(rng, 0.5, 0.75)}


def _consent(rng: random.Random, file: File) -> None:
    file["observers"] = {"delta": {"name": "Delta"}}
    for step in file["steps"].values():
        step["value"]["delta"] = _quarter(rng, -1, 2)
    who = ["delta", *(f"{i}.{b}" for i, p in file["parties"].items() for b in p.get("home", {}))]
    file["steps"][rng.choice(list(file["steps"]))]["consent"] = [rng.choice(who)]


def _sets(rng: random.Random, file: File) -> None:
    setter, other = rng.sample(list(file["steps"]), 2)
    path, value = rng.choice(
        (
            (f"steps.{other}.detection", _of(rng, 0.5, 1)),
            (f"steps.{other}.reversible", _of(rng, 0, 0.5, 1)),
            (f"parties.{rng.choice(list(file['parties']))}.guarantee", 1),
            (f"parties.{rng.choice(list(file['parties']))}.breach_penalty", _of(rng, 0, 2)),
        )
    )
    file["steps"][setter]["sets"] = {path: value}


def _ledger(rng: random.Random, file: File) -> None:
    start = _quarter(rng, 0, 1)
    bounds: dict[str, float] = {
        "floor": start - _of(rng, 0, 0.5, 1),
        "cap": start + _of(rng, 0.5, 1),
    }
    file["ledgers"] = {"fund": {"name": "Fund", "start": start, **bounds}}
    for step in file["steps"].values():
        step["changes"] = {"fund": _of(rng, -0.5, 0, 0, 0.5)}


def _bonus(rng: random.Random, file: File) -> None:
    when = sorted(rng.sample(list(file["steps"]), 2))
    file["bonuses"] = [{"when": when, "value": {i: _quarter(rng, -1, 1) for i in file["parties"]}}]


def _choice(rng: random.Random, file: File) -> None:
    """Steps of an escrow or a bonus, and those that need one another, are left as they are."""
    if not {"escrow", "bonuses"} & set(file) and len(file["steps"]) > 2:
        one, other = rng.sample(list(file["steps"]), 2)
        if not any("after" in step for step in file["steps"].values()):
            file["choices"] = {"either": {"title": "Either", "one_of": sorted((one, other))}}


def _standing(rng: random.Random, file: File) -> None:
    done = rng.choice(list(file["steps"]))
    needed = file["steps"][done].get("after", [])
    file["standing"] = {"date": FIRST + datetime.timedelta(days=5), "done": [*needed, done]}


def _day(rng: random.Random, file: File) -> datetime.date:
    return FIRST + datetime.timedelta(
        days=int(rng.randint(2, 24) / 2 * PHASES[file["phase_length"]])
    )
