"""Conditions over the options of a conflict: a small language, read without running anything.

::

    condition = either [("if" | "iff") either]
    either    = both {"or" both}
    both      = negation {"and" negation}
    negation  = {"not"} (option | "(" condition ")")

``a if b`` fails only where b holds and a does not; ``a iff b`` holds where both do or neither does.
A condition is kept as a program for a stack machine, which runs on columns of truth values, one
entry a state.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from winset.language.catalogue import worded
from winset.scenario.keys import RefusedError
from winset.scenario.tree import shown

if TYPE_CHECKING:  # the nouns of a file are there before the library that computes
    import numpy as np
    from numpy.typing import NDArray

Bools: TypeAlias = "NDArray[np.bool_]"

WORDS = ("and", "or", "not", "if", "iff")
"""The words of the language; no option can have one of them as its id."""

DEEPEST = 40
"""Brackets inside one another at most."""

_TOKEN = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*|\S", re.ASCII)


class ConditionError(RefusedError):
    """A text that is not a condition."""


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition as written, and the same in postfix order: options, then what joins them."""

    text: str
    program: tuple[str, ...]

    @property
    def options(self) -> tuple[str, ...]:
        """The options that it speaks of, each once, in the order of the text."""
        return tuple(dict.fromkeys(word for word in self.program if word not in WORDS))

    def holds(self, columns: Mapping[str, Bools]) -> Bools:
        """Return where it holds, for columns that say by option in which states it is on."""
        stack: list[Bools] = []
        for word in self.program:
            if word == "not":
                stack.append(~stack.pop())
            elif word in WORDS:
                right, left = stack.pop(), stack.pop()
                stack.append(_joined(word, left, right))
            else:
                stack.append(columns[word])
        (whole,) = stack
        return whole


def _joined(word: str, left: Bools, right: Bools) -> Bools:
    match word:
        case "and":
            return left & right
        case "or":
            return left | right
        case "if":
            return left | ~right
        case _:
            return ~(left ^ right)


def parse_condition(text: str) -> Condition:
    """Return the condition that a text states.

    Raises
    ------
    ConditionError
        If it is none; the message tells at which character, from 1.

    Examples
    --------
    >>> parse_condition("divert iff not (talk or flood)").program
    ('divert', 'talk', 'flood', 'or', 'not', 'iff')
    """
    return Condition(text, tuple(_Reader(text).read()))


class _Reader:
    """Reads a condition from left to right."""

    def __init__(self, text: str) -> None:
        self.tokens = [(found.group(), found.start() + 1) for found in _TOKEN.finditer(text)]
        self.place = 0
        self.depth = 0

    def read(self) -> list[str]:
        """Return the whole text in postfix order."""
        program = self._condition()
        if self._next() is not None:
            if self._next() in {"if", "iff"}:
                raise self._error("two")
            raise self._error("joined")
        return program

    def _next(self) -> str | None:
        return self.tokens[self.place][0] if self.place < len(self.tokens) else None

    def _take(self, *words: str) -> str | None:
        """Pass over the next token if it is one of these words, and return it."""
        word = self._next()
        if word is None or word not in words:
            return None
        self.place += 1
        return word

    def _error(self, why: str) -> ConditionError:
        remedy = worded(f"errors.conditions.{why}", most=DEEPEST)
        if self.place < len(self.tokens):
            word, start = self.tokens[self.place]
            told = {"word": shown(word), "place": start}
            return ConditionError(worded("errors.conditions.misfit", **told), remedy)
        return ConditionError(worded("errors.conditions.short"), remedy)

    def _condition(self) -> list[str]:
        program = self._either()
        word = self._take("if", "iff")
        return program if word is None else [*program, *self._either(), word]

    def _either(self) -> list[str]:
        program = self._both()
        while self._take("or"):
            program += [*self._both(), "or"]
        return program

    def _both(self) -> list[str]:
        program = self._negation()
        while self._take("and"):
            program += [*self._negation(), "and"]
        return program

    def _negation(self) -> list[str]:
        negations = 0
        while self._take("not"):
            negations += 1
        return self._bare() + ["not"] * negations

    def _bare(self) -> list[str]:
        if self._take("("):
            self.depth += 1
            if self.depth > DEEPEST:
                raise self._error("deep")
            program = self._condition()
            if not self._take(")"):
                raise self._error("open")
            self.depth -= 1
            return program
        word = self._next()
        if word is None or word in WORDS or not re.match(r"[a-z]", word):
            raise self._error("bare")
        self.place += 1
        return [word]
