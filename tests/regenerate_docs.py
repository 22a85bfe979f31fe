"""Writes the output that the documentation shows anew, from the commands it shows: `make docs`.

What may stand in README.md and docs/*.md:

- ```` ```console ````: commands after ``$ ``, each with its output. A line ``…`` stands for lines
  left out; what stands between two of them keeps its first line and its length. They are
  ``winset …`` and ``cat FILE >> OTHER``, run at the root of the project; where a page writes files
  (``winset new``, ``cat``), in an empty folder with docs/examples, after the commands above that
  write.
- ```` ```python ````, and what it prints in a ```` ```text ```` block right after it, with nothing
  but an empty line between, if one is there.

Pages may be named; else all are written, and their pictures. Nothing is written of a page where
something fails. The results among the examples, which the pages show how to check, are written
first.
"""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import chdir, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from functools import cache
from io import StringIO
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

from winset.cli import main as winset

ROOT = Path(__file__).resolve().parents[1]
LEFT_OUT = "…"
SAVED = "dam.yaml"
"""What a reader of the README has saved: the example of that name."""
RESULTS = {"docs/examples/swap.json": "winset roadmap docs/examples/swap.yaml --format json"}
"""The results among the examples, and what prints them."""

PICTURES = {"docs/pictures/hanoi-offers.svg": "offers.svg"}
"""The pictures that pages show, and which charts of the Hanoi brief they are."""

_FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_SESSION = """
import contextlib, io, json, sys
space, printed = {}, []
for code in json.loads(sys.argv[1]):
    with contextlib.redirect_stdout(io.StringIO()) as output:
        exec(code, space)
    printed.append(output.getvalue())
print(json.dumps(printed))
"""
_WRITES = ("winset new ", "cat ")
_TERMINAL = ("FORCE_COLOR", "TTY_COMPATIBLE", "TTY_INTERACTIVE", "LINES")


class CannotRewriteError(Exception):
    """A block whose shown lines are no longer part of the output: a person has to look at it."""


@dataclass(frozen=True)
class Block:
    """A fenced block of a page, `start` and `end` being the place of its body in the text."""

    page: Path
    language: str
    body: str
    line: int
    start: int
    end: int

    @property
    def name(self) -> str:
        return f"{self.page.relative_to(ROOT)}:{self.line}"


@dataclass(frozen=True)
class Run:
    """A command of a console block, the output shown below it, and what wrote files before."""

    command: str
    shown: str
    before: tuple[str, ...] = ()


def pages() -> list[Path]:
    return [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]


def blocks(page: Path, *languages: str) -> list[Block]:
    """Return the fenced blocks of a page, of these languages if any are named."""
    text = page.read_text(encoding="utf-8")
    return [
        Block(page, match[1], match[2], text.count("\n", 0, match.start()) + 1, *match.span(2))
        for match in _FENCE.finditer(text)
        if not languages or match[1] in languages
    ]


def runs(block: Block) -> list[Run]:
    """Return the commands of a console block, each with what is shown below it."""
    above = [other for other in blocks(block.page, "console") if other.start < block.start]
    before = [command for other in above for command, _ in _commands(other) if writes(command)]
    found = []
    for command, shown in _commands(block):
        found.append(Run(command, shown, tuple(before)))
        if writes(command):
            before.append(command)
    return found


def writes(command: str) -> bool:
    """Return whether a command writes files that later ones may read."""
    return command.startswith(_WRITES) and "--help" not in command


def _commands(block: Block) -> list[tuple[str, str]]:
    _, *parts = re.split(r"^\$ ", block.body, flags=re.MULTILINE)
    commands = (part.partition("\n") for part in parts)
    return [(command, shown) for command, _, shown in commands]


def environment() -> dict[str, str]:
    """Return an environment in which output does not depend on who looks at it."""
    kept = {name: value for name, value in os.environ.items() if name not in _TERMINAL}
    return kept | {"NO_COLOR": "1", "COLUMNS": "100", "PYTHONIOENCODING": "utf-8"}


@cache
def output_of(command: str, before: tuple[str, ...] = ()) -> str:
    """Return what a command prints, run after those before it that write files."""
    if not before and not writes(command) and SAVED not in command.split():
        return _run(command, ROOT)
    with TemporaryDirectory() as folder:
        shutil.copytree(ROOT / "docs/examples", Path(folder, "docs/examples"))
        shutil.copy(ROOT / "docs/examples" / SAVED, folder)
        for earlier in before:
            _run(earlier, Path(folder))
        return _run(command, Path(folder))


def _run(command: str, folder: Path) -> str:
    match shlex.split(command):
        case ["winset", *arguments]:
            return _told(arguments, folder)
        case ["cat", source, ">>", target]:
            with (folder / target).open("a", encoding="utf-8") as file:
                file.write((folder / source).read_text(encoding="utf-8"))
            return ""
    raise CannotRewriteError(f"only `winset …` and `cat FILE >> OTHER` are run: {command}")


