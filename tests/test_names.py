"""Names with articles and in the plural, wherever they are said."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

import pytest

from page_cases import CASES
from winset.analysis import Analysis, analyze
from winset.deals.find import find_deals
from winset.impasse.explain import explain_impasse
from winset.report.document.blocks import (
    Block,
    Details,
    Page,
    Section,
    Sentence,
    Table,
    assertions,
    charts,
)
from winset.report.document.fitting import fitted_page
from winset.report.pages.brief import write_brief
from winset.report.pages.file_screens import case_screen
from winset.report.pages.first_screen import summary_screen
from winset.report.pages.screens import (
    advice_screen,
    analysis_screen,
    deals_screen,
    impasse_screen,
    roadmap_screen,
)
from winset.report.pages.side_brief import write_for
from winset.report.pages.study import write_study
from winset.scenario import load_text

WHO = {"up": "the Upper States", "down": "the Downlands", "lake": "the Lake Republic"}
ALONE = "Upper States|Downlands|Lake Republic"
MANY = "Upper States|Downlands"


def renamed() -> str:
    """Return a case whose parties have names with articles, two of them in the plural."""
    text = CASES["rivers"]
    for old, new in (
        (
            "    name: Upriver\n    short: Up\n    capital: Upriver\n",
            "    name: the Upper States\n",
        ),
        ("    name: Downriver\n", "    name: the Downlands\n    plural: true\n"),
        (
            "    name: Lakeside\n    adjective: Lakeland\n    plural: false\n",
            "    name: the Lake Republic\n    adjective: Lakeland\n",
        ),
    ):
        assert old in text, old
        text = text.replace(old, new)
    text = text.replace(
        "    name: the Upper States\n", "    name: the Upper States\n    plural: true\n"
    )
    start, end = text.index("story:"), text.index("sources:\n  atlas")
    return text[:start] + text[end:]


@cache
def analysis() -> Analysis:
    return analyze(load_text(renamed()), firmness="quick", draws=40)


def pages() -> Iterator[Page]:
    found = analysis()
    scenario = found.scenario
    yield case_screen(scenario)
    yield deals_screen(scenario, find_deals(scenario))
    yield summary_screen(found)
    yield analysis_screen(found)
    yield roadmap_screen(scenario, found.roadmap, found.advice)
    assert found.advice is not None
    yield advice_screen(scenario, found.advice)
    yield impasse_screen(scenario, explain_impasse(scenario))
    yield write_brief(found)
    yield write_study(found)


def said() -> Iterator[str]:
    for page in pages():
        yield from (one.text for one in assertions(fitted_page(page)) if isinstance(one, Sentence))


VERBS = (
    "gains|has|is|was|wants|trusts|requires|insists|rules|gives|gets|loses|keeps|signs|pays|falls"
    "|itself|needs|does|stands|takes|sees|performs|refuses|breaks|goes|comes|means|believes|asks"
)


@pytest.mark.slow
@pytest.mark.parametrize(
    "wrong",
    [
        rf"(?<! in )[Tt]he (?:{MANY}) (?:{VERBS})\b",
        rf"(?:^|[.!?] )the (?:{ALONE})",
        rf"(?<!the )(?<!The )(?:{ALONE})\b(?!:)",
        r"\b[Tt]he [Tt]he\b",
    ],
)
def test_no_sentence_says_a_name_wrongly(wrong: str) -> None:
    assert not [text for text in said() if re.search(wrong, text)]


def tables(blocks: tuple[Block, ...]) -> Iterator[Table]:
    for one in blocks:
        if isinstance(one, Table):
            yield one
        elif isinstance(one, Section | Details):
            yield from tables(one.blocks)


@pytest.mark.slow
def test_names_stand_alone_without_their_articles() -> None:
    for page in pages():
        shown = fitted_page(page)
        for table in tables((*shown.lead, *shown.sections)):
            cells = (*table.columns, *(cell for row in table.rows for cell in row.cells))
            assert not set(cells) & set(WHO.values()), table.caption
        for chart in charts(shown):
            cells = (*chart.columns, *(cell for row in chart.rows for cell in row))
            assert not set(cells) & set(WHO.values()), chart.id


def test_what_a_party_is_called() -> None:
    scenario = load_text(renamed())
    for party, name in WHO.items():
        assert scenario.name(party) == name
        assert scenario.label(party) == scenario.full_name(party) == name.removeprefix("the ")


def test_an_adjective_stands_for_a_side() -> None:

    found = analyze(load_text(renamed()), impasse=False)
    assert write_for(found, "lake").kind == "Brief for the Lakeland side"
    assert write_for(found, "up").kind == "Brief for the Upper States"
