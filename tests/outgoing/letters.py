"""Letters, people and attachments for the tests of what goes out."""

from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache

from se7_excel.outgoing.draft import PDF, Attachment, as_eml
from se7_excel.outgoing.letter import AcceptedFail, Letter
from se7_excel.outgoing.recipients import recipient, recipients
from se7_excel.sample import sample_programme
from se7_excel.savings.checks.finding import Finding, Severity
from se7_excel.savings.programme import Place, Workstream
from se7_excel.sheets.appendix_data import data_page
from se7_excel.sheets.headline import headline
from se7_excel.sheets.page import Page

NOW = datetime(2012, 3, 20, 9, 30, tzinfo=UTC)
SENDER = recipient("Finance <finance@eastsussex.gov.uk>")
TO = recipients("anna.smith@kent.gov.uk; Bob Jones <bob.jones@surrey.gov.uk>")
COPY = recipients("clerk@medway.gov.uk")
ATTACHMENTS = (
    Attachment("SE7 2012-03-28 v1.xlsx", bytes(range(256)) * 40),
    Attachment("SE7 2012-03-28 v1.pdf", b"%PDF-1.7\n" + b"\r\n.\r\n\x00\xff" * 50, PDF),
)
FINDINGS = (
    Finding("C07", Severity.WARN, "Highways: “(150k)” lacks its pound sign; type £150k.", place=Place("Highways", "G8")),
    Finding("C05", Severity.FAIL, "SEN 2012/13: £724k of nothing; correct one of them.", accepted="A. Smith, 1 March 2012: slip"),
    Finding("C15", Severity.INFO, "All savings are gross."),
)


def letter_2012(**changed: object) -> Letter:
    """The letter of March 2012, with whatever a test wants otherwise."""
    return replace(_letter(), **changed)


@cache
def _letter() -> Letter:
    programme = sample_programme()
    return Letter(
        "SE7",
        "East Sussex",
        "Appendix 1",
        headline(programme),
        data_page(programme),
        date(2012, 3, 28),
        "OFFICIAL",
        ("Waste: £13.5m is now £14m, £500k more", "ICT: nothing new"),
        FINDINGS,
        (AcceptedFail("C05", "the slip is corrected in May", "A. Smith", ("SEN: £1 too much.",)),),
        ("no PDF was made because LibreOffice is not installed",),
        tuple(each.enclosed for each in ATTACHMENTS),
        ("Anna Smith", "East Sussex County Council"),
    )


def draft_2012(**changed: object) -> bytes:
    """The draft of that letter."""
    return as_eml(letter_2012(**changed), SENDER, TO, COPY, ATTACHMENTS, NOW)


def page_naming(name: str) -> Page:
    """The accessible table of a programme whose first workstream has this name."""
    programme = sample_programme()
    first, *others = programme.workstreams
    renamed = Workstream(name, first.tab, first.lines)
    return data_page(replace(programme, workstreams=(renamed, *others)))
