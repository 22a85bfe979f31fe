"""What would turn an order: the changes of one number, all else unchanged."""

from collections.abc import Iterator

from winset.language.catalogue import say
from winset.language.letters import capital
from winset.language.words import amount, fine_share, precise
from winset.report.document.blocks import Block, Row, Table
from winset.report.document.compose import paragraph
from winset.report.document.sentences import sentence
from winset.report.phrases.number_names import number_name
from winset.roadmaps.bracketing import SwitchingValue
from winset.roadmaps.parameters import SHARES
from winset.roadmaps.roadmap import Roadmap
from winset.scenario import Scenario
from winset.scenario.number_path import NumberPath

_MOST = 6
"""Numbers that the short form shows."""


def switching(scenario: Scenario, roadmap: Roadmap) -> Iterator[Block]:
    """Yield, for each key of an order, the changes of one number that would turn it."""
    if roadmap.turns is None:
        return
    for key, turns in (("incentive", roadmap.turns.incentive), ("trust", roadmap.turns.trust)):
        basis = f"result:roadmap.turns.{key}"
        passes = roadmap.verdict == "holds" or roadmap.verdict.startswith(key)
        if not turns:
            yield paragraph(sentence("switching.never", basis, which=key, passes=passes))
            continue
        rows = tuple(Row(_turn(scenario, one), (f"{basis}.{n}",)) for n, one in enumerate(turns))
        columns = tuple(say(f"switching.{name}") for name in ("number", "now", "turned"))
        caption = say("switching.caption", which=key, passes=passes)
        yield Table(caption, columns, rows, frozenset({1}), _MOST)


def _turn(scenario: Scenario, turn: SwitchingValue) -> tuple[str, str, str]:
    """Return a number, what it is now, and the value that turns a key."""
    name = capital(number_name(scenario, turn.path))
    tell = fine_share if _is_share(turn.path) else amount
    now, then = tell(turn.before), tell(turn.after)
    if now == then:
        now, then = precise(turn.before), precise(turn.after)
    least = now == then
    now = tell(turn.before) if least else now
    return name, now, say("switching.at", then=then, more=turn.after > turn.before, least=least)


def _is_share(path: NumberPath) -> bool:
    return (path.set_once_done or path).name in {*SHARES, "trust"}
