"""Winset finds the agreements that every side would sign, and keep.

Each verb but the last two takes a `Scenario` and returns a frozen result with `to_dict()`:

- `load` reads a shipped case or a file;
- `find_deals`: what could be signed;
- `plan_roadmap`: in which order it would be kept;
- `trace_aftermath`: what follows a breakdown; `which_rankings` and `expect_no_deal` ask back;
- `verify`: whether a result is right, without a search;
- `explain_impasse`: why there is no deal, and what would open one;
- `measure_firmness`: how far the answer hangs on the numbers;
- `analyze`: all of these;
- `write_brief` and `write_study` take what `analyze` returns: pages for people, which
  `winset.report.pages` turns into HTML, Markdown or PDF.

The public names stand in ``__init__.pyi``; each is imported when it is first used.
In a notebook, ``%load_ext winset`` shows results as pages.
"""

from importlib import import_module
from typing import Any

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)


def load_ipython_extension(ipython: Any) -> None:
    """Show results as pages in a notebook: ``%load_ext winset``."""
    import_module("winset.report.notebook").register(ipython)
