"""A page as a tagged PDF, set by Typst without a network and with its own fonts only."""

from base64 import b64encode
from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib.resources import files

from winset.language.catalogue import say
from winset.language.words import full_stop
from winset.report.document.blocks import (
    Block,
    BulletList,
    ChartBlock,
    Details,
    Facts,
    Finding,
    Page,
    Paragraph,
    ReadingNote,
    Section,
    Sentence,
    Table,
)
from winset.report.document.chart import Chart
from winset.report.document.compose import (
    column_shares,
    longest_words,
    with_annex,
    with_pictures,
)
from winset.report.document.fitting import fitted_page
from winset.report.document.references import marks, numbers, web_address
from winset.report.drawing import drawing_process
from winset.report.drawing.fonts import Font, folders
from winset.scenario import Source


def to_pdf(page: Page, pictures: Mapping[str, bytes], fonts: Sequence[Font] = ()) -> bytes:
    """Return a page as a PDF with tags, a table of contents and texts for its pictures.

    Parameters
    ----------
    pictures
        The charts as SVG or PNG, by the chart's id; one that has none is told in words and as a
        table.
    fonts
        The fonts for letters that Typst's own lack.
    """
    families = [font.family for font in fonts]
    text = to_typst(with_pictures(with_annex(fitted_page(page)), pictures), families)
    parts = {"main.typ": text.encode(), **pictures}
    packed = {name: b64encode(part).decode() for name, part in parts.items()}
    return drawing_process.run([{"do": "pdf", "files": packed, "folders": folders(fonts)}])[0]


def to_typst(page: Page, families: Sequence[str] = ()) -> str:
    """Return a page in Typst's language. All texts are strings of it, so that none is a command.

    Parameters
    ----------
    families
        The fonts for letters that Typst's own lack.
    """
    refs = numbers(page)
    preamble = (files(__package__) / "templates" / "page.typ").read_text("utf-8")
    lines = [preamble, f"#show: page.with({', '.join(_settings(page, families))})"]
    lines += _inside(page.lead, 1, refs)
    if page.form not in ("brief", "study"):
        lines += [f"#contents({_string(say('page.contents'))})"]
    lines += _inside(page.sections, 1, refs)
    if page.sources:
        close = "#set enum(spacing: 0.28em)"
        lines += _beside(say("headings.sources"), (close, *_sources(page)))
    made = (*page.made, say("page.fonts", fonts=families)) if families else page.made
    lines += [_note(line) for line in made]
    return "\n".join(lines) + "\n"


def _settings(page: Page, families: Sequence[str]) -> Iterator[str]:
    """Yield what the template takes, in its order."""
    language, *more = page.lang.split("-")
    regions = [part.upper() for part in more if len(part) == 2]
    about = (page.title, page.heading, page.above, page.form, language.lower())
    yield from map(_string, about)
    yield _string(regions[0]) if regions else "none"
    yield f"({''.join(f'{_string(name)}, ' for name in families)})"


def _block(  # noqa: C901, PLR0911 - a table
    block: Block, level: int, refs: Mapping[str, int]
) -> list[str]:
    match block:
        case Section(look="box", blocks=(Facts(rows=rows),)):
            pairs = (f"(text({_string(a)}), {_cited(b, refs)})" for a, b in rows)
            return [f"#box-of({_list(pairs)})"]
        case Section():
            return list(_section(block, level, refs))
        case Finding(sentences=said):
            return [f"#finding({_cited(said, refs)})"]
        case Details(summary=summary, blocks=blocks):
            return [f"#prompt({_string(summary)})", *_inside(blocks, level, refs)]
        case Paragraph(sentences=said, look="standfirst"):
            return [f"#standfirst({_cited(said, refs)})"]
        case Paragraph(sentences=said, label=label, look="weak"):
            return [f"#weak-point({_string(label)}, {_cited(said, refs)})"]
        case Paragraph(sentences=said, label=label):
            named = [f"#label({_string(label)})"] if label else []
            return [*named, f"#par({_cited(said, refs)})"]
        case BulletList(items=items, numbered=numbered):
            kind = "choices" if block.lettered else "enum" if numbered else "list"
            return [f"#{kind}({', '.join(_cited(item, refs) for item in items)})"]
        case Facts(rows=rows):
            pairs = (f"terms.item(text({_string(a)}), {_cited(b, refs)})" for a, b in rows)
            return [f"#terms({', '.join(pairs)})"]
        case Table():
            return [_table(block, refs)]
        case ChartBlock(chart=chart):
            return _picture(chart)
        case ReadingNote(text=text):
            return [_note(text)]


