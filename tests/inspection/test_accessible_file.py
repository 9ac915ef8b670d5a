"""C31 for a file that is to be sent: each rule trips on the workbook that breaks it and on none that just does not."""

from collections.abc import Callable
from io import BytesIO

import pytest
from openpyxl import Workbook
from openpyxl.chart import BarChart, Reference
from openpyxl.styles import Font
from openpyxl.worksheet.table import Table

from se7_excel.books.package import Package
from se7_excel.inspection.accessible_file import accessible_file
from se7_excel.savings.checks.finding import Finding, Severity

DRAWING = "xl/drawings/drawing1.xml"
SILENT, SPEAKING = b'name="Chart 1"', b'name="Chart 1" descr="Savings by year"'


def made(change: Callable[[Workbook], object] = lambda book: None) -> Package:
    """A workbook everybody can read, but for the change."""
    book = Workbook()
    book.properties.title, book.properties.language = "Savings", "en-GB"
    sheet = book.active
    sheet.title = "Savings"
    sheet["A1"] = "What we save"
    for row in (("Workstream", "Amount"), ("Highways", 5), ("Waste", 6)):
        sheet.append(row)
    sheet.column_dimensions["A"].width = sheet.column_dimensions["B"].width = 20
    sheet.add_table(Table(displayName="Savings_table", ref="A2:B4"))
    notes = book.create_sheet("Notes")
    notes["A1"] = "Notes"
    for row in (("Note", "What it says"), ("[note 1]", "By 2020."), ("note 2", "Notional."), (3, "Estimated.")):
        notes.append(row)
    change(book)
    saved = BytesIO()
    book.save(saved)
    return Package(saved.getvalue())


def charted(alternative: bytes = SILENT, after: bytes = b"") -> Package:
    """The workbook with a chart at F5, named so in its drawing."""

    def add(book: Workbook) -> None:
        chart = BarChart()
        chart.add_data(Reference(book["Savings"], min_col=2, min_row=3, max_row=4))
        book["Notes"].add_chart(chart, "F5")

    package = made(add)
    data = package.read(DRAWING)
    assert SILENT in data
    package.replace(DRAWING, data.replace(SILENT + b" />", SILENT + b"/>").replace(SILENT + b"/>", alternative + after))
    return package


def only(package: Package) -> Finding:
    """The one finding on the file."""
    (finding,) = accessible_file(package)
    assert (finding.code, finding.severity) == ("C31", Severity.WARN)
    assert finding.message.endswith(".") and finding.message[0].isupper()
    return finding


def put(tab: str, cell: str, value: object) -> Callable[[Workbook], object]:
    """A change: the cell of the tab holds the value."""
    return lambda book: book[tab].__setitem__(cell, value)


def test_a_workbook_everybody_can_read_has_nothing_to_say() -> None:
    assert list(accessible_file(made())) == []


@pytest.mark.parametrize("name", ["title", "language"])
@pytest.mark.parametrize("value", [None, " "])
def test_title_and_language_of_the_document_are_stated(name: str, value: str | None) -> None:
    finding = only(made(lambda book: setattr(book.properties, name, value)))
    assert (finding.place, finding.expected) == (None, f"a {name} of the document")


def test_a_file_without_properties_has_neither() -> None:
    package = made()
    package.remove("docProps/core.xml")
    assert [each.expected for each in accessible_file(package)] == ["a title of the document", "a language of the document"]


def test_the_first_sheet_is_the_open_one() -> None:
    finding = only(made(lambda book: setattr(book, "active", 1)))
    assert (str(finding.place), finding.found) == ("Savings!A1", "the workbook opens at Notes")


def test_the_first_sheet_is_the_first_that_is_visible() -> None:
    def hide(book: Workbook) -> None:
        book.create_sheet("Sheet1", 0).sheet_state = "hidden"
        book.active = 1

    assert list(accessible_file(made(hide))) == []


