"""From the bytes of a YAML 1.2 file to plain data, with the place of every value.

Text becomes mappings, lists, texts, whole
numbers, numbers, true, false and nothing, never an object of any other kind: libyaml parses, and
the data are built here from its events, so no tag can make anything run. Dates stay text
(``2019-02``), a lone year is a whole number. Keys are always text, so a party may be called ``no``.

What breaks off the reading (text that is not YAML) raises `ScenarioError` at once; what does not (a
key given twice, an infinite number) is collected in `Document.problems`, to be told with all else.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

import yaml

from winset.language.catalogue import told
from winset.scenario.errors import Problem, ScenarioError
from winset.scenario.file.composer import Composer, hidden_problem
from winset.scenario.file.document import MAX_BYTES, MAX_LINE_LENGTH, Document, Position, refuse
from winset.scenario.file.yaml_errors import glued, hidden_in, is_table, remedy_for, seen

_LIBYAML = getattr(yaml, "CSafeLoader", None)
"""libyaml's parser, where the library was built with it."""

_INNER_TAB = re.compile(r"(?<=\S)\t|(?<=\S )\t")
"""A tab that indents nothing: libyaml takes it, the careful parser does not."""

_FORBIDDEN = re.compile("[^\t\n\r -~\xa0-\u2027\u202a-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that YAML forbids, or that only some programs take for the end of a line."""

_MOST_FORBIDDEN = 20
"""Of those characters; a file with more of them is of another kind."""


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
        refuse(file, *told("errors.document.table"), 1, 1)
    forbidden = list(_forbidden(text, file))
    if forbidden:
        return _read_without(text, file, forbidden)
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


def _forbidden(text: str, file: str) -> Iterator[Problem]:
    """Yield the first characters of a text that may not stand in a file."""
    for found in islice(_FORBIDDEN.finditer(text), _MOST_FORBIDDEN):
        said = told("errors.document.character", letter=f"U+{ord(found[0]):04X}")
        yield Problem(file, *_place(text, found.start()), "", *said)


def _read_without(text: str, file: str, forbidden: list[Problem]) -> Document:
    """Read a text without forbidden characters, to tell what else is wrong if that is sure."""
    try:
        document = _composed(seen(_FORBIDDEN.sub(" ", text)), file, [])
    except ScenarioError:
        raise ScenarioError(forbidden) from None
    return replace(document, problems=(*forbidden, *document.problems))


def _read_again(text: str, file: str, hidden: list[Problem]) -> Document:
    """Read a text as it looks, to tell what else is wrong than characters that nobody sees."""
    try:
        document = _composed(seen(text), file, [])
    except ScenarioError as error:
        raise ScenarioError([*hidden, *error.problems]) from None
    return replace(document, problems=(*hidden, *document.problems))


def _composed(text: str, file: str, hidden: list[Problem]) -> Document:
    """Return a document; `hidden` takes the characters in the way that nobody sees."""
    if _LIBYAML is not None:
        try:
            return Composer(file, text, yaml.parse(text, Loader=_LIBYAML), hidden).document()
        except yaml.YAMLError:
            hidden.clear()  # all is read again, with more care
    return _carefully(file, text, hidden)


def _carefully(file: str, text: str, hidden: list[Problem]) -> Document:
    """Return a document, or say where its text is wrong and what would be right."""
    from winset.scenario.file import careful  # noqa: PLC0415 -- few files need it

    composer = Composer(file, text, careful.events(text), hidden)
    try:
        return composer.document()
    except careful.MarkedYAMLError as error:
        spaced = _INNER_TAB.sub(" ", text)
        if spaced != text:
            return _carefully(file, spaced, hidden)
        unclosed = any(word in (error.context or "") for word in ("quoted", "flow"))
        mark = (error.context_mark if unclosed else None) or error.problem_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else composer.last
        near = _lines_near(text, line)
        hidden += _hidden_in(near, file)
        _refuse_glued(near, file)
        refuse(file, *remedy_for(error.context, error.problem), line, column)
    except ScenarioError:
        raise
    except Exception:  # the library meets damaged text with errors of every kind
        refuse(file, *told("errors.yaml.damaged"), *composer.last)


def _lines_near(text: str, line: int) -> list[tuple[int, str]]:
    """Return a line of a text and the one before it that is not blank, each with its number."""
    lines = list(enumerate(text.splitlines()[:line], 1))
    return [one for one in lines if one[1].strip()][-2:]


def _hidden_in(lines: list[tuple[int, str]], file: str) -> Iterator[Problem]:
    for line, text in lines:
        found = hidden_in(text)
        if found:
            yield hidden_problem(file, (line, found[0]), found[1])


def _refuse_glued(lines: list[tuple[int, str]], file: str) -> None:
    for line, text in lines:
        found = glued(text)
        if found:
            refuse(file, *found[1], line, found[0])


_KINDS = (
    (re.compile(rb"\xff\xfe|\xfe\xff|.{0,3}\0", re.DOTALL), "utf_16"),
    (re.compile(rb"PK\x03\x04"), "archive"),
    (re.compile(rb"%PDF"), "pdf"),
)
"""How files begin that are not text in UTF-8, and the key of what they are."""


def _decode(raw: bytes, file: str) -> str:
    if len(raw) > MAX_BYTES:
        refuse(file, *told("errors.document.bytes", most=MAX_BYTES))
    kind = next((kind for start, kind in _KINDS if start.match(raw)), None)
    if kind:
        refuse(file, *told(f"errors.document.{kind}"), 1, 1)
    for i, found in enumerate(raw.split(b"\n")):
        if len(found) > MAX_LINE_LENGTH:
            refuse(file, *told("errors.document.line", most=MAX_LINE_LENGTH), i + 1, 1)
    try:
        return raw.decode().lstrip("\ufeff")
    except UnicodeDecodeError as error:
        before = raw[: error.start]
        column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8", "replace")) + 1
        line = before.count(b"\n") + 1
        byte = f"0x{raw[error.start]:02x}"
        refuse(file, *told("errors.document.byte", byte=byte), line, column)


def _place(text: str, index: int) -> Position:
    return text.count("\n", 0, index) + 1, index - text.rfind("\n", 0, index)
