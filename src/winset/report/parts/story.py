"""What a file tells in its own words, with results filled in.

Every text names what bears it out: its place in the file, the results in it, its source. A place is
empty where the file has no text for it; where a result in it is absent; where it judges, and the
numbers are not those it was written for; and, told for one side, where it prints a result that is
not the side's own. What follows from the results then stands there. Facts stay.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, fields
from typing import Any

from winset.analysis import Analysis
from winset.language.directions import CLOSE, OPEN, is_isolated, isolated
from winset.language.words import full_stop
from winset.report.document.blocks import Block, Sentence
from winset.report.document.compose import paragraph
from winset.report.document.sentences import sourced
from winset.report.phrases.results import result_words
from winset.scenario import Scenario
from winset.scenario.fields import Field, kind_of, pieces
from winset.scenario.keys import Room, unmarked
from winset.scenario.narrative import Question
from winset.scenario.story import JUDGING, MOST_OF_POINT, Concept, Story
from winset.tools.result import plain

_ONES_OWN = re.compile(r"proposals\.[^.]+\.(?:values|worth|refused_by)\.([^.]+)")
"""Results that rest on the numbers of one side alone."""

Told = tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class ToldConcept:
    """A term of the field and what it means; the case and how to spot it, if the file says so."""

    term: str
    text: Told
    case: Told
    spot: Told


@dataclass(frozen=True, slots=True)
class _Text:
    """A text of the file: where it stands, what it says, and how much of it its place shows."""

    path: str
    text: str
    room: int
    source: str | None = None


def has_words(scenario: Scenario, place: str) -> bool:
    """Return whether a file has words for a place of its story that stand with its numbers."""
    return bool(getattr(scenario.story, place)) and _stands(scenario, place)


def told(analysis: Analysis, place: str, side: str | None = None) -> Told:
    """Return what a file tells at a place of its story.

    Parameters
    ----------
    place
        `headline`, `standfirst`, `course`, `held` or `aftermath`: a sentence of the document is a
        paragraph; `bottom_line` or `lessons`: it is an entry.
    side
        For whom it is told, where not for all.
    """
    if not has_words(analysis.scenario, place):
        return ()
    found = getattr(analysis.scenario.story, place)
    if isinstance(found, str):
        whole = _in_one(found) if place == "headline" else found
        return _filled(analysis, _Text(f"story.{place}", whole, _room(Story, place)), side)
    entries = [_entry(analysis, f"story.{place}.{n}", one, side) for n, one in enumerate(found)]
    return tuple(one for entry in entries for one in entry) if all(entries) else ()


def prose(analysis: Analysis, place: str, side: str | None = None) -> tuple[Block, ...]:
    """Return what `told` tells as paragraphs."""
    return tuple(map(paragraph, told(analysis, place, side)))


def gaps(analysis: Analysis) -> tuple[tuple[str, dict[str, Told]], ...]:
    """Return what kept the sides apart: a title each, and what is told of each party."""
    if not _stands(analysis.scenario, "gaps"):
        return ()
    found = tuple(
        (
            gap.title,
            {
                party: _filled(analysis, _Text(f"story.gaps.{n}", text, MOST_OF_POINT))
                for party, text in gap.texts.items()
            },
        )
        for n, gap in enumerate(analysis.scenario.story.gaps)
        if gap.texts
    )
    return found if all(all(texts.values()) for _, texts in found) else ()


def milestones(analysis: Analysis) -> Iterator[tuple[str, Sentence]]:
    """Yield what a reader must know, each with its date as the file writes it."""
    for n, one in enumerate(analysis.scenario.story.milestones):
        for text in _entry(analysis, f"story.milestones.{n}", one):
            yield one.date, text


def concepts(analysis: Analysis) -> Iterator[ToldConcept]:
    """Yield the terms of the field that a file teaches."""
    for n, one in enumerate(analysis.scenario.story.concepts):
        text, case, spot = (
            _filled(
                analysis, _Text(f"story.concepts.{n}", told or "", _room(Concept, part), source)
            )
            for part, told, source in (
                ("text", one.text, one.work or one.source),
                ("case", one.case, one.source),
                ("spot", one.spot, None),
            )
        )
        if text:
            yield ToldConcept(one.term, text, case, spot)


def model_answer(analysis: Analysis, n: int) -> tuple[Told, Told]:
    """Return the good answer to a question of the file, and what a top answer adds.

    Like a place that judges, unless the question asks for what to recall.
    """
    question = analysis.scenario.questions[n]
    stands = question.level == "recall" or _stands(analysis.scenario, "held")
    full, more = (
        _filled(analysis, _Text(f"questions.{n}", told or "", _room(Question, part)))
        for part, told in (
            ("model_answer", question.model_answer if stands else ""),
            ("top_answer", question.top_answer if stands else ""),
        )
    )
    return full, more


def _room(noun: type, name: str = "text") -> int:
    """Return how many characters of a noun's text its place shows."""
    kind = next(one.type for one in fields(noun) if one.name == name)
    return next(mark.most for mark in unmarked(kind)[1] if isinstance(mark, Room))


