"""Fonts for letters that the programs which set pages and draw charts do not bring along.

They bring Latin, Greek and Cyrillic. For all else there are the Noto fonts, where they are
installed; what no font has is refused with its place, for a page with boxes in it tells nothing.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

from winset.language.catalogue import worded
from winset.report.drawing import drawing_process
from winset.scenario import Scenario, UsageError
from winset.scenario.tree import dotted

FOLDERS = (
    *("/usr/share/fonts", "/usr/local/share/fonts", "~/.local/share/fonts", "~/.fonts"),
    *("/Library/Fonts", "~/Library/Fonts", "C:/Windows/Fonts"),
)
"""Where fonts are installed."""

_OWN = (
    *((0x20, 0x24F), (0x37A, 0x3FF), (0x400, 0x45F), (0x1E00, 0x1EFF), (0x2010, 0x2027)),
    *((0x2030, 0x203A), (0x20AC, 0x20AC), (0x2190, 0x2195), (0x2200, 0x2265), (0x2500, 0x259F)),
)
"""Letters that every program brings along, from and to."""

_IN_NAMES = dict.fromkeys(("hangul", "hiragana", "katakana", "bopomofo"), "cjk")
_FACES = {"ja": "JP", "ko": "KR", "zh": "SC", "zh-hant": "TC", "zh-tw": "TC", "zh-hk": "HK"}
_MOST_TOLD = 10
_INSTALL = "apt-get install fonts-noto-core fonts-noto-cjk fonts-noto-color-emoji"


@dataclass(frozen=True, slots=True)
class Font:
    """A font of one style, and the family that it belongs to."""

    path: Path
    family: str


def fonts_for(scenario: Scenario, form: str) -> tuple[Font, ...]:
    """Return the fonts that the texts of a scenario need on a page or in a picture.

    Parameters
    ----------
    form
        What is made of it: pdf or png.

    Raises
    ------
    UsageError
        Where no font has a letter, with the place of each such text and what to install.
    """
    texts = dict(_texts(scenario, ()))
    letters = {letter for text in texts.values() for letter in text if _needs_a_font(letter)}
    if not letters:
        return ()
    found, lacking = _look_for(frozenset(letters), scenario.lang)
    if lacking and form == "pdf":
        lacking = _lacking_in_a_pdf(lacking)
    if lacking:
        raise UsageError("\n".join(_missing_letters(texts, lacking, form)))
    return found


def folders(fonts: Iterable[Font]) -> list[str]:
    """Return the folders that fonts are in."""
    return list(dict.fromkeys(str(font.path.parent) for font in fonts))


def _needs_a_font(letter: str) -> bool:
    ignored = unicodedata.category(letter) in {"Cf", "Cc", "Zs"} or "\ufe00" <= letter <= "\ufe0f"
    return not ignored and not any(low <= ord(letter) <= high for low, high in _OWN)


def _texts(thing: object, path: tuple[str | int, ...]) -> Iterator[tuple[str, str]]:
    """Yield the texts of a scenario, each with its place in the file."""
    if isinstance(thing, str):
        yield dotted(path), thing
    elif isinstance(thing, Mapping):
        for key, value in thing.items():
            yield from _texts(value, (*path, key))
    elif isinstance(thing, tuple):
        for n, value in enumerate(thing):
            yield from _texts(value, (*path, getattr(value, "id", n)))
    elif is_dataclass(thing):
        for field in fields(thing):
            yield from _texts(getattr(thing, field.name), (*path, field.name))


def _look_for(letters: frozenset[str], lang: str) -> tuple[tuple[Font, ...], frozenset[str]]:
    """Return the fonts that have letters, best first, and the letters that none has."""
    scripts = {_script(letter) for letter in letters}
    chosen, left = [], letters
    ranked = sorted((_rank(path, scripts), len(path.name), path) for path in _installed())
    for _, _, path in ranked:
        if not left:
            break
        if has := left & _letters_of(path):
            left -= has
            chosen.append(Font(path, _family(path, lang)))
    return tuple(chosen), left


def _script(letter: str) -> str:
    """Return the word for a letter's script in the names of fonts."""
    word = unicodedata.name(letter, "unknown").partition(" ")[0].lower()
    return _IN_NAMES.get(word, word)


def _rank(path: Path, scripts: set[str]) -> int:
    """Return how likely a font is the one to look into; the lower, the likelier."""
    name = path.name.lower()
    sans = name.startswith("notosans")
    return (0 if any(script in name for script in scripts) else 2) + (0 if sans else 1)


def _installed() -> list[Path]:
    """Return the Noto fonts of normal weight that are installed."""
    roots = (Path(one).expanduser() for one in FOLDERS)
    found = (path for root in roots if root.is_dir() for path in root.rglob("Noto*"))
    names = re.compile(r"Noto\w+-Regular\.(ttf|otf|ttc)|NotoColorEmoji\.ttf", re.IGNORECASE)
    return [path for path in found if names.fullmatch(path.name)]


@cache
def _letters_of(path: Path) -> frozenset[str]:
    with _opened(path) as font:
        return frozenset(map(chr, font.getBestCmap() or ()))


def _family(path: Path, lang: str) -> str:
    with _opened(path) as font:
        name = str(font["name"].getBestFamilyName())
    if "CJK" not in name:
        return name
    face = _FACES.get(lang.lower()) or _FACES.get(lang.lower().partition("-")[0], "JP")
    return f"{name.rpartition(' ')[0]} {face}"


def _opened(path: Path) -> Any:
    try:
        library = import_module("fontTools.ttLib")
    except ImportError:
        raise drawing_process.missing("fonts") from None
    number = 0 if path.suffix.lower() == ".ttc" else -1
    return library.TTFont(path, fontNumber=number, lazy=True)


def _lacking_in_a_pdf(letters: frozenset[str]) -> frozenset[str]:
    """Return the letters that the page setter's own fonts lack as well."""
    ordered = "".join(sorted(letters))
    return frozenset(drawing_process.run([{"do": "lacking", "letters": ordered}])[0].decode())


def _missing_letters(texts: Mapping[str, str], lacking: frozenset[str], form: str) -> Iterator[str]:
    places = [(place, text) for place, text in texts.items() if lacking & set(text)]
    for place, text in places[:_MOST_TOLD]:
        letter = next(one for one in text if one in lacking)
        named = {"number": f"U+{ord(letter):04X}", "name": unicodedata.name(letter, "").lower()}
        yield worded("errors.fonts.lacking", place=place, letter=letter, **named)
    if len(places) > _MOST_TOLD:
        yield worded("errors.fonts.more", count=len(places) - _MOST_TOLD)
    yield worded("errors.fonts.install", command=_INSTALL, form=form)
