"""The clean copy as its reader finds it: the sheets in order, every figure that of the tracker, and nothing of a person."""

import re
import time
from dataclasses import replace
from decimal import Decimal
from io import BytesIO

import pytest
from openpyxl import load_workbook

from se7_excel.books.file_book import FileBook
from se7_excel.entrances.new_tracker import blank_programme
from se7_excel.outgoing.allow_list import SHEETS
from se7_excel.outgoing.clean_copy import clean_copy, file_name
from se7_excel.outgoing.gate import findings_at_the_gate
from se7_excel.outgoing.notes import notes
from se7_excel.savings.fingerprint import fingerprint
from se7_excel.savings.money import Gap
from se7_excel.savings.programme import Basis, Party, Programme, SavingsLine
from se7_excel.sheets.appendix import appendix_page
from se7_excel.sheets.appendix_2 import appendix_2_page
from se7_excel.sheets.appendix_data import data_page
from se7_excel.sheets.grid import Grid
from se7_excel.sheets.headline import headline
from se7_excel.sheets.ladder_page import ladder_page
from se7_excel.sheets.page import Page
from se7_excel.sheets.yearly_page import yearly_page
from tests.outgoing.copies import about, copy_2012, parts, programme_2012

PAGES = (appendix_page, data_page, appendix_2_page, ladder_page, yearly_page)


def read(tab: str, data: bytes = b"") -> Grid:
    return FileBook(data or copy_2012()).read(tab)


def texts(tab: str, data: bytes = b"") -> list[str]:
    return [str(value) for _, cells in read(tab, data).rows() for _, value in sorted(cells.items())]


def entries(data: bytes = b"") -> dict[str, str]:
    return {str(cells[1]): str(cells.get(2, "")) for _, cells in read("About", data).rows()}


def test_the_ladder_prints_on_two_pages_side_by_side_as_in_the_tracker() -> None:
    book = load_workbook(BytesIO(copy_2012()))
    ladder = book["Target ladder"]
    assert (ladder.page_setup.fitToWidth, ladder.print_title_cols) == (2, "$A:$B")
    others = [sheet.page_setup.fitToWidth for sheet in book.worksheets if sheet.title != ladder.title]
    assert others == [1] * len(others)


def of_fifty() -> Programme:
    made = blank_programme("", [], [f"Workstream {number} of the fifty" for number in range(1, 51)], "2011/12", 4, "Kent")
    amounts = (Decimal(10_000), Decimal(20_000), Gap.BLANK, Decimal("0.07"))
    streams = [
        replace(
            each, lines=tuple(replace(line, amounts=amounts, basis=Basis.ADDITIONAL) for line in each.lines), update="So. " * 99
        )
        for each in made.workstreams
    ]
    return replace(made, workstreams=tuple(streams))


def test_the_sheets_are_those_of_the_allow_list_in_its_order() -> None:
    assert FileBook(copy_2012()).tabs() == SHEETS


def test_the_same_inputs_give_the_same_bytes() -> None:
    assert clean_copy(programme_2012(), about()) == copy_2012()


@pytest.mark.parametrize("page_of", PAGES)
def test_every_figure_and_word_of_a_page_is_in_the_copy_in_its_column(page_of: object) -> None:
    page: Page = page_of(programme_2012())  # type: ignore[operator]
    grid = read(page.tab)
    down = grid.areas[page.marks[0].name].bottom - page.marks[0].area.bottom
    for (row, column), cell in page.cells.items():
        if cell.value in (None, "") or cell.formula.startswith("HYPERLINK("):
            continue
        stands = grid.value(row if row == 1 else row + down, column)
        assert stands == pytest.approx(float(cell.value)) if isinstance(cell.value, Decimal) else stands == cell.value


def test_formulas_stay_on_their_sheet_and_carry_their_values() -> None:
    formulas = {(tab, cell): text for tab in SHEETS for cell, text in read(tab).formulas.items()}
    assert len(formulas) > 50
    assert not any("!" in text or "HYPERLINK" in text for text in formulas.values())
    assert all(read(tab).value(*cell) is not None for tab, cell in formulas)


def test_a_sum_takes_in_the_rows_it_took_in_before_the_page_was_moved_down() -> None:
    data = read("Appendix 1 data")
    area = data.areas["SE7_Data_partnership"]
    assert f"C{area.top}:C{area.bottom}" in data.formulas[data.areas["SE7_Appendix_1_data"].top + 1, 3]


def test_a_source_is_told_in_plain_words_without_a_link() -> None:
    grid = read("Appendix 1 data")
    area = grid.areas["SE7_Appendix_1_data"]
    sources = [grid.value(row, area.right) for row in range(area.top + 1, area.bottom + 1)]
    assert {"Highways, row 12 of the tracker", "SEN, row 13 of the tracker", "Settings, row 14 of the tracker"} <= set(sources)
    assert not any((row, area.right) in grid.formulas for row in range(area.top, area.bottom + 1))