def _stands(scenario: Scenario, place: str) -> bool:
    """Return whether a place tells facts, or judges the numbers that it was written for."""
    written_for = scenario.story.written_for
    if place not in JUDGING:
        return True
    return written_for == scenario.numbers if written_for else not scenario.changes


def _entry(analysis: Analysis, path: str, one: Any, side: str | None = None) -> Told:
    """Return an entry of a list in one piece."""
    if isinstance(one, str):
        return _filled(analysis, _Text(path, _in_one(one), MOST_OF_POINT), side)
    return _filled(analysis, _Text(path, _in_one(one.text), _room(type(one)), one.source), side)


def _in_one(text: str) -> str:
    return " ".join(text.split())


def _filled(analysis: Analysis, told: _Text, side: str | None = None) -> Told:
    """Return the paragraphs of a text with the results in it; none where it cannot be told."""
    paragraphs, room = [], told.room
    for part in _paragraphs(told.text):
        found = [_piece(analysis, one, side) for one in pieces(part)]
        if any(words is None for words, _ in found):
            return ()
        said = isolated(full_stop("".join(words or "" for words, _ in found)))
        basis = (f"file:{told.path}", *(ref for _, ref in found if ref), *sourced(told.source))
        paragraphs.append(Sentence(said, tuple(dict.fromkeys(basis)), room=max(0, room)))
        room -= len(said)
    return tuple(paragraphs)


def _paragraphs(text: str) -> list[str]:
    """Return the paragraphs of a text; in one that YAML has folded an empty line is one break."""
    whole = text.removeprefix(OPEN).removesuffix(CLOSE) if is_isolated(text) else text
    parts = re.split(r"\n\s*\n" if re.search(r"\n\s*\n", whole) else "\n", whole)
    return [part for part in parts if part.strip()]


def _piece(
    analysis: Analysis, piece: str | Field, side: str | None
) -> tuple[str | None, str | None]:
    """Return what a piece of a text says, None if nothing can be said, and its basis."""
    if isinstance(piece, str):
        return piece, None
    own = _ONES_OWN.fullmatch(piece.place)
    value = _result(analysis, piece.place)
    if value is None or (side is not None and (own is None or own[1] != side)):
        return None, None
    scenario = analysis.scenario
    kind = kind_of(piece.place, lambda block: [one.id for one in getattr(scenario, block)])
    who = piece.place.rpartition(".")[2]
    said = result_words(analysis, kind, piece.helper, who, value)
    return said, f"result:{piece.place}"


def _result(analysis: Analysis, place: str) -> Any:
    """Return what stands at a place in the results, None where nothing does."""
    first, *way = place.split(".")
    found: Any = analysis.advice if first == "advise" else getattr(analysis, first)
    if first == "proposals":
        found = found.get(way.pop(0))
    found = plain(found)
    for part in way:
        if isinstance(found, list):
            found = dict(enumerate(found)).get(int(part))
        else:
            found = found.get(part) if isinstance(found, dict) else None
    return found
