"""Flash cards as CSV that Anki imports: front, back and tags, told by lines at its head.

The head is that of Anki's text files (Anki Manual, 'Importing Text Files'). Texts are plain, so
that nothing of a scenario file is read as markup: no HTML (the head says so), no comment (every
cell is quoted), no sound or formula of Anki's, and no formula of a spreadsheet's.
"""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass

from winset.analysis import Analysis
from winset.language.catalogue import say
from winset.language.letters import capital
from winset.language.words import full_stop
from winset.report.pages.put_together import with_isolated_texts
from winset.report.parts.concepts import concepts
from winset.report.parts.deals import term_sentences
from winset.report.parts.questions import questions
from winset.report.parts.quiz import quiz
from winset.report.phrases.figures import figure_date, figure_value
from winset.report.tables import FORMULA
from winset.scenario import Figure

_HEAD = "#separator:Comma\n#html:false\n#columns:Front,Back,Tags\n#tags column:3\n"

_MARK = re.compile(r"\[(?=(?:sound|anki):|/?latex\]|/?\${1,2}\])")
"""Where Anki would play a sound or set a formula."""


@dataclass(frozen=True, slots=True)
class Card:
    """A flash card. `tag` says what kind of thing it asks."""

    front: str
    back: str
    tag: str


def cards(analysis: Analysis) -> Iterator[Card]:
    """Yield the cards of a scenario: words, ideas, facts with numbers, the quiz, the questions."""
    analysis = with_isolated_texts(analysis)
    for term in analysis.scenario.terms:
        said = " ".join(one.text for one in term_sentences(analysis.scenario, analysis.deals, term))
        yield Card(capital(term.title), said, "term")
    for word in analysis.scenario.glossary:
        yield Card(capital(word.title), full_stop(word.text), "term")
    for idea in concepts(analysis):
        told = " ".join(one.text for one in (*idea.text, *idea.case))
        yield Card(capital(idea.term), told, "idea")
    for figure in analysis.scenario.figures:
        yield Card(figure.text, _value(figure), "figure")
    for item in quiz(analysis):
        right = full_stop(item.choices[item.right])
        front = "\n".join((item.ask, *item.lettered))
        yield Card(front, f"{right} {item.why.text}", "quiz")
    for question in questions(analysis):
        good = [*question.answer, *filter(None, question.points), *filter(None, (question.top,))]
        if good:
            back = "\n".join(" ".join(one.text for one in part) for part in good)
            yield Card(question.ask, back, question.level)


def to_cards(analysis: Analysis) -> str:
    """Return the cards as CSV, each tagged with the scenario as well."""
    scenario = analysis.scenario.id.replace(" ", "-")
    out = io.StringIO(_HEAD)
    out.seek(0, io.SEEK_END)
    csv.writer(out, lineterminator="\n", quoting=csv.QUOTE_ALL).writerows(
        [_plain(one.front), _plain(one.back), f"winset {scenario} {one.tag}"]
        for one in cards(analysis)
    )
    return out.getvalue()


def _plain(text: str) -> str:
    """Return a text that is neither a formula nor one of Anki's marks, and reads the same."""
    text = _MARK.sub("[\N{WORD JOINER}", text)
    return f" {text}" if text.startswith(FORMULA) else text


def _value(figure: Figure) -> str:
    when = figure_date(figure)
    told = say("figures.on", date=when) if when else ""
    return f"{figure_value(figure)}{told and ' '}{told}"
