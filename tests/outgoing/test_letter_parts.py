"""The plain and the HTML part carry the same facts, those of the page, and nothing a workbook says gets out of its text."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from se7_excel.outgoing.letter import Letter, sections_after_the_table, sections_before_the_table
from se7_excel.outgoing.letter_html import letter_html
from se7_excel.outgoing.letter_table import cell_words
from se7_excel.outgoing.letter_text import WIDTH, letter_text
from se7_excel.outgoing.plain_words import in_one_line
from se7_excel.sheets.appendix_data import SOURCE
from se7_excel.sheets.page import Page as SheetPage
from tests.outgoing.letters import letter_2012, page_naming
from tests.outgoing.reading_back import Facts, Page, facts_of_html, facts_of_text

HOSTILE = (
    "<script>alert(1)</script>",
    '"><a href="https://evil.example">Highways</a>',
    "' onmouseover='x",
    "&lt;b&gt; &amp; co",
    "</td></tr></table>",
    "High\r\n\r\nways\x00\x1b[0m",
    "<!--",
    "=?utf-8?q?x?=",
    "Straßen – £ “und” ™ 道路 🛣",
    "a" * 300,
)


def facts_of_page(page: SheetPage) -> Facts:
    area = page.marks[0].area
    said = {position: in_one_line(cell_words(cell)) for position, cell in page.cells.items()}
    rows, columns = range(area.top + 1, area.bottom + 1), range(area.left + 2, area.right + 1)
    return {(said[row, 1], said[row, 2], said[area.top, column]): said[row, column] for row in rows for column in columns}


def names_in(facts: Facts, which: int) -> list[str]:
    return list(dict.fromkeys(key[which] for key in facts))


def unwrapped(text: str) -> str:
    return " ".join(text.split())


def sentences(letter: Letter) -> list[str]:
    found = [letter.heading, letter.opening, letter.marking, *letter.signature]
    for section in (*sections_before_the_table(letter), *sections_after_the_table(letter)):
        found += [section.heading, *section.sentences, *section.items]
    return found


def test_both_parts_say_every_fact_of_the_page() -> None:
    letter = letter_2012()
    facts = facts_of_page(letter.table)
    assert facts["Waste", "East Sussex", "Total"] == "£1,169,000"
    assert facts["Commodities Procurement", "SE7", "2011/12"] == "to be confirmed"
    assert facts["All workstreams", "East Sussex", "Share of partnership"] == "8.28 %"
    assert facts_of_html(Page(letter_html(letter))) == facts
    figures = {key: words for key, words in facts.items() if key[2] != SOURCE}
    assert facts_of_text(letter_text(letter), names_in(figures, 2), names_in(figures, 0)) == figures


def test_the_plain_part_leaves_out_the_cells_the_figures_come_from() -> None:
    text = letter_text(letter_2012())
    assert SOURCE not in text
    assert "row 12" not in text


def test_the_plain_part_tells_every_workstream_in_the_one_layout() -> None:
    abreast = letter_text(letter_2012())
    assert abreast.count("  Total  ") == 8
    assert "  Total: " not in abreast
    page = letter_2012().table
    (long,) = (row for row, column in page.cells if column == 2 and page.cells[row, 1].value == "ICT" and _is_part(page, row))
    cells = {**page.cells, (long, 2): page.cells[long, 2]._replace(value="The County Council of " + "a" * 40)}
    told = letter_text(letter_2012(table=SheetPage(page.tab, cells, page.marks)))
    assert told.count("  Total: ") == 15
    assert "  Total  " not in told


def _is_part(page: SheetPage, row: int) -> bool:
    return page.cells[row, 2].value == "East Sussex"


def test_both_parts_say_every_sentence_of_the_letter() -> None:
    letter = letter_2012()
    text, page = unwrapped(letter_text(letter)), unwrapped(Page(letter_html(letter)).text)
    for sentence in sentences(letter):
        assert unwrapped(sentence) in text
        assert unwrapped(sentence) in page


def test_the_plain_part_fits_its_columns() -> None:
    for letter in (letter_2012(), *(letter_2012(table=page_naming(name)) for name in HOSTILE)):
        assert max(map(len, letter_text(letter).splitlines())) <= WIDTH


def test_the_marking_is_the_first_and_the_last_line_of_both() -> None:
    lines = letter_text(letter_2012(marking="OFFICIAL-SENSITIVE")).splitlines()
    assert (lines[0], lines[-1]) == ("OFFICIAL-SENSITIVE", "OFFICIAL-SENSITIVE")
    paragraphs = Page(letter_html(letter_2012(marking="OFFICIAL-SENSITIVE"))).all("p")
    assert (paragraphs[0].text, paragraphs[-1].text) == ("OFFICIAL-SENSITIVE", "OFFICIAL-SENSITIVE")


def test_a_table_too_wide_to_stand_abreast_is_told_row_by_row() -> None:
    letter = letter_2012(table=page_naming("Highways"))
    cells = dict(letter.table.cells)
    parties = {row: cells[row, 2].value for row, column in cells if column == 2 and cells[row, 1].value == "Highways"}
    wide = next((row, 3) for row, party in parties.items() if party == "East Sussex")
    cells[wide] = cells[wide]._replace(value="see the long explanation that somebody typed here instead of a figure")
    text = letter_text(letter_2012(table=SheetPage(letter.table.tab, cells, letter.table.marks)))
    assert "Highways, East Sussex\n" in text
    assert "  2011/12: see the long explanation that somebody typed here instead of a" in text
    assert "  Total: £150,000\n" in text


@pytest.mark.parametrize("name", HOSTILE)
def test_what_a_workstream_is_called_stays_text(name: str) -> None:
    usual, page = Page(letter_html(letter_2012())), Page(letter_html(letter_2012(table=page_naming(name))))
    assert [(each.tag, each.attributes) for each in page.elements] == [(each.tag, each.attributes) for each in usual.elements]
    assert any(each.text == in_one_line(name) for each in page.all("th"))
    assert facts_of_html(page) == facts_of_page(page_naming(name))


@pytest.mark.parametrize("title", HOSTILE)
def test_what_the_partnership_is_called_stays_in_its_attribute(title: str) -> None:
    page = letter_2012().table
    cells = {**page.cells, (1, 1): page.cells[1, 1]._replace(value=title)}
    read = Page(letter_html(letter_2012(table=SheetPage(page.tab, cells, page.marks))))
    assert [set(each.attributes) for each in read.elements] == [set(each.attributes) for each in usual_page().elements]
    assert [each.attributes["aria-label"] for each in read.all("div") if "role" in each.attributes] == [in_one_line(title)]


def usual_page() -> Page:
    return Page(letter_html(letter_2012()))


def test_two_rows_of_one_name_and_party_are_told_one_after_the_other() -> None:
    page = letter_2012().table
    rows = [row for row, column in page.cells if column == 1 and page.cells[row, 1].value == "Waste"]
    cells = {**page.cells, **{(row, 2): page.cells[row, 2]._replace(value="SE7") for row in rows}}
    text = letter_text(letter_2012(table=SheetPage(page.tab, cells, page.marks)))
    assert text.count("Waste, SE7\n") == 2
    assert "  Total: £1,169,000\n" in text
    assert "  Total: £14,000,000\n" in text


@settings(max_examples=30, deadline=None)
@given(st.text(max_size=40))
def test_whatever_anybody_types_stays_text(typed: str) -> None:
    usual, page = Page(letter_html(saying("x"))), Page(letter_html(saying(typed)))
    assert [each.tag for each in page.elements] == [each.tag for each in usual.elements]
    assert max(map(len, letter_text(saying(typed)).splitlines())) <= WIDTH


def saying(typed: str) -> Letter:
    told = {"partnership": typed, "reporting": typed, "headline": typed, "marking": typed or "x"}
    return letter_2012(**told, changed=(typed,), notes=(typed,), signature=(typed,))


def test_the_html_loads_nothing_and_runs_nothing() -> None:
    page = Page(letter_html(letter_2012()))
    tags = {each.tag for each in page.elements}
    assert not tags & {"script", "style", "img", "link", "a", "iframe", "object", "form", "input", "svg", "base", "font"}
    known = {"lang", "charset", "style", "scope", "role", "tabindex", "aria-label"}
    assert {name for each in page.elements for name in each.attributes} <= known
    assert not re.search(r"url\(|@import|expression|https?:|cid:", letter_html(letter_2012()))


def test_the_html_is_in_british_english_and_its_table_can_be_walked() -> None:
    page = Page(letter_html(letter_2012()))
    assert page.all("html")[0].attributes["lang"] == "en-GB"
    assert page.all("title")[0].text == letter_2012().subject
    assert [each.text for each in page.all("caption")] == ["Appendix 1 data: South East Seven savings by workstream"]
    scopes = [each.attributes["scope"] for each in page.all("th")]
    assert (scopes.count("col"), scopes.count("row")) == (13, 30)
    assert all(each.text for each in (*page.all("th"), *page.all("td")))
    assert next(each.tag for each in page.elements if re.fullmatch(r"h\d", each.tag)) == "h1"


def test_each_ink_has_its_ground_and_stands_out_from_it() -> None:
    for element in Page(letter_html(letter_2012())).elements:
        told = dict(part.split(":", 1) for part in element.attributes.get("style", "").split(";") if part)
        assert ("color" in told) == ("background-color" in told)
        if "color" in told:
            assert contrast(told["color"], told["background-color"]) >= 4.5
            assert told["color"] != told["background-color"]


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))
