"""Why there is no deal: the smallest sets of things that no deal fits, each with its proof."""

from collections.abc import Iterator, Sequence
from itertools import islice

from winset.analysis import Analysis
from winset.impasse.blocked import Barrier
from winset.impasse.impasse import Impasse
from winset.impasse.reasons import Reason, ReasonCertificate
from winset.language.catalogue import say
from winset.language.letters import capital
from winset.report.document.blocks import Block, Details, ReadingNote, Row, Section, Sentence, Table
from winset.report.document.compose import behind, paragraph, points, section
from winset.report.document.sentences import note, sentence, toned
from winset.report.parts.clashes import plainest
from winset.report.parts.packages import through
from winset.report.phrases.groups import KINDS, clauses, content, given_up, is_untitled
from winset.report.phrases.titles import shorter, wholes
from winset.report.phrases.worth import worth
from winset.scenario import Scenario

_MOST = 8
"""Reasons that are told."""

_MOST_IN_SHORT = 3

Numbered = tuple[int, Reason]


def finding(scenario: Scenario, impasse: Impasse) -> Sentence:
    """Return whether there is a deal."""
    demands = len(scenario.demands)
    if impasse.deal is None:
        none = sentence("impasse.none", "result:impasse.deal_exists", demands=demands)
        return toned(none, "bad")
    steps = len(impasse.deal.package)
    there = sentence("impasse.deal", "result:impasse.deal", steps=steps, demands=demands)
    return toned(there, "good")


def in_short(scenario: Scenario, impasse: Impasse, *opening: Sentence) -> Section | None:
    """Return what there is to know of the deal; or why there is none, and what would open one."""
    if impasse.deal_exists:
        told = (*the_deal(scenario, impasse), *cut_short(impasse))
        return section("in_short", paragraph(*told))
    first = islice(plainest(scenario, impasse), _MOST_IN_SHORT)
    return section(
        "in_short",
        paragraph(*counts(impasse)),
        points((one,) for one in first),
        paragraph(*opening),
        None if impasse.complete else note("conflicts.more_time"),
    )


def why_not_heading(scenario: Scenario) -> str:
    """Return the heading of why there is no deal, or none that meets every demand."""
    return say("headings.why_not" if scenario.demands else "headings.why_no_deal")


def the_deal(scenario: Scenario, impasse: Impasse) -> Iterator[Sentence]:
    """Yield what the best deal is worth, and its order, where there is one."""
    deal, path = impasse.deal, "result:impasse.deal"
    if deal is None:
        return
    yield sentence("impasse.worth", f"{path}.values", values=worth(scenario, deal.values))
    if deal.order:
        moves = [" + ".join(wholes(scenario, move)) for move in deal.order]
        yield sentence("impasse.order", f"{path}.order", moves=moves)
    yield from through(scenario, deal.escrow, path)


def conflicts(analysis: Analysis) -> Section | None:
    """Return why no package meets all that is asked for; or the one that does."""
    scenario, impasse = analysis.scenario, analysis.impasse
    if impasse is None:
        return None
    if impasse.deal_exists:
        met = (finding(scenario, impasse), *the_deal(scenario, impasse)) if scenario.demands else ()
        return section("all_met", paragraph(*met, *cut_short(impasse)))
    return section(
        "conflicts",
        paragraph(finding(scenario, impasse), *counts(impasse)),
        points([one] for one in islice(plainest(scenario, impasse), _MOST_IN_SHORT)),
        behind(say("conflicts.show"), *_reasons(scenario, impasse)),
    )


def why_none(scenario: Scenario, impasse: Impasse) -> Section | None:
    """Return every reason why there is no deal, and what the demands and kinds among them are."""
    if impasse.deal_exists:
        return None
    shown = impasse.reasons[:_MOST]
    kinds = {kind for reason in shown for kind in reason.kinds}
    told = [say(f"group_kinds.{kind}") for kind in KINDS if kind in kinds]
    return section(
        "why_none",
        *_reasons(scenario, impasse),
        _asked(scenario, shown),
        ReadingNote(say("conflicts.kinds", kinds=told)) if told else None,
    )


