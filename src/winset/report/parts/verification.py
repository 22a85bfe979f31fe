"""What was checked of a result, what of it is wrong, and what was not checked."""

from collections.abc import Iterator

from winset.language.catalogue import say
from winset.report.document.blocks import Block, Row, Section, Sentence, Table
from winset.report.document.compose import paragraph, points, section
from winset.report.document.sentences import sentence, toned
from winset.scenario.tree import printable
from winset.verification import Verification

_MOST = 20
"""Discrepancies that the short form shows."""


def outcome(found: Verification) -> Sentence:
    """Return whether all that was checked is so."""
    if found.agrees:
        told = sentence("verification.agrees", "result:verification.figures", figures=found.figures)
        return toned(told, "good")
    wrong = len(found.discrepancies)
    told = sentence("verification.wrong", "result:verification.discrepancies", places=wrong)
    return toned(told, "bad")


def discrepancies(found: Verification) -> Iterator[Block]:
    """Yield where a result is wrong."""
    paths = [one.path for one in found.discrepancies]
    hashed = [n for n, path in enumerate(paths) if path == "scenario.hash"]
    columns = tuple(say(f"verification.{name}") for name in ("where", "said", "found"))
    rows = tuple(
        Row(
            tuple(printable(cell) for cell in (one.path, one.said, one.found)),
            (f"result:verification.discrepancies.{n}",),
        )
        for n, one in enumerate(found.discrepancies)
    )
    yield paragraph(
        *(sentence("verification.hash", f"result:verification.discrepancies.{n}") for n in hashed)
    )
    yield Table(say("verification.caption"), columns, rows, most=_MOST)


def checked(found: Verification) -> Section | None:
    """Return what was replayed, and what that shows."""
    shown = [*_replayed(found), *(_proved(found) if found.agrees else ())]
    return section("checked", points([one] for one in shown))


def unchecked(found: Verification) -> Section | None:
    """Return what was not checked."""
    named: dict[str, list[str]] = {}
    for n, path in enumerate(found.unchecked):
        part, _, inside = path.partition(".")
        key = f"roadmap_{inside}" if part == "roadmap" else part
        named.setdefault(key, []).append(f"result:verification.unchecked.{n}")
    told = (sentence(f"unchecked.{key}", *basis) for key, basis in sorted(named.items()))
    return section("unchecked", points([one] for one in told))


def _replayed(found: Verification) -> Iterator[Sentence]:
    if found.moves is not None:
        yield sentence("verification.moves", "result:verification.moves", moves=found.moves)
    for name, number in found.orders.items():
        if number:
            basis = f"result:verification.orders.{name}"
            yield sentence(f"verification.{name}", basis, number=number)


def _proved(found: Verification) -> Iterator[Sentence]:
    if found.moves is not None and not found.proved:
        yield sentence("verification.no_certificates", "result:verification.proved")
    for key, proved in found.proved.items():
        shown = {True: "passes", False: "passes_not", None: "unproved"}[proved]
        name = say(f"verification.key_{key}")
        yield sentence(f"verification.{shown}", f"result:verification.proved.{key}", which=name)
    if found.reasons:
        yield sentence(
            "verification.reasons",
            "result:verification.reasons",
            "result:verification.reasons_proved",
            reasons=found.reasons,
            proved=found.reasons_proved,
        )
