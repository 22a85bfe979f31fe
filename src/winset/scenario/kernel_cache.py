"""Compiled loops, kept on disk from one process to the next.

Numba's own cache asks only whether a loop's own file has changed; a constant or a loop that comes
from another file stays as it was. Here the whole folder stands for a state of the sources and of
what compiles them. Each loop, with one kind of arguments, has a file in it, written whole and with
its checksum, so that processes that compile at once do not disturb each other.

What cannot be read or written is passed over: the loop is compiled anew. That is said once.
"""

import hashlib
import os
import pickle
import platform
import re
import secrets
import shutil
import sys
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import llvmlite
import numba
import numpy as np
from numba.core.compiler import CompileResult
from numba.core.environment import Environment, lookup_environment
from numba.core.runtime import rtsys
from numba.core.serialize import dumps
from numba.misc.appdirs import AppDirs

from winset._ending import drop_part, write_part
from winset._version import __version__
from winset.language.catalogue import worded
from winset.tools.progress import compiling

KEPT = 12
"""Folders that are kept, those used last: some 6 MB each."""

_SOURCES = Path(__file__).parents[1]
_CHECKSUM = hashlib.sha256().digest_size
_NAME = re.compile(r".+-[0-9a-f]{16}")


class KernelCache:
    """What a loop's dispatcher asks for compiled code before it compiles, and hands it to after.

    Parameters
    ----------
    loop
        A function without closure, of one of the modules in `sources`.
    """

    def __init__(self, loop: Callable[..., Any]) -> None:
        code = loop.__code__
        self._loop = f"{loop.__module__}.{loop.__qualname__}-{code.co_firstlineno}"

    @property
    def cache_path(self) -> str:
        """Where code is kept, as numba's own statistics name it."""
        return str(store().folder)

    def load_overload(self, signature: Any, target: Any) -> Any:
        """Return the compiled code for a signature; None where there is none that is sound."""
        rtsys.initialize(target)  # all that it calls; what compiles takes long to import
        kept = store().read(self._name(signature, target.codegen()))
        if kept is None:
            compiling.begin()
            return None
        return CompileResult._rebuild(target, *_Unpickler(BytesIO(kept)).load())

    def save_overload(self, signature: Any, compiled: Any) -> None:
        """Keep what was compiled for a signature."""
        if not compiled.library.has_dynamic_globals:
            store().write(self._name(signature, compiled.codegen), dumps(compiled._reduce()))

    def _name(self, signature: Any, codegen: Any) -> str:
        """Return the file for a signature on this processor."""
        config = numba.config
        what = (str(signature), codegen.magic_tuple(), config.OPT, config.BOUNDSCHECK)
        return f"{self._loop}-{_digest([repr(what).encode()])}"


class _Unpickler(pickle.Unpickler):  # what it reads was written by this user, whose folder it is
    """Reads compiled code without the modules of numba's own that it was compiled from."""

    def find_class(self, module: str, name: str) -> Any:
        """Return what is named; in place of what makes an environment from its module, our own."""
        rebuilds = (module, name) == ("numba.core.environment", "_rebuild_env")
        return _environment if rebuilds else super().find_class(module, name)


def _environment(module: str, constants: list[Any], name: str) -> Environment:
    """Return the environment of a loop, which takes no name from its module once it is compiled."""
    known: Environment | None = lookup_environment(name)
    if known is not None:
        return known
    made = Environment(vars(sys.modules[module]) if module in sys.modules else {"__name__": module})
    made.consts[:], made.env_name = constants, name
    Environment._memo[name] = made
    return made


class Store:
    """The files of one folder, which is made when the first is written.

    Parameters
    ----------
    folder
        None where nothing is to be kept.
    """

    def __init__(self, folder: Path | None) -> None:
        self.folder = self._reads = self._writes = folder
        self._told = False
        if folder is not None and _is_of_another(folder):
            self._reads = self._writes = None
            self._tell("another_user", folder)

    def read(self, name: str) -> bytes | None:
        """Return what was written under a name; None where that is nothing, or is damaged."""
        if self._reads is None:
            return None
        try:
            content = (self._reads / name).read_bytes()
        except FileNotFoundError:
            return None
        except OSError as error:
            self._tell("unreadable", self._reads, error.strerror)
            return None
        checksum, data = content[:_CHECKSUM], content[_CHECKSUM:]
        if hashlib.sha256(data).digest() == checksum:
            return data
        self._tell("damaged", self._reads)
        return None

    def write(self, name: str, data: bytes) -> None:
        """Keep data under a name, where that can be done; not again once it could not."""
        if self._writes is None:
            return
        part = self._writes / f".{secrets.token_hex(8)}"
        try:
            _make(self._writes)
            write_part(part, hashlib.sha256(data).digest() + data)
            part.replace(self._writes / name)
        except OSError as error:
            self._tell("unwritable", self._writes, error.strerror)
            self._writes = None
        finally:
            with suppress(OSError):
                drop_part(part)

    def _tell(self, what: str, folder: Path, reason: str | None = None) -> None:
        if not self._told and sys.stderr is not None:
            self._told = True
            said = worded(f"errors.compiling.{what}", folder=folder, reason=reason)
            with suppress(OSError):
                sys.stderr.write(f"winset: {said}\n")


@cache
def store() -> Store:
    """Return where this process keeps what it compiles."""
    found = sources()
    if not found:  # nothing says how old compiled code is
        return Store(None)
    try:
        name = f"{__version__}-{_digest([*_tools(), *(file.read_bytes() for file in found)])}"
    except OSError:
        return Store(None)
    folder = _base() / name
    with suppress(OSError):
        os.utime(folder)
    return Store(folder)


def sources() -> list[Path]:
    """Return the files that compiled code can come from: modules named with one underscore."""
    return [Path(__file__).with_name("jit.py"), *sorted(_SOURCES.glob("**/_[!_]*.py"))]


def _tools() -> Iterable[bytes]:
    versions = (numba.__version__, llvmlite.__version__, np.__version__, sys.version)
    return (version.encode() for version in (*versions, platform.machine()))


def _digest(parts: Iterable[bytes]) -> str:
    whole = hashlib.sha256()
    for part in parts:
        whole.update(hashlib.sha256(part).digest())
    return whole.hexdigest()[:16]


def _base() -> Path:
    """Return the folder of all states: in NUMBA_CACHE_DIR, else in the user's folder for caches."""
    if numba.config.CACHE_DIR:
        return Path(numba.config.CACHE_DIR).absolute() / "winset"
    found = Path(AppDirs("winset", appauthor=False).user_cache_dir)
    # the XDG standard: what is empty or relative does not count
    return found if found.is_absolute() else Path("~/.cache/winset").expanduser()


def _is_of_another(folder: Path) -> bool:
    if sys.platform == "win32":
        return False
    try:
        return folder.stat().st_uid != os.geteuid()
    except OSError:
        return False


def _make(folder: Path) -> None:
    """Make a folder where it is not there yet, and remove those that were not used for longest."""
    if folder.is_dir():
        return
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    others = [other for other in folder.parent.iterdir() if _NAME.fullmatch(other.name)]
    for old in sorted(others, key=_last_used, reverse=True)[KEPT:]:
        shutil.rmtree(old, ignore_errors=True)


def _last_used(folder: Path) -> float:
    try:
        return folder.stat().st_mtime
    except OSError:  # another process has removed it meanwhile
        return 0.0
