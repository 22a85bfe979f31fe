"""Ends commands by a signal at random moments, and looks at what they leave.

`make torture` runs it; the suite takes ten moments of it.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from itertools import islice
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
EXAMPLES = ROOT / "docs/examples"
FAULTS = ROOT / "tests/data/faults"

ENDINGS = {
    signal.SIGINT: "winset: interrupted\n",
    signal.SIGTERM: "winset: terminated\n",
    signal.SIGHUP: "winset: hung up\n",
}
"""The signals, and the one line that is said; the exit code is 128 and the signal's number."""

COMMANDS = (
    "--help",
    "check dam.yaml",
    "show dam.yaml",
    "cases --format json",
    "cases show hanoi",
    "schema",
    "new talks.yaml",
    "new talks.yaml --from dam.yaml",
    "deals hanoi --format csv",
    "deals hanoi --format json",
    "roadmap hanoi --format json",
    "roadmap segv.yaml --package all",
    "roadmap hanoi --package all --format csv",
    "aftermath hanoi",
    "aftermath hanoi --chart graph.svg",
    "aftermath hanoi --chart graph.png",
    "impasse dam.yaml",
    "impasse dam.yaml --format json",
    "advise hanoi --format json",
    "advise hanoi --by 2021-01-20",
    "roadmap hanoi --package nash --in-time --format json",
    "analyze dam.yaml",
    "analyze dam.yaml --quick --format json",
    "verify result.json dam.yaml",
    "brief dam.yaml -o page.html --charts charts",
    "brief dam.yaml -o page.md --charts charts/of/it",
    "brief dam.yaml -o page.pdf",
    "study dam.yaml -o page.html",
    "study dam.yaml -o cards.csv",
    "roles dam.yaml -o roles.html",
    "roles dam.yaml --debrief -o debrief.html",
)
"""What is run, in a folder with `dam.yaml`, `segv.yaml` and `result.json`."""

COMPILING = 30.0
"""Seconds that a command may take longer where nothing is compiled yet."""

Files = Mapping[str, bytes]


@dataclass(frozen=True)
class Ended:
    """What a command left: nothing may lie between all of it and nothing of it."""

    code: int
    out: str
    err: str
    files: Files
    seconds: float
    """From its start, or from the signal, to its end."""


@dataclass(frozen=True)
class Shot:
    """A command, a signal, and after which share of its time it comes."""

    command: str
    sent: signal.Signals
    share: float
    cold: bool
    """Whether nothing is compiled yet."""

    def __str__(self) -> str:
        cold = ", nothing compiled" if self.cold else ""
        return f"winset {self.command}: {self.sent.name} at {self.share:.0%}{cold}"


def shots(seed: int) -> Iterator[Shot]:
    """Yield moments at random, without an end."""
    draw = random.Random(seed)  # noqa: S311
    while True:
        cold = draw.random() < 0.2
        yield Shot(draw.choice(COMMANDS), draw.choice(list(ENDINGS)), draw.random(), cold)


def fire(shot: Shot) -> Ended:
    """Run a command and end it by a signal."""
    lasting = whole_run(shot.command).seconds + (COMPILING if shot.cold else 0)
    with tempfile.TemporaryDirectory() as folder:
        cache = {"NUMBA_CACHE_DIR": f"{folder}/cache"} if shot.cold else {}
        process = begin(shot.command, Path(folder) / "here", cache)
        try:
            wait_for_readiness(process)
            with suppress(subprocess.TimeoutExpired):  # done before: nothing is left to end
                process.wait(shot.share * lasting)
            process.send_signal(shot.sent)
            return end(process, Path(folder) / "here")
        finally:
            process.kill()


@cache
def whole_run(command: str) -> Ended:
    """Return what a command does when nobody ends it, and how long that takes."""
    with tempfile.TemporaryDirectory() as folder:
        here = Path(folder) / "here"
        begin(command, here).communicate()  # now all that it needs is compiled
        shutil.rmtree(here)
        return end(begin(command, here), here)


