"""The nouns of a negotiation and how they are read, each imported when it is first used."""

from .conflict import (
    CommonMove,
    Conflict,
    Effect,
    Elsewhere,
    MoveRule,
    Option,
    Ordering,
    Preference,
)
from .errors import (
    Problem,
    ScenarioError,
    ScenarioTooLarge,
    ScenarioWarning,
    UsageError,
    WinsetError,
)
from .file.load import load_file, load_text
from .file.rewriting import round_trip
from .kinds import Moment
from .model import (
    Bias,
    Event,
    Scenario,
    TrustPrior,
)
from .narrative import (
    Claim,
    Figure,
    Note,
    Person,
    Place,
    Point,
    Question,
    Session,
    Source,
    Talks,
    Word,
)
from .numbers import Number
from .parties import (
    Observer,
    Party,
    Ratifier,
)
from .positions import (
    Approach,
    Belief,
    Demand,
    Lever,
    Proposal,
    Term,
    Together,
)
from .steps import (
    Bonus,
    Choice,
    Escrow,
    Ledger,
    Standing,
    Step,
    Window,
)
from .trust import trust_matrix

__all__ = [
    "Approach",
    "Belief",
    "Bias",
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
    "ScenarioWarning",
    "Session",
    "Source",
    "Standing",
    "Step",
    "Talks",
    "Term",
    "Together",
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
