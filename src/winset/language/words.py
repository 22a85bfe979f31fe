"""Numbers and lists in plain words, the same everywhere: no other module rounds one.

How they are written is left to the language (Unicode CLDR, by Babel).
"""

import math
from collections.abc import Iterable
from decimal import ROUND_CEILING, ROUND_HALF_UP, Context, Decimal, localcontext

from babel.lists import format_list
from babel.numbers import format_decimal, format_percent

from winset.language.directions import CLOSE, is_isolated
from winset.language.letters import capital
from winset.language.templates import locale, plain

MINUS = "\N{MINUS SIGN}"

NONE = "–"
"""Stands where there is no number."""

_ENDS = (".", "!", "?", "…", ".”", "؟", "。")

_ALL_DIGITS = "#,##0.####################"

_WIDE = Context(prec=400)
"""Enough digits for any number there is."""


def rounded(value: float, places: int, rounding: str = ROUND_HALF_UP) -> Decimal:
    """Return a number to so many places, halves away from zero: as its digits read.

    The first twelve digits count, so that it is not decided by how a sum was added up.

    Examples
    --------
    >>> rounded(5.995, 2), rounded(-5.994999999999996, 2), rounded(0.525, 2)
    (Decimal('6.00'), Decimal('-6.00'), Decimal('0.53'))
    """
    return _digits(value).quantize(Decimal(1).scaleb(-places), rounding, _WIDE)


def amount(value: float | None) -> str:
    """Return a number with three significant digits at most; a dash where there is none.

    Examples
    --------
    >>> amount(12.345), amount(1234.5), amount(-0.004), amount(None), amount(math.inf)
    ('12.3', '1,235', '0', '–', '–')
    """
    if value is None or not math.isfinite(value):
        return NONE
    return _plain(rounded(value, 0 if abs(value) >= 100 else 1 if abs(value) >= 10 else 2))


def exact(value: float) -> str:
    """Return a number as it was given, for a fact.

    Examples
    --------
    >>> exact(0.752), exact(12000.0), exact(-4.1), exact(1e12)
    ('0.752', '12,000', '−4.1', '1,000,000,000,000')
    """
    return _plain(_digits(value))


def precise(value: float) -> str:
    """Return a number with four significant digits, for comparing it with one close by.

    Examples
    --------
    >>> precise(0.98263), precise(-9.0), precise(123456.0), precise(math.inf)
    ('0.9826', '−9', '123,456', '–')
    """
    if not math.isfinite(value):
        return NONE
    if abs(value) < 5e-7:
        return "0"
    return _plain(rounded(value, max(0, 3 - math.floor(math.log10(abs(value))))))


def signed(value: float) -> str:
    """Return a number with its sign: what is gained or lost."""
    text = amount(value)
    return f"+{text}" if value > 0 and text not in {"0", NONE} else text


def share(value: float) -> str:
    """Return a share or chance in per cent; a dash where there is none.

    Examples
    --------
    >>> share(0.525), share(-0.0), share(-math.inf)
    ('53%', '0%', '–')
    """
    return _per_cent(value, 0)


def often(value: float) -> str:
    """Return how often something happened in per cent; all and none are said of no less.

    Examples
    --------
    >>> often(0.525), often(0.996), often(1.0), often(0.004), often(0.0)
    ('53%', 'over 99%', '100%', 'under 1%', '0%')
    """
    if 0.995 <= value < 1:
        return plain("words.over", share=share(0.99))
    if 0 < value < 0.005:
        return plain("words.under", share=share(0.01))
    return share(value)


def fine_share(value: float) -> str:
    """Return a share in per cent with three significant digits at most.

    Examples
    --------
    >>> fine_share(0.52), fine_share(0.00123), fine_share(0.4567)
    ('52%', '0.123%', '45.7%')
    """
    part = abs(100 * value)
    return _per_cent(value, 2 - math.floor(math.log10(part)) if 0 < part < 100 else 0)


def off(value: float) -> str:
    """Return the standard error of a share that was counted in draws.

    Examples
    --------
    >>> off(0.0196), off(0.0)
    ('±2%', '±0%')
    """
    return f"±{share(value)}"


