"""What Winset says, by message: templates filled in with names and numbers.

The templates are the package's own; what is put into them, from a scenario file, is never read as
a template.
"""

from functools import cache
from typing import TYPE_CHECKING, Any

from winset.language.messages import message, spoken
from winset.language.names import begun

if TYPE_CHECKING:
    from jinja2 import Template


def say(key: str, /, **data: Any) -> str:
    """Return the message of a key, such as ``answer.signable``, with data filled in."""
    said = " ".join(worded(key, **data).split())
    filled = message(key).lstrip().startswith("{")  # with a name, it may be
    return begun(said, whole=filled).replace("….", "…")  # a name that is cut ends a sentence


def worded(key: str, /, **data: Any) -> str:
    """Return the message of a key with data filled in letter by letter, as an error shows them."""
    return _template(spoken(), key).render(data)


def told(key: str, /, **data: Any) -> tuple[str, str]:
    """Return what is wrong and what would be right, the two messages below a key."""
    return worded(f"{key}.wrong", **data), worded(f"{key}.remedy", **data)


@cache
def _template(language: str, key: str) -> "Template":
    """Return a message, made ready to be filled in when it is first said."""
    from winset.language.helpers import with_helpers

    return with_helpers().from_string(message(key))
