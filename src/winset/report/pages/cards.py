"""Flash cards as CSV that Anki imports: front, back and tags, told by lines at its head.

The head is that of Anki's text files (Anki Manual, 'Importing Text Files'). Texts are plain, so
that nothing of a scenario file is read as markup.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from winset.analysis import Analysis
from winset.report.pages.questions import questions
from winset.report.pages.quiz import quiz
from winset.report.pages.reasons import term_sentences
from winset.report.pages.wording import dated, full_stop, say
from winset.report.tables import to_csv
from winset.report.words import capital, exact
from winset.scenario import Figure

_HEAD = "#separator:Comma\n#html:false\n#columns:Front,Back,Tags\n#tags column:3\n"


@dataclass(frozen=True, slots=True)
class Card:
    """A flash card. `tag` says what kind of thing it asks."""

    front: str
    back: str
    tag: str


def cards(analysis: Analysis) -> Iterator[Card]:
    """Yield the cards of a scenario: its words, its facts with numbers, the quiz, the questions."""
    for term in analysis.scenario.terms:
        said = " ".join(one.text for one in term_sentences(analysis, term))
        yield Card(capital(term.id.replace("-", " ")), said, "term")
    for word in analysis.scenario.glossary:
        yield Card(capital(word.title), full_stop(word.text), "term")
    for figure in analysis.scenario.figures:
        yield Card(figure.text, _value(figure), "figure")
    for item in quiz(analysis):
        right = item.choices[item.right]
        yield Card(item.ask, f"{right.text}. {right.why.text}", "quiz")
    for question in questions(analysis):
        points = (" ".join(one.text for one in point) for point in question.points if point)
        yield Card(question.ask, "\n".join(points), question.level)


def to_cards(analysis: Analysis) -> str:
    """Return the cards as CSV, each tagged with the scenario as well."""
    scenario = analysis.scenario.id.replace(" ", "-")
    rows = ([one.front, one.back, f"winset {scenario} {one.tag}"] for one in cards(analysis))
    return _HEAD + to_csv(rows)


def _value(figure: Figure) -> str:
    unit = f" {figure.unit}" if figure.unit else ""
    when = say("figures.on", date=dated(figure.date)) if figure.date else ""
    return f"{exact(figure.value.point)}{unit}{when and ' '}{when}"
