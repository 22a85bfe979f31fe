"""Why steps come in their order: what would break if one came before the other side's gift."""

import winset
from winset.scenario import load_text

FILE = """
winset: 1
title: A sale
parties:
  seller: {name: Ana, trust: {buyer: 0.5}}
  buyer: {name: Ben, trust: {seller: 0.9}, breach_penalty: 2}
steps:
  sample: {by: [seller], value: {seller: -0.1, buyer: 0.5}}
  pay: {by: [buyer], value: {seller: 9, buyer: -5}, reversible: 0.2}
  deliver: {by: [seller], value: {seller: -4, buyer: 8}, reversible: 0.9}
  thanks: {by: [seller], value: {seller: -0.1, buyer: 0.2}, after: [deliver]}
"""


def test_each_later_step_of_the_other_side_is_tried_before_the_largest_gift() -> None:
    scenario = load_text(FILE)
    order = ["pay", "sample", "deliver", "thanks"]
    roadmap = winset.plan_roadmap(scenario, order=order)
    assert roadmap is not None
    tried = {one.step: one for one in roadmap.earlier or ()}
    assert set(tried) == {"sample", "deliver"}  # thanks must wait for the delivery
    for step, one in tried.items():
        assert one.before == "pay"
        moved = [step, *(other for other in order if other != step)]
        again = winset.plan_roadmap(scenario, order=moved)
        assert again is not None
        assert one.verdict == again.verdict
        if one.verdict != "holds":
            worst = again.binding[0]
            told = (worst.party, worst.other, worst.kind, worst.step)
            assert (one.party, one.other, one.kind, one.act) == told


def test_in_hanoi_the_relief_stands_between_the_two_halves_of_what_it_buys() -> None:
    scenario = winset.load("hanoi")
    steps = ["yongbyon-uranium", "civilian-relief", "yongbyon-plutonium", "inspectors"]
    roadmap = winset.plan_roadmap(scenario, order=[*steps, "production-freeze"])
    assert roadmap is not None
    tried = {one.step: one.verdict for one in roadmap.earlier or ()}
    assert list(tried) == ["yongbyon-plutonium", "inspectors", "production-freeze"]
