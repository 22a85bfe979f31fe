"""What proves that no order does better."""

from collections.abc import Iterator

from winset.report.document.blocks import Sentence
from winset.report.document.sentences import sentence
from winset.roadmaps.certificate import Certificate
from winset.roadmaps.roadmap import Roadmap


def proofs(roadmap: Roadmap) -> Iterator[Sentence]:
    """Yield, for each key that no order passes, what shows it."""
    found = roadmap.certificates
    if found is None:
        return
    each_alone = found.incentive.holds and found.trust.holds  # else what bars one bars both
    for key in ("incentive", "trust", *(["both"] if each_alone else [])):
        certificate: Certificate = getattr(found, key)
        if not certificate.holds:
            places = max((len(cut.places) for cut in certificate.cuts), default=0)
            basis = f"result:roadmap.certificates.{key}"
            yield sentence(
                "proofs.none", basis, which=key, where=_where(certificate), places=places
            )


def _where(certificate: Certificate) -> str:
    """Return where every order fails: ``start``, ``end``, ``between``; empty if not proved."""
    sides = {cut.side for cut in certificate.cuts}
    return "between" if len(sides) > 1 else "".join(sides)
