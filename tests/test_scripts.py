"""Names of every script, in every form: their direction, their capitals, their letters on paper."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen

from page_cases import Outline, html_of
from winset.analysis import Analysis, analyze
from winset.language.directions import CLOSE, OPEN, isolated, with_isolated
from winset.language.letters import capital
from winset.language.words import full_stop
from winset.report.drawing import drawing_process, fonts
from winset.report.forms.pdf import to_typst
from winset.report.pages.brief import write_brief
from winset.report.pages.full_analysis import write_analysis
from winset.report.pages.study import write_study
from winset.scenario import ScenarioError, load_file, load_text

pytestmark = pytest.mark.slow

FAULTS = Path(__file__).parent / "data" / "faults"
ARABIC = re.compile("[\u0600-\u06ff]+")
MTAVRULI = re.compile("[\u1c90-\u1cbf]")

Run = Callable[..., tuple[int, str, str]]


def analysis_of(name: str) -> Analysis:
    return analyze(load_file(FAULTS / f"{name}.yaml"))


def outside_isolates(text: str) -> str:
    """Return what stands in no isolate."""
    while (inner := re.sub(f"{OPEN}[^{OPEN}{CLOSE}]*{CLOSE}", "", text)) != text:
        text = inner
    return text


# --- direction


def test_names_are_isolated_and_sentences_are_not() -> None:
    analysis = analysis_of("bidi")
    brief = html_of(write_brief(analysis))
    behind = html_of(write_analysis(analysis))
    weak = f"After {OPEN}خط{CLOSE}, {OPEN}سلمى{CLOSE} would gain 4 by breaking off."
    assert weak in Outline(brief).text
    assert f"{OPEN}سلمى{CLOSE} trusts {OPEN}كريم{CLOSE} fully." in Outline(behind).text
    assert '<html lang="en" dir="ltr">' in brief
    assert "dir=" not in brief.replace('dir="ltr"', "", 1)
    for page in (brief, behind, html_of(write_study(analysis))):
        assert not ARABIC.search(outside_isolates(Outline(page).text))
        assert f"{OPEN}{OPEN}" not in page


@pytest.mark.parametrize("command", ["analyze", "deals", "roadmap", "impasse", "check"])
def test_names_are_isolated_on_a_terminal(command: str, run: Run) -> None:
    extra = ["--quick"] if command == "analyze" else []
    code, out, _ = run(command, str(FAULTS / "bidi.yaml"), *extra)
    assert code == 0
    assert not ARABIC.search(outside_isolates(out))
    assert OPEN not in run(command, str(FAULTS / "codepage.yaml"), *extra)[1]


def test_data_hold_names_as_they_are(run: Run) -> None:
    assert OPEN not in run("deals", str(FAULTS / "bidi.yaml"), "--format", "json")[1]


def test_what_turns_no_direction_is_left_as_it_is() -> None:
    scenario = load_file(FAULTS / "georgian.yaml")
    assert with_isolated(scenario) is scenario
    assert isolated(isolated("א")) == f"{OPEN}א{CLOSE}"
    told = with_isolated(load_file(FAULTS / "bidi.yaml"))
    assert [party.name for party in told.parties] == [f"{OPEN}سلمى{CLOSE}", f"{OPEN}كريم{CLOSE}"]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("Upriver", "Upriver."),
        (f"{OPEN}نعم{CLOSE}", f"{OPEN}نعم.{CLOSE}"),
        (f"{OPEN}نعم؟{CLOSE}", f"{OPEN}نعم؟{CLOSE}"),
        (f"Asked by {OPEN}سلمى{CLOSE}", f"Asked by {OPEN}سلمى{CLOSE}."),
    ],
)
def test_a_full_stop_stands_where_the_sentence_ends(text: str, sentence: str) -> None:
    assert full_stop(text) == sentence


# --- language


def with_lang(lang: str) -> str:
    return (FAULTS / "georgian.yaml").read_text("utf-8") + f"lang: {lang}\n"


@pytest.mark.parametrize(
    "lang", ["en", "ka", "pt-BR", "zh-Hant", "zh-Hant-TW", "es-419", "de-1996"]
)
def test_a_page_is_in_the_language_of_its_file(lang: str) -> None:
    page = write_brief(analyze(load_text(with_lang(lang)), impasse=False))
    assert f'<html lang="{lang}" dir="ltr">' in html_of(page)


@pytest.mark.parametrize("lang", ["english", "e", "en_GB", "en-", "'12'", "''", "en-x"])
def test_what_is_no_language_is_refused(lang: str) -> None:
    with pytest.raises(ScenarioError, match=r"lang: .* is not a language tag; write one of BCP"):
        load_text(with_lang(lang))


# --- capitals


def test_no_letter_becomes_one_that_its_script_has_for_headings_only(run: Run) -> None:
    analysis = analysis_of("georgian")
    for page in (write_brief(analysis), write_study(analysis)):
        text = html_of(page)
        assert "ქართლი" in text
        assert not MTAVRULI.search(text)
        assert "text-transform" not in text
    for command in ("roadmap", "impasse", "deals"):
        assert not MTAVRULI.search(run(command, str(FAULTS / "georgian.yaml"))[1])
    assert capital("ǆ") == "ǅ"
    assert capital(f"{OPEN}a א{CLOSE}") == f"{OPEN}A א{CLOSE}"


# --- letters on paper and in pictures


@pytest.fixture
def one_font(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Install one font only, which has the letter 김; return its family."""
    folder = tmp_path / "fonts"
    folder.mkdir()
    family = "Noto Sans Trial"
    made = FontBuilder(1000, isTTF=True)
    made.setupGlyphOrder([".notdef", "gim"])
    made.setupCharacterMap({ord("김"): "gim"})
    pen = TTGlyphPen(None)
    pen.moveTo((100, 0))
    pen.lineTo((900, 0))
    pen.lineTo((500, 800))
    pen.closePath()
    drawn = pen.glyph()
    made.setupGlyf({".notdef": drawn, "gim": drawn})
    made.setupHorizontalMetrics({".notdef": (1000, 100), "gim": (1000, 100)})
    made.setupHorizontalHeader(ascent=800, descent=-200)
    names = {"familyName": family, "styleName": "Regular", "fullName": f"{family} Regular"}
    made.setupNameTable({**names, "psName": "NotoSansTrial-Regular"})
    made.setupOS2(sTypoAscender=800, sTypoDescender=-200)
    made.setupPost()
    made.save(folder / "NotoSansTrial-Regular.ttf")
    monkeypatch.setattr(fonts, "FOLDERS", (str(folder),))
    return family


