"""What proves that no order does better, for the terminal."""

from collections.abc import Iterator

from rich.text import Text

from winset.report.language.words import count
from winset.report.layout import DIM
from winset.roadmaps.certificate import Certificate
from winset.roadmaps.roadmap import Roadmap

_KEYS = {
    "incentive": "in every order of these steps somebody gains by breaking",
    "trust": "in every order of these steps somebody would have to trust more than it does",
    "both": "no order of these steps is both free of temptation and trusted",
}


def proof_body(roadmap: Roadmap | None) -> Iterator[Text]:
    """Yield, for each key that no order passes, what shows it."""
    if roadmap is None or roadmap.certificates is None:
        return
    for key, told in _KEYS.items():
        certificate: Certificate = getattr(roadmap.certificates, key)
        if not certificate.holds and (key != "both" or _each_alone(roadmap)):
            yield Text(f"Proof that {told}: {_proof(certificate)}.", style=DIM)


def _each_alone(roadmap: Roadmap) -> bool:
    """Return whether each key is passed by some order; else what bars one bars both."""
    found = roadmap.certificates
    return found is not None and found.incentive.holds and found.trust.holds


def _proof(certificate: Certificate) -> str:
    if not certificate.cuts:
        return "none short enough to print was found; it rests on the search alone"
    most = max((len(cut.places) for cut in certificate.cuts), default=0)
    if all(cut.side == "end" for cut in certificate.cuts):
        return "it is so once all is done, where every order ends"
    if all(cut.side == "start" for cut in certificate.cuts):
        return "it is so before anything is done, where every order begins"
    return f"every order must pass one of {count(most, 'place')} where it is so (winset verify)"
