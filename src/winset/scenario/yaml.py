"""From the bytes of a YAML 1.2 file to plain data, with the place of every value.

The only module that knows the YAML library. Text becomes mappings, lists, texts, whole numbers,
numbers, true, false and nothing, never an object of any other kind: the library parses, and the
data are built here from its events, so no tag can make anything run. Dates stay text (``2019-02``),
a lone year is a whole number. Keys are always text, so a party may be called ``no``.

What breaks off the reading (text that is no YAML) raises `ScenarioError` at once; what does not (a
key given twice, an infinite number) is collected in `Document.problems`, to be told with all else.
"""

import io
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
)
from ruamel.yaml.reader import ReaderError

from winset.scenario.document import MAX_BYTES, MAX_LINE_LENGTH, Document, Position, refuse
from winset.scenario.errors import Problem, ScenarioError
from winset.scenario.scalars import CORE_TAGS, number, paired, refused_character, resolve
from winset.scenario.syntax import (
    cut_text,
    decimal_comma,
    glued,
    hidden_in,
    is_json,
    is_table,
    remedy_for,
    seen,
    stray,
    two_numbers,
)
from winset.scenario.tree import Path, dotted, printable, shown

MAX_DEPTH = 40
MAX_VALUES = 50_000


def read(raw: bytes, file: str) -> Document:
    """Return the plain data of a YAML document.

    Parameters
    ----------
    raw
        The file's content, in UTF-8.
    file
        What to call it in messages.

    Raises
    ------
    ScenarioError
        If the content is not one YAML document in UTF-8 within the limits of size and depth.
    """
    text = _decode(raw, file)
    if is_table(text):
        remedy = "a scenario has keys with values; `winset new talks.yaml` writes one to start from"
        refuse(file, "this is a table, not a scenario", remedy, 1, 1)
    hidden: list[Problem] = []
    try:
        document = _composed(text, file, hidden)
    except ScenarioError:
        if not hidden:
            raise
    else:
        if not hidden:
            return document
    return _read_again(text, file, list(dict.fromkeys(hidden)))


def _read_again(text: str, file: str, hidden: list[Problem]) -> Document:
    """Read a text as it looks, to tell what else is wrong than characters that nobody sees."""
    try:
        document = _composed(seen(text), file, [])
    except ScenarioError as error:
        raise ScenarioError([*hidden, *error.problems]) from None
    return replace(document, problems=(*hidden, *document.problems))


def _composed(text: str, file: str, hidden: list[Problem]) -> Document:
    """Return a document; `hidden` takes the characters in the way that nobody sees."""
    events = YAML(typ="safe", pure=True).parse(io.StringIO(text))
    composer = _Composer(file, text, events, hidden, tight=is_json(text))
    try:
        data = composer.document()
    except ScenarioError:
        raise
    except ReaderError as error:
        character = f"the character U+{error.character:04X}"
        line, column = _place(text, error.position)
        refuse(file, f"{character} may not stand in a file", "remove it", line, column)
    except MarkedYAMLError as error:
        unclosed = any(word in (error.context or "") for word in ("quoted", "flow"))
        mark = (error.context_mark if unclosed else None) or error.problem_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else composer.last
        near = _lines_near(text, line)
        hidden += _hidden_in(near, file)
        _refuse_glued(near, file)
        refuse(file, *remedy_for(error.context, error.problem), line, column)
    except Exception:  # the library meets damaged text with errors of every kind
        refuse(file, "this is no YAML", "check this line and the ones after it", *composer.last)
    return Document(
        file,
        data,
        composer.values,
        composer.keys,
        tuple(composer.problems),
        frozenset(composer.faulty),
    )


def _lines_near(text: str, line: int) -> list[tuple[int, str]]:
    """Return a line of a text and the one before it that is not blank, each with its number."""
    lines = list(enumerate(text.splitlines()[:line], 1))
    return [one for one in lines if one[1].strip()][-2:]


def _hidden_in(lines: list[tuple[int, str]], file: str) -> Iterator[Problem]:
    for line, text in lines:
        found = hidden_in(text)
        if found:
            yield _hidden(file, (line, found[0]), found[1])


def _hidden(file: str, at: Position, what: str) -> Problem:
    wrong = f"an invisible character stands here, {what}"
    return Problem(file, *at, "", wrong, "put a plain space in its place, or nothing")


def _refuse_glued(lines: list[tuple[int, str]], file: str) -> None:
    for line, text in lines:
        found = glued(text)
        if found:
            refuse(file, "there is no space after the colon", found[1], line, found[0])


