"""What is wrong with a command line, in plain words; no message of the library reaches anybody."""

from collections.abc import Sequence
from datetime import date
from functools import singledispatch
from itertools import pairwise
from pathlib import Path
from typing import Any, get_args

from cyclopts import (
    CoercionError,
    CycloptsError,
    MissingArgumentError,
    RepeatArgumentError,
    Token,
    UnknownCommandError,
    UnknownOptionError,
    UnusedCliTokensError,
)

from winset.language.messages import DEFAULT, known, languages
from winset.scenario.errors import UsageError
from winset.scenario.kinds import first_day
from winset.scenario.slips import meant
from winset.scenario.tree import printable, shown, suggest

MOST_DIGITS = 18
"""Of a seed: it fits into 64 bits."""


def whole_number(_: Any, tokens: Sequence[Token]) -> int:
    """Return the seed that a word on the command line writes.

    Raises
    ------
    UsageError
        If it writes none.
    """
    word, option = tokens[0].value, tokens[0].keyword
    if word.isdecimal() and word.isascii() and len(word) <= MOST_DIGITS:
        return int(word)
    remedy = f"give a whole number such as 0 or 7, of {MOST_DIGITS} digits at most"
    raise UsageError(f"{option} cannot be {shown(word)}; {remedy}")


def a_day(_: Any, tokens: Sequence[Token]) -> date:
    """Return the day that a word on the command line writes.

    Raises
    ------
    UsageError
        If it writes none.
    """
    word, option = tokens[0].value, tokens[0].keyword
    try:
        if len(word) == len("2021-01-20"):
            return first_day(word)
    except ValueError:
        pass
    raise UsageError(f"{option} cannot be {shown(word)}; give a day such as 2021-01-20")


def named_file(_: Any, tokens: Sequence[Token]) -> Path:
    """Return the path that a word on the command line names.

    Raises
    ------
    UsageError
        If it is empty, as a variable of the shell is that nobody set.
    """
    if not tokens[0].value:
        raise UsageError(f"{tokens[0].keyword or 'the file'}: the name is empty; give one")
    return Path(tokens[0].value)


def a_language(_: Any, tokens: Sequence[Token]) -> str:
    """Return the language that a word on the command line names.

    Raises
    ------
    UsageError
        If there is no catalogue for it.
    """
    word = tokens[0].value
    if known(word) is None:
        remedy = suggest(word, languages(), "languages")
        raise UsageError(f"there is no catalogue for the language {shown(word)}; {remedy}")
    return word


def asked_language(words: Sequence[str]) -> str:
    """Return the language that a command line asks for, whatever else is wrong with it."""
    joined = (word.removeprefix("--lang=") for word in words if word.startswith("--lang="))
    return next(joined, dict(pairwise(words)).get("--lang", DEFAULT))


def explained(error: CycloptsError) -> str:
    """Return what is wrong with a command line, and what would be right."""
    where = " ".join(("winset", *(error.command_chain or ())))
    return f"winset: {_wrong(error)}\nSee {where} --help."


@singledispatch
def _wrong(_: CycloptsError) -> str:
    return "these words and options do not go together; put the names first, then the options"


@_wrong.register
def _no_command(error: UnknownCommandError) -> str:
    word = (error.unused_tokens or [""])[0]
    names = [name for name in (error.app or {}) if not name.startswith("-")]
    return f"there is no command {shown(word)}; {suggest(word, names, 'commands')}"


@_wrong.register
def _no_option(error: UnknownOptionError) -> str:
    word = (error.token.keyword or error.token.value).partition("=")[0]
    names = [name for one in error.argument_collection for name in one.names if name[:2] == "--"]
    return f"there is no option {shown(word)} here; {suggest(word, names, 'switches')}"


@_wrong.register
def _left_over(error: UnusedCliTokensError) -> str:
    """Return the likely meaning of a stray word: mostly a part of ``--set``."""
    word = (error.unused_tokens or [""])[0]
    words = error.root_input_tokens or []
    before = words[words.index(word) - 1] if word in words else ""
    if "--set" in words and words.index("--set") < words.index(word):
        change = word if "=" in word else f"{before}={word}"
        return f"{shown(word)} belongs to nothing; write --set {printable(change)}"
    remedy = "leave it out, or write a list with commas and without spaces: a,b"
    return f"{shown(word)} belongs to nothing; {remedy}"


@_wrong.register
def _missing(error: MissingArgumentError) -> str:
    option = error.argument
    if option is None:
        return "something is missing"
    named = any(name in option.names for name in (error.keyword, *(error.root_input_tokens or ())))
    about = option.parameter.help or ""
    name = error.keyword or option.name
    if named:
        return f"{name} has nothing after it. {about}"
    word = name if option.index is None else name.removeprefix("--").upper()
    return f"{word} is missing; add it: {_lowered(about)}"


@_wrong.register
def _twice(error: RepeatArgumentError) -> str:
    return f"{error.token.keyword} is given twice; give it once"


@_wrong.register
def _no_such_value(error: CoercionError) -> str:
    token = error.token
    word, option = (token.value, token.keyword or "") if token else ("", "")
    words = [str(one) for one in get_args(error.target_type)]
    if words:
        return f"{option} cannot be {shown(word)}; {suggest(word, words, 'choices')}"
    if error.target_type is bool:
        return f"{option} takes no value; write {option} alone, or leave it out"
    remedy = meant(word) or "give a number such as 2.5"
    return f"{option} cannot be {shown(word)}, which is not a number; {remedy}"


def _lowered(sentence: str) -> str:
    return (sentence[:1].lower() + sentence[1:]).removesuffix(".")
