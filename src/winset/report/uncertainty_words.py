"""What the draws rest on, in words."""

from winset.firmness.draws import Uncertainty
from winset.report.words import precise

NO_DOUBTS = (
    "The file gives no range, list or bias that a verdict hangs on: it was judged once. How firm "
    "the answer is can be told once numbers have ranges."
)


def drawn_from(doubts: Uncertainty) -> str:
    """Return what numbers are drawn from, as the end of a sentence."""
    kinds = [name for name, there in (("ranges", doubts.ranges), ("lists", doubts.lists)) if there]
    source = f"from the {' and '.join(kinds)} in the file"
    if doubts.bias is None:
        return source
    low, high = precise(doubts.bias.low), precise(doubts.bias.high)
    biased = f"all gains of a side taken together at {low} to {high} times what the file says"
    return f"{source}, {biased}" if kinds else f"with {biased}"
