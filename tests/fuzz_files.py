"""Scenario files with something wrong in them, and hostile texts in every field of one.

Whatever is done to a file, it is read, or refused with problems that are safe to print; what is
read is analyzed, or refused; nothing takes long, and no exception but Winset's own comes out.
"""

from __future__ import annotations

import json
import random
import re
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

from winset.analysis import analyze
from winset.deals.find import find_deals
from winset.report.forms.files import write_page
from winset.report.pages.brief import write_brief
from winset.report.pages.cards import to_cards
from winset.report.pages.screens import analysis_screen
from winset.report.pages.study import write_study
from winset.roadmaps.plan import plan_roadmap
from winset.scenario import Scenario, WinsetError, load_text
from winset.scenario.file.yaml import read

HERE = Path(__file__).parent
CORPUS = sorted(
    path
    for folder in ("data", "data/faults", "../docs/examples")
    for path in (HERE / folder).glob("*.yaml")
)

MOST_SECONDS = 20.0
"""For one file; most take less than a second."""

MOST_STEPS = 8
"""Of a scenario that is analyzed as well."""

TOKENS = (
    *(
        "0",
        "-1",
        "1e999",
        ".nan",
        ".inf",
        "1e-320",
        "999999999999",
        "0x10",
        "1,5",
        "90%",
        "\u22124",
    ),
    *("null", "~", "true", "no", "''", '""', "{}", "[]", "[[]]", "&a", "*a", "!!str", "<<", "? "),
    *(
        "---",
        "...",
        "%YAML 1.1",
        "|",
        ">",
        "#",
        ": ",
        "- ",
        "\t",
        "\r",
        "\u00a0",
        "\u200b",
        "\u2028",
    ),
    *(
        "\u202e",
        "\x1b[31m",
        "\x00",
        "\ufeff",
        "\ud800",
        "\U0001f54a",
        "all",
        "best",
        "nash",
        "up",
        "winset",
    ),
)

Mutation = Callable[[random.Random, list[str]], None]


def _drop(rng: random.Random, words: list[str]) -> None:
    del words[rng.randrange(len(words))]


def _double(rng: random.Random, words: list[str]) -> None:
    words.insert(rng.randrange(len(words)), rng.choice(words))


def _swap(rng: random.Random, words: list[str]) -> None:
    a, b = rng.randrange(len(words)), rng.randrange(len(words))
    words[a], words[b] = words[b], words[a]


def _put(rng: random.Random, words: list[str]) -> None:
    words[rng.randrange(len(words))] = rng.choice(TOKENS)


def _insert(rng: random.Random, words: list[str]) -> None:
    words.insert(rng.randrange(len(words)), rng.choice(TOKENS))


def _cut(rng: random.Random, words: list[str]) -> None:
    del words[rng.randrange(len(words)) :]


MUTATIONS: tuple[Mutation, ...] = (_drop, _double, _swap, _put, _put, _insert, _insert, _cut)


def mutated(rng: random.Random) -> str:
    """Return a file of the corpus with one to four things done to its words or its lines."""
    text = rng.choice(CORPUS).read_text("utf-8")
    for _ in range(rng.randint(1, 4)):
        mark = rng.choice(("\n", " ", ""))
        parts = text.split(mark) if mark else list(text)
        if parts:
            rng.choice(MUTATIONS)(rng, parts)
        text = mark.join(parts)
    return text


def complaint(rng: random.Random) -> str | None:
    """Return what is wrong with how a mutated file ends; None: nothing."""
    text = mutated(rng)
    start = time.monotonic()
    try:
        wrong = _read_and_ask(text)
    except Exception as error:  # whatever it is, it is what is looked for
        return f"{type(error).__name__}: {error}\n{text!r}"
    spent = time.monotonic() - start
    return wrong or (f"{spent:.0f} s for\n{text!r}" if spent > MOST_SECONDS else None)


def _read_and_ask(text: str) -> str | None:
    try:
        scenario = load_text(text, file="f")
        if len(scenario.steps) <= MOST_STEPS:
            find_deals(scenario)
            plan_roadmap(scenario)
    except WinsetError as error:
        shown = str(error).replace("\n", " ")
        return None if shown.isprintable() else f"not printable: {shown!r}"
    return None


