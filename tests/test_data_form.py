"""A document as plain data: all that it says, and nothing that JSON does not have."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from page_cases import CASES, analysis_of
from winset.report.document.blocks import Row, Sentence, assertions
from winset.report.forms.data import to_json
from winset.report.pages.brief import write_brief

pytestmark = pytest.mark.slow


def inside(thing: Any, block: str) -> Iterator[dict[str, Any]]:
    """Yield every block of a kind."""
    if isinstance(thing, dict):
        if thing.get("block") == block:
            yield thing
        for one in thing.values():
            yield from inside(one, block)
    elif isinstance(thing, list):
        for one in thing:
            yield from inside(one, block)


@pytest.mark.parametrize("name", ["first", "harbour", "hostile"])
def test_all_that_is_said_is_there_with_its_basis(name: str) -> None:
    assert name in CASES
    page = write_brief(analysis_of(name))
    data = json.loads(to_json(page))
    assert data["block"] == "Page"
    said = [one for one in assertions(page) if isinstance(one, Sentence)]
    told = [(one["text"], tuple(one["basis"])) for one in inside(data, "Sentence")]
    assert told == [(one.text, one.basis) for one in said]
    rows = [one for one in assertions(page) if isinstance(one, Row)]
    assert [tuple(one["cells"]) for one in inside(data, "Row")] == [one.cells for one in rows]
