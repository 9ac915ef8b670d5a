"""Whole files: products of ours, links in every place, tables and names, and files that are damaged or hostile."""

import io
import re
import time
from contextlib import suppress
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from xlsxwriter.workbook import Workbook as Writer

from se7_excel.entrances.new_tracker import make_tracker
from se7_excel.errors import SavingsError
from se7_excel.inspection.inspected import inspected
from se7_excel.inspection.parser import parsed
from se7_excel.inspection.syntax import within
from se7_excel.inspection.tokens import relative
from se7_excel.sample import sample_programme
from tests.books.test_bad_files import BAD_FILES
from tests.foreign import unpacked, with_parts
from tests.inspection import councils
from tests.inspection.councils import COUNCILS
from tests.inspection.made import Made, rows, said
from tests.rendering.office import Office

PRODUCTS = Path(__file__).parents[2] / "workbook"
SHEET1 = "xl/worksheets/sheet1.xml"
STILL_READ = (
    "a locked structure",
    "a protected tab",
    "a signed workbook",
    "a tab of its own name missing",
    "two tables of one name",
)
STILL_READ += ("a workbook that lost its styles",)


def changed(data: bytes, part: str, old: bytes, new: bytes) -> bytes:
    content = unpacked(data)[part]
    assert old in content
    return with_parts(data, {part: content.replace(old, new)})


@pytest.mark.parametrize("path", sorted(PRODUCTS.glob("*.xls[xm]")), ids=lambda path: path.name)
def test_nothing_is_found_in_the_products(path: Path) -> None:
    found = inspected(path.read_bytes())
    assert found.findings == () and found.formulas == found.recomputed > 100


def test_nothing_is_found_in_a_new_tracker() -> None:
    assert inspected(make_tracker(sample_programme(), date(2012, 1, 26))).findings == ()


def test_a_tracker_told_by_the_tracker_s_own_checks_is_told_here_too() -> None:
    book = openpyxl.load_workbook(io.BytesIO(make_tracker(sample_programme(), date(2012, 1, 26))))
    tab = book["Highways"]
    tab.row_dimensions[12].hidden = True
    tab["H13"] = "#REF!"
    tab["H13"].data_type = "e"
    held = io.BytesIO()
    book.save(held)
    told = [(each.code, each.severity.value, str(each.place)) for each in inspected(held.getvalue()).findings]
    assert ("C27", "info", "Highways!A12") in told and ("C28", "fail", "Highways!H13") in told


def test_formulas_without_values_are_told_once_a_tab() -> None:
    held = io.BytesIO()
    openpyxl.load_workbook(io.BytesIO(councils.budget().data)).save(held)
    findings = inspected(held.getvalue()).findings
    assert said(findings) == [("C28", "warn", "Budget!G3")]
    assert "carries no value (likewise in 19 more cells: I3, G4, I4, G5, I5 and 14 more)" in findings[0].message


def test_manual_calculation_is_told() -> None:
    made = councils.budget().tweaked(lambda writer: writer.set_calc_mode("manual"))
    assert [(each.severity.value, "only when told to" in each.message) for each in made.findings] == [("info", True)]


def test_filled_down_formulas_are_read_as_those_written_out() -> None:
    data = councils.budget().data
    content = unpacked(data)[SHEET1]
    content = content.replace(b"<f>SUM(C3:F3)</f>", b'<f t="shared" ref="G3:G8" si="0">SUM(C3:F3)</f>')
    content = re.sub(rb"<f>SUM\(C[4-8]:F[4-8]\)</f>", b'<f t="shared" si="0"/>', content)
    assert inspected(with_parts(data, {SHEET1: content})).findings == ()


def test_array_formulas_are_left_alone_and_are_no_numbers_typed_over() -> None:
    def add(writer: Writer) -> None:
        sheet = writer.get_worksheet_by_name("Budget")
        assert sheet is not None
        sheet.write_array_formula("G4:G5", "{=C4:C5+D4:D5}", None, 4137)
        sheet.write_number("G5", 6137)

    findings = councils.budget().tweaked(add).findings
    assert [each.message for each in findings if "array formulas" in each.message]
    assert not [each for each in findings if "stands amid" in each.message]


def test_errors_that_are_asked_for_are_only_told() -> None:
    made = Made({"S": rows(1, ("a", 1), ("b", "=IF(B1>0,NA(),1)"))})
    assert said(made.findings) == [("C28", "info", "S!B2")]


