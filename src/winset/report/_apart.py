"""What `winset.report.apart` runs in a process of its own: it draws pictures and sets pages.

Jobs come on stdin as JSON, answers leave on stdout. It imports nothing of Winset, so that it starts
at once.
"""

import base64
import json
import sys
from collections.abc import Callable
from importlib import import_module
from typing import Any

_SCALE = 2.0
"""Dots a pixel: twice as fine as a screen's."""


def svg(spec: dict[str, Any]) -> bytes:
    """Draw a Vega-Lite specification as SVG."""
    vl_convert = import_module("vl_convert")
    return str(vl_convert.vegalite_to_svg(spec, allowed_base_urls=[])).encode()


def png(spec: dict[str, Any], folders: tuple[str, ...] = ()) -> bytes:
    """Draw a Vega-Lite specification as PNG, with the fonts of folders besides the system's."""
    vl_convert = import_module("vl_convert")
    for folder in folders:
        vl_convert.register_font_directory(folder)
    return bytes(vl_convert.vegalite_to_png(spec, scale=_SCALE, allowed_base_urls=[]))


def pdf(files: dict[str, str], folders: list[str]) -> bytes:
    """Set Typst's files as a tagged PDF, with its own fonts and those of folders only."""
    typst = import_module("typst")
    sources = {name: text.encode() for name, text in files.items()}
    compiler = typst.Compiler(sources, ignore_system_fonts=True, font_paths=folders)
    return bytes(compiler.compile(format="pdf", pdf_standards="ua-1", timestamp=0))


_DO: dict[str, Callable[..., bytes]] = {"svg": svg, "png": png, "pdf": pdf}


def main() -> None:
    """Do the jobs on stdin, in their order."""
    jobs = json.load(sys.stdin.buffer)
    made = [_DO[job.pop("do")](**job) for job in jobs]
    answers = [base64.b64encode(one).decode() for one in made]
    sys.stdout.buffer.write(json.dumps(answers).encode())


if __name__ == "__main__":
    main()