def test_the_cursor_is_in_a1_of_the_first_sheet_only() -> None:
    def move(tab: str) -> Callable[[Workbook], object]:
        return lambda book: setattr(book[tab].sheet_view.selection[0], "activeCell", "B7")

    assert only(made(move("Savings"))).found == "the cursor is in B7"
    assert list(accessible_file(made(move("Notes")))) == []


@pytest.mark.parametrize(("cell", "told"), [("A1", False), ("B5", True)])
def test_the_cursor_of_a_frozen_sheet_is_that_of_the_pane_in_use(cell: str, told: bool) -> None:
    def freeze(book: Workbook) -> None:
        book["Savings"].freeze_panes = "A3"
        (selection,) = book["Savings"].sheet_view.selection
        selection.activeCell = selection.sqref = cell

    assert len(list(accessible_file(made(freeze)))) == told


@pytest.mark.parametrize(("name", "told"), [("Sheet2", True), ("Sheet2 (3)", True), ("Chart 2", False), ("2012", False)])
def test_every_sheet_has_a_name_that_says_something(name: str, told: bool) -> None:
    def rename(book: Workbook) -> None:
        book.create_sheet(name)["A1"] = "More"

    found = [str(each.place) for each in accessible_file(made(rename))]
    assert found == ([f"{name}!A1"] if told else [])


@pytest.mark.parametrize("text", ["Waste [note 1]", "Waste [Note 2]", "[note 3]"])
def test_a_note_that_the_notes_have_is_found_there(text: str) -> None:
    assert list(accessible_file(made(put("Savings", "A4", text)))) == []


def test_a_note_that_the_notes_lack_is_told_once() -> None:
    def refer(book: Workbook) -> None:
        book["Savings"]["A3"], book["Savings"]["A4"] = "ICT[note 1][note 12]", "SEN [note 12]"

    finding = only(made(refer))
    assert (str(finding.place), finding.expected) == ("Savings!A3", "note 12")


def test_without_notes_every_note_referred_to_is_told() -> None:
    def refer(book: Workbook) -> None:
        book.remove(book["Notes"])
        book["Savings"]["A4"] = "Waste [note 1]"

    assert "no sheet Notes" in only(made(refer)).message


def test_the_rules_for_tables_hold_for_every_visible_sheet() -> None:
    assert only(made(put("Savings", "B4", "–"))).expected == "words in every cell"


def test_the_rules_for_looks_hold_too() -> None:
    assert only(made(lambda book: setattr(book["Savings"]["A3"], "font", Font(name="Arial", size=8)))).found == (
        "the text has 8 points"
    )


def test_a_hidden_sheet_is_somebody_elses_matter() -> None:
    def hide(book: Workbook) -> None:
        book.create_sheet("Sheet9").sheet_state = "hidden"

    assert list(accessible_file(made(hide))) == []


def test_a_chart_has_a_text_for_those_who_cannot_see_it() -> None:
    finding = only(charted(SILENT + b"/>"))
    assert (str(finding.place), finding.found) == ("Notes!F5", "a chart or picture has no alternative text")
    assert list(accessible_file(charted(SPEAKING + b"/>"))) == []


@pytest.mark.parametrize(("value", "told"), [(b"1", False), (b"0", True)])
def test_what_is_marked_as_decoration_needs_no_text(value: bytes, told: bool) -> None:
    mark = b'><extLst><ext uri="u"><d:decorative xmlns:d="d" val="%s"/></ext></extLst></cNvPr>' % value
    assert len(list(accessible_file(charted(SILENT, mark)))) == told


def test_a_page_of_ours_is_held_to_the_rules_for_pages(tracker_2012: bytes) -> None:
    found = {each.place.tab for each in accessible_file(Package(tracker_2012)) if each.place}
    assert not found & {"Appendix 1", "Appendix 1 data", "Appendix 2", "Checks", "Charts"}


def test_a_package_whose_parts_are_replaced_is_read_as_it_will_be(tracker_2012: bytes) -> None:
    package = Package(tracker_2012)
    core = package.read("docProps/core.xml")
    package.replace("docProps/core.xml", core.replace(b">en-GB<", b"><"))
    assert "a language of the document" in [each.expected for each in accessible_file(package)]
