"""Check that entries of the record are promises where they say so, and of somebody."""

from collections.abc import Iterator

from winset.scenario.file.draft import Draft
from winset.scenario.tree import Finding


def check_record(draft: Draft) -> Iterator[Finding]:
    """Yield what is wrong with the promises of a file's record."""
    for path, event in draft.each("record"):
        if event.kept is not None and not draft.has(*path, "by"):
            wrong = "a promise was kept, but nobody made it"
            yield Finding((*path, "kept"), wrong, "add `by`", on_key=True)
        if event.kept is not None and event.by in draft.known["observers"]:
            wrong = "only the promises of parties are weighed"
            yield Finding((*path, "kept"), wrong, "remove `kept`", on_key=True)
        if draft.has(*path, "weight") and not draft.has(*path, "kept"):
            wrong = "there is a weight, but no promise"
            yield Finding((*path, "weight"), wrong, "add `kept`, or remove `weight`", on_key=True)
        if event.by is not None and event.by == event.to:
            yield Finding((*path, "to"), "this is who acts", "name another, or remove `to`")