def counts(impasse: Impasse) -> Iterator[Sentence]:
    """Yield how many reasons there are, and whether there was time to find all."""
    found = len({reason.conflict for reason in impasse.reasons})
    data = {"reasons": len(impasse.reasons), "conflicts": found}
    key = "conflicts.counted" if impasse.all_up_to is None else "conflicts.counted_so_far"
    key = key if found else "conflicts.unproved"
    yield sentence(key, "result:impasse.reasons", "result:impasse.all_up_to", **data)
    yield from cut_short(impasse)


def cut_short(impasse: Impasse | None) -> Iterator[Sentence]:
    """Yield that there was no time to look at all, where that is so."""
    if impasse is not None and not impasse.complete:
        yield sentence("conflicts.cut_short", "result:impasse.complete")


def _reasons(scenario: Scenario, impasse: Impasse) -> Iterator[Block | None]:
    """Yield the first reasons with their proofs, those of a conflict together."""
    shown = list(enumerate(impasse.reasons))[:_MOST]
    several = len({reason.conflict for reason in impasse.reasons}) > 1
    yield note("conflicts.how_to_read")
    for conflict in dict.fromkeys(reason.conflict for _, reason in shown):
        if several:
            yield paragraph(label=say("conflicts.number", n=conflict + 1))
        for n, reason in shown:
            if reason.conflict == conflict:
                kinds = [say(f"reason_kinds.{kind}") for kind in reason.kinds]
                name = say("conflicts.reason", n=n + 1, kinds=kinds)
                basis = f"result:impasse.reasons.{n}.groups"
                told = sentence("insists.reason", basis, clauses=clauses(scenario, reason.groups))
                yield paragraph(told, label=name)
                if reason.certificate is not None:
                    yield _proof(scenario, n, reason.certificate)
    yield paragraph(*_left(impasse, len(shown)))


def _left(impasse: Impasse, shown: int) -> Iterator[Sentence]:
    left = len(impasse.reasons) - shown
    if left > 0:
        yield sentence("conflicts.left", "result:impasse.reasons", left=left)
    if impasse.all_up_to:
        most = impasse.all_up_to
        yield sentence("conflicts.all_up_to", "result:impasse.all_up_to", most=most)


def _asked(scenario: Scenario, shown: Sequence[Reason]) -> Table | None:
    """Return what the demands among some reasons ask for."""
    among = {group for reason in shown for group in reason.groups}
    columns = tuple(say(f"demanded.{name}") for name in ("title", "by", "asks"))
    rows = tuple(
        Row(
            (
                capital(shorter(demand)),
                scenario.label(demand.by),
                content(scenario, demand),
            ),
            (f"file:demands.{demand.id}",),
        )
        for demand in scenario.demands
        if f"demand:{demand.id}" in among and not is_untitled(demand)
    )
    return Table(say("demanded.caption"), columns, rows)


def _proof(scenario: Scenario, n: int, proof: ReasonCertificate) -> Details:
    """Return what meets all but one of a reason's members, and why nothing meets them all."""
    path = f"result:impasse.reasons.{n}.certificate"
    rest = (
        (
            sentence(
                "conflicts.without",
                f"{path}.without",
                given_up=given_up(scenario, [group]),
                steps=len(shown.package),
                values=worth(scenario, shown.values),
            ),
        )
        for group, shown in proof.without.items()
    )
    why = tuple(_barrier(path, proof.barrier))
    return Details(say("conflicts.proof"), (points((*rest, why)),))


def _barrier(path: str, barrier: Barrier) -> Iterator[Sentence]:
    if not barrier.packages:
        yield sentence("conflicts.no_package", f"{path}.packages")
        return
    yield sentence("conflicts.looked_at", f"{path}.packages", packages=barrier.packages)
    failing = {"unordered": barrier.unordered, "start": barrier.start, "end": barrier.end}
    for name, failed in failing.items():
        if failed:
            yield sentence(f"conflicts.{name}", f"{path}.{name}", failed=failed)
    failed = barrier.packages - sum(failing.values())
    if failed:
        key = "conflicts.searched" if barrier.between is None else "conflicts.between"
        yield sentence(key, f"{path}.packages", f"{path}.between", failed=failed)