def round_trip(text: str) -> str:
    """Return a scenario's text read and written again: content and comments are kept.

    A mapping or list in brackets comes out on one line.

    Raises
    ------
    ScenarioError
        If the text is not one YAML document within the limits of size and depth, or a comment would
        be lost, as some are that stand inside brackets.
    """
    document = read(text.encode("utf-8", "surrogatepass"), "text")
    if document.problems:
        raise ScenarioError(document.problems)
    yaml = YAML()
    yaml.preserve_quotes = True
    yaml.width = 4096  # never fold a line that the author did not fold
    yaml.indent(mapping=2, sequence=4, offset=2)
    yaml.brace_single_entry_mapping_in_flow_sequence = True  # keep [{a: 1}] from becoming [a: 1]
    out = io.StringIO()
    try:
        yaml.dump(yaml.load(text), out)
    except (MarkedYAMLError, ValueError) as error:  # such as a date that does not exist
        refuse("text", f"this cannot be written back ({printable(str(error))})", "correct it")
    written = out.getvalue()
    for comment, count in (_comments(text) - _comments(written)).items():
        line = text.count("\n", 0, text.find(comment)) + 1
        wrong = f"{count} comment inside brackets would be lost: {shown(comment)}"
        refuse("text", wrong, "put it on a line of its own, outside", line, 1)
    return written


def _comments(text: str) -> Counter[str]:
    """Return the comments of a text, which are what begins with ``#`` outside of its scalars."""
    outside, end = [], 0
    for event in YAML(typ="safe", pure=True).parse(io.StringIO(text)):
        if isinstance(event, ScalarEvent):
            outside.append(text[end : event.start_mark.index])
            end = event.end_mark.index
    return Counter(re.findall(r"(?:^|(?<=\s))#.*", "\0".join([*outside, text[end:]]), re.MULTILINE))


_KINDS = (
    (re.compile(rb"\xff\xfe|\xfe\xff|.{0,3}\0", re.DOTALL), "a text in UTF-16 or UTF-32"),
    (re.compile(rb"PK\x03\x04"), "an archive, as .docx and .xlsx are"),
    (re.compile(rb"%PDF"), "a PDF"),
)
"""How files begin that are no text in UTF-8, and what they are."""


def _decode(raw: bytes, file: str) -> str:
    if len(raw) > MAX_BYTES:
        wrong = f"the file has more than {MAX_BYTES:,} bytes"
        refuse(file, wrong, "a scenario is far smaller; is this the right file?")
    kind = next((kind for start, kind in _KINDS if start.match(raw)), None)
    if kind:
        refuse(file, f"this is {kind}, not a text in UTF-8", "save a plain text in UTF-8", 1, 1)
    for i, found in enumerate(raw.split(b"\n")):
        if len(found) > MAX_LINE_LENGTH:
            wrong = f"the line has more than {MAX_LINE_LENGTH:,} bytes"
            refuse(file, wrong, "break it into several", i + 1, 1)
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = raw[: error.start]
        column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8", "replace")) + 1
        line = before.count(b"\n") + 1
        wrong = f"the byte 0x{raw[error.start]:02x} is not UTF-8"
        refuse(file, wrong, "save the file in UTF-8", line, column)


def _place(text: str, index: int) -> Position:
    return text.count("\n", 0, index) + 1, index - text.rfind("\n", 0, index)


class _Bare(NamedTuple):
    """A word without quotes that stands as a value: where, what, and where it ends."""

    path: Path
    word: str
    end: int

    @property
    def is_text(self) -> bool:
        return isinstance(resolve(self.word, None, plain=True)[0], str)


def _bare(path: Path, event: Event) -> _Bare | None:
    if isinstance(event, ScalarEvent) and event.implicit[0] and event.style is None:
        return _Bare(path, event.value, event.end_mark.index)
    return None