def test_a_pdf_is_set_with_the_font_that_has_the_letters(run: Run, one_font: str) -> None:
    scenario = load_file(FAULTS / "pdfname-ko.yaml")
    assert [font.family for font in fonts.fonts_for(scenario, "pdf")] == [one_font]
    code, _, err = run("brief", str(FAULTS / "pdfname-ko.yaml"), "-o", "page.pdf")
    assert (code, err) == (0, "")
    assert Path("page.pdf").read_bytes().startswith(b"%PDF")
    assert f"Set with {one_font}" in to_typst(write_brief(analyze(scenario)), [one_font])


@pytest.mark.parametrize("arguments", [["-o", "page.pdf"], ["-o", "page.md", "--charts", "drawn"]])
def test_letters_that_no_font_has_are_refused_with_their_place(
    run: Run, one_font: str, arguments: list[str]
) -> None:
    code, out, err = run("brief", str(FAULTS / "cjk.yaml"), *arguments)
    assert one_font
    assert (code, out) == (2, "")
    first, *_, last = err.splitlines()
    assert first == "title: no font here has “한” (U+D55C, hangul syllable han)"
    assert "parties.up.name: no font here has “上” (U+4E0A, cjk unified ideograph-4e0a)" in err
    assert "apt-get install fonts-noto-core fonts-noto-cjk" in last
    assert list(Path().iterdir()) == [Path("fonts")]


def test_a_page_without_fonts_of_its_own_takes_any_letter(run: Run, one_font: str) -> None:
    assert one_font
    assert run("brief", str(FAULTS / "cjk.yaml"), "-o", "page.html")[0] == 0
    assert "한강 수로 협상" in Path("page.html").read_text("utf-8")


def test_a_pdf_needs_no_more_where_typst_has_the_letters(run: Run, one_font: str) -> None:
    assert one_font
    assert run("brief", str(FAULTS / "georgian.yaml"), "-o", "page.pdf")[0] == 0


def test_a_pdf_carries_no_date(run: Run) -> None:
    assert run("brief", str(FAULTS / "codepage.yaml"), "-o", "page.pdf")[0] == 0
    assert b"1970" not in Path("page.pdf").read_bytes()
    assert b"CreationDate" not in Path("page.pdf").read_bytes()


def test_letters_that_are_always_there_are_there() -> None:
    letters = [chr(n) for low, high in fonts._OWN for n in range(low, high + 1)]
    known = [one for one in letters if unicodedata.category(one) not in {"Cc", "Cf", "Zs", "Cn"}]
    assert drawing_process.run([{"do": "lacking", "letters": "".join(known)}]) == [b""]