def margin(value: float) -> str:
    """Return the margin in per cent, or that nothing would be enough.

    Examples
    --------
    >>> margin(0.12), margin(-0.0), margin(-math.inf)
    ('12%', '0%', 'no stake would do')
    """
    return share(value) if math.isfinite(value) else plain("words.no_stake")


def enough(value: float) -> str:
    """Return a share that is just enough, in per cent and rounded up so that it still is.

    Examples
    --------
    >>> enough(1 / 3), enough(0.5)
    ('33.4%', '50%')
    """
    return _written_share(rounded(100 * value - 1e-5, 1, ROUND_CEILING))


def _per_cent(value: float, places: int) -> str:
    if not math.isfinite(value):
        return NONE
    return _written_share(rounded(100 * value, places))


def _digits(value: float) -> Decimal:
    return Decimal(f"{value:.12g}")


def _plain(number: Decimal) -> str:
    """Return a number without an exponent, zeros at the end, or a sign where it is zero."""
    with localcontext(_WIDE):  # Babel rounds in the context that it finds
        text = format_decimal(abs(number), _ALL_DIGITS, locale(), decimal_quantization=False)
    return (MINUS if number < 0 else "") + text


def _written_share(percent: Decimal) -> str:
    """Return per cents as they are written."""
    part = abs(percent).scaleb(-2, _WIDE)
    with localcontext(_WIDE):
        text = format_percent(part, locale=locale(), decimal_quantization=False)
    return (MINUS if percent < 0 else "") + text


def plural(number: float) -> str:
    """Return the plural form that a number takes, by the rules of the language.

    Examples
    --------
    >>> plural(1), plural(2)
    ('one', 'other')
    """
    return str(locale().plural_form(number))


def count(number: int, thing: str, things: str | None = None) -> str:
    """Return a number with its noun: ``1 package``, ``12 packages``."""
    return f"{amount(number)} {thing if number == 1 else things or thing + 's'}"


def spelled(number: int) -> str:
    """Return a small number as a word, as newspapers do; a larger one in figures.

    Examples
    --------
    >>> spelled(3), spelled(12)
    ('three', '12')
    """
    small = plain("words.small").split()
    return small[number] if number < len(small) else amount(number)


def from_to(low: str, high: str) -> str:
    """Return two ends as words: one where they are the same.

    Examples
    --------
    >>> from_to("2", "5"), from_to("2", "2")
    ('2 to 5', '2')
    """
    return low if low == high else plain("words.from_to", low=low, high=high)


def listed(words: Iterable[str]) -> str:
    """Return words with commas and an ``and``.

    Examples
    --------
    >>> listed(["one"]), listed(["one", "two", "three"])
    ('one', 'one, two and three')
    """
    return str(format_list(list(words), locale=locale()))


def in_sentences(clauses: Iterable[str]) -> str:
    """Return clauses as sentences, the first as it stands, the last without its stop.

    Examples
    --------
    >>> in_sentences(["the Lakes insist", "farmers will not sign"])
    'the Lakes insist. Farmers will not sign'
    """
    first, *rest = clauses
    return ". ".join((first, *map(capital, rest)))


def quoted(text: str) -> str:
    """Return a name in quotation marks."""
    return plain("words.quoted", text=text)


def all_quoted(texts: Iterable[str]) -> str:
    """Return names in quotation marks, with commas and an ``and``."""
    return listed(map(quoted, texts))


def full_stop(text: str) -> str:
    """Return a text that ends as a sentence does."""
    text = " ".join(text.split())
    if is_isolated(text):
        return full_stop(text.removesuffix(CLOSE)) + CLOSE
    return text if text.endswith(_ENDS) else f"{text}."


def bar(value: float, most: float, width: int = 10) -> str:
    """Return a bar around a middle line: losses to the left, gains to the right."""
    filled = 0 if most <= 0 else round(width * min(1.0, abs(value) / most))
    filled = max(filled, 1) if value else filled
    blocks = "█" * filled
    return f"{blocks if value < 0 else '':>{width}}│{blocks if value > 0 else '':<{width}}"