@dataclass(slots=True)
class _Composer:
    """Builds plain data from the events of the parser."""

    file: str
    text: str
    events: Iterator[Event]
    hidden: list[Problem]
    tight: bool
    values: dict[Path, Position] = field(default_factory=dict)
    keys: dict[Path, Position] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    faulty: set[Path] = field(default_factory=set)
    anchors: dict[str, tuple[Any, int] | None] = field(default_factory=dict)
    count: int = 0
    last: Position = (1, 1)

    def document(self) -> Any:
        self._next()  # the start of the stream
        start = self._next()
        if not isinstance(start, DocumentStartEvent):
            refuse(self.file, "the file is empty", "begin it with `winset: 1`", 1, 1)
        if start.version not in (None, (1, 2)):
            wrong = "the file asks for another YAML than 1.2"
            refuse(self.file, wrong, "remove the %YAML line", *self.last)
        data = self._value(self._next(), (), (1, 1))
        self._next()  # the end of the document
        if isinstance(self._next(), DocumentStartEvent):
            wrong = "a second document begins here"
            refuse(self.file, wrong, "keep one document a file; remove `---`", *self.last)
        return data

    def _next(self) -> Event:
        event = next(self.events)
        self.last = event.start_mark.line + 1, event.start_mark.column + 1
        return event

    def _value(self, event: Event, path: Path, key_at: Position) -> Any:
        """Return what an event starts; `key_at` is where its key or its list item stands."""
        self._grow(1)
        if len(path) > MAX_DEPTH:
            wrong = f"values are nested more than {MAX_DEPTH} deep"
            refuse(self.file, wrong, "no scenario needs that", *self.last)
        block = getattr(event, "flow_style", True) is False
        empty = isinstance(event, ScalarEvent) and not event.value and not event.style
        self.values[path] = key_at if block or empty else self.last
        if isinstance(event, AliasEvent):
            return self._alias(event, path)
        return self._anchored(event, path)

    def _anchored(self, event: Event, path: Path) -> Any:
        anchor = getattr(event, "anchor", None)
        before = self.count
        if anchor is not None:
            self.anchors[anchor] = None  # still open: an alias in here would be a circle
        value = self._plain(event, path)
        if anchor is not None:
            self.anchors[anchor] = value, self.count - before + 1
        return value

    def _plain(self, event: Event, path: Path) -> Any:
        tag = getattr(event, "tag", None)
        if tag not in CORE_TAGS:
            wrong = f"the tag {shown(tag)} is not known here"
            self._problem(path, wrong, "remove it; a file holds plain values only")
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
        elif isinstance(value, str) and number(seen(value).strip()) is not None:
            self._look_for_hidden(event)
        return value

    def _look_for_hidden(self, event: ScalarEvent) -> None:
        """Note a character that nobody sees in a key or a number."""
        found = hidden_in(event.value)
        if found and not refused_character(event.value):
            line, column = self.last
            quote = int(event.style in ("'", '"'))
            at = line, column + quote + found[0] - 1
            self.hidden.append(_hidden(self.file, at, found[1]))

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
            elif before and before.is_text and " " in str(below[-1]):
                self._problem(before.path, *cut_text(before.word), self.values[before.path])
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
        return not value.value and value.style is None and ":" not in between

    def _stray(
        self, found: dict[str, Any], path: Path, event: Event, before: "_Bare | None"
    ) -> None:
        """Tell what was meant by a word that no value follows, and take it as that."""
        *above, word = path
        at = event.start_mark.line + 1, event.start_mark.column + 1
        between = "" if before is None else self.text[before.end : event.start_mark.index]
        slip = stray(str(word), before and before.word, between)
        if slip.key is not None:
            path = (*above, slip.key)
            self.keys[path] = self.values[path] = at
            found.setdefault(slip.key, resolve(slip.value or "", None, plain=True)[0])
        elif before:
            path, at = before.path, self.values[before.path]
            if slip.decimal is not None:
                found[str(path[-1])] = number(slip.decimal)
        else:
            found.setdefault(str(word), None)
        self._problem(path, slip.wrong, slip.remedy, at)

    def _again(self, path: Path, at: Position, value: Event) -> None:
        """Pass over the value of a key that is already known."""
        wrong = f"the key is given twice, first on line {self.keys[path][0]}"
        self._pass_over(path, at, value)
        self.problems.append(Problem(self.file, *at, dotted(path), wrong, "keep one of the two"))

    def _pass_over(self, path: Path, at: Position, value: Event) -> None:
        told = len(self.problems)
        self._value(value, (*path, "again"), at)
        del self.problems[told:]

    def _key(self, event: Event, path: Path) -> str:
        if isinstance(event, ScalarEvent):
            self._look_for_hidden(event)
            return paired(event.value)
        wrong, at = "a key must be plain text", self.last
        self._value(event, (*path, "?"), at)
        self._problem((*path, "?"), wrong, "write `key: value`", at)
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
                    at = self.values[before.path]
                    self._problem(before.path, *two_numbers(before.word, bare.word), at)
            before = bare
        return found

    def _alias(self, event: AliasEvent, path: Path) -> Any:
        name = event.anchor
        if name not in self.anchors:
            wrong = f"the alias *{printable(name)} has no anchor before it"
            self._problem(path, wrong, f"write &{printable(name)} where the value first stands")
            return None
        known = self.anchors[name]
        if known is None:
            wrong = f"the alias *{printable(name)} stands inside the value it stands for"
            self._problem(path, wrong, "write the value out")
            return None
        value, size = known
        self._grow(size)
        return _copied(value)

    def _grow(self, size: int) -> None:
        self.count += size
        if self.count > MAX_VALUES:
            wrong = f"the file has more than {MAX_VALUES:,} values, aliases written out"
            refuse(self.file, wrong, "no scenario needs that many", *self.last)

    def _problem(self, path: Path, wrong: str, remedy: str, at: Position | None = None) -> None:
        line, column = at or self.last
        self.faulty.add(path)
        self.problems.append(Problem(self.file, line, column, dotted(path), wrong, remedy))


def _copied(value: Any) -> Any:
    """Return a value of its own for an alias, so that a change to one leaves the other alone."""
    if isinstance(value, dict):
        return {key: _copied(item) for key, item in value.items()}
    return [_copied(item) for item in value] if isinstance(value, list) else value
