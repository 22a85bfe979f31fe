"""The same question has the same bytes for an answer, wherever it is asked."""

from __future__ import annotations

import pytest

from same_bytes import ELSEWHERE, OUTPUTS, SHORT, differences
from winset.cli import app

pytestmark = pytest.mark.slow


def test_every_command_is_compared() -> None:
    asked = {command.split()[0] for command in OUTPUTS}
    assert asked >= {name for name in app if not name.startswith("-")}
    assert set(SHORT) <= set(OUTPUTS)
    assert len(set(OUTPUTS)) == 46


@pytest.mark.parametrize("command", SHORT)
def test_the_same_bytes_elsewhere(command: str) -> None:
    assert list(differences([command], {"all at once": ELSEWHERE})) == []
