"""The events of the slow parser, for what libyaml does not take.

It reads the halves of characters that JSON may write, says best where a text is wrong, and stands
in where there is no libyaml. Its events come in libyaml's classes.
"""

import io
from collections.abc import Iterator

import yaml
from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError

__all__ = ["MarkedYAMLError", "events"]

_PARTS = ("anchor", "tag", "implicit", "value", "style", "flow_style", "version")


def events(text: str) -> Iterator[yaml.Event]:
    """Yield the events of a text, one after the other as they are asked for.

    Raises
    ------
    MarkedYAMLError
        Where the text is not YAML; damaged text may raise other errors.
    """
    for event in YAML(typ="safe", pure=True).parse(io.StringIO(text)):
        kind = getattr(yaml.events, type(event).__name__)
        same = kind.__new__(kind)
        same.start_mark, same.end_mark = event.start_mark, event.end_mark
        vars(same).update({part: getattr(event, part) for part in _PARTS if hasattr(event, part)})
        yield same
