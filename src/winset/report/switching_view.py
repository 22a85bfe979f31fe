"""What would turn an order, for the terminal."""

from collections.abc import Iterator

from rich.table import Table
from rich.text import Text

from winset.report.language.words import amount, fine_share, precise
from winset.report.layout import DIM
from winset.report.phrases.number_names import number_name
from winset.roadmaps.bracketing import SwitchingValue
from winset.roadmaps.parameters import SHARES
from winset.roadmaps.roadmap import Roadmap
from winset.scenario import Scenario
from winset.scenario.number_path import NumberPath

_MOST = 6


def turns_body(scenario: Scenario, roadmap: Roadmap) -> Iterator[Text | Table]:
    """Yield, for each key of an order, the changes of one number that would turn it."""
    if roadmap.turns is None:
        return
    for key, turns in (("incentive", roadmap.turns.incentive), ("trust", roadmap.turns.trust)):
        passes = roadmap.verdict == "holds" or roadmap.verdict.startswith(key)
        yield Text()
        if not turns:
            yield Text(f"{_never(key, passes)} (looked at one by one, as far as they may go).")
            continue
        yield Text(f"Nothing else changed, {_would(key, passes)} if")
        yield _list(scenario, turns)
        if len(turns) > _MOST:
            more = f"… or one of {len(turns) - _MOST} more numbers changed by more; "
            yield Text(f"{more}--format json lists all.", style=DIM)


def _would(key: str, passes: bool) -> str:
    """Return what would become of a key that passes or not, were it turned."""
    if key == "incentive":
        return "somebody would gain by breaking" if passes else "nobody would gain by breaking"
    return "some trust would be too little" if passes else "all trust would be enough"


def _never(key: str, passes: bool) -> str:
    """Return that no number alone turns a key."""
    if key == "incentive":
        held = "somebody gains by breaking" if not passes else "nobody gains by breaking"
    else:
        held = "all trust is enough" if passes else "some trust is too little"
    return f"Whatever one number is changed to, {held}"


def _list(scenario: Scenario, turns: tuple[SwitchingValue, ...]) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0), show_header=False, pad_edge=False)
    table.add_column("")
    table.add_column("number", ratio=1)
    table.add_column("path", style=DIM, no_wrap=True)
    for turn in turns[:_MOST]:
        words = f"{number_name(scenario, turn.path)} were {_value(turn)}"
        table.add_row("–", words, turn.path)
    return table


def _value(turn: SwitchingValue) -> str:
    """Return the value that turns a key, and what the number is now."""
    more = turn.after > turn.before
    tell = fine_share if _is_share(turn.path) else amount
    now, then = tell(turn.before), tell(turn.after)
    if now == then:
        now, then = precise(turn.before), precise(turn.after)
    if now == then:
        return f"any {'more' if more else 'less'} than it is ({tell(turn.before)})"
    return f"{then} or {'more' if more else 'less'} (now {now})"


def _is_share(path: NumberPath) -> bool:
    return (path.set_once_done or path).name in {*SHARES, "trust"}
