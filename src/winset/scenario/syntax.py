"""What to do about text that is no YAML, in plain words."""

from winset.scenario.tree import printable

_REMEDIES = (
    ("'\\t' that cannot start", "a tab stands where only spaces may", "indent with spaces"),
    (
        "that cannot start any token",
        "a text may not start with this character",
        "put the text in quotes",
    ),
    (
        "mapping values are not allowed here",
        "a colon is not expected here",
        "indent it like its neighbours, or put a text that holds `: ` in quotes",
    ),
    (
        "sequence entries are not allowed here",
        "a list item is not expected here",
        "start the list on the next line, or write [a, b]",
    ),
    ("expected ',' or ']'", "the list is not closed", "add `,` between items and `]` at the end"),
    ("expected ',' or '}'", "the mapping is not closed", "add `,` between keys and `}` at the end"),
    (
        "expected <block end>",
        "this line does not fit the ones above it",
        "indent all keys and items of a block alike",
    ),
    ("could not find expected ':'", "a key has no value", "write `key: value`"),
    (
        "unknown escape character",
        "this text has an escape that does not exist",
        "write \\\\ for a backslash, or use single quotes",
    ),
    (
        "expected the node content",
        "a value is missing",
        "write the value, or close the bracket before it",
    ),
    (
        "unexpected end of stream",
        "the text in quotes is not closed",
        "add the closing quote",
    ),
    (
        "unexpected document separator",
        "the text in quotes is not closed",
        "add the closing quote",
    ),
)


def remedy_for(context: str | None, problem: str | None) -> tuple[str, str]:
    """Return what is wrong and what would be right, for a message of the YAML library.

    Parameters
    ----------
    context, problem
        What the library was doing, and what it met.
    """
    said = (problem or context or "this is no YAML").strip()
    for fragment, wrong, remedy in _REMEDIES:
        if fragment in said.replace("\t", "\\t"):
            return wrong, remedy
    return f"this is no YAML ({printable(said)})", "check this line and the one before it"
