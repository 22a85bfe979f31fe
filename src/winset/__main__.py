"""Where the command line begins: signals and streams are put in order before anything is imported.

The command runs in a thread of its own, and the main thread waits for a signal to end it by. So a
signal never turns up as an exception in the midst of compiled code, of a solver or of an import,
which do not all bear it. Only the command line does so: whoever imports `winset` keeps their own
signals.
"""

import gc
import os
import signal
import sys
from typing import NoReturn

ENDINGS = {
    signal.SIGINT: "interrupted",
    signal.SIGTERM: "terminated",
    signal.SIGHUP: "hung up",
}
"""The signals that end a command, and what it says then; its exit code is 128 and their number."""

_STACK = 16 * 1024 * 1024  # as large as a main thread's on any system
_UNTIDY = 500_000  # objects made before cycles are looked for: a tenth of the time of short calls
_FAULT, _LOST = 1, 2


def main() -> NoReturn:
    """Run the command line and end the process."""
    gc.set_threshold(_UNTIDY)
    heeded = {one for one in ENDINGS if signal.getsignal(one) is not signal.SIG_IGN}  # as by nohup
    signal.pthread_sigmask(signal.SIG_BLOCK, heeded)
    from threading import Thread, stack_size

    from winset._ending import break_off

    stack_size(_STACK)
    Thread(target=_work, daemon=True).start()
    ended_by = signal.Signals(signal.sigwait(heeded))
    break_off(128 + ended_by, ENDINGS[ended_by])


def _work() -> NoReturn:
    try:
        code = _run()
    except BaseException:  # a fault of Winset: shown, and the process ends all the same
        sys.excepthook(*sys.exc_info())
        code = _FAULT
    os._exit(code)


def _run() -> int:
    """Run the command and write what it prints; return its exit code."""
    from winset._streams import open_streams

    held = open_streams()
    from winset.cli import main as run_command
    from winset.cli.printing import tell

    code: object = 0
    try:
        run_command()
    except SystemExit as stop:
        code = stop.code
    sys.stdout.flush()  # into what is held back
    try:
        held.deliver()
    except BrokenPipeError:
        pass  # the reader, such as `head`, has seen enough
    except OSError as error:
        from winset.language.catalogue import worded
        from winset.scenario.output import cause

        tell(f"winset: {worded('errors.command.lost', reason=cause(error)[0])}")
        code = _LOST
    return code if isinstance(code, int) else 0


if __name__ == "__main__":
    main()
