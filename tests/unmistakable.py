"""A file with other ids: each has a mark that no text holds, so that what shows it stands out."""

from __future__ import annotations

import re
from typing import Any

import yaml

MARK = "zqx"

BLOCKS = (
    *("parties", "observers", "steps", "choices", "ledgers", "terms", "proposals", "demands"),
    *("levers", "approaches", "successors", "elsewhere", "sources", "figures", "claims"),
    *("glossary", "beliefs"),
)
TEXTS = {
    *("title", "short", "name", "capital", "text", "note", "event", "definition", "summary", "why"),
    *("role", "ask", "correction", "unit", "result", "url", "date", "from", "to", "phase_length"),
    *("say", "portrait", "adjective", "model_answer", "top_answer"),
    *("record_half_life", "lang", "kind", "verdict", "level", "picks", "concept", "moves", "ended"),
}


def marked(text: str) -> str:
    """Return a scenario file in which every id has the mark before it."""
    data = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 -- texts alone
    ids = {id_ for block in BLOCKS for id_ in data.get(block, {})}
    ids |= {body for party in data.get("parties", {}).values() for body in party.get("home", {})}
    ids |= set(data.get("aftermath", {}).get("options", {}))
    data.get("story", {}).pop("written_for", None)  # other ids are other numbers
    return str(yaml.safe_dump(_plain(_renamed(data, ids, "")), allow_unicode=True, sort_keys=False))


def _renamed(value: Any, ids: set[str], key: str) -> Any:
    if key == "story":
        return {name: _told(one, ids, name) for name, one in value.items()}
    if isinstance(value, dict):
        kept = ids if key else set[str]()  # no id is a key of the whole file
        return {_id(name, kept): _renamed(one, ids, name) for name, one in value.items()}
    if isinstance(value, list):
        return [_renamed(one, ids, key) for one in value]
    told = key in TEXTS or (key == "by" and " " in value)  # claims are made by anybody
    if told:
        if key == "to" and value in ids:
            return f"{MARK}-{value}"
        return _told(value, ids, "")
    return _id(value, ids)


def _told(value: Any, ids: set[str], key: str) -> Any:
    """Return what a story holds: in its texts only the results have the mark before each id."""
    if isinstance(value, dict):
        return {_id(name, ids): _told(one, ids, key + name) for name, one in value.items()}
    if isinstance(value, list):
        return [_told(one, ids, key) for one in value]
    if key.startswith("axes") or key.endswith(("source", "work")):
        return _id(value, ids)
    return re.sub(r"\{[^{}]*\}", lambda field: _id(field[0], ids), value)


def _id(text: str, ids: set[str]) -> str:
    """Return an id, a path or a condition with the mark before each id in it."""
    words = re.split(r"([^\w-]+)", text)
    return "".join(f"{MARK}-{word}" if word in ids else word for word in words)


def _plain(value: Any, *, told: bool = False) -> Any:
    """Return data with the numbers, truth values and nothings that its texts stand for."""
    if isinstance(value, dict):
        return {key: _plain(one, told=key in TEXTS) for key, one in value.items()}
    if isinstance(value, list):
        return [_plain(one) for one in value]
    if isinstance(value, str) and not told:
        read = yaml.safe_load(value) if re.fullmatch(r"[-+.\w]+", value) else value
        return read if isinstance(read, int | float | bool) else value
    return value