def test_about_says_what_it_is_for_whom_and_from_which_tracker() -> None:
    said = entries(clean_copy(programme_2012(), about(tracker=r"C:\Users\ann\Desktop\savings tracker.xlsm")))
    assert said["Partnership"] == "South East Seven"
    assert said["For"].startswith("East Sussex County Council")
    assert said["Meeting"] == "28 March 2012"
    assert said["Protective marking"] == "OFFICIAL"
    assert said["Version"] == "3"
    assert said["Made from the tracker"] == "savings tracker.xlsm"
    assert said["Made on"] == "20 March 2012 at 09:30"
    assert said["Made with"] == "se7_excel 0.9"
    assert fingerprint(programme_2012()) in said["Fingerprint of the inputs"]


def test_about_says_what_the_checks_found_and_who_accepted_what() -> None:
    said = entries()
    assert said["Headline"].casefold() == f"{headline(programme_2012())}.".casefold()
    assert said["Result of the checks"].startswith("0 fail, 1 warn, 1 info, 1 accepted. Nothing found by C01")
    assert said["C05, 1 finding, accepted by the sender"] == "The slip is corrected in May."
    assert said["C05, finding 1 of 1"] == "SEN: £1 too much."
    assert not any("jdoe" in each for each in said.values())
    assert said["C05, accepted in the tracker"].startswith("A. Smith, 1 March 2012: slip. The finding: SEN 2012/13")


def test_about_without_marking_meeting_or_findings_says_so_in_words() -> None:
    undated = replace(programme_2012(), next_meeting=None, report_date=None)
    said = entries(clean_copy(undated, about(marking="", findings=(), accepted=(), tracker="")))
    assert said["Meeting"] == "no meeting is recorded"
    assert said["Protective marking"] == "none given"
    assert said["Made from the tracker"] == "not recorded"
    assert said["Result of the checks"].startswith("0 fail, 0 warn, 0 info.")


def test_each_sheet_sends_its_readers_to_notes_that_exist() -> None:
    numbers = {f"note {number}" for number in range(1, len(notes(programme_2012())) + 1)}
    assert numbers <= {str(cells[1]) for _, cells in read("Notes").rows()}
    for tab in SHEETS[1:-1]:
        referred = re.findall(r"\[(note \d+)\]", " ".join(texts(tab)))
        assert referred, tab
        assert set(referred) <= numbers


def test_the_notes_tell_brackets_gaps_shading_sources_and_each_figure_beyond_the_table() -> None:
    said = " ".join(texts("Notes"))
    assert all(word in said for word in ("never means a negative", "None of these is £0", "light grey", "row 12 of the tracker"))
    assert "£310m, medium term; by 2020; a notional target" in said
    assert "which nobody has declared, the £14m of the table" in said
    assert "12 of no declared basis" in said
    assert "every figure is gross" in said


def test_a_marking_is_at_the_top_of_each_sheet_and_in_its_header() -> None:
    marked = load_workbook(BytesIO(clean_copy(programme_2012(), about(marking="OFFICIAL\n–  R&D"))))
    for sheet in marked.worksheets:
        assert sheet["A2"].value == "OFFICIAL – R&D"
        assert sheet.oddHeader.center.text == "OFFICIAL – R&&D"


def test_a_marking_nobody_could_print_breaks_no_sheet() -> None:
    copy = clean_copy(programme_2012(), about(marking="OFFICIAL\x00\x1b " + "&" * 400))
    assert findings_at_the_gate(copy) == ()
    assert load_workbook(BytesIO(copy)).worksheets[0].oddHeader.center.text.count("&") == 2 * 89


def test_a_partnership_with_signs_nobody_sees_has_a_copy_that_opens() -> None:
    odd = replace(programme_2012(), partnership=Party("SE7", "South\x01 East\n Seven"), longer_term=())
    assert findings_at_the_gate(clean_copy(odd, about())) == ()


def test_without_a_marking_there_is_none() -> None:
    plain = load_workbook(BytesIO(clean_copy(programme_2012(), about(marking=""))))
    assert all("OFFICIAL" not in str(sheet["A2"].value) for sheet in plain.worksheets)
    assert all(sheet.oddHeader.center.text is None for sheet in plain.worksheets)


def test_the_document_has_title_subject_and_language_and_the_partnership_for_its_maker() -> None:
    core = parts(copy_2012())["docProps/core.xml"].decode()
    assert "South East Seven savings: Appendix 1 and Appendix 2 for East Sussex, version 3, 28 March 2012</dc:title>" in core
    assert "South East Seven</dc:creator>" in core
    assert "en-GB</dc:language>" in core
    assert "lastModifiedBy" not in core


