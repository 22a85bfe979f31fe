"""Known answers in time: files of ``data/time``, each beside what is known of every order."""

from __future__ import annotations

import json
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

import yaml

from references.device_states import Used
from references.time_file import changed

KNOWN = Path(__file__).parents[1] / "data/time"

Packages = dict[str, Any]


def known_answers() -> Iterator[tuple[str, dict[str, Any], Used, Packages, bool]]:
    """Yield each file as it is and after each of its changes, with what is known of it.

    That is: a name, the file as plain data, the escrows used, what is known of packages by their
    steps, and whether these are all packages.
    """
    for answers in sorted(KNOWN.glob("*.json")):
        known, name = json.loads(answers.read_text("utf-8")), answers.stem
        document = yaml.safe_load((KNOWN / known["scenario"]).read_text("utf-8"))
        yield name, document, (), known["packages"], True
        if "swapped" in known:
            yield f"{name}-swapped", document, (0,), known["swapped"], False
        for n, variant in enumerate(known.get("variants", ())):
            yield f"{name}-{n}", changed(document, variant["set"]), (), variant["packages"], True


def read_answer(answer: Any) -> Any:
    """Return an answer with its fractions as numbers."""
    numbers = {
        key: _fractions(answer[key])
        for key in ("ends", "values", "margin", "bond", "required_trust")
    }
    return {**answer, **numbers}


def _fractions(answer: Any) -> Any:
    match answer:
        case dict():
            return {key: _fractions(value) for key, value in answer.items()}
        case list():
            return [_fractions(value) for value in answer]
        case None:
            return None
    return Fraction(answer)
