"""A scenario's text read and written again, with its comments."""

import io
import re
from collections import Counter

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError
from ruamel.yaml.events import ScalarEvent

from winset.scenario.errors import ScenarioError
from winset.scenario.file.document import refuse
from winset.scenario.file.yaml import read
from winset.scenario.tree import shown


def round_trip(text: str) -> str:
    """Return a scenario's text read and written again: content and comments are kept.

    A mapping or list in brackets comes out on one line.

    Raises
    ------
    ScenarioError
        If the text is not one YAML document within the limits of size and depth, or a comment would
        be lost, as some are that stand inside brackets.
    """
    document = read(text.encode("utf-8", "surrogatepass"), "text")
    if document.problems:
        raise ScenarioError(document.problems)
    yaml = YAML()
    yaml.preserve_quotes = True
    yaml.width = 4096  # never fold a line that the author did not fold
    yaml.indent(mapping=2, sequence=4, offset=2)
    yaml.brace_single_entry_mapping_in_flow_sequence = True  # keep [{a: 1}] from becoming [a: 1]
    out = io.StringIO()
    try:
        yaml.dump(yaml.load(text), out)
    except (YAMLError, ValueError):  # such as a date that does not exist
        refuse("text", "this cannot be written back", "correct dates and unusual notation")
    written = out.getvalue()
    for comment, count in (_comments(text) - _comments(written)).items():
        line = text.count("\n", 0, text.find(comment)) + 1
        wrong = f"{count} comment inside brackets would be lost: {shown(comment)}"
        refuse("text", wrong, "put it on a line of its own, outside", line, 1)
    return written


def _comments(text: str) -> Counter[str]:
    """Return the comments of a text, which are what begins with ``#`` outside of its scalars."""
    outside, end = [], 0
    for event in YAML(typ="safe", pure=True).parse(io.StringIO(text)):
        if isinstance(event, ScalarEvent):
            outside.append(text[end : event.start_mark.index])
            end = event.end_mark.index
    return Counter(re.findall(r"(?:^|(?<=\s))#.*", "\0".join([*outside, text[end:]]), re.MULTILINE))
