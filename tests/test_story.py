"""What a file tells in its own words: results in texts, and when a text no longer stands."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import cache, partial
from typing import Any

import pytest

from page_cases import CASES, RTL, analysis_of, resolve_file, resolve_result
from winset.analysis import Analysis, analyze
from winset.report.document.blocks import Block, Details, Sentence, assertions
from winset.report.document.compose import short
from winset.report.document.fitting import fitted
from winset.report.forms.terminal import to_text
from winset.report.pages.brief import write_brief
from winset.report.pages.file_screens import case_screen
from winset.report.pages.first_screen import summary_screen
from winset.report.pages.put_together import with_isolated_texts
from winset.report.pages.roles import write_roles
from winset.report.pages.screens import analysis_screen
from winset.report.pages.side_brief import write_for
from winset.report.pages.study import write_study
from winset.report.parts.background import sides
from winset.report.parts.story import concepts, gaps, milestones, model_answer, prose, told
from winset.report.phrases.figures import figure_date, figure_value
from winset.report.phrases.worth import worth
from winset.scenario import Scenario, load_text
from winset.scenario.fields import PLACES, Tree, kind_of

Path = tuple[str, ...]
Run = Callable[..., tuple[int, str, str]]

RIVERS = CASES["rivers"]
TEXTS = ("headline", "standfirst", "bottom_line", "course", "held", "aftermath", "lessons")

PAIR: dict[str, Any] = {
    "winset": 1,
    "title": "A pair",
    "parties": {"a": {"name": "Ada"}, "b": {"name": "Bo"}},
    "steps": {
        "x": {"by": ["a"], "title": "Exe", "value": {"a": -1, "b": 3}},
        "y": {"by": ["b"], "title": "Wye", "short": "W", "value": {"a": 3, "b": -1}},
        "z": {"by": ["b"], "title": "Zed", "value": {"b": -9}},
    },
    "proposals": {
        "p": {"steps": ["x", "y"]},
        "q": {"steps": ["x"]},
        "r": {"steps": ["z"]},
    },
    "demands": {"no-exe": {"by": "a", "refuse": ["x"]}},
    "unit": {"a": {"text": "crown", "say": "{n} crowns", "times": 2}},
}


@cache
def rivers() -> Analysis:
    return analyze(load_text(RIVERS), firmness="quick", draws=60)


def pair(*, changes: tuple[str, ...] = (), **story: Any) -> Analysis:
    scenario = load_text(json.dumps({**PAIR, "story": story}), changes=changes)
    return analyze(scenario, impasse=False)


def all_told(analysis: Analysis, side: str | None = None) -> Iterator[Sentence]:
    for place in TEXTS:
        yield from told(analysis, place, side)
    for _, texts in gaps(analysis):
        yield from (one for text in texts.values() for one in text)
    yield from (text for _, text in milestones(analysis))
    for one in concepts(analysis):
        yield from (*one.text, *one.case, *one.spot)
    for n in range(len(analysis.scenario.questions)):
        yield from (one for answer in model_answer(analysis, n) for one in answer)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{proposals.p.values.a|words}", "a clear gain."),
        ("{proposals.q.values.a|words}", "a clear loss."),
        ("{proposals.r.values.b|words}", "far worse than no deal."),
        ("{proposals.r.values.a|words}", "no better than no deal."),
        ("{proposals.q.values.a}", "−1."),
        ("{proposals.p.values.a|signed}", "+2."),
        ("{proposals.q.values.a|amount}", "2 crowns."),
        ("{proposals.r.values.b|amount}", "9."),
        ("{proposals.q.refused_by.a}", "2 crowns."),
        ("{proposals.p.breaks|name}", "no exe."),
        ("{proposals.p.own.verdict}", "kept on good faith alone."),
        ("{deals.packages}", "7."),
        ("{deals.frontier.0.steps|name}", "Exe and Wye."),
        ("{deals.frontier.0.steps}", "Exe and W."),
        ("{roadmap.trust.a.b.has}", "50%."),
        ("{ roadmap.trust.a.b.has | odds }", "about half."),
        ("{{x}} {deals.signable} }}{{", "{x} 1 }{."),
    ],
)
def test_a_result_is_said_as_the_text_asks(text: str, said: str) -> None:
    (found,) = told(pair(headline=text), "headline")
    assert found.text == said


def test_what_is_told_names_what_bears_it_out() -> None:
    analysis = rivers()
    results, every = analysis.to_dict(), list(all_told(analysis))
    assert len(every) > 20
    kinds = set()
    for one in every:
        for ref in one.basis:
            kind, _, path = ref.partition(":")
            kinds.add(kind)
            if kind == "result":
                resolve_result(results, path)
            elif kind == "file":
                resolve_file(analysis.scenario, path)
    assert kinds == {"file", "result", "source"}


def test_a_text_whose_result_is_absent_is_not_told() -> None:
    analysis = pair(
        course="{proposals.p.refused_by.a}",
        held="{deals.signable}\n\n{advise.draws}",
        aftermath="A",
    )
    assert [bool(told(analysis, place)) for place in ("course", "held", "aftermath")] == [
        *(False, False, True)
    ]


def test_what_judges_other_numbers_is_not_told_and_facts_are() -> None:
    other = analyze(load_text(RIVERS, changes=["steps.open-dam.value.up=-5"]), impasse=False)
    assert [place for place in TEXTS if told(other, place)] == ["course"]
    assert not gaps(other)
    assert (len(list(milestones(other))), len(list(concepts(other)))) == (2, 2)
    assert model_answer(other, 1) == ((), ())
    assert other.scenario.story.axes is not None


def test_a_gap_of_which_nothing_is_told_is_left_out() -> None:
    analysis = pair(gaps=[{"title": "Scope", "a": "Too much."}, {"title": "Order"}])
    assert [title for title, _ in gaps(analysis)] == ["Scope"]
    assert write_brief(pair(gaps=[{"title": "Order"}])).sections


def test_a_story_for_no_numbers_judges_the_files_alone() -> None:
    assert told(pair(headline="A"), "headline")
    assert not told(pair(headline="A", changes=("steps.x.value.a=-2",)), "headline")


def test_a_side_is_told_no_others_results() -> None:
    assert told(pair(course="{proposals.p.values.a}"), "course", "a")
    for text in ("{proposals.p.values.b}", "{roadmap.verdict}", "{proposals.p.own.verdict}"):
        analysis = pair(course=f"{{proposals.p.values.a}} {text}", headline="No number.")
        assert told(analysis, "course")
        assert not told(analysis, "course", "a")
        assert told(analysis, "headline", "a")


@pytest.mark.parametrize(("party", "shown"), [("a", True), ("b", False)])
def test_the_brief_for_a_side_tells_no_others_results(party: str, *, shown: bool) -> None:
    page = write_for(pair(course=f"It was {{proposals.p.values.{party}|words}}."), "a")
    assert any(section.id == "course" for section in page.sections) is shown


@pytest.mark.parametrize("text", ["One.\n\nTwo\nhalf.", "One.\nTwo half."])
def test_an_empty_line_begins_a_paragraph(text: str) -> None:
    assert [one.text for one in told(pair(course=text), "course")] == ["One.", "Two half."]


def test_a_text_turns_no_direction() -> None:
    analysis = with_isolated_texts(pair(course=f"{RTL}\n\n{{deals.signable}} of {RTL}"))
    for one in told(analysis, "course"):
        assert (one.text[0], one.text[-1]) == (
            "\N{FIRST STRONG ISOLATE}",
            "\N{POP DIRECTIONAL ISOLATE}",
        )
        assert "{" not in one.text


def test_the_first_screen_begins_with_the_files_own_words() -> None:
    shown = to_text(short(summary_screen(rivers())), 100)
    head = " ".join(shown.split())
    assert "Upriver signed a plan that it had every reason to break The joint plan was" in head
    assert "Nothing on the table" not in head


A = "a" * 1_150


def said(blocks: tuple[Block, ...], *, behind: bool) -> list[str]:
    """Return what paragraphs say, or what stands behind a toggle."""
    some = tuple(one for one in blocks if isinstance(one, Details) is behind)
    return [one.text for one in assertions(some) if isinstance(one, Sentence)]


@pytest.mark.parametrize(
    ("text", "shown", "folded"),
    [
        ("One. Two.", ["One. Two."], []),
        (f"{A}.\n\nSome more. {'b' * 60}.", [f"{A}.", "Some more."], ["b" * 60 + "."]),
        ("a" * 1_300, ["a" * 1_300 + "."], []),
        (
            f"{'a' * 700}.\n\n{'b' * 400} {'c' * 300}",
            ["a" * 700 + ".", "b" * 400 + " …"],
            ["… " + "c" * 300 + "."],
        ),
    ],
)
def test_a_text_too_long_for_its_place_is_folded(
    text: str, shown: list[str], folded: list[str]
) -> None:
    blocks = tuple(fitted(prose(pair(course=text), "course")))
    texts = said(blocks, behind=False)
    more = said(blocks, behind=True)
    assert (texts, more) == (shown, folded)


# --- the schema of results


def ids(scenario: Scenario, block: str) -> list[str]:
    return [one.id for one in getattr(scenario, block, ())]


def places(tree: Tree | str, scenario: Scenario, way: Path = ()) -> Iterator[tuple[Path, str]]:
    """Yield each place that a text of a file may name, as a pattern and by a path of it."""
    if isinstance(tree, str):
        yield way, ".".join(way)
        return
    for part, below in tree.items():
        found = places(below, scenario, (*way, part))
        if part[0] != "<":
            yield from found
            continue
        for pattern, path in found:
            for one in ids(scenario, part[1:-1]) or ["0"]:
                yield pattern, path.replace(part, one, 1)


_FITS: dict[str, Callable[[Any], bool]] = {
    **dict.fromkeys(("gain", "amount", "share"), lambda value: isinstance(value, int | float)),
    "count": lambda value: isinstance(value, int),
    "verdict": lambda value: value in ("holds", "incentive_only", "trust_only", "neither"),
    "day": lambda value: isinstance(value, str) and value[:2] == "20",
    **dict.fromkeys(("steps", "demands"), lambda value: isinstance(value, list)),
}


@pytest.mark.slow
@pytest.mark.xdist_group("hanoi")
def test_the_places_that_texts_may_name_are_places_of_the_results() -> None:
    patterns: set[Path] = set()
    seen: set[Path] = set()
    for analysis in map(analysis_of, ("rivers", "hanoi")):
        scenario, results = analysis.scenario, json.loads(json.dumps(analysis.to_dict()))
        for pattern, place in places(PLACES, scenario):
            kind = kind_of(place, partial(ids, scenario))
            patterns.add(pattern)
            with suppress(KeyError, IndexError, TypeError):
                value = resolve_result(results, place)
                if value is not None:
                    assert _FITS[kind](value), place
                    seen.add(pattern)
    assert patterns == seen


# --- the fingerprint of the numbers


GOALS = [{"text": "To get on."}]


def numbers(*changes: str, **blocks: Any) -> str:
    return load_text(json.dumps({**PAIR, **blocks}), changes=changes).numbers


@pytest.mark.parametrize(
    "blocks",
    [
        {"title": "Another"},
        {"lang": "ka"},
        {"summary": "S", "place": {"name": "P"}, "authors": [{"name": "N"}]},
        {"story": {"headline": "H"}, "glossary": {"g": {"text": "T"}}},
        {"sources": {"s": {"title": "T"}}},
        {"figures": {"f": {"text": "T", "value": 3}}},
        {"approaches": {"w": {"set": {"parties.a.no_deal": 1}}}},
        {
            "parties": {
                "b": {"name": "B", "plural": True},
                "a": {"name": "A", "goals": [{"text": "G"}]},
            }
        },
        {"unit": {"a": "pound"}},
        {"demands": {"no-exe": {"by": "a", "refuse": ["x"], "title": "T", "note": "N"}}},
        {"record": [{"date": 2030, "event": "E"}], "when": ["2031-01-01", "2031-01-02"]},
    ],
    ids="-".join,
)
def test_texts_are_no_numbers(blocks: dict[str, Any]) -> None:
    given = {"when": blocks["when"]} if "when" in blocks else {}
    assert numbers(**blocks) == numbers(**given)


def test_a_number_is_the_same_with_its_source() -> None:
    told_ = {"value": -9.0, "note": "N", "source": "s"}
    steps = {**PAIR["steps"], "z": {"by": ["b"], "title": "Last", "value": {"b": told_}}}
    assert numbers(steps=steps, sources={"s": {"title": "T"}}) == numbers()


@pytest.mark.parametrize(
    "blocks",
    [
        {"steps": dict(reversed(PAIR["steps"].items()))},
        {"demands": {"no-exe": {"by": "a", "refuse": ["y"]}}},
        {"demands": {}},
        {"unit": {"a": "crown", "b": "crown"}},
        {"levers": {"l": {"by": ["a"], "set": {"steps.x.reversible": 1}}}},
        {"record": [{"date": 2030, "event": "E", "by": "a", "kept": 1}]},
        {"standing": {"done": ["x"]}},
        {"parties": {**PAIR["parties"], "c": {"name": "C"}}},
    ],
    ids="-".join,
)
def test_what_engines_read_is_a_number(blocks: dict[str, Any]) -> None:
    assert numbers(**blocks) != numbers()


def test_changes_for_a_call_change_the_numbers() -> None:
    assert numbers("steps.z.value.b=-8") != numbers() == numbers("steps.z.value.b=-9")


# --- what check tells


def test_check_alone_warns_of_a_story_for_other_numbers(run: Run, tmp_path: Any) -> None:
    file = tmp_path / "rivers.yaml"
    file.write_text(RIVERS, "utf-8")
    code, out, told_ = run("check", str(file))
    numbers_of = load_text(RIVERS).numbers
    assert (code, told_) == (0, "")
    assert numbers_of in out
    change = ("--set", "steps.open-dam.value.up=-5")
    code, out, told_ = run("check", str(file), *change)
    assert code == 0
    assert "story.written_for: the story was written for other numbers than these" in told_
    assert "There is no error in this file, but one warning" in out
    assert run("check", str(file), *change, "--strict")[0] == 2
    code, out, told_ = run("deals", str(file), *change, "--format", "json")
    assert (code, told_) == (0, "")
    assert json.loads(out)["scenario"]["numbers"] != numbers_of


def test_check_tells_of_a_text_too_long_for_its_place() -> None:
    long = "word " * 60
    (one,) = load_text(json.dumps({**PAIR, "story": {"headline": long}})).notices
    assert str(one).endswith(
        "warning: story.headline: the text has 300 characters, and its place shows 120; "
        "shorten it, or pages fold the rest away"
    )


# --- the other words of a file's own


def test_who_judged_the_numbers_is_told_at_the_foot_and_on_screens() -> None:
    authors = [{"name": "N", "role": "a judge", "date": "2031-02"}, {"name": "M"}]
    analysis = analyze(load_text(json.dumps({**PAIR, "authors": authors})), impasse=False)
    told_ = "The numbers were judged by N, February 2031 (a judge); M."
    assert told_ in write_roles(analysis.scenario).made
    pages = (write_brief(analysis), write_study(analysis))
    for page in pages:
        assert told_ not in page.made, "nothing is told twice"
    for page in (*pages, analysis_screen(analysis), case_screen(analysis.scenario)):
        found = {one.text: one.basis for one in assertions(page) if isinstance(one, Sentence)}
        assert found[told_] == ("file:authors",)


def test_portraits_are_told_with_who_speaks_for_a_side() -> None:
    people = [{"name": "A. B.", "role": "a judge", "portrait": "Never smiles"}, {"name": "Cy"}]
    parties = {**PAIR["parties"], "a": {"name": "Ada", "people": people}}
    analysis = analyze(load_text(json.dumps({**PAIR, "parties": parties})), impasse=False)
    texts = [one.text for one in assertions(sides(analysis.scenario)) if isinstance(one, Sentence)]
    assert texts[:2] == ["Its people: A. B. (a judge) and Cy.", "A. B.: Never smiles."]


def test_worth_is_told_in_the_unit_as_the_file_says_it() -> None:
    scenario = load_text(json.dumps(PAIR))
    assert worth(scenario, {"a": -1.5, "b": 2.0}) == ["−1.5 (3 crowns) to Ada", "+2 to Bo"]


def test_the_series_of_a_figure_is_told_from_its_first_to_its_last() -> None:
    figures = {"f": {"text": "Price", "series": [[2016, 2.8], ["2018-06", 0.24]], "unit": "bn"}}
    (figure,) = load_text(json.dumps({**PAIR, "figures": figures})).figures
    assert (figure_value(figure), figure_date(figure)) == ("2.8 to 0.24 bn", "2016 to June 2018")
    assert (figure.series[-1], figure.latest) == (("2018-06", 0.24), 0.24)
