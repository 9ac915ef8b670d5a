"""The gate: silent for a clean copy, and naming each thing smuggled into one."""

from dataclasses import replace
from datetime import date, datetime
from io import BytesIO

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.comments import Comment

from se7_excel.errors import NotATracker
from se7_excel.outgoing.clean_copy import clean_copy
from se7_excel.outgoing.gate import findings_at_the_gate
from se7_excel.outgoing.label import LABELS_PART, PROPERTIES_PART, Label, labelled
from se7_excel.outgoing.opened_copy import OpenedCopy
from se7_excel.savings.checks.finding import Finding, Severity
from se7_excel.savings.programme import Programme
from tests.outgoing.copies import RELATIONS, about, copy_2012, parts, patched, programme_2012, with_part, written
from tests.outgoing.smuggled import APPENDIX, BOOK, CELL, CORE, DATA, NAME, NAMES, OPEN, PARTS, SMUGGLED, STYLES, element
from tests.outgoing.smuggled_looks import LOOKS
from tests.properties.strategies import programmes


def held_back(data: bytes) -> list[str]:
    """What C32 says of the copy."""
    return [each.message for each in findings_at_the_gate(data) if each.code == "C32"]


def test_the_clean_copy_passes() -> None:
    assert findings_at_the_gate(copy_2012()) == ()


def test_a_copy_that_is_only_zipped_anew_passes() -> None:
    assert findings_at_the_gate(written(parts(copy_2012()))) == ()


@pytest.mark.parametrize("name", PARTS)
def test_a_part_smuggled_in_is_named(name: str) -> None:
    part = PARTS[name]
    said = held_back(with_part(part.name, part.content, part.content_type, part.kind, part.of))
    assert any(part.called in each and part.name in each for each in said), said


@pytest.mark.parametrize("name", SMUGGLED | LOOKS)
def test_a_thing_smuggled_in_is_named(name: str) -> None:
    part, old, new, called = (SMUGGLED | LOOKS)[name]
    said = held_back(patched(part, old, new))
    assert any(called in each for each in said), said
    assert len(said) <= 2, said


def test_every_finding_fails_and_says_what_is_wrong_and_what_to_do() -> None:
    for each in findings_at_the_gate(patched(BOOK, NAMES, NAME.format("", "#REF!"))):
        assert (each.code, each.severity) == ("C32", Severity.FAIL)
        assert "which must not leave; make the copy anew from the tracker" in each.message
        assert each.message.endswith(".")
        assert each.expected
        assert each.found


LABEL, TENANT = "2096f6a2-d2f7-48be-b329-b73aaa526e5d", "cb46c030-1825-4e81-a295-151c039dbf02"
ATTRIBUTES = (("id", f"{{{LABEL}}}"), ("enabled", "1"), ("method", "Standard"), ("siteId", f"{{{TENANT}}}"), ("removed", "0"))


def label_named(name: str) -> Label:
    return Label((ATTRIBUTES,), ((f"MSIP_Label_{LABEL}_Name", name), (f"MSIP_Label_{LABEL}_SiteId", TENANT)))


def test_a_label_of_ours_passes_with_the_copy() -> None:
    assert findings_at_the_gate(labelled(copy_2012(), label_named("Official"))) == ()


def test_a_label_named_by_a_path_or_an_address_is_held_back() -> None:
    assert any("the path “C:\\Users\\ann" in each for each in held_back(labelled(copy_2012(), label_named(r"C:\Users\ann\x"))))
    assert any(
        "properties of somebody’s own" in each for each in held_back(labelled(copy_2012(), label_named("ann@kent.gov.uk")))
    )


@pytest.mark.parametrize(
    ("part", "old", "new"),
    [
        (PROPERTIES_PART, "_SiteId", "_Owner"),
        (PROPERTIES_PART, "<vt:lpwstr>Official", "<vt:x>Ann</vt:x><vt:lpwstr>Official"),
        (LABELS_PART, 'removed="0"', 'removed="0" owner="Ann"'),
        (LABELS_PART, "</clbl:labelList>", "<clbl:extLst>Ann</clbl:extLst></clbl:labelList>"),
    ],
)
def test_what_is_more_than_a_label_is_held_back(part: str, old: str, new: str) -> None:
    assert any(part in each for each in held_back(patched(part, old, new, labelled(copy_2012(), label_named("Official")))))


def test_macros_by_the_type_of_the_workbook_are_named() -> None:
    types = patched(
        "[Content_Types].xml", f"{OPEN}.spreadsheetml.sheet.main+xml", "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
    )
    assert any("macros, or leave for them" in each for each in held_back(types))


def test_a_part_that_nothing_leads_to_is_named() -> None:
    held = parts(copy_2012())
    said = held_back(written(held | {"xl/worksheets/sheet99.xml": held[APPENDIX]}))
    assert any("xl/worksheets/sheet99.xml" in each for each in said)


def test_cells_that_no_sheet_lists_are_named() -> None:
    held = parts(copy_2012())
    data = with_part("xl/worksheets/sheet99.xml", held[APPENDIX], f"{OPEN}.spreadsheetml.worksheet+xml", f"{RELATIONS}/worksheet")
    assert any("cells of a sheet that is not listed (xl/worksheets/sheet99.xml)" in each for each in held_back(data))


