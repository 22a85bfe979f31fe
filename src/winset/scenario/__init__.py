"""What is on the table: the nouns of a negotiation, and how they are read from a file.

`load_file` and `load_text` return a `Scenario` or raise `ScenarioError` with all that is wrong.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from winset.scenario.errors import (
    Problem,
    ScenarioError,
    ScenarioTooLarge,
    UsageError,
    WinsetError,
)

if TYPE_CHECKING:
    from winset.scenario.conflict import (
        CommonMove,
        Conflict,
        Effect,
        Elsewhere,
        MoveRule,
        Option,
        Ordering,
        Preference,
    )
    from winset.scenario.load import load_file, load_text
    from winset.scenario.model import (
        Approach,
        Belief,
        Bonus,
        Choice,
        Claim,
        Demand,
        Escrow,
        Event,
        Figure,
        Ledger,
        Lever,
        Moment,
        Note,
        Observer,
        Party,
        Person,
        Place,
        Point,
        Proposal,
        Question,
        Ratifier,
        Scenario,
        Session,
        Source,
        Standing,
        Step,
        Talks,
        Term,
        TrustPrior,
        Window,
        Word,
    )
    from winset.scenario.numbers import Number
    from winset.scenario.trust import trust_matrix
    from winset.scenario.yaml import round_trip

__all__ = [
    "Approach",
    "Belief",
    "Bonus",
    "Choice",
    "Claim",
    "CommonMove",
    "Conflict",
    "Demand",
    "Effect",
    "Elsewhere",
    "Escrow",
    "Event",
    "Figure",
    "Ledger",
    "Lever",
    "Moment",
    "MoveRule",
    "Note",
    "Number",
    "Observer",
    "Option",
    "Ordering",
    "Party",
    "Person",
    "Place",
    "Point",
    "Preference",
    "Problem",
    "Proposal",
    "Question",
    "Ratifier",
    "Scenario",
    "ScenarioError",
    "ScenarioTooLarge",
    "Session",
    "Source",
    "Standing",
    "Step",
    "Talks",
    "Term",
    "TrustPrior",
    "UsageError",
    "Window",
    "WinsetError",
    "Word",
    "load_file",
    "load_text",
    "round_trip",
    "trust_matrix",
]

_ON_USE = {"load_file": "load", "load_text": "load", "trust_matrix": "trust", "round_trip": "yaml"}
_NOUNS = ("numbers", "model", "conflict")
"""What is imported when it is first used: the libraries behind it, and the making of many classes,
take longer than a command's help should."""


def __getattr__(name: str) -> Any:
    if name in __all__:
        for part in (_ON_USE[name],) if name in _ON_USE else _NOUNS:
            module = import_module(f"{__name__}.{part}")
            if hasattr(module, name):
                return getattr(module, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