def _section(one: Section, level: int, refs: Mapping[str, int]) -> Iterator[str]:
    """Yield a section; the heading of one of the first level may stand beside it."""
    if one.own_page:
        yield "#colbreak(weak: true)"  # may stand in a container too, as a page break may not
    inside = tuple(_inside(one.blocks, level + 1, refs))
    told = ("#small[", *inside, "]") if one.look == "notes" else inside
    if level == 1:
        yield from _beside(one.heading, told)
    else:
        yield from (_heading(one.heading, level), *told)


def _beside(heading: str, told: Iterable[str]) -> Iterable[str]:
    return (f"#section(text({_string(heading)}))[", *told, "]")


def _inside(blocks: Iterable[Block], level: int, refs: Mapping[str, int]) -> Iterable[str]:
    return (line for one in blocks for line in _block(one, level, refs))


def _cited(sentences: Iterable[Sentence], refs: Mapping[str, int]) -> str:
    said = (f"{_words(one)}{_marks(one.basis, refs)}" for one in sentences)
    return f"{{ {'; [ ]; '.join(said)} }}"


def _words(one: Sentence) -> str:
    return f"{'strong' if one.strong else 'text'}({_string(one.text)})"


def _marks(basis: Iterable[str], refs: Mapping[str, int]) -> str:
    shown = " ".join(map(str, marks(basis, refs)))
    return f" + mark({_string(shown)})" if shown else ""


def _table(table: Table, refs: Mapping[str, int]) -> str:
    cited = (_marks(row.basis, refs) for row in table.rows)
    return (
        f"#data-table({_string(table.caption)}, "
        f"{_list(f'{share}fr' for share in column_shares(table))}, "
        f"{_list(_list(map(_string, words)) for words in longest_words(table))}, "
        f"{_list(f'text({_string(name)})' for name in table.columns)}, "
        f"{_list(str(table.sides.get(n, 'none')) for n in range(len(table.columns)))}, "
        f"{_list(map(str, sorted(table.numeric)))}, "
        f"{_list(_rows([row.cells for row in table.rows], cited))})"
    )


def _rows(rows: Sequence[Sequence[str]], marks: Iterable[str]) -> Iterator[str]:
    for cells, mark in zip(rows, marks, strict=True):
        marked = next((place for place, cell in enumerate(cells) if cell), 0)
        yield _list(
            f"text({_string(cell)}){mark if place == marked else ''}"
            for place, cell in enumerate(cells)
        )


def _list(parts: Iterable[str]) -> str:
    """Return parts as an array of Typst's language."""
    return f"({''.join(f'{part}, ' for part in parts)})"


def _picture(chart: Chart) -> list[str]:
    alt = _string(f"{chart.title}. {chart.alt}")
    titles = f"{_string(chart.title)}, {_string(chart.subtitle)}"
    return [f"#picture({_string(chart.id)}, {alt}, {titles})"]


def _sources(page: Page) -> Iterable[str]:
    """Yield the sources as a list; of a brief one after the other, without notes."""
    if page.form == "brief":
        named = (f"strong({_string(str(n))}); [ ]; {_source(one)}" for n, one in _numbered(page))
        yield f"#note({{ {'; [; ]; '.join(named)} }})"
        return
    for _, source in _numbered(page):
        told = f" + text({_string(f' {source.note}')})" if source.note else ""
        yield f"#enum.item(text(size: 0.82em, {_source(source)}{told}))"


def _numbered(page: Page) -> Iterable[tuple[int, Source]]:
    return enumerate(page.sources, start=1)


def _source(source: Source) -> str:
    """Return what a source is called, with its address where a browser may follow it."""
    address = web_address(source)
    title = f"text({_string(full_stop(source.title) if source.note else source.title)})"
    return f"link({_string(address)}, {title})" if address else title


def _heading(text: str, level: int) -> str:
    return f"#heading(level: {level}, text({_string(text)}))"


def _note(text: str) -> str:
    return f"#note({_string(text)})"


def _string(text: str) -> str:
    """Return a text as a string of Typst's language."""
    plain = " ".join(text.split(" ")).replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(one if one >= " " else f"\\u{{{ord(one):x}}}" for one in plain) + '"'
