"""The public names: verbs, what they return, and errors, each imported when it is first used."""

from ._version import __version__
from .advice.advise import advise
from .advice.result import Advice
from .aftermath.expect import Expectation, expect_no_deal
from .aftermath.inverse import Inverse
from .aftermath.result import Aftermath
from .aftermath.trace import trace_aftermath, which_rankings
from .analysis import Analysis, analyze
from .cases import load
from .deals.find import Deals, find_deals
from .firmness.measure import Firmness, measure_firmness
from .impasse.explain import explain_impasse
from .impasse.impasse import Impasse
from .report.document.blocks import Page
from .report.pages.brief import write_brief
from .report.pages.full_analysis import write_analysis
from .report.pages.roles import write_debrief, write_roles
from .report.pages.study import write_study
from .roadmaps.plan import plan_roadmap
from .roadmaps.roadmap import Roadmap
from .scenario.errors import (
    Problem,
    ScenarioError,
    ScenarioTooLarge,
    ScenarioWarning,
    UsageError,
    WinsetError,
)
from .scenario.model import Scenario
from .verification import Verification, verify

def load_ipython_extension(ipython: object) -> None: ...

__all__ = [
    "Advice",
    "Aftermath",
    "Analysis",
    "Deals",
    "Expectation",
    "Firmness",
    "Impasse",
    "Inverse",
    "Page",
    "Problem",
    "Roadmap",
    "Scenario",
    "ScenarioError",
    "ScenarioTooLarge",
    "ScenarioWarning",
    "UsageError",
    "Verification",
    "WinsetError",
    "__version__",
    "advise",
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
    "write_analysis",
    "write_brief",
    "write_debrief",
    "write_roles",
    "write_study",
]
