"""The whole product on one screen: the list of actions, and how one is run on a book."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import chain

from se7_excel.books.book import Book
from se7_excel.books.render import render
from se7_excel.buttons import Group, Look
from se7_excel.checking import Findings, everything_found
from se7_excel.savings.checks.catalogue import PRINTED_TABLES
from se7_excel.savings.checks.finding import Finding
from se7_excel.savings.programme import Place, Programme
from se7_excel.savings.stated import Stated
from se7_excel.sheets.acceptance import unmatched, with_acceptances
from se7_excel.sheets.accessibility import is_settled_anew
from se7_excel.sheets.appendix import appendix_page
from se7_excel.sheets.appendix_2 import appendix_2_page
from se7_excel.sheets.appendix_data import data_page
from se7_excel.sheets.calculated import FORMULA_BACK, PUT_BACK
from se7_excel.sheets.changes import Change, changes, refuse_to_cover
from se7_excel.sheets.check_report import check_page, standing
from se7_excel.sheets.grid import folded, tab_named
from se7_excel.sheets.headline import headline
from se7_excel.sheets.ladder_page import ladder_page
from se7_excel.sheets.log import Entry, Stamp, log_page
from se7_excel.sheets.page import Page
from se7_excel.sheets.reading import Reading, read_tracker
from se7_excel.sheets.schema import APPENDIX, APPENDIX_2, APPENDIX_DATA, CHECKS, LADDER, LOG, YEARLY
from se7_excel.sheets.yearly_page import yearly_page

ABOUT_PAGES = ("C20", "C25", *PRINTED_TABLES)  # what setting a page down anew puts right on that page


@dataclass(frozen=True, slots=True)
class Action:
    """One thing an officer can ask for: its button's label and look, what it does in a sentence, the pages it sets down.

    `settles` takes out of the sheets' claims those the action is about to put right, and `sets_down` names the tabs it sets
    down whole, which then agree with the rest, so that the findings speak of the workbook as the action leaves it.
    """

    name: str
    label: str
    tip: str
    look: Look
    pages: Callable[[Reading, Findings], tuple[Page, ...]]
    settles: Callable[[Stated], Stated]
    sets_down: tuple[str, ...] = ()

    @property
    def command(self) -> str:
        """The action's name on the command line."""
        return self.name.replace("_", "-")

    def puts_right(self, finding: Finding) -> bool:
        """Whether the finding is about a page that the action sets down anew."""
        tabs = [folded(tab) for tab in self.sets_down]
        settled = finding.code in ABOUT_PAGES or is_settled_anew(finding)
        return settled and finding.place is not None and folded(finding.place.tab) in tabs


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an action came to: what it read, found and changed, and which marks on Accepted match nothing it found."""

    action: Action
    programme: Programme
    findings: Findings
    changes: tuple[Change, ...]
    unmatched: tuple[Place, ...] = ()

    @property
    def headline(self) -> str:
        """The total with its completeness, composition and distance from the target."""
        return headline(self.programme)

    @property
    def failed(self) -> bool:
        """Whether any finding of severity fail is not accepted."""
        return any(finding.fails for finding in self.findings)

    @property
    def typed_over(self) -> tuple[Change, ...]:
        """The changes that take back what somebody typed over a calculated cell."""
        places = {finding.place for finding in self.findings if finding.code == "C26"}
        return tuple(change for change in self.changes if change.place in places and change.before is not None)

    @property
    def remaining(self) -> Findings:
        """The findings that still hold once the action is done: all but those about what it has put back."""
        put_back = {change.place for change in self.typed_over}
        return tuple(finding for finding in self.findings if finding.code != "C26" or finding.place not in put_back)


@dataclass(frozen=True, slots=True)
class Plan:
    """What an action would come to, and the pages it would set down; nothing is written yet."""

    outcome: Outcome
    pages: tuple[Page, ...]


def _cumulative_pages(reading: Reading, findings: Findings) -> tuple[Page, ...]:
    return reading.calculated


def _check_pages(reading: Reading, findings: Findings) -> tuple[Page, ...]:
    return (check_page(reading.programme, findings, unmatched(findings, reading.accepted)),)


def _appendix_pages(reading: Reading, findings: Findings) -> tuple[Page, ...]:
    pages = (appendix_page(reading.programme), data_page(reading.programme))
    figures = ((reading.ladder, ladder_page), (reading.yearly, yearly_page))
    return (*pages, *(page_of(reading.programme) for tab, page_of in figures if tab))


def _appendix_2_pages(reading: Reading, findings: Findings) -> tuple[Page, ...]:
    return (appendix_2_page(reading.programme),)


def _every_page(reading: Reading, findings: Findings) -> tuple[Page, ...]:
    """All pages but Checks, which is set down when it is known what the others leave."""
    appendix_2 = _appendix_2_pages(reading, findings) if reading.appendix_2 else ()
    return (*_cumulative_pages(reading, findings), *_appendix_pages(reading, findings), *appendix_2)


REFRESH_TOTALS = Action(
    "refresh_totals",
    "Refresh totals",
    "Recomputes the cumulative and total cells on every workstream tab and puts back formulas that were typed over.",
    Look(Group.TOTALS, "Calculator", "R"),
    _cumulative_pages,
    Stated.with_lines_recomputed,
)
CHECK_TOTALS = Action(
    "check_totals",
    "Check totals",
    "Checks every total against its lines and the partnership's targets, and lists what it finds on the Checks tab.",
    Look(Group.CHECKS, "ErrorChecking", "C"),
    _check_pages,
    lambda stated: stated,
)
REGENERATE_APPENDIX_1 = Action(
    "regenerate_appendix_1",
    "Regenerate Appendix 1",
    "Sets Appendix 1 and its exact figures down anew from the workstream tabs, from one authority's point of view.",
    Look(Group.APPENDICES, "TableInsertExcel", "A"),
    _appendix_pages,
    Stated.with_totals_recomputed,
    sets_down=(APPENDIX, APPENDIX_DATA, CHECKS, LADDER, YEARLY),
)
REGENERATE_APPENDIX_2 = Action(
    "regenerate_appendix_2",
    "Regenerate Appendix 2",
    "Sets Appendix 2 down anew from the workstream tabs and Milestones: purpose, lead, update and milestones of each.",
    Look(Group.APPENDICES, "FileWorkflowTasks", "M"),
    _appendix_2_pages,
    lambda stated: stated,
    sets_down=(APPENDIX_2,),
)
ACTIONS = (REFRESH_TOTALS, CHECK_TOTALS, REGENERATE_APPENDIX_1, REGENERATE_APPENDIX_2)
PREPARE_EMAIL = Action(
    "prepare_email",
    "Prepare e-mail",
    "Refreshes, regenerates and checks everything, then drafts the e-mail with a clean copy. It stops where a check fails.",
    Look(Group.SEND, "FileSendAsAttachment", "E"),
    _every_page,
    lambda stated: stated.with_lines_recomputed().with_totals_recomputed(),
    sets_down=(*REGENERATE_APPENDIX_1.sets_down, *REGENERATE_APPENDIX_2.sets_down),
)


def run(action: Action, book: Book, reporting: str = "", stamp: Stamp | None = None, beside: Findings = ()) -> Outcome:
    """Read everything, compute, then write: what the action did to this book, which the caller may save or drop.

    `reporting` names the authority whose point of view is taken; without it the workbook's Settings decide. With a
    `stamp`, an action that changes something adds a row to the Log. Findings made `beside` the checks, against an issued
    file, are told with theirs. Raises a `SavingsError` before anything is written; findings never stop the work.
    """
    planned = plan(action, book, reporting, stamp, beside=beside)
    carry_out(planned, book)
    return planned.outcome


def plan(
    action: Action,
    book: Book,
    reporting: str = "",
    stamp: Stamp | None = None,
    tell_fails: bool = False,
    beside: Findings = (),
) -> Plan:
    """What the action would do to this book; raises as `run` does.

    To `tell_fails` is to set down the Checks tab too where a finding fails and will go on doing so, whatever the action.
    """
    reading = read_tracker(book, reporting)
    findings = _found(action, book, reading, beside)
    own = tuple(standing(page, book.read(page.tab)) for page in action.pages(reading, findings))
    found = {page.tab: changes(page, book.read(page.tab)) for page in own}
    made = tuple(chain(*found.values()))
    outcome = Outcome(action, reading.programme, _mended(findings, made), made, unmatched(findings, reading.accepted))
    pages = [page for page in own if found[page.tab] or page.restyles or book.read(page.tab).values_only]
    if tell_fails and action is not CHECK_TOTALS and any(each.fails for each in outcome.remaining):
        checks = check_page(reading.programme, outcome.remaining, outcome.unmatched)
        pages.append(standing(checks, book.read(CHECKS)))
        refuse_to_cover(pages[-1], book.read(CHECKS))
    if stamp and made:
        pages += logged(book, Entry(stamp, action.label, reading.programme, len(made), outcome.remaining))
    return Plan(outcome, tuple(pages))


def carry_out(planned: Plan, book: Book) -> None:
    """Set the plan's pages down in the book it was made for."""
    for page in planned.pages:
        render(page, book)


def logged(book: Book, entry: Entry) -> list[Page]:
    """The page of the Log with the entry; none where the workbook has no such tab. Raises rather than lose a row."""
    tab = tab_named(book.tabs(), LOG)
    if tab is None:
        return []
    grid = book.read(tab)
    page = log_page(grid, entry)
    refuse_to_cover(page, grid)
    return [page]


def _found(action: Action, book: Book, reading: Reading, beside: Findings) -> Findings:
    """What every check finds, but for what the action puts right."""
    found = everything_found(book, reading, action.settles(reading.stated), beside)
    return with_acceptances(tuple(each for each in found if not action.puts_right(each)), reading.accepted)


def _mended(findings: Findings, changes_made: tuple[Change, ...]) -> Findings:
    """The findings, those about cells the action has just set right saying so."""
    places = {change.place for change in changes_made}
    return tuple(
        replace(finding, message=finding.message.replace(FORMULA_BACK, PUT_BACK)) if finding.place in places else finding
        for finding in findings
    )
