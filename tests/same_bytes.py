"""Compares the bytes of every output under what must not change them.

`make same-bytes` runs it whole; the suite takes a short round.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from torture import ROOT, furnish, start

RIVERS = ROOT / "tests/data/rivers.yaml"

OUTPUTS = (
    "--help",
    "cases",
    "cases --format json",
    "cases --format csv",
    "cases show hanoi",
    "schema",
    "new talks.yaml",
    "check rivers.yaml",
    "show rivers.yaml",
    "show rivers.yaml --ids --format json",
    "check rivers.yaml --format json",
    "deals rivers.yaml",
    "deals rivers.yaml --format json",
    "deals rivers.yaml --format csv",
    "deals hanoi --format json",
    "roadmap rivers.yaml",
    "roadmap rivers.yaml --format json",
    "roadmap rivers.yaml --format csv",
    "roadmap rivers.yaml --prefer safe --format json",
    "roadmap segv.yaml --package all --format json",
    "roadmap hanoi --format json",
    "roadmap hanoi --package nash --in-time --format json",
    "advise hanoi --by 2021-01-20 --format json",
    "advise rivers.yaml",
    "advise rivers.yaml --format json",
    "analyze dam.yaml",
    "analyze dam.yaml --format json",
    "analyze rivers.yaml --quick --format json",
    "aftermath rivers.yaml",
    "aftermath rivers.yaml --along best --expect --format json",
    "aftermath rivers.yaml --chart graph.svg",
    "aftermath rivers.yaml --chart graph.png",
    "impasse dam.yaml",
    "impasse dam.yaml --format json",
    "impasse rivers.yaml --format json",
    "verify result.json dam.yaml",
    "verify result.json dam.yaml --format json",
    "brief dam.yaml -o page.html --charts charts",
    "brief dam.yaml -o page.md",
    "brief dam.yaml -o page.pdf",
    "brief dam.yaml -o page.docx",
    "study dam.yaml -o page.html",
    "study dam.yaml -o page.md",
    "study dam.yaml -o cards.csv",
    "roles dam.yaml -o roles.html",
    "roles dam.yaml --debrief -o debrief.html",
)
"""One output each: every command, every form."""

SHORT = (
    "deals rivers.yaml",
    "roadmap rivers.yaml --format json",
    "aftermath rivers.yaml --chart graph.svg",
    "impasse dam.yaml --format json",
    "brief dam.yaml -o page.html --charts charts",
)


@dataclass(frozen=True)
class World:
    """What is not the question, and so must not change the answer."""

    environment: Mapping[str, str]
    line_end: bytes = b"\n"
    cold: bool = False


WORLDS = {
    "again": World({}),
    "hash seed 1": World({"PYTHONHASHSEED": "1"}),
    "hash seed 2": World({"PYTHONHASHSEED": "2"}),
    "1 thread": World({"NUMBA_NUM_THREADS": "1"}),
    "2 threads": World({"NUMBA_NUM_THREADS": "2"}),
    "LANG=C": World({"LC_ALL": "C", "LANG": "C"}),
    "LANG=tr_TR": World({"LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR.UTF-8"}),
    "LANG=de_DE": World({"LC_ALL": "de_DE.UTF-8", "LANG": "de_DE.UTF-8"}),
    "TZ": World({"TZ": "Pacific/Kiritimati"}),
    "COLUMNS=40": World({"COLUMNS": "40"}),
    "CRLF": World({}, line_end=b"\r\n"),
    "nothing compiled": World({}, cold=True),
}

ELSEWHERE = World(
    {
        "PYTHONHASHSEED": "3",
        "NUMBA_NUM_THREADS": "1",
        "LC_ALL": "C",
        "TZ": "America/St_Johns",
        "COLUMNS": "30",
    },
    line_end=b"\r\n",
)
"""All at once."""

USUAL = World({})


def output_of(command: str, world: World) -> tuple[int, str, str, Mapping[str, bytes]]:
    """Return the exit code of a command, what it prints and what it writes."""
    with tempfile.TemporaryDirectory() as folder:
        here = Path(folder) / "here"
        furnish(here, command)
        (here / RIVERS.name).write_bytes(RIVERS.read_bytes())
        for file in here.glob("*.yaml"):
            file.write_bytes(file.read_bytes().replace(b"\n", world.line_end))
        begun = set(here.iterdir())
        cold = {"NUMBA_CACHE_DIR": f"{folder}/cache"} if world.cold else {}
        process = start(command, here, {**world.environment, **cold})
        out, err = process.communicate()
        written = {
            str(path.relative_to(here)): path.read_bytes()
            for path in sorted(here.rglob("*"))
            if path.is_file() and path not in begun
        }
        return process.returncode, out, err, written


def differences(commands: Iterable[str], worlds: Mapping[str, World]) -> Iterator[str]:
    """Yield each output that is another in one of the worlds."""
    for command in commands:
        usual = output_of(command, USUAL)
        if usual[0] or not (usual[1] or usual[3]):
            yield f"winset {command}: ended with {usual[0]}: {usual[2]}"
        for name, world in worlds.items():
            if output_of(command, world) != usual:
                yield f"winset {command}: other bytes with {name}"


def main() -> int:
    found = 0
    for line in differences(OUTPUTS, WORLDS):
        found += 1
        sys.stdout.write(f"{line}\n")
    sys.stdout.write(f"{len(OUTPUTS)} outputs in {len(WORLDS)} worlds: {found} differ\n")
    return found > 0


if __name__ == "__main__":
    sys.exit(main())
