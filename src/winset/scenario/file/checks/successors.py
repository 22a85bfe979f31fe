"""Check who may come next: that each changes numbers of its own party, and some that are tested.

A successor is tempted, or is not: what only the others read of a party, such as their trust in it,
is not its to change.
"""

from collections.abc import Iterator

from winset.language.catalogue import told
from winset.scenario.file.checks.levers import MOST_GUESSED
from winset.scenario.file.checks.windows import without_a_clock, without_length
from winset.scenario.file.draft import Draft
from winset.scenario.file.paths import did_you_mean, no_number, whose
from winset.scenario.file.ranges import outside
from winset.scenario.tree import Finding, Path, children, shown

_OF_A_PARTY = ("no_deal", "fallback", "breach_penalty")
_WORTHS = {("steps", "value"), ("bonuses", "value"), ("escrow", "cost")}


def check_successors(draft: Draft) -> Iterator[Finding]:
    """Yield what is wrong with the successors of a file."""
    guessed = 0
    for path, value in children(draft.data, "successors", "*", "set", "*"):
        name = str(path[-1])
        about = draft.numbers.get(name)
        if about is None:
            guessed += 1
            names = list(draft.numbers)
            remedy = did_you_mean(name, names if guessed <= MOST_GUESSED else names[:1])
            yield Finding(path, no_number(name), remedy, on_key=True)
        else:
            found = list(_not_its_own(draft, path, about))
            yield from found or outside(about, path, value)
    for path, one in draft.each("successors"):
        if one.since is not None:
            yield from without_a_clock(draft, (*path, "from"))


def check_leaving(draft: Draft) -> Iterator[Finding]:
    """Yield the rates of a file whose length of time nothing tells."""
    for path, _ in children(draft.data, "parties", "*", "leaves_office", "from"):
        yield from without_a_clock(draft, path)
    for key in ("discount", "leaves_office"):
        for path, _ in children(draft.data, "parties", "*", key, "yearly"):
            yield from without_length(draft, path)


def _not_its_own(draft: Draft, path: Path, about: Path) -> Iterator[Finding]:
    """Yield that a number is another's, or none that a temptation hangs on."""
    party = next(
        (value for _, value in children(draft.data, "successors", str(path[1]), "party")), None
    )
    name = shown(str(path[-1]))
    if party not in draft.known["parties"]:
        return  # told where the party stands
    if whose(about) != party:
        said = told("errors.successors.other", path=name, party=party)
        yield Finding(path, *said, on_key=True)
    elif not (_of_its_party(about) or (about[0], about[-2]) in _WORTHS):
        known = [f"parties.{party}.{key}" for key in _OF_A_PARTY]
        said = told("errors.successors.idle", path=name, party=party, known=known)
        yield Finding(path, *said, on_key=True)


def _of_its_party(about: Path) -> bool:
    return about[0] == "parties" and len(about) == 3 and about[2] in _OF_A_PARTY
