"""What `winset.report.drawing.drawing_process` runs by itself: it draws pictures and sets pages.

Jobs come on stdin as JSON, answers leave on stdout. It imports nothing of Winset, so that it starts
at once.
"""

import base64
import json
import re
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory

_SCALE = 2.0
"""Dots a pixel: twice as fine as a screen's."""


def png(svg: str, folders: list[str]) -> bytes:
    """Draw a picture in SVG as PNG, with the fonts of folders besides the system's."""
    vl_convert = import_module("vl_convert")
    for folder in folders:
        vl_convert.register_font_directory(folder)
    return bytes(vl_convert.svg_to_png(svg, scale=_SCALE))


def pdf(files: dict[str, str], folders: list[str]) -> bytes:
    """Set Typst's files, in base 64, as a tagged PDF, with its own fonts and those of folders."""
    typst = import_module("typst")
    with TemporaryDirectory() as root:
        for name, part in files.items():
            (Path(root) / name).write_bytes(base64.b64decode(part))
        main = Path(root) / "main.typ"
        compiler = typst.Compiler(main, root, ignore_system_fonts=True, font_paths=folders)
        return bytes(compiler.compile(format="pdf", pdf_standards="ua-1", timestamp=0))


def lacking(letters: str) -> bytes:
    """Return those of some letters that Typst's own fonts lack."""
    typst = import_module("typst")
    lines = ['#set document(title: "-")', *(f'#text("\\u{{{ord(one):x}}}")' for one in letters)]
    try:
        pdf({"main.typ": base64.b64encode("\n".join(lines).encode()).decode()}, [])
    except typst.TypstError as error:
        found = {int(line) for line in re.findall(r"main\.typ:(\d+):", error.diagnostic)}
        return "".join(one for n, one in enumerate(letters, start=2) if n in found).encode()
    return b""


_DO: dict[str, Callable[..., bytes]] = {"png": png, "pdf": pdf, "lacking": lacking}


def main() -> None:
    """Do the jobs on stdin, in their order."""
    jobs = json.load(sys.stdin.buffer)
    made = [_DO[job.pop("do")](**job) for job in jobs]
    answers = [base64.b64encode(one).decode() for one in made]
    sys.stdout.buffer.write(json.dumps(answers).encode())


if __name__ == "__main__":
    main()