def test_the_root_of_an_error_is_named_first() -> None:
    made = Made({"S": rows(1, ("=B3", "=A1+1"), ("=B1", 1), (1, "=1/0"))})
    assert said(made.findings) == [("C28", "fail", "S!B3")]


@pytest.mark.parametrize("name", [name for name in BAD_FILES if name not in STILL_READ])
def test_a_bad_file_ends_in_one_sentence(name: str) -> None:
    data, words = BAD_FILES[name]
    with pytest.raises(SavingsError, match=words) as refused:
        inspected(data)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize("name", STILL_READ)
def test_what_may_not_be_edited_may_be_looked_at(name: str) -> None:
    assert inspected(BAD_FILES[name][0]).formulas > 0


def test_numbers_no_tab_can_hold_end_in_a_sentence() -> None:
    with pytest.raises(SavingsError, match=r"[^:]+: the cell H3 cannot be read"):
        inspected(changed(councils.budget().data, SHEET1, b"<v>4100</v>", b"<v>" + b"9" * 5000 + b"</v>"))


def test_a_cell_in_the_last_corner_costs_nothing() -> None:
    formulas = (
        "SUM(1:1048576)",
        "SUMIF(E:E,1,F:F)",
        "COUNTIF(A:XFD,1)",
        "COUNTBLANK(A:XFD)",
        "SUMPRODUCT(A:A,B:B)",
        "MAX(A1:XFD1048576)",
    )
    asked = {f"C{row}": f"={formula}" for row, formula in enumerate(formulas, 1)}
    data = Made(
        {"Corner": {"A1": 3, "XFD1048576": 1}, "S": {key: text.replace("(", "(Corner!", 1) for key, text in asked.items()}}
    ).data
    started = time.process_time()
    found = inspected(data)
    assert time.process_time() - started < 0.1
    assert [each.message.partition(";")[0] for each in found.findings] == [
        "1 formula uses what we do not recompute: SUMPRODUCT over too many cells"
    ]


def test_formulas_over_far_too_many_cells_are_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    cells = {f"A{row}": row for row in range(1, 101)} | {f"B{row}": f"=SUM(A$1:A$100,A{row})" for row in range(1, 101)}
    data = Made({"S": cells}).data
    monkeypatch.setattr("se7_excel.inspection.evaluator.MOST_VISITS", 5000)
    found = inspected(data)
    assert 40 < found.recomputed < 60
    assert [each.message.partition(";")[0] for each in found.findings] == [
        f"{100 - found.recomputed} formulas use what we do not recompute: more cells than we recompute in one go"
    ]


def test_hundreds_of_conditional_sums_over_hundreds_of_rows_take_no_time() -> None:
    cells = {f"A{row}": row % 7 for row in range(1, 501)} | {f"B{row}": row for row in range(1, 501)}
    sums = {f"D{row}": f"=SUMIFS(B$1:B$500,A$1:A$500,{row % 7})" for row in range(1, 501)}
    data = Made({"S": cells | sums}).data
    started = time.process_time()
    assert inspected(data).findings == ()
    assert time.process_time() - started < 2


WHOLE = councils.lookup().tweaked(lambda writer: writer.define_name("codes", "=Lists!$A$2:$A$4")).data


@given(at=st.floats(0, 1, exclude_max=True), bits=st.integers(1, 255), part=st.sampled_from(sorted(unpacked(WHOLE))))
@settings(max_examples=100, deadline=None)
def test_a_part_with_one_wrong_byte_is_looked_at_or_refused_but_never_a_crash(at: float, bits: int, part: str) -> None:
    content = bytearray(unpacked(WHOLE)[part])
    content[int(at * len(content))] ^= bits
    with suppress(SavingsError):
        inspected(with_parts(WHOLE, {part: bytes(content)}))


@given(st.text(alphabet="A1B2$:!'\"[]@#,;(){}+-*/^&=<>%. SUMIF", max_size=30))
@settings(deadline=None)
def test_any_text_as_a_formula_is_understood_or_left_alone(text: str) -> None:
    node = parsed(text, 5, 5)
    assert relative(text, 5, 5) is not None and list(within(node))


def test_a_workbook_libreoffice_has_saved_gives_nothing_either(office: Office) -> None:
    for name in ("budget", "lookup", "seven_returns", "cumulative_beside"):
        saved = office.converted(COUNCILS[name]().data, "xlsx").read_bytes()
        assert inspected(saved).findings == (), name
