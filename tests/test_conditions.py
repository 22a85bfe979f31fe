"""The language of conditions, against a reading of its own."""

from __future__ import annotations

from contextlib import suppress
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from winset.scenario.conditions import WORDS, ConditionError, parse_condition
from winset.scenario.states import columns_of, feasible_states, state_of

OPTIONS = ("a", "b", "c-d")
STATES = np.arange(8)


def holds(text: str) -> list[bool]:
    """Return where a condition holds, over the eight states of three options."""
    return [bool(one) for one in parse_condition(text).holds(columns_of(OPTIONS, STATES))]


def truths(expression: str) -> list[bool]:
    """Return the same of a Python expression over a, b and c."""
    code = compile(expression, "twin", "eval")
    rows = product((False, True), repeat=3)
    return [bool(eval(code, {"a": a, "b": b, "c": c})) for c, b, a in rows]  # noqa: S307


@pytest.mark.parametrize(
    ("text", "twin"),
    [
        ("a", "a"),
        ("not a", "not a"),
        ("not not a", "a"),
        ("a or b and c-d", "a or (b and c)"),
        ("(a or b) and c-d", "(a or b) and c"),
        ("not a and b", "(not a) and b"),
        ("not (a and b)", "not (a and b)"),
        ("a if b", "a or not b"),
        ("a iff b", "a == b"),
        ("a if b or c-d", "a or not (b or c)"),
        ("a and b iff not c-d", "(a and b) == (not c)"),
        ("(a if b) if c-d", "(a or not b) or not c"),
        ("a if (b if c-d)", "a or not (b or not c)"),
        ("  a\tor(b)  ", "a or b"),
    ],
)
def test_conditions_mean_what_the_page_says(text: str, twin: str) -> None:
    assert holds(text) == truths(twin)


TREES = st.recursive(
    st.sampled_from(OPTIONS),
    lambda inner: st.one_of(
        st.tuples(st.just("not"), inner),
        st.tuples(st.sampled_from(["and", "or", "if", "iff"]), inner, inner),
    ),
    max_leaves=8,
)


def spelt(tree: object) -> str:
    if isinstance(tree, str):
        return tree
    assert isinstance(tree, tuple)
    if len(tree) == 2:
        return f"not ({spelt(tree[1])})"
    word, left, right = tree
    return f"({spelt(left)}) {word} ({spelt(right)})"


def meant(tree: object, on: dict[str, bool]) -> bool:
    if isinstance(tree, str):
        return on[tree]
    assert isinstance(tree, tuple)
    if len(tree) == 2:
        return not meant(tree[1], on)
    left, right = (meant(one, on) for one in tree[1:])
    return {
        "and": left and right,
        "or": left or right,
        "if": left or not right,
        "iff": left == right,
    }[tree[0]]


@settings(max_examples=60, deadline=None)
@given(TREES)
def test_every_condition_is_read_as_it_was_written(tree: object) -> None:
    rows = [
        dict(zip(OPTIONS, bits[::-1], strict=True)) for bits in product((False, True), repeat=3)
    ]
    assert holds(spelt(tree)) == [meant(tree, on) for on in rows]


@settings(max_examples=80, deadline=None)
@given(st.text(alphabet="ab-()dnotrif _;'", max_size=30))
def test_a_text_is_a_condition_or_is_refused(text: str) -> None:
    with suppress(ConditionError):
        found = parse_condition(text)
        assert not set(found.options) & set(WORDS)
        assert found.holds({option: np.array([True]) for option in found.options}).shape == (1,)


def test_options_are_told_once() -> None:
    assert parse_condition("b or a and b").options == ("b", "a")


def test_states_are_numbered_by_binary_value() -> None:
    barred = [parse_condition("a and b"), parse_condition("c-d and not b")]
    assert feasible_states(OPTIONS, barred).tolist() == [0, 1, 2, 6]
    assert state_of(OPTIONS, ["c-d", "b"]) == 6
