"""The two keys, what can go wrong with them, and the verdict on an order."""

from typing import Literal

from winset.scenario.game import TOLERANCE

Key = Literal["incentive", "trust"]
Kind = Literal["open", "pretence", "relapse", "exposure"]

Verdict = Literal["holds", "incentive_only", "trust_only", "neither"]
VERDICTS: tuple[Verdict, ...] = ("holds", "incentive_only", "trust_only", "neither")
"""Best first."""


def verdict_of(share: float, lack: float) -> Verdict:
    """Return the verdict on an order that needs this stake and lacks this trust."""
    return VERDICTS[2 * (share > TOLERANCE) + (lack > TOLERANCE)]
