"""Check that every id of a file leads somewhere, and stands for one thing only.

Plain data of any shape are looked at; those of any other shape than the format's are skipped.
"""

from collections.abc import Iterator
from typing import Any

from winset.language.catalogue import told, worded
from winset.scenario.file.draft import Draft
from winset.scenario.file.forms import ByKey, Entries
from winset.scenario.file.known import Known, unreadable
from winset.scenario.slips import unseen
from winset.scenario.tree import Finding, Path, children, mapping, plain_id, shown, suggest, texts

ALONE = (("parties", "observers", "steps"), ("steps", "proposals"), ("terms", "glossary"))
"""Blocks that must not share an id: the same key, option or word may mean either."""

EVERYBODY = ("all", "both", "everybody", "everyone", "others")
"""Words that are taken for all parties, where none is to be named."""

RESERVED = ("all", "best", "nash")
"""Words that stand for packages on the command line."""


def check_ids(draft: Draft) -> Iterator[Finding]:
    """Yield what is wrong with the ids of a file."""
    yield from _unknown(draft)
    yield from _twice_in_list(draft)
    yield from _shared(draft.data)
    yield from _reserved(draft.data)
    yield from _trust_in_oneself(draft.data)


def _unknown(draft: Draft) -> Iterator[Finding]:
    known = draft.known
    told = [block for block in ("parties", "steps") if unreadable(draft.data, block)]
    for path, word, what, on_key in _named(draft):
        if any(block in what for block in told):
            continue  # that the block is missing is all that needs saying
        if word not in known[what] and not _told(word, known[what]):
            yield _no_such(path, word, what, known, on_key=on_key)


def _named(draft: Draft) -> Iterator[tuple[Path, str, str, bool]]:
    """Yield each id that a file uses: where it stands, of what it is, and whether it is a key."""
    for path, value, form in draft.places:
        if form.ids is not None and isinstance(value, str):
            yield path, value, form.ids.of, False
        elif isinstance(form, ByKey) and form.key.ids is not None and isinstance(value, dict):
            yield from (((*path, key), key, form.key.ids.of, True) for key in value)


def _told(word: str, known: list[str]) -> bool:
    """Return whether a word is an id that is not spelt as one where it is defined."""
    return any(one != plain_id(one) == word for one in known)


def _no_such(path: Path, word: str, what: str, known: Known, *, on_key: bool = False) -> Finding:
    key = what.replace(" ", "_")
    remedy = suggest(word, known[what], key)
    if found := unseen(word):
        remedy = worded("errors.slips.unseen", letter=found)
    elif path[0] == "record" and path[-1] == "to" and plain_id(word) in EVERYBODY:
        remedy = worded("errors.ids.everybody")
    elif what == "observers and ratifiers" and word in known["parties"]:
        remedy = worded("errors.ids.consent")
    return Finding(path, worded(f"errors.no_such.{key}", word=shown(word)), remedy, on_key)


def _twice_in_list(draft: Draft) -> Iterator[Finding]:
    for path, items, form in draft.places:
        if not (isinstance(form, Entries) and form.alone and isinstance(items, list)):
            continue
        seen: list[Any] = []
        for i, item in enumerate(items):
            if item in seen:
                pair = texts(item) if isinstance(item, list) else None
                said = told("errors.ids.twice", pair=pair, value=shown(item))
                yield Finding((*path, i), *said)
            seen.append(item)


def _shared(data: Any) -> Iterator[Finding]:
    for blocks in ALONE:
        seen: dict[str, str] = {}
        for block in blocks:
            for key in mapping(data, block):
                if key in seen:
                    said = told("errors.ids.shared", id=shown(key), block=seen[key])
                    yield Finding((block, key), *said, on_key=True)
                seen.setdefault(key, block)


def _reserved(data: Any) -> Iterator[Finding]:
    for block in ("steps", "proposals"):
        for key in RESERVED:
            if key in mapping(data, block):
                said = told("errors.ids.reserved", id=shown(key))
                yield Finding((block, key), *said, on_key=True)


def _trust_in_oneself(data: Any) -> Iterator[Finding]:
    for path, _ in children(data, "parties", "*", "trust", "*"):
        if path[1] == path[3]:
            yield Finding(path, *told("errors.ids.trust"), on_key=True)
