"""A language for tests: every message of English in brackets, accented and longer.

What stands outside brackets in a document in it was not said by the catalogue.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from winset.language import messages as language
from winset.language.messages import FOLDER

if TYPE_CHECKING:
    import pytest

ENGLISH = (FOLDER / "en.toml").read_text("utf-8")
OPEN, CLOSE = "⟦", "⟧"
CODE = "qps"
_ACCENTED = str.maketrans("aeiouAEIOUcnsyz", "áéíóúÁÉÍÓÚçñšýž")
_FILLED = re.compile(r"(\{\{.*?\}\}|\{%.*?%\})", re.DOTALL)
_MORE = 0.4


def pseudo(english: str) -> str:
    """Return the file of the pseudo-language that is made of English's."""
    lines = ['locale = "el"']
    lines += [f"{key} = {_quoted(_said(text))}" for key, text in messages(english)]
    return "\n".join(lines) + "\n"


@contextmanager
def speaking_pseudo(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Speak the pseudo-language for a while, whose file stands in a folder."""
    (folder / "en.toml").write_text(ENGLISH, "utf-8")
    (folder / f"{CODE}.toml").write_text(pseudo(ENGLISH), "utf-8")
    monkeypatch.setattr(language, "FOLDER", folder)
    with language.speaking(CODE):
        yield


def messages(file: str) -> Iterator[tuple[str, str]]:
    """Yield the messages of a language's file, each with its key."""
    yield from _below(tomllib.loads(file))


def _below(group: Mapping[str, Any], path: str = "") -> Iterator[tuple[str, str]]:
    for name, inside in group.items():
        if isinstance(inside, dict):
            yield from _below(inside, f"{path}{name}.")
        elif path:
            yield f"{path}{name}", inside


def _said(text: str) -> str:
    parts = [
        part if _FILLED.fullmatch(part) else part.translate(_ACCENTED)
        for part in _FILLED.split(text)
    ]
    longer = "·" * round(_MORE * len(text))
    return f"{OPEN}{''.join(parts)}{longer}{CLOSE}"


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


def outside(text: str) -> str:
    """Return what of a text stands in no brackets."""
    depth, kept = 0, []
    for letter in text:
        depth += (letter == OPEN) - (letter == CLOSE)
        if depth == 0 and letter not in (OPEN, CLOSE):
            kept.append(letter)
    return "".join(kept)
