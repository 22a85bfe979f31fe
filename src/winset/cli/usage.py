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

from winset.language.catalogue import worded
from winset.language.messages import known, languages
from winset.scenario.errors import UsageError
from winset.scenario.kinds import first_day
from winset.scenario.slips import meant
from winset.scenario.tree import printable, shown, suggest, unknown

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
    said = {"option": option, "word": shown(word), "digits": MOST_DIGITS}
    raise UsageError(worded("errors.command.whole", **said))


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
    raise UsageError(worded("errors.command.day", option=option, word=shown(word)))


def named_file(_: Any, tokens: Sequence[Token]) -> Path:
    """Return the path that a word on the command line names.

    Raises
    ------
    UsageError
        If it is empty, as a variable of the shell is that nobody set.
    """
    if not tokens[0].value:
        raise UsageError(worded("errors.command.file", option=tokens[0].keyword))
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
        raise UsageError("; ".join(unknown(word, languages(), "languages")))
    return word


def asked_language(words: Sequence[str]) -> str | None:
    """Return the language that a command line asks for, whatever else is wrong with it."""
    joined = (word.removeprefix("--lang=") for word in words if word.startswith("--lang="))
    return next(joined, dict(pairwise(words)).get("--lang"))


def explained(error: CycloptsError) -> str:
    """Return what is wrong with a command line, and what would be right."""
    where = " ".join(("winset", *(error.command_chain or ())))
    return f"winset: {_wrong(error)}\n{worded('errors.command.see', command=where)}"


@singledispatch
def _wrong(_: CycloptsError) -> str:
    return worded("errors.command.mixed")


@_wrong.register
def _no_command(error: UnknownCommandError) -> str:
    word = (error.unused_tokens or [""])[0]
    names = [name for name in (error.app or {}) if not name.startswith("-")]
    return "; ".join(unknown(word, names, "commands"))


@_wrong.register
def _no_option(error: UnknownOptionError) -> str:
    word = (error.token.keyword or error.token.value).partition("=")[0]
    names = [name for one in error.argument_collection for name in one.names if name[:2] == "--"]
    return "; ".join(unknown(word, names, "switches"))


@_wrong.register
def _left_over(error: UnusedCliTokensError) -> str:
    """Return the likely meaning of a stray word: mostly a part of ``--set``."""
    word = (error.unused_tokens or [""])[0]
    words = error.root_input_tokens or []
    before = words[words.index(word) - 1] if word in words else ""
    if "--set" in words and words.index("--set") < words.index(word):
        change = word if "=" in word else f"{before}={word}"
        return worded("errors.command.change", word=shown(word), change=printable(change))
    return worded("errors.command.left_over", word=shown(word))


@_wrong.register
def _missing(error: MissingArgumentError) -> str:
    option = error.argument
    if option is None:
        return worded("errors.command.something")
    named = any(name in option.names for name in (error.keyword, *(error.root_input_tokens or ())))
    about = option.parameter.help or ""
    name = error.keyword or option.name
    if named:
        return worded("errors.command.nothing_after", option=name, about=about)
    word = name if option.index is None else name.removeprefix("--").upper()
    return worded("errors.command.missing", word=word, about=_lowered(about))


@_wrong.register
def _twice(error: RepeatArgumentError) -> str:
    return worded("errors.command.twice", option=error.token.keyword)


@_wrong.register
def _no_such_value(error: CoercionError) -> str:
    token = error.token
    word, option = (token.value, token.keyword or "") if token else ("", "")
    words = [str(one) for one in get_args(error.target_type)]
    said = {"option": option, "word": shown(word)}
    if words:
        return worded("errors.command.choice", **said, remedy=suggest(word, words, "choices"))
    if error.target_type is bool:
        return worded("errors.command.flag", **said)
    return worded("errors.command.number", **said, meant=meant(word))


def _lowered(sentence: str) -> str:
    return (sentence[:1].lower() + sentence[1:]).removesuffix(".")