def test_a_formula_without_its_value_is_named() -> None:
    start = parts(copy_2012())[DATA].decode().split("<f>", 1)[1].split("</f>", 1)[1]
    value = start[: start.index("</v>") + 4]
    said = held_back(patched(DATA, f"</f>{value}", "</f>"))
    assert any("Appendix 1 data!" in each and "a formula without its value" in each for each in said)


def test_an_array_formula_is_named() -> None:
    assert any("an array formula" in each for each in held_back(patched(DATA, "<f>IF(", '<f t="array" ref="C6">IF(')))


@pytest.mark.parametrize("start", ["=1+1", "+1", "-1", "@SUM(A1)", " =1+1", "\t=1"])
def test_a_text_that_may_become_a_formula_is_named(start: str) -> None:
    title = '<is><t xml:space="preserve">Appendix 1: South East Seven savings by workstream</t></is>'
    assert any(
        "may take for a formula" in each
        for each in held_back(patched(APPENDIX, title, f'<is><t xml:space="preserve">{start}</t></is>'))
    )


def test_a_text_stored_as_the_result_of_no_formula_is_named() -> None:
    text = patched(APPENDIX, f'{CELL} s="', f'<c r="H8" t="str"><v>=1+1</v></c>{CELL} s="')
    assert any("Appendix 1!H8" in each and "may take for a formula" in each for each in held_back(text))


def test_a_text_no_cell_shows_is_named() -> None:
    left = element("sst", "<si><t>the figure of last year</t></si><si><t>another</t></si>")
    data = with_part("xl/sharedStrings.xml", left, f"{OPEN}.spreadsheetml.sharedStrings+xml", f"{RELATIONS}/sharedStrings")
    assert any("a text no cell shows, “the figure of last year”, and 1 more" in each for each in held_back(data))


def test_a_remark_on_the_archive_is_named() -> None:
    data = copy_2012()
    assert data[-2:] == b"\x00\x00"
    assert any("a remark on the archive" in each for each in held_back(data[:-2] + b"\x03\x00Ann"))


def test_a_part_that_is_no_xml_holds_the_copy_back() -> None:
    assert any("what cannot be read" in each for each in held_back(patched(STYLES, "<numFmts", "<numFmts<")))


def test_a_sheet_without_cells_holds_the_copy_back() -> None:
    held = parts(copy_2012())
    assert any(
        "what cannot be read" in each for each in held_back(written({name: each for name, each in held.items() if name != DATA}))
    )


def test_what_is_no_workbook_is_refused() -> None:
    with pytest.raises(NotATracker):
        findings_at_the_gate(b"not a workbook")


def test_a_tracker_itself_is_held_back(tracker_2012: bytes) -> None:
    said = held_back(tracker_2012)
    assert any("a sheet “Settings”" in each for each in said)
    assert any("a sheet “Highways”" in each for each in said)


def test_a_copy_somebody_has_worked_on_is_held_back() -> None:
    book = load_workbook(BytesIO(copy_2012()))
    book["Appendix 1"]["A30"].comment = Comment("check with Ann", "Bob Jones")
    book.create_sheet("Scratch").sheet_state = "hidden"
    book.properties.lastModifiedBy = "Bob Jones"
    saved = BytesIO()
    book.save(saved)
    said = " ".join(held_back(saved.getvalue()))
    assert all(
        what in said
        for what in ("comments", "hidden sheet “Scratch”", "lastModifiedBy, “Bob Jones”", "a formula without its value")
    )


def test_accessibility_and_figures_are_looked_at_too() -> None:
    no_language = patched(CORE, "en-GB</dc:language>", "</dc:language>")
    assert codes(findings_at_the_gate(no_language)) == {"C31"}
    total = patched(DATA, "<v>83850000</v>", "<v>83850001</v>")
    assert codes(findings_at_the_gate(total)) == {"C28"}


def test_only_what_is_needed_is_parsed_again() -> None:
    opened = OpenedCopy(copy_2012())
    assert opened.tree(BOOK) is opened.tree(BOOK)


GENERATED = settings(
    max_examples=25,
    deadline=None,
    phases=(Phase.reuse, Phase.generate),  # to shrink a workbook takes minutes
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


@GENERATED
@given(
    programmes(max_authorities=5, max_workstreams=4, max_years=5, max_lines=3),
    st.sampled_from(("", "OFFICIAL", "OFFICIAL – SENSITIVE & more", "=1+1")),
    st.dates(date(2000, 1, 1), date(2060, 1, 1)) | st.none(),
)
def test_every_clean_copy_passes(programme: Programme, marking: str, day: date | None) -> None:
    made = about(marking=marking, made_at=datetime(2012, 3, 20))
    assert findings_at_the_gate(clean_copy(replace(programme, report_date=day, next_meeting=day), made)) == ()


def codes(findings: tuple[Finding, ...]) -> set[str]:
    return {each.code for each in findings}


def test_the_programme_of_the_tests_has_sources_and_milestones() -> None:
    programme = programme_2012()
    assert programme.workstreams[0].lines[0].place(0)
    assert programme.workstreams[-1].milestones
