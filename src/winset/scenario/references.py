"""Whether every id of a file leads somewhere, and stands for one thing only.

The checks read plain data of any shape, so that they can speak together with the check of the
format: what has not the expected shape is passed over here.
"""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import islice
from typing import Any, TypeAlias

from winset.scenario.forms import ByKey, Entries, Form, places
from winset.scenario.slips import unseen
from winset.scenario.tree import (
    Finding,
    Path,
    children,
    mapping,
    nearest,
    plain_id,
    shown,
    suggest,
    texts,
)

Places: TypeAlias = list[tuple[Path, Any, Form]]

Known: TypeAlias = Mapping[str, list[str]]
"""The ids that the file defines, by what they stand for."""

ALONE = (("parties", "observers", "steps"), ("steps", "proposals"), ("terms", "glossary"))
"""Blocks that must not share an id: the same key, option or word may mean either."""

BLOCKS = ("parties", "observers", "steps", "ledgers", "sources", "terms")
"""Where ids are defined that other blocks name."""

MOST_GUESSED = 100
"""Keys of a file among which a block that seems to be missing is looked for."""

EVERYBODY = ("all", "both", "everybody", "everyone", "others")
"""Words that are taken for all parties, where none is to be named."""

RESERVED = ("all", "best")
"""Words that stand for packages on the command line."""


def check_references(data: Any) -> Iterator[Finding]:
    """Yield what is wrong with the ids of a file."""
    found = list(places(data))
    yield from _unknown(data, found, known_ids(data))
    yield from _twice_in_list(found)
    yield from _shared(data)
    yield from _reserved(data)


def known_ids(data: Any) -> Known:
    """Return the ids that a file defines, by what they stand for, in the file's order."""
    known = {block: list(mapping(data, _spelt(data, block))) for block in BLOCKS}
    parties = children(data, _spelt(data, "parties"), "*", "home", "*")
    ratifiers = [f"{path[1]}.{path[3]}" for path, _ in parties]
    return known | {
        "parties and observers": known["parties"] + known["observers"],
        "observers and ratifiers": known["observers"] + ratifiers,
        "options": list(mapping(data, "aftermath", "options")),
    }


def _spelt(data: Any, block: str) -> str:
    """Return the key under which a file has a block, be it misspelt: that is told elsewhere."""
    if block in mapping(data):
        return block
    keys = islice(mapping(data), MOST_GUESSED)
    return next((key for key in keys if _block_meant(key) == block), block)


@lru_cache(maxsize=1024)
def _block_meant(key: str) -> str | None:
    return nearest(key, BLOCKS)


def lacks(data: Any, block: str) -> bool:
    """Return whether a file has not a block that it must have, be it misspelt.

    An aftermath may stand alone, without steps.
    """
    alone = block == "steps" and "aftermath" in mapping(data)
    return _spelt(data, block) not in mapping(data) and not alone


def _unknown(data: Any, found: Places, known: Known) -> Iterator[Finding]:
    told = [block for block in ("parties", "steps") if _unreadable(data, block)]
    for path, word, what, on_key in _named(found):
        if any(block in what for block in told):
            continue  # that the block is missing is all that needs saying
        if word not in known[what] and not _told(word, known[what]):
            yield _no_such(path, word, what, known, on_key=on_key)


def _named(found: Places) -> Iterator[tuple[Path, str, str, bool]]:
    """Yield each id that a file uses: where it stands, of what it is, and whether it is a key."""
    for path, value, form in found:
        if form.ids is not None and isinstance(value, str):
            yield path, value, form.ids.of, False
        elif isinstance(form, ByKey) and form.key.ids is not None and isinstance(value, dict):
            yield from (((*path, key), key, form.key.ids.of, True) for key in value)


def _unreadable(data: Any, block: str) -> bool:
    """Return whether a block is missing, or something else stands in its place."""
    found = mapping(data).get(_spelt(data, block), {})
    return lacks(data, block) or not isinstance(found, dict)


def _told(word: str, known: list[str]) -> bool:
    """Return whether a word is an id that is not spelt as one where it is defined."""
    return any(one != plain_id(one) == word for one in known)


def _no_such(path: Path, word: str, what: str, known: Known, *, on_key: bool = False) -> Finding:
    kind = " or ".join(_SINGULAR[one] for one in what.split(" and "))
    remedy = suggest(word, known[what], what)
    if found := unseen(word):
        remedy = f"remove the invisible character {found}"
    elif path[0] == "record" and path[-1] == "to" and plain_id(word) in EVERYBODY:
        remedy = "remove `to`: what names nobody counts for all"
    elif what == "observers and ratifiers" and word in known["parties"]:
        remedy = "a party consents by signing; name an observer, or a ratifier as party.ratifier"
    return Finding(path, f"there is no {kind} {shown(word)}", remedy, on_key)


_SINGULAR = {
    "parties": "party",
    "observers": "observer",
    "ratifiers": "ratifier",
    "steps": "step",
    "ledgers": "ledger",
    "terms": "term",
    "options": "option",
    "sources": "source",
}


def _twice_in_list(found: Places) -> Iterator[Finding]:
    for path, items, form in found:
        if not (isinstance(form, Entries) and form.alone and isinstance(items, list)):
            continue
        seen: list[Any] = []
        for i, item in enumerate(items):
            if item in seen:
                named = " before ".join(texts(item)) if isinstance(item, list) else shown(item)
                yield Finding((*path, i), f"{named} is given twice", "remove one of the two")
            seen.append(item)


def _shared(data: Any) -> Iterator[Finding]:
    for blocks in ALONE:
        seen: dict[str, str] = {}
        for block in blocks:
            for key in mapping(data, block):
                if key in seen:
                    wrong = f"the id {shown(key)} also stands under `{seen[key]}`"
                    yield Finding((block, key), wrong, "give the two different ids", on_key=True)
                seen.setdefault(key, block)


def _reserved(data: Any) -> Iterator[Finding]:
    for block in ("steps", "proposals"):
        for key in RESERVED:
            if key in mapping(data, block):
                wrong = f"the word {shown(key)} has a meaning of its own on the command line"
                yield Finding((block, key), wrong, "choose another id", on_key=True)
