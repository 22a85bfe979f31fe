"""Sentences of Winset's own that are longer than a reader takes in at once."""

from __future__ import annotations

import re
from typing import TypeGuard

from winset.report.document.blocks import Page, Sentence, assertions
from winset.report.phrases.titles import Titled
from winset.scenario import Scenario

MOST_WORDS = 25

_WORD = re.compile(r"\S*[^\W\d_]\S*")
_END = re.compile(r"(?<=[.!?…])\s(?=\W*[A-Z\d])")
"""Where a sentence ends; one that ends with a name that is cut has no stop of its own."""


def long_sentences(scenario: Scenario, page: Page) -> list[str]:
    """Return the sentences of a page, told from results, that have too many words.

    What a file calls a thing counts as one word, and figures in brackets as none.
    """
    names = _names(scenario)
    told = (_bare(one.text, names) for one in assertions(page) if is_own(one))
    parts = (one for text in told for one in _END.split(text))
    return [one for one in parts if len(_WORD.findall(one)) > MOST_WORDS]


def _bare(text: str, names: list[str]) -> str:
    """Return a text with one word for each name, and without figures in brackets."""
    text = re.sub(r" \([^()]*\d[^()]*\)", "", text)
    for one in names:
        name = "Name…" if one.endswith("…") else "Name"
        text = re.sub(re.escape(one), name, text, flags=re.IGNORECASE)
    return text


def is_own(one: object) -> TypeGuard[Sentence]:
    """Return whether an assertion is a sentence told from a result, not a text of the file."""
    if not isinstance(one, Sentence) or any(ref.startswith("file:story") for ref in one.basis):
        return False
    return any(ref.startswith("result:") for ref in one.basis)


def _names(scenario: Scenario) -> list[str]:
    """Return what a file calls things, the longest first."""
    things: list[Titled] = [*scenario.steps, *scenario.demands, *scenario.proposals]
    names = {name for one in things for name in (one.title, one.short) if name}
    names |= {lever.title for lever in scenario.levers} | {one.title for one in scenario.terms}
    names |= {one.name for one in scenario.parties} | {one.name for one in scenario.observers}
    names |= {body.name for party in scenario.parties for body in party.home}
    return sorted(names, key=len, reverse=True)