def test_charts_draw_from_the_rows_of_the_copy() -> None:
    drawn = " ".join(content.decode() for name, content in parts(copy_2012()).items() if name.startswith("xl/charts/"))
    years, rungs = read("Yearly data").areas["SE7_Yearly_years"], read("Target ladder").areas["SE7_Ladder_targets"]
    assert f"'Yearly data'!$B${years.top}:$B${years.bottom}" in drawn
    assert f"'Target ladder'!$C${rungs.top}:$C${rungs.bottom}" in drawn
    assert "Regenerate" not in " ".join(texts("Charts"))


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t="])
def test_a_text_that_begins_like_a_formula_stays_a_text(start: str) -> None:
    programme = programme_2012()
    first, *others = programme.workstreams
    awkward = replace(
        first,
        name=f"{start}1+1",
        tab=f"{start}cmd",
        update=f"{start}SUM(A1:A9)",
        purpose=f"{start}HYPERLINK(A1)",
        lead=f"{start}A1",
    )
    partnership = replace(programme.partnership, full_name=f"{start}Seven")
    lines = tuple(replace(line, party=partnership) if line.party == programme.partnership else line for line in awkward.lines)
    made = replace(programme, partnership=partnership, workstreams=(replace(awkward, lines=lines), *others), longer_term=())
    copy = clean_copy(made, about(marking=f"{start}OFFICIAL", tracker=f"{start}tracker.xlsx"))
    assert findings_at_the_gate(copy) == ()
    assert f"{start}SUM(A1:A9)".strip() in texts("Appendix 2", copy)


@pytest.mark.parametrize(
    ("party", "name"),
    [
        (Party("SE7", "South East Seven"), "SE7 savings – 28 March 2012 – v3.xlsx"),
        (Party("Long name", "", "ESCC"), "ESCC savings – 28 March 2012 – v3.xlsx"),
        (Party('A/B: "C" <D>|E?*\\'), "A B C D E savings – 28 March 2012 – v3.xlsx"),
        (Party("Kent; Surrey"), "Kent Surrey savings – 28 March 2012 – v3.xlsx"),
        (Party("CON"), "CON savings – 28 March 2012 – v3.xlsx"),
        (Party("Tab\tand\u202eturned"), "Tab and turned savings – 28 March 2012 – v3.xlsx"),
        (Party("???"), "Partnership savings – 28 March 2012 – v3.xlsx"),
    ],
)
def test_a_file_name_is_fit_for_any_system(party: Party, name: str) -> None:
    assert file_name(replace(programme_2012(), partnership=party), 3) == name


def test_a_file_name_is_never_too_long_and_needs_no_meeting() -> None:
    long = replace(programme_2012(), partnership=Party("Council " * 40), next_meeting=None)
    assert file_name(long, 1).endswith("savings – 26 January 2012 – v1.xlsx")
    assert len(file_name(long, 12_345)) < 120
    assert file_name(replace(long, report_date=None), 1).endswith("Coun savings – v1.xlsx")


def test_a_programme_without_workstreams_or_figures_has_a_copy_too() -> None:
    bare = replace(programme_2012(), workstreams=(), targets=(), longer_term=(), report_date=None, next_meeting=None)
    assert findings_at_the_gate(clean_copy(bare, about(marking=""))) == ()


def test_a_note_as_long_as_a_cell_is_parted_over_rows() -> None:
    programme = programme_2012()
    told = replace(programme.longer_term[0], note="A sentence of many. " * 300)
    copy = clean_copy(replace(programme, longer_term=(told,)), about())
    assert any(text.endswith(", continued") for text in texts("Notes", copy))
    assert findings_at_the_gate(copy) == ()


def test_a_copy_is_made_quickly() -> None:
    clean_copy(programme_2012(), about())  # libraries are loaded once
    started = time.perf_counter()
    clean_copy(programme_2012(), about())
    of_2012 = time.perf_counter() - started
    large = clean_copy(of_fifty(), about())
    of_all = time.perf_counter() - started
    assert (of_2012 < 1.5, of_all < 6.5) == (True, True)
    assert findings_at_the_gate(large) == ()


def test_a_line_counts_by_its_basis_in_the_notes() -> None:
    programme = programme_2012()
    first, *others = programme.workstreams
    lines: tuple[SavingsLine, ...] = tuple(replace(line, basis=Basis.LEVEL) for line in first.lines)
    copy = clean_copy(replace(programme, workstreams=(replace(first, lines=lines), *others)), about())
    assert any("2 level, 10 of no declared basis" in text for text in texts("Notes", copy))