# --- hostile texts

MARKUP = (
    *("<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "&amp;<b>x", "]]> --> <!--"),
    *("[bold red]x[/]", "[/]", "[link=http://x]y[/link]", "#set page(width: 1pt)", "$x^2$ #let a"),
    *("*a* _b_ `c`", "| a | b |", "# head", "- item", "1. item", "=1+1", "@SUM(A1)", "+1|' /C x'"),
    *(
        "-2+3",
        "{{ x }}",
        "{% raw %}",
        "%s %d {0} {x}",
        "'\"\\`",
        "~#$%&^_{}\\",
        "x" * 290,
        "\U0001f54a",
    ),
    *(
        "\u0645\u0631\u062d\u0628\u0627",
        "\u05e9\u05dc\u05d5\u05dd",
        "\u65e5\u672c\u8a9e",
        "a\u0301\u0327",
    ),
)
TAGS = re.compile(r"(?<!\\)<(script>alert|img src=x|b>x)")
"""Marks of the texts above where they would be obeyed; Markdown has a backslash before them."""

CONTROLS = ("\x1b[31m", "\x07", "\x9b31m", "\u2028", "\u202e", "\u2066", "\ufffe", "\ud800", "\x00")
TEXTS = ("title", "name", "note", "text", "event", "summary", "role", "why", "venue")


def fields(data: Any) -> Iterator[tuple[Any, str]]:
    """Yield where a text for readers stands in the data of a file: its block and its key."""
    inside = data.values() if isinstance(data, dict) else data if isinstance(data, list) else ()
    if isinstance(data, dict):
        yield from ((data, key) for key in TEXTS if isinstance(data.get(key), str))
    for one in inside:
        yield from fields(one)


def hostile(rng: random.Random, texts: tuple[str, ...], path: Path) -> str:
    """Return a file of the corpus, as JSON, with a hostile text in every field."""
    data = read(path.read_bytes(), "f").data
    for block, key in fields(data):
        block[key] = f"{rng.choice(('', 'A '))}{rng.choice(texts)}"[:290]
    return json.dumps(data)


def complaint_of_text(rng: random.Random) -> str | None:
    """Return what is wrong with how hostile texts are read; None: nothing."""
    path = rng.choice(list(readable()))
    controls = rng.random() < 0.5
    text = hostile(rng, CONTROLS if controls else MARKUP, path)
    try:
        load_text(text, file="f")
    except WinsetError as error:
        if not str(error).replace("\n", " ").isprintable():
            return f"not printable: {error}"
        return None if controls else f"{path.name}: refused: {str(error)[:300]}"
    return f"{path.name}: control characters were accepted" if controls else None


def complaint_of_forms(rng: random.Random) -> str | None:
    """Return what is wrong with the forms of a scenario full of hostile texts; None: nothing."""
    path = rng.choice([path for path, steps in readable().items() if 0 < steps <= MOST_STEPS])
    text = hostile(rng, MARKUP, path)
    try:
        return _forms(load_text(text, file="f", name="f"))
    except WinsetError as error:
        return f"{path.name}: {error}"
    except Exception as error:  # whatever it is, it is what is looked for
        return f"{type(error).__name__}: {error}\n{text!r}"


@cache
def readable() -> dict[Path, int]:
    """Return the files of the corpus that have nothing wrong with them, and their steps."""
    found = {}
    for path in CORPUS:
        with suppress(WinsetError):
            found[path] = len(load_text(path.read_bytes()).steps)
    return found


def _forms(scenario: Scenario) -> str | None:
    analysis = analyze(scenario)
    analysis_screen(analysis)
    cards = to_cards(analysis)
    with tempfile.TemporaryDirectory() as folder:
        for name, page in (("brief", write_brief(analysis)), ("study", write_study(analysis))):
            for form in ("html", "md"):
                target = Path(folder) / f"{name}.{form}"
                write_page(page, target, force=False, tell=lambda _: None)
                if TAGS.search(target.read_text("utf-8")):
                    return f"markup of a text in the {form} of the {name}"
    plain = "#html:false" in cards.splitlines()
    return None if plain else "the cards do not say that their texts are plain"