def _told(arguments: list[str], folder: Path) -> str:
    """Return what the command line prints on both its streams, run in this process."""
    code: object = 0
    with (
        chdir(folder),
        patch.dict(os.environ, environment(), clear=True),
        redirect_stdout(StringIO()) as output,
        redirect_stderr(output),
    ):
        try:
            winset(arguments)
        except SystemExit as stop:
            code = stop.code
    if code not in {0, 1, 2}:
        raise CannotRewriteError(f"exit code {code}:\n{output.getvalue()}")
    return output.getvalue()


def printed_by(block: Block) -> str:
    """Return what a Python block prints, run in one session with those of its page, in order.

    It runs in a folder with the files of tests/data, and with docs/examples where it belongs.
    """
    code = blocks(block.page, "python")
    return _session(tuple(other.body for other in code))[code.index(block)]


@cache
def _session(code: tuple[str, ...]) -> list[str]:
    """Return what each piece of code prints, run one after the other."""
    with TemporaryDirectory() as folder:
        shutil.copytree(ROOT / "tests/data", folder, dirs_exist_ok=True)
        shutil.copytree(ROOT / "docs/examples", Path(folder, "docs/examples"))
        session = [sys.executable, "-W", "error", "-c", _SESSION, json.dumps(code)]
        done = subprocess.run(
            session,
            cwd=folder,
            env=environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            check=False,
        )
        if done.returncode:
            raise CannotRewriteError(f"exit code {done.returncode}:\n{done.stdout}")
        printed: list[str] = json.loads(done.stdout)
        return printed


def prints(page: Path) -> Iterator[tuple[Block, Block]]:
    """Yield each Python block with the text block right after it that shows what it prints."""
    text = page.read_text(encoding="utf-8")
    for code, shown in pairwise(blocks(page)):
        adjacent = text[code.end : shown.start] == "```\n\n```text\n"
        if code.language == "python" and adjacent:
            yield code, shown


def matches(shown: str, output: str) -> bool:
    """Return whether an output is what is shown, lines left out aside."""
    try:
        return renewed(shown, output) == shown
    except CannotRewriteError:
        return False


def renewed(shown: str, output: str) -> str:
    """Return what to show of an output, the same parts left out as before."""
    lines, parts = output.splitlines(), _parts(shown.splitlines())
    if len(parts) == 1:
        return output
    result, at = [], 0
    for n, part in enumerate(parts):
        if part:
            at = _find(lines, part, at, first=n == 0, last=n == len(parts) - 1)
            result += lines[at : at + len(part)]
            at += len(part)
        if n < len(parts) - 1:
            result.append(LEFT_OUT)
    return "".join(f"{line}\n" for line in result)


def _parts(shown: list[str]) -> list[list[str]]:
    parts: list[list[str]] = [[]]
    for line in shown:
        if line == LEFT_OUT:
            parts.append([])
        else:
            parts[-1].append(line)
    return parts


def _find(lines: list[str], part: list[str], start: int, *, first: bool, last: bool) -> int:
    """Return where a part begins in the output."""
    if first:
        return 0
    if last:
        return max(start, len(lines) - len(part))
    if part[0] not in lines[start:]:
        raise CannotRewriteError(f"no such line in the output any more: {part[0]}")
    return lines.index(part[0], start)


def rewrite(page: Path) -> bool:
    """Write a page's shown output anew; return whether anything changed."""
    text = page.read_text(encoding="utf-8")
    bodies = {
        block.start: (
            block,
            "".join(
                f"$ {run.command}\n{renewed(run.shown, output_of(run.command, run.before))}"
                for run in runs(block)
            ),
        )
        for block in blocks(page, "console")
    }
    bodies |= {shown.start: (shown, printed_by(code)) for code, shown in prints(page)}
    new = text
    for start in sorted(bodies, reverse=True):
        block, body = bodies[start]
        new = new[: block.start] + body + new[block.end :]
    if new != text:
        page.write_text(new, encoding="utf-8")
    return new != text


def draw_pictures() -> None:
    """Write the pictures anew."""
    with TemporaryDirectory() as folder:
        _run("winset brief hanoi --output brief.md --charts charts", Path(folder))
        for file, chart in PICTURES.items():
            shutil.copyfile(Path(folder, "charts", chart), ROOT / file)


def main() -> None:
    named = [Path(name).resolve() for name in sys.argv[1:]]
    failed = False
    for file, command in RESULTS.items():
        (ROOT / file).write_text(output_of(command), encoding="utf-8")
    if not named:
        draw_pictures()
    for page in named or pages():
        try:
            told = "written anew" if rewrite(page) else "as it was"
        except CannotRewriteError as error:
            failed, told = True, f"left as it was, {error}"
        sys.stdout.write(f"{page.relative_to(ROOT)}: {told}\n")
    sys.exit(failed)


if __name__ == "__main__":
    main()
