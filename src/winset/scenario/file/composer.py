"""From the events of a YAML parser to plain data, with the place of every value.

What breaks off the reading raises `ScenarioError` at once; what does not (a key given twice, an
infinite number) is collected, to be told with all else.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
)

from winset.language.catalogue import told
from winset.scenario.errors import Problem
from winset.scenario.file.document import Document, Position, refuse
from winset.scenario.file.yaml_errors import (
    cut_text,
    decimal_comma,
    hidden_in,
    is_json,
    seen,
    stray,
    two_numbers,
)
from winset.scenario.tree import Path, dotted, printable, shown
from winset.scenario.yaml_scalars import CORE_TAGS, number, paired, refused_character, resolve

MAX_DEPTH = 40
MAX_VALUES = 50_000


def hidden_problem(file: str, at: Position, what: str) -> Problem:
    """Return what is wrong with a character that nobody sees and that is in the way."""
    return Problem(file, *at, "", *told("errors.yaml.hidden", letter=what))


def _is_number(text: str) -> bool:
    """Return whether a text is a number but for characters that nobody sees."""
    return number(seen(text).strip()) is not None


class _Bare(NamedTuple):
    """A word without quotes that stands as a value: its path, what it is, and where it stands."""

    path: Path
    word: str
    at: Position
    end: int

    @property
    def is_text(self) -> bool:
        return isinstance(resolve(self.word, None, plain=True)[0], str)


def _start(event: Event) -> Position:
    return event.start_mark.line + 1, event.start_mark.column + 1


def _bare(path: Path, event: Event) -> _Bare | None:
    if isinstance(event, ScalarEvent) and event.implicit[0] and not event.style:
        return _Bare(path, event.value, _start(event), event.end_mark.index)
    return None


@dataclass(slots=True)
class Composer:
    """Builds plain data from the events of the parser."""

    file: str
    text: str
    events: Iterator[Event]
    hidden: list[Problem]
    values: dict[Path, Position] = field(default_factory=dict)
    keys: dict[Path, Position] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    faulty: set[Path] = field(default_factory=set)
    anchors: dict[str, tuple[Any, int] | None] = field(default_factory=dict)
    count: int = 0
    last: Position = (1, 1)
    tight: bool = field(init=False)

    def __post_init__(self) -> None:
        self.tight = is_json(self.text)

    def document(self) -> Document:
        """Return the one document of the events."""
        self._next()  # the start of the stream
        start = self._next()
        if not isinstance(start, DocumentStartEvent):
            refuse(self.file, *told("errors.document.empty"), 1, 1)
        if start.version not in (None, (1, 2)):
            refuse(self.file, *told("errors.yaml.version"), *self.last)
        data = self._value(self._next(), (), (1, 1))
        self._next()  # the end of the document
        if isinstance(self._next(), DocumentStartEvent):
            refuse(self.file, *told("errors.yaml.documents"), *self.last)
        problems, faulty = tuple(self.problems), frozenset(self.faulty)
        return Document(self.file, data, self.values, self.keys, problems, faulty)

    def _next(self) -> Event:
        event = next(self.events)
        mark = event.start_mark
        self.last = mark.line + 1, mark.column + 1
        return event

    def _value(self, event: Event, path: Path, key_at: Position) -> Any:
        """Return the value that an event starts; `key_at` is where its key or list item stands."""
        self._grow(1)
        if len(path) > MAX_DEPTH:
            refuse(self.file, *told("errors.yaml.deep", most=MAX_DEPTH), *self.last)
        block = not getattr(event, "flow_style", True)
        empty = isinstance(event, ScalarEvent) and not event.value and not event.style
        self.values[path] = key_at if block or empty else self.last
        if isinstance(event, AliasEvent):
            return self._alias(event, path)
        return self._plain(event, path) if event.anchor is None else self._anchored(event, path)

    def _anchored(self, event: Event, path: Path) -> Any:
        before = self.count
        self.anchors[event.anchor] = None  # still open: an alias in here would be a circle
        value = self._plain(event, path)
        self.anchors[event.anchor] = value, self.count - before + 1
        return value

    def _plain(self, event: Event, path: Path) -> Any:
        tag = getattr(event, "tag", None)
        if tag not in CORE_TAGS:
            self._problem(path, *told("errors.yaml.tag", tag=shown(tag)))
            tag = None
        if isinstance(event, MappingStartEvent):
            return self._braces(path) if event.flow_style else self._mapping(path)
        if isinstance(event, ScalarEvent):
            return self._scalar(event, tag, path)
        return self._sequence(path)

    def _scalar(self, event: ScalarEvent, tag: str | None, path: Path) -> Any:
        value, trouble = resolve(paired(event.value), tag, plain=event.implicit[0])
        trouble = refused_character(value) if isinstance(value, str) else trouble
        if trouble:
            self._problem(path, *trouble)
        elif isinstance(value, str) and not value.isascii() and _is_number(value):
            self._look_for_hidden(event)
        return value

    def _look_for_hidden(self, event: ScalarEvent) -> None:
        """Note a character that nobody sees in a key or a number."""
        found = hidden_in(event.value)
        if found and not refused_character(event.value):
            line, column = self.last
            quote = int(event.style in ("'", '"'))
            at = line, column + quote + found[0] - 1
            self.hidden.append(hidden_problem(self.file, at, found[1]))

    def _mapping(self, path: Path) -> dict[str, Any]:
        found: dict[str, Any] = {}
        while not isinstance(event := self._next(), MappingEndEvent):
            at = self.last
            self._entry(found, (*path, self._key(event, path)), at, self._next())
        return found

    def _entry(self, found: dict[str, Any], path: Path, at: Position, value: Event) -> None:
        if path[-1] in found:
            self._again(path, at, value)
        else:
            self.keys[path] = at
            if trouble := refused_character(str(path[-1])):
                self._problem(path, *trouble, at)
            found[str(path[-1])] = self._value(value, path, at)

    def _braces(self, path: Path) -> dict[str, Any]:
        """Return a mapping in braces, where a comma or a colon may cut in two what is one."""
        found: dict[str, Any] = {}
        before: _Bare | None = None
        while not isinstance(event := self._next(), MappingEndEvent):
            at, below = self.last, (*path, self._key(event, path))
            value = self._next()
            if self._is_lone(event, value):
                self._stray(found, below, event, before)
            elif " " in str(below[-1]) and before and before.is_text:
                self._problem(before.path, *cut_text(before.word), before.at)
                self._pass_over(below, at, value)
            else:
                self._entry(found, below, at, value)
            before = _bare(below, value) or before
        return found

    def _is_lone(self, key: Event, value: Event) -> bool:
        """Return whether a word in braces has neither a colon nor a value after it."""
        if not (isinstance(key, ScalarEvent) and isinstance(value, ScalarEvent)):
            return False
        between = self.text[key.end_mark.index : value.start_mark.index]
        return not value.value and not value.style and ":" not in between

    def _stray(
        self, found: dict[str, Any], path: Path, event: Event, before: "_Bare | None"
    ) -> None:
        """Tell what was meant by a word that no value follows, and take it as that."""
        *above, word = path
        at = _start(event)
        between = "" if before is None else self.text[before.end : event.start_mark.index]
        slip = stray(str(word), before and before.word, between)
        if slip.key is not None:
            path = (*above, slip.key)
            self.keys[path] = self.values[path] = at
            found.setdefault(slip.key, resolve(slip.value or "", None, plain=True)[0])
        elif before:
            path, at = before.path, before.at
            if slip.decimal is not None:
                found[str(path[-1])] = number(slip.decimal)
        else:
            found.setdefault(str(word), None)
        self._problem(path, slip.wrong, slip.remedy, at)

    def _again(self, path: Path, at: Position, value: Event) -> None:
        """Pass over the value of a key that is already known."""
        said = told("errors.yaml.twice", line=self.keys[path][0])
        self._pass_over(path, at, value)
        self.problems.append(Problem(self.file, *at, dotted(path), *said))

    def _pass_over(self, path: Path, at: Position, value: Event) -> None:
        before = len(self.problems)
        self._value(value, (*path, "again"), at)
        del self.problems[before:]

    def _key(self, event: Event, path: Path) -> str:
        if isinstance(event, ScalarEvent):
            self._look_for_hidden(event)
            return paired(event.value)
        at = self.last
        self._value(event, (*path, "?"), at)
        self._problem((*path, "?"), *told("errors.yaml.key"), at)
        return "?"

    def _sequence(self, path: Path) -> list[Any]:
        found: list[Any] = []
        before: _Bare | None = None
        while not isinstance(event := self._next(), SequenceEndEvent):
            below = (*path, len(found))
            found.append(self._value(event, below, self.last))
            bare = _bare(below, event)
            if before and bare and not self.tight:
                between = self.text[before.end : event.start_mark.index]
                if decimal_comma(before.word, bare.word, between):
                    self._problem(before.path, *two_numbers(before.word, bare.word), before.at)
            before = bare
        return found

    def _alias(self, event: AliasEvent, path: Path) -> Any:
        name = event.anchor
        if name not in self.anchors:
            self._problem(path, *told("errors.yaml.no_anchor", name=printable(name)))
            return None
        known = self.anchors[name]
        if known is None:
            self._problem(path, *told("errors.yaml.circle", name=printable(name)))
            return None
        value, size = known
        self._grow(size)
        return _copied(value)

    def _grow(self, size: int) -> None:
        self.count += size
        if self.count > MAX_VALUES:
            refuse(self.file, *told("errors.yaml.values", most=MAX_VALUES), *self.last)

    def _problem(self, path: Path, wrong: str, remedy: str, at: Position | None = None) -> None:
        line, column = at or self.last
        self.faulty.add(path)
        self.problems.append(Problem(self.file, line, column, dotted(path), wrong, remedy))


def _copied(value: Any) -> Any:
    """Return a value of its own for an alias, so that a change to one leaves the other alone."""
    if isinstance(value, dict):
        return {key: _copied(item) for key, item in value.items()}
    return [_copied(item) for item in value] if isinstance(value, list) else value
