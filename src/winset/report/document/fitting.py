"""What is too long for its place: it is shown to the end of a sentence, and the rest is folded.

Nothing is lost: what is folded stands behind a toggle right below, or on paper in the annex.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from textwrap import shorten

from winset.language.catalogue import say
from winset.language.directions import CLOSE, OPEN, is_isolated, isolated
from winset.report.document.blocks import (
    ROOM,
    Block,
    BulletList,
    Details,
    Facts,
    Finding,
    Page,
    Paragraph,
    ReadingNote,
    Row,
    Section,
    Sentence,
    Table,
)

_SENTENCE = re.compile(r"[.!?]\W*\s")
"""Where a sentence ends and another begins."""

_OVER = 160
"""Characters by which a first sentence may be longer than its place has room for."""

_LABEL = 320
"""Characters of a label or caption that are shown: any title that a file may give."""

_NAME = 40
"""Characters by which what is folded names what it belongs to."""


def fitted_page(page: Page) -> Page:
    """Return a page of which all that is too long for its place is folded."""
    head, rest = page.headline, []
    if head is not None and (found := _rest(head)):
        head, rest = _shown(head), [Paragraph((found,))]
    sections = (one for one in fitted(page.sections) if isinstance(one, Section))
    lead = (*_folded(rest), *fitted(page.lead))
    return replace(page, headline=head, lead=lead, sections=tuple(sections))


def fitted(blocks: Iterable[Block], about: str = "") -> Iterator[Block]:
    """Yield blocks as far as there is room for them, and below them what is folded.

    Parameters
    ----------
    about
        What they are about: the heading above them.
    """
    rest: list[Block] = []
    for block in blocks:
        shown, more = _fitted(block)
        if shown is not None:
            yield from _folded(rest, about)
            yield shown
            rest = []
        rest += more
    yield from _folded(rest, about)


def cut(text: str, room: int) -> tuple[str, str]:
    """Return what of a text there is room for, to the end of a sentence or a word, and the rest.

    Examples
    --------
    >>> cut("All is said. Nothing is left.", 20)
    ('All is said.', 'Nothing is left.')
    """
    if len(text) <= room or room <= 0:
        return (text, "") if room > 0 else ("", text)
    whole = text.removeprefix(OPEN).removesuffix(CLOSE) if is_isolated(text) else text
    ends = [one.end() for one in _SENTENCE.finditer(whole)] or [len(whole)]
    end = max((one for one in ends if one <= room), default=ends[0])
    if end <= room + _OVER:
        return isolated(whole[:end].strip()), isolated(whole[end:].strip())
    end = whole.rfind(" ", room // 2, room)
    end = room if end < 0 else end
    return isolated(f"{whole[:end].strip()} …"), isolated(f"… {whole[end:].strip()}")


def _fitted(block: Block) -> tuple[Block | None, list[Block]]:  # noqa: PLR0911 - a table
    """Return a block as far as there is room for it, None for none, and what is left of it."""
    match block:
        case Section(heading=heading, blocks=blocks):
            return replace(block, blocks=tuple(fitted(blocks, heading))), []
        case Details(summary=summary, blocks=blocks):
            head, rest = _fitting_label(summary)
            return replace(block, summary=head, blocks=(*rest, *fitted(blocks))), []
        case Finding(sentences=said):
            return replace(block, sentences=_heads(said)), list(_rests(said))
        case Paragraph(sentences=said, label=label):
            head, rest = _fitting_label(label)
            one = replace(block, sentences=_heads(said), label=head)
            return one if one.sentences or head else None, [*rest, *_rests(said)]
        case BulletList(items=items):
            named = ((item[0].text, item) for item in items)
            return replace(block, items=tuple(map(_heads, items))), list(_named_rests(named))
        case Facts(rows=rows):
            shown = tuple((_fitting_label(label)[0], _heads(said)) for label, said in rows)
            labels = [one for label, _ in rows for one in _fitting_label(label)[1]]
            return replace(block, rows=shown), [*labels, *_named_rests(rows)]
        case Table():
            return _fitting_table(block)
        case ReadingNote(text=text):
            head, rest = _fitting_label(text, ROOM)
            return ReadingNote(head), rest
    return block, []


def _folded(rest: Iterable[Block], about: str = "") -> Iterator[Details]:
    kept = tuple(rest)
    if kept:
        yield Details(say("page.rest", about=about), kept)


def _fitting_label(text: str, room: int = _LABEL) -> tuple[str, list[Block]]:
    """Return what is shown of a text that asserts nothing, and the rest as a note."""
    head, rest = cut(text, room)
    return head, [ReadingNote(rest)] if rest else []


def _shown(one: Sentence) -> Sentence:
    return replace(one, text=cut(one.text, one.room)[0])


def _rest(one: Sentence) -> Sentence | None:
    rest = cut(one.text, one.room)[1]
    return replace(one, text=rest, strong=False) if rest else None


def _heads(said: Iterable[Sentence]) -> tuple[Sentence, ...]:
    return tuple(one for one in map(_shown, said) if one.text)


def _rests(said: Iterable[Sentence], label: str = "") -> Iterator[Paragraph]:
    for rest in map(_rest, said):
        if rest is not None:
            yield Paragraph((rest,), label)


def _named_rests(told: Iterable[tuple[str, Iterable[Sentence]]]) -> Iterator[Paragraph]:
    for name, said in told:
        yield from _rests(said, _name(name))


def _name(text: str) -> str:
    return shorten(text, _NAME, placeholder=" …")


def _fitting_table(table: Table) -> tuple[Table, list[Block]]:
    """Return a table with short cells, and the rest of the long ones by their rows and columns."""
    head, left = _fitting_label(table.caption)
    rows, rests = [], []
    for row in table.rows:
        parts = [cut(cell, table.room) for cell in row.cells]
        rows.append(replace(row, cells=tuple(shown for shown, _ in parts)))
        rests += list(_rests_of_row(table, row, [rest for _, rest in parts]))
    return replace(table, caption=head, rows=tuple(rows)), [*left, *rests]


def _rests_of_row(table: Table, row: Row, rests: Iterable[str]) -> Iterator[Paragraph]:
    for n, rest in enumerate(rests):
        if rest:
            column = table.columns[n]
            name = _name(row.cells[0])
            label = say("page.rest_of_cell", row=name, column=column) if n and column else name
            yield Paragraph((Sentence(rest, row.basis),), label)
