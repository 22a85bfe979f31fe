from time import process_time

import winset
from winset.analysis import analyze
from winset.cases import resolve
from winset.report.envelope import to_json
from winset.roadmaps.plan import plan_roadmap
from winset.roadmaps.session import Session
from winset.scenario import Scenario, load_file

CHANGES = (
    ("parties.us.trust.dprk", 0.9),
    ("parties.dprk.breach_penalty", 12.5),
    ("parties.us.no_deal", 3.0),
)


def fresh(path: str, value: float) -> Scenario:
    return load_file(resolve("hanoi"), changes=[f"{path}={value}"])


def test_a_session_asked_again_with_one_number_changed_finds_what_a_fresh_file_does() -> None:
    session = Session(winset.load("hanoi"))
    told = set()
    for path, value in CHANGES:
        again = plan_roadmap(session.changed({path: value}))
        anew = plan_roadmap(fresh(path, value))
        assert again is not None
        assert anew is not None
        assert again.to_dict() == anew.to_dict()
        told.add(str(again.to_dict()))
    assert len(told) == len(CHANGES)


def test_a_session_asks_again_faster_than_a_fresh_file() -> None:
    session, (path, value) = Session(winset.load("hanoi")), CHANGES[0]
    times = [(_again(session, path, value), _anew(path, value)) for _ in range(5)]
    again, anew = (min(column) for column in zip(*times, strict=True))
    assert again < anew


def _again(session: Session, path: str, value: float) -> float:
    start = process_time()
    assert plan_roadmap(session.changed({path: value})) is not None
    return process_time() - start


def _anew(path: str, value: float) -> float:
    start = process_time()
    assert plan_roadmap(fresh(path, value)) is not None
    return process_time() - start


def test_what_a_session_shares_is_worked_out_once() -> None:
    session = Session(winset.load("hanoi"))
    analysis = analyze(session, impasse=False)
    assert session.settled is session.settled
    assert session.safeguards is session.safeguards
    assert to_json(session.scenario, analysis.to_dict()) == to_json(
        session.scenario, analyze(session.scenario, impasse=False).to_dict()
    )
    found = analysis.value_map
    assert found is not None
    assert analysis.roadmap is not None
    worth = list(analysis.roadmap.values.values())
    assert (abs(found.kept.T - worth).sum(axis=1) < 0.001).any()
    counts = analysis.deals.packages, analysis.deals.signable
    assert (found.possible.shape[1], found.signable.shape[1]) == counts


def test_why_there_is_no_deal_is_asked_of_a_session_as_well() -> None:
    swap = winset.load("docs/examples/swap.yaml")
    told = winset.explain_impasse(Session(swap), more=False)
    assert told == winset.explain_impasse(swap, more=False)
