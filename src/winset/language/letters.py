"""Letters: which a text begins with, and whether they are capitals."""


def capital(text: str) -> str:
    """Return a text that begins with a capital, where its script has some for that.

    Examples
    --------
    >>> capital("upriver"), capital("\N{GEORGIAN LETTER KHAR}")
    ('Upriver', 'ქ')
    """
    start = 1 if text.startswith("\N{FIRST STRONG ISOLATE}") else 0
    return text[:start] + text[start : start + 1].title() + text[start + 1 :]


def capitals(text: str) -> str:
    """Return a text in capitals, as a heading of scripts that are set so.

    Examples
    --------
    >>> capitals("Trust of \N{GEORGIAN LETTER KHAR}")
    'TRUST OF ქ'
    """
    return "".join(one if one.title() == one else one.upper() for one in text)


def small(text: str) -> str:
    """Return a text that begins without a capital."""
    return text[:1].lower() + text[1:]
