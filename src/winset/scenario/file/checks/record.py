"""Check that entries of the record are promises where they say so, and of somebody."""

from collections.abc import Iterator

from winset.language.catalogue import told
from winset.scenario.file.draft import Draft
from winset.scenario.tree import Finding


def check_record(draft: Draft) -> Iterator[Finding]:
    """Yield what is wrong with the promises of a file's record."""
    for path, event in draft.each("record"):
        if event.kept is not None and not draft.has(*path, "by"):
            yield Finding((*path, "kept"), *told("errors.record.nobody"), on_key=True)
        if event.kept is not None and event.by in draft.known["observers"]:
            yield Finding((*path, "kept"), *told("errors.record.observer"), on_key=True)
        if draft.has(*path, "weight") and not draft.has(*path, "kept"):
            yield Finding((*path, "weight"), *told("errors.record.weight"), on_key=True)
        if event.by is not None and event.by == event.to:
            yield Finding((*path, "to"), *told("errors.record.itself"))
