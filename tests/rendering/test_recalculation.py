"""A second engine agrees: LibreOffice recalculates what we saved, and every formula comes to exactly the value we stored."""

import re
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

from tests.entrances.officer import Typed, type_into
from tests.notation import programme
from tests.rendering.made import after_actions, awkward, tracker, widest
from tests.rendering.office import Office, Values, formulas, values

TEXTS: dict[str, Typed] = {
    "G12": "£6m", "H12": "1.2bn", "I12": "−£50k", "J12": " £2,056,430.07 ",
    "G13": "TBC", "H13": "250 k", "I13": "–", "J13": "n/a",
}  # fmt: skip
FILLED_IN: dict[str, Typed] = {"H12": 0.005, "I12": 1_234_567.894999, "J12": -0.01, "D13": "level", "H13": 70_000.1}


def disagreements(office: Office, data: bytes) -> dict[tuple[str, str], tuple[str, object, object]]:
    """Each formula cell whose recalculated value is not the stored one: formula, stored, recalculated."""
    stored, again, there = as_written(values(data)), office.recalculated(data), formulas(data)
    assert there
    return {cell: (there[cell], stored.get(cell), again.get(cell)) for cell in there if stored.get(cell) != again.get(cell)}


def as_written(stored: Values) -> Values:
    """The values as LibreOffice writes them: fifteen digits, enough for every penny up to ten billion pounds."""
    return {cell: float(f"{value:.15g}") if isinstance(value, float) else value for cell, value in stored.items()}


def worked_on(data: bytes, folder: Path, tab: str, entries: dict[str, Typed]) -> bytes:
    """The workbook with these entries typed, after every action."""
    path = folder / "tracker.xlsx"
    path.write_bytes(data)
    type_into(path, tab, entries)
    return after_actions(path.read_bytes())


def test_libreoffice_does_recalculate_and_finds_a_planted_wrong_value(office: Office, tracker_2012: bytes) -> None:
    planted = with_planted_value(tracker_2012)
    assert values(planted)["Highways", "O12"] == 1
    assert list(disagreements(office, planted)) == [("Highways", "O12")]


def test_every_formula_of_the_2012_tracker_comes_to_the_value_stored(office: Office, tracker_2012: bytes) -> None:
    assert disagreements(office, tracker_2012) == {}


def test_level_lines_pence_costs_and_gaps_come_to_the_value_stored(office: Office) -> None:
    assert disagreements(office, tracker(awkward())) == {}


def test_the_widest_tracker_comes_to_the_values_stored(office: Office) -> None:
    assert disagreements(office, tracker(widest())) == {}


def test_amounts_typed_as_text_come_to_the_value_stored(office: Office, tracker_2012: bytes, tmp_path: Path) -> None:
    assert disagreements(office, worked_on(tracker_2012, tmp_path, "Highways", TEXTS)) == {}


def test_text_amounts_on_a_level_line_come_to_the_value_stored(office: Office, tracker_2012: bytes, tmp_path: Path) -> None:
    texts = {**TEXTS, "D12": "Level", "D13": "level"}
    assert disagreements(office, worked_on(tracker_2012, tmp_path, "Highways", texts)) == {}


def test_a_refreshed_tracker_comes_to_the_values_stored(office: Office, tracker_2012: bytes, tmp_path: Path) -> None:
    entries = {**FILLED_IN, "A14": "Kerbs", "B14": "Kent", "D14": "one-off", "G14": -3, "J14": 2.5}
    assert disagreements(office, worked_on(tracker_2012, tmp_path, "Highways", entries)) == {}


def test_a_cost_of_half_a_penny_rounds_alike_in_both(office: Office, tracker_2012: bytes, tmp_path: Path) -> None:
    assert disagreements(office, worked_on(tracker_2012, tmp_path, "Highways", {"G12": 1, "H12": -0.005, "I12": 0.005})) == {}


def test_a_partnership_without_targets_comes_to_the_values_stored(office: Office) -> None:
    assert disagreements(office, tracker(programme("Waste\n  SE7  5\n  Kent  5"))) == {}


def with_planted_value(data: bytes) -> bytes:
    """The workbook with a wrong value stored under the total of the first line of Highways."""
    changed = BytesIO()
    with ZipFile(BytesIO(data)) as source, ZipFile(changed, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            content = source.read(name)
            if name == "xl/worksheets/sheet3.xml":
                content, count = re.subn(rb"(<f>N12</f><v>)[^<]*", rb"\g<1>1", content)
                assert count == 1
            target.writestr(name, content)
    return changed.getvalue()
