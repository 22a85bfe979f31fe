"""What could be signed: the engine against the plain twin, and what must not matter."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

import pytest

from generators.random_games import draws
from references import deals_reference as twin
from winset.deals.find import Deal, Deals, find_deals
from winset.scenario import (
    Bonus,
    Choice,
    Demand,
    Number,
    Observer,
    Party,
    Ratifier,
    Scenario,
    Step,
    Term,
    Unit,
)

SOLUTIONS = ("nash", "kalai_smorodinsky", "egalitarian", "utilitarian")
ALWAYS = SOLUTIONS[:2]
NEAR = 1e-9


def drawn(seed: int, trials: int, most: int = 6) -> list[Scenario]:
    return [twin.random_scenario(rng, 1, most) for rng in draws(seed, trials)]


def sets(deals: Iterable[Deal] | None) -> set[twin.Package] | None:
    """Return the packages of a list of deals, of which none may come twice."""
    if deals is None:
        return None
    listed = [frozenset(deal.steps) for deal in deals]
    assert len(listed) == len(set(listed))
    return set(listed)


def picked(deals: Deals) -> dict[str, set[twin.Package] | None]:
    return {name: sets(found) for name, found in deals.solutions.items()}


def tally(deals: Deals) -> tuple[int, int, int]:
    return deals.packages, deals.signable, deals.overlap


def assert_like_twin(scenario: Scenario) -> Deals:
    """Hold all that the engine returns against the twin."""
    found = find_deals(scenario)
    points = twin.signable_points(scenario)
    assert found.packages == sum(1 for package in twin.packages(scenario) if package)
    assert found.signable == sum(1 for package in points if package)
    assert found.overlap == twin.overlap(scenario)
    front = twin.frontier(points)
    assert sets(found.frontier) == set(front)
    assert picked(found) == twin.solutions(scenario, points)
    for deals in (found.frontier, *found.solutions.values()):
        for deal in deals or ():
            assert_deal(scenario, deal, points)
    assert_terms(scenario, found)
    return found


def assert_deal(scenario: Scenario, deal: Deal, points: twin.Points) -> None:
    assert deal.steps == tuple(s.id for s in scenario.steps if s.id in deal.steps)
    expected = dict(
        zip((p.id for p in scenario.parties), points[frozenset(deal.steps)], strict=True)
    )
    assert list(deal.values) == list(expected)
    assert deal.values == pytest.approx(
        {party: float(amount) for party, amount in expected.items()}, abs=NEAR
    )


def assert_terms(scenario: Scenario, found: Deals) -> None:
    assert list(found.terms) == [term.id for term in scenario.terms]
    for term in scenario.terms:
        common, read = twin.common_meaning(term), found.terms[term.id]
        assert (set(read.common), len(read.common)) == (common, len(common))
        assert list(read.only) == list(term.meaning)
        for party, steps in term.meaning.items():
            rest = set(steps) - common
            assert (set(read.only[party]), len(read.only[party])) == (rest, len(rest))


# --------------------------------------------------------------------------------------------
# Against the twin


@pytest.mark.parametrize("seed", range(6))
def test_random_scenarios(seed: int) -> None:
    for scenario in drawn(seed, 100):
        assert_like_twin(scenario)


def test_the_draws_cover_what_they_should() -> None:
    """The comparison above would be idle if the scenarios were all alike."""
    seen: Counter[str] = Counter()
    for scenario in [one for seed in range(3) for one in drawn(seed, 100)]:
        deals = find_deals(scenario)
        points = twin.signable_points(scenario)
        kinds = {"before", "require", "refuse", "at_least", "term"}
        seen.update(k for d in scenario.demands for k in kinds if getattr(d, k) not in ((), None))
        seen.update(who for step in scenario.steps for who in step.consent)
        seen["three parties"] += len(scenario.parties) == 3
        seen["comparable"] += scenario.comparable
        seen["not comparable"] += not scenario.comparable
        seen["required"] += any(choice.required for choice in scenario.choices)
        seen["nothing signable"] += not points
        seen["only the empty package"] += set(points) == {twin.EMPTY}
        seen["the empty package refused"] += bool(points) and twin.EMPTY not in points
        seen["wide frontier"] += len(deals.frontier) > 3
        seen["ties"] += any(len(found or ()) > 1 for found in deals.solutions.values())
        seen["overlap"] += bool(scenario.demands) and 0 < deals.overlap < deals.packages
        vetoed = [twin.vetoes(scenario, package) for package in twin.packages(scenario)]
        seen["veto"] += any(vetoed)
    needed = {
        *("before", "require", "refuse", "at_least", "term", "oak", "elm", "ann.hall", "col.house"),
        *("three parties", "comparable", "not comparable", "required", "nothing signable"),
        *("only the empty package", "the empty package refused", "wide frontier", "ties"),
        *("overlap", "veto"),
    }
    assert {name for name in needed if seen[name] < 8} == set()


def test_more_steps_than_are_summed_at_once() -> None:
    rng = random.Random(5)  # noqa: S311
    names = tuple(f"step-{n}" for n in range(13))
    steps = tuple(
        Step(name, name, ("a",), {"a": tenths(rng, -20, 15), "b": tenths(rng, -12, 15)})
        for name in names
    )
    scenario = replace(
        TWO,
        steps=steps,
        bonuses=(Bonus((names[0], names[12]), {"a": Number(4.1), "b": Number(0.3)}),),
        choices=(Choice("one", names[9:13]), Choice("two", names[:3], required=True)),
        unit={"a": EURO, "b": EURO},
    )
    found = assert_like_twin(scenario)
    assert found.packages == 2**6 * 5 * 3
    assert 3 < len(found.frontier) < found.signable


def tenths(rng: random.Random, low: int, high: int) -> Number:
    return Number(rng.randint(low, high) / 10)


# --------------------------------------------------------------------------------------------
# What must not matter


@pytest.mark.parametrize("seed", [11, 12])
def test_names_and_the_order_of_the_file_do_not_matter(seed: int) -> None:
    for rng, scenario in zip(draws(seed, 100), drawn(seed, 100), strict=True):
        parties = dict(zip(("ann", "ben", "col"), rng.sample(("x", "y", "z"), 3), strict=True))
        steps = dict(zip("abcdef", rng.sample("uvwrst", 6), strict=True))
        before = find_deals(scenario)
        after = find_deals(shuffled(rng, renamed(scenario, parties, steps)))
        assert tally(after) == tally(before)
        assert sets(after.frontier) == moved(sets(before.frontier), steps)
        assert picked(after) == {name: moved(p, steps) for name, p in picked(before).items()}


def moved(packages: set[twin.Package] | None, names: Mapping[str, str]) -> set[twin.Package] | None:
    if packages is None:
        return None
    return {frozenset(names[step] for step in package) for package in packages}


def renamed(scenario: Scenario, parties: Mapping[str, str], steps: Mapping[str, str]) -> Scenario:
    """Return the same scenario with other ids."""

    def who(name: str) -> str:
        party, dot, ratifier = name.partition(".")
        return parties.get(party, party) + dot + ratifier

    def keyed(found: Mapping[str, Number]) -> dict[str, Number]:
        return {who(name): number for name, number in found.items()}

    def all_of(found: Iterable[str]) -> tuple[str, ...]:
        return tuple(steps[step] for step in found)

    def home(one: Ratifier) -> Ratifier:
        return replace(one, value={steps[step]: number for step, number in one.value.items()})

    return replace(
        scenario,
        parties=tuple(
            replace(p, id=who(p.id), trust=keyed(p.trust), home=tuple(map(home, p.home)))
            for p in scenario.parties
        ),
        steps=tuple(
            replace(
                step,
                id=steps[step.id],
                by=tuple(map(who, step.by)),
                value=keyed(step.value),
                after=all_of(step.after),
                consent=tuple(map(who, step.consent)),
            )
            for step in scenario.steps
        ),
        unit={who(name): unit for name, unit in scenario.unit.items()},
        choices=tuple(replace(c, one_of=all_of(c.one_of)) for c in scenario.choices),
        bonuses=tuple(Bonus(all_of(b.when), keyed(b.value)) for b in scenario.bonuses),
        terms=tuple(
            Term(t.id, {who(name): all_of(read) for name, read in t.meaning.items()})
            for t in scenario.terms
        ),
        demands=tuple(
            replace(
                demand,
                by=who(demand.by),
                before=tuple((steps[x], steps[y]) for x, y in demand.before),
                require=all_of(demand.require),
                refuse=all_of(demand.refuse),
            )
            for demand in scenario.demands
        ),
    )


def shuffled(rng: random.Random, scenario: Scenario) -> Scenario:
    """Return the same scenario with the blocks of its file in another order."""
    return replace(
        scenario,
        parties=tuple(rng.sample(scenario.parties, len(scenario.parties))),
        steps=tuple(rng.sample(scenario.steps, len(scenario.steps))),
        choices=tuple(rng.sample(scenario.choices, len(scenario.choices))),
        bonuses=tuple(rng.sample(scenario.bonuses, len(scenario.bonuses))),
        demands=tuple(rng.sample(scenario.demands, len(scenario.demands))),
    )


@pytest.mark.parametrize("factor", [0.125, 3.0, 1000.0])
def test_the_scale_of_one_party_does_not_matter(factor: float) -> None:
    for scenario in drawn(21, 100):
        before, after = find_deals(scenario), find_deals(scaled(scenario, "ben", factor))
        assert tally(after) == tally(before)
        assert sets(after.frontier) == sets(before.frontier)
        for name in ALWAYS:
            assert picked(after)[name] == picked(before)[name]


def test_small_numbers_are_as_good_as_large_ones() -> None:
    """With 1e-5 for 1 a product of three values is far below the tolerance of a single one."""
    for scenario in drawn(22, 100):
        small = scenario
        for party in scenario.parties:
            small = scaled(small, party.id, 1e-5)
        before, after = find_deals(scenario), find_deals(small)
        assert tally(after) == tally(before)
        assert sets(after.frontier) == sets(before.frontier)
        assert picked(after) == picked(before)


def scaled(scenario: Scenario, party: str, factor: float) -> Scenario:
    """Return the scenario with another scale for one party and those at its home."""

    def number(found: Number) -> Number:
        return Number(found.point * factor)

    def keyed(found: Mapping[str, Number]) -> dict[str, Number]:
        return {name: number(n) if name == party else n for name, n in found.items()}

    def home(one: Ratifier) -> Ratifier:
        return replace(
            one,
            floor=number(one.floor),
            no_deal=None if one.no_deal is None else number(one.no_deal),
            value={step: number(found) for step, found in one.value.items()},
        )

    return replace(
        scenario,
        parties=tuple(
            replace(p, no_deal=number(p.no_deal), home=tuple(map(home, p.home)))
            if p.id == party
            else p
            for p in scenario.parties
        ),
        steps=tuple(replace(step, value=keyed(step.value)) for step in scenario.steps),
        bonuses=tuple(replace(bonus, value=keyed(bonus.value)) for bonus in scenario.bonuses),
        demands=tuple(
            replace(d, at_least=number(d.at_least)) if d.at_least and d.by == party else d
            for d in scenario.demands
        ),
    )


@pytest.mark.parametrize("no_deal", [-1.5, 0.0])
def test_a_party_that_nothing_concerns_does_not_matter(no_deal: float) -> None:
    for scenario in drawn(31, 100):
        idle = Party("idle", "Idle", no_deal=Number(no_deal))
        before = find_deals(scenario)
        after = find_deals(replace(scenario, parties=(*scenario.parties, idle)))
        assert tally(after) == tally(before)
        assert sets(after.frontier) == sets(before.frontier)
        for name in ALWAYS:
            assert picked(after)[name] == picked(before)[name]
        for deal in after.frontier:
            assert deal.values["idle"] == -no_deal


def test_a_step_that_is_bad_for_all_does_not_matter() -> None:
    for scenario in drawn(41, 150):
        values = {party.id: Number(-0.1) for party in scenario.parties}
        bad = Step("bad", "Bad", (scenario.parties[0].id,), values)
        before = find_deals(scenario)
        after = find_deals(replace(scenario, steps=(*scenario.steps, bad)))
        alone = 0 if any(choice.required for choice in scenario.choices) else 1
        assert after.packages == 2 * before.packages + alone
        assert before.signable <= after.signable <= 2 * before.signable + 1
        assert sets(after.frontier) == sets(before.frontier)
        assert picked(after) == picked(before)


def test_demands_change_the_overlap_alone() -> None:
    for scenario in drawn(51, 150):
        with_them, without = find_deals(scenario), find_deals(replace(scenario, demands=()))
        assert without.overlap == without.packages == with_them.packages
        assert with_them.overlap <= without.overlap
        assert replace(with_them, overlap=0) == replace(without, overlap=0)


def test_more_who_may_refuse_sign_no_more() -> None:
    fewer = 0
    for scenario in drawn(61, 150):
        first, *others = scenario.parties
        hawks = Ratifier("hawks", "Hawks", Number(1.0), no_deal=Number(0.0))
        hardened = replace(scenario, parties=(replace(first, home=(hawks,)), *others))
        freed = replace(scenario, parties=(replace(first, home=()), *others))
        freed = replace(freed, steps=tuple(replace(s, consent=()) for s in freed.steps))
        hardened = replace(hardened, steps=freed.steps)
        fewer += find_deals(hardened).signable < find_deals(freed).signable
        assert find_deals(hardened).signable <= find_deals(freed).signable
    assert fewer > 20


# --------------------------------------------------------------------------------------------
# Known answers


def step(name: str, a: float, b: float, **others: float) -> Step:
    values = {"a": Number(a), "b": Number(b)} | {who: Number(v) for who, v in others.items()}
    return Step(name, name, ("a" if a < 0 else "b",), values)


EURO = Unit("euro")

TWO = Scenario(
    id="two",
    title="Two",
    hash="",
    parties=(Party("a", "A"), Party("b", "B")),
    steps=(step("give", -1, 3), step("take", 3, -1)),
    unit={"a": EURO, "b": EURO},
)


def with_no_deal(scenario: Scenario, **amounts: float) -> Scenario:
    parties = (
        replace(party, no_deal=Number(amounts.get(party.id, party.no_deal.point)))
        for party in scenario.parties
    )
    return replace(scenario, parties=tuple(parties))


def with_home(scenario: Scenario, ratifier: Ratifier) -> Scenario:
    first, *others = scenario.parties
    return replace(scenario, parties=(replace(first, home=(ratifier,)), *others))


def with_steps(scenario: Scenario, **changes: Callable[[Step], Step]) -> Scenario:
    steps = (changes[one.id](one) if one.id in changes else one for one in scenario.steps)
    return replace(scenario, steps=tuple(steps))


def test_an_exchange() -> None:
    found = assert_like_twin(TWO)
    assert (found.packages, found.signable, found.overlap) == (3, 1, 3)
    (deal,) = found.frontier
    assert deal == Deal(("give", "take"), {"a": 2.0, "b": 2.0})
    assert found.solutions == dict.fromkeys(SOLUTIONS, (deal,))


def test_nothing_signable() -> None:
    found = assert_like_twin(with_no_deal(TWO, a=5))
    assert (found.packages, found.signable, found.frontier) == (3, 0, ())
    assert found.solutions == dict.fromkeys(SOLUTIONS, ())


def test_nothing_signable_and_no_common_unit() -> None:
    found = assert_like_twin(replace(with_no_deal(TWO, a=5), unit={}))
    assert found.solutions == {
        "nash": (),
        "kalai_smorodinsky": (),
        "egalitarian": None,
        "utilitarian": None,
    }


def test_only_the_empty_package_signable() -> None:
    found = assert_like_twin(replace(TWO, steps=(step("give", -3, 2), step("take", 2, -3))))
    nothing = Deal((), {"a": 0.0, "b": 0.0})
    assert (found.packages, found.signable, found.frontier) == (3, 0, (nothing,))
    assert found.solutions == dict.fromkeys(SOLUTIONS, (nothing,))


def test_the_empty_package_can_be_refused() -> None:
    found = assert_like_twin(with_no_deal(TWO, a=2, b=2))
    (deal,) = found.frontier
    assert deal == Deal(("give", "take"), {"a": 0.0, "b": 0.0})


def test_all_packages_equal() -> None:
    found = assert_like_twin(replace(TWO, steps=tuple(step(name, 0, 0) for name in "pqr")))
    assert (found.packages, found.signable, len(found.frontier)) == (7, 7, 8)
    for name in SOLUTIONS:
        assert sets(found.solutions[name]) == sets(found.frontier)


def test_equal_but_for_rounding() -> None:
    """0.1 + 0.2 is not 0.3 in floats; neither package beats the other."""
    steps = (step("p", 0.1, 1), step("q", 0.2, 1), step("r", 0.3, 2))
    choice = (Choice("one", ("p", "r")), Choice("other", ("q", "r")))
    for parties in (TWO.parties, (*TWO.parties, Party("c", "C", no_deal=Number(-1.0)))):
        scenario = replace(TWO, steps=steps, choices=choice, parties=parties, unit={})
        found = assert_like_twin(scenario)
        both: set[twin.Package] = {frozenset({"p", "q"}), frozenset({"r"})}
        assert sets(found.frontier) == both
        assert sets(found.solutions["nash"]) == both


def test_solutions_differ() -> None:
    """Four deals, one for each: worked out by hand."""
    deals = {"n": (6, 5), "k": (9, 3.2), "e": (4.6, 5.5), "u": (20, 1)}
    parties = (Party("a", "A"), Party("b", "B"))
    scenario = replace(
        TWO,
        parties=parties,
        steps=tuple(step(name, *point) for name, point in deals.items()),
        choices=(Choice("deal", tuple(deals)),),
    )
    found = assert_like_twin(scenario)
    chosen = {
        name: {"".join(p) for p in packages or ()} for name, packages in picked(found).items()
    }
    assert chosen == {
        "nash": {"n"},  # 30 against 28.8, 25.3 and 20
        "kalai_smorodinsky": {"k"},  # 0.45 against 0.3, 0.23 and 0.18
        "egalitarian": {"n"},
        "utilitarian": {"u"},
    }
    assert [deal.steps for deal in found.frontier] == [("u",), ("k",), ("n",), ("e",)]


def test_the_frontier_runs_from_the_first_partys_best_deal_down() -> None:
    for scenario in drawn(71, 100):
        firsts = [deal.values[scenario.parties[0].id] for deal in find_deals(scenario).frontier]
        assert all(one >= then - NEAR for one, then in pairwise(firsts))


def test_a_required_choice_and_the_empty_package() -> None:
    scenario = replace(TWO, choices=(Choice("one", ("give", "take"), required=True),))
    found = assert_like_twin(with_no_deal(scenario, a=-1, b=-1))
    assert (found.packages, found.signable) == (2, 2)
    assert sets(found.frontier) == {twin.EMPTY, frozenset({"give"}), frozenset({"take"})}


def test_a_prerequisite_that_its_own_rival_excludes() -> None:
    scenario = with_steps(TWO, take=lambda one: replace(one, after=("give",)))
    found = assert_like_twin(replace(scenario, choices=(Choice("one", ("give", "take")),)))
    assert found.packages == 1


@pytest.mark.parametrize(
    ("ratifier", "signable"),
    [
        (Ratifier("hall", "Hall", Number(2.0)), True),
        (Ratifier("hall", "Hall", Number(2.1)), False),
        (Ratifier("hall", "Hall", Number(1.0), no_deal=Number(1.0)), True),
        (Ratifier("hall", "Hall", Number(1.0), no_deal=Number(1.1)), False),
        (Ratifier("hall", "Hall", Number(0.0), value={"give": Number(-3.0)}), True),
        (Ratifier("hall", "Hall", Number(0.0), value={"give": Number(-3.1)}), False),
        (Ratifier("hall", "Hall", Number(0.5), value={"give": Number(0.0)}), True),
    ],
)
def test_a_ratifier_at_its_floor(ratifier: Ratifier, signable: bool) -> None:
    found = assert_like_twin(with_home(TWO, ratifier))
    assert found.signable == signable


def test_a_ratifier_takes_its_partys_no_deal_and_bonuses() -> None:
    hall = Ratifier("hall", "Hall", Number(0.0), value={"give": Number(-4.0)})
    asked = with_home(TWO, hall)
    assert assert_like_twin(asked).signable == 0
    assert assert_like_twin(with_no_deal(asked, a=-1)).signable == 1
    bonus = Bonus(("give", "take"), {"a": Number(1.0)})
    assert assert_like_twin(replace(asked, bonuses=(bonus,))).signable == 1


def test_consent_of_an_observer() -> None:
    def asked(give: float, take: float, bonus: float) -> Scenario:
        steps = (step("give", -1, 3, oak=give), step("take", 3, -1, oak=take))
        scenario = replace(TWO, steps=steps, observers=(Observer("oak", "Oak"),))
        scenario = with_steps(scenario, give=lambda one: replace(one, consent=("oak",)))
        return replace(scenario, bonuses=(Bonus(("give", "take"), {"oak": Number(bonus)}),))

    assert assert_like_twin(asked(-1, 1, 0)).signable == 1
    assert assert_like_twin(asked(-1, 0.9, 0)).signable == 0
    assert assert_like_twin(asked(-1, 0.9, 0.1)).signable == 1
    unasked = with_steps(asked(-9, 0, 0), give=lambda one: replace(one, consent=()))
    assert assert_like_twin(unasked).signable == 1


def test_consent_of_a_ratifier_leaves_no_deal_out() -> None:
    hall = Ratifier("hall", "Hall", Number(-9.0), no_deal=Number(-9.0), value={"give": Number(-4)})
    scenario = with_home(TWO, hall)
    assert assert_like_twin(scenario).signable == 1
    asked = with_steps(scenario, give=lambda one: replace(one, consent=("a.hall",)))
    assert assert_like_twin(asked).signable == 0
    bonus = Bonus(("give", "take"), {"a": Number(1.0)})
    assert assert_like_twin(replace(asked, bonuses=(bonus,))).signable == 1
    elsewhere = with_steps(scenario, take=lambda one: replace(one, consent=("a.hall",)))
    free = replace(elsewhere, steps=(*elsewhere.steps, step("gift", 0, 1)))
    assert assert_like_twin(free).signable == 2  # the gift with the take, and the gift unasked


def test_units() -> None:
    for unit, comparable in [
        ({"a": EURO, "b": EURO}, True),
        ({"a": EURO, "b": Unit("yen")}, False),
        ({"a": EURO}, False),
        ({}, False),
    ]:
        found = assert_like_twin(replace(TWO, unit=unit))
        assert [found.solutions[name] is not None for name in SOLUTIONS[2:]] == [comparable] * 2
        assert all(found.solutions[name] for name in ALWAYS)


@pytest.mark.parametrize(
    ("demands", "overlap"),
    [
        ([Demand("one", "a", before=(("take", "give"),))], 2),  # give without take breaks it
        ([Demand("one", "a", before=(("give", "take"),)), Demand("two", "b", refuse=("give",))], 0),
        (
            [
                Demand("one", "a", before=(("take", "give"),)),
                Demand("two", "b", before=(("give", "take"),)),
            ],
            0,
        ),
        ([Demand("one", "a", require=("give", "take"))], 1),
        ([Demand("one", "a", at_least=Number(2.0))], 2),
        ([Demand("one", "a", at_least=Number(2.1)), Demand("two", "b", refuse=("give",))], 1),
        ([Demand("one", "b", term="word")], 2),
        ([Demand("one", "a", term="word")], 1),
    ],
)
def test_overlap(demands: list[Demand], overlap: int) -> None:
    word = Term("word", {"a": ("give", "take"), "b": ("give",)})
    found = assert_like_twin(replace(TWO, demands=tuple(demands), terms=(word,)))
    assert found.overlap == overlap


def test_demands_that_only_a_prerequisite_brings_into_a_circle() -> None:
    """Each of three pairs can be had with the others; all together they run in a circle."""
    steps = (step("p", 1, 1), step("q", 1, 1), step("r", 1, 1))
    demands = (
        Demand("one", "a", before=(("p", "q"),)),
        Demand("two", "b", before=(("q", "r"),)),
        Demand("all", "b", require=("p", "q", "r")),
    )
    scenario = replace(TWO, steps=steps, demands=demands)
    assert assert_like_twin(scenario).overlap == 1
    entangled = with_steps(scenario, p=lambda one: replace(one, after=("r",)))
    assert assert_like_twin(entangled).overlap == 0


def test_words() -> None:
    meanings = {"a": ("take", "give"), "b": ("give",)}
    terms = (Term("both", meanings), Term("lone", {"b": ("take",)}), Term("void", {"a": ()}))
    found = assert_like_twin(replace(TWO, terms=terms)).to_dict()["terms"]
    assert found == {
        "both": {"common": ["give"], "only": {"a": ["take"], "b": []}},
        "lone": {"common": ["take"], "only": {"b": []}},
        "void": {"common": [], "only": {"a": []}},
    }


# --------------------------------------------------------------------------------------------
# The twin itself, against answers worked out by hand


def test_the_twin_on_an_exchange() -> None:
    both, none = frozenset({"give", "take"}), twin.EMPTY
    points = twin.signable_points(TWO)
    assert points == {none: (Fraction(0),) * 2, both: (Fraction(2),) * 2}
    assert twin.refusals(TWO, frozenset({"give"})) == {"a": Fraction(1)}
    assert twin.solutions(TWO, points) == {name: {both} for name in SOLUTIONS}
