"""Sentences with what bears them out: from the catalogue, or as the file states them."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from winset.language.catalogue import say
from winset.language.words import full_stop
from winset.report.document.blocks import ReadingNote, Sentence, Tone


def sentence(key: str, *basis: str, **data: Any) -> Sentence:
    """Return an assertion in the words of a key."""
    return Sentence(say(key, **data), basis)


def toned(one: Sentence, tone: Tone) -> Sentence:
    """Return an assertion with what it means for a deal."""
    return replace(one, tone=tone)


def strong(one: Sentence) -> Sentence:
    """Return an assertion that stands out: what a section or point comes to."""
    return replace(one, strong=True)


def about(subject: str, sentences: Iterable[Sentence]) -> Iterator[Sentence]:
    """Yield sentences that say first what they are about."""
    for one in sentences:
        yield Sentence(say("told.about", subject=subject, text=one.text), one.basis, one.tone)


def led(key: str, sentences: Iterable[Sentence]) -> Iterator[Sentence]:
    """Yield sentences, the first behind words that lead to it."""
    lead = f"{say(key)} "
    for one in sentences:
        yield replace(one, text=f"{lead}{one.text}")
        lead = ""


def note(key: str, **data: Any) -> ReadingNote:
    """Return how something is to be read, in the words of a key."""
    return ReadingNote(say(key, **data))


def stated(text: str, path: str, source: str | None = None) -> Sentence:
    """Return what the file states at a path, in its own words, made into a sentence."""
    return Sentence(full_stop(text), (f"file:{path}", *sourced(source)))


def sourced(*sources: str | None) -> Iterable[str]:
    """Yield the sources that there are as the basis of an assertion."""
    return (f"source:{source}" for source in sources if source)
