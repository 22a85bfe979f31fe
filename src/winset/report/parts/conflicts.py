"""What cannot be had together: the smallest sets of reasons, each with its proof in small."""

from collections.abc import Iterator, Sequence

from winset.analysis import Analysis
from winset.impasse.blocked import Barrier
from winset.impasse.impasse import Impasse
from winset.impasse.reasons import Reason
from winset.report.charts.reasons import reasons_chart
from winset.report.document.blocks import Block, Details, Section, Sentence
from winset.report.document.compose import paragraph, picture, points, section
from winset.report.document.sentences import note, sentence
from winset.report.language.catalogue import say
from winset.report.phrases.groups import Trust, given_up, reason_sentence
from winset.report.phrases.verdicts import escrow_words
from winset.scenario import Scenario

_MOST = 8

Numbered = tuple[int, Reason]


def conflicts(analysis: Analysis) -> Section | None:
    """Return why no package meets all that is asked for; or the one that does."""
    scenario, impasse = analysis.scenario, analysis.impasse
    if impasse is None:
        return None
    if impasse.deal_exists:
        told = (*_all_met(scenario, impasse), *_cut_short(impasse))
        return section("all_met", paragraph(*told))
    shown = list(enumerate(impasse.reasons))[:_MOST]
    return section(
        "conflicts",
        paragraph(*_counts(scenario, impasse), *_cut_short(impasse)),
        note("conflicts.how_to_read"),
        *_by_conflict(scenario, impasse, shown),
        paragraph(*_left(impasse, len(shown))),
        picture(reasons_chart(scenario, impasse)),
    )


def plainest(analysis: Analysis) -> Iterator[Sentence]:
    """Yield the smallest reason of each conflict, with what each demand asks for."""
    impasse = analysis.impasse
    if impasse is None:
        return
    seen: set[int] = set()
    for n, reason in enumerate(impasse.reasons):
        if reason.conflict not in seen:
            seen.add(reason.conflict)
            yield _reason_sentence(analysis.scenario, n, reason, impasse.trust)


def _all_met(scenario: Scenario, impasse: Impasse) -> Iterator[Sentence]:
    deal = impasse.deal
    if deal is not None and scenario.demands:
        values = [(scenario.name(party), value) for party, value in deal.values.items()]
        data = {"steps": len(deal.package), "demands": len(scenario.demands), "values": values}
        yield sentence("conflicts.all_met", "result:impasse.deal", **data)
        if deal.escrow:
            text = escrow_words(scenario, deal.escrow)
            yield sentence("deal.escrow", "result:impasse.deal.escrow", text=text)


def _counts(scenario: Scenario, impasse: Impasse) -> Iterator[Sentence]:
    found = len({reason.conflict for reason in impasse.reasons})
    demands = len(scenario.demands)
    data = {"reasons": len(impasse.reasons), "conflicts": found, "demands": demands}
    key = "conflicts.counted" if impasse.all_up_to is None else "conflicts.counted_so_far"
    key = key if found else "conflicts.unproved"
    yield sentence(key, "result:impasse.reasons", "result:impasse.all_up_to", **data)


def _cut_short(impasse: Impasse) -> Iterator[Sentence]:
    if not impasse.complete:
        yield sentence("conflicts.cut_short", "result:impasse.complete")


def _left(impasse: Impasse, shown: int) -> Iterator[Sentence]:
    left = len(impasse.reasons) - shown
    if left > 0:
        yield sentence("conflicts.left", "result:impasse.reasons", left=left)


def _by_conflict(
    scenario: Scenario, impasse: Impasse, shown: Sequence[Numbered]
) -> Iterator[Block | None]:
    """Yield the reasons, those of a conflict together where there are several."""
    found = list(dict.fromkeys(reason.conflict for _, reason in shown))
    several = len({reason.conflict for reason in impasse.reasons}) > 1
    for conflict in found:
        label = say("conflicts.number", n=conflict + 1) if several else ""
        if label:
            yield paragraph(label=label)
        for n, reason in shown:
            if reason.conflict == conflict:
                name = say("conflicts.reason", n=n + 1)
                yield paragraph(_reason_sentence(scenario, n, reason), label=name)
                yield _proof(scenario, n, reason)


def _reason_sentence(
    scenario: Scenario, n: int, reason: Reason, trust: Trust | None = None
) -> Sentence:
    text = reason_sentence(scenario, reason.groups, trust=trust)
    return Sentence(text, (f"result:impasse.reasons.{n}.groups",))


def _proof(scenario: Scenario, n: int, reason: Reason) -> Details:
    """Return what meets all but one of a reason's members, and why nothing meets them all."""
    path = f"result:impasse.reasons.{n}.certificate"
    rest = (
        (
            sentence(
                "conflicts.without",
                f"{path}.without",
                given_up=given_up(scenario, [group]),
                steps=len(shown.package),
                values=[(scenario.name(who), value) for who, value in shown.values.items()],
            ),
        )
        for group, shown in reason.certificate.without.items()
    )
    why = tuple(_barrier(path, reason.certificate.barrier))
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
