"""Winset finds the agreements that every side would sign, and keep.

Each verb but the last ones takes a `Scenario` and returns a frozen result with `to_dict()`:

- `load` reads a shipped case or a file;
- `advise`: which deals to look at first;
- `find_deals`: what could be signed;
- `plan_roadmap`: in which order it would be kept;
- `trace_aftermath`: what follows a breakdown; `which_rankings` and `expect_no_deal` ask back;
- `verify`: whether a result is right, without a search;
- `explain_impasse`: why there is no deal, and what would open one;
- `measure_firmness`: how far the answer hangs on the numbers;
- `analyze`: all of these;
- `write_brief`, `write_analysis`, `write_study` and `write_debrief` take what `analyze` returns,
  `write_roles` a scenario: pages for people, which `winset.report.forms` turns into HTML, Markdown
  or PDF.

The public names stand in ``__init__.pyi``; each is imported when it is first used.
In a notebook, ``%load_ext winset`` shows results as pages.
"""

TYPE_CHECKING = False  # as `typing` says; nothing is imported here, that signals find us ready
if TYPE_CHECKING:
    from typing import Any


def __getattr__(name: str) -> "Any":
    import lazy_loader

    found, listed, public = lazy_loader.attach_stub(__name__, __file__)
    globals().update(__getattr__=found, __dir__=listed, __all__=public)
    return public if name == "__all__" else found(name)


def __dir__() -> list[str]:
    return sorted(__getattr__("__all__"))


def load_ipython_extension(ipython: "Any") -> None:
    """Show results as pages in a notebook: ``%load_ext winset``."""
    from winset.report.notebook import register

    register(ipython)
