"""The `winset` command: reads a scenario, calls one verb, prints its result.

Everything that takes time to import is imported by the command that needs it, so that help comes at
once. Read in this order:

- `options`: what the commands take, with its help, and how they read a case; `usage`: what is
  wrong with a command line;
- `printing`: results on stdout, progress on stderr;
- `verbs`, `pages`, `files`: the commands.
"""

import sys
from collections.abc import Sequence
from contextvars import copy_context
from io import TextIOWrapper
from typing import TYPE_CHECKING, NoReturn

from cyclopts import App, CycloptsError, Parameter

from winset._version import __version__
from winset.cli import files, pages, usage, verbs
from winset.cli.printing import tell
from winset.language.messages import speak
from winset.report.forms import encoding
from winset.scenario.errors import WinsetError

if TYPE_CHECKING:
    from rich.console import Console

BAD_INPUT = 2

app = App(
    name="winset",
    version=__version__,
    help="Finds the agreements that every side would sign, and keep.",
    help_format="plaintext",  # markdown takes long to import, and no help is written in it
    result_action="return_value",
    default_parameter=Parameter(negative=""),  # no option has a second name that undoes it
)
app.command(cases := App(name="cases"))
for _verb in (
    verbs.analyze,
    verbs.advise,
    verbs.deals,
    verbs.roadmap,
    pages.brief,
    pages.study,
    pages.roles,
    verbs.aftermath,
    verbs.impasse,
    verbs.show,
    verbs.check,
    verbs.verify,
    files.new,
    files.schema,
):
    app.command(_verb)
cases.default(files.list_cases)
cases.command(files.show)
cases.command(files.show_path, name="path")


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line; exit with 1 on a failed check, 2 on bad input or use."""
    copy_context().run(_main, sys.argv[1:] if arguments is None else arguments)


def _main(arguments: Sequence[str]) -> None:
    """Run a call, which speaks its own language."""
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(errors=encoding.register())
    if asked := usage.asked_language(arguments):
        speak(asked)
    try:
        code = app(arguments, exit_on_error=False, print_error=False, console=_console_of_help())
        sys.stdout.flush()
    except CycloptsError as error:
        _fail(usage.explained(error))
    except WinsetError as error:
        _fail(str(error))
    except OSError as error:
        from winset.scenario.output import cause

        _fail(f"winset: {cause(error)[0]}")
    if code:
        sys.exit(code)


def _console_of_help() -> "Console | None":
    """Return what help is printed on where nobody watches: its lines are as long as any."""
    if sys.stdout.isatty():
        return None
    from rich.console import Console

    return Console(width=encoding.PIPED)


def _fail(message: str) -> NoReturn:
    tell(message)
    sys.exit(BAD_INPUT)
