from datetime import date

import numpy as np
import pytest

from winset import scenario
from winset.scenario.trust import trust_matrix

HEAD = "winset: 1\ntitle: t\nparties: {a: {name: A}, b: {name: B}, c: {name: C}}\n"
STEPS = "steps: {s: {by: [a]}}\n"


def trust(more: str = "", *, head: str = HEAD) -> list[list[float]]:
    found = trust_matrix(scenario.load_text(head + STEPS + more))
    assert found.dtype == np.float64
    return [[round(float(x), 12) for x in row] for row in found]


def test_without_a_record_the_prior_holds() -> None:
    assert trust() == [[1, 0.5, 0.5], [0.5, 1, 0.5], [0.5, 0.5, 1]]
    assert trust("trust_prior: {mean: 0.2}")[0] == [1, 0.2, 0.2]


def test_promises_are_weighed_against_the_prior() -> None:
    # a judges b by 2 promises worth 1 and 3: (2·0.5 + 1·1 + 3·0) / (2 + 4) = 1/3
    found = trust(
        "record:\n"
        "  - {date: 2001, event: x, by: b, to: a, kept: 1}\n"
        "  - {date: 2002, event: y, by: b, to: a, kept: 0, weight: 3}\n"
    )
    assert found[0][1] == round(1 / 3, 12)
    assert found[2][1] == 0.5  # nothing was promised to c
    assert found[1][0] == 0.5


def test_a_promise_to_nobody_named_counts_for_all() -> None:
    found = trust("record: [{date: 2001, event: x, by: b, kept: 0.5, weight: 2}]\n")
    assert [found[0][1], found[2][1]] == [0.5, 0.5]
    found = trust("record: [{date: 2001, event: x, by: b, kept: 1}]\n")
    assert [found[0][1], found[2][1]] == [round(2 / 3, 12)] * 2  # (1 + 1) / 3


def test_a_promise_to_an_observer_counts_for_nobody() -> None:
    found = trust(
        "observers: {d: {name: D}}\nrecord: [{date: 2001, event: x, by: b, to: d, kept: 1}]\n"
    )
    assert found == trust()


def test_the_prior_can_be_stated() -> None:
    # (4·0.25 + 1) / (4 + 1) = 0.4
    found = trust(
        "trust_prior: {mean: 0.25, strength: 4}\n"
        "record: [{date: 2001, event: x, by: b, to: a, kept: 1}]\n"
    )
    assert found[0] == [1, 0.4, 0.25]


def test_only_promises_before_the_talks_count() -> None:
    record = "record: [{{date: {}, event: x, by: b, to: a, kept: 1}}]\n"
    when = "when: [2019-02-27, 2019-02-28]\n"
    assert trust(when + record.format("2019-02-26"))[0][1] == round(2 / 3, 12)
    assert trust(when + record.format("2019-02-27"))[0][1] == 0.5
    assert trust(when + record.format("2019-02"))[0][1] == round(2 / 3, 12)  # from 1 February
    assert trust(when + record.format("2019-03"))[0][1] == 0.5
    assert trust(record.format("2050"))[0][1] == round(2 / 3, 12)  # undated talks: all count


def test_promises_fade_until_the_talks() -> None:
    start, promise = date(2019, 2, 27), date(2009, 2, 27)
    fade = 2 ** (-((start - promise).days / 365.25) / 10)
    found = trust(
        "when: [2019-02-27, 2019-02-28]\nrecord_half_life: 10 years\n"
        "record: [{date: 2009-02-27, event: x, by: b, to: a, kept: 1, weight: 2}]\n"
    )
    assert found[0][1] == pytest.approx((1 + 2 * fade) / (2 + 2 * fade), abs=1e-11)
    assert fade == pytest.approx(0.5, abs=1e-4)


def test_undated_talks_count_age_from_the_latest_entry() -> None:
    days = (date(2010, 1, 1) - date(2000, 1, 1)).days
    fade = 2 ** (-days / 365.25 / 5)
    found = trust(
        "record_half_life: 5 years\nrecord:\n"
        "  - {date: 2010, event: nothing was promised}\n"
        "  - {date: 2000, event: x, by: b, to: a, kept: 0}\n"
    )
    assert found[0][1] == pytest.approx(1 / (2 + fade), abs=1e-11)


def test_a_number_in_the_file_wins() -> None:
    head = HEAD.replace("a: {name: A}", "a: {name: A, trust: {b: {low: 0, mode: 0.3, high: 1}}}")
    found = trust("record: [{date: 2001, event: x, by: b, kept: 1}]\n", head=head)
    assert found[0][1] == 0.3
    assert found[2][1] == round(2 / 3, 12)


def test_a_range_counts_at_its_mode() -> None:
    found = trust(
        "record: [{date: 2001, event: x, by: b, kept: {low: 0, mode: 0.8, high: 1},"
        " weight: {low: 1, mode: 3, high: 9}}]\n"
    )
    assert found[0][1] == round((1 + 2.4) / 5, 12)
