"""Wrong scenario files, and all that must be said of each: a table, and what no table holds."""

import dataclasses
from collections.abc import Iterator
from pathlib import Path

TABLE = Path(__file__).parent / "data" / "bad-files.txt"


@dataclasses.dataclass(frozen=True)
class Case:
    name: str
    content: str | bytes
    told: tuple[str, ...]


def blocks() -> Iterator[list[str]]:
    for block in TABLE.read_text(encoding="utf-8").split("\n: ")[1:]:
        yield [line for line in block.splitlines() if line[:2] != "# "]


def marked(block: list[str], mark: str) -> list[str]:
    return [line[2:] for line in block if line[:1] == mark]


def valid_file() -> str:
    return "\n".join(marked(next(blocks()), "|")) + "\n"


def content(block: list[str]) -> str:
    lines = marked(block, "|")
    if lines:
        return "\n".join(lines) + "\n"
    text = valid_file()
    for change in marked(block, "~"):
        old, _, new = change.replace("⏎", "\n").partition(" =>")
        assert old in text, old
        text = text.replace(old, new.removeprefix(" "), 1)
    return text + "".join(f"{line}\n" for line in marked(block, "+"))


def table() -> list[Case]:
    cases = list(blocks())[1:]
    return [Case(block[0], content(block), tuple(marked(block, ">"))) for block in cases]


def valid(old: str, new: str) -> str:
    assert old in valid_file()
    return valid_file().replace(old, new, 1)


def many(entry: str, count: int) -> str:
    return "".join(f"  {entry.replace('#', str(i))}\n" for i in range(count))


def tenfold(times: int) -> str:
    """Return a short file that aliases blow up to 10 ** times values."""
    lines = ["a0: &a0 [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]"]
    lines += [f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 10)}]" for i in range(1, times)]
    return "\n".join(lines) + "\n"


TABLE_TOLD = (
    "1:1: this is a table, not a scenario; a scenario has keys with values; "
    "`winset new talks.yaml` writes one to start from"
)

NO_BREAK, ZERO, SOFT = (
    "U+00A0 (no-break space)",
    "U+200B (zero width space)",
    "U+00AD (soft hyphen)",
)


def unseen() -> Iterator[Case]:
    """Yield files with characters that nobody sees, where they are in the way."""

    def told(*places: str, what: str) -> tuple[str, ...]:
        wrong = f"an invisible character stands here, {what}"
        return tuple(f"{at}: {wrong}; put a plain space in its place, or nothing" for at in places)

    both = valid("  up: {", "  up:\xa0{").replace("up: -4", "up:\xa0-4", 1)
    yield Case("no-break spaces after colons", both, told("4:6", "9:35", what=NO_BREAK))
    indented = valid("  up: {", "\xa0\xa0up: {")
    yield Case("no-break spaces that indent", indented, told("4:1", what=NO_BREAK))
    amount = valid("-4", "-4\u200b")
    yield Case("a number with what nobody sees", amount, told("9:38", what=ZERO))
    soft = valid("  open-dam:", "  open\xad-dam:")
    yield Case("an id with what nobody sees", soft, told("9:7", what=SOFT))
    and_more = both.replace("title: A dam and a line\n", "")
    missing = "1:1: title: this key is missing; add it: what the negotiation is called"
    places = told("3:6", "8:35", what=NO_BREAK)
    yield Case("what nobody sees, and more", and_more, (missing, *places))
    reference = valid("by: [up]", "by: [up\xa0]")
    wrong = "there is no party 'up\\xa0'; remove the invisible character"
    yield Case(
        "a reference with what nobody sees",
        reference,
        (f"9:19: steps.open-dam.by.0: {wrong} {NO_BREAK}",),
    )


