"""The options and arguments of the commands, each with its help; how a command reads its case."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

from cyclopts import Parameter

from winset.cli import usage
from winset.cli.printing import tell
from winset.language.catalogue import worded
from winset.language.messages import speak
from winset.scenario.budget import DRAWS, SECONDS
from winset.scenario.errors import ScenarioError, UsageError
from winset.tools.progress import Progress

if TYPE_CHECKING:
    from winset.analysis import Analysis
    from winset.scenario import Problem, Scenario

Case = Annotated[str, Parameter(help="A shipped case's name, or the path of a scenario file.")]
Changes = Annotated[
    tuple[str, ...],
    Parameter(
        name="--set",
        show_default=False,
        help="Change a number for this call: path=value. May be repeated.",
    ),
]
Format = Annotated[Literal["text", "json"], Parameter(name="--format", help="What to print.")]
TableFormat = Annotated[
    Literal["text", "json", "csv", "csv-bom"],
    Parameter(name="--format", help="What to print; csv-bom is CSV that Excel reads as UTF-8."),
]
Lang = Annotated[
    str | None,
    Parameter(
        name="--lang",
        converter=usage.a_language,
        help="The language of the output, such as en; if left out, the file's own, where there is "
        "a catalogue for it.",
    ),
]
FIRST = "best"
"""The name of the deal to look at first."""

Package = Annotated[
    str,
    Parameter(
        help="The steps to put in order: best (the deal to look at first), nash (the largest "
        "product of gains by the file's own numbers), all, a proposal's id, or ids with commas "
        "between."
    ),
]
IdsToType = Annotated[
    bool,
    Parameter(name="--ids", help="Show instead what to type for each thing that the file names."),
]
Quick = Annotated[
    bool,
    Parameter(
        help="Leave out what takes longest: what would open a deal, and how firm the answer is."
    ),
]
Whole = Annotated[
    bool, Parameter(name="--full", help="Show all that was found, beyond the first screen.")
]
Seed = Annotated[
    int, Parameter(converter=usage.whole_number, help="Where the random draws start from.")
]
Day = Annotated[
    date | None,
    Parameter(
        name="--by",
        converter=usage.a_day,
        help="Say what of each deal would be in place by a day, such as 2021-01-20.",
    ),
]
Count = Annotated[
    int,
    Parameter(
        name="--draws",
        converter=usage.whole_number,
        help="How often the uncertain numbers are varied (draws), 1 to 100,000.",
    ),
]
Seconds = Annotated[
    float,
    Parameter(
        help="How long to search, at most, for why there is no deal and what would open one; what "
        "is found by then is shown."
    ),
]
Prefer = Annotated[
    Literal["soon", "safe"],
    Parameter(help="Among orders as good: the soonest to pay off, or the one with most to spare."),
]
Near = Annotated[
    str | None,
    Parameter(help="Among orders as good: the one nearest to what this proposal asks for."),
]
InTime = Annotated[
    bool,
    Parameter(help="Count time: what comes late is worth less, and successors may drop the deal."),
]
Order = Annotated[
    str | None,
    Parameter(
        help="Look at this order, and at what would turn it: ids with commas between (a+b: the "
        "steps of an escrow, in one move), or a proposal's id."
    ),
]
Done = Annotated[
    str | None,
    Parameter(
        help="The steps that are done already, with commas between ('' for none), whatever the "
        "file says."
    ),
]
BrokenAt = Annotated[
    str | None,
    Parameter(
        help="Start where a deal broke off after these steps, with commas between ('' for none)."
    ),
]
Along = Annotated[
    str | None,
    Parameter(
        help="Say what breaking off at each point of a deal leads to: best, or another package as "
        "for roadmap."
    ),
]
Wanted = Annotated[
    str | None,
    Parameter(
        help="Ask what it takes for a situation to last: the options that are on, with commas."
    ),
]
ByConcept = Annotated[
    Literal["nash", "gmr", "smr", "seq"] | None,
    Parameter(help="The concept of stability by which it lasts; seq if left out."),
]
Expect = Annotated[
    bool, Parameter(help="Let what a breakdown would be worth stand in for no_deal.")
]
ChartFile = Annotated[
    Path | None,
    Parameter(
        converter=usage.named_file, help="Write the graph as a picture to this file, .svg or .png."
    ),
]
GridAxes = Annotated[
    tuple[str, ...],
    Parameter(
        name="--grid",
        show_default=False,
        help="Vary two numbers, and show where a deal exists: PATH=FROM:TO:COUNT, twice.",
    ),
]
Breakdown = Annotated[
    float | None,
    Parameter(
        help="How much this breakdown weighs in the record of the next attempt; 0.5 if left out."
    ),
]
NewFile = Annotated[
    Path, Parameter(converter=usage.named_file, help="The file to write, .yaml or .yml.")
]
From = Annotated[
    str | None,
    Parameter(name="--from", help="Start from a copy of this case or file, comments included."),
]
Force = Annotated[bool, Parameter(help="Replace files that are there already.")]
Debrief = Annotated[
    bool,
    Parameter(
        help="Write what the teacher tells afterwards, in place of the role sheets: how deals "
        "fare, and every side's numbers."
    ),
]
ResultFile = Annotated[
    Path,
    Parameter(
        converter=usage.named_file,
        help="A result of advise, roadmap, impasse or analyze, printed with --format json.",
    ),
]
CaseOfResult = Annotated[
    str | None,
    Parameter(help="The case or file that it was computed from, where that is not a shipped case."),
]
Strict = Annotated[bool, Parameter(help="Treat warnings about the file as errors.")]
CaseName = Annotated[str, Parameter(help="A shipped case's name.")]
Output = Annotated[
    Path,
    Parameter(
        name=["--output", "-o"],
        converter=usage.named_file,
        help="The file to write; its ending says as what: .html, .md, .pdf, .docx, .json.",
    ),
]
StudyOutput = Annotated[
    Path,
    Parameter(
        name=["--output", "-o"],
        converter=usage.named_file,
        help="The file to write; its ending says as what: .html, .md, .pdf, .docx, .json, .csv "
        "(flash cards).",
    ),
]
ChartFolder = Annotated[
    Path | None,
    Parameter(
        name="--charts",
        converter=usage.named_file,
        help="Write each chart here too, as SVG and PNG.",
    ),
]
Side = Annotated[
    str | None,
    Parameter(
        name="--for",
        help="The party to write for: its own numbers, and what it believes of the others'.",
    ),
]
RoleSide = Annotated[
    str | None,
    Parameter(name="--for", help="The party to write a sheet for, alone.", show_default=False),
]
InDepth = Annotated[
    bool,
    Parameter(
        name="--full",
        help="Write the analysis behind the brief, in place of it. Takes a minute or more.",
    ),
]
Anew = Annotated[
    bool,
    Parameter(
        help="Search again for what no order tells: ties, counts, levels, what could be signed, "
        "what is advised."
    ),
]


def listed(words: str | None) -> list[str] | None:
    """Return words with commas between as a list, each once; None where nothing is said."""
    listed = [word for one in (words or "").split(",") if (word := one.strip())]
    twice = next((word for word in listed if listed.count(word) > 1), None)
    if twice is not None:
        from winset.scenario.tree import shown

        raise UsageError(
            worded("errors.command.named_twice", word=shown(twice), times=listed.count(twice))
        )
    return None if words is None else listed


@Parameter(name="*")
@dataclass(frozen=True, slots=True)
class Reading:
    """How a command reads its case: what it changes in the file, and how strictly."""

    done: Done = None
    changes: Changes = ()
    strict: Strict = False
    lang: Lang = None

    def scenario(self, case: str) -> "Scenario":
        """Return a scenario, and tell on stderr what of it has no effect."""
        return self.heeded(self.reader(case)(()))

    def heeded(self, scenario: "Scenario") -> "Scenario":
        """Return a scenario once its warnings are told, or taken as errors."""
        self.heed(scenario.warnings)
        if self.lang is None:
            speak(scenario.lang)
        return scenario

    def heed(self, warnings: "tuple[Problem, ...]") -> None:
        """Tell warnings on stderr, or take them as errors."""
        if self.strict and warnings:
            raise ScenarioError(replace(one, kind="error") for one in warnings)
        for one in warnings:
            tell(str(one))

    def reader(self, case: str) -> "Callable[[Sequence[str]], Scenario]":
        """Read the file of a case once; return what makes a scenario of it, with more changes."""
        from winset.cases import resolve
        from winset.scenario.file.load import opened

        make, done = opened(resolve(case)), listed(self.done)
        return lambda more: make(changes=(*self.changes, *more), done=done)


AS_FILED = Reading()


@Parameter(name="*")
@dataclass(frozen=True, slots=True)
class Making:
    """How a command makes its page: how much it draws, and whether it may replace files."""

    force: Force = False
    draws: Count = DRAWS
    seed: Seed = 0
    seconds: Seconds = SECONDS

    def analysis(
        self,
        scenario: "Scenario",
        progress: Progress,
        *,
        full: bool = False,
        parts: bool = True,
        repairs: bool = True,
    ) -> "Analysis":
        """Return what a page of all sides tells."""
        from winset.analysis import analyze

        return analyze(
            scenario,
            impasse="full" if full else True,
            firmness=True if full else "quick",
            parts=parts,
            repairs=repairs,
            proofs=full,
            draws=self.draws,
            seed=self.seed,
            seconds=self.seconds,
            progress=progress,
        )


PLAIN = Making()
