"""The appendices as a PDF: tagged, titled, in English, with both appendices and their notes and nothing else."""

import shutil
import subprocess
from pathlib import Path

import pytest

from se7_excel.books import libreoffice
from se7_excel.outgoing.pdf import appendices_as_pdf
from tests.conftest import require
from tests.outgoing.copies import LAST_MILESTONE, copy_2012


@pytest.fixture(scope="module")
def pdf(soffice: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = appendices_as_pdf(copy_2012(), tmp_path_factory.mktemp("pdf"), "SE7 savings – v3.pdf")
    assert made
    return made


def said_by(program: str, *arguments: object) -> str:
    found = require(shutil.which(program), f"{program} (poppler)")
    done = subprocess.run([found, *map(str, arguments)], check=True, capture_output=True)
    return done.stdout.decode("utf-8")


def test_it_is_tagged_and_titled_and_names_no_person(pdf: Path) -> None:
    facts = {name: value.strip() for name, _, value in (line.partition(":") for line in said_by("pdfinfo", pdf).splitlines())}
    assert facts["Tagged"] == "yes"
    assert facts["Title"] == "South East Seven savings: Appendix 1 and Appendix 2 for East Sussex, version 3, 28 March 2012"
    assert facts["Author"] == "South East Seven"
    assert int(facts["Pages"]) == 3


def test_it_says_its_language_and_claims_no_more_of_its_tags_than_they_hold(pdf: Path) -> None:
    data = pdf.read_bytes()
    assert b"/Lang(en-GB)" in data
    assert b"pdfuaid" not in data
    tagged = said_by("pdfinfo", "-struct-text", pdf)
    assert "A bracket never means a negative" in tagged
    assert "£36.25m" not in tagged, "the figures are tagged now: say so in pdf.py, and claim PDF/UA if it is one"
    assert "£36.25m" in said_by("pdftotext", pdf, "-")


def test_its_notes_say_which_sheets_it_does_not_have(pdf: Path) -> None:
    text = " ".join(said_by("pdftotext", pdf, "-").split())
    assert "a PDF of it holds Appendix 1, Appendix 2 and these notes only" in text
    assert "on the sheet Notes" not in text


def test_it_holds_both_appendices_from_the_headline_to_the_last_milestone(pdf: Path) -> None:
    text = " ".join(said_by("pdftotext", "-layout", pdf, "-").split())
    assert "£83.85m quantified, 2 of 6 workstreams not" in text
    assert LAST_MILESTONE in text
    assert "OFFICIAL" in text
    assert "A bracket never means a negative" in text
    assert "Exact figures in pounds and pence" not in text


def test_without_libreoffice_there_is_none(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(libreoffice, "NAMES", ("no-such-program",))
    assert appendices_as_pdf(copy_2012(), tmp_path) is None
    assert list(tmp_path.iterdir()) == []


def test_where_libreoffice_fails_there_is_none(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(libreoffice, "NAMES", (require(shutil.which("false"), "false"),))
    assert appendices_as_pdf(copy_2012(), tmp_path) is None


def test_a_folder_that_is_not_there_gives_none(soffice: str, tmp_path: Path) -> None:
    assert appendices_as_pdf(copy_2012(), tmp_path / "gone") is None
