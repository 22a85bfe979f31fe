"""What tests of the command line share."""

import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from pseudo import speaking_pseudo
from winset.cli import main


@pytest.fixture
def run(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[..., tuple[int, str, str]]:
    """Run the command line in this process, in an empty folder."""
    monkeypatch.chdir(tmp_path)

    def call(*arguments: str) -> tuple[int, str, str]:
        code = 0
        try:
            main(arguments)
        except SystemExit as stop:
            code = stop.code if isinstance(stop.code, int) else 1
        out, err = capsys.readouterr()
        assert "Traceback" not in err
        return code, out, err

    return call


@pytest.fixture
def made_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Speak a language that is one more file."""
    with speaking_pseudo(tmp_path, monkeypatch):
        yield


@pytest.fixture(autouse=True, scope="session")
def interrupted_as_usual() -> None:
    """Let commands be interrupted even where the tests were started so as to ignore it."""
    signal.signal(signal.SIGINT, signal.default_int_handler)