def made() -> list[Case]:
    text = valid_file()
    nested = "values are nested more than 40 deep; no scenario needs that"
    large = "the file has more than 50,000 values, aliases written out"
    other = (
        "1:1: this is a text in UTF-16 or UTF-32, not a text in UTF-8; save a plain text in UTF-8"
    )
    heavy = "the file has more than 1,000,000 bytes"
    finite = "this is not a finite number; give a number such as 2.5"
    return [
        Case(
            "not UTF-8",
            text.encode().replace(b"Delta", b"D\xe9lta"),
            ("7:18: the byte 0xe9 is not UTF-8; save the file in UTF-8",),
        ),
        Case(
            "UTF-16",
            text.encode("utf-16"),
            (other,),
        ),
        Case("UTF-16 without a mark", text.encode("utf-16-le"), (other,)),
        Case("UTF-32, the other way round", text.encode("utf-32-be"), (other,)),
        Case(
            "a spreadsheet",
            b"PK\x03\x04\x14\x00\x06\x00",
            (other.replace("a text in UTF-16 or UTF-32", "an archive, as .docx and .xlsx are"),),
        ),
        Case("a PDF", b"%PDF-1.7\n", (other.replace("a text in UTF-16 or UTF-32", "a PDF"),)),
        Case("a table with tabs", "step\tby\nopen\tup\n", (TABLE_TOLD,)),
        *unseen(),
        Case(
            "a control character",
            valid("Delta", "De\x07ta"),
            ("7:19: the character U+0007 may not stand in a file; remove it",),
        ),
        Case(
            "characters that no file may hold, and more",
            valid("Delta", "De\x07l\u2028ta").replace("Downriver", "Down\x85river")
            + "# \u2029\nunit: {x: crowns}\n",
            (
                "5:20: the character U+0085 may not stand in a file; remove it",
                "7:19: the character U+0007 may not stand in a file; remove it",
                "7:21: the character U+2028 may not stand in a file; remove it",
                "12:3: the character U+2029 may not stand in a file; remove it",
                "13:8: unit.x: there is no party 'x'; the parties are up, down",
            ),
        ),
        Case(
            "YAML of another age",
            "%YAML 2.0\n---\n" + text,
            ("1:1: the file asks for another YAML than 1.2; remove the %YAML line",),
        ),
        Case(
            "another YAML",
            "%YAML 1.1\n---\n" + text,
            ("1:1: the file asks for another YAML than 1.2; remove the %YAML line",),
        ),
        Case("too deep in brackets", "a: " + "[" * 50, (f"1:44: {nested}",)),
        Case("too deep in lines", "- " * 50, (f"1:83: {nested}",)),
        Case(
            "too many values",
            tenfold(6),
            (f"5:20: {large}; no scenario needs that many",),
        ),
        Case(
            "too many bytes",
            text + "# \n" * 400_000,
            (f"{heavy}; a scenario is far smaller; is this the right file?",),
        ),
        Case(
            "a line too long",
            text + "#" * 100_001,
            ("12:1: the line has more than 100,000 bytes; break it into several",),
        ),
        Case("1e999", valid("-4", "1e999"), (f"9:36: steps.open-dam.value.up: {finite}",)),
        Case("80 digits", valid("-4", "1" * 80), (f"9:36: steps.open-dam.value.up: {finite}",)),
        Case(
            "a long text",
            text + f"summary: {'x' * 4001}\n",
            ("12:10: summary: the text has 4,001 characters; shorten it to 4,000",),
        ),
        Case(
            "thirteen parties",
            valid("  up: {", many("p#: {name: P}", 11) + "  up: {"),
            ("3:1: parties: there are 13 entries; keep to 12",),
        ),
        Case(
            "63 steps",
            text + many("s#: {by: [up]}", 60),
            ("8:1: steps: there are 63 entries; keep to 62",),
        ),
        Case(
            "501 entries of the record",
            text + "record:\n" + many("- {date: 2000, event: x}", 501),
            ("12:1: record: there are 501 entries; keep to 500",),
        ),
    ]


CASES = table() + made()
