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

In a notebook, ``%load_ext winset`` shows results as pages.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from winset._version import __version__
from winset.scenario.errors import ScenarioError, ScenarioTooLarge, UsageError, WinsetError

if TYPE_CHECKING:
    from winset.aftermath.expect import expect_no_deal
    from winset.aftermath.trace import trace_aftermath, which_rankings
    from winset.analysis import analyze
    from winset.cases import load
    from winset.deals.find import find_deals
    from winset.firmness.measure import measure_firmness
    from winset.impasse.explain import explain_impasse
    from winset.report.pages.brief import write_brief
    from winset.report.pages.study import write_study
    from winset.roadmaps.plan import plan_roadmap
    from winset.roadmaps.proofs.verify import verify
    from winset.scenario import Scenario

__all__ = [
    "Scenario",
    "ScenarioError",
    "ScenarioTooLarge",
    "UsageError",
    "WinsetError",
    "__version__",
    "analyze",
    "expect_no_deal",
    "explain_impasse",
    "find_deals",
    "load",
    "measure_firmness",
    "plan_roadmap",
    "trace_aftermath",
    "verify",
    "which_rankings",
    "write_brief",
    "write_study",
]

_VERBS = {
    "Scenario": "winset.scenario",
    "analyze": "winset.analysis",
    "expect_no_deal": "winset.aftermath.expect",
    "explain_impasse": "winset.impasse.explain",
    "find_deals": "winset.deals.find",
    "load": "winset.cases",
    "measure_firmness": "winset.firmness.measure",
    "plan_roadmap": "winset.roadmaps.plan",
    "trace_aftermath": "winset.aftermath.trace",
    "verify": "winset.roadmaps.proofs.verify",
    "write_brief": "winset.report.pages.brief",
    "write_study": "winset.report.pages.study",
    "which_rankings": "winset.aftermath.trace",
}
"""Where the verbs live; they are imported when first used, so that `winset --help` is quick."""


def __getattr__(name: str) -> Any:
    if name in _VERBS:
        return getattr(import_module(_VERBS[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def load_ipython_extension(ipython: Any) -> None:
    """Show results as pages in a notebook: ``%load_ext winset``."""
    import_module("winset.report.notebook").register(ipython)
