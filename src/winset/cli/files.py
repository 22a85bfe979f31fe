"""The commands that hand out files: new, schema, cases."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from winset._version import __version__
from winset.cli import options
from winset.cli.printing import CSV, print_csv, print_data, shown_path
from winset.language.catalogue import worded

if TYPE_CHECKING:
    from winset.report.tables import Row


def new(
    file: options.NewFile, *, source: options.From = None, force: options.Force = False
) -> None:
    """Write a scenario file to start from, and its schema for your editor."""
    from winset.scenario.file.starter import write_starter

    text = None if source is None else _text_of(source)
    written, schema_file = write_starter(file, case_text=text, force=force)
    print(worded("written.scenario", file=shown_path(written)))
    print(worded("written.schema", file=shown_path(schema_file)))
    print(worded("written.next", file=_as_argument(written)))


def schema() -> None:
    """Print the JSON Schema of a scenario file."""
    from winset.scenario.file.starter import schema_text

    print_data(schema_text())


def list_cases(*, form: options.TableFormat = "text") -> None:
    """List the cases that ship, or show one of them."""
    from winset.cases import load, names
    from winset.report.tables import case_rows

    cases = [load(name) for name in names()]
    if form in CSV:
        print_csv(form, case_rows(cases))
    elif form == "json":
        _print_cases_json(case_rows(cases))
    else:
        from winset.report.forms.terminal import show as show_page
        from winset.report.pages.file_screens import cases_screen

        show_page(cases_screen(cases))


def show(name: options.CaseName) -> None:
    """Print a case's file."""
    from winset.cases import path

    print_data(path(name).read_text("utf-8"))


def show_path(name: options.CaseName) -> None:
    """Print where a case's file is."""
    from winset.cases import path

    print(path(name))


def _print_cases_json(rows: "Iterable[Row]") -> None:
    import json

    from winset._version import RESULT_FORMAT
    from winset.report.tables import records

    head = {"winset": __version__, "result_format": RESULT_FORMAT}
    shown = json.dumps({**head, "cases": records(rows)}, indent=2, ensure_ascii=False)
    print_data(f"{shown}\n")


def _text_of(case: str) -> str:
    """Return the text of a case or file that has nothing wrong with it."""
    from winset.cases import load, resolve
    from winset.scenario.file.document import read_bytes

    file = resolve(case)
    load(file)
    return read_bytes(file).decode("utf-8-sig")


def _as_argument(path: Path) -> str:
    """Return a path as a shell takes it, and as no shipped case's name."""
    from shlex import quote

    from winset.cases import names

    word = str(path)
    if not word.isprintable():  # a shell reads the escapes between these marks
        word = word.replace("\\", "\\\\").replace("'", "\\'")
        return f"$'{shown_path(Path(word))}'"
    return f"./{word}" if word in names() else quote(word)
