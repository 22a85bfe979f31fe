"""Results as JSON, with what they were computed from."""

import json
from collections.abc import Mapping

from winset._version import RESULT_FORMAT, __version__
from winset.scenario import Scenario


def to_json(scenario: Scenario, parts: Mapping[str, object]) -> str:
    """Return results as a JSON text; undefined numbers are null, never NaN.

    Parameters
    ----------
    parts
        The results by name, as plain data.
    """
    envelope = {
        "winset": __version__,
        "result_format": RESULT_FORMAT,
        "scenario": {
            "id": scenario.id,
            "title": scenario.title,
            "hash": scenario.hash,
            "set": list(scenario.changes),
        },
    }
    return json.dumps({**envelope, **parts}, indent=2, ensure_ascii=False, allow_nan=False)
