"""What the draws rest on, in words."""

from winset.firmness.doubts import Uncertainty
from winset.report.language.words import listed, precise

NO_DOUBTS = (
    "The file gives no range, list or bias that a verdict hangs on, and no promise that tells of "
    "trust: it was judged once. How firm the answer is can be told once numbers have ranges."
)


def drawn_from(doubts: Uncertainty) -> str:
    """Return what numbers are drawn from, as the end of a sentence."""
    kinds = [name for name, there in (("ranges", doubts.ranges), ("lists", doubts.lists)) if there]
    besides = ["trust taken from the record of promises"] if doubts.record else []
    if doubts.bias is not None:
        low, high = precise(doubts.bias.low), precise(doubts.bias.high)
        besides.append(
            f"all gains of a side taken together at {low} to {high} times what the file says"
        )
    if not kinds:
        return f"with {listed(besides)}"
    return ", ".join([f"from the {' and '.join(kinds)} in the file", *besides])