def begin(command: str, here: Path, more: Mapping[str, str] | None = None) -> subprocess.Popen[str]:
    """Start a command in a new folder."""
    furnish(here, command)
    return start(command, here, {"TMPDIR": str(here), **(more or {})})


def furnish(here: Path, command: str) -> None:
    """Make a folder with what a command needs."""
    here.mkdir()
    for file in (EXAMPLES / "dam.yaml", FAULTS / "segv.yaml"):
        shutil.copy(file, here)
    if "result.json" in command:
        (here / "result.json").write_bytes(result_to_verify())


def start(command: str, here: Path, more: Mapping[str, str]) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "winset", *command.split()],
        cwd=here,
        env={**os.environ, "NO_COLOR": "1", **more},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )


@cache
def result_to_verify() -> bytes:
    asked = [sys.executable, "-m", "winset", "roadmap", "dam.yaml", "--format", "json"]
    return subprocess.run(asked, cwd=EXAMPLES, capture_output=True, check=True).stdout


def end(process: subprocess.Popen[str], here: Path) -> Ended:
    begun = time.monotonic()
    out, err = process.communicate()
    files = {
        str(path.relative_to(here)): path.read_bytes() if path.is_file() else b""
        for path in here.rglob("*")
    }
    return Ended(process.returncode, out, err, files, time.monotonic() - begun)


def wait_for_readiness(process: subprocess.Popen[str]) -> None:
    """Wait until the command has its signals in hand, which is the first thing that it does.

    The thread that waits for them has them blocked until it waits; the one that works, ever.
    """
    tasks = Path(f"/proc/{process.pid}/task")
    while process.poll() is None and not any(map(ready, tasks.glob("*/status"))):
        time.sleep(0.0005)


def ready(status: Path) -> bool:
    with suppress(OSError):  # a thread that has ended
        return bool(blocked(status) >> (signal.SIGTERM - 1) & 1)
    return False


def blocked(status: Path) -> int:
    lines = status.read_text("ascii", errors="replace").splitlines()
    return next((int(line.split()[1], 16) for line in lines if line.startswith("SigBlk")), 0)


def faults(shot: Shot, ended: Ended, patience: float = 1.0) -> Iterator[str]:
    """Yield what is wrong with how a command ended; nothing where it was done before."""
    whole = whole_run(shot.command)
    begun = {
        name: whole.files[name]
        for name in ("dam.yaml", "segv.yaml", "result.json")
        if name in whole.files
    }
    if ended.code == whole.code and ended.err == whole.err:
        if (ended.out, ended.files) != (whole.out, whole.files):
            yield "it says that it is done and is not"
        return
    if (ended.code, ended.err) != (128 + shot.sent, ENDINGS[shot.sent]):
        yield f"it ended with {ended.code} and said {ended.err!r}"
    if ended.out not in ("", whole.out):
        yield f"half of the result was printed: {ended.out[-60:]!r}"
    if ended.files not in (begun, whole.files):
        changed = [n for n in ended.files if begun.get(n) != ended.files[n]]
        yield f"it left {', '.join(sorted(changed))}"
    if ended.seconds > patience:
        yield f"it took {ended.seconds:.1f} s to end"


def main(count: int) -> int:
    failed = ended_early = 0
    slowest = 0.0
    for number, shot in enumerate(islice(shots(seed=1), count), start=1):
        ended = fire(shot)
        found = list(faults(shot, ended))
        if ended.code == 128 + shot.sent:
            ended_early += 1
            slowest = max(slowest, ended.seconds)
        failed += bool(found)
        if found:
            sys.stdout.write(f"{number}: {shot}: {'; '.join(found)}\n")
        sys.stderr.write(f"\r{number} of {count}")
    sys.stderr.write("\r")
    sys.stdout.write(
        f"{count} moments: {ended_early} commands ended early, the slowest after "
        f"{slowest:.2f} s; {failed} failed\n"
    )
    return failed > 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 200))
